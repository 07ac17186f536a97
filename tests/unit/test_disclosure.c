/* Random linked tables protected, and then attacked by going through every table of whole numbers that agrees with what is published. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "disclosure/bounds.h"
#include "disclosure/protect.h"

/* ---- random numbers of our own: the same everywhere ---- */

static uint64_t next(uint64_t *state) {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

static unsigned below(uint64_t *state, unsigned limit) {
    return (unsigned)(next(state) % limit);
}

/* ---- linked tables as the returns have them, small ---- */

typedef struct shape {
    unsigned rows, groups;
    bool twin;       /* a second table of the same people by other groups: the rows come to the same */
    bool nested;     /* a total of the first rows as well */
    bool rows_known; /* totals of rows are printed */
} shape;

static eh_suppression_rule below_3 = {.name = "below-3", .from = 1, .to = 2, .base = 1};

static int64_t small(uint64_t *state) {
    static const int64_t values[] = {0, 0, 1, 1, 2, 3, 4, 5, 6, 8};
    return values[below(state, sizeof values / sizeof *values)];
}

static size_t add(eh_linked *linked, int64_t value, bool total) {
    return eh_linked_cell(linked, (eh_count_cell){.value = value,
                                                  .units = 1,
                                                  .printed = true,
                                                  .cost = total ? 1.5 : 1 + (double)value / 1000,
                                                  .displays = 1});
}

static void sum(eh_linked *linked, size_t total, const size_t *cells, unsigned count, unsigned step) {
    eh_addend parts[16] = {{total, -1}};
    for (unsigned i = 0; i < count; i++)
        parts[i + 1] = (eh_addend){cells[i * step], 1};
    assert_true(eh_linked_equation(linked, parts, count + 1));
}

static size_t add_total(eh_linked *linked, const size_t *cells, unsigned count, unsigned step) {
    int64_t value = 0;
    for (unsigned i = 0; i < count; i++)
        value += linked->cells[cells[i * step]].value;
    size_t total = add(linked, value, true);
    sum(linked, total, cells, count, step);
    return total;
}

static void add_totals(eh_linked *linked, const shape *s, const size_t *cells) {
    for (unsigned g = 0; g < s->groups; g++) {
        add_total(linked, cells + g, s->rows, s->groups);
        if (s->nested && s->rows > 2)
            add_total(linked, cells + g, 2, s->groups);
    }
}

static eh_linked make(const shape *s, uint64_t *state) {
    eh_linked linked = {0};
    size_t first[16], second[16];
    for (unsigned r = 0; r < s->rows; r++) {
        int64_t all = 0;
        for (unsigned g = 0; g < s->groups; g++) {
            int64_t value = small(state);
            first[r * s->groups + g] = add(&linked, value, false);
            all += value;
        }
        if (s->rows_known)
            add_total(&linked, first + r * s->groups, s->groups, 1);
        for (unsigned g = 0; g < s->groups && s->twin; g++) {
            int64_t value = g + 1 == s->groups ? all : (int64_t)below(state, (unsigned)all + 1);
            second[r * s->groups + g] = add(&linked, value, false);
            all -= value;
        }
        if (s->twin) {
            eh_addend parts[16];
            for (unsigned g = 0; g < s->groups; g++) {
                parts[g] = (eh_addend){first[r * s->groups + g], 1};
                parts[s->groups + g] = (eh_addend){second[r * s->groups + g], -1};
            }
            assert_true(eh_linked_equation(&linked, parts, 2 * (size_t)s->groups));
        }
    }
    add_totals(&linked, s, first);
    if (s->twin)
        add_totals(&linked, s, second);
    return linked;
}

/* ---- the attack by brute force, which shares nothing with the one under test ---- */

enum { CELLS = 48, BEYOND = 3 };

typedef struct force {
    const eh_linked *linked;
    const eh_suppression_rule *rule;
    size_t knower;
    int64_t highest; /* that is gone through: a little beyond the greatest there is */
    int64_t value[CELLS], least[CELLS], most[CELLS];
    size_t order[CELLS], count; /* of the cells that are not known */
    uint64_t tried;
    bool seen;
} force;

/* Whether the equations can still hold: those whose cells all have values do, others are left. */
static bool may_hold(const force *f, const bool *known) {
    for (size_t e = 0; e < f->linked->equation_count; e++) {
        size_t count;
        const eh_addend *parts = eh_linked_parts(f->linked, e, &count);
        int64_t total = 0, low = 0, high = 0;
        for (size_t i = 0; i < count; i++) {
            if (known[parts[i].cell]) {
                total += parts[i].factor * f->value[parts[i].cell];
            } else { /* from 0 to anything that we go through */
                low += parts[i].factor < 0 ? parts[i].factor * f->highest : 0;
                high += parts[i].factor > 0 ? parts[i].factor * f->highest : 0;
            }
        }
        if (total + low > 0 || total + high < 0)
            return false;
    }
    return true;
}

/* Every table of whole numbers up to the highest by turning the wheels of an odometer, with those left out that cannot be. */
static void go_through(force *f) {
    bool known[CELLS];
    size_t depth = 0;
    for (size_t i = 0; i < f->linked->cell_count; i++)
        known[i] = true;
    for (size_t i = 0; i < f->count; i++) {
        known[f->order[i]] = false;
        f->value[f->order[i]] = f->rule->from - 1;
    }
    while (depth < SIZE_MAX) {
        if (depth == f->count) {
            f->seen = true;
            for (size_t i = 0; i < f->linked->cell_count; i++) {
                f->least[i] = f->value[i] < f->least[i] ? f->value[i] : f->least[i];
                f->most[i] = f->value[i] > f->most[i] ? f->value[i] : f->most[i];
            }
            depth--;
            continue;
        }
        size_t cell = f->order[depth];
        known[cell] = false;
        if (++f->value[cell] > f->highest) {
            f->value[cell] = f->rule->from - 1;
            depth--; /* SIZE_MAX behind the first */
            continue;
        }
        known[cell] = true;
        f->tried++;
        if (may_hold(f, known))
            depth++;
    }
}

static void attack(force *f, const eh_linked *linked, const eh_suppression_rule *rule, size_t knower) {
    *f = (force){.linked = linked, .rule = rule, .knower = knower};
    assert_true(linked->cell_count <= CELLS);
    for (size_t i = 0; i < linked->cell_count; i++) {
        f->value[i] = linked->cells[i].value;
        f->least[i] = INT64_MAX;
        f->most[i] = INT64_MIN;
        f->highest = linked->cells[i].value + BEYOND > f->highest ? linked->cells[i].value + BEYOND : f->highest;
        if (linked->cells[i].hidden != EH_SHOWN && i != knower)
            f->order[f->count++] = i;
    }
    go_through(f);
}

/* Whether every hidden cell takes values across the rule's width in the tables that agree with what is published. */
static bool is_safe(const eh_linked *linked, const eh_suppression_rule *rule, bool insiders) {
    force f;
    for (size_t knower = SIZE_MAX; knower == SIZE_MAX || knower < linked->cell_count; knower++) {
        const eh_count_cell *who = knower == SIZE_MAX ? NULL : &linked->cells[knower];
        if (who && (!insiders || who->hidden == EH_SHOWN || who->value != 1))
            continue;
        attack(&f, linked, rule, knower);
        assert_true(f.seen);
        for (size_t i = 0; i < linked->cell_count; i++)
            if (linked->cells[i].hidden != EH_SHOWN && i != knower && f.most[i] - f.least[i] < rule->to - rule->from)
                return false;
    }
    return true;
}

static size_t hidden(const eh_linked *linked) {
    size_t count = 0;
    for (size_t i = 0; i < linked->cell_count; i++)
        count += linked->cells[i].hidden != EH_SHOWN;
    return count;
}

static void random_tables_are_safe(void **context) {
    static const shape shapes[] = {
        {2, 3, false, false, true}, {3, 2, false, false, true}, {3, 2, false, true, true},
        {2, 2, true, false, false}, {3, 2, true, false, false}, {3, 2, true, true, false},
    };
    uint64_t state = UINT64_C(88172645463325252);
    size_t tables = 0, cells = 0, small_ones = 0, all = 0;
    (void)context;
    for (unsigned n = 0; n < 240; n++) {
        eh_linked linked = make(&shapes[n % (sizeof shapes / sizeof *shapes)], &state);
        eh_breach breach;
        eh_linked_hide_small(&linked, &below_3);
        small_ones += hidden(&linked);
        assert_int_equal(eh_protect(&linked, &below_3, &breach), EH_OK);
        cells += linked.cell_count;
        all += hidden(&linked);
        if (hidden(&linked) <= 9) {
            tables++;
            if (!is_safe(&linked, &below_3, false))
                fail_msg("table %u is not safe", n);
        }
        eh_linked_free(&linked);
    }
    printf("%zu of 240 tables gone through; %zu cells, %zu small, %zu hidden\n", tables, cells, small_ones, all);
    assert_true(tables > 120);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_tables_are_safe),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
