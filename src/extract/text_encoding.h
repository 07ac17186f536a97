/* Which characters the bytes of a text file stand for. Small tables of our own: iconv is absent or broken in some places. */
#ifndef EH_EXTRACT_TEXT_ENCODING_H
#define EH_EXTRACT_TEXT_ENCODING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"

typedef enum eh_encoding {
    EH_UTF8,
    EH_UTF8_MARKED, /* with a byte order mark */
    EH_UTF16LE,
    EH_UTF16BE,
    EH_WINDOWS_1252,
} eh_encoding;

/* "UTF-8", "UTF-8 with a byte order mark", "UTF-16LE", "UTF-16BE", "Windows-1252". */
const char *eh_encoding_name(eh_encoding encoding);

typedef struct eh_encoding_guess {
    eh_encoding encoding;
    size_t mark;    /* bytes of the byte order mark, to be passed over */
    bool multibyte; /* UTF-8 beyond doubt: marked, or with characters beyond ASCII. False for plain ASCII */
} eh_encoding_guess;

/* Guesses from the first bytes of a file: a byte order mark decides; then UTF-16 by the pattern of its zero bytes; then UTF-8 when it
 * is valid, or when it has as many valid characters beyond ASCII as faults (Windows-1252 has next to none by chance); else Windows-1252. A character cut
 * off at the end of `bytes` is no fault unless `whole`. */
eh_encoding_guess eh_encoding_sniff(const char *bytes, size_t length, bool whole);

/* UTF-16 to UTF-8, a block at a time. Start from {.big_endian = ...}. */
typedef struct eh_utf16 {
    bool big_endian, has_half;
    unsigned char half; /* the first byte of a unit of which the second is still to come */
    uint32_t high;      /* a high surrogate that waits for its low one, or 0 */
} eh_utf16;

/* What cannot be decoded becomes the byte FF, which UTF-8 never has, so that it is counted where it stands. `last` says that nothing
 * follows. Room for `out`: eh_utf16_room(length). Returns the bytes written. */
size_t eh_utf16_decode(eh_utf16 *state, const char *bytes, size_t length, bool last, char *out);
size_t eh_utf16_room(size_t length);

/* Windows-1252, or UTF-8 with faults, to UTF-8: every byte that stands for nothing becomes U+FFFD and is added to *invalid. Room for
 * `out`: three times the length. Returns the bytes written. */
size_t eh_windows_1252_decode(eh_slice bytes, char *out, uint64_t *invalid);
size_t eh_utf8_repair(eh_slice bytes, char *out, uint64_t *invalid);

/* The largest length up to `length` at which the UTF-8 text is not cut inside a character. */
size_t eh_utf8_cut(const char *text, size_t length);

/* Whether there is a byte beyond ASCII. */
bool eh_bytes_high(const char *bytes, size_t length);

#endif
