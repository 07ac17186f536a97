/* The table of writers of progress, and what they share. */
#include "report/progress.h"

#include <math.h>

#include "report/formats.h"

typedef struct format {
    const char *name;
    eh_progress_writer *write;
} format;

static const format table[] = {
    {"html", eh_write_progress_page}, {"xlsx", eh_write_progress_workbook}, {"csv", eh_write_progress_csv},
    {"json", eh_write_progress_json}, {"text", eh_write_progress_text},
};

const char *eh_progress_format(size_t i) {
    return eh_format_at(EH_FORMATS(table), i);
}

eh_status eh_progress_write(const eh_progress_report *report, const char *name, eh_findings *findings, eh_sink *sink) {
    const format *found = eh_format_find(EH_FORMATS(table), name);
    return found ? found->write(report, findings, sink) : eh_format_unknown(findings, name);
}

/* ---- rows ---- */

const eh_track *eh_walker_track(const eh_course *course, const eh_walker *walker, const eh_track *whole) {
    for (size_t i = 0; i < course->main_count; i++)
        if (walker->tracks[i].place == whole->place)
            return &walker->tracks[i];
    return NULL;
}

void eh_progress_rows(const eh_progress_report *report, const eh_course *course,
                      void (*take)(void *context, const eh_progress_row *row), void *context) {
    for (size_t t = 0; t < course->track_count; t++) {
        eh_progress_row row = {.report = report, .course = course, .track = &course->tracks[t]};
        for (row.year = 0; row.year < course->year_count; row.year++)
            take(context, &row);
        for (size_t o = 0; o < course->walker_count && report->rolled && course->tracks[t].main; o++) {
            row.walker = &course->walkers[o];
            row.track = eh_walker_track(course, row.walker, &course->tracks[t]);
            for (row.year = 0; row.year < course->year_count && row.track; row.year++)
                take(context, &row);
        }
    }
}

eh_unit eh_track_unit(const eh_track *track) {
    return track->kind == EH_TRACK_GAP && track->item->unit == EH_PERCENT ? EH_POINTS : track->item->unit;
}

const char *eh_track_group(const eh_course *course, const eh_track *track) {
    if (track->kind == EH_TRACK_GAP)
        return "gap";
    return track->item->groups ? eh_group_id(course->standard, track->group) : "";
}

void eh_absences_words(eh_buffer *out, const eh_course *course, unsigned place) {
    const eh_counted *counted = &course->counted[place];
    for (size_t i = 0; i < counted->absence_count; i++) {
        const eh_absence *absence = &counted->absences[i];
        eh_buffer_format(out, "%s%s (%d: %s)", i ? ", " : "", course->walkers[absence->organisation].who->code,
                         eh_course_edition(course, absence->year)->year,
                         absence->no_return ? "no return" : eh_missing_id(absence->why));
    }
}

/* ---- which are told first ---- */

const eh_step *eh_track_headline(const eh_course *course, const eh_track *track) {
    return course->year_count > 1 ? &track->first[course->year_count - 1] : NULL;
}

/* What is not tested stands behind what is. */
static double chance(const eh_course *course, const eh_track *track) {
    double p = eh_track_headline(course, track)->moved_p;
    return isnan(p) ? 2 : p;
}

size_t eh_tracks_that_went(const eh_course *course, eh_turn turn, const eh_track **out) {
    size_t count = 0;
    for (size_t t = 0; t < course->track_count; t++) {
        const eh_track *track = &course->tracks[t];
        const eh_step *step = eh_track_headline(course, track);
        if (!track->main || !step || step->turn != turn || step->state == EH_STEP_PLAIN)
            continue;
        size_t at = count++;
        for (; at > 0 && chance(course, out[at - 1]) > chance(course, track); at--)
            out[at] = out[at - 1];
        out[at] = track;
    }
    return count;
}

/* ---- which organisations ---- */

const eh_outcome_words *eh_outcome_at(size_t i) {
    static const eh_outcome_words outcomes[] = {
        {EH_TURN_BETTER, true, EH_SAYS_WHO_BETTER_CERTAIN},
        {EH_TURN_BETTER, false, EH_SAYS_WHO_BETTER},
        {EH_TURN_SAME, false, EH_SAYS_WHO_SAME},
        {EH_TURN_WORSE, false, EH_SAYS_WHO_WORSE},
        {EH_TURN_WORSE, true, EH_SAYS_WHO_WORSE_CERTAIN},
        {EH_TURN_NONE, false, EH_SAYS_WHO_UNTOLD},
    };
    return i < sizeof outcomes / sizeof *outcomes ? &outcomes[i] : NULL;
}

size_t eh_walker_outcome(const eh_course *course, const eh_walker *walker, const eh_track *whole) {
    const eh_track *track = eh_walker_track(course, walker, whole);
    const eh_step *step = track ? eh_track_headline(course, track) : NULL;
    bool certain = step && step->turn != EH_TURN_SAME && eh_step_certain(step->adjusted);
    size_t i = 0;
    while (step && eh_outcome_at(i) && (eh_outcome_at(i)->turn != step->turn || eh_outcome_at(i)->certain != certain))
        i++;
    return step ? i : SIZE_MAX;
}

void eh_walkers_that_went(const eh_course *course, const eh_track *whole, size_t outcome, eh_buffer *out) {
    for (size_t o = 0; o < course->walker_count; o++)
        if (eh_walker_outcome(course, &course->walkers[o], whole) == outcome)
            eh_buffer_format(out, "%s%s", out->length ? ", " : "", course->walkers[o].who->code);
}
