/* Indicator 2 and metric 2: appointment from shortlisting (rules.md section 4). */
#include <stdio.h>
#include <string.h>

#include "base/limits.h"
#include "return/breakdown.h"
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

/* ---- the funnel ---- */

#define STAGES                                                                                                         \
    "Application ID,Closing Date,Shortlisted,Interviewed,Offered,Appointed,Staff Group,Pay Grade,Source,Ethnic "       \
    "Origin\n"

static const eh_breakdown_cell *cell_of(const test_run *t, const char *name, const char *by, const char *of,
                                        const char *group, const char *step, const char *column) {
    const eh_breakdown *b = eh_breakdown_find(return_of(t, NULL, EH_WRES), name, by);
    assert_non_null(b);
    return eh_breakdown_at(b, of, group, step, column);
}

/* "4 3 2 - 1": the cells of a row; "-" for one that is not supplied. */
static void expect_stages(const test_run *t, const char *name, const char *by, const char *of, const char *group,
                          const char *wanted) {
    static const char *const columns[] = {"applied", "shortlisted", "interviewed", "offered", "appointed"};
    char found[64] = "";
    for (size_t i = 0; i < 5; i++) {
        const eh_breakdown_cell *cell = cell_of(t, name, by, of, group, "", columns[i]);
        size_t length = strlen(found);
        assert_non_null(cell);
        if (cell->missing == EH_NOT_SUPPLIED)
            (void)snprintf(found + length, sizeof found - length, i ? " -" : "-");
        else
            (void)snprintf(found + length, sizeof found - length, i ? " %d" : "%d", (int)cell->value);
    }
    assert_string_equal(found, wanted);
}

static void stages(void **state) {
    test_run t;
    (void)state;
    run_one(&t, "applicants.csv",
            STAGES
            "1,01/05/2024,Y,Y,Y,Y,Estates and Ancillary,Band 2,NHS Jobs,A\n"
            "2,01/05/2024,Y,Y,N,N,estates & ancillary,Band 2,,A\n"
            "3,01/05/2024,N,Y,Y,N,Estates and Ancillary,Band 2,,A\n" /* interviewed and offered alone mean nothing */
            "4,01/05/2024,N,N,N,Y,Medical and Dental,Band 2,Overseas campaign,H\n" /* came all the way */
            "5,01/05/2024,Y,N,Y,N,,VSM,Not international,H\n"
            "6,01/05/2024,N,N,N,N,,,,H\n"
            "6,01/05/2024,Y,N,N,N,Students,Odd,,H\n" /* the same application, shortlisted after all */
            "7,01/05/2023,Y,Y,Y,Y,,,,H\n");          /* another year */
    expect_stages(&t, "funnel", "", "", "white", "3 2 2 1 1");
    expect_stages(&t, "funnel", "", "", "bme", "3 3 2 2 1");
    expect_stages(&t, "funnel", "", "", "unknown", "0 0 0 0 0");
    expect_stages(&t, "funnel", "staff-group", "Estates and Ancillary", "white", "3 2 2 1 1");
    expect_stages(&t, "funnel", "staff-group", "Students", "bme", "1 1 0 0 0");
    expect_stages(&t, "funnel", "staff-group", "not-stated", "bme", "1 1 1 1 0");
    expect_stages(&t, "funnel", "band", "band-2", "white", "3 2 2 1 1");
    expect_stages(&t, "funnel", "band", "medical", "bme", "1 1 1 1 1");
    expect_stages(&t, "funnel", "band", "vsm", "bme", "1 1 1 1 0");
    expect_stages(&t, "funnel", "band", "unplaced", "bme", "1 1 0 0 0");
    expect_stages(&t, "funnel-without-international", "", "", "bme", "2 2 1 1 0");
    expect_stages(&t, "funnel-without-international", "", "", "white", "3 2 2 1 1");
    assert_true(cell_of(&t, "funnel-ratios", "", "", "", "offered-to-appointed", "ratio")->value == 2);
    assert_int_equal(
        cell_of(&t, "funnel-without-international-ratios", "", "", "", "offered-to-appointed", "p")->missing,
        EH_UNDEFINED);
    assert_null(cell_of(&t, "funnel", "band", "band-3", "white", "", "applied"));
    run_end(&t);
}

