/* People to whom something happened: indicators 3 and 4 and metric 3 (rules.md sections 4 and 5). */
#include "run_support.h"

/* Four people in the workforce, a leaver, and one who held only bank assignments. */
#define STAFF                                                                                                          \
    {                                                                                                                  \
        "staff.csv", "Employee Number,Assignment Number,Assignment Category,End Date,Pay Grade,Staff Group,Ethnic "    \
                     "Origin,Disability\n"                                                                             \
                     "100,100,Permanent,,Band 5,Administrative and Clerical,A,Yes\n"                                   \
                     "0200,0200-2,Permanent,,Band 5,Administrative and Clerical,H,No\n"                                \
                     "300,ASG7,Permanent,,Band 5,Administrative and Clerical,Z,\n"                                     \
                     "400,400,Permanent,,Band 5,Administrative and Clerical,A,No\n"                                    \
                     "500,500,Permanent,01/12/2024,Band 5,Administrative and Clerical,J,Yes\n"                         \
                     "600,600,Bank,,Band 5,Administrative and Clerical,A,No\n"                                         \
    }
#define CASES "Employee Number,Case Type,Formal,Date Opened,Ethnic Origin,Disability\n"

static void whose_group(void **state) {
    (void)state;
    static const run_case cases[] = {
        {"the staff extract decides, by employee number",
         0,
         {STAFF,
          {"cases.csv", CASES "100,Disciplinary,Yes,01/04/2024,,\n"
                              "0200,Disciplinary,Yes,31/03/2025,,\n"}},
         {{EH_WRES, "3.entered", "1 1 0"},
          {EH_WRES, "3.workforce", "2 1 1"},
          {EH_WRES, "3.likelihood", "50.00 100.00 0.00"},
          {EH_WRES, "3.relative-likelihood", "2.00"}},
         {"!unmatched", "!contradicts-staff", "!matched-without-zeros", "!no-formal-column", "!extract-without-rows"}},
        {"a person is counted once however many cases",
         0,
         {STAFF,
          {"cases.csv", CASES "100,Disciplinary,Yes,01/04/2024,,\n"
                              "100,Disciplinary,Yes,01/05/2024,,\n"
                              "100-2,Disciplinary,Yes,01/06/2024,,\n"}},
         {{EH_WRES, "3.entered", "1 0 0"}},
         {"!unmatched"}},
        {"by the number without its -n, and by an assignment number of another shape",
         0,
         {STAFF,
          {"cases.csv", CASES "400-3,Disciplinary,Yes,01/04/2024,,\n"
                              "ASG7,Disciplinary,Yes,01/04/2024,,\n"}},
         {{EH_WRES, "3.entered", "1 0 1"}},
         {"!unmatched", "!matched-without-zeros"}},
        {"without leading zeros, when exactly one person matches: such matches are counted",
         0,
         {STAFF,
          {"cases.csv", CASES "200,Disciplinary,Yes,01/04/2024,,\n"
                              "000200-1,Disciplinary,Yes,01/04/2024,,\n"
                              "00100,Disciplinary,Yes,01/04/2024,,\n"}},
         {{EH_WRES, "3.entered", "1 1 0"}},
         {"matched-without-zeros 3", "!unmatched"}},
        {"two people whose numbers differ in zeros alone: nobody is matched",
         0,
         {{"staff.csv", "Employee Number,Pay Grade,Staff Group,Ethnic Origin\n"
                        "070,Band 5,Administrative and Clerical,A\n"
                        "0070,Band 5,Administrative and Clerical,H\n"},
          {"cases.csv", CASES "70,Disciplinary,Yes,01/04/2024,A,\n"}},
         {{EH_WRES, "3.entered", "1 0 0"}},
         {"unmatched 1", "!matched-without-zeros", "many-unmatched 1"}},
        {"leavers have what their rows say; who held only dropped categories is not counted",
         0,
         {STAFF,
          {"cases.csv", CASES "500,Disciplinary,Yes,01/05/2024,,\n"
                              "600,Disciplinary,Yes,01/05/2024,A,\n"}},
         {{EH_WRES, "3.entered", "0 1 0"}},
         {"only-dropped-categories 1", "!unmatched"}},
        {"a person not found has the group of the rows; rows that disagree: unknown",
         0,
         {STAFF,
          {"cases.csv", CASES "900,Disciplinary,Yes,01/05/2024,J,\n"
                              "900-2,Disciplinary,Yes,01/06/2024,Z,\n"
                              "901,Disciplinary,Yes,01/05/2024,A,\n"
                              "901,Disciplinary,Yes,01/06/2024,J,\n"
                              "902,Disciplinary,Yes,01/06/2024,,\n"}},
         {{EH_WRES, "3.entered", "0 1 2"}},
         {"unmatched 5", "many-unmatched 5"}},
        {"a row that contradicts the staff extract is a finding, one that says nothing is none",
         0,
         {STAFF,
          {"cases.csv", CASES "100,Disciplinary,Yes,01/05/2024,J,\n"
                              "400,Disciplinary,Yes,01/05/2024,Z,\n"
                              "300,Disciplinary,Yes,01/05/2024,A,\n"}},
         {{EH_WRES, "3.entered", "2 0 1"}},
         {"contradicts-staff 1"}},
        {"a row without a number is a person of its own",
         0,
         {STAFF,
          {"cases.csv", CASES ",Disciplinary,Yes,01/05/2024,A,\n"
                              ",Disciplinary,Yes,01/05/2024,A,\n"}},
         {{EH_WRES, "3.entered", "2 0 0"}},
         {"event-without-number 2", "!unmatched", "!many-unmatched"}},
        {"without a staff extract they are still counted from their own rows",
         0,
         {{"cases.csv", CASES "100,Disciplinary,Yes,01/05/2024,A,Yes\n"
                              "100,Disciplinary,Yes,01/05/2024,A,Yes\n"
                              "200,Disciplinary,Yes,01/05/2024,J,No\n"}},
         {{EH_WRES, "3.entered", "1 1 0"},
          {EH_WRES, "3.workforce", "not-supplied not-supplied not-supplied"},
          {EH_WRES, "3.likelihood", "not-supplied not-supplied not-supplied"},
          {EH_WRES, "3.relative-likelihood", "not-supplied"}},
         {"!unmatched"}},
    };
    CHECK_CASES(cases);
}

