/* Which levels an edition has, whose counts they are, and who counts for them in a roll-up. */
#include "compare/leaders.h"

#include <string.h>

#include "standard/words.h"

const char *eh_yardstick_id(eh_yardstick yardstick) {
    static const char *const ids[] = {"workforce", "below", "place", "peers"};
    return ids[yardstick];
}

const char *eh_likeness_id(eh_likeness likeness) {
    static const char *const ids[] = {"", "fewer", "within-chance", "more"};
    return ids[likeness];
}

/* ---- the levels of an edition ---- */

static size_t pieces_of(const char *text, char separator) {
    eh_slice rest = eh_slice_of(text), piece;
    bool more = *text != '\0';
    size_t count = 0;
    while (eh_piece_next(&rest, &more, separator, &piece))
        count++;
    return count;
}

bool eh_level_find_rows(eh_arena *arena, const eh_edition *edition, eh_level_rows *rows) {
    eh_slice rest = eh_slice_of(rows->level->items), piece;
    bool more = true;
    rows->items = eh_arena_alloc(arena, (pieces_of(rows->level->items, ' ') + 1) * sizeof *rows->items);
    if (!rows->items)
        return false;
    while (eh_piece_next(&rest, &more, ' ', &piece)) {
        int at = eh_item_find(edition, piece);
        if (at < 0) {
            rows->count = 0;
            return true;
        }
        rows->items[rows->count++] = (unsigned)at;
    }
    return true;
}

static bool find_below(eh_arena *arena, const eh_leadership *l, eh_level_rows *rows) {
    eh_slice rest = eh_slice_of(rows->level->below), piece;
    bool more = *rows->level->below != '\0';
    rows->below = eh_arena_alloc(arena, (pieces_of(rows->level->below, ';') + 1) * sizeof *rows->below);
    if (!rows->below)
        return false;
    while (eh_piece_next(&rest, &more, ';', &piece))
        for (size_t i = 0; i < l->all_count; i++)
            if (eh_slice_equal(eh_slice_of(l->all[i].level->id), piece))
                rows->below[rows->below_count++] = i;
    return true;
}

static bool list_all(eh_comparison *c, const eh_edition *edition, eh_leadership *l) {
    size_t count;
    const eh_level *levels = eh_levels(c->catalogue, &count);
    const eh_level *workforce = eh_level_find(c->catalogue, edition->standard, EH_SLICE(EH_LEVEL_WORKFORCE));
    l->all = eh_arena_alloc(c->arena, (count + 1) * sizeof *l->all);
    l->levels = eh_arena_alloc(c->arena, (count + 1) * sizeof *l->levels);
    l->goals = eh_arena_alloc(c->arena, (count + 1) * sizeof *l->goals);
    if (!l->all || !l->levels || !l->goals)
        return false;
    for (size_t i = 0; i < count; i++) {
        if (levels[i].standard != edition->standard)
            continue;
        size_t at = l->all_count++;
        l->all[at].level = &levels[i];
        if (&levels[i] == workforce)
            l->workforce = at;
        if (levels[i].uses & EH_LEVEL_LEADERS)
            l->levels[l->level_count++] = at;
        if (levels[i].uses & EH_LEVEL_GOAL)
            l->goals[l->goal_count++] = at;
        if (!eh_level_find_rows(c->arena, edition, &l->all[at]))
            return false;
    }
    for (size_t i = 0; i < l->all_count; i++)
        if (!find_below(c->arena, l, &l->all[i]))
            return false;
    return true;
}

static bool list_ratios(eh_arena *arena, eh_leadership *l) {
    size_t room = 1;
    for (size_t i = 0; i < l->all_count; i++)
        room += l->all[i].below_count;
    l->ratios = eh_arena_alloc(arena, room * sizeof *l->ratios);
    for (size_t i = 0; i < l->all_count && l->ratios; i++)
        for (size_t b = 0; b < l->all[i].below_count && l->all[i].level->uses & EH_LEVEL_TIER; b++)
            l->ratios[l->ratio_count++] = (eh_ratio_kind){l->all[i].below[b], i};
    return l->ratios != NULL;
}

/* ---- counts ---- */

eh_missing eh_level_people(const eh_level_rows *rows, const eh_member *of, eh_standard standard, eh_people *people) {
    int64_t doubled[EH_GROUPS] = {0};
    for (unsigned i = 0; i < rows->count; i++)
        for (unsigned g = 0; g < EH_GROUPS; g++) {
            const eh_value *value = of->values[(size_t)rows->items[i] * EH_GROUPS + g];
            int64_t one;
            if (!value || value->missing != EH_PRESENT)
                return value ? value->missing : EH_NOT_APPLICABLE;
            if (!eh_member_doubled(value, &one) || one < 0)
                return EH_UNDEFINED;
            doubled[g] += one;
        }
    for (unsigned g = 0; g < EH_GROUPS; g++)
        if (doubled[g] % 2 != 0) /* levels are of one day: no half people */
            return EH_UNDEFINED;
    people->focus = doubled[eh_focus_group(standard)] / 2;
    people->other = doubled[eh_other_group(standard)] / 2;
    people->unknown = doubled[EH_UNKNOWN] / 2;
    return rows->count > 0 ? EH_PRESENT : EH_NOT_APPLICABLE;
}

