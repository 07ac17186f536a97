/* Returns from memory to memory with the system left out of the program (no_platform.c): sources, sinks, the run, every writer. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "memory_run.h"

typedef struct fixture {
    eh_findings *findings;
    eh_catalogue *catalogue;
} fixture;

static int set_up(void **state) {
    static fixture f;
    f.findings = eh_findings_new();
    *state = &f;
    return f.findings && eh_catalogue_read(NULL, NULL, f.findings, &f.catalogue) == EH_OK ? 0 : -1;
}

static int tear_down(void **state) {
    fixture *f = *state;
    eh_catalogue_free(f->catalogue);
    eh_findings_free(f->findings);
    return 0;
}

static eh_figure figure_of(const eh_return *ret, const char *item, const char *group) {
    eh_figure figure;
    for (size_t i = 0; eh_return_figure(ret, i, &figure); i++)
        if (strcmp(figure.item, item) == 0 && strcmp(figure.group, group) == 0)
            return figure;
    fail_msg("no figure %s %s", item, group);
    return figure;
}

typedef struct expected {
    const char *item, *group, *display; /* display NULL: not supplied */
} expected;

static void check_figures(const eh_return *ret, const expected *all, size_t count) {
    for (size_t i = 0; i < count; i++) {
        eh_figure figure = figure_of(ret, all[i].item, all[i].group);
        assert_string_equal(figure.missing, all[i].display ? "" : "not-supplied");
        if (all[i].display)
            assert_string_equal(figure.display, all[i].display);
    }
}

static void figures_are_right(void **state) {
    fixture *f = *state;
    static const expected wres[] = {
        {"1b.band-5", "white", "5"},        {"1b.band-5", "bme", "3"},        {"1b.band-5", "unknown", "1"},
        {"1a.band-2", "white", "1"},        {"1.total", "white", "6"},        {"1.unplaced", "white", "0"},
        {"2.likelihood", "white", "40.00"}, {"2.likelihood", "bme", "20.00"}, {"2.relative-likelihood", "", "2.00"},
        {"4.accessed", "bme", NULL}};
    static const expected wdes[] = {{"1.total", "disabled", "2"},
                                    {"1.total", "non-disabled", "7"},
                                    {"1.total", "unknown", "1"},
                                    {"2.relative-likelihood", "", "2.00"},
                                    {"3.entered", "disabled", NULL}};
    eh_return **returns = memory_returns(f->catalogue, f->findings);
    assert_string_equal(eh_return_organisation(returns[0]), "XMM");
    assert_string_equal(eh_return_standard(returns[0]), "WRES");
    assert_string_equal(eh_return_standard(returns[1]), "WDES");
    assert_int_equal(eh_return_edition(returns[1]), 2025);
    check_figures(returns[0], wres, sizeof wres / sizeof *wres);
    check_figures(returns[1], wdes, sizeof wdes / sizeof *wdes);
    assert_true(figure_of(returns[0], "2.relative-likelihood", "").value == 2.0);
    memory_free(returns);
}

static void same_figures(const eh_return *a, const eh_return *b) {
    eh_figure x, y;
    size_t i = 0;
    for (; eh_return_figure(a, i, &x); i++) {
        assert_true(eh_return_figure(b, i, &y));
        assert_string_equal(x.item, y.item);
        assert_string_equal(x.group, y.group);
        assert_string_equal(x.unit, y.unit);
        assert_string_equal(x.missing, y.missing);
        assert_string_equal(x.display, y.display);
        assert_memory_equal(&x.value, &y.value, sizeof x.value);
    }
    assert_false(eh_return_figure(b, i, &y));
    assert_true(i > 100);
}

static void xml_reads_back_the_same(void **state) {
    fixture *f = *state;
    eh_return **returns = memory_returns(f->catalogue, f->findings);
    for (size_t i = 0; returns[i]; i++) {
        char *data = NULL, *again = NULL;
        size_t size = 0, again_size = 0;
        eh_return *back = NULL;
        assert_int_equal(memory_write(f->catalogue, returns[i], "xml", f->findings, &data, &size), EH_OK);
        eh_source *source = eh_source_from_memory("back.xml", data, size);
        assert_non_null(source);
        assert_int_equal(eh_return_read_xml(source, f->findings, &back), EH_OK);
        same_figures(returns[i], back);
        assert_int_equal(eh_return_complete(returns[i]), eh_return_complete(back));
        assert_int_equal(memory_write(f->catalogue, back, "xml", f->findings, &again, &again_size), EH_OK);
        assert_int_equal(size, again_size);
        assert_memory_equal(data, again, size);
        eh_findings *faults = eh_findings_new();
        assert_non_null(faults);
        assert_int_equal(eh_submission_validate(f->catalogue, source, faults), EH_OK);
        assert_int_equal(eh_findings_of(faults, EH_ERROR), 0);
        eh_findings_free(faults);
        eh_source_close(source);
        eh_return_free(back);
        free(data);
        free(again);
    }
    memory_free(returns);
}

