/* A return as JSON: one object that mirrors the submission XML, but for the digest, which is of the XML. What is absent there is absent here.
 *
 *   {"format", "version", "status",
 *    "header": {"organisation": {"code", "name"}, "standard": {"id", "edition"}, "period": {"start", "end", "snapshot"}, "prepared",
 *               "software": {"name", "version"}, "rules": {"sha256", "custom", "clinical-by"},
 *               "sources": [{"kind", "file", "sheet", "sha256", "rows", "used"}]},
 *    "items": [{"id", "number", "indicator", "unit", "top", "bottom", "values": [VALUE with "group" where the item has groups]}],
 *    "detail": {"figures": [VALUE with "name", "group", "unit"], "previous": [{"edition", "item", "group", "display", "value" or "missing"}]},
 *    "trust": {"workforce", "unknown", "least-percentage", "most-percentage", "unplaced", "unmatched",
 *              "figures": [{"item", "years", "unknown-events", "unknown-people", "all": [{"group", "value"}], "least", "most", "level",
 *                           "parity": {"fewest", "moves": [{"of", "count", "group"}]}, "few-events"}]},
 *    "findings": [{"severity", "code", "item", "count", "text"}]}
 *
 * "trust" (see indicator/trust.h) is not in the XML, since it follows from the rest, and not in public returns.
 *
 * A VALUE has "missing" with the reason, or "value" (a number, or the words of an answer), "display", and where they apply "numerator", "denominator",
 * "percent", "lower", "upper", "p", "test", "verdict", "approximate", "text". Members come in this order. */
#include "base/json.h"
#include "indicator/trust.h"
#include "report/publication.h"
#include "report/writer.h"

static void add_sources(eh_json *j, const eh_return *ret) {
    eh_json_open(j, "sources", '[');
    for (size_t i = 0; i < ret->source_count; i++) {
        const eh_source_note *source = &ret->sources[i];
        eh_json_open(j, NULL, '{');
        eh_json_text(j, "kind", source->kind);
        eh_json_text(j, "file", source->file);
        eh_json_text_if(j, "sheet", source->sheet);
        eh_json_text(j, "sha256", source->sha256);
        eh_json_whole(j, "rows", source->rows);
        eh_json_whole(j, "used", source->used);
        eh_json_close(j, '}');
    }
    eh_json_close(j, ']');
}

static void add_header(eh_json *j, const eh_return *ret) {
    eh_json_open(j, "header", '{');
    eh_json_open(j, "organisation", '{');
    eh_json_text(j, "code", ret->organisation);
    eh_json_text_if(j, "name", ret->name);
    eh_json_close(j, '}');
    eh_json_open(j, "standard", '{');
    eh_json_text(j, "id", eh_standard_id(ret->standard));
    eh_json_whole(j, "edition", (uint64_t)ret->edition);
    eh_json_close(j, '}');
    eh_json_open(j, "period", '{');
    eh_json_date(j, "start", ret->period_start);
    eh_json_date(j, "end", ret->period_end);
    eh_json_date(j, "snapshot", ret->snapshot);
    eh_json_close(j, '}');
    eh_json_text(j, "prepared", ret->prepared);
    eh_json_open(j, "software", '{');
    eh_json_text(j, "name", "evenhand");
    eh_json_text(j, "version", ret->version);
    eh_json_close(j, '}');
    eh_json_open(j, "rules", '{');
    eh_json_text(j, "sha256", ret->rules);
    eh_json_yes(j, "custom", ret->custom);
    eh_json_text(j, "clinical-by", ret->clinical_by);
    eh_json_close(j, '}');
    add_sources(j, ret);
    eh_json_close(j, '}');
}

bool eh_json_figure(eh_json *j, eh_unit unit, const eh_value *value) {
    if (value->missing != EH_PRESENT) {
        eh_json_text(j, "missing", eh_missing_id(value->missing));
        return false;
    }
    if (unit == EH_TEXT)
        eh_json_text(j, "value", value->display);
    else
        eh_json_number(j, "value", value->value);
    eh_json_text(j, "display", value->display);
    eh_json_number(j, "numerator", value->numerator);
    eh_json_number(j, "denominator", value->denominator);
    eh_json_number(j, "percent", value->percent);
    eh_json_number(j, "lower", value->lower);
    eh_json_number(j, "upper", value->upper);
    return true;
}

/* The members of a VALUE. */
static void add_value(eh_json *j, eh_unit unit, const eh_value *value) {
    if (!eh_json_figure(j, unit, value))
        return;
    eh_json_number(j, "p", value->p);
    eh_json_text_if(j, "test", eh_test_id(value->test));
    eh_json_text_if(j, "verdict", eh_verdict_id(value->verdict));
    if (value->approximate)
        eh_json_yes(j, "approximate", true);
    if (value->text)
        eh_json_text(j, "text", value->text);
}

