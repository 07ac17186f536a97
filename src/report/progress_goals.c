/* Goals of representation as rows of figures, for the tidy CSV of progress. */
#include <math.h>
#include <stdlib.h>

#include "report/progress.h"

typedef struct writing {
    eh_progress_row row;
    void (*take)(void *context, const eh_progress_row *row);
    void *context;
    eh_step *none; /* by edition: no change is told of a goal */
    eh_buffer id, text;
    bool failed;
} writing;

void eh_path_left_out_words(eh_buffer *out, const eh_course *course, const eh_path *path) {
    for (size_t i = 0; i < path->left_out_count; i++)
        eh_buffer_format(out, "%s%s", i ? ", " : "", course->walkers[path->left_out[i]].who->code);
}

/* A number of people as a figure; below 0 there is none. */
static eh_value people_value(writing *w, int64_t people, eh_missing why) {
    eh_value value = eh_value_missing(why == EH_PRESENT ? EH_UNDEFINED : why);
    if (people < 0 || why != EH_PRESENT)
        return value;
    w->text.length = 0;
    eh_buffer_whole(&w->text, people);
    w->failed = w->failed || w->text.failed;
    value.missing = EH_PRESENT;
    value.value = (double)people;
    value.display = w->text.failed ? "" : w->text.data;
    return value;
}

/* Gives out one row, of the edition in w->row; the id is used up. */
static void give(writing *w, const eh_value *value, const eh_value **values) {
    const eh_item item = {
        .id = w->id.data, .indicator = "goal", .unit = EH_HEADCOUNT, .groups = EH_GROUPS, .label = ""};
    const eh_track track = {.item = &item,
                            .group = w->row.course->focus,
                            .kind = EH_TRACK_VALUE,
                            .value = values,
                            .last = w->none,
                            .first = w->none};
    values[w->row.year] = value;
    w->row.track = &track;
    w->failed = w->failed || w->id.failed;
    if (!w->failed)
        w->take(w->context, &w->row);
    w->row.track = NULL;
    w->id.length = 0;
    w->row.due = w->row.needed = -1;
}

static void with_counts(eh_value *value, const eh_course *course, const eh_path *path, size_t year) {
    if (path->missing[year] != EH_PRESENT)
        return;
    value->numerator = (double)path->people[year].focus;
    value->denominator = (double)eh_people_counted(path->people[year], course->terms.basis);
}

static void goal_rows(writing *w, const eh_path *path, const eh_value **values) {
    const eh_course *course = w->row.course;
    const char *level = path->level->id;
    bool there = path->why_not == EH_PRESENT;
    w->row.path = path;
    w->row.year = course->year_count - 1;
    eh_value value = people_value(w, path->wanted, path->why_not);
    with_counts(&value, course, path, w->row.year);
    w->row.due = there ? path->due : -1;
    w->row.needed = there ? path->needed : -1;
    eh_buffer_format(&w->id, "goal.%s", level);
    give(w, &value, values);
    for (int year = path->goal.baseline_year; there && path->has_line && year <= course->terms.year; year++) {
        value = people_value(w, eh_goal_people(&path->goal, year), EH_PRESENT);
        eh_buffer_format(&w->id, "goal.%s.%d", level, year);
        give(w, &value, values);
    }
    for (w->row.year = 0; w->row.year < course->year_count; w->row.year++) {
        int year = eh_course_edition(course, w->row.year)->year;
        value = people_value(w, path->people[w->row.year].focus, path->missing[w->row.year]);
        with_counts(&value, course, path, w->row.year);
        if (there && path->has_line && year > path->goal.baseline_year)
            w->row.due = eh_goal_people(&path->goal, year);
        eh_buffer_format(&w->id, "goal.%s.people", level);
        give(w, &value, values);
    }
}

bool eh_progress_goal_rows(const eh_progress_report *report, const eh_course *course,
                           void (*take)(void *context, const eh_progress_row *row), void *context) {
    const double none = (double)NAN;
    writing w = {
        .row = {.report = report, .course = course, .due = -1, .needed = -1}, .take = take, .context = context};
    w.none = calloc(course->year_count, sizeof *w.none);
    const eh_value **values = calloc(course->year_count, sizeof *values);
    for (size_t y = 0; y < course->year_count && w.none; y++)
        w.none[y] = (eh_step){
            .change = none, .lower = none, .upper = none, .p = none, .moved = none, .moved_p = none, .adjusted = none};
    w.failed = !w.none || !values;
    for (size_t i = 0; i < course->path_count && !w.failed; i++)
        goal_rows(&w, &course->paths[i], values);
    free(w.none);
    free((void *)values);
    eh_buffer_free(&w.id);
    eh_buffer_free(&w.text);
    return !w.failed;
}
