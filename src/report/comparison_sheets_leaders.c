/* The sheets of leaders, disparity ratios and goals of a comparison's workbook. */
#include <math.h>

#include "report/comparison_book.h"
#include "report/comparison_leaders.h"
#include "report/words.h"

enum { MOST_YEARS = 40 };

#define COUNT(array) (unsigned)(sizeof(array) / sizeof *(array))

static const eh_compared_column who_columns[] = {
    {EH_COMPARED_STANDARD_COLUMN, 10, false}, {EH_COMPARED_LEVEL_COLUMN, 34, false},
    {EH_COMPARED_KIND_COLUMN, 16, false},     {EH_COMPARED_CODE_COLUMN, 9, false},
    {EH_COMPARED_NAME_COLUMN, 44, false},
};

static void who_cells(eh_compared_sheet *s, const eh_compared *side, const char *level, const eh_leader *leader) {
    static const eh_comparison_word kinds[EH_ROLLUP_KINDS] = {EH_COMPARED_ALL_ORGANISATIONS, EH_COMPARED_ICB_COLUMN,
                                                              EH_COMPARED_PLACE_COLUMN, EH_COMPARED_TYPE_COLUMN};
    eh_compared_text(s, eh_standard_id(side->edition->standard));
    eh_compared_text(s, level);
    if (leader->member) {
        eh_compared_word(s, EH_COMPARED_ORGANISATION_COLUMN);
        eh_compared_text(s, leader->member->ret->organisation);
        eh_compared_text(s, leader->member->who->name);
    } else {
        eh_compared_word(s, kinds[leader->rollup->kind]);
        s->column++;
        eh_compared_text(s, eh_rollup_name(leader->rollup));
    }
}

/* Who is left out of a roll-up's level. */
static void left_out_cell(eh_compared_sheet *s, const eh_compared *side, const eh_leader *leader, size_t level) {
    eh_buffer words = {0};
    if (leader->rollup) {
        const eh_level_set *set = &leader->sets[level];
        const eh_rolled rolled = {.left_out = set->left_out, .left_out_count = set->left_out_count};
        eh_left_out_words(&words, side, &rolled);
    }
    if (words.failed)
        eh_book_fail(s->book, EH_NOMEM, "no memory for a cell");
    else if (words.length > 0)
        eh_compared_text(s, words.data);
    else
        s->column++;
    eh_buffer_free(&words);
}

/* A value, or why there is none, and its bounds; with 1 or 2 places. */
static void value_cells(eh_compared_sheet *s, const eh_value *value, eh_unit unit, eh_style style) {
    const eh_item item = {.unit = unit, .decimals = style == EH_STYLE_HUNDREDTH ? 2 : 1};
    bool present = value->missing == EH_PRESENT;
    eh_compared_value(s, value, &item);
    eh_compared_number(s, present ? value->lower : (double)NAN, style);
    eh_compared_number(s, present ? value->upper : (double)NAN, style);
}

/* ---- leaders ---- */

/* The headings of the yardsticks are put together: "Place: difference". */
typedef struct headings {
    eh_buffer at[EH_YARDSTICKS][6];
} headings;

static void yardstick_columns(eh_compared_sheet *s, headings *h) {
    static const eh_comparison_word yards[EH_YARDSTICKS] = {EH_COMPARED_YARD_WORKFORCE, EH_COMPARED_YARD_BELOW,
                                                            EH_COMPARED_YARD_PLACE, EH_COMPARED_YARD_PEERS};
    static const eh_compared_column columns[] = {
        {EH_COMPARED_SHARE_COLUMN, 12, true},          {EH_COMPARED_AGAINST_DIFFERENCE_COLUMN, 12, true},
        {EH_COMPARED_AGAINST_LOWER_COLUMN, 12, true},  {EH_COMPARED_AGAINST_UPPER_COLUMN, 12, true},
        {EH_COMPARED_AGAINST_NEEDED_COLUMN, 12, true}, {EH_COMPARED_AGAINST_LIKENESS_COLUMN, 14, false},
    };
    for (unsigned y = 0; y < EH_YARDSTICKS; y++)
        for (unsigned i = 0; i < COUNT(columns); i++) {
            eh_buffer *heading = &h->at[y][i];
            eh_words_put(heading, eh_compared_say(s->c, columns[i].word), eh_compared_say(s->c, yards[y]), NULL, NULL);
            if (heading->failed)
                eh_book_fail(s->book, EH_NOMEM, "no memory for a heading");
            else
                eh_compared_column_named(s, heading->data, columns[i].width, columns[i].number);
        }
}

static void free_headings(headings *h) {
    for (unsigned y = 0; y < EH_YARDSTICKS; y++)
        for (unsigned i = 0; i < COUNT(h->at[y]); i++)
            eh_buffer_free(&h->at[y][i]);
}

