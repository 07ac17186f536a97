/* Long lists that grow a chunk at a time: nothing is copied, and no more room is held than one chunk beyond what is used. */
#ifndef EH_RECORD_CHUNKS_H
#define EH_RECORD_CHUNKS_H

#include <stddef.h>

enum { EH_CHUNK_BITS = 13 };
#define EH_CHUNK      ((size_t)1 << EH_CHUNK_BITS) /* elements of a chunk */
#define EH_CHUNK_MASK (EH_CHUNK - 1)

typedef struct eh_chunks {
    void **chunk; /* NULL where a list with gaps has none */
    size_t count; /* elements */
    size_t room;  /* of `chunk` */
} eh_chunks;

/* Makes room for the element at `i` of `size` bytes and returns it, zeroed when its chunk is new; the list counts up to it at least. NULL when out of memory. */
void *eh_chunks_reach(eh_chunks *list, size_t i, size_t size);
void eh_chunks_free(eh_chunks *list); /* leaves an empty list */

/* The element at `i` of a list of `type`; it must be there. */
#define EH_CHUNKS_AT(type, list, i) (&((type *)(list).chunk[(i) >> EH_CHUNK_BITS])[(i)&EH_CHUNK_MASK])

#endif
