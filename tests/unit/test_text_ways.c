/* A text is read as the same rows, findings and facts whichever way it is read: by masks of 64 bytes of any kind or each record with care, in blocks of any
 * size, by one thread or several. */
#include "text_support.h"

/* The masks of 64 bytes, a byte at a time. */
static eh_text_masks masks_of(const char *bytes, char delimiter) {
    eh_text_masks m = {0};
    for (unsigned i = 0; i < 64; i++) {
        uint64_t bit = UINT64_C(1) << i;
        m.stop |= bytes[i] == delimiter || bytes[i] == '\n' ? bit : 0;
        m.feed |= bytes[i] == '\n' ? bit : 0;
        m.quote |= bytes[i] == '"' ? bit : 0;
        m.odd |= bytes[i] == '\r' || bytes[i] == 0 ? bit : 0;
        m.high |= (unsigned char)bytes[i] >= 0x80 ? bit : 0;
    }
    return m;
}

static void test_kernels(void **context) {
    (void)context;
    enum { BLOCKS = 5 };
    static const char likely[] = ",;\n\r\"\0\x80\xFF\x0B\x0C\x0E\x21\x23\x2B\x2D";
    uint64_t state = 64;
    assert_non_null(eh_text_kernel_best());
    for (size_t k = 0; eh_text_kernel_at(k) != NULL; k++) {
        const eh_text_kernel *kernel = eh_text_kernel_at(k);
        for (unsigned round = 0; round < 3000 && kernel->runs(); round++) {
            char bytes[BLOCKS * 64 + 3];
            eh_text_masks masks[BLOCKS];
            const char *from = bytes + round % 4;
            for (size_t i = 0; i < sizeof bytes; i++) {
                bytes[i] = round % 2 == 0 ? (char)chance(&state, 256) : likely[chance(&state, sizeof likely)];
            }
            char delimiter = ",;\t|~"[round % 5];
            kernel->look(from, BLOCKS, delimiter, masks);
            for (size_t i = 0; i < BLOCKS; i++) {
                eh_text_masks expected = masks_of(from + 64 * i, delimiter);
                if (memcmp(&expected, &masks[i], sizeof expected) != 0) {
                    fail_msg("%s, round %u, block %u", kernel->name, round, (unsigned)i);
                }
            }
        }
    }
}

/* ---- texts, from tidy to hostile ---- */

enum { LONGEST = 3000 };

typedef struct {
    char bytes[LONGEST];
    size_t length;
} text;

static void put(text *t, const char *bytes, size_t length) {
    length = length < LONGEST - t->length ? length : LONGEST - t->length;
    memcpy(t->bytes + t->length, bytes, length);
    t->length += length;
}

static void put_word(text *t, const char *word) {
    put(t, word, strlen(word));
}

/* Cells as extracts have them, and (from `odd` on) as they should not. */
static const char *const cells[] = {"NHS|XR07|Review Body - Band 7", "20000001", "", "Y", "A White - British", "1",
                                    "\"Nurse, Staff\"", "\"01/03/1963\"", "\"\"", "=\"00123\"", "Zo\xC3\xAB", " 12.5 ",
                                    "\"two\nlines\"", "\xC2\xA0spaced\xE2\x80\x8B", "=1+1", "'", "-",
                                    /* odd */
                                    "\"Level \"\"VSM\"\"\"", "5\" pipe", "\"a\"b", " \"late\"", "\"open", "\"a\r\nb\"",
                                    "\xE9t\xE9", "\xC3", "\"\"\"", "\"\" ", "=\"x\" & y", "=\"\"", "=\"", "a\rb",
                                    "\xED\xA0\x80", "\"\"\"x\"\"\"", "\"=\"\"1\"\"\"", "\"a\" "};
enum { ODD = 17, CELLS = sizeof cells / sizeof *cells };

/* A table of which one cell in `odds` is odd (0: none). */
static void make_table(uint64_t *state, text *t, uint32_t odds) {
    static const char *const ends[] = {"\n", "\r\n", "\n", "\r\n", "\r"};
    const char *end = ends[chance(state, odds == 0 ? 4 : 5)];
    char delimiter = ",,,;\t|~"[chance(state, 7)];
    uint32_t columns = 1 + chance(state, 20), rows = 1 + chance(state, 30);
    for (uint32_t r = 0; r < rows; r++) {
        uint32_t width = odds > 0 && chance(state, odds) == 0 ? chance(state, 30) : columns;
        for (uint32_t c = 0; c < width; c++) {
            put(t, &delimiter, c > 0);
            put_word(
                t, cells[odds > 0 && chance(state, odds) == 0 ? ODD + chance(state, CELLS - ODD) : chance(state, ODD)]);
        }
        put_word(t, odds > 0 && chance(state, odds * 4) == 0 ? ends[chance(state, 5)] : end);
        put(t, "\0\x1A\xFF", odds > 0 && chance(state, odds * 8) == 0 ? 1 + chance(state, 3) : 0);
    }
    if (chance(state, 3) == 0 && t->length > 0) {
        t->length -= 1 + chance(state, 2) % t->length; /* no line end at the end, or half of one */
    }
}

