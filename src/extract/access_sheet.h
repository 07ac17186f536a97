/* One sheet under audit, for the two files that do it: the stream of its part, and the judging of its cells. */
#ifndef EH_EXTRACT_ACCESS_SHEET_H
#define EH_EXTRACT_ACCESS_SHEET_H

#include "extract/access_audit.h"

/* A cell as it was read. */
typedef struct eh_access_cell {
    uint32_t column, style;
    uint64_t row;
    eh_slice text; /* also of a number */
    bool number, raised;
} eh_access_cell;

typedef struct eh_access_sheet_state {
    eh_audit *audit;
    const eh_sheet *sheet;
    eh_xml *xml;
    eh_access_mark marks[EH_ACCESS_CODES];
    eh_access_table tables[EH_ACCESS_TABLES];
    unsigned table_count;
    bool notes; /* it is the sheet of notes */
    /* the cell and the row that are being read */
    eh_access_cell cell;
    eh_cell_text text;
    bool in_value, in_cell, shared, inlined;
    uint32_t columns_in_row, last_in_row;
    /* what was seen */
    uint64_t values, rows_of_several, below_at;
    bool title, title_marked, counted, explained, elsewhere_above;
    unsigned char *wide;   /* columns that have a width */
    unsigned char *seen;   /* columns that hold something */
    unsigned char *in_row; /* columns that hold something in this row */
    unsigned silent, boxes;
} eh_access_sheet_state;

/* Counts a broken rule, with its place when it is the first time. */
void eh_access_mark_at(eh_access_sheet_state *state, eh_code code, uint64_t row, uint32_t column);
/* Judges the cell that was read; a cell without a value for its format alone. */
void eh_access_cell_done(eh_access_sheet_state *state);
/* At the end of a row; and of the sheet. */
void eh_access_row_done(eh_access_sheet_state *state, uint64_t row);
void eh_access_sheet_done(eh_access_sheet_state *state);

#endif
