/* Indicator 2 and metric 2: appointment from shortlisting (rules.md section 4). */
#include <stdio.h>
#include <string.h>

#include "run_support.h"

#define PLAIN "Application ID,Shortlisted,Appointed,Date Shortlisted,Closing Date,Ethnic Origin,Disability\n"

static void counting(void **state) {
    (void)state;
    static const run_case cases[] = {
        {"shortlisted and appointed by group, and their ratio",
         0,
         {{"applicants.csv", PLAIN "1,Yes,Yes,01/05/2024,,A,No\n"
                                   "2,Yes,No,01/05/2024,,A,No\n"
                                   "3,Yes,No,01/05/2024,,A,Yes\n"
                                   "4,Yes,Yes,01/05/2024,,H,Yes\n"
                                   "5,Yes,No,01/05/2024,,H,No\n"
                                   "6,Yes,Yes,01/05/2024,,Z,\n"
                                   "7,No,No,01/05/2024,,H,Yes\n"}},
         {{EH_WRES, "2.shortlisted", "3 2 1"},
          {EH_WRES, "2.appointed", "1 1 1"},
          {EH_WRES, "2.likelihood", "33.33 50.00 100.00"},
          {EH_WRES, "2.relative-likelihood", "0.67"},
          {EH_WDES, "2.shortlisted", "2 3 1"},
          {EH_WDES, "2.appointed", "1 1 1"},
          {EH_WDES, "2.relative-likelihood", "0.67"}},
         {"!undated-applications", "!duplicate-applications", "!applications-outside-period"}},
        {"by the date shortlisted, else the closing date, both ends of the period included",
         0,
         {{"applicants.csv", PLAIN "1,Yes,No,01/04/2024,31/03/2024,A,\n"
                                   "2,Yes,No,31/03/2025,01/04/2025,A,\n"
                                   "3,Yes,No,31/03/2024,01/05/2024,A,\n"
                                   "4,Yes,No,01/04/2025,01/05/2024,A,\n"
                                   "5,Yes,No,,01/04/2024,H,\n"
                                   "6,Yes,No,,01/04/2025,H,\n"}},
         {{EH_WRES, "2.shortlisted", "2 1 0"}},
         {"applications-outside-period 3", "!undated-applications"}},
        {"with neither date, the whole extract, with a finding",
         0,
         {{"applicants.csv", "Shortlisted,Appointed,Ethnic Origin\n"
                             "Yes,Yes,A\n"
                             "Yes,No,H\n"
                             "No,No,H\n"}},
         {{EH_WRES, "2.shortlisted", "1 1 0"}},
         {"undated-applications 2"}},
        {"an unreadable date shortlisted is none: the closing date decides",
         0,
         {{"applicants.csv", PLAIN "1,Yes,No,some day,01/05/2023,A,\n"
                                   "2,Yes,No,some day,01/05/2024,H,\n"}},
         {{EH_WRES, "2.shortlisted", "0 1 0"}},
         {"unreadable-date 2"}},
        {"the same application counts once: the first that was appointed, else the first shortlisted",
         0,
         {{"applicants.csv", PLAIN "1,Yes,No,01/05/2024,,A,\n"
                                   "1,Yes,Yes,01/05/2024,,H,\n"
                                   "1,Yes,Yes,01/05/2024,,Z,\n"
                                   "2,No,No,01/05/2024,,Z,\n"
                                   "2,Yes,No,01/05/2024,,A,\n"
                                   "2,Yes,No,01/05/2024,,H,\n"
                                   "3,No,No,01/05/2024,,H,\n"}},
         {{EH_WRES, "2.shortlisted", "1 1 0"}, {EH_WRES, "2.appointed", "0 1 0"}},
         {"duplicate-applications 3"}},
        {"a duplicate outside the period takes no part",
         0,
         {{"applicants.csv", PLAIN "1,Yes,Yes,01/05/2023,,A,\n"
                                   "1,Yes,No,01/05/2024,,H,\n"}},
         {{EH_WRES, "2.shortlisted", "0 1 0"}, {EH_WRES, "2.appointed", "0 0 0"}},
         {"!duplicate-applications"}},
        {"rows without an application ID are applications of their own",
         0,
         {{"applicants.csv", PLAIN ",Yes,No,01/05/2024,,A,\n"
                                   ",Yes,No,01/05/2024,,A,\n"}},
         {{EH_WRES, "2.shortlisted", "2 0 0"}},
         {"!duplicate-applications"}},
        {"appointed implies shortlisted, with a finding",
         0,
         {{"applicants.csv", PLAIN "1,No,Yes,01/05/2024,,A,\n"
                                   "2,,Yes,01/05/2024,,A,\n"
                                   "3,Yes,Yes,01/05/2024,,A,\n"}},
         {{EH_WRES, "2.shortlisted", "3 0 0"}, {EH_WRES, "2.appointed", "3 0 0"}},
         {"appointed-not-shortlisted 2"}},
        {"interviewed and offered imply nothing",
         0,
         {{"applicants.csv", "Shortlisted,Interviewed,Offered,Appointed,Closing Date,Ethnic Origin\n"
                             "No,Yes,Yes,No,01/05/2024,A\n"
                             "Yes,No,No,No,01/05/2024,H\n"}},
         {{EH_WRES, "2.shortlisted", "0 1 0"}, {EH_WRES, "2.appointed", "0 0 0"}},
         {NULL}},
        {"a stage may be a date, and blank is no",
         0,
         {{"applicants.csv", PLAIN "1,2024-05-01,01/06/2024,01/05/2024,,A,\n"
                                   "2,45413,,01/05/2024,,H,\n"
                                   "3,,,01/05/2024,,H,\n"}},
         {{EH_WRES, "2.shortlisted", "1 1 0"}, {EH_WRES, "2.appointed", "1 0 0"}},
         {"!unknown-mark", "!appointed-not-shortlisted"}},
        {"a stage that is not understood is no, and listed",
         0,
         {{"applicants.csv", PLAIN "1,Perhaps,,01/05/2024,,A,\n"
                                   "2,Yes,,01/05/2024,,H,\n"}},
         {{EH_WRES, "2.shortlisted", "0 1 0"}},
         {"unknown-mark 1"}},
        {"no column of the groups: that standard's items are not supplied",
         0,
         {{"applicants.csv", "Shortlisted,Appointed,Closing Date,Ethnic Origin\nYes,No,01/05/2024,A\n"}},
         {{EH_WRES, "2.shortlisted", "1 0 0"},
          {EH_WDES, "2.shortlisted", "not-supplied not-supplied not-supplied"},
          {EH_WDES, "2.relative-likelihood", "not-supplied"}},
         {"no-group-column 1"}},
        {"of two files one lacks the column: an error",
         0,
         {{"a.csv", PLAIN "1,Yes,No,01/05/2024,,A,\n"},
          {"b.csv", "Shortlisted,Appointed,Closing Date\nYes,No,01/05/2024\n"}},
         {{EH_WRES, "2.shortlisted", "1 0 1"}},
         {"column-in-some-files 1", "!no-group-column"}},
        {"nobody shortlisted: 0, and is this file complete?",
         0,
         {{"applicants.csv", PLAIN "1,No,No,01/05/2024,,A,No\n"}},
         {{EH_WRES, "2.shortlisted", "0 0 0"},
          {EH_WRES, "2.likelihood", "undefined undefined undefined"},
          {EH_WRES, "2.relative-likelihood", "undefined"}},
         {"extract-without-rows 1"}},
    };
    CHECK_CASES(cases);
}

