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
#include "disclosure/component.h"

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
    int64_t highest; /* that is gone through: a little beyond the greatest there is */
    int64_t value[CELLS], first[CELLS], last[CELLS], least[CELLS], most[CELLS];
    size_t order[CELLS], count; /* of the cells that are not known */
    uint64_t tried;
    bool seen;
} force;

/* Whether the equations can still hold: of cells that have no value yet, any that they may have. */
static bool may_hold(const force *f, const bool *known) {
    for (size_t e = 0; e < f->linked->equation_count; e++) {
        size_t count;
        const eh_addend *parts = eh_linked_parts(f->linked, e, &count);
        int64_t low = 0, high = 0;
        for (size_t i = 0; i < count; i++) {
            size_t cell = parts[i].cell;
            int64_t from = known[cell] ? f->value[cell] : f->first[cell], to = known[cell] ? from : f->last[cell];
            low += parts[i].factor * (parts[i].factor > 0 ? from : to);
            high += parts[i].factor * (parts[i].factor > 0 ? to : from);
        }
        if (low > 0 || high < 0)
            return false;
    }
    return true;
}

static void note_table(force *f) {
    f->seen = true;
    for (size_t i = 0; i < f->linked->cell_count; i++) {
        f->least[i] = f->value[i] < f->least[i] ? f->value[i] : f->least[i];
        f->most[i] = f->value[i] > f->most[i] ? f->value[i] : f->most[i];
    }
}

/* Every table of whole numbers by turning the wheels of an odometer, with those left out that cannot be. Whether it came to the end in good time. */
static bool go_through(force *f) {
    const uint64_t most = 200000;
    bool known[CELLS];
    size_t depth = 0;
    for (size_t i = 0; i < f->linked->cell_count; i++)
        known[i] = true;
    for (size_t i = 0; i < f->count; i++) {
        known[f->order[i]] = false;
        f->value[f->order[i]] = f->first[f->order[i]] - 1;
    }
    while (depth < SIZE_MAX && f->tried < most) {
        if (depth == f->count) {
            note_table(f);
            depth--;
            continue;
        }
        size_t cell = f->order[depth];
        known[cell] = false;
        if (++f->value[cell] > f->last[cell]) {
            f->value[cell] = f->first[cell] - 1;
            depth--; /* SIZE_MAX behind the first */
            continue;
        }
        known[cell] = true;
        f->tried++;
        if (may_hold(f, known))
            depth++;
    }
    return depth == SIZE_MAX;
}

/* What the rule lets everybody know of a cell, written down a second time: exact counts, roundings, and that what is hidden is not below `from`. */
static void know(force *f, size_t i, size_t knower) {
    const eh_count_cell *cell = &f->linked->cells[i];
    int64_t base = f->rule->base, middle = (cell->value + base / 2) / base * base;
    f->first[i] = f->last[i] = cell->value;
    if (i == knower)
        return;
    if (cell->hidden != EH_SHOWN) {
        f->first[i] = f->rule->from;
        f->last[i] = f->highest;
    } else if (base > 1 && cell->value > 0) {
        f->first[i] = middle - base / 2 > f->rule->to ? middle - base / 2 : f->rule->to + 1;
        f->last[i] = middle + (base - 1) / 2;
    }
}

/* The least and greatest of every cell; false when it would take too long. */
static bool attack(force *f, const eh_linked *linked, const eh_suppression_rule *rule, size_t knower) {
    *f = (force){.linked = linked, .rule = rule};
    assert_true(linked->cell_count <= CELLS);
    for (size_t i = 0; i < linked->cell_count; i++)
        f->highest = linked->cells[i].value + BEYOND > f->highest ? linked->cells[i].value + BEYOND : f->highest;
    for (size_t i = 0; i < linked->cell_count; i++) {
        know(f, i, knower);
        f->value[i] = linked->cells[i].value;
        f->least[i] = INT64_MAX;
        f->most[i] = INT64_MIN;
        if (f->first[i] < f->last[i])
            f->order[f->count++] = i;
    }
    return go_through(f);
}

static bool alone(const eh_linked *linked, size_t cell) {
    return linked->cells[cell].hidden != EH_SHOWN && linked->cells[cell].value == 1;
}

typedef enum verdict { SAFE, UNSAFE, TOO_LONG } verdict;

/* Whether every hidden cell takes values across the rule's width in the tables that agree with what is published: for anybody, or for who is alone in a cell. What
 * these know with everything hidden as well, they know of themselves. */
