/* The strict reader of templates, and the patterns of the schema. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/limits.h"
#include "base/text.h"
#include "standard/schema.h"
#include "standard/template_table.h"

typedef struct fixture {
    eh_arena *arena;
    eh_findings *findings;
    eh_table table;
    eh_status status;
} fixture;

static fixture read_bytes(const char *data, size_t size) {
    fixture f = {.arena = eh_arena_new(), .findings = eh_findings_new()};
    assert_non_null(f.arena);
    assert_non_null(f.findings);
    f.status = eh_table_read(f.arena, "some.csv", data, size, f.findings, &f.table);
    return f;
}

static fixture read_text(const char *text) {
    return read_bytes(text, strlen(text));
}

static void done(fixture *f) {
    eh_arena_free(f->arena);
    eh_findings_free(f->findings);
}

static void cells_lines_and_columns(void **state) {
    (void)state;
    fixture f = read_text(
        "\xEF\xBB\xBF# a comment, with a comma\r\n\n#\na,b,\"c d\"\r\n1,\"two \"\"2\"\", \n\",\n\n# not a comment,,\n"
        "\"\",x y , ");
    assert_int_equal(f.status, EH_OK);
    assert_int_equal(f.table.column_count, 3);
    assert_string_equal(f.table.headings[2], "c d");
    assert_int_equal(eh_table_column(&f.table, "c d"), 2);
    assert_int_equal(eh_table_column(&f.table, "A"), -1);
    assert_int_equal(f.table.row_count, 3);
    assert_string_equal(eh_table_cell(&f.table, 0, 0), "1");
    assert_string_equal(eh_table_cell(&f.table, 0, 1), "two \"2\", \n");
    assert_string_equal(eh_table_cell(&f.table, 0, 2), "");
    assert_string_equal(eh_table_cell(&f.table, 1, 0), "# not a comment");
    assert_string_equal(eh_table_cell(&f.table, 2, 1), "x y ");
    assert_string_equal(eh_table_cell(&f.table, 2, 2), " ");
    assert_string_equal(eh_table_cell(&f.table, 2, -1), "");
    assert_int_equal(f.table.lines[0], 5);
    assert_int_equal(f.table.lines[1], 8);
    assert_int_equal(f.table.lines[2], 9);
    assert_int_equal(eh_findings_count(f.findings), 0);
    done(&f);
}

static void headings_alone_are_a_table(void **state) {
    (void)state;
    static const char *const texts[] = {"a,b", "a,b\n", "a,b\r\n", "a,b\n\n\n"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        fixture f = read_text(texts[i]);
        assert_int_equal(f.status, EH_OK);
        assert_int_equal(f.table.column_count, 2);
        assert_int_equal(f.table.row_count, 0);
        done(&f);
    }
}

static void faults_have_their_line(void **state) {
    (void)state;
    static const struct {
        const char *text, *says;
        unsigned line;
    } cases[] = {
        {"", "no row of headings", 1},
        {"# only this\n", "no row of headings", 2},
        {"a,b\n1,2\n1\n", "1 cells", 3},
        {"a,b\n1,2,3\n", "3 cells", 2},
        {"a,b\n\"1\n\",2\n1,2,3\n", "3 cells", 4},
        {"a,b\n1,\"2\n3,4\n", "never closed", 2},
        {"a,b\n1,2\"\n", "middle of a cell", 2},
        {"a,b\n1,\"2\" \n", "follows a closing quote", 2},
        {"a,b\r1,2\r", "carriage return", 1},
        {"a,\n", "no heading", 1},
        {"a,b,a\n", "two columns", 1},
        {"a,b\n1,\xC3\n", "UTF-8", 2},
        {"a,b\n\n1,\xED\xA0\x80\n", "UTF-8", 3},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        fixture f = read_text(cases[i].text);
        assert_int_equal(f.status, EH_BAD);
        assert_int_equal(eh_findings_count(f.findings), 1);
        const eh_finding *finding = eh_findings_at(f.findings, 0);
        assert_string_equal(finding->file, "some.csv");
        assert_string_equal(finding->code, "broken-template");
        assert_int_equal(finding->row, cases[i].line);
        assert_non_null(strstr(finding->text, cases[i].says));
        done(&f);
    }
}

static void a_nul_is_no_text(void **state) {
    (void)state;
    fixture f = read_bytes("a,b\n1,\0\n", 8);
    assert_int_equal(f.status, EH_BAD);
    assert_int_equal(eh_findings_at(f.findings, 0)->row, 2);
    done(&f);
    fixture none = read_bytes(NULL, 0);
    assert_int_equal(none.status, EH_BAD);
    done(&none);
}

static void long_values_are_cut_between_letters(void **state) {
    (void)state;
    eh_findings *findings = eh_findings_new();
    char value[400];
    for (size_t i = 0; i + 2 < sizeof value; i += 2) {
        memcpy(value + i, "\xC3\xA9", 2);
        value[i + 2] = '\0';
    }
    assert_int_equal(eh_template_bad(findings, "some.csv", 7, "to", "no such word", value), EH_BAD);
    const char *text = eh_findings_at(findings, 0)->text;
    assert_true(strlen(text) < 300);
    assert_true(eh_utf8_valid(text, strlen(text)));
    assert_non_null(strstr(text, "...\""));
    eh_findings_free(findings);
}

static eh_status refuse(eh_source *self, uint64_t offset, void *buffer, size_t want, size_t *got) {
    (void)self;
    (void)offset;
    (void)buffer;
    (void)want;
    *got = 0;
    return EH_IO;
}

static void sources_are_loaded_whole_or_told(void **state) {
    (void)state;
    eh_arena *arena = eh_arena_new();
    eh_findings *findings = eh_findings_new();
    const char *data = NULL;
    size_t size = 0;
    eh_source *source = eh_source_from_memory("m.csv", "abc", 3);
    assert_int_equal(eh_source_load(arena, source, findings, &data, &size), EH_OK);
    assert_int_equal(size, 3);
    assert_string_equal(data, "abc");
    eh_source_close(source);
    eh_source large = {.name = "large.csv", .size = (uint64_t)EH_LIMIT_TEMPLATE + 1, .read_at = refuse};
    assert_int_equal(eh_source_load(arena, &large, findings, &data, &size), EH_BAD);
    eh_source broken = {.name = "broken.csv", .size = 10, .read_at = refuse};
    assert_int_equal(eh_source_load(arena, &broken, findings, &data, &size), EH_IO);
    assert_int_equal(eh_findings_count(findings), 2);
    assert_string_equal(eh_findings_at(findings, 1)->file, "broken.csv");
    eh_findings_free(findings);
    eh_arena_free(arena);
}

static void patterns(void **state) {
    (void)state;
    static const struct {
        const char *pattern, *text;
        bool matches;
    } cases[] = {
        {"[0-9]+[a-z]*[.][a-z0-9.-]+", "9.non-executive", true},
        {"[0-9]+[a-z]*[.][a-z0-9.-]+", "4a.iii.percentage", true},
        {"[0-9]+[a-z]*[.][a-z0-9.-]+", "4a", false},
        {"[0-9]+[a-z]*[.][a-z0-9.-]+", "9.Board", false},
        {"[0-9]+[a-z]*[.][a-z0-9.-]+", "", false},
        {"[0-9]+", "12 ", false},
        {"[A-Z0-9][A-Z0-9]*", "C3", true},
        {"[A-Z0-9][A-Z0-9]*", "c3", false},
        {"q[0-9]+", "q14", true},
        {"q[0-9]+", "14", false},
        {"[a-z", "a", false},
        {"", "", true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_int_equal(eh_pattern_matches(cases[i].pattern, cases[i].text), cases[i].matches);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_lines_and_columns),
        cmocka_unit_test(headings_alone_are_a_table),
        cmocka_unit_test(faults_have_their_line),
        cmocka_unit_test(a_nul_is_no_text),
        cmocka_unit_test(long_values_are_cut_between_letters),
        cmocka_unit_test(sources_are_loaded_whole_or_told),
        cmocka_unit_test(patterns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
