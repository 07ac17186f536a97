#include "indicator/evaluate.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "indicator/statistics.h"

eh_status eh_evaluation_make(const eh_edition *edition, const eh_tally *tally, eh_givens *givens, eh_evaluation *e) {
    size_t room = (size_t)edition->item_count * EH_GROUPS + 1;
    *e = (eh_evaluation){edition, tally, givens, calloc(room, sizeof *e->memo), calloc(room, sizeof *e->known)};
    if (e->memo && e->known)
        return EH_OK;
    eh_evaluation_free(e);
    return EH_NOMEM;
}

void eh_evaluation_free(eh_evaluation *e) {
    free(e->memo);
    free(e->known);
    e->memo = NULL;
    e->known = NULL;
}

/* ---- exact values ---- */

static const eh_operand_value not_supplied = {EH_NOT_SUPPLIED, {0, 0}};

static eh_operand_value counted(const eh_evaluation *e, const eh_item *item, unsigned group) {
    eh_counter counter = eh_counter_find(item->counter);
    if (counter == EH_COUNTER_COUNT || !e->tally->supplied[counter])
        return not_supplied;
    unsigned years = eh_counter_years(e->edition, counter);
    return (eh_operand_value){EH_PRESENT, eh_fraction_make(e->tally->count[counter][group], years)};
}

static eh_operand_value surveyed(const eh_evaluation *e, unsigned item, unsigned group) {
    const eh_given *given = eh_given_at(e->givens->survey, item, group);
    return given->there ? (eh_operand_value){EH_PRESENT, given->value} : not_supplied;
}

static eh_operand_value operand(void *context, unsigned item, unsigned group) {
    return eh_evaluate(context, item, group);
}

/* From the extracts alone, the operands being what they finally are. */
static eh_operand_value from_extracts(eh_evaluation *e, unsigned item, unsigned group) {
    switch (e->edition->items[item].operation) {
    case EH_OP_COUNT:
        return counted(e, &e->edition->items[item], group);
    case EH_OP_SURVEY:
        return surveyed(e, item, group);
    case EH_OP_ANSWER:
        return not_supplied;
    default:
        return eh_formula(e->edition, item, group, operand, e);
    }
}

eh_operand_value eh_evaluate(eh_evaluation *e, unsigned item, unsigned group) {
    size_t at = (size_t)item * EH_GROUPS + group;
    if (e->known[at])
        return e->memo[at];
    eh_operand_value value = from_extracts(e, item, group);
    const eh_given *given = eh_given_at(e->givens->counts, item, group);
    if (value.missing == EH_NOT_SUPPLIED && given->there)
        value = (eh_operand_value){EH_PRESENT, given->value};
    e->memo[at] = value;
    e->known[at] = true;
    return value;
}

bool eh_evaluate_disagrees(eh_evaluation *e, unsigned item, unsigned group) {
    const eh_given *given = eh_given_at(e->givens->counts, item, group);
    eh_operand_value value = eh_evaluate(e, item, group);
    return given->there && value.missing == EH_PRESENT && eh_fraction_compare(value.exact, given->value) != 0;
}

/* ---- counts behind a value ---- */

unsigned eh_item_years(const eh_edition *edition, unsigned item) {
    const eh_item *about = &edition->items[item];
    unsigned years = 1;
    if (about->operation == EH_OP_COUNT)
        return eh_counter_years(edition, eh_counter_find(about->counter));
    for (unsigned i = 0; i < about->term_count; i++) {
        unsigned its = about->terms[i].below ? 1 : eh_item_years(edition, about->terms[i].item);
        years = its > years ? its : years;
    }
    return years;
}

/* The counts of a proportion as doubles, times the years; false when one of them is missing or it is no proportion. */
typedef struct proportion {
    double x, n;
    bool above_100;
} proportion;

static bool proportion_of(eh_evaluation *e, unsigned item, unsigned group, unsigned which, unsigned years,
                          proportion *p) {
    eh_parts parts = eh_formula_parts(e->edition, item, group, which, operand, e);
    *p = (proportion){0};
    if (parts.numerator.missing != EH_PRESENT || parts.denominator.missing != EH_PRESENT)
        return false;
    p->x = eh_fraction_double(parts.numerator.exact) * years;
    p->n = eh_fraction_double(parts.denominator.exact) * years;
    p->above_100 = p->x > p->n;
    return p->n > 0 && p->x >= 0;
}

static void set_interval(eh_value *value, eh_interval interval, double scale) {
    value->lower = interval.lower * scale;
    value->upper = isfinite(interval.upper) ? interval.upper * scale : (double)NAN;
}

/* ---- one unit each ---- */

enum { PERCENT = 100 };

