/* The counters that items rest on, by the names that templates/items.csv uses. */
#ifndef EH_TALLY_COUNTERS_H
#define EH_TALLY_COUNTERS_H

#include "standard/catalogue.h"
#include "standard/vocabulary.h"

enum { EH_BANDS = EH_BAND_COUNT - 1 }; /* bands with a row: under band 1 to VSM */

typedef enum eh_counter {
    EH_COUNT_NON_CLINICAL = 0,                            /* the first of EH_BANDS counters */
    EH_COUNT_CLINICAL = EH_COUNT_NON_CLINICAL + EH_BANDS, /* likewise */
    EH_COUNT_CONSULTANTS = EH_COUNT_CLINICAL + EH_BANDS,  /* senior medical managers among them */
    EH_COUNT_SENIOR_MEDICAL,
    EH_COUNT_CAREER_GRADE,
    EH_COUNT_TRAINEE,
    EH_COUNT_OTHER_MEDICAL,
    EH_COUNT_UNPLACED,
    EH_COUNT_SHORTLISTED,
    EH_COUNT_APPOINTED,
    EH_COUNT_DISCIPLINARY,
    EH_COUNT_TRAINING,
    EH_COUNT_CAPABILITY,
    EH_COUNT_CAPABILITY_ILL_HEALTH,
    EH_COUNT_BOARD,
    EH_COUNT_VOTING,
    EH_COUNT_NON_VOTING,
    EH_COUNT_EXECUTIVE,
    EH_COUNT_NON_EXECUTIVE,
    EH_COUNTER_COUNT
} eh_counter;

/* The counter of a name, or EH_COUNTER_COUNT. */
eh_counter eh_counter_find(const char *name);
/* The kind of extract that a counter is counted from. */
eh_kind eh_counter_kind(eh_counter counter);
/* Over how many years a counter is added up (1 or 2): an item shows the average. */
unsigned eh_counter_years(const eh_edition *edition, eh_counter counter);

#endif
