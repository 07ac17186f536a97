/* Blocks that double in size up to a ceiling; a request that is too large for that has a block of its own. */
#include "base/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define FIRST_BLOCK   ((size_t)4096)
#define LARGEST_BLOCK ((size_t)1 << 20)

typedef struct block {
    struct block *next;
    size_t room, used;
    alignas(max_align_t) unsigned char bytes[];
} block;

struct eh_arena {
    block *current; /* the newest block, from which small requests are served; older ones behind it */
    size_t next_room;
    size_t held;
};

eh_arena *eh_arena_new(void) {
    eh_arena *arena = calloc(1, sizeof *arena);
    if (arena) {
        arena->next_room = FIRST_BLOCK;
        arena->held = sizeof *arena;
    }
    return arena;
}

void eh_arena_free(eh_arena *arena) {
    if (!arena)
        return;
    for (block *b = arena->current; b;) {
        block *next = b->next;
        free(b);
        b = next;
    }
    free(arena);
}

/* calloc, so that large fresh blocks cost nothing until they are touched. */
static block *block_new(eh_arena *arena, size_t room) {
    if (room > SIZE_MAX - sizeof(block))
        return NULL;
    block *b = calloc(1, sizeof(block) + room);
    if (!b)
        return NULL;
    b->room = room;
    arena->held += sizeof(block) + room;
    return b;
}

static void *take(eh_arena *arena, size_t size, size_t align) {
    block *b = arena->current;
    if (b) {
        size_t start = (b->used + align - 1) & ~(align - 1);
        if (start <= b->room && size <= b->room - start) {
            b->used = start + size;
            return b->bytes + start;
        }
    }
    if (size > arena->next_room / 4) { /* a block of its own, behind the current one, whose rest stays in use */
        block *own = block_new(arena, size);
        if (!own)
            return NULL;
        own->used = size;
        if (b) {
            own->next = b->next;
            b->next = own;
        } else {
            arena->current = own;
        }
        return own->bytes;
    }
    block *fresh = block_new(arena, arena->next_room);
    if (!fresh)
        return NULL;
    if (arena->next_room < LARGEST_BLOCK)
        arena->next_room *= 2;
    fresh->next = b;
    fresh->used = size;
    arena->current = fresh;
    return fresh->bytes;
}

void *eh_arena_alloc(eh_arena *arena, size_t size) {
    return take(arena, size ? size : 1, alignof(max_align_t));
}

char *eh_arena_bytes(eh_arena *arena, size_t size) {
    return take(arena, size ? size : 1, 1);
}

char *eh_arena_slice(eh_arena *arena, const char *text, size_t length) {
    if (length == SIZE_MAX)
        return NULL;
    char *copy = eh_arena_bytes(arena, length + 1);
    if (copy && length)
        memcpy(copy, text, length);
    return copy; /* blocks are zeroed: the NUL is there */
}

char *eh_arena_text(eh_arena *arena, const char *text) {
    return eh_arena_slice(arena, text, strlen(text));
}

size_t eh_arena_size(const eh_arena *arena) {
    return arena->held;
}
