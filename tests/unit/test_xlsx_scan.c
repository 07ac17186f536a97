/* The scanner of worksheets against libxml2: whatever the sheet, both give the same rows and findings. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <zip.h>

#include "base/finding.h"
#include "extract/xlsx_ahead.h"
#include "extract/xlsx_sheet.h"
#include "xlsx_cases.h"

/* Two spaces in the declaration are all that it takes for a part to be left to libxml2. */
#define PLAIN_START "<?xml version='1.0' encoding='UTF-8'?>"
#define ODD_START   "<?xml version='1.0'  encoding='UTF-8'?>"

#define SHEET_START "<worksheet xmlns='" MAIN_AT "' xmlns:x14ac='urn:x'><cols><col min='1'/></cols><sheetData>"
#define SHEET_END   "</sheetData><pageMargins left='0.7'/></worksheet>"

/* ---- reading ---- */

static uint64_t next_random(uint64_t *seed) {
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return *seed >> 11;
}

static unsigned below(uint64_t *seed, unsigned limit) {
    return (unsigned)(next_random(seed) % limit);
}

static void add_part(zip_t *zip, const char *name, const char *start, eh_slice text, bool pack) {
    eh_buffer whole = {0};
    eh_buffer_text(&whole, start);
    eh_buffer_add(&whole, text.at, text.length);
    zip_source_t *part = zip_source_buffer(zip, whole.data, whole.length, 1);
    zip_int64_t number = zip_file_add(zip, name, part, ZIP_FL_ENC_UTF_8);
    assert_true(number >= 0);
    assert_int_equal(
        zip_set_file_compression(zip, (zip_uint64_t)number, pack ? ZIP_CM_DEFLATE : ZIP_CM_STORE, pack ? 1 : 0), 0);
}

/* A package of the sheet and the strings, once for the scanner and once for libxml2. */
static eh_source *make_package(eh_slice sheet, eh_slice strings, bool pack, char **bytes) {
    zip_error_t error;
    zip_stat_t stat;
    zip_error_init(&error);
    zip_source_t *memory = zip_source_buffer_create(NULL, 0, 0, &error);
    assert_non_null(memory);
    zip_source_keep(memory);
    zip_t *zip = zip_open_from_source(memory, ZIP_TRUNCATE, &error);
    assert_non_null(zip);
    add_part(zip, "plain.xml", PLAIN_START, sheet, pack);
    add_part(zip, "odd.xml", ODD_START, sheet, pack);
    add_part(zip, "plain-strings.xml", PLAIN_START, strings, pack);
    add_part(zip, "odd-strings.xml", ODD_START, strings, pack);
    assert_int_equal(zip_close(zip), 0);
    zip_source_stat(memory, &stat);
    *bytes = malloc((size_t)stat.size);
    assert_non_null(*bytes);
    assert_int_equal(zip_source_open(memory), 0);
    assert_int_equal(zip_source_read(memory, *bytes, stat.size), (zip_int64_t)stat.size);
    zip_source_close(memory);
    zip_source_free(memory);
    return eh_source_from_memory("book.xlsx", *bytes, (size_t)stat.size);
}

static void show_row(eh_buffer *out, const eh_row *row) {
    eh_buffer_whole(out, (int64_t)row->number);
    for (uint32_t i = 0; i < row->count; i++) {
        eh_buffer_char(out, '|');
        eh_buffer_char(out, ".TNDPBEU"[eh_row_cell(row, i).type]);
        eh_buffer_whole(out, eh_row_cell(row, i).code);
        eh_buffer_char(out, ':');
        eh_buffer_add(out, eh_row_cell(row, i).text.at, eh_row_cell(row, i).text.length);
    }
    eh_buffer_char(out, '\n');
}

static void show_end(eh_buffer *out, eh_status status, const eh_sheet_rows *rows, const eh_findings *findings) {
    eh_rows_facts facts = eh_sheet_seen(rows);
    eh_buffer_format(out, "%s; rows %d blank %d hidden %d cut %d\n", eh_status_text(status), (int)facts.rows,
                     (int)facts.blank_rows, (int)facts.hidden_rows, (int)facts.cut_cells);
    for (size_t i = 0; i < eh_findings_count(findings); i++) {
        const eh_finding *finding = eh_findings_at(findings, i);
        eh_buffer_format(out, "! %s %s row %d x%d\n", finding->code, finding->sheet, (int)finding->row,
                         (int)finding->count);
    }
}

