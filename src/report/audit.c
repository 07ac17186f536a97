/* The table of writers of audits, and what they share. */
#include "report/audit.h"

#include <string.h>

#include "base/finding.h"

static const struct {
    const char *name;
    eh_audit_writer *write;
} formats[] = {
    {"text", eh_write_audit_text},
    {"json", eh_write_audit_json},
    {"html", eh_write_audit_page},
    {"xlsx", eh_write_audit_workbook},
};

const char *eh_audit_format(size_t i) {
    return i < sizeof formats / sizeof *formats ? formats[i].name : NULL;
}

eh_status eh_audit_write(const eh_audit *audit, const char *name, eh_findings *findings, eh_sink *sink) {
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (strcmp(formats[i].name, name) == 0)
            return formats[i].write(audit, findings, sink);
    eh_status status = eh_found(findings, EH_F_REPORT_UNKNOWN_FORMAT, (eh_place){0}, 1, NULL, name, NULL);
    return status == EH_OK ? EH_BAD : status;
}

static void add_part(eh_buffer *out, const char *text) {
    if (*text)
        eh_buffer_format(out, "%s%s", out->length > 0 ? ", " : "", text);
}

void eh_audit_subject(eh_buffer *out, const eh_remark *remark) {
    add_part(out, *remark->organisation_name ? remark->organisation_name : remark->organisation);
    if (*remark->standard && remark->edition > 0)
        eh_buffer_format(out, "%s%s %d", out->length > 0 ? ", " : "", remark->standard, remark->edition);
    else
        add_part(out, remark->standard);
    add_part(out, remark->item);
    add_part(out, remark->group);
}
