/* The arena, and text: trimming, folding, UTF-8, the growing buffer, sources and sinks in memory. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/source.h"
#include "base/text.h"

static void arena_gives_zeroed_aligned_memory(void **state) {
    (void)state;
    eh_arena *arena = eh_arena_new();
    static const size_t sizes[] = {0, 1, 7, 16, 100, 4095, 4096, 5000, 70000, 3000000};
    for (int round = 0; round < 40; round++) {
        size_t size = sizes[round % 10];
        unsigned char *p = eh_arena_alloc(arena, size);
        assert_non_null(p);
        assert_int_equal((uintptr_t)p % _Alignof(max_align_t), 0);
        for (size_t i = 0; i < size; i++)
            assert_int_equal(p[i], 0);
        memset(p, 0xA5, size);
        char *text = eh_arena_text(arena, "odd"); /* throws the alignment off for the next one */
        assert_string_equal(text, "odd");
    }
    assert_true(eh_arena_size(arena) > 3000000);
    assert_null(eh_arena_alloc(arena, SIZE_MAX - 8));
    assert_null(eh_arena_slice(arena, "x", SIZE_MAX));
    eh_arena_free(arena);
    eh_arena_free(NULL);
}

static void arena_packs_strings(void **state) {
    (void)state;
    eh_arena *arena = eh_arena_new();
    char *first = eh_arena_slice(arena, "Employee Number", 8), *second = eh_arena_slice(arena, NULL, 0);
    assert_string_equal(first, "Employee");
    assert_string_equal(second, "");
    assert_ptr_equal(second, first + 9);
    for (int i = 0; i < 100000; i++)
        assert_non_null(eh_arena_text(arena, "0123456789"));
    assert_true(eh_arena_size(arena) < 2200000); /* 11 bytes each and a last block */
    eh_arena_free(arena);
}

static void trims(const char *from, const char *to) {
    eh_slice s = eh_trim(eh_slice_of(from));
    assert_true(eh_slice_equal(s, eh_slice_of(to)));
}

static void trimming(void **state) {
    (void)state;
    trims("", "");
    trims(" \t\r\n\v\f ", "");
    trims("  a b  ", "a b");
    trims("\xC2\xA0\xEF\xBB\xBF x \xE2\x80\x8B\xC2\xA0", "x");
    trims("\xC3\xA0", "\xC3\xA0"); /* an a with grave ends in the byte of a no-break space */
    trims("\xA0", "\xA0");
    assert_int_equal(eh_trim((eh_slice){NULL, 0}).length, 0);
    assert_int_equal(eh_slice_of(NULL).length, 0);
}

static void comparing(void **state) {
    (void)state;
    assert_true(eh_slice_compare(EH_SLICE("a"), EH_SLICE("b")) < 0);
    assert_true(eh_slice_compare(EH_SLICE("ab"), EH_SLICE("a")) > 0);
    assert_true(eh_slice_compare(EH_SLICE(""), (eh_slice){NULL, 0}) == 0);
    assert_true(eh_slice_compare(EH_SLICE("z"), EH_SLICE("\xC3\xA9")) < 0);
    assert_true(eh_slice_equal(EH_SLICE(""), (eh_slice){NULL, 0}));
    assert_false(eh_slice_equal(EH_SLICE("a"), EH_SLICE("b")));
}

static void folds(const char *from, const char *to) {
    char out[EH_FOLD_ROOM];
    size_t n = eh_fold(eh_slice_of(from), out, sizeof out);
    assert_int_equal(n, strlen(to));
    assert_memory_equal(out, to, n);
}

static void folding(void **state) {
    (void)state;
    folds("", "");
    folds("Employee Number", "employeenumber");
    folds(" EMPLOYEE_number. ", "employeenumber");
    folds("Black & Asian", "blackandasian");
    folds("White \xE2\x80\x93 British", "whitebritish");
    folds("A\xC2\xA0- B (\xE2\x80\x9Cx\xE2\x80\x9D)", "abx");
    folds("\xC3\x89TRANG\xC3\x88RE", "\xC3\xA9trang\xC3\xA8re");
    folds("\xC5\x81\xC3\xB3"
          "d\xC5\xBA \xC5\xB8 \xC4\xB0",
          "\xC5\x82\xC3\xB3"
          "d\xC5\xBA\xC3\xBFi");
    folds("\xC3\x97\xC3\xB7+<=>|~^`$", "");
    folds("Band 8a/8b", "band8a8b");
    folds("\xFF?", "\xFF");
    folds("\xE6\xBC\xA2", "\xE6\xBC\xA2");
    char small[4];
    assert_int_equal(eh_fold(EH_SLICE("ab&c"), small, sizeof small), 2); /* "and" does not fit, and is not cut in two */
    assert_int_equal(eh_fold(EH_SLICE("abc\xC3\xA9"), small, sizeof small), 3);
}

