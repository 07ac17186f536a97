/* Who is in the workforce (rules.md section 2): a case a clause, each with its rows in every order. */
#include <stdio.h>
#include <string.h>

#include "run_support.h"

#define WHO   "Employee Number,Pay Grade,Staff Group,Ethnic Origin,Disability"
#define ADMIN "Band 5,Administrative and Clerical"
#define A     ADMIN ",A,No" /* a White person who is not disabled, in band 5 */

typedef struct wanted {
    eh_standard standard;
    const char *item, *figures;
} wanted;

typedef struct workforce_case {
    const char *what;
    int edition; /* 0: 2025 */
    const char *headings;
    const char *rows[12];
    wanted wanted[6];
    const char *found[5];
} workforce_case;

static void check(const workforce_case *c, const char *const *rows, size_t count) {
    char text[4096];
    size_t length = (size_t)snprintf(text, sizeof text, "%s\n", c->headings);
    for (size_t i = 0; i < count; i++)
        length += (size_t)snprintf(text + length, sizeof text - length, "%s\n", rows[i]);
    assert_true(length < sizeof text);
    test_run t;
    eh_run_options options = usual_options();
    options.edition = c->edition ? c->edition : 2025;
    run_start(&t, &options);
    assert_int_equal(run_add(&t, "staff.csv", text, NULL), EH_OK);
    assert_int_equal(run_compute(&t), EH_OK);
    for (const wanted *w = c->wanted; w->item; w++)
        expect_figures(&t, w->standard, w->item, w->figures);
    for (const char *const *f = c->found; f < c->found + 5 && *f; f++)
        expect_found(&t, *f);
    run_end(&t);
}

/* All orders of few rows; of many, every rotation forwards and backwards. */
static void permute(const workforce_case *c, const char **rows, size_t count, size_t from) {
    if (from + 1 >= count) {
        check(c, rows, count);
        return;
    }
    for (size_t i = from; i < count; i++) {
        const char *swap = rows[from];
        rows[from] = rows[i];
        rows[i] = swap;
        permute(c, rows, count, from + 1);
        rows[i] = rows[from];
        rows[from] = swap;
    }
}

static void rotate(const workforce_case *c, size_t count) {
    const char *rows[12];
    for (size_t start = 0; start < count; start++)
        for (int backwards = 0; backwards < 2; backwards++) {
            for (size_t i = 0; i < count; i++)
                rows[i] = c->rows[(start + (backwards ? count - i : i)) % count];
            check(c, rows, count);
        }
}

static void check_all(const workforce_case *cases, size_t count) {
    for (const workforce_case *c = cases; c < cases + count; c++) {
        const char *rows[12];
        size_t n = 0;
        while (n < 12 && c->rows[n]) {
            rows[n] = c->rows[n];
            n++;
        }
        print_message("         %s\n", c->what);
        if (n <= 4)
            permute(c, rows, n, 0);
        else
            rotate(c, n);
    }
}
#define CHECK_ALL(cases) check_all(cases, sizeof(cases) / sizeof *(cases))