static void add_item(eh_json *j, const eh_return_item *item) {
    eh_json_open(j, NULL, '{');
    eh_json_text(j, "id", item->id);
    eh_json_text_if(j, "number", item->number);
    eh_json_text(j, "indicator", item->indicator);
    eh_json_text(j, "unit", eh_unit_id(item->unit));
    eh_json_text_if(j, "top", item->top);
    eh_json_text_if(j, "bottom", item->bottom);
    eh_json_open(j, "values", '[');
    for (unsigned g = 0; g < item->count; g++) {
        eh_json_open(j, NULL, '{');
        if (item->grouped)
            eh_json_text(j, "group", item->group[g]);
        add_value(j, item->unit, &item->value[g]);
        eh_json_close(j, '}');
    }
    eh_json_close(j, ']');
    eh_json_close(j, '}');
}

static void add_figures(eh_json *j, const eh_return *ret) {
    eh_json_open(j, "figures", '[');
    for (size_t i = 0; i < ret->detail_count; i++) {
        const eh_detail *detail = &ret->details[i];
        eh_json_open(j, NULL, '{');
        eh_json_text(j, "name", detail->name);
        eh_json_text_if(j, "group", detail->group);
        eh_json_text(j, "unit", eh_unit_id(detail->unit));
        add_value(j, detail->unit, &detail->value);
        eh_json_close(j, '}');
    }
    eh_json_close(j, ']');
}

/* One number or reason a column, as in the submission. */
static void add_breakdown_row(eh_json *j, const eh_breakdown *b, const eh_breakdown_row *row) {
    eh_json_open(j, NULL, '{');
    eh_json_text_if(j, "of", row->of);
    eh_json_text_if(j, "group", row->group);
    eh_json_text_if(j, "step", row->step);
    eh_json_open(j, "values", '[');
    for (unsigned c = 0; c < b->columns; c++)
        if (row->cell[c].missing == EH_PRESENT)
            eh_json_number(j, NULL, row->cell[c].value);
        else
            eh_json_text(j, NULL, eh_missing_id(row->cell[c].missing));
    eh_json_close(j, ']');
    eh_json_close(j, '}');
}

static void add_breakdown(eh_json *j, const eh_breakdown *b) {
    eh_json_open(j, NULL, '{');
    eh_json_text(j, "name", b->name);
    eh_json_text_if(j, "by", b->by);
    eh_json_text(j, "unit", eh_unit_id(b->unit));
    eh_json_text_if(j, "top", b->top);
    eh_json_text_if(j, "bottom", b->bottom);
    eh_json_text_if(j, "missing", eh_missing_id(b->missing));
    eh_json_open(j, "columns", '[');
    for (unsigned c = 0; c < b->columns; c++)
        eh_json_text(j, NULL, b->column[c]);
    eh_json_close(j, ']');
    eh_json_open(j, "rows", '[');
    for (size_t i = 0; i < b->rows; i++)
        add_breakdown_row(j, b, &b->row[i]);
    eh_json_close(j, ']');
    eh_json_close(j, '}');
}

static void add_breakdowns(eh_json *j, const eh_return *ret) {
    eh_json_open(j, "breakdowns", '[');
    for (size_t i = 0; i < ret->breakdown_count; i++)
        add_breakdown(j, ret->breakdowns[i]);
    eh_json_close(j, ']');
}

static void add_previous(eh_json *j, const eh_return *ret) {
    eh_json_open(j, "previous", '[');
    for (size_t i = 0; i < ret->previous_count; i++) {
        const eh_previous *previous = &ret->previous[i];
        const eh_return_item *item = eh_return_item_find(ret, previous->item);
        eh_json_open(j, NULL, '{');
        eh_json_whole(j, "edition", (uint64_t)ret->previous_edition);
        eh_json_text(j, "item", previous->item);
        eh_json_text_if(j, "group", previous->group);
        if (previous->missing != EH_PRESENT) {
            eh_json_text(j, "missing", eh_missing_id(previous->missing));
        } else {
            eh_json_text(j, "display", previous->display);
            if (item && item->unit == EH_TEXT)
                eh_json_text(j, "value", previous->display);
            else
                eh_json_number(j, "value", previous->value);
        }
        eh_json_close(j, '}');
    }
    eh_json_close(j, ']');
}

static void add_findings(eh_json *j, const eh_return *ret) {
    eh_json_open(j, "findings", '[');
    for (size_t i = 0; i < ret->finding_count; i++) {
        const eh_return_finding *finding = &ret->findings[i];
        eh_json_open(j, NULL, '{');
        eh_json_text(j, "severity", eh_severity_text(finding->severity));
        eh_json_text(j, "code", finding->code);
        eh_json_text_if(j, "item", finding->item);
        eh_json_whole(j, "count", finding->count);
        eh_json_text(j, "text", finding->text);
        eh_json_close(j, '}');
    }
    eh_json_close(j, ']');
}

/* ---- how far it can be trusted ---- */

