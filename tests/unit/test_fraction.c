/* Exact fractions, display, decimals read, doubles written and read. */
#include <locale.h>
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

static const eh_wide huge = (eh_wide)1 << 119;

static void displays(eh_wide n, eh_wide d, unsigned decimals, const char *expected) {
    char out[EH_FRACTION_ROOM];
    size_t length = eh_fraction_display((eh_fraction){n, d}, decimals, out);
    assert_string_equal(out, expected);
    assert_int_equal(length, strlen(expected));
}

static void rounds_half_away_from_zero(void **state) {
    (void)state;
    displays(100 * 7, 2000, 1, "0.4"); /* 0.35 exactly; the nearest double is below it */
    displays(201, 200, 2, "1.01");
    displays(-4, 100, 1, "0.0");
    displays(-5, 100, 1, "-0.1");
    displays(-1, 2, 0, "-1");
    displays(1, 2, 0, "1");
    displays(3, 2, 0, "2");
    displays(-49, 100, 0, "0");
    displays(2, 3, 3, "0.667");
    displays(999, 1000, 2, "1.00");
    displays(9995, 1000, 2, "10.00");
    displays(1, 3, 9, "0.333333333");
    displays(0, 7, 2, "0.00");
    displays(170 * 420, 780 * 60, 2, "1.53");
    displays(huge, 1, 9, "664613997892457936451903530140172288.000000000");
    displays(-huge * 2, 1, 9, "-1329227995784915872903807060280344576.000000000");
    displays(huge - 1, huge, 9, "1.000000000");
    displays(1, huge, 9, "0.000000000");
}

static void display_agrees_with_whole_arithmetic(void **state) {
    (void)state;
    for (int n = -700; n <= 700; n++) {
        for (int d = 1; d <= 60; d++) {
            char out[EH_FRACTION_ROOM], expected[32];
            int size = abs(n) * 1000, rounded = (2 * size / d + 1) / 2; /* half up of the magnitude */
            snprintf(expected, sizeof expected, "%s%d.%03d", n < 0 && rounded ? "-" : "", rounded / 1000,
                     rounded % 1000);
            eh_fraction_display((eh_fraction){n, d}, 3, out);
            assert_string_equal(out, expected);
        }
    }
}

static void is(eh_fraction f, eh_wide n, eh_wide d) {
    assert_true(f.numerator == n && f.denominator == d);
}

static void arithmetic(void **state) {
    (void)state;
    eh_fraction half = eh_fraction_make(1, 2), third = eh_fraction_make(-2, -6), none = eh_fraction_make(3, 0);
    is(third, 1, 3);
    is(eh_fraction_make(4, -6), -2, 3);
    is(eh_fraction_make(0, -6), 0, 1);
    is(eh_fraction_add(half, third), 5, 6);
    is(eh_fraction_subtract(third, half), -1, 6);
    is(eh_fraction_multiply(half, (eh_fraction){6, 9}), 1, 3);
    is(eh_fraction_divide(half, eh_fraction_make(-3, 4)), -2, 3);
    is(eh_fraction_add((eh_fraction){2, 4}, (eh_fraction){-1, 2}), 0, 1);
    assert_false(eh_fraction_defined(none));
    assert_false(eh_fraction_defined(eh_fraction_divide(half, (eh_fraction){0, 5})));
    eh_fraction (*const operations[])(eh_fraction, eh_fraction) = {eh_fraction_add, eh_fraction_subtract,
                                                                   eh_fraction_multiply, eh_fraction_divide};
    for (size_t i = 0; i < 4; i++) {
        assert_false(eh_fraction_defined(operations[i](none, half)));
        assert_false(eh_fraction_defined(operations[i](half, none)));
    }
}

static void overflow_is_undefined(void **state) {
    (void)state;
    eh_fraction large = eh_fraction_make(huge, 1), small = eh_fraction_make(1, huge),
                odd = eh_fraction_make(1, huge - 1);
    eh_wide least = -((eh_wide)1 << 126) * 2;
    assert_true(eh_fraction_defined(large));
    assert_false(eh_fraction_defined(eh_fraction_multiply(large, large)));
    assert_false(eh_fraction_defined(eh_fraction_divide(large, small)));
    assert_false(eh_fraction_defined(eh_fraction_add(small, odd)));
    assert_false(eh_fraction_defined(eh_fraction_subtract(large, odd)));
    assert_false(eh_fraction_defined(eh_fraction_make(huge * 4 + 1, 1)));
    assert_false(eh_fraction_defined(eh_fraction_make(least, 1)));
    is(eh_fraction_make(least, least), 1, 1);
    is(eh_fraction_make(huge * 4, huge * 8), 1, 2);
    is(eh_fraction_multiply(large, small), 1, 1); /* cancelled before it could overflow */
    is(eh_fraction_multiply(eh_fraction_make(huge, 3), eh_fraction_make(3, huge)), 1, 1);
}

