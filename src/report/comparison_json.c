/* A comparison as JSON: one object. What does not apply is absent.
 *
 *   {"format": "evenhand-comparison", "version", "prepared", "internal", "focus",
 *    "standards": [{"id", "edition",
 *      "organisations": [{"code", "name", "type", "icb", "place", "areas", "complete"}],
 *      "items": [{"id", "number", "indicator", "label", "unit",
 *        "groups": [{"group", "average", "phi", "tau2", "shortfall",
 *          "organisations": [FIGURE with "code", "funnel": {"lower-95", "upper-95", "lower-99.8", "upper-99.8", "outcome", "dispersed"}, "adjusted-p",
 *             "rank": {"rank", "from", "to", "of"}, "shortfall": {"people", "lower", "upper"}],
 *          "rollups": [FIGURE with "kind", "name", "counted", "left-out": [{"organisation", "missing"}]]}]}],
 *      "leadership": {"parity-basis", "goal-year",
 *        "places": EACH with "weighted", "bme", "minority", "disabled" as percentages, "residents", "residents-of-disability",
 *        "levels": [EACH with "id", "name", "below"; a FIGURE and "against": {"workforce", "below", "place", "peers"}, of each "share", "numerator", "denominator",
 *          "difference", "display", "lower", "upper", "likeness", "shortfall": {"people", "lower", "upper"}],
 *        "disparity": [EACH with "below", "above", "own"; a FIGURE with "p", "test", "adjusted-p"],
 *        "goals": [EACH with "id", "name", "below", "own"; "people", "of", "goal", "due", "needed", "years": [{"year", "people"}]]},
 *      "recruitment": [{"id": "funnel" or "funnel-without-international", "organisations": [{"code", "steps": [FIGURE with "step", "p", "verdict"]}],
 *        "left-out": [{"organisation", "missing"}]}],
 *      "progress": [{"item", "group", "organisation", "state", "from", "verdict", "distance-adjusted-p"}]}],
 *    "left-out": [{"organisation", "standard", "edition"}]}
 *
 * EACH is {"organisations": [... with "code"], "rollups": [... with "kind", "name", "counted", "left-out"]}. A FIGURE has "missing", or "value" and "display" and where they apply "numerator", "denominator", "percent", "lower", "upper", "p", "verdict". */
#include <math.h>
#include <string.h>

#include "base/json.h"
#include "report/comparison_funnel.h"
#include "report/writer.h"

static void add_figure(eh_json *j, const eh_comparison_row *row) {
    const eh_value *value = row->value;
    if (!eh_json_figure(j, row->item->unit, value))
        return;
    eh_json_number(j, "p", row->standing ? row->standing->p : value->p);
    eh_json_text_if(j, "verdict", eh_verdict_id(value->verdict));
}

static void add_standing(eh_json *j, const eh_standing *at) {
    eh_json_number(j, "adjusted-p", at->adjusted);
    if (at->outcome != EH_OUTCOME_NONE) {
        eh_json_open(j, "funnel", '{');
        eh_json_number(j, "lower-95", at->inner.lower);
        eh_json_number(j, "upper-95", at->inner.upper);
        eh_json_number(j, "lower-99.8", at->outer.lower);
        eh_json_number(j, "upper-99.8", at->outer.upper);
        eh_json_text(j, "outcome", eh_outcome_id(at->outcome));
        eh_json_text_if(j, "dispersed", eh_outcome_id(at->dispersed));
        eh_json_close(j, '}');
    }
    if (at->rank.rank > 0) {
        eh_json_open(j, "rank", '{');
        eh_json_whole(j, "rank", at->rank.rank);
        eh_json_whole(j, "from", at->rank.from);
        eh_json_whole(j, "to", at->rank.to);
        eh_json_whole(j, "of", at->rank.of);
        eh_json_close(j, '}');
    }
    if (!isnan(at->shortfall)) {
        eh_json_open(j, "shortfall", '{');
        eh_json_number(j, "people", at->shortfall);
        eh_json_number(j, "lower", at->shortfall_lower);
        eh_json_number(j, "upper", at->shortfall_upper);
        eh_json_close(j, '}');
    }
}

static void add_rolled(eh_json *j, const eh_comparison_row *row) {
    eh_json_text(j, "kind", eh_rollup_kind_id(row->rollup->kind));
    eh_json_text(j, "name", eh_rollup_name(row->rollup));
    add_figure(j, row);
    eh_json_whole(j, "counted", row->rolled->counted);
    if (row->rolled->left_out_count == 0)
        return;
    eh_json_open(j, "left-out", '[');
    for (size_t i = 0; i < row->rolled->left_out_count; i++) {
        const eh_left_out *out = &row->rolled->left_out[i];
        eh_json_open(j, NULL, '{');
        eh_json_text(j, "organisation", row->side->members[out->member].ret->organisation);
        eh_json_text(j, "missing", eh_missing_id(out->why));
        eh_json_close(j, '}');
    }
    eh_json_close(j, ']');
}

/* Where the rows have come to: which item and group is open, and whether its roll-ups have begun. */
typedef struct writing {
    eh_json *j;
    const eh_item *item;
    unsigned group;
    bool rollups;
} writing;

