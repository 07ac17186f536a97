/* Whole runs: organisations, options, last year, cancelling, what is refused. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "indicator/run.h"
#include "return/breakdown.h"
#include "run_support.h"

#define STAFF "Organisation Code,Employee Number,Pay Grade,Staff Group,Ethnic Origin,Disability\n"
#define POST  "Band 5,Administrative and Clerical"

/* "RR8/WRES RR8/WDES ...": which returns there are, in their order. */
static void expect_returns(const test_run *t, const char *wanted) {
    char got[256] = "";
    size_t length = 0;
    for (size_t i = 0; t->returns && t->returns[i]; i++)
        length += (size_t)snprintf(got + length, sizeof got - length, "%s%s/%s", i ? " " : "",
                                   t->returns[i]->organisation, eh_return_standard(t->returns[i]));
    assert_string_equal(got, wanted);
}

static void expect_total(const test_run *t, const char *organisation, const char *wanted) {
    char out[FIGURES_ROOM];
    assert_string_equal(figures(return_of(t, organisation, EH_WRES), "1.total", out), wanted);
}

/* ---- organisations ---- */

typedef struct organisation_case {
    const char *what;
    run_file files[3];
    const char *asked[4];
    eh_status status;
    const char *returns;
    struct {
        const char *organisation, *total;
    } totals[3];
    const char *found[3];
} organisation_case;

#define TWO     STAFF "RR8,1," POST ",A,No\nrr8 ,2," POST ",A,No\n RA1,1," POST ",H,No\n"
#define NO_CODE "Employee Number,Pay Grade,Staff Group,Ethnic Origin,Disability\n9," POST ",H,No\n"

static const organisation_case organisations[] = {
    {"two in one file: one return each, sorted; the same number in two organisations is two people",
     {{"a.csv", TWO}},
     {NULL},
     EH_OK,
     "RA1/WRES RA1/WDES RR8/WRES RR8/WDES",
     {{"RA1", "0 1 0"}, {"RR8", "2 0 0"}},
     {NULL}},
    {"one of them asked for", {{"a.csv", TWO}}, {"RA1"}, EH_OK, "RA1/WRES RA1/WDES", {{"RA1", "0 1 0"}}, {NULL}},
    {"asked for as people write it, and twice",
     {{"a.csv", TWO}},
     {" ra1 ", "RA1"},
     EH_OK,
     "RA1/WRES RA1/WDES",
     {{"RA1", "0 1 0"}},
     {NULL}},
    {"one that is not there",
     {{"a.csv", TWO}},
     {"RA1", "XYZ"},
     EH_OK,
     "RA1/WRES RA1/WDES",
     {{"RA1", "0 1 0"}},
     {"organisation-not-found 1"}},
    {"none that is there", {{"a.csv", TWO}}, {"XYZ"}, EH_BAD, "", {{NULL, NULL}}, {"organisation-not-found 1"}},
    {"what is no code is none that is there",
     {{"a.csv", NO_CODE}},
     {"../etc"},
     EH_BAD,
     "",
     {{NULL, NULL}},
     {"organisation-not-found 1"}},
    {"a file without the column is the run's only organisation's",
     {{"a.csv", STAFF "RR8,1," POST ",A,No\n"}, {"b.csv", NO_CODE}},
     {NULL},
     EH_OK,
     "RR8/WRES RR8/WDES",
     {{"RR8", "1 1 0"}},
     {"!rows-without-organisation"}},
    {"or the one's that is asked for, beside its own rows",
     {{"a.csv", TWO}, {"b.csv", NO_CODE}},
     {"RR8"},
     EH_OK,
     "RR8/WRES RR8/WDES",
     {{"RR8", "2 1 0"}},
     {NULL}},
    {"among several it belongs to nobody, an error",
     {{"a.csv", TWO}, {"b.csv", NO_CODE}},
     {NULL},
     EH_OK,
     "RA1/WRES RA1/WDES RR8/WRES RR8/WDES",
     {{"RA1", "0 1 0"}, {"RR8", "2 0 0"}},
     {"rows-without-organisation 1"}},
    {"a blank code likewise",
     {{"a.csv", TWO ",5," POST ",A,No\n"}},
     {NULL},
     EH_OK,
     "RA1/WRES RA1/WDES RR8/WRES RR8/WDES",
     {{"RR8", "2 0 0"}},
     {"rows-without-organisation 1"}},
    {"no code anywhere: which one?", {{"a.csv", NO_CODE}}, {NULL}, EH_BAD, "", {{NULL, NULL}}, {"no-organisation 1"}},
    {"no code anywhere, and one is said",
     {{"a.csv", NO_CODE}},
     {"RR8"},
     EH_OK,
     "RR8/WRES RR8/WDES",
     {{"RR8", "0 1 0"}},
     {NULL}},
    {"codes that are none are left out, an error",
     {{"a.csv", STAFF "RR8,1," POST ",A,No\nR8,2," POST ",A,No\nRR8-1,3," POST ",A,No\nRR8456789,4," POST ",A,No\n"}},
     {NULL},
     EH_OK,
     "RR8/WRES RR8/WDES",
     {{"RR8", "1 0 0"}},
     {"bad-organisation-code 3"}},
    {"an organisation that only the survey knows gets no return, with a note",
     {{"a.csv", STAFF "RR8,1," POST ",A,No\n"},
      {"b.csv", "Organisation Code,Standard,Item,Group,Percentage\nRA1,WRES,5,White,28\nRR8,WRES,5,White,28\n"}},
     {NULL},
     EH_OK,
     "RR8/WRES RR8/WDES",
     {{"RR8", "1 0 0"}},
     {"only-figures 1"}},
    {"unless there is nothing but figures",
     {{"b.csv", "Organisation Code,Standard,Item,Group,Percentage\nRA1,WRES,5,White,28\n"}},
     {NULL},
     EH_OK,
     "RA1/WRES RA1/WDES",
     {{"RA1", "not-supplied not-supplied not-supplied"}},
     {NULL}},
};

