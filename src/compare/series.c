/* One item and group over all organisations: the funnel, the spread, the ranks, the shortfall. */
#include <math.h>
#include <stdlib.h>

#include "compare/comparison.h"
#include "indicator/evaluate.h"

enum { PERCENT = 100 };

/* Room for the numbers of one series: by member, those without a figure being NaN, and then packed. */
typedef struct bench {
    const eh_compared *side;
    double *x, *n, *y, *s, *p, *adjusted;
    eh_interval *joint;
    eh_rank *ranks;
    double joint_z;
} bench;

static const eh_value absent = {.missing = EH_NOT_APPLICABLE,
                                .value = (double)NAN,
                                .numerator = (double)NAN,
                                .denominator = (double)NAN,
                                .percent = (double)NAN,
                                .lower = (double)NAN,
                                .upper = (double)NAN,
                                .p = (double)NAN};

static const eh_interval nowhere = {(double)NAN, (double)NAN};

static eh_standing blank(const eh_value *value) {
    return (eh_standing){.value = value ? value : &absent,
                         .x = (double)NAN,
                         .n = (double)NAN,
                         .inner = nowhere,
                         .outer = nowhere,
                         .p = (double)NAN,
                         .adjusted = (double)NAN,
                         .shortfall = (double)NAN,
                         .shortfall_lower = (double)NAN,
                         .shortfall_upper = (double)NAN};
}

/* ---- percentages ---- */

static eh_outcome outcome_of(double value, eh_interval inner, eh_interval outer) {
    if (isnan(inner.lower) || isnan(value))
        return EH_OUTCOME_NONE;
    if (value < inner.lower)
        return value < outer.lower ? EH_OUTCOME_FAR_BELOW : EH_OUTCOME_BELOW;
    if (value > inner.upper)
        return value > outer.upper ? EH_OUTCOME_FAR_ABOVE : EH_OUTCOME_ABOVE;
    return EH_OUTCOME_WITHIN;
}

static eh_interval percentages(eh_interval i) {
    return (eh_interval){i.lower * PERCENT, i.upper * PERCENT};
}

static void place_in_funnel(const bench *b, eh_series *series, double average) {
    static const eh_interval inner = {-EH_Z95, EH_Z95}, outer = {-EH_Z998, EH_Z998};
    for (size_t i = 0; i < b->side->member_count; i++) {
        eh_standing *at = &series->of[i];
        if (isnan(at->n) || !(average > 0 && average < 1))
            continue;
        eh_interval near = eh_funnel(average, at->n, EH_Z95), far = eh_funnel(average, at->n, EH_Z998);
        at->inner = percentages(near);
        at->outer = percentages(far);
        at->outcome = outcome_of(at->x / at->n, near, far);
        at->p = eh_normal_p(eh_funnel_z(at->x, at->n, average));
        if (!isnan(series->dispersion.tau2))
            at->dispersed = outcome_of(eh_dispersed_z(at->x, at->n, average, series->dispersion.tau2), inner, outer);
    }
}

static bool percentage_series(bench *b, unsigned item, eh_series *series) {
    const eh_compared *side = b->side;
    double x = 0, n = 0;
    size_t packed = 0;
    for (size_t i = 0; i < side->member_count; i++) {
        const eh_member *member = &side->members[i];
        eh_standing *at = &series->of[i];
        eh_proportion p;
        if (at->value->missing != EH_PRESENT)
            continue;
        series->count++;
        if (!(series->item->operation == EH_OP_SURVEY
                  ? eh_survey_proportion(at->value, &p)
                  : eh_member_proportion(side->edition, member, item, series->group, 0, &p)))
            continue;
        at->x = b->x[packed] = p.x;
        at->n = b->n[packed++] = p.n;
        x += p.x;
        n += p.n;
    }
    double average = packed > 0 ? x / n : (double)NAN;
    series->average = average * PERCENT;
    if (!eh_over_dispersion(b->x, b->n, packed, average, &series->dispersion))
        return false;
    place_in_funnel(b, series, average);
    b->joint_z = eh_joint_z(packed);
    for (size_t i = 0; i < side->member_count; i++) {
        const eh_standing *at = &series->of[i];
        b->y[i] = at->value->missing == EH_PRESENT ? at->value->value : (double)NAN;
        if (!isnan(at->n))
            b->joint[i] = percentages(eh_wilson_at(at->x, at->n, b->joint_z));
    }
    return true;
}

