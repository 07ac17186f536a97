/* The workbook of progress: what has changed, every figure, the changes, breaks and restated figures, actions, notes. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/finding.h"
#include "report/progress.h"
#include "report/workbook_book.h"
#include "report/workbook_bytes.h"

enum { HEADING_ROW = 3 };

/* A sheet being written: a title, two lines, and one table. */
typedef struct leaf {
    eh_book *book;
    const eh_progress_report *report;
    eh_sheet sheet;
    eh_column columns[EH_TABLE_COLUMNS];
    unsigned count, row, column;
} leaf;

typedef struct heading {
    eh_progress_word word;
    double width;
    bool number;
} heading;

/* ---- a sheet ---- */

static bool beside_numbers(const leaf *l, unsigned column) {
    return column > 0 && column <= l->count && l->columns[column - 1].heading_as == EH_STYLE_HEADING_OF_NUMBERS;
}

static void add_column(leaf *l, const char *name, double width, bool number) {
    eh_style words = beside_numbers(l, l->count) ? EH_STYLE_HEADING_INDENTED : EH_STYLE_HEADING;
    if (l->count < EH_TABLE_COLUMNS)
        l->columns[l->count++] = (eh_column){name, width, number ? EH_STYLE_HEADING_OF_NUMBERS : words};
}

static void start(leaf *l, eh_book *book, const eh_progress_report *report, eh_progress_word name,
                  eh_progress_word line, const heading *headings, unsigned count) {
    const char *title = eh_progress_say(report, name);
    *l = (leaf){.book = book, .report = report, .row = HEADING_ROW + 1};
    if (strlen(title) > EH_SHEET_NAME)
        eh_book_fail(book, EH_BAD, "a worksheet cannot bear the name that the templates give it");
    l->sheet = eh_book_sheet(book, title);
    eh_sheet_text(&l->sheet, 0, 0, title, EH_STYLE_TITLE);
    eh_sheet_text(&l->sheet, 1, 0, eh_progress_say(report, line), EH_STYLE_LINE);
    eh_sheet_text(&l->sheet, 2, 0,
                  eh_progress_say(report, eh_progress_internal(report) ? EH_SAYS_HANDLING : EH_SAYS_PUBLIC),
                  EH_STYLE_LINE);
    for (unsigned i = 0; i < count; i++)
        add_column(l, eh_progress_say(report, headings[i].word), headings[i].width, headings[i].number);
    eh_sheet_columns(&l->sheet, l->columns, l->count);
}

static void text(leaf *l, const char *words) {
    eh_sheet_text(&l->sheet, l->row, l->column, words,
                  beside_numbers(l, l->column) ? EH_STYLE_INDENTED : EH_STYLE_TEXT);
    l->column++;
}

static void words(leaf *l, eh_buffer *made) {
    text(l, made->data);
    if (made->failed)
        eh_book_fail(l->book, EH_NOMEM, "no memory for the words of a cell");
    eh_buffer_free(made);
    *made = (eh_buffer){0};
}

static void number(leaf *l, double value, eh_style style) {
    if (isfinite(value))
        eh_sheet_number(&l->sheet, l->row, l->column, value, style);
    l->column++;
}

static void next_row(leaf *l) {
    l->row++;
    l->column = 0;
}

/* Ends the table; one without a row says so in it. */
static void end(leaf *l, const char *name, unsigned frozen) {
    if (l->row == HEADING_ROW + 1) {
        text(l, eh_progress_say(l->report, EH_SAYS_NOTHING));
        next_row(l);
    }
    l->sheet.filtered = true;
    eh_sheet_table(&l->sheet, name, HEADING_ROW, l->row - 1, l->columns, l->count);
    eh_sheet_freeze(&l->sheet, HEADING_ROW + 1, frozen);
    eh_sheet_print(&l->sheet, l->row - 1, l->count - 1, false);
}

/* ---- what has changed ---- */

