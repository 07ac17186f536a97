/* Disparity ratios, held to published and worked numbers. tests/reference/test_leaders.py reckons random ones a second time. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "indicator/disparity.h"

static void near(double found, double expected, double tolerance, const char *what) {
    if (!(fabs(found - expected) <= tolerance))
        fail_msg("%s: %.17g instead of %.17g", what, found, expected);
}

static void display(eh_fraction exact, const char *expected) {
    char text[EH_FRACTION_ROOM];
    eh_fraction_display(exact, 2, text);
    assert_string_equal(text, expected);
}

/* White 2400, 1500, 420 and BME 620, 230, 38 in the lower, middle and upper tier. */
static void worked_example(void **state) {
    (void)state;
    const eh_tier lower = {.other = 2400, .focus = 620}, middle = {.other = 1500, .focus = 230},
                  upper = {.other = 420, .focus = 38};
    eh_disparity first = eh_disparity_of(lower, middle), last = eh_disparity_of(middle, upper),
                 whole = eh_disparity_of(lower, upper);
    near(eh_fraction_double(first.exact), 1.684783, 5e-7, "lower to middle");
    near(eh_fraction_double(last.exact), 1.694737, 5e-7, "middle to upper");
    near(eh_fraction_double(whole.exact), 2.855263, 5e-7, "lower to upper");
    display(first.exact, "1.68");
    display(last.exact, "1.69");
    display(whole.exact, "2.86");
    assert_int_equal(eh_fraction_compare(eh_fraction_multiply(first.exact, last.exact), whole.exact), 0);
}

/* Bland and Altman, BMJ 320 (2000) 1468: hay fever and eczema, odds ratio 4.89, its logarithm 1.588 with the limits 1.386 and 1.790. */
static void published_interval(void **state) {
    (void)state;
    eh_disparity found =
        eh_disparity_of((eh_tier){.other = 420, .focus = 13525}, (eh_tier){.other = 141, .focus = 928});
    display(found.exact, "4.89");
    near(log(found.interval.lower), 1.386, 5e-4, "lower");
    near(log(found.interval.upper), 1.790, 5e-4, "upper");
    assert_true(found.p < 1e-15);
    assert_false(found.mid_p);
}

static void no_divisor(void **state) {
    (void)state;
    static const struct {
        eh_tier below, above;
        bool defined;
    } rows[] = {
        {{.other = 0, .focus = 5}, {.other = 5, .focus = 5}, false},
        {{.other = 5, .focus = 0}, {.other = 5, .focus = 5}, false},
        {{.other = 5, .focus = 5}, {.other = 5, .focus = 0}, false},
        {{.other = 5, .focus = 5}, {.other = 0, .focus = 5}, true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        eh_disparity found = eh_disparity_of(rows[i].below, rows[i].above);
        assert_int_equal(eh_fraction_defined(found.exact), rows[i].defined);
        assert_int_equal(isnan(found.p), !rows[i].defined);
        assert_true(isnan(found.interval.lower) && isnan(found.interval.upper));
        if (rows[i].defined)
            display(found.exact, "0.00");
    }
}

/* The same both ways is a ratio of 1, within its interval and no more than chance. */
static void parity(void **state) {
    (void)state;
    eh_disparity found = eh_disparity_of((eh_tier){.other = 300, .focus = 100}, (eh_tier){.other = 30, .focus = 10});
    display(found.exact, "1.00");
    near(found.p, 1, 1e-12, "p");
    near(found.interval.lower * found.interval.upper, 1, 1e-12, "an interval even on both sides");
    assert_true(found.interval.lower < 1);
    eh_disparity few = eh_disparity_of((eh_tier){.other = 30, .focus = 10}, (eh_tier){.other = 3, .focus = 1});
    assert_true(few.mid_p);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(worked_example),
        cmocka_unit_test(published_interval),
        cmocka_unit_test(no_divisor),
        cmocka_unit_test(parity),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