/* ---- ratios ---- */

/* How many more (fewer) of the group that the standard is about parity takes, at the other group's likelihood: its number times the difference, with
 * Newcombe's interval for that. */
static void set_shortfall(eh_standing *at, double number, eh_proportion wanted, eh_proportion is) {
    eh_interval between = eh_newcombe(wanted.x, wanted.n, is.x, is.n);
    at->shortfall = number * (wanted.x / wanted.n - is.x / is.n);
    at->shortfall_lower = number * between.lower;
    at->shortfall_upper = number * between.upper;
}

/* How far a ratio's interval lies from 1, on the log scale. */
static eh_interval distances(eh_interval ratio) {
    double low = log(ratio.lower), high = log(ratio.upper);
    double far = fmax(fabs(low), fabs(high));
    if (low <= 0 && high >= 0)
        return (eh_interval){0, far};
    return (eh_interval){fmin(fabs(low), fabs(high)), far};
}

static bool ratio_series(bench *b, unsigned item, eh_series *series) {
    const eh_compared *side = b->side;
    const eh_item *about = series->item;
    const eh_value *all = &side->rollups[0].items[item].value[0];
    unsigned focus = eh_focus_group(side->edition->standard), years = eh_item_years(side->edition, item);
    size_t packed = 0, tested = 0;
    series->average = all->missing == EH_PRESENT ? all->value : (double)NAN;
    series->has_shortfall = true;
    series->more = about->bottom == focus;
    for (size_t i = 0; i < side->member_count; i++)
        tested += series->of[i].value->missing == EH_PRESENT;
    b->joint_z = eh_joint_z(tested);
    for (size_t i = 0; i < side->member_count; i++) {
        eh_standing *at = &series->of[i];
        eh_proportion top, bottom;
        series->count += at->value->missing == EH_PRESENT;
        at->p = at->value->missing == EH_PRESENT ? at->value->p : (double)NAN;
        if (!eh_member_proportion(side->edition, &side->members[i], item, about->top, 0, &top) ||
            !eh_member_proportion(side->edition, &side->members[i], item, about->bottom, 0, &bottom))
            continue;
        if (series->more)
            set_shortfall(at, bottom.n / years, top, bottom);
        else
            set_shortfall(at, top.n / years, top, bottom);
        if (at->value->missing != EH_PRESENT)
            continue;
        if (at->value->value > 0) /* no distance can be told on this scale of a ratio of 0 */
            b->y[i] = fabs(log(at->value->value));
        b->joint[i] = distances(eh_koopman_at(top.x, top.n, bottom.x, bottom.n, b->joint_z));
        if (top.x > 0 && bottom.x > 0 && series->average > 0) {
            b->x[packed] = log(at->value->value);
            b->s[packed++] = sqrt(1 / top.x - 1 / top.n + 1 / bottom.x - 1 / bottom.n);
        }
    }
    /* two groups of whom everything happened to everybody have no standard error */
    for (size_t i = 0; i < packed; i++)
        if (!(b->s[i] > 0))
            return true;
    return eh_over_dispersion_of(b->x, b->s, packed, log(series->average), &series->dispersion);
}

/* ---- differences ---- */