static void make_noise(uint64_t *state, text *t) {
    static const char likely[] = "aaaab,,,;\"\"\n\n\r=\xC3\xA9 \0";
    uint32_t length = chance(state, 600), letters = 4 + chance(state, sizeof likely - 4);
    for (uint32_t i = 0; i < length; i++) {
        put(t, &likely[chance(state, letters)], 1);
    }
}

/* ASCII as UTF-16; bytes beyond it become letters of Latin-1. */
static void widen(text *t, bool big_endian, bool mark) {
    text narrow = *t;
    t->length = 0;
    put(t, big_endian ? "\xFE\xFF" : "\xFF\xFE", mark ? 2 : 0);
    for (size_t i = 0; i < narrow.length && t->length + 2 <= LONGEST; i++) {
        put(t, "", big_endian);
        put(t, &narrow.bytes[i], 1);
        put(t, "", !big_endian);
    }
}

static void make_text(uint64_t *state, text *t) {
    t->length = 0;
    put_word(t, chance(state, 8) == 0 ? "\xEF\xBB\xBF" : "");
    put_word(t, chance(state, 12) == 0 ? "sep=;\n" : "");
    switch (chance(state, 4)) {
    case 0:
        make_noise(state, t);
        break;
    case 1:
        make_table(state, t, 0);
        break;
    default:
        make_table(state, t, 2 + chance(state, 60));
    }
    if (chance(state, 6) == 0) {
        widen(t, chance(state, 2) == 0, chance(state, 2) == 0);
    }
}

static void expect_same(const text *t, const reading *a, const reading *b, const char *way, unsigned round) {
    if (a->status != b->status || a->rows.length != b->rows.length ||
        memcmp(words(&a->rows), words(&b->rows), a->rows.length) != 0 ||
        strcmp(words(&a->findings), words(&b->findings)) != 0 || memcmp(&a->facts, &b->facts, sizeof a->facts) != 0 ||
        strcmp(a->info.encoding, b->info.encoding) != 0 || strcmp(a->info.line_ends, b->info.line_ends) != 0 ||
        a->info.delimiter != b->info.delimiter) {
        fail_msg("round %u, %s:\n%.*s\n%s %s\n%s\nnot %s\n%s\n", round, way, (int)t->length, t->bytes,
                 a->info.line_ends, words(&a->findings), words(&a->rows), words(&b->findings), words(&b->rows));
    }
}

static eh_text_sizes any_sizes(uint64_t *state) {
    size_t block = chance(state, 3) == 0 ? 1 + chance(state, 8) : 1 + chance(state, 700);
    bool low = chance(state, 3) == 0;
    return sizes_of(block, low ? 20 + chance(state, 300) : LONGEST, low ? 5 + chance(state, 60) : LONGEST);
}

/* By masks of every kind. */
static void test_masks_and_care(void **context) {
    (void)context;
    uint64_t state = 2025, plain = 0, rows = 0;
    text t;
    for (unsigned round = 0; round < 6000; round++) {
        make_text(&state, &t);
        eh_text_sizes sizes = any_sizes(&state), careful = sizes;
        careful.kernel = NULL;
        careful.block = 64;
        reading with_care = read_memory(t.bytes, t.length, careful, NULL);
        assert_int_equal(with_care.plain, 0);
        for (size_t k = 0; eh_text_kernel_at(k) != NULL; k++) {
            sizes.kernel = eh_text_kernel_at(k);
            if ((k > 0 && (round + k) % 4 != 0) || !sizes.kernel->runs()) {
                continue;
            }
            reading by_masks = read_memory(t.bytes, t.length, sizes, NULL);
            expect_same(&t, &with_care, &by_masks, sizes.kernel->name, round);
            plain += by_masks.plain;
            rows += by_masks.facts.rows;
            reading_free(&by_masks);
        }
        reading_free(&with_care);
    }
    assert_true(plain > rows / 3 && plain < rows);
}

/* Of what spreadsheets and HR systems write, all but a last line without an end is plain. */
static void test_tidy_is_plain(void **context) {
    (void)context;
    static const char tidy[] = "Organisation Code,Name,Band,Start\r\n"
                               "RXX,\"O'Neill, Zo\xC3\xAB\",=\"00123\",01/02/2003\r\n"
                               ",,,\r\n"
                               "RXX,\"two\nlines\",\"\",\r\n"
                               "RXX\r\n"
                               "RXX,last,,";
    for (size_t block = 1; block < sizeof tidy + 64; block++) {
        reading r = read_memory(tidy, sizeof tidy - 1, sizes_of(block, 1000, 1000), NULL);
        assert_string_equal(words(&r.rows), "1: Organisation Code|Name|Band|Start\n"
                                            "2: RXX|O'Neill, Zo\xC3\xAB|00123|01/02/2003\n"
                                            "4: RXX|two\nlines||\n5: RXX\n6: RXX|last||\n");
        assert_int_equal(r.plain, 4);
        assert_int_equal(r.facts.blank_rows, 1);
        assert_string_equal(r.info.line_ends, "CRLF");
        reading_free(&r);
    }
}

