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

static bool is_ours(const eh_tallying *t, const eh_application_row *row) {
    return eh_roster_home(t->roster, row->organisation) == t->organisation;
}

/* The same Application ID counts once: the first in file order that was appointed, else shortlisted. best[] holds for each number of
 * an application the position + 1 of the row that counts. */
static void choose_best(eh_tallying *t, uint32_t *best, counting *facts) {
    for (size_t i = 0; i < t->data->applications.count; i++) {
        const eh_application_row *row = &t->data->applications.at[i];
        if (!is_ours(t, row) || !(row->shortlisted || row->appointed) || !in_period(t, row, facts))
            continue;
        if (row->application == EH_INDEX_NONE) {
            count_application(t, row, facts);
            continue;
        }
        uint32_t *chosen = &best[row->application];
        facts->duplicates += *chosen != 0;
        if (!*chosen || (row->appointed && !t->data->applications.at[*chosen - 1].appointed))
            *chosen = (uint32_t)i + 1;
    }
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
    if (!eh_tally_has_kind(t, EH_KIND_APPLICANTS))
        return EH_OK;
    if (!eh_tally_has_column(t, column))
        return eh_tally_found(t, EH_F_NO_GROUP_COLUMN, 1, NULL, eh_kind_word(EH_KIND_APPLICANTS),
                              eh_field_heading(column));
    uint32_t *best = calloc((size_t)eh_index_count(t->data->numbers) + 1, sizeof *best);
    if (!best)
        return EH_NOMEM;
    choose_best(t, best, &facts);
    for (uint32_t n = 0; n < eh_index_count(t->data->numbers); n++)
        if (best[n])
            count_application(t, &t->data->applications.at[best[n] - 1], &facts);
    free(best);
    t->tally->supplied[EH_COUNT_SHORTLISTED] = t->tally->supplied[EH_COUNT_APPOINTED] = true;
    eh_status status = say(t, &facts);
    return status == EH_OK ? say_if_empty(t) : status;
}
