/* Out of memory: each allocation of a small whole run fails in turn, and everything says so, and leaks nothing (a build with AddressSanitizer tells).
 * The linker puts the functions below in the place of malloc, calloc and realloc, in our own code alone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "evenhand/run.h"
#include "evenhand/source.h"

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *at, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *at, size_t size);

/* How many more allocations work; below 0: all. Then one fails, or, as when memory is gone, that one and all behind it. */
static long left = -1;
static bool for_good, failed;

static bool fails(void) {
    if (left < 0)
        return false;
    if (left > 0) {
        left--;
        return false;
    }
    failed = true;
    left = for_good ? 0 : -1;
    return true;
}

void *__wrap_malloc(size_t size) {
    return fails() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size) {
    return fails() ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *at, size_t size) {
    return fails() ? NULL : __real_realloc(at, size);
}

static const struct {
    const char *name, *text;
} files[] = {
    {"staff.csv", "Staff in post\nEmployee Number,Assignment Number,Assignment Category,Assignment Status,Start "
                  "Date,Pay Grade,Staff Group,FTE,Ethnic "
                  "Origin,Disability\n"
                  "1,1,Permanent,Active Assignment,01/01/2020,Band 5,Administrative and Clerical,1,A,No\n"
                  "1,1-2,Permanent,Active Assignment,01/01/2020,Band 6,Administrative and Clerical,0.5,H,Yes\n"
                  "2,2,Odd,Odd,soon,Band 99,Odd,odd,Odd,Odd\n"
                  ",3,Bank,,01/01/2026,VSM,,,,\n"},
    {"applicants.csv", "Application ID,Shortlisted,Appointed,Closing Date,Ethnic Origin,Disability\n"
                       "1,Yes,Yes,01/05/2024,A,No\n1,Yes,No,01/05/2024,H,Yes\n2,No,Yes,,H,Odd\n"},
    {"cases.csv",
     "Employee Number,Case Type,Formal,Grounds,Date Opened,Ethnic Origin,Disability\n"
     "01,Disciplinary,Yes,,01/05/2024,A,No\n1-2,Capability,Yes,Ill health,01/05/2023,,\n9,Odd,Odd,Odd,Odd,Odd,Odd\n"},
    {"training.csv", "Employee Number,Mandatory,Date Completed\n1,No,01/05/2024\n8,,01/05/2024\n"},
    {"board.csv", "Name,Executive,Voting,Ethnic Origin,Disability\na,Yes,,A,No\nb,NED,Yes,H,\n"},
    {"survey.csv",
     "Survey Year,Standard,Item,Group,Percentage,Respondents\n2024,WRES,5,White,28.1,9\n2024,WDES,9a,All,6.9,100\n"
     "2023,WRES,5,BME,31,10\n"},
    {"counts.csv", "Standard,Item,Group,Value\nWRES,3.entered,White,7\nWRES,99,White,7\n"},
    {"answers.csv", "Item,Answer,Text\n9b.action,Yes,Words\nBoard lead,Somebody,\n"},
    {"fruit.csv", "Fruit,Price\nApple,1\n"},
};
enum { FILES = sizeof files / sizeof *files };

static eh_status end_sink(eh_sink *sink, eh_status status) {
    if (status == EH_OK)
        return sink->commit(sink);
    sink->abort(sink);
    return status;
}

static eh_status write_todo(const eh_run *run) {
    char *data = NULL;
    size_t size = 0, count = 0;
    eh_sink *sink = eh_sink_to_memory(&data, &size);
    eh_status status = sink ? end_sink(sink, eh_run_write_mapping_todo(run, sink, &count)) : EH_NOMEM;
    free(data);
    return status;
}

static eh_status write_returns(eh_return *const *returns) {
    eh_status status = EH_OK;
    for (size_t i = 0; returns[i] && status == EH_OK; i++) {
        char *data = NULL;
        size_t size = 0;
        eh_sink *sink = eh_sink_to_memory(&data, &size);
        status = sink ? end_sink(sink, eh_return_write_xml(returns[i], sink)) : EH_NOMEM;
        free(data);
    }
    return status;
}

