/* Organisations and the people who live where they work: templates/organisations.csv and templates/population.csv, each with further rows of the user's. */
#ifndef EH_STANDARD_ORGANISATIONS_H
#define EH_STANDARD_ORGANISATIONS_H

#include "standard/catalogue.h"

/* One organisation. Strings are never NULL; `place` and `areas` may hold several, separated by semicolons. */
typedef struct eh_organisation {
    const char *code, *name, *type, *icb, *place, *areas;
} eh_organisation;

/* An area of the census: how many live there, how many of them are BME as the WRES means it (White minorities are White), how many of an ethnic minority in the
 * wider sense (White minorities included), and how many are disabled, of those counted for that. */
typedef struct eh_census_area {
    const char *name;
    int64_t residents, bme, minority, residents_of_disability, disabled;
} eh_census_area;

typedef struct eh_organisations eh_organisations;

/* The built-in organisations with the rows of `more` before them: a CSV with the columns code, name, type, icb, place, areas, of which all but code may be
 * absent or blank (what is blank keeps what was built in). The same of areas with the columns of population.csv. Both may be NULL. A fault in them is a finding and
 * EH_BAD. The catalogue must outlive it. */
eh_status eh_organisations_make(const eh_catalogue *catalogue, eh_source *more, eh_source *population,
                                eh_findings *findings, eh_organisations **organisations);
void eh_organisations_free(eh_organisations *organisations); /* NULL is allowed */

/* By code; NULL when it is not known. */
const eh_organisation *eh_organisation_find(const eh_organisations *organisations, const char *code);
/* By name, folded; NULL when it is not known. */
const eh_census_area *eh_census_area_find(const eh_organisations *organisations, eh_slice name);

/* The people of an organisation's areas added up. False when it names none, or one that is not known. */
bool eh_population_of(const eh_organisations *organisations, const char *areas, eh_census_area *sum);

#endif