/* Each vacancy stands in a row with a name: of several bands in the first, of none that is known apart, medical grades apart. */
static void bands_of_vacancies(void **state) {
    test_run t;
    (void)state;
    run_one(&t, "applicants.csv",
            "Shortlisted,Appointed,Staff Group,Pay Grade,Ethnic Origin\n"
            "Y,Y,,Band 5/6,A\nY,N,,\"Band 5, Band 6\",A\nY,N,,NHS|XR06|Review Body Band 6,A\nN,N,,Band 6-7,A\n"
            "Y,Y,,Band 8,A\nY,N,,Local grade,A\nN,N,,,A\nY,N,,Band 8 - Range C,A\n"
            "Y,Y,,Consultant,A\nY,N,Medical and Dental,Band 7,A\n");
    expect_stages(&t, "funnel", "", "", "white", "10 8 - - 3");
    expect_stages(&t, "funnel", "band", "band-5", "white", "2 2 - - 1");
    expect_stages(&t, "funnel", "band", "band-6", "white", "2 1 - - 0");
    expect_stages(&t, "funnel", "band", "band-8c", "white", "1 1 - - 0");
    expect_stages(&t, "funnel", "band", "medical", "white", "2 2 - - 1");
    expect_stages(&t, "funnel", "band", "unplaced", "white", "3 2 - - 1");
    const eh_breakdown *bands = eh_breakdown_find(return_of(&t, NULL, EH_WRES), "funnel", "band");
    assert_int_equal(bands->rows, 5 * EH_GROUPS);
    run_end(&t);
}

/* What an extract does not say is not supplied, and never 0. */
static void stages_not_supplied(void **state) {
    test_run t;
    (void)state;
    run_one(&t, "applicants.csv",
            "Shortlisted,Interviewed,Appointed,Date Shortlisted,Ethnic Origin\n"
            "Y,,Y,01/05/2024,A\nY,,N,01/05/2024,H\nN,,N,,H\n");
    expect_stages(&t, "funnel", "", "", "white", "- 1 - - 1");
    const eh_return *ret = return_of(&t, NULL, EH_WRES);
    assert_int_equal(eh_breakdown_find(ret, "funnel", "staff-group")->missing, EH_NOT_SUPPLIED);
    assert_int_equal(eh_breakdown_find(ret, "funnel", "band")->rows, 0);
    assert_int_equal(eh_breakdown_find(ret, "funnel-without-international", "")->missing, EH_NOT_SUPPLIED);
    assert_int_equal(eh_breakdown_find(return_of(&t, NULL, EH_WDES), "funnel", "")->missing, EH_NOT_SUPPLIED);
    run_end(&t);
    run_one(&t, "applicants.csv",
            "Shortlisted,Appointed,Closing Date,Ethnic Origin\nY,Y,01/05/2024,A\nY,N,01/05/2024,H\n");
    expect_stages(&t, "funnel", "", "", "bme", "- 1 - - 0"); /* it holds only applications that were shortlisted */
    run_end(&t);
}

/* More staff groups than there is room for: those with the fewest applications go together. */
static void many_staff_groups(void **state) {
    static char text[40000];
    test_run t;
    size_t length = (size_t)snprintf(text, sizeof text, "Shortlisted,Appointed,Staff Group,Ethnic Origin\n");
    (void)state;
    for (unsigned g = 0; g < EH_LIMIT_PARTS_OF + 10; g++)
        for (unsigned n = 0; n < 1 + (g >= 20); n++)
            length += (size_t)snprintf(text + length, sizeof text - length, "%s,N,Group %03u,A\n", n ? "N" : "Y", g);
    run_one(&t, "applicants.csv", text);
    expect_stages(&t, "funnel", "staff-group", "Group 009", "white", "1 1 - - 0");
    expect_stages(&t, "funnel", "staff-group", "Group 069", "white", "2 1 - - 0");
    expect_stages(&t, "funnel", "staff-group", "others", "white", "10 10 - - 0");
    run_end(&t);
}

