/* One cell of a worksheet: from what the file says to its type and text. */
#ifndef EH_EXTRACT_XLSX_CELL_H
#define EH_EXTRACT_XLSX_CELL_H

#include "extract/rows.h"
#include "extract/xlsx_number.h"
#include "extract/xlsx_strings.h"
#include "extract/xlsx_styles.h"

/* What a cell's attribute t says of its value (ECMA-376 part 1, 18.18.11). */
typedef enum eh_cell_kind {
    EH_KIND_NUMBER, /* "n" or none */
    EH_KIND_SHARED,
    EH_KIND_TEXT, /* "str", "inlineStr" and what is not known */
    EH_KIND_BOOLEAN,
    EH_KIND_ERROR,
    EH_KIND_ISO_DATE,
} eh_cell_kind;

/* A cell as the file has it. */
typedef struct eh_raw_cell {
    eh_cell_kind kind;
    uint32_t style;
    bool formula;  /* it has an f */
    bool value;    /* it has a v */
    bool inlined;  /* its text stands in it (is, or t) */
    bool stays;    /* the text stays where it is until the row was given out */
    eh_slice text; /* of v or of the inline text */
} eh_raw_cell;

/* What cells refer to. */
typedef struct eh_cell_context {
    eh_strings strings;
    eh_styles styles;
    bool system_1904;
} eh_cell_context;

eh_cell_kind eh_cell_kind_of(eh_slice t);

/* Column (1 for A) and row of a reference as "AB12", without dollars; false when it is none. Columns beyond XFD are given as
 * EH_LIMIT_COLUMNS + 1. */
bool eh_cell_reference(eh_slice reference, uint32_t *column, uint64_t *row);

/* The cell's type and text, which stands in the raw cell's or in `room`, among the shared strings when it has a code, or is a constant. False when it refers to a
 * shared string that there is not. */
bool eh_cell_decode(const eh_raw_cell *raw, const eh_cell_context *context, char room[EH_NUMBER_ROOM], eh_cell *cell);

#endif