static eh_status add_all(eh_run *run, eh_source **sources) {
    for (size_t i = 0; i < FILES; i++) {
        sources[i] = eh_source_from_memory(files[i].name, files[i].text, strlen(files[i].text));
        if (!sources[i])
            return EH_NOMEM;
        eh_status status = eh_run_add(run, sources[i], NULL);
        if (status != (strcmp(files[i].name, "fruit.csv") == 0 ? EH_BAD : EH_OK))
            return status;
    }
    return EH_OK;
}

/* A whole run; EH_OK only when all of it worked. */
static eh_status whole_run(void *context) {
    const eh_catalogue *catalogue = context;
    static const char *const organisations[] = {"RR8", NULL};
    const eh_run_options options = {.organisations = organisations, .prepared = "2025-05-20T09:00:00Z"};
    eh_findings *findings = eh_findings_new();
    if (!findings)
        return EH_NOMEM;
    eh_run *run = NULL;
    eh_return **returns = NULL;
    eh_source *sources[FILES] = {NULL};
    eh_status status = eh_run_new(catalogue, &options, findings, &run);
    assert_true((status == EH_OK) == (run != NULL));
    if (status == EH_OK)
        status = add_all(run, sources);
    if (status == EH_OK) {
        status = eh_run_compute(run, &returns);
        assert_true((status == EH_OK) == (returns != NULL));
    }
    if (status == EH_OK)
        status = write_todo(run);
    if (status == EH_OK)
        status = write_returns(returns);
    for (size_t i = 0; returns && returns[i]; i++)
        eh_return_free(returns[i]);
    free((void *)returns);
    eh_run_free(run);
    for (size_t i = 0; i < FILES; i++)
        eh_source_close(sources[i]);
    eh_findings_free(findings);
    return status;
}

/* Lets each allocation of a piece of work fail in turn, until it is done before the next one would. */
static void each_in_turn(eh_status (*work)(void *context), void *context, long at_least) {
    for (int all = 0; all < 2; all++) {
        long allocations = 0;
        for (failed = true, for_good = all; failed; allocations++) {
            failed = false;
            left = allocations;
            eh_status status = work(context);
            left = -1;
            if (status != (failed ? EH_NOMEM : EH_OK))
                fail_msg("allocation %ld: %s", allocations, eh_status_text(status));
        }
        print_message("         %ld allocations\n", allocations - 1);
        assert_true(allocations > at_least);
    }
}

static void a_run(void **state) {
    eh_catalogue *catalogue = NULL;
    eh_findings *findings = eh_findings_new();
    (void)state;
    assert_int_equal(eh_catalogue_read(NULL, NULL, findings, &catalogue), EH_OK);
    each_in_turn(whole_run, catalogue, 200);
    eh_catalogue_free(catalogue);
    eh_findings_free(findings);
}

static eh_status read_catalogue(void *context) {
    (void)context;
    static const char mapping[] =
        "kind,field,from,to\nstaff,Ethnic Origin,Martian,White - British\nstaff,heading,Tribe,Ethnic Origin\n";
    eh_findings *findings = eh_findings_new();
    eh_source *source = eh_source_from_memory("mapping.csv", mapping, sizeof mapping - 1);
    eh_catalogue *catalogue = NULL;
    eh_status status = findings && source ? eh_catalogue_read(NULL, source, findings, &catalogue) : EH_NOMEM;
    assert_true((status == EH_OK) == (catalogue != NULL));
    eh_catalogue_free(catalogue);
    eh_source_close(source);
    eh_findings_free(findings);
    return status;
}

static void a_catalogue(void **state) {
    (void)state;
    each_in_turn(read_catalogue, NULL, 50);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_run), cmocka_unit_test(a_catalogue)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
