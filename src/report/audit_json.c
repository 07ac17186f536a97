/* An audit as JSON: one object. What is blank is absent.
 *
 *   {"format": "evenhand-audit", "version", "source", "errors", "warnings", "notes",
 *    "remarks": [{"code", "name", "severity", "confidence", FIGURE, "printed", "expected", "sentence", "advice", "evidence", "also", "file", "row", "column", "other-row",
 *      "source"}],
 *    "counts": [{"code", "count"}],
 *    "figures": [{"row", FIGURE, "item-words", "printed", "understood", "numerator", "denominator", "comparator-numerator", "comparator-denominator",
 *      "source", "note"}]}
 *
 * FIGURE is "organisation", "organisation-name", "standard", "edition", "item" and "group". */
#include "base/json.h"
#include "base/source.h"
#include "report/audit.h"

static void subject(eh_json *j, const char *code, const char *name, const char *standard, int edition, const char *item,
                    const char *group) {
    eh_json_text_if(j, "organisation", code);
    eh_json_text_if(j, "organisation-name", name);
    eh_json_text_if(j, "standard", standard);
    if (edition > 0)
        eh_json_whole(j, "edition", (uint64_t)edition);
    eh_json_text_if(j, "item", item);
    eh_json_text_if(j, "group", group);
}

static void remark(eh_json *j, const eh_remark *r) {
    eh_json_open(j, NULL, '{');
    eh_json_text(j, "code", r->code);
    eh_json_text(j, "name", r->name);
    eh_json_text(j, "severity", eh_severity_text(r->severity));
    eh_json_text(j, "confidence", eh_confidence_text(r->confidence));
    subject(j, r->organisation, r->organisation_name, r->standard, r->edition, r->item, r->group);
    eh_json_text_if(j, "printed", r->printed);
    eh_json_text_if(j, "expected", r->expected);
    eh_json_text(j, "sentence", r->sentence);
    eh_json_text_if(j, "advice", r->advice);
    eh_json_text_if(j, "evidence", r->evidence);
    eh_json_text_if(j, "also", r->also);
    eh_json_text_if(j, "file", r->file);
    if (r->row > 0)
        eh_json_whole(j, "row", r->row);
    if (r->column > 0)
        eh_json_whole(j, "column", r->column);
    if (r->other_row > 0)
        eh_json_whole(j, "other-row", r->other_row);
    eh_json_text_if(j, "source", r->source);
    eh_json_close(j, '}');
}

static void figure(eh_json *j, const eh_audit_figure *f) {
    eh_json_open(j, NULL, '{');
    if (f->row > 0)
        eh_json_whole(j, "row", f->row);
    subject(j, f->organisation, f->organisation_name, f->standard, f->edition, f->item, f->group);
    eh_json_text_if(j, "item-words", f->item_words);
    eh_json_text_if(j, "printed", f->printed);
    eh_json_text_if(j, "understood", f->understood);
    eh_json_text_if(j, "numerator", f->numerator);
    eh_json_text_if(j, "denominator", f->denominator);
    eh_json_text_if(j, "comparator-numerator", f->comparator_numerator);
    eh_json_text_if(j, "comparator-denominator", f->comparator_denominator);
    eh_json_text_if(j, "source", f->source);
    eh_json_text_if(j, "note", f->note);
    eh_json_close(j, '}');
}

static void counts(eh_json *j, const eh_audit *audit) {
    size_t count;
    const char *code;
    eh_json_open(j, "counts", '[');
    for (size_t i = 0; (code = eh_audit_code_at(audit, i, &count)); i++) {
        if (count == 0)
            continue;
        eh_json_open(j, NULL, '{');
        eh_json_text(j, "code", code);
        eh_json_whole(j, "count", count);
        eh_json_close(j, '}');
    }
    eh_json_close(j, ']');
}

eh_status eh_write_audit_json(const eh_audit *audit, eh_findings *findings, eh_sink *sink) {
    eh_json j = {0};
    (void)findings;
    eh_json_begin(&j, "evenhand-audit");
    eh_json_text_if(&j, "source", audit->prepared_from);
    eh_json_whole(&j, "errors", eh_audit_remarks_of(audit, EH_ERROR));
    eh_json_whole(&j, "warnings", eh_audit_remarks_of(audit, EH_WARNING));
    eh_json_whole(&j, "notes", eh_audit_remarks_of(audit, EH_NOTE));
    eh_json_open(&j, "remarks", '[');
    for (size_t i = 0; eh_audit_remark_at(audit, i); i++)
        remark(&j, eh_audit_remark_at(audit, i));
    eh_json_close(&j, ']');
    counts(&j, audit);
    eh_json_open(&j, "figures", '[');
    for (size_t i = 0; eh_audit_figure_at(audit, i); i++)
        figure(&j, eh_audit_figure_at(audit, i));
    eh_json_close(&j, ']');
    eh_json_end(&j);
    return eh_buffer_write(&j.out, sink);
}
