/* `evenhand audit RETURN.xml [EXTRACT...]`: the reading. */
#ifndef EH_CLI_AUDIT_RETURN_H
#define EH_CLI_AUDIT_RETURN_H

#include "cli/options.h"
#include "evenhand/audit.h"

/* Whether what is to be audited is a submission, by the ending of its name. */
bool audit_is_return(const char *path);

/* Reads the submission that is the first input, validating it, and the extracts that are the others, and audits it. EH_BAD after saying why it could not be;
 * what is found goes to `findings`. */
eh_status audit_return(const options *given, const eh_catalogue *catalogue, eh_findings *findings, eh_audit **audit);

#endif
