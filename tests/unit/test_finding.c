/* Findings: what makes two one, sentences, limits, and what a publication may say. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/finding.h"
#include "base/limits.h"
#include "base/text.h"

static void those_that_agree_are_one(void **state) {
    (void)state;
    eh_findings *list = eh_findings_new();
    char file[] = "staff.csv";
    eh_place place = {.file = file, .heading = "Pay Grade", .row = 7, .column = 3};
    assert_int_equal(eh_found(list, EH_F_UNKNOWN_VALUE, place, 1, "Odd", "Pay Grade", NULL), EH_OK);
    file[0] = 'X'; /* strings are copied */
    assert_string_equal(eh_findings_at(list, 0)->file, "staff.csv");
    file[0] = 's';
    place.row = 99;
    eh_found(list, EH_F_UNKNOWN_VALUE, place, 1233, "Odd", "Pay Grade", NULL);
    assert_int_equal(eh_findings_count(list), 1);
    const eh_finding *f = eh_findings_at(list, 0);
    assert_int_equal(f->row, 7);
    assert_int_equal(f->column, 3);
    assert_int_equal(f->count, 1234);
    assert_string_equal(f->value, "Odd");
    assert_string_equal(f->organisation, "");
    assert_string_equal(f->sheet, "");
    assert_string_equal(f->code, eh_code_name(EH_F_UNKNOWN_VALUE));

    eh_found(list, EH_F_UNKNOWN_VALUE, place, 0, "Never", "Pay Grade", NULL); /* none is no finding */
    assert_int_equal(eh_findings_count(list), 1);
    place.column = 4;
    eh_found(list, EH_F_UNKNOWN_VALUE, place, 1, "Odd", "Pay Grade", NULL);
    eh_found(list, EH_F_UNKNOWN_VALUE, place, 1, "odd", "Pay Grade", NULL);
    eh_found(list, EH_F_UNKNOWN_VALUE, place, 1, "Odd", "Pay", "Grade");
    eh_found(list, EH_F_UNKNOWN_CATEGORY, place, 1, "Odd", "Pay Grade", NULL);
    place.organisation = "RR8";
    eh_found(list, EH_F_UNKNOWN_VALUE, place, 1, "Odd", "Pay Grade", NULL);
    place.organisation = NULL;
    place.standard = "RR8"; /* the same words elsewhere are another finding */
    eh_found(list, EH_F_UNKNOWN_VALUE, place, 1, "Odd", "Pay Grade", NULL);
    assert_int_equal(eh_findings_count(list), 7);
    assert_string_equal(eh_findings_at(list, 5)->organisation, "RR8"); /* in the order of the input */
    eh_findings_free(list);
    eh_findings_free(NULL);
}

static void the_sentence_has_the_final_count(void **state) {
    (void)state;
    eh_findings *list = eh_findings_new();
    eh_place place = {.file = "a.csv"};
    eh_found(list, EH_F_TOO_MANY_FINDINGS, place, 1, NULL, NULL, NULL);
    assert_string_equal(eh_findings_at(list, 0)->text, "1 further findings are not listed one by one.");
    eh_found(list, EH_F_TOO_MANY_FINDINGS, place, 999, NULL, NULL, NULL);
    assert_string_equal(eh_findings_at(list, 0)->text, "1,000 further findings are not listed one by one.");
    eh_found(list, EH_F_TOO_MANY_FINDINGS, place, UINT64_MAX, NULL, NULL, NULL); /* stays at the most there is */
    assert_string_equal(eh_findings_at(list, 0)->text,
                        "18,446,744,073,709,551,615 further findings are not listed one by one.");
    eh_found(list, EH_F_UNKNOWN_CATEGORY, place, 1, "Odd", NULL, NULL);
    assert_string_equal(eh_findings_at(list, 1)->text,
                        "1 assignment has \"Odd\" as category, which is not recognised: it is kept in the workforce.");
    eh_found(list, EH_F_UNKNOWN_CATEGORY, place, 1, "Odd", NULL, NULL);
    assert_string_equal(
        eh_findings_at(list, 1)->text,
        "2 assignments have \"Odd\" as category, which is not recognised: they are kept in the workforce.");
    eh_findings_free(list);
}

