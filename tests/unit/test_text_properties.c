/* Delimited text: what holds of any table and of any bytes at all. */
#include "text_support.h"

#define MOST_ROWS    30
#define MOST_COLUMNS 6

typedef struct {
    uint32_t rows, columns;
    char cells[MOST_ROWS][MOST_COLUMNS][64];
} table;

/* Pieces of cells. Those beyond ASCII stand between letters, so that as Windows-1252 they make no valid UTF-8. */
static const char *const plain_pieces[] = {"a", "Band 5", "0012", "x", "White", "31/03/2025", "7.5", "Z", "n/a"};
static const char *const odd_pieces[] = {"b, c",   "b;c",  "b\tc",   "b|c", "b~c", "b\"c",
                                         "b\"\"c", "b\nc", "b\r\nc", "\"",  "=",   "b  c"};
static const char *const wide_pieces[] = {"Zo\xC3\xABl", "a\xC2\xA3z", "a\xE2\x82\xACz", "a\xE2\x80\x93z",
                                          ("n\xC3\xA9"
                                           "e")};

#define PICK(state, list) (list)[chance((state), sizeof(list) / sizeof *(list))]

static void make_table(uint64_t *state, table *t) {
    t->rows = 1 + chance(state, MOST_ROWS);
    t->columns = 2 + chance(state, MOST_COLUMNS - 1);
    for (uint32_t r = 0; r < t->rows; r++) {
        for (uint32_t c = 0; c < t->columns; c++) {
            char *cell = t->cells[r][c];
            cell[0] = '\0';
            if (r == 0) {
                strcpy(cell, c == 0 ? "Employee Number" : "FTE");
                continue;
            }
            for (uint32_t pieces = chance(state, 4); pieces > 0; pieces--) {
                uint32_t kind = chance(state, 10);
                strcat(cell, kind < 7   ? PICK(state, plain_pieces)
                             : kind < 9 ? PICK(state, odd_pieces)
                                        : PICK(state, wide_pieces));
            }
        }
    }
}

static void expect(const table *t, eh_buffer *out) {
    for (uint32_t r = 0; r < t->rows; r++) {
        bool blank = true;
        for (uint32_t c = 0; c < t->columns; c++) {
            blank = blank && t->cells[r][c][0] == '\0';
        }
        if (blank) {
            continue;
        }
        eh_buffer_format(out, "%u: ", (unsigned)(r + 1));
        for (uint32_t c = 0; c < t->columns; c++) {
            eh_buffer_format(out, "%s%s", c > 0 ? "|" : "", t->cells[r][c]);
        }
        eh_buffer_char(out, '\n');
    }
}

typedef enum { QUOTE_ALL, QUOTE_NEEDED, QUOTE_SOME, QUOTE_STYLES } quoting;

static void put_cell(uint64_t *state, const char *cell, char delimiter, quoting style, eh_buffer *out) {
    const char needs[] = {delimiter, '\r', '\n', '\0'};
    bool needed = strpbrk(cell, needs) != NULL || cell[0] == '"' || cell[0] == '=';
    if (!needed && style != QUOTE_ALL && !(style == QUOTE_SOME && chance(state, 2) == 0)) {
        eh_buffer_text(out, cell);
        return;
    }
    eh_buffer_char(out, '"');
    for (; *cell != '\0'; cell++) {
        eh_buffer_text(out, *cell == '"' ? "\"" : "");
        eh_buffer_char(out, *cell);
    }
    eh_buffer_char(out, '"');
}

static void put_table(uint64_t *state, const table *t, char delimiter, const char *end, quoting style, eh_buffer *out) {
    bool last_end = chance(state, 2) == 0;
    for (uint32_t r = 0; r < t->rows; r++) {
        for (uint32_t c = 0; c < t->columns; c++) {
            if (c > 0) {
                eh_buffer_char(out, delimiter);
            }
            put_cell(state, t->cells[r][c], delimiter, style, out);
        }
        eh_buffer_text(out, r + 1 < t->rows || last_end ? end : "");
    }
}

static uint32_t take_character(const char **at) {
    const unsigned char *p = (const unsigned char *)*at;
    uint32_t size = *p < 0x80 ? 1 : *p < 0xE0 ? 2 : 3;
    uint32_t code = size == 1 ? *p : size == 2 ? *p & 0x1Fu : *p & 0x0Fu;
    for (uint32_t i = 1; i < size; i++) {
        code = code << 6 | (p[i] & 0x3Fu);
    }
    *at += size;
    return code;
}

/* UTF-8, marked UTF-8, UTF-16LE and BE marked and not, Windows-1252. */
#define ENCODINGS 7

static void encode(const eh_buffer *text, unsigned encoding, eh_buffer *out) {
    static const char *const marks[ENCODINGS] = {"", "\xEF\xBB\xBF", "\xFF\xFE", "\xFE\xFF", "", "", ""};
    eh_buffer_text(out, marks[encoding]);
    for (const char *at = text->data; at < text->data + text->length;) {
        const char *from = at;
        uint32_t code = take_character(&at);
        char low = (char)(code & 0xFF);
        char high = (char)(code >> 8);
        switch (encoding) {
        case 2:
        case 4:
            eh_buffer_char(out, low);
            eh_buffer_char(out, high);
            break;
        case 3:
        case 5:
            eh_buffer_char(out, high);
            eh_buffer_char(out, low);
            break;
        case 6:
            eh_buffer_char(out, code == 0x20AC ? '\x80' : code == 0x2013 ? '\x96' : low);
            break;
        default:
            eh_buffer_add(out, from, (size_t)(at - from));
        }
    }
}

