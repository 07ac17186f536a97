/* Worksheets: what cells of every sort become, and what damaged, odd and hostile workbooks are told. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <zip.h>

#include "base/finding.h"
#include "base/limits.h"
#include "extract/xlsx.h"
#include "seeds.h"
#include "xlsx_cases.h"

/* ---- workbooks made in memory from hand-written parts ---- */

typedef struct made_part {
    const char *name; /* NULL ends a list */
    const char *text;
} made_part;

#define LINK_AT     "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define STRICT_MAIN "http://purl.oclc.org/ooxml/spreadsheetml/main"
#define STRICT_LINK "http://purl.oclc.org/ooxml/officeDocument/relationships"
#define RELATIONS(inner)                                                                                               \
    "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>" inner "</Relationships>"
#define RELATION(id, root, type, target) "<Relationship Id='" id "' Type='" root "/" type "' Target='" target "'/>"

#define ROOT  RELATIONS(RELATION("rId1", LINK_AT, "officeDocument", "xl/workbook.xml"))
#define SHEET RELATION("rId1", LINK_AT, "worksheet", "worksheets/sheet1.xml")
#define TEXTS RELATION("rId2", LINK_AT, "sharedStrings", "sharedStrings.xml")
#define STYLE RELATION("rId3", LINK_AT, "styles", "styles.xml")
#define BOOK(properties, sheets)                                                                                       \
    "<workbook xmlns='" MAIN_AT "' xmlns:r='" LINK_AT "'>" properties "<sheets>" sheets "</sheets></workbook>"
#define DATA(rows) "<worksheet xmlns='" MAIN_AT "'><sheetData>" rows "</sheetData></worksheet>"

static char *make_zip(const made_part *parts, size_t *size) {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *memory = zip_source_buffer_create(NULL, 0, 0, &error);
    assert_non_null(memory);
    zip_source_keep(memory);
    zip_t *zip = zip_open_from_source(memory, ZIP_TRUNCATE, &error);
    assert_non_null(zip);
    for (; parts->name != NULL; parts++) {
        zip_source_t *part = zip_source_buffer(zip, parts->text, strlen(parts->text), 0);
        assert_true(zip_file_add(zip, parts->name, part, ZIP_FL_ENC_UTF_8) >= 0);
    }
    assert_int_equal(zip_close(zip), 0);
    zip_stat_t stat;
    zip_source_stat(memory, &stat);
    *size = (size_t)stat.size;
    char *bytes = malloc(*size + 1);
    assert_non_null(bytes);
    assert_int_equal(zip_source_open(memory), 0);
    assert_int_equal(zip_source_read(memory, bytes, *size), (zip_int64_t)*size);
    zip_source_close(memory);
    zip_source_free(memory);
    keep_seed("xlsx", bytes, *size);
    return bytes;
}

/* ---- what reading gives, as one text ----
 *
 * A line a row: its number, then of each cell a letter for the type and the text. Then a line a table ends with, if not as it should,
 * and a line a finding: "! code" with sheet, row and count. */

static void show_row(eh_buffer *out, const eh_row *row) {
    static const char letters[] = ".TNDPBEU";
    eh_buffer_whole(out, (int64_t)row->number);
    for (uint32_t i = 0; i < row->count; i++) {
        eh_buffer_char(out, '|');
        eh_buffer_char(out, letters[eh_row_cell(row, i).type]);
        eh_buffer_add(out, eh_row_cell(row, i).text.at, eh_row_cell(row, i).text.length);
    }
    eh_buffer_char(out, '\n');
}

