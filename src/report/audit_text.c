/* An audit as plain text: what is wrong, row by row, then how much of it there is. */
#include "report/audit.h"
#include "report/text_layout.h"

static void pair(eh_lines *lines, const char *name, const char *text) {
    if (*text)
        eh_lines_pair(lines, name, text);
}

static void place(eh_lines *lines, const eh_remark *r) {
    eh_buffer words = {0};
    eh_buffer_format(&words, "%s", r->file);
    if (r->row > 0)
        eh_buffer_format(&words, ", row %llu", (unsigned long long)r->row);
    if (r->column > 0)
        eh_buffer_format(&words, ", column %u", r->column);
    if (r->other_row > 0)
        eh_buffer_format(&words, "; held against row %llu", (unsigned long long)r->other_row);
    if (words.length > 0)
        eh_lines_pair(lines, "Where", words.data);
    eh_buffer_done(&words, &lines->out);
}

static void remark(eh_lines *lines, const eh_remark *r) {
    eh_buffer words = {0};
    eh_buffer_format(&words, "%s: %s (%s confidence)", eh_severity_text(r->severity), r->name,
                     eh_confidence_text(r->confidence));
    if (words.length > 0)
        eh_lines_heading(lines, words.data);
    words.length = 0;
    eh_lines_paragraph(lines, r->sentence);
    eh_audit_subject(&words, r);
    if (words.length > 0)
        eh_lines_pair(lines, "Figure", words.data);
    eh_buffer_done(&words, &lines->out);
    pair(lines, "Printed", r->printed);
    pair(lines, "Should be", r->expected);
    pair(lines, "Evidence", r->evidence);
    pair(lines, "Fits as well", r->also);
    pair(lines, "What to do", r->advice);
    place(lines, r);
    pair(lines, "Published", r->source);
}

static void counts(eh_lines *lines, const eh_audit *audit) {
    size_t count;
    const char *code;
    eh_lines_heading(lines, "Counted");
    for (size_t i = 0; (code = eh_audit_code_at(audit, i, &count)); i++) {
        eh_buffer words = {0};
        if (count > 0)
            eh_buffer_format(&words, "%zu %s", count, code);
        if (words.length > 0)
            eh_lines_item(lines, words.data);
        eh_buffer_done(&words, &lines->out);
    }
}

eh_status eh_write_audit_text(const eh_audit *audit, eh_findings *findings, eh_sink *sink) {
    eh_lines lines = {0};
    eh_buffer words = {0};
    (void)findings;
    size_t errors = eh_audit_remarks_of(audit, EH_ERROR), warnings = eh_audit_remarks_of(audit, EH_WARNING),
           notes = eh_audit_remarks_of(audit, EH_NOTE), figures = eh_audit_figure_count(audit);
    eh_buffer_format(&words, "Audit of %s", audit->prepared_from);
    if (words.length > 0)
        eh_lines_title(&lines, words.data);
    words.length = 0;
    eh_buffer_format(&words, "%zu figure%s read: %zu error%s, %zu warning%s, %zu note%s.", figures,
                     figures == 1 ? "" : "s", errors, errors == 1 ? "" : "s", warnings, warnings == 1 ? "" : "s", notes,
                     notes == 1 ? "" : "s");
    if (words.length > 0)
        eh_lines_paragraph(&lines, words.data);
    eh_buffer_done(&words, &lines.out);
    for (size_t i = 0; eh_audit_remark_at(audit, i); i++)
        remark(&lines, eh_audit_remark_at(audit, i));
    if (audit->remark_count > 0)
        counts(&lines, audit);
    return eh_lines_write(&lines, sink);
}
