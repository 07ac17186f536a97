/* Figures that are given, and the board: indicators 5 to 9, metrics 4 to 10, counts and answers (rules.md sections 4 and 5, contract). */
#include <stdio.h>
#include <string.h>

#include "run_support.h"

#define STAFF                                                                                                          \
    {                                                                                                                  \
        "staff.csv", "Employee Number,Pay Grade,Staff Group,Ethnic Origin,Disability\n"                                \
                     "1,Band 5,Administrative and Clerical,A,Yes\n"                                                    \
                     "2,Band 5,Administrative and Clerical,A,No\n"                                                     \
                     "3,Band 5,Administrative and Clerical,H,No\n"                                                     \
                     "4,Band 5,Administrative and Clerical,Z,\n"                                                       \
    }
#define SURVEY "Survey Year,Standard,Item,Group,Percentage,Respondents\n"

static void survey(void **state) {
    (void)state;
    static const run_case cases[] = {
        {"percentages for white and bme as they are given; items with and without their ending",
         0,
         {{"survey.csv", SURVEY "2024,WRES,5,White,28.15,100\n"
                                "2024,wres,5.percentage,BME,31.25%,50\n"
                                "2024,WDES,4a.i,Disabled,30,40\n"
                                "2024,WDES,4A.I,Non-disabled,20,400\n"
                                "2024,WDES,8,Disabled,70,40\n"}},
         {{EH_WRES, "5.percentage", "28.2 31.3"}, /* half away from zero */
          {EH_WRES, "6.percentage", "not-supplied not-supplied"},
          {EH_WDES, "4a.i.percentage", "30.0 20.0"},
          {EH_WDES, "8.percentage", "70.0"}},
         {"missing-figures", "!survey-scale", "!unknown-item", "!unknown-group"}},
        {"rows of another survey year are not used, with a finding; no year is this one's",
         0,
         {{"survey.csv", SURVEY "2023,WRES,5,White,50,100\n"
                                ",WRES,5,White,28,100\n"
                                "2025,WRES,5,BME,31,50\n"}},
         {{EH_WRES, "5.percentage", "28.0 not-supplied"}},
         {"other-survey-year 2", "!duplicate-figure"}},
        {"a duplicate: the first counts",
         0,
         {{"survey.csv", SURVEY "2024,WRES,5,White,28,100\n"
                                "2024,WRES,5.percentage,white,35,100\n"}},
         {{EH_WRES, "5.percentage", "28.0 not-supplied"}},
         {"duplicate-figure 1"}},
        {"outside 0 to 100: not used, and the first usable one counts",
         0,
         {{"survey.csv", SURVEY "2024,WRES,5,White,100.1,100\n"
                                "2024,WRES,5,White,100,100\n"
                                "2024,WRES,5,BME,-1,100\n"
                                "2024,WRES,6,BME,0,100\n"}},
         {{EH_WRES, "5.percentage", "100.0 not-supplied"}, {EH_WRES, "6.percentage", "not-supplied 0.0"}},
         {"survey-range 2", "!duplicate-figure"}},
        {"all at or under 1 and none marked: an error that asks for the scale",
         0,
         {{"survey.csv", SURVEY "2024,WRES,5,White,0.28,100\n"
                                "2024,WRES,5,BME,1,100\n"
                                "2024,WDES,9a,Disabled,6.9,100\n"}},
         {{EH_WRES, "5.percentage", "not-supplied not-supplied"}, {EH_WDES, "9a.score", "6.90 not-supplied"}},
         {"survey-scale"}},
        {"one above 1 settles the scale",
         0,
         {{"survey.csv", SURVEY "2024,WRES,5,White,0.28,100\n"
                                "2024,WDES,5,Disabled,1.5,100\n"}},
         {{EH_WRES, "5.percentage", "0.3 not-supplied"}},
         {"!survey-scale"}},
        {"one marked as a percentage settles it too",
         0,
         {{"survey.csv", SURVEY "2024,WRES,5,White,0.28 %,100\n"
                                "2024,WRES,5,BME,0.5,100\n"}},
         {{EH_WRES, "5.percentage", "0.3 0.5"}},
         {"!survey-scale"}},
        {"each file has its own scale",
         0,
         {{"a.csv", SURVEY "2024,WRES,5,White,0.28,100\n"}, {"b.csv", SURVEY "2024,WRES,5,BME,31,100\n"}},
         {{EH_WRES, "5.percentage", "not-supplied 31.0"}},
         {"survey-scale 1"}},
        {"under 11 respondents is a finding, 11 are none, and none said is none",
         0,
         {{"survey.csv", SURVEY "2024,WRES,5,White,28,10\n"
                                "2024,WRES,5,BME,31,11\n"
                                "2024,WRES,6,BME,31,\n"}},
         {{EH_WRES, "5.percentage", "28.0 31.0"}},
         {"survey-small-group 1"}},
        {"the engagement score: 0 to 10, two groups, and all in 9a.overall",
         0,
         {{"survey.csv", SURVEY "2024,WDES,9a,Disabled,6.745,100\n"
                                "2024,WDES,9a.score,Non-disabled,10,100\n"
                                "2024,WDES,9a,All,6.9,200\n"
                                "2024,WDES,9a,All,6.8,200\n"
                                "2024,WDES,9a.overall,,10.5,200\n"}},
         {{EH_WDES, "9a.score", "6.75 10.00"}, {EH_WDES, "9a.overall", "6.90"}},
         {"duplicate-figure 1", "survey-range 1"}},
        {"items, groups and standards that are none",
         0,
         {{"survey.csv", SURVEY "2024,WRES,99,White,28,10\n"
                                "2024,WRES,5,Unknown,28,10\n"
                                "2024,WRES,5,Martians,28,10\n"
                                "2024,WRES,1a.band-5,White,28,10\n"
                                "2024,WXYZ,5,White,28,10\n"
                                "2024,WRES,5,White,,10\n"
                                "2024,WRES,5,White,many,10\n"
                                "2024,WRES,5,White,28,few\n"}},
         {{EH_WRES, "5.percentage", "28.0 not-supplied"}},
         {"unknown-item 2", "unknown-group 2", "unknown-standard 1", "blank-figure 1", "unreadable-figure 1",
          "unreadable-number 1"}},
    };
    CHECK_CASES(cases);
}