static void show_table(eh_buffer *out, eh_reader *reader, unsigned table, eh_findings *findings) {
    const eh_table_info *info = reader->kind->info(reader, table);
    eh_reader_rows *rows = NULL;
    const eh_row *row = NULL;
    if (reader->kind->tables(reader) > 1 || info->hidden || info->system_1904) {
        eh_buffer_format(out, "[%s%s%s]\n", info->sheet, info->hidden ? " hidden" : "",
                         info->system_1904 ? " 1904" : "");
    }
    eh_status status = reader->kind->rows_open(reader, table, findings, &rows);
    while (status == EH_OK && (status = reader->kind->next(rows, findings, &row)) == EH_OK) {
        show_row(out, row);
    }
    if (status != EH_END) {
        eh_buffer_format(out, "ended: %s\n", eh_status_text(status));
    }
    if (rows != NULL) {
        assert_int_equal(reader->kind->next(rows, findings, &row), status); /* and stays so, without saying it again */
        eh_rows_facts facts = reader->kind->seen(rows);
        if (facts.blank_rows + facts.hidden_rows + facts.cut_cells > 0) {
            eh_buffer_format(out, "rows %d blank %d hidden %d cut %d\n", (int)facts.rows, (int)facts.blank_rows,
                             (int)facts.hidden_rows, (int)facts.cut_cells);
        }
        reader->kind->rows_close(rows);
    }
}

static void show_findings(eh_buffer *out, const eh_findings *findings) {
    for (size_t i = 0; i < eh_findings_count(findings); i++) {
        const eh_finding *finding = eh_findings_at(findings, i);
        assert_string_equal(finding->file, "book.xlsx");
        assert_string_equal(finding->value, "");
        eh_buffer_format(out, "! %s", finding->code);
        if (finding->sheet[0] != '\0') {
            eh_buffer_format(out, " %s row %d x%d", finding->sheet, (int)finding->row, (int)finding->count);
        }
        eh_buffer_char(out, '\n');
    }
}

static char *show_source(eh_source *source) {
    eh_buffer out = {0};
    eh_findings *findings = eh_findings_new();
    eh_reader *reader = NULL;
    assert_non_null(source);
    assert_non_null(findings);
    eh_status status = eh_xlsx_open(source, NULL, findings, &reader);
    assert_true((status == EH_OK) == (reader != NULL));
    if (reader != NULL) {
        for (unsigned i = 0; i < reader->kind->tables(reader); i++) {
            show_table(&out, reader, i, findings);
        }
        reader->kind->close(reader);
    } else {
        eh_buffer_format(&out, "open: %s\n", eh_status_text(status));
    }
    show_findings(&out, findings);
    eh_findings_free(findings);
    eh_buffer_char(&out, '\0');
    assert_false(out.failed);
    return out.data;
}

static char *show_bytes(const char *bytes, size_t size) {
    eh_source *source = eh_source_from_memory("book.xlsx", bytes, size);
    char *shown = show_source(source);
    eh_source_close(source);
    return shown;
}

static char *show_parts(const made_part *parts) {
    size_t size = 0;
    char *bytes = make_zip(parts, &size);
    char *shown = show_bytes(bytes, size);
    free(bytes);
    return shown;
}

/* ---- cells ---- */

/* What the workbook of a case gives. */
static char *show_cells(const cells_case *c) {
    eh_buffer sheet = {0}, texts = {0}, styles = {0}, book = {0}, relations = {0};
    eh_buffer_format(&sheet,
                     "<?xml version='1.0'?><worksheet xmlns='%s'><dimension ref='A1:B999999'/><sheetData>%s</sheetData>"
                     "<mergeCells count='1'><mergeCell ref='A1:B1'/></mergeCells></worksheet>",
                     MAIN_AT, c->rows);
    eh_buffer_format(&texts, "<sst xmlns='%s' count='9' uniqueCount='999999999'>%s</sst>", MAIN_AT,
                     c->texts ? c->texts : "");
    eh_buffer_format(&styles, "<styleSheet xmlns='%s'>%s</styleSheet>", MAIN_AT, c->styles ? c->styles : "");
    eh_buffer_format(
        &book,
        "<workbook xmlns='%s' xmlns:r='%s'>%s<sheets><sheet name='Staff' sheetId='1' r:id='rId1'/></sheets></workbook>",
        MAIN_AT, LINK_AT, c->properties ? c->properties : "");
    eh_buffer_text(&relations, RELATIONS(SHEET));
    relations.length -= strlen("</Relationships>");
    eh_buffer_format(&relations, "%s%s</Relationships>", c->texts ? TEXTS : "", c->styles ? STYLE : "");
    made_part parts[] = {
        {"_rels/.rels", ROOT},
        {"xl/workbook.xml", book.data},
        {"xl/_rels/workbook.xml.rels", relations.data},
        {"xl/worksheets/sheet1.xml", sheet.data},
        {"xl/sharedStrings.xml", texts.data},
        {"xl/styles.xml", styles.data},
        {NULL, NULL},
    };
    char *shown = show_parts(parts);
    eh_buffer_free(&sheet);
    eh_buffer_free(&texts);
    eh_buffer_free(&styles);
    eh_buffer_free(&book);
    eh_buffer_free(&relations);
    return shown;
}