static void comparing(void **state) {
    (void)state;
    assert_true(eh_fraction_compare((eh_fraction){1, 3}, (eh_fraction){2, 6}) == 0);
    assert_true(eh_fraction_compare((eh_fraction){4, 5}, (eh_fraction){799999, 1000000}) > 0);
    assert_true(eh_fraction_compare((eh_fraction){-1, 2}, (eh_fraction){-1, 3}) < 0);
    assert_true(eh_fraction_compare((eh_fraction){huge, huge - 1}, (eh_fraction){huge - 1, huge - 2}) < 0);
    assert_true(eh_fraction_compare((eh_fraction){-huge, huge - 1}, (eh_fraction){-(huge - 1), huge - 2}) > 0);
    for (int a = -12; a <= 12; a++) {
        for (int b = 1; b <= 12; b++) {
            for (int c = -12; c <= 12; c++) {
                for (int d = 1; d <= 12; d++) {
                    int expected = (a * d > c * b) - (a * d < c * b);
                    int found = eh_fraction_compare((eh_fraction){a, b}, (eh_fraction){c, d});
                    assert_int_equal((found > 0) - (found < 0), expected);
                }
            }
        }
    }
}

static void same_double(double a, double b) {
    assert_memory_equal(&a, &b, sizeof a);
}

static void nearest_double(void **state) {
    (void)state;
    same_double(eh_fraction_double((eh_fraction){17000, 780}), 21.794871794871796);
    same_double(eh_fraction_double((eh_fraction){-1, 3}), -1.0 / 3);
    same_double(eh_fraction_double((eh_fraction){0, 9}), 0.0);
    /* ties to even, and the least bit beyond a tie */
    eh_wide two53 = (eh_wide)1 << 53;
    same_double(eh_fraction_double((eh_fraction){two53 + 1, 1}), 9007199254740992.0);
    same_double(eh_fraction_double((eh_fraction){two53 + 3, 1}), 9007199254740996.0);
    same_double(eh_fraction_double((eh_fraction){(two53 + 1) * 1000000 + 1, 1000000}), 9007199254740994.0);
    same_double(eh_fraction_double((eh_fraction){two53 * 2 - 1, two53}), 2.0);
    same_double(eh_fraction_double((eh_fraction){huge, 1}), ldexp(1, 119));
    same_double(eh_fraction_double((eh_fraction){1, huge - 1}), ldexp(1, -119));
    same_double(eh_fraction_double((eh_fraction){huge - 1, huge}), 1.0);
    /* a double read as a decimal fraction comes back */
    eh_fraction f;
    assert_true(eh_decimal_read(EH_SLICE("0.1000000000000000055511151231258"), &f) == false); /* 31 digits */
    assert_true(eh_decimal_read(EH_SLICE("0.100000000000000005551115123126"), &f));
    same_double(eh_fraction_double(f), 0.1);
}

static void reads(const char *text, eh_wide n, eh_wide d) {
    eh_fraction f = {0, 0};
    if (!eh_decimal_read(eh_slice_of(text), &f))
        fail_msg("%s was not read", text);
    if (f.numerator != n || f.denominator != d)
        fail_msg("%s was read as %ld/%ld", text, (long)f.numerator, (long)f.denominator);
}

