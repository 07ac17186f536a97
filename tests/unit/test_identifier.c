/* Identifiers and the lists that hold millions of them: every text comes back, equal texts are equal numbers, and order is that of the texts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "record/chunks.h"
#include "record/dataset.h"
#include "record/identifier.h"

static eh_identifier of(eh_identifiers *known, const char *text) {
    eh_identifier made;
    assert_int_equal(eh_identifier_make(known, eh_slice_of(text), &made), EH_OK);
    return made;
}

static void expect_text(const eh_identifiers *known, eh_identifier identifier, const char *text) {
    char room[EH_IDENTIFIER_ROOM];
    eh_slice got = eh_identifier_text(known, identifier, room);
    assert_int_equal(got.length, strlen(text));
    assert_memory_equal(got.at, text, got.length);
}

static const char *const texts[] = {
    "0",
    "1",
    "01",
    "001",
    "10",
    "2",
    "20000001",
    "20000001-2",
    "20000001-0",
    "20000001-02",
    "-1",
    "-",
    "A",
    "a1",
    "A1",
    "A01",
    "A1-10",
    "A1-510",
    "A1-511",
    "A1-9999",
    "A1-2",
    "A1-1",
    "A1-2-3",
    "A-1",
    "AR-07",
    "AR-7",
    "999999999999",
    "1000000000000",
    "000000000000",
    "0000000000000",
    "QQ123456C",
    "1 2",
    "é7",
    "a name without any digit",
    "a prefix that is long 1",
    "1234567890123456789012345678901234567890123456789012345678901234567890",
};
enum { TEXTS = sizeof texts / sizeof *texts };

static void texts_come_back(void **state) {
    (void)state;
    eh_identifiers *known = eh_identifiers_new();
    eh_identifier made[TEXTS];
    assert_non_null(known);
    for (size_t i = 0; i < TEXTS; i++)
        made[i] = of(known, texts[i]);
    for (size_t i = 0; i < TEXTS; i++) {
        expect_text(known, made[i], texts[i]);
        assert_true(of(known, texts[i]) == made[i]);
        assert_true(made[i] != EH_NO_IDENTIFIER);
        for (size_t j = 0; j < TEXTS; j++) {
            int order = strcmp(texts[i], texts[j]), got = eh_identifier_compare(known, made[i], made[j]);
            assert_int_equal((order > 0) - (order < 0), (got > 0) - (got < 0));
            assert_int_equal(made[i] == made[j], i == j);
        }
        assert_true(eh_identifier_compare(known, EH_NO_IDENTIFIER, made[i]) < 0);
    }
    assert_true(of(known, "") == EH_NO_IDENTIFIER);
    eh_identifiers_free(known);
}

static void numbers_without_suffix(void **state) {
    (void)state;
    static const struct {
        const char *text, *base;
    } cases[] = {
        {"20000001-2", "20000001"},
        {"20000001-02", "20000001"},
        {"1-2-3", "1-2"},
        {"AR-7", "AR"},
        {"A1-9999", "A1"},
        {"-5", "-5"},
        {"20000001", "20000001"},
        {"A1-", "A1-"},
        {"7-x", "7-x"},
    };
    eh_identifiers *known = eh_identifiers_new();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        eh_identifier base;
        assert_int_equal(eh_identifier_base(known, of(known, cases[i].text), &base), EH_OK);
        assert_true(base == of(known, cases[i].base));
    }
    eh_identifiers_free(known);
}

static void relations(void **state) {
    (void)state;
    static const struct {
        const char *employee, *assignment;
        unsigned relation;
    } cases[] = {
        {"20000001", "20000001", 1},
        {"20000001", "20000001-0", 2},
        {"20000001", "20000001-2", 4},
        {"20000001", "20000001-510", 512},
        {"20000001", "20000001-511", 0},
        {"20000001", "20000001-02", 0},
        {"20000001", "020000001", 0},
        {"20000001-2", "20000001-2", 0},
        {"1-2", "1-2-3", 0},
        {"A7", "A7-1", 3},
        {"A7", "B7-1", 0},
        {"QQ123456C", "QQ123456C", 0},
    };
    eh_identifiers *known = eh_identifiers_new();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        eh_identifier employee = of(known, cases[i].employee), assignment = of(known, cases[i].assignment);
        unsigned relation = eh_identifier_relation(employee, assignment);
        assert_int_equal(relation, cases[i].relation);
        assert_true(relation < EH_RELATIONS);
        if (relation)
            assert_true(eh_identifier_related(employee, relation) == assignment);
    }
    assert_int_equal(eh_identifier_relation(EH_NO_IDENTIFIER, EH_NO_IDENTIFIER), 0);
    eh_identifiers_free(known);
}

/* More kinds of letters than have a number: the rest are kept whole, and stay what they are. */
static void many_prefixes(void **state) {
    (void)state;
    enum { MANY = 3000 };
    eh_identifiers *known = eh_identifiers_new();
    eh_identifier made[MANY];
    char text[32], letters[5] = "";
    for (int round = 0; round < 2; round++)
        for (int i = 0; i < MANY; i++) {
            for (int c = 0, n = i; c < 4; c++, n /= 26)
                letters[c] = (char)('A' + n % 26);
            snprintf(text, sizeof text, "%s%03d", letters, i % 1000);
            eh_identifier id = of(known, text);
            assert_true(round == 0 || id == made[i]);
            made[i] = id;
            expect_text(known, id, text);
        }
    eh_identifiers_free(known);
}

