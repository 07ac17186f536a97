/* Delimited text as rows: a table of cases, and what happens when things go wrong. */
#include "text_support.h"

#include <stdio.h>
#include <sys/resource.h>

#include "extract/rows.h"

/* Likes a row by its cells that are known headings. */
static int judge_headings(void *context, const eh_row *row) {
    static const char *const headings[] = {"Employee Number", "Pay Grade", "Ethnic Origin", "FTE"};
    int score = 0;
    (void)context;
    for (uint32_t i = 0; i < row->count; i++) {
        for (size_t k = 0; k < sizeof headings / sizeof *headings; k++) {
            score += eh_slice_equal(eh_row_cell(row, i).text, eh_slice_of(headings[k]));
        }
    }
    return score;
}

typedef struct {
    const char *name;
    const char *bytes;
    size_t length;
    const char *encoding;
    char delimiter;
    const char *line_ends, *rows, *findings;
} text_case;

#define B(literal) (literal), sizeof(literal) - 1
#define U          "UTF-8"

static const text_case cases[] = {
    /* line ends and shapes */
    {"plain", B("a,b\n1,2\n"), U, ',', "LF", "1: a|b\n2: 1|2\n", ""},
    {"no newline at the end", B("a,b\n1,2"), U, ',', "LF", "1: a|b\n2: 1|2\n", ""},
    {"CRLF", B("a,b\r\n1,2\r\n"), U, ',', "CRLF", "1: a|b\n2: 1|2\n", ""},
    {"CR", B("a,b\r1,2\r"), U, ',', "CR", "1: a|b\n2: 1|2\n", ""},
    {"mixed line ends", B("a,b\r\n1,2\n3,4\r5,6"), U, ',', "mixed", "1: a|b\n2: 1|2\n3: 3|4\n4: 5|6\n", ""},
    {"nothing", B(""), U, ',', "", "", ""},
    {"only a line end", B("\n"), U, ',', "LF", "", ""},
    {"one line without end", B("a;b"), U, ';', "", "1: a|b\n", ""},
    {"only headings", B("Employee Number,FTE\n"), U, ',', "LF", "1: Employee Number|FTE\n", ""},
    {"one column", B("a\nb\nc\n"), U, ',', "LF", "1: a\n2: b\n3: c\n", ""},
    {"blank rows counted", B("a,b\n\n , \n1,2\n\n"), U, ',', "LF", "1: a|b\n4: 1|2\n", ""},
    {"ragged", B("a,b,c\n1\n1,2,3,4\n"), U, ',', "LF", "1: a|b|c\n2: 1\n3: 1|2|3|4\n", ""},
    {"blank trailing columns", B("a,b,,\n1,2,,\n"), U, ',', "LF", "1: a|b||\n2: 1|2||\n", ""},
    {"end-of-file mark", B("a,b\r\n1,2\r\n\x1A"), U, ',', "CRLF", "1: a|b\n2: 1|2\n", ""},
    /* delimiters */
    {"semicolons and decimal commas", B("a;b\n1,5;2,5\n1,5;3,5\n"), U, ';', "LF", "1: a|b\n2: 1,5|2,5\n3: 1,5|3,5\n",
     ""},
    {"tabs", B("a\tb\n1,5\t2,5\n"), U, '\t', "LF", "1: a|b\n2: 1,5|2,5\n", ""},
    {"bars", B("a|b\n1|2\n"), U, '|', "LF", "1: a|b\n2: 1|2\n", ""},
    {"tildes", B("a~b\n1~2\n"), U, '~', "LF", "1: a|b\n2: 1|2\n", ""},
    {"headings beat evenness", B("Staff; as of, March\nEmployee Number;FTE\n1;a,b\n2;a,c\n3;a,d;\n"), U, ';', "LF",
     "1: Staff|as of, March\n2: Employee Number|FTE\n3: 1|a,b\n4: 2|a,c\n5: 3|a,d|\n", ""},
    {"separator named", B("sep=;\na,b;c\n1,2;3\n"), U, ';', "LF", "1: a,b|c\n2: 1,2|3\n", ""},
    {"separator named, padded", B("SEP=;;;;\r\na,b;c\r\n"), U, ';', "CRLF", "1: a,b|c\n", ""},
    {"separator named, quoted", B("\"sep=|\"\na,b|c\n"), U, '|', "LF", "1: a,b|c\n", ""},
    {"separator named, tab", B("sep=\t\na,b\tc\n"), U, '\t', "LF", "1: a,b|c\n", ""},
    {"separator named, unusual", B("sep=^\na,b^c\n"), U, '^', "LF", "1: a,b|c\n", ""},
    {"no separator", B("sep=a\n1,2\n3,4\n"), U, ',', "LF", "1: sep=a\n2: 1|2\n3: 3|4\n", ""},
    /* quotes */
    {"quoted", B("\"a\",\"b, c\"\n"), U, ',', "LF", "1: a|b, c\n", ""},
    {"doubled quotes", B("\"a \"\"b\"\" c\",\"\"\"\"\n"), U, ',', "LF", "1: a \"b\" c|\"\n", ""},
    {"empty quotes", B("\"\",a\n"), U, ',', "LF", "1: |a\n", ""},
    {"newlines in quotes", B("\"a\nb\",c\n\"d\r\ne\",f\n"), U, ',', "LF", "1: a\nb|c\n2: d\r\ne|f\n", ""},
    {"quote inside", B("5\" pipe,b\"c\"\n"), U, ',', "LF", "1: 5\" pipe|b\"c\"\n", ""},
    {"text after quotes", B("\"a\"b,\"c\" \"d\"\n"), U, ',', "LF", "1: ab|c \"d\"\n", ""},
    {"space before quotes", B("a, \"b\"\n"), U, ',', "LF", "1: a|b\n", ""},
    {"trimmed",
     B("  a ,\" b \",\xC2\xA0"
       "c\xC2\xA0\n"),
     U, ',', "LF", "1: a|b|c\n", ""},
    {"kept as text", B("=\"00123\",a\n\"=\"\"00124\"\"\",b\n=\"1,2\",c\n"), U, ',', "LF",
     "1: 00123|a\n2: 00124|b\n3: 1,2|c\n", ""},
    {"formulas left alone", B("=A1,=\"a\"&\"b\"\n"), U, ',', "LF", "1: =A1|=\"a\"&\"b\"\n", ""},
    {"unclosed at the end", B("a,b\n1,\"x\n2,y\n3,z\n"), U, ',', "LF", "1: a|b\n2: 1|\"x\n3: 2|y\n4: 3|z\n",
     "unclosed-quote@2,2 x1"},
    {"unclosed in the last line", B("a,b\n1,\"x"), U, ',', "LF", "1: a|b\n2: 1|\"x\n", "unclosed-quote@2,2 x1"},
    {"unclosed, quotes closed in their lines later", B("a,b\n\"1\",\"x\n2,\"\"\n3,\n"), U, ',', "LF",
     "1: a|b\n2: 1|\"x\n3: 2|\n4: 3|\n", "unclosed-quote@2,2 x1"},
    {"unclosed after a cell of two lines", B("a,b\n\"1\n2\",\"x\n3,y\n"), U, ',', "LF", "1: a|b\n2: 1\n2|\"x\n3: 3|y\n",
     "unclosed-quote@2,2 x1"},
    /* encodings */
    {"UTF-8", B("a,b\nZo\xC3\xAB,\xE2\x82\xAC\n"), U, ',', "LF", "1: a|b\n2: Zo\xC3\xAB|\xE2\x82\xAC\n", ""},
    {"byte order mark",
     B("\xEF\xBB\xBF"
       "a,b\n1,2\n"),
     "UTF-8 with a byte order mark", ',', "LF", "1: a|b\n2: 1|2\n", ""},
    {"UTF-16LE",
     B("\xFF\xFE"
       "a\0\t\0b\0\r\0\n\0\xE9\0\t\0\xAC\x20\r\0\n\0"),
     "UTF-16LE", '\t', "CRLF", "1: a|b\n2: \xC3\xA9|\xE2\x82\xAC\n", ""},
    {"UTF-16BE",
     B("\xFE\xFF\0a\0,\0b\0\n\xD8\x3D\xDE\x00\0,\0"
       "2"),
     "UTF-16BE", ',', "LF", "1: a|b\n2: \xF0\x9F\x98\x80|2\n", ""},
    {"UTF-16LE without mark",
     B("a\0,\0b\0\n\0"
       "1\0,\0"
       "2\0\n\0"),
     "UTF-16LE", ',', "LF", "1: a|b\n2: 1|2\n", ""},
    {"UTF-16BE without mark",
     B("\0a\0,\0b\0\n\0"
       "1\0,\0"
       "2\0\n"),
     "UTF-16BE", ',', "LF", "1: a|b\n2: 1|2\n", ""},
    {"UTF-16 half a pair",
     B("\xFF\xFE"
       "a\0,\0\x3D\xD8"
       "b\0,\0\x00\xDE\n\0x"),
     "UTF-16LE", ',', "LF",
     "1: a|\xEF\xBF\xBD"
     "b|\xEF\xBF\xBD\n2: \xEF\xBF\xBD\n",
     "invalid-characters@1,2 x1 invalid-characters@1,3 x1 invalid-characters@2,1 x1"},
    {"Windows-1252", B("a,b\nZo\xEB,\x80 \x96 \x93x\x94\n"), "Windows-1252", ',', "LF",
     "1: a|b\n2: Zo\xC3\xAB|\xE2\x82\xAC \xE2\x80\x93 \xE2\x80\x9Cx\xE2\x80\x9D\n", ""},
    {"Windows-1252, no characters",
     B("a\x81,\x9D"
       "b\n\xE9,\n"),
     "Windows-1252", ',', "LF",
     "1: a\xEF\xBF\xBD|\xEF\xBF\xBD"
     "b\n2: \xC3\xA9|\n",
     "invalid-characters@1,1 x1 invalid-characters@1,2 x1"},
    {"a bad byte in UTF-8", B("\xC3\xA9,\xC3\xA8\n1,x\xFFy\n2,\xE2\x82\n"), U, ',', "LF",
     "1: \xC3\xA9|\xC3\xA8\n2: 1|x\xEF\xBF\xBDy\n3: 2|\xEF\xBF\xBD\xEF\xBF\xBD\n", "invalid-characters@2,2 x2"},
    {"a bad byte after the mark",
     B("\xEF\xBB\xBF"
       "a,b\n1,\xE9\n"),
     "UTF-8 with a byte order mark", ',', "LF", "1: a|b\n2: 1|\xEF\xBF\xBD\n", "invalid-characters@2,2 x1"},
    {"zero bytes", B("a,b\n1,x\0y\n2,\0\0\n"), U, ',', "LF", "1: a|b\n2: 1|x y\n3: 2|\n", "zero-bytes@2,2 x2"},
};

