/* What unknown people could make of a ratio or a difference: see trust.h. All in whole numbers. */
#include <string.h>

#include "base/limits.h"
#include "indicator/trust.h"

/* The unknown of a ratio: with their event, without one, and events of people who are not counted. */
typedef struct loose {
    int64_t pairs, idle, strays;
} loose;

static int64_t smaller(int64_t a, int64_t b) {
    return a < b ? a : b;
}

static loose loose_of(const eh_split *s) {
    int64_t pairs = smaller(s->events[EH_NEITHER], s->people[EH_NEITHER]);
    return (loose){pairs, s->people[EH_NEITHER] - pairs, s->events[EH_NEITHER] - pairs};
}

static eh_fraction ratio(int64_t a, int64_t n, int64_t b, int64_t m) {
    return eh_fraction_make((eh_wide)a * m, (eh_wide)n * b);
}

/* How far the second group is ahead of the first when `x` events and `y` people without one were placed, the events in the second group, the people in the
 * first: not negative when that brings the ratio down to parity. Concave in x and, while people are taken for events, along any total of both. */
typedef struct placing {
    int64_t a, n, b, m; /* events and people of the group that is ahead, and of the other one */
    loose unknown;
} placing;

static eh_wide lead(const placing *p, int64_t x, int64_t y) {
    int64_t people = x > p->unknown.strays ? x - p->unknown.strays : 0; /* strays first: they bring no person along */
    return (eh_wide)(p->b + x) * (p->n + y) - (eh_wide)p->a * (p->m + people);
}

/* The most that placing at most `total` of the unknown achieves, and how many of them are events. */
static eh_wide best_lead(const placing *p, int64_t total, int64_t *events) {
    int64_t low = 0, high = smaller(total, p->unknown.pairs + p->unknown.strays);
    while (low < high) {
        int64_t x = low + (high - low) / 2;
        eh_wide here = lead(p, x, smaller(total - x, p->unknown.idle));
        eh_wide next = lead(p, x + 1, smaller(total - x - 1, p->unknown.idle));
        if (next > here)
            low = x + 1;
        else
            high = x;
    }
    *events = low;
    return lead(p, low, smaller(total - low, p->unknown.idle));
}

/* The fewest that bring the ratio to parity. */
static void find_fewest(const placing *p, eh_bounds *bounds) {
    int64_t events = 0, low = 1, high = p->unknown.pairs + p->unknown.strays + p->unknown.idle;
    if (high == 0 || best_lead(p, high, &events) < 0)
        return;
    while (low < high) {
        int64_t middle = low + (high - low) / 2;
        if (best_lead(p, middle, &events) >= 0)
            high = middle;
        else
            low = middle + 1;
    }
    best_lead(p, low, &events);
    bounds->fewest = low;
    bounds->fewest_events = events;
    bounds->fewest_others = low - events;
}

static bool sound(const eh_split *s) {
    for (unsigned i = 0; i < EH_SPLIT; i++)
        if (s->events[i] < 0 || s->people[i] < 0 || s->events[i] > 2 * EH_LIMIT_COUNT ||
            s->people[i] > 2 * EH_LIMIT_COUNT)
            return false;
    return true;
}

eh_bounds eh_bounds_of_ratio(const eh_split *s) {
    const loose u = loose_of(s);
    const int64_t a = s->events[EH_FIRST], n = s->people[EH_FIRST], b = s->events[EH_SECOND], m = s->people[EH_SECOND];
    eh_bounds bounds = {.fewest = -1};
    bounds.told = sound(s) && n > 0 && m > 0 && a + u.strays <= n && b + u.strays <= m;
    if (!bounds.told)
        return bounds;
    bounds.given = ratio(a, n, b, m);
    bounds.all_first = ratio(a + u.pairs + u.strays, n + u.pairs + u.idle, b, m);
    bounds.all_second = ratio(a, n, b + u.pairs + u.strays, m + u.pairs + u.idle);
    bounds.least = ratio(a, n + u.idle, b + u.pairs + u.strays, m + u.pairs);
    bounds.most = ratio(a + u.pairs + u.strays, n + u.pairs, b, m + u.idle);
    eh_wide ahead = (eh_wide)a * m - (eh_wide)n * b;
    bounds.level = ahead == 0 && b > 0;
    bounds.events_to = ahead > 0 ? EH_SECOND : EH_FIRST;
    bounds.others_to = ahead > 0 ? EH_FIRST : EH_SECOND;
    if (ahead != 0) {
        const placing p = ahead > 0 ? (placing){a, n, b, m, u} : (placing){b, m, a, n, u};
        find_fewest(&p, &bounds);
    }
    return bounds;
}

static eh_fraction difference(int64_t part, int64_t whole, int64_t people, int64_t all) {
    const eh_fraction hundred = {100, 1};
    return eh_fraction_multiply(hundred,
                                eh_fraction_subtract(eh_fraction_make(part, whole), eh_fraction_make(people, all)));
}

/* The fewest to add to `part` so that part / whole is at least share / all; -1 when more than `room`. */
static int64_t fewest_to_reach(int64_t part, int64_t whole, int64_t share, int64_t all, int64_t room) {
    eh_wide needed = ((eh_wide)share * whole + all - 1) / all - part;
    return needed <= room ? (int64_t)needed : -1;
}

eh_bounds eh_bounds_of_difference(const eh_split *s) {
    const int64_t *e = s->events, *p = s->people;
    eh_bounds bounds = {.fewest = -1, .events_to = EH_FIRST, .others_to = EH_FIRST};
    int64_t board = e[EH_FIRST] + e[EH_SECOND] + e[EH_NEITHER], staff = p[EH_FIRST] + p[EH_SECOND] + p[EH_NEITHER];
    bounds.told = sound(s) && board > 0 && staff > 0;
    if (!bounds.told)
        return bounds;
    bounds.given = bounds.all_second = difference(e[EH_FIRST], board, p[EH_FIRST], staff);
    bounds.all_first = difference(e[EH_FIRST] + e[EH_NEITHER], board, p[EH_FIRST] + p[EH_NEITHER], staff);
    bounds.least = difference(e[EH_FIRST], board, p[EH_FIRST] + p[EH_NEITHER], staff);
    bounds.most = difference(e[EH_FIRST] + e[EH_NEITHER], board, p[EH_FIRST], staff);
    bounds.level = bounds.given.numerator == 0;
    if (bounds.given.numerator < 0)
        bounds.fewest = bounds.fewest_events = fewest_to_reach(e[EH_FIRST], board, p[EH_FIRST], staff, e[EH_NEITHER]);
    else if (!bounds.level)
        bounds.fewest = bounds.fewest_others = fewest_to_reach(p[EH_FIRST], staff, e[EH_FIRST], board, p[EH_NEITHER]);
    return bounds;
}

void eh_bound_display(eh_fraction bound, int parity, unsigned decimals, char out[EH_FRACTION_ROOM]) {
    enum { MOST_DECIMALS = 9 };
    const eh_fraction par = {parity, 1};
    char level[EH_FRACTION_ROOM];
    for (unsigned places = decimals; places <= MOST_DECIMALS; places++) {
        eh_fraction_display(bound, places, out);
        eh_fraction_display(par, places, level);
        if (strcmp(out, level) != 0 || eh_fraction_compare(bound, par) == 0)
            return;
    }
}