static void add_bound(eh_json *j, const char *name, eh_fraction bound) {
    if (eh_fraction_defined(bound))
        eh_json_number(j, name, eh_fraction_double(bound));
}

static void add_moves(eh_json *j, eh_standard standard, const eh_trust_figure *f) {
    bool ratio = f->item->unit == EH_RATIO;
    const struct {
        const char *of;
        int64_t count;
        unsigned to;
    } moves[] = {{ratio ? "events" : "members", f->bounds.fewest_events, f->bounds.events_to},
                 {ratio ? "others" : "workforce", f->bounds.fewest_others, f->bounds.others_to}};
    eh_json_open(j, "moves", '[');
    for (size_t i = 0; i < sizeof moves / sizeof *moves; i++) {
        if (moves[i].count == 0)
            continue;
        eh_json_open(j, NULL, '{');
        eh_json_text(j, "of", moves[i].of);
        eh_json_whole(j, "count", (uint64_t)moves[i].count);
        eh_json_text(j, "group", eh_group_id(standard, f->group[moves[i].to]));
        eh_json_close(j, '}');
    }
    eh_json_close(j, ']');
}

static void add_bounds(eh_json *j, eh_standard standard, const eh_trust_figure *f) {
    const eh_bounds *b = &f->bounds;
    const eh_fraction all[] = {b->all_first, b->all_second};
    eh_json_open(j, "all", '[');
    for (unsigned i = EH_FIRST; i <= EH_SECOND; i++) {
        eh_json_open(j, NULL, '{');
        eh_json_text(j, "group", eh_group_id(standard, f->group[i]));
        add_bound(j, "value", all[i]);
        eh_json_close(j, '}');
    }
    eh_json_close(j, ']');
    add_bound(j, "least", b->least);
    add_bound(j, "most", b->most);
    eh_json_yes(j, "level", b->level);
    if (b->fewest < 0)
        return;
    eh_json_open(j, "parity", '{');
    eh_json_whole(j, "fewest", (uint64_t)b->fewest);
    add_moves(j, standard, f);
    eh_json_close(j, '}');
}

static void add_trust_figure(eh_json *j, eh_standard standard, const eh_trust_figure *f) {
    eh_json_open(j, NULL, '{');
    eh_json_text(j, "item", f->item->id);
    eh_json_whole(j, "years", f->years);
    eh_json_whole(j, "unknown-events", (uint64_t)f->split.events[EH_NEITHER]);
    eh_json_whole(j, "unknown-people", (uint64_t)f->split.people[EH_NEITHER]);
    if (f->bounds.told)
        add_bounds(j, standard, f);
    if (f->item->unit == EH_RATIO)
        eh_json_yes(j, "few-events", f->few);
    eh_json_close(j, '}');
}

static void add_trust(eh_json *j, eh_standard standard, const eh_trust *trust) {
    eh_json_open(j, "trust", '{');
    if (trust->told) {
        eh_json_whole(j, "workforce", (uint64_t)trust->workforce);
        eh_json_whole(j, "unknown", (uint64_t)trust->unknown);
        add_bound(j, "least-percentage", trust->share_least);
        add_bound(j, "most-percentage", trust->share_most);
    }
    if (trust->unplaced_told)
        eh_json_whole(j, "unplaced", (uint64_t)trust->unplaced);
    if (trust->matching || trust->unmatched)
        eh_json_whole(j, "unmatched", trust->unmatched);
    eh_json_open(j, "figures", '[');
    for (size_t i = 0; i < trust->count; i++)
        add_trust_figure(j, standard, &trust->figures[i]);
    eh_json_close(j, ']');
    eh_json_close(j, '}');
}

/* `trust` is NULL for a public return. */
static void add_return(eh_json *j, const eh_return *ret, const eh_trust *trust) {
    eh_json_begin(j, "evenhand-submission");
    eh_json_text(j, "status", ret->complete ? "complete" : "incomplete");
    add_header(j, ret);
    eh_json_open(j, "items", '[');
    for (size_t i = 0; i < ret->item_count; i++)
        add_item(j, &ret->items[i]);
    eh_json_close(j, ']');
    eh_json_open(j, "detail", '{');
    add_figures(j, ret);
    add_breakdowns(j, ret);
    add_previous(j, ret);
    eh_json_close(j, '}');
    if (trust)
        add_trust(j, ret->standard, trust);
    add_findings(j, ret);
    eh_json_end(j);
}

eh_status eh_write_json(const eh_catalogue *catalogue, const eh_return *ret, eh_findings *findings, eh_sink *sink) {
    eh_json j = {0};
    eh_trust trust = {0};
    bool public = eh_public_statement(ret) != NULL;
    (void)findings;
    if (!public && eh_trust_make(catalogue, ret, &trust) != EH_OK)
        return EH_NOMEM;
    add_return(&j, ret, public ? NULL : &trust);
    eh_trust_free(&trust);
    return eh_buffer_write(&j.out, sink);
}
