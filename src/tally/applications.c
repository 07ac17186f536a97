/* Indicator 2 and metric 2: applications shortlisted and appointed in the period (rules.md section 4). */
#include <stdlib.h>

#include "tally/tally.h"

typedef struct counting {
    uint64_t appointed_unmarked, undated, duplicates, outside;
} counting;

/* An application of the organisation, unpacked. */
typedef struct ours {
    eh_identifier application;
    uint32_t position, traits;
} ours;

static const eh_application_traits *traits_of(const eh_tallying *t, const ours *application) {
    return &t->data->application_traits.at[application->traits];
}

/* Whether an application belongs to the period; one without any date is counted, with a finding. */
static bool in_period(const eh_tallying *t, eh_date date, counting *facts) {
    if (date == EH_NO_DATE) {
        facts->undated++;
        return true;
    }
    if (date >= t->edition->period_start && date <= t->edition->period_end)
        return true;
    facts->outside++;
    return false;
}

static void count_application(eh_tallying *t, const ours *application, eh_source_span *span, counting *facts) {
    const eh_application_traits *traits = traits_of(t, application);
    unsigned group =
        eh_tally_group(t, EH_APPLICANTS_ETHNIC_ORIGIN, EH_APPLICANTS_DISABILITY, traits->ethnicity, traits->disability);
    eh_tally_count(t, EH_KIND_APPLICANTS, application->position, EH_COUNT_SHORTLISTED, group);
    if (traits->appointed)
        eh_tally_count(t, EH_KIND_APPLICANTS, application->position, EH_COUNT_APPOINTED, group);
    facts->appointed_unmarked += traits->appointed && !traits->shortlisted;
    t->tally->used[eh_source_at(t->data, EH_KIND_APPLICANTS, application->position, span)]++;
}

/* By application, in file order. */
static int compare_applications(const void *a, const void *b) {
    const ours *x = a, *y = b;
    if (x->application != y->application)
        return x->application < y->application ? -1 : 1;
    return x->position < y->position ? -1 : x->position > y->position;
}

static void sort_applications(ours *all, size_t count) {
    for (size_t i = 1; i < count; i++)
        if (compare_applications(&all[i - 1], &all[i]) > 0) {
            qsort(all, count, sizeof *all, compare_applications);
            return;
        }
}

/* Counts the organisation's applications. The same Application ID counts once: the first in file order that was appointed, else shortlisted. */
static eh_status count_applications(eh_tallying *t, counting *facts) {
    eh_some_rows rows = eh_tally_rows(t, EH_KIND_APPLICANTS);
    eh_source_span span = {0};
    ours *all = malloc((rows.count + 1) * sizeof *all);
    size_t count = 0;
    if (!all)
        return EH_NOMEM;
    for (size_t i = 0; i < rows.count; i++) {
        size_t position = eh_some_row(&rows, i);
        const eh_application_row *row = eh_application_at(t->data, position);
        if (in_period(t, eh_day_of_code(row->day_code), facts))
            all[count++] = (ours){row->application, (uint32_t)position, row->traits};
        else
            eh_trail_mark(t->data->trail, EH_KIND_APPLICANTS, position, EH_FATE_OUTSIDE);
    }
    sort_applications(all, count);
    for (size_t i = 0; i < count;) {
        const ours *best = &all[i];
        size_t end = i + 1;
        for (; end < count && all[i].application != EH_NO_IDENTIFIER && all[end].application == all[i].application;
             end++)
            if (!traits_of(t, best)->appointed && traits_of(t, &all[end])->appointed)
                best = &all[end];
        facts->duplicates += end - i - 1;
        for (size_t k = i; k < end; k++)
            eh_trail_mark(t->data->trail, EH_KIND_APPLICANTS, all[k].position, EH_FATE_DUPLICATE);
        count_application(t, best, &span, facts);
        i = end;
    }
    free(all);
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