static void test_cells(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof cells_cases / sizeof *cells_cases; i++) {
        char *shown = show_cells(&cells_cases[i]);
        if (cells_cases[i].shown != NULL) {
            if (strcmp(shown, cells_cases[i].shown) != 0) {
                print_error("%s\n", cells_cases[i].name);
            }
            assert_string_equal(shown, cells_cases[i].shown);
        } else {
            /* the last column makes a line too long to write down */
            assert_non_null(strstr(shown, "1|N1|.|.|"));
            assert_non_null(strstr(shown, "|.|N2\n2|N5\n"));
            assert_non_null(strstr(shown, "\n! cell-position Staff row 1 x5\n"));
        }
        free(shown);
    }
}

/* ---- packages ---- */

typedef struct package_case {
    const char *name;
    made_part parts[10];
    const char *shown;
} package_case;

#define ONE_SHEET "<sheet name='Staff' sheetId='1' r:id='rId1'/>"
#define PLAIN     DATA("<row><c><v>1</v></c></row>")
#define BOOK_PARTS                                                                                                     \
    {"_rels/.rels", ROOT}, {"xl/workbook.xml", BOOK("", ONE_SHEET)}, {                                                 \
        "xl/_rels/workbook.xml.rels", RELATIONS(SHEET)                                                                 \
    }

