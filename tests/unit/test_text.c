/* The summary: its sentences, its verdict, its lines. */
#include "report_support.h"

#include <math.h>

#include "report/words.h"
#include "report/writer.h"

static char *text_of(subject *s) {
    char *data = NULL;
    size_t size = 0;
    eh_sink *sink = eh_sink_to_memory(&data, &size);
    assert_int_equal(eh_write_text(s->catalogue, s->ret, s->findings, sink), EH_OK);
    assert_int_equal(sink->commit(sink), EH_OK);
    return data;
}

static void test_sentences(void **state) {
    (void)state;
    subject s = subject_new(EH_WRES, 2025, SAMPLE_FULL);
    char *text = text_of(&s);
    says(text, "Leeds Teaching Hospitals NHS Trust (RR8): WRES 2025, snapshot 31 March 2025");
    says(text, "FIT TO SUBMIT: nothing stands in the way; 2 warnings to look at.");
    says(text, "White applicants were 1.53 times as likely as BME applicants to be appointed from shortlisting (95% "
               "interval 1.17 to "
               "2.00; above the 0.80 to 1.25 band). This is unlikely to be chance alone (p = 0.002, chi-square test).");
    says(text, "BME staff were 2.64 times as likely as White staff to enter the formal disciplinary process");
    says(text, "White staff were 1.05 times as likely as BME staff to access non-mandatory training and CPD (95% "
               "interval 0.98 to 1.13; "
               "within the 0.80 to 1.25 band). This could be chance alone (p = 0.133, chi-square test).");
    says(text, "BME people are 22.6% of the workforce (2,118 of 9,389).");
    says(text, "Board: BME people are 7.1%, against 22.6% of the workforce (15.4 percentage points below).");
    assert_null(strstr(text, "What is missing"));
    assert_null(strstr(text, "What stands in the way"));
    free(text);
    subject_free(&s);
}

static void test_what_is_missing(void **state) {
    (void)state;
    subject s = subject_new(EH_WRES, 2025, SAMPLE_ODD);
    char *text = text_of(&s);
    says(text, "NOT FIT TO SUBMIT: 2 errors stand in the way.");
    says(text, "3 people have a pay grade that fits no row: map it in mapping-todo.csv & run again. [unplaced, item "
               "1.unplaced]");
    says(text, "Relative likelihood of appointment, White to BME: undefined (there is nothing to divide by).");
    says(text, "Not supplied (no extract holds what it needs): 4.accessed, 4.likelihood, 4.relative-likelihood");
    says(text, "Undefined (there is nothing to divide by): ");
    free(text);
    subject_free(&s);
}

static void test_disability(void **state) {
    (void)state;
    subject s = subject_new(EH_WDES, 2025, SAMPLE_FULL);
    char *text = text_of(&s);
    says(text,
         "Non-disabled applicants were 1.53 times as likely as Disabled applicants to be appointed from shortlisting");
    says(text, "Disabled staff were 2.88 times as likely as non-disabled staff to enter the formal capability process, "
               "ill health left out");
    says(text, "Staff engagement score: 6.41 for Disabled staff, 6.92 for non-disabled staff.");
    says(text, "heard: Yes. A network of Disabled staff meets the board each quarter.");
    says(text, "Disabled staff with reasonable adjustments: ");
    free(text);
    subject_free(&s);
}

/* The wording follows the figure: below 1, exactly 1, borderline, untested, without an upper bound. */
static void test_wording_of_ratios(void **state) {
    (void)state;
    subject s = subject_new(EH_WRES, 2025, SAMPLE_FULL);
    eh_value *value = &subject_item(&s, "2.relative-likelihood")->value[0];
    *value = (eh_value){.value = 0.79,
                        .display = "0.79",
                        .lower = 0.5,
                        .upper = 1.01,
                        .p = 0.0496,
                        .test = EH_TEST_MID_P,
                        .verdict = EH_VERDICT_BELOW};
    char *text = text_of(&s);
    says(text,
         "White applicants were 0.79 times as likely as BME applicants to be appointed from shortlisting (95% interval "
         "0.50 to 1.01; "
         "below the 0.80 to 1.25 band). Whether this could be chance is borderline (p = 0.04960, mid-p exact test).");
    free(text);
    *value = (eh_value){.value = 1,
                        .display = "1.00",
                        .lower = 0.5,
                        .upper = (double)NAN,
                        .p = (double)NAN,
                        .verdict = EH_VERDICT_WITHIN};
    text = text_of(&s);
    says(text, "White applicants were exactly as likely as BME applicants to be appointed from shortlisting (95% "
               "interval 0.50 upwards; "
               "within the 0.80 to 1.25 band).");
    free(text);
    subject_free(&s);
}

static void test_lines(void **state) {
    (void)state;
    subject s = subject_new(EH_WDES, 2025, SAMPLE_ODD);
    char *text = text_of(&s);
    size_t column = 0;
    for (const char *at = text; *at; at++) {
        column = *at == '\n' ? 0 : column + (((unsigned char)*at & 0xC0) != 0x80);
        assert_true(column <= 92);
        assert_true(*at != '\t' && *at != '\x1b');
        assert_false(*at == ' ' && at[1] == '\n');
    }
    free(text);
    subject_free(&s);
}

static void words_are(void (*words)(eh_buffer *, double), double number, const char *expected) {
    eh_buffer out = {0};
    words(&out, number);
    assert_string_equal(out.data ? out.data : "", expected);
    eh_buffer_free(&out);
}

static void test_numbers(void **state) {
    (void)state;
    words_are(eh_words_count, 0, "0");
    words_are(eh_words_count, 999, "999");
    words_are(eh_words_count, 1503, "1,503");
    words_are(eh_words_count, 1234567.5, "1,234,567.5");
    words_are(eh_words_p, 0.0002, "p < 0.001");
    words_are(eh_words_p, 0.5, "p = 0.500");
    words_are(eh_words_p, 0.0504, "p = 0.05040");
    eh_buffer out = {0};
    int sign = 0;
    const eh_value a = {.value = 34.25}, b = {.value = 28.1};
    assert_true(eh_words_difference(&out, &a, &b, 1, &sign));
    assert_string_equal(out.data, "6.2"); /* 6.15 exactly, half away from zero */
    assert_int_equal(sign, 1);
    eh_buffer_free(&out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sentences),  cmocka_unit_test(test_what_is_missing),
        cmocka_unit_test(test_disability), cmocka_unit_test(test_wording_of_ratios),
        cmocka_unit_test(test_lines),      cmocka_unit_test(test_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
