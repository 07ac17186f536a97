#include "extract/text_encoding.h"

#include <string.h>

#define REPLACEMENT 0xFFFDu

const char *eh_encoding_name(eh_encoding encoding) {
    static const char *const names[] = {
        [EH_UTF8] = "UTF-8",
        [EH_UTF8_MARKED] = "UTF-8 with a byte order mark",
        [EH_UTF16LE] = "UTF-16LE",
        [EH_UTF16BE] = "UTF-16BE",
        [EH_WINDOWS_1252] = "Windows-1252",
    };
    return names[encoding];
}

/* Length of the well-formed UTF-8 character at `at`, 0 when there is none, and -1 when the bytes left are the beginning of one. */
static int character(const unsigned char *at, size_t left) {
    unsigned char first = at[0];
    if (first < 0x80) {
        return 1;
    }
    int length = first >= 0xC2 && first <= 0xDF   ? 2
                 : first >= 0xE0 && first <= 0xEF ? 3
                 : first >= 0xF0 && first <= 0xF4 ? 4
                                                  : 0;
    if (length == 0) {
        return 0;
    }
    /* The second byte rules out overlong forms, surrogates and what is beyond U+10FFFF. */
    unsigned char low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    unsigned char high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    for (int i = 1; i < length; i++) {
        if ((size_t)i >= left) {
            return -1;
        }
        if (at[i] < low || at[i] > high) {
            return 0;
        }
        low = 0x80;
        high = 0xBF;
    }
    return length;
}

/* Text in UTF-16 that is mostly of Western letters has a zero in nearly every unit, always on the same side. */
static bool zeros_on_one_side(const char *bytes, size_t length, eh_encoding *encoding) {
    size_t zeros[2] = {0, 0};
    size_t units = length / 2;
    if (length == 0 || memchr(bytes, 0, length) == NULL) {
        return false;
    }
    for (size_t i = 0; i < units * 2; i++) {
        zeros[i & 1] += bytes[i] == 0;
    }
    for (size_t side = 0; side < 2; side++) {
        if (zeros[side] > 0 && zeros[side] * 10 >= units * 7 && zeros[1 - side] * 10 <= zeros[side]) {
            *encoding = side == 1 ? EH_UTF16LE : EH_UTF16BE;
            return true;
        }
    }
    return false;
}

static eh_encoding_guess sniff_bytes(const char *bytes, size_t length, bool whole) {
    const unsigned char *at = (const unsigned char *)bytes;
    uint64_t valid = 0;
    uint64_t invalid = 0;
    for (size_t i = 0; i < length;) {
        if (length - i >= 64 && !eh_bytes_high(bytes + i, 64)) {
            i += 64;
            continue;
        }
        int size = character(at + i, length - i);
        if (size < 0 && !whole) {
            break;
        }
        valid += size > 1;
        invalid += size <= 0;
        i += size > 0 ? (size_t)size : 1;
        while (size <= 0 && i < length && (at[i] & 0xC0) == 0x80) {
            i++; /* what is left of a broken character is one fault with it */
        }
    }
    if (invalid > valid) {
        return (eh_encoding_guess){EH_WINDOWS_1252, 0, false};
    }
    return (eh_encoding_guess){EH_UTF8, 0, valid > 0};
}

eh_encoding_guess eh_encoding_sniff(const char *bytes, size_t length, bool whole) {
    static const struct {
        const char *bytes;
        size_t length;
        eh_encoding encoding;
    } marks[] = {
        {"\xEF\xBB\xBF", 3, EH_UTF8_MARKED},
        {"\xFF\xFE", 2, EH_UTF16LE},
        {"\xFE\xFF", 2, EH_UTF16BE},
    };
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (length >= marks[i].length && memcmp(bytes, marks[i].bytes, marks[i].length) == 0) {
            return (eh_encoding_guess){marks[i].encoding, marks[i].length, true};
        }
    }
    eh_encoding encoding;
    if (zeros_on_one_side(bytes, length, &encoding)) {
        return (eh_encoding_guess){encoding, 0, true};
    }
    return sniff_bytes(bytes, length, whole);
}