static void which_organisations(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof organisations / sizeof *organisations; i++) {
        const organisation_case *c = &organisations[i];
        test_run t;
        eh_run_options options = usual_options();
        options.organisations = c->asked[0] ? c->asked : NULL;
        print_message("         %s\n", c->what);
        run_start(&t, &options);
        for (size_t f = 0; f < 3 && c->files[f].name; f++)
            assert_int_equal(run_add(&t, c->files[f].name, c->files[f].text, NULL), EH_OK);
        assert_int_equal(run_compute(&t), c->status);
        expect_returns(&t, c->returns);
        for (size_t f = 0; f < 3 && c->totals[f].organisation; f++)
            expect_total(&t, c->totals[f].organisation, c->totals[f].total);
        for (size_t f = 0; f < 3 && c->found[f]; f++)
            expect_found(&t, c->found[f]);
        run_end(&t);
    }
}

/* A column that one organisation's file has is not there for another one's. */
static void columns_of_its_own_files(void **state) {
    (void)state;
    test_run t;
    char out[FIGURES_ROOM];
    eh_run_options options = usual_options();
    options.organisations = NULL;
    run_start(&t, &options);
    assert_int_equal(run_add(&t, "a.csv", STAFF "RR8,1," POST ",A,No\n", NULL), EH_OK);
    assert_int_equal(run_add(&t, "b.csv",
                             "Organisation Code,Employee Number,Pay Grade,Staff Group,Disability\nRA1,1," POST ",No\n",
                             NULL),
                     EH_OK);
    assert_int_equal(
        run_add(&t, "c.csv", "Organisation Code,Name,Executive,Voting,Ethnic Origin\nRR8,a,Yes,Yes,A\n", NULL), EH_OK);
    assert_int_equal(run_add(&t, "d.csv", "Organisation Code,Name,Executive,Ethnic Origin\nRA1,a,Yes,A\n", NULL),
                     EH_OK);
    assert_int_equal(run_compute(&t), EH_OK);
    expect_total(&t, "RR8", "1 0 0");
    expect_total(&t, "RA1", "not-supplied not-supplied not-supplied");
    assert_string_equal(figures(return_of(&t, "RA1", EH_WDES), "1.total", out), "0 1 0");
    assert_string_equal(figures(return_of(&t, "RR8", EH_WRES), "9.voting", out), "1 0 0");
    assert_string_equal(figures(return_of(&t, "RA1", EH_WRES), "9.voting", out),
                        "not-supplied not-supplied not-supplied");
    assert_string_equal(first_found(&t, "no-voting-column")->organisation, "RA1");
    expect_found(&t, "!column-in-some-files");
    run_end(&t);
}

