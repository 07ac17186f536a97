/* Breakdowns as cells of linked tables, with all that ties them to the items, to each other and to the other standard's. */
#ifndef EH_DISCLOSURE_TABLES_H
#define EH_DISCLOSURE_TABLES_H

#include "base/finding.h"
#include "disclosure/subject.h"

/* The breakdowns of one organisation and year. */
typedef struct eh_tables {
    eh_public_subject *const *subjects; /* whose items are in the linked tables */
    size_t count;
    eh_linked *linked;
} eh_tables;

/* In which order breakdowns come into the linked tables, the most wanted first: the i-th kind; false when there is none. `by` is NULL where it may be anything. */
typedef struct eh_table_kind {
    const char *name, *by;
} eh_table_kind;
bool eh_table_kind_at(size_t i, eh_table_kind *kind);
/* Whether a breakdown is of a kind; whether it is one of likelihood ratios, which follow from counts. */
bool eh_table_is(const eh_public_table *table, eh_table_kind kind);
bool eh_table_is_ratios(const eh_breakdown *breakdown);
/* Whether rows of nobody are left out of it. */
bool eh_table_lacks_rows(const eh_breakdown *breakdown);
/* Whether what it adds up to is not in the linked tables: then its rows would tell of that as well. */
bool eh_table_lacks_whole(const eh_public_subject *subject, const eh_public_table *table);

/* Adds a breakdown's counts, and the sums that hold: with the items (a count that is an item's own is its cell), with the breakdowns that are linked already, and
 * with the same breakdown of the other standard, which counts the same people. Fills table->cells, which the caller made. Memory: linked->no_memory. */
void eh_table_add(const eh_tables *all, const eh_public_subject *subject, eh_public_table *table);

/* Decides which breakdowns a publication holds, and what is hidden in them, when all items are decided: those stay as they are. A breakdown for which one of them would
 * have to be hidden loses the rows that tell of it, as many as must be; one of which nothing is left, or which would take too much work, is left out as a whole. EH_OK
 * or EH_NOMEM. */
eh_status eh_tables_protect(const eh_tables *all, const eh_suppression_rule *rule);

/* A finding for each breakdown that is left out. EH_OK or EH_NOMEM. */
eh_status eh_tables_say(const eh_public_subject *subject, const char *rule, eh_findings *findings);
/* Adds the names of those that are left out: "WDES funnel by band", separated by commas. */
void eh_tables_name_left_out(const eh_public_subject *subject, eh_buffer *out);

#endif
