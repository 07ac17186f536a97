#include "record/chunks.h"

#include <stdlib.h>
#include <string.h>

static int reserve(eh_chunks *list, size_t chunk) {
    if (chunk < list->room)
        return 1;
    size_t room = chunk + chunk / 2 + 16;
    void **grown = realloc((void *)list->chunk, room * sizeof *grown);
    if (!grown)
        return 0;
    memset((void *)(grown + list->room), 0, (room - list->room) * sizeof *grown);
    list->chunk = grown;
    list->room = room;
    return 1;
}

void *eh_chunks_reach(eh_chunks *list, size_t i, size_t size) {
    size_t chunk = i >> EH_CHUNK_BITS;
    if (!reserve(list, chunk))
        return NULL;
    if (!list->chunk[chunk] && !(list->chunk[chunk] = calloc(EH_CHUNK, size)))
        return NULL;
    if (i >= list->count)
        list->count = i + 1;
    return (char *)list->chunk[chunk] + (i & EH_CHUNK_MASK) * size;
}

void eh_chunks_free(eh_chunks *list) {
    for (size_t i = 0; i < list->room; i++)
        free(list->chunk[i]);
    free((void *)list->chunk);
    *list = (eh_chunks){0};
}