/* Many organisations of few rows each, in files of all kinds: each has its own rows and no other. */
static void many_organisations(void **state) {
    (void)state;
    enum { MANY = 300, ROOM = 65536 };
    static char staff[ROOM], applicants[ROOM], cases[ROOM];
    size_t s = (size_t)snprintf(staff, ROOM, "%s", STAFF),
           a = (size_t)snprintf(applicants, ROOM,
                                "Organisation Code,Application ID,Shortlisted,Appointed,Ethnic Origin\n"),
           c = (size_t)snprintf(cases, ROOM, "Organisation Code,Employee Number,Case Type,Date Opened\n");
    for (int round = 0; round < 2; round++)
        for (int i = MANY; i-- > 0;) {
            s += (size_t)snprintf(staff + s, ROOM - s, "X%03d,%d," POST ",%s,No\n", i, round, i % 2 ? "A" : "H");
            a += (size_t)snprintf(applicants + a, ROOM - a, "X%03d,7,Yes,%s,%s\n", i, round ? "Yes" : "No",
                                  round ? "H" : "A");
            c += (size_t)snprintf(cases + c, ROOM - c, "X%03d,%d,Disciplinary,01/05/2024\n", i, i % 3 ? round : 0);
        }
    assert_true(s < ROOM - 1 && a < ROOM - 1 && c < ROOM - 1);
    test_run t;
    eh_run_options options = usual_options();
    options.organisations = NULL;
    run_start(&t, &options);
    assert_int_equal(run_add(&t, "staff.csv", staff, NULL), EH_OK);
    assert_int_equal(run_add(&t, "applicants.csv", applicants, NULL), EH_OK);
    assert_int_equal(run_add(&t, "cases.csv", cases, NULL), EH_OK);
    assert_int_equal(run_compute(&t), EH_OK);
    for (int i = 0; i < MANY; i++) {
        char out[FIGURES_ROOM];
        const eh_return *ret = t.returns[2 * i];
        assert_int_equal(ret->standard, EH_WRES);
        assert_string_equal(figures(ret, "1.total", out), i % 2 ? "2 0 0" : "0 2 0");
        assert_string_equal(figures(ret, "2.shortlisted", out), "0 1 0");
        assert_string_equal(figures(ret, "3.entered", out),
                            i % 3 ? (i % 2 ? "2 0 0" : "0 2 0") : (i % 2 ? "1 0 0" : "0 1 0"));
    }
    assert_null(t.returns[2 * MANY]);
    run_end(&t);
}

/* ---- options ---- */

static void standards_asked_for(void **state) {
    (void)state;
    for (int i = 0; i < 3; i++) {
        test_run t;
        eh_run_options options = usual_options();
        options.wres = i == 1;
        options.wdes = i == 2;
        run_start(&t, &options);
        assert_int_equal(run_add(&t, "a.csv", NO_CODE, NULL), EH_OK);
        assert_int_equal(run_compute(&t), EH_OK);
        expect_returns(&t, i == 0 ? "RR8/WRES RR8/WDES" : i == 1 ? "RR8/WRES" : "RR8/WDES");
        run_end(&t);
    }
}