static void every_sentence_of_the_table_is_whole(void **state) {
    (void)state;
    static const uint64_t counts[] = {1, 2, 4321};
    for (int code = 0; code < EH_F_COUNT; code++) {
        for (size_t i = 0; i < 3; i++) {
            eh_findings *list = eh_findings_new();
            eh_found(list, (eh_code)code, (eh_place){0}, counts[i], "Value", "Word one.", "Word two.");
            const eh_finding *f = eh_findings_at(list, 0);
            const char *end = f->text + strlen(f->text) - 1;
            if (strpbrk(f->text, "{}|") || strpbrk(f->advice, "{}") || strstr(f->advice, "(not shown)"))
                fail_msg("%s: %s %s", f->code, f->text, f->advice);
            if (*end != '.' && *end != '?' && *end != '"')
                fail_msg("%s is no whole sentence: %s", f->code, f->text);
            assert_true(strspn(f->code, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen(f->code));
            assert_int_equal(f->severity, eh_code_severity((eh_code)code));
            eh_findings_free(list);
        }
        for (int other = 0; other < code; other++)
            assert_string_not_equal(eh_code_name((eh_code)code), eh_code_name((eh_code)other));
    }
    assert_string_equal(eh_severity_text(EH_NOTE), "note");
    assert_string_equal(eh_severity_text(EH_WARNING), "warning");
    assert_string_equal(eh_severity_text(EH_ERROR), "error");
}

static void a_publication_names_no_rare_value(void **state) {
    (void)state;
    eh_findings *list = eh_findings_new();
    eh_found(list, EH_F_UNKNOWN_CATEGORY, (eh_place){0}, 9, "Rare", NULL, NULL);
    char *text = eh_finding_public_text(list, 0);
    assert_string_equal(
        text, "9 assignments have a value that fewer than ten bear (not shown) as category, which is not recognised: "
              "they are kept in the workforce.");
    free(text);
    assert_non_null(strstr(eh_findings_at(list, 0)->text, "\"Rare\"")); /* the list itself does */
    eh_found(list, EH_F_UNKNOWN_CATEGORY, (eh_place){0}, 1, "Rare", NULL, NULL);
    text = eh_finding_public_text(list, 0);
    assert_string_equal(text, eh_findings_at(list, 0)->text);
    free(text);
    eh_found(list, EH_F_UNKNOWN_CATEGORY, (eh_place){0}, 3, "Rare", "{value}",
             NULL); /* words are words, not placeholders */
    text = eh_finding_public_text(list, 1);
    assert_null(strstr(text, "Rare"));
    free(text);
    eh_findings_free(list);
}

static void copies_are_clean(void **state) {
    (void)state;
    eh_findings *list = eh_findings_new();
    char lengthy[2000];
    memset(lengthy, 'a', sizeof lengthy - 1);
    lengthy[sizeof lengthy - 1] = '\0';
    for (size_t i = 1; i + 1 < sizeof lengthy - 1; i += 2)
        memcpy(lengthy + i, "\xC3\xA9", 2);
    eh_found(list, EH_F_UNKNOWN_CATEGORY, (eh_place){.file = "bad\xFF.csv", .heading = lengthy}, 1,
             "a\x1B[31m\nb\xC2\x9B", NULL, NULL);
    const eh_finding *f = eh_findings_at(list, 0);
    assert_string_equal(f->file, "bad\xEF\xBF\xBD.csv");
    assert_string_equal(f->value, "a [31m b ");
    assert_true(strlen(f->heading) <= EH_LIMIT_EXCERPT);
    assert_true(eh_utf8_valid(f->heading, strlen(f->heading)));
    assert_string_equal(f->heading + strlen(f->heading) - 3, "\xE2\x80\xA6");
    eh_findings_free(list);
}

static void beyond_the_limit_they_are_counted(void **state) {
    (void)state;
    eh_findings *list = eh_findings_new();
    char value[20];
    for (int i = 0; i < EH_LIMIT_FINDINGS + 3; i++) {
        snprintf(value, sizeof value, "v%d", i);
        assert_int_equal(eh_found(list, EH_F_UNKNOWN_CATEGORY, (eh_place){0}, 1, value, NULL, NULL), EH_OK);
    }
    eh_found(list, EH_F_UNKNOWN_CATEGORY, (eh_place){0}, 1, "v7", NULL,
             NULL); /* one that is known still counts there */
    assert_int_equal(eh_findings_at(list, 7)->count, 2);
    assert_int_equal(eh_findings_count(list), EH_LIMIT_FINDINGS + 1);
    const eh_finding *last = eh_findings_at(list, EH_LIMIT_FINDINGS);
    assert_string_equal(last->text, "3 further findings are not listed one by one.");
    assert_int_equal(last->severity, EH_WARNING);
    assert_int_equal(eh_findings_of(list, EH_WARNING), EH_LIMIT_FINDINGS + 1);
    assert_int_equal(eh_findings_of(list, EH_ERROR), 0);
    int error = 0;
    while (error < EH_F_COUNT && eh_code_severity((eh_code)error) != EH_ERROR)
        error++;
    assert_true(error < EH_F_COUNT);
    eh_found(list, (eh_code)error, (eh_place){0}, 5, NULL, NULL, NULL); /* an error must not vanish in a number */
    assert_int_equal(eh_findings_of(list, EH_ERROR), 1);
    assert_int_equal(eh_findings_at(list, EH_LIMIT_FINDINGS)->count, 4);
    eh_findings_free(list);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(those_that_agree_are_one),
        cmocka_unit_test(the_sentence_has_the_final_count),
        cmocka_unit_test(every_sentence_of_the_table_is_whole),
        cmocka_unit_test(a_publication_names_no_rare_value),
        cmocka_unit_test(copies_are_clean),
        cmocka_unit_test(beyond_the_limit_they_are_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
