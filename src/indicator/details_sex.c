/* Sex by ethnicity (rules.md section 8): the workforce, and those of it in band 8a or above, by the column Gender of the chosen assignment. */
#include <stdlib.h>

#include "indicator/breakdowns.h"

static const char *const sex_names[EH_SEXES] = {"female", "male", "other-or-not-stated"};

enum { EVERYBODY, SENIOR, TABLES };
static const char *const names[TABLES] = {"sex-by-ethnicity", "sex-by-ethnicity-in-band-8a-and-above"};

typedef struct sex_counts {
    int64_t at[TABLES][EH_GROUPS][EH_SEXES];
} sex_counts;

/* What each value of the column means, by its number; NULL when out of memory. */
static eh_sex *understand(const eh_dataset *data) {
    size_t numbers = data->values[EH_STAFF_GENDER] ? eh_index_count(data->values[EH_STAFF_GENDER]) : 1;
    eh_sex *sex = calloc(numbers, sizeof *sex);
    for (uint32_t n = 0; n < numbers && sex; n++)
        sex[n] = eh_sex_of(data->catalogue, eh_dataset_value(data, EH_STAFF_GENDER, n));
    return sex;
}

static bool count_people(const eh_tallying *t, sex_counts *counts) {
    const bool wanted[TABLES] = {eh_trail_wants(t->data->trail, names[EVERYBODY], ""),
                                 eh_trail_wants(t->data->trail, names[SENIOR], "")};
    eh_sex *sex = understand(t->data);
    for (size_t i = 0; i < t->workforce->count && sex; i++) {
        const eh_person *person = &t->workforce->person[i];
        bool senior;
        if (person->state != EH_IN_WORKFORCE)
            continue;
        eh_sex is = sex[eh_staff_traits_of(t->data, eh_staff_at(t->data, person->chosen))->gender];
        (void)eh_breakdowns_is_banded(person->counter, &senior);
        counts->at[EVERYBODY][person->ethnic_group][is]++;
        counts->at[SENIOR][person->ethnic_group][is] += senior;
        for (unsigned k = 0; k < TABLES; k++)
            if (wanted[k] && (k == EVERYBODY || senior))
                eh_trail_note_figure(
                    t->data->trail, EH_KIND_STAFF, person->chosen,
                    &(eh_wanted){names[k], "", "", eh_group_id(EH_WRES, person->ethnic_group), sex_names[is]});
    }
    free(sex);
    return sex != NULL;
}

static void add_table(eh_breakdowns *all, const char *name, int64_t counts[EH_GROUPS][EH_SEXES]) {
    eh_breakdown *table = eh_breakdowns_counts(all, name, "", sex_names, EH_SEXES);
    for (unsigned g = 0; g < EH_GROUPS && !all->failed; g++) {
        eh_breakdown_cell *cells = eh_breakdown_add_row(all->ret, table, "", eh_group_id(EH_WRES, g), "");
        all->failed = !cells;
        for (unsigned s = 0; s < EH_SEXES && cells; s++)
            cells[s].value = (double)counts[g][s];
    }
}

void eh_breakdowns_sex(eh_breakdowns *all) {
    const eh_tallying *t = all->t;
    sex_counts counts = {{{{0}}}};
    if (t->edition->standard != EH_WRES || !t->workforce || !t->tally->has_workforce || all->failed)
        return;
    bool supplied = eh_tally_has_column(t, EH_STAFF_GENDER);
    all->failed = supplied && !count_people(t, &counts);
    for (unsigned k = 0; k < TABLES; k++)
        if (supplied)
            add_table(all, names[k], counts.at[k]);
        else
            eh_breakdowns_missing(all, names[k], "", sex_names, EH_SEXES);
}
