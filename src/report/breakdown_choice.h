/* Which figures of a return's breakdowns somebody means, by the names that they bear in the XML, the JSON and the CSV, or by what people read. */
#ifndef EH_REPORT_BREAKDOWN_CHOICE_H
#define EH_REPORT_BREAKDOWN_CHOICE_H

#include "base/text.h"
#include "return/breakdown.h"

/* What was named: NULL for what was not. */
typedef struct eh_breakdown_choice {
    const char *name, *by, *of, *group, *step, *column;
} eh_breakdown_choice;

/* Whether the return has a table of this name at all. */
bool eh_breakdown_is_named(const eh_return *ret, const char *name);
/* The table meant: of several ways of breaking it down the one of `by`, else the one that has the part `of`, else the whole. What else is named is one of its names then,
 * and stands in the choice as its id, which lives as long as the return. NULL, and what is wrong with a list of the right names in `wrong`, when there is no such
 * table or name, or several tables have the part; NULL with `wrong` failed when out of memory. */
const eh_breakdown *eh_breakdown_choose(const eh_catalogue *catalogue, const eh_return *ret,
                                        eh_breakdown_choice *choice, eh_buffer *wrong);

/* For a choice that eh_breakdown_choose has made: whether a row, and a column, are among those meant. A likelihood ratio is of two groups: either names its row. */
bool eh_breakdown_means_row(const eh_breakdown_choice *choice, const eh_breakdown *breakdown,
                            const eh_breakdown_row *row);
bool eh_breakdown_means_column(const eh_breakdown_choice *choice, const eh_breakdown *breakdown, unsigned column);
/* The figures meant, at most `room` of them; of a table of ratios the ratios alone. How many there are. */
size_t eh_breakdown_figures(const eh_breakdown_choice *choice, const eh_breakdown *breakdown,
                            eh_breakdown_figure *figures, size_t room);

#endif