static void check(const text_case *c, const char *how, reading *r) {
    if (strcmp(words(&r->rows), c->rows) != 0 || strcmp(words(&r->findings), c->findings) != 0 ||
        r->info.delimiter != c->delimiter || strcmp(r->info.encoding, c->encoding) != 0 ||
        strcmp(r->info.line_ends, c->line_ends) != 0 || r->status != EH_END) {
        fail_msg("%s (%s): %s '%c' %s, findings [%s], rows:\n%s", c->name, how, r->info.encoding, r->info.delimiter,
                 r->info.line_ends, words(&r->findings), words(&r->rows));
    }
    reading_free(r);
}

static void test_cases(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const text_case *c = &cases[i];
        reading whole = read_memory(c->bytes, c->length, eh_text_usual_sizes(), judge_headings);
        check(c, "whole", &whole);
        for (size_t block = 1; block <= 9; block++) {
            eh_text_sizes sizes = sizes_of(block, EH_LIMIT_ROW, EH_LIMIT_CELL);
            reading parts = read_memory(c->bytes, c->length, sizes, judge_headings);
            check(c, "in small blocks", &parts);
        }
        reading slow = read_trickle(c->bytes, c->length, eh_text_usual_sizes(), judge_headings);
        check(c, "from a source that gives little", &slow);
    }
}

