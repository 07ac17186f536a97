/* Levels of organisations beside their yardsticks. */
#include "compare/leaders.h"

#include <math.h>
#include <string.h>

enum { PERCENT = 100 };

static const char *text_of(eh_arena *arena, eh_fraction exact, unsigned decimals) {
    char text[EH_FRACTION_ROOM];
    eh_fraction_display(exact, decimals, text);
    return eh_arena_text(arena, text);
}

/* An exact value; undefined when the fraction is. False when out of memory. */
static bool set_value(eh_arena *arena, eh_fraction exact, unsigned decimals, eh_value *value) {
    *value = eh_value_missing(EH_UNDEFINED);
    if (!eh_fraction_defined(exact))
        return true;
    value->missing = EH_PRESENT;
    value->value = eh_fraction_double(exact);
    value->display = text_of(arena, exact, decimals);
    return value->display != NULL;
}

static eh_fraction percentage(int64_t part, int64_t whole) {
    return eh_fraction_make((eh_wide)part * PERCENT, whole);
}

/* ---- yardsticks ---- */

/* A yardstick: its share as a percentage, and the counts behind it unless it is weighted or a census. */
typedef struct yard {
    eh_missing missing;
    eh_fraction percent;
    int64_t part, whole; /* whole 0 for none */
    bool census;
} yard;

static yard of_people(eh_level_count count, eh_parity_basis basis) {
    int64_t whole = eh_people_counted(count.people, basis);
    yard y = {.missing = count.missing, .part = count.people.focus, .whole = whole};
    if (count.missing != EH_PRESENT)
        return y;
    y.percent = percentage(count.people.focus, whole);
    if (whole == 0)
        y.missing = EH_UNDEFINED;
    return y;
}

/* A weighted share is a floating-point number; what is shown of it comes from its shortest decimal form. */
static yard of_place(const eh_place_people *place, eh_standard standard) {
    yard y = {.missing = EH_NOT_SUPPLIED, .census = true};
    if (!place->known)
        return y;
    double share = PERCENT * (standard == EH_WRES ? place->bme : place->disabled);
    if (!place->weighted) {
        y.part = standard == EH_WRES ? place->sum.bme : place->sum.disabled;
        y.whole = standard == EH_WRES ? place->sum.residents : place->sum.residents_of_disability;
        y.percent = percentage(y.part, y.whole);
    } else
        y.percent = eh_fraction_as_written(share);
    y.missing = eh_fraction_defined(y.percent) ? EH_PRESENT : EH_UNDEFINED;
    return y;
}

/* The level in the other organisations of a member's type that have it. */
static yard of_peers(const eh_leadership *l, const eh_compared *side, const eh_leader *leader, size_t level) {
    eh_level_count sum = {.missing = EH_NOT_APPLICABLE};
    const char *type = leader->member ? leader->member->who->type : "";
    for (size_t i = 0; i < side->member_count && *type; i++) {
        const eh_member *peer = &side->members[i];
        const eh_level_count *one = eh_level_count_of(l, i, level);
        if (peer == leader->member || one->missing != EH_PRESENT || strcmp(peer->who->type, type) != 0)
            continue;
        sum.missing = EH_PRESENT;
        sum.people.focus += one->people.focus;
        sum.people.other += one->people.other;
        sum.people.unknown += one->people.unknown;
    }
    return of_people(sum, l->basis);
}

static yard yardstick(const eh_leadership *l, const eh_compared *side, const eh_leader *leader, size_t level,
                      eh_yardstick which) {
    eh_level_count count = {.missing = EH_NOT_APPLICABLE};
    switch (which) {
    case EH_AGAINST_PLACE:
        return of_place(&leader->place, side->edition->standard);
    case EH_AGAINST_PEERS:
        return of_peers(l, side, leader, level);
    case EH_AGAINST_WORKFORCE:
        if (level != l->workforce)
            count = eh_level_count_in(l, leader, level, l->workforce);
        break;
    default:
        if (l->all[level].below_count > 0)
            count = eh_level_count_in(l, leader, level, l->all[level].below[0]);
        break;
    }
    return of_people(count, l->basis);
}