static void against_cells(eh_compared_sheet *s, const eh_against *a) {
    static const eh_comparison_word words[] = {EH_COMPARED_LIKENESS_CHANCE, EH_COMPARED_LIKENESS_FEWER,
                                               EH_COMPARED_LIKENESS_CHANCE, EH_COMPARED_LIKENESS_MORE};
    eh_compared_number(s, a->share.missing == EH_PRESENT ? a->share.value : (double)NAN, EH_STYLE_TENTH);
    value_cells(s, &a->difference, EH_POINTS, EH_STYLE_TENTH);
    eh_compared_number(s, a->needed, EH_STYLE_TENTH);
    if (a->likeness == EH_LIKENESS_NONE)
        s->column++;
    else
        eh_compared_word(s, words[a->likeness]);
}

static void leader_row(eh_compared_sheet *s, const eh_compared *side, const eh_leader *leader, size_t which) {
    const eh_leadership *l = side->leadership;
    const eh_level_figures *f = &leader->levels[which];
    bool race = side->edition->standard == EH_WRES;
    bool present = f->value.missing == EH_PRESENT;
    who_cells(s, side, l->all[l->levels[which]].level->name, leader);
    eh_compared_number(s, present ? f->value.numerator : (double)NAN, EH_STYLE_COUNT);
    eh_compared_number(s, present ? f->value.denominator : (double)NAN, EH_STYLE_COUNT);
    value_cells(s, &f->value, EH_PERCENT, EH_STYLE_TENTH);
    for (unsigned y = 0; y < EH_YARDSTICKS; y++)
        against_cells(s, &f->against[y]);
    eh_compared_number(s, race && leader->place.known ? 100 * leader->place.minority : (double)NAN, EH_STYLE_TENTH);
    left_out_cell(s, side, leader, l->levels[which]);
    eh_compared_next(s);
}

void eh_sheet_of_leaders(eh_book *book, const eh_comparison *c) {
    static const eh_compared_column columns[] = {
        {EH_COMPARED_PEOPLE_COLUMN, 10, true}, {EH_COMPARED_WHOLE_COLUMN, 10, true},
        {EH_COMPARED_VALUE_COLUMN, 11, true},  {EH_COMPARED_LOWER_COLUMN, 11, true},
        {EH_COMPARED_UPPER_COLUMN, 11, true},
    };
    static const eh_compared_column last[] = {{EH_COMPARED_LEADERS_MINORITY, 14, true},
                                              {EH_COMPARED_LEFT_OUT_COLUMN, 40, false}};
    eh_compared_sheet s;
    headings h = {0};
    eh_compared_start(&s, book, c, EH_COMPARED_SHEET_LEADERS, 0, EH_COMPARED_LINES_LEADERS);
    eh_compared_columns(&s, who_columns, COUNT(who_columns));
    eh_compared_columns(&s, columns, COUNT(columns));
    yardstick_columns(&s, &h);
    eh_compared_columns(&s, last, COUNT(last));
    eh_compared_rows(&s);
    for (size_t i = 0; i < c->side_count; i++) {
        const eh_leadership *l = c->sides[i].leadership;
        for (size_t k = 0; k < l->level_count; k++)
            for (size_t n = 0; n < l->count; n++)
                leader_row(&s, &c->sides[i], &l->of[n], k);
    }
    eh_compared_end(&s, "Leaders", 5);
    free_headings(&h);
}

/* ---- disparity ratios ---- */

static void ratio_row(eh_compared_sheet *s, const eh_compared *side, const eh_leader *leader, size_t which,
                      const char *step) {
    const eh_leadership *l = side->leadership;
    const eh_ratio_figures *f = &leader->ratios[which];
    who_cells(s, side, step, leader);
    value_cells(s, &f->value, EH_RATIO, EH_STYLE_HUNDREDTH);
    eh_compared_number(s, f->value.missing == EH_PRESENT ? f->value.p : (double)NAN, EH_STYLE_P);
    eh_compared_number(s, f->adjusted, EH_STYLE_P);
    left_out_cell(s, side, leader, l->ratios[which].above);
    eh_compared_next(s);
}

void eh_sheet_of_disparity(eh_book *book, const eh_comparison *c) {
    static const eh_compared_column columns[] = {
        {EH_COMPARED_RATIO_COLUMN, 11, true},      {EH_COMPARED_LOWER_COLUMN, 11, true},
        {EH_COMPARED_UPPER_COLUMN, 11, true},      {EH_COMPARED_P_RAW_COLUMN, 9, true},
        {EH_COMPARED_P_ADJUSTED_COLUMN, 11, true}, {EH_COMPARED_LEFT_OUT_COLUMN, 40, false},
    };
    eh_compared_sheet s;
    eh_compared_start(&s, book, c, EH_COMPARED_SHEET_DISPARITY, 0, EH_COMPARED_LINES_DISPARITY);
    eh_compared_columns(&s, who_columns, COUNT(who_columns));
    eh_compared_columns(&s, columns, COUNT(columns));
    eh_compared_rows(&s);
    for (size_t i = 0; i < c->side_count; i++) {
        const eh_leadership *l = c->sides[i].leadership;
        for (size_t k = 0; k < l->ratio_count; k++) {
            eh_buffer step = {0};
            eh_disparity_words(c, l, &l->ratios[k], &step);
            if (step.failed)
                eh_book_fail(book, EH_NOMEM, "no memory for a cell");
            for (size_t n = 0; n < l->count && !step.failed; n++)
                ratio_row(&s, &c->sides[i], &l->of[n], k, step.data);
            eh_buffer_free(&step);
        }
    }
    eh_compared_end(&s, "Disparity_ratios", 5);
}

