#include "extract/xlsx_utf8.h"

#include <string.h>

bool eh_begins_utf8(eh_slice text) {
    if (text.length >= 3 && memcmp(text.at, "\xEF\xBB\xBF", 3) == 0) {
        text = (eh_slice){text.at + 3, text.length - 3};
    }
    if (text.length < 6 || memcmp(text.at, "<?xml", 5) != 0) {
        return text.length >= 6 && text.at[0] == '<';
    }
    static const char *const plain[] = {
        "<?xml version=\"1.0\" encoding=\"UTF-8\"",
        "<?xml version='1.0' encoding='UTF-8'",
        "<?xml version=\"1.0\" encoding=\"utf-8\"",
        "<?xml version='1.0' encoding='utf-8'",
        "<?xml version=\"1.0\"?",
        "<?xml version='1.0'?",
    };
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
        eh_slice start = eh_slice_of(plain[i]);
        if (text.length >= start.length && memcmp(text.at, start.at, start.length) == 0) {
            return true;
        }
    }
    return false;
}

bool eh_says_utf8(eh_slice text) {
    static const char word[] = "utf-8";
    const char *end =
        text.length > 6 && text.at[0] != '\0' && text.at[1] != '\0' ? memchr(text.at, '>', text.length) : NULL;
    const char *at = text.at;
    if (end == NULL || (unsigned char)at[0] >= 0xFE) {
        return false;
    }
    at += memcmp(at, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    if (memcmp(at, "<?xml", 5) != 0) {
        return *at == '<';
    }
    while (at < end && memcmp(at, "encoding", 8) != 0) { /* there is room behind the window */
        at++;
    }
    at = at < end ? at + 8 : end;
    while (at < end && (*at == ' ' || *at == '=' || *at == '\t' || *at == '\r' || *at == '\n')) {
        at++;
    }
    bool same = at < end && (*at == '"' || *at == '\'');
    for (size_t i = 0; same && i < sizeof word - 1; i++) {
        same = (at[i + 1] | 0x20) == (word[i] | 0x20);
    }
    return at == end || same;
}
