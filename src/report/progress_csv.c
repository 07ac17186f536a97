/* Progress as tidy CSV: one row an item, series, organisation (or all together) and edition; RFC 4180, UTF-8 without a byte order mark. */
#include <math.h>

#include "report/progress.h"
#include "report/writer.h"

typedef eh_progress_row line;

static const eh_value *value_of(const line *l) {
    return l->track->value[l->year];
}
static const eh_step *last_of(const line *l) {
    return &l->track->last[l->year];
}
static const eh_step *first_of(const line *l) {
    return &l->track->first[l->year];
}

static void standard(eh_buffer *out, const line *l) {
    eh_csv_text(out, eh_standard_id(l->course->standard));
}
static void item(eh_buffer *out, const line *l) {
    eh_csv_text(out, l->track->item->id);
}
static void indicator(eh_buffer *out, const line *l) {
    eh_csv_text(out, l->track->item->indicator);
}
static void group(eh_buffer *out, const line *l) {
    eh_csv_text(out, eh_track_group(l->course, l->track));
}
static void unit(eh_buffer *out, const line *l) {
    eh_csv_text(out, eh_unit_id(eh_track_unit(l->track)));
}
static void is_main(eh_buffer *out, const line *l) {
    eh_csv_text(out, l->track->main ? "yes" : "no");
}
static void level(eh_buffer *out, const line *l) {
    eh_csv_text(out, l->report->rolled && !l->walker ? "together" : "organisation");
}
static void code(eh_buffer *out, const line *l) {
    if (l->walker || !l->report->rolled)
        eh_csv_text(out, l->walker ? l->walker->who->code : l->report->code);
}
static void name(eh_buffer *out, const line *l) {
    if (l->walker || !l->report->rolled)
        eh_csv_text(out, l->walker ? l->walker->who->name : l->report->title);
}
static void edition(eh_buffer *out, const line *l) {
    eh_buffer_whole(out, eh_course_edition(l->course, l->year)->year);
}
static void value(eh_buffer *out, const line *l) {
    eh_csv_value(out, l->track->item->unit, value_of(l));
}
static void display(eh_buffer *out, const line *l) {
    if (value_of(l)->missing == EH_PRESENT)
        eh_csv_text(out, value_of(l)->display);
}
static void missing(eh_buffer *out, const line *l) {
    eh_csv_text(out, eh_missing_id(value_of(l)->missing));
}

static void present(eh_buffer *out, const line *l, double number) {
    if (value_of(l)->missing == EH_PRESENT)
        eh_csv_number(out, number);
}
static void percent(eh_buffer *out, const line *l) {
    present(out, l, value_of(l)->percent);
}
static void numerator(eh_buffer *out, const line *l) {
    present(out, l, value_of(l)->numerator);
}
static void denominator(eh_buffer *out, const line *l) {
    present(out, l, value_of(l)->denominator);
}
static void lower(eh_buffer *out, const line *l) {
    present(out, l, value_of(l)->lower);
}
static void upper(eh_buffer *out, const line *l) {
    present(out, l, value_of(l)->upper);
}
static void broken(eh_buffer *out, const line *l) {
    if (!l->path && eh_course_broken(l->course, l->track->place, l->year))
        eh_csv_text(out, "yes");
}

/* ---- the steps: the same columns from the edition before and from the first ---- */

static void from(eh_buffer *out, const line *l, const eh_step *step) {
    if (step->state != EH_STEP_NONE && step->state != EH_STEP_PLAIN)
        eh_buffer_whole(out, eh_course_edition(l->course, step->from)->year);
}
static void state(eh_buffer *out, const line *l, const eh_step *step) {
    (void)l;
    eh_csv_text(out, eh_step_id(step->state));
}
static void change(eh_buffer *out, const line *l, const eh_step *step) {
    (void)l;
    eh_csv_number(out, step->change);
}
static void change_lower(eh_buffer *out, const line *l, const eh_step *step) {
    (void)l;
    eh_csv_number(out, step->lower);
}
static void change_upper(eh_buffer *out, const line *l, const eh_step *step) {
    (void)l;
    eh_csv_number(out, step->upper);
}
static void change_p(eh_buffer *out, const line *l, const eh_step *step) {
    (void)l;
    eh_csv_number(out, step->p);
}
static void moved(eh_buffer *out, const line *l, const eh_step *step) {
    (void)l;
    eh_csv_number(out, step->moved);
}
static void moved_p(eh_buffer *out, const line *l, const eh_step *step) {
    (void)l;
    eh_csv_number(out, step->moved_p);
}
static void adjusted(eh_buffer *out, const line *l, const eh_step *step) {
    (void)l;
    eh_csv_number(out, step->adjusted);
}
static void turn(eh_buffer *out, const line *l, const eh_step *step) {
    (void)l;
    eh_csv_text(out, eh_turn_id(step->turn));
}
static void beyond(eh_buffer *out, const line *l, const eh_step *step) {
    (void)l;
    if (step->turn != EH_TURN_NONE && !isnan(step->moved_p))
        eh_csv_text(out, eh_step_certain(step->moved_p) ? "yes" : "no");
}

