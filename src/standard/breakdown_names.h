/* What the breakdowns of a return are called and what they mean: templates/breakdowns.csv. */
#ifndef EH_STANDARD_BREAKDOWN_NAMES_H
#define EH_STANDARD_BREAKDOWN_NAMES_H

#include "standard/catalogue.h"

/* A table when `by`, `column` and `part` are ""; a way of breaking it down; a column of it; a part, of one way or of any. Strings are never NULL and live as long as
 * the catalogue. */
typedef struct eh_breakdown_name {
    const char *breakdowns; /* ids of the tables that it is about, separated by semicolons */
    const char *by, *column, *part;
    const char *extract; /* of a table: the kind of extract whose rows it counts */
    const char *name, *meaning;
} eh_breakdown_name;

/* A table (all "" but the first), a way (`by`), a column, a part of a way; NULL for what the file does not have. */
const eh_breakdown_name *eh_breakdown_name_find(const eh_catalogue *catalogue, const char *breakdown, const char *by,
                                                const char *column, const char *part);

#endif
