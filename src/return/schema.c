/* The schema of submissions, and writing held to it. See schema.h. */
#include "return/schema.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/parser.h>
#include <libxml/xmlschemas.h>
#include <libxml/xmlschemastypes.h>

/* libxml2 sets itself up on first use, and two threads that use it first at one time get in each other's way (libxml2 2.9.14: xmlInitializeGlobalState and
 * xmlSchemaInitTypes take no lock). So it is set up as the program is loaded, which one thread does. */
__attribute__((constructor)) static void set_up_libxml2(void) {
    xmlInitParser();
    xmlSchemaInitTypes();
}

struct eh_xml_schema {
    xmlSchemaPtr compiled;
};

static const eh_template *built_in(const char *name) {
    for (const eh_template *t = eh_templates_built_in(); t->name; t++)
        if (!strcmp(t->name, name))
            return t;
    return NULL;
}

static xmlSchemaPtr compile(const eh_template *text) {
    xmlSchemaParserCtxtPtr parser = xmlSchemaNewMemParserCtxt(text->data, (int)text->size);
    if (!parser)
        return NULL;
    xmlSchemaSetParserStructuredErrors(parser, eh_xml_ignore, NULL);
    xmlSchemaPtr compiled = xmlSchemaParse(parser);
    xmlSchemaFreeParserCtxt(parser);
    return compiled;
}

eh_status eh_xml_schema_new(eh_xml_schema **schema) {
    const eh_template *text = built_in("submission-1.xsd");
    *schema = NULL;
    if (!text || text->size > INT_MAX)
        return EH_BAD;
    eh_xml_schema *made = malloc(sizeof *made);
    if (!made)
        return EH_NOMEM;
    eh_xml_silence silence = eh_xml_silence_begin();
    made->compiled = compile(text);
    eh_xml_silence_end(silence);
    if (!made->compiled) {
        free(made);
        return EH_BAD;
    }
    *schema = made;
    return EH_OK;
}

void eh_xml_schema_free(eh_xml_schema *schema) {
    if (!schema)
        return;
    xmlSchemaFree(schema->compiled);
    free(schema);
}

/* Where the faults of one document go. */
typedef struct listener {
    eh_xml_schema_fault *fault;
    void *context;
} listener;

/* libxml2 puts namespaces and line ends into its sentences: people are better off without. */
static void on_fault(void *context, eh_xml_error *error) {
    static const char prefix[] = "{" EH_XML_NAMESPACE "}";
    const listener *l = context;
    char sentence[400];
    size_t length = 0;
    if (!l->fault)
        return;
    for (const char *c = error->message ? error->message : ""; *c && *c != '\n' && length + 1 < sizeof sentence;) {
        if (!strncmp(c, prefix, sizeof prefix - 1))
            c += sizeof prefix - 1;
        else
            sentence[length++] = *c++;
    }
    while (length > 0 && !eh_utf8_valid(sentence, length))
        length--;
    sentence[length] = '\0';
    l->fault(l->context, error->line > 0 ? (uint64_t)error->line : 0, sentence);
}

eh_status eh_xml_schema_check(const eh_xml_schema *schema, xmlDocPtr doc, eh_xml_schema_fault *fault, void *context) {
    listener l = {fault, context};
    xmlSchemaValidCtxtPtr checker = xmlSchemaNewValidCtxt(schema->compiled);
    if (!checker)
        return EH_NOMEM;
    eh_xml_silence silence = eh_xml_silence_begin();
    xmlSchemaSetValidStructuredErrors(checker, on_fault, &l);
    int result = xmlSchemaValidateDoc(checker, doc);
    xmlSchemaFreeValidCtxt(checker);
    eh_xml_silence_end(silence);
    return result == 0 ? EH_OK : result > 0 ? EH_BAD : EH_NOMEM;
}

/* Computes the digest of a document, puts it there, and holds the whole against the schema. */
static eh_status seal(const eh_xml_schema *schema, xmlDocPtr doc, eh_digest *digest) {
    eh_status status = eh_xml_digest(doc, digest);
    if (status != EH_OK)
        return status;
    xmlNodePtr text = xmlNewDocText(doc, (const xmlChar *)digest->hex);
    if (!text || !xmlAddChild(eh_xml_digest_element(doc), text)) {
        xmlFreeNode(text);
        return EH_NOMEM;
    }
    return eh_xml_schema_check(schema, doc, NULL, NULL);
}

/* A digest's characters as they stand until it is known, and what comes before them: no value of an attribute can hold such bytes. */
static const char unknown[] = "0000000000000000000000000000000000000000000000000000000000000000";
static const char before_digest[] = "<digest algorithm=\"sha256\" form=\"c14n\">";

/* Puts the digest of a text that was just written into it, after holding it against the schema: one text and one document do for all. */
static eh_status complete(const eh_xml_schema *schema, char *xml, size_t size) {
    xmlDocPtr doc = NULL;
    eh_digest digest;
    char *place = strstr(xml, before_digest);
    eh_findings *unheard = eh_findings_new();
    eh_status status = unheard ? eh_xml_parse(xml, size, "", unheard, &doc) : EH_NOMEM;
    if (status == EH_OK)
        status = seal(schema, doc, &digest);
    if (status == EH_OK && (!place || strncmp(place + strlen(before_digest), unknown, strlen(unknown)) != 0))
        status = EH_BAD;
    if (status == EH_OK)
        memcpy(place + strlen(before_digest), digest.hex, strlen(unknown));
    xmlFreeDoc(doc);
    eh_findings_free(unheard);
    return status;
}

eh_status eh_return_write_xml_with(const eh_xml_schema *schema, const eh_return *ret, eh_sink *sink) {
    char *xml = NULL;
    size_t size = 0;
    eh_status status = eh_xml_text(ret, unknown, &xml, &size);
    if (status == EH_OK)
        status = complete(schema, xml, size);
    if (status == EH_OK)
        status = sink->write(sink, xml, size);
    free(xml);
    return status;
}

eh_status eh_return_write_xml(const eh_return *ret, eh_sink *sink) {
    eh_xml_schema *schema = NULL;
    eh_status status = eh_xml_schema_new(&schema);
    if (status == EH_OK)
        status = eh_return_write_xml_with(schema, ret, sink);
    eh_xml_schema_free(schema);
    return status;
}
