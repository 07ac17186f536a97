/* The inside of a run, for the program's `check`. */
#ifndef EH_INDICATOR_RUN_H
#define EH_INDICATOR_RUN_H

#include "evenhand/run.h"
#include "tally/tally.h"
#include "verify/plain.h"

/* What was read so far; the run's own. */
const eh_dataset *eh_run_dataset(const eh_run *run);
/* After eh_run_compute: the organisation that rows without a code belong to, or 0. */
uint32_t eh_run_only(const eh_run *run);
/* The text of what was read, of a run that verifies; else NULL. */
const eh_plain_book *eh_run_book(const eh_run *run);

#endif