/* Shortlisted and appointed by the five ethnic groups: a code, a label, Chinese under Asian, BME alone, nothing known; each application once, of the period. */
static void ethnic_groups(void **state) {
    static const struct {
        const char *column, *shortlisted, *appointed;
    } wanted[] = {{"white", "2", "1"}, {"mixed", "1", "0"},        {"asian", "2", "1"},  {"black", "1", "1"},
                  {"other", "1", "0"}, {"bme-not-said", "1", "0"}, {"unknown", "2", "0"}};
    static const char name[] = "ethnic-groups-of-applications";
    test_run t;
    (void)state;
    run_one(&t, "applicants.csv",
            PLAIN "1,Yes,Yes,01/05/2024,,A,\n"
                  "2,Yes,No,01/05/2024,,CP White Polish,\n"
                  "3,Yes,No,01/05/2024,,White and Asian,\n"
                  "4,Yes,No,01/05/2024,,R Chinese,\n"
                  "5,Yes,Yes,01/05/2024,,LK,\n"
                  "6,No,Yes,01/05/2024,,African,\n" /* appointed, hence shortlisted */
                  "7,Yes,No,01/05/2024,,Arab,\n"
                  "8,Yes,No,01/05/2024,,BME,\n"
                  "9,Yes,No,01/05/2024,,Z,\n"
                  "10,Yes,No,01/05/2024,,,\n"
                  "11,No,No,01/05/2024,,A,\n"
                  "12,Yes,Yes,01/05/2023,,A,\n"
                  "5,Yes,No,01/05/2024,,LK,\n");
    expect_figures(&t, EH_WRES, "2.shortlisted", "2 6 2");
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        const char *column = wanted[i].column;
        assert_true(cell_of(&t, name, "item", "2.shortlisted", "", "", column)->value ==
                    wanted[i].shortlisted[0] - '0');
        assert_true(cell_of(&t, name, "item", "2.appointed", "", "", column)->value == wanted[i].appointed[0] - '0');
    }
    assert_null(eh_breakdown_find(return_of(&t, NULL, EH_WDES), name, "item"));
    run_end(&t);
    run_one(&t, "applicants.csv", "Shortlisted,Appointed,Closing Date,Disability\nYes,No,01/05/2024,No\n");
    assert_int_equal(eh_breakdown_find(return_of(&t, NULL, EH_WRES), name, "item")->missing, EH_NOT_SUPPLIED);
    run_end(&t);
}

/* Figures alone: those of the items are the same, what no item counts is not kept, and there is no breakdown. */
static void figures_alone(void **state) {
    (void)state;
    for (int alone = 0; alone < 2; alone++) {
        test_run t;
        eh_run_options options = usual_options();
        options.figures_alone = alone;
        run_start(&t, &options);
        run_add(&t, "applicants.csv",
                "Application ID,Shortlisted,Appointed,Closing Date,Ethnic Origin\n1,Y,Y,01/05/2024,A\n"
                "2,N,N,01/05/2024,H\n2,Y,N,01/05/2024,H\n3,N,Y,01/05/2024,H\n4,N,N,01/05/2024,A\n",
                NULL);
        assert_int_equal(run_compute(&t), EH_OK);
        expect_figures(&t, EH_WRES, "2.shortlisted", "1 2 0");
        expect_figures(&t, EH_WRES, "2.appointed", "1 1 0");
        assert_int_equal(eh_breakdown_find(return_of(&t, NULL, EH_WRES), "funnel", "") == NULL, alone);
        run_end(&t);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(stages),
                                       cmocka_unit_test(bands_of_vacancies),
                                       cmocka_unit_test(figures_alone),
                                       cmocka_unit_test(stages_not_supplied),
                                       cmocka_unit_test(many_staff_groups),
                                       cmocka_unit_test(ethnic_groups),
                                       cmocka_unit_test(counting),
                                       cmocka_unit_test(from_counts)};
    return cmocka_run_group_tests(tests, catalogue_setup, catalogue_teardown);
}
