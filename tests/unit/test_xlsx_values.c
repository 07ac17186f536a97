/* What worksheets say of values and parts: numbers, dates, number formats, references, names. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/limits.h"
#include "extract/xlsx_cell.h"
#include "extract/xlsx_zip.h"

static void test_numbers(void **state) {
    (void)state;
    static const struct {
        const char *raw, *plain; /* NULL: no number */
    } cases[] = {
        {"0", "0"},
        {"-0.000", "0"},
        {"00012", "12"},
        {"+5", "5"},
        {".5", "0.5"},
        {"5.", "5"},
        {"1E3", "1000"},
        {"1e-05", "0.00001"},
        {"2.0000001E7", "20000001"},
        {"0.53333000000000004", "0.53333"},
        {"0.1", "0.1"},
        {"123456789012345", "123456789012345"},
        {"1234567890123455", "1234567890123460"},
        {"1234567890123454", "1234567890123450"},
        {"999999999999999.9", "1000000000000000"},
        {"0.0009999999999999999", "0.001"},
        {"-12.340", "-12.34"},
        {"1E15", "1000000000000000"},
        {"12.5e1", "125"},
        {"0.000125e3", "0.125"},
        {"0e999999999999", "0"},
        {"100", "100"},
        {"10.0", "10"},
        {"", NULL},
        {".", NULL},
        {"-", NULL},
        {"1,5", NULL},
        {"1e", NULL},
        {"1e+", NULL},
        {"0x10", NULL},
        {"1 2", NULL},
        {"1e400", NULL},
        {"1e-400", NULL},
        {"1e99999999999999999999", NULL},
        {"INF", NULL},
        {"1.2.3", NULL},
        {"--1", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char out[EH_NUMBER_ROOM];
        size_t length = eh_number_plain(eh_slice_of(cases[i].raw), out);
        if (cases[i].plain == NULL) {
            assert_int_equal(length, 0);
        } else {
            assert_int_equal(length, strlen(cases[i].plain));
            assert_string_equal(out, cases[i].plain);
        }
    }
    char out[EH_NUMBER_ROOM];
    assert_int_equal(eh_number_plain(EH_SLICE("-1.7976931348623157E308"), out), 310);
    assert_int_equal(eh_number_plain(EH_SLICE("-4.94065645841247E-324"), out), 1 + 2 + 323 + 15);
}

