/* The catalogue's operations as formulas over the cells of the sheet Return. */
#ifndef EH_REPORT_WORKBOOK_FORMULA_H
#define EH_REPORT_WORKBOOK_FORMULA_H

#include "base/text.h"
#include "return/return.h"

/* Where the figures stand. Rows and columns count from 0, as the library beneath does. */
typedef struct eh_grid {
    const eh_return *ret;
    const eh_edition *edition; /* NULL: no formulas */
    const int *place;          /* for each item of the edition its position in the return, or -1 */
    unsigned first_row;        /* of the return's first item */
    unsigned group_column;     /* of the first group; the others follow */
    unsigned total_column, value_column, percent_column;
} eh_grid;

/* The entry of the edition that an item of the return is of; NULL when there is none. */
const eh_item *eh_grid_entry(const eh_grid *grid, size_t item);

/* "F12" into `out`. */
void eh_cell_name(eh_buffer *out, unsigned row, unsigned column);
/* "$F$12": one that stays when it is copied. */
void eh_absolute_cell(eh_buffer *out, unsigned row, unsigned column);

/* The formula ("=...") of the value of the return's item `item` for its group `group`, when it is derived from other cells that all hold numbers and the
 * formula gives the value that the return holds; false, and nothing appended, when it must be written as it is. An undefined value
 * has a formula that gives the word "undefined". */
bool eh_formula_text(eh_buffer *out, const eh_grid *grid, size_t item, unsigned group);

/* The total over the groups of a headcount, and the percentage of a row; *value is what they give. False when a group is missing. */
bool eh_total_text(eh_buffer *out, const eh_grid *grid, size_t item, double *value);
bool eh_percent_text(eh_buffer *out, const eh_grid *grid, size_t item, unsigned group);

#endif
