/* The returns of the organisations of a run, by as many threads as it may have. */
#ifndef EH_INDICATOR_RETURNS_H
#define EH_INDICATOR_RETURNS_H

#include "evenhand/run.h"
#include "tally/tally.h"

typedef struct eh_returns_order {
    const eh_dataset *data; /* findings go to data->findings */
    const eh_roster *roster;
    const eh_run_options *options;
    const eh_edition *const *edition; /* by standard, NULL for one that is not wanted */
    const char *const *code;          /* of the organisations, sorted */
    size_t count;
} eh_returns_order;

/* Makes the returns of every organisation, WRES before WDES, their findings included. `list` has room for EH_STANDARD_COUNT each; *count says how many
 * there are in it, which are the caller's whether all could be made or not. However many threads there are, returns and findings come in the same order. */
eh_status eh_returns_make(const eh_returns_order *order, eh_return **list, size_t *count);

#endif
