/* Leaders, disparity ratios and goals as rows of figures, for the tidy CSV. Their item is made up here:
 *   leaders.LEVEL            the level's percentage of the group
 *   leaders.LEVEL.YARDSTICK  its difference from a yardstick, whose percentage is `against`, with the people for parity as shortfall
 *   place.GROUP              the percentage of the people of the place: bme, disabled; minority is the wider meaning, White minorities included
 *   disparity.BELOW.ABOVE    a disparity ratio
 *   goal.LEVEL               the goal in people, with the people now and everyone of the level, and those needed as shortfall
 *   goal.LEVEL.YEAR          the people of a year on the line to the goal */
#include <math.h>

#include "report/comparison_leaders.h"

typedef struct writing {
    const eh_compared *side;
    void (*take)(void *context, const eh_comparison_row *row);
    void *context;
    eh_buffer id;
    bool own, wider; /* the rows that follow are of Evenhand's own measures; of the wider meaning of a minority */
    bool failed;
} writing;

static const eh_series more_are_needed = {
    .more = true, .has_shortfall = true, .average = (double)NAN, .dispersion = {(double)NAN, (double)NAN, 0}};

static eh_standing blank(const eh_value *value) {
    const eh_interval nowhere = {(double)NAN, (double)NAN};
    return (eh_standing){.value = value,
                         .inner = nowhere,
                         .outer = nowhere,
                         .p = value->p,
                         .adjusted = (double)NAN,
                         .shortfall = (double)NAN,
                         .shortfall_lower = (double)NAN,
                         .shortfall_upper = (double)NAN};
}

/* Gives out one row; the id is used up. */
static void give(writing *w, const eh_leader *leader, size_t level, const char *indicator, eh_unit unit,
                 const eh_standing *standing, double against) {
    eh_item item = {.id = w->id.data, .indicator = indicator, .unit = unit, .groups = EH_GROUPS, .label = ""};
    eh_rolled rolled = {.counted = 0};
    eh_comparison_row row = {.side = w->side,
                             .item = &item,
                             .group = eh_focus_group(w->side->edition->standard),
                             .member = leader->member,
                             .rollup = leader->rollup,
                             .series = &more_are_needed,
                             .standing = standing,
                             .value = standing->value,
                             .against = against,
                             .own = w->own};
    if (unit == EH_RATIO || w->wider) /* of two groups, or of people who are no group of the standard */
        item.groups = 0;
    if (leader->rollup) {
        rolled.left_out = leader->sets[level].left_out;
        rolled.left_out_count = leader->sets[level].left_out_count;
        rolled.counted = leader->sets[level].counted;
        row.rolled = &rolled;
    }
    w->failed = w->failed || w->id.failed;
    if (!w->failed)
        w->take(w->context, &row);
}

static void start_id(writing *w) {
    w->id.length = 0;
}

static void level_rows(writing *w, const eh_leadership *l, size_t k) {
    const char *level = l->all[l->levels[k]].level->id;
    start_id(w);
    eh_buffer_format(&w->id, "leaders.%s", level);
    for (size_t i = 0; i < l->count; i++) {
        eh_standing standing = blank(&l->of[i].levels[k].value);
        give(w, &l->of[i], l->levels[k], "leaders", EH_PERCENT, &standing, (double)NAN);
    }
    for (unsigned y = 0; y < EH_YARDSTICKS; y++) {
        start_id(w);
        eh_buffer_format(&w->id, "leaders.%s.%s", level, eh_yardstick_id((eh_yardstick)y));
        for (size_t i = 0; i < l->count; i++) {
            const eh_against *a = &l->of[i].levels[k].against[y];
            eh_standing standing = blank(&a->difference);
            standing.shortfall = a->needed;
            standing.shortfall_lower = a->needed_lower;
            standing.shortfall_upper = a->needed_upper;
            give(w, &l->of[i], l->levels[k], "leaders", EH_POINTS, &standing,
                 a->share.missing == EH_PRESENT ? a->share.value : (double)NAN);
        }
    }
}

