/* Indicator 2 and metric 2: applications shortlisted and appointed in the period (rules.md section 4). */
#include <stdlib.h>

#include "tally/tally.h"

typedef struct counting {
    uint64_t appointed_unmarked, undated, duplicates, outside; /* of shortlisted applications */
    eh_source_span span;
} counting;

/* An application of the organisation and period, unpacked. */
typedef struct ours {
    eh_identifier application;
    uint32_t position, traits;
} ours;

static bool is_shortlisted(eh_application_traits traits) {
    return traits.shortlisted || traits.appointed;
}

/* ---- how many say the same ---- */

/* Counts by traits: open addressing, a power of two of slots, a count of 0 for none. */
typedef struct same_traits {
    eh_applied *slot;
    size_t slots, filled;
} same_traits;

enum { FIRST_SLOTS = 256 };

static eh_applied *slot_of(eh_applied *slot, size_t slots, uint32_t traits) {
    size_t at = (traits * UINT64_C(0x9E3779B97F4A7C15)) >> 32 & (slots - 1);
    while (slot[at].count && slot[at].traits != traits)
        at = (at + 1) & (slots - 1);
    return &slot[at];
}

static bool make_room(same_traits *same) {
    size_t slots = same->slots ? same->slots * 2 : FIRST_SLOTS;
    eh_applied *slot = calloc(slots, sizeof *slot);
    if (!slot)
        return false;
    for (size_t i = 0; i < same->slots; i++)
        if (same->slot[i].count)
            *slot_of(slot, slots, same->slot[i].traits) = same->slot[i];
    free(same->slot);
    same->slot = slot;
    same->slots = slots;
    return true;
}

static bool count_same(same_traits *same, uint32_t traits) {
    if (same->filled * 2 >= same->slots && !make_room(same))
        return false;
    eh_applied *slot = slot_of(same->slot, same->slots, traits);
    slot->traits = traits;
    same->filled += slot->count++ == 0;
    return true;
}

static int compare_traits(const void *a, const void *b) {
    const eh_applied *x = a, *y = b;
    return x->traits < y->traits ? -1 : x->traits > y->traits;
}

/* Hands the counts over as a sorted list. */
static void list_same(same_traits *same, eh_tally *tally) {
    size_t count = 0;
    for (size_t i = 0; i < same->slots; i++)
        if (same->slot[i].count)
            same->slot[count++] = same->slot[i];
    if (count)
        qsort(same->slot, count, sizeof *same->slot, compare_traits);
    tally->applied = same->slot;
    tally->applied_count = count;
}

/* ---- each application once ---- */

/* What became of an application where all are counted, shortlisted or not: in breakdowns. */
static void mark_of_all(const eh_tallying *t, size_t position, eh_fate fate) {
    if (t->data->trail)
        eh_trail_record(t->data->trail, EH_KIND_APPLICANTS, position)->of_all = (uint8_t)fate;
}

/* Whether an application belongs to the period; one without any date is counted, with a finding. */
static bool in_period(const eh_tallying *t, size_t position, counting *facts) {
    const eh_application_row *row = eh_application_at(t->data, position);
    eh_date date = eh_day_of_code(row->day_code);
    bool inside = date == EH_NO_DATE || (date >= t->edition->period_start && date <= t->edition->period_end);
    bool shortlisted = is_shortlisted(eh_application_traits_of(row->traits));
    if ((date == EH_NO_DATE || !inside) && shortlisted)
        ++*(inside ? &facts->undated : &facts->outside);
    if (!shortlisted || !inside)
        eh_trail_mark(t->data->trail, EH_KIND_APPLICANTS, position,
                      shortlisted ? EH_FATE_OUTSIDE : EH_FATE_NOT_SHORTLISTED);
    mark_of_all(t, position, inside ? EH_FATE_NONE : EH_FATE_OUTSIDE);
    return inside;
}

static bool count_application(eh_tallying *t, const ours *application, same_traits *same, counting *facts) {
    eh_application_traits traits = eh_application_traits_of(application->traits);
    if (is_shortlisted(traits)) {
        unsigned group = t->edition->standard == EH_WRES ? traits.ethnic_group : traits.disability_group;
        eh_tally_count(t, EH_KIND_APPLICANTS, application->position, EH_COUNT_SHORTLISTED, group);
        if (traits.appointed)
            eh_tally_count(t, EH_KIND_APPLICANTS, application->position, EH_COUNT_APPOINTED, group);
        facts->appointed_unmarked += traits.appointed && !traits.shortlisted;
        t->tally->used[eh_source_at(t->data, EH_KIND_APPLICANTS, application->position, &facts->span)]++;
    }
    mark_of_all(t, application->position, EH_FATE_COUNTED);
    return count_same(same, application->traits);
}