static const package_case package_cases[] = {
    {"minimal", {BOOK_PARTS, {"xl/worksheets/sheet1.xml", PLAIN}}, "1|N1\n"},
    {"parts in any order, names in any case, backslashes, absolute and dotted targets, folders of their own",
     {{"FOO\\Bar\\Sheet 1.XML", PLAIN},
      {"foo/", ""},
      {"[trash]/0000.dat", "x"},
      {"/Foo/_RELS/book.xml.rels", RELATIONS(RELATION("a", LINK_AT, "worksheet", "/foo/x/../BAR/./sheet%201.xml"))},
      {"foo/book.xml", BOOK("", "<sheet name='S' sheetId='1' r:id='a'/>")},
      {"_rels/.rels", RELATIONS("<Relationship Id='z' Type='urn:x' Target='http://x/' TargetMode='External'/>" RELATION(
                          "rId1", LINK_AT, "officeDocument", "/foo/book.xml"))}},
     "1|N1\n"},
    {"strict, prefixed",
     {{"_rels/.rels", RELATIONS(RELATION("rId1", STRICT_LINK, "officeDocument", "xl/workbook.xml"))},
      {"xl/workbook.xml",
       "<q:workbook xmlns:q='" STRICT_MAIN "' xmlns:w='" STRICT_LINK
       "'><q:workbookPr date1904='true'/><q:sheets><q:sheet name='S' w:id='i'/></q:sheets></q:workbook>"},
      {"xl/_rels/workbook.xml.rels", RELATIONS(RELATION("i", STRICT_LINK, "worksheet", "s.xml"))},
      {"xl/s.xml",
       "<q:worksheet xmlns:q='" STRICT_MAIN
       "'><q:sheetData><q:row><q:c t='inlineStr'><q:is><q:t>a</q:t></q:is></q:c></q:row></q:sheetData></q:worksheet>"}},
     "[S 1904]\n1|Ta\n"},
    {"many sheets: hidden, very hidden, charts, dialogs",
     {{"_rels/.rels", ROOT},
      {"xl/workbook.xml",
       BOOK("", "<sheet name='A' r:id='rId1'/><sheet name='Chart' r:id='c'/><sheet name='B &amp; C' state='hidden' "
                "r:id='rId1'/><sheet name='D' state='veryHidden' r:id='rId1'/><sheet name='Dialog' r:id='d'/>"
                "<sheet name='M' r:id='m'/>")},
      {"xl/_rels/workbook.xml.rels",
       RELATIONS(SHEET RELATION("c", LINK_AT, "chartsheet", "c.xml") RELATION(
           "d", LINK_AT, "dialogsheet",
           "d.xml") "<Relationship Id='m' Type='http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet' "
                    "Target='m.xml'/>")},
      {"xl/worksheets/sheet1.xml", PLAIN}},
     "[A]\n1|N1\n[B & C hidden]\n1|N1\n[D hidden]\n1|N1\n"},
    {"UTF-8 with a byte order mark",
     {BOOK_PARTS, {"xl/worksheets/sheet1.xml", "\xEF\xBB\xBF<?xml version='1.0' encoding='UTF-8'?>" PLAIN}},
     "1|N1\n"},
    {"Latin-1 that says so",
     {BOOK_PARTS,
      {"xl/worksheets/sheet1.xml",
       "<?xml version='1.0' encoding='ISO-8859-1'?>" DATA("<row><c t='str'><v>\xE9</v></c></row>")}},
     "1|T\xC3\xA9\n"},
    {"bytes that are not UTF-8",
     {BOOK_PARTS,
      {"xl/worksheets/sheet1.xml",
       DATA("<row><c t='str'><v>a\xE9z</v></c><c><v>1</v></c></row><row><c t='str'><v>\xC3\xA9\x01</v></c></row>")}},
     "1|Ta\xEF\xBF\xBDz|N1\n2|T\xC3\xA9\xEF\xBF\xBD\n! invalid-characters-in-sheet Staff row 1 x2\n"},
    {"bytes that are not UTF-8, without the scanner",
     {BOOK_PARTS,
      {"xl/worksheets/sheet1.xml",
       "<?xml version='1.0'  encoding='utf-8'?>" DATA("<row><c t='str'><v>a\xE9z</v></c></row>")}},
     "1|Ta\xEF\xBF\xBDz\n! invalid-characters-in-sheet Staff row 1 x1\n"},
    {"bytes that are not UTF-8, where no text is",
     {BOOK_PARTS, {"xl/worksheets/sheet1.xml", DATA("<row><c t='str'><v>1</v></c><c t='\xE9'><v>1</v></c></row>")}},
     "ended: the input cannot be used\n! part-malformed Staff row 1 x1\n"},
    {"names that differ in case alone",
     {BOOK_PARTS, {"xl/worksheets/sheet1.xml", PLAIN}, {"xl/Worksheets/Sheet1.xml", PLAIN}},
     "open: the input cannot be used\n! duplicate-part\n"},
    {"names that climb out",
     {BOOK_PARTS, {"xl/worksheets/sheet1.xml", PLAIN}, {"xl/../../etc/passwd", "x"}},
     "open: the input cannot be used\n! part-name-refused\n"},
    {"a zip of something else", {{"holiday.jpg", "x"}}, "open: the input cannot be used\n! not-a-workbook\n"},
    {"a document",
     {{"_rels/.rels", RELATIONS(RELATION("rId1", LINK_AT, "officeDocument", "word/document.xml"))},
      {"word/_rels/document.xml.rels", RELATIONS("")},
      {"word/document.xml", "<document xmlns='urn:w'/>"}},
     "open: the input cannot be used\n! not-a-workbook\n"},
    {"a binary workbook",
     {{"_rels/.rels", RELATIONS(RELATION("rId1", LINK_AT, "officeDocument", "xl/workbook.bin"))}},
     "open: the input cannot be used\n! binary-workbook\n"},
    {"no sheets",
     {{"_rels/.rels", ROOT}, {"xl/workbook.xml", BOOK("", "")}, {"xl/_rels/workbook.xml.rels", RELATIONS("")}},
     "open: the input cannot be used\n! workbook-without-sheets\n"},
    {"no workbook part", {{"_rels/.rels", ROOT}}, "open: the input cannot be used\n! part-missing\n"},
    {"no sheet part", {BOOK_PARTS}, "ended: the input cannot be used\n! part-missing Staff row 0 x1\n"},
    {"a sheet that nothing points to",
     {{"_rels/.rels", ROOT},
      {"xl/workbook.xml", BOOK("", "<sheet name='S' r:id='none'/>")},
      {"xl/_rels/workbook.xml.rels", RELATIONS(SHEET)}},
     "ended: the input cannot be used\n! part-missing S row 0 x1\n"},
    {"texts that are announced and not there",
     {{"_rels/.rels", ROOT},
      {"xl/workbook.xml", BOOK("", ONE_SHEET)},
      {"xl/_rels/workbook.xml.rels", RELATIONS(SHEET TEXTS)},
      {"xl/worksheets/sheet1.xml", DATA("<row><c><v>1</v></c></row><row><c t='s'><v>0</v></c></row>")}},
     "1|N1\nended: the input cannot be used\n! string-missing Staff row 2 x1\n"},
    {"formats that are announced and not there",
     {{"_rels/.rels", ROOT},
      {"xl/workbook.xml", BOOK("", ONE_SHEET)},
      {"xl/_rels/workbook.xml.rels", RELATIONS(SHEET STYLE)},
      {"xl/worksheets/sheet1.xml", PLAIN}},
     "open: the input cannot be used\n! part-missing\n"},
    {"a document type",
     {BOOK_PARTS, {"xl/worksheets/sheet1.xml", "<!DOCTYPE worksheet [<!ENTITY a 'b'>]>" PLAIN}},
     "ended: the input cannot be used\n! part-doctype Staff row 0 x1\n"},
    {"a document type with an address",
     {BOOK_PARTS, {"xl/worksheets/sheet1.xml", "<!DOCTYPE worksheet SYSTEM 'file:///etc/passwd'>" PLAIN}},
     "ended: the input cannot be used\n! part-doctype Staff row 0 x1\n"},
    {"a part that is no sheet",
     {BOOK_PARTS, {"xl/worksheets/sheet1.xml", "<chartsheet xmlns='" MAIN_AT "'/>"}},
     "ended: the input cannot be used\n! part-malformed Staff row 0 x1\n"},
    {"an empty part",
     {BOOK_PARTS, {"xl/worksheets/sheet1.xml", ""}},
     "ended: the input cannot be used\n! part-malformed Staff row 0 x1\n"},
    {"something behind the end",
     {BOOK_PARTS, {"xl/worksheets/sheet1.xml", PLAIN "<more/>"}},
     "1|N1\nended: the input cannot be used\n! part-malformed Staff row 1 x1\n"},
    {"a prefix that is not declared",
     {BOOK_PARTS, {"xl/worksheets/sheet1.xml", DATA("<x:row><x:c/></x:row>")}},
     "ended: the input cannot be used\n! part-malformed Staff row 0 x1\n"},
};