static void disciplinary(void **state) {
    (void)state;
    static const run_case cases[] = {
        {"the period's first and last day, and the days beyond them",
         0,
         {STAFF,
          {"cases.csv", CASES "100,Disciplinary,Yes,31/03/2024,,\n"
                              "0200,Disciplinary,Yes,01/04/2024,,\n"
                              "300,Disciplinary,Yes,31/03/2025,,\n"
                              "400,Disciplinary,Yes,01/04/2025,,\n"}},
         {{EH_WRES, "3.entered", "0 1 1"}},
         {"!undated-events"}},
        {"a blank date is outside the period, with a finding",
         0,
         {STAFF,
          {"cases.csv", CASES "100,Disciplinary,Yes,,,\n"
                              "0200,Disciplinary,Yes,01/04/2024,,\n"}},
         {{EH_WRES, "3.entered", "0 1 0"}},
         {"undated-events 1"}},
        {"column Formal absent: all count, and the return says so",
         0,
         {STAFF,
          {"cases.csv", "Employee Number,Case Type,Date Opened\n"
                        "100,Disciplinary,01/05/2024\n"}},
         {{EH_WRES, "3.entered", "1 0 0"}},
         {"no-formal-column", "!blank-formal"}},
        {"a blank Formal is not counted, nor an informal one, nor one that is not understood",
         0,
         {STAFF,
          {"cases.csv", CASES "100,Disciplinary,,01/05/2024,,\n"
                              "0200,Disciplinary,No,01/05/2024,,\n"
                              "300,Disciplinary,Perhaps,01/05/2024,,\n"
                              "400,Disciplinary,Formal,01/05/2024,,\n"}},
         {{EH_WRES, "3.entered", "1 0 0"}},
         {"blank-formal 2", "unknown-mark 1", "!no-formal-column"}},
        {"only cases whose type says disciplinary",
         0,
         {STAFF,
          {"cases.csv", CASES "100,Grievance,Yes,01/05/2024,,\n"
                              "0200,Disciplinary Investigation,Yes,01/05/2024,,\n"
                              "300,,Yes,01/05/2024,,\n"
                              "400,Tiddlywinks,Yes,01/05/2024,,\n"}},
         {{EH_WRES, "3.entered", "0 1 0"}},
         {"blank-case-type 1", "unknown-case-type 1"}},
        {"WRES 2019: the average of the period and the year before, a person once in each",
         2019,
         {STAFF,
          {"cases.csv", CASES "100,Disciplinary,Yes,01/05/2018,,\n"
                              "100,Disciplinary,Yes,01/06/2018,,\n"
                              "100,Disciplinary,Yes,01/04/2017,,\n"
                              "0200,Disciplinary,Yes,31/03/2018,,\n"
                              "300,Disciplinary,Yes,31/03/2017,,\n"}},
         {{EH_WRES, "3.entered", "1 0.5 0"}, {EH_WRES, "3.likelihood", "50.00 25.00 0.00"}},
         {NULL}},
        {"a person not found has one group over both years",
         2019,
         {STAFF,
          {"cases.csv", CASES "900,Disciplinary,Yes,01/05/2018,J,\n"
                              "900,Disciplinary,Yes,01/05/2017,,\n"}},
         {{EH_WRES, "3.entered", "0 1 0"}},
         {NULL}},
        {"an extract without a row for the item gives 0 and asks whether it is complete",
         0,
         {STAFF, {"cases.csv", "Organisation Code," CASES "RR8,100,Grievance,Yes,01/05/2024,,\n"}},
         {{EH_WRES, "3.entered", "0 0 0"}, {EH_WRES, "3.relative-likelihood", "undefined"}},
         {"extract-without-rows 1"}},
        {"an absent extract is not supplied, and an error",
         0,
         {STAFF},
         {{EH_WRES, "3.entered", "not-supplied not-supplied not-supplied"}, {EH_WRES, "3.workforce", "2 1 1"}},
         {"missing-figures"}},
        {"nobody in the comparator: undefined; nobody on top: exactly 0",
         0,
         {STAFF, {"cases.csv", CASES "100,Disciplinary,Yes,01/05/2024,,\n"}},
         {{EH_WRES, "3.relative-likelihood", "0.00"}},
         {NULL}},
    };
    CHECK_CASES(cases);
}

