/* Goals of representation on the page of progress: a chart a level, the line to its goal beside what came, and one table. */
#include <math.h>

#include "report/progress_page.h"

enum { TOP = 26, HEIGHT = 130, FOOT = 26 };
static const double left = 8, right = 94; /* of the plot, in percent */

/* ---- a chart ---- */

typedef struct plot {
    eh_walk *walk;
    eh_drawing drawing;
    const eh_path *path;
    int first, last; /* years */
    double most;     /* people */
} plot;

static double across(const plot *p, int year) {
    return left + (right - left) * (year - p->first) / (p->last > p->first ? p->last - p->first : 1);
}

static double down(const plot *p, double people) {
    return HEIGHT - (HEIGHT - TOP) * people / p->most;
}

static void measure(plot *p) {
    const eh_course *course = p->walk->course;
    p->first = eh_course_edition(course, 0)->year;
    p->last = (int)fmax(eh_course_newest(course)->year, course->terms.year);
    if (p->path->has_line && p->path->goal.baseline_year < p->first)
        p->first = p->path->goal.baseline_year;
    p->most = fmax(4, (double)p->path->wanted);
    for (size_t y = 0; y < course->year_count; y++)
        if (p->path->missing[y] == EH_PRESENT)
            p->most = fmax(p->most, (double)p->path->people[y].focus);
    p->most *= 1.15;
}

static void number_at(plot *p, const char *style, double x, double y, int64_t number) {
    eh_buffer words = {0};
    eh_buffer_whole(&words, number);
    eh_draw_text(&p->drawing, style, x, y, EH_ANCHOR_MIDDLE, eh_buffer_words(&words));
    eh_walk_done(p->walk, &words);
}

/* The line to the goal: from where it begins to the goal's year. */
static void line(plot *p) {
    const eh_path *path = p->path;
    int by = p->walk->course->terms.year, from = path->goal.baseline_year;
    if (!path->has_line)
        return;
    double begin = eh_fraction_double(eh_goal_in(&path->goal, from));
    eh_draw_line(&p->drawing, "limit", across(p, from), down(p, begin), across(p, by), down(p, (double)path->wanted));
    eh_draw_box(&p->drawing, "box", across(p, by), down(p, (double)path->wanted));
    number_at(p, "label", across(p, by), down(p, (double)path->wanted) - 10, path->wanted);
}

static void actual(plot *p) {
    const eh_course *course = p->walk->course;
    for (size_t y = 0; y < course->year_count; y++) {
        if (p->path->missing[y] != EH_PRESENT)
            continue;
        int64_t people = p->path->people[y].focus;
        double x = across(p, eh_course_edition(course, y)->year), at = down(p, (double)people);
        if (y > p->path->start && p->path->missing[y - 1] == EH_PRESENT)
            eh_draw_line(&p->drawing, "reach", across(p, eh_course_edition(course, y - 1)->year),
                         down(p, (double)p->path->people[y - 1].focus), x, at);
        eh_draw_dot(&p->drawing, "dot", x, at);
        number_at(p, "strong", x, at - 10, people);
    }
}

static void scale(plot *p) {
    eh_draw_line(&p->drawing, "axis", left, HEIGHT, right, HEIGHT);
    for (int year = p->first; year <= p->last; year++) {
        eh_draw_line(&p->drawing, "axis", across(p, year), HEIGHT, across(p, year), HEIGHT + 4);
        number_at(p, "soft", across(p, year), HEIGHT + 18, year);
    }
}

