/* Which returns are compared, and the whole made of its parts. */
#include "compare/leaders.h"

#include <stdlib.h>
#include <string.h>

#include "base/finding.h"

const char *eh_outcome_id(eh_outcome outcome) {
    static const char *const ids[] = {"", "below-99.8", "below-95", "within", "above-95", "above-99.8"};
    return ids[outcome];
}

const char *eh_rollup_kind_id(eh_rollup_kind kind) {
    static const char *const ids[] = {"all", "icb", "place", "type"};
    return ids[kind];
}

/* What is being made. */
typedef struct making {
    eh_comparison *c;
    const eh_compare_options *options;
    eh_findings *findings;
    const eh_return **sorted; /* by standard, edition, organisation */
    size_t count;
    eh_status status;
} making;

static void found(making *m, eh_code code, const eh_return *ret, uint64_t count, const char *one, const char *two) {
    eh_found_along(&m->status, m->findings, code, eh_return_place(ret, NULL), count, one, two);
}

static int in_order(const void *a, const void *b) {
    const eh_return *x = *(const eh_return *const *)a, *y = *(const eh_return *const *)b;
    if (x->standard != y->standard)
        return x->standard < y->standard ? -1 : 1;
    if (x->edition != y->edition)
        return x->edition < y->edition ? -1 : 1;
    return strcmp(x->organisation, y->organisation);
}

static bool sort(making *m, const eh_return *const *returns) {
    while (returns[m->count])
        m->count++;
    m->sorted = eh_arena_alloc(m->c->arena, (m->count + 1) * sizeof *m->sorted);
    m->c->others = eh_arena_alloc(m->c->arena, (m->count + 1) * sizeof *m->c->others);
    if (!m->sorted || !m->c->others)
        return false;
    memcpy((void *)m->sorted, (const void *)returns, m->count * sizeof *m->sorted);
    qsort((void *)m->sorted, m->count, sizeof *m->sorted, in_order);
    return true;
}

/* Two returns of one organisation, standard and edition: nobody can say which is meant. */
static void refuse_doubles(making *m) {
    for (size_t i = 1; i < m->count; i++)
        if (in_order(&m->sorted[i - 1], &m->sorted[i]) == 0)
            found(m, EH_F_COMPARE_TWICE, m->sorted[i], 1, m->sorted[i - 1]->prepared, m->sorted[i]->prepared);
}

/* The edition to compare of a standard: the one asked for, else the newest that the catalogue knows; NULL when there is none. */
static const eh_edition *edition_of(const making *m, eh_standard standard) {
    const eh_edition *newest = NULL;
    for (size_t i = 0; i < m->count; i++) {
        const eh_return *ret = m->sorted[i];
        bool wanted = ret->standard == standard && (!m->options->edition || ret->edition == m->options->edition);
        const eh_edition *edition = wanted ? eh_edition_find(m->c->catalogue, standard, ret->edition) : NULL;
        newest = edition ? edition : newest;
    }
    return newest;
}

static void leave_out(making *m, const eh_return *ret, const eh_edition *edition) {
    eh_buffer one = {0}, two = {0};
    bool known = eh_edition_find(m->c->catalogue, ret->standard, ret->edition) != NULL;
    if (ret->edition == m->options->baseline_edition) /* it is used, as the baseline of goals */
        return;
    if (known && edition && ret->edition < edition->year && ret->item_count > 0) /* goals and progress begin there */
        return;
    eh_buffer_format(&one, "%s %d", eh_standard_id(ret->standard), ret->edition);
    eh_buffer_whole(&two, edition ? edition->year : m->options->edition);
    if (one.failed || two.failed)
        m->status = EH_NOMEM;
    else if (!known)
        found(m, EH_F_COMPARE_EDITION_UNKNOWN, NULL, 1, one.data, NULL);
    else
        found(m, EH_F_COMPARE_OTHER_EDITION, NULL, 1, one.data, two.data);
    m->c->others[m->c->other_count++] = ret;
    eh_buffer_free(&one);
    eh_buffer_free(&two);
}

static bool wanted(const eh_compare_options *options, eh_standard standard) {
    bool all = !options->wres && !options->wdes;
    return all || (standard == EH_WRES ? options->wres : options->wdes);
}

/* Splits the returns into the members of one standard's edition and those that are left out. */
static void gather(making *m, eh_standard standard) {
    const eh_edition *edition = edition_of(m, standard);
    eh_compared *side = &m->c->sides[m->c->side_count];
    *side = (eh_compared){.edition = edition};
    side->members = eh_arena_alloc(m->c->arena, (m->count + 1) * sizeof *side->members);
    if (!side->members) {
        m->status = EH_NOMEM;
        return;
    }
    for (size_t i = 0; i < m->count; i++) {
        const eh_return *ret = m->sorted[i];
        if (ret->standard != standard)
            continue;
        if (!edition || ret->edition != edition->year)
            leave_out(m, ret, edition);
        else
            side->members[side->member_count++].ret = ret;
    }
    m->c->side_count += side->member_count > 0;
}

