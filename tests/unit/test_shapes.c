/* Files that are no plain tables: ESR's interface files joined, as templates/esr-layouts.csv lays them out. */
#include <stdio.h>
#include <string.h>

#include "run_support.h"

/* Records of the older layout with what these tests need. */
#define PER(key, ethnic, disability)                                                                                   \
    "PER,1," key ",\"\",\"\",\"\",\"\",\"\",\"\",,,,,,,,,,,,,,,,,,,,,,\"" ethnic "\",\"" disability "\"\r\n"
#define ASG(id, key, grade)                                                                                            \
    "ASG," id "," key ",20200101,,\"Active Assignment\",,,,,,,,,,,,,,,,\"Permanent\",1,30,,37.5,,,,,,,,RR8,"           \
    "\"1|Nurse, ward|N6A|\",,\"N6A\",,\"NHS|XR0" grade "|Review Body Band " grade "\",\"Nursing and Midwifery "        \
    "Registered|Nurse\",,,,,\r\n"
#define HDR        "HDR,GO_1.DAT\r\n"
#define FTR(count) "FTR,GO_1.DAT," count "\r\n"
#define BAND_5     EH_WRES, "1b.band-5"

/* Records of the newer one. */
#define PRA(key, since, number, ethnic, disability)                                                                    \
    "PRA~" key "~" since "~~" number "~~~~~~~~~~~~~~~~~~" ethnic "~~~~~~~~~~~~~~~~~" disability "~\r\n"
#define ASA(key, id, from, to, number, grade, end)                                                                     \
    "ASA~" key "~" id "~" from "~" to "~~E~" number "~~Active Assignment~~~~~~~~~~~Permanent~Yes~~~~1~~~~"             \
    "1|Nurse|N6A|~NHS|XR0" grade "|Review Body Band " grade                                                            \
    "~~~~Nursing and Midwifery Registered|Nurse~~~~~~~~~~~~~~" end "~\r\n"
#define TRL(count) "TRL~" count "\r\n"

static void comma(void **state) {
    (void)state;
    static const run_case cases[] = {
        {"people and assignments joined, in any order; any yes among the disability records wins",
         0,
         {{"a.dat", HDR PER("101", "A White - British", "No") ASG("7", "101", "5") ASG("8", "102", "5")
                        PER("102", "H Indian", "") "DIS,102,1,No,\r\nDIS,102,2,Yes,\r\nDIS,102,3,No,\r\n" FTR("7")}},
         {{BAND_5, "1 1 0"}, {EH_WDES, "1b.band-5", "1 1 0"}},
         {"!interface-count-wrong", "!interface-header-missing", "!interface-footer-missing",
          "!interface-person-missing", "interface-position-uncertain 1"}},
        {"no header, no footer",
         0,
         {{"a.dat", PER("101", "A", "No") ASG("7", "101", "5")}},
         {{BAND_5, "1 0 0"}},
         {"interface-header-missing 1", "interface-footer-missing 1"}},
        {"an assignment first of all: the row that the file is told by is no heading",
         0,
         {{"a.dat", ASG("7", "101", "5") PER("101", "A", "No")}},
         {{BAND_5, "1 0 0"}},
         {"interface-header-missing 1"}},
        {"a footer that counts more records than there are, and names another file",
         0,
         {{"a.dat", HDR PER("101", "A", "No") ASG("7", "101", "5") "FTR,GO_2.DAT,3\r\n"}},
         {{BAND_5, "1 0 0"}},
         {"interface-count-wrong 1", "interface-name-differs 1"}},
        {"two files joined: nothing is said of counts",
         0,
         {{"a.dat", HDR PER("101", "A", "No") ASG("7", "101", "5") FTR("2") HDR PER("102", "A", "No")
                        ASG("8", "102", "5") FTR("2")}},
         {{BAND_5, "2 0 0"}},
         {"interface-files-joined 1", "!interface-count-wrong"}},
        {"an assignment without its person; records that nobody knows; a line that is none",
         0,
         {{"a.dat", HDR ASG("7", "101", "5") "XYZ,1\r\nXYZ,2\r\nand so on,3\r\n" PER("102", "A", "No") FTR("5")}},
         {{BAND_5, "0 0 1"}},
         {"interface-person-missing 1", "interface-record-unknown 2", "interface-line-unknown 1"}},
        {"a person's record too short for an ethnicity: the column is not there, which is not the same as nobody "
         "stating one",
         0,
         {{"a.dat", HDR "PER,1,101,,,,,,,,,,\r\n" ASG("7", "101", "5") FTR("2")}},
         {{BAND_5, "not-supplied not-supplied not-supplied"}},
         {"missing-figures", "!interface-position-uncertain"}},
        {"employment ended before the snapshot: the person's end date holds for the assignment",
         0,
         {{"a.dat", HDR "PER,1,101,,,,,,,,,,20240601,,,,,,,,,,,,,,,,,,A,No\r\n" ASG("7", "101", "5")
                        PER("102", "A", "No") ASG("8", "102", "5") FTR("4")}},
         {{BAND_5, "1 0 0"}},
         {"!interface-count-wrong"}},
    };
    CHECK_CASES(cases);
}