static void rule_1_dates(void **state) {
    (void)state;
    static const workforce_case cases[] = {
        {"started on the snapshot date, the day after, or never said",
         0,
         WHO ",Start Date",
         {"1," A ",31/03/2025", "2," A ",01/04/2025", "3," A ","},
         {{EH_WRES, "1.total", "2 0 0"}, {EH_WDES, "1.total", "0 2 0"}},
         {"future-starts 1", "!unreadable-date"}},
        {"ended before the snapshot date, on it, after it",
         0,
         WHO ",End Date",
         {"1," A ",30/03/2025", "2," A ",31/03/2025", "3," A ",01/04/2025"},
         {{EH_WRES, "1.total", "2 0 0"}},
         {"!future-starts"}},
        {"an end on or after the snapshot date beats a status that means gone",
         0,
         WHO ",End Date,Assignment Status",
         {"1," A ",31/03/2025,Terminated", "2," A ",15/05/2025,Ex-Employee", "3," A ",30/03/2025,Active Assignment"},
         {{EH_WRES, "1.total", "2 0 0"}},
         {NULL}},
        {"31 December 4712 and 1 January 1900 mean no end, so the status decides",
         0,
         WHO ",End Date,Assignment Status",
         {"1," A ",31-Dec-4712,Active Assignment", "2," A ",01/01/1900,Active Assignment",
          "3," A ",31-Dec-4712,Terminated", "4," A ",01/01/1900,Ended"},
         {{EH_WRES, "1.total", "2 0 0"}},
         {"!unreadable-date"}},
        {"projected, fixed-term and contract ends are no ends",
         0,
         WHO ",Projected End Date,Fixed Term End Date,Contract End Date",
         {"1," A ",01/01/2020,,", "2," A ",,01/01/2020,", "3," A ",,,01/01/2020"},
         {{EH_WRES, "1.total", "3 0 0"}},
         {NULL}},
        {"statuses that mean gone",
         0,
         WHO ",Assignment Status",
         {"1," A ",Terminated", "2," A ",Terminate Assignment", "3," A ",Terminate Process Assignment", "4," A ",End",
          "5," A ",Ended", "6," A ",Ex-Employee", "7," A ",INACTIVE NOT WORKED", "8," A ",Applicant",
          "9," A ",Active Assignment"},
         {{EH_WRES, "1.total", "1 0 0"}},
         {"!unknown-status"}},
        {"everyone still employed stays",
         0,
         WHO ",Assignment Status",
         {"1," A ",Active Assignment", "2," A ",Maternity & Adoption", "3," A ",Career Break",
          "4," A ",Suspend Assignment", "5," A ",Acting Up", "6," A ",Out on External Secondment - Paid",
          "7," A ",Out on External Secondment - Unpaid", "8," A ",Internal Secondment"},
         {{EH_WRES, "1.total", "8 0 0"}},
         {"!unknown-status", "!blank-status"}},
        {"a blank status and one that nobody knows are kept and counted",
         0,
         WHO ",Assignment Status",
         {"1," A ",", "2," A ",Hovering", "3," A ",Hovering"},
         {{EH_WRES, "1.total", "3 0 0"}},
         {"blank-status 1", "kept-unknown-status 2", "unknown-status 2"}},
        {"an unreadable date counts as none and is an error with its count",
         0,
         WHO ",Start Date,End Date",
         {"1," A ",soon,", "2," A ",,later", "3," A ",,later"},
         {{EH_WRES, "1.total", "3 0 0"}},
         {"unreadable-date 3", "!dates-perhaps-month-first"}},
        {"a column with an impossible day-first date is perhaps month-first",
         0,
         WHO ",Start Date",
         {"1," A ",03/31/2020", "2," A ",04/05/2020"},
         {{EH_WRES, "1.total", "2 0 0"}},
         {"dates-perhaps-month-first 1", "unreadable-date 1"}},
    };
    CHECK_ALL(cases);
}

static void rule_2_categories(void **state) {
    (void)state;
    static const workforce_case cases[] = {
        {"categories that are not workforce",
         0,
         WHO ",Assignment Category",
         {"1," A ",Bank", "2," A ",Honorary", "3," A ",Agency", "4," A ",Non-Exec Director/Chair",
          "5," A ",Widow/Widower", "6," A ",Casual", "7," A ",Student placement", "8," A ",Bank Worker",
          "9," A ",Zero Hours", "10," A ",Permanent"},
         {{EH_WRES, "1.total", "1 0 0"}, {EH_WDES, "1.total", "0 1 0"}},
         {"!unknown-category"}},
        {"categories that are",
         0,
         WHO ",Assignment Category",
         {"1," A ",Permanent", "2," A ",Fixed Term Temp", "3," A ",Locum", "4," A ",Retainer Scheme",
          "5," A ",Apprentice"},
         {{EH_WRES, "1.total", "5 0 0"}},
         {"!unknown-category", "!blank-category"}},
        {"matched whole: what merely contains Bank is not known, and kept",
         0,
         WHO ",Assignment Category",
         {"1," A ",Permanent Bankside", "2," A ",bank"},
         {{EH_WRES, "1.total", "1 0 0"}},
         {"unknown-category 1", "kept-unknown-category 1"}},
        {"blank with Bank as a word in title, role or area",
         0,
         WHO ",Assignment Category,Position Title,Job Role,Area of Work",
         {"1," A ",,Bank Nurse,,", "2," A ",,,Nurse (Bank),", "3," A ",,,,Bank", "4," A ",,Bankside Clerk,,"},
         {{EH_WRES, "1.total", "1 0 0"}},
         {"blank-category 1"}},
        {"a category that is not blank is not overruled by a title",
         0,
         WHO ",Assignment Category,Position Title",
         {"1," A ",Permanent,Bank Manager", "2," A ",Strange,Bank Nurse"},
         {{EH_WRES, "1.total", "2 0 0"}},
         {"!blank-category", "kept-unknown-category 1"}},
        {"bank stays in WDES before 2023, and in WRES does not",
         2022,
         WHO ",Assignment Category",
         {"1," A ",Bank", "2," A ",Permanent", "3," A ",Casual"},
         {{EH_WRES, "1.total", "1 0 0"}, {EH_WDES, "1.total", "0 2 0"}},
         {NULL}},
        {"bank leaves WDES in 2023",
         2023,
         WHO ",Assignment Category",
         {"1," A ",Bank", "2," A ",Permanent"},
         {{EH_WRES, "1.total", "1 0 0"}, {EH_WDES, "1.total", "0 1 0"}},
         {NULL}},
        {"a person with a bank and a permanent assignment is counted on the permanent one",
         0,
         WHO ",Assignment Category,FTE",
         {"1,Band 6,Administrative and Clerical,A,No,Bank,1",
          "1,Band 3,Administrative and Clerical,A,No,Permanent,0.1"},
         {{EH_WRES, "1a.band-3", "1 0 0"}, {EH_WRES, "1a.band-6", "0 0 0"}, {EH_WRES, "1.total", "1 0 0"}},
         {"!folded-in"}},
    };
    CHECK_ALL(cases);
}

