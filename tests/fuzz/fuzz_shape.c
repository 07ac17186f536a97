/* One extract of any shape, read to its end as a run reads it, and what is computed from it: many times faster than a whole run, which writes returns too. */
#include "fuzz.h"

int eh_fuzz_shape(const uint8_t *data, size_t size) {
    eh_buffer made = {0};
    eh_source *source = fuzz_source("fuzz.dat", data, size, &made);
    eh_run_options options = {.edition = 2025, .prepared = "2025-05-20T09:00:00Z"};
    eh_findings *findings = eh_findings_new();
    eh_run *run = NULL;
    eh_return **returns = NULL;
    PROMISE(findings != NULL && eh_run_new(fuzz_catalogue(), &options, findings, &run) == EH_OK);
    eh_run_add(run, source, NULL);
    eh_status status = eh_run_compute(run, &returns);
    PROMISE((status == EH_OK) == (returns != NULL) && (status == EH_OK || status == EH_BAD));
    PROMISE(status == EH_OK || eh_findings_of(findings, EH_ERROR) > 0);
    for (size_t i = 0; returns != NULL && returns[i] != NULL; i++)
        eh_return_free(returns[i]);
    fuzz_check_findings(findings);
    free((void *)returns);
    eh_run_free(run);
    eh_source_close(source);
    eh_buffer_free(&made);
    eh_findings_free(findings);
    return 0;
}