/* What a sheet and its strings give, and how many rows the scanner read. */
static eh_buffer show(eh_package *package, const char *sheet_part, const char *strings_part, bool system_1904,
                      uint64_t *scanned) {
    static unsigned char shows[] = {0, EH_SHOWS_DATE, EH_SHOWS_PERCENT, EH_SHOWS_DATE | EH_SHOWS_TIME};
    eh_buffer out = {0};
    eh_findings *findings = eh_findings_new();
    eh_sheet sheet = {.name = "Staff", .part = sheet_part};
    eh_cell_context context = {.styles = {.shows = shows, .count = sizeof shows}, .system_1904 = system_1904};
    eh_sheet_rows *rows = NULL;
    const eh_row *row;
    eh_status status = eh_strings_read(package, strings_part, findings, &context.strings);
    eh_buffer_format(&out, "strings: %s, %d\n", eh_status_text(status), (int)context.strings.count);
    for (uint32_t i = 0; i < context.strings.count; i++) {
        eh_slice string = eh_strings_at(&context.strings, i);
        eh_buffer_add(&out, string.at, string.length);
        eh_buffer_char(&out, '\n');
    }
    assert_int_equal(eh_sheet_open(package, &sheet, &context, &rows), EH_OK);
    while ((status = eh_sheet_next(rows, findings, &row)) == EH_OK) {
        show_row(&out, row);
    }
    show_end(&out, status, rows, findings);
    *scanned = eh_sheet_scanned(rows);
    eh_sheet_close(rows);
    eh_strings_free(&context.strings);
    eh_findings_free(findings);
    assert_false(out.failed);
    return out;
}

/* Reads both ways, which must come to the same. Returns how many rows the scanner read. */
static uint64_t compare_with(eh_slice sheet, eh_slice strings, bool pack, bool system_1904) {
    char *bytes = NULL;
    uint64_t scanned = 0, odd_scanned = 0;
    eh_package *package = NULL;
    eh_source *source = make_package(sheet, strings, pack, &bytes);
    assert_int_equal(eh_package_open(source, NULL, NULL, &package), EH_OK);
    eh_buffer plain = show(package, "plain.xml", "plain-strings.xml", system_1904, &scanned);
    eh_buffer odd = show(package, "odd.xml", "odd-strings.xml", system_1904, &odd_scanned);
    assert_int_equal(odd_scanned, 0);
    if (plain.length != odd.length || memcmp(plain.data, odd.data, odd.length) != 0) {
        print_error("%.*s\n---\n%.*s\n--- scanner:\n%.3000s\n--- libxml2:\n%.3000s\n", (int)sheet.length, sheet.at,
                    (int)strings.length, strings.at, plain.data, odd.data);
        fail();
    }
    eh_buffer_free(&plain);
    eh_buffer_free(&odd);
    eh_package_close(package);
    eh_source_close(source);
    free(bytes);
    return scanned;
}

static uint64_t compare(eh_slice sheet, eh_slice strings, bool pack) {
    return compare_with(sheet, strings, pack, false);
}

#define NO_STRINGS EH_SLICE("<sst xmlns='" MAIN_AT "'/>")

static uint64_t compare_rows(const char *rows, const char *strings) {
    eh_buffer sheet = {0}, texts = {0};
    eh_buffer_format(&sheet, SHEET_START "%s" SHEET_END, rows);
    eh_buffer_format(&texts, "<sst xmlns='" MAIN_AT "'>%s</sst>", strings != NULL ? strings : "");
    uint64_t scanned = compare((eh_slice){sheet.data, sheet.length}, (eh_slice){texts.data, texts.length}, false);
    eh_buffer_free(&sheet);
    eh_buffer_free(&texts);
    return scanned;
}

static void test_table(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof cells_cases / sizeof *cells_cases; i++) {
        compare_rows(cells_cases[i].rows, cells_cases[i].texts);
    }
}