static verdict judge(const eh_linked *linked, const eh_suppression_rule *rule, size_t knower) {
    force f, all;
    bool compared = false;
    if (!attack(&f, linked, rule, knower))
        return TOO_LONG;
    assert_true(f.seen);
    for (size_t i = 0; i < linked->cell_count; i++) {
        if (linked->cells[i].hidden == EH_SHOWN || i == knower || f.most[i] - f.least[i] >= rule->to - rule->from)
            continue;
        if (knower == SIZE_MAX)
            return UNSAFE;
        if (!compared) {
            eh_count_cell cells[CELLS];
            eh_linked hidden = *linked;
            hidden.cells = memcpy(cells, linked->cells, linked->cell_count * sizeof *cells);
            for (size_t k = 0; k < linked->cell_count; k++)
                cells[k].hidden = cells[k].value >= rule->from ? EH_HIDDEN_FURTHER : EH_SHOWN;
            if (!attack(&all, &hidden, rule, knower))
                return TOO_LONG;
            compared = true;
        }
        if (all.most[i] - all.least[i] >= rule->to - rule->from)
            return UNSAFE;
    }
    return SAFE;
}

static verdict judge_all(const eh_linked *linked, const eh_suppression_rule *rule) {
    verdict worst = judge(linked, rule, SIZE_MAX);
    for (size_t i = 0; i < linked->cell_count && worst == SAFE; i++)
        if (alone(linked, i))
            worst = judge(linked, rule, i);
    return worst;
}

static size_t hidden(const eh_linked *linked) {
    size_t count = 0;
    for (size_t i = 0; i < linked->cell_count; i++)
        count += linked->cells[i].hidden != EH_SHOWN;
    return count;
}

static const shape shapes[] = {
    {2, 3, false, false, true}, {3, 2, false, false, true}, {3, 2, false, true, true},
    {2, 2, true, false, false}, {3, 2, true, false, false}, {3, 2, true, true, false},
};
enum { SHAPES = sizeof shapes / sizeof *shapes, TABLES = 90 };

static const eh_suppression_rule rules[] = {
    {.name = "below-3", .from = 1, .to = 2, .base = 1},    {.name = "below-5", .from = 1, .to = 4, .base = 1},
    {.name = "0-2", .from = 0, .to = 2, .base = 1},        {.name = "1-2,base=3", .from = 1, .to = 2, .base = 3},
    {.name = "1-3,base=2", .from = 1, .to = 3, .base = 2},
};

/* No table that was protected can be attacked, whoever attacks it; and what the small ones alone hide mostly can. */
static void random_tables_are_safe(void **context) {
    (void)context;
    for (size_t r = 0; r < sizeof rules / sizeof *rules; r++) {
        uint64_t state = UINT64_C(88172645463325252);
        size_t gone_through = 0, primary_alone_is_safe = 0, cells = 0, small_ones = 0, all = 0;
        for (unsigned n = 0; n < TABLES; n++) {
            eh_linked linked = make(&shapes[n % SHAPES], &state);
            eh_breach breach;
            eh_linked_hide_small(&linked, &rules[r]);
            small_ones += hidden(&linked);
            primary_alone_is_safe += judge(&linked, &rules[r], SIZE_MAX) == SAFE;
            assert_int_equal(eh_protect(&linked, &rules[r], NULL, &breach), EH_OK);
            cells += linked.cell_count;
            all += hidden(&linked);
            verdict found = judge_all(&linked, &rules[r]);
            gone_through += found == SAFE;
            if (found == UNSAFE)
                fail_msg("%s: table %u is not safe", rules[r].name, n);
            eh_linked_free(&linked);
        }
        printf("%s: %zu of %d tables gone through, %zu of them safe with the small counts alone hidden; %zu cells, %zu "
               "small, %zu hidden\n",
               rules[r].name, gone_through, (int)TABLES, primary_alone_is_safe, cells, small_ones, all);
        assert_true(gone_through > TABLES / 2);
        assert_true(primary_alone_is_safe < TABLES / 4 || rules[r].base > 1); /* rounding alone may do */
    }
}

/* ---- tables that are added to decided ones ---- */

/* A breakdown of two rows of a table into two parts each, by group; what a row's parts come to is the row. */
static void add_breakdown(eh_linked *linked, const shape *s, uint64_t *state) {
    for (unsigned r = 0; r < 2; r++)
        for (unsigned g = 0; g < s->groups; g++) {
            size_t whole = r * (s->groups + s->rows_known) + g;
            int64_t value = linked->cells[whole].value, part = (int64_t)below(state, (unsigned)value + 1);
            size_t parts[2] = {add(linked, part, false), add(linked, value - part, false)};
            sum(linked, whole, parts, 2, 1);
        }
}