/* Person 1 has two or three assignments, of which the one in band 7 should count. */
#define CLERK ",Administrative and Clerical,A,No,"
#define ON_7                                                                                                           \
    {                                                                                                                  \
        {EH_WRES, "1a.band-7", "1 0 0"}, {EH_WRES, "1.total", "1 0 0"}, {                                              \
            EH_WDES, "1a.band-7", "0 1 0"                                                                              \
        }                                                                                                              \
    }

static void rule_3_chosen(void **state) {
    (void)state;
    static const workforce_case cases[] = {
        {"the primary assignment first",
         0,
         WHO ",Primary Assignment,FTE",
         {"1,Band 7" CLERK "Yes,0.1", "1,Band 9" CLERK "No,1", "1,Band 8a" CLERK ",0.5"},
         ON_7,
         {"folded-in 2"}},
        {"then the highest FTE",
         0,
         WHO ",Primary Assignment,FTE",
         {"1,Band 7" CLERK "No,0.6", "1,Band 9" CLERK "No,0.4", "1,Band 8a" CLERK "No,0.59999"},
         ON_7,
         {"folded-in 2"}},
        {"a blank FTE is the lowest, below 0, and an unreadable one is blank",
         0,
         WHO ",FTE",
         {"1,Band 7" CLERK "0", "1,Band 9" CLERK, "1,Band 8a" CLERK "much"},
         ON_7,
         {"unreadable-number 1"}},
        {"FTE of very many digits",
         0,
         WHO ",FTE",
         {"1,Band 7" CLERK "9.99999999999999999999999999999", "1,Band 9" CLERK "0.000000000000000000000000000009",
          "1,Band 8a" CLERK "1.23456789012345678901234567891"},
         ON_7,
         {"!unreadable-number"}},
        {"then the highest band",
         0,
         WHO ",FTE",
         {"1,Band 7" CLERK "1", "1,Band 5" CLERK "1", "1,Under Band 1" CLERK "1"},
         ON_7,
         {NULL}},
        {"no band is the lowest",
         0,
         WHO,
         {"1,Band 7" CLERK, "1,Band 8" CLERK, "1," CLERK},
         ON_7,
         {"!unplaced", "!unplaced-blank"}},
        {"VSM above band 9, a medical grade above VSM",
         0,
         WHO ",Job Role",
         {"1,VSM" CLERK "Director", "1,Band 9" CLERK "Director", "1,Medical,Medical and Dental,A,No,Consultant"},
         {{EH_WRES, "1b.consultants", "1 0 0"}, {EH_WRES, "1.total", "1 0 0"}},
         {NULL}},
        {"then the lowest assignment number by code point, a blank one first",
         0,
         WHO ",Assignment Number,Area of Work",
         {"1,Band 7" CLERK ",z", "1,Band 7,Nursing and Midwifery Registered,A,No,1,a"},
         ON_7,
         {NULL}},
        {"10 before 9: by code point, not as numbers",
         0,
         WHO ",Assignment Number",
         {"1,Band 7" CLERK "10", "1,Band 7,Nursing and Midwifery Registered,A,No,9"},
         ON_7,
         {NULL}},
        {"then the smallest row, field by field",
         0,
         WHO ",Start Date",
         {"1,Band 7" CLERK "01/01/2019", "1,Band 7,Nursing and Midwifery Registered,A,No,01/01/2020"},
         ON_7,
         {NULL}},
        {"of the fields the earlier column decides: Staff Group before Job Role",
         0,
         WHO ",Job Role",
         {"1,Band 7" CLERK "Z", "1,Band 7,Nursing and Midwifery Registered,A,No,A"},
         ON_7,
         {NULL}},
        {"rows that are wholly the same are one person and a note",
         0,
         WHO ",Assignment Number",
         {"1,Band 7" CLERK "1", "1,Band 7" CLERK "1"},
         ON_7,
         {"folded-in 1", "same-assignment-number 1"}},
    };
    CHECK_ALL(cases);
}