static void test_dates(void **state) {
    (void)state;
    const unsigned both = EH_SHOWS_DATE | EH_SHOWS_TIME;
    const struct {
        const char *plain;
        unsigned shows;
        bool system_1904;
        const char *date; /* "" when it stays a number */
    } cases[] = {
        {"45747", both, false, "2025-03-31"},
        {"45747.5", EH_SHOWS_DATE, false, "2025-03-31"},
        {"45747.000011574", both, false, "2025-03-31 00:00:01"},
        {"45747.000005", both, false, "2025-03-31"},
        {"45746.999999999", both, false, "2025-03-31"},
        {"45747.123456789012345", both, false, "2025-03-31 02:57:47"},
        {"0.5", EH_SHOWS_TIME, false, ""},
        {"1.5", EH_SHOWS_TIME, false, "1900-01-01 12:00:00"},
        {"0.5", EH_SHOWS_TIME, true, ""},
        {"0.5", both, true, "1904-01-01 12:00:00"},
        {"-1", both, false, ""},
        {"2958466", both, false, ""},
        {"99999999999999999999999", both, false, ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char out[EH_NUMBER_ROOM] = "";
        size_t length = eh_number_date(eh_slice_of(cases[i].plain), cases[i].shows, cases[i].system_1904, out);
        assert_int_equal(length, strlen(cases[i].date));
        assert_memory_equal(out, cases[i].date, length);
    }
}

static void test_iso_dates(void **state) {
    (void)state;
    static const char *const cases[][2] = {
        {"2025-03-31", "2025-03-31"},
        {" 2025-03-31T00:00:00 ", "2025-03-31"},
        {"2025-03-31T14:05", "2025-03-31 14:05:00"},
        {"2025-03-31T14:05:09.5+01:00", "2025-03-31 14:05:09"},
        {"2024-02-29", "2024-02-29"},
        {"2025-02-29", ""},
        {"2025-03-31T24:00:00", ""},
        {"2025-03-31Tx", ""},
        {"2025-03-31x", ""},
        {"2025-3-1", ""},
        {"14:05:00", ""},
        {"", ""},
        {"2025-03-31T14:05:0", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char out[EH_NUMBER_ROOM] = "";
        size_t length = eh_number_iso_date(eh_slice_of(cases[i][0]), EH_SHOWS_DATE | EH_SHOWS_TIME, out);
        assert_int_equal(length, strlen(cases[i][1]));
        assert_memory_equal(out, cases[i][1], length);
    }
}

static void test_format_codes(void **state) {
    (void)state;
    const unsigned date = EH_SHOWS_DATE, time = EH_SHOWS_TIME, percent = EH_SHOWS_PERCENT;
    const struct {
        const char *code;
        unsigned shows;
    } cases[] = {
        {"General", 0},
        {"GENERAL", 0},
        {"@", 0},
        {"0", 0},
        {"#,##0.00", 0},
        {"0.00E+00", 0},
        {"##0.0e-0", 0},
        {"00000000", 0},
        {"", 0},
        {"[Red]0", 0},
        {"[Red][<0]General;[DBNum1]0", 0},
        {"0\" days\"", 0},
        {"\"d\"0", 0},
        {"0\\d", 0},
        {"0_d", 0},
        {"*y0", 0},
        {"[$\xC2\xA3-809]#,##0.00", 0},
        {"[$dyn-1]0", 0},
        {"0.0 \"unclosed d", 0},
        {"[unclosed d", 0},
        {"\\", 0},
        {"[]0", 0},
        {"dd/mm/yyyy", date},
        {"DD/MM/YYYY", date},
        {"yyyy-mm-dd;@", date},
        {"[$-F800]dddd, mmmm dd, yyyy", date},
        {"[$-409]d-mmm-yy;@", date},
        {"mmm-yy", date},
        {"mm", date},
        {"mmmm", date},
        {"yyyy", date},
        {"d\\.m\\.yy", date},
        {"[=0]\"\";dd/mm/yyyy", date},
        {"[$-411]ggge", date},
        {"dd/mm/yyyy hh:mm", date | time},
        {"m/d/yy h:mm AM/PM", date | time},
        {"mmm h", date | time},
        {"[$-F400]h:mm:ss am/pm", time},
        {"h:mm", time},
        {"mm:ss.0", time},
        {"[h]:mm", time},
        {"[hh]:mm:ss", time},
        {"[mm]:ss", time},
        {"[ss]", time},
        {"h A/P", time},
        {"0%", percent},
        {"0.00%", percent},
        {"0.0%;[Red]-0.0%", percent},
        {"0\"%\"", 0},
        {"0\\%", 0},
        {"General%", percent},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        unsigned shows = eh_format_code_shows(eh_slice_of(cases[i].code));
        if (shows != cases[i].shows) {
            print_error("%s\n", cases[i].code);
        }
        assert_int_equal(shows, cases[i].shows);
    }
    for (uint32_t id = 0; id < 164; id++) {
        bool dated =
            (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);
        unsigned shows = eh_format_id_shows(id);
        assert_int_equal((shows & (date | time)) != 0, dated);
        assert_int_equal((shows & percent) != 0, id == 9 || id == 10);
    }
}

static void test_part_names(void **state) {
    (void)state;
    static const char *const cases[][3] = {
        /* folder, name, its one form ("" when refused) */
        {"", "xl/Workbook.xml", "xl/workbook.xml"},
        {"", "/xl\\a.xml", "xl/a.xml"},
        {"xl/", "a.xml", "xl/a.xml"},
        {"xl/", "/a.xml", "a.xml"},
        {"xl/worksheets/", "../a.xml", "xl/a.xml"},
        {"xl/", "../../a.xml", ""},
        {"", "../a", ""},
        {"", "a/..", ""},
        {"", "a/./b//c", "a/b/c"},
        {"", "a%20b%2e%2E", "a b.."},
        {"", "a%2Fb%5c", "a%2fb%5c"},
        {"", "%2e%2e/a", ""},
        {"", "100%", "100%"},
        {"", "", ""},
        {"xl/", "..", ""},
        {"", "a/../../b", ""},
        {"", "...", "..."},
    };
    eh_buffer form = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        eh_status status = eh_part_name(eh_slice_of(cases[i][0]), eh_slice_of(cases[i][1]), &form);
        assert_int_equal(status, cases[i][2][0] == '\0' ? EH_BAD : EH_OK);
        if (status == EH_OK) {
            assert_string_equal(form.data, cases[i][2]);
        }
    }
    eh_buffer_free(&form);
}

static void test_references(void **state) {
    (void)state;
    static const struct {
        const char *text;
        uint32_t column; /* 0: none */
        uint64_t row;
    } cases[] = {
        {"A1", 1, 1},
        {"z9", 26, 9},
        {"AA10", 27, 10},
        {"XFD1048576", 16384, 1048576},
        {"XFE1", EH_LIMIT_COLUMNS + 1, 1},
        {"ZZZZZZZZZZZZZZ1", EH_LIMIT_COLUMNS + 1, 1},
        {"A", 0, 0},
        {"1", 0, 0},
        {"", 0, 0},
        {"A0", 0, 0},
        {"A1B", 0, 0},
        {"$A$1", 0, 0},
        {"A99999999999", 0, 0},
        {"A-1", 0, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        uint32_t column = 0;
        uint64_t row = 0;
        bool read = eh_cell_reference(eh_slice_of(cases[i].text), &column, &row);
        assert_int_equal(read, cases[i].column != 0);
        if (read) {
            assert_int_equal(column, cases[i].column);
            assert_int_equal(row, cases[i].row);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers),      cmocka_unit_test(test_dates),      cmocka_unit_test(test_iso_dates),
        cmocka_unit_test(test_format_codes), cmocka_unit_test(test_part_names), cmocka_unit_test(test_references),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
