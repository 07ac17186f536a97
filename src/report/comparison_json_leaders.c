/* Leaders, disparity ratios and goals in the JSON of a comparison; comparison_json.c says how it is made up. */
#include "report/comparison_leaders.h"
#include "report/writer.h"

static void add_left_out(eh_json *j, const eh_compared *side, const eh_level_set *set) {
    eh_json_whole(j, "counted", set->counted);
    if (set->left_out_count == 0)
        return;
    eh_json_open(j, "left-out", '[');
    for (size_t i = 0; i < set->left_out_count; i++) {
        eh_json_open(j, NULL, '{');
        eh_json_text(j, "organisation", side->members[set->left_out[i].member].ret->organisation);
        eh_json_text(j, "missing", eh_missing_id(set->left_out[i].why));
        eh_json_close(j, '}');
    }
    eh_json_close(j, ']');
}

/* Calls `add` for each organisation and then for each roll-up, within an object that says who it is. */
static void add_each(eh_json *j, const eh_compared *side, size_t level, size_t which,
                     void (*add)(eh_json *j, const eh_leadership *l, const eh_leader *leader, size_t which)) {
    const eh_leadership *l = side->leadership;
    eh_json_open(j, "organisations", '[');
    for (size_t i = 0; i < l->count; i++) {
        const eh_leader *leader = &l->of[i];
        if (i == side->member_count) {
            eh_json_close(j, ']');
            eh_json_open(j, "rollups", '[');
        }
        eh_json_open_line(j, NULL, '{');
        if (leader->member) {
            eh_json_text(j, "code", leader->member->ret->organisation);
        } else {
            eh_json_text(j, "kind", eh_rollup_kind_id(leader->rollup->kind));
            eh_json_text(j, "name", eh_rollup_name(leader->rollup));
            add_left_out(j, side, &leader->sets[level]);
        }
        add(j, l, leader, which);
        eh_json_close_line(j, '}');
    }
    eh_json_close(j, ']');
}

static void add_against(eh_json *j, const eh_against *a) {
    if (a->difference.missing != EH_PRESENT) {
        eh_json_text(j, "missing", eh_missing_id(a->difference.missing));
        return;
    }
    eh_json_number(j, "share", a->share.value);
    eh_json_number(j, "numerator", a->share.numerator);
    eh_json_number(j, "denominator", a->share.denominator);
    eh_json_number(j, "difference", a->difference.value);
    eh_json_text(j, "display", a->difference.display);
    eh_json_number(j, "lower", a->difference.lower);
    eh_json_number(j, "upper", a->difference.upper);
    eh_json_text(j, "likeness", eh_likeness_id(a->likeness));
    eh_json_open(j, "shortfall", '{');
    eh_json_number(j, "people", a->needed);
    eh_json_number(j, "lower", a->needed_lower);
    eh_json_number(j, "upper", a->needed_upper);
    eh_json_close(j, '}');
}

static void add_level(eh_json *j, const eh_leadership *l, const eh_leader *leader, size_t which) {
    const eh_level_figures *f = &leader->levels[which];
    (void)l;
    if (!eh_json_figure(j, EH_PERCENT, &f->value))
        return;
    eh_json_open(j, "against", '{');
    for (unsigned y = 0; y < EH_YARDSTICKS; y++) {
        eh_json_open(j, eh_yardstick_id((eh_yardstick)y), '{');
        add_against(j, &f->against[y]);
        eh_json_close(j, '}');
    }
    eh_json_close(j, '}');
}

static void add_ratio(eh_json *j, const eh_leadership *l, const eh_leader *leader, size_t which) {
    const eh_ratio_figures *f = &leader->ratios[which];
    (void)l;
    if (!eh_json_figure(j, EH_RATIO, &f->value))
        return;
    eh_json_number(j, "p", f->value.p);
    eh_json_text(j, "test", eh_test_id(f->value.test));
    eh_json_number(j, "adjusted-p", f->adjusted);
}

