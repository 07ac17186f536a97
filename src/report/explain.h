/* How one figure came about: for auditors, from the return alone. */
#ifndef EH_REPORT_EXPLAIN_H
#define EH_REPORT_EXPLAIN_H

#include "report/breakdown_choice.h"

/* Writes the explanation of an item (for one group by id, or for all when `group` is NULL) as text to a sink, which is neither committed nor
 * aborted: the figure, its counts, the formula in words and symbols, the steps to the rounded figure, interval, test, verdict, the rule and its source, the
 * extracts, and the findings on it. EH_BAD, and nothing written, when the return has no such item or the item no such group. A standard's edition that
 * the catalogue does not know is explained without formulas. */
eh_status eh_explain(const eh_catalogue *catalogue, const eh_return *ret, const char *item, const char *group,
                     eh_sink *sink);

/* The same of the figures of a table of breakdowns that eh_breakdown_choose gave for this choice: what the table is and counts, its figures, of likelihood ratios
 * the counts, steps, interval, test and verdict, the rule, the extracts, and how else the table is broken down. */
eh_status eh_explain_breakdown(const eh_catalogue *catalogue, const eh_return *ret, const eh_breakdown_choice *choice,
                               const eh_breakdown *breakdown, eh_sink *sink);

#endif
