/* Intervals and tests, held to published numbers (tests/data/oracles.csv), to their definitions, and to brute force. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/fraction.h"
#include "indicator/statistics.h"

static void near(double found, double expected, double tolerance, const char *what) {
    if (!(fabs(found - expected) <= tolerance) && found != expected)
        fail_msg("%s: %.17g instead of %.17g", what, found, expected);
}

static double number(const char *field) {
    double value = 0;
    if (!strcmp(field, "inf"))
        return INFINITY;
    if (*field && !eh_double_read(eh_slice_of(field), &value))
        fail_msg("%s is no number", field);
    return value;
}

enum { ID, METHOD, X1, N1, X2, N2, FIRST, SECOND, TOLERANCE, KIND, SOURCE, FIELDS };

static void check_row(char *const *field) {
    double x1 = number(field[X1]), n1 = number(field[N1]), x2 = number(field[X2]), n2 = number(field[N2]);
    double first = number(field[FIRST]), second = number(field[SECOND]), tolerance = number(field[TOLERANCE]);
    eh_interval found = {0, 0};
    bool mid = false;
    if (!strcmp(field[METHOD], "wilson")) {
        found = eh_wilson(x1, n1);
    } else if (!strcmp(field[METHOD], "newcombe")) {
        found = eh_newcombe(x1, n1, x2, n2);
    } else if (!strcmp(field[METHOD], "koopman")) {
        found = eh_koopman(x1, n1, x2, n2);
    } else {
        found.lower = eh_two_by_two_p(x1, n1, x2, n2, &mid);
        assert_int_equal(mid, !strcmp(field[METHOD], "mid-p"));
        assert_true(mid || !strcmp(field[METHOD], "chi-square"));
    }
    bool relative = !strcmp(field[KIND], "rel");
    near(found.lower, first, relative ? tolerance * fabs(first) : tolerance, field[ID]);
    near(found.upper, second, relative && isfinite(second) ? tolerance * fabs(second) : tolerance, field[ID]);
}

static void published_numbers(void **state) {
    (void)state;
    const char *top = getenv("EVENHAND_TOP");
    char path[4096], line[1000];
    snprintf(path, sizeof path, "%s/tests/data/oracles.csv", top ? top : ".");
    FILE *file = fopen(path, "r");
    if (!file)
        fail_msg("%s cannot be opened", path);
    int rows = 0;
    assert_non_null(fgets(line, sizeof line, file)); /* headings */
    for (; fgets(line, sizeof line, file); rows++) {
        char *field[FIELDS];
        char *at = line;
        for (int i = 0; i < FIELDS; i++) {
            field[i] = at;
            at += strcspn(at, i < SOURCE ? "," : "\n");
            assert_true(*at);
            *at++ = '\0';
        }
        check_row(field);
    }
    fclose(file);
    assert_int_equal(rows, 19);
}

static void bounds_stay_in_range(void **state) {
    (void)state;
    static const double sizes[] = {1, 2, 3, 7, 10, 100, 12345, 1e6};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        double n = sizes[i];
        assert_true(eh_wilson(0, n).lower == 0);
        assert_true(eh_wilson(n, n).upper == 1);
        for (double x = 0; x <= n; x += n > 100 ? n / 20 : 0.5) { /* halves too */
            eh_interval w = eh_wilson(x, n), d = eh_newcombe(x, n, n / 2, n);
            assert_true(w.lower >= 0 && w.upper <= 1 && w.lower <= x / n && w.upper >= x / n && w.lower < w.upper);
            assert_true(d.lower >= -1 && d.upper <= 1 && d.lower <= x / n - 0.5 && d.upper >= x / n - 0.5);
            /* by definition: at a Wilson bound the score statistic is the 95% point */
            for (int side = 0; side < 2; side++) {
                double p = side ? w.upper : w.lower;
                if (p > 0 && p < 1)
                    near((x / n - p) * (x / n - p) / (p * (1 - p) / n), EH_CHI95, 1e-6, "Wilson by definition");
            }
        }
    }
    eh_interval same = eh_newcombe(3, 10, 3, 10);
    near(same.lower, -same.upper, 1e-15, "Newcombe of equals");
}

