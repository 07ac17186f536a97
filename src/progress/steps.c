/* Changes from edition to edition: how much, whether it is better, and whether chance alone could do it. */
#include <math.h>
#include <stdlib.h>

#include "indicator/evaluate.h"
#include "progress/progress.h"
#include "progress/shift.h"

enum { PERCENT = 100 };
static const double unlikely = 0.05;

const char *eh_step_id(eh_step_state state) {
    static const char *const ids[] = {"", "told", "break", "missing", "suppressed", "no-scale", ""};
    return ids[state];
}

const char *eh_turn_id(eh_turn turn) {
    static const char *const ids[] = {"", "better", "no-change", "worse"};
    return ids[turn];
}

bool eh_step_certain(double p) {
    return p < unlikely;
}

/* What a step is computed from. */
typedef struct stepping {
    const eh_course *course;
    const eh_track *track;
    const size_t *counted; /* organisations */
    size_t count;
} stepping;

/* How the change of a track is told. */
typedef enum measure { AS_RATIO, AS_PROPORTION, AS_GAP, AS_NUMBER } measure;

static measure measure_of(const eh_track *track) {
    if (track->item->unit == EH_RATIO)
        return AS_RATIO;
    if (track->kind == EH_TRACK_GAP)
        return track->item->unit == EH_PERCENT ? AS_GAP : AS_NUMBER;
    if (track->item->unit == EH_POINTS)
        return AS_GAP;
    return track->item->unit == EH_PERCENT ? AS_PROPORTION : AS_NUMBER;
}

/* ---- the counts behind a figure ---- */

static bool proportion_of(const stepping *s, size_t year, const eh_member *member, unsigned place, unsigned group,
                          unsigned which, eh_proportion *p) {
    if (s->track->item->operation != EH_OP_SURVEY)
        return eh_member_proportion(eh_course_edition(s->course, year), member, place, group, which, p);
    const eh_value *value = member->values[(size_t)place * EH_GROUPS + group];
    return value && value->missing == EH_PRESENT && eh_survey_proportion(value, p);
}

/* Of all organisations together: counts are summed. */
static bool summed(const stepping *s, size_t year, unsigned group, unsigned which, eh_proportion *sum) {
    const eh_year *at = &s->course->years[year];
    int place = eh_course_item(s->course, year, s->track->place);
    *sum = (eh_proportion){0, 0};
    for (size_t i = 0; i < s->count; i++) {
        eh_proportion one;
        size_t member = at->member[s->counted[i]];
        if (place < 0 || member == SIZE_MAX ||
            !proportion_of(s, year, &at->side.members[member], (unsigned)place, group, which, &one))
            return false;
        sum->x += one.x;
        sum->n += one.n;
    }
    return s->count > 0;
}

static bool pair_of(const stepping *s, size_t year, measure as, eh_pair *pair) {
    const eh_track *track = s->track;
    unsigned groups[2] = {track->group, track->group}, which = 0;
    if (as == AS_RATIO) {
        groups[0] = track->item->top;
        groups[1] = track->item->bottom;
    } else if (track->kind == EH_TRACK_GAP) {
        groups[0] = s->course->focus;
        groups[1] = s->course->other;
    } else if (as == AS_GAP) {
        which = 1;
    }
    if (!summed(s, year, groups[0], 0, &pair->first))
        return false;
    return as == AS_PROPORTION || summed(s, year, groups[1], which, &pair->second);
}

/* ---- how much ---- */

static const eh_shift untold = {(double)NAN, (double)NAN, (double)NAN, (double)NAN};

/* False where counts do not tell. Percentages and differences come in percentage points. */
static bool shift_of(const eh_pair *before, const eh_pair *after, measure as, bool mirrored, eh_shift *shift) {
    *shift = untold;
    if (as == AS_RATIO)
        return eh_shift_of_ratios(before, after, mirrored, shift);
    if (as == AS_GAP)
        eh_shift_of_gaps(before, after, mirrored, shift);
    else
        eh_shift_of_proportions(&before->first, &after->first, shift);
    shift->change *= PERCENT;
    shift->lower *= PERCENT;
    shift->upper *= PERCENT;
    return true;
}

/* Where a figure lies on the scale on which its distance from parity is measured. */
static double scaled(measure as, const eh_value *value) {
    return as == AS_RATIO ? log(value->value) : value->value;
}

/* The change itself, from the figures; with its interval and p, where counts tell them. */
static void tell(eh_step *step, measure as, const eh_value *then, const eh_value *now, const eh_shift *shift) {
    step->change = as == AS_RATIO ? now->value / then->value : now->value - then->value;
    step->lower = as == AS_RATIO ? exp(shift->lower) : shift->lower;
    step->upper = as == AS_RATIO ? exp(shift->upper) : shift->upper;
    step->p = shift->p;
}

/* ---- better or worse ---- */

static double as_shown(double value, unsigned decimals) {
    double scale = pow(10, decimals);
    return round(value * scale) / scale;
}

/* A distance from parity as people see it: of a ratio as the ratio that is not below 1. */
static double distance_shown(measure as, const eh_track *track, const eh_value *value) {
    double distance = as == AS_RATIO ? fmax(value->value, 1 / value->value) : fabs(value->value);
    return as_shown(distance, track->item->decimals);
}

