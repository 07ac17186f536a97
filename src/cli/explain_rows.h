/* The part of `explain` that reads extracts again. */
#ifndef EH_CLI_EXPLAIN_ROWS_H
#define EH_CLI_EXPLAIN_ROWS_H

#include "cli/options.h"
#include "return/return.h"

/* Traces the item (the second input) of the return to the rows of the extracts (the inputs behind it), and writes them as the options ask. The exit status. */
int explain_rows(const options *given, const eh_catalogue *catalogue, const eh_return *ret);

#endif