/* What a reader should know of the returns compared. */
static void judge(making *m, const eh_compared *side) {
    uint64_t other_rules = 0;
    for (size_t i = 0; i < side->member_count; i++) {
        const eh_return *ret = side->members[i].ret;
        m->c->full_count += eh_return_is_full(ret);
        other_rules += strcmp(ret->rules, side->members[0].ret->rules) != 0;
        if (!ret->complete)
            found(m, EH_F_COMPARE_NOT_FIT, ret, 1, NULL, NULL);
        if (!eh_organisation_find(m->c->organisations, ret->organisation))
            found(m, EH_F_COMPARE_UNKNOWN_ORGANISATION, ret, 1, NULL, NULL);
    }
    if (other_rules > 0)
        found(m, EH_F_COMPARE_RULES_DIFFER, NULL, other_rules, NULL, NULL);
}

/* Where goals begin. */
static void find_baselines(making *m, const eh_return *const *returns) {
    eh_baseline_wish wish = {.edition = m->options->baseline_edition, .table = m->options->baseline};
    for (size_t s = 0; s < m->c->side_count; s++)
        wish.newest[m->c->sides[s].edition->standard] = m->c->sides[s].edition->year;
    m->status = eh_baselines_make(m->c->arena, m->c->catalogue, returns, &wish, m->findings, &m->c->baselines);
}

static bool has_focus(const eh_comparison *c) {
    bool there = false;
    for (size_t s = 0; s < c->side_count; s++)
        for (size_t i = 0; i < c->sides[s].member_count; i++)
            there = there || c->sides[s].members[i].focus;
    return there;
}

static void make(making *m, const eh_return *const *returns) {
    eh_comparison *c = m->c;
    m->status = eh_organisations_make(c->catalogue, m->options->organisations, m->findings, &c->organisations);
    if (m->status == EH_OK)
        m->status = eh_census_make(c->catalogue, m->options->population, m->findings, &c->census);
    if (m->status == EH_OK && !sort(m, returns))
        m->status = EH_NOMEM;
    if (m->status != EH_OK)
        return;
    refuse_doubles(m);
    for (unsigned s = 0; s < EH_STANDARD_COUNT && m->status == EH_OK; s++)
        if (wanted(m->options, (eh_standard)s))
            gather(m, (eh_standard)s);
    if (m->status == EH_OK && c->side_count == 0)
        found(m, EH_F_COMPARE_NOTHING, NULL, 1, NULL, NULL);
    if (m->status == EH_OK)
        find_baselines(m, returns);
    for (size_t s = 0; s < c->side_count && m->status == EH_OK; s++) {
        judge(m, &c->sides[s]);
        if (m->status == EH_OK)
            m->status = eh_members_make(c, &c->sides[s]);
    }
    if (m->status == EH_OK && c->focus && !has_focus(c))
        found(m, EH_F_COMPARE_FOCUS_UNKNOWN, NULL, 1, c->focus, NULL);
    static eh_status (*const parts[])(eh_comparison *, eh_compared *) = {
        eh_rollups_make, eh_series_make, eh_levels_make, eh_leaders_make, eh_ratios_make, eh_goals_make};
    for (size_t s = 0; s < c->side_count; s++)
        for (size_t i = 0; i < sizeof parts / sizeof *parts && m->status == EH_OK; i++)
            m->status = parts[i](c, &c->sides[s]);
}

eh_status eh_compare(const eh_catalogue *catalogue, const eh_return *const *returns, const eh_compare_options *options,
                     eh_findings *findings, eh_comparison **comparison) {
    *comparison = NULL;
    eh_arena *arena = eh_arena_new();
    eh_comparison *c = arena ? eh_arena_alloc(arena, sizeof *c) : NULL;
    making m = {.c = c, .options = options, .findings = findings, .status = EH_NOMEM};
    if (!c) {
        eh_arena_free(arena);
        return EH_NOMEM;
    }
    *c = (eh_comparison){.arena = arena, .catalogue = catalogue, .prepared = options->prepared};
    c->focus = options->focus;
    c->goal_year = options->goal_year;
    c->parity = options->parity;
    make(&m, returns);
    if (m.status == EH_OK)
        *comparison = c;
    else
        eh_comparison_free(c);
    return m.status;
}

void eh_comparison_free(eh_comparison *c) {
    if (!c)
        return;
    eh_organisations_free(c->organisations);
    eh_census_free(c->census);
    eh_arena_free(c->arena); /* holds the comparison itself */
}

bool eh_comparison_internal(const eh_comparison *c) {
    return c->full_count > 0;
}
