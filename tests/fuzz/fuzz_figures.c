/* Tables of printed figures: read, understood and audited, the result written in the formats that are text. */
#include "evenhand/audit.h"

#include <string.h>

#include "fuzz.h"

/* What a remark promises. */
static void check_remarks(const eh_audit *audit) {
    uint64_t row = 0;
    for (size_t i = 0; eh_audit_remark_at(audit, i) != NULL; i++) {
        const eh_remark *remark = eh_audit_remark_at(audit, i);
        PROMISE(remark->row >= row && remark->code[0] != '\0' && remark->sentence[0] != '\0');
        PROMISE(strstr(remark->sentence, "{1}") == NULL || strstr(remark->printed, "{1}") != NULL);
        row = remark->row;
    }
}

int eh_fuzz_figures(const uint8_t *data, size_t size) {
    const eh_catalogue *catalogue = fuzz_catalogue();
    eh_findings *findings = eh_findings_new();
    eh_source *source = eh_source_from_memory("figures.csv", data, size);
    eh_audit *audit = NULL;
    PROMISE(findings != NULL && source != NULL);
    eh_status status = eh_audit_figures(catalogue, source, NULL, findings, &audit);
    PROMISE(status == EH_OK || (status == EH_BAD && eh_findings_of(findings, EH_ERROR) > 0));
    PROMISE((status == EH_OK) == (audit != NULL));
    for (size_t f = 0; audit != NULL && f < 2; f++) {
        static const char *const formats[] = {"text", "json"};
        char *text = NULL;
        size_t length = 0;
        eh_sink *sink = eh_sink_to_memory(&text, &length);
        PROMISE(sink != NULL && eh_audit_write(audit, formats[f], findings, sink) == EH_OK);
        PROMISE(sink->commit(sink) == EH_OK && eh_utf8_valid(text, length));
        free(text);
    }
    if (audit != NULL)
        check_remarks(audit);
    fuzz_check_findings(findings);
    eh_audit_free(audit);
    eh_source_close(source);
    eh_findings_free(findings);
    return 0;
}
