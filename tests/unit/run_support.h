/* Runs over extracts in memory: texts in, returns and findings out, both as strings that tests can compare. */
#ifndef RUN_SUPPORT_H
#define RUN_SUPPORT_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include "evenhand/run.h"
#include "record/dataset.h"
#include "return/return.h"

/* The built-in catalogue; made in a group's setup, freed in its teardown. */
int catalogue_setup(void **state);
int catalogue_teardown(void **state);
const eh_catalogue *the_catalogue(void);

enum { RUN_FILES = 16 };
typedef struct test_run {
    eh_findings *findings;
    eh_source *sources[RUN_FILES];
    unsigned source_count;
    eh_run *run;
    eh_return **returns;
    eh_status status; /* of computing */
} test_run;

/* Starts a run; run_end frees all of it. The usual options: edition 2025, organisation RR8 for rows that say none, every figure reckoned twice. */
void run_start(test_run *t, const eh_run_options *options);
eh_run_options usual_options(void);
/* Adds a text as a file of this name; `kind` as in eh_run_add. The text must live as long as the run. */
eh_status run_add(test_run *t, const char *name, const char *text, const char *kind);
eh_status run_compute(test_run *t);
void run_end(test_run *t);

/* One file, the usual options. */
void run_one(test_run *t, const char *name, const char *text);

/* The return of a standard: of an organisation, or of the first when that is NULL. NULL when there is none. */
const eh_return *return_of(const test_run *t, const char *organisation, eh_standard standard);
/* What people see of an item's groups, "3 2 0"; a reason where a value is missing. In a buffer of the caller's. */
enum { FIGURES_ROOM = 200 };
const char *figures(const eh_return *ret, const char *item, char out[FIGURES_ROOM]);
void expect_figures(const test_run *t, eh_standard standard, const char *item, const char *wanted);

/* How often a code was found in all (the counts of all findings that bear it); 0 when it was not. */
uint64_t times_found(const test_run *t, const char *code);
/* The first finding of a code, or NULL. */
const eh_finding *first_found(const test_run *t, const char *code);
/* "code 3": found that often; "code": found at all; "!code": not found. */
void expect_found(const test_run *t, const char *wanted);

/* A case of a table: files in, figures and findings out. Only the standards of which figures are wanted are computed. */
typedef struct run_file {
    const char *name, *text;
} run_file;
typedef struct run_figures {
    eh_standard standard;
    const char *item, *figures;
} run_figures;
typedef struct run_case {
    const char *what;
    int edition; /* 0: 2025 */
    run_file files[4];
    run_figures wanted[8];
    const char *found[6]; /* as for expect_found */
} run_case;
void check_cases(const run_case *cases, size_t count);
#define CHECK_CASES(cases) check_cases(cases, sizeof(cases) / sizeof *(cases))

/* A dataset alone, for tests of reading. */
typedef struct test_reading {
    eh_findings *findings;
    eh_dataset *data;
    eh_status status;
} test_reading;
void reading_of_bytes(test_reading *r, const char *name, const void *data, size_t size, const eh_kind *kind);
void reading_of(test_reading *r, const char *name, const char *text);
void reading_end(test_reading *r);

#endif