static eh_turn turn_of(double moved, bool same) {
    if (same || moved == 0)
        return EH_TURN_SAME;
    return moved < 0 ? EH_TURN_BETTER : EH_TURN_WORSE;
}

/* By the distance from parity. On one side of it that distance changes as the figure does; from one side to the other, as the figure and the other's mirror image. */
static void judge_distance(eh_step *step, const eh_track *track, measure as, const eh_value *then, const eh_value *now,
                           const eh_shift *shift, const eh_shift *mirrored) {
    double before = scaled(as, then), after = scaled(as, now);
    step->crossed = before * after < 0;
    step->moved = fabs(after) - fabs(before);
    step->moved_p = step->crossed ? mirrored->p : shift->p;
    step->turn = turn_of(step->moved, distance_shown(as, track, then) == distance_shown(as, track, now));
}

static void judge_direction(eh_step *step, const eh_item *item, const eh_value *then, const eh_value *now) {
    step->moved = item->better > 0 ? then->value - now->value : now->value - then->value;
    step->moved_p = step->p;
    step->turn = turn_of(step->moved, as_shown(then->value, item->decimals) == as_shown(now->value, item->decimals));
}

static bool by_distance(const eh_track *track, measure as) {
    return as == AS_RATIO || as == AS_GAP || track->kind == EH_TRACK_GAP;
}

/* ---- a step ---- */

static eh_step_state absence(const eh_value *then, const eh_value *now) {
    if (then->missing == EH_SUPPRESSED || now->missing == EH_SUPPRESSED)
        return EH_STEP_SUPPRESSED;
    return then->missing != EH_PRESENT || now->missing != EH_PRESENT ? EH_STEP_MISSING : EH_STEP_TOLD;
}

static const eh_change *broken_between(const stepping *s, size_t from, size_t to) {
    for (size_t i = to; i > from; i--) {
        const eh_change *change = eh_course_broken(s->course, s->track->place, i);
        if (change)
            return change;
    }
    return NULL;
}

/* Whether two averages of several years have a year in common. */
static bool shares_years(const stepping *s, size_t from, size_t to) {
    const eh_edition *then = eh_course_edition(s->course, from), *now = eh_course_edition(s->course, to);
    int place = eh_course_item(s->course, to, s->track->place);
    return place >= 0 && (int)eh_item_years(now, (unsigned)place) > now->year - then->year;
}

static void compute(const stepping *s, size_t from, size_t to, eh_step *step) {
    const eh_value *then = s->track->value[from], *now = s->track->value[to];
    measure as = measure_of(s->track);
    eh_shift shift = untold, mirrored = untold;
    eh_pair before, after;
    if (as == AS_RATIO && !(then->value > 0 && now->value > 0)) {
        step->state = EH_STEP_NO_SCALE;
        return;
    }
    step->overlap = shares_years(s, from, to);
    if (as != AS_NUMBER && !step->overlap && pair_of(s, from, as, &before) && pair_of(s, to, as, &after) &&
        shift_of(&before, &after, as, false, &shift) && as != AS_PROPORTION)
        shift_of(&before, &after, as, true, &mirrored);
    tell(step, as, then, now, &shift);
    if (by_distance(s->track, as))
        judge_distance(step, s->track, as, then, now, &shift, &mirrored);
    else if (s->track->item->better != 0)
        judge_direction(step, s->track->item, then, now);
}

static eh_step step_of(const stepping *s, size_t from, size_t to) {
    eh_step step = {.from = from,
                    .change = (double)NAN,
                    .lower = (double)NAN,
                    .upper = (double)NAN,
                    .p = (double)NAN,
                    .moved = (double)NAN,
                    .moved_p = (double)NAN,
                    .adjusted = (double)NAN};
    if (from == to)
        return step;
    if (s->track->item->unit == EH_TEXT) {
        step.state = EH_STEP_PLAIN;
        return step;
    }
    step.broken = broken_between(s, from, to);
    step.state = step.broken ? EH_STEP_BROKEN : absence(s->track->value[from], s->track->value[to]);
    if (step.state == EH_STEP_TOLD)
        compute(s, from, to, &step);
    return step;
}

/* The first edition since the last break that has a figure, or the one before this where none has. */
static size_t start_of(const stepping *s, size_t to) {
    size_t from = to;
    while (from > 0 && !eh_course_broken(s->course, s->track->place, from))
        from--;
    for (size_t i = from; i < to; i++)
        if (s->track->value[i]->missing == EH_PRESENT)
            return i;
    return to > 0 ? to - 1 : 0;
}

eh_status eh_steps_make(eh_progress_report *report, const eh_course *course, eh_track *track, const size_t *counted,
                        size_t count) {
    stepping s = {course, track, counted, count};
    track->last = eh_arena_alloc(report->arena, course->year_count * sizeof *track->last);
    track->first = eh_arena_alloc(report->arena, course->year_count * sizeof *track->first);
    if (!track->last || !track->first)
        return EH_NOMEM;
    for (size_t i = 0; i < course->year_count; i++) {
        track->last[i] = step_of(&s, i > 0 ? i - 1 : 0, i);
        track->first[i] = step_of(&s, start_of(&s, i), i);
    }
    return EH_OK;
}