static void counted(eh_buffer *out, const line *l) {
    if (l->path && l->report->rolled)
        eh_buffer_whole(out, (int64_t)(l->course->walker_count - l->path->left_out_count));
    else if (l->report->rolled && !l->walker)
        eh_buffer_whole(out, (int64_t)l->course->counted[l->track->place].count);
}
static void left_out(eh_buffer *out, const line *l) {
    eh_buffer words = {0};
    if (l->path)
        eh_path_left_out_words(&words, l->course, l->path);
    else if (l->report->rolled && !l->walker)
        eh_absences_words(&words, l->course, l->track->place);
    if (words.length > 0)
        eh_csv_text(out, words.data);
    eh_buffer_done(&words, out);
}

/* ---- goals of representation ---- */

static void whole(eh_buffer *out, int64_t number) {
    if (number >= 0)
        eh_buffer_whole(out, number);
}
static void goal_year(eh_buffer *out, const line *l) {
    whole(out, l->course->terms.year);
}
static void baseline(eh_buffer *out, const line *l) {
    if (l->path->has_line)
        eh_csv_number(out, eh_fraction_double(l->path->goal.baseline));
}
static void baseline_year(eh_buffer *out, const line *l) {
    if (l->path->has_line)
        whole(out, l->path->goal.baseline_year);
}
static void due(eh_buffer *out, const line *l) {
    whole(out, l->due);
}
static void needed(eh_buffer *out, const line *l) {
    whole(out, l->needed);
}

/* The columns, in their order. New ones go to the end. */
static const struct {
    const char *heading;
    void (*add)(eh_buffer *out, const line *l);
} columns[] = {
    {"standard", standard}, {"item", item},       {"indicator", indicator}, {"group", group},
    {"unit", unit},         {"main", is_main},    {"level", level},         {"organisation", code},
    {"name", name},         {"edition", edition}, {"value", value},         {"display", display},
    {"missing", missing},   {"percent", percent}, {"numerator", numerator}, {"denominator", denominator},
    {"lower", lower},       {"upper", upper},     {"break", broken},        {"counted", counted},
    {"left-out", left_out},
};

/* Behind them, once with each of the two steps. */
static const struct {
    const char *heading;
    void (*add)(eh_buffer *out, const line *l, const eh_step *step);
} step_columns[] = {
    {"from", from},
    {"state", state},
    {"change", change},
    {"change-lower", change_lower},
    {"change-upper", change_upper},
    {"change-p", change_p},
    {"distance-change", moved},
    {"distance-p", moved_p},
    {"distance-adjusted-p", adjusted},
    {"verdict", turn},
    {"beyond-chance", beyond},
};
enum { STEP_COLUMNS = sizeof step_columns / sizeof *step_columns };

/* And behind those, of goals alone. */
static const struct {
    const char *heading;
    void (*add)(eh_buffer *out, const line *l);
} goal_columns[] = {{"goal-year", goal_year},
                    {"baseline", baseline},
                    {"baseline-year", baseline_year},
                    {"due", due},
                    {"needed", needed}};
enum { GOAL_COLUMNS = sizeof goal_columns / sizeof *goal_columns };

static void add_step(eh_buffer *out, const line *l, const eh_step *step) {
    for (size_t c = 0; c < STEP_COLUMNS; c++) {
        eh_buffer_char(out, ',');
        step_columns[c].add(out, l, step);
    }
}

static void take(void *context, const line *row) {
    eh_buffer *out = context;
    for (size_t c = 0; c < sizeof columns / sizeof *columns; c++) {
        if (c > 0)
            eh_buffer_char(out, ',');
        columns[c].add(out, row);
    }
    add_step(out, row, last_of(row));
    add_step(out, row, first_of(row));
    for (size_t c = 0; c < GOAL_COLUMNS; c++) {
        eh_buffer_char(out, ',');
        if (row->path)
            goal_columns[c].add(out, row);
    }
    eh_buffer_text(out, "\r\n");
}

static void headings(eh_buffer *out) {
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        eh_buffer_format(out, "%s%s", i ? "," : "", columns[i].heading);
    for (size_t i = 0; i < STEP_COLUMNS; i++)
        eh_buffer_format(out, ",last-%s", step_columns[i].heading);
    for (size_t i = 0; i < STEP_COLUMNS; i++)
        eh_buffer_format(out, ",first-%s", step_columns[i].heading);
    for (size_t i = 0; i < GOAL_COLUMNS; i++)
        eh_buffer_format(out, ",%s", goal_columns[i].heading);
    eh_buffer_text(out, "\r\n");
}

eh_status eh_write_progress_csv(const eh_progress_report *report, eh_findings *findings, eh_sink *sink) {
    eh_buffer out = {0};
    (void)findings;
    headings(&out);
    for (size_t i = 0; i < report->course_count; i++) {
        eh_progress_rows(report, &report->courses[i], take, &out);
        out.failed = !eh_progress_goal_rows(report, &report->courses[i], take, &out) || out.failed;
    }
    return eh_buffer_write(&out, sink);
}