static void series_cells(leaf *l, const eh_course *course, const eh_track *track) {
    eh_buffer made = {0};
    text(l, eh_standard_id(course->standard));
    text(l, track->item->id);
    eh_track_label(l->report, course, track, &made);
    words(l, &made);
}

static void told_row(leaf *l, const eh_course *course, const eh_track *track, eh_progress_word way) {
    eh_buffer made = {0};
    text(l, eh_progress_say(l->report, way));
    series_cells(l, course, track);
    eh_track_chain(l->report, course, track, &made);
    words(l, &made);
    eh_track_verdict(l->report, course, track, &made);
    words(l, &made);
    text(l, eh_track_unattended(l->report, course, track) ? eh_progress_say(l->report, EH_SAYS_UNATTENDED_MARK) : "");
    next_row(l);
}

static void summary(eh_book *book, const eh_progress_report *report) {
    static const heading headings[] = {{EH_SAYS_WAY_COLUMN, 14, false},   {EH_SAYS_STANDARD_COLUMN, 11, false},
                                       {EH_SAYS_ITEM_COLUMN, 26, false},  {EH_SAYS_FIGURE_COLUMN, 60, false},
                                       {EH_SAYS_CHAIN_COLUMN, 46, false}, {EH_SAYS_VERDICT_COLUMN, 46, false},
                                       {EH_SAYS_ACTION_COLUMN, 30, false}};
    static const struct {
        eh_turn turn;
        eh_progress_word word;
    } ways[] = {{EH_TURN_BETTER, EH_SAYS_BETTER},
                {EH_TURN_WORSE, EH_SAYS_WORSE},
                {EH_TURN_SAME, EH_SAYS_SAME},
                {EH_TURN_NONE, EH_SAYS_UNTOLD}};
    leaf l;
    eh_buffer title = {0};
    start(&l, book, report, EH_SAYS_SUMMARY, EH_SAYS_LINE_SUMMARY, headings, sizeof headings / sizeof *headings);
    eh_progress_title(report, &title);
    eh_sheet_text(&l.sheet, 0, 0, title.data, EH_STYLE_TITLE);
    if (title.failed)
        eh_book_fail(book, EH_NOMEM, "no memory for a title");
    eh_buffer_free(&title);
    for (size_t c = 0; c < report->course_count; c++) {
        const eh_course *course = &report->courses[c];
        const eh_track **tracks = calloc(course->main_count + 1, sizeof *tracks);
        if (!tracks)
            eh_book_fail(book, EH_NOMEM, "no memory for the summary");
        for (size_t w = 0; w < sizeof ways / sizeof *ways && tracks; w++) {
            size_t count = eh_tracks_that_went(course, ways[w].turn, tracks);
            for (size_t i = 0; i < count; i++)
                told_row(&l, course, tracks[i], ways[w].word);
        }
        free((void *)tracks);
    }
    end(&l, "Summary", 4);
}

/* ---- figures and changes ---- */

static void figure_row(void *context, const eh_progress_row *row) {
    leaf *l = context;
    const eh_value *value = row->track->value[row->year];
    eh_unit unit = eh_track_unit(row->track);
    series_cells(l, row->course, row->track);
    text(l, row->walker ? row->walker->who->code : row->report->rolled ? "" : row->report->code);
    number(l, eh_course_edition(row->course, row->year)->year, EH_STYLE_PLAIN);
    eh_style style = eh_style_for(unit, row->track->item->decimals, value->value);
    if (value->missing != EH_PRESENT || unit == EH_TEXT)
        eh_sheet_text(&l->sheet, l->row, l->column++,
                      value->missing == EH_PRESENT ? value->display : eh_missing_words(value->missing), EH_STYLE_WORD);
    else
        number(l, value->value, style);
    bool there = value->missing == EH_PRESENT;
    number(l, there ? value->percent : (double)NAN, EH_STYLE_TENTH);
    number(l, there ? value->lower : (double)NAN, unit == EH_RATIO ? EH_STYLE_HUNDREDTH : EH_STYLE_TENTH);
    number(l, there ? value->upper : (double)NAN, unit == EH_RATIO ? EH_STYLE_HUNDREDTH : EH_STYLE_TENTH);
    text(l, eh_course_broken(row->course, row->track->place, row->year) ? eh_progress_say(l->report, EH_SAYS_BREAK_MARK)
                                                                        : "");
    next_row(l);
}

