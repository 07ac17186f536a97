/* A return put together: items evaluated, details, sources, findings. */
#ifndef EH_INDICATOR_ASSEMBLE_H
#define EH_INDICATOR_ASSEMBLE_H

#include "evenhand/run.h"
#include "indicator/evaluate.h"

/* Makes the return of one organisation and standard out of its tally; findings met on the way go to data->findings. The findings of the return itself are
 * filled in last, by eh_assemble_findings, when all of the run's are known. */
eh_status eh_assemble(const eh_tallying *tallying, const eh_run_options *options, eh_return **ret);

/* Some findings of a list: from the first up to the end. */
typedef struct eh_span {
    size_t first, end;
} eh_span;

/* Fills in those of all findings that belong to the return; `spans` say where to look for them. */
eh_status eh_assemble_findings(const eh_findings *all, const eh_span *spans, size_t count, bool strict, eh_return *ret);

#endif
