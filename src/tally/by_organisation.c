#include "tally/by_organisation.h"

#include <stdlib.h>

static uint32_t organisation_at(const eh_dataset *data, eh_kind kind, size_t i) {
    switch (kind) {
    case EH_KIND_STAFF:
        return eh_staff_at(data, i)->organisation;
    case EH_KIND_APPLICANTS:
        return eh_application_at(data, i)->organisation;
    case EH_KIND_CASES:
        return data->cases.at[i].organisation;
    case EH_KIND_TRAINING:
        return data->training.at[i].organisation;
    case EH_KIND_BOARD:
        return data->board.at[i].organisation;
    case EH_KIND_SURVEY:
        return data->survey.at[i].organisation;
    case EH_KIND_COUNTS:
        return data->counts.at[i].organisation;
    default:
        return data->answers_given.at[i].organisation;
    }
}

static uint32_t home_at(const eh_dataset *data, eh_kind kind, size_t i, uint32_t only) {
    uint32_t organisation = organisation_at(data, kind, i);
    return organisation ? organisation : only;
}

eh_status eh_by_organisation_make(const eh_dataset *data, eh_kind kind, uint32_t only, eh_by_organisation *by) {
    size_t count = eh_dataset_records(data, kind);
    uint32_t organisations = eh_index_count(data->organisations), last = 0;
    bool in_order = true;
    *by = (eh_by_organisation){.organisations = organisations};
    if (count == 0)
        return EH_OK;
    by->start = calloc((size_t)organisations + 2, sizeof *by->start);
    if (!by->start)
        return EH_NOMEM;
    /* counted two places on, so that while rows are placed start[o + 1] runs from the start of o's to its end */
    for (size_t i = 0; i < count; i++) {
        uint32_t home = home_at(data, kind, i, only);
        in_order = in_order && home >= last;
        last = home;
        by->start[home + 2]++;
    }
    for (size_t o = 2; o < (size_t)organisations + 2; o++)
        by->start[o] += by->start[o - 1];
    if (in_order) {
        for (size_t o = 1; o <= organisations; o++)
            by->start[o] = by->start[o + 1];
        return EH_OK;
    }
    by->row = malloc(count * sizeof *by->row);
    if (!by->row)
        return EH_NOMEM;
    for (size_t i = 0; i < count; i++)
        by->row[by->start[home_at(data, kind, i, only) + 1]++] = (uint32_t)i;
    return EH_OK;
}

void eh_by_organisation_free(eh_by_organisation *by) {
    free(by->row);
    free(by->start);
    *by = (eh_by_organisation){0};
}

eh_some_rows eh_by_organisation_rows(const eh_by_organisation *by, uint32_t organisation) {
    if (!by->start || organisation >= by->organisations)
        return (eh_some_rows){NULL, 0, 0};
    size_t first = by->start[organisation];
    return (eh_some_rows){by->row ? by->row + first : NULL, first, by->start[organisation + 1] - first};
}