static void figures(eh_book *book, const eh_progress_report *report) {
    static const heading headings[] = {{EH_SAYS_STANDARD_COLUMN, 11, false}, {EH_SAYS_ITEM_COLUMN, 26, false},
                                       {EH_SAYS_FIGURE_COLUMN, 60, false},   {EH_SAYS_ORGANISATION_COLUMN, 14, false},
                                       {EH_SAYS_EDITION_COLUMN, 10, true},   {EH_SAYS_VALUE_COLUMN, 14, true},
                                       {EH_SAYS_PERCENT_COLUMN, 12, true},   {EH_SAYS_LOWER_COLUMN, 12, true},
                                       {EH_SAYS_UPPER_COLUMN, 12, true},     {EH_SAYS_BREAK_COLUMN, 18, false}};
    leaf l;
    start(&l, book, report, EH_SAYS_SHEET_FIGURES, EH_SAYS_LINE_FIGURES, headings, sizeof headings / sizeof *headings);
    for (size_t c = 0; c < report->course_count; c++)
        eh_progress_rows(report, &report->courses[c], figure_row, &l);
    end(&l, "Figures", 3);
}

static void step_row(leaf *l, const eh_progress_row *row, const eh_step *step) {
    eh_buffer made = {0};
    bool ratio = row->track->item->unit == EH_RATIO;
    eh_style style = ratio || row->track->item->decimals > 1 ? EH_STYLE_HUNDREDTH : EH_STYLE_TENTH;
    if (step->state == EH_STEP_NONE || step->state == EH_STEP_PLAIN)
        return;
    series_cells(l, row->course, row->track);
    text(l, row->walker ? row->walker->who->code : row->report->rolled ? "" : row->report->code);
    number(l, eh_course_edition(row->course, step->from)->year, EH_STYLE_PLAIN);
    number(l, eh_course_edition(row->course, row->year)->year, EH_STYLE_PLAIN);
    number(l, step->change, style);
    number(l, step->lower, style);
    number(l, step->upper, style);
    number(l, step->p, EH_STYLE_P);
    number(l, step->moved_p, EH_STYLE_P);
    number(l, step->adjusted, EH_STYLE_P);
    if (step->state == EH_STEP_TOLD)
        eh_step_words(l->report, row->track, step, &made);
    else
        eh_step_why(l->report, step, &made);
    words(l, &made);
    next_row(l);
}

static void change_rows(void *context, const eh_progress_row *row) {
    const eh_step *last = &row->track->last[row->year], *first = &row->track->first[row->year];
    step_row(context, row, last);
    if (first->from != last->from)
        step_row(context, row, first);
}

static void changes(eh_book *book, const eh_progress_report *report) {
    static const heading headings[] = {{EH_SAYS_STANDARD_COLUMN, 11, false},  {EH_SAYS_ITEM_COLUMN, 26, false},
                                       {EH_SAYS_FIGURE_COLUMN, 60, false},    {EH_SAYS_ORGANISATION_COLUMN, 14, false},
                                       {EH_SAYS_FROM_COLUMN, 9, true},        {EH_SAYS_TO_COLUMN, 9, true},
                                       {EH_SAYS_CHANGE_COLUMN, 11, true},     {EH_SAYS_LOWER_COLUMN, 11, true},
                                       {EH_SAYS_UPPER_COLUMN, 11, true},      {EH_SAYS_P_PLAIN_COLUMN, 10, true},
                                       {EH_SAYS_P_DISTANCE_COLUMN, 12, true}, {EH_SAYS_P_ADJUSTED_COLUMN, 12, true},
                                       {EH_SAYS_VERDICT_COLUMN, 46, false}};
    leaf l;
    start(&l, book, report, EH_SAYS_SHEET_CHANGES, EH_SAYS_LINE_CHANGES, headings, sizeof headings / sizeof *headings);
    for (size_t c = 0; c < report->course_count; c++)
        eh_progress_rows(report, &report->courses[c], change_rows, &l);
    end(&l, "Changes", 3);
}