static void clinical_by(void **state) {
    (void)state;
    for (int by_group = 0; by_group < 2; by_group++) {
        test_run t;
        eh_run_options options = usual_options();
        options.clinical_by_staff_group = by_group;
        run_start(&t, &options);
        assert_int_equal(run_add(&t, "a.csv",
                                 "Employee Number,Pay Grade,Staff Group,Occupation Code,Ethnic Origin\n"
                                 "1," POST ",N6A,A\n",
                                 NULL),
                         EH_OK);
        assert_int_equal(run_compute(&t), EH_OK);
        expect_figures(&t, EH_WRES, by_group ? "1a.band-5" : "1b.band-5", "1 0 0");
        assert_string_equal(return_of(&t, NULL, EH_WRES)->clinical_by, by_group ? "staff-group" : "occupation-code");
        run_end(&t);
    }
}

/* Everything that a return needs, so that it is complete; a row of remarks is worth a warning. */
static const char all_counts[] =
    "Standard,Item,Group,Value\n"
    "WRES,2.shortlisted,White,10\nWRES,2.shortlisted,BME,10\nWRES,2.shortlisted,Unknown,1\n"
    "WRES,2.appointed,White,5\nWRES,2.appointed,BME,4\nWRES,2.appointed,Unknown,1\n"
    "WRES,3.entered,White,1\nWRES,3.entered,BME,1\nWRES,3.entered,Unknown,0\n"
    "WRES,4.accessed,White,1\nWRES,4.accessed,BME,1\nWRES,4.accessed,Unknown,0\n"
    "WRES,5,White,28\nWRES,5,BME,28\nWRES,6,White,28\nWRES,6,BME,28\n"
    "WRES,7,White,28\nWRES,7,BME,28\nWRES,8,White,28\nWRES,8,BME,28\n";

static void fit_to_submit(void **state) {
    (void)state;
    for (int strict = 0; strict < 2; strict++) {
        test_run t;
        eh_run_options options = usual_options();
        options.wres = true;
        options.strict = strict;
        run_start(&t, &options);
        assert_int_equal(run_add(&t, "staff.csv", STAFF ",1," POST ",A,No\n,2," POST ",H,No\n,," POST ",A,No\n", NULL),
                         EH_OK);
        assert_int_equal(run_add(&t, "board.csv", "Name,Executive,Voting,Ethnic Origin\na,Yes,Yes,A\n", NULL), EH_OK);
        assert_int_equal(run_add(&t, "counts.csv", all_counts, NULL), EH_OK);
        assert_int_equal(run_compute(&t), EH_OK);
        const eh_return *ret = return_of(&t, NULL, EH_WRES);
        expect_found(&t, "without-employee-number 1"); /* a warning */
        for (size_t i = 0; i < eh_findings_count(t.findings); i++)
            if (eh_findings_at(t.findings, i)->severity == EH_ERROR)
                fail_msg("%s", eh_findings_at(t.findings, i)->text);
        assert_int_equal(ret->complete, !strict);
        size_t errors = 0;
        for (size_t i = 0; i < ret->finding_count; i++)
            errors += ret->findings[i].severity == EH_ERROR;
        assert_true(strict ? errors > 0 : errors == 0);
        run_end(&t);
    }
}

/* Findings of one standard or organisation are not held against another. */
static void findings_told_apart(void **state) {
    (void)state;
    test_run t;
    eh_run_options options = usual_options();
    options.edition = 2022; /* WDES keeps bank, WRES does not */
    run_start(&t, &options);
    assert_int_equal(run_add(&t, "staff.csv",
                             "Employee Number,Pay Grade,Staff Group,Assignment Category,Ethnic Origin,Disability\n"
                             "1," POST ",Bank,A,No\n1," POST
                             ",Permanent,A,No\n2,Band 99,Administrative and Clerical,Bank,A,No\n",
                             NULL),
                     EH_OK);
    assert_int_equal(run_compute(&t), EH_OK);
    expect_figures(&t, EH_WRES, "1.total", "1 0 0");
    expect_figures(&t, EH_WDES, "1.total", "0 2 0");
    expect_found(&t, "folded-in 1");
    assert_string_equal(first_found(&t, "folded-in")->standard, "WDES");
    expect_found(&t, "unplaced 1");
    for (eh_standard s = 0; s < EH_STANDARD_COUNT; s++) {
        const eh_return *ret = return_of(&t, NULL, s);
        size_t unplaced = 0;
        for (size_t i = 0; i < ret->finding_count; i++)
            unplaced += strcmp(ret->findings[i].code, "unplaced") == 0;
        assert_int_equal(unplaced, s == EH_WDES);
    }
    assert_string_equal(eh_return_detail(return_of(&t, NULL, EH_WRES), "dropped-people.bank", "")->value.display, "1");
    assert_null(eh_return_detail(return_of(&t, NULL, EH_WDES), "dropped-people.bank", ""));
    run_end(&t);
}

