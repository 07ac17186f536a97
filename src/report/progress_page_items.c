/* Progress indicator by indicator: what the figure says, a chart, its table, the actions, and the other figures. */
#include <math.h>
#include <string.h>

#include "report/progress_page.h"

/* ---- cells ---- */

static void interval_words(eh_buffer *out, double lower, double upper, unsigned decimals) {
    if (isnan(lower) && isnan(upper))
        return;
    eh_words_number(out, lower, decimals);
    eh_buffer_text(out, " to ");
    if (!isfinite(upper))
        eh_buffer_text(out, "\xe2\x88\x9e");
    eh_words_number(out, upper, decimals);
}

static unsigned decimals_of(const eh_track *track) {
    return track->item->unit == EH_RATIO ? 2 : track->item->decimals;
}

static void value_cell(eh_walk *walk, eh_progress_word column, const eh_track *track, size_t year) {
    eh_buffer words = {0};
    eh_short_value(track, year, &words);
    eh_walk_cell(walk, true, column, &words);
}

static void interval_cell(eh_walk *walk, const eh_track *track, size_t year) {
    eh_buffer words = {0};
    if (track->value[year]->missing == EH_PRESENT)
        interval_words(&words, track->value[year]->lower, track->value[year]->upper, decimals_of(track));
    eh_walk_cell(walk, true, EH_SAYS_INTERVAL_COLUMN, &words);
}

/* A verdict, or why there is none. */
static void verdict_words(eh_walk *walk, const eh_track *track, const eh_step *step, eh_buffer *out) {
    if (step->state == EH_STEP_TOLD)
        eh_step_words(walk->report, track, step, out);
    else
        eh_step_why(walk->report, step, out);
}

/* Cells of a step: the change, its interval, p, and the verdict in words (or why there is none). */
static void step_cells(eh_walk *walk, const eh_track *track, const eh_step *step, bool adjusted) {
    eh_buffer words = {0};
    double p = adjusted ? step->adjusted : step->moved_p;
    eh_step_change(track, step, &words);
    eh_walk_cell(walk, true, EH_SAYS_CHANGE_COLUMN, &words);
    interval_words(&words, step->lower, step->upper, decimals_of(track));
    eh_walk_cell(walk, true, EH_SAYS_CHANGE_INTERVAL_COLUMN, &words);
    if (!isnan(p))
        eh_words_p(&words, p);
    eh_walk_cell(walk, true, adjusted ? EH_SAYS_ADJUSTED_COLUMN : EH_SAYS_P_COLUMN, &words);
    verdict_words(walk, track, step, &words);
    eh_walk_cell(walk, false, EH_SAYS_VERDICT_COLUMN, &words);
}

/* ---- the table of a main series ---- */

static void edition_name(eh_walk *walk, const eh_track *track, size_t year, eh_buffer *out) {
    eh_buffer_whole(out, eh_course_edition(walk->course, year)->year);
    if (eh_course_broken(walk->course, track->place, year))
        eh_buffer_format(out, " (%s)", eh_progress_say(walk->report, EH_SAYS_BREAK_MARK));
}

static void columns_of(eh_walk *walk, const eh_track *track) {
    eh_page *page = &walk->page;
    eh_page_column(page, false, eh_progress_say(walk->report, EH_SAYS_EDITION_COLUMN));
    if (track->kind == EH_TRACK_GAP) {
        eh_page_column(page, true, eh_group_start(walk->course->standard, walk->course->focus));
        eh_page_column(page, true, eh_group_start(walk->course->standard, walk->course->other));
    }
    static const eh_progress_word rest[] = {EH_SAYS_INTERVAL_COLUMN, EH_SAYS_CHANGE_COLUMN,
                                            EH_SAYS_CHANGE_INTERVAL_COLUMN, EH_SAYS_P_COLUMN};
    eh_page_column(
        page, true,
        eh_progress_say(walk->report, track->kind == EH_TRACK_GAP ? EH_SAYS_GAP_COLUMN : EH_SAYS_VALUE_COLUMN));
    for (size_t i = 0; i < sizeof rest / sizeof *rest; i++)
        eh_page_column(page, true, eh_progress_say(walk->report, rest[i]));
    eh_page_column(page, false, eh_progress_say(walk->report, EH_SAYS_VERDICT_COLUMN));
    eh_page_open_rows(page);
}

static void group_cell(eh_walk *walk, const eh_track *gap, unsigned group, size_t year) {
    const eh_track *track = gap - gap->item->groups + group;
    eh_buffer words = {0};
    eh_short_value(track, year, &words);
    eh_page_cell(&walk->page, true, eh_group_start(walk->course->standard, group));
    eh_page_words(&walk->page, &words);
    eh_page_raw(&walk->page, "</td>");
}