static void tilde(void **state) {
    (void)state;
    static const run_case cases[] = {
        {"of a person's records the latest counts wherever it stands; of an assignment's the one in force",
         0,
         {{"a.dat", "HDR~GO_2.DAT~20250401 010101~1\r\n" PRA("1", "20240101", "101", "A White - British", "Yes")
                        PRA("1", "20200101", "101", "H Indian", "No")
                            ASA("1", "7", "20200101", "20241231", "101", "4", "47121231")
                                ASA("1", "7", "20250101", "47121231", "101", "5", "") TRL("6")}},
         {{BAND_5, "1 0 0"}, {EH_WRES, "1b.band-4", "0 0 0"}, {EH_WDES, "1b.band-5", "1 0 0"}},
         {"!interface-count-wrong", "!interface-footer-missing"}},
        {"what a later record deletes is left out, and what comes after a deletion is not",
         0,
         {{"a.dat", "HDR~GO_2.DAT~~1\r\n" PRA("1", "20200101", "101", "A", "No")
                        ASA("1", "7", "20200101", "", "101", "4", "") "ASD~7\r\n" ASA(
                            "1", "7", "20200101", "", "101", "5", "") PRA("2", "20200101", "102", "A", "No")
                            ASA("2", "9", "20200101", "", "102", "5", "") "PRD~2\r\n" TRL("9")}},
         {{BAND_5, "1 0 0"}, {EH_WRES, "1b.band-4", "0 0 0"}},
         {"interface-deleted 2", "!interface-count-wrong"}},
        {"the final end of an assignment counts when it is before the record's",
         0,
         {{"a.dat", "HDR~GO_2.DAT~~1\r\n" PRA("1", "20200101", "101", "A", "No")
                        ASA("1", "7", "20200101", "47121231", "101", "5", "20240630")
                            ASA("1", "8", "20200101", "20251231", "101", "6", "") TRL("5")}},
         {{BAND_5, "0 0 0"}, {EH_WRES, "1b.band-6", "1 0 0"}},
         {"!interface-deleted"}},
        {"locations and the like are known and passed over; the footer counts every line",
         0,
         {{"a.dat", "HDR~GO_2.DAT~~1\r\nLOA~1\r\nORA~1\r\n" PRA("1", "20200101", "101", "A", "No")
                        ASA("1", "7", "20200101", "", "101", "5", "") "DIA~1~1~Yes~\r\n" TRL("6")}},
         {{BAND_5, "1 0 0"}, {EH_WDES, "1b.band-5", "1 0 0"}},
         {"interface-count-wrong 1", "!interface-record-unknown"}},
    };
    CHECK_CASES(cases);
}

/* Cut anywhere, a file gives what it holds up to there and says that its footer is missing; nothing else happens. */
static void cut_anywhere(void **state) {
    (void)state;
    static const char whole[] = HDR PER("101", "A", "No") ASG("7", "101", "5") FTR("2");
    static char part[sizeof whole];
    for (size_t length = 12; length < sizeof whole - 3; length += 7) {
        memcpy(part, whole, length);
        part[length] = '\0';
        test_reading r;
        reading_of(&r, "a.dat", part);
        assert_true(r.status == EH_OK || r.status == EH_BAD);
        assert_true(r.data->staff.count <= 1);
        reading_end(&r);
    }
}

#define BLOCK(name) name ",Applications,%,Shortlisted,%,Interviewed,Appointed,%\n"

