/* Extracts as rows of text cells with their positions. Knows files, encodings and sheets; knows nothing of staff or standards. */
#ifndef EH_EXTRACT_ROWS_H
#define EH_EXTRACT_ROWS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/hash.h"
#include "base/text.h"
#include "evenhand/finding.h"
#include "evenhand/source.h"

typedef enum eh_cell_type {
    EH_CELL_BLANK,
    EH_CELL_TEXT,
    EH_CELL_NUMBER, /* a worksheet's number: plain decimal text, never exponent form ("20000001", "0.53333"), rounded to 15 significant digits */
    EH_CELL_DATE, /* a worksheet's number that its style shows as a date: already "2025-03-31", or with a time "2025-03-31 14:05:00" */
    EH_CELL_PERCENT, /* a worksheet's number that its style shows as a percentage: the number itself ("0.342" shows as 34.2%) */
    EH_CELL_BOOLEAN,      /* "TRUE" or "FALSE" */
    EH_CELL_ERROR,        /* a worksheet's error, "#N/A": no value */
    EH_CELL_UNCALCULATED, /* a formula without a cached value: no value */
} eh_cell_type;

/* UTF-8, trimmed at both ends; valid until the next call. ERROR and UNCALCULATED cells have the error or nothing as text. */
typedef struct eh_cell {
    eh_slice text;
    eh_cell_type type;
    uint32_t
        code; /* not 0: cells of this extract with the same code have the same text (a workbook's shared strings are numbered from 1) */
} eh_cell;

/* A row of cells. A plain row, which nearly all of a text file are, has its cells as they lie in the file, one delimiter byte between them: valid
 * UTF-8 without zero bytes, no doubled quotes, and every quote opens a cell (behind a '=' perhaps) or closes it at its end. Other rows have `cells`. */
typedef struct eh_row {
    uint64_t
        number;     /* as a spreadsheet numbers it: from 1, in a text file the record's number, blank records counted */
    uint32_t count; /* cells; shorter rows than the headings are allowed, and blank cells are there as EH_CELL_BLANK */
    const eh_cell *cells; /* NULL for a plain row */
    const char *bytes;    /* of a plain row: where its first cell begins; EH_ROW_PAD bytes behind its end may be read */
    const uint32_t *ends; /* of a plain row: where cell i ends, from bytes; cell i + 1 begins one byte further on */
} eh_row;
#define EH_ROW_PAD 64

/* The bytes of a plain row's cell as they stand in the file: quotes and spaces included, the line's end not. */
static inline eh_slice eh_row_raw(const eh_row *row, uint32_t cell) {
    uint32_t start = cell == 0 ? 0 : row->ends[cell - 1] + 1;
    return (eh_slice){row->bytes + start, row->ends[cell] - start};
}

/* The cell that the raw bytes of a plain row's cell make: quotes and `="00123"` undone, trimmed. */
eh_cell eh_cell_of_raw(eh_slice raw);

/* A cell of any row. */
static inline eh_cell eh_row_cell(const eh_row *row, uint32_t cell) {
    return row->cells != NULL ? row->cells[cell] : eh_cell_of_raw(eh_row_raw(row, cell));
}

typedef enum eh_format { EH_FORMAT_TEXT, EH_FORMAT_XLSX } eh_format;

/* One table in an extract: a text file has one, a workbook one a worksheet. */
typedef struct eh_table_info {
    eh_format format;
    const char *
        encoding; /* "UTF-8", "UTF-8 with a byte order mark", "UTF-16LE", "UTF-16BE", "Windows-1252"; of a workbook "UTF-8" */
    char delimiter;        /* of a text file, else 0 */
    const char *line_ends; /* "LF", "CRLF", "CR", "mixed", or "" */
    const char *sheet;     /* name of the worksheet, or "" */
    bool hidden;           /* a hidden (or very hidden) worksheet */
    bool system_1904;      /* the workbook counts days from 1904 */
    uint64_t heading_row;  /* number of the row that `judge` liked best; 0 when it liked none */
    int score;             /* what it said of that row; 0 for none */
} eh_table_info;

/* Says how well a row of cells would do as the headings of an extract: 0 not at all, more is better. Given by the rooms below, which know headings. */
typedef int (*eh_judge)(void *context, const eh_row *row);

typedef struct eh_extract eh_extract;

/* Opens an extract: tells what the file is by its content, its encoding and (for text) the delimiter under which some row of the first
 * EH_LIMIT_HEADING_ROWS is judged best (ties and no headings: the delimiter that gives the most even rows). EH_BAD, with a finding that names what the file is,
 * for what cannot be read: an encrypted workbook, an old .xls, HTML, PDF, an OpenDocument sheet, a picture, a zip that is no workbook, an empty file, binary data.
 * `unpacking` may be NULL: the usual limits. The source stays the caller's and must outlive the extract. */
eh_status eh_extract_open(eh_source *source, eh_judge judge, void *context, const eh_unpacking *unpacking,
                          eh_findings *findings, eh_extract **extract);
void eh_extract_close(eh_extract *extract); /* NULL is allowed */

/* How rows that are opened from now on are read; {0} until then. */
typedef struct eh_reading_plan {
    unsigned threads; /* at most so many, the caller's included: 0 and 1 for none but the caller's */
    bool hash;        /* hash the source's bytes on the way, for eh_extract_digest */
} eh_reading_plan;
void eh_extract_plan(eh_extract *extract, const eh_reading_plan *plan);
/* The digest of the source: of the bytes as they were read when rows were hashed and read to the end, else of another reading. EH_IO, EH_NOMEM. */
eh_status eh_extract_digest(eh_extract *extract, eh_digest *digest);

unsigned eh_extract_tables(const eh_extract *extract);
const eh_table_info *eh_extract_table(const eh_extract *extract, unsigned table);

/* Starts reading a table from its first row; each table may be read once at a time, any number of times. */
typedef struct eh_rows eh_rows;
eh_status eh_rows_open(eh_extract *extract, unsigned table, eh_rows **rows);
/* The next row (wholly blank ones are passed over, but counted), EH_END after the last. EH_BAD when the rest cannot be read (with a finding where). */
eh_status eh_rows_next(eh_rows *rows, const eh_row **row);
void eh_rows_close(eh_rows *rows); /* NULL is allowed */

/* Hidden rows met so far (a filtered extract still holds them), rows cut or repaired, invalid bytes replaced; for `check`. */
typedef struct eh_rows_facts {
    uint64_t rows, blank_rows, hidden_rows, invalid_bytes, cut_cells;
} eh_rows_facts;
eh_rows_facts eh_rows_seen(const eh_rows *rows);

#endif