/* "2023: 13, 2024: 10; by 2028: 31." */
static void describe(const plot *p, eh_buffer *out) {
    const eh_course *course = p->walk->course;
    for (size_t y = 0; y < course->year_count; y++) {
        eh_buffer_format(out, "%d: ", eh_course_edition(course, y)->year);
        if (p->path->missing[y] == EH_PRESENT)
            eh_buffer_whole(out, p->path->people[y].focus);
        else
            eh_buffer_text(out, eh_missing_words(p->path->missing[y]));
        eh_buffer_text(out, "; ");
    }
    eh_buffer goal = {0}, year = {0};
    eh_buffer_whole(&goal, p->path->wanted);
    eh_buffer_whole(&year, course->terms.year);
    eh_progress_put(p->walk->report, out, EH_SAYS_GOAL_BY, eh_buffer_words(&goal), eh_buffer_words(&year), NULL);
    eh_walk_done(p->walk, &goal);
    eh_walk_done(p->walk, &year);
}

static void chart(eh_walk *walk, const eh_path *path) {
    plot p = {.walk = walk, .path = path};
    eh_buffer name = {0}, words = {0};
    measure(&p);
    eh_page_raw(&walk->page, "<div>\n");
    eh_walk_say(walk, "<figure>\n<figcaption>", EH_SAYS_CHART_GOAL, path->level->name, NULL, NULL, "</figcaption>\n");
    eh_drawing_begin(&p.drawing, &walk->page);
    line(&p);
    actual(&p);
    eh_progress_put(walk->report, &name, EH_SAYS_CHART_GOAL, path->level->name, NULL, NULL);
    describe(&p, &words);
    eh_drawing_open(&p.drawing, HEIGHT + FOOT, &name, &words);
    scale(&p);
    eh_drawing_end(&p.drawing);
    eh_page_raw(&walk->page, "</figure>\n</div>\n");
}

/* ---- the table ---- */

static void due(eh_walk *walk, const eh_path *path, int year, const char *open, const char *close) {
    eh_buffer people = {0};
    eh_buffer_whole(&people, eh_goal_people(&path->goal, year));
    eh_walk_say(walk, open, EH_SAYS_GOAL_DUE, eh_buffer_words(&people), NULL, NULL, close);
    eh_walk_done(walk, &people);
}

/* "15; 17 due"; of a year to come "19 due". */
static void year_cell(eh_walk *walk, const eh_path *path, int year) {
    const eh_course *course = walk->course;
    eh_buffer words = {0}, heading = {0};
    bool on_line = path->why_not == EH_PRESENT && path->has_line && year > path->goal.baseline_year;
    size_t y = 0;
    while (y < course->year_count && eh_course_edition(course, y)->year != year)
        y++;
    eh_buffer_whole(&heading, year);
    eh_page_cell(&walk->page, true, eh_buffer_words(&heading));
    if (y < course->year_count && path->missing[y] == EH_PRESENT)
        eh_buffer_whole(&words, path->people[y].focus);
    else if (y < course->year_count)
        eh_buffer_text(&words, eh_missing_words(path->missing[y]));
    eh_page_words(&walk->page, &words);
    if (on_line && y < course->year_count)
        due(walk, path, year, "<small>", "</small>");
    else if (on_line)
        due(walk, path, year, "", "");
    eh_page_raw(&walk->page, "</td>");
    eh_walk_done(walk, &heading);
}

/* The years between that have no edition, and those up to the goal's, are shown too: the line is a figure a year. */
static int last_year(const eh_course *course) {
    int newest = eh_course_newest(course)->year;
    return course->terms.year - 1 > newest ? course->terms.year - 1 : newest;
}

/* "13 (2023)". */
static void baseline_cell(eh_walk *walk, const eh_path *path) {
    eh_buffer words = {0};
    if (path->why_not == EH_PRESENT && path->has_line) {
        eh_words_count(&words, eh_fraction_double(path->goal.baseline));
        eh_buffer_format(&words, " (%d)", path->goal.baseline_year);
    }
    eh_walk_cell(walk, true, EH_SAYS_BASELINE_COLUMN, &words);
}

