/* Sorting numbers. */
#ifndef EH_TALLY_SORT_H
#define EH_TALLY_SORT_H

#include <stddef.h>
#include <stdint.h>

/* A number to sort by, and what it belongs to. */
typedef struct eh_sort_key {
    uint64_t key;
    uint32_t row;
} eh_sort_key;

/* Sorts by `key`; equal ones keep their order. `spare` has room for as many. */
void eh_sort_keys(eh_sort_key *keys, eh_sort_key *spare, size_t count);

#endif