static void test_ceilings(void **state) {
    (void)state;
    static const struct {
        const char *bytes, *rows, *findings;
    } small[] = {
        /* rows of at most 20 bytes, cells of at most 8 */
        {"a,b\n0123456789,c\nd,e\n", "1: a|b\n2: 01234567|c\n3: d|e\n", "text-cell-cut@2,1 x1"},
        {"a,b\n1,2,3,4,5,6,7,8,9,0,1,2\nd,e\n", "1: a|b\n2: 1|2|3|4|5|6|7|8|9|0|\n3: d|e\n", "row-too-long@2,0 x1"},
        {"a,b\r\n1,2,3,4,5,6,7,8,9,0,1,2\r\nd,e\r\n", "1: a|b\n2: 1|2|3|4|5|6|7|8|9|0|\n3: d|e\n",
         "row-too-long@2,0 x1"},
        {"1,2,3,4,5,6,7,8,9,0\r\nd,e,f,g\r\n", "1: 1|2|3|4|5|6|7|8|9|0\n2: d|e|f|g\n", "row-too-long@1,0 x1"},
        {"a,b\n1,\"x\n2,y\n3,z\n4,u\n5,v\n6,w\n", "1: a|b\n2: 1|\"x\n3: 2|y\n4: 3|z\n5: 4|u\n6: 5|v\n7: 6|w\n",
         "unclosed-quote@2,2 x1"},
        /* a quote opens again beyond where the first one was given up */
        {"a,\"x\n2,y\n3,z\n4,u\n5,v\n6,\"w\n7,y\n8,z\n9,u\n0,v\n1,w\n",
         "1: a|\"x\n2: 2|y\n3: 3|z\n4: 4|u\n5: 5|v\n6: 6|\"w\n7: 7|y\n8: 8|z\n9: 9|u\n10: 0|v\n11: 1|w\n",
         "unclosed-quote@1,2 x2"},
        {"\xC3\xA9,b\n12345678901234567\xE2\x82\xAC\nc,d\n", "1: \xC3\xA9|b\n2: 12345678\n3: c|d\n",
         "row-too-long@2,0 x1 text-cell-cut@2,1 x1"},
        {"\xC3\xA9,b\n1234567\xE2\x82\xAC,d\n", "1: \xC3\xA9|b\n2: 1234567|d\n", "text-cell-cut@2,1 x1"},
    };
    for (size_t i = 0; i < sizeof small / sizeof *small; i++) {
        for (size_t block = 1; block <= 64; block += 9) {
            eh_text_sizes sizes = sizes_of(block, 20, 8);
            reading r = read_memory(small[i].bytes, strlen(small[i].bytes), sizes, NULL);
            assert_string_equal(words(&r.rows), small[i].rows);
            assert_string_equal(words(&r.findings), small[i].findings);
            reading_free(&r);
        }
    }
}