static void utf8(void **state) {
    (void)state;
    static const char *const good[] = {"",
                                       "plain ascii of more than eight",
                                       "\xC3\xA9",
                                       "\xE2\x82\xAC",
                                       "\xF0\x9F\x98\x80",
                                       "\xF4\x8F\xBF\xBF",
                                       "12345678\xC3\xA9z"};
    static const char *const bad[] = {"\x80",
                                      "\xC3",
                                      "\xC0\x80",
                                      "\xE0\x80\x80",
                                      "\xED\xA0\x80",
                                      "\xF4\x90\x80\x80",
                                      "\xF8\x88\x80\x80\x80",
                                      "12345678\xE9",
                                      "\xE2\x82",
                                      "\xC3(",
                                      "\xFF"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_true(eh_utf8_valid(good[i], strlen(good[i])));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(eh_utf8_valid(bad[i], strlen(bad[i])));
    assert_true(eh_utf8_valid("a\0b", 3));
    for (uint32_t c = 0; c <= 0x10FFFF; c += c < 0x3000 ? 1 : 97) { /* there and back */
        char bytes[4];
        uint32_t back;
        size_t n = eh_utf8_put(c, bytes);
        assert_true(eh_utf8_valid(bytes, n));
        assert_int_equal(eh_utf8_next((eh_slice){bytes, n}, &back), n);
        assert_int_equal(back, c >= 0xD800 && c < 0xE000 ? 0xFFFD : c);
    }
    char bytes[4];
    assert_int_equal(eh_utf8_put(0x110000, bytes), 3);
    assert_memory_equal(bytes, "\xEF\xBF\xBD", 3);
}

static void buffer(void **state) {
    (void)state;
    eh_buffer b = {0};
    assert_true(eh_buffer_text(&b, "n="));
    assert_true(eh_buffer_whole(&b, 0));
    assert_true(eh_buffer_char(&b, ','));
    assert_true(eh_buffer_whole(&b, INT64_MIN));
    assert_true(eh_buffer_char(&b, ','));
    assert_true(eh_buffer_whole(&b, INT64_MAX));
    assert_string_equal(b.data, "n=0,-9223372036854775808,9223372036854775807");
    b.length = 0;
    for (int i = 0; i < 1000; i++)
        assert_true(eh_buffer_format(&b, "%03d|%s;", i, "x"));
    assert_int_equal(b.length, 6000);
    assert_memory_equal(b.data + 5994, "999|x;", 7);
    assert_false(eh_buffer_add(&b, "x", SIZE_MAX / 2));
    assert_true(b.failed);
    assert_false(eh_buffer_char(&b, 'x')); /* sticky */
    eh_buffer_free(&b);
    assert_null(b.data);
    assert_false(b.failed);
}

static void memory_source_and_sink(void **state) {
    (void)state;
    char name[] = "staff.csv", block[8];
    eh_source *source = eh_source_from_memory(name, "0123456789", 10);
    size_t got = 99, size;
    name[0] = 'X'; /* the name was copied */
    assert_string_equal(source->name, "staff.csv");
    assert_int_equal(source->size, 10);
    assert_int_equal(source->read_at(source, 7, block, 8, &got), EH_OK);
    assert_int_equal(got, 3);
    assert_memory_equal(block, "789", 3);
    assert_int_equal(source->read_at(source, 10, block, 8, &got), EH_OK);
    assert_int_equal(got, 0);
    assert_int_equal(source->read_at(source, UINT64_MAX, block, 8, &got), EH_OK);
    assert_int_equal(got, 0);
    char *data;
    assert_int_equal(eh_source_read_all(source, 9, &data, &size), EH_BAD);
    assert_null(data);
    assert_int_equal(eh_source_read_all(source, 10, &data, &size), EH_OK);
    assert_string_equal(data, "0123456789");
    free(data);
    eh_source_close(source);
    eh_source_close(NULL);

    eh_sink *sink = eh_sink_to_memory(&data, &size);
    assert_int_equal(sink->write(sink, "abc", 3), EH_OK);
    assert_int_equal(sink->write(sink, "", 0), EH_OK);
    assert_int_equal(sink->write(sink, "d", 1), EH_OK);
    assert_int_equal(sink->commit(sink), EH_OK);
    assert_int_equal(size, 4);
    assert_string_equal(data, "abcd");
    free(data);
    sink = eh_sink_to_memory(&data, &size);
    assert_int_equal(sink->commit(sink), EH_OK); /* nothing is an empty string */
    assert_int_equal(size, 0);
    assert_string_equal(data, "");
    free(data);
    sink = eh_sink_to_memory(&data, &size);
    assert_int_equal(sink->write(sink, "abc", 3), EH_OK);
    sink->abort(sink);
    assert_null(data);
    assert_int_equal(size, 0);
}

static void statuses_have_words(void **state) {
    (void)state;
    for (int s = EH_OK; s <= EH_CANCELLED; s++)
        assert_true(strlen(eh_status_text((eh_status)s)) > 3);
    assert_string_equal(eh_status_text((eh_status)77), "unknown status");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arena_gives_zeroed_aligned_memory),
        cmocka_unit_test(arena_packs_strings),
        cmocka_unit_test(trimming),
        cmocka_unit_test(comparing),
        cmocka_unit_test(folding),
        cmocka_unit_test(utf8),
        cmocka_unit_test(buffer),
        cmocka_unit_test(memory_source_and_sink),
        cmocka_unit_test(statuses_have_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
