/* Out of memory: each allocation of a small whole run fails in turn, and everything says so, and leaks nothing (a build with AddressSanitizer tells).
 * The linker puts the functions below in the place of malloc, calloc and realloc, in our own code alone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

#include <cmocka.h>

#include "evenhand/audit.h"
#include "evenhand/compare.h"
#include "evenhand/disclosure.h"
#include "evenhand/progress.h"
#include "evenhand/report.h"
#include "evenhand/run.h"
#include "evenhand/source.h"
#include "extract/access.h"
#include "report/explain.h"
#include "report/trace.h"
#include "return/breakdown.h"
#include "return/return.h"
#include "sample_return.h"

#define MAIN_AT "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006/relationships"
#define OFFICE  "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *at, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *at, size_t size);

/* How many more allocations work; below 0: all. Then one fails, or, as when memory is gone, that one and all behind it. */
static atomic_long left = -1;
static atomic_bool for_good, failed;

static bool fails(void) {
    long now = atomic_load(&left);
    while (now >= 0 && !atomic_compare_exchange_weak(&left, &now, now > 0 ? now - 1 : for_good ? 0 : -1))
        ;
    if (now != 0)
        return false;
    failed = true;
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
                  "Origin,Disability,Gender\n"
                  "1,1,Permanent,Active Assignment,01/01/2020,Band 5,Administrative and Clerical,1,A,No,Female\n"
                  "1,1-2,Permanent,Active Assignment,01/01/2020,Band 6,Administrative and Clerical,0.5,H,Yes,M\n"
                  "2,2,Odd,Odd,soon,Band 99,Odd,odd,Odd,Odd,Odd\n"
                  ",3,Bank,,01/01/2026,VSM,,,,,\n"},
    {"applicants.csv", "Application ID,Shortlisted,Interviewed,Appointed,Closing Date,Staff Group,Pay "
                       "Grade,Source,Ethnic Origin,Disability\n"
                       "1,Yes,Yes,Yes,01/05/2024,Students,Band 3,NHS Jobs,A,No\n"
                       "1,Yes,Odd,No,01/05/2024,Estates,Band 2,,H,Yes\n2,No,,Yes,,,,Overseas,H,Odd\n"
                       "3,No,,No,01/05/2024,,,,H,No\n"},
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
    const eh_run_options options = {.organisations = organisations, .prepared = "2025-05-20T09:00:00Z", .verify = true};
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

/* Lets every `step`th allocation of a piece of work fail in turn, until it is done before the next one would. */
static void every_nth(eh_status (*work)(void *context), void *context, long step, long at_least) {
    for (int all = 0; all < 2; all++) {
        long allocations = 0;
        for_good = all;
        failed = true;
        for (; failed; allocations += step) {
            failed = false;
            left = allocations;
            eh_status status = work(context);
            left = -1;
            if (status != (failed ? EH_NOMEM : EH_OK))
                fail_msg("allocation %ld: %s", allocations, eh_status_text(status));
        }
        print_message("         %ld allocations\n", allocations - step);
        assert_true(allocations > at_least);
    }
}