static void long_lists(void **state) {
    (void)state;
    eh_chunks list = {0}, gaps = {0};
    for (size_t i = 0; i < 5 * EH_CHUNK + 7; i++) {
        uint64_t *at = eh_chunks_reach(&list, list.count, sizeof *at);
        assert_non_null(at);
        *at = i * i;
    }
    assert_int_equal(list.count, 5 * EH_CHUNK + 7);
    for (size_t i = 0; i < list.count; i++)
        assert_int_equal(*EH_CHUNKS_AT(const uint64_t, list, i), i * i);
    *(uint32_t *)eh_chunks_reach(&gaps, 4 * EH_CHUNK + 1, sizeof(uint32_t)) = 7;
    *(uint32_t *)eh_chunks_reach(&gaps, 3, sizeof(uint32_t)) = 8;
    assert_int_equal(gaps.count, 4 * EH_CHUNK + 2);
    assert_int_equal(*EH_CHUNKS_AT(const uint32_t, gaps, 4 * EH_CHUNK + 1), 7);
    assert_int_equal(*EH_CHUNKS_AT(const uint32_t, gaps, 3), 8);
    assert_null(gaps.chunk[1]);
    eh_chunks_free(&list);
    eh_chunks_free(&gaps);
    assert_int_equal(list.count, 0);
}

static void days_as_codes(void **state) {
    (void)state;
    assert_int_equal(eh_day_of_code(eh_day_code(EH_NO_DATE)), EH_NO_DATE);
    assert_int_equal(EH_FIRST_DAY, eh_date_make(1900, 1, 1));
    for (eh_date day = eh_date_make(1890, 1, 1); day < eh_date_make(2090, 1, 1); day++) {
        bool fits = day >= eh_date_make(1900, 1, 1) && day <= eh_date_make(2079, 6, 4);
        assert_int_equal(eh_day_code(day) != EH_ASIDE, fits);
        if (fits)
            assert_int_equal(eh_day_of_code(eh_day_code(day)), day);
    }
}

static void collection_years(void **state) {
    (void)state;
    assert_int_equal(eh_collection_year(eh_date_make(2024, 4, 1)), 2025 - EH_FIRST_YEAR);
    assert_int_equal(eh_collection_year(eh_date_make(2024, 3, 31)), 2024 - EH_FIRST_YEAR);
    assert_int_equal(eh_collection_year(eh_date_make(2009, 3, 31)), EH_YEARS);
    assert_int_equal(eh_collection_year(eh_date_make(4712, 12, 31)), EH_YEARS);
    assert_int_equal(eh_collection_year(EH_NO_DATE), EH_YEARS);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_come_back),  cmocka_unit_test(numbers_without_suffix),
        cmocka_unit_test(relations),        cmocka_unit_test(many_prefixes),
        cmocka_unit_test(long_lists),       cmocka_unit_test(days_as_codes),
        cmocka_unit_test(collection_years),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
