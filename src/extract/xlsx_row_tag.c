#include "extract/xlsx_row_tag.h"

#include <string.h>

static const char row_begins[] = "<row r=\"";
enum { BEGINS = sizeof row_begins - 1 };

bool eh_row_tag_take(const eh_row_tail *tail, eh_scan *scan, eh_slice *number) {
    if (tail->length == 0 || memcmp(scan->at, row_begins, BEGINS) != 0) { /* the pad behind the window is longer */
        return false;
    }
    const char *start = scan->at + BEGINS, *p = start;
    while (*p >= '0' && *p <= '9') {
        p++;
    }
    if (p >= scan->end || (size_t)(scan->end - p) < tail->length || memcmp(p, tail->bytes, tail->length) != 0) {
        return false;
    }
    *number = (eh_slice){start, (size_t)(p - start)};
    scan->at = p + tail->length;
    return true;
}

void eh_row_tag_learn(eh_row_tail *tail, const char *begin, const char *end, const eh_lex_tag *tag) {
    const eh_lex_attribute *first = &tag->attributes[0];
    tail->length = 0;
    if (tag->count == 0 || tag->empty || first->value.at != begin + BEGINS || memcmp(begin, row_begins, BEGINS) != 0 ||
        eh_lex_attribute_of(tag, "hidden").at != NULL) {
        return;
    }
    const char *behind = first->value.at + first->value.length;
    if ((size_t)(end - behind) <= sizeof tail->bytes) {
        tail->length = (size_t)(end - behind);
        memcpy(tail->bytes, behind, tail->length);
    }
}