/* ---- a level ---- */

static eh_interval scaled(eh_interval i, double by) {
    return (eh_interval){i.lower * by, i.upper * by};
}

static eh_likeness likeness_of(eh_interval difference) {
    if (difference.upper < 0)
        return EH_LIKENESS_FEWER;
    return difference.lower > 0 ? EH_LIKENESS_MORE : EH_LIKENESS_CHANCE;
}

static void set_missing(eh_against *a, eh_missing why) {
    *a = (eh_against){.share = eh_value_missing(why), .difference = eh_value_missing(why)};
    a->needed = a->needed_lower = a->needed_upper = (double)NAN;
}

/* `x` of `n` at the level. */
static bool set_against(eh_arena *arena, int64_t x, int64_t n, const yard *y, eh_against *a) {
    eh_fraction difference = eh_fraction_subtract(percentage(x, n), y->percent);
    double part = (double)x, whole = (double)n, share = eh_fraction_double(y->percent) / PERCENT;
    if (!set_value(arena, y->percent, 1, &a->share) || !set_value(arena, difference, 1, &a->difference))
        return false;
    eh_interval between;
    if (y->census) {
        eh_interval own = eh_wilson(part, whole);
        between = (eh_interval){own.lower - share, own.upper - share};
    } else {
        between = eh_newcombe(part, whole, (double)y->part, (double)y->whole);
    }
    if (y->whole > 0) {
        a->share.numerator = (double)y->part;
        a->share.denominator = (double)y->whole;
    }
    a->likeness = likeness_of(between);
    a->needed = whole * share - part;
    a->needed_lower = -between.upper * whole;
    a->needed_upper = -between.lower * whole;
    between = scaled(between, PERCENT);
    a->difference.lower = between.lower;
    a->difference.upper = between.upper;
    return true;
}

static bool set_level(eh_arena *arena, const eh_leadership *l, const eh_compared *side, const eh_leader *leader,
                      size_t level, eh_level_figures *f) {
    eh_level_count count = eh_level_count_in(l, leader, level, level);
    int64_t x = count.people.focus, n = eh_people_counted(count.people, l->basis);
    f->people = count.people;
    f->value = eh_value_missing(count.missing);
    if (count.missing == EH_PRESENT && !set_value(arena, percentage(x, n), 1, &f->value))
        return false;
    if (f->value.missing == EH_PRESENT) {
        eh_interval interval = scaled(eh_wilson((double)x, (double)n), PERCENT);
        f->value.numerator = (double)x;
        f->value.denominator = (double)n;
        f->value.lower = interval.lower;
        f->value.upper = interval.upper;
    }
    for (unsigned i = 0; i < EH_YARDSTICKS; i++) {
        yard y = yardstick(l, side, leader, level, (eh_yardstick)i);
        if (f->value.missing != EH_PRESENT || y.missing != EH_PRESENT)
            set_missing(&f->against[i], y.missing != EH_PRESENT ? y.missing : f->value.missing);
        else if (!set_against(arena, x, n, &y, &f->against[i]))
            return false;
    }
    return true;
}

eh_status eh_leaders_make(eh_comparison *c, eh_compared *side) {
    eh_leadership *l = side->leadership;
    for (size_t i = 0; i < l->count; i++) {
        eh_leader *leader = &l->of[i];
        leader->levels = eh_arena_alloc(c->arena, (l->level_count + 1) * sizeof *leader->levels);
        if (!leader->levels)
            return EH_NOMEM;
        for (size_t k = 0; k < l->level_count; k++)
            if (!set_level(c->arena, l, side, leader, l->levels[k], &leader->levels[k]))
                return EH_NOMEM;
    }
    return EH_OK;
}
