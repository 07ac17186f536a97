#include "extract/text_record.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"

void eh_text_record_begin(eh_text_record *record, char delimiter) {
    *record = (eh_text_record){.delimiter = delimiter};
    record->stop[(unsigned char)delimiter] = true;
    record->stop['\n'] = true;
    record->stop['\r'] = true;
}

void eh_text_record_free(eh_text_record *record) {
    free(record->marks);
    record->marks = NULL;
    record->room = 0;
}

static bool add(eh_text_record *record, eh_text_mark mark) {
    if (record->count == EH_LIMIT_COLUMNS) {
        record->beyond += mark.end > mark.start;
        return true;
    }
    if (record->count == record->room) {
        uint32_t room = record->room == 0 ? 64 : record->room * 2;
        eh_text_mark *marks = realloc(record->marks, room * sizeof *marks);
        if (marks == NULL) {
            return false;
        }
        record->marks = marks;
        record->room = room;
    }
    record->marks[record->count++] = mark;
    return true;
}

/* What is being scanned. */
typedef struct {
    const char *at, *end;
    bool last;
    uint64_t base;
} span;

typedef enum { FOUND, NOT_CLOSED, RUNS_OUT } quote;

/* Looks for the closing quote from `p` on; within its line when `in_line`. */
static quote closing(const span *text, const char *p, bool in_line, eh_text_mark *mark) {
    for (;;) {
        const char *limit = text->end;
        if (in_line) {
            while (*p != '"' && *p != '\n' && *p != '\r') {
                p++;
            }
            if (p == limit) {
                return text->last ? NOT_CLOSED : RUNS_OUT;
            }
            if (*p != '"') {
                return NOT_CLOSED;
            }
        } else {
            p = p < limit ? memchr(p, '"', (size_t)(limit - p)) : NULL;
            if (p == NULL) {
                return RUNS_OUT;
            }
        }
        if (p[1] != '"') { /* at the end of the bytes the line feed there; the record then runs out as a whole */
            mark->close = (uint32_t)(p - text->at);
            return FOUND;
        }
        mark->doubled = true;
        p += 2;
    }
}

/* Where a cell that begins at `p` can be looked for its end: behind its closing quote if it has one. NULL: the bytes run out. */
static const char *behind_quotes(const eh_text_record *record, const span *text, const char *p, eh_text_mark *mark) {
    const char *opening = *p == '=' ? p + 1 : p;
    if (opening == text->end || *opening != '"') {
        return opening == text->end && opening != p && !text->last ? NULL : p;
    }
    uint64_t offset = text->base + (uint64_t)(opening - text->at);
    bool in_line = offset >= record->lines_from && offset < record->lines_to;
    switch (closing(text, opening + 1, in_line, mark)) {
    case FOUND:
        mark->quoted = true;
        return text->at + mark->close + 1;
    case NOT_CLOSED:
        return p;
    default:
        return NULL;
    }
}

/* The line end at `p`, if the bytes hold it whole. */
static bool line_end(eh_text_record *record, const span *text, const char *p) {
    record->content = (size_t)(p - text->at);
    record->length = record->content;
    record->line = EH_LINE_NONE;
    if (p == text->end) {
        return text->last;
    }
    if (*p == '\n') {
        record->line = EH_LINE_LF;
        record->length += 1;
        return true;
    }
    if (p + 1 == text->end && !text->last) {
        return false;
    }
    bool feed = p + 1 < text->end && p[1] == '\n';
    record->line = feed ? EH_LINE_CRLF : EH_LINE_CR;
    record->length += feed ? 2 : 1;
    return true;
}

eh_scan eh_text_record_scan(eh_text_record *record, const char *at, size_t length, bool last, uint64_t base) {
    const span text = {at, at + length, last, base};
    const char *p = at;
    record->count = 0;
    record->beyond = 0;
    for (;;) {
        eh_text_mark mark = {.start = (uint32_t)(p - at)};
        if (*p == '"' || *p == '=') {
            const char *behind = behind_quotes(record, &text, p, &mark);
            if (behind == NULL) {
                record->open = (size_t)(p - at) + (*p == '=');
                return last ? EH_SCAN_OPEN : EH_SCAN_MORE;
            }
            p = behind;
        }
        while (!record->stop[(unsigned char)*p]) {
            p++;
        }
        mark.end = (uint32_t)(p - at);
        if (!add(record, mark)) {
            return EH_SCAN_NOMEM;
        }
        if (p == text.end || *p != record->delimiter) {
            return line_end(record, &text, p) ? EH_SCAN_RECORD : EH_SCAN_MORE;
        }
        p++;
    }
}

/* Undoes doubled quotes in place; returns the new length. */
static size_t undouble(char *at, size_t length) {
    size_t to = 0;
    for (size_t i = 0; i < length; i++) {
        at[to++] = at[i];
        i += at[i] == '"' && i + 1 < length && at[i + 1] == '"';
    }
    return to;
}

static bool blank(const char *at, size_t length) {
    return eh_trim((eh_slice){at, length}).length == 0;
}

/* `="00123"`, as it stands or as quotes held it, is 00123. */
static eh_slice without_formula(eh_slice text) {
    eh_slice inner = eh_trim(text);
    if (inner.length < 3 || inner.at[0] != '=' || inner.at[1] != '"' || inner.at[inner.length - 1] != '"') {
        return text;
    }
    inner = (eh_slice){inner.at + 2, inner.length - 3};
    return inner.length > 0 && memchr(inner.at, '"', inner.length) != NULL ? text : inner;
}

/* Quotes around a cell of which the opening one has spaces before it. */
static eh_slice without_quotes(eh_slice text) {
    eh_slice inner = eh_trim(text);
    if (inner.at == text.at || inner.length < 2 || inner.at[0] != '"' || inner.at[inner.length - 1] != '"') {
        return text;
    }
    inner = (eh_slice){inner.at + 1, inner.length - 2};
    return inner.length > 0 && memchr(inner.at, '"', inner.length) != NULL ? text : inner;
}

eh_slice eh_text_record_cell(const eh_text_record *record, char *at, uint32_t cell) {
    const eh_text_mark *mark = &record->marks[cell];
    eh_slice all = {at + mark->start, mark->end - mark->start};
    if (!mark->quoted) {
        return all.length > 0 && (all.at[0] <= ' ' || all.at[0] > '~') ? without_quotes(all) : all;
    }
    char *tail = at + mark->close + 1;
    size_t tail_length = mark->end - mark->close - 1;
    bool formula = all.at[0] == '=';
    if (formula && !blank(tail, tail_length)) {
        return all; /* a formula that is more than a quoted text is left as it is */
    }
    char *inner = at + mark->start + (formula ? 2 : 1);
    size_t length = (size_t)(at + mark->close - inner);
    length = mark->doubled ? undouble(inner, length) : length;
    memmove(inner + length, tail, tail_length);
    return without_formula((eh_slice){inner, length + tail_length});
}
