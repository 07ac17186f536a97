#include <stdlib.h>

#include "tally/sort.h"
#include "tally/workforce.h"

static eh_identifier employee_at(const eh_dataset *data, const eh_some_rows *rows, size_t i) {
    return eh_staff_at(data, eh_some_row(rows, i))->employee;
}

static bool in_order(const eh_dataset *data, const eh_some_rows *rows) {
    for (size_t i = 1; i < rows->count; i++)
        if (employee_at(data, rows, i - 1) > employee_at(data, rows, i))
            return false;
    return true;
}

/* Every organisation's rows lay one after the other in the list: gives them numbers that can be sorted. */
static eh_status number_rows(const eh_dataset *data, eh_by_organisation *staff) {
    staff->row = malloc((data->staff.count + 1) * sizeof *staff->row);
    if (!staff->row)
        return EH_NOMEM;
    for (size_t i = 0; i < data->staff.count; i++)
        staff->row[i] = (uint32_t)i;
    return EH_OK;
}

static eh_status sort_rows(const eh_dataset *data, uint32_t *row, size_t count) {
    const eh_some_rows rows = {row, 0, count};
    eh_sort_key *keys = malloc(2 * count * sizeof *keys);
    if (!keys)
        return EH_NOMEM;
    for (size_t i = 0; i < count; i++)
        keys[i] = (eh_sort_key){employee_at(data, &rows, i), row[i]};
    eh_sort_keys(keys, keys + count, count);
    for (size_t i = 0; i < count; i++)
        row[i] = keys[i].row;
    free(keys);
    return EH_OK;
}

static eh_status sort_staff(const eh_dataset *data, eh_by_organisation *staff) {
    eh_status status = EH_OK;
    for (uint32_t o = 0; o < staff->organisations && status == EH_OK; o++) {
        eh_some_rows rows = eh_by_organisation_rows(staff, o);
        if (in_order(data, &rows))
            continue;
        if (!staff->row)
            status = number_rows(data, staff);
        if (status == EH_OK)
            status = sort_rows(data, staff->row + staff->start[o], rows.count);
    }
    return status;
}

eh_status eh_roster_make(const eh_dataset *data, uint32_t only, eh_roster *roster) {
    *roster = (eh_roster){.only = only};
    eh_status status = EH_OK;
    for (eh_kind kind = 0; kind < EH_KIND_COUNT && status == EH_OK; kind++)
        status = eh_by_organisation_make(data, kind, only, &roster->of[kind]);
    return status == EH_OK ? sort_staff(data, &roster->of[EH_KIND_STAFF]) : status;
}

void eh_roster_free(eh_roster *roster) {
    for (size_t kind = 0; kind < EH_KIND_COUNT; kind++)
        eh_by_organisation_free(&roster->of[kind]);
    *roster = (eh_roster){0};
}

eh_some_rows eh_roster_rows(const eh_roster *roster, eh_kind kind, uint32_t organisation) {
    return eh_by_organisation_rows(&roster->of[kind], organisation);
}
