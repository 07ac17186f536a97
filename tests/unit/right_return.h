/* A made-up return with a value for every item of an edition, all of its arithmetic right, for tests that then plant faults in it. */
#ifndef TESTS_UNIT_RIGHT_RETURN_H
#define TESTS_UNIT_RIGHT_RETURN_H

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/fraction.h"
#include "return/breakdown.h"
#include "return/formula.h"
#include "return/return.h"

#define SOME_SHA "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

/* Counts that must fit together, in halves (metric 3 has some); every other count is made of its position. */
static const struct right_count {
    const char *item;
    int halves[EH_GROUPS];
} right_counts[] = {
    {"1b.consultants", {80, 60, 10}},
    {"1b.senior-medical-managers", {6, 4, 0}},
    {"1.unplaced", {0, 0, 0}},
    {"1a.band-9", {0, 0, 0}},
    {"2.shortlisted", {1560, 840, 60}},
    {"2.appointed", {340, 120, 10}},
    {"3.entered", {34, 18, 2}},
    {"3.entered-ill-health", {6, 2, 0}},
    {"9.board", {14, 6, 2}},
    {"9.voting", {10, 4, 2}},
    {"9.non-voting", {4, 2, 0}},
    {"9.executive", {8, 2, 0}},
    {"9.non-executive", {6, 4, 2}},
    {"10.board", {6, 14, 2}},
    {"10.voting", {4, 10, 2}},
    {"10.non-voting", {2, 4, 0}},
    {"10.executive", {2, 8, 0}},
    {"10.non-executive", {4, 6, 2}},
};

static inline eh_operand_value right_operand(void *context, unsigned item, unsigned group) {
    const eh_edition *edition = context;
    const eh_item *it = &edition->items[item];
    if (it->operation == EH_OP_SURVEY)
        return (eh_operand_value){
            EH_PRESENT, eh_fraction_make(it->unit == EH_SCORE ? 655 + (int)group : 3415 + 7 * (int)item, 100)};
    if (it->operation != EH_OP_COUNT)
        return eh_formula(edition, item, group, right_operand, context);
    int halves = 2 * (int)((item * 7 + group * 3) % 40 + 5);
    for (size_t i = 0; i < sizeof right_counts / sizeof *right_counts; i++)
        if (!strcmp(right_counts[i].item, it->id))
            halves = right_counts[i].halves[group];
    if (edition->standard == EH_WDES && !strcmp(it->id, "3.entered"))
        halves += 1;
    return (eh_operand_value){EH_PRESENT, eh_fraction_make(halves, 2)};
}

/* The edition as the context of right_operand, which does not change it. */
static inline void *right_context(const eh_edition *edition) {
    return (void *)(uintptr_t)edition;
}

static inline void right_percent(const eh_edition *edition, unsigned item, unsigned group, eh_value *value) {
    eh_fraction row = eh_fraction_make(0, 1);
    for (unsigned g = 0; g < EH_GROUPS; g++)
        row = eh_fraction_add(row, right_operand(right_context(edition), item, g).exact);
    eh_fraction own = right_operand(right_context(edition), item, group).exact;
    eh_fraction share = eh_fraction_divide(eh_fraction_multiply(eh_fraction_make(100, 1), own), row);
    if (eh_fraction_defined(share))
        value->percent = eh_fraction_double(share);
}

/* What goes with a value, by its kind. The intervals are made up. */
static inline void right_attributes(const eh_edition *edition, unsigned item, unsigned group, eh_value *value) {
    const eh_item *it = &edition->items[item];
    if (it->operation == EH_OP_RATE || it->operation == EH_OP_SHARE) {
        eh_parts parts = eh_formula_parts(edition, item, group, 0, right_operand, right_context(edition));
        value->numerator = eh_fraction_double(parts.numerator.exact);
        value->denominator = eh_fraction_double(parts.denominator.exact);
    }
    if (it->percent_of_row)
        right_percent(edition, item, group, value);
    if (it->operation == EH_OP_SURVEY) {
        value->denominator = 500;
        value->approximate = true;
    }
    if (it->operation == EH_OP_RELATIVE) {
        value->p = 0.0417;
        value->test = EH_TEST_CHI_SQUARE;
        value->verdict = eh_verdict_of(eh_formula(edition, item, group, right_operand, right_context(edition)).exact);
    }
    if (it->unit != EH_HEADCOUNT) {
        value->lower = value->value - 0.31;
        value->upper = value->value + 0.47;
    }
}

static inline eh_value right_value(eh_arena *arena, const eh_edition *edition, unsigned item, unsigned group) {
    const eh_item *it = &edition->items[item];
    char text[EH_FRACTION_ROOM];
    eh_value value = eh_value_missing(EH_PRESENT);
    if (it->unit == EH_TEXT) {
        value.display = "Yes";
        value.text = "A staff network, <heard> & \"funded\".";
        return value;
    }
    eh_operand_value exact = eh_formula(edition, item, group, right_operand, right_context(edition));
    if (exact.missing != EH_PRESENT)
        return eh_value_missing(exact.missing);
    value.value = eh_fraction_double(exact.exact);
    eh_formula_display(it, exact.exact, text);
    value.display = eh_arena_text(arena, text);
    right_attributes(edition, item, group, &value);
    return value;
}