static void rule_4_groups(void **state) {
    (void)state;
    static const workforce_case cases[] = {
        {"an unknown ethnicity on the chosen assignment is filled from the next that states one",
         0,
         WHO ",FTE",
         {"1," ADMIN ",Z,,1", "1," ADMIN ",H,,0.5", "1," ADMIN ",A,,0.4"},
         {{EH_WRES, "1.total", "0 1 0"}},
         {"different-ethnic-groups 1"}},
        {"a stated one is not overruled",
         0,
         WHO ",FTE",
         {"1," ADMIN ",A,,1", "1," ADMIN ",H,,0.5"},
         {{EH_WRES, "1.total", "1 0 0"}},
         {"different-ethnic-groups 1", "!different-ethnic-codes"}},
        {"different codes of one group are a note",
         0,
         WHO ",FTE",
         {"1," ADMIN ",H,,1", "1," ADMIN ",J,,0.5", "1," ADMIN ",H,,0.4"},
         {{EH_WRES, "1.total", "0 1 0"}},
         {"different-ethnic-codes 1", "!different-ethnic-groups"}},
        {"an assignment that is not kept fills nothing in",
         0,
         WHO ",FTE,End Date",
         {"1," ADMIN ",Z,,1,", "1," ADMIN ",H,Yes,0.5,01/01/2025"},
         {{EH_WRES, "1.total", "0 0 1"}, {EH_WDES, "1.total", "0 0 1"}},
         {"!different-ethnic-groups"}},
        {"a Yes on any kept assignment wins",
         0,
         WHO ",FTE",
         {"1," ADMIN ",A,No,1", "1," ADMIN ",A,Not Declared,0.5", "1," ADMIN ",A,Yes,0.1"},
         {{EH_WDES, "1.total", "1 0 0"}},
         {"different-disability-groups 1"}},
        {"then a No",
         0,
         WHO ",FTE",
         {"1," ADMIN ",A,Not Declared,1", "1," ADMIN ",A,No,0.5"},
         {{EH_WDES, "1.total", "0 1 0"}},
         {"!different-disability-groups"}},
        {"else unknown",
         0,
         WHO,
         {"1," ADMIN ",Z,Not Declared", "1," ADMIN ",,"},
         {{EH_WRES, "1.total", "0 0 1"}, {EH_WDES, "1.total", "0 0 1"}},
         {NULL}},
    };
    CHECK_ALL(cases);
}

static void rule_5_numbers(void **state) {
    (void)state;
    static const workforce_case cases[] = {
        {"a row without an employee number is a person of its own",
         0,
         WHO,
         {"," A, "," A, "1," A},
         {{EH_WRES, "1.total", "3 0 0"}},
         {"without-employee-number 2", "!folded-in"}},
        {"leading zeros are part of the number",
         0,
         WHO,
         {"1," A, "01," A, "001," A},
         {{EH_WRES, "1.total", "3 0 0"}},
         {"!folded-in"}},
        {"two rows with the same assignment number are two assignments",
         0,
         WHO ",Assignment Number",
         {"1," A ",7", "2," A ",7", "2," A ",8"},
         {{EH_WRES, "1.total", "2 0 0"}},
         {"same-assignment-number 1", "folded-in 1"}},
    };
    CHECK_ALL(cases);
}

