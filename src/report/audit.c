/* The table of writers of audits, and what they share. */
#include "report/audit.h"

#include "report/formats.h"

typedef struct format {
    const char *name;
    eh_audit_writer *write;
} format;

static const format table[] = {
    {"text", eh_write_audit_text},
    {"json", eh_write_audit_json},
    {"html", eh_write_audit_page},
    {"xlsx", eh_write_audit_workbook},
};

const char *eh_audit_format(size_t i) {
    return eh_format_at(EH_FORMATS(table), i);
}

eh_status eh_audit_write(const eh_audit *audit, const char *name, eh_findings *findings, eh_sink *sink) {
    const format *found = eh_format_find(EH_FORMATS(table), name);
    return found ? found->write(audit, findings, sink) : eh_format_unknown(findings, name);
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
