/* Figures by edition: an organisation's own, or those of several added up, who must have the item in every edition. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "progress/progress.h"

static const eh_value absent = {.missing = EH_NOT_APPLICABLE,
                                .value = (double)NAN,
                                .numerator = (double)NAN,
                                .denominator = (double)NAN,
                                .percent = (double)NAN,
                                .lower = (double)NAN,
                                .upper = (double)NAN,
                                .p = (double)NAN};
static const eh_value no_return = {.missing = EH_NOT_SUPPLIED,
                                   .value = (double)NAN,
                                   .numerator = (double)NAN,
                                   .denominator = (double)NAN,
                                   .percent = (double)NAN,
                                   .lower = (double)NAN,
                                   .upper = (double)NAN,
                                   .p = (double)NAN};

/* All figures of one organisation, or of all of them: by item of the newest edition x edition x group; never NULL. */
typedef const eh_value **figures;

static size_t at(const eh_course *course, unsigned place, size_t year, unsigned group) {
    return ((size_t)place * course->year_count + year) * EH_GROUPS + group;
}

static size_t room_of(const eh_course *course) {
    return at(course, eh_course_newest(course)->item_count, 0, 0) + 1;
}

/* ---- one organisation's ---- */

static void own_figures(const eh_course *course, size_t organisation, figures all) {
    for (unsigned i = 0; i < eh_course_newest(course)->item_count; i++)
        for (size_t y = 0; y < course->year_count; y++) {
            const eh_year *year = &course->years[y];
            size_t member = year->member[organisation];
            int place = eh_course_item(course, y, i);
            for (unsigned g = 0; g < EH_GROUPS; g++) {
                const eh_value *value = NULL;
                if (place >= 0 && member != SIZE_MAX)
                    value = year->side.members[member].values[(size_t)place * EH_GROUPS + g];
                all[at(course, i, y, g)] = value ? value : member == SIZE_MAX ? &no_return : &absent;
            }
        }
}

/* ---- added up ---- */

typedef struct summing {
    eh_progress_report *report;
    eh_course *course;
    eh_adder **adders; /* by edition */
    size_t *members;   /* room for those of an edition */
} summing;

/* Why an organisation cannot be counted in an item; false when it can. */
static bool lacks(const summing *s, unsigned place, size_t organisation, eh_absence *absence) {
    for (size_t y = 0; y < s->course->year_count; y++) {
        const eh_year *year = &s->course->years[y];
        int here = eh_course_item(s->course, y, place);
        if (here < 0) /* the edition does not ask for it */
            continue;
        size_t member = year->member[organisation];
        *absence = (eh_absence){organisation, y, member == SIZE_MAX, EH_NOT_SUPPLIED};
        if (member == SIZE_MAX)
            return true;
        absence->why = eh_adder_lacks(s->adders[y], (unsigned)here, &year->side.members[member]);
        if (absence->why != EH_PRESENT)
            return true;
    }
    return false;
}

static eh_status count_organisations(const summing *s, unsigned place) {
    eh_course *course = s->course;
    eh_counted *counted = &course->counted[place];
    counted->organisations = eh_arena_alloc(s->report->arena, course->walker_count * sizeof *counted->organisations);
    counted->absences = eh_arena_alloc(s->report->arena, course->walker_count * sizeof *counted->absences);
    if (!counted->organisations || !counted->absences)
        return EH_NOMEM;
    for (size_t o = 0; o < course->walker_count; o++) {
        eh_absence absence;
        if (lacks(s, place, o, &absence))
            counted->absences[counted->absence_count++] = absence;
        else
            counted->organisations[counted->count++] = o;
    }
    return EH_OK;
}

/* The item of one edition; where nobody is counted the reason of the first who is not. */
static eh_status sum_up(const summing *s, unsigned place, size_t y, figures all) {
    const eh_counted *counted = &s->course->counted[place];
    int here = eh_course_item(s->course, y, place);
    eh_value *values = eh_arena_alloc(s->report->arena, EH_GROUPS * sizeof *values);
    if (!values)
        return EH_NOMEM;
    for (unsigned g = 0; g < EH_GROUPS; g++) {
        bool nobody = here >= 0 && counted->absence_count > 0;
        values[g] = eh_value_missing(nobody ? counted->absences[0].why : EH_NOT_APPLICABLE);
        all[at(s->course, place, y, g)] = &values[g];
    }
    if (here < 0 || counted->count == 0)
        return EH_OK;
    for (size_t i = 0; i < counted->count; i++)
        s->members[i] = s->course->years[y].member[counted->organisations[i]];
    return eh_adder_value(s->adders[y], (unsigned)here, s->members, counted->count, s->report->arena, values);
}

