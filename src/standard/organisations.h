/* Organisations: templates/organisations.csv with further rows of the user's. The people who live where they work: population.h. */
#ifndef EH_STANDARD_ORGANISATIONS_H
#define EH_STANDARD_ORGANISATIONS_H

#include "standard/catalogue.h"

/* One organisation. Strings are never NULL; `place` and `areas` (of population.h) may hold several, separated by semicolons. */
typedef struct eh_organisation {
    const char *code, *name, *type, *icb, *place, *areas;
} eh_organisation;

typedef struct eh_organisations eh_organisations;

/* The built-in organisations with the rows of `more` before them (NULL for none): a CSV with the columns code, name, type, icb, place, areas, of which all but code may be
 * absent or blank (what is blank keeps what was built in). A fault in it is a finding and EH_BAD. The catalogue must outlive it. */
eh_status eh_organisations_make(const eh_catalogue *catalogue, eh_source *more, eh_findings *findings,
                                eh_organisations **organisations);
void eh_organisations_free(eh_organisations *organisations); /* NULL is allowed */

/* By code; NULL when it is not known. */
const eh_organisation *eh_organisation_find(const eh_organisations *organisations, const char *code);
#endif