/* What the scanner is to read by itself, and what it is to leave. */
static void test_who_reads(void **state) {
    (void)state;
    static const struct {
        const char *rows;
        uint64_t scanned;
    } cases[] = {
        {"<row r=\"1\" spans=\"1:2\" x14ac:dyDescent=\"0.25\"><c r=\"A1\" s=\"1\" t=\"s\"><v>0</v></c></row>", 1},
        {"<row><c t='inlineStr'><is><r><rPr><b/></rPr><t>a &amp; b</t></r></is></c></row>\n <row/>", 2},
        {"<row><c t=\"str\"><f>A1&amp;\"x\"</f><v>x&#10;\xC3\xA9</v></c></row>", 1},
        {"<row ><c  r = \"A1\" /></row>", 0},
        {"<row><c/></row><!-- --><row><c/></row>", 1},
        {"<row><c/></row><row><c><v><![CDATA[1]]></v></c></row>", 1},
        {"<row><c/></row><?x?><row/>", 1},
        {"<row><c/></row><row><x:c xmlns:x='urn:y'/></row>", 1},
        {"<row><c/></row><row unknown:a='1'/>", 1},
        {"<row><c/></row><row a='1' a='1'/>", 1},
        {"<row><c/></row><row xmlns='urn:y'/>", 1},
        {"<row><c/></row><row><c t='str'><v>a\rb</v></c></row>", 1},
        {"<row><c/></row><row><c t='str'><v>a]]></v></c></row>", 1},
        {"<row><c/></row><row><c t='str'><v>\xEF\xBF\xBF</v></c></row>", 2},
        {"<row><c/></row><row><c t='str'><v>a\xED\xA0\x80\xC3</v><f>\x01</f></c></row>", 2},
        {"<row><c/></row><row><c t='s\xC3'><v>0</v></c></row>", 1},
        {"<row><c/></row><row>\xC3<c><v>0</v></c></row>", 1},
        {"<row><c/></row><row><c r='ZZZZ1'><v>\xC3</v></c></row>", 1},
        {"<row><c/></row><row><c t='str'><v>&nbsp;</v></c></row>", 1},
        {"<row><c/></row><row><c t='str'><v>&#x1F;</v></c></row>", 1},
        {"<row><c/></row>text<row/>", 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        uint64_t scanned = compare_rows(cases[i].rows, "<si><t>text</t></si>");
        if (scanned != cases[i].scanned) {
            print_error("%s\n", cases[i].rows);
        }
        assert_int_equal(scanned, cases[i].scanned);
    }
}

/* ---- random sheets ---- */

/* How sheets are made: references to shared strings right, perhaps wrong, and with what the scanner leaves to libxml2 or nobody can read. */
typedef enum sheet_manner { SOUND, LOOSE, ODD } sheet_manner;

static const char *pick(uint64_t *seed, const char *const *words, size_t count) {
    return words[below(seed, (unsigned)count)];
}
#define PICK(seed, words) pick((seed), (words), sizeof(words) / sizeof *(words))

static void add_space(eh_buffer *out, uint64_t *seed, bool needed) {
    static const char *const spaces[] = {" ", "\n", "\t", "  ", "\r\n"};
    if (needed || below(seed, 8) == 0) {
        eh_buffer_text(out, below(seed, 4) > 0 ? " " : PICK(seed, spaces));
    }
}

static void add_attribute(eh_buffer *out, uint64_t *seed, const char *name, const char *value) {
    const char *quote = below(seed, 3) == 0 ? "'" : "\"";
    add_space(out, seed, true);
    eh_buffer_format(out, "%s=%s%s%s", name, quote, value, quote);
}

static void add_text(eh_buffer *out, uint64_t *seed, sheet_manner manner) {
    static const char *const pieces[] = {
        "a",        "Nurse",  " ",  "&amp;",       "&lt;", "&gt;", "&quot;",   "&apos;",
        "&#10;",    "&#xE9;", "\n", "_x000D_",     "_x00", "_",    "\xC3\xA9", "\xF0\x9F\x98\x80",
        "\xC2\xA0", "]] ",    ">",  "Bank Band 5", "\t"};
    static const char *const odd_pieces[] = {"<![CDATA[x<]]>", "<!-- c -->", "\r", "&#13;", "<?p i?>", "]]>", "&x;",
                                             "\x01",           "\xC3"};
    for (unsigned i = below(seed, 6); i > 0; i--) {
        eh_buffer_text(out, manner == ODD && below(seed, 40) == 0 ? PICK(seed, odd_pieces) : PICK(seed, pieces));
    }
}

static void add_t(eh_buffer *out, uint64_t *seed, sheet_manner manner) {
    if (below(seed, 12) == 0) {
        eh_buffer_text(out, "<t/>");
        return;
    }
    eh_buffer_text(out, "<t");
    if (below(seed, 3) == 0) {
        add_attribute(out, seed, "xml:space", "preserve");
    }
    eh_buffer_char(out, '>');
    add_text(out, seed, manner);
    eh_buffer_text(out, below(seed, 20) == 0 ? "</t >" : "</t>");
}

/* The content of is or si. */
static void add_item(eh_buffer *out, uint64_t *seed, sheet_manner manner) {
    static const char *const others[] = {"<phoneticPr fontId='1'/>", "<rPh sb='0' eb='1'><t>no</t></rPh>",
                                         "<z><t>no</t></z>", " "};
    unsigned form = below(seed, 4);
    if (form > 0) {
        add_t(out, seed, manner);
    }
    for (unsigned i = form < 2 ? below(seed, 4) : 0; i > 0; i--) {
        eh_buffer_text(out, "<r>");
        if (below(seed, 2) == 0) {
            eh_buffer_text(out, "<rPr><b/><sz val=\"11\"/><color theme='1'/></rPr>");
        }
        add_t(out, seed, manner);
        eh_buffer_text(out, "</r>");
    }
    if (below(seed, 6) == 0) {
        eh_buffer_text(out, PICK(seed, others));
    }
}

static void add_value(eh_buffer *out, uint64_t *seed, sheet_manner manner) {
    static const char *const values[] = {
        "0",   "1",    "2",   "7",    "12", "45747", "45747.5", "0.53333000000000004", "-0.5",
        "-0",  "1E3",  "007", "0.50", "",   " 5 ",   "#N/A",    "2025-03-31T14:05:00", "123456789012345678",
        "999", "TRUE", "1.",  ".5",   "+3", "true"};
    if (below(seed, 10) == 0) {
        eh_buffer_text(out, "<v/>");
        return;
    }
    eh_buffer_text(out, "<v>");
    if (below(seed, 8) == 0) {
        add_text(out, seed, manner);
    } else {
        eh_buffer_text(out, PICK(seed, values));
    }
    eh_buffer_text(out, "</v>");
}

static void add_cell_content(eh_buffer *out, uint64_t *seed, sheet_manner manner) {
    static const char *const formulas[] = {"<f>A1&amp;B1</f>", "<f t='shared' ref=\"A1:B2\" si='0'/>",
                                           "<f>IF(A1&lt;5,\"a\",'b'!C1)</f>"};
    static const char *const others[] = {
        "<extLst><ext uri='x'><v>9</v></ext></extLst>", "<x/>", " ", "\n", "text", "<t>bare</t>"};
    if (below(seed, 6) == 0) {
        eh_buffer_text(out, PICK(seed, formulas));
    }
    if (below(seed, 20) == 0) {
        eh_buffer_text(out, PICK(seed, others));
    }
    if (below(seed, 4) > 0) {
        add_value(out, seed, manner);
    }
    if (below(seed, 4) == 0) {
        eh_buffer_text(out, "<is>");
        add_item(out, seed, manner);
        eh_buffer_text(out, "</is>");
    }
}

static void add_cell(eh_buffer *out, uint64_t *seed, unsigned row, unsigned column, sheet_manner manner) {
    static const char *const types[] = {"s", "s", "s", "n", "str", "inlineStr", "b", "e", "d", "other", ""};
    static const char *const styles[] = {"0", "1", "2", "3", "4", "99", "x", "-1", "4294967296"};
    static const char *const references[] = {"1A", "", "ZZZZ1", "XFE1", "a5", "$A$1", "A0", "A99999999999", "AA007"};
    char reference[16];
    const char *name = "rts";
    unsigned turn = below(seed, 3), given = below(seed, 8);
    size_t length = 0;
    bool shared = false;
    if (column > 26) {
        reference[length++] = (char)('A' + (column - 1) / 26 - 1);
    }
    reference[length++] = (char)('A' + (column - 1) % 26);
    reference[length] = '\0';
    eh_buffer number = {0};
    eh_buffer_format(&number, "%s%u", reference, below(seed, 60) == 0 ? row + 1 : row);
    eh_buffer_text(out, "<c");
    for (unsigned i = 0; i < 3; i++) {
        char attribute = name[(i + turn) % 3];
        if (attribute == 'r' && given != 0) {
            add_attribute(out, seed, "r", below(seed, 60) == 0 ? PICK(seed, references) : number.data);
        } else if (attribute == 't' && below(seed, 2) == 0) {
            const char *type = PICK(seed, types);
            shared = type[0] == 's' && type[1] == '\0' && manner == SOUND;
            add_attribute(out, seed, "t", type);
        } else if (attribute == 's' && below(seed, 3) == 0) {
            add_attribute(out, seed, "s", PICK(seed, styles));
        }
    }
    eh_buffer_free(&number);
    if (below(seed, 30) == 0) {
        add_attribute(out, seed, below(seed, 4) > 0 ? "cm" : "x14ac:r", "1");
    }
    if (manner == ODD && below(seed, 60) == 0) {
        eh_buffer_text(out, below(seed, 2) == 0 ? " r='&amp;'" : " z = 'q'");
    }
    add_space(out, seed, false);
    if (below(seed, 8) == 0) {
        eh_buffer_text(out, "/>");
        return;
    }
    eh_buffer_char(out, '>');
    if (shared) {
        eh_buffer_format(out, "<v>%u</v>", below(seed, 8));
    } else {
        add_cell_content(out, seed, manner);
    }
    eh_buffer_text(out, "</c>");
}

static void add_row(eh_buffer *out, uint64_t *seed, unsigned *row, sheet_manner manner) {
    static const char *const hidden[] = {"1", "true", "0", "false"};
    *row += below(seed, 12) == 0 ? below(seed, 5) : 1;
    eh_buffer_text(out, "<row");
    if (below(seed, 6) > 0) {
        eh_buffer number = {0};
        eh_buffer_format(&number, below(seed, 20) == 0 ? " %u" : "%u", *row);
        add_attribute(out, seed, "r", number.data);
        eh_buffer_free(&number);
    }
    if (below(seed, 4) == 0) {
        add_attribute(out, seed, "spans", "1:9");
    }
    if (below(seed, 6) == 0) {
        add_attribute(out, seed, "hidden", PICK(seed, hidden));
    }
    if (below(seed, 6) == 0) {
        add_attribute(out, seed, "x14ac:dyDescent", "0.25");
    }
    if (below(seed, 16) == 0) {
        eh_buffer_text(out, "/>");
        return;
    }
    eh_buffer_char(out, '>');
    unsigned column = 0;
    for (unsigned i = below(seed, 7); i > 0; i--) {
        add_space(out, seed, false);
        column = below(seed, 40) == 0 ? 1 : column + 1 + (below(seed, 6) == 0 ? below(seed, 30) : 0);
        add_cell(out, seed, *row, column, manner);
    }
    add_space(out, seed, false);
    eh_buffer_text(out, "</row>");
    add_space(out, seed, false);
}

static eh_buffer random_rows(uint64_t *seed, unsigned count, sheet_manner manner) {
    eh_buffer out = {0};
    unsigned row = 0;
    eh_buffer_text(&out, SHEET_START);
    while (count-- > 0) {
        add_row(&out, seed, &row, manner);
    }
    eh_buffer_text(&out, SHEET_END);
    return out;
}

static eh_buffer random_strings(uint64_t *seed, unsigned count, sheet_manner manner) {
    eh_buffer out = {0};
    eh_buffer_text(&out, "<sst xmlns='" MAIN_AT "' count='9'>");
    while (count-- > 0) {
        add_space(&out, seed, false);
        if (below(seed, 10) == 0) {
            eh_buffer_text(&out, "<si/>");
            continue;
        }
        eh_buffer_text(&out, "<si>");
        add_item(&out, seed, manner);
        eh_buffer_text(&out, "</si>");
    }
    eh_buffer_text(&out, "</sst>");
    return out;
}

static eh_slice slice_of(const eh_buffer *buffer) {
    return (eh_slice){buffer->data, buffer->length};
}

static void test_random(void **state) {
    (void)state;
    uint64_t seed = 20250331;
    for (unsigned i = 0; i < 1500; i++) {
        sheet_manner manner = i % 3;
        unsigned rows = below(&seed, 12);
        eh_buffer sheet = random_rows(&seed, rows, manner), strings = random_strings(&seed, 8, manner);
        uint64_t scanned = compare(slice_of(&sheet), slice_of(&strings), false);
        if (manner == SOUND) {
            assert_int_equal(scanned, rows);
        }
        eh_buffer_free(&sheet);
        eh_buffer_free(&strings);
    }
}

/* ---- sheets as programs write them: what is learnt of a row is met again below ---- */

static void add_alike(eh_buffer *out, uint64_t *seed, unsigned row, unsigned column) {
    static const char *const starts[] = {"", " s=\"1\"", " s=\"1\"", " s=\"3\"", " s=\"2\"", " t=\"n\""};
    static const char *const numbers[] = {
        "0",      "1",       "59",      "60",     "61",     "1462",    "45747",           "65535",
        "65536",  "2958465", "2958466", "999999", "045747", "1000000", "45747.0",         "45747.5",
        "0.5",    "1.50",    "-1",      "-0.5",   "00.5",   "0.",      "123456789012345", "1234567890123456",
        "1234.5", "12.3.4",  "1E5",     "45747 ", "",       "4574A",   "123456789.12345", "123456789.123456",
        ".5",     "+3",      "0.0",     "24339.0"};
    eh_buffer_format(out, "<c r=\"%c%u\"%s><v>", (int)('A' + column), row, starts[column % 6]);
    if (below(seed, 3) == 0) {
        eh_buffer_text(out, PICK(seed, numbers));
    } else {
        eh_buffer_format(out, "%u", below(seed, 80000));
    }
    eh_buffer_text(out, "</v></c>");
}

static void test_alike(void **state) {
    static const char *const tails[] = {"",
                                        " spans=\"1:9\"",
                                        " spans=\"1:9\"",
                                        " ht=\"15\" hidden=\"1\"",
                                        " hidden=\"0\"",
                                        " spans=\"1:9\" r=\"4\"",
                                        " x14ac:dyDescent=\"0.25\""};
    (void)state;
    uint64_t seed = 31032025;
    for (unsigned i = 0; i < 600; i++) {
        eh_buffer sheet = {0};
        const char *tail = PICK(&seed, tails);
        eh_buffer_text(&sheet, SHEET_START);
        for (unsigned row = 1; row <= 12; row++) {
            unsigned number = below(&seed, 30) == 0 ? row - 1 : row;
            eh_buffer_format(&sheet, "<row r=\"%u\"%s>", number, below(&seed, 10) == 0 ? PICK(&seed, tails) : tail);
            for (unsigned column = 0; column < 9; column++) {
                if (below(&seed, 20) > 0) {
                    add_alike(&sheet, &seed, row, column);
                }
            }
            eh_buffer_text(&sheet, "</row>");
        }
        eh_buffer_text(&sheet, SHEET_END);
        assert_false(sheet.failed);
        compare_with(slice_of(&sheet), EH_SLICE("<sst xmlns='" MAIN_AT "'/>"), false, i % 3 == 0);
        eh_buffer_free(&sheet);
    }
}

/* ---- broken sheets ---- */

static void mutate(eh_buffer *sheet, uint64_t *seed) {
    static const char *const words[] = {"]]>",
                                        "&",
                                        "&amp;",
                                        "<!--",
                                        "-->",
                                        "<![CDATA[",
                                        "<?x?>",
                                        "\r",
                                        "\x01",
                                        "\xFF",
                                        "\xEF\xBF\xBF",
                                        "<",
                                        ">",
                                        "\"",
                                        "'",
                                        "x:",
                                        " ",
                                        " r='A1'",
                                        "</row>",
                                        "<row>",
                                        "</c>",
                                        "<c>",
                                        " xmlns=''",
                                        "&#13;",
                                        "&#0;",
                                        "&#x110000;",
                                        "/",
                                        "=",
                                        "<v>",
                                        "</v>",
                                        "<is>",
                                        "</is>",
                                        "</sheetData>",
                                        "<sheetData>",
                                        "\xC0\x80",
                                        "\xED\xA0\x80",
                                        "x14ac:",
                                        "xml:lang=''",
                                        ";"};
    size_t at = below(seed, (unsigned)sheet->length);
    const char *word = PICK(seed, words);
    eh_buffer out = {0};
    switch (below(seed, 5)) {
    case 0: /* cut off */
        sheet->length = at;
        return;
    case 1: { /* leave out some bytes */
        size_t gone = 1 + below(seed, 8);
        eh_buffer_add(&out, sheet->data, at);
        if (at + gone < sheet->length) {
            eh_buffer_add(&out, sheet->data + at + gone, sheet->length - at - gone);
        }
        break;
    }
    case 2: { /* one byte more or less than it was */
        eh_buffer_add(&out, sheet->data, sheet->length);
        out.data[at] = (char)(out.data[at] ^ (1 << below(seed, 8)));
        break;
    }
    default:
        eh_buffer_add(&out, sheet->data, at);
        eh_buffer_text(&out, word);
        eh_buffer_add(&out, sheet->data + at, sheet->length - at);
        break;
    }
    eh_buffer_free(sheet);
    *sheet = out;
}

static void test_mutated(void **state) {
    (void)state;
    uint64_t seed = 4711;
    for (unsigned i = 0; i < 6000; i++) {
        eh_buffer sheet = random_rows(&seed, 4, LOOSE), strings = random_strings(&seed, 6, LOOSE);
        eh_buffer *broken = i % 4 == 0 ? &strings : &sheet;
        for (unsigned k = 1 + below(&seed, 2); k > 0 && broken->length > 0; k--) {
            mutate(broken, &seed);
        }
        compare(slice_of(&sheet), slice_of(&strings), false);
        eh_buffer_free(&sheet);
        eh_buffer_free(&strings);
    }
}

static void test_truncated(void **state) {
    (void)state;
    uint64_t seed = 99;
    eh_buffer sheet = random_rows(&seed, 6, SOUND), strings = random_strings(&seed, 20, SOUND);
    for (size_t i = 0; i < sheet.length; i++) {
        compare((eh_slice){sheet.data, i}, slice_of(&strings), false);
    }
    for (size_t i = 0; i < strings.length; i++) {
        compare(slice_of(&sheet), (eh_slice){strings.data, i}, false);
    }
    eh_buffer_free(&sheet);
    eh_buffer_free(&strings);
}

/* ---- windows ---- */

/* The end of a window between any two bytes: rows before move the others along. All rows are still the scanner's. */
static void test_split_anywhere(void **state) {
    (void)state;
    static const char rows[] =
        "<row r=\"1\" hidden='1'><c r=\"A1\" s=\"1\"><v>45747</v></c><c r=\"B1\" t='str'><v>a &amp; \xC3\xA9 b</v></c>"
        "<c t=\"inlineStr\"><is><r><rPr><b/></rPr><t>x</t></r><t>y</t></is></c>\n<c r=\"F1\"/></row> <row/>";
    const size_t start = strlen(PLAIN_START) + strlen(SHEET_START), length = strlen(rows);
    for (size_t i = 0; i <= length + 40; i++) {
        eh_buffer sheet = {0};
        uint64_t blank = 0;
        eh_buffer_text(&sheet, SHEET_START);
        size_t before = EH_AHEAD_BLOCK - start - i;
        for (; before > 6; before -= 6, blank++) {
            eh_buffer_text(&sheet, "<row/>");
        }
        eh_buffer_format(&sheet, "%.*s%s" SHEET_END, (int)before, "      ", rows);
        assert_int_equal(compare(slice_of(&sheet), NO_STRINGS, false), blank + 2);
        eh_buffer_free(&sheet);
    }
}

/* Rows longer than a block, than what may stand before one, and than what is kept. */
static void test_long_rows(void **state) {
    (void)state;
    static const unsigned lengths[] = {70000, 200000, 262144, 500000, 1000000, 1048600, 1500000};
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        eh_buffer sheet = {0};
        eh_buffer_text(&sheet, SHEET_START "<row><c><v>1</v></c></row><row>");
        while (sheet.length < lengths[i]) {
            eh_buffer_text(
                &sheet, "<c t=\"str\"><v>Nurse Band 5 with a long text that fills up the row somewhat faster</v></c>");
        }
        eh_buffer_text(&sheet, "</row><row><c><v>3</v></c></row>" SHEET_END);
        uint64_t scanned = compare(slice_of(&sheet), NO_STRINGS, i % 2 == 0);
        assert_true(lengths[i] > 1100000 ? scanned == 1 : scanned == 3 || lengths[i] > 1000000);
        eh_buffer_free(&sheet);
    }
}