#define TRAINING "Employee Number,Mandatory,Date Completed,Ethnic Origin,Disability\n"

static void training(void **state) {
    (void)state;
    static const run_case cases[] = {
        {"people with at least one event that is not mandatory, in the period",
         0,
         {STAFF,
          {"training.csv", TRAINING "100,No,01/05/2024,,\n"
                                    "100,No,01/06/2024,,\n"
                                    "0200,Yes,01/05/2024,,\n"
                                    "0200,No,01/05/2025,,\n"
                                    "300,CPD,01/05/2024,,\n"}},
         {{EH_WRES, "4.accessed", "1 0 1"}, {EH_WRES, "4.relative-likelihood", "undefined"}},
         {"!blank-mandatory"}},
        {"a blank Mandatory is not counted, with a finding",
         0,
         {STAFF,
          {"training.csv", TRAINING "100,,01/05/2024,,\n"
                                    "0200,No,01/05/2024,,\n"}},
         {{EH_WRES, "4.accessed", "0 1 0"}, {EH_WRES, "4.relative-likelihood", "0.00"}},
         {"blank-mandatory 1"}},
        {"the column Mandatory absent: not supplied, an error",
         0,
         {STAFF,
          {"training.csv", "Employee Number,Course,Date Completed\n"
                           "100,Painting,01/05/2024\n"}},
         {{EH_WRES, "4.accessed", "not-supplied not-supplied not-supplied"}, {EH_WRES, "4.workforce", "2 1 1"}},
         {"no-mandatory-column", "missing-figures"}},
        {"a file with the column and one without: the second one's rows do not count, and that is an error",
         0,
         {STAFF,
          {"a.csv", TRAINING "100,No,01/05/2024,,\n"},
          {"b.csv", "Employee Number,Course,Date Completed\n"
                    "0200,Painting,01/05/2024\n"}},
         {{EH_WRES, "4.accessed", "1 0 0"}},
         {"column-in-some-files 1"}},
        {"a likelihood above 100% is kept, with a finding, without interval and test",
         0,
         {STAFF,
          {"training.csv", TRAINING "0200,No,01/05/2024,,\n"
                                    "500,No,01/05/2024,,\n"
                                    "100,No,01/05/2024,,\n"}},
         {{EH_WRES, "4.likelihood", "50.00 200.00 0.00"}, {EH_WRES, "4.relative-likelihood", "0.25"}},
         {"likelihood-above-100 2"}},
    };
    CHECK_CASES(cases);
}