static void reading_decimals(void **state) {
    (void)state;
    reads("0", 0, 1);
    reads("-0.0", 0, 1);
    reads(" 34.2 ", 171, 5);
    reads("+.8", 4, 5);
    reads("0,8", 4, 5);
    reads("1E3", 1000, 1);
    reads("1.5e-1", 3, 20);
    reads("-2.50", -5, 2);
    reads("100", 100, 1);
    reads("1,234", 1234, 1); /* a thousand, as people in Britain write it */
    reads("1.234", 617, 500);
    reads("0,533", 533, 1000);
    reads("1,234.5", 2469, 2);
    reads("12 345 678,25", 49382713, 4);
    reads("1'234.5", 2469, 2);
    reads("1\xC2\xA0"
          "234",
          1234, 1);
    reads("1,234,567", 1234567, 1);
    reads("1234,5", 2469, 2);
    reads("1,2345", 2469, 2000);
    reads("0.50000000000000000000000000000000000000000000", 1, 2);
    reads("000000000000000000000000000000000000000000000012", 12, 1);
    reads("0E999999", 0, 1);
    static const char *const bad[] = {"",        " ",         ".",
                                      "-",       "abc",       "34.2%",
                                      "1,234,5", "12,34,567", "1.2.3",
                                      "1 2",     "1e",        "1e+",
                                      "--1",     "1,234 567", "1.234.567",
                                      "NaN",     "inf",       "0x10",
                                      "1e40",    "1e-40",     "1234567890123456789012345678901",
                                      "1-",      "1 ,234",    "\xE2\x82\xAC 5",
                                      "1,234,",  "1'23"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        eh_fraction f;
        if (eh_decimal_read(eh_slice_of(bad[i]), &f))
            fail_msg("%s was read", bad[i]);
    }
}

static void writes(double value, const char *expected) {
    char out[EH_FRACTION_ROOM];
    assert_int_equal(eh_double_write(value, out), strlen(expected));
    assert_string_equal(out, expected);
}

static void writing_doubles(void **state) {
    (void)state;
    writes(0, "0");
    writes(170, "170");
    writes(-0.5, "-0.5");
    writes(17000.0 / 780, "21.794871794871796");
    writes(71400.0 / 46800, "1.5256410256410255");
    writes(0.1, "0.1");
    writes(0.3, "0.3");
    writes(0.1 + 0.2, "0.30000000000000004");
    writes(1e-9, "1e-09");
    writes(1.5e-300, "1.5e-300");
    writes(1e-5, "0.00001");
    writes(9.9e-6, "9.9e-06");
    writes(1e15, "1000000000000000");
    writes(123456789012345680.0, "1.2345678901234568e17");
    writes(1e22, "1e22");
    writes(1e23, "1e23");
    writes(9007199254740993.0, "9007199254740992");
    writes(5e-324, "5e-324");
    writes(2.2250738585072014e-308, "2.2250738585072014e-308");
    writes(1.7976931348623157e308, "1.7976931348623157e308");
    writes(2e-308, "2e-308");
    writes(9.5367431640625e-07, "9.5367431640625e-07");
}

/* A small generator of its own (splitmix64), the same on every run. */
static uint64_t next_random(uint64_t *seed) {
    uint64_t z = *seed += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
    return z ^ z >> 31;
}

/* How many digits of a number matter: neither zeros in front nor behind, nor the exponent. */
static int significant_digits(const char *number) {
    int digits = 0, zeros = 0;
    for (const char *p = number; *p && *p != 'e'; p++) {
        if (*p == '0' && digits)
            zeros++;
        if (*p >= '1' && *p <= '9') {
            digits += zeros + 1;
            zeros = 0;
        }
    }
    return digits;
}

/* Writes in the locale of the moment; the C library is asked in the C locale only. */
static void round_trip(const char *locale) {
    uint64_t seed = 42;
    enum { ROUNDS = 20000 };
    for (int i = 0; i < ROUNDS; i++) {
        uint64_t bits = next_random(&seed);
        double value, back, library;
        char out[EH_FRACTION_ROOM], longest[40], shorter[400];
        switch (i % 4) {
        case 0: /* any bits at all */
            memcpy(&value, &bits, sizeof value);
            break;
        case 1: /* a percentage of counts */
            value = 100.0 * (double)(bits % 5000) / (double)(1 + bits / 5000 % 5000);
            break;
        case 2: /* subnormal */
            bits &= UINT64_C(0x800FFFFFFFFFFFFF);
            memcpy(&value, &bits, sizeof value);
            break;
        default: /* near a power of two, where the gap below is half the gap above */
            value = ldexp(1, (int)(bits % 2000) - 1000);
            if (bits & 4096)
                value = nextafter(value, bits & 8192 ? 0 : INFINITY);
        }
        if (!isfinite(value))
            continue;
        assert_non_null(setlocale(LC_ALL, locale));
        eh_double_write(value, out);
        assert_true(eh_double_read(eh_slice_of(out), &back));
        same_double(back, value);
        setlocale(LC_ALL, "C");
        library = strtod(out, NULL);
        same_double(library, value);
        snprintf(longest, sizeof longest, "%.17g", value);
        setlocale(LC_ALL, locale);
        assert_true(eh_double_read(eh_slice_of(longest), &back));
        same_double(back, value);
        setlocale(LC_ALL, "C");
        int digits = significant_digits(out); /* no shorter text would do: one digit less reads as another double */
        if (digits > 1) {
            snprintf(shorter, sizeof shorter, "%.*g", digits - 1, value);
            assert_true(strtod(shorter, NULL) != value);
        }
    }
}

