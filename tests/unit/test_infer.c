/* Telling the edition from the extracts, when nobody says it. */
#include <string.h>

#include "run_support.h"

typedef struct infer_case {
    const char *what;
    run_file files[4];
    int edition;      /* 0: the run stops and asks */
    const char *code; /* then the finding; its text holds `says` */
    const char *says;
} infer_case;

#define STAFF            "Employee Number,Pay Grade,Ethnic Origin,Start Date\n1,Band 5,A,01/05/2019\n"
#define SURVEY(year)     "Survey Year,Standard,Item,Group,Percentage\n" year ",WRES,5,White,28\n"
#define COUNTS(edition)  "Edition,Standard,Item,Group,Value\n" edition ",WRES,1.total,White,28\n"
#define BOARD(edition)   "Edition,Executive,Ethnic Origin\n" edition ",Yes,A\n"
#define ANSWERS(edition) "Edition,Item,Answer\n" edition ",9b,Yes\n"
#define APPLICATIONS     "Shortlisted,Appointed,Closing Date,Ethnic Origin\n"
#define TRAINING         "Employee Number,Mandatory,Date Completed\n"
#define CASES            "Employee Number,Case Type,Date Opened\n"

static const infer_case cases[] = {
    {"a survey year is that of the autumn before", {{"a.csv", SURVEY("2024")}}, 2025, "edition-inferred", "2025"},
    {"of several survey years the latest",
     {{"a.csv", SURVEY("2022") "2023,WRES,5,White,28\n"}},
     2024,
     "edition-inferred",
     "2024"},
    {"the edition of counts", {{"a.csv", COUNTS("2024")}}, 2024, "edition-inferred", "2024"},
    {"the edition of the board, as two years", {{"a.csv", BOARD("2023/24")}}, 2024, "edition-inferred", "2024"},
    {"the edition of answers", {{"a.csv", ANSWERS("2023")}}, 2023, "edition-inferred", "2023"},
    {"a title with the snapshot date",
     {{"a.csv", "Staff in post as at 31 March 2024\n" STAFF}},
     2024,
     "edition-inferred",
     "2024"},
    {"with a 31st", {{"a.csv", "31st March 2024\n" STAFF}}, 2024, "edition-inferred", "2024"},
    {"in figures", {{"a.csv", "As at 31/03/2024\n" STAFF}}, 2024, "edition-inferred", "2024"},
    {"a title with the standard", {{"a.csv", "WRES 2023 staff list\n" STAFF}}, 2023, "edition-inferred", "2023"},
    {"and without a space", {{"a.csv", "WRES2023\n" STAFF}}, 2023, "edition-inferred", "2023"},
    {"a title with two years", {{"a.csv", "Year 2023/24\n" STAFF}}, 2024, "edition-inferred", "2024"},
    {"a title with two years and a dash", {{"a.csv", "Year 2023-24\n" STAFF}}, 2024, "edition-inferred", "2024"},
    {"two years that do not follow one another are none",
     {{"a.csv", "Rooms 2023/25\n" STAFF}},
     0,
     "edition-unclear",
     ""},
    {"another day of March says nothing", {{"a.csv", "Printed on 30 March 2024\n" STAFF}}, 0, "edition-unclear", ""},
    {"a bare year in a title says nothing", {{"a.csv", "Report 2024\n" STAFF}}, 0, "edition-unclear", ""},
    {"start dates of staff say nothing", {{"a.csv", STAFF}}, 0, "edition-unclear", ""},
    {"applications by the year in which most are",
     {{"a.csv", APPLICATIONS "Yes,No,31/03/2024,A\nYes,No,01/04/2024,A\nYes,No,31/03/2025,A\n"}},
     2025,
     "edition-inferred",
     "2025"},
    {"training likewise",
     {{"a.csv", TRAINING "1,No,01/05/2023\n1,No,31/03/2024\n1,No,01/04/2024\n"}},
     2024,
     "edition-inferred",
     "2024"},
    {"cases by the latest year that holds a fifth of them",
     {{"a.csv",
       CASES "1,Capability,01/05/2022\n1,Capability,02/05/2022\n1,Capability,03/05/2022\n1,Capability,04/05/2022\n"
             "1,Capability,01/05/2023\n"}},
     2024,
     "edition-inferred",
     "2024"},
    {"but not by fewer",
     {{"a.csv",
       CASES "1,Capability,01/05/2022\n1,Capability,02/05/2022\n1,Capability,03/05/2022\n1,Capability,04/05/2022\n"
             "1,Capability,05/05/2022\n1,Capability,01/05/2023\n"}},
     2023,
     "edition-inferred",
     "2023"},
    {"cases do not matter where applications are dated",
     {{"a.csv", CASES "1,Capability,01/05/2021\n"}, {"b.csv", APPLICATIONS "Yes,No,31/03/2024,A\n"}},
     2024,
     "edition-inferred",
     "2024"},
    {"all agree",
     {{"a.csv", SURVEY("2024")}, {"b.csv", COUNTS("2025")}, {"c.csv", "WRES 2025\n" STAFF}},
     2025,
     "edition-inferred",
     "2025"},
    {"they disagree: the run stops and asks, naming the years",
     {{"a.csv", SURVEY("2024")}, {"b.csv", COUNTS("2024")}},
     0,
     "editions-disagree",
     "2024, 2025"},
    {"titles of two files disagree",
     {{"a.csv", "WRES 2023\n" STAFF}, {"b.csv", "WDES 2024\n" STAFF}},
     0,
     "editions-disagree",
     "2023, 2024"},
    {"blank editions say nothing", {{"a.csv", COUNTS("")}}, 0, "edition-unclear", ""},
};

static void the_edition(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const infer_case *c = &cases[i];
        test_run t;
        eh_run_options options = usual_options();
        options.edition = 0;
        print_message("         %s\n", c->what);
        run_start(&t, &options);
        for (size_t f = 0; f < 4 && c->files[f].name; f++)
            assert_int_equal(run_add(&t, c->files[f].name, c->files[f].text, NULL), EH_OK);
        assert_int_equal(run_compute(&t), c->edition ? EH_OK : EH_BAD);
        if (c->edition)
            assert_int_equal(return_of(&t, NULL, EH_WRES)->edition, c->edition);
        assert_non_null(first_found(&t, c->code));
        assert_non_null(strstr(first_found(&t, c->code)->text, c->says));
        run_end(&t);
    }
}

static void said_is_said(void **state) {
    (void)state;
    test_run t;
    run_one(&t, "survey.csv", SURVEY("2022"));
    assert_int_equal(return_of(&t, NULL, EH_WRES)->edition, 2025);
    expect_found(&t, "!edition-inferred");
    expect_found(&t, "other-survey-year 1");
    run_end(&t);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_edition), cmocka_unit_test(said_is_said)};
    return cmocka_run_group_tests(tests, catalogue_setup, catalogue_teardown);
}
