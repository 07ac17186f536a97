/* The explanation of a figure: counts, steps, rule, sources, findings. */
#include "report_support.h"

#include "report/explain.h"

static char *explain(subject *s, const char *item, const char *group) {
    char *data = NULL;
    size_t size = 0;
    eh_sink *sink = eh_sink_to_memory(&data, &size);
    assert_int_equal(eh_explain(s->catalogue, s->ret, item, group, sink), EH_OK);
    assert_int_equal(sink->commit(sink), EH_OK);
    return data;
}

static void test_ratio(void **state) {
    (void)state;
    subject s = subject_new(EH_WRES, 2025, SAMPLE_FULL);
    char *text = explain(&s, "2.relative-likelihood", NULL);
    says(text, "WRES 2025, 2.relative-likelihood [national row 37]");
    says(text, "(a / n) / (b / m) = (a x m) / (n x b)");
    says(text, "White a / n = 170 / 780 = 21.79%");
    says(text, "BME b / m = 60 / 420 = 14.29%");
    says(text, "Ratio (170 x 420) / (780 x 60)");
    free(text);
    subject_free(&s);
}

static void test_steps(void **state) {
    (void)state;
    subject s = subject_new(EH_WRES, 2025, SAMPLE_FULL);
    char *text = explain(&s, "2.relative-likelihood", NULL);
    says(text, "Result 1.5256410256410255, shown with 2 decimal places, rounded half away from zero from the exact "
               "fraction: 1.53");
    says(text, "Interval 95% interval 1.17 to 2.00, by Koopman's score method (1984)");
    says(text, "Verdict above 1.25 (the four-fifths rule, on the exact fraction)");
    says(text, "Last year");
    /* Only what it rests on: applicants, and no cases, staff, board or survey. */
    says(text, "applicants Trac export 2024-25.xlsx, sheet Applications: 2,466 rows, 1,233 used; SHA-256 e3b0c442");
    assert_null(strstr(text, "staff.csv"));
    assert_null(strstr(text, "survey.csv"));
    free(text);
    subject_free(&s);
}

static void test_groups(void **state) {
    (void)state;
    subject s = subject_new(EH_WRES, 2025, SAMPLE_FULL);
    char *text = explain(&s, "9.difference", "bme");
    says(text, "Percentage of 9.board: 1 / 14 = 7.14%");
    says(text, "Less 9.workforce: 2,118 / 9,389 = 22.56%");
    says(text, "-15.4 percentage points");
    says(text, "board board.csv");
    says(text, "staff staff.csv");
    assert_null(strstr(text, "\nWhite\n"));
    free(text);
    text = explain(&s, "3.entered", NULL);
    says(text, "cases cases.csv");
    says(text, "staff staff.csv");
    says(text, "The log of cases has no row for one month of the period. [likelihood-check]");
    assert_non_null(strstr(text, "\nWhite\n"));
    assert_non_null(strstr(text, "\nUnknown\n"));
    free(text);
    text = explain(&s, "5.percentage", "white");
    says(text, "Respondents 812");
    says(text, "of the staff survey of 2024");
    free(text);
    subject_free(&s);
}

static void test_missing(void **state) {
    (void)state;
    subject s = subject_new(EH_WRES, 2025, SAMPLE_ODD);
    char *text = explain(&s, "4.relative-likelihood", NULL);
    says(text, "Result not supplied: no extract holds what it needs");
    free(text);
    text = explain(&s, "2.relative-likelihood", NULL);
    says(text, "BME b / m = 0 / 7 = 0.00%");
    says(text, "Result undefined: there is nothing to divide by");
    free(text);
    subject_free(&s);
}

/* Every item of every edition can be explained; what is not there is refused and nothing is written. */
static void test_all(void **state) {
    (void)state;
    for (int n = 0; n < 4; n++) {
        subject s = subject_new(n & 1 ? EH_WDES : EH_WRES, n & 2 ? 2019 : 2026, n & 2 ? SAMPLE_ODD : SAMPLE_FULL);
        for (size_t i = 0; i < s.ret->item_count; i++)
            free(explain(&s, s.ret->items[i].id, NULL));
        char *data = NULL;
        size_t size = 0;
        eh_sink *sink = eh_sink_to_memory(&data, &size);
        assert_int_equal(eh_explain(s.catalogue, s.ret, "99.nothing", NULL, sink), EH_BAD);
        assert_int_equal(eh_explain(s.catalogue, s.ret, "2.likelihood", "green", sink), EH_BAD);
        assert_int_equal(eh_explain(s.catalogue, s.ret, "2.relative-likelihood", "white", sink), EH_BAD);
        sink->abort(sink);
        subject_free(&s);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ratio),   cmocka_unit_test(test_steps), cmocka_unit_test(test_groups),
        cmocka_unit_test(test_missing), cmocka_unit_test(test_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