static void close_group(const writing *w) {
    eh_json_close(w->j, ']');
    eh_json_close(w->j, '}');
}

static void open_item(eh_json *j, const eh_item *item) {
    eh_json_open(j, NULL, '{');
    eh_json_text(j, "id", item->id);
    eh_json_text_if(j, "number", item->number);
    eh_json_text(j, "indicator", item->indicator);
    eh_json_text(j, "label", item->label);
    eh_json_text(j, "unit", eh_unit_id(item->unit));
    eh_json_open(j, "groups", '[');
}

static void open_group(eh_json *j, const eh_comparison_row *row) {
    eh_json_open(j, NULL, '{');
    if (row->item->groups)
        eh_json_text(j, "group", eh_group_id(row->side->edition->standard, row->group));
    if (row->series) {
        eh_json_number(j, "average", row->series->average);
        eh_json_number(j, "phi", row->series->dispersion.phi);
        eh_json_number(j, "tau2", row->series->dispersion.tau2);
        if (row->series->has_shortfall)
            eh_json_text(j, "shortfall", row->series->more ? "more" : "fewer");
    }
    eh_json_open(j, "organisations", '[');
}

static void take(void *context, const eh_comparison_row *row) {
    writing *w = context;
    bool first = w->item == NULL, new_item = first || w->item != row->item;
    if (!first && (new_item || w->group != row->group)) {
        close_group(w);
        if (new_item) {
            eh_json_close(w->j, ']');
            eh_json_close(w->j, '}');
        }
    }
    if (new_item)
        open_item(w->j, row->item);
    if (new_item || w->group != row->group) {
        open_group(w->j, row);
        w->rollups = false;
    }
    w->item = row->item;
    w->group = row->group;
    if (row->rollup && !w->rollups) {
        eh_json_close(w->j, ']');
        eh_json_open(w->j, "rollups", '[');
        w->rollups = true;
    }
    eh_json_open_line(w->j, NULL, '{');
    if (row->member) {
        eh_json_text(w->j, "code", row->member->ret->organisation);
        add_figure(w->j, row);
        if (row->standing)
            add_standing(w->j, row->standing);
    } else if (row->rollup) {
        add_rolled(w->j, row);
    }
    eh_json_close_line(w->j, '}');
}

static void add_organisations(eh_json *j, const eh_compared *side) {
    eh_json_open(j, "organisations", '[');
    for (size_t i = 0; i < side->member_count; i++) {
        const eh_member *member = &side->members[i];
        eh_json_open(j, NULL, '{');
        eh_json_text(j, "code", member->ret->organisation);
        eh_json_text(j, "name", member->who->name);
        eh_json_text_if(j, "type", member->who->type);
        eh_json_text_if(j, "icb", member->who->icb);
        eh_json_text_if(j, "place", member->who->place);
        eh_json_text_if(j, "areas", member->who->areas);
        eh_json_yes(j, "complete", member->ret->complete);
        eh_json_close(j, '}');
    }
    eh_json_close(j, ']');
}

static void add_side(eh_json *j, const eh_comparison *c, const eh_compared *side) {
    writing w = {.j = j};
    eh_json_open(j, NULL, '{');
    eh_json_text(j, "id", eh_standard_id(side->edition->standard));
    eh_json_whole(j, "edition", (uint64_t)side->edition->year);
    add_organisations(j, side);
    eh_json_open(j, "items", '[');
    eh_comparison_rows(side, take, &w);
    if (w.item) {
        close_group(&w);
        eh_json_close(j, ']');
        eh_json_close(j, '}');
    }
    eh_json_close(j, ']');
    eh_json_leadership(j, side);
    eh_json_recruitment(j, side);
    eh_json_better(j, c, side);
    eh_json_close(j, '}');
}

static void add_others(eh_json *j, const eh_comparison *c) {
    eh_json_open(j, "left-out", '[');
    for (size_t i = 0; i < c->other_count; i++) {
        eh_json_open(j, NULL, '{');
        eh_json_text(j, "organisation", c->others[i]->organisation);
        eh_json_text(j, "standard", eh_standard_id(c->others[i]->standard));
        eh_json_whole(j, "edition", (uint64_t)c->others[i]->edition);
        eh_json_close(j, '}');
    }
    eh_json_close(j, ']');
}

eh_status eh_write_comparison_json(const eh_comparison *c, eh_findings *findings, eh_sink *sink) {
    eh_json j = {.sink = sink};
    (void)findings;
    eh_json_begin(&j, "evenhand-comparison");
    eh_json_text(&j, "prepared", c->prepared);
    eh_json_yes(&j, "internal", eh_comparison_internal(c));
    if (c->focus)
        eh_json_text(&j, "focus", c->focus);
    eh_json_open(&j, "standards", '[');
    for (size_t s = 0; s < c->side_count; s++)
        add_side(&j, c, &c->sides[s]);
    eh_json_close(&j, ']');
    add_others(&j, c);
    eh_json_end(&j);
    return eh_json_write_rest(&j);
}
