#include "cli/audit_return.h"

#include <stdlib.h>
#include <string.h>

#include "base/platform.h"
#include "cli/message.h"
#include "cli/reading.h"

bool audit_is_return(const char *path) {
    size_t length = strlen(path);
    return length > 4 && (strcmp(path + length - 4, ".xml") == 0 || strcmp(path + length - 4, ".XML") == 0);
}

/* The options of a run over the extracts alone, for the return's organisation, standard and edition. */
static void options_of_run(const options *given, const eh_return *ret, const char **organisation, options *own) {
    bool wres = strcmp(eh_return_standard(ret), "WRES") == 0;
    organisation[0] = eh_return_organisation(ret);
    organisation[1] = NULL;
    *own = *given;
    own->inputs.at = given->inputs.at + 1;
    own->inputs.count = given->inputs.count - 1;
    own->organisations = (word_list){organisation, 1};
    own->edition = eh_return_edition(ret);
    own->wres = wres;
    own->wdes = !wres;
    own->by_staff_group = strcmp(eh_return_clinical_by(ret), "staff-group") == 0;
}

/* Audits the return against the extracts; what is wrong with these is said only when nothing can be made of them. */
static eh_status against_extracts(const options *given, const eh_catalogue *catalogue, const eh_return *ret,
                                  eh_findings *findings, eh_audit **audit) {
    const char *organisation[2];
    options own;
    reading_state reading;
    eh_findings *of_run = eh_findings_new();
    if (!of_run)
        return EH_NOMEM;
    options_of_run(given, ret, organisation, &own);
    const eh_run_options run_options = {.prepared = "2000-01-01T00:00:00Z", .verify = true}; /* no product is written */
    eh_status status = reading_begin(&own, catalogue, run_options, of_run, &reading);
    if (status == EH_OK)
        status = eh_run_compute(reading.run, &reading.returns);
    progress_clear(&reading.progress);
    if (progress_stopped())
        status = EH_CANCELLED;
    if (status == EH_BAD)
        message_findings(given, of_run, 0, 0);
    if (status == EH_OK)
        status = eh_audit_return(catalogue, ret, given->inputs.at[0], reading.run, findings, audit);
    reading_end(&reading);
    eh_findings_free(of_run);
    return status;
}

eh_status audit_return(const options *given, const eh_catalogue *catalogue, eh_findings *findings, eh_audit **audit) {
    eh_source *source = inputs_open(given->inputs.at[0]);
    eh_return *ret = NULL;
    *audit = NULL;
    if (!source)
        return EH_BAD;
    eh_status status = eh_submission_read(catalogue, source, findings, &ret);
    if (status == EH_OK && given->inputs.count > 1)
        status = against_extracts(given, catalogue, ret, findings, audit);
    else if (status == EH_OK)
        status = eh_audit_return(catalogue, ret, given->inputs.at[0], NULL, findings, audit);
    eh_return_free(ret);
    eh_source_close(source);
    return status;
}