static bool absent(double value) {
    return value != value;
}

/* Survey percentages with respondents have an interval, marked as approximate. */
static void survey_intervals(void **state) {
    (void)state;
    test_run t;
    run_one(&t, "survey.csv", SURVEY "2024,WRES,5,White,50,100\n2024,WRES,5,BME,50,\n2024,WDES,9a,Disabled,7,100\n");
    const eh_value *white = eh_return_value(return_of(&t, NULL, EH_WRES), "5.percentage", "white");
    assert_true(white->approximate && white->denominator == 100 && absent(white->numerator));
    assert_true(white->lower > 40.38 && white->lower < 40.39 && white->upper > 59.61 && white->upper < 59.62);
    const eh_value *bme = eh_return_value(return_of(&t, NULL, EH_WRES), "5.percentage", "bme");
    assert_true(!bme->approximate && absent(bme->denominator) && absent(bme->lower));
    const eh_value *score = eh_return_value(return_of(&t, NULL, EH_WDES), "9a.score", "disabled");
    assert_true(!score->approximate && score->denominator == 100 && absent(score->lower));
    run_end(&t);
}

/* A figure that lacks for one group alone makes the return no less unfit. */
static void lacking_for_one_group(void **state) {
    (void)state;
    static const struct {
        const char *last;
        uint64_t lacking;
    } cases[] = {{"2024,WRES,8,BME,31,50\n", 0}, {"2024,WRES,8,White,31,50\n", 1}};
    for (size_t i = 0; i < 2; i++) {
        test_run t;
        char text[1024];
        eh_run_options options = usual_options();
        options.wres = true;
        snprintf(text, sizeof text,
                 SURVEY
                 "2024,WRES,5,White,28,90\n2024,WRES,5,BME,28,90\n2024,WRES,6,White,28,90\n2024,WRES,6,BME,28,90\n"
                 "2024,WRES,7,White,28,90\n2024,WRES,7,BME,28,90\n2024,WRES,8,White,28,90\n%s",
                 cases[i].last);
        run_start(&t, &options);
        assert_int_equal(run_add(&t, "survey.csv", text, NULL), EH_OK);
        assert_int_equal(run_compute(&t), EH_OK);
        uint64_t lacking = 0;
        for (size_t f = 0; f < eh_findings_count(t.findings); f++) {
            const eh_finding *finding = eh_findings_at(t.findings, f);
            if (strcmp(finding->code, "missing-figures") == 0 && strstr(finding->text, "no survey extract"))
                lacking += finding->count;
        }
        assert_int_equal(lacking, cases[i].lacking);
        run_end(&t);
    }
}

#define BOARD "Name,Edition,Executive,Voting,Ethnic Origin,Disability\n"

