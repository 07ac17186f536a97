/* A whole run. The first byte chooses options; up to three extracts follow, apart by lines of four equal signs. Whatever the extracts hold, the returns
 * made of them must be valid, must come back from their XML as they were, and must be writable in every form. */
#include <string.h>

#include "fuzz.h"
#include "standard/vocabulary_private.h"

enum {
    EXTRACTS = 3,
    OF_2025 = 1,
    BY_STAFF_GROUP = 2,
    STRICT = 4,
    ONE_ORGANISATION = 8,
    WORKBOOK = 16 + 32 + 64,
    MANY = 128
};

typedef struct extracts {
    eh_source *source[EXTRACTS];
    eh_buffer made[EXTRACTS];
    size_t count;
} extracts;

static void split(const uint8_t *data, size_t size, extracts *out) {
    static const char mark[] = "\n====\n", *const names[EXTRACTS] = {"one.csv", "two.csv", "three.csv"};
    const size_t length = sizeof mark - 1;
    size_t from = 0;
    for (size_t at = 0; at <= size && out->count < EXTRACTS; at++) {
        bool end = at == size, border = at + length <= size && !memcmp(data + at, mark, length);
        if (border && out->count == EXTRACTS - 1)
            continue;
        if (end || border) {
            out->source[out->count] = fuzz_source(names[out->count], data + from, at - from, &out->made[out->count]);
            out->count++;
            from = at + length;
            at = from - 1;
        }
    }
}

static char *written(const eh_return *ret, const char *format, size_t *size) {
    eh_findings *findings = eh_findings_new();
    char *text = NULL;
    eh_sink *sink = eh_sink_to_memory(&text, size);
    PROMISE(findings != NULL && sink != NULL);
    if (!strcmp(format, "xml"))
        PROMISE(eh_return_write_xml_with(fuzz_schema(), ret, sink) == EH_OK);
    else
        PROMISE(eh_report_write(fuzz_catalogue(), ret, format, findings, sink) == EH_OK);
    PROMISE(sink->commit(sink) == EH_OK && text != NULL);
    PROMISE(!strcmp(format, "xlsx") || eh_utf8_valid(text, *size));
    eh_findings_free(findings);
    return text;
}

static void check_xml(const char *xml, size_t size) {
    eh_findings *findings = eh_findings_new();
    eh_source *source = eh_source_from_memory("made.xml", xml, size);
    eh_return *again = NULL;
    size_t twice = 0;
    PROMISE(findings != NULL && source != NULL);
    PROMISE(eh_submission_read_with(fuzz_schema(), fuzz_catalogue(), source, findings, &again) == EH_OK);
    for (size_t i = 0; i < eh_findings_count(findings); i++) {
        const eh_finding *finding = eh_findings_at(findings, i);
        if (finding->severity == EH_ERROR)
            fprintf(stderr, "%s %s: %s\n", finding->code, finding->item, finding->text);
    }
    PROMISE(eh_findings_of(findings, EH_ERROR) == 0 && again != NULL);
    char *second = written(again, "xml", &twice);
    PROMISE(size == twice && !memcmp(xml, second, size));
    free(second);
    eh_return_free(again);
    eh_source_close(source);
    eh_findings_free(findings);
}

static void check_return(const eh_return *ret, bool workbook) {
    const char *format;
    for (size_t i = 0; (format = eh_report_format(i)) != NULL; i++) {
        size_t size = 0;
        if (!workbook && !strcmp(format, "xlsx"))
            continue; /* it takes longer than all else together: an input in eight */
        char *text = written(ret, format, &size);
        if (!strcmp(format, "xml"))
            check_xml(text, size);
        free(text);
    }
}

static eh_status read_mapping(eh_source *source, eh_findings *findings) {
    eh_catalogue bare = {.arena = eh_arena_new(), .vocabulary = calloc(1, sizeof(struct eh_vocabulary))};
    PROMISE(bare.arena != NULL && bare.vocabulary != NULL);
    eh_status status = eh_mapping_read(&bare, source, findings);
    eh_vocabulary_free(bare.vocabulary);
    eh_arena_free(bare.arena);
    return status;
}

/* The list of what was not understood is a mapping with nothing filled in, which must be readable as such, whatever the vocabularies hold. */
static void check_mapping_todo(const eh_run *run) {
    char *text = NULL;
    size_t size = 0, count = 0;
    eh_sink *sink = eh_sink_to_memory(&text, &size);
    eh_findings *findings = eh_findings_new();
    PROMISE(sink != NULL && findings != NULL);
    PROMISE(eh_run_write_mapping_todo(run, sink, &count) == EH_OK && sink->commit(sink) == EH_OK);
    if (count > 0) {
        eh_source *source = eh_source_from_memory("mapping-todo.csv", text, size);
        PROMISE(source != NULL && read_mapping(source, findings) == EH_OK);
        eh_source_close(source);
    }
    eh_findings_free(findings);
    free(text);
}

int eh_fuzz_run(const uint8_t *data, size_t size) {
    static const char *const only[] = {"XFZ", NULL};
    unsigned choice = size > 0 ? data[0] : 0;
    extracts in = {.count = 0};
    eh_run_options options = {.edition = choice & OF_2025 ? 2025 : 0,
                              .clinical_by_staff_group = choice & BY_STAFF_GROUP,
                              .strict = choice & STRICT,
                              .organisations = choice & ONE_ORGANISATION ? only : NULL,
                              .prepared = "2025-05-20T09:00:00Z"};
    eh_findings *findings = eh_findings_new();
    eh_run *run = NULL;
    eh_return **returns = NULL;
    split(data + (size > 0), size - (size > 0), &in);
    PROMISE(findings != NULL && eh_run_new(fuzz_catalogue(), &options, findings, &run) == EH_OK);
    for (size_t i = 0; i < in.count; i++)
        eh_run_add(run, in.source[i], NULL);
    eh_status status = eh_run_compute(run, &returns);
    PROMISE((status == EH_OK) == (returns != NULL) && (status == EH_OK || status == EH_BAD));
    PROMISE(status == EH_OK || eh_findings_of(findings, EH_ERROR) > 0);
    fuzz_check_findings(findings);
    for (size_t i = 0; returns != NULL && returns[i] != NULL; i++) {
        if (i < (choice & MANY ? 6 : 2)) /* many organisations bring little that is new */
            check_return(returns[i], (choice & WORKBOOK) == WORKBOOK && i == 0);
        eh_return_free(returns[i]);
    }
    free((void *)returns);
    check_mapping_todo(run);
    eh_run_free(run);
    for (size_t i = 0; i < in.count; i++) {
        eh_source_close(in.source[i]);
        eh_buffer_free(&in.made[i]);
    }
    eh_findings_free(findings);
    return 0;
}