size_t eh_utf16_room(size_t length) {
    return length / 2 * 3 + 8;
}

static char *put_unit(eh_utf16 *state, uint32_t unit, char *out) {
    bool low = unit >= 0xDC00 && unit <= 0xDFFF;
    if (state->high != 0) {
        uint32_t high = state->high;
        state->high = 0;
        if (low) {
            return out + eh_utf8_put(0x10000 + ((high - 0xD800) << 10) + (unit - 0xDC00), out);
        }
        *out++ = '\xFF';
    }
    if (unit >= 0xD800 && unit <= 0xDBFF) {
        state->high = unit;
        return out;
    }
    if (low) {
        *out++ = '\xFF';
        return out;
    }
    if (unit < 0x80) {
        *out++ = (char)unit;
        return out;
    }
    return out + eh_utf8_put(unit, out);
}

static uint32_t unit_of(const eh_utf16 *state, unsigned char first, unsigned char second) {
    return state->big_endian ? (uint32_t)first << 8 | second : (uint32_t)second << 8 | first;
}

size_t eh_utf16_decode(eh_utf16 *state, const char *bytes, size_t length, bool last, char *out) {
    const unsigned char *at = (const unsigned char *)bytes;
    char *to = out;
    size_t i = 0;
    if (state->has_half && length > 0) {
        to = put_unit(state, unit_of(state, state->half, at[0]), to);
        state->has_half = false;
        i = 1;
    }
    for (; i + 1 < length; i += 2) {
        to = put_unit(state, unit_of(state, at[i], at[i + 1]), to);
    }
    if (i < length) {
        state->half = at[i];
        state->has_half = true;
    }
    if (last) {
        if (state->high != 0) {
            *to++ = '\xFF';
        }
        if (state->has_half) {
            *to++ = '\xFF';
        }
        state->high = 0;
        state->has_half = false;
    }
    return (size_t)(to - out);
}

/* Windows-1252 from 80 to 9F; the rest is Latin-1, whose codes are Unicode's. 0: nothing is there. */
static const uint16_t windows_1252[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

size_t eh_windows_1252_decode(eh_slice bytes, char *out, uint64_t *invalid) {
    char *to = out;
    for (size_t i = 0; i < bytes.length; i++) {
        unsigned char byte = (unsigned char)bytes.at[i];
        uint32_t code = byte >= 0x80 && byte <= 0x9F ? windows_1252[byte - 0x80] : byte;
        if (code == 0 && byte != 0) {
            code = REPLACEMENT;
            ++*invalid;
        }
        to += eh_utf8_put(code, to);
    }
    return (size_t)(to - out);
}

size_t eh_utf8_repair(eh_slice bytes, char *out, uint64_t *invalid) {
    const unsigned char *at = (const unsigned char *)bytes.at;
    char *to = out;
    for (size_t i = 0; i < bytes.length;) {
        int size = character(at + i, bytes.length - i);
        if (size > 0) {
            memcpy(to, at + i, (size_t)size);
            to += size;
            i += (size_t)size;
            continue;
        }
        to += eh_utf8_put(REPLACEMENT, to);
        ++*invalid;
        i++;
    }
    return (size_t)(to - out);
}

size_t eh_utf8_cut(const char *text, size_t length) {
    const unsigned char *at = (const unsigned char *)text;
    for (size_t back = 1; back <= 3 && back <= length; back++) {
        if (at[length - back] >= 0xC0) {
            return character(at + length - back, back) < 0 ? length - back : length;
        }
        if (at[length - back] < 0x80) {
            break;
        }
    }
    return length;
}

bool eh_bytes_high(const char *bytes, size_t length) {
    const uint64_t high = UINT64_C(0x8080808080808080);
    size_t i = 0;
    uint64_t seen = 0;
    for (; i + 8 <= length; i += 8) {
        uint64_t word;
        memcpy(&word, bytes + i, 8);
        seen |= word;
    }
    for (; i < length; i++) {
        seen |= (unsigned char)bytes[i];
    }
    return (seen & high) != 0;
}
