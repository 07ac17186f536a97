/* Reading tables into records: headings, kinds, sheets, rows that are none, dates, years, values that nobody knows. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

#include "run_support.h"

/* Holds the findings of a reading to "code 2", "!code" and so on. */
static void expect_read(const test_reading *r, const char *const *wanted, size_t count) {
    const test_run view = {.findings = r->findings};
    for (size_t i = 0; i < count && wanted[i]; i++)
        expect_found(&view, wanted[i]);
}
#define EXPECT_READ(r, ...)                                                                                            \
    do {                                                                                                               \
        const char *const wanted_[] = {__VA_ARGS__};                                                                   \
        expect_read(r, wanted_, sizeof wanted_ / sizeof *wanted_);                                                     \
    } while (0)

static const eh_source_facts *facts(const test_reading *r, size_t i) {
    assert_true(i < r->data->sources.count);
    return &r->data->sources.at[i];
}

/* ---- headings and kinds ---- */

static void kinds_by_their_headings(void **state) {
    (void)state;
    static const struct {
        const char *text;
        eh_kind kind;
        uint64_t heading_row;
    } cases[] = {
        {"Employee Number,Pay Grade\n1,Band 5\n", EH_KIND_STAFF, 1},
        {"EMPLOYEE  number;pay_grade\n1;Band 5\n", EH_KIND_STAFF, 1},
        {"Report\n\nPrinted on,today\nEmployee Number,Pay Grade\n1,Band 5\n", EH_KIND_STAFF, 4},
        {"Shortlisted,Appointed\nYes,No\n", EH_KIND_APPLICANTS, 1},
        {"Case Type,Date Opened\nCapability,01/05/2024\n", EH_KIND_CASES, 1},
        {"Course,Date Completed\nPainting,01/05/2024\n", EH_KIND_TRAINING, 1},
        {"Name,Executive\na,Yes\n", EH_KIND_BOARD, 1},
        {"Standard,Item,Group,Percentage\nWRES,5,White,28\n", EH_KIND_SURVEY, 1},
        {"Standard,Item,Group,Value\nWRES,1.total,White,28\n", EH_KIND_COUNTS, 1},
        {"Item,Answer\n9b,Yes\n", EH_KIND_ANSWERS, 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        test_reading r;
        reading_of(&r, "a.csv", cases[i].text);
        assert_int_equal(r.status, EH_OK);
        assert_int_equal(facts(&r, 0)->kind, cases[i].kind);
        assert_int_equal(facts(&r, 0)->heading_row, cases[i].heading_row);
        assert_int_equal(facts(&r, 0)->rows, 1);
        assert_true(facts(&r, 0)->used);
        reading_end(&r);
    }
}

static void headings_matched(void **state) {
    (void)state;
    test_reading r;
    reading_of(&r, "a.csv", "Shoe Size,EMPLOYEE NUMBER,,Pay-Grade,Hat\n9,1,,Band 5,top\n");
    const eh_source_facts *f = facts(&r, 0);
    assert_true(f->has[EH_STAFF_EMPLOYEE_NUMBER] && f->has[EH_STAFF_PAY_GRADE]);
    assert_int_equal(f->column[EH_STAFF_EMPLOYEE_NUMBER], 2);
    assert_string_equal(f->heading[EH_STAFF_EMPLOYEE_NUMBER], "EMPLOYEE NUMBER");
    assert_false(f->has[EH_STAFF_DISABILITY]);
    assert_int_equal(f->unmatched_count, 2);
    assert_string_equal(f->unmatched[0], "Shoe Size");
    assert_string_equal(f->unmatched[1], "Hat");
    assert_string_equal(f->encoding, "UTF-8");
    assert_int_equal(f->delimiter, ',');
    assert_int_equal(strlen(f->digest.hex), 64);
    reading_end(&r);
}

static void two_columns_for_one_field(void **state) {
    (void)state;
    static const struct {
        const char *text, *used;
    } cases[] = {
        {"Employee Number,Pay Grade,Grade\n1,Band 5,Band 6\n", "Pay Grade"},
        {"Employee Number,Grade,Pay Grade\n1,Band 6,Band 5\n", "Pay Grade"}, /* the plain heading wins */
        {"Employee Number,Pay Grade,Pay Grade\n1,Band 5,Band 6\n", "Pay Grade"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        test_reading r;
        reading_of(&r, "a.csv", cases[i].text);
        EXPECT_READ(&r, "two-columns-for-one-field 1");
        assert_string_equal(facts(&r, 0)->heading[EH_STAFF_PAY_GRADE], cases[i].used);
        assert_int_equal(r.data->posts.at[eh_staff_at(r.data, 0)->post].band, EH_BAND_5);
        reading_end(&r);
    }
}

static void partial_headings(void **state) {
    (void)state;
    static const struct {
        const char *text, *code, *says;
    } cases[] = {
        {"Employee Number,Ethnic Origin,Disability\n1,A,No\n", "columns-lacking", "Pay Grade"},
        {"Shortlisted,Ethnic Origin,Application ID\nYes,A,1\n", "columns-lacking", "Appointed"},
        {"Fruit,Price\nApple,1\n", "no-headings", ""},
        {"Employee Number\n1\n", "no-headings", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        test_reading r;
        reading_of(&r, "a.csv", cases[i].text);
        const test_run view = {.findings = r.findings};
        assert_int_equal(r.status, EH_BAD);
        assert_int_equal(r.data->sources.count, 0);
        assert_non_null(first_found(&view, cases[i].code));
        assert_non_null(strstr(first_found(&view, cases[i].code)->text, cases[i].says));
        reading_end(&r);
    }
}

/* Headings that would do for another kind as well are read, and said. */
static void unclear_kinds(void **state) {
    (void)state;
    static const struct {
        const char *text, *says; /* "" for nothing to say */
    } cases[] = {
        {"Employee Number,Staff Group,Job Role,Pay Grade,FTE,Course,Completion Date\n1,Estates and "
         "Ancillary,Porter,Band 2,1,First aid,2024-05-01\n",
         "training"},
        {"Employee Number,Staff Group,Job Role,FTE,Ethnic Origin,Disability,Category,Start Date\n1,Estates and "
         "Ancillary,Porter,1,A,No,Permanent,2024-05-01\n",
         "staff"},
        {"Employee Number,Course,Mandatory,Date Completed,Ethnic Origin\n1,First aid,No,2024-05-01,A\n", ""},
        {"Employee Number,Pay Grade,Type,Ethnic Origin\n1,Band 5,Nurse,A\n", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        test_reading r;
        reading_of(&r, "a.csv", cases[i].text);
        const test_run view = {.findings = r.findings};
        const eh_finding *found = first_found(&view, "kind-unclear");
        if (!found)
            found = first_found(&view, "columns-lacking");
        assert_int_equal(found != NULL, *cases[i].says != '\0');
        if (found)
            assert_non_null(strstr(found->text, cases[i].says));
        reading_end(&r);
    }
}

static void forced_kind(void **state) {
    (void)state;
    static const char text[] = "Standard,Item,Group,Value\nWRES,1.total,White,28\n";
    static const char staff[] = "Employee Number,Pay Grade\n1,Band 5\n";
    eh_kind survey = EH_KIND_SURVEY, board = EH_KIND_BOARD;
    test_reading r;
    reading_of_bytes(&r, "a.csv", text, sizeof text - 1, &survey); /* "Value" may be a percentage when it is said so */
    assert_int_equal(r.status, EH_OK);
    assert_int_equal(facts(&r, 0)->kind, EH_KIND_SURVEY);
    assert_int_equal(r.data->survey.count, 1);
    reading_end(&r);
    reading_of_bytes(&r, "a.csv", staff, sizeof staff - 1, &board);
    assert_int_equal(r.status, EH_BAD);
    EXPECT_READ(&r, "no-headings 1");
    reading_end(&r);
}

/* ---- rows ---- */

static void rows_that_are_none(void **state) {
    (void)state;
    static const struct {
        const char *what, *rows;
        size_t records;
        const char *found[4];
    } cases[] = {
        {"totals below the data",
         "1,Band 5,A,No,1\nTotal,,,,1\nGrand total: 1,,,,\nSub-total,,,,1\n",
         1,
         {"total-row 3", "!remark-row"}},
        {"a person whose number begins like a total is one", "Total7,Band 5,A,No,1\n", 1, {"!total-row"}},
        {"a full row is no total", "Total,Band 5,A,No,1\n", 1, {"!total-row"}},
        {"remarks of one cell",
         "1,Band 5,A,No,1\nPrinted by HR\n,,,,,Printed by HR\n",
         1,
         {"remark-row 2", "!total-row"}},
        {"headings repeated on each page",
         "1,Band 5,A,No,1\nEmployee Number,Pay Grade,Ethnic Origin,Disability,FTE\n2,Band 5,A,No,1\n",
         2,
         {"!remark-row", "!unknown-pay-grade", "!total-row"}},
        {"blank rows", "\n1,Band 5,A,No,1\n,,,,\n\n2,Band 5,A,No,1\n", 2, {"!remark-row"}},
        {"short rows are rows", "1,Band 5\n", 1, {"!remark-row", "!cells-beyond-headings"}},
        {"cells beyond the headings", "1,Band 5,A,No,1,,slipped\n2,Band 5,A,No,1,,\n", 2, {"cells-beyond-headings 1"}},
        {"no rows at all", "", 0, {"no-rows 1"}},
        {"nothing but a total", "Total,,,,7\n", 0, {"no-rows 1", "total-row 1"}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[1024];
        test_reading r;
        print_message("         %s\n", cases[i].what);
        snprintf(text, sizeof text, "Employee Number,Pay Grade,Ethnic Origin,Disability,FTE\n%s", cases[i].rows);
        reading_of(&r, "a.csv", text);
        assert_int_equal(r.status, EH_OK);
        assert_int_equal(r.data->staff.count, cases[i].records);
        assert_int_equal(facts(&r, 0)->rows, cases[i].records);
        expect_read(&r, cases[i].found, 4);
        reading_end(&r);
    }
}

static void organisation_codes(void **state) {
    (void)state;
    test_reading r;
    reading_of(
        &r, "a.csv",
        "Organisation Code,Employee Number,Pay Grade\n rr8 ,1,Band 5\nRR8,2,Band 5\nAB12345X,3,Band 5\n,4,Band 5\n"
        "R8,5,Band 5\nAB12345XY,6,Band 5\nRR-8,7,Band 5\nR\xC3\x84"
        "8,8,Band 5\n");
    assert_int_equal(r.data->staff.count, 4);
    assert_int_equal(eh_staff_at(r.data, 0)->organisation, eh_staff_at(r.data, 1)->organisation);
    assert_int_equal(eh_staff_at(r.data, 3)->organisation, 0);
    assert_int_equal(eh_index_count(r.data->organisations), 3);
    assert_string_equal(eh_index_key(r.data->organisations, 1).at, "RR8");
    assert_string_equal(eh_index_key(r.data->organisations, 2).at, "AB12345X");
    EXPECT_READ(&r, "bad-organisation-code 4");
    reading_end(&r);
}

/* ---- values ---- */

static void dates(void **state) {
    (void)state;
    static const struct {
        const char *cell, *day; /* NULL: none */
        const char *found;
    } cases[] = {
        {"2020-05-01", "2020-05-01", "!unreadable-date"},
        {"01/05/2020", "2020-05-01", "!unreadable-date"},
        {"1-May-2020", "2020-05-01", "!unreadable-date"},
        {"20200501", "2020-05-01", "!unreadable-date"},
        {"01/05/2020 23:59", "2020-05-01", "!unreadable-date"},
        {"43952", "2020-05-01", "!unreadable-date"},
        {"", NULL, "!unreadable-date"},
        {"05/13/2020", NULL, "dates-perhaps-month-first 1"},
        {"05/13/2020", NULL, "unreadable-date 1"},
        {"yesterday", NULL, "unreadable-date 1"},
        {"30/02/2020", NULL, "unreadable-date 1"},
        {"99999999", NULL, "unreadable-date 1"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[256], day[11] = "";
        test_reading r;
        snprintf(text, sizeof text, "Employee Number,Pay Grade,Start Date\n1,Band 5,%s\n", cases[i].cell);
        reading_of(&r, "a.csv", text);
        eh_date start = eh_staff_start(r.data, 0);
        if (start != EH_NO_DATE)
            eh_date_write(start, day);
        assert_string_equal(day, cases[i].day ? cases[i].day : "");
        EXPECT_READ(&r, cases[i].found);
        reading_end(&r);
    }
}

static void years(void **state) {
    (void)state;
    static const struct {
        const char *cell;
        int year;
    } cases[] = {
        {"2025", 2025},
        {"2024/25", 2025},
        {"2024-25", 2025},
        {"2024\xE2\x80\x93"
         "25",
         2025},
        {"2024 / 25", 2025},
        {"2024/2025", 2025},
        {"2024-25 return", 2025},
        {"WRES 2025", 2025},
        {"2024/26", 2024},
        {"2024-09-25", 2024},
        {"31/03/2025", 2025},
        {"1999/00", 2000},
        {"", 0},
        {"soon", 0},
        {"25", 0},
        {"20255", 0},
        {"1066", 0},
        {"9999999999", 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[256];
        test_reading r;
        snprintf(text, sizeof text, "Edition,Name,Executive\n%s,a,Yes\n", cases[i].cell);
        reading_of(&r, "a.csv", text);
        if (r.data->board.at[0].edition != cases[i].year)
            fail_msg("%s is %d and not %d", cases[i].cell, r.data->board.at[0].edition, cases[i].year);
        reading_end(&r);
    }
}

static void unknown_values(void **state) {
    (void)state;
    test_reading r;
    reading_of(
        &r, "a.csv",
        "Employee Number,Pay Grade,Ethnic Origin,Assignment Category,Assignment Status\n1,Band 5,Martian,Odd,Hovering\n"
        "2,Band 5,MARTIAN,Odd,\n3,Band 99,Venusian,,\n4,Band 5,A,Permanent,Active Assignment\n");
    static const struct {
        eh_field field;
        const char *value;
        uint64_t count;
    } wanted[] = {{EH_STAFF_ASSIGNMENT_CATEGORY, "Odd", 2},
                  {EH_STAFF_ASSIGNMENT_STATUS, "Hovering", 1},
                  {EH_STAFF_ETHNIC_ORIGIN, "Martian", 2},
                  {EH_STAFF_PAY_GRADE, "Band 99", 1},
                  {EH_STAFF_ETHNIC_ORIGIN, "Venusian", 1}};
    enum { WANTED = sizeof wanted / sizeof *wanted };
    assert_int_equal(r.data->unknown.count, WANTED);
    for (size_t i = 0; i < WANTED; i++) {
        assert_int_equal(r.data->unknown.at[i].field, wanted[i].field);
        assert_string_equal(r.data->unknown.at[i].value, wanted[i].value);
        assert_int_equal(r.data->unknown.at[i].count, wanted[i].count);
    }
    EXPECT_READ(&r, "unknown-category 2", "unknown-status 1", "unknown-value 3", "unknown-pay-grade 1");
    const test_run view = {.findings = r.findings};
    const eh_finding *category = first_found(&view, "unknown-category");
    assert_string_equal(category->value, "Odd");
    assert_string_equal(category->heading, "Assignment Category");
    assert_string_equal(category->file, "a.csv");
    assert_int_equal(category->row, 2);
    assert_int_equal(category->column, 4);
    reading_end(&r);
}

/* A finding's excerpt never cuts a letter in two, whatever the length. */
static void long_values(void **state) {
    (void)state;
    for (int length = 110; length < 130; length++) {
        char text[1024] = "Employee Number,Pay Grade\n1,";
        size_t at = strlen(text);
        for (int i = 0; i < length; i++)
            at += (size_t)snprintf(text + at, sizeof text - at, "%s", i % 2 ? "\xC3\xA9" : "x");
        test_reading r;
        reading_of(&r, "a.csv", text);
        const test_run view = {.findings = r.findings};
        const char *value = first_found(&view, "unknown-pay-grade")->value;
        assert_true(strlen(value) <= 120 && strlen(value) >= 118);
        assert_true(eh_utf8_valid(value, strlen(value)));
        reading_end(&r);
    }
}

/* ---- workbooks ---- */

#define MAIN_AT        "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define LINK_AT        "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define T(text)        "<c t='inlineStr'><is><t>" text "</t></is></c>"
#define N(number)      "<c><v>" number "</v></c>"
#define E(error)       "<c t='e'><v>" error "</v></c>"
#define F              "<c><f>A1</f></c>"
#define ROW(cells)     "<row>" cells "</row>"
#define STAFF_HEADINGS ROW(T("Employee Number") T("Pay Grade") T("Ethnic Origin") T("Start Date"))

typedef struct sheet {
    const char *name, *rows;
    bool hidden;
} sheet;

static void add_part(zip_t *zip, const char *name, const eh_buffer *text) {
    zip_source_t *part = zip_source_buffer(zip, text->data, text->length, 0);
    assert_true(zip_file_add(zip, name, part, 0) >= 0);
}

/* A workbook of these sheets, read. */
static void reading_of_sheets(test_reading *r, const sheet *sheets, size_t count, bool from_1904) {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *memory = zip_source_buffer_create(NULL, 0, 0, &error);
    zip_source_keep(memory);
    zip_t *zip = zip_open_from_source(memory, ZIP_TRUNCATE, &error);
    assert_non_null(zip);
    eh_buffer root = {0}, book = {0}, links = {0}, tables[4] = {{0}};
    assert_true(count <= 4);
    static const char relations[] =
        "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>";
    eh_buffer_format(
        &root, "%s<Relationship Id='r' Type='" LINK_AT "/officeDocument' Target='xl/workbook.xml'/></Relationships>",
        relations);
    eh_buffer_format(&book, "<workbook xmlns='" MAIN_AT "' xmlns:r='" LINK_AT "'>%s<sheets>",
                     from_1904 ? "<workbookPr date1904='1'/>" : "");
    eh_buffer_text(&links, relations);
    add_part(zip, "_rels/.rels", &root);
    for (size_t i = 0; i < count; i++) {
        char name[64];
        snprintf(name, sizeof name, "xl/worksheets/sheet%d.xml", (int)i);
        eh_buffer_format(&book, "<sheet name='%s' sheetId='%d' r:id='r%d'%s/>", sheets[i].name, (int)i + 1, (int)i,
                         sheets[i].hidden ? " state='hidden'" : "");
        eh_buffer_format(&links,
                         "<Relationship Id='r%d' Type='" LINK_AT "/worksheet' Target='worksheets/sheet%d.xml'/>",
                         (int)i, (int)i);
        eh_buffer_format(&tables[i], "<worksheet xmlns='" MAIN_AT "'><sheetData>%s</sheetData></worksheet>",
                         sheets[i].rows);
        add_part(zip, name, &tables[i]);
    }
    eh_buffer_text(&book, "</sheets></workbook>");
    eh_buffer_text(&links, "</Relationships>");
    add_part(zip, "xl/workbook.xml", &book);
    add_part(zip, "xl/_rels/workbook.xml.rels", &links);
    assert_int_equal(zip_close(zip), 0);
    zip_stat_t stat;
    zip_source_stat(memory, &stat);
    char *bytes = malloc(stat.size);
    assert_int_equal(zip_source_open(memory), 0);
    assert_int_equal(zip_source_read(memory, bytes, stat.size), (zip_int64_t)stat.size);
    zip_source_close(memory);
    zip_source_free(memory);
    reading_of_bytes(r, "book.xlsx", bytes, (size_t)stat.size, NULL);
    free(bytes);
    eh_buffer_free(&root);
    eh_buffer_free(&book);
    eh_buffer_free(&links);
    for (size_t i = 0; i < 4; i++)
        eh_buffer_free(&tables[i]);
}
#define READING_OF_SHEETS(r, sheets, from_1904)                                                                        \
    reading_of_sheets(r, sheets, sizeof(sheets) / sizeof *(sheets), from_1904)

static void sheets_of_several_kinds(void **state) {
    (void)state;
    static const sheet sheets[] = {
        {"Notes", ROW(T("Read me")), false},
        {"People", STAFF_HEADINGS ROW(T("1") T("Band 5") T("A") T("01/05/2020")), false},
        {"Board", ROW(T("Name") T("Executive") T("Voting")) ROW(T("a") T("Yes") T("No")), true},
        {"Old people", ROW(T("Employee Number") T("Pay Grade")) ROW(T("2") T("Band 6")), false},
    };
    test_reading r;
    READING_OF_SHEETS(&r, sheets, false);
    assert_int_equal(r.status, EH_OK);
    assert_int_equal(r.data->sources.count, 2);
    assert_string_equal(facts(&r, 0)->sheet, "People");
    assert_string_equal(facts(&r, 1)->sheet, "Board");
    assert_int_equal(r.data->staff.count, 1);
    assert_int_equal(r.data->board.count, 1);
    EXPECT_READ(&r, "hidden-sheet 1", "second-sheet-of-kind 1");
    const test_run view = {.findings = r.findings};
    assert_string_equal(first_found(&view, "second-sheet-of-kind")->sheet, "Old people");
    assert_string_equal(first_found(&view, "hidden-sheet")->sheet, "Board");
    reading_end(&r);
}

static void error_cells(void **state) {
    (void)state;
    static const sheet sheets[] = {{"People",
                                    STAFF_HEADINGS ROW(T("1") T("Band 5") E("#N/A") T("01/05/2020"))
                                        ROW(T("2") E("#REF!") T("A") F) ROW(T("3") T("Band 5") E("#N/A") E("#N/A")),
                                    false}};
    test_reading r;
    READING_OF_SHEETS(&r, sheets, false);
    assert_int_equal(r.data->staff.count, 3);
    assert_int_equal(eh_staff_traits_of(r.data, eh_staff_at(r.data, 0))->ethnicity, 0); /* blank */
    assert_int_equal(eh_staff_start(r.data, 1), EH_NO_DATE);
    EXPECT_READ(&r, "error-cell 4", "uncalculated-cell 1", "!unknown-value", "!unreadable-date", "!unknown-pay-grade");
    reading_end(&r);
}

static void serials_of_1904(void **state) {
    (void)state;
    static const sheet sheets[] = {
        {"People",
         STAFF_HEADINGS ROW(T("1") T("Band 5") T("A") N("42490")) ROW(T("2") T("Band 5") T("A") N("20200501"))
             ROW(T("3") T("Band 5") T("A") T("01/05/2020")) ROW(T("4") T("Band 5") T("A") N("42490.75"))
                 ROW(T("5") T("Band 5") T("A") N("99999999999999999999")),
         false}};
    for (int from_1904 = 0; from_1904 < 2; from_1904++) {
        static const char *const days[2][4] = {{"2016-04-30", "2020-05-01", "2020-05-01", "2016-04-30"},
                                               {"2020-05-01", "2020-05-01", "2020-05-01", "2020-05-01"}};
        test_reading r;
        READING_OF_SHEETS(&r, sheets, from_1904);
        assert_int_equal(r.data->staff.count, 5);
        for (size_t i = 0; i < 4; i++) {
            char day[11];
            eh_date_write(eh_staff_start(r.data, i), day);
            assert_string_equal(day, days[from_1904][i]);
        }
        assert_int_equal(eh_staff_start(r.data, 4), EH_NO_DATE);
        assert_int_equal(facts(&r, 0)->system_1904, from_1904);
        EXPECT_READ(&r, "unreadable-date 1");
        reading_end(&r);
    }
}

/* A table that breaks off leaves no rows behind; the others of the workbook are read. */
static void a_table_that_breaks_off(void **state) {
    (void)state;
    static const sheet sheets[] = {
        {"People",
         STAFF_HEADINGS ROW(T("1") T("Band 5") T("Martian") T("01/05/2020")) "<row><c t='s'><v>7</v></c></row>", false},
        {"Board", ROW(T("Name") T("Executive") T("Voting")) ROW(T("a") T("Yes") T("No")), false},
    };
    test_reading r;
    READING_OF_SHEETS(&r, sheets, false);
    assert_int_equal(r.status, EH_OK);
    assert_int_equal(r.data->staff.count, 0);
    assert_false(facts(&r, 0)->used);
    assert_int_equal(r.data->board.count, 1);
    assert_true(facts(&r, 1)->used);
    EXPECT_READ(&r, "string-missing 1");
    reading_end(&r);
    reading_of_sheets(&r, sheets, 1, false);
    assert_int_equal(r.status, EH_BAD);
    assert_int_equal(r.data->staff.count, 0);
    reading_end(&r);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kinds_by_their_headings),
        cmocka_unit_test(headings_matched),
        cmocka_unit_test(two_columns_for_one_field),
        cmocka_unit_test(unclear_kinds),
        cmocka_unit_test(partial_headings),
        cmocka_unit_test(forced_kind),
        cmocka_unit_test(rows_that_are_none),
        cmocka_unit_test(organisation_codes),
        cmocka_unit_test(dates),
        cmocka_unit_test(years),
        cmocka_unit_test(unknown_values),
        cmocka_unit_test(long_values),
        cmocka_unit_test(sheets_of_several_kinds),
        cmocka_unit_test(error_cells),
        cmocka_unit_test(serials_of_1904),
        cmocka_unit_test(a_table_that_breaks_off),
    };
    return cmocka_run_group_tests(tests, catalogue_setup, catalogue_teardown);
}