/* ---- breaks and restated figures ---- */

static void breaks(eh_book *book, const eh_progress_report *report) {
    static const heading headings[] = {{EH_SAYS_STANDARD_COLUMN, 11, false},  {EH_SAYS_ITEM_COLUMN, 34, false},
                                       {EH_SAYS_SINCE_COLUMN, 9, true},       {EH_SAYS_WHY_COLUMN, 80, false},
                                       {EH_SAYS_CERTAINTY_COLUMN, 14, false}, {EH_SAYS_SOURCE_COLUMN, 50, false}};
    leaf l;
    start(&l, book, report, EH_SAYS_SHEET_BREAKS, EH_SAYS_LINE_BREAKS, headings, sizeof headings / sizeof *headings);
    for (size_t c = 0; c < report->course_count; c++) {
        const eh_course *course = &report->courses[c];
        for (size_t i = 0; i < course->break_count; i++) {
            const eh_change *change = course->breaks[i].change;
            text(&l, eh_standard_id(course->standard));
            text(&l, change->item);
            number(&l, change->year, EH_STYLE_PLAIN);
            text(&l, change->text);
            text(&l, eh_certainty_id(change->certainty));
            text(&l, change->source);
            next_row(&l);
        }
        for (size_t i = 0; i < course->restated_count; i++) {
            const eh_restated *restated = &course->restated[i];
            eh_buffer made = {0};
            text(&l, eh_standard_id(course->standard));
            text(&l, restated->item->id);
            number(&l, restated->ret->edition, EH_STYLE_PLAIN);
            eh_restated_words(report, course, restated, &made);
            words(&l, &made);
            text(&l, eh_progress_say(report, EH_SAYS_RESTATED));
            next_row(&l);
        }
    }
    end(&l, "Breaks", 2);
}

/* ---- goals ---- */

enum { MOST_YEARS = 40 };

/* The years of all lines and editions, the last ones when there are too many. */
static void years_of(const eh_progress_report *report, int *first, int *last) {
    *first = INT32_MAX;
    *last = 0;
    for (size_t c = 0; c < report->course_count; c++) {
        const eh_course *course = &report->courses[c];
        int begin = eh_course_edition(course, 0)->year, end = eh_course_newest(course)->year;
        for (size_t i = 0; i < course->path_count; i++)
            if (course->paths[i].has_line) {
                begin = begin < course->paths[i].goal.baseline_year ? begin : course->paths[i].goal.baseline_year;
                end = end > course->terms.year ? end : course->terms.year;
            }
        *first = begin < *first ? begin : *first;
        *last = end > *last ? end : *last;
    }
    if (*last - *first >= MOST_YEARS)
        *first = *last - MOST_YEARS + 1;
}

static double people(int64_t number) {
    return number >= 0 ? (double)number : (double)NAN;
}

/* A year's people, where it is an edition, and those on the line. */
static void goal_year_cells(leaf *l, const eh_course *course, const eh_path *path, int year) {
    int64_t now = -1;
    bool on_line =
        path->why_not == EH_PRESENT && path->has_line && year >= path->goal.baseline_year && year <= course->terms.year;
    for (size_t y = 0; y < course->year_count; y++)
        if (eh_course_edition(course, y)->year == year && path->missing[y] == EH_PRESENT)
            now = path->people[y].focus;
    number(l, people(now), EH_STYLE_COUNT);
    number(l, people(on_line ? eh_goal_people(&path->goal, year) : -1), EH_STYLE_COUNT);
}

