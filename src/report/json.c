/* A return as JSON: one object that mirrors the submission XML, but for the digest, which is of the XML. What is absent there is absent here.
 *
 *   {"format", "version", "status",
 *    "header": {"organisation": {"code", "name"}, "standard": {"id", "edition"}, "period": {"start", "end", "snapshot"}, "prepared",
 *               "software": {"name", "version"}, "rules": {"sha256", "custom", "clinical-by"},
 *               "sources": [{"kind", "file", "sheet", "sha256", "rows", "used"}]},
 *    "items": [{"id", "number", "indicator", "unit", "top", "bottom", "values": [VALUE with "group" where the item has groups]}],
 *    "detail": {"figures": [VALUE with "name", "group", "unit"], "previous": [{"edition", "item", "group", "display", "value" or "missing"}]},
 *    "findings": [{"severity", "code", "item", "count", "text"}]}
 *
 * A VALUE has "missing" with the reason, or "value" (a number, or the words of an answer), "display", and where they apply "numerator", "denominator",
 * "percent", "lower", "upper", "p", "test", "verdict", "approximate", "text". Members come in this order. */
#include <math.h>
#include <string.h>

#include "base/fraction.h"
#include "report/writer.h"

/* The text so far; `first`: nothing stands yet in the object or array that is open; `depth`: how far it is indented. */
typedef struct json {
    eh_buffer out;
    bool first;
    unsigned depth;
} json;

static void new_line(json *j) {
    eh_buffer_char(&j->out, '\n');
    for (unsigned i = 0; i < j->depth; i++)
        eh_buffer_text(&j->out, "  ");
}

static void string(json *j, const char *text) {
    eh_slice left = eh_slice_of(text);
    eh_buffer_char(&j->out, '"');
    while (left.length > 0) {
        uint32_t code;
        size_t length = eh_utf8_next(left, &code);
        if (code == '"' || code == '\\')
            eh_buffer_char(&j->out, '\\');
        if (code < 0x20 || code == 0x7f)
            eh_buffer_format(&j->out, "\\u%04x", (unsigned)code);
        else if (code == 0xfffd)
            eh_buffer_text(&j->out, "\xef\xbf\xbd"); /* also for bytes that are no UTF-8 */
        else
            eh_buffer_add(&j->out, left.at, length);
        left.at += length;
        left.length -= length;
    }
    eh_buffer_char(&j->out, '"');
}

/* Begins a member of an object, or an element of an array when `name` is NULL. */
static void begin(json *j, const char *name) {
    if (!j->first)
        eh_buffer_char(&j->out, ',');
    new_line(j);
    j->first = false;
    if (name) {
        string(j, name);
        eh_buffer_text(&j->out, ": ");
    }
}

static void open_with(json *j, const char *name, char bracket) {
    begin(j, name);
    eh_buffer_char(&j->out, bracket);
    j->first = true;
    j->depth++;
}

static void close_with(json *j, char bracket) {
    j->depth--;
    if (!j->first)
        new_line(j);
    j->first = false;
    eh_buffer_char(&j->out, bracket);
}

static void text(json *j, const char *name, const char *value) {
    begin(j, name);
    string(j, value);
}

static void optional(json *j, const char *name, const char *value) {
    if (value && *value)
        text(j, name, value);
}

static void whole(json *j, const char *name, uint64_t number) {
    begin(j, name);
    eh_buffer_whole(&j->out, (int64_t)number);
}

static void number(json *j, const char *name, double value) {
    char digits[EH_FRACTION_ROOM];
    if (!isfinite(value))
        return;
    begin(j, name);
    eh_buffer_add(&j->out, digits, eh_double_write(value, digits));
}

static void date(json *j, const char *name, eh_date day) {
    char iso[11];
    eh_date_write(day, iso);
    text(j, name, iso);
}

static void yes_no(json *j, const char *name, bool yes) {
    begin(j, name);
    eh_buffer_text(&j->out, yes ? "true" : "false");
}

static void add_sources(json *j, const eh_return *ret) {
    open_with(j, "sources", '[');
    for (size_t i = 0; i < ret->source_count; i++) {
        const eh_source_note *source = &ret->sources[i];
        open_with(j, NULL, '{');
        text(j, "kind", source->kind);
        text(j, "file", source->file);
        optional(j, "sheet", source->sheet);
        text(j, "sha256", source->sha256);
        whole(j, "rows", source->rows);
        whole(j, "used", source->used);
        close_with(j, '}');
    }
    close_with(j, ']');
}

