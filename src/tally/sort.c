/* A few keys are inserted one by one; of many, each byte in which they differ distributes them once, from the lowest on. */
#include "tally/sort.h"

#include <string.h>

enum { FEW = 48, BYTES = 256 };

static void insert_each(eh_sort_key *keys, size_t count) {
    for (size_t i = 1; i < count; i++) {
        eh_sort_key key = keys[i];
        size_t at = i;
        for (; at > 0 && keys[at - 1].key > key.key; at--)
            keys[at] = keys[at - 1];
        keys[at] = key;
    }
}

static void distribute(const eh_sort_key *from, eh_sort_key *to, size_t count, unsigned shift) {
    size_t start[BYTES] = {0}, sum = 0;
    for (size_t i = 0; i < count; i++)
        start[from[i].key >> shift & (BYTES - 1)]++;
    for (size_t b = 0; b < BYTES; b++) {
        size_t n = start[b];
        start[b] = sum;
        sum += n;
    }
    for (size_t i = 0; i < count; i++)
        to[start[from[i].key >> shift & (BYTES - 1)]++] = from[i];
}

void eh_sort_keys(eh_sort_key *keys, eh_sort_key *spare, size_t count) {
    uint64_t differ = 0;
    if (count <= FEW) {
        insert_each(keys, count);
        return;
    }
    for (size_t i = 1; i < count; i++)
        differ |= keys[i].key ^ keys[0].key;
    eh_sort_key *from = keys, *to = spare;
    for (unsigned shift = 0; shift < 64; shift += 8) {
        if (!(differ >> shift & (BYTES - 1)))
            continue;
        distribute(from, to, count, shift);
        eh_sort_key *swap = from;
        from = to;
        to = swap;
    }
    if (from != keys)
        memcpy(keys, from, count * sizeof *keys);
}