static bool gap_series(bench *b, unsigned item, eh_series *series) {
    const eh_compared *side = b->side;
    const eh_value *all = &side->rollups[0].items[item].value[series->group];
    series->has_shortfall = series->group == eh_focus_group(side->edition->standard);
    series->more = true;
    series->average = all->missing == EH_PRESENT ? all->value : (double)NAN;
    for (size_t i = 0; i < side->member_count; i++)
        series->count += series->of[i].value->missing == EH_PRESENT;
    b->joint_z = eh_joint_z(series->count);
    for (size_t i = 0; i < side->member_count; i++) {
        eh_standing *at = &series->of[i];
        eh_proportion first, second;
        if (at->value->missing != EH_PRESENT ||
            !eh_member_proportion(side->edition, &side->members[i], item, series->group, 0, &first) ||
            !eh_member_proportion(side->edition, &side->members[i], item, series->group, 1, &second))
            continue;
        if (series->has_shortfall)
            set_shortfall(at, first.n, second, first);
        b->y[i] = at->value->value;
        b->joint[i] = percentages(eh_newcombe_at(first.x, first.n, second.x, second.n, b->joint_z));
    }
    return true;
}

/* ---- all ---- */

typedef bool series_maker(bench *b, unsigned item, eh_series *series);

/* How an item is compared; NULL when it only stands side by side. */
static series_maker *maker_of(const eh_item *item) {
    switch (item->operation) {
    case EH_OP_RATE:
    case EH_OP_SHARE:
        return percentage_series;
    case EH_OP_SURVEY:
        return item->unit == EH_PERCENT ? percentage_series : NULL;
    case EH_OP_RELATIVE:
        return ratio_series;
    case EH_OP_GAP:
        return gap_series;
    default:
        return NULL;
    }
}

static bool fill(eh_comparison *c, bench *b, unsigned item, eh_series *series) {
    const eh_compared *side = b->side;
    series->of = eh_arena_alloc(c->arena, (side->member_count + 1) * sizeof *series->of);
    if (!series->of)
        return false;
    for (size_t i = 0; i < side->member_count; i++) {
        series->of[i] = blank(side->members[i].values[(size_t)item * EH_GROUPS + series->group]);
        b->y[i] = (double)NAN;
        b->joint[i] = nowhere;
    }
    if (!maker_of(series->item)(b, item, series))
        return false;
    for (size_t i = 0; i < side->member_count; i++)
        b->p[i] = series->of[i].p;
    if (!eh_benjamini_hochberg(b->p, b->adjusted, side->member_count))
        return false;
    eh_ranks(b->y, b->joint, b->ranks, side->member_count);
    for (size_t i = 0; i < side->member_count; i++) {
        series->of[i].adjusted = b->adjusted[i];
        series->of[i].rank = b->ranks[i];
    }
    return true;
}

static bool make_bench(bench *b) {
    size_t count = b->side->member_count + 1;
    double *numbers = calloc(6 * count, sizeof *numbers);
    b->joint = calloc(count, sizeof *b->joint);
    b->ranks = calloc(count, sizeof *b->ranks);
    b->x = numbers;
    if (!numbers || !b->joint || !b->ranks)
        return false;
    b->n = numbers + count;
    b->y = numbers + 2 * count;
    b->s = numbers + 3 * count;
    b->p = numbers + 4 * count;
    b->adjusted = numbers + 5 * count;
    return true;
}

eh_status eh_series_make(eh_comparison *c, eh_compared *side) {
    const eh_edition *edition = side->edition;
    bench b = {.side = side};
    side->series = eh_arena_alloc(c->arena, ((size_t)edition->item_count * EH_GROUPS + 1) * sizeof *side->series);
    bool ok = make_bench(&b) && side->series;
    for (unsigned i = 0; i < edition->item_count && ok; i++) {
        const eh_item *item = &edition->items[i];
        unsigned groups = item->groups ? item->groups : 1;
        for (unsigned g = 0; g < groups && maker_of(item) && ok; g++) {
            eh_series *series = &side->series[side->series_count++];
            *series = (eh_series){.item = item, .group = g, .average = (double)NAN};
            series->dispersion = (eh_dispersion){(double)NAN, (double)NAN, 0};
            ok = fill(c, &b, i, series);
        }
    }
    free(b.x);
    free(b.joint);
    free(b.ranks);
    return ok ? EH_OK : EH_NOMEM;
}