static void each_in_turn(eh_status (*work)(void *context), void *context, long at_least) {
    every_nth(work, context, 1, at_least);
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

/* ---- a figure traced to its rows, and what a return says of its trust ---- */

typedef struct tracing {
    const eh_catalogue *catalogue;
    const eh_return *ret;
} tracing;

static eh_status write_traced(const tracing *t, const eh_trace *trace) {
    static const char *const formats[] = {"text", "csv", "json"};
    eh_status status = EH_OK;
    for (size_t i = 0; i < 3 && status == EH_OK; i++) {
        char *data = NULL;
        size_t size = 0;
        eh_sink *sink = eh_sink_to_memory(&data, &size);
        status = sink ? end_sink(sink, eh_trace_writer_find(formats[i])(t->catalogue, trace, "3.likelihood", sink))
                      : EH_NOMEM;
        free(data);
    }
    return status;
}

static eh_status trace_figure(void *context) {
    const tracing *t = context;
    const char *organisations[3] = {"RR8", NULL, NULL};
    const eh_run_options options = {
        .edition = eh_return_edition(t->ret), .wres = true, .organisations = organisations, .keep_rows = true};
    eh_findings *findings = eh_findings_new();
    eh_run *run = NULL;
    eh_source *sources[FILES] = {NULL};
    eh_trace trace;
    eh_status status = findings ? eh_run_new(t->catalogue, &options, findings, &run) : EH_NOMEM;
    if (status == EH_OK)
        status = add_all(run, sources);
    if (status == EH_OK)
        status = eh_trace_make(run, t->catalogue, t->ret, &(eh_traced){.item = "3.likelihood"}, organisations, findings,
                               &trace);
    if (status == EH_OK)
        status = write_traced(t, &trace);
    eh_run_free(run);
    for (size_t i = 0; i < FILES; i++)
        eh_source_close(sources[i]);
    eh_findings_free(findings);
    return status;
}

static eh_status explain_figures(const tracing *t, const eh_breakdown_choice *choice, const eh_breakdown *table) {
    char *data = NULL;
    size_t size = 0;
    eh_sink *sink = eh_sink_to_memory(&data, &size);
    eh_status status =
        sink ? end_sink(sink, eh_explain_breakdown(t->catalogue, t->ret, choice, table, sink)) : EH_NOMEM;
    free(data);
    return status;
}

static eh_status trace_breakdown(void *context) {
    const tracing *t = context;
    const char *organisations[3] = {"RR8", NULL, NULL};
    const eh_run_options options = {
        .edition = eh_return_edition(t->ret), .wres = true, .organisations = organisations, .keep_rows = true};
    eh_breakdown_choice choice = {.name = "funnel-ratios", .step = "shortlisted to appointed"};
    eh_findings *findings = eh_findings_new();
    eh_run *run = NULL;
    eh_source *sources[FILES] = {NULL};
    eh_breakdown_figure figure;
    eh_buffer wrong = {0};
    eh_trace trace;
    const eh_breakdown *table = eh_breakdown_choose(t->catalogue, t->ret, &choice, &wrong);
    bool chosen = table && eh_breakdown_figures(&choice, table, &figure, 1) == 1;
    eh_buffer_free(&wrong);
    eh_status status = findings && chosen ? explain_figures(t, &choice, table) : EH_NOMEM;
    if (status == EH_OK)
        status = eh_run_new(t->catalogue, &options, findings, &run);
    if (status == EH_OK)
        status = add_all(run, sources);
    if (status == EH_OK)
        status = eh_trace_make(run, t->catalogue, t->ret, &(eh_traced){.figure = &figure, .figures = 1}, organisations,
                               findings, &trace);
    if (status == EH_OK)
        status = write_traced(t, &trace);
    eh_run_free(run);
    for (size_t i = 0; i < FILES; i++)
        eh_source_close(sources[i]);
    eh_findings_free(findings);
    return status;
}

static eh_status write_trust(void *context) {
    static const char *const formats[] = {"text", "json"};
    const tracing *t = context;
    eh_findings *findings = eh_findings_new();
    eh_status status = findings ? EH_OK : EH_NOMEM;
    for (size_t i = 0; i < 2 && status == EH_OK; i++) {
        char *data = NULL;
        size_t size = 0;
        eh_sink *sink = eh_sink_to_memory(&data, &size);
        status = sink ? end_sink(sink, eh_report_write(t->catalogue, t->ret, formats[i], findings, sink)) : EH_NOMEM;
        free(data);
    }
    eh_findings_free(findings);
    return status;
}

static void a_trace(void **state) {
    static const char *const organisations[] = {"RR8", NULL};
    const eh_run_options options = {.organisations = organisations, .prepared = "2025-05-20T09:00:00Z", .wres = true};
    eh_catalogue *catalogue = NULL;
    eh_findings *findings = eh_findings_new();
    eh_run *run = NULL;
    eh_return **returns = NULL;
    eh_source *sources[FILES] = {NULL};
    (void)state;
    assert_int_equal(eh_catalogue_read(NULL, NULL, findings, &catalogue), EH_OK);
    assert_int_equal(eh_run_new(catalogue, &options, findings, &run), EH_OK);
    assert_int_equal(add_all(run, sources), EH_OK);
    assert_int_equal(eh_run_compute(run, &returns), EH_OK);
    tracing t = {catalogue, returns[0]};
    each_in_turn(trace_figure, &t, 200);
    each_in_turn(trace_breakdown, &t, 200);
    each_in_turn(write_trust, &t, 20);
    for (size_t i = 0; returns[i]; i++)
        eh_return_free(returns[i]);
    free((void *)returns);
    eh_run_free(run);
    for (size_t i = 0; i < FILES; i++)
        eh_source_close(sources[i]);
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

/* ---- a comparison ---- */

typedef struct compared {
    const eh_catalogue *catalogue;
    eh_return *returns[5];
    const char *format; /* to write, or NULL */
    char *whole;        /* the workbook as it is when no allocation fails */
    size_t whole_size;
} compared;

static eh_status write_comparison(compared *what, const eh_comparison *comparison, eh_findings *findings) {
    char *data = NULL;
    size_t size = 0;
    eh_sink *sink = eh_sink_to_memory(&data, &size);
    eh_status status = sink ? eh_comparison_write(comparison, what->format, findings, sink) : EH_NOMEM;
    if (sink)
        status = end_sink(sink, status);
    if (status == EH_OK && !failed && !what->whole && strcmp(what->format, "xlsx") == 0) {
        what->whole = data;
        what->whole_size = size;
        return status;
    }
    if (status == EH_OK && failed && what->whole && size == what->whole_size && !memcmp(data, what->whole, size))
        status = EH_NOMEM; /* the look at a finished workbook can do without some memory: it lacks nothing */
    free(data);
    return status;
}

static eh_status compare(void *context) {
    static const char organisations[] =
        "code,name,type,place,areas\nXAA,A,Acute,North,Upper;Lower\nXBB,B,Acute,North,Lower\n";
    static const char population[] =
        "area,residents,bme,minority,residents_of_disability,disabled,organisation,weight\n"
        "Upper,1000,100,120,1000,150,,\nLower,500,20,30,500,90,,\nUpper,,,,,,XBB,0.5\n";
    static const char baseline[] = "organisation,standard,level,year,people\nXAA,WRES,vsm,2018,1\n";
    compared *what = context;
    eh_findings *findings = eh_findings_new();
    eh_comparison *comparison = NULL;
    eh_compare_options options = {.prepared = "2025-05-20T09:00:00Z", .focus = "XAA", .baseline_edition = 2024};
    options.organisations = eh_source_from_memory("organisations.csv", organisations, sizeof organisations - 1);
    options.population = eh_source_from_memory("population.csv", population, sizeof population - 1);
    options.baseline = eh_source_from_memory("baseline.csv", baseline, sizeof baseline - 1);
    bool there = findings && options.organisations && options.population && options.baseline;
    eh_status status =
        there ? eh_compare(what->catalogue, (const eh_return *const *)what->returns, &options, findings, &comparison)
              : EH_NOMEM;
    assert_true((status == EH_OK) == (comparison != NULL));
    eh_progress_report *progress = NULL;
    if (status == EH_OK)
        status = eh_comparison_follow(comparison, (const eh_return *const *)what->returns, &progress);
    assert_true((status == EH_OK) == (progress != NULL));
    if (status == EH_OK && what->format)
        status = write_comparison(what, comparison, findings);
    eh_comparison_free(comparison);
    eh_progress_free(progress);
    eh_source_close(options.organisations);
    eh_source_close(options.population);
    eh_source_close(options.baseline);
    eh_findings_free(findings);
    return status;
}

/* Recruitment stage by stage, as the detail of a return holds it. */
static void add_recruitment(eh_return *ret) {
    static const char *const columns[] = {"ratio", "lower", "upper", "p"};
    static const char *const names[] = {"funnel-ratios", "funnel-without-international-ratios"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        eh_breakdown *ratios = eh_breakdown_add(ret, names[i], "", EH_RATIO, columns, 4);
        assert_non_null(ratios);
        assert_non_null(eh_breakdown_add_row(ret, ratios, "", "", "applied-to-shortlisted"));
        assert_non_null(eh_breakdown_add_row(ret, ratios, "", "", "shortlisted-to-appointed"));
    }
}

static void a_comparison(void **state) {
    static const struct {
        const char *format;
        long step;
    } works[] = {{NULL, 1}, {"csv", 7}, {"json", 7}, {"html", 13}, {"text", 13}, {"xlsx", 53}};
    static const char *const codes[] = {"XAA", "XBB", "XAA", "XBB"};
    static const int editions[] = {2025, 2025, 2024, 2024};
    enum { RETURNS = 4 };
    eh_catalogue *catalogue = NULL;
    eh_findings *findings = eh_findings_new();
    (void)state;
    assert_int_equal(eh_catalogue_read(NULL, NULL, findings, &catalogue), EH_OK);
    compared what = {.catalogue = catalogue};
    for (unsigned i = 0; i < RETURNS; i++) {
        what.returns[i] = sample_return(catalogue, EH_WRES, editions[i], SAMPLE_FULL);
        assert_non_null(what.returns[i]);
        what.returns[i]->organisation = codes[i];
    }
    add_recruitment(what.returns[0]);
    for (size_t i = 0; i < sizeof works / sizeof *works; i++) {
        what.format = works[i].format;
        failed = false;
        assert_int_equal(compare(&what), EH_OK);
        every_nth(compare, &what, works[i].step, 20);
    }
    free(what.whole);
    for (unsigned i = 0; i < RETURNS; i++)
        eh_return_free(what.returns[i]);
    eh_catalogue_free(catalogue);
    eh_findings_free(findings);
}

/* ---- a publication ---- */

typedef struct publication {
    const eh_catalogue *catalogue;
    eh_return **returns, **lasts;
} publication;

static eh_status disclose(void *context) {
    const publication *p = context;
    eh_findings *findings = eh_findings_new();
    eh_disclosure *disclosure = NULL;
    eh_status status = findings
                           ? eh_disclose(p->catalogue, (const eh_return *const *)p->returns,
                                         (const eh_return *const *)p->lasts, "below-3", "9, 10", findings, &disclosure)
                           : EH_NOMEM;
    assert_true((status == EH_OK) == (disclosure != NULL));
    eh_disclosure_free(disclosure);
    eh_findings_free(findings);
    return status;
}

static eh_return **returns_of(const eh_catalogue *catalogue, int edition) {
    static const char *const organisations[] = {"RR8", NULL};
    const eh_run_options options = {
        .edition = edition, .organisations = organisations, .prepared = "2025-05-20T09:00:00Z"};
    eh_findings *findings = eh_findings_new();
    eh_source *sources[FILES] = {NULL};
    eh_return **returns = NULL;
    eh_run *run = NULL;
    assert_int_equal(eh_run_new(catalogue, &options, findings, &run), EH_OK);
    assert_int_equal(add_all(run, sources), EH_OK);
    assert_int_equal(eh_run_compute(run, &returns), EH_OK);
    eh_run_free(run);
    for (size_t i = 0; i < FILES; i++)
        eh_source_close(sources[i]);
    eh_findings_free(findings);
    return returns;
}

static void free_returns(eh_return **returns) {
    for (size_t i = 0; returns[i]; i++)
        eh_return_free(returns[i]);
    free((void *)returns);
}

static void a_publication(void **state) {
    eh_catalogue *catalogue = NULL;
    eh_findings *findings = eh_findings_new();
    (void)state;
    assert_int_equal(eh_catalogue_read(NULL, NULL, findings, &catalogue), EH_OK);
    publication p = {catalogue, returns_of(catalogue, 2025), returns_of(catalogue, 2024)};
    assert_int_equal(disclose(&p), EH_OK);
    each_in_turn(disclose, &p, 100);
    free_returns(p.returns);
    free_returns(p.lasts);
    eh_catalogue_free(catalogue);
    eh_findings_free(findings);
}

/* ---- one extract, larger or in a workbook ---- */

typedef struct one_extract {
    const eh_catalogue *catalogue;
    const char *name;
    char *data;
    size_t size;
    unsigned threads;
} one_extract;

static eh_status read_extract(void *context) {
    const one_extract *one = context;
    static const char *const organisations[] = {"RR8", NULL};
    const eh_run_options options = {
        .edition = 2025, .organisations = organisations, .prepared = "2025-05-20T09:00:00Z", .threads = one->threads};
    eh_findings *findings = eh_findings_new();
    eh_source *source = eh_source_from_memory(one->name, one->data, one->size);
    eh_run *run = NULL;
    eh_return **returns = NULL;
    eh_status status = findings && source ? eh_run_new(one->catalogue, &options, findings, &run) : EH_NOMEM;
    if (status == EH_OK)
        status = eh_run_add(run, source, NULL);
    if (status == EH_OK)
        status = eh_run_compute(run, &returns);
    assert_true((status == EH_OK) == (returns != NULL));
    for (size_t i = 0; returns && returns[i]; i++)
        eh_return_free(returns[i]);
    free((void *)returns);
    eh_run_free(run);
    eh_source_close(source);
    eh_findings_free(findings);
    return status;
}

static const char *const headings[] = {"Employee Number", "Assignment Category", "Start Date",
                                       "Pay Grade",       "Ethnic Origin",       "Disability"};
static const char *const staff[] = {"Permanent", "01/01/2020", "Band 5", "A", "No"};

static void add_part(zip_t *zip, const char *name, const char *text) {
    zip_source_t *part = zip_source_buffer(zip, text, strlen(text), 0);
    assert_true(zip_file_add(zip, name, part, ZIP_FL_ENC_UTF_8) >= 0);
}

/* A workbook of one sheet with a few people, some cells as shared strings and some inline. */
static void make_workbook(one_extract *one) {
    static char sheet[8192], strings[2048];
    int used = snprintf(strings, sizeof strings, "<sst xmlns='%s'>", MAIN_AT);
    for (size_t i = 0; i < 6; i++)
        used += snprintf(strings + used, sizeof strings - (size_t)used, "<si><t>%s</t></si>", headings[i]);
    snprintf(strings + used, sizeof strings - (size_t)used, "</sst>");
    used = snprintf(sheet, sizeof sheet, "<worksheet xmlns='%s'><sheetData><row>", MAIN_AT);
    for (int i = 0; i < 6; i++)
        used += snprintf(sheet + used, sizeof sheet - (size_t)used, "<c t='s'><v>%d</v></c>", i);
    for (int person = 1; person <= 5; person++) {
        used += snprintf(sheet + used, sizeof sheet - (size_t)used, "</row><row><c><v>%d</v></c>", person);
        for (size_t i = 0; i < 5; i++)
            used += snprintf(sheet + used, sizeof sheet - (size_t)used, "<c t='inlineStr'><is><t>%s</t></is></c>",
                             staff[i]);
    }
    snprintf(sheet + used, sizeof sheet - (size_t)used, "</row></sheetData></worksheet>");
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *memory = zip_source_buffer_create(NULL, 0, 0, &error);
    assert_non_null(memory);
    zip_source_keep(memory);
    zip_t *zip = zip_open_from_source(memory, ZIP_TRUNCATE, &error);
    assert_non_null(zip);
    add_part(zip, "[Content_Types].xml",
             "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>");
    add_part(zip, "_rels/.rels",
             "<Relationships xmlns='" PACKAGE "'><Relationship Id='a' Type='" OFFICE
             "/officeDocument' Target='xl/workbook.xml'/></Relationships>");
    add_part(zip, "xl/workbook.xml",
             "<workbook xmlns='" MAIN_AT "' xmlns:r='" OFFICE
             "'><sheets><sheet name='Staff' sheetId='1' r:id='s'/></sheets></workbook>");
    add_part(zip, "xl/_rels/workbook.xml.rels",
             "<Relationships xmlns='" PACKAGE "'><Relationship Id='s' Type='" OFFICE
             "/worksheet' Target='sheet.xml'/><Relationship Id='t' Type='" OFFICE
             "/sharedStrings' Target='strings.xml'/></Relationships>");
    add_part(zip, "xl/sheet.xml", sheet);
    add_part(zip, "xl/strings.xml", strings);
    assert_int_equal(zip_close(zip), 0);
    zip_stat_t stat;
    assert_int_equal(zip_source_stat(memory, &stat), 0);
    one->size = (size_t)stat.size;
    one->data = malloc(one->size);
    assert_int_equal(zip_source_open(memory), 0);
    assert_int_equal(zip_source_read(memory, one->data, one->size), (zip_int64_t)one->size);
    zip_source_close(memory);
    zip_source_free(memory);
}

static void a_workbook(void **state) {
    one_extract one = {.name = "staff.xlsx"};
    eh_catalogue *catalogue = NULL;
    eh_findings *findings = eh_findings_new();
    (void)state;
    assert_int_equal(eh_catalogue_read(NULL, NULL, findings, &catalogue), EH_OK);
    one.catalogue = catalogue;
    make_workbook(&one);
    assert_int_equal(read_extract(&one), EH_OK);
    each_in_turn(read_extract, &one, 100);
    free(one.data);
    eh_catalogue_free(catalogue);
    eh_findings_free(findings);
}

/* A return whose shortlisted White applicants are one too many and whose likelihoods are those of nobody, held against its extracts. */
static eh_status audit_returned(void *context) {
    const eh_catalogue *catalogue = context;
    static const char *const organisations[] = {"RR8", NULL};
    const eh_run_options options = {.edition = 2025,
                                    .wres = true,
                                    .organisations = organisations,
                                    .prepared = "2025-05-20T09:00:00Z",
                                    .verify = true};
    eh_findings *findings = eh_findings_new();
    eh_run *run = NULL;
    eh_return **returns = NULL;
    eh_audit *audit = NULL;
    eh_source *sources[FILES] = {NULL};
    eh_status status = findings ? eh_run_new(catalogue, &options, findings, &run) : EH_NOMEM;
    if (status == EH_OK)
        status = add_all(run, sources);
    if (status == EH_OK)
        status = eh_run_compute(run, &returns);
    if (status == EH_OK) {
        for (size_t i = 0; i < returns[0]->item_count; i++)
            if (strncmp(returns[0]->items[i].id, "2.", 2) == 0 && returns[0]->items[i].value[0].missing == EH_PRESENT)
                returns[0]->items[i].value[0].display = "7";
        status = eh_audit_return(catalogue, returns[0], "RR8-wres-2025.xml", run, findings, &audit);
        assert_true((status == EH_OK) == (audit != NULL));
        assert_true(status != EH_OK || eh_audit_remarks_of(audit, EH_ERROR) > 0);
    }
    eh_audit_free(audit);
    for (size_t i = 0; returns && returns[i]; i++)
        eh_return_free(returns[i]);
    free((void *)returns);
    eh_run_free(run);
    for (size_t i = 0; i < FILES; i++)
        eh_source_close(sources[i]);
    eh_findings_free(findings);
    return status;
}

static void an_audit_of_a_return(void **state) {
    eh_catalogue *catalogue = NULL;
    eh_findings *findings = eh_findings_new();
    (void)state;
    assert_int_equal(eh_catalogue_read(NULL, NULL, findings, &catalogue), EH_OK);
    each_in_turn(audit_returned, catalogue, 300);
    eh_catalogue_free(catalogue);
    eh_findings_free(findings);
}

static eh_status audit_extract(void *context) {
    static const eh_access_words words = {"blank", "table"};
    const one_extract *one = context;
    eh_findings *findings = eh_findings_new();
    eh_source *source = eh_source_from_memory(one->name, one->data, one->size);
    eh_status status = findings && source ? eh_access_audit(source, &words, findings) : EH_NOMEM;
    eh_source_close(source);
    eh_findings_free(findings);
    return status;
}

static void an_audit(void **state) {
    one_extract one = {.name = "staff.xlsx"};
    (void)state;
    make_workbook(&one);
    assert_int_equal(audit_extract(&one), EH_OK);
    each_in_turn(audit_extract, &one, 50);
    free(one.data);
}

static const char figures[] =
    "Organisation,Organisation Code,Standard,Edition,Item,Group,Value,Numerator,Denominator,Comparator Numerator,"
    "Comparator Denominator,Source,Note\n"
    "Ashmere,XRA,WRES,2024,1.total,White,84.9%,6000,7100,,,report,\n"
    "Ashmere,XRA,WRES,2025,1.total,White,85.0%,6307,7422,,,report,up from 80% in 2024\n"
    "Ashmere,XRA,WRES,2025,1.total,BME,23.3%,990,7422,,,report,\n"
    "Ashmere,XRA,WRES,2025,WRES 3,,1.24,10,990,41,6307,report,BME staff are less likely to enter it\n"
    "Brackwell,XRB,WDES,2025,WDES 2,,1.54%,,,,,report,\n";

/* An audit from its table to its page and its text; *context is the catalogue. */
static eh_status audit_figures(void *context) {
    static const char *const formats[] = {"html", "text", "json"};
    eh_findings *findings = eh_findings_new();
    eh_source *source = eh_source_from_memory("figures.csv", figures, sizeof figures - 1);
    eh_audit *audit = NULL;
    eh_status status = findings && source ? eh_audit_figures(context, source, NULL, findings, &audit) : EH_NOMEM;
    for (size_t i = 0; status == EH_OK && i < 3; i++) {
        char *data = NULL;
        size_t size = 0;
        eh_sink *sink = eh_sink_to_memory(&data, &size);
        status = sink ? eh_audit_write(audit, formats[i], findings, sink) : EH_NOMEM;
        if (sink)
            sink->abort(sink);
        free(data);
    }
    eh_audit_free(audit);
    eh_source_close(source);
    eh_findings_free(findings);
    return status;
}

static void an_audit_of_figures(void **state) {
    eh_catalogue *catalogue = NULL;
    eh_findings *findings = eh_findings_new();
    (void)state;
    assert_int_equal(eh_catalogue_read(NULL, NULL, findings, &catalogue), EH_OK);
    assert_int_equal(audit_figures(catalogue), EH_OK);
    each_in_turn(audit_figures, catalogue, 50);
    eh_catalogue_free(catalogue);
    eh_findings_free(findings);
}

/* ---- progress ---- */

typedef struct following {
    eh_catalogue *catalogue;
    eh_return *returns[3];
    const char *const *formats; /* to write it in; NULL-terminated */
} following;

static const char plan[] = "Item,Standard,Action,Owner Role,Due,Status\n"
                           "2,WRES,Panels,Director of People,31/03/2024,In progress\n42,,Nothing,,,\n";

static eh_status follow(void *context) {
    const following *f = context;
    eh_findings *findings = eh_findings_new();
    static const char table[] = "organisation,standard,level,year,people\nXAA,WRES,vsm,2018,1\n";
    eh_source *actions = eh_source_from_memory("plan.csv", plan, sizeof plan - 1);
    eh_source *baseline = eh_source_from_memory("baseline.csv", table, sizeof table - 1);
    eh_progress_options options = {
        .prepared = "2025-06-01T00:00:00Z", .actions = actions, .baseline = baseline, .parity = "known"};
    eh_progress_report *report = NULL;
    eh_status status =
        findings && actions && baseline
            ? eh_progress_over(f->catalogue, (const eh_return *const *)f->returns, &options, findings, &report)
            : EH_NOMEM;
    for (size_t i = 0; status == EH_OK && f->formats[i]; i++) {
        char *data = NULL;
        size_t size = 0;
        eh_sink *sink = eh_sink_to_memory(&data, &size);
        status = sink ? eh_progress_write(report, f->formats[i], findings, sink) : EH_NOMEM;
        if (sink)
            sink->abort(sink);
        free(data);
    }
    eh_progress_free(report);
    eh_source_close(actions);
    eh_source_close(baseline);
    eh_findings_free(findings);
    return status;
}

/* Each allocation of the report itself in turn; of its writers, which make thousands, every so many. */
static void a_progress(void **state) {
    static const char *const none[] = {NULL}, *const all[] = {"html", "json", "csv", "text", NULL};
    enum { STEP = 61 };
    following f = {.formats = none};
    eh_findings *findings = eh_findings_new();
    (void)state;
    assert_int_equal(eh_catalogue_read(NULL, NULL, findings, &f.catalogue), EH_OK);
    f.returns[0] = sample_return(f.catalogue, EH_WRES, 2024, SAMPLE_FULL);
    f.returns[1] = sample_return(f.catalogue, EH_WRES, 2025, SAMPLE_ODD);
    assert_true(f.returns[0] && f.returns[1]);
    f.returns[1]->organisation = f.returns[0]->organisation;
    each_in_turn(follow, &f, 30);
    f.formats = all;
    long allocations = 0;
    for (failed = true; failed; allocations += STEP) {
        failed = false;
        for_good = allocations % 2;
        left = allocations;
        eh_status status = follow(&f);
        left = -1;
        if (status != (failed ? EH_NOMEM : EH_OK))
            fail_msg("allocation %ld: %s", allocations, eh_status_text(status));
    }
    print_message("         %ld allocations\n", allocations);
    assert_true(allocations > 1000);
    eh_return_free(f.returns[0]);
    eh_return_free(f.returns[1]);
    eh_catalogue_free(f.catalogue);
    eh_findings_free(findings);
}

/* A text so large that threads read it: which allocation fails differs from time to time then. What threads cannot do for want of memory may be done
 * without them, so that the run may succeed; else it is out of memory, and nothing else. */
static void threads(void **state) {
    enum { SIZE = 3 << 20, STEP = 5 };
    one_extract one = {.name = "staff.csv", .threads = 3, .data = malloc(SIZE + 100)};
    eh_catalogue *catalogue = NULL;
    eh_findings *findings = eh_findings_new();
    long allocations = 0, done_without = 0;
    (void)state;
    assert_int_equal(eh_catalogue_read(NULL, NULL, findings, &catalogue), EH_OK);
    one.catalogue = catalogue;
    for (size_t i = 0; i < 6; i++)
        one.size += (size_t)sprintf(one.data + one.size, "%s%c", headings[i], i < 5 ? ',' : '\n');
    for (int person = 1; one.size < SIZE; person++)
        one.size += (size_t)sprintf(one.data + one.size, "%d,%s,%s,%s,%s,%s\n", person, staff[0], staff[1], staff[2],
                                    staff[3], staff[4]);
    for (failed = true; failed; allocations += STEP) {
        failed = false;
        for_good = allocations % 2;
        left = allocations;
        eh_status status = read_extract(&one);
        left = -1;
        done_without += failed && status == EH_OK;
        assert_true(status == EH_OK || (failed && status == EH_NOMEM));
    }
    print_message("         %ld allocations, %ld done without\n", allocations, done_without);
    assert_true(allocations > 100);
    free(one.data);
    eh_catalogue_free(catalogue);
    eh_findings_free(findings);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_run),        cmocka_unit_test(a_trace),      cmocka_unit_test(a_catalogue),
        cmocka_unit_test(a_workbook),   cmocka_unit_test(an_audit),     cmocka_unit_test(an_audit_of_figures),
        cmocka_unit_test(a_progress),   cmocka_unit_test(threads),      cmocka_unit_test(an_audit_of_a_return),
        cmocka_unit_test(a_comparison), cmocka_unit_test(a_publication)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
