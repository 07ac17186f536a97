/* The part of `explain` that reads extracts again. */
#ifndef EH_CLI_EXPLAIN_ROWS_H
#define EH_CLI_EXPLAIN_ROWS_H

#include "cli/options.h"
#include "report/breakdown_choice.h"

/* Traces the item (the second input) of the return, or where there is a table the figures of it that are meant, to the rows of the extracts (the inputs behind it), and
 * writes them as the options ask. The exit status. */
int explain_rows(const options *given, const eh_catalogue *catalogue, const eh_return *ret,
                 const eh_breakdown_choice *choice, const eh_breakdown *table);

#endif