static void test_packages(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof package_cases / sizeof *package_cases; i++) {
        char *shown = show_parts(package_cases[i].parts);
        if (strcmp(shown, package_cases[i].shown) != 0) {
            print_error("%s\n", package_cases[i].name);
        }
        assert_string_equal(shown, package_cases[i].shown);
        free(shown);
    }
}

/* ---- damage ---- */

static char *plain_workbook(size_t *size) {
    static const made_part parts[] = {BOOK_PARTS, {"xl/worksheets/sheet1.xml", PLAIN}, {NULL, NULL}};
    return make_zip(parts, size);
}

static void test_truncated(void **state) {
    (void)state;
    size_t size = 0;
    char *bytes = plain_workbook(&size);
    for (size_t length = 1; length < size; length++) {
        char *shown = show_bytes(bytes, length);
        assert_string_equal(shown, "open: the input cannot be used\n! workbook-damaged\n");
        free(shown);
    }
    free(bytes);
}

/* Any byte changed: read as it was, or told; never other values in silence. */
static void test_flipped_bytes(void **state) {
    (void)state;
    size_t size = 0;
    char *bytes = plain_workbook(&size);
    for (size_t i = 0; i < size; i++) {
        for (unsigned bit = 0; bit < 8; bit++) {
            bytes[i] = (char)(bytes[i] ^ (1 << bit));
            char *shown = show_bytes(bytes, size);
            bool told = strstr(shown, "the input cannot be used\n") != NULL && strstr(shown, "\n! ") != NULL;
            assert_true(told || strcmp(shown, "1|N1\n") == 0);
            free(shown);
            bytes[i] = (char)(bytes[i] ^ (1 << bit));
        }
    }
    free(bytes);
}

