/* An arena: small data that lives and dies together. */
#ifndef EH_BASE_ARENA_H
#define EH_BASE_ARENA_H

#include <stddef.h>

typedef struct eh_arena eh_arena;

eh_arena *eh_arena_new(void);        /* NULL when out of memory */
void eh_arena_free(eh_arena *arena); /* frees everything given out; NULL is allowed */

/* `size` bytes, zeroed, aligned for any type; NULL when out of memory. */
void *eh_arena_alloc(eh_arena *arena, size_t size);

/* The same without alignment, for bytes alone: nothing is lost between one and the next. */
char *eh_arena_bytes(eh_arena *arena, size_t size);

/* Copies of strings, NUL-terminated; NULL when out of memory. */
char *eh_arena_text(eh_arena *arena, const char *text);
char *eh_arena_slice(eh_arena *arena, const char *text, size_t length);

/* How many bytes the arena holds from the system. */
size_t eh_arena_size(const eh_arena *arena);

#endif
