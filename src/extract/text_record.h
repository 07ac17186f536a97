/* One record of a delimited text file: where its cells begin and end. Works on bytes in memory and knows nothing of files.
 *
 * A cell that begins with a quote, or with `="` (how a spreadsheet is made to keep leading zeros), runs to the closing quote; a doubled quote
 * is one quote; what follows the closing quote up to the delimiter belongs to the cell. Elsewhere a quote is a character like any other. */
#ifndef EH_EXTRACT_TEXT_RECORD_H
#define EH_EXTRACT_TEXT_RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"

typedef enum eh_line_end { EH_LINE_LF, EH_LINE_CRLF, EH_LINE_CR, EH_LINE_NONE } eh_line_end;

/* A cell's place; offsets from the beginning of the record. */
typedef struct eh_text_mark {
    uint32_t start, end; /* all of it, quotes included */
    uint32_t close;      /* of a quoted cell: its closing quote */
    bool quoted;
    bool doubled; /* a quoted cell that holds doubled quotes */
} eh_text_mark;

typedef struct eh_text_record {
    bool stop[256]; /* what ends a cell that is not quoted */
    char delimiter;
    /* Quotes that open at an offset of the file from lines_from up to, not including, lines_to must close in their line, or are
     * characters like any other: there a quote was left open. */
    uint64_t lines_from, lines_to;
    eh_text_mark *marks; /* the cells of the record last scanned */
    uint32_t count, room;
    uint32_t beyond;  /* cells beyond EH_LIMIT_COLUMNS, of which nothing is kept */
    size_t length;    /* bytes of the record, line end included */
    size_t content;   /* bytes without it */
    size_t open;      /* after EH_SCAN_OPEN: offset of the quote left open */
    eh_line_end line; /* how it ended */
} eh_text_record;

typedef enum eh_scan {
    EH_SCAN_RECORD, /* a record */
    EH_SCAN_MORE,   /* the bytes end before the record does */
    EH_SCAN_OPEN,   /* the bytes end within quotes and nothing follows; count is the open cell's number from 0 */
    EH_SCAN_NOMEM,
} eh_scan;

void eh_text_record_begin(eh_text_record *record, char delimiter); /* from any state; free with eh_text_record_free */
void eh_text_record_free(eh_text_record *record);

/* Scans the record at `at`; at[length], which must be readable, is a line feed that does not belong to it. `base` is the offset of `at` in the file;
 * `last` says that nothing follows. `length` is above 0 and below 4 GiB. */
eh_scan eh_text_record_scan(eh_text_record *record, const char *at, size_t length, bool last, uint64_t base);

/* The text of a cell of the record at `at`, not trimmed: quotes undone, which may move bytes within the cell. Once a record. */
eh_slice eh_text_record_cell(const eh_text_record *record, char *at, uint32_t cell);

#endif
