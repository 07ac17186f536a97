/* Checking a submission: its schema, its digest, its edition, its arithmetic. */
#include <stdlib.h>
#include <string.h>

#include "return/check.h"
#include "return/schema.h"

/* Where the schema's faults are recorded. */
typedef struct listener {
    eh_findings *findings;
    const char *file;
    bool no_memory;
} listener;

static void on_fault(void *context, uint64_t line, const char *sentence) {
    listener *l = context;
    eh_place place = {.file = l->file, .row = line};
    if (eh_found(l->findings, EH_F_SUBMISSION_SCHEMA, place, 1, NULL, sentence, NULL) != EH_OK)
        l->no_memory = true;
}

/* Whether the document says that it is of a later minor version than the schema's. */
static bool newer(xmlDocPtr doc) {
    xmlNodePtr root = xmlDocGetRootElement(doc);
    xmlChar *version = root ? xmlGetNoNsProp(root, (const xmlChar *)"version") : NULL;
    const char *text = (const char *)version;
    bool later = text && !strncmp(text, "1.", 2) && strspn(text + 2, "0123456789") == strlen(text + 2) &&
                 strcmp(text, "1.0") != 0;
    xmlFree(version);
    return later;
}

/* Faults of the schema are findings; only what stops the check itself is a status. */
static eh_status check_schema(const eh_xml_schema *compiled, xmlDocPtr doc, const char *file, eh_findings *findings) {
    eh_xml_schema *own = NULL;
    listener l = {findings, file, false};
    if (!eh_xml_is(xmlDocGetRootElement(doc), "submission"))
        return EH_OK; /* said when it is read */
    if (newer(doc))
        return eh_found(findings, EH_F_SUBMISSION_NEWER, (eh_place){.file = file}, 1, NULL, NULL, NULL);
    eh_status status = compiled ? EH_OK : eh_xml_schema_new(&own);
    if (status != EH_OK)
        return status;
    status = eh_xml_schema_check(compiled ? compiled : own, doc, on_fault, &l);
    eh_xml_schema_free(own);
    if (l.no_memory)
        return EH_NOMEM;
    return status == EH_BAD ? EH_OK : status;
}

/* Empties the digest's element of the document: nothing else is done with it afterwards. */
static eh_status check_digest(eh_check *check, xmlDocPtr doc) {
    eh_digest digest;
    eh_status status = eh_xml_digest(doc, &digest);
    if (status == EH_NOMEM)
        return status;
    eh_slice given = eh_trim(eh_slice_of(check->ret->digest));
    if (status != EH_OK || !eh_slice_equal(given, eh_slice_of(digest.hex)))
        eh_check_found(check, EH_F_SUBMISSION_DIGEST, "", NULL, NULL);
    return EH_OK;
}

/* A copy that was made public is no return to submit. */
static void check_copy(eh_check *check) {
    const eh_detail *rule = eh_return_detail(check->ret, EH_PUBLIC_RULE, "");
    if (rule && rule->value.missing == EH_PRESENT)
        eh_check_found(check, EH_F_SUBMISSION_SUPPRESSED, "", rule->value.display, NULL);
}

static eh_status check_figures(eh_check *check) {
    size_t count = check->edition ? check->edition->item_count : 0;
    check->values = calloc((count + 1) * EH_GROUPS, sizeof *check->values);
    if (!check->values)
        return EH_NOMEM;
    eh_check_shape(check);
    eh_check_arithmetic(check);
    free(check->values);
    check->values = NULL;
    return check->no_memory ? EH_NOMEM : EH_OK;
}

/* The return is handed over when `made` is not NULL. */
static eh_status check_document(const eh_catalogue *catalogue, const eh_xml_schema *schema, xmlDocPtr doc,
                                const char *file, eh_findings *findings, eh_return **made) {
    eh_return *ret = NULL;
    eh_status status = check_schema(schema, doc, file, findings);
    if (status == EH_OK)
        status = eh_xml_to_return(doc, file, findings, &ret);
    if (status != EH_OK)
        return status;
    eh_check check = {
        .ret = ret,
        .edition = eh_edition_find(catalogue, ret->standard, ret->edition),
        .file = file,
        .findings = findings,
    };
    if (!made) /* who only wants the return knows a copy by itself */
        check_copy(&check);
    status = check_digest(&check, doc);
    if (status == EH_OK)
        status = check_figures(&check);
    if (status == EH_OK && made)
        *made = ret;
    else
        eh_return_free(ret);
    return status;
}

static eh_status check_source(const eh_catalogue *catalogue, const eh_xml_schema *schema, eh_source *source,
                              eh_findings *findings, eh_return **made) {
    xmlDocPtr doc = NULL;
    eh_status status = eh_xml_parse_source(source, findings, &doc);
    if (status == EH_OK)
        status = check_document(catalogue, schema, doc, source->name, findings, made);
    xmlFreeDoc(doc);
    return status;
}

eh_status eh_submission_validate(const eh_catalogue *catalogue, eh_source *source, eh_findings *findings) {
    return check_source(catalogue, NULL, source, findings, NULL);
}

eh_status eh_submission_read(const eh_catalogue *catalogue, eh_source *source, eh_findings *findings, eh_return **ret) {
    return eh_submission_read_with(NULL, catalogue, source, findings, ret);
}

eh_status eh_submission_read_with(const eh_xml_schema *schema, const eh_catalogue *catalogue, eh_source *source,
                                  eh_findings *findings, eh_return **ret) {
    *ret = NULL;
    return check_source(catalogue, schema, source, findings, ret);
}