static void board(void **state) {
    (void)state;
    static const run_case cases[] = {
        {"a row is a member; the difference is in points, unknown included",
         0,
         {STAFF,
          {"board.csv", BOARD "a,,Yes,Yes,A,Yes\n"
                              "b,,Executive,Voting,H,No\n"
                              "c,,Non-executive,Non-voting,A,No\n"
                              "d,,NED,No,Z,\n"
                              "e,2025,Chair,Yes,A,No\n"}},
         {{EH_WRES, "9.board", "3 1 1"},
          {EH_WRES, "9.voting", "2 1 0"},
          {EH_WRES, "9.non-voting", "1 0 1"},
          {EH_WRES, "9.executive", "1 1 0"},
          {EH_WRES, "9.non-executive", "2 0 1"},
          {EH_WRES, "9.difference", "10.0 -5.0 -5.0"},
          {EH_WRES, "9.voting-difference", "16.7 8.3 -25.0"},
          {EH_WDES, "10.board", "1 3 1"}},
         {"!board-mark-blank", "!unknown-mark", "!total-row"}},
        {"rows of other editions are not counted",
         0,
         {STAFF,
          {"board.csv", BOARD "a,2024,Yes,Yes,A,\n"
                              "b,2024/25,Yes,Yes,H,\n"}},
         {{EH_WRES, "9.board", "0 1 0"}},
         {"other-edition 1"}},
        {"the column Voting absent: the voting items are not supplied",
         0,
         {STAFF, {"board.csv", "Name,Executive,Ethnic Origin\na,Yes,A\nb,No,H\n"}},
         {{EH_WRES, "9.board", "1 1 0"},
          {EH_WRES, "9.executive", "1 0 0"},
          {EH_WRES, "9.voting", "not-supplied not-supplied not-supplied"},
          {EH_WRES, "9.voting-difference", "not-supplied not-supplied not-supplied"}},
         {"no-voting-column 1", "!board-mark-blank"}},
        {"blank marks count as no, with a finding each",
         0,
         {STAFF,
          {"board.csv", BOARD "a,,,,A,\n"
                              "b,,Yes,,H,\n"}},
         {{EH_WRES, "9.executive", "0 1 0"}, {EH_WRES, "9.voting", "0 0 0"}, {EH_WRES, "9.non-voting", "1 1 0"}},
         {"board-mark-blank 3"}},
        {"a member whose cells read like the headings is a member",
         0,
         {STAFF,
          {"board.csv", "Executive,Voting,Ethnic Origin\n"
                        "Executive,Voting,H\n"
                        "Executive,Voting,\n"
                        "Executive,Voting,Ethnic Origin\n"
                        "No,No,A\n"}},
         {{EH_WRES, "9.board", "1 1 1"}, {EH_WRES, "9.executive", "0 1 1"}},
         {NULL}},
        {"without a staff extract there is nothing to compare with",
         0,
         {{"board.csv", BOARD "a,,Yes,Yes,A,\n"}},
         {{EH_WRES, "9.board-percentage", "100.0 0.0 0.0"},
          {EH_WRES, "9.workforce", "not-supplied not-supplied not-supplied"},
          {EH_WRES, "9.difference", "not-supplied not-supplied not-supplied"}},
         {NULL}},
        {"non-executives of the board count nowhere else",
         0,
         {{"staff.csv", "Employee Number,Assignment Category,Pay Grade,Staff Group,Ethnic Origin\n"
                        "1,Non-Exec Director/Chair,VSM,Administrative and Clerical,A\n"
                        "2,Permanent,VSM,Administrative and Clerical,H\n"},
          {"board.csv", "Name,Employee Number,Executive,Voting,Ethnic Origin\na,1,No,Yes,A\nb,2,Yes,Yes,H\n"}},
         {{EH_WRES, "1.total", "0 1 0"}, {EH_WRES, "9.board", "1 1 0"}, {EH_WRES, "9.difference", "50.0 -50.0 0.0"}},
         {NULL}},
    };
    CHECK_CASES(cases);
}

#define COUNTS "Edition,Standard,Item,Group,Value\n"