static void no_interval_above_100(void **state) {
    (void)state;
    test_run t;
    eh_run_options options = usual_options();
    run_start(&t, &options);
    const run_file staff = STAFF;
    assert_int_equal(run_add(&t, staff.name, staff.text, NULL), EH_OK);
    assert_int_equal(run_add(&t, "training.csv",
                             TRAINING "0200,No,01/05/2024,,\n"
                                      "500,No,01/05/2024,,\n"
                                      "100,No,01/05/2024,,\n",
                             NULL),
                     EH_OK);
    assert_int_equal(run_compute(&t), EH_OK);
    const eh_return *ret = return_of(&t, NULL, EH_WRES);
    const eh_value *ratio = eh_return_value(ret, "4.relative-likelihood", "");
    assert_true(ratio->lower != ratio->lower && ratio->p != ratio->p); /* NaN: absent */
    assert_int_equal(ratio->test, EH_TEST_NONE);
    assert_int_equal(ratio->verdict, EH_VERDICT_BELOW);
    const eh_value *white = eh_return_value(ret, "4.likelihood", "white");
    assert_false(white->lower != white->lower);
    run_end(&t);
}

#define CAPABILITY "Employee Number,Case Type,Formal,Grounds,Date Opened,Disability\n"

static void metric_3(void **state) {
    (void)state;
    static const run_case cases[] = {
        {"the average of two years, half counts and all; a person once in each year",
         0,
         {STAFF,
          {"cases.csv", CAPABILITY "100,Capability,Yes,Performance,01/05/2024,\n"
                                   "100,Capability,Yes,Performance,01/06/2024,\n"
                                   "100,Capability,Yes,Performance,01/05/2023,\n"
                                   "400,Capability,Yes,Performance,01/05/2023,\n"}},
         {{EH_WDES, "3.entered", "1 0.5 0"},
          {EH_WDES, "3.entered-ill-health", "0 0 0"},
          {EH_WDES, "3.likelihood", "100.00 25.00 0.00"},
          {EH_WDES, "3.relative-likelihood", "4.00"},
          {EH_WDES, "3.any-reason-relative-likelihood", "4.00"}},
         {"!log-starts-late"}},
        {"of these, whose cases of that year were all on grounds of ill health",
         0,
         {STAFF,
          {"cases.csv", CAPABILITY "100,Capability,Yes,Ill health,01/05/2024,\n"
                                   "100,Capability,Yes,Performance,01/06/2023,\n"
                                   "400,Capability,Yes,Ill health,01/05/2024,\n"
                                   "400,Capability,Yes,Performance,01/06/2024,\n"
                                   "0200,Capability,Yes,Performance,01/06/2024,\n"}},
         {{EH_WDES, "3.entered", "1 1 0"},
          {EH_WDES, "3.entered-ill-health", "0.5 0 0"},
          {EH_WDES, "3.likelihood", "50.00 50.00 0.00"},
          {EH_WDES, "3.relative-likelihood", "1.00"},
          {EH_WDES, "3.any-reason-relative-likelihood", "2.00"}},
         {NULL}},
        {"blank grounds are not ill health, with a finding; nor are unknown ones",
         0,
         {STAFF,
          {"cases.csv", CAPABILITY "100,Capability,Yes,,01/05/2024,\n"
                                   "400,Capability,Yes,Moonlight,01/06/2023,\n"}},
         {{EH_WDES, "3.entered", "0.5 0.5 0"}, {EH_WDES, "3.entered-ill-health", "0 0 0"}},
         {"blank-grounds", "unknown-grounds 1"}},
        {"never disciplinary, never informal",
         0,
         {STAFF,
          {"cases.csv", CAPABILITY "100,Disciplinary,Yes,Performance,01/05/2024,\n"
                                   "400,Capability,No,Performance,01/05/2024,\n"
                                   "0200,Capability,Yes,Performance,01/05/2023,\n"}},
         {{EH_WDES, "3.entered", "0 0.5 0"}, {EH_WRES, "3.entered", "1 0 0"}},
         {NULL}},
        {"an earliest case up to three months into the first year is none too late",
         0,
         {STAFF, {"cases.csv", CAPABILITY "100,Capability,Yes,Performance,01/07/2023,\n"}},
         {{EH_WDES, "3.entered", "0.5 0 0"}},
         {"!log-starts-late"}},
        {"a day later it is",
         0,
         {STAFF,
          {"cases.csv", CAPABILITY "100,Capability,Yes,Performance,02/07/2023,\n"
                                   "100,Disciplinary,Yes,Performance,02/04/2023,\n"}},
         {{EH_WDES, "3.entered", "0.5 0 0"}},
         {"log-starts-late"}},
        {"leavers and people of dropped categories",
         0,
         {STAFF,
          {"cases.csv", CAPABILITY "500,Capability,Yes,Performance,01/05/2024,\n"
                                   "600,Capability,Yes,Performance,01/05/2024,\n"}},
         {{EH_WDES, "3.entered", "0.5 0 0"}},
         {"only-dropped-categories 1"}},
    };
    CHECK_CASES(cases);
}

