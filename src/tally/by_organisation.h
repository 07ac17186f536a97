/* Where each organisation's rows are, reckoned once a run, so that many organisations in few files cost no more than one. */
#ifndef EH_TALLY_BY_ORGANISATION_H
#define EH_TALLY_BY_ORGANISATION_H

#include "record/dataset.h"

/* Positions of rows in one list of the dataset, organisation by organisation, each in the order of the files. */
typedef struct eh_by_organisation {
    uint32_t *row; /* NULL when the list itself is in this order */
    size_t *start; /* of an organisation's rows; they end where the next one's start */
    uint32_t organisations;
} eh_by_organisation;

/* Some rows of a list of the dataset: read with eh_some_row. */
typedef struct eh_some_rows {
    const uint32_t *row;
    size_t first; /* where there is no `row`: they lie one after the other from here */
    size_t count;
} eh_some_rows;

static inline size_t eh_some_row(const eh_some_rows *rows, size_t i) {
    return rows->row ? rows->row[i] : rows->first + i;
}

/* Rows without a code are those of the organisation `only`, or of none when that is 0. Free with eh_by_organisation_free whether it worked or not. EH_OK or
 * EH_NOMEM. */
eh_status eh_by_organisation_make(const eh_dataset *data, eh_kind kind, uint32_t only, eh_by_organisation *by);
void eh_by_organisation_free(eh_by_organisation *by);

eh_some_rows eh_by_organisation_rows(const eh_by_organisation *by, uint32_t organisation);

#endif