static void equality_reports(void **state) {
    (void)state;
    static const run_case cases[] = {
        {"a block a characteristic: totals by group become the counts of both standards",
         0,
         {{"r.csv",
           "Equality report\n1 April 2024 to 31 March 2025\n\n" BLOCK(
               "Ethnic Origin") "WHITE - British,100,50,40,50,20,12,50\nWHITE - Irish,10,5,4,5,2,1,5\n"
                                "ASIAN or ASIAN BRITISH - "
                                "Indian,\"1,200\",30,30,30,20,6,30\nUndisclosed,5,5,5,5,5,5,5\n"
                                "Total,1315,100,79,100,47,24,100\n\n" BLOCK(
                                    "Gender") "Female,1000,80,60,80,40,20,80\n\n" BLOCK("Disability") "Yes,50,5,10,5,5,"
                                                                                                      "3,5\nNo,1200,90,"
                                                                                                      "60,90,40,20,"
                                                                                                      "90\nNot "
                                                                                                      "stated,65,5,9,5,"
                                                                                                      "2,1,5\n"}},
         {{EH_WRES, "2.shortlisted", "44 30 5"},
          {EH_WRES, "2.appointed", "13 6 5"},
          {EH_WRES, "2.relative-likelihood", "1.48"},
          {EH_WDES, "2.shortlisted", "10 60 9"},
          {EH_WDES, "2.appointed", "3 20 1"}},
         {"equality-report-totals 2", "!equality-report-sum", "!equality-report-value", "!equality-report-again"}},
        {"the characteristic in a row above its headings; kinds of disability without a yes",
         0,
         {{"r.csv", "Ethnicity\n" BLOCK("Description") "A White - British,9,,9,,9,9,\nReligion\n" BLOCK(
                        "Description") "None,8,,8,,8,8,\nDisability\n" BLOCK("Description") "Physical "
                                                                                            "impairment,4,,3,,2,1,"
                                                                                            "\nMental health "
                                                                                            "condition,4,,3,,2,1,\nNo,"
                                                                                            "4,,4,,4,4,\n"}},
         {{EH_WRES, "2.shortlisted", "9 0 0"}, {EH_WDES, "2.shortlisted", "6 4 0"}, {EH_WDES, "2.appointed", "2 4 0"}},
         {"equality-report-totals 2"}},
        {"kinds of disability beside a yes are parts of it",
         0,
         {{"r.csv", BLOCK("Disability") "Yes,4,,5,,2,2,\nPhysical impairment,4,,3,,2,1,\nNo,4,,4,,4,4,\n"}},
         {{EH_WDES, "2.shortlisted", "5 4 0"}, {EH_WRES, "2.shortlisted", "not-supplied not-supplied not-supplied"}},
         {"equality-report-totals 1"}},
        {"figures that are hidden, labels that are not understood, a total that differs, a block too many",
         0,
         {{"r.csv", BLOCK("Ethnic Origin") "White,9,,<5,,9,9,\nIndian,9,,8,,9,7,\nMartian,9,,2,,9,1,\nTotal,27,,14,,27,"
                                           "18,\n" BLOCK("Ethnic Origin") "White,1,,1,,1,1,\n"}},
         {{EH_WRES, "2.shortlisted", "not-supplied 8 2"}, {EH_WRES, "2.appointed", "9 7 1"}},
         {"equality-report-figure 1", "equality-report-value 1", "equality-report-sum 1", "equality-report-again 1"}},
        {"one row an application is no report, though it says when each applied",
         0,
         {{"r.csv", "Applied,Shortlisted,Appointed,Ethnic Origin,Date Shortlisted\n1,Yes,No,A,2024-05-01\n"}},
         {{EH_WRES, "2.shortlisted", "1 0 0"}},
         {"!equality-report-totals"}},
    };
    CHECK_CASES(cases);
}

#define COMPETENCES                                                                                                    \
    "Competency Name,Competence Level,Min Requirement,Essential,Expiry Date,Compliance Status,Description,Date Start," \
    "Date Last Awarded,Title,Last Updated By,VPD"
#define NAMED(framework, essential, more)                                                                              \
    "NHS|" framework "|Something - 2 Years|,1 - Attended,1," essential                                                 \
    ",30-Nov-2028,GREEN,,2024/12/02 00:00:00,2024/12/02 00:00:00,,457,457" more "\n"

