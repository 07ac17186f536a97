/* Goals of representation: the worked example of the method, and its edges. tests/reference/test_leaders.py reckons random ones a second time. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "indicator/goals.h"

static eh_fraction whole(int64_t n) {
    return eh_fraction_make(n, 1);
}

/* A band of 90 with 6 people of the group, 13.3387% of the workforce: 12.005 by 2028. */
static void worked_example(void **state) {
    (void)state;
    static const int64_t expected[] = {6, 7, 7, 8, 8, 9, 10, 10, 11, 11, 12};
    eh_fraction share;
    assert_true(eh_decimal_read(eh_slice_of("0.133387"), &share));
    eh_people band = {.focus = 6, .other = 80, .unknown = 4};
    eh_goal goal = eh_goal_make(share, band, EH_PARITY_OF_ALL, 2018, whole(6), 2028);
    assert_int_equal(eh_fraction_compare(goal.goal, eh_fraction_make(1200483, 100000)), 0);
    for (int year = 2018; year <= 2028; year++)
        assert_int_equal(eh_goal_people(&goal, year), expected[year - 2018]);
    assert_int_equal(eh_goal_people(&goal, 2040), 12);
    assert_int_equal(eh_goal_people(&goal, 2017), -1);
    assert_int_equal(eh_goal_needed(&goal, 9), 3);
    assert_int_equal(eh_goal_needed(&goal, 12), 0);
    assert_int_equal(eh_goal_needed(&goal, 15), 0);
}

/* Without those whose ethnicity is not known the share rises and the band shrinks. */
static void basis(void **state) {
    (void)state;
    eh_people workforce = {.focus = 200, .other = 700, .unknown = 100}, band = {.focus = 3, .other = 30, .unknown = 7};
    eh_fraction all = eh_parity_share(workforce, EH_PARITY_OF_ALL);
    eh_fraction known = eh_parity_share(workforce, EH_PARITY_OF_KNOWN);
    assert_int_equal(eh_fraction_compare(all, eh_fraction_make(1, 5)), 0);
    assert_int_equal(eh_fraction_compare(known, eh_fraction_make(2, 9)), 0);
    eh_goal of_all = eh_goal_make(all, band, EH_PARITY_OF_ALL, 2018, whole(3), 2028);
    eh_goal of_known = eh_goal_make(known, band, EH_PARITY_OF_KNOWN, 2018, whole(3), 2028);
    assert_int_equal(eh_fraction_compare(of_all.goal, whole(8)), 0);
    assert_int_equal(eh_fraction_compare(of_known.goal, eh_fraction_make(22, 3)), 0);
    assert_int_equal(eh_goal_needed(&of_all, 3), 5);
    assert_int_equal(eh_goal_needed(&of_known, 3), 4);
    assert_string_equal(eh_parity_basis_id(EH_PARITY_OF_ALL), "all");
    assert_string_equal(eh_parity_basis_id(EH_PARITY_OF_KNOWN), "known");
}

/* Half a person is rounded away from zero: 4 to 5 over two years is 4.5, which is 5. */
static void halves(void **state) {
    (void)state;
    eh_people band = {.focus = 4, .other = 6};
    eh_goal goal = eh_goal_make(eh_fraction_make(1, 2), band, EH_PARITY_OF_ALL, 2026, whole(4), 2028);
    assert_int_equal(eh_goal_people(&goal, 2027), 5);
}

/* A band that is beyond its goal is not to shrink. */
static void above_the_goal(void **state) {
    (void)state;
    eh_people band = {.focus = 9, .other = 11};
    eh_goal goal = eh_goal_make(eh_fraction_make(1, 4), band, EH_PARITY_OF_ALL, 2018, whole(9), 2028);
    for (int year = 2018; year <= 2030; year++)
        assert_int_equal(eh_goal_people(&goal, year), 5);
    assert_int_equal(eh_goal_needed(&goal, 9), 0);
}

static void undefined(void **state) {
    (void)state;
    eh_people nobody = {0}, unknown = {.unknown = 5}, band = {.focus = 1, .other = 9};
    eh_fraction none = eh_parity_share(nobody, EH_PARITY_OF_ALL), half = eh_fraction_make(1, 2);
    assert_false(eh_fraction_defined(none));
    assert_false(eh_fraction_defined(eh_parity_share(unknown, EH_PARITY_OF_KNOWN)));
    eh_goal without_share = eh_goal_make(none, band, EH_PARITY_OF_ALL, 2018, whole(1), 2028);
    assert_int_equal(eh_goal_people(&without_share, 2020), -1);
    assert_int_equal(eh_goal_people(&without_share, 2028), -1);
    assert_int_equal(eh_goal_needed(&without_share, 0), -1);
    /* a baseline that is not known, or that is no earlier than the goal: the goal alone */
    const eh_goal goals[] = {
        eh_goal_make(half, band, EH_PARITY_OF_ALL, 2028, whole(1), 2028),
        eh_goal_make(half, band, EH_PARITY_OF_ALL, 2018, (eh_fraction){0, 0}, 2028),
    };
    for (size_t i = 0; i < sizeof goals / sizeof *goals; i++) {
        assert_int_equal(eh_goal_people(&goals[i], 2020), -1);
        assert_int_equal(eh_goal_people(&goals[i], 2028), 5);
        assert_int_equal(eh_goal_needed(&goals[i], 3), 2);
    }
    eh_goal empty = eh_goal_make(half, nobody, EH_PARITY_OF_ALL, 2018, whole(0), 2028);
    assert_int_equal(eh_goal_people(&empty, 2028), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(worked_example), cmocka_unit_test(basis),     cmocka_unit_test(halves),
        cmocka_unit_test(above_the_goal), cmocka_unit_test(undefined),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