static void one_workforce_is_found_once(void **state) {
    (void)state;
    test_run t;
    run_one(&t, "staff.csv", STAFF ",1," POST ",A,No\n,1," POST ",A,No\n");
    expect_found(&t, "folded-in 1");
    assert_string_equal(first_found(&t, "folded-in")->standard, "");
    run_end(&t);
}

/* ---- last year ---- */

static void last_year(void **state) {
    (void)state;
    test_run before;
    eh_run_options options = usual_options();
    options.edition = 2024;
    run_start(&before, &options);
    assert_int_equal(run_add(&before, "a.csv", NO_CODE, NULL), EH_OK);
    assert_int_equal(run_compute(&before), EH_OK);
    for (int edition = 2025; edition <= 2026; edition++) {
        test_run t;
        options.edition = edition;
        options.previous = (const eh_return *const *)before.returns;
        run_start(&t, &options);
        assert_int_equal(run_add(&t, "a.csv", NO_CODE, NULL), EH_OK);
        assert_int_equal(run_compute(&t), EH_OK);
        const eh_return *ret = return_of(&t, NULL, EH_WRES);
        assert_int_equal(ret->previous_edition, 2024);
        const eh_previous *total = eh_return_previous(ret, "1.total", "bme");
        assert_string_equal(total->display, "1");
        assert_int_equal(total->missing, EH_PRESENT);
        assert_int_equal(eh_return_previous(ret, "2.relative-likelihood", "")->missing, EH_NOT_SUPPLIED);
        assert_non_null(eh_return_previous(return_of(&t, NULL, EH_WDES), "1.total", "disabled"));
        expect_found(&t, edition == 2025 ? "!previous-not-last-year" : "previous-not-last-year");
        run_end(&t);
    }
    run_end(&before);
}

static void last_year_of_another(void **state) {
    (void)state;
    static const char *const other[] = {"RA1", NULL};
    test_run before, t;
    eh_run_options options = usual_options();
    options.edition = 2024;
    options.organisations = other;
    run_start(&before, &options);
    assert_int_equal(run_add(&before, "a.csv", NO_CODE, NULL), EH_OK);
    assert_int_equal(run_compute(&before), EH_OK);
    options = usual_options();
    options.previous = (const eh_return *const *)before.returns;
    run_start(&t, &options);
    assert_int_equal(run_add(&t, "a.csv", NO_CODE, NULL), EH_OK);
    assert_int_equal(run_compute(&t), EH_OK);
    assert_int_equal(return_of(&t, NULL, EH_WRES)->previous_edition, 0);
    assert_int_equal(return_of(&t, NULL, EH_WRES)->previous_count, 0);
    run_end(&t);
    run_end(&before);
}

/* ---- stopping ---- */

typedef struct watch {
    unsigned calls, stop_at;
    uint64_t rows;
} watch;

static bool count_calls(void *context, uint64_t rows, double share) {
    watch *w = context;
    assert_true(rows >= w->rows && share <= 1);
    w->rows = rows;
    return ++w->calls != w->stop_at;
}