static eh_status sum_all(const summing *s, figures all) {
    const eh_edition *newest = eh_course_newest(s->course);
    for (size_t y = 0; y < s->course->year_count; y++) {
        s->adders[y] = eh_adder_new(&s->course->years[y].side);
        if (!s->adders[y])
            return EH_NOMEM;
    }
    eh_status status = EH_OK;
    for (unsigned i = 0; i < newest->item_count && status == EH_OK; i++) {
        bool can = eh_adder_can(s->adders[s->course->year_count - 1], i);
        status = can ? count_organisations(s, i) : EH_OK;
        for (size_t y = 0; y < s->course->year_count && status == EH_OK; y++)
            status = sum_up(s, i, y, all);
    }
    return status;
}

static eh_status summed_figures(eh_progress_report *report, eh_course *course, figures all) {
    summing s = {report, course, calloc(course->year_count, sizeof *s.adders),
                 calloc(course->walker_count + 1, sizeof *s.members)};
    eh_status status = s.adders && s.members ? sum_all(&s, all) : EH_NOMEM;
    for (size_t y = 0; s.adders && y < course->year_count; y++)
        eh_adder_free(s.adders[y]);
    free((void *)s.adders);
    free(s.members);
    return status;
}

/* ---- series ---- */

static bool has_gap(const eh_item *item) {
    return item->operation == EH_OP_SURVEY && item->groups >= 2;
}

static bool is_main(const eh_course *course, const eh_item *item, unsigned group, eh_track_kind kind) {
    switch (item->operation) {
    case EH_OP_RELATIVE:
        return true;
    case EH_OP_SURVEY:
        return has_gap(item) ? kind == EH_TRACK_GAP : group == 0;
    case EH_OP_GAP:
        return group == course->focus;
    default:
        return false;
    }
}

/* One group's figure less the other's. */
static eh_status set_gap(eh_arena *arena, const eh_item *item, const eh_value *focus, const eh_value *other,
                         const eh_value **out) {
    char display[EH_FRACTION_ROOM];
    eh_value *gap = eh_arena_alloc(arena, sizeof *gap);
    if (!gap)
        return EH_NOMEM;
    *out = gap;
    *gap = eh_value_missing(focus->missing != EH_PRESENT ? focus->missing : other->missing);
    if (focus->missing != EH_PRESENT || other->missing != EH_PRESENT)
        return EH_OK;
    eh_fraction exact =
        eh_fraction_subtract(eh_fraction_as_written(focus->value), eh_fraction_as_written(other->value));
    if (!eh_fraction_defined(exact)) {
        *gap = eh_value_missing(EH_UNDEFINED);
        return EH_OK;
    }
    eh_fraction_display(exact, item->decimals, display);
    *gap = (eh_value){.value = eh_fraction_double(exact), .display = eh_arena_text(arena, display)};
    gap->numerator = gap->denominator = gap->percent = gap->lower = gap->upper = gap->p = (double)NAN;
    eh_proportion a, b;
    if (item->unit == EH_PERCENT && eh_survey_proportion(focus, &a) && eh_survey_proportion(other, &b)) {
        enum { PERCENT = 100 };
        eh_interval interval = eh_newcombe(a.x, a.n, b.x, b.n);
        gap->lower = interval.lower * PERCENT;
        gap->upper = interval.upper * PERCENT;
        gap->approximate = true;
    }
    return gap->display ? EH_OK : EH_NOMEM;
}

static eh_status fill(eh_progress_report *report, const eh_course *course, figures all, eh_track *track) {
    track->value = eh_arena_alloc(report->arena, course->year_count * sizeof *track->value);
    if (!track->value)
        return EH_NOMEM;
    eh_status status = EH_OK;
    for (size_t y = 0; y < course->year_count && status == EH_OK; y++)
        if (track->kind == EH_TRACK_VALUE)
            track->value[y] = all[at(course, track->place, y, track->group)];
        else
            status = set_gap(report->arena, track->item, all[at(course, track->place, y, course->focus)],
                             all[at(course, track->place, y, course->other)], &track->value[y]);
    return status;
}

/* The series of one item: its groups, then the gap. */
static unsigned series_of(const eh_course *course, unsigned place, eh_track tracks[EH_GROUPS + 1]) {
    const eh_item *item = &eh_course_newest(course)->items[place];
    unsigned count = 0, groups = item->groups ? item->groups : 1;
    for (unsigned g = 0; g < groups; g++)
        tracks[count++] = (eh_track){.item = item, .place = place, .group = g};
    if (has_gap(item))
        tracks[count++] = (eh_track){.item = item, .place = place, .group = course->focus, .kind = EH_TRACK_GAP};
    for (unsigned i = 0; i < count; i++)
        tracks[i].main = is_main(course, item, tracks[i].group, tracks[i].kind);
    return count;
}