/* Every format but the workbook, whose library writes to a path: that one fails, and says so. */
static void writers_need_no_system(void **state) {
    fixture *f = *state;
    eh_return **returns = memory_returns(f->catalogue, f->findings);
    for (size_t i = 0; eh_report_format(i); i++) {
        const char *format = eh_report_format(i);
        char *data = NULL;
        size_t size = 0;
        eh_status status = memory_write(f->catalogue, returns[0], format, f->findings, &data, &size);
        if (strcmp(format, "xlsx") == 0) {
            assert_int_equal(status, EH_IO);
            assert_null(data);
        } else {
            assert_int_equal(status, EH_OK);
            assert_true(size > 1000);
            /* the Easy summary has no decimals, the breakdowns have no displays */
            const char *holds = strcmp(format, "easy") == 0         ? "in every 100"
                                : strcmp(format, "breakdowns") == 0 ? "shortlisted-to-appointed"
                                                                    : "2.00";
            assert_non_null(strstr(data, holds));
        }
        free(data);
    }
    memory_free(returns);
}

/* ---- unhappy paths ---- */

static eh_status fail_to_read(eh_source *self, uint64_t offset, void *buffer, size_t want, size_t *got) {
    (void)self;
    (void)offset;
    (void)buffer;
    (void)want;
    *got = 0;
    return EH_IO;
}

static void a_source_that_fails_is_said(void **state) {
    fixture *f = *state;
    eh_findings *findings = eh_findings_new();
    eh_source broken = {.name = "broken.csv", .size = 1000, .read_at = fail_to_read};
    eh_source *sources[] = {&broken};
    eh_return **returns = NULL;
    assert_non_null(findings);
    assert_true(memory_compute(f->catalogue, sources, 1, findings, NULL, &returns) != EH_OK);
    assert_null(returns);
    assert_true(eh_findings_of(findings, EH_ERROR) > 0);
    assert_string_equal(eh_findings_at(findings, 0)->file, "broken.csv");
    eh_findings_free(findings);
}

static bool stop_at_once(void *context, uint64_t rows, double share) {
    (void)context;
    (void)rows;
    (void)share;
    return false;
}

/* The caller is asked now and then, and not for every row: a file of some size is needed. */
static void a_run_can_be_stopped(void **state) {
    fixture *f = *state;
    static const char headings[] = "Organisation Code,Employee Number,Pay Grade\n", row[] = "XMM,12345,Band 5\n";
    enum { ROWS = 100000 };
    const size_t size = sizeof headings - 1 + ROWS * (sizeof row - 1);
    char *data = malloc(size);
    assert_non_null(data);
    memcpy(data, headings, sizeof headings - 1);
    for (size_t i = 0; i < ROWS; i++)
        memcpy(data + sizeof headings - 1 + i * (sizeof row - 1), row, sizeof row - 1);
    eh_source *sources[] = {eh_source_from_memory("staff.csv", data, size)};
    eh_return **returns = NULL;
    assert_non_null(sources[0]);
    assert_int_equal(memory_compute(f->catalogue, sources, 1, f->findings, stop_at_once, &returns), EH_CANCELLED);
    assert_null(returns);
    eh_source_close(sources[0]);
    free(data);
}

/* A sink that takes so many bytes and no more. */
typedef struct full_sink {
    eh_sink base;
    size_t room;
} full_sink;

static eh_status write_while_room(eh_sink *self, const void *data, size_t size) {
    full_sink *sink = (full_sink *)self;
    (void)data;
    if (size > sink->room)
        return EH_IO;
    sink->room -= size;
    return EH_OK;
}

static void a_full_sink_is_said(void **state) {
    fixture *f = *state;
    eh_return **returns = memory_returns(f->catalogue, f->findings);
    static const char *const formats[] = {"xml", "csv", "json", "text"};
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        for (size_t room = 0; room < 2000; room += 999) {
            full_sink sink = {{.write = write_while_room}, room};
            assert_int_equal(eh_report_write(f->catalogue, returns[0], formats[i], f->findings, &sink.base), EH_IO);
        }
    memory_free(returns);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(figures_are_right),      cmocka_unit_test(xml_reads_back_the_same),
        cmocka_unit_test(writers_need_no_system), cmocka_unit_test(a_source_that_fails_is_said),
        cmocka_unit_test(a_run_can_be_stopped),   cmocka_unit_test(a_full_sink_is_said),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