static void cancelled_by_progress(void **state) {
    (void)state;
    enum { ROWS = 100000 };
    size_t room = 64 + (size_t)ROWS * 48, length = 0;
    char *text = malloc(room);
    assert_non_null(text);
    length += (size_t)snprintf(text, room, "Employee Number,Pay Grade,Staff Group,Ethnic Origin\n");
    for (int i = 0; i < ROWS; i++)
        length += (size_t)snprintf(text + length, room - length, "%d," POST ",A\n", i);
    /* It is asked three times while rows are read, and twice while the return is made. */
    static const struct {
        unsigned stop_at, calls;
        eh_status read, made;
    } cases[] = {
        {0, 5, EH_OK, EH_OK}, {2, 2, EH_CANCELLED, EH_BAD}, {4, 4, EH_OK, EH_CANCELLED}, {5, 5, EH_OK, EH_CANCELLED}};
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
        test_run t;
        watch w = {0, cases[c].stop_at, 0};
        eh_run_options options = usual_options();
        options.progress = count_calls;
        options.progress_context = &w;
        run_start(&t, &options);
        assert_int_equal(run_add(&t, "a.csv", text, NULL), cases[c].read);
        assert_int_equal(run_compute(&t), cases[c].made);
        assert_int_equal(w.calls, cases[c].calls);
        assert_int_equal(eh_run_dataset(t.run)->staff.count, cases[c].read == EH_OK ? ROWS : 0);
        run_end(&t);
    }
    free(text);
}

static void nothing_to_compute(void **state) {
    (void)state;
    test_run t;
    eh_run_options options = usual_options();
    run_start(&t, &options);
    assert_int_equal(run_compute(&t), EH_BAD);
    expect_found(&t, "no-extract 1");
    assert_int_equal(run_add(&t, "a.csv", "Fruit,Price\nApple,1\n", NULL), EH_BAD);
    assert_int_equal(run_add(&t, "b.csv", NO_CODE, "fruit"), EH_BAD);
    assert_int_equal(run_compute(&t), EH_BAD);
    expect_found(&t, "no-extract 2");
    run_end(&t);
}

static void editions_not_known(void **state) {
    (void)state;
    test_run t;
    eh_run_options options = usual_options();
    options.edition = 2014;
    run_start(&t, &options);
    assert_int_equal(run_add(&t, "a.csv", NO_CODE, NULL), EH_OK);
    assert_int_equal(run_compute(&t), EH_BAD);
    expect_found(&t, "edition-not-known 2");
    assert_non_null(strstr(first_found(&t, "edition-not-known")->text, "2014"));
    run_end(&t);
}

/* A run may go on after it was computed. */
static void computed_twice(void **state) {
    (void)state;
    test_run t;
    run_one(&t, "a.csv", NO_CODE);
    expect_figures(&t, EH_WRES, "1.total", "0 1 0");
    for (size_t i = 0; t.returns[i]; i++)
        eh_return_free(t.returns[i]);
    free((void *)t.returns);
    t.returns = NULL;
    assert_int_equal(run_add(&t, "b.csv", "Employee Number,Pay Grade,Staff Group,Ethnic Origin\n10," POST ",A\n", NULL),
                     EH_OK);
    assert_int_equal(run_compute(&t), EH_OK);
    expect_figures(&t, EH_WRES, "1.total", "1 1 0");
    run_end(&t);
}

/* What a return says of its sources. */
static void sources(void **state) {
    (void)state;
    test_run t;
    eh_run_options options = usual_options();
    options.organisations = NULL;
    run_start(&t, &options);
    assert_int_equal(run_add(&t, "a.csv", STAFF "RR8,1," POST ",A,No\nRA1,1," POST ",A,No\nRR8,,Band 5,,A,No\n", NULL),
                     EH_OK);
    assert_int_equal(run_add(&t, "b.csv",
                             "Organisation Code,Shortlisted,Appointed,Ethnic Origin\nRA1,Yes,No,A\nRA1,No,No,A\n",
                             NULL),
                     EH_OK);
    assert_int_equal(run_compute(&t), EH_OK);
    const eh_return *ra1 = return_of(&t, "RA1", EH_WRES), *rr8 = return_of(&t, "RR8", EH_WRES);
    assert_int_equal(ra1->source_count, 2);
    assert_string_equal(ra1->sources[1].kind, "applicants");
    assert_string_equal(ra1->sources[1].file, "b.csv");
    assert_int_equal(ra1->sources[1].rows, 2);
    assert_int_equal(ra1->sources[1].used, 1);
    assert_int_equal(strlen(ra1->sources[1].sha256), 64);
    assert_int_equal(rr8->source_count, 1);
    assert_int_equal(rr8->sources[0].rows, 2);
    assert_int_equal(rr8->sources[0].used, 2);
    run_end(&t);
}

