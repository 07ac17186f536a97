/* What is known of a worksheet while it is read, and what its elements do to it, whoever reads them: libxml2 (xlsx_sheet.c) or the scanner
 * (xlsx_sheet_scan.c). For these two alone. */
#ifndef EH_EXTRACT_XLSX_SHEET_STATE_H
#define EH_EXTRACT_XLSX_SHEET_STATE_H

#include "extract/xlsx_cell.h"
#include "extract/xlsx_pattern.h"
#include "extract/xlsx_queue.h"
#include "extract/xlsx_row_tag.h"
#include "extract/xlsx_sheet.h"

/* What is counted in a sheet and said once at its end. */
enum {
    EH_COUNT_CUT,
    EH_COUNT_REPAIRED,
    EH_COUNT_CELL_ORDER,
    EH_COUNT_ROW_ORDER,
    EH_COUNT_POSITION,
    EH_COUNT_UNCALCULATED,
    EH_COUNTS
};

/* Where reading has got to. A copy taken before a row, put back, undoes what was read of that row. */
typedef struct eh_sheet_place {
    uint64_t row_number;  /* of this row, or of the one before */
    uint64_t last_number; /* of the row before */
    uint64_t blank;       /* rows passed over since the last one that holds something */
    uint64_t cut_cells, invalid_bytes;
    uint32_t column;
    bool row_unnumbered; /* the row does not say its number: its first cell may */
    bool row_hidden;
    struct {
        uint64_t count, first_row;
    } counts[EH_COUNTS];
} eh_sheet_place;

struct eh_sheet_rows {
    eh_xml *xml;
    eh_package *package;
    const eh_sheet *sheet;
    const eh_cell_context *context;

    /* The row and the cell that the parser is in. */
    bool in_data, in_row, in_cell, in_inline, in_run, in_text;
    bool repaired; /* bytes of that cell were no characters */
    bool scanning; /* the scanner reads, not libxml2 */
    bool refused;  /* the sheet was, for what stands in its rows, or memory ran out */
    eh_sheet_place place;
    eh_raw_cell raw;
    eh_cell_text text; /* of that cell */

    eh_row_queue queue;
    eh_patterns patterns;
    eh_row_tail tail;
    char days[EH_PATTERN_COLUMNS]
             [16]; /* texts of the days that were made of numbers in the row being scanned, by column */
    eh_row row;    /* the one given out */
    eh_rows_facts facts;
    uint64_t scanned; /* rows that the scanner read */
    eh_status ended;  /* EH_OK while there may be more */
    bool said;
};

/* Attributes are {NULL, 0} when they are not there. */
void eh_sheet_start_row(eh_sheet_rows *rows, eh_slice number, eh_slice hidden);
void eh_sheet_end_row(eh_sheet_rows *rows);

/* Passes on what the queue says of a cell or a row; whether all is well. */
bool eh_sheet_queued(eh_sheet_rows *rows, eh_status status);

/* Starts a cell of a row that says its number, in a known column up to the last. */
void eh_sheet_start_cell_at(eh_sheet_rows *rows, uint32_t column, eh_slice type, eh_slice style);
/* Starts a cell. False when it stands beyond the last column: it is passed over then. */
bool eh_sheet_start_cell(eh_sheet_rows *rows, eh_slice reference, eh_slice type, eh_slice style);
/* Ends a cell; what it holds is in rows->raw, and `cut` when its text was. False when the part is refused for it, or memory ran out. */
bool eh_sheet_end_cell(eh_sheet_rows *rows, bool cut);

/* What stands in a cell: the start of an element (depth 1: f, v, is, t), text, and an element's end. */
void eh_sheet_start_inner(eh_sheet_rows *rows, eh_slice name, bool main, unsigned depth);
void eh_sheet_end_inner(eh_sheet_rows *rows, unsigned depth);
void eh_sheet_inner_text(eh_sheet_rows *rows, const char *text, size_t length);
/* Bytes that are no characters, in a cell: it costs the cell. Elsewhere it costs the sheet. */
void eh_sheet_replaced(eh_sheet_rows *rows);
/* Ends a cell that was read by these; as eh_sheet_end_cell. */
bool eh_sheet_end_built_cell(eh_sheet_rows *rows);

/* Reads one row that holds something, if the window has it whole (eh_xml_scanning). `self` is the eh_sheet_rows. */
eh_scanned eh_sheet_scan(void *self, eh_scan *scan);

#endif
