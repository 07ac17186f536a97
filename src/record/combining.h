/* Columns whose cells together mean one thing, understood once per distinct combination. Those that stand beside each other are looked up as one stretch of
 * bytes, as it stands in the file; several stretches by the numbers of each. */
#ifndef EH_RECORD_COMBINING_H
#define EH_RECORD_COMBINING_H

#include "extract/rows.h"

/* A combination that rows hold. */
typedef struct eh_combination {
    uint32_t meaning; /* what its owner makes of it */
    uint16_t filled;  /* cells with something in them */
    bool differs;     /* some cell is not the heading of its column */
    bool says;        /* something is to be said about each row that holds it */
    bool known;       /* the owner has filled in the others */
} eh_combination;

typedef struct eh_combining eh_combining;

/* `columns`: sorted, from 0. NULL when out of memory. */
eh_combining *eh_combining_new(const uint32_t *columns, size_t count);
void eh_combining_free(eh_combining *combining); /* NULL is allowed */

/* The combination that a row holds, which must have all the columns; valid until the next call. *found is NULL when it cannot be told in this way: an error in a cell, a
 * very long text, or combinations so many that keeping them does not pay. EH_OK or EH_NOMEM. */
eh_status eh_combining_find(eh_combining *combining, const eh_row *row, eh_combination **found);

#endif