/* ---- values that no vocabulary knew ---- */

static void mapping_todo(void **state) {
    (void)state;
    test_run t;
    char *data = NULL;
    size_t size = 0, count = 0;
    run_one(&t, "staff.csv",
            STAFF ",1," POST ",Martian,No\n,2," POST ",\"mar-TIAN\",=1+1\n,3," POST ",\"Say \"\"what\"\"\",No\n");
    eh_sink *sink = eh_sink_to_memory(&data, &size);
    assert_int_equal(eh_run_write_mapping_todo(t.run, sink, &count), EH_OK);
    assert_int_equal(sink->commit(sink), EH_OK);
    assert_int_equal(count, 3);
    assert_string_equal(data, "kind,field,from,to,count\r\n"
                              "staff,Ethnic Origin,\"Martian\",,2\r\n"
                              "staff,Disability,\"'=1+1\",,1\r\n"
                              "staff,Ethnic Origin,\"Say \"\"what\"\"\",,1\r\n");
    free(data);
    run_end(&t);
    run_one(&t, "staff.csv", STAFF ",1," POST ",A,No\n");
    sink = eh_sink_to_memory(&data, &size);
    assert_int_equal(eh_run_write_mapping_todo(t.run, sink, &count), EH_OK);
    assert_int_equal(count, 0);
    sink->abort(sink);
    run_end(&t);
}

static void expect_sexes(const test_run *t, const char *name, const char *group, const char *wanted) {
    static const char *const columns[] = {"female", "male", "other-or-not-stated"};
    const eh_breakdown *b = eh_breakdown_find(return_of(t, NULL, EH_WRES), name, "");
    assert_non_null(b);
    for (size_t i = 0; i < 3; i++)
        assert_int_equal((int)eh_breakdown_at(b, "", group, "", columns[i])->value, wanted[i] - '0');
}

/* Sex by ethnicity, of the chosen assignment; nobody's without the column. */
static void sex_by_ethnicity(void **state) {
    static const char everybody[] = "sex-by-ethnicity", senior[] = "sex-by-ethnicity-in-band-8a-and-above";
    test_run t;
    (void)state;
    run_one(&t, "staff.csv",
            "Employee Number,Pay Grade,Staff Group,Primary Assignment,Gender,Ethnic Origin\n"
            "1,Band 5,Administrative and Clerical,Yes,Female,A\n"
            "2,Band 8a,Administrative and Clerical,Yes,f,A\n"
            "3,VSM,Administrative and Clerical,Yes,MALE,H\n"
            "4,Band 7,Administrative and Clerical,Yes,M,H\n"
            "5,Consultant,Medical and Dental,Yes,,Z\n"
            "6,Band 9,Administrative and Clerical,Yes,Prefer to self-describe,H\n"
            "7,Band 2,Administrative and Clerical,No,Male,A\n"
            "7,Band 2,Administrative and Clerical,Yes,Female,A\n"
            "8,Band 2,Administrative and Clerical,Yes,Male,A\n" /* alike in all else: Female comes first */
            "8,Band 2,Administrative and Clerical,Yes,Female,A\n");
    expect_sexes(&t, everybody, "white", "400");
    expect_sexes(&t, everybody, "bme", "021");
    expect_sexes(&t, everybody, "unknown", "001");
    expect_sexes(&t, senior, "white", "100");
    expect_sexes(&t, senior, "bme", "011");
    expect_sexes(&t, senior, "unknown", "000");
    assert_null(eh_breakdown_find(return_of(&t, NULL, EH_WDES), everybody, ""));
    run_end(&t);
    run_one(&t, "staff.csv",
            "Employee Number,Pay Grade,Staff Group,Ethnic Origin\n1,Band 5,Administrative and Clerical,A\n");
    assert_int_equal(eh_breakdown_find(return_of(&t, NULL, EH_WRES), everybody, "")->missing, EH_NOT_SUPPLIED);
    assert_int_equal(eh_breakdown_find(return_of(&t, NULL, EH_WRES), senior, "")->missing, EH_NOT_SUPPLIED);
    run_end(&t);
}