/* Enough for the second thread; the two sheets of a package read in turn, and left in the middle. */
static void test_threads(void **state) {
    (void)state;
    uint64_t seed = 77;
    char *bytes = NULL;
    eh_package *package = NULL;
    eh_buffer sheet = random_rows(&seed, 40000, SOUND), strings = random_strings(&seed, 1000, SOUND);
    assert_true(sheet.length > 8 * EH_AHEAD_BLOCK);
    assert_int_equal(compare(slice_of(&sheet), slice_of(&strings), true), 40000);
    eh_source *source = make_package(slice_of(&sheet), slice_of(&strings), true, &bytes);
    assert_int_equal(eh_package_open(source, NULL, NULL, &package), EH_OK);
    for (unsigned left_after = 1; left_after < 60000; left_after *= 3) {
        eh_sheet_rows *rows[2];
        eh_sheet sheets[2] = {{.name = "a", .part = "plain.xml"}, {.name = "b", .part = "plain.xml"}};
        eh_cell_context context = {0};
        assert_int_equal(eh_strings_read(package, "plain-strings.xml", NULL, &context.strings), EH_OK);
        for (unsigned i = 0; i < 2; i++) {
            assert_int_equal(eh_sheet_open(package, &sheets[i], &context, &rows[i]), EH_OK);
        }
        eh_status status[2] = {EH_OK, EH_OK};
        for (unsigned n = 0; n < left_after && status[0] == EH_OK; n++) {
            eh_buffer shown[2] = {{0}, {0}};
            for (unsigned i = 0; i < 2; i++) {
                const eh_row *row;
                status[i] = eh_sheet_next(rows[i], NULL, &row);
                if (status[i] == EH_OK) {
                    show_row(&shown[i], row);
                }
            }
            assert_int_equal(status[0], status[1]);
            assert_int_equal(shown[0].length, shown[1].length);
            if (shown[0].length > 0) {
                assert_memory_equal(shown[0].data, shown[1].data, shown[0].length);
            }
            eh_buffer_free(&shown[0]);
            eh_buffer_free(&shown[1]);
        }
        eh_sheet_close(rows[0]);
        eh_sheet_close(rows[1]);
        eh_strings_free(&context.strings);
    }
    eh_package_close(package);
    eh_source_close(source);
    free(bytes);
    eh_buffer_free(&sheet);
    eh_buffer_free(&strings);
}