/* The score statistic by its definition: the likelihood under the ratio is maximised by search, not by the formula. */
static double score_statistic(double x1, double n1, double x2, double n2, double theta) {
    double low = 0, high = fmin(1, 1 / theta);
    for (int i = 0; i < 200; i++) { /* the derivative of the likelihood in q2 falls from above 0 to below it */
        double q = low + (high - low) / 2;
        double slope = (x1 + x2) / q - (n1 - x1) * theta / (1 - theta * q) - (n2 - x2) / (1 - q);
        if (slope > 0)
            low = q;
        else
            high = q;
    }
    double q2 = low, q1 = theta * q2, d = x1 / n1 - theta * x2 / n2;
    return d * d / (q1 * (1 - q1) / n1 + theta * theta * q2 * (1 - q2) / n2);
}

static void koopman_by_definition(void **state) {
    (void)state;
    static const double sizes[] = {5, 9.5, 40, 1000};
    for (size_t i = 0; i < 4; i++) {
        for (size_t j = 0; j < 4; j++) {
            double n1 = sizes[i], n2 = sizes[j];
            for (double x1 = 0; x1 <= n1; x1 += n1 > 100 ? 99.5 : n1 > 10 ? 7 : 0.5) {
                for (double x2 = 0; x2 <= n2; x2 += n2 > 100 ? 99.5 : n2 > 10 ? 7 : 0.5) {
                    eh_interval k = eh_koopman(x1, n1, x2, n2);
                    assert_true(x1 > 0 ? k.lower > 0 : k.lower == 0);
                    assert_true(x2 > 0 ? isfinite(k.upper) : isinf(k.upper));
                    if (x1 > 0)
                        near(score_statistic(x1, n1, x2, n2, k.lower), EH_CHI95, 1e-6, "lower bound");
                    if (x2 > 0)
                        near(score_statistic(x1, n1, x2, n2, k.upper), EH_CHI95, 1e-6, "upper bound");
                    if (x1 > 0 && x2 > 0) {
                        double ratio = x1 / n1 / (x2 / n2);
                        assert_true(k.lower < ratio && ratio < k.upper);
                    }
                    eh_interval turned = eh_koopman(x2, n2, x1, n1); /* the other way round inverts the bounds */
                    if (x1 > 0)
                        near(turned.upper * k.lower, 1, 1e-10, "inverted");
                    if (x2 > 0)
                        near(turned.lower * k.upper, 1, 1e-10, "inverted");
                }
            }
        }
    }
}

static void koopman_at_a_million(void **state) {
    (void)state;
    eh_interval all = eh_koopman(1e6, 1e6, 1e6, 1e6); /* the bound is known: 1 + 95% point / n */
    near(all.upper, 1 + EH_CHI95 / 1e6, 1e-13, "all of all");
    near(all.lower, 1 / (1 + EH_CHI95 / 1e6), 1e-13, "all of all");
    eh_interval few = eh_koopman(3, 1e6, 5, 1e6), many = eh_koopman(499000, 1e6, 500000, 1e6);
    near(score_statistic(3, 1e6, 5, 1e6, few.lower), EH_CHI95, 1e-6, "few");
    near(score_statistic(3, 1e6, 5, 1e6, few.upper), EH_CHI95, 1e-6, "few");
    near(score_statistic(499000, 1e6, 500000, 1e6, many.upper), EH_CHI95, 1e-5, "many");
}

static double choose(int n, int k) {
    double c = 1;
    for (int i = 1; i <= k; i++)
        c = c * (n - k + i) / i;
    return c;
}

