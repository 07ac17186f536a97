/* Figures that are given rather than counted: the survey's, the counts extract's, the answers. By item and group of one edition, for one organisation. */
#ifndef EH_INDICATOR_GIVEN_H
#define EH_INDICATOR_GIVEN_H

#include "tally/tally.h"

typedef struct eh_given {
    bool there;
    eh_fraction value;
    int64_t respondents; /* -1 for none */
    const char *answer, *text;
} eh_given;

/* eh_given_at(given.survey, item, group): item's position in the edition, group 0 to 2 (0 for an item without groups). */
typedef struct eh_givens {
    eh_given *survey, *counts, *answers;
} eh_givens;

static inline eh_given *eh_given_at(eh_given *given, unsigned item, unsigned group) {
    return &given[item * EH_GROUPS + group];
}

/* Tells of each survey whether its percentages look like fractions: all at or under 1, some above 0, none marked as a percentage. Once a run. */
void eh_givens_find_scales(eh_dataset *data, int year);

/* Gathers them (rules.md section 4, "Indicators 5 to 8", and contract, counts and answers); what cannot be used is a finding. Rows used are added
 * to the tally's. Free with eh_givens_free. */
eh_status eh_givens_make(const eh_tallying *tallying, eh_givens *givens);
void eh_givens_free(eh_givens *givens);

/* Whether the rest of an id ("5", "9a") names an item of the edition with its usual ending; -1 when it does not. */
int eh_item_loosely(const eh_edition *edition, const char *text);

#endif
