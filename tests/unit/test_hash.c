/* The hash table and SHA-256. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/hash.h"
#include "evenhand/source.h"

static void numbers_follow_first_sight(void **state) {
    (void)state;
    eh_index *index = eh_index_new();
    bool added;
    assert_int_equal(eh_index_find(index, EH_SLICE("a")), EH_INDEX_NONE);
    assert_int_equal(eh_index_add(index, EH_SLICE("a"), &added), 0);
    assert_true(added);
    assert_int_equal(eh_index_add(index, EH_SLICE(""), &added), 1);
    assert_int_equal(eh_index_add(index, EH_SLICE("a\0"), NULL), 2); /* a NUL is a byte like any other */
    assert_int_equal(eh_index_add(index, EH_SLICE("a"), &added), 0);
    assert_false(added);
    assert_int_equal(eh_index_find(index, (eh_slice){NULL, 0}), 1);
    assert_int_equal(eh_index_count(index), 3);
    assert_int_equal(eh_index_key(index, 2).length, 2);
    assert_string_equal(eh_index_key(index, 0).at, "a");
    eh_index_free(index);
    eh_index_free(NULL);
}

static void many_keys(void **state) {
    (void)state;
    enum { KEYS = 200000 };
    eh_index *index = eh_index_new();
    char key[64];
    for (unsigned i = 0; i < KEYS; i++) {
        int n = snprintf(key, sizeof key, i % 3 ? "%08u" : "%u-a key longer than one block of sixteen", i * 7919u);
        bool added;
        assert_int_equal(eh_index_add(index, (eh_slice){key, (size_t)n}, &added), i);
        assert_true(added);
    }
    memset(key, 'x', sizeof key);
    for (unsigned i = 0; i < KEYS; i++) {
        int n = snprintf(key, sizeof key, i % 3 ? "%08u" : "%u-a key longer than one block of sixteen", i * 7919u);
        assert_int_equal(eh_index_find(index, (eh_slice){key, (size_t)n}), i);
        assert_string_equal(eh_index_key(index, i).at, key);
        key[0] ^= 64;
        assert_int_equal(eh_index_find(index, (eh_slice){key, (size_t)n}), EH_INDEX_NONE);
    }
    assert_int_equal(eh_index_count(index), KEYS);
    eh_index_free(index);
}

static void keys_of_every_length(void **state) {
    (void)state;
    eh_index *index = eh_index_new();
    char zeros[200] = {0};
    for (uint32_t n = 0; n < sizeof zeros; n++) /* alike in all but length */
        assert_int_equal(eh_index_add(index, (eh_slice){zeros, n}, NULL), n);
    for (uint32_t n = 0; n < sizeof zeros; n++)
        assert_int_equal(eh_index_find(index, (eh_slice){zeros, n}), n);
    eh_index_free(index);
}

static void is(eh_digest digest, const char *hex) {
    assert_string_equal(digest.hex, hex);
}

/* FIPS 180-4's examples (NIST, "SHA256 example values") and the empty message. */
static void sha256_vectors(void **state) {
    (void)state;
    is(eh_digest_of("", 0), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    is(eh_digest_of(NULL, 0), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    is(eh_digest_of("abc", 3), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    is(eh_digest_of("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 56),
       "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    size_t million = 1000000;
    char *as = malloc(million);
    assert_non_null(as);
    memset(as, 'a', million);
    static const char expected[] = "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0";
    is(eh_digest_of(as, million), expected);
    eh_hasher *hasher = eh_hasher_new();
    for (size_t done = 0, step = 1; done < million; done += step, step = step * 3 % 1013) {
        if (step > million - done)
            step = million - done;
        eh_hasher_add(hasher, as + done, step);
    }
    is(eh_hasher_finish(hasher), expected);
    free(as);
}

static eh_status fails(eh_source *self, uint64_t offset, void *buffer, size_t want, size_t *got) {
    (void)buffer, (void)want;
    *got = 0;
    return self->size == 1 && offset == 0 ? EH_IO : EH_OK;
}

static void digest_of_a_source(void **state) {
    (void)state;
    size_t size = ((size_t)1 << 20) * 2 + 5;
    char *data = malloc(size);
    assert_non_null(data);
    for (size_t i = 0; i < size; i++)
        data[i] = (char)(i * 31 % 251);
    eh_source *source = eh_source_from_memory("x", data, size);
    eh_digest digest;
    assert_int_equal(eh_digest_source(source, &digest), EH_OK);
    is(digest, eh_digest_of(data, size).hex);
    eh_source_close(source);
    free(data);
    eh_source broken = {"x", 1, fails, NULL}, shorter = {"x", 2, fails, NULL};
    assert_int_equal(eh_digest_source(&broken, &digest), EH_IO);
    assert_int_equal(eh_digest_source(&shorter, &digest), EH_IO); /* ended before its size */
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_follow_first_sight), cmocka_unit_test(many_keys),
        cmocka_unit_test(keys_of_every_length),       cmocka_unit_test(sha256_vectors),
        cmocka_unit_test(digest_of_a_source),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