static int judge_headings(void *context, const eh_row *row) {
    int score = 0;
    (void)context;
    for (uint32_t i = 0; i < row->count; i++) {
        score += eh_slice_equal(eh_row_cell(row, i).text, EH_SLICE("Employee Number")) ||
                 eh_slice_equal(eh_row_cell(row, i).text, EH_SLICE("FTE"));
    }
    return score;
}

/* One table, however it is written, is read as the same rows. */
static void test_any_dialect(void **context) {
    (void)context;
    static const char delimiters[] = {',', ';', '\t', '|', '~'};
    static const char *const ends[] = {"\n", "\r\n", "\r"};
    uint64_t state = 2025;
    for (unsigned round = 0; round < 12; round++) {
        table t;
        make_table(&state, &t);
        eh_buffer expected = {0};
        expect(&t, &expected);
        for (unsigned variant = 0; variant < 5 * 3 * QUOTE_STYLES * ENCODINGS; variant++) {
            char delimiter = delimiters[variant % 5];
            unsigned encoding = variant / 15 % ENCODINGS;
            eh_buffer text = {0};
            eh_buffer bytes = {0};
            put_table(&state, &t, delimiter, ends[variant / 5 % 3], (quoting)(variant / 15 / ENCODINGS), &text);
            encode(&text, encoding, &bytes);
            eh_text_sizes sizes = sizes_of(1 + chance(&state, 100), EH_LIMIT_ROW, EH_LIMIT_CELL);
            reading r = read_memory(bytes.data, bytes.length, sizes, judge_headings);
            if (r.info.delimiter != delimiter || strcmp(words(&r.rows), words(&expected)) != 0 ||
                r.findings.length > 0) {
                fail_msg("round %u, variant %u (%s, '%c'), %s:\n%s\nnot\n%s", round, variant, r.info.encoding,
                         r.info.delimiter, words(&r.findings), words(&r.rows), words(&expected));
            }
            reading_free(&r);
            eh_buffer_free(&text);
            eh_buffer_free(&bytes);
        }
        eh_buffer_free(&expected);
    }
}

/* Any bytes at all are read to their end, and the same whatever the blocks and however little the source gives. */
static void test_any_bytes(void **context) {
    (void)context;
    static const char likely[] = "aab,,;\t\"\"\"\"\n\n\r\r=~| \xC3\xA9\xE2\x82\xAC\xFF\xFE\0\x1A";
    uint64_t state = 1904;
    for (unsigned round = 0; round < 100000; round++) {
        char bytes[60];
        uint32_t length = chance(&state, sizeof bytes);
        uint32_t letters = round % 3 == 0 ? 256 : 10 + chance(&state, sizeof likely - 10);
        for (uint32_t i = 0; i < length; i++) {
            bytes[i] = letters == 256 ? (char)chance(&state, 256) : likely[chance(&state, letters)];
        }
        eh_text_sizes small = sizes_of(1 + chance(&state, 8), round % 2 == 0 ? 16 : 1000, round % 5 == 0 ? 6 : 1000);
        eh_text_sizes large = sizes_of(64, small.row, small.cell);
        reading a = read_memory(bytes, length, small, NULL);
        reading b = round % 2 == 0 ? read_trickle(bytes, length, large, NULL) : read_memory(bytes, length, large, NULL);
        assert_int_equal(a.status, EH_END);
        assert_true(eh_utf8_valid(words(&a.rows), a.rows.length));
        assert_int_equal(a.rows.length, b.rows.length);
        assert_memory_equal(words(&a.rows), words(&b.rows), a.rows.length);
        assert_string_equal(words(&a.findings), words(&b.findings));
        assert_memory_equal(&a.facts, &b.facts, sizeof a.facts);
        reading_free(&a);
        reading_free(&b);
    }
}

static size_t count_letter(const char *bytes, size_t length, char letter) {
    size_t count = 0;
    for (size_t i = 0; i < length; i++) {
        count += bytes[i] == letter;
    }
    return count;
}

/* However quotes are strewn about, no letter is lost and none is made, and without ceilings every line break is a row or in a cell. */
static void test_nothing_is_lost(void **context) {
    (void)context;
    static const char likely[] = "xxx,,;\"\"\"\n\r=";
    uint64_t state = 4712;
    for (unsigned round = 0; round < 30000; round++) {
        char bytes[80];
        uint32_t length = chance(&state, sizeof bytes);
        for (uint32_t i = 0; i < length; i++) {
            bytes[i] = likely[chance(&state, sizeof likely - 1)];
        }
        reading r = read_memory(bytes, length, sizes_of(64, 1000, 1000), NULL);
        assert_int_equal(count_letter(words(&r.rows), r.rows.length, 'x'), count_letter(bytes, length, 'x'));
        reading_free(&r);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_any_dialect),
        cmocka_unit_test(test_any_bytes),
        cmocka_unit_test(test_nothing_is_lost),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