/* The people of the places: those of the standard's group, and by the wider meaning of an ethnic minority, which no figure is held to. */
static void place_rows(writing *w, const eh_leadership *l, bool wider) {
    enum { PERCENT = 100 };
    bool race = w->side->edition->standard == EH_WRES;
    start_id(w);
    w->wider = wider;
    eh_buffer_text(&w->id, wider ? "place.minority" : race ? "place.bme" : "place.disabled");
    for (size_t i = 0; i < l->count; i++) {
        const eh_place_people *place = &l->of[i].place;
        double share = wider ? place->minority : race ? place->bme : place->disabled;
        eh_value value = eh_value_missing(EH_NOT_SUPPLIED);
        eh_buffer text = {0};
        if (place->known && isfinite(share)) {
            eh_words_number(&text, PERCENT * share, 1);
            value.missing = EH_PRESENT;
            value.value = PERCENT * share;
            value.display = eh_buffer_words(&text);
        }
        eh_standing standing = blank(&value);
        give(w, &l->of[i], l->workforce, "place", EH_PERCENT, &standing, (double)NAN);
        w->failed = w->failed || text.failed;
        eh_buffer_free(&text);
    }
    w->wider = false;
}

static void ratio_rows(writing *w, const eh_leadership *l, size_t k) {
    start_id(w);
    eh_buffer_format(&w->id, "disparity.%s.%s", l->all[l->ratios[k].below].level->id,
                     l->all[l->ratios[k].above].level->id);
    for (size_t i = 0; i < l->count; i++) {
        eh_standing standing = blank(&l->of[i].ratios[k].value);
        standing.adjusted = l->of[i].ratios[k].adjusted;
        give(w, &l->of[i], l->ratios[k].above, "disparity", EH_RATIO, &standing, (double)NAN);
    }
}

/* A number of people as a value; `text` takes what is shown. */
static eh_value people_value(int64_t people, eh_buffer *text) {
    eh_value value = eh_value_missing(EH_UNDEFINED);
    if (people < 0)
        return value;
    text->length = 0;
    eh_buffer_whole(text, people);
    value.missing = EH_PRESENT;
    value.value = (double)people;
    value.display = text->failed ? "" : text->data;
    return value;
}

static void goal_rows(writing *w, const eh_leadership *l, size_t k) {
    const char *level = l->all[l->goals[k]].level->id;
    eh_buffer text = {0};
    for (size_t i = 0; i < l->count; i++) {
        const eh_goal_figures *f = &l->of[i].goals[k];
        eh_value value = people_value(f->wanted, &text);
        start_id(w);
        eh_buffer_format(&w->id, "goal.%s", level);
        if (f->missing != EH_PRESENT)
            value = eh_value_missing(f->missing);
        value.numerator = (double)f->people.focus;
        value.denominator = (double)eh_people_counted(f->people, l->basis);
        eh_standing standing = blank(&value);
        standing.shortfall = f->missing == EH_PRESENT ? (double)f->needed : (double)NAN;
        give(w, &l->of[i], l->goals[k], "goal", EH_HEADCOUNT, &standing, (double)NAN);
        for (int year = f->goal.baseline_year; f->has_line && year <= l->goal_year; year++) {
            value = people_value(eh_goal_people(&f->goal, year), &text);
            start_id(w);
            eh_buffer_format(&w->id, "goal.%s.%d", level, year);
            standing = blank(&value);
            give(w, &l->of[i], l->goals[k], "goal", EH_HEADCOUNT, &standing, (double)NAN);
        }
    }
    w->failed = w->failed || text.failed;
    eh_buffer_free(&text);
}

bool eh_comparison_leader_rows(const eh_compared *side, void (*take)(void *context, const eh_comparison_row *row),
                               void *context) {
    const eh_leadership *l = side->leadership;
    writing w = {.side = side, .take = take, .context = context};
    for (size_t k = 0; k < l->level_count; k++)
        level_rows(&w, l, k);
    place_rows(&w, l, false);
    if (side->edition->standard == EH_WRES)
        place_rows(&w, l, true);
    for (size_t k = 0; k < l->ratio_count; k++) {
        w.own = l->all[l->ratios[k].above].level->own;
        ratio_rows(&w, l, k);
    }
    for (size_t k = 0; k < l->goal_count; k++) {
        w.own = l->all[l->goals[k]].level->own;
        goal_rows(&w, l, k);
    }
    eh_buffer_free(&w.id);
    return !w.failed;
}