static void finish_headcount(eh_evaluation *e, unsigned item, unsigned group, eh_value *value) {
    eh_fraction total = eh_fraction_make(0, 1);
    if (!e->edition->items[item].percent_of_row)
        return;
    for (unsigned g = 0; g < EH_GROUPS; g++) {
        eh_operand_value part = eh_evaluate(e, item, g);
        if (part.missing != EH_PRESENT)
            return;
        total = eh_fraction_add(total, part.exact);
    }
    if (total.numerator == 0)
        return; /* an empty row has no percentage */
    eh_fraction mine = eh_evaluate(e, item, group).exact;
    eh_fraction percent = eh_fraction_divide(eh_fraction_multiply(mine, eh_fraction_make(PERCENT, 1)), total);
    if (!eh_fraction_defined(percent))
        return;
    value->percent = eh_fraction_double(percent);
    set_interval(value, eh_wilson(eh_fraction_double(mine), eh_fraction_double(total)), PERCENT);
}

static void finish_proportion(eh_evaluation *e, unsigned item, unsigned group, eh_value *value, bool *above_100) {
    unsigned years = eh_item_years(e->edition, item);
    proportion p;
    if (!proportion_of(e, item, group, 0, years, &p))
        return;
    value->numerator = p.x / years;
    value->denominator = p.n / years;
    *above_100 = *above_100 || p.above_100;
    if (!p.above_100)
        set_interval(value, eh_wilson(p.x, p.n), PERCENT);
}

static void finish_survey(const eh_evaluation *e, unsigned item, unsigned group, eh_value *value) {
    const eh_given *given = eh_given_at(e->givens->survey, item, group);
    if (!given->there || given->respondents <= 0)
        return;
    value->denominator = (double)given->respondents;
    if (e->edition->items[item].unit != EH_PERCENT)
        return;
    double n = (double)given->respondents;
    set_interval(value, eh_wilson(value->value / PERCENT * n, n), PERCENT);
    value->approximate = true;
}

static void finish_gap(eh_evaluation *e, unsigned item, unsigned group, eh_value *value) {
    proportion first, second;
    if (!proportion_of(e, item, group, 0, 1, &first) || !proportion_of(e, item, group, 1, 1, &second))
        return;
    set_interval(value, eh_newcombe(first.x, first.n, second.x, second.n), PERCENT);
}

static void finish_ratio(eh_evaluation *e, unsigned item, eh_value *value, bool *above_100) {
    const eh_item *about = &e->edition->items[item];
    unsigned years = eh_item_years(e->edition, item);
    proportion top, bottom;
    value->verdict = eh_verdict_of(eh_evaluate(e, item, 0).exact);
    if (!proportion_of(e, item, about->top, 0, years, &top) ||
        !proportion_of(e, item, about->bottom, 0, years, &bottom))
        return;
    if (top.above_100 || bottom.above_100) {
        *above_100 = true;
        return;
    }
    bool mid_p = false;
    set_interval(value, eh_koopman(top.x, top.n, bottom.x, bottom.n), 1);
    value->p = eh_two_by_two_p(top.x, top.n, bottom.x, bottom.n, &mid_p);
    value->test = mid_p ? EH_TEST_MID_P : EH_TEST_CHI_SQUARE;
}

static eh_status answer(const eh_evaluation *e, unsigned item, eh_arena *arena, eh_value *value) {
    const eh_given *given = eh_given_at(e->givens->answers, item, 0);
    if (!given->there)
        return EH_OK;
    value->missing = EH_PRESENT;
    value->display = eh_arena_text(arena, given->answer);
    value->text = eh_arena_text(arena, given->text);
    return value->display && value->text ? EH_OK : EH_NOMEM;
}

eh_status eh_evaluate_value(eh_evaluation *e, unsigned item, unsigned group, eh_arena *arena, eh_value *value,
                            bool *above_100) {
    const eh_item *about = &e->edition->items[item];
    eh_operand_value exact = eh_evaluate(e, item, group);
    char display[EH_FRACTION_ROOM];
    *value = eh_value_missing(exact.missing);
    if (about->operation == EH_OP_ANSWER)
        return answer(e, item, arena, value);
    if (exact.missing != EH_PRESENT)
        return EH_OK;
    value->value = eh_fraction_double(exact.exact);
    eh_formula_display(about, exact.exact, display);
    value->display = eh_arena_text(arena, display);
    if (!value->display)
        return EH_NOMEM;
    switch (about->operation) {
    case EH_OP_COUNT:
    case EH_OP_SUM:
        finish_headcount(e, item, group, value);
        break;
    case EH_OP_RATE:
    case EH_OP_SHARE:
        finish_proportion(e, item, group, value, above_100);
        break;
    case EH_OP_SURVEY:
        finish_survey(e, item, group, value);
        break;
    case EH_OP_GAP:
        finish_gap(e, item, group, value);
        break;
    case EH_OP_RELATIVE:
        finish_ratio(e, item, value, above_100);
        break;
    case EH_OP_ANSWER:
        break;
    }
    return EH_OK;
}