static ours application_at(const eh_tallying *t, size_t position) {
    const eh_application_row *row = eh_application_at(t->data, position);
    return (ours){row->application, (uint32_t)position, row->traits};
}

/* Whether each row is an application of its own, as their ascending numbers show; rows without a number are. */
static bool ascending(const eh_tallying *t, const eh_some_rows *rows) {
    eh_identifier last = 0;
    for (size_t i = 0; i < rows->count; i++) {
        eh_identifier application = eh_application_at(t->data, eh_some_row(rows, i))->application;
        if (application == EH_NO_IDENTIFIER)
            continue;
        if (application <= last && i > 0)
            return false;
        last = application;
    }
    return true;
}

static eh_status count_ascending(eh_tallying *t, const eh_some_rows *rows, same_traits *same, counting *facts) {
    for (size_t i = 0; i < rows->count; i++) {
        size_t position = eh_some_row(rows, i);
        const ours application = application_at(t, position);
        if (in_period(t, position, facts) && !count_application(t, &application, same, facts))
            return EH_NOMEM;
    }
    return EH_OK;
}

/* By application, in file order. */
static int compare_applications(const void *a, const void *b) {
    const ours *x = a, *y = b;
    if (x->application != y->application)
        return x->application < y->application ? -1 : 1;
    return x->position < y->position ? -1 : x->position > y->position;
}

/* How far an application came: of its rows the first that came farthest counts. */
static unsigned rank_of(const ours *application) {
    eh_application_traits traits = eh_application_traits_of(application->traits);
    return traits.appointed ? 2 : traits.shortlisted;
}

/* Counts the rows from `from` on that are one application, and says where they end; 0 when out of memory. */
static size_t count_one(eh_tallying *t, const ours *all, size_t from, size_t count, same_traits *same,
                        counting *facts) {
    const ours *best = &all[from];
    uint64_t shortlisted = rank_of(best) > 0;
    size_t end = from + 1;
    for (; end < count && all[from].application != EH_NO_IDENTIFIER && all[end].application == all[from].application;
         end++) {
        shortlisted += rank_of(&all[end]) > 0;
        if (rank_of(&all[end]) > rank_of(best))
            best = &all[end];
    }
    for (size_t i = from; i < end && t->data->trail; i++) {
        mark_of_all(t, all[i].position, EH_FATE_DUPLICATE);
        if (shortlisted > 1 && rank_of(&all[i]) > 0)
            eh_trail_mark(t->data->trail, EH_KIND_APPLICANTS, all[i].position, EH_FATE_DUPLICATE);
    }
    facts->duplicates += shortlisted ? shortlisted - 1 : 0;
    return count_application(t, best, same, facts) ? end : 0;
}

static eh_status count_sorted(eh_tallying *t, const eh_some_rows *rows, same_traits *same, counting *facts) {
    ours *all = malloc((rows->count + 1) * sizeof *all);
    size_t count = 0;
    if (!all)
        return EH_NOMEM;
    for (size_t i = 0; i < rows->count; i++) {
        size_t position = eh_some_row(rows, i);
        if (in_period(t, position, facts))
            all[count++] = application_at(t, position);
    }
    qsort(all, count, sizeof *all, compare_applications);
    eh_status status = EH_OK;
    for (size_t i = 0; i < count && status == EH_OK;) {
        i = count_one(t, all, i, count, same, facts);
        status = i ? EH_OK : EH_NOMEM;
    }
    free(all);
    return status;
}

/* Counts the organisation's applications. The same Application ID counts once: the first in file order that was appointed, else shortlisted. */
static eh_status count_applications(eh_tallying *t, counting *facts) {
    eh_some_rows rows = eh_tally_rows(t, EH_KIND_APPLICANTS);
    same_traits same = {0};
    eh_status status =
        ascending(t, &rows) ? count_ascending(t, &rows, &same, facts) : count_sorted(t, &rows, &same, facts);
    list_same(&same, t->tally);
    return status;
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
