/* The people who live where organisations work: templates/population.csv with further rows of the user's. */
#ifndef EH_STANDARD_POPULATION_H
#define EH_STANDARD_POPULATION_H

#include "standard/catalogue.h"

/* An area of the census: how many live there, how many of them are BME as the WRES means it (White minorities are White), how many of an ethnic minority in the
 * wider sense (White minorities included), and how many are disabled, of those counted for that. */
typedef struct eh_census_area {
    const char *name;
    const char *within; /* areas around it, separated by semicolons, or "" */
    int64_t residents, bme, minority, residents_of_disability, disabled;
} eh_census_area;

typedef struct eh_census eh_census;

/* The built-in areas with the rows of `more` before them (NULL for none): a CSV with the columns of population.csv, of which gss_code, within, certainty, note and source
 * may be absent, and two more that may be. A row with an `organisation` says that its area is a part of the people whom that organisation serves, with a
 * `weight` above 0 (a share of its patients, for one); its figures may be blank where the area is known. Such rows take the place of the organisation's areas. A fault is a finding and
 * EH_BAD. The catalogue must outlive it. */
eh_status eh_census_make(const eh_catalogue *catalogue, eh_source *more, eh_findings *findings, eh_census **census);
void eh_census_free(eh_census *census); /* NULL is allowed */

/* By name, folded; NULL when it is not known. */
const eh_census_area *eh_census_area_find(const eh_census *census, eh_slice name);

/* An organisation and the areas that it serves, separated by semicolons. */
typedef struct eh_served {
    const char *organisation, *areas;
} eh_served;

/* The people of one or several organisations' areas. */
typedef struct eh_place_people {
    bool known;         /* false when one of them serves no area, or one that is not known; all else is then 0 */
    bool weighted;      /* `sum` is 0: shares are the areas' own by their weights */
    eh_census_area sum; /* without name */
    double bme, minority, disabled; /* shares, 0 to 1; NaN where nobody is counted */
} eh_place_people;

/* Areas count once however many serve them, and one that lies within another of them not at all. The areas of one organisation with weights are weighted; of several
 * organisations they are added up all the same. EH_OK or EH_NOMEM. */
eh_status eh_place_of(const eh_census *census, const eh_served *served, size_t count, eh_place_people *place);

#endif
