/* What a return says beyond its items. */
#ifndef EH_INDICATOR_DETAILS_H
#define EH_INDICATOR_DETAILS_H

#include "indicator/given.h"
#include "return/return.h"

/* Declaration rates (declined and not held apart), assignments and people dropped by rule, the gap between the survey's disability rate and the record's,
 * and answers that are no items; and the breakdowns, `by` as in eh_run_options. */
eh_status eh_details_fill(const eh_tallying *tallying, const eh_givens *givens, const char *by, eh_return *ret);

#endif
