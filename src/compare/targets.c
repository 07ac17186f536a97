/* Disparity ratios between tiers, and goals of representation. */
#include <math.h>
#include <stdlib.h>

#include "compare/leaders.h"

/* ---- ratios ---- */

static bool set_ratio(eh_arena *arena, const eh_leadership *l, const eh_leader *leader, const eh_ratio_kind *kind,
                      eh_value *value) {
    eh_level_count below = eh_level_count_in(l, leader, kind->above, kind->below);
    eh_level_count above = eh_level_count_in(l, leader, kind->above, kind->above);
    return eh_disparity_value(arena, &below, &above, value);
}

/* Adjusts the p-values of a ratio across the organisations. */
static bool adjust(eh_leadership *l, size_t members, size_t ratio, double *p, double *adjusted) {
    for (size_t i = 0; i < members; i++) {
        const eh_value *value = &l->of[i].ratios[ratio].value;
        p[i] = value->missing == EH_PRESENT ? value->p : (double)NAN;
    }
    if (!eh_benjamini_hochberg(p, adjusted, members))
        return false;
    for (size_t i = 0; i < members; i++)
        l->of[i].ratios[ratio].adjusted = adjusted[i];
    return true;
}

eh_status eh_ratios_make(eh_comparison *c, eh_compared *side) {
    eh_leadership *l = side->leadership;
    for (size_t i = 0; i < l->count; i++) {
        eh_leader *leader = &l->of[i];
        leader->ratios = eh_arena_alloc(c->arena, (l->ratio_count + 1) * sizeof *leader->ratios);
        if (!leader->ratios)
            return EH_NOMEM;
        for (size_t k = 0; k < l->ratio_count; k++) {
            leader->ratios[k].adjusted = (double)NAN;
            if (!set_ratio(c->arena, l, leader, &l->ratios[k], &leader->ratios[k].value))
                return EH_NOMEM;
        }
    }
    double *p = calloc(2 * side->member_count + 1, sizeof *p);
    bool ok = p != NULL;
    for (size_t k = 0; k < l->ratio_count && ok; k++)
        ok = adjust(l, side->member_count, k, p, p + side->member_count);
    free(p);
    return ok ? EH_OK : EH_NOMEM;
}

/* ---- goals ---- */

/* The baseline of one member, or of those of a roll-up that count. */
static eh_fraction baseline_of(const eh_comparison *c, const eh_compared *side, const eh_leadership *l,
                               const eh_leader *leader, size_t level, int *year) {
    const eh_rollup *rollup = leader->rollup;
    size_t count = rollup ? rollup->member_count : 1;
    eh_baseline_sum sum = {0};
    for (size_t i = 0; i < count; i++) {
        size_t member = rollup ? rollup->members[i] : (size_t)(leader - l->of);
        if (!rollup || !eh_level_is_left_out(&leader->sets[level], member))
            eh_baseline_add(&sum, eh_baseline_find(&c->baselines, side->edition->standard,
                                                   side->members[member].ret->organisation, l->all[level].level->id));
    }
    return eh_baseline_of(&sum, eh_level_count_in(l, leader, level, level).people.focus, side->edition->year, year);
}

static void set_goal(const eh_comparison *c, const eh_compared *side, const eh_leadership *l, const eh_leader *leader,
                     size_t level, eh_goal_figures *f) {
    eh_level_count band = eh_level_count_in(l, leader, level, level);
    eh_level_count workforce = eh_level_count_in(l, leader, level, l->workforce);
    eh_fraction share = eh_parity_share(workforce.people, l->basis);
    *f = (eh_goal_figures){.people = band.people, .wanted = -1, .due = -1, .needed = -1};
    f->missing = band.missing != EH_PRESENT ? band.missing : workforce.missing;
    if (f->missing == EH_PRESENT && !eh_fraction_defined(share))
        f->missing = EH_UNDEFINED;
    if (f->missing != EH_PRESENT)
        return;
    int year;
    eh_fraction baseline = baseline_of(c, side, l, leader, level, &year);
    f->goal = eh_goal_make(share, band.people, l->basis, year, baseline, l->goal_year);
    f->has_line = eh_fraction_defined(baseline) && year < l->goal_year;
    f->wanted = eh_goal_people(&f->goal, l->goal_year);
    f->due = eh_goal_people(&f->goal, side->edition->year);
    f->needed = eh_goal_needed(&f->goal, band.people.focus);
}

eh_status eh_goals_make(eh_comparison *c, eh_compared *side) {
    eh_leadership *l = side->leadership;
    for (size_t i = 0; i < l->count; i++) {
        eh_leader *leader = &l->of[i];
        leader->goals = eh_arena_alloc(c->arena, (l->goal_count + 1) * sizeof *leader->goals);
        if (!leader->goals)
            return EH_NOMEM;
        for (size_t k = 0; k < l->goal_count; k++)
            set_goal(c, side, l, leader, l->goals[k], &leader->goals[k]);
    }
    return EH_OK;
}