/* What is added is protected with what was decided, or is taken off again; what was decided stays, and stays safe. */
static void added_tables_are_safe(void **context) {
    static const shape ones[] = {{2, 3, false, false, true}, {3, 2, false, true, true}, {3, 2, false, false, false}};
    (void)context;
    for (size_t r = 0; r < sizeof rules / sizeof *rules; r++) {
        uint64_t state = UINT64_C(2463534242) + r;
        size_t kept = 0, gone_through = 0, naive_is_safe = 0, shown = 0;
        for (unsigned n = 0; n < TABLES; n++) {
            eh_linked linked = make(&ones[n % 3], &state);
            eh_count_cell before[CELLS];
            eh_breach breach;
            eh_work work = {.most = UINT64_C(100000000)};
            eh_linked_hide_small(&linked, &rules[r]);
            assert_int_equal(eh_protect(&linked, &rules[r], NULL, &breach), EH_OK);
            eh_linked_fix(&linked);
            eh_linked_mark mark = eh_linked_now(&linked);
            memcpy(before, linked.cells, linked.cell_count * sizeof *before);
            add_breakdown(&linked, &ones[n % 3], &state);
            eh_linked_hide_small(&linked, &rules[r]);
            naive_is_safe += judge(&linked, &rules[r], SIZE_MAX) == SAFE;
            eh_status status = eh_protect_added(&linked, &rules[r], mark.cell_count, &work, &breach);
            assert_true(status == EH_OK || status == EH_BAD);
            assert_memory_equal(before, linked.cells, mark.cell_count * sizeof *before);
            if (status == EH_OK) {
                verdict found = judge(&linked, &rules[r], SIZE_MAX);
                kept++;
                gone_through += found == SAFE;
                for (size_t i = mark.cell_count; i < linked.cell_count; i++)
                    shown += linked.cells[i].hidden == EH_SHOWN && linked.cells[i].value > 0;
                if (found == UNSAFE)
                    fail_msg("%s: table %u is not safe", rules[r].name, n);
            }
            eh_linked_free(&linked);
        }
        printf("%s: %zu of %d breakdowns kept, %zu gone through, %zu safe with the small counts alone hidden; %zu "
               "counts shown\n",
               rules[r].name, kept, (int)TABLES, gone_through, naive_is_safe, shown);
        assert_true(kept > 0 && gone_through > 0 && naive_is_safe < TABLES);
    }
}

/* A row that is withdrawn may be of noughts: nobody is told that there is anybody in it. */
static void withdrawn_rows_hide_noughts(void **context) {
    const eh_suppression_rule *rule = &rules[0];
    eh_count_cell cell = {.value = 0, .units = 1, .printed = true, .withdrawn = true};
    int64_t below_it, above_it;
    eh_linked linked = {0};
    (void)context;
    size_t one = eh_linked_cell(&linked, cell);
    eh_linked_hide_small(&linked, rule);
    assert_int_equal(linked.cells[one].hidden, EH_HIDDEN_FURTHER);
    assert_false(linked.cells[one].guarded);
    eh_rule_reach(rule, &linked.cells[one], &below_it, &above_it);
    assert_int_equal(below_it, 0);
    linked.cells[one].withdrawn = false;
    eh_rule_reach(rule, &linked.cells[one], &below_it, &above_it);
    assert_int_equal(below_it, 1); /* of any other hidden count: there is somebody */
    eh_linked_free(&linked);
}

/* ---- beside the optimum ---- */

/* The fewest further cells that make a table safe, by trying all sets of one, two, three ... */
static size_t fewest(eh_linked *linked, const eh_suppression_rule *rule, size_t most, bool *told) {
    size_t choice[CELLS], choices = 0, picked[CELLS];
    for (size_t i = 0; i < linked->cell_count; i++)
        if (linked->cells[i].hidden == EH_SHOWN && linked->cells[i].value >= rule->from)
            choice[choices++] = i;
    for (size_t size = 0; size < most; size++) {
        for (size_t i = 0; i < size; i++)
            picked[i] = i;
        for (bool more = size <= choices; more;) {
            for (size_t i = 0; i < size; i++)
                linked->cells[choice[picked[i]]].hidden = EH_HIDDEN_FURTHER;
            verdict found = judge_all(linked, rule);
            for (size_t i = 0; i < size; i++)
                linked->cells[choice[picked[i]]].hidden = EH_SHOWN;
            if (found == SAFE)
                return size;
            *told = *told && found != TOO_LONG;
            size_t at = size;
            while (at > 0 && picked[at - 1] == choices - size + at - 1)
                at--;
            more = at > 0;
            if (more)
                picked[at - 1]++;
            for (size_t i = at; more && i < size; i++)
                picked[i] = picked[i - 1] + 1;
        }
    }
    return most;
}