static void main_table(eh_walk *walk, const eh_track *track) {
    eh_buffer words = {0};
    eh_track_label(walk->report, walk->course, track, &words);
    eh_walk_open_table(walk, EH_SAYS_TABLE_MAIN, eh_buffer_words(&words), NULL);
    eh_walk_done(walk, &words);
    columns_of(walk, track);
    for (size_t y = 0; y < walk->course->year_count; y++) {
        edition_name(walk, track, y, &words);
        eh_walk_open_row(walk, &words);
        if (track->kind == EH_TRACK_GAP) {
            group_cell(walk, track, walk->course->focus, y);
            group_cell(walk, track, walk->course->other, y);
        }
        value_cell(walk, track->kind == EH_TRACK_GAP ? EH_SAYS_GAP_COLUMN : EH_SAYS_VALUE_COLUMN, track, y);
        interval_cell(walk, track, y);
        step_cells(walk, track, &track->last[y], false);
        eh_walk_close_row(walk);
    }
    eh_page_close_table(&walk->page);
}

/* ---- the organisations of a roll-up ---- */

static void organisations_table(eh_walk *walk, const eh_track *whole) {
    static const eh_progress_word columns[] = {
        EH_SAYS_ORGANISATION_COLUMN,    EH_SAYS_THEN_COLUMN,    EH_SAYS_NOW_COLUMN, EH_SAYS_CHANGE_COLUMN,
        EH_SAYS_CHANGE_INTERVAL_COLUMN, EH_SAYS_ADJUSTED_COLUMN};
    const eh_course *course = walk->course;
    size_t newest = course->year_count - 1;
    eh_buffer words = {0};
    eh_track_label(walk->report, course, whole, &words);
    eh_walk_open_table(walk, EH_SAYS_TABLE_ORGANISATIONS, eh_buffer_words(&words), NULL);
    eh_walk_done(walk, &words);
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        eh_page_column(&walk->page, i > 0, eh_progress_say(walk->report, columns[i]));
    eh_page_column(&walk->page, false, eh_progress_say(walk->report, EH_SAYS_VERDICT_COLUMN));
    eh_page_open_rows(&walk->page);
    for (size_t o = 0; o < course->walker_count; o++) {
        const eh_track *track = eh_walker_track(course, &course->walkers[o], whole);
        if (!track)
            continue;
        const eh_step *step = &track->first[newest];
        eh_buffer_format(&words, "%s (%s)", course->walkers[o].who->name, course->walkers[o].who->code);
        eh_walk_open_row(walk, &words);
        eh_short_value(track, step->from, &words);
        eh_buffer_format(&words, " (%d)", eh_course_edition(course, step->from)->year);
        eh_walk_cell(walk, true, EH_SAYS_THEN_COLUMN, &words);
        value_cell(walk, EH_SAYS_NOW_COLUMN, track, newest);
        step_cells(walk, track, step, true);
        eh_walk_close_row(walk);
    }
    eh_page_close_table(&walk->page);
}

/* ---- the other figures of an indicator ---- */

/* Of headcounts that carry percentages those of the group that the standard is about; of other figures both groups'. */
static bool is_told(const eh_course *course, const eh_track *track) {
    if (track->main || track->item->unit == EH_TEXT)
        return false;
    if (track->item->percent_of_row)
        return track->group == course->focus;
    return !track->item->groups || track->group == course->focus || track->group == course->other;
}

static bool has_others(const eh_course *course, size_t from, size_t to) {
    for (size_t t = from; t < to; t++)
        if (is_told(course, &course->tracks[t]))
            return true;
    return false;
}

static void other_row(eh_walk *walk, const eh_track *track) {
    const eh_course *course = walk->course;
    eh_buffer words = {0};
    eh_track_label(walk->report, course, track, &words);
    if (*track->item->section && strncmp(track->item->section, track->item->indicator, 1) == 0 &&
        track->item->percent_of_row)
        eh_buffer_format(&words, " (%s)", track->item->section);
    eh_walk_open_row(walk, &words);
    for (size_t y = 0; y < course->year_count; y++) {
        eh_buffer year = {0};
        const eh_value *value = track->value[y];
        eh_buffer_whole(&year, eh_course_edition(course, y)->year);
        eh_page_cell(&walk->page, true, eh_buffer_words(&year));
        eh_walk_done(walk, &year);
        if (track->item->unit == EH_HEADCOUNT && value->missing == EH_PRESENT)
            eh_words_count(&words, value->value);
        else
            eh_short_value(track, y, &words);
        eh_page_words(&walk->page, &words);
        if (value->missing == EH_PRESENT && track->item->percent_of_row && isfinite(value->percent)) {
            eh_words_number(&words, value->percent, 1);
            eh_walk_words(walk, "<small>", &words, "%</small>");
        }
        eh_page_raw(&walk->page, "</td>");
    }
    const eh_step *step = &track->last[course->year_count - 1];
    eh_step_change(track, step, &words);
    if (step->state == EH_STEP_TOLD && !isnan(step->lower)) {
        eh_buffer_text(&words, " (");
        interval_words(&words, step->lower, step->upper, decimals_of(track));
        eh_buffer_char(&words, ')');
    }
    if (step->state != EH_STEP_TOLD)
        verdict_words(walk, track, step, &words);
    eh_walk_cell(walk, true, EH_SAYS_LAST_CHANGE_COLUMN, &words);
    eh_walk_close_row(walk);
}

