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

uint32_t eh_roster_home(const eh_roster *roster, uint32_t organisation) {
    return organisation ? organisation : roster->only;
}

eh_status eh_roster_make(const eh_dataset *data, uint32_t only, eh_roster *roster) {
    size_t count = data->staff.count;
    *roster = (eh_roster){.only = only};
    if (count == 0)
        return EH_OK;
    sort_key *keys = malloc(count * sizeof *keys);
    roster->row = malloc(count * sizeof *roster->row);
    if (!keys || !roster->row) {
        free(keys);
        eh_roster_free(roster);
        return EH_NOMEM;
    }
    for (size_t i = 0; i < count; i++) {
        const eh_staff_row *row = &data->staff.at[i];
        keys[i].person = (uint64_t)eh_roster_home(roster, row->organisation) << 32 | row->employee;
        keys[i].row = (uint32_t)i;
    }
    qsort(keys, count, sizeof *keys, compare_keys);
    for (size_t i = 0; i < count; i++)
        roster->row[i] = keys[i].row;
    roster->count = count;
    free(keys);
    return EH_OK;
}

void eh_roster_free(eh_roster *roster) {
    free(roster->row);
    *roster = (eh_roster){0};
}

static size_t first_of(const eh_dataset *data, const eh_roster *roster, uint32_t organisation) {
    size_t low = 0, high = roster->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        uint32_t home = eh_roster_home(roster, data->staff.at[roster->row[middle]].organisation);
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