static void goal_row(leaf *l, const eh_course *course, const eh_path *path, int first, int last) {
    size_t newest = course->year_count - 1;
    bool there = path->why_not == EH_PRESENT, now = path->missing[newest] == EH_PRESENT;
    bool line = there && path->has_line;
    eh_buffer left_out = {0};
    text(l, eh_standard_id(course->standard));
    text(l, path->level->name);
    number(l, people(now ? path->people[newest].focus : -1), EH_STYLE_COUNT);
    number(l, people(now ? eh_people_counted(path->people[newest], course->terms.basis) : -1), EH_STYLE_COUNT);
    number(l, line ? eh_fraction_double(path->goal.baseline) : (double)NAN, EH_STYLE_COUNT);
    number(l, people(line ? path->goal.baseline_year : -1), EH_STYLE_PLAIN);
    number(l, people(there ? path->wanted : -1), EH_STYLE_COUNT);
    number(l, people(there ? course->terms.year : -1), EH_STYLE_PLAIN);
    number(l, people(there ? path->due : -1), EH_STYLE_COUNT);
    number(l, people(there ? path->needed : -1), EH_STYLE_COUNT);
    for (int year = first; year <= last; year++)
        goal_year_cells(l, course, path, year);
    eh_path_left_out_words(&left_out, course, path);
    words(l, &left_out);
    next_row(l);
}

static void goals(eh_book *book, const eh_progress_report *report) {
    static const heading headings[] = {
        {EH_SAYS_STANDARD_COLUMN, 11, false},     {EH_SAYS_LEVEL_COLUMN, 30, false},
        {EH_SAYS_PEOPLE_COLUMN, 10, true},        {EH_SAYS_EVERYONE_COLUMN, 12, true},
        {EH_SAYS_BASELINE_COLUMN, 10, true},      {EH_SAYS_BASELINE_YEAR_COLUMN, 10, true},
        {EH_SAYS_GOAL_COLUMN, 10, true},          {EH_SAYS_GOAL_YEAR_COLUMN, 10, true},
        {EH_SAYS_DUE_THIS_YEAR_COLUMN, 10, true}, {EH_SAYS_NEEDED_COLUMN, 12, true},
    };
    static const eh_progress_word by_year[] = {EH_SAYS_YEAR_PEOPLE_COLUMN, EH_SAYS_YEAR_DUE_COLUMN};
    eh_buffer named[MOST_YEARS][2] = {{{0}}};
    leaf l;
    int first, last;
    years_of(report, &first, &last);
    start(&l, book, report, EH_SAYS_SHEET_GOALS, EH_SAYS_LINE_GOALS, headings, sizeof headings / sizeof *headings);
    for (int year = first; year <= last; year++)
        for (unsigned i = 0; i < 2; i++) {
            eh_buffer figure = {0}, *made = &named[year - first][i];
            eh_buffer_whole(&figure, year);
            eh_progress_put(report, made, by_year[i], figure.data, NULL, NULL);
            if (figure.failed || made->failed)
                eh_book_fail(book, EH_NOMEM, "no memory for a heading");
            else
                add_column(&l, made->data, 12, true);
            eh_buffer_free(&figure);
        }
    add_column(&l, eh_progress_say(report, EH_SAYS_GOAL_LEFT_OUT_COLUMN), 30, false);
    eh_sheet_columns(&l.sheet, l.columns, l.count);
    for (size_t c = 0; c < report->course_count; c++)
        for (size_t i = 0; i < report->courses[c].path_count; i++)
            goal_row(&l, &report->courses[c], &report->courses[c].paths[i], first, last);
    end(&l, "Goals", 2);
    for (int year = first; year <= last; year++)
        for (unsigned i = 0; i < 2; i++)
            eh_buffer_free(&named[year - first][i]);
}

/* ---- actions ---- */