static void row(eh_walk *walk, const eh_path *path) {
    const eh_course *course = walk->course;
    eh_buffer words = {0};
    eh_buffer_text(&words, path->level->name);
    eh_walk_open_row(walk, &words);
    baseline_cell(walk, path);
    for (int year = eh_course_edition(course, 0)->year; year <= last_year(course); year++)
        year_cell(walk, path, year);
    if (path->why_not == EH_PRESENT)
        eh_buffer_whole(&words, path->wanted);
    else
        eh_buffer_text(&words, eh_missing_words(path->why_not));
    eh_walk_cell(walk, true, EH_SAYS_GOAL_COLUMN, &words);
    if (path->why_not == EH_PRESENT && path->needed > 0)
        eh_buffer_whole(&words, path->needed);
    else if (path->why_not == EH_PRESENT)
        eh_buffer_text(&words, eh_progress_say(walk->report, EH_SAYS_GOAL_REACHED));
    eh_walk_cell(walk, true, EH_SAYS_NEEDED_COLUMN, &words);
    eh_walk_close_row(walk);
}

static void table(eh_walk *walk, const char *group) {
    const eh_course *course = walk->course;
    eh_walk_open_table(walk, EH_SAYS_TABLE_GOALS, group, NULL);
    eh_page_column(&walk->page, false, eh_progress_say(walk->report, EH_SAYS_LEVEL_COLUMN));
    eh_page_column(&walk->page, true, eh_progress_say(walk->report, EH_SAYS_BASELINE_COLUMN));
    for (int year = eh_course_edition(course, 0)->year; year <= last_year(course); year++) {
        eh_buffer words = {0};
        eh_buffer_whole(&words, year);
        eh_page_column(&walk->page, true, eh_buffer_words(&words));
        eh_walk_done(walk, &words);
    }
    eh_page_column(&walk->page, true, eh_progress_say(walk->report, EH_SAYS_GOAL_COLUMN));
    eh_page_column(&walk->page, true, eh_progress_say(walk->report, EH_SAYS_NEEDED_COLUMN));
    eh_page_open_rows(&walk->page);
    for (size_t i = 0; i < course->path_count; i++)
        row(walk, &course->paths[i]);
    eh_page_close_table(&walk->page);
    for (size_t i = 0; i < course->path_count; i++) {
        eh_buffer names = {0};
        eh_path_left_out_words(&names, course, &course->paths[i]);
        if (names.length > 0)
            eh_walk_say(walk, "<p class=\"note\">", EH_SAYS_GOAL_LEFT_OUT, course->paths[i].level->name, names.data,
                        NULL, "</p>\n");
        eh_walk_done(walk, &names);
    }
}

void eh_walk_goals(eh_walk *walk) {
    const eh_course *course = walk->course;
    eh_buffer year = {0};
    if (course->path_count == 0)
        return;
    const char *group = eh_group_inside(course->standard, course->focus);
    bool all = course->terms.basis == EH_PARITY_OF_ALL;
    eh_buffer_whole(&year, course->terms.year);
    eh_walk_say(walk, "<h4>", EH_SAYS_GOALS, eh_buffer_words(&year), NULL, NULL, "</h4>\n");
    eh_walk_say(walk, "<p>", EH_SAYS_GOALS_LEAD, eh_buffer_words(&year), group, NULL, " ");
    eh_walk_say(walk, "", all ? EH_SAYS_BASIS_ALL : EH_SAYS_BASIS_KNOWN, NULL, NULL, NULL, "");
    if (course->own_goals)
        eh_walk_say(walk, " ", EH_SAYS_GOALS_OWN, NULL, NULL, NULL, "");
    eh_walk_say(walk, "</p>\n<p class=\"legend\">", EH_SAYS_LEGEND_GOAL, NULL, NULL, NULL,
                "</p>\n<div class=\"pair both\">\n");
    for (size_t i = 0; i < course->path_count; i++)
        if (course->paths[i].why_not == EH_PRESENT)
            chart(walk, &course->paths[i]);
    eh_page_raw(&walk->page, "</div>\n");
    table(walk, group);
    eh_walk_done(walk, &year);
}