/* ---- goals ---- */

static void people_cell(eh_compared_sheet *s, int64_t people) {
    eh_compared_number(s, people >= 0 ? (double)people : (double)NAN, EH_STYLE_COUNT);
}

static void goal_row(eh_compared_sheet *s, const eh_compared *side, const eh_leader *leader, size_t which, int first,
                     int last) {
    const eh_leadership *l = side->leadership;
    const eh_goal_figures *f = &leader->goals[which];
    bool present = f->missing == EH_PRESENT, line = present && f->has_line;
    who_cells(s, side, l->all[l->goals[which]].level->name, leader);
    if (present)
        people_cell(s, f->people.focus);
    else
        eh_sheet_text(&s->sheet, s->row, s->column++, eh_missing_words(f->missing), EH_STYLE_WORD);
    people_cell(s, present ? eh_people_counted(f->people, l->basis) : -1);
    eh_compared_number(s, line ? eh_fraction_double(f->goal.baseline) : (double)NAN, EH_STYLE_COUNT);
    eh_compared_number(s, line ? f->goal.baseline_year : (double)NAN, EH_STYLE_PLAIN);
    people_cell(s, f->wanted);
    eh_compared_number(s, l->goal_year, EH_STYLE_PLAIN);
    people_cell(s, line ? f->due : -1);
    people_cell(s, f->needed);
    for (int year = first; year <= last; year++)
        people_cell(s, line && year <= l->goal_year ? eh_goal_people(&f->goal, year) : -1);
    left_out_cell(s, side, leader, l->goals[which]);
    eh_compared_next(s);
}

/* The years of all lines, no more than columns can take. */
static void years_of(const eh_comparison *c, int *first, int *last) {
    *first = INT32_MAX;
    *last = 0;
    for (size_t i = 0; i < c->side_count; i++) {
        const eh_leadership *l = c->sides[i].leadership;
        for (size_t n = 0; n < l->count; n++) {
            int from, to;
            if (!eh_goal_years(l, &l->of[n], &from, &to))
                continue;
            *first = from < *first ? from : *first;
            *last = to > *last ? to : *last;
        }
    }
    if (*last - *first >= MOST_YEARS)
        *first = *last - MOST_YEARS + 1;
}

void eh_sheet_of_goals(eh_book *book, const eh_comparison *c) {
    static const eh_compared_column columns[] = {
        {EH_COMPARED_NOW_COLUMN, 10, true},      {EH_COMPARED_WHOLE_COLUMN, 10, true},
        {EH_COMPARED_BASELINE_COLUMN, 10, true}, {EH_COMPARED_BASELINE_YEAR_COLUMN, 10, true},
        {EH_COMPARED_GOAL_COLUMN, 10, true},     {EH_COMPARED_GOAL_YEAR_COLUMN, 10, true},
        {EH_COMPARED_DUE_COLUMN, 10, true},      {EH_COMPARED_NEEDED_COLUMN, 10, true},
    };
    static const eh_compared_column end[] = {{EH_COMPARED_LEFT_OUT_COLUMN, 40, false}};
    eh_compared_sheet s;
    char years[MOST_YEARS][EH_FRACTION_ROOM];
    int first, last;
    years_of(c, &first, &last);
    eh_compared_start(&s, book, c, EH_COMPARED_SHEET_GOALS, 0, EH_COMPARED_LINES_GOALS);
    eh_compared_columns(&s, who_columns, COUNT(who_columns));
    eh_compared_columns(&s, columns, COUNT(columns));
    for (int year = first; year <= last; year++) {
        eh_double_write(year, years[year - first]);
        eh_compared_column_named(&s, years[year - first], 8, true);
    }
    eh_compared_columns(&s, end, COUNT(end));
    eh_compared_rows(&s);
    for (size_t i = 0; i < c->side_count; i++) {
        const eh_leadership *l = c->sides[i].leadership;
        for (size_t k = 0; k < l->goal_count; k++)
            for (size_t n = 0; n < l->count; n++)
                goal_row(&s, &c->sides[i], &l->of[n], k, first, last);
    }
    eh_compared_end(&s, "Goals", 5);
}