static void test_exact_duplicate(void **state) {
    (void)state;
    static const made_part parts[] = {
        BOOK_PARTS, {"xl/worksheets/sheet1.xml", PLAIN}, {"xl/worksheets/sheet2.xml", PLAIN}, {NULL, NULL}};
    size_t size = 0;
    char *bytes = make_zip(parts, &size);
    for (size_t i = 0; i + 10 < size; i++) {
        if (memcmp(bytes + i, "sheet2.xml", 10) == 0) {
            bytes[i + 5] = '1';
        }
    }
    char *shown = show_bytes(bytes, size);
    assert_string_equal(shown, "open: the input cannot be used\n! duplicate-part\n");
    free(shown);
    free(bytes);
}

/* A source that fails from a certain read on. */
typedef struct failing_source {
    eh_source source;
    const char *bytes;
    int reads_left;
} failing_source;

static eh_status failing_read(eh_source *self, uint64_t offset, void *buffer, size_t want, size_t *got) {
    failing_source *failing = (failing_source *)(void *)self;
    *got = 0;
    if (failing->reads_left-- <= 0) {
        return EH_IO;
    }
    if (offset < self->size) {
        *got = want < self->size - offset ? want : (size_t)(self->size - offset);
        memcpy(buffer, failing->bytes + offset, *got);
    }
    return EH_OK;
}

static void test_failing_source(void **state) {
    (void)state;
    size_t size = 0;
    char *bytes = plain_workbook(&size);
    int reads = 0;
    bool whole = false;
    for (; reads < 1000 && !whole; reads++) {
        failing_source failing = {{"book.xlsx", size, failing_read, NULL}, bytes, reads};
        char *shown = show_source(&failing.source);
        whole = strcmp(shown, "1|N1\n") == 0;
        if (!whole) {
            char expected[64];
            snprintf(expected, sizeof expected, ": %s\n", eh_status_text(EH_IO));
            assert_non_null(strstr(shown, expected));
            assert_non_null(strstr(shown, "\n! file-unreadable"));
        }
        free(shown);
    }
    assert_true(whole && reads > 5);
    free(bytes);
}

/* ---- size ---- */

static char *show_sheet(const char *sheet) {
    made_part parts[] = {BOOK_PARTS, {"xl/worksheets/sheet1.xml", sheet}, {NULL, NULL}};
    return show_parts(parts);
}

static void test_bombs(void **state) {
    (void)state;
    size_t size = (size_t)24 << 20;
    char *spaces = malloc(size + 1);
    assert_non_null(spaces);
    memset(spaces, ' ', size);
    spaces[size] = '\0';
    memcpy(spaces, "<worksheet xmlns='" MAIN_AT "'>", strlen("<worksheet xmlns='" MAIN_AT "'>"));
    char *shown = show_sheet(spaces);
    assert_string_equal(shown, "ended: the input cannot be used\n! part-ratio Staff row 0 x1\n");
    free(shown);
    memset(spaces, ' ', size);
    memcpy(spaces, "<sst xmlns='" MAIN_AT "'>", strlen("<sst xmlns='" MAIN_AT "'>"));
    made_part parts[] = {{"_rels/.rels", ROOT},
                         {"xl/workbook.xml", BOOK("", ONE_SHEET)},
                         {"xl/_rels/workbook.xml.rels", RELATIONS(SHEET TEXTS)},
                         {"xl/worksheets/sheet1.xml", PLAIN},
                         {"xl/sharedStrings.xml", spaces},
                         {NULL, NULL}};
    shown = show_parts(parts);
    assert_string_equal(shown, "open: the input cannot be used\n! part-ratio\n");
    free(shown);
    free(spaces);
}

/* Filling that does not pack a thousand to one. */
static void add_noise(eh_buffer *out, size_t length) {
    uint32_t random = 1;
    for (size_t i = 0; i < length; i++) {
        random = random * 1664525 + 1013904223;
        eh_buffer_char(out, (char)('a' + (random >> 24) % 16));
    }
}

