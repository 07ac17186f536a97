/* The text of a mapping file cut into rows of cells: CSV as spreadsheets save it. */
#ifndef EH_STANDARD_MAPPING_TEXT_H
#define EH_STANDARD_MAPPING_TEXT_H

#include "base/arena.h"
#include "base/text.h"

/* Reads on from `rest` (UTF-8, without byte order mark). Rows end at LF, CRLF or CR; cells are quoted where they must be. */
typedef struct eh_mapping_text {
    eh_arena *arena; /* keeps cells that had doubled quotes */
    eh_slice rest;
    char separator;
    uint64_t row;    /* of the row read last, as a spreadsheet numbers it */
    bool open_quote; /* a quote was never closed: the row read last is the rest of the text */
} eh_mapping_text;

/* The next row: up to `room` cells, trimmed, the others left out; *count says how many. EH_OK, EH_END or EH_NOMEM. */
eh_status eh_mapping_row(eh_mapping_text *text, eh_slice *cells, unsigned room, unsigned *count);

#endif
