/* Checking a submission's figures, for this room alone. */
#ifndef EH_RETURN_CHECK_H
#define EH_RETURN_CHECK_H

#include "return/return.h"

/* One check of one return. */
typedef struct eh_check {
    const eh_return *ret;
    const eh_edition *edition; /* NULL when it is not known */
    const char *file;
    eh_findings *findings;
    /* The value of each item of the edition and each of its groups, item x EH_GROUPS + group; NULL where the submission has none that
     * can be used (each with a finding already). */
    const eh_value **values;
    bool no_memory;
} eh_check;

/* Records a finding of the return under check. */
void eh_check_found(eh_check *check, eh_code code, const char *item, const char *one, const char *two);

/* Period, status, items and groups against the edition; fills `values`, which the caller has made of NULLs, item_count x EH_GROUPS of them. */
void eh_check_shape(eh_check *check);
/* Every value against the others: counts, formulas, displays, percentages, verdicts, intervals, parts of wholes. After eh_check_shape. */
void eh_check_arithmetic(eh_check *check);

#endif
