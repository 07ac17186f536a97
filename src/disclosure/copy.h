/* The public copy of a return: what may be said, worked out from the counts that are shown. */
#ifndef EH_DISCLOSURE_COPY_H
#define EH_DISCLOSURE_COPY_H

#include "disclosure/subject.h"
#include "evenhand/disclosure.h"

/* What a public return keeps of the details: what the organisation answered, and how complete its records are. */
#define EH_PUBLIC_ANSWERS  "answer."
#define EH_PUBLIC_COMPLETE "declaration."

/* The items of a subject as its linked tables let them be shown, in the arena of `copy`: counts as they are, rounded or hidden; percentages, ratios and what goes with
 * them worked out again from the counts that are shown, hidden where one of these is; survey figures of few respondents hidden. EH_OK or EH_NOMEM. */
eh_status eh_copy_items(const eh_public_subject *subject, const eh_linked *linked, const eh_suppression_rule *rule,
                        eh_return *copy);
/* The details that may be seen, with room for `more` behind them. */
eh_status eh_copy_details(const eh_public_subject *subject, const eh_linked *linked, const eh_suppression_rule *rule,
                          size_t more, eh_return *copy);
/* The breakdowns as decided (tables.h): counts as they are, rounded or hidden, likelihood ratios worked out again from the counts that are shown; one that is left out
 * has no rows, and suppressed as its reason. */
eh_status eh_copy_tables(const eh_public_subject *subject, const eh_linked *linked, const eh_suppression_rule *rule,
                         eh_return *copy);
/* Last year's column from last year's public copy. */
eh_status eh_copy_last(const eh_return *last, eh_return *copy);

/* Adds to the extent what became of the figures of a return in its copy. */
void eh_copy_extent(const eh_public_subject *subject, const eh_linked *linked, const eh_return *copy,
                    eh_disclosure_extent *extent);

#endif
