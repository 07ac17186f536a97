#include "cli/reading.h"

#include <stdlib.h>

eh_status reading_begin(const options *given, const eh_catalogue *catalogue, eh_run_options own, eh_findings *findings,
                        reading_state *reading) {
    reading->in = (inputs){0};
    reading->run = NULL;
    reading->returns = NULL;
    progress_begin(&reading->progress, given);
    own.edition = given->edition;
    own.wres = given->wres;
    own.wdes = given->wdes;
    own.organisations = given->organisations.at;
    own.clinical_by_staff_group = given->by_staff_group;
    own.by = given->by;
    own.unpacking = (eh_unpacking){.most_bytes = given->max_unpacked, .most_ratio = (uint32_t)given->max_ratio};
    own.threads = options_threads(given);
    own.progress = progress_rows;
    own.progress_context = &reading->progress;
    eh_status status = eh_run_new(catalogue, &own, findings, &reading->run);
    if (status != EH_OK)
        return status;
    bool opened = inputs_add(given, reading->run, &reading->progress, &reading->in);
    if (progress_stopped())
        return EH_CANCELLED;
    return reading->in.status != EH_OK ? reading->in.status : opened ? EH_OK : EH_BAD;
}

void reading_end(reading_state *reading) {
    progress_clear(&reading->progress);
    for (size_t i = 0; reading->returns && reading->returns[i]; i++)
        eh_return_free(reading->returns[i]);
    free((void *)reading->returns);
    eh_run_free(reading->run);
    inputs_free(&reading->in);
}
