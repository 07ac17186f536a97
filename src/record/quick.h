/* The quick way of reading a row. Nearly all rows hold what was seen before, and nothing about them has to be said: then their cells need not be looked at one by one.
 * Whatever is not certain is left to the careful way (read_table.c), and both must come to the same. */
#ifndef EH_RECORD_QUICK_H
#define EH_RECORD_QUICK_H

#include "record/combining.h"
#include "record/reading.h"

/* Fields whose values together become one number of the record. */
typedef struct eh_quick_group {
    const eh_field *fields;
    size_t count;
    /* The number, of the row being read, without saying anything. *says when there is something to say. EH_OK or EH_NOMEM. */
    eh_status (*understand)(eh_reading *reading, uint32_t *meaning, bool *says);
    /* Says it of the row being read: the same as the careful way does, in its order. */
    eh_status (*say)(eh_reading *reading, uint32_t meaning);
} eh_quick_group;

enum { EH_QUICK_GROUPS = 2, EH_QUICK_SINGLES = 4 };

/* How the rows of a kind are read in the quick way. */
typedef struct eh_quick_kind {
    eh_quick_group group[EH_QUICK_GROUPS];
    eh_field single[EH_QUICK_SINGLES]; /* identifiers and dates, EH_FIELD_NONE for none */
    /* Reads what is in the single fields, without saying anything; false for what is left to the careful way. */
    bool (*understand)(const eh_reading *reading, const eh_slice text[EH_QUICK_SINGLES],
                       eh_date date[EH_QUICK_SINGLES]);
    /* Makes the record. */
    eh_status (*make)(eh_reading *reading, const uint32_t meaning[EH_QUICK_GROUPS],
                      const eh_slice text[EH_QUICK_SINGLES], const eh_date date[EH_QUICK_SINGLES]);
} eh_quick_kind;
extern const eh_quick_kind eh_quick_staff, eh_quick_applicants;

typedef struct eh_quick eh_quick;

/* For a table whose headings were matched. `width`: cells of the heading row; `matched`: columns that are fields; `organisation`: the field of the code. *quick
 * stays NULL when there is no quick way for the kind. EH_OK or EH_NOMEM. */
eh_status eh_quick_new(const eh_reading *reading, uint32_t width, unsigned matched, eh_field organisation,
                       eh_quick **quick);
void eh_quick_free(eh_quick *quick); /* NULL is allowed */

/* Reads reading->row and counts it, or leaves all as it was (*done false). EH_OK or EH_NOMEM. */
eh_status eh_quick_read(eh_quick *quick, eh_reading *reading, bool *done);

#endif
