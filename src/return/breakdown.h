/* The breakdowns of a return: made, and found. */
#ifndef EH_RETURN_BREAKDOWN_H
#define EH_RETURN_BREAKDOWN_H

#include "return/return.h"

/* A new one without rows at the end of the return's. Strings and columns are not copied: they must live as long as the return. NULL when out of memory. */
eh_breakdown *eh_breakdown_add(eh_return *ret, const char *name, const char *by, eh_unit unit,
                               const char *const *column, unsigned columns);
/* A row at the end; its cells, which are 0 and there. NULL when out of memory. */
eh_breakdown_cell *eh_breakdown_add_row(eh_return *ret, eh_breakdown *breakdown, const char *of, const char *group,
                                        const char *step);

/* NULL when there is none. */
const eh_breakdown *eh_breakdown_find(const eh_return *ret, const char *name, const char *by);
/* The cell of a row and column, or NULL. */
const eh_breakdown_cell *eh_breakdown_at(const eh_breakdown *breakdown, const char *of, const char *group,
                                         const char *step, const char *column);
/* The same of a row that is at hand. */
const eh_breakdown_cell *eh_breakdown_cell_of(const eh_breakdown *breakdown, const eh_breakdown_row *row,
                                              const char *column);
/* The column of this name, or b->columns. */
unsigned eh_breakdown_column(const eh_breakdown *b, const char *column);
/* The row of this part and group, without a step; NULL when there is none. */
const eh_breakdown_row *eh_breakdown_row_of(const eh_breakdown *b, const char *of, const char *group);

/* One figure of a breakdown. */
typedef struct eh_breakdown_figure {
    const eh_breakdown *table;
    const eh_breakdown_row *row;
    unsigned column;
} eh_breakdown_figure;

/* The counts that a likelihood ratio is made of: in the rows of its groups of `table`, the events of one column out of the people of another. */
typedef struct eh_breakdown_counts {
    const eh_breakdown *table;
    const eh_breakdown_row *top, *bottom;
    unsigned events, of;
} eh_breakdown_counts;
/* False for a row that is no likelihood ratio, or whose counts the return does not hold. */
bool eh_breakdown_counts_behind(const eh_return *ret, const eh_breakdown *ratios, const eh_breakdown_row *row,
                                eh_breakdown_counts *counts);

#endif
