#include <stdlib.h>

#include "tally/workforce.h"

typedef struct sort_key {
    uint64_t person; /* home organisation, then employee */
    uint32_t row;
} sort_key;

static int compare_keys(const void *a, const void *b) {
    const sort_key *x = a, *y = b;
    if (x->person != y->person)
        return x->person < y->person ? -1 : 1;
    return x->row < y->row ? -1 : x->row > y->row;
}

/* The home of a row: its organisation, or the run's only one. */
static uint32_t home_of(const eh_roster *roster, uint32_t organisation) {
    return organisation ? organisation : roster->only;
}

static eh_status sort_staff(const eh_dataset *data, eh_roster *roster) {
    size_t count = data->staff.count;
    if (count == 0)
        return EH_OK;
    sort_key *keys = malloc(count * sizeof *keys);
    roster->row = malloc(count * sizeof *roster->row);
    if (!keys || !roster->row) {
        free(keys);
        return EH_NOMEM;
    }
    for (size_t i = 0; i < count; i++) {
        const eh_staff_row *row = &data->staff.at[i];
        keys[i].person = (uint64_t)home_of(roster, row->organisation) << 32 | row->employee;
        keys[i].row = (uint32_t)i;
    }
    qsort(keys, count, sizeof *keys, compare_keys);
    for (size_t i = 0; i < count; i++)
        roster->row[i] = keys[i].row;
    roster->count = count;
    free(keys);
    return EH_OK;
}

eh_status eh_roster_make(const eh_dataset *data, uint32_t only, eh_roster *roster) {
    *roster = (eh_roster){.only = only};
    eh_status status = sort_staff(data, roster);
    for (eh_kind kind = 0; kind < EH_KIND_COUNT && status == EH_OK; kind++)
        status = eh_by_organisation_make(data, kind, only, &roster->others[kind]);
    return status;
}

void eh_roster_free(eh_roster *roster) {
    free(roster->row);
    for (size_t kind = 0; kind < EH_KIND_COUNT; kind++)
        eh_by_organisation_free(&roster->others[kind]);
    *roster = (eh_roster){0};
}

static size_t first_of(const eh_dataset *data, const eh_roster *roster, uint32_t organisation) {
    size_t low = 0, high = roster->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        uint32_t home = home_of(roster, data->staff.at[roster->row[middle]].organisation);
        if (home < organisation)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void eh_roster_range(const eh_dataset *data, const eh_roster *roster, uint32_t organisation, size_t *from, size_t *to) {
    *from = first_of(data, roster, organisation);
    *to = first_of(data, roster, organisation + 1);
}
