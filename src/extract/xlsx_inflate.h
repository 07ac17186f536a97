/* Unpacking: deflate as a stream, and the checksum of zip files. isa-l where it was there when this was built, else zlib; the same bytes. */
#ifndef EH_EXTRACT_XLSX_INFLATE_H
#define EH_EXTRACT_XLSX_INFLATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct eh_inflater eh_inflater;

/* One raw deflate stream. NULL when out of memory. */
eh_inflater *eh_inflater_new(void);
void eh_inflater_free(eh_inflater *inflater); /* NULL is allowed */

/* Packed bytes that have not been used yet. */
typedef struct eh_packed {
    const unsigned char *at;
    size_t length; /* at most 1 GiB */
} eh_packed;

/* Unpacks from `in`, which is moved on, to at most `room` bytes (1 GiB) at `out`; *made is how many. False when the stream is damaged: what was made
 * before is right. With no `in` left, what was held back may still come. */
bool eh_inflate(eh_inflater *inflater, eh_packed *in, unsigned char *out, size_t room, size_t *made);
/* Whether the stream has ended and all of it was given. */
bool eh_inflater_ended(const eh_inflater *inflater);

/* The checksum (CRC-32 as in zip) of what came before, which is 0 at the start, and these bytes. */
uint32_t eh_checksum(uint32_t before, const void *bytes, size_t length);

#endif
