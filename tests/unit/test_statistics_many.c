/* Statistics of many organisations, held to published numbers. Their sources are named beside each. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "indicator/statistics_many.h"

static void near(double found, double expected, double tolerance, const char *what) {
    if (!(fabs(found - expected) <= tolerance))
        fail_msg("%s: %.17g instead of %.17g", what, found, expected);
}

/* PHEindicatormethods, tests/testthat/testdata_funnel_prop_outputs.csv: baseline 80.642448%. */
static void funnel_limits(void **state) {
    (void)state;
    static const struct {
        double n, low, high, far_low, far_high;
    } rows[] = {
        {50, 69.691035, 91.593861, 63.375595, 97.909301},
        {102, 72.974925, 88.309971, 68.553233, 92.731663},
        {10, 56.154344, 100, 42.03259, 100},
    };
    double average = 10325813.8504 / 12804440;
    near(average, 0.80642448, 1e-8, "baseline");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        eh_interval near_limits = eh_funnel(average, rows[i].n, EH_Z95), far = eh_funnel(average, rows[i].n, EH_Z998);
        near(100 * near_limits.lower, rows[i].low, 1e-5, "lower 95%");
        near(100 * near_limits.upper, rows[i].high, 1e-5, "upper 95%");
        near(100 * far.lower, rows[i].far_low, 1e-5, "lower 99.8%");
        near(100 * far.upper, rows[i].far_high, 1e-5, "upper 99.8%");
    }
}

static void funnel_z(void **state) {
    (void)state;
    near(eh_funnel_z(60, 100, 0.5), 2, 1e-12, "z");
    near(eh_normal_p(1.959963984540054), 0.05, 1e-15, "p");
    assert_true(isnan(eh_funnel_z(0, 100, 0)));
    assert_true(isnan(eh_funnel_z(100, 100, 1)));
}

static void adjusted(const double *p, const double *expected, size_t count, double tolerance) {
    double found[16];
    assert_true(eh_benjamini_hochberg(p, found, count));
    for (size_t i = 0; i < count; i++)
        near(found[i], expected[i], tolerance, "adjusted p");
}

static void benjamini_hochberg(void **state) {
    (void)state;
    /* scipy, scipy/stats/tests/test_morestats.py (TileStats) */
    static const double tile[] = {0.005, 0.009, 0.019, 0.022, 0.051, 0.101, 0.361, 0.387};
    static const double tile_adjusted[] = {0.036, 0.036, 0.044, 0.044, 0.082, 0.135, 0.387, 0.387};
    adjusted(tile, tile_adjusted, 8, 1e-3);
    /* scipy, scipy/stats/_morestats.py: the data of Benjamini and Hochberg 1995 */
    static const double own[] = {0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344,
                                 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.000};
    static const double own_adjusted[] = {0.0015,     0.003,      0.0095,     0.035625,   0.0603,
                                          0.06385714, 0.06385714, 0.0645,     0.0765,     0.486,
                                          0.58118182, 0.714875,   0.75323077, 0.81321429, 1};
    adjusted(own, own_adjusted, 15, 1e-8);
    /* statsmodels, statsmodels/stats/tests/test_multi.py (R multtest): out of order */
    static const double mixed[] = {0.838541367553,   0.642193923795, 0.680845947633,    0.967833824309,
                                   0.71626938238,    0.177096952723, 5.23656777208e-05, 0.0202732688798,
                                   0.00028140506198, 0.0149877310796};
    static const double mixed_adjusted[] = {9.3171263061444454e-01, 8.9533672797500008e-01, 8.9533672797500008e-01,
                                            9.6783382430900000e-01, 8.9533672797500008e-01, 3.5419390544599999e-01,
                                            5.2365677720800005e-04, 5.0683172199499998e-02, 1.4070253098999999e-03,
                                            4.9959103598666670e-02};
    adjusted(mixed, mixed_adjusted, 10, 1e-12);
}

/* What was not tested takes no part: the others are adjusted as if it were not there. */
static void untested(void **state) {
    (void)state;
    const double p[] = {0.02, (double)NAN, 0.04};
    double found[3];
    assert_true(eh_benjamini_hochberg(p, found, 3));
    near(found[0], 0.04, 1e-15, "first");
    assert_true(isnan(found[1]));
    near(found[2], 0.04, 1e-15, "last");
}