static void expect_sheet(eh_buffer *sheet, const char *expected) {
    assert_false(sheet->failed);
    char *shown = show_sheet(sheet->data);
    assert_string_equal(shown, expected);
    free(shown);
    eh_buffer_free(sheet);
}

static void test_ceilings(void **state) {
    (void)state;
    eh_buffer sheet = {0};
    eh_buffer_text(&sheet, "<worksheet xmlns='" MAIN_AT "'><sheetData><row><c ");
    add_noise(&sheet, EH_LIMIT_TAG + (1u << 20)); /* a tag that does not end */
    expect_sheet(&sheet, "ended: the input cannot be used\n! part-malformed Staff row 1 x1\n");

    eh_buffer_text(&sheet, "<worksheet xmlns='" MAIN_AT "'><sheetData><row>");
    for (int i = 0; i < 10; i++) { /* a row that is too large, though each of its cells is not */
        eh_buffer_text(&sheet, "<c t='str'><v>");
        add_noise(&sheet, 900000);
        eh_buffer_text(&sheet, "</v></c>");
    }
    eh_buffer_text(&sheet, "</row></sheetData></worksheet>");
    expect_sheet(&sheet, "ended: the input cannot be used\n! row-too-large Staff row 1 x1\n");

    eh_buffer_text(&sheet, "<worksheet xmlns='" MAIN_AT "'><sheetData><row>");
    for (int i = 0; i < EH_LIMIT_COLUMNS + 1; i++) { /* one place again and again */
        eh_buffer_format(&sheet, "<c r='A1'><v>%d</v></c>", i);
    }
    eh_buffer_text(&sheet, "</row></sheetData></worksheet>");
    expect_sheet(
        &sheet,
        "ended: the input cannot be used\n! cells-out-of-order Staff row 1 x16384\n! row-too-large Staff row 1 x1\n");

    eh_buffer_text(&sheet, "<worksheet xmlns='" MAIN_AT "'>");
    for (int i = 0; i < EH_LIMIT_XML_DEPTH; i++) {
        eh_buffer_text(&sheet, "<a>");
    }
    expect_sheet(&sheet, "ended: the input cannot be used\n! part-malformed Staff row 0 x1\n");
}

static void test_long_cell_is_cut_within_characters(void **state) {
    (void)state;
    eh_buffer sheet = {0};
    eh_buffer_text(&sheet, "<worksheet xmlns='" MAIN_AT "'><sheetData><row><c t='str'><v>x");
    for (size_t i = 0; i < EH_LIMIT_CELL / 2 + 10; i++) {
        eh_buffer_text(&sheet, i % 97 == 0 ? "\xC3\xB1" : "\xC3\xA9");
    }
    eh_buffer_text(&sheet, "</v></c></row></sheetData></worksheet>");
    assert_false(sheet.failed);
    char *shown = show_sheet(sheet.data);
    assert_true(eh_utf8_valid(shown, strlen(shown)));
    assert_non_null(strstr(shown, "\nrows 1 blank 0 hidden 0 cut 1\n! cell-cut Staff row 1 x1\n"));
    assert_true(strlen(shown) > EH_LIMIT_CELL - 2 && strlen(shown) < EH_LIMIT_CELL + 100);
    free(shown);
    eh_buffer_free(&sheet);
}

/* Rows over the borders of blocks, long and short, keep their cells. */
static void test_rows_over_blocks(void **state) {
    (void)state;
    eh_buffer sheet = {0}, expected = {0};
    eh_buffer_text(&sheet, "<worksheet xmlns='" MAIN_AT "'><sheetData>");
    for (int i = 1; i <= 3000; i++) {
        eh_buffer_format(&sheet, "<row r='%d'><c t='inlineStr'><is><t>first %d</t></is></c><c t='str'><v>", i, i);
        eh_buffer_format(&expected, "%d|Tfirst %d|T", i, i);
        size_t length = (size_t)(i * 7919 % 211) + (i % 500 == 0 ? 150000 : 1);
        add_noise(&sheet, length);
        add_noise(&expected, length);
        eh_buffer_format(&sheet, "</v></c><c><v>%d.5</v></c></row>", i);
        eh_buffer_format(&expected, "|N%d.5\n", i);
    }
    eh_buffer_text(&sheet, "</sheetData></worksheet>");
    assert_false(expected.failed);
    expect_sheet(&sheet, expected.data);
    eh_buffer_free(&expected);
}

