/* Indicator 2 and metric 2: applications shortlisted and appointed in the period (rules.md section 4). */
#include <stdlib.h>

#include "tally/tally.h"

typedef struct counting {
    uint64_t appointed_unmarked, undated, duplicates, outside;
} counting;

/* Whether an application belongs to the period; one without any date is counted, with a finding. */
static bool in_period(const eh_tallying *t, const eh_application_row *row, counting *facts) {
    if (row->date == EH_NO_DATE) {
        facts->undated++;
        return true;
    }
    if (row->date >= t->edition->period_start && row->date <= t->edition->period_end)
        return true;
    facts->outside++;
    return false;
}

static void count_application(eh_tallying *t, const eh_application_row *row, counting *facts) {
    unsigned group =
        eh_tally_group(t, EH_APPLICANTS_ETHNIC_ORIGIN, EH_APPLICANTS_DISABILITY, row->ethnicity, row->disability);
    t->tally->count[EH_COUNT_SHORTLISTED][group]++;
    if (row->appointed)
        t->tally->count[EH_COUNT_APPOINTED][group]++;
    facts->appointed_unmarked += row->appointed && !row->shortlisted;
    t->tally->used[row->source]++;
}

/* By application, those appointed first, then in file order. */
static int compare_applications(const void *a, const void *b) {
    const eh_application_row *x = *(const eh_application_row *const *)a, *y = *(const eh_application_row *const *)b;
    if (x->application != y->application)
        return x->application < y->application ? -1 : 1;
    if (x->appointed != y->appointed)
        return x->appointed ? -1 : 1;
    return x < y ? -1 : x > y;
}

/* Counts the organisation's applications. The same Application ID counts once: the first in file order that was appointed, else shortlisted. */
static eh_status count_applications(eh_tallying *t, counting *facts) {
    eh_some_rows rows = eh_tally_rows(t, EH_KIND_APPLICANTS);
    const eh_application_row **ours = malloc((rows.count + 1) * sizeof *ours);
    size_t count = 0;
    if (!ours)
        return EH_NOMEM;
    for (size_t i = 0; i < rows.count; i++) {
        const eh_application_row *row = &t->data->applications.at[rows.row[i]];
        if ((row->shortlisted || row->appointed) && in_period(t, row, facts))
            ours[count++] = row;
    }
    qsort(ours, count, sizeof *ours, compare_applications);
    for (size_t i = 0; i < count; i++)
        if (i && ours[i]->application != EH_INDEX_NONE && ours[i]->application == ours[i - 1]->application)
            facts->duplicates++;
        else
            count_application(t, ours[i], facts);
    free(ours);
    return EH_OK;
}

static eh_status say(eh_tallying *t, const counting *facts) {
    const struct {
        eh_code code;
        uint64_t count;
    } says[] = {{EH_F_APPOINTED_NOT_SHORTLISTED, facts->appointed_unmarked},
                {EH_F_UNDATED_APPLICATIONS, facts->undated},
                {EH_F_DUPLICATE_APPLICATIONS, facts->duplicates},
                {EH_F_APPLICATIONS_OUTSIDE, facts->outside}};
    for (size_t i = 0; i < sizeof says / sizeof *says; i++) {
        eh_status status = says[i].count ? eh_tally_found(t, says[i].code, says[i].count, NULL, NULL, NULL) : EH_OK;
        if (status != EH_OK)
            return status;
    }
    return EH_OK;
}

static eh_status say_if_empty(eh_tallying *t) {
    for (unsigned g = 0; g < EH_GROUPS; g++)
        if (t->tally->count[EH_COUNT_SHORTLISTED][g])
            return EH_OK;
    return eh_tally_found(t, EH_F_EXTRACT_WITHOUT_ROWS, 1, NULL, eh_kind_word(EH_KIND_APPLICANTS), NULL);
}

eh_status eh_tally_applications(eh_tallying *t) {
    bool wres = t->edition->standard == EH_WRES;
    eh_field column = wres ? EH_APPLICANTS_ETHNIC_ORIGIN : EH_APPLICANTS_DISABILITY;
    counting facts = {0};
    bool there;
    if (!eh_tally_has_kind(t, EH_KIND_APPLICANTS))
        return EH_OK;
    eh_status status = eh_tally_need_column(t, column, EH_F_NO_GROUP_COLUMN, &there);
    if (status != EH_OK || !there)
        return status;
    t->tally->supplied[EH_COUNT_SHORTLISTED] = t->tally->supplied[EH_COUNT_APPOINTED] = true;
    status = count_applications(t, &facts);
    if (status == EH_OK)
        status = say(t, &facts);
    return status == EH_OK ? say_if_empty(t) : status;
}