static void test_facts(void **state) {
    (void)state;
    static const char text[] = "\xC3\xA9,\xC3\xA9\n\n1,\xFF\xFF\n2,\0\n0123456789,\n";
    reading r = read_memory(text, sizeof text - 1, sizes_of(64, 100, 8), NULL);
    assert_int_equal(r.facts.rows, 4);
    assert_int_equal(r.facts.blank_rows, 1);
    assert_int_equal(r.facts.invalid_bytes, 3);
    assert_int_equal(r.facts.cut_cells, 1);
    assert_int_equal(r.facts.hidden_rows, 0);
    reading_free(&r);
}

static void test_too_many_columns(void **state) {
    (void)state;
    eh_buffer text = {0};
    for (int i = 0; i < EH_LIMIT_COLUMNS + 2; i++) {
        eh_buffer_text(&text, "x,");
    }
    eh_buffer_text(&text, "\ny,z\n");
    reading r = read_memory(text.data, text.length, eh_text_usual_sizes(), NULL);
    assert_string_equal(words(&r.findings), "too-many-columns@1,0 x1");
    assert_int_equal(r.rows.length, 3 + 2 * EH_LIMIT_COLUMNS + strlen("2: y|z\n"));
    reading_free(&r);
    eh_buffer_free(&text);
}