static void action_row(leaf *l, const eh_action *action) {
    eh_buffer made = {0};
    char day[11] = "";
    eh_action_about(action, &made);
    words(l, &made);
    text(l, action->organisation);
    text(l, action->what);
    text(l, action->owner);
    if (action->due != EH_NO_DATE)
        eh_date_write(action->due, day);
    text(l, *day ? day : action->due_text);
    text(l, eh_action_status_words(l->report, action->status));
    text(l, action->overdue ? eh_progress_say(l->report, EH_SAYS_OVERDUE_MARK) : "");
    text(l, action->measure);
    next_row(l);
}

static void actions(eh_book *book, const eh_progress_report *report) {
    static const heading headings[] = {{EH_SAYS_ITEM_COLUMN, 22, false},    {EH_SAYS_ORGANISATION_COLUMN, 14, false},
                                       {EH_SAYS_ACTION_COLUMN, 70, false},  {EH_SAYS_OWNER_COLUMN, 30, false},
                                       {EH_SAYS_DUE_COLUMN, 12, false},     {EH_SAYS_STATUS_COLUMN, 14, false},
                                       {EH_SAYS_OVERDUE_COLUMN, 10, false}, {EH_SAYS_MEASURE_COLUMN, 50, false}};
    leaf l;
    start(&l, book, report, EH_SAYS_SHEET_ACTIONS, EH_SAYS_LINE_ACTIONS, headings, sizeof headings / sizeof *headings);
    for (size_t i = 0; i < report->actions.count; i++)
        action_row(&l, &report->actions.at[i]);
    end(&l, "Actions", 1);
}

static void notes(eh_book *book, const eh_progress_report *report) {
    static const heading headings[] = {{EH_SAYS_SUBJECT_COLUMN, 30, false}, {EH_SAYS_MEANING_COLUMN, 110, false}};
    leaf l;
    start(&l, book, report, EH_SAYS_SHEET_NOTES, EH_SAYS_LINE_NOTES, headings, 2);
    for (size_t i = 0; eh_progress_note(i); i++) {
        text(&l, eh_progress_say(report, eh_progress_note(i)[0]));
        text(&l, eh_progress_say(report, eh_progress_note(i)[1]));
        next_row(&l);
    }
    end(&l, "Notes_on_progress", 1);
}

/* ---- the workbook ---- */

typedef struct order {
    const eh_progress_report *report;
    unsigned sheets;
} order;

static void properties(eh_book *book, const eh_progress_report *report) {
    eh_buffer name = {0};
    eh_progress_title(report, &name);
    const eh_book_properties set = {
        .title = name.failed ? "" : eh_buffer_words(&name),
        .subject = eh_progress_say(report, EH_SAYS_BOOK_SUBJECT),
        .author = eh_progress_say(report, EH_SAYS_BOOK_AUTHOR),
        .status = eh_progress_say(report, eh_progress_internal(report) ? EH_SAYS_HANDLING : EH_SAYS_PUBLIC),
        .prepared = report->prepared,
        .otherwise = eh_course_newest(&report->courses[0])->snapshot};
    eh_book_properties_set(book, &set);
    eh_buffer_free(&name);
}

static void fill(eh_book *book, void *context) {
    static void (*const sheets[])(eh_book *, const eh_progress_report *) = {summary, figures, changes, breaks,
                                                                            goals,   actions, notes};
    order *o = context;
    eh_book_rule(book);
    properties(book, o->report);
    for (size_t i = 0; i < sizeof sheets / sizeof *sheets; i++)
        if (sheets[i] != actions || o->report->actions.given) {
            sheets[i](book, o->report);
            o->sheets++;
        }
}

eh_status eh_write_progress_workbook(const eh_progress_report *report, eh_findings *findings, eh_sink *sink) {
    order o = {.report = report};
    return eh_workbook_write(fill, &o, &o.sheets, (eh_place){0}, findings, sink);
}
