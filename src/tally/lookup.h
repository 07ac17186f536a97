/* Whom a number in a case log or a training list means (rules.md section 4, "Whose group"). */
#ifndef EH_TALLY_LOOKUP_H
#define EH_TALLY_LOOKUP_H

#include "tally/workforce.h"

typedef struct eh_lookup eh_lookup;

/* Looks people up in a workforce; both stay the caller's. NULL when out of memory. */
eh_lookup *eh_lookup_new(const eh_dataset *data, const eh_workforce *workforce);
void eh_lookup_free(eh_lookup *lookup); /* NULL is allowed */

/* The person that an event's number means: the Employee Number as it stands; without its "-n"; an Assignment Number; then without leading
 * zeros, when exactly one person matches (*by_zeros). NULL when nobody is found or the number is blank. *status is EH_NOMEM or EH_OK. */
const eh_person *eh_lookup_person(eh_lookup *lookup, const eh_event_row *event, bool *by_zeros, eh_status *status);

#endif
