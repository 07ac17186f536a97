#include "extract/xlsx_name.h"

#include <string.h>

static int hexadecimal(char c) {
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    if (c >= 'a' && c <= 'f') {
        return c - 'a' + 10;
    }
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* One character of a name at `i`, which is moved past it. Escapes are read where they stand for ASCII; an escaped slash or backslash is
 * no separator and stays escaped. */
static char name_char(eh_slice name, size_t *i) {
    char c = name.at[(*i)++];
    if (c == '%' && name.length - *i >= 2) {
        int high = hexadecimal(name.at[*i]), low = hexadecimal(name.at[*i + 1]);
        int code = high < 0 || low < 0 ? 0 : high * 16 + low;
        if (code > 0 && code < 128 && code != '/' && code != '\\') {
            *i += 2;
            c = (char)(unsigned char)code;
        }
    } else if (c == '\\') {
        c = '/';
    }
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Ends a segment of a name that began at `start`; false when ".." climbs out. */
static bool end_segment(eh_buffer *out, size_t start, bool more) {
    size_t length = out->length - start;
    const char *segment = out->data + start;
    if (length == 2 && memcmp(segment, "..", 2) == 0) {
        if (start == 0) {
            return false;
        }
        out->length = start - 1;
        while (out->length > 0 && out->data[out->length - 1] != '/') {
            out->length--;
        }
    } else if (length == 1 && segment[0] == '.') {
        out->length = start;
    } else if (length > 0 && more) {
        eh_buffer_char(out, '/');
    }
    return true;
}

eh_status eh_part_name(eh_slice folder, eh_slice name, eh_buffer *out) {
    out->length = 0;
    bool absolute = name.length > 0 && (name.at[0] == '/' || name.at[0] == '\\');
    if (!absolute && folder.length > 0) {
        eh_buffer_add(out, folder.at, folder.length);
    }
    size_t start = out->length;
    for (size_t i = 0; i < name.length;) {
        char c = name_char(name, &i);
        if (c != '/') {
            eh_buffer_char(out, c);
            continue;
        }
        if (out->failed) {
            break;
        }
        if (out->length > 0 && !end_segment(out, start, true)) {
            return EH_BAD;
        }
        start = out->length;
    }
    if (!out->failed && out->length > 0 && !end_segment(out, start, false)) {
        return EH_BAD;
    }
    if (!out->failed && out->length > 0) {
        out->data[out->length] = '\0';
    }
    return out->failed ? EH_NOMEM : out->length == 0 ? EH_BAD : EH_OK;
}
