/* The return: all items of one standard for one organisation and edition. The only currency of the library: extracts become returns,
 * everything else takes returns. A return read back from its submission XML equals the one that was written. */
#ifndef EVENHAND_RETURN_H
#define EVENHAND_RETURN_H

#include "evenhand/catalogue.h"
#include "evenhand/finding.h"
#include "evenhand/source.h"
#include "evenhand/status.h"

typedef struct eh_return eh_return;

EH_API void eh_return_free(eh_return *ret); /* NULL is allowed */

EH_API const char *eh_return_organisation(const eh_return *ret); /* its code */
EH_API const char *eh_return_standard(const eh_return *ret);     /* "WRES" or "WDES" */
EH_API int eh_return_edition(const eh_return *ret);              /* collection year */
EH_API const char *eh_return_clinical_by(const eh_return *ret);  /* "occupation-code" or "staff-group" */
EH_API bool eh_return_complete(const eh_return *ret);            /* fit to submit: no finding is an error */

/* One value of an item. `group` is a group's id, or "" for an item without groups. */
typedef struct eh_figure {
    const char *item, *group, *unit; /* "2.likelihood", "white", "percent" */
    const char
        *missing; /* "" when there is a value, else "not-supplied", "not-applicable", "undefined", "suppressed" */
    double value; /* unrounded; 0 when missing or text */
    const char *display; /* rounded as people see it, or the text */
} eh_figure;

/* The i-th value of the return in national row order, then by group; false at the end. Strings live as long as the return. */
EH_API bool eh_return_figure(const eh_return *ret, size_t i, eh_figure *figure);

/* Writes the submission XML (urn:evenhand:submission:1) to a sink, digest included, after checking it against the schema; the sink is
 * neither committed nor aborted. EH_BAD when the return would not be valid: a fault of the program, never of the input. */
EH_API eh_status eh_return_write_xml(const eh_return *ret, eh_sink *sink);

/* Reads a submission. Unknown elements and attributes of major version 1 are ignored. EH_BAD with findings (line in `row`) for what is not XML, not a
 * submission, or has lost what a return needs. No external entity is loaded; a DOCTYPE is refused. */
EH_API eh_status eh_return_read_xml(eh_source *source, eh_findings *findings, eh_return **ret);

/* Checks a submission: against the schema, its digest, and its own arithmetic. Each failure is a finding with the item's id. EH_OK when it could be
 * read at all (the findings tell whether it passed), EH_BAD when not. */
EH_API eh_status eh_submission_validate(const eh_catalogue *catalogue, eh_source *source, eh_findings *findings);
/* The same, and the return that it holds, which is there when EH_OK. */
EH_API eh_status eh_submission_read(const eh_catalogue *catalogue, eh_source *source, eh_findings *findings,
                                    eh_return **ret);
/* Reads only whose return a submission is: a return with its header and without items. What follows the header is not looked at, but where it cannot be told apart
 * plainly the whole is read. */
EH_API eh_status eh_return_read_header(eh_source *source, eh_findings *findings, eh_return **ret);

#endif