/* A file of plain ASCII up to far beyond what is looked at first, then a byte of Windows-1252 or a character of UTF-8. */
static void late(const char *tail, const char *encoding, const char *end, const char *findings) {
    eh_buffer text = {0};
    unsigned rows = EH_LIMIT_SNIFF / 4 + 1000;
    for (unsigned i = 0; i < rows; i++) {
        eh_buffer_text(&text, "a,b\n");
    }
    eh_buffer_text(&text, tail);
    reading r = read_memory(text.data, text.length, eh_text_usual_sizes(), NULL);
    assert_string_equal(r.info.encoding, encoding);
    assert_string_equal(words(&r.rows) + r.rows.length - strlen(end), end);
    assert_string_equal(words(&r.findings), findings);
    reading_free(&r);
    eh_buffer_free(&text);
}

static void test_late_characters(void **state) {
    (void)state;
    late("Zo\xEB,1\nx,\xC3\xA9\n", "Windows-1252", "66537: Zo\xC3\xAB|1\n66538: x|\xC3\xA9\n",
         "encoding-changed@66537,1 x1 mixed-encodings@66538,2 x1");
    late("Zo\xC3\xAB,1\nx,\xE9\n", "UTF-8", "66537: Zo\xC3\xAB|1\n66538: x|\xEF\xBF\xBD\n",
         "invalid-characters@66538,2 x1");
}

/* --- through the front door ----------------------------------------------------------------------------------------------------- */

static void test_extract(void **state) {
    (void)state;
    static const char text[] = "Staff list;;\n\nEmployee Number;FTE;Pay Grade\n1;\"2\n3;4\nFTE;FTE;x\n";
    eh_findings *findings = eh_findings_new();
    eh_source *source = eh_source_from_memory("staff.csv", text, sizeof text - 1);
    eh_extract *extract;
    assert_int_equal(eh_extract_open(source, judge_headings, NULL, NULL, findings, &extract), EH_OK);
    assert_int_equal(eh_extract_tables(extract), 1);
    const eh_table_info *info = eh_extract_table(extract, 0);
    assert_int_equal(info->format, EH_FORMAT_TEXT);
    assert_int_equal(info->delimiter, ';');
    assert_int_equal(info->heading_row, 3);
    assert_int_equal(info->score, 3);
    assert_string_equal(info->sheet, "");
    assert_int_equal(eh_findings_count(findings), 0); /* looking for headings says nothing */
    /* However often and far a table is read, what there is to say is said once. */
    for (int wanted = 1; wanted <= 9; wanted++) {
        eh_rows *rows;
        const eh_row *row;
        assert_int_equal(eh_rows_open(extract, 0, &rows), EH_OK);
        int got = 0;
        while (got < wanted && eh_rows_next(rows, &row) == EH_OK) {
            got++;
        }
        assert_int_equal(got, wanted < 5 ? wanted : 5);
        assert_int_equal(eh_rows_seen(rows).rows, got);
        eh_rows_close(rows);
    }
    assert_int_equal(eh_findings_count(findings), 1);
    assert_string_equal(eh_findings_at(findings, 0)->code, "unclosed-quote");
    assert_int_equal(eh_findings_at(findings, 0)->count, 1);
    assert_int_equal(eh_findings_at(findings, 0)->row, 4);
    assert_string_equal(eh_findings_at(findings, 0)->file, "staff.csv");
    eh_extract_close(extract);
    eh_source_close(source);
    eh_findings_free(findings);
    eh_rows_close(NULL);
    eh_extract_close(NULL);
}