static void others_table(eh_walk *walk, size_t from, size_t to, const char *name) {
    const eh_course *course = walk->course;
    if (!has_others(course, from, to))
        return;
    eh_walk_open_table(walk, EH_SAYS_TABLE_OTHERS, name, NULL);
    eh_page_column(&walk->page, false, eh_progress_say(walk->report, EH_SAYS_FIGURE_COLUMN));
    for (size_t y = 0; y < course->year_count; y++) {
        eh_buffer year = {0};
        eh_buffer_whole(&year, eh_course_edition(course, y)->year);
        eh_page_column(&walk->page, true, eh_buffer_words(&year));
        eh_walk_done(walk, &year);
    }
    eh_page_column(&walk->page, true, eh_progress_say(walk->report, EH_SAYS_LAST_CHANGE_COLUMN));
    eh_page_open_rows(&walk->page);
    for (size_t t = from; t < to; t++)
        if (is_told(course, &course->tracks[t]))
            other_row(walk, &course->tracks[t]);
    eh_page_close_table(&walk->page);
}

/* ---- an indicator ---- */

static void main_series(eh_walk *walk, const eh_track *track, bool several) {
    eh_buffer words = {0};
    if (several)
        eh_walk_say(walk, "<h4>", EH_SAYS_PLAIN, track->item->label, NULL, NULL, "</h4>\n");
    eh_track_sentence(walk->report, walk->course, track, &words);
    eh_walk_words(walk, "<p class=\"big-says\">", &words, "</p>\n");
    if (eh_track_unattended(walk->report, walk->course, track))
        eh_walk_say(walk, "<p class=\"verdict bad\">", EH_SAYS_UNATTENDED_MARK, NULL, NULL, NULL, "</p>\n");
    eh_walk_chart(walk, track);
    main_table(walk, track);
    if (walk->report->rolled)
        organisations_table(walk, track);
}

/* "Indicator 9: Board representation"; of one of several sections what its rows are. */
static void name_of(eh_walk *walk, const eh_item *item, bool several, eh_buffer *out) {
    bool race = walk->course->standard == EH_WRES;
    const char *name = item->section;
    size_t number = strlen(item->indicator);
    if (several)
        eh_page_put(&walk->page, out, race ? EH_PAGE_INDICATOR_NAMED : EH_PAGE_METRIC_NAMED, item->indicator,
                    eh_page_word_text(walk->page.catalogue, EH_PAGE_BY_ROW), NULL);
    else if (strncmp(name, item->indicator, number) == 0 && name[number] == ' ')
        eh_page_put(&walk->page, out, race ? EH_PAGE_INDICATOR_NAMED : EH_PAGE_METRIC_NAMED, item->indicator,
                    name + number + 1, NULL);
    else
        eh_page_put(&walk->page, out, race ? EH_PAGE_INDICATOR : EH_PAGE_METRIC, item->indicator, NULL, NULL);
}

static void indicator(eh_walk *walk, size_t from, size_t to) {
    const eh_course *course = walk->course;
    const eh_item *item = course->tracks[from].item;
    eh_buffer words = {0}, name = {0};
    unsigned mains = 0;
    name_of(walk, item, strcmp(item->section, course->tracks[to - 1].item->section) != 0, &name);
    eh_page_raw(&walk->page, "<div class=\"card\">\n<h3 id=\"");
    eh_walk_anchor(course, item, &words);
    eh_walk_words(walk, "", &words, "\">");
    eh_page_text(&walk->page, eh_buffer_words(&name));
    eh_page_raw(&walk->page, "</h3>\n");
    for (size_t t = from; t < to; t++)
        mains += course->tracks[t].main;
    for (size_t t = from; t < to; t++)
        if (course->tracks[t].main)
            main_series(walk, &course->tracks[t], mains > 1);
    eh_walk_actions(walk, item->indicator);
    if (from == 0) /* representation: the first indicator of either standard */
        eh_walk_goals(walk);
    others_table(walk, from, to, eh_buffer_words(&name));
    eh_page_raw(&walk->page, "</div>\n");
    eh_walk_done(walk, &name);
}

void eh_walk_indicators(eh_walk *walk) {
    const eh_course *course = walk->course;
    eh_buffer_format(&walk->page.out, "<section aria-labelledby=\"%s\">\n<h2 id=\"%s\">",
                     eh_standard_word(course->standard), eh_standard_word(course->standard));
    eh_walk_say(walk, "", EH_SAYS_SECTION, eh_standard_id(course->standard), NULL, NULL, "</h2>\n");
    for (size_t from = 0, to; from < course->track_count; from = to) {
        for (to = from + 1; to < course->track_count &&
                            strcmp(course->tracks[to].item->indicator, course->tracks[from].item->indicator) == 0;)
            to++;
        indicator(walk, from, to);
    }
    eh_page_raw(&walk->page, "</section>\n");
}
