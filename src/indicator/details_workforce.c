/* The workforce in more detail (rules.md section 8): by the values of a column of the staff extract. */
#include <stdlib.h>
#include <string.h>

#include "indicator/breakdowns.h"

enum { EVERYBODY, BANDED, SENIOR, COLUMNS };
static const char *const columns[COLUMNS] = {"all", "banded", "band-8a-and-above"};

static const struct dimension {
    const char *by;
    eh_field field;
} dimensions[] = {{"directorate", EH_STAFF_DIRECTORATE},
                  {"staff-group", EH_STAFF_STAFF_GROUP},
                  {"area-of-work", EH_STAFF_AREA_OF_WORK}};

typedef struct unit_counts {
    int64_t at[COLUMNS][EH_GROUPS];
} unit_counts;

static uint32_t value_of(const eh_tallying *t, const eh_person *person, eh_field field) {
    return t->data->posts.at[eh_staff_at(t->data, person->chosen)->post].value[field];
}

static void count_units(const eh_tallying *t, const struct dimension *d, const eh_parts_of *parts,
                        unit_counts *counts) {
    bool wanted = eh_trail_wants(t->data->trail, "workforce", d->by);
    for (size_t i = 0; i < t->workforce->count; i++) {
        const eh_person *person = &t->workforce->person[i];
        bool senior;
        if (person->state != EH_IN_WORKFORCE)
            continue;
        unsigned group = t->edition->standard == EH_WRES ? person->ethnic_group : person->disability_group;
        size_t part = parts->part_of[value_of(t, person, d->field)];
        const bool is[COLUMNS] = {true, eh_breakdowns_is_banded(person->counter, &senior), senior};
        for (unsigned k = 0; k < COLUMNS; k++) {
            counts[part].at[k][group] += is[k];
            if (wanted && is[k])
                eh_trail_note_figure(t->data->trail, EH_KIND_STAFF, person->chosen,
                                     &(eh_wanted){"workforce", d->by, parts->name[part],
                                                  eh_group_id(t->edition->standard, group), columns[k]});
        }
    }
}

static void add_units(eh_breakdowns *all, const char *by, const eh_parts_of *parts, const unit_counts *counts) {
    eh_breakdown *table = eh_breakdowns_counts(all, "workforce", by, columns, COLUMNS);
    eh_breakdown *ratios = eh_breakdowns_ratios(all, "workforce-ratios", by);
    for (size_t p = 0; p < parts->count && table && ratios; p++) {
        const unit_counts *c = &counts[p];
        if (c->at[EVERYBODY][0] + c->at[EVERYBODY][1] + c->at[EVERYBODY][EH_UNKNOWN] == 0)
            continue;
        for (unsigned g = 0; g < EH_GROUPS && !all->failed; g++) {
            const char *group = eh_group_id(all->t->edition->standard, g);
            eh_breakdown_cell *cells = eh_breakdown_add_row(all->ret, table, parts->name[p], group, "");
            all->failed = !cells;
            for (unsigned k = 0; k < COLUMNS && cells; k++)
                cells[k].value = (double)c->at[k][g];
        }
        eh_breakdowns_ratio(all, ratios, parts->name[p], "band-8a-and-above", (eh_rates){c->at[SENIOR], c->at[BANDED]});
    }
}

static eh_status break_down(eh_breakdowns *all, const struct dimension *d) {
    const eh_tallying *t = all->t;
    size_t numbers = t->data->values[d->field] ? eh_index_count(t->data->values[d->field]) : 1;
    eh_parts_of parts = {0};
    unit_counts *counts = NULL;
    uint64_t *weight = calloc(numbers + 1, sizeof *weight);
    for (size_t i = 0; i < t->workforce->count && weight; i++)
        if (t->workforce->person[i].state == EH_IN_WORKFORCE)
            weight[value_of(t, &t->workforce->person[i], d->field)]++;
    eh_status status = weight ? eh_parts_of_make(all, d->field, weight, numbers, &parts) : EH_NOMEM;
    if (status == EH_OK) {
        counts = calloc(parts.count, sizeof *counts);
        status = counts ? EH_OK : EH_NOMEM;
    }
    if (status == EH_OK) {
        count_units(t, d, &parts, counts);
        add_units(all, d->by, &parts, counts);
        if (parts.together)
            status = eh_tally_found(t, EH_F_PARTS_TOGETHER, parts.together, NULL, eh_field_heading(d->field), NULL);
    }
    free(counts);
    free(weight);
    eh_parts_of_free(&parts);
    return status;
}

static void by_column(eh_breakdowns *all) {
    for (size_t i = 0; i < sizeof dimensions / sizeof *dimensions; i++) {
        const struct dimension *d = &dimensions[i];
        if (!all->by || strcmp(all->by, d->by) != 0)
            continue;
        eh_status status = EH_OK;
        if (eh_tally_has_column(all->t, d->field)) {
            status = break_down(all, d);
        } else {
            eh_breakdowns_missing(all, "workforce", d->by, columns, COLUMNS);
            status = eh_tally_found(all->t, EH_F_NO_COLUMN_TO_BREAK_DOWN, 1, NULL, eh_field_heading(d->field), NULL);
        }
        all->failed = all->failed || status != EH_OK;
    }
}

void eh_breakdowns_workforce(eh_breakdowns *all) {
    if (!all->t->workforce || !all->t->tally->has_workforce || all->failed)
        return;
    by_column(all);
}