static void counts(void **state) {
    (void)state;
    static const run_case cases[] = {
        {"they fill what no extract supplies, and what follows from it",
         0,
         {STAFF,
          {"counts.csv", COUNTS "2025,WRES,3.entered,White,1\n"
                                ",WRES,3.entered,BME,1\n"
                                "2025,WRES,3.entered,Unknown,0\n"}},
         {{EH_WRES, "3.entered", "1 1 0"}, {EH_WRES, "3.relative-likelihood", "2.00"}},
         {"!counts-disagree"}},
        {"what both supply with different values is a finding; the computed figure stands",
         0,
         {STAFF,
          {"counts.csv", COUNTS "2025,WRES,1.total,White,3\n"
                                "2025,WRES,1.total,BME,1\n"}},
         {{EH_WRES, "1.total", "2 1 1"}},
         {"counts-disagree 1"}},
        {"of an item one group alone: the ratio stays not supplied",
         0,
         {STAFF, {"counts.csv", COUNTS "2025,WRES,3.entered,White,1\n"}},
         {{EH_WRES, "3.entered", "1 not-supplied not-supplied"},
          {EH_WRES, "3.likelihood", "50.00 not-supplied not-supplied"},
          {EH_WRES, "3.relative-likelihood", "not-supplied"}},
         {NULL}},
        {"other editions, duplicates, nonsense",
         0,
         {STAFF,
          {"counts.csv", COUNTS "2024,WRES,3.entered,White,9\n"
                                "2025,WRES,3.entered,White,1\n"
                                "2025,WRES,3.entered,White,2\n"
                                "2025,WRES,3.entered,BME,-1\n"
                                "2025,WRES,4.accessed,White,2000000000\n"
                                "2025,WRES,3.entered,BME,1.5\n"
                                "2025,WRES,5,White,150\n"
                                "2025,WRES,99,White,1\n"}},
         {{EH_WRES, "3.entered", "1 not-supplied not-supplied"},
          {EH_WRES, "5.percentage", "not-supplied not-supplied"}},
         {"other-edition 1", "duplicate-figure 1", "impossible-count 4", "unknown-item 1"}},
        {"metric 3 may end in .5",
         0,
         {STAFF,
          {"counts.csv", COUNTS "2025,WDES,3.entered,Disabled,1.5\n"
                                "2025,WDES,3.entered,Non-disabled,1.25\n"
                                "2025,WDES,2.shortlisted,Disabled,1.5\n"}},
         {{EH_WDES, "3.entered", "1.5 not-supplied not-supplied"},
          {EH_WDES, "2.shortlisted", "not-supplied not-supplied not-supplied"}},
         {"impossible-count 2"}},
    };
    CHECK_CASES(cases);
}

#define ANSWERS "Edition,Item,Answer,Text\n"

static void answers(void **state) {
    (void)state;
    static const run_case cases[] = {
        {"yes, with words",
         0,
         {{"answers.csv", ANSWERS ",9b,y,A staff network\n"}},
         {{EH_WDES, "9b.action", "Yes"}},
         {NULL}},
        {"no; the first counts",
         0,
         {{"answers.csv", ANSWERS "2025,9b.action,No,\n2025,9b,Yes,\n"}},
         {{EH_WDES, "9b.action", "No"}},
         {"duplicate-figure 1"}},
        {"another edition, and neither yes nor no",
         0,
         {{"answers.csv", ANSWERS "2024,9b.action,Yes,\n2025,9b,Perhaps,\n"}},
         {{EH_WDES, "9b.action", "not-supplied"}},
         {"other-edition 1", "unclear-answer 1"}},
    };
    CHECK_CASES(cases);
}

static void words_of_answers(void **state) {
    (void)state;
    test_run t;
    run_one(&t, "answers.csv", ANSWERS ",9b,Yes,A staff network\n,Board lead,Jo Bloggs,\n");
    const eh_return *ret = return_of(&t, NULL, EH_WDES);
    assert_string_equal(eh_return_value(ret, "9b.action", "")->text, "A staff network");
    assert_string_equal(eh_return_detail(ret, "answer.board-lead", "")->value.display, "Jo Bloggs");
    run_end(&t);
}

/* The gap between the survey's disability rate and the record's. */
static void survey_gap(void **state) {
    (void)state;
    test_run t;
    eh_run_options options = usual_options();
    const run_file staff = STAFF;
    run_start(&t, &options);
    assert_int_equal(run_add(&t, staff.name, staff.text, NULL), EH_OK);
    assert_int_equal(
        run_add(&t, "survey.csv", SURVEY "2024,WDES,5,Disabled,50,40\n2024,WDES,5,Non-disabled,60,60\n", NULL), EH_OK);
    assert_int_equal(run_compute(&t), EH_OK);
    const eh_return *ret = return_of(&t, NULL, EH_WDES);
    assert_string_equal(eh_return_detail(ret, "survey-gap.survey-percentage", "")->value.display, "40.0");
    assert_string_equal(eh_return_detail(ret, "survey-gap.record-percentage", "")->value.display, "25.0");
    assert_string_equal(eh_return_detail(ret, "survey-gap.difference", "")->value.display, "15.0");
    run_end(&t);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(survey),     cmocka_unit_test(survey_intervals),
        cmocka_unit_test(board),      cmocka_unit_test(counts),
        cmocka_unit_test(answers),    cmocka_unit_test(words_of_answers),
        cmocka_unit_test(survey_gap), cmocka_unit_test(lacking_for_one_group),
    };
    return cmocka_run_group_tests(tests, catalogue_setup, catalogue_teardown);
}
