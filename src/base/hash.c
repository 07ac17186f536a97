/* Open addressing with linear probing. A slot holds half of the key's hash beside its number, so that the key itself is looked at only when it is
 * very likely the one. A table costs about 12 bytes a key in slots and 8 in the list of keys. */
#include "base/hash.h"

#include <nettle/sha2.h>
#include <stdlib.h>
#include <string.h>

#include "evenhand/source.h"

__extension__ typedef unsigned __int128 wide;

typedef struct slot {
    uint32_t tag;  /* upper half of the hash */
    uint32_t next; /* number + 1; 0: empty */
} slot;

struct eh_index {
    eh_arena *arena;
    slot *slots;
    uint32_t mask;     /* slots - 1, a power of two less one */
    uint32_t count;    /* keys */
    uint32_t key_room; /* room in keys */
    uint64_t seed;
    const char **keys; /* each behind its length (4 bytes) */
};

#define FIRST_SLOTS 16u

static uint64_t mix(uint64_t a, uint64_t b) {
    wide product = (wide)a * b;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static uint64_t eight_bytes(const unsigned char *p) {
    uint64_t v;
    memcpy(&v, p, sizeof v);
    return v;
}

static uint64_t four_bytes(const unsigned char *p) {
    uint32_t v;
    memcpy(&v, p, sizeof v);
    return v;
}

/* Folds the bytes by 64 x 64 to 128 bit products, of long keys two at once; what overlaps at the end does no harm, since the length is folded in too. The order of bytes of
 * the machine does not matter to anything that leaves the table. */
static uint64_t hash_of(uint64_t seed, eh_slice key) {
    static const uint64_t k0 = UINT64_C(0x9E3779B97F4A7C15), k1 = UINT64_C(0xD1B54A32D192ED03),
                          k2 = UINT64_C(0x8CB92BA72F3D8DD7);
    const unsigned char *p = (const unsigned char *)key.at;
    size_t left = key.length;
    uint64_t h = seed ^ ((uint64_t)key.length * k0), a = 0, b = 0;
    if (left > 16) {
        uint64_t g = h ^ k2;
        for (; left > 32; left -= 32, p += 32) {
            h = mix(eight_bytes(p) ^ k1, eight_bytes(p + 8) ^ h);
            g = mix(eight_bytes(p + 16) ^ k0, eight_bytes(p + 24) ^ g);
        }
        if (left > 16)
            h = mix(eight_bytes(p) ^ k1, eight_bytes(p + 8) ^ h);
        h ^= g;
        a = eight_bytes(p + left - 16);
        b = eight_bytes(p + left - 8);
    } else if (left >= 8) {
        a = eight_bytes(p);
        b = eight_bytes(p + left - 8);
    } else if (left >= 4) {
        a = four_bytes(p);
        b = four_bytes(p + left - 4);
    } else if (left) {
        a = (uint64_t)p[0] << 16 | (uint64_t)p[left / 2] << 8 | p[left - 1];
    }
    return mix(mix(a ^ k1, b ^ h) ^ k0, k2 ^ h);
}

eh_index *eh_index_new(void) {
    eh_index *index = calloc(1, sizeof *index);
    if (!index)
        return NULL;
    index->arena = eh_arena_new();
    index->slots = calloc(FIRST_SLOTS, sizeof *index->slots);
    if (!index->arena || !index->slots) {
        eh_index_free(index);
        return NULL;
    }
    index->mask = FIRST_SLOTS - 1;
    /* Numbers follow the order of first sight, so the seed never shows; an address differs between runs, which keeps a crafted file from choosing
     * keys that collide. */
    index->seed = mix((uint64_t)(uintptr_t)index, UINT64_C(0xA0761D6478BD642F));
    return index;
}

void eh_index_free(eh_index *index) {
    if (!index)
        return;
    eh_arena_free(index->arena);
    free(index->slots);
    free((void *)index->keys);
    free(index);
}

eh_slice eh_index_key(const eh_index *index, uint32_t number) {
    const char *key = index->keys[number];
    uint32_t length;
    memcpy(&length, key - sizeof length, sizeof length);
    return (eh_slice){key, length};
}

/* The slot of a key, or the empty one where it belongs. */
static slot *find_slot(const eh_index *index, uint64_t hash, eh_slice key) {
    uint32_t tag = (uint32_t)(hash >> 32);
    for (uint32_t i = (uint32_t)hash & index->mask;; i = (i + 1) & index->mask) {
        slot *s = &index->slots[i];
        if (!s->next || (s->tag == tag && eh_slice_equal(eh_index_key(index, s->next - 1), key)))
            return s;
    }
}

uint32_t eh_index_find(const eh_index *index, eh_slice key) {
    return find_slot(index, hash_of(index->seed, key), key)->next - 1; /* of an empty slot EH_INDEX_NONE */
}

static bool grow_slots(eh_index *index) {
    if (index->mask >= UINT32_MAX / 2)
        return false;
    uint32_t mask = index->mask * 2 + 1;
    slot *slots = calloc((size_t)mask + 1, sizeof *slots);
    if (!slots)
        return false;
    for (uint32_t n = 0; n < index->count; n++) {
        uint64_t hash = hash_of(index->seed, eh_index_key(index, n));
        uint32_t i = (uint32_t)hash & mask;
        while (slots[i].next)
            i = (i + 1) & mask;
        slots[i] = (slot){(uint32_t)(hash >> 32), n + 1};
    }
    free(index->slots);
    index->slots = slots;
    index->mask = mask;
    return true;
}

static bool grow_keys(eh_index *index) {
    uint32_t room = index->key_room ? index->key_room + index->key_room / 2 : FIRST_SLOTS;
    if (room < index->key_room)
        return false;
    const char **keys = realloc((void *)index->keys, room * sizeof *keys);
    if (!keys)
        return false;
    index->keys = keys;
    index->key_room = room;
    return true;
}

static const char *copy_key(eh_index *index, eh_slice key) {
    uint32_t length = (uint32_t)key.length;
    char *record = eh_arena_bytes(index->arena, sizeof length + key.length + 1);
    if (!record)
        return NULL;
    memcpy(record, &length, sizeof length);
    if (key.length)
        memcpy(record + sizeof length, key.at, key.length);
    return record + sizeof length;
}

uint32_t eh_index_add(eh_index *index, eh_slice key, bool *added) {
    if (added)
        *added = false;
    uint64_t hash = hash_of(index->seed, key);
    slot *s = find_slot(index, hash, key);
    if (s->next)
        return s->next - 1;
    if (key.length >= UINT32_MAX || index->count >= UINT32_MAX - 1)
        return EH_INDEX_NONE;
    if (index->count >= index->mask - index->mask / 8) {
        if (!grow_slots(index))
            return EH_INDEX_NONE;
        s = find_slot(index, hash, key);
    }
    if (index->count == index->key_room && !grow_keys(index))
        return EH_INDEX_NONE;
    const char *copy = copy_key(index, key);
    if (!copy)
        return EH_INDEX_NONE;
    index->keys[index->count] = copy;
    *s = (slot){(uint32_t)(hash >> 32), ++index->count};
    if (added)
        *added = true;
    return index->count - 1;
}

uint32_t eh_index_count(const eh_index *index) {
    return index->count;
}

struct eh_hasher {
    struct sha256_ctx state;
};

eh_hasher *eh_hasher_new(void) {
    eh_hasher *hasher = malloc(sizeof *hasher);
    if (hasher)
        sha256_init(&hasher->state);
    return hasher;
}

void eh_hasher_add(eh_hasher *hasher, const void *data, size_t size) {
    if (size)
        sha256_update(&hasher->state, size, data);
}

static eh_digest finish(struct sha256_ctx *state) {
    uint8_t raw[SHA256_DIGEST_SIZE];
    eh_digest digest = {{0}};
    sha256_digest(state, sizeof raw, raw);
    for (size_t i = 0; i < sizeof raw; i++) {
        digest.hex[2 * i] = "0123456789abcdef"[raw[i] >> 4];
        digest.hex[2 * i + 1] = "0123456789abcdef"[raw[i] & 15];
    }
    return digest;
}

eh_digest eh_hasher_finish(eh_hasher *hasher) {
    eh_digest digest = finish(&hasher->state);
    free(hasher);
    return digest;
}

eh_digest eh_digest_of(const void *data, size_t size) {
    struct sha256_ctx state;
    sha256_init(&state);
    if (size)
        sha256_update(&state, size, data);
    return finish(&state);
}

eh_status eh_digest_source(eh_source *source, eh_digest *digest) {
    enum { BLOCK = 1 << 20 };
    uint8_t *block = malloc(BLOCK);
    if (!block)
        return EH_NOMEM;
    struct sha256_ctx state;
    sha256_init(&state);
    eh_status status = EH_OK;
    for (uint64_t offset = 0; offset < source->size && status == EH_OK;) {
        size_t got = 0;
        status = source->read_at(source, offset, block, BLOCK, &got);
        if (status == EH_OK && got == 0)
            status = EH_IO; /* shorter than it said */
        sha256_update(&state, got, block);
        offset += got;
    }
    free(block);
    if (status == EH_OK)
        *digest = finish(&state);
    return status;
}