static void round_trip_in_c(void **state) {
    (void)state;
    round_trip("C");
}

static void round_trip_in_french(void **state) {
    (void)state;
    char folder[] = "/tmp/evenhand-locale-XXXXXX", command[200];
    bool made = !setlocale(LC_ALL, "fr_FR.UTF-8");
    if (made) { /* a bare machine has it as source only: compiled for this test */
        assert_non_null(mkdtemp(folder));
        snprintf(command, sizeof command, "localedef -i fr_FR -f UTF-8 %s/fr_FR.UTF-8", folder);
        if (system(command) != 0)
            fail_msg("no locale fr_FR.UTF-8, and localedef cannot make it (Debian: package locales)");
        assert_int_equal(setenv("LOCPATH", folder, 1), 0);
        assert_non_null(setlocale(LC_ALL, "fr_FR.UTF-8"));
    }
    char comma[16];
    snprintf(comma, sizeof comma, "%.1f", 0.5);
    assert_string_equal(comma, "0,5"); /* the C library does follow it */
    round_trip("fr_FR.UTF-8");
    setlocale(LC_ALL, "C");
    if (made) {
        snprintf(command, sizeof command, "rm -r %s", folder);
        assert_int_equal(system(command), 0);
    }
}

static void reading_doubles_as_the_library_does(void **state) {
    (void)state;
    static const char *const texts[] = {"0",
                                        "-0",
                                        "1",
                                        "+1",
                                        ".5",
                                        "5.",
                                        "1e5",
                                        "1E-5",
                                        "00012.500",
                                        "123456789012345678901234567890",
                                        "9007199254740993",
                                        "9007199254740992.999999999999999999999999999999",
                                        "9007199254740993.0000000000000000000000000000001",
                                        "4.9e-324",
                                        "2.4703282292062327e-324",
                                        "2.4703282292062328e-324",
                                        "2.2250738585072011e-308",
                                        "1.7976931348623157e308",
                                        "1.7976931348623158e308",
                                        "1e-400",
                                        "0e999999999999",
                                        "0.000000000000000000000000000000000000000001e42",
                                        "6.02214076e23",
                                        "8.98846567431158e307",
                                        "1e23"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        double value = 77;
        assert_true(eh_double_read(eh_slice_of(texts[i]), &value));
        same_double(value, strtod(texts[i], NULL));
    }
    uint64_t seed = 7;
    for (int i = 0; i < 20000; i++) {
        char text[64];
        uint64_t a = next_random(&seed), b = next_random(&seed);
        snprintf(text, sizeof text, "%llu%llue%d", (unsigned long long)(a >> a % 60), (unsigned long long)b,
                 (int)(b % 600) - 330);
        double value = 77, library = strtod(text, NULL);
        bool read = eh_double_read(eh_slice_of(text), &value);
        assert_int_equal(read, isfinite(library) != 0);
        if (read)
            same_double(value, library);
    }
    char lengthy[2000]; /* 1 and 1900 zeros and a 1: just above a tie */
    memset(lengthy, '0', sizeof lengthy);
    memcpy(lengthy, "9007199254740993.", 17);
    lengthy[1990] = '1';
    lengthy[1991] = '\0';
    double value;
    assert_true(eh_double_read(eh_slice_of(lengthy), &value));
    same_double(value, 9007199254740994.0);
    static const char *const bad[] = {"",    "-",     ".",     "e5",    "1e",     "1,5", "INF",
                                      "NaN", "0x1p3", "1.2.3", "1e309", "-1e400", "1 2", "1.7976931348623159e308"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        if (eh_double_read(eh_slice_of(bad[i]), &value))
            fail_msg("%s was read", bad[i]);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rounds_half_away_from_zero),
        cmocka_unit_test(display_agrees_with_whole_arithmetic),
        cmocka_unit_test(arithmetic),
        cmocka_unit_test(overflow_is_undefined),
        cmocka_unit_test(comparing),
        cmocka_unit_test(nearest_double),
        cmocka_unit_test(reading_decimals),
        cmocka_unit_test(writing_doubles),
        cmocka_unit_test(round_trip_in_c),
        cmocka_unit_test(round_trip_in_french),
        cmocka_unit_test(reading_doubles_as_the_library_does),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