static size_t write_many(char *text, size_t at, size_t room, int count, int appointed, const char *origin) {
    for (int i = 0; i < count; i++)
        at += (size_t)snprintf(text + at, room - at, "Yes,%s,%s\n", i < appointed ? "Yes" : "No", origin);
    return at;
}

/* 170 of 780 against 60 of 420: computed from counts, never from rounded rates. */
static void from_counts(void **state) {
    (void)state;
    static char text[32768];
    size_t at = (size_t)snprintf(text, sizeof text, "Shortlisted,Appointed,Ethnic Origin\n");
    at = write_many(text, at, sizeof text, 780, 170, "A");
    at = write_many(text, at, sizeof text, 420, 60, "H");
    assert_true(at < sizeof text - 1);
    test_run t;
    run_one(&t, "applicants.csv", text);
    expect_figures(&t, EH_WRES, "2.likelihood", "21.79 14.29 undefined");
    expect_figures(&t, EH_WRES, "2.relative-likelihood", "1.53");
    const eh_value *ratio = eh_return_value(return_of(&t, NULL, EH_WRES), "2.relative-likelihood", "");
    assert_true(ratio->value == 170.0 * 420 / (780 * 60));
    assert_int_equal(ratio->verdict, EH_VERDICT_ABOVE);
    assert_int_equal(ratio->test, EH_TEST_CHI_SQUARE);
    assert_true(ratio->lower > 1 && ratio->upper > ratio->value && ratio->p < 0.05);
    run_end(&t);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(counting), cmocka_unit_test(from_counts)};
    return cmocka_run_group_tests(tests, catalogue_setup, catalogue_teardown);
}