/* Every table with rows up to 12: all tables of the same margins are listed. */
static void mid_p_by_brute_force(void **state) {
    (void)state;
    for (int n1 = 1; n1 <= 12; n1++) {
        for (int n2 = 1; n2 <= 12; n2++) {
            for (int x1 = 0; x1 <= n1; x1++) {
                for (int x2 = 0; x2 <= n2; x2++) {
                    int m = x1 + x2;
                    double fewer = 0, more = 0, here = choose(n1, x1) * choose(n2, x2), all = choose(n1 + n2, m);
                    for (int k = m > n2 ? m - n2 : 0; k <= m && k <= n1; k++) {
                        double p = choose(n1, k) * choose(n2, m - k);
                        fewer += k < x1 ? p : 0;
                        more += k > x1 ? p : 0;
                    }
                    double expected = fmin(1, 2 * fmin(fewer + here / 2, more + here / 2) / all);
                    bool mid, small = (n1 < n2 ? n1 : n2) * (m < n1 + n2 - m ? m : n1 + n2 - m) < 5 * (n1 + n2);
                    double found = eh_two_by_two_p(x1, n1, x2, n2, &mid),
                           turned = eh_two_by_two_p(x2, n2, x1, n1, &mid);
                    assert_int_equal(mid, small);
                    near(turned, found, 1e-13, "turned round");
                    if (mid)
                        near(found, expected, 1e-12, "mid-p");
                }
            }
        }
    }
}

/* The same by sums of whole-number logarithms, for counts at which log-gamma would lose digits. */
static void mid_p_of_large_counts(void **state) {
    (void)state;
    bool mid;
    /* 1 of 1,000,000 against 6 of 1,000,000: the tables of 7 events are binomial halves up to 1e-5; exactly, by products: */
    double tables[8], all = 0;
    for (int k = 0; k <= 7; k++) {
        tables[k] = choose(7, k);
        for (int i = 0; i < k; i++)
            tables[k] *= 1e6 - i;
        for (int i = 0; i < 7 - k; i++)
            tables[k] *= 1e6 - i;
        all += tables[k];
    }
    near(eh_two_by_two_p(1, 1e6, 6, 1e6, &mid), 2 * (tables[0] + tables[1] / 2) / all, 1e-13, "a million");
    assert_true(mid);
    near(eh_two_by_two_p(0, 1e6, 7, 1e6, &mid), tables[0] / all, 1e-13, "a million");
    /* nearly everybody has the event: the same table seen from its other column */
    near(eh_two_by_two_p(1e6 - 1, 1e6, 1e6 - 6, 1e6, &mid), 2 * (tables[0] + tables[1] / 2) / all, 1e-13, "a million");
    assert_true(mid);
    /* a group of 3 among a million: the number of events among them is nearly binomial */
    near(eh_two_by_two_p(3, 3, 500000, 999997, &mid),
         pow(500003.0 / 1e6, 3) * (500002.0 / 500003) * (500001.0 / 500003) / (999999.0 / 1e6) / (999998.0 / 1e6),
         1e-12, "three of a million");
    assert_true(mid);
}

static void edges(void **state) {
    (void)state;
    bool mid;
    assert_true(eh_two_by_two_p(0, 10, 0, 20, &mid) == 1 && mid);
    assert_true(eh_two_by_two_p(10, 10, 20, 20, &mid) == 1 && mid);
    near(eh_two_by_two_p(50, 100, 50, 100, &mid), 1, 0, "no difference");
    assert_false(mid);
    assert_true(eh_two_by_two_p(5, 10, 5, 10, &mid) == 1); /* expected cells are exactly 5: chi-square */
    assert_false(mid);
    double p = eh_two_by_two_p(1000, 100000, 50000, 100000, &mid);
    assert_true(p >= 0 && p < 1e-300);
    near(eh_two_by_two_p(170, 780, 60, 420, &mid), erfc(sqrt(1200.0 * 24600 * 24600 / (230.0 * 970 * 780 * 420) / 2)),
         1e-15, "by hand");
    assert_true(eh_koopman(0, 10, 0, 20).lower == 0 && isinf(eh_koopman(0, 10, 0, 20).upper));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(published_numbers),
        cmocka_unit_test(bounds_stay_in_range),
        cmocka_unit_test(koopman_by_definition),
        cmocka_unit_test(koopman_at_a_million),
        cmocka_unit_test(mid_p_by_brute_force),
        cmocka_unit_test(mid_p_of_large_counts),
        cmocka_unit_test(edges),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
