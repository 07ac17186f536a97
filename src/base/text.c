#include "base/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

eh_slice eh_slice_of(const char *text) {
    return text ? (eh_slice){text, strlen(text)} : (eh_slice){NULL, 0};
}

static bool ascii_space(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* White space beyond ASCII that extracts carry about their cells: no-break space, byte order mark, zero-width space. */
static const char wide_spaces[][4] = {"\xC2\xA0", "\xEF\xBB\xBF", "\xE2\x80\x8B"};

static size_t space_at_start(eh_slice s) {
    if (ascii_space(s.at[0]))
        return 1;
    for (size_t i = 0; i < sizeof wide_spaces / sizeof *wide_spaces; i++) {
        size_t n = strlen(wide_spaces[i]);
        if (s.length >= n && !memcmp(s.at, wide_spaces[i], n))
            return n;
    }
    return 0;
}

static size_t space_at_end(eh_slice s) {
    if (ascii_space(s.at[s.length - 1]))
        return 1;
    for (size_t i = 0; i < sizeof wide_spaces / sizeof *wide_spaces; i++) {
        size_t n = strlen(wide_spaces[i]);
        if (s.length >= n && !memcmp(s.at + s.length - n, wide_spaces[i], n))
            return n;
    }
    return 0;
}

eh_slice eh_trim(eh_slice slice) {
    for (size_t n; slice.length && (n = space_at_start(slice)) > 0;) {
        slice.at += n;
        slice.length -= n;
    }
    for (size_t n; slice.length && (n = space_at_end(slice)) > 0;)
        slice.length -= n;
    return slice;
}

bool eh_slice_equal(eh_slice a, eh_slice b) {
    return a.length == b.length && (a.length == 0 || !memcmp(a.at, b.at, a.length));
}

int eh_slice_compare(eh_slice a, eh_slice b) {
    size_t shorter = a.length < b.length ? a.length : b.length;
    int by_bytes = shorter ? memcmp(a.at, b.at, shorter) : 0;
    return by_bytes ? by_bytes : (a.length > b.length) - (a.length < b.length);
}

/* How many bytes the well-formed character at `p` has (at most `left`), with its code in *code; 0 when it is not well-formed. */
static size_t utf8_get(const unsigned char *p, size_t left, uint32_t *code) {
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    unsigned first = p[0];
    size_t n = first < 0x80                    ? 1
               : first >= 0xC2 && first < 0xE0 ? 2
               : first >= 0xE0 && first < 0xF0 ? 3
               : first >= 0xF0 && first < 0xF5 ? 4
                                               : 0;
    if (n == 0 || n > left)
        return 0;
    uint32_t c = n == 1 ? first : first & (0x7Fu >> n);
    for (size_t i = 1; i < n; i++) {
        if ((p[i] & 0xC0u) != 0x80)
            return 0;
        c = c << 6 | (p[i] & 0x3Fu);
    }
    if (c < least[n] || c > 0x10FFFF || (c >= 0xD800 && c < 0xE000))
        return 0;
    *code = c;
    return n;
}

bool eh_utf8_valid(const char *bytes, size_t length) {
    const unsigned char *p = (const unsigned char *)bytes;
    while (length) {
        uint64_t eight;
        if (length >= sizeof eight) { /* eight plain characters at a time */
            memcpy(&eight, p, sizeof eight);
            if (!(eight & UINT64_C(0x8080808080808080))) {
                p += sizeof eight;
                length -= sizeof eight;
                continue;
            }
        }
        uint32_t code;
        size_t n = utf8_get(p, length, &code);
        if (!n)
            return false;
        p += n;
        length -= n;
    }
    return true;
}

size_t eh_utf8_next(eh_slice text, uint32_t *code) {
    size_t n = utf8_get((const unsigned char *)text.at, text.length, code);
    if (n)
        return n;
    *code = 0xFFFD;
    return 1;
}

size_t eh_utf8_put(uint32_t code, char out[4]) {
    if (code > 0x10FFFF || (code >= 0xD800 && code < 0xE000))
        code = 0xFFFD;
    if (code < 0x80) {
        out[0] = (char)code;
        return 1;
    }
    size_t n = code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    for (size_t i = n - 1; i > 0; i--) {
        out[i] = (char)(0x80 | (code & 0x3F));
        code >>= 6;
    }
    out[0] = (char)((0xF00u >> n & 0xFFu) | code);
    return n;
}

/* The lower case of Latin-1 and Latin Extended-A letters; everything else is itself. */
static uint32_t lower(uint32_t c) {
    if (c >= 0xC0 && c <= 0xDE && c != 0xD7)
        return c + 0x20;
    if (c < 0x100 || c > 0x17F)
        return c;
    if (c == 0x130)
        return 'i';
    if (c == 0x178)
        return 0xFF;
    if (c == 0x17F)
        return 's';
    bool even_is_upper = c <= 0x137 || (c >= 0x14A && c <= 0x177);
    bool odd_is_upper = (c >= 0x139 && c <= 0x148) || c >= 0x179;
    return (even_is_upper && !(c & 1)) || (odd_is_upper && (c & 1)) ? c + 1 : c;
}

/* Spaces, punctuation and signs beyond ASCII that folding leaves out: Latin-1's, General Punctuation, the ideographic space, the byte order mark.
 * Feminine and masculine ordinals, micro and superscript digits are kept as the letters and digits that they are. */
static bool left_out(uint32_t c) {
    static const char kept_latin1[] = "\xAA\xB2\xB3\xB5\xB9\xBA";
    if (c >= 0x80 && c < 0xC0)
        return !strchr(kept_latin1, (int)(char)c);
    return c == 0xD7 || c == 0xF7 || (c >= 0x2000 && c <= 0x206F) || c == 0x2212 || c == 0x3000 || c == 0xFEFF;
}

/* The folded form of one character: at most 4 bytes. */
static size_t fold_one(uint32_t c, char out[4]) {
    if (c < 0x80) {
        if (c == '&') {
            memcpy(out, "and", 3);
            return 3;
        }
        if (c >= 'A' && c <= 'Z')
            c += 'a' - 'A';
        out[0] = (char)c;
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    }
    return left_out(c) ? 0 : eh_utf8_put(lower(c), out);
}

/* The folded form of a plain character of ASCII; 0 for one that is left out. */
static char fold_plain(unsigned char c) {
    static const char from_zero[] =
        "0123456789\0\0\0\0\0\0\0abcdefghijklmnopqrstuvwxyz\0\0\0\0\0\0abcdefghijklmnopqrstuvwxyz";
    unsigned at = c - (unsigned)'0';
    return at < sizeof from_zero ? from_zero[at] : '\0';
}

size_t eh_fold(eh_slice slice, char *out, size_t room) {
    size_t length = 0;
    while (slice.length) {
        unsigned char first = (unsigned char)slice.at[0];
        if (first < 0x80 && first != '&') { /* nearly all there is */
            char plain = fold_plain(first);
            if (plain && length == room)
                break;
            if (plain)
                out[length++] = plain;
            slice.at++;
            slice.length--;
            continue;
        }
        uint32_t code;
        char piece[4];
        size_t read = utf8_get((const unsigned char *)slice.at, slice.length, &code), n;
        if (read) {
            n = fold_one(code, piece);
        } else { /* not UTF-8: the byte stays as it is, so that it never looks like something known */
            piece[0] = slice.at[0];
            read = n = 1;
        }
        if (n > room - length)
            break;
        memcpy(out + length, piece, n);
        length += n;
        slice.at += read;
        slice.length -= read;
    }
    return length;
}

/* Room for `more` bytes and a NUL. */
static bool reserve(eh_buffer *b, size_t more) {
    if (b->failed || more > SIZE_MAX / 2 - 1 - b->length) {
        b->failed = true;
        return false;
    }
    size_t need = b->length + more + 1;
    if (need <= b->room)
        return true;
    size_t room = b->room ? b->room : 64;
    while (room < need)
        room *= 2;
    char *data = realloc(b->data, room);
    if (!data) {
        b->failed = true;
        return false;
    }
    b->data = data;
    b->room = room;
    return true;
}

bool eh_buffer_add(eh_buffer *buffer, const void *data, size_t length) {
    if (!reserve(buffer, length))
        return false;
    if (length)
        memcpy(buffer->data + buffer->length, data, length);
    buffer->length += length;
    buffer->data[buffer->length] = '\0';
    return true;
}

bool eh_buffer_text(eh_buffer *buffer, const char *text) {
    return eh_buffer_add(buffer, text, strlen(text));
}

bool eh_buffer_char(eh_buffer *buffer, char c) {
    return eh_buffer_add(buffer, &c, 1);
}

bool eh_buffer_whole(eh_buffer *buffer, int64_t number) {
    char digits[20];
    size_t start = sizeof digits;
    uint64_t left = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
    do {
        digits[--start] = (char)('0' + left % 10);
        left /= 10;
    } while (left);
    if (number < 0)
        digits[--start] = '-';
    return eh_buffer_add(buffer, digits + start, sizeof digits - start);
}

bool eh_buffer_format(eh_buffer *buffer, const char *format, ...) {
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    bool done = length >= 0 && reserve(buffer, (size_t)length);
    if (done) {
        vsnprintf(buffer->data + buffer->length, (size_t)length + 1, format, again);
        buffer->length += (size_t)length;
    } else {
        buffer->failed = true;
    }
    va_end(again);
    return done;
}

void eh_buffer_free(eh_buffer *buffer) {
    free(buffer->data);
    *buffer = (eh_buffer){0};
}

const char *eh_buffer_words(const eh_buffer *buffer) {
    return buffer->length > 0 ? buffer->data : "";
}

void eh_buffer_done(eh_buffer *part, eh_buffer *whole) {
    whole->failed = whole->failed || part->failed;
    eh_buffer_free(part);
}