static void add_header(json *j, const eh_return *ret) {
    open_with(j, "header", '{');
    open_with(j, "organisation", '{');
    text(j, "code", ret->organisation);
    optional(j, "name", ret->name);
    close_with(j, '}');
    open_with(j, "standard", '{');
    text(j, "id", eh_standard_id(ret->standard));
    whole(j, "edition", (uint64_t)ret->edition);
    close_with(j, '}');
    open_with(j, "period", '{');
    date(j, "start", ret->period_start);
    date(j, "end", ret->period_end);
    date(j, "snapshot", ret->snapshot);
    close_with(j, '}');
    text(j, "prepared", ret->prepared);
    open_with(j, "software", '{');
    text(j, "name", "evenhand");
    text(j, "version", ret->version);
    close_with(j, '}');
    open_with(j, "rules", '{');
    text(j, "sha256", ret->rules);
    yes_no(j, "custom", ret->custom);
    text(j, "clinical-by", ret->clinical_by);
    close_with(j, '}');
    add_sources(j, ret);
    close_with(j, '}');
}

/* The members of a VALUE. */
static void add_value(json *j, eh_unit unit, const eh_value *value) {
    if (value->missing != EH_PRESENT) {
        text(j, "missing", eh_missing_id(value->missing));
        return;
    }
    if (unit == EH_TEXT)
        text(j, "value", value->display);
    else
        number(j, "value", value->value);
    text(j, "display", value->display);
    number(j, "numerator", value->numerator);
    number(j, "denominator", value->denominator);
    number(j, "percent", value->percent);
    number(j, "lower", value->lower);
    number(j, "upper", value->upper);
    number(j, "p", value->p);
    optional(j, "test", eh_test_id(value->test));
    optional(j, "verdict", eh_verdict_id(value->verdict));
    if (value->approximate)
        yes_no(j, "approximate", true);
    if (value->text)
        text(j, "text", value->text);
}

static void add_item(json *j, const eh_return_item *item) {
    open_with(j, NULL, '{');
    text(j, "id", item->id);
    optional(j, "number", item->number);
    text(j, "indicator", item->indicator);
    text(j, "unit", eh_unit_id(item->unit));
    optional(j, "top", item->top);
    optional(j, "bottom", item->bottom);
    open_with(j, "values", '[');
    for (unsigned g = 0; g < item->count; g++) {
        open_with(j, NULL, '{');
        if (item->grouped)
            text(j, "group", item->group[g]);
        add_value(j, item->unit, &item->value[g]);
        close_with(j, '}');
    }
    close_with(j, ']');
    close_with(j, '}');
}

static void add_figures(json *j, const eh_return *ret) {
    open_with(j, "figures", '[');
    for (size_t i = 0; i < ret->detail_count; i++) {
        const eh_detail *detail = &ret->details[i];
        open_with(j, NULL, '{');
        text(j, "name", detail->name);
        optional(j, "group", detail->group);
        text(j, "unit", eh_unit_id(detail->unit));
        add_value(j, detail->unit, &detail->value);
        close_with(j, '}');
    }
    close_with(j, ']');
}

static void add_previous(json *j, const eh_return *ret) {
    open_with(j, "previous", '[');
    for (size_t i = 0; i < ret->previous_count; i++) {
        const eh_previous *previous = &ret->previous[i];
        const eh_return_item *item = eh_return_item_find(ret, previous->item);
        open_with(j, NULL, '{');
        whole(j, "edition", (uint64_t)ret->previous_edition);
        text(j, "item", previous->item);
        optional(j, "group", previous->group);
        if (previous->missing != EH_PRESENT) {
            text(j, "missing", eh_missing_id(previous->missing));
        } else {
            text(j, "display", previous->display);
            if (item && item->unit == EH_TEXT)
                text(j, "value", previous->display);
            else
                number(j, "value", previous->value);
        }
        close_with(j, '}');
    }
    close_with(j, ']');
}

static void add_findings(json *j, const eh_return *ret) {
    open_with(j, "findings", '[');
    for (size_t i = 0; i < ret->finding_count; i++) {
        const eh_return_finding *finding = &ret->findings[i];
        open_with(j, NULL, '{');
        text(j, "severity", eh_severity_text(finding->severity));
        text(j, "code", finding->code);
        optional(j, "item", finding->item);
        whole(j, "count", finding->count);
        text(j, "text", finding->text);
        close_with(j, '}');
    }
    close_with(j, ']');
}

static void add_return(json *j, const eh_return *ret) {
    eh_buffer_char(&j->out, '{');
    j->depth = 1;
    text(j, "format", "evenhand-submission");
    text(j, "version", "1.0");
    text(j, "status", ret->complete ? "complete" : "incomplete");
    add_header(j, ret);
    open_with(j, "items", '[');
    for (size_t i = 0; i < ret->item_count; i++)
        add_item(j, &ret->items[i]);
    close_with(j, ']');
    open_with(j, "detail", '{');
    add_figures(j, ret);
    add_previous(j, ret);
    close_with(j, '}');
    add_findings(j, ret);
    close_with(j, '}');
    eh_buffer_char(&j->out, '\n');
}

eh_status eh_write_json(const eh_catalogue *catalogue, const eh_return *ret, eh_findings *findings, eh_sink *sink) {
    json j = {.first = true};
    (void)catalogue;
    (void)findings;
    add_return(&j, ret);
    eh_status status = j.out.failed ? EH_NOMEM : sink->write(sink, j.out.data, j.out.length);
    eh_buffer_free(&j.out);
    return status;
}