static void competences(void **state) {
    (void)state;
    static const run_case cases[] = {
        {"with the learner: mandatory by the framework, and by Essential",
         0,
         {{"c.csv",
           COMPETENCES ",Employee Number,Ethnic Origin\n" NAMED("LOCAL", "N", ",1,A") NAMED("CSTF", "N", ",2,A")
               NAMED("LOCAL", "Y", ",3,A") NAMED("LOCAL", "", ",4,H") NAMED("MANDATORY", "N", ",5,H")}},
         {{EH_WRES, "4.accessed", "1 1 0"}},
         {"!competences-without-people", "!training-mark-blank"}},
        {"without a mark of its own the framework says it",
         0,
         {{"c.csv",
           "Competence Name,Date Last Awarded,Employee Number,Ethnic Origin\n457|LOCAL|Clinical Risk|,2024-12-02,1,A\n"
           "NHS|CSTF|Fire Safety|,2024-12-02,2,A\n"}},
         {{EH_WRES, "4.accessed", "1 0 0"}},
         {"!competences-without-people", "!no-mandatory-column"}},
        {"a plain name above the first competence counts as one below it",
         0,
         {{"c.csv", "Course,Date Completed,Employee Number,Ethnic Origin\nCPD,2024-12-02,1,A\n"
                    "NHS|CSTF|Fire Safety|,2024-12-02,2,A\nCPD,2024-12-02,3,H\n"}},
         {{EH_WRES, "4.accessed", "1 1 0"}},
         {"!no-mandatory-column"}},
        {"plain names alone say nothing",
         0,
         {{"c.csv", "Course,Date Completed,Employee Number,Ethnic Origin\nCPD,2024-12-02,1,A\n"}},
         {{EH_WRES, "4.accessed", "not-supplied not-supplied not-supplied"}},
         {"no-mandatory-column"}},
    };
    CHECK_CASES(cases);
    test_reading r;
    reading_of(&r, "c.csv", COMPETENCES "\n" NAMED("LOCAL", "N", "") NAMED("CSTF", "Y", ""));
    assert_int_equal(r.status, EH_BAD);
    assert_int_equal(r.data->training.count, 0);
    assert_string_equal(eh_findings_at(r.findings, 0)->code, "competences-without-people");
    reading_end(&r);
}

static void survey_workbooks(void **state) {
    (void)state;
    static const run_case cases[] = {
        {"fractions become percentages of the edition's survey year; other years are no surprise",
         0,
         {{"b.csv", "org_id,org_name,har_from_pat_eth_summary_1_2023,har_from_pat_eth_summary_1_2024,har_from_pat_eth_"
                    "summary_n_1_2024,"
                    "har_from_pat_eth_summary_2_2024,har_from_pat_eth_summary_n_2_2024,q16b_eth_summary_2_2024,Q16B_"
                    "ETH_SUMMARY_1_2024,"
                    "q3a_2024,equal_eth_summary_1_2024_sig\n"
                    "RR8,Somewhere,0.5,0.2815,900,.31250,90,-,0.005,0.4,1\n"}},
         {{EH_WRES, "5.percentage", "28.2 31.3"},
          {EH_WRES, "8.percentage", "0.5 not-supplied"},
          {EH_WRES, "6.percentage", "not-supplied not-supplied"}},
         {"!other-survey-year", "!survey-scale", "!survey-column-uncertain", "!duplicate-figure",
          "!unreadable-figure"}},
        {"the year decides which column",
         2024,
         {{"b.csv", "org_id,equal_eth_summary_1_2023,equal_eth_summary_1_2024\nRR8,0.5,0.6\n"}},
         {{EH_WRES, "7.percentage", "50.0 not-supplied"}},
         {"!other-survey-year"}},
        {"columns by the question on long-lasting conditions, by name and by the number of the question: used, and "
         "said to be uncertain",
         0,
         {{"b.csv", "org_id,har_from_pat_q31a_summary_1_2024,har_from_pat_q31a_summary_n_1_2024,har_from_pat_q31a_"
                    "summary_2_2024,"
                    "q14b_q31a_1_2024,q31b_2024,theme_engagement_q31a_1_2024,theme_engagement_2024\n"
                    "RR8,0.3,40,0.2,0.15,0.7,6.5,7.01\n"}},
         {{EH_WDES, "4a.i.percentage", "30.0 20.0"},
          {EH_WDES, "4a.ii.percentage", "15.0 not-supplied"},
          {EH_WDES, "8.percentage", "70.0"},
          {EH_WDES, "9a.score", "6.50 not-supplied"},
          {EH_WDES, "9a.overall", "7.01"}},
         {"survey-column-uncertain", "!survey-scale", "!survey-small-group"}},
        {"a small group, a figure beyond its scale, another organisation",
         0,
         {{"b.csv", "org_id,equal_eth_summary_1_2024,equal_eth_summary_2_2024,equal_eth_summary_n_2_2024\n"
                    "RXX,0.1,0.1,100\nRR8,34.2,0.5,9\n"},
          {"s.csv", "Organisation Code,Employee Number,Pay Grade,Staff Group,Ethnic Origin\nRR8,1,Band "
                    "5,Administrative and Clerical,A\n"}},
         {{EH_WRES, "7.percentage", "not-supplied 50.0"}},
         {"survey-range 1", "survey-small-group 1"}},
    };
    CHECK_CASES(cases);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(comma),        cmocka_unit_test(tilde),
        cmocka_unit_test(cut_anywhere), cmocka_unit_test(equality_reports),
        cmocka_unit_test(competences),  cmocka_unit_test(survey_workbooks),
    };
    return cmocka_run_group_tests(tests, catalogue_setup, catalogue_teardown);
}