/* With threads, and hashed on the way. */
static void test_threads(void **context) {
    (void)context;
    uint64_t state = 1904;
    text t;
    for (unsigned round = 0; round < 1500; round++) {
        make_text(&state, &t);
        eh_text_sizes sizes = any_sizes(&state);
        sizes.alone = chance(&state, 6);
        reading one = read_memory(t.bytes, t.length, sizes, NULL);
        assert_string_equal(one.digest.hex, "");
        for (unsigned threads = 1; threads <= 3; threads += 2) {
            eh_source *source = eh_source_from_memory("staff.csv", t.bytes, t.length);
            assert_non_null(source);
            eh_reading_plan plan = {.threads = threads, .hash = round % 4 != 0};
            reading many = read_source_as(source, t.bytes, t.length, sizes, NULL, plan);
            expect_same(&t, &one, &many, "threads", round);
            bool wide = strncmp(one.info.encoding, "UTF-16", 6) == 0;
            assert_string_equal(many.digest.hex, plan.hash && !wide ? eh_digest_of(t.bytes, t.length).hex : "");
            reading_free(&many);
            eh_source_close(source);
        }
        reading_free(&one);
    }
}

/* A source that cannot be read, or ends, from some place on. */
typedef struct {
    eh_source source;
    const char *data;
    uint64_t broken_at;
    eh_status status;
} broken;

static eh_status broken_read(eh_source *self, uint64_t offset, void *buffer, size_t want, size_t *got) {
    const broken *b = (const broken *)(const void *)self;
    *got = 0;
    if (offset + want > b->broken_at && b->status != EH_OK) {
        return b->status;
    }
    uint64_t left = offset < b->broken_at ? b->broken_at - offset : 0;
    *got = want < left ? want : (size_t)left;
    memcpy(buffer, b->data + offset, *got);
    return EH_OK;
}

/* What breaks off does so at the same row and with the same finding, and has no digest. */
static void test_broken_off(void **context) {
    (void)context;
    text t = {.length = 0};
    for (unsigned i = 0; i < 500; i++) {
        put_word(&t, "ab,c\n");
    }
    for (unsigned round = 0; round < 400; round++) {
        broken b = {{"staff.csv", t.length, broken_read, NULL}, t.bytes, 1000 + round, round % 2 ? EH_IO : EH_OK};
        eh_text_sizes sizes = sizes_of(1 + round % 61, LONGEST, LONGEST);
        sizes.alone = round % 3;
        reading one = read_source(&b.source, t.bytes, t.length, sizes, NULL);
        reading many = read_source_as(&b.source, t.bytes, t.length, sizes, NULL, (eh_reading_plan){3, true});
        assert_int_equal(one.status, EH_IO);
        assert_true(one.facts.rows > 180 && one.facts.rows < 300);
        assert_non_null(strstr(words(&one.findings), "file-unreadable"));
        assert_string_equal(many.digest.hex, "");
        expect_same(&t, &one, &many, "threads", round);
        reading_free(&one);
        reading_free(&many);
    }
}

/* Whoever stops in the middle, or before the first row, waits for nobody. */
static void test_left_early(void **context) {
    (void)context;
    uint64_t state = 7;
    text t = {.length = 0};
    make_table(&state, &t, 0);
    for (unsigned round = 0; round < 300; round++) {
        eh_source *source = eh_source_from_memory("staff.csv", t.bytes, t.length);
        eh_text_sizes sizes = sizes_of(1 + chance(&state, 90), LONGEST, LONGEST);
        sizes.alone = 0;
        eh_reader *reader;
        eh_reader_rows *rows;
        const eh_row *row;
        assert_int_equal(eh_text_open(source, t.bytes, t.length, NULL, NULL, &sizes, &reader), EH_OK);
        reader->kind->plan(reader, &(eh_reading_plan){.threads = 2, .hash = round % 2 == 0});
        assert_int_equal(reader->kind->rows_open(reader, 0, NULL, &rows), EH_OK);
        for (uint32_t left = chance(&state, 12); left > 0 && reader->kind->next(rows, NULL, &row) == EH_OK; left--) {
            assert_true(row->count > 0);
        }
        reader->kind->rows_close(rows);
        reader->kind->close(reader);
        eh_source_close(source);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_kernels), cmocka_unit_test(test_masks_and_care), cmocka_unit_test(test_tidy_is_plain),
        cmocka_unit_test(test_threads), cmocka_unit_test(test_broken_off),     cmocka_unit_test(test_left_early),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