/* Nothing reaches standard error, whatever libxml2 thinks of a part. */
static void test_silence(void **state) {
    (void)state;
    FILE *caught = tmpfile();
    assert_non_null(caught);
    fflush(stderr);
    int before = dup(STDERR_FILENO);
    dup2(fileno(caught), STDERR_FILENO);
    char *shown =
        show_sheet("<worksheet xmlns='" MAIN_AT "' xmlns:a='rel ative'><sheetData><row r='1' r='2'>&lt;&nope;</c>");
    fflush(stderr);
    dup2(before, STDERR_FILENO);
    close(before);
    fseek(caught, 0, SEEK_END);
    assert_int_equal(ftell(caught), 0);
    fclose(caught);
    assert_non_null(strstr(shown, "! part-malformed"));
    free(shown);
}

/* Two tables read in turn do not disturb each other, though both are longer than a block; a reading may be told to say nothing. */
static void test_readings_are_apart(void **state) {
    (void)state;
    eh_buffer sheet = {0};
    eh_buffer_text(&sheet, "<worksheet xmlns='" MAIN_AT "'><sheetData><row><c><f>1</f></c></row>");
    for (int i = 2; i <= 20000; i++) {
        eh_buffer_format(&sheet, "<row><c><v>%u</v></c></row>", (unsigned)i * 2654435761u);
    }
    eh_buffer_text(&sheet, "</sheetData></worksheet>");
    made_part parts[] = {
        {"_rels/.rels", ROOT},
        {"xl/workbook.xml", BOOK("", "<sheet name='A' r:id='rId1'/><sheet name='B' r:id='rId1'/>")},
        {"xl/_rels/workbook.xml.rels", RELATIONS(SHEET)},
        {"xl/worksheets/sheet1.xml", sheet.data},
        {NULL, NULL},
    };
    size_t size = 0;
    char *bytes = make_zip(parts, &size);
    eh_source *source = eh_source_from_memory("book.xlsx", bytes, size);
    eh_findings *findings = eh_findings_new();
    eh_reader *reader = NULL;
    assert_int_equal(eh_xlsx_open(source, NULL, findings, &reader), EH_OK);
    eh_reader_rows *rows[2] = {NULL, NULL};
    const eh_row *row = NULL;
    for (unsigned t = 0; t < 2; t++) {
        assert_int_equal(reader->kind->rows_open(reader, t, NULL, &rows[t]), EH_OK);
    }
    for (unsigned i = 1; i <= 20000; i++) {
        char number[16];
        snprintf(number, sizeof number, "%u", i == 1 ? 0 : i * 2654435761u);
        for (unsigned t = 0; t < 2; t++) {
            assert_int_equal(reader->kind->next(rows[t], NULL, &row), EH_OK);
            assert_int_equal(row->number, i);
            assert_int_equal(row->count, 1);
            assert_true(i == 1 || eh_slice_equal(eh_row_cell(row, 0).text, eh_slice_of(number)));
        }
    }
    assert_int_equal(reader->kind->next(rows[0], NULL, &row), EH_END);
    assert_int_equal(eh_findings_count(findings), 0);
    assert_int_equal(reader->kind->next(rows[1], findings, &row), EH_END);
    assert_int_equal(eh_findings_count(findings), 1);
    reader->kind->rows_close(rows[0]);
    reader->kind->rows_close(rows[1]);
    reader->kind->close(reader);
    eh_findings_free(findings);
    eh_source_close(source);
    free(bytes);
    eh_buffer_free(&sheet);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cells),
        cmocka_unit_test(test_packages),
        cmocka_unit_test(test_truncated),
        cmocka_unit_test(test_flipped_bytes),
        cmocka_unit_test(test_exact_duplicate),
        cmocka_unit_test(test_failing_source),
        cmocka_unit_test(test_bombs),
        cmocka_unit_test(test_ceilings),
        cmocka_unit_test(test_long_cell_is_cut_within_characters),
        cmocka_unit_test(test_rows_over_blocks),
        cmocka_unit_test(test_silence),
        cmocka_unit_test(test_readings_are_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