static void hides_little_more_than_the_optimum(void **context) {
    static const shape ones[] = {
        {2, 3, false, false, true}, {3, 2, false, false, true}, {2, 2, true, false, false}, {3, 2, false, true, true}};
    uint64_t state = UINT64_C(1181783497276652981);
    const eh_suppression_rule *rule = &rules[0];
    size_t tables = 0, mine_all = 0, best_all = 0, same = 0;
    double ratios = 0;
    (void)context;
    for (unsigned n = 0; n < 300 && tables < 60; n++) {
        eh_linked linked = make(&ones[n % 4], &state);
        eh_breach breach;
        eh_linked_hide_small(&linked, rule);
        size_t small_ones = hidden(&linked);
        eh_linked before = linked;
        eh_count_cell cells[CELLS];
        before.cells = memcpy(cells, linked.cells, linked.cell_count * sizeof *cells);
        for (size_t i = 0; i < linked.cell_count; i++) /* the optimum counts cells: so must the price */
            linked.cells[i].cost = 1;
        assert_int_equal(eh_protect(&linked, rule, NULL, &breach), EH_OK);
        size_t mine = hidden(&linked);
        bool told = small_ones > 0 && mine - small_ones <= 5;
        size_t best = told ? small_ones + fewest(&before, rule, mine - small_ones, &told) : 0;
        if (told) {
            tables++;
            mine_all += mine;
            best_all += best;
            same += mine == best;
            ratios += (double)mine / (double)best;
        }
        eh_linked_free(&linked);
    }
    printf("%zu tables: %zu cells hidden, %zu at best (%zu tables as good as that), %ld thousandths of the optimum on "
           "average\n",
           tables, mine_all, best_all, same, (long)(1000 * ratios / (double)tables));
    assert_true(tables >= 40);
    assert_true(ratios / (double)tables <= 1.15);
}

/* ---- attacks by name ---- */

static void zeros_and_those_who_are_alone(void **context) {
    const eh_suppression_rule *rule = &rules[1];
    (void)context;
    /* 15 = 10 + 3 + x + x gives 1 and 1 away; 0 = 0 + x + x what is hidden of noughts. */
    eh_linked linked = {0};
    size_t cells[4] = {add(&linked, 10, false), add(&linked, 3, false), add(&linked, 1, false), add(&linked, 1, false)};
    size_t total = add_total(&linked, cells, 4, 1);
    eh_breach breach = {0, SIZE_MAX};
    bool found = false;
    eh_linked_hide_small(&linked, rule);
    linked.cells[cells[1]].hidden = EH_SHOWN;
    linked.cells[cells[1]].guarded = false;
    eh_attack *attacker = eh_attack_new(&linked, rule, NULL);
    assert_non_null(attacker);
    assert_int_equal(eh_attack_next(attacker, NULL, &breach, &found), EH_OK);
    assert_true(found);
    assert_int_equal(breach.cell, cells[2]);
    eh_attack_free(attacker);
    assert_int_equal(eh_protect(&linked, rule, NULL, &breach), EH_OK);
    assert_int_equal(judge_all(&linked, rule), SAFE);
    /* Where all others are shown whatever their size, nothing keeps it. */
    for (size_t i = 0; i < linked.cell_count; i++)
        linked.cells[i].excepted = i != cells[2];
    eh_linked_hide_small(&linked, rule);
    assert_int_equal(eh_protect(&linked, rule, NULL, &breach), EH_BAD);
    assert_int_equal(breach.cell, cells[2]);
    assert_true(total < linked.cell_count);
    eh_linked_free(&linked);
}

/* Halves of a person: 0.5 to 4.5 are below 5. */
static void halves(void **context) {
    const eh_suppression_rule *rule = &rules[1], rounded = {.from = 1, .to = 7, .base = 5};
    eh_count_cell cell = {.value = 9, .units = 2, .printed = true};
    (void)context;
    assert_true(eh_rule_hides(rule, &cell));
    cell.value = 10;
    assert_false(eh_rule_hides(rule, &cell));
    assert_int_equal(eh_rule_width(rule, &cell), 8);
    cell.value = 15; /* 7.5, which is rounded to 10 where it is shown */
    assert_true(eh_rule_hides(&rounded, &cell));
    assert_int_equal(eh_rule_rounded(&rounded, &cell), 20);
    cell = (eh_count_cell){.value = 12, .units = 1, .printed = true};
    int64_t below_it, above_it;
    eh_rule_reach(&rounded, &cell, &below_it, &above_it);
    assert_int_equal(eh_rule_rounded(&rounded, &cell), 10);
    assert_int_equal(below_it, -4); /* 8 to 12 are shown as 10 */
    assert_int_equal(above_it, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_tables_are_safe),        cmocka_unit_test(added_tables_are_safe),
        cmocka_unit_test(withdrawn_rows_hide_noughts),   cmocka_unit_test(hides_little_more_than_the_optimum),
        cmocka_unit_test(zeros_and_those_who_are_alone), cmocka_unit_test(halves),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