/* The five ethnic groups by the census forms since 2011, and the workforce by a column on request. */
static void breakdowns(void **state) {
    static const char staff[] = "Employee Number,Pay Grade,Staff Group,Directorate,Ethnic Origin\n"
                                "1,Band 5,Administrative and Clerical,Finance,A\n"
                                "2,Band 8a,Administrative and Clerical,finance,A\n"
                                "3,Band 5,Administrative and Clerical,Finance,R Chinese\n"
                                "4,VSM,Administrative and Clerical,Finance,BME\n"
                                "5,Band 5,Administrative and Clerical,,Z\n"
                                "6,Band 5,Administrative and Clerical,Finance,N\n";
    static const char *const wanted[][2] = {{"white", "2"}, {"mixed", "0"},        {"asian", "1"},  {"black", "1"},
                                            {"other", "0"}, {"bme-not-said", "1"}, {"unknown", "1"}};
    eh_run_options options = usual_options();
    test_run t;
    (void)state;
    options.by = "directorate";
    run_start(&t, &options);
    assert_int_equal(run_add(&t, "staff.csv", staff, NULL), EH_OK);
    assert_int_equal(run_compute(&t), EH_OK);
    const eh_return *ret = return_of(&t, NULL, EH_WRES);
    const eh_breakdown *groups = eh_breakdown_find(ret, "ethnic-groups", ""),
                       *parts = eh_breakdown_find(ret, "workforce", "directorate"),
                       *ratios = eh_breakdown_find(ret, "workforce-ratios", "directorate");
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        assert_int_equal((int)eh_breakdown_at(groups, "", "", "", wanted[i][0])->value, wanted[i][1][0] - '0');
    assert_int_equal((int)eh_breakdown_at(parts, "Finance", "white", "", "all")->value, 2);
    assert_int_equal((int)eh_breakdown_at(parts, "Finance", "bme", "", "banded")->value, 3);
    assert_int_equal((int)eh_breakdown_at(parts, "Finance", "bme", "", "band-8a-and-above")->value, 1);
    assert_int_equal((int)eh_breakdown_at(parts, "not-stated", "unknown", "", "all")->value, 1);
    assert_true(eh_breakdown_at(ratios, "Finance", "", "band-8a-and-above", "ratio")->value == 1.5);
    assert_null(eh_breakdown_find(return_of(&t, NULL, EH_WDES), "ethnic-groups", ""));
    run_end(&t);
    options.by = "area-of-work";
    run_start(&t, &options);
    assert_int_equal(run_add(&t, "staff.csv", staff, NULL), EH_OK);
    assert_int_equal(run_compute(&t), EH_OK);
    assert_int_equal(eh_breakdown_find(return_of(&t, NULL, EH_WRES), "workforce", "area-of-work")->missing,
                     EH_NOT_SUPPLIED);
    expect_found(&t, "no-column-to-break-down-by");
    run_end(&t);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(breakdowns),
        cmocka_unit_test(sex_by_ethnicity),
        cmocka_unit_test(which_organisations),
        cmocka_unit_test(columns_of_its_own_files),
        cmocka_unit_test(many_organisations),
        cmocka_unit_test(standards_asked_for),
        cmocka_unit_test(clinical_by),
        cmocka_unit_test(fit_to_submit),
        cmocka_unit_test(findings_told_apart),
        cmocka_unit_test(one_workforce_is_found_once),
        cmocka_unit_test(last_year),
        cmocka_unit_test(last_year_of_another),
        cmocka_unit_test(cancelled_by_progress),
        cmocka_unit_test(nothing_to_compute),
        cmocka_unit_test(editions_not_known),
        cmocka_unit_test(computed_twice),
        cmocka_unit_test(sources),
        cmocka_unit_test(mapping_todo),
    };
    return cmocka_run_group_tests(tests, catalogue_setup, catalogue_teardown);
}