static void add_people(eh_json *j, const char *name, int64_t people) {
    if (people >= 0)
        eh_json_whole(j, name, (uint64_t)people);
}

static void add_goal(eh_json *j, const eh_leadership *l, const eh_leader *leader, size_t which) {
    const eh_goal_figures *f = &leader->goals[which];
    if (f->missing != EH_PRESENT) {
        eh_json_text(j, "missing", eh_missing_id(f->missing));
        return;
    }
    add_people(j, "people", f->people.focus);
    add_people(j, "of", eh_people_counted(f->people, l->basis));
    add_people(j, "goal", f->wanted);
    add_people(j, "due", f->due);
    add_people(j, "needed", f->needed);
    if (!f->has_line)
        return;
    eh_json_open(j, "years", '[');
    for (int year = f->goal.baseline_year; year <= l->goal_year; year++) {
        eh_json_open(j, NULL, '{');
        eh_json_whole(j, "year", (uint64_t)year);
        add_people(j, "people", eh_goal_people(&f->goal, year));
        eh_json_close(j, '}');
    }
    eh_json_close(j, ']');
}

static void add_place(eh_json *j, const eh_leadership *l, const eh_leader *leader, size_t which) {
    enum { PERCENT = 100 };
    const eh_place_people *place = &leader->place;
    (void)l;
    (void)which;
    if (!place->known) {
        eh_json_text(j, "missing", eh_missing_id(EH_NOT_SUPPLIED));
        return;
    }
    eh_json_yes(j, "weighted", place->weighted);
    eh_json_number(j, "bme", PERCENT * place->bme);
    eh_json_number(j, "minority", PERCENT * place->minority);
    eh_json_number(j, "disabled", PERCENT * place->disabled);
    if (place->weighted)
        return;
    add_people(j, "residents", place->sum.residents);
    add_people(j, "residents-of-disability", place->sum.residents_of_disability);
}

static void open_level(eh_json *j, const eh_level *level) {
    eh_json_open(j, NULL, '{');
    eh_json_text(j, "id", level->id);
    eh_json_text(j, "name", level->name);
    eh_json_text_if(j, "below", level->below);
}

void eh_json_leadership(eh_json *j, const eh_compared *side) {
    const eh_leadership *l = side->leadership;
    eh_json_open(j, "leadership", '{');
    eh_json_text(j, "parity-basis", eh_parity_basis_id(l->basis));
    eh_json_whole(j, "goal-year", (uint64_t)l->goal_year);
    eh_json_open(j, "places", '{');
    add_each(j, side, l->workforce, 0, add_place);
    eh_json_close(j, '}');
    eh_json_open(j, "levels", '[');
    for (size_t k = 0; k < l->level_count; k++) {
        open_level(j, l->all[l->levels[k]].level);
        add_each(j, side, l->levels[k], k, add_level);
        eh_json_close(j, '}');
    }
    eh_json_close(j, ']');
    eh_json_open(j, "disparity", '[');
    for (size_t k = 0; k < l->ratio_count; k++) {
        eh_json_open(j, NULL, '{');
        eh_json_text(j, "below", l->all[l->ratios[k].below].level->id);
        eh_json_text(j, "above", l->all[l->ratios[k].above].level->id);
        eh_json_yes(j, "own", l->all[l->ratios[k].above].level->own);
        add_each(j, side, l->ratios[k].above, k, add_ratio);
        eh_json_close(j, '}');
    }
    eh_json_close(j, ']');
    eh_json_open(j, "goals", '[');
    for (size_t k = 0; k < l->goal_count; k++) {
        open_level(j, l->all[l->goals[k]].level);
        eh_json_yes(j, "own", l->all[l->goals[k]].level->own);
        add_each(j, side, l->goals[k], k, add_goal);
        eh_json_close(j, '}');
    }
    eh_json_close(j, ']');
    eh_json_close(j, '}');
}
