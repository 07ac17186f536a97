/* Text: slices, folding, UTF-8, a growing buffer. Nothing here depends on a locale. */
#ifndef EH_BASE_TEXT_H
#define EH_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "evenhand/status.h"

/* Bytes that somebody else owns; not NUL-terminated. An empty slice may have a NULL pointer. */
typedef struct eh_slice {
    const char *at;
    size_t length;
} eh_slice;

#define EH_SLICE(literal) ((eh_slice){(literal), sizeof(literal) - 1})

eh_slice eh_slice_of(const char *text); /* of a NUL-terminated string; NULL gives an empty slice */
eh_slice eh_trim(eh_slice slice);       /* without white space at both ends: ASCII's, U+00A0, U+FEFF, U+200B */
bool eh_slice_equal(eh_slice a, eh_slice b);
int eh_slice_compare(eh_slice a, eh_slice b); /* by bytes, which for UTF-8 is by code point: <0, 0, >0 */

/* Folding (rules.md section 1): comparing text without case, spaces and punctuation, `&` read as `and`. Writes the folded form of
 * `slice` to `out` (room for `room` bytes) and returns its length; a form that does not fit is cut. Letters beyond ASCII are kept,
 * Latin-1's and Latin Extended-A's in lower case. */
size_t eh_fold(eh_slice slice, char *out, size_t room);
#define EH_FOLD_ROOM 256

/* Whether `bytes` are well-formed UTF-8 (no surrogates, no overlong forms, at most U+10FFFF). */
bool eh_utf8_valid(const char *bytes, size_t length);

/* Writes `code` as UTF-8 to `out` (4 bytes of room); returns how many bytes. U+FFFD for what is no code point. */
size_t eh_utf8_put(uint32_t code, char out[4]);

/* The first character of a slice that is not empty: its code and how many bytes it has; U+FFFD and 1 for a byte that is not UTF-8. */
size_t eh_utf8_next(eh_slice text, uint32_t *code);

/* A growing string. Start from {0}; free with eh_buffer_free. All appends return false once memory failed (sticky in `failed`). */
typedef struct eh_buffer {
    char *data; /* NUL-terminated when length > 0 */
    size_t length, room;
    bool failed;
} eh_buffer;

bool eh_buffer_add(eh_buffer *buffer, const void *data, size_t length);
bool eh_buffer_text(eh_buffer *buffer, const char *text);
bool eh_buffer_char(eh_buffer *buffer, char c);
bool eh_buffer_whole(eh_buffer *buffer, int64_t number);
#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
bool eh_buffer_format(eh_buffer *buffer, const char *format, ...); /* never with floating-point conversions: locales */
void eh_buffer_free(eh_buffer *buffer);
/* What a buffer holds, NUL-terminated; "" for nothing. */
const char *eh_buffer_words(const eh_buffer *buffer);
/* Ends a buffer whose words went into a whole: it is freed and empty, and what it lacked for want of memory the whole lacks. */
void eh_buffer_done(eh_buffer *part, eh_buffer *whole);

#endif
