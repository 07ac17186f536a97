/* A submission: validated, read, and, when it can be read, written and read again without a loss. */
#include <string.h>

#include "fuzz.h"

static char *written(const eh_return *ret, size_t *size) {
    char *xml = NULL;
    eh_sink *sink = eh_sink_to_memory(&xml, size);
    PROMISE(sink != NULL);
    eh_status status = eh_return_write_xml_with(fuzz_schema(), ret, sink);
    PROMISE(status == EH_OK || status == EH_BAD); /* what was read leniently need not satisfy the schema */
    if (status == EH_OK)
        PROMISE(sink->commit(sink) == EH_OK);
    else
        sink->abort(sink);
    return xml;
}

static eh_return *read_back(const void *data, size_t size) {
    eh_findings *findings = eh_findings_new();
    eh_source *source = eh_source_from_memory("fuzz.xml", data, size);
    eh_return *ret = NULL;
    PROMISE(findings != NULL && source != NULL);
    eh_status status = eh_return_read_xml(source, findings, &ret);
    PROMISE((status == EH_OK) == (ret != NULL) && (status == EH_OK || eh_findings_count(findings) > 0));
    fuzz_check_findings(findings);
    eh_source_close(source);
    eh_findings_free(findings);
    return ret;
}

static void validate(const void *data, size_t size) {
    eh_findings *findings = eh_findings_new();
    eh_source *source = eh_source_from_memory("fuzz.xml", data, size);
    eh_return *ret = NULL;
    PROMISE(findings != NULL && source != NULL);
    eh_status status = eh_submission_read_with(fuzz_schema(), fuzz_catalogue(), source, findings, &ret);
    PROMISE(status == EH_OK || (status == EH_BAD && eh_findings_count(findings) > 0));
    fuzz_check_findings(findings);
    eh_return_free(ret);
    eh_source_close(source);
    eh_findings_free(findings);
}

int eh_fuzz_return_xml(const uint8_t *data, size_t size) {
    size_t once = 0, twice = 0;
    validate(data, size);
    eh_return *ret = read_back(data, size);
    char *xml = ret != NULL ? written(ret, &once) : NULL;
    if (xml != NULL) {
        eh_return *again = read_back(xml, once);
        PROMISE(again != NULL);
        char *second = written(again, &twice);
        PROMISE(second != NULL && once == twice && !memcmp(xml, second, once));
        free(second);
        eh_return_free(again);
    }
    free(xml);
    eh_return_free(ret);
    return 0;
}