const eh_track *eh_course_main(const eh_course *course, size_t i) {
    for (size_t t = 0; t < course->track_count; t++)
        if (course->tracks[t].main && i-- == 0)
            return &course->tracks[t];
    return NULL;
}

/* An organisation alone is counted in all its items. */
static eh_status count_alone(eh_progress_report *report, eh_course *course) {
    size_t *first = eh_arena_alloc(report->arena, sizeof *first);
    if (!first)
        return EH_NOMEM;
    for (unsigned i = 0; i < eh_course_newest(course)->item_count; i++)
        course->counted[i] = (eh_counted){.organisations = first, .count = 1};
    return EH_OK;
}

eh_status eh_tracks_make(eh_progress_report *report, eh_course *course) {
    unsigned items = eh_course_newest(course)->item_count;
    figures all = eh_arena_alloc(report->arena, room_of(course) * sizeof *all);
    course->counted = eh_arena_alloc(report->arena, (items + 1) * sizeof *course->counted);
    course->tracks = eh_arena_alloc(report->arena, ((size_t)items * (EH_GROUPS + 1) + 1) * sizeof *course->tracks);
    if (!all || !course->counted || !course->tracks)
        return EH_NOMEM;
    eh_status status = report->rolled ? summed_figures(report, course, all) : count_alone(report, course);
    if (!report->rolled)
        own_figures(course, 0, all);
    for (unsigned i = 0; i < items && status == EH_OK; i++) {
        eh_track own[EH_GROUPS + 1];
        unsigned count = series_of(course, i, own);
        const eh_counted *counted = &course->counted[i];
        for (unsigned k = 0; k < count && status == EH_OK; k++) {
            eh_track *track = &course->tracks[course->track_count++];
            *track = own[k];
            course->main_count += track->main;
            status = fill(report, course, all, track);
            if (status == EH_OK)
                status = eh_steps_make(report, course, track, counted->organisations, counted->count);
        }
    }
    return status;
}

/* ---- each organisation of a roll-up ---- */

static eh_status walk(eh_progress_report *report, eh_course *course, size_t organisation, figures all) {
    eh_walker *walker = &course->walkers[organisation];
    eh_status status = EH_OK;
    walker->tracks = eh_arena_alloc(report->arena, (course->main_count + 1) * sizeof *walker->tracks);
    if (!walker->tracks)
        return EH_NOMEM;
    own_figures(course, organisation, all);
    for (size_t i = 0; i < course->main_count && status == EH_OK; i++) {
        const eh_track *whole = eh_course_main(course, i);
        eh_track *track = &walker->tracks[i];
        *track = (eh_track){
            .item = whole->item, .place = whole->place, .group = whole->group, .kind = whole->kind, .main = true};
        status = fill(report, course, all, track);
        if (status == EH_OK)
            status = eh_steps_make(report, course, track, &organisation, 1);
    }
    return status;
}

static eh_step *newest_step(const eh_course *course, size_t organisation, size_t main, bool since_first) {
    const eh_track *track = &course->walkers[organisation].tracks[main];
    return &(since_first ? track->first : track->last)[course->year_count - 1];
}

/* Many organisations at once: of twenty one changes by chance alone. */
static bool adjust(const eh_course *course, double *p, double *adjusted) {
    for (size_t i = 0; i < course->main_count; i++)
        for (int since_first = 0; since_first < 2; since_first++) {
            for (size_t o = 0; o < course->walker_count; o++)
                p[o] = newest_step(course, o, i, since_first)->moved_p;
            if (!eh_benjamini_hochberg(p, adjusted, course->walker_count))
                return false;
            for (size_t o = 0; o < course->walker_count; o++)
                newest_step(course, o, i, since_first)->adjusted = adjusted[o];
        }
    return true;
}

eh_status eh_walkers_make(eh_progress_report *report, eh_course *course) {
    if (!report->rolled)
        return EH_OK;
    figures all = eh_arena_alloc(report->arena, room_of(course) * sizeof *all);
    double *p = calloc(2 * course->walker_count + 1, sizeof *p);
    eh_status status = all && p ? EH_OK : EH_NOMEM;
    for (size_t o = 0; o < course->walker_count && status == EH_OK; o++)
        status = walk(report, course, o, all);
    if (status == EH_OK && !adjust(course, p, p + course->walker_count))
        status = EH_NOMEM;
    free(p);
    return status;
}