static bool count_all(eh_arena *arena, const eh_compared *side, eh_leadership *l) {
    size_t room = side->member_count * l->all_count + 1;
    l->counts = eh_arena_alloc(arena, room * sizeof *l->counts);
    for (size_t m = 0; m < side->member_count && l->counts; m++)
        for (size_t i = 0; i < l->all_count; i++) {
            eh_level_count *at = &l->counts[m * l->all_count + i];
            at->missing = eh_level_people(&l->all[i], &side->members[m], side->edition->standard, &at->people);
        }
    return l->counts != NULL;
}

const eh_level_count *eh_level_count_of(const eh_leadership *l, size_t member, size_t level) {
    return &l->counts[member * l->all_count + level];
}

/* Whether a member counts for a level in a sum: it has the level, the levels below and the workforce. */
static eh_missing lacks(const eh_leadership *l, size_t member, size_t level) {
    eh_missing why = eh_level_count_of(l, member, level)->missing;
    for (size_t b = 0; b < l->all[level].below_count && why == EH_PRESENT; b++)
        why = eh_level_count_of(l, member, l->all[level].below[b])->missing;
    return why == EH_PRESENT ? eh_level_count_of(l, member, l->workforce)->missing : why;
}

bool eh_level_is_left_out(const eh_level_set *set, size_t member) {
    for (size_t i = 0; i < set->left_out_count; i++)
        if (set->left_out[i].member == member)
            return true;
    return false;
}

eh_level_count eh_level_count_in(const eh_leadership *l, const eh_leader *leader, size_t set, size_t level) {
    if (leader->member)
        return *eh_level_count_of(l, (size_t)(leader - l->of), level);
    const eh_level_set *who = &leader->sets[set];
    eh_level_count sum = {0};
    if (who->counted == 0)
        sum.missing = who->left_out_count > 0 ? who->left_out[0].why : EH_NOT_APPLICABLE;
    for (size_t i = 0; i < leader->rollup->member_count && who->counted > 0; i++) {
        const eh_level_count *one = eh_level_count_of(l, leader->rollup->members[i], level);
        if (eh_level_is_left_out(who, leader->rollup->members[i]))
            continue;
        sum.people.focus += one->people.focus;
        sum.people.other += one->people.other;
        sum.people.unknown += one->people.unknown;
    }
    return sum;
}

/* ---- who they are of ---- */

static bool make_sets(eh_comparison *c, const eh_leadership *l, eh_leader *leader) {
    const eh_rollup *rollup = leader->rollup;
    leader->sets = eh_arena_alloc(c->arena, (l->all_count + 1) * sizeof *leader->sets);
    for (size_t i = 0; i < l->all_count && leader->sets; i++) {
        eh_level_set *set = &leader->sets[i];
        set->left_out = eh_arena_alloc(c->arena, (rollup->member_count + 1) * sizeof *set->left_out);
        if (!set->left_out)
            return false;
        for (size_t m = 0; m < rollup->member_count; m++) {
            eh_missing why = lacks(l, rollup->members[m], i);
            if (why == EH_PRESENT)
                set->counted++;
            else
                set->left_out[set->left_out_count++] = (eh_left_out){rollup->members[m], why};
        }
    }
    return leader->sets != NULL;
}

/* Of a place whose name is an area's: that area. */
static eh_status set_place(eh_comparison *c, const eh_compared *side, eh_leader *leader) {
    if (!leader->rollup && !leader->member)
        return EH_OK;
    if (leader->rollup && leader->rollup->kind == EH_ROLLUP_PLACE &&
        eh_census_area_find(c->census, eh_slice_of(leader->rollup->name))) {
        eh_served place = {"", leader->rollup->name};
        return eh_place_of(c->census, &place, 1, &leader->place);
    }
    size_t count = leader->rollup ? leader->rollup->member_count : 1; /* else it is a member's */
    eh_served *served = eh_arena_alloc(c->arena, count * sizeof *served);
    if (!served)
        return EH_NOMEM;
    for (size_t i = 0; i < count; i++) {
        const eh_member *member = leader->rollup ? &side->members[leader->rollup->members[i]] : leader->member;
        served[i] = (eh_served){member->ret->organisation, member->who->areas};
    }
    return eh_place_of(c->census, served, count, &leader->place);
}

eh_status eh_levels_make(eh_comparison *c, eh_compared *side) {
    eh_leadership *l = eh_arena_alloc(c->arena, sizeof *l);
    if (!l)
        return EH_NOMEM;
    eh_goal_terms terms = eh_goal_terms_of(c->catalogue, side->edition->standard, c->parity, c->goal_year);
    side->leadership = l;
    l->basis = terms.basis;
    l->goal_year = terms.year;
    l->count = side->member_count + side->rollup_count;
    l->of = eh_arena_alloc(c->arena, (l->count + 1) * sizeof *l->of);
    if (!l->of || !list_all(c, side->edition, l) || !list_ratios(c->arena, l) || !count_all(c->arena, side, l))
        return EH_NOMEM;
    eh_status status = EH_OK;
    for (size_t i = 0; i < l->count && status == EH_OK; i++) {
        bool member = i < side->member_count;
        l->of[i].member = member ? &side->members[i] : NULL;
        l->of[i].rollup = member ? NULL : &side->rollups[i - side->member_count];
        if (!member && !make_sets(c, l, &l->of[i]))
            return EH_NOMEM;
        status = set_place(c, side, &l->of[i]);
    }
    return status;
}
