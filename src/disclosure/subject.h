/* One return of a publication, given or last year's, with its counts as cells of linked tables. */
#ifndef EH_DISCLOSURE_SUBJECT_H
#define EH_DISCLOSURE_SUBJECT_H

#include "disclosure/linked.h"
#include "return/return.h"

/* Counts beyond the items that a publication holds: who has said what the standard asks. */
enum { EH_DECLARED_STATED, EH_DECLARED_DECLINED, EH_DECLARED_NOT_HELD, EH_DECLARED_NOT_RECOGNISED, EH_DECLARED };
const char *eh_declared_name(unsigned which); /* "declaration.stated" */

/* Items that are shown whatever their size: ids or indicators. */
typedef struct eh_exceptions {
    const char *const *names;
    size_t count;
} eh_exceptions;
/* Whether an item is among them, by its id or its indicator ("9.workforce", which is the whole workforce under another name, by its id alone). */
bool eh_is_excepted(const eh_exceptions *exceptions, const eh_item *item);

typedef struct eh_public_subject {
    const eh_return *ret;      /* in full */
    eh_return *made;           /* the same when it was made of last year's figures; to be freed, else NULL */
    const eh_edition *edition; /* never NULL */
    bool given;                /* to be published itself, not as last year's column alone */
    bool as_it_is;             /* a copy that was protected by the same rule already */
    size_t system;             /* which linked tables its cells are in */
    size_t *cells; /* by item x EH_GROUPS + group (0 for an item without groups): its cell, SIZE_MAX for none */
    size_t declared[EH_DECLARED];
} eh_public_subject;

/* Adds the counts of a return to linked tables, with all sums that hold among them: sums of items, rows that are parts of others and what they leave over, the
 * declarations. Fills subject->cells, which the caller has made of edition->item_count x EH_GROUPS. Memory: linked->no_memory. */
void eh_subject_add(eh_public_subject *subject, const eh_exceptions *exceptions, eh_linked *linked);
/* Two standards of one organisation and date count the same people: the rows that both count come to the same over their groups. */
void eh_subjects_link(const eh_public_subject *one, const eh_public_subject *other, eh_linked *linked);

#endif
