/* Sources of bytes and sinks for bytes: the only ways in and out of the library.
 *
 * The library never opens a path. A program hands it sources (a file, memory, a pipe) and sinks; the command-line program's
 * own are made in src/base/platform.c, memory ones here. */
#ifndef EVENHAND_SOURCE_H
#define EVENHAND_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "evenhand/status.h"

/* A readable, seekable run of bytes of known size. A pipe is first drained into memory (eh_source_from_memory).
 * `read_at` fills up to `want` bytes from `offset`, sets *got (less than `want` only at the end), returns EH_OK or EH_IO.
 * Calls from several threads at once are allowed. `close` releases the source itself and may be NULL. */
typedef struct eh_source eh_source;
struct eh_source {
    const char *
        name; /* what people call it: a file name without its folder, or "standard input"; lives as long as the source */
    uint64_t size; /* in bytes */
    eh_status (*read_at)(eh_source *self, uint64_t offset, void *buffer, size_t want, size_t *got);
    void (*close)(eh_source *self);
};

/* How far the parts of a packed file (a workbook) may swell when they are unpacked: in bytes each, and against the size that they are packed to. 0 in either is the
 * usual limit (4 GiB; 1,000 times). */
typedef struct eh_unpacking {
    uint64_t most_bytes;
    uint32_t most_ratio;
    bool alone; /* unpack in the calling thread; else a second one unpacks large parts ahead */
} eh_unpacking;

/* Makes a source over `size` bytes at `data`, which the caller keeps alive. Returns NULL when out of memory.
 * `name` is copied. */
EH_API eh_source *eh_source_from_memory(const char *name, const void *data, size_t size);

/* Closes and frees a source; NULL is allowed. */
EH_API void eh_source_close(eh_source *source);

/* A place to write bytes to. Nothing bears the result's name before `commit` returned EH_OK; `abort` leaves nothing behind.
 * Exactly one of commit and abort is called, once, and releases the sink. */
typedef struct eh_sink eh_sink;
struct eh_sink {
    eh_status (*write)(eh_sink *self, const void *data, size_t size);
    eh_status (*commit)(eh_sink *self);
    void (*abort)(eh_sink *self);
};

/* A growing block of memory as a sink. On commit *data (malloc'd, NUL-terminated beyond *size, the caller frees it) and *size
 * are set; on abort they stay NULL and 0. Returns NULL when out of memory. */
EH_API eh_sink *eh_sink_to_memory(char **data, size_t *size);

#endif
