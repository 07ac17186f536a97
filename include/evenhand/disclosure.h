/* Disclosure control: copies of returns that may be published, with small numbers hidden so that nobody can work them out again. */
#ifndef EVENHAND_DISCLOSURE_H
#define EVENHAND_DISCLOSURE_H

#include "evenhand/return.h"

/* The names of the rules of suppression that the templates hold; NULL at the end. "none" takes nothing out. */
EH_API const char *eh_suppression_name(const eh_catalogue *catalogue, size_t i);
/* Whether `rule` is one of them, or one given as numbers: "5", "below-10", "1-7,base=5,respondents=11". */
EH_API bool eh_suppression_known(const eh_catalogue *catalogue, const char *rule);

/* The public copies of all returns of one publication: everything that is published together, by one rule. */
typedef struct eh_disclosure eh_disclosure;

/* Makes public copies of returns (NULL-terminated, no two of one organisation, standard and edition). `lasts` (NULL-terminated, or NULL) are other years'
 * returns for last year's column; those that fit none are passed over. `rule` as above; `except` names items (ids or indicators, separated by commas) that are
 * shown whatever their size, or is NULL.
 *
 * Counts that the rule hides are hidden, then further counts until no count that is hidden can be worked out closer than the rule allows, from anything in the
 * publication: sums, the other standard's tables of the same people, parts of rows, last year's column, what follows from percentages and ratios. All
 * else is worked out again from the counts that are shown. An attack on the whole decides: EH_BAD with a finding when a count could not be
 * kept safe, when a name in `except` is no item, when the rule is unknown, or when a return is a suppressed copy by another rule already.
 *
 * Breakdowns are protected with them, but come after: no item is hidden for one. One that cannot be kept safe so, or not without much work, is left out of the
 * copies as a whole, which a finding says.
 *
 * The copies borrow from the returns and the catalogue, which must outlive *made. */
EH_API eh_status eh_disclose(const eh_catalogue *catalogue, const eh_return *const *returns,
                             const eh_return *const *lasts, const char *rule, const char *except, eh_findings *findings,
                             eh_disclosure **made);
EH_API void eh_disclosure_free(eh_disclosure *disclosure); /* NULL is allowed */

/* The copies in the order of the returns, NULL-terminated. */
EH_API const eh_return *const *eh_disclosed(const eh_disclosure *disclosure);

/* How much was hidden in the copies, last year's columns apart. Breakdowns are counted by themselves. */
typedef struct eh_disclosure_extent {
    size_t counts;                      /* counts of people that the returns hold */
    size_t small, further;              /* of them hidden by the rule itself, and to protect those */
    size_t others, others_hidden;       /* other figures: percentages, ratios, survey figures */
    size_t in_tables, in_tables_hidden; /* counts of the breakdowns that the copies hold */
    size_t tables, tables_left_out;     /* breakdowns of counts that the returns hold; of them not in the copies */
} eh_disclosure_extent;
EH_API eh_disclosure_extent eh_disclosed_extent(const eh_disclosure *disclosure);

#endif