#ifdef __linux__
static unsigned threads_now(void) {
    char line[256];
    unsigned threads = 0;
    FILE *file = fopen("/proc/self/status", "r");
    assert_non_null(file);
    while (threads == 0 && fgets(line, sizeof line, file) != NULL) {
        sscanf(line, "Threads: %u", &threads);
    }
    fclose(file);
    return threads;
}

/* A package that is to be unpacked alone starts no thread, and gives the same. */
static void test_alone(void **state) {
    (void)state;
    uint64_t seed = 78;
    char *bytes = NULL;
    eh_buffer shown[2], sheet = random_rows(&seed, 60000, SOUND), strings = random_strings(&seed, 1000, SOUND);
    eh_source *source = make_package(slice_of(&sheet), slice_of(&strings), true, &bytes);
    unsigned before = threads_now();
    for (unsigned alone = 0; alone < 2; alone++) {
        const eh_unpacking unpacking = {.alone = alone == 1};
        const eh_sheet one = {.name = "a", .part = "plain.xml"};
        eh_cell_context context = {.system_1904 = false};
        eh_package *package = NULL;
        eh_sheet_rows *rows = NULL;
        const eh_row *row;
        uint64_t scanned;
        assert_int_equal(eh_package_open(source, &unpacking, NULL, &package), EH_OK);
        shown[alone] = show(package, "plain.xml", "plain-strings.xml", false, &scanned);
        assert_int_equal(eh_strings_read(package, "plain-strings.xml", NULL, &context.strings), EH_OK);
        assert_int_equal(eh_sheet_open(package, &one, &context, &rows), EH_OK);
        while (eh_sheet_next(rows, NULL, &row) == EH_OK && row->number < 20000) {
        }
        assert_int_equal(threads_now() - before, alone == 0);
        eh_sheet_close(rows);
        eh_strings_free(&context.strings);
        eh_package_close(package);
    }
    assert_int_equal(shown[0].length, shown[1].length);
    assert_memory_equal(shown[0].data, shown[1].data, shown[0].length);
    eh_buffer_free(&shown[0]);
    eh_buffer_free(&shown[1]);
    eh_source_close(source);
    free(bytes);
    eh_buffer_free(&sheet);
    eh_buffer_free(&strings);
}
#endif

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_table),          cmocka_unit_test(test_who_reads), cmocka_unit_test(test_random),
        cmocka_unit_test(test_alike),          cmocka_unit_test(test_mutated),   cmocka_unit_test(test_truncated),
        cmocka_unit_test(test_split_anywhere), cmocka_unit_test(test_long_rows), cmocka_unit_test(test_threads),
#ifdef __linux__
        cmocka_unit_test(test_alone),
#endif
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
