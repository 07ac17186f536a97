/* Who got better, as data: the sheet of a comparison's workbook and the member of its JSON. comparison_page_better.c is the page's. */
#include "report/comparison_book.h"
#include "report/progress.h"
#include "report/writer.h"

/* Calls `take` with every main figure of every organisation of a standard over its editions. */
typedef struct better_row {
    const eh_progress_report *report;
    const eh_course *course;
    const eh_track *whole, *own; /* the figure of all together, and the organisation's */
    const eh_walker *walker;
} better_row;

static const eh_course *course_of(const eh_comparison *c, const eh_compared *side) {
    const eh_progress_report *report = c->progress;
    for (size_t i = 0; report && report->rolled && i < report->course_count; i++)
        if (report->courses[i].standard == side->edition->standard && report->courses[i].year_count > 1)
            return &report->courses[i];
    return NULL;
}

static void each(const eh_comparison *c, const eh_compared *side, void (*take)(void *context, const better_row *row),
                 void *context) {
    const eh_course *course = course_of(c, side);
    for (size_t i = 0; course && i < course->main_count; i++)
        for (size_t o = 0; o < course->walker_count; o++) {
            better_row row = {c->progress, course, eh_course_main(course, i), NULL, &course->walkers[o]};
            row.own = eh_walker_track(course, row.walker, row.whole);
            if (row.own)
                take(context, &row);
        }
}

/* ---- the sheet ---- */

static void buffer_cell(eh_compared_sheet *s, eh_buffer *words) {
    if (words->failed)
        eh_book_fail(s->book, EH_NOMEM, "no memory for a cell");
    else
        eh_compared_text(s, eh_buffer_words(words));
    eh_buffer_free(words);
}

static const char *name_of(const eh_comparison *c, const eh_walker *walker) {
    const eh_organisation *who = eh_organisation_find(c->organisations, walker->who->code);
    return who && *who->name ? who->name : walker->who->name;
}

static void sheet_row(void *context, const better_row *row) {
    static const eh_comparison_word outcomes[] = {EH_COMPARED_BETTER_CERTAIN_COLUMN, EH_COMPARED_BETTER_COLUMN,
                                                  EH_COMPARED_UNCHANGED_COLUMN,      EH_COMPARED_WORSE_COLUMN,
                                                  EH_COMPARED_WORSE_CERTAIN_COLUMN,  EH_COMPARED_NOT_COMPARED_COLUMN};
    eh_compared_sheet *s = context;
    const eh_step *step = eh_track_headline(row->course, row->own);
    size_t outcome = eh_walker_outcome(row->course, row->walker, row->whole);
    eh_buffer label = {0}, before = {0}, now = {0};
    eh_compared_text(s, eh_standard_id(row->course->standard));
    eh_compared_text(s, row->whole->item->id);
    eh_track_label(row->report, row->course, row->whole, &label);
    buffer_cell(s, &label);
    eh_compared_text(s, row->walker->who->code);
    eh_compared_text(s, name_of(s->c, row->walker));
    eh_compared_number(s, eh_course_edition(row->course, step->from)->year, EH_STYLE_PLAIN);
    eh_short_value(row->own, step->from, &before);
    buffer_cell(s, &before);
    eh_short_value(row->own, row->course->year_count - 1, &now);
    buffer_cell(s, &now);
    eh_compared_word(s, outcomes[outcome < 6 ? outcome : 5]);
    eh_compared_number(s, step->adjusted, EH_STYLE_P);
    eh_compared_next(s);
}

void eh_sheet_of_better(eh_book *book, const eh_comparison *c) {
    static const eh_compared_column columns[] = {
        {EH_COMPARED_STANDARD_COLUMN, 10, false}, {EH_COMPARED_ITEM_COLUMN, 26, false},
        {EH_COMPARED_FIGURE_COLUMN, 60, false},   {EH_COMPARED_CODE_COLUMN, 9, false},
        {EH_COMPARED_NAME_COLUMN, 44, false},     {EH_COMPARED_SINCE_COLUMN, 8, true},
        {EH_COMPARED_BEFORE_COLUMN, 14, false},   {EH_COMPARED_NOW_FIGURE_COLUMN, 14, false},
        {EH_COMPARED_WAY_COLUMN, 26, false},      {EH_COMPARED_P_ADJUSTED_COLUMN, 11, true},
    };
    eh_compared_sheet s;
    eh_compared_start(&s, book, c, EH_COMPARED_BETTER, 0, EH_COMPARED_LINES_BETTER);
    eh_compared_columns(&s, columns, sizeof columns / sizeof *columns);
    eh_compared_rows(&s);
    for (size_t i = 0; i < c->side_count; i++)
        each(c, &c->sides[i], sheet_row, &s);
    eh_compared_end(&s, "Who_got_better", 5);
}

/* ---- JSON ---- */

static void json_row(void *context, const better_row *row) {
    eh_json *j = context;
    const eh_step *step = eh_track_headline(row->course, row->own);
    eh_json_open_line(j, NULL, '{');
    eh_json_text(j, "item", row->whole->item->id);
    eh_json_text_if(j, "group", eh_track_group(row->course, row->whole));
    eh_json_text(j, "organisation", row->walker->who->code);
    eh_json_text(j, "state", eh_step_id(step->state));
    eh_json_whole(j, "from", (uint64_t)eh_course_edition(row->course, step->from)->year);
    eh_json_text_if(j, "verdict", eh_turn_id(step->turn));
    eh_json_number(j, "distance-adjusted-p", step->adjusted);
    eh_json_close_line(j, '}');
}

void eh_json_better(eh_json *j, const eh_comparison *c, const eh_compared *side) {
    if (!course_of(c, side))
        return;
    eh_json_open(j, "progress", '[');
    each(c, side, json_row, j);
    eh_json_close(j, ']');
}