static void the_rows_of_indicator_1(void **state) {
    (void)state;
    static const workforce_case cases[] = {
        {"unplaced people are in the workforce, listed by their value",
         0,
         WHO,
         {"1,Band 8,Administrative and Clerical,A,No", "2,Band 8,Administrative and Clerical,H,No",
          "3,Band 5,Astronauts,A,No", "4," A},
         {{EH_WRES, "1.unplaced", "2 1 0"}, {EH_WRES, "1.total", "3 1 0"}, {EH_WRES, "1a.total", "1 0 0"}},
         {"unplaced 3", "unknown-pay-grade 2", "unknown-staff-group 1"}},
        {"nothing in the pay grade",
         0,
         WHO,
         {"1,,Administrative and Clerical,A,No", "2," A},
         {{EH_WRES, "1.unplaced", "1 0 0"}},
         {"unplaced-blank 1", "!unplaced"}},
        {"a medical director is a consultant and an of-which, and in the total once",
         0,
         WHO ",Job Role",
         {"1,Medical,Medical and Dental,A,No,Medical Director", "2,Medical,Medical and Dental,H,Yes,Consultant"},
         {{EH_WRES, "1b.consultants", "1 1 0"},
          {EH_WRES, "1b.senior-medical-managers", "1 0 0"},
          {EH_WRES, "1b.total", "1 1 0"},
          {EH_WDES, "1b.cluster-5", "1 1 0"}},
         {"!unplaced"}},
        {"the occupation code decides against the staff group, with a finding",
         0,
         WHO ",Occupation Code",
         {"1,Band 5,Administrative and Clerical,A,No,N6A", "2,Band 5,Nursing and Midwifery Registered,A,No,G2C"},
         {{EH_WRES, "1a.band-5", "1 0 0"}, {EH_WRES, "1b.band-5", "1 0 0"}},
         {"occupation-clash 2"}},
    };
    CHECK_ALL(cases);
}

/* Values that no vocabulary knows are an error when more than one in 200 have them: 1 of 200 is not, 2 of 200 are. */
static void many_unmapped(void **state) {
    (void)state;
    for (int unmapped = 1; unmapped <= 2; unmapped++) {
        char text[16384];
        size_t length = (size_t)snprintf(text, sizeof text, "%s\n", WHO);
        for (int i = 0; i < 200; i++)
            length += (size_t)snprintf(text + length, sizeof text - length, "%d,%s,%s,No\n", i, ADMIN,
                                       i < unmapped ? "Martian" : "A");
        test_run t;
        run_one(&t, "staff.csv", text);
        expect_figures(&t, EH_WRES, "1.total", unmapped == 1 ? "199 0 1" : "198 0 2");
        assert_int_equal(times_found(&t, "unknown-value"), unmapped);
        assert_int_equal(times_found(&t, "many-unmapped"), unmapped == 1 ? 0 : 2);
        if (unmapped == 2)
            assert_string_equal(first_found(&t, "many-unmapped")->standard, "WRES");
        run_end(&t);
    }
}

/* What a return says of how it came about. */
static void details(void **state) {
    (void)state;
    test_run t;
    run_one(&t, "staff.csv",
            WHO ",Assignment Category,End Date\n"
                "1," ADMIN ",A,No,Permanent,\n"
                "1," ADMIN ",A,No,Permanent,\n"
                "2," ADMIN ",Z,Prefer Not To Answer,Permanent,\n"
                "3," ADMIN ",,,Permanent,\n"
                "4," ADMIN ",Martian,Perhaps,Permanent,\n"
                "5," ADMIN ",A,No,Bank,\n"
                "6," ADMIN ",A,No,Permanent,01/01/2025\n");
    static const struct {
        const char *name, *display;
    } wants[] = {
        {"declaration.stated", "1"},
        {"declaration.declined", "1"},
        {"declaration.not-held", "1"},
        {"declaration.not-recognised", "1"},
        {"declaration.stated-percentage", "25.0"},
        {"assignments.kept", "5"},
        {"assignments.folded-in", "1"},
        {"dropped-assignments.bank", "1"},
        {"dropped-assignments.ended", "1"},
        {"dropped-people.bank", "1"},
        {"dropped-people.ended", "1"},
        {"dropped-people.status", "0"},
    };
    for (eh_standard s = 0; s < EH_STANDARD_COUNT; s++)
        for (size_t i = 0; i < sizeof wants / sizeof *wants; i++) {
            const eh_detail *detail = eh_return_detail(return_of(&t, NULL, s), wants[i].name, "");
            assert_non_null(detail);
            assert_string_equal(detail->value.display, wants[i].display);
        }
    run_end(&t);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rule_1_dates),  cmocka_unit_test(rule_2_categories), cmocka_unit_test(rule_3_chosen),
        cmocka_unit_test(rule_4_groups), cmocka_unit_test(rule_5_numbers),    cmocka_unit_test(the_rows_of_indicator_1),
        cmocka_unit_test(many_unmapped), cmocka_unit_test(details),
    };
    return cmocka_run_group_tests(tests, catalogue_setup, catalogue_teardown);
}
