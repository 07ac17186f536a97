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

/* What becomes of a breakdown in a publication. */
typedef enum eh_table_fate {
    EH_TABLE_SHOWN,   /* with what must be hidden hidden; one without counts as it is */
    EH_TABLE_UNKNOWN, /* left out: nobody knows what it could tell */
    EH_TABLE_ZEROS,  /* not there at all: rows that it lacks would say that nobody is in them, and noughts are hidden */
    EH_TABLE_UNSAFE, /* left out: national rows would have to be hidden for it */
    EH_TABLE_COSTLY, /* left out: protecting it would take too much work */
    EH_TABLE_EMPTY,  /* left out: nothing would be left to see */
    EH_TABLE_FATES
} eh_table_fate;

/* A breakdown of a return with its counts as cells of linked tables. */
typedef struct eh_public_table {
    const eh_breakdown *breakdown;
    size_t *cells;   /* by row x column: its cell, SIZE_MAX for none */
    bool *withdrawn; /* by row: nothing of it is shown but what items show */
    eh_table_fate fate;
    bool linked; /* its cells are in the linked tables */
} eh_public_table;

typedef struct eh_public_subject {
    const eh_return *ret;      /* in full */
    eh_return *made;           /* the same when it was made of last year's figures; to be freed, else NULL */
    const eh_edition *edition; /* never NULL */
    bool given;                /* to be published itself, not as last year's column alone */
    bool as_it_is;             /* a copy that was protected by the same rule already */
    size_t system;             /* which linked tables its cells are in */
    size_t *cells; /* by item x EH_GROUPS + group (0 for an item without groups): its cell, SIZE_MAX for none */
    size_t declared[EH_DECLARED];
    eh_public_table
        *tables; /* of ret->breakdowns, in their order; none of a return that is there for last year's column */
    size_t table_count;
} eh_public_subject;

/* Last year's return made of the figures that this year's holds of it, of last year's edition; borrows from both. NULL when out of memory. */
eh_return *eh_return_of_last(const eh_return *ret, const eh_edition *edition);
/* Makes the list of a subject's breakdowns, none of them linked yet. False when out of memory. */
bool eh_subject_make_tables(eh_public_subject *subject, eh_arena *arena);

/* Adds the counts of a return to linked tables, with all sums that hold among them: sums of items, rows that are parts of others and what they leave over, the
 * declarations. Fills subject->cells, which the caller has made of edition->item_count x EH_GROUPS. Memory: linked->no_memory. */
void eh_subject_add(eh_public_subject *subject, const eh_exceptions *exceptions, eh_linked *linked);
/* The cell of an item's count, by its number and group. */
size_t eh_subject_cell(const eh_public_subject *subject, unsigned item, unsigned group);
/* Two standards of one organisation and date count the same people: the rows that both count come to the same over their groups. */
void eh_subjects_link(const eh_public_subject *one, const eh_public_subject *other, eh_linked *linked);

#endif