static void normal_quantile(void **state) {
    (void)state;
    near(eh_normal_quantile(0.975), 1.959963984540054, 1e-14, "97.5%");
    near(eh_normal_quantile(0.999), 3.090232306167813, 1e-14, "99.9%");
    near(eh_normal_quantile(0.5), 0, 1e-15, "50%");
    near(eh_normal_quantile(0.25), -0.6744897501960817, 1e-14, "25%"); /* Wichura 1988 */
    near(eh_normal_quantile(0.001), -3.090232306167814, 1e-13, "0.1%");
    near(eh_normal_quantile(1e-20), -9.262340089798408, 1e-12, "1e-20");
    for (double z = -8; z < 8; z += 0.37)
        near(eh_normal_quantile(erfc(-z / sqrt(2)) / 2), z, z < 5 ? 1e-9 : 1e-1, "round trip");
    near(eh_joint_z(1), 1.959963984540054, 0, "one");
    near(erfc(eh_joint_z(12) / sqrt(2)), 1 - pow(0.95, 1.0 / 12), 1e-15, "twelve");
}

/* Worked by hand: three organisations of the same size whose z-scores are -2, 0 and 2 after the ends are drawn in. */
static void over_dispersion(void **state) {
    (void)state;
    const double y[] = {-1, 0, 1}, s[] = {0.5, 0.5, 0.5};
    eh_dispersion found;
    /* z is -2, 0, 2; the 10% and 90% points (type 7) are -1.6 and 1.6; phi = (2.56 + 0 + 2.56) / 3 */
    assert_true(eh_over_dispersion_of(y, s, 3, 0, &found));
    near(found.phi, 5.12 / 3, 1e-12, "phi");
    /* tau2 = (3 phi - 2) / (sum w - sum w^2 / sum w), w = 4 each: (5.12 - 2) / (12 - 4) */
    near(found.tau2, 3.12 / 8, 1e-12, "tau2");
    const double close[] = {-0.1, 0, 0.1};
    assert_true(eh_over_dispersion_of(close, s, 3, 0, &found));
    near(found.tau2, 0, 0, "none");
    assert_true(eh_over_dispersion_of(y, s, 1, 0, &found));
    assert_true(isnan(found.phi) && isnan(found.tau2));
    const double x[] = {50, 50, 50, 50}, n[] = {100, 100, 100, 100};
    assert_true(eh_over_dispersion(x, n, 4, 0.5, &found));
    near(found.phi, 0, 1e-15, "the same everywhere");
    near(eh_dispersed_z(60, 100, 0.5, 0), (asin(sqrt(0.6)) - asin(sqrt(0.5))) * 20, 1e-12, "z");
    assert_true(eh_dispersed_z(60, 100, 0.5, 0.01) < eh_dispersed_z(60, 100, 0.5, 0));
}

static void ranks(void **state) {
    (void)state;
    const double values[] = {3, 1, 2, (double)NAN, 9};
    const eh_interval intervals[] = {{2.5, 3.5}, {0.5, 1.5}, {1.4, 2.6}, {0, 1}, {(double)NAN, (double)NAN}};
    eh_rank found[5];
    eh_ranks(values, intervals, found, 5);
    assert_int_equal(found[0].rank, 1);
    assert_int_equal(found[0].from, 1);
    assert_int_equal(found[0].to, 2);
    assert_int_equal(found[0].of, 3);
    assert_int_equal(found[1].rank, 3);
    assert_int_equal(found[1].from, 2);
    assert_int_equal(found[1].to, 3);
    assert_int_equal(found[2].rank, 2);
    assert_int_equal(found[2].from, 1);
    assert_int_equal(found[2].to, 3);
    assert_int_equal(found[3].rank, 0);
    assert_int_equal(found[4].rank, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(funnel_limits), cmocka_unit_test(funnel_z),        cmocka_unit_test(benjamini_hochberg),
        cmocka_unit_test(untested),      cmocka_unit_test(normal_quantile), cmocka_unit_test(over_dispersion),
        cmocka_unit_test(ranks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