/* Gives `good` bytes of endless rows, then fails or claims to have ended. */
typedef struct {
    eh_source source;
    uint64_t good;
    eh_status then;
} made_up;

static eh_status made_up_read(eh_source *self, uint64_t offset, void *buffer, size_t want, size_t *got) {
    const made_up *m = (const made_up *)self;
    static const char row[] = "20000001,XR05,\"White, British\",1.00\r\n";
    *got = 0;
    if (offset >= m->good) {
        return m->then;
    }
    *got = m->good - offset < want ? (size_t)(m->good - offset) : want;
    for (size_t i = 0; i < *got; i++) {
        ((char *)buffer)[i] = row[(offset + i) % (sizeof row - 1)];
    }
    return EH_OK;
}

static void test_source_fails(void **state) {
    (void)state;
    static const eh_status ends[] = {EH_IO, EH_OK};
    for (size_t i = 0; i < 2; i++) {
        made_up m = {{"staff.csv", 9000000, made_up_read, NULL}, 5000000, ends[i]};
        eh_findings *findings = eh_findings_new();
        eh_extract *extract;
        eh_rows *rows;
        const eh_row *row;
        assert_int_equal(eh_extract_open(&m.source, NULL, NULL, NULL, findings, &extract), EH_OK);
        assert_int_equal(eh_rows_open(extract, 0, &rows), EH_OK);
        eh_status status;
        uint64_t count = 0;
        while ((status = eh_rows_next(rows, &row)) == EH_OK) {
            count++;
        }
        assert_int_equal(status, EH_IO);
        assert_true(count > 100000 && count <= 5000000 / 37);
        assert_int_equal(eh_findings_count(findings), 1);
        assert_string_equal(eh_findings_at(findings, 0)->code, "file-unreadable");
        eh_rows_close(rows);
        eh_extract_close(extract);
        m.good = 0;
        m.then = EH_IO;
        assert_int_equal(eh_extract_open(&m.source, NULL, NULL, NULL, findings, &extract), EH_IO);
        assert_null(extract);
        eh_findings_free(findings);
    }
}

/* A sanitizer keeps what was freed for a while, and shadows all of it. */
#if defined(__SANITIZE_ADDRESS__)
enum { BOUND = 40000 };
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
enum { BOUND = 40000 };
#else
enum { BOUND = 6000 };
#endif
#else
enum { BOUND = 6000 };
#endif

static void test_memory_is_bounded(void **state) {
    (void)state;
    made_up m = {{"staff.csv", 74000000, made_up_read, NULL}, 74000000, EH_OK};
    eh_findings *findings = eh_findings_new();
    eh_extract *extract;
    eh_rows *rows;
    const eh_row *row;
    struct rusage before, after;
    assert_int_equal(eh_extract_open(&m.source, NULL, NULL, NULL, findings, &extract), EH_OK);
    assert_int_equal(eh_rows_open(extract, 0, &rows), EH_OK);
    getrusage(RUSAGE_SELF, &before);
    uint64_t count = 0;
    while (eh_rows_next(rows, &row) == EH_OK) {
        assert_int_equal(row->count, 4);
        count++;
    }
    getrusage(RUSAGE_SELF, &after);
    assert_int_equal(count, 2000000);
    assert_true(after.ru_maxrss - before.ru_maxrss < BOUND); /* KiB */
    eh_rows_close(rows);
    eh_extract_close(extract);
    eh_findings_free(findings);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cases),           cmocka_unit_test(test_ceilings),
        cmocka_unit_test(test_facts),           cmocka_unit_test(test_too_many_columns),
        cmocka_unit_test(test_late_characters), cmocka_unit_test(test_extract),
        cmocka_unit_test(test_source_fails),    cmocka_unit_test(test_memory_is_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
