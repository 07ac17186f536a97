/* A run over the extracts of the command line: what `check` and `return` have in common. */
#ifndef EH_CLI_READING_H
#define EH_CLI_READING_H

#include "cli/inputs.h"
#include "cli/progress.h"

typedef struct reading_state {
    progress_state progress;
    inputs in;
    eh_run *run;
    eh_return **returns; /* what eh_run_compute made, or NULL */
} reading_state;

/* Begins the progress, makes a run and adds every extract that the options name. `own` says what of the run's options is the command's own; those of the command line
 * are filled in. EH_OK; EH_BAD when some argument names nothing that can be opened (said already); EH_NOMEM; EH_CANCELLED when a signal asked to stop.
 * `reading` is to be ended in every case. */
eh_status reading_begin(const options *given, const eh_catalogue *catalogue, eh_run_options own, eh_findings *findings,
                        reading_state *reading);
/* Takes the progress away, closes the inputs and frees the run with its returns. */
void reading_end(reading_state *reading);

#endif
