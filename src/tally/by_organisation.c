#include "tally/by_organisation.h"

#include <stdlib.h>

/* A list of the dataset, of whose rows the organisation alone matters. */
typedef struct row_list {
    const char *first; /* the organisation of its first row */
    size_t count, size;
} row_list;

#define ROW_LIST(list)                                                                                                 \
    ((row_list){(list).count ? (const char *)&(list).at->organisation : NULL, (list).count, sizeof *(list).at})

static row_list list_of(const eh_dataset *data, eh_kind kind) {
    switch (kind) {
    case EH_KIND_APPLICANTS:
        return ROW_LIST(data->applications);
    case EH_KIND_CASES:
        return ROW_LIST(data->cases);
    case EH_KIND_TRAINING:
        return ROW_LIST(data->training);
    case EH_KIND_BOARD:
        return ROW_LIST(data->board);
    case EH_KIND_SURVEY:
        return ROW_LIST(data->survey);
    case EH_KIND_COUNTS:
        return ROW_LIST(data->counts);
    case EH_KIND_ANSWERS:
        return ROW_LIST(data->answers_given);
    default: /* staff: the roster has them */
        return (row_list){NULL, 0, 0};
    }
}

static uint32_t home_of(const row_list *list, size_t i, uint32_t only) {
    uint32_t organisation = *(const uint32_t *)(const void *)(list->first + i * list->size);
    return organisation ? organisation : only;
}

eh_status eh_by_organisation_make(const eh_dataset *data, eh_kind kind, uint32_t only, eh_by_organisation *by) {
    row_list list = list_of(data, kind);
    uint32_t organisations = eh_index_count(data->organisations);
    *by = (eh_by_organisation){.organisations = organisations};
    if (list.count == 0)
        return EH_OK;
    by->row = malloc(list.count * sizeof *by->row);
    by->start = calloc((size_t)organisations + 2, sizeof *by->start);
    if (!by->row || !by->start)
        return EH_NOMEM;
    /* counted two places on, so that while rows are placed start[o + 1] runs from the start of o's to its end */
    for (size_t i = 0; i < list.count; i++)
        by->start[home_of(&list, i, only) + 2]++;
    for (size_t o = 2; o < (size_t)organisations + 2; o++)
        by->start[o] += by->start[o - 1];
    for (size_t i = 0; i < list.count; i++)
        by->row[by->start[home_of(&list, i, only) + 1]++] = (uint32_t)i;
    return EH_OK;
}

void eh_by_organisation_free(eh_by_organisation *by) {
    free(by->row);
    free(by->start);
    *by = (eh_by_organisation){0};
}

eh_some_rows eh_by_organisation_rows(const eh_by_organisation *by, uint32_t organisation) {
    if (!by->start || organisation >= by->organisations)
        return (eh_some_rows){NULL, 0};
    return (eh_some_rows){by->row + by->start[organisation], by->start[organisation + 1] - by->start[organisation]};
}
