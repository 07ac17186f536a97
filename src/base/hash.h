/* A hash table from byte strings to 32-bit numbers, and SHA-256. */
#ifndef EH_BASE_HASH_H
#define EH_BASE_HASH_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/text.h"
#include "evenhand/status.h"

/* Maps keys to the numbers 0, 1, 2 ... in the order of first sight. Keys are copied into the table's arena. */
typedef struct eh_index eh_index;
#define EH_INDEX_NONE UINT32_MAX

eh_index *eh_index_new(void);
void eh_index_free(eh_index *index);                         /* NULL is allowed */
uint32_t eh_index_find(const eh_index *index, eh_slice key); /* EH_INDEX_NONE when absent */
/* The key's number, added when absent (*added says so; may be NULL). EH_INDEX_NONE when out of memory. */
uint32_t eh_index_add(eh_index *index, eh_slice key, bool *added);
uint32_t eh_index_count(const eh_index *index);
eh_slice eh_index_key(const eh_index *index, uint32_t number); /* NUL-terminated beyond its length */

/* SHA-256 as 64 lower-case hexadecimal digits and a NUL. */
typedef struct eh_digest {
    char hex[65];
} eh_digest;
typedef struct eh_hasher eh_hasher;
eh_hasher *eh_hasher_new(void); /* NULL when out of memory */
void eh_hasher_add(eh_hasher *hasher, const void *data, size_t size);
eh_digest eh_hasher_finish(eh_hasher *hasher); /* and frees it */
eh_digest eh_digest_of(const void *data, size_t size);
/* Of a whole source, in blocks of a megabyte. */
struct eh_source;
eh_status eh_digest_source(struct eh_source *source, eh_digest *digest);

#endif