static inline void right_item(eh_return *ret, const eh_edition *edition, unsigned i) {
    const eh_item *item = &edition->items[i];
    eh_return_item *made = &ret->items[i];
    *made = (eh_return_item){.id = item->id, .number = item->number, .indicator = item->indicator, .unit = item->unit};
    made->grouped = item->groups > 0;
    made->count = item->groups > 0 ? item->groups : 1;
    for (unsigned g = 0; g < made->count; g++) {
        made->group[g] = made->grouped ? eh_group_id(edition->standard, g) : "";
        made->value[g] = right_value(ret->arena, edition, i, g);
    }
    if (item->operation == EH_OP_RELATIVE) {
        made->top = eh_group_id(edition->standard, item->top);
        made->bottom = eh_group_id(edition->standard, item->bottom);
    }
}

static inline void right_details(eh_return *ret) {
    ret->details = eh_arena_alloc(ret->arena, 3 * sizeof *ret->details);
    ret->details[0] = (eh_detail){"declaration.declined", "unknown", EH_HEADCOUNT, eh_value_missing(EH_PRESENT)};
    ret->details[0].value.value = 12;
    ret->details[0].value.display = "12";
    ret->details[1] = (eh_detail){"survey-gap", "", EH_POINTS, eh_value_missing(EH_UNDEFINED)};
    ret->details[2] = (eh_detail){"remark", "", EH_TEXT, eh_value_missing(EH_PRESENT)};
    ret->details[2].value.display = "none";
    ret->detail_count = 3;
    static const char *const stages[] = {"applied", "shortlisted"}, *const ratio[] = {"ratio", "upper"};
    eh_breakdown_cell *cells;
    eh_breakdown *funnel = eh_breakdown_add(ret, "funnel", "staff-group", EH_HEADCOUNT, stages, 2);
    cells = eh_breakdown_add_row(ret, funnel, "Allied & \"others\"", "unknown", "");
    cells[0].missing = EH_NOT_SUPPLIED;
    cells[1].value = 40;
    eh_breakdown *ratios = eh_breakdown_add(ret, "funnel-ratios", "", EH_RATIO, ratio, 2);
    ratios->top = "white";
    ratios->bottom = "bme";
    cells = eh_breakdown_add_row(ret, ratios, "", "", "applied-to-shortlisted");
    cells[0].value = 1.5256410256410255;
    cells[1].missing = EH_NOT_APPLICABLE;
    eh_breakdown_add(ret, "funnel", "band", EH_HEADCOUNT, stages, 2)->missing = EH_NOT_SUPPLIED;
    ret->previous_edition = ret->edition - 1;
    ret->previous = eh_arena_alloc(ret->arena, 3 * sizeof *ret->previous);
    ret->previous[0] =
        (eh_previous){"2.appointed", ret->standard == EH_WRES ? "bme" : "disabled", EH_PRESENT, 55, "55"};
    ret->previous[1] = (eh_previous){"2.relative-likelihood", "", EH_UNDEFINED, 0, ""};
    ret->previous[2] = (eh_previous){"9b.action", "", ret->standard == EH_WDES ? EH_PRESENT : EH_NOT_APPLICABLE, 0,
                                     ret->standard == EH_WDES ? "No" : ""};
    ret->previous_count = 3;
}

/* The whole return; free with eh_return_free. */
static inline eh_return *right_return(const eh_edition *edition) {
    eh_return *ret = eh_return_new();
    ret->complete = true;
    ret->organisation = "RR8";
    ret->name = "Caf\xc3\xa9 & Sons <NHS> Trust";
    ret->standard = edition->standard;
    ret->edition = edition->year;
    ret->period_start = edition->period_start;
    ret->period_end = edition->period_end;
    ret->snapshot = edition->snapshot;
    ret->prepared = "2025-05-20T09:00:00Z";
    ret->version = "0.1.0";
    ret->rules = SOME_SHA;
    ret->sources = eh_arena_alloc(ret->arena, 2 * sizeof *ret->sources);
    ret->sources[0] = (eh_source_note){"staff",
                                       "donn\xc3\xa9"
                                       "es \"1\".csv",
                                       "",
                                       SOME_SHA,
                                       15000,
                                       13890};
    ret->sources[1] = (eh_source_note){"board", "board.xlsx", "Sheet\t1", SOME_SHA, 12, 11};
    ret->source_count = 2;
    ret->items = eh_arena_alloc(ret->arena, edition->item_count * sizeof *ret->items);
    ret->item_count = edition->item_count;
    for (unsigned i = 0; i < edition->item_count; i++)
        right_item(ret, edition, i);
    right_details(ret);
    ret->findings = eh_arena_alloc(ret->arena, 2 * sizeof *ret->findings);
    ret->findings[0] = (eh_return_finding){EH_WARNING, "unreadable-date", "", "3 dates could not be read.", 3};
    ret->findings[1] = (eh_return_finding){EH_NOTE, "of-which", "2.appointed", "A note with <markup>.", 1};
    ret->finding_count = 2;
    return ret;
}

/* A value that a test may change; NULL when there is no such item. */
static inline eh_value *value_in(eh_return *ret, const char *id, unsigned group) {
    for (size_t i = 0; i < ret->item_count; i++)
        if (!strcmp(ret->items[i].id, id))
            return &ret->items[i].value[group];
    return NULL;
}

/* Whether two doubles are the same one, absent (NaN) counting as itself. */
static inline bool same_double(double a, double b) {
    return (isnan(a) && isnan(b)) || !memcmp(&a, &b, sizeof a);
}

#endif