/* The interval and the test use the two years' net totals over twice the headcount. */
static void metric_3_by_totals(void **state) {
    (void)state;
    test_run t;
    eh_run_options options = usual_options();
    run_start(&t, &options);
    const run_file staff = STAFF;
    assert_int_equal(run_add(&t, staff.name, staff.text, NULL), EH_OK);
    assert_int_equal(run_add(&t, "cases.csv",
                             CAPABILITY "100,Capability,Yes,Performance,01/05/2024,\n"
                                        "400,Capability,Yes,Performance,01/05/2023,\n",
                             NULL),
                     EH_OK);
    assert_int_equal(run_compute(&t), EH_OK);
    const eh_value *value = eh_return_value(return_of(&t, NULL, EH_WDES), "3.likelihood", "disabled");
    assert_string_equal(value->display, "50.00");
    /* Wilson of 1 in 2, not of a half in 1 */
    assert_true(value->lower > 9.45 && value->lower < 9.46 && value->upper > 90.54 && value->upper < 90.55);
    assert_true(value->numerator == 0.5 && value->denominator == 1);
    run_end(&t);
}

/* Over a tenth of an extract's rows matching nobody is an error; a tenth is not. */
static void a_tenth_unmatched(void **state) {
    (void)state;
    static const char *const texts[] = {
        CASES
        "100,Disciplinary,Yes,01/05/2024,,\n100,Disciplinary,Yes,01/05/2024,,\n100,Disciplinary,Yes,01/05/2024,,\n"
        "100,Disciplinary,Yes,01/05/2024,,\n100,Disciplinary,Yes,01/05/2024,,\n100,Disciplinary,Yes,01/05/2024,,\n"
        "100,Disciplinary,Yes,01/05/2024,,\n100,Disciplinary,Yes,01/05/2024,,\n100,Disciplinary,Yes,01/05/2024,,\n"
        "900,Disciplinary,Yes,01/05/2024,A,\n",
        CASES
        "100,Disciplinary,Yes,01/05/2024,,\n100,Disciplinary,Yes,01/05/2024,,\n100,Disciplinary,Yes,01/05/2024,,\n"
        "100,Disciplinary,Yes,01/05/2024,,\n100,Disciplinary,Yes,01/05/2024,,\n100,Disciplinary,Yes,01/05/2024,,\n"
        "100,Disciplinary,Yes,01/05/2024,,\n100,Disciplinary,Yes,01/05/2024,,\n"
        "900,Disciplinary,Yes,01/05/2024,A,\n",
    };
    for (size_t i = 0; i < 2; i++) {
        test_run t;
        eh_run_options options = usual_options();
        options.wres = true;
        run_start(&t, &options);
        const run_file staff = STAFF;
        assert_int_equal(run_add(&t, staff.name, staff.text, NULL), EH_OK);
        assert_int_equal(run_add(&t, "cases.csv", texts[i], NULL), EH_OK);
        assert_int_equal(run_compute(&t), EH_OK);
        assert_null(return_of(&t, NULL, EH_WDES));
        expect_figures(&t, EH_WRES, "3.entered", "2 0 0");
        assert_int_equal(times_found(&t, "unmatched"), 1);
        assert_int_equal(times_found(&t, "many-unmatched"), i);
        run_end(&t);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whose_group),           cmocka_unit_test(disciplinary), cmocka_unit_test(training),
        cmocka_unit_test(no_interval_above_100), cmocka_unit_test(metric_3),     cmocka_unit_test(metric_3_by_totals),
        cmocka_unit_test(a_tenth_unmatched),
    };
    return cmocka_run_group_tests(tests, catalogue_setup, catalogue_teardown);
}
