/* The sheet of the staff survey: what the two groups say, and the gap between them. */
#include <math.h>
#include <string.h>

#include "report/workbook_sheets.h"

enum { MOST_ROWS = 32, WIDE = 960, BAR_HEIGHT = 36, LEAST_HEIGHT = 190, AROUND = 110, FROZEN = 1 };

enum column { LABEL, MINE, THEIRS, GAP, SENSE, MY_NUMBER, THEIR_NUMBER, CAUTION };

/* What the rows of a chart have in common. */
typedef enum kind { PERCENT_OF_BOTH, SCORE_OF_BOTH, OF_ONE, KINDS } kind;

typedef struct survey {
    eh_list list;
    const eh_working *working;
    size_t items[MOST_ROWS];
    unsigned count, of_kind[KINDS];
} survey;

static bool is_survey(const eh_working *working, size_t i, kind *as) {
    const eh_item *entry = eh_working_entry(working, i);
    const eh_return_item *item = &working->ret->items[i];
    if (!entry || entry->operation != EH_OP_SURVEY || !item->grouped)
        return false;
    *as = item->count < 2 ? OF_ONE : item->unit == EH_SCORE ? SCORE_OF_BOTH : PERCENT_OF_BOTH;
    return true;
}

static void collect(survey *s) {
    for (unsigned k = 0; k < KINDS; k++)
        for (size_t i = 0; i < s->working->ret->item_count && s->count < MOST_ROWS; i++) {
            kind as = OF_ONE;
            if (!is_survey(s->working, i, &as) || as != k)
                continue;
            s->items[s->count++] = i;
            s->of_kind[k]++;
        }
}

bool eh_has_survey(const eh_working *working) {
    survey s = {.working = working};
    bool has = false;
    collect(&s);
    for (unsigned i = 0; i < s.count && !has; i++)
        has = eh_working_has(working, s.items[i]);
    return has;
}

static double number(const survey *s, size_t item, unsigned group) {
    return eh_working_number(s->working, item, group, EH_PART_VALUE);
}

/* Whom the gap is worse for, live. `better` of the item says which way is good. */
static void sense_cell(survey *s, unsigned row, size_t item, double gap) {
    const eh_item *entry = eh_working_entry(s->working, item);
    eh_standard standard = s->working->ret->standard;
    eh_buffer cell = {0}, formula = {0}, worse = {0}, better = {0};
    const char *same = eh_book_word_text(s->working->catalogue, EH_BOOK_SAME);
    if (!entry || entry->better == 0)
        return;
    double bad = entry->better > 0 ? -gap : gap;
    eh_working_words(s->working, &worse, EH_BOOK_WORSE, eh_group_inside(standard, s->working->focus), NULL, NULL);
    eh_working_words(s->working, &better, EH_BOOK_BETTER, eh_group_inside(standard, s->working->focus), NULL, NULL);
    eh_cell_name(&cell, row, GAP);
    eh_buffer_format(&formula, "=IF(%s%s0,", cell.data, entry->better > 0 ? "<" : ">");
    eh_formula_quote(&formula, worse.data);
    eh_buffer_format(&formula, ",IF(%s=0,", cell.data);
    eh_formula_quote(&formula, same);
    eh_buffer_char(&formula, ',');
    eh_formula_quote(&formula, better.data);
    eh_buffer_text(&formula, "))");
    if (formula.failed || worse.failed || better.failed || cell.failed)
        eh_book_fail(s->list.sheet.book, EH_NOMEM, "no memory for a formula");
    else
        eh_sheet_formula_text(&s->list.sheet, row, SENSE, formula.data,
                              bad > 0    ? worse.data
                              : gap == 0 ? same
                                         : better.data,
                              EH_STYLE_INDENTED);
    eh_buffer_free(&cell);
    eh_buffer_free(&formula);
    eh_buffer_free(&worse);
    eh_buffer_free(&better);
}

/* The difference of two cells of the row, as programs reckon it: what is nothing but rounding is 0. */
static double gap_cell(survey *s, unsigned row, double mine, double theirs, eh_style style) {
    eh_buffer formula = {0};
    double gap = mine - theirs;
    if (fabs(gap) < 1e-12 * fmax(fabs(mine), fabs(theirs)))
        gap = 0;
    eh_buffer_char(&formula, '=');
    eh_cell_name(&formula, row, MINE);
    eh_buffer_char(&formula, '-');
    eh_cell_name(&formula, row, THEIRS);
    if (formula.failed)
        eh_book_fail(s->list.sheet.book, EH_NOMEM, "no memory for a formula");
    else
        eh_sheet_formula(&s->list.sheet, row, GAP, formula.data, gap, style);
    eh_buffer_free(&formula);
    return gap;
}

static void respondents_cells(survey *s, unsigned row, size_t item) {
    const unsigned groups[] = {s->working->focus, s->working->other};
    bool few = false, any = false;
    for (unsigned g = 0; g < 2; g++) {
        const eh_value *value = eh_item_value(s->working->ret, &s->working->ret->items[item], groups[g]);
        if (!value || value->missing != EH_PRESENT || !isfinite(value->denominator))
            continue;
        eh_sheet_number(&s->list.sheet, row, MY_NUMBER + g, value->denominator, EH_STYLE_COUNT);
        few = few || value->denominator < EH_FEW;
        any = true;
    }
    if (any)
        eh_sheet_say(&s->list.sheet, s->working, row, CAUTION, EH_STYLE_INDENTED,
                     few ? EH_BOOK_FEW_RESPONDENTS : EH_BOOK_NO_CAUTION, NULL, NULL, NULL);
}

static void row_cells(survey *s, size_t item) {
    eh_sheet *sheet = &s->list.sheet;
    unsigned row = s->list.row++, decimals = eh_working_decimals(s->working, item);
    bool score = s->working->ret->items[item].unit == EH_SCORE;
    double mine = number(s, item, s->working->focus), theirs = number(s, item, s->working->other);
    eh_sheet_text(sheet, row, LABEL, eh_working_label(s->working, item), EH_STYLE_TEXT);
    eh_sheet_figure(sheet, s->working, row, MINE, item, s->working->focus, EH_PART_VALUE, decimals);
    if (eh_item_value(s->working->ret, &s->working->ret->items[item], s->working->other))
        eh_sheet_figure(sheet, s->working, row, THEIRS, item, s->working->other, EH_PART_VALUE, decimals);
    if (isfinite(mine) && isfinite(theirs))
        sense_cell(s, row, item, gap_cell(s, row, mine, theirs, score ? EH_STYLE_POINTS_2 : EH_STYLE_POINTS));
    respondents_cells(s, row, item);
}

static void describe(const survey *s, unsigned from, unsigned count, eh_buffer *out) {
    eh_standard standard = s->working->ret->standard;
    for (unsigned i = from; i < from + count; i++) {
        eh_buffer figure[2] = {{0}, {0}};
        const unsigned groups[] = {s->working->focus, s->working->other};
        for (unsigned g = 0; g < 2; g++) {
            const eh_return_item *item = &s->working->ret->items[s->items[i]];
            const eh_value *value = eh_item_value(s->working->ret, item, groups[g]);
            eh_buffer_format(&figure[g], "%s ", eh_group_inside(standard, groups[g]));
            eh_words_value(&figure[g], value ? value : &(eh_value){.missing = EH_NOT_APPLICABLE}, item->unit);
        }
        eh_buffer_char(out, ' ');
        eh_working_words(s->working, out, EH_BOOK_ALT_ROW, eh_working_label(s->working, s->items[i]), figure[0].data,
                         figure[1].data);
        eh_buffer_done(&figure[0], out);
        eh_buffer_done(&figure[1], out);
    }
}

typedef struct drawing {
    eh_book_word title, axis, words;
    const char *labels, *axis_format;
    bool gap;    /* else the two groups */
    double most; /* end of the scale, 0 to let the program choose */
} drawing;

static const drawing percentages = {
    EH_BOOK_CHART_SURVEY, EH_BOOK_AXIS_SURVEY, EH_BOOK_ALT_SURVEY, "0.0;;", "0\"%\"", false, 0};
static const drawing gaps = {EH_BOOK_CHART_GAPS, EH_BOOK_AXIS_GAPS, EH_BOOK_ALT_GAPS, "+0.0;-0.0;", "+0;-0;0", true, 0};
static const drawing scores = {EH_BOOK_CHART_SCORES, EH_BOOK_AXIS_SCORES, EH_BOOK_ALT_SCORES, "0.00;;", "0", false, 10};

static unsigned draw(survey *s, const drawing *as, unsigned from, unsigned count, unsigned down) {
    eh_list *list = &s->list;
    eh_standard standard = s->working->ret->standard;
    const char *mine = eh_group_inside(standard, s->working->focus),
               *theirs = eh_group_inside(standard, s->working->other);
    unsigned first = list->heading_row + 1 + from, last = first + count - 1,
             height = AROUND + (as->gap ? BAR_HEIGHT * 3 / 4 : BAR_HEIGHT) * count;
    height = height < LEAST_HEIGHT ? LEAST_HEIGHT : height;
    eh_area names = {first, LABEL, last, LABEL};
    eh_buffer title = {0}, words = {0};
    eh_working_words(s->working, &title, as->title, mine, theirs, NULL);
    eh_working_words(s->working, &words, as->words, mine, theirs, NULL);
    describe(s, from, count, &words);
    if (title.failed || words.failed) {
        eh_book_fail(list->sheet.book, EH_NOMEM, "no memory for a chart");
    } else {
        eh_chart chart = eh_chart_new(&list->sheet, list->name, LXW_CHART_BAR, title.data,
                                      eh_book_word_text(s->working->catalogue, as->axis), NULL);
        for (unsigned c = as->gap ? GAP : MINE; c <= (as->gap ? (unsigned)GAP : (unsigned)THEIRS); c++) {
            eh_area values = {first, c, last, c};
            eh_chart_series(&chart, &names, &values, list->heading_row, c, c == THEIRS ? EH_LOOK_OTHER : EH_LOOK_FOCUS);
            eh_chart_labels(&chart, as->labels);
        }
        eh_chart_bars(&chart, as->axis_format, 60, 1);
        eh_chart_downwards(&chart);
        if (as->most > 0)
            eh_chart_scale(&chart, 0, as->most);
        eh_chart_place(&chart, list->row + 1, 0, down, WIDE, height, words.data);
    }
    eh_buffer_free(&title);
    eh_buffer_free(&words);
    return down + height + 12;
}

static bool any_figure(const survey *s, unsigned from, unsigned count) {
    for (unsigned i = from; i < from + count; i++)
        if (isfinite(number(s, s->items[i], s->working->focus)) || isfinite(number(s, s->items[i], s->working->other)))
            return true;
    return false;
}

static void make_columns(survey *s) {
    eh_list *list = &s->list;
    eh_standard standard = s->working->ret->standard;
    const char *mine = eh_group_start(standard, s->working->focus),
               *theirs = eh_group_start(standard, s->working->other);
    eh_list_column(list, EH_BOOK_COLUMN_QUESTION, 46, EH_STYLE_HEADING, NULL, NULL);
    eh_list_column(list, EH_BOOK_COLUMN_GROUP, 13, EH_STYLE_HEADING_OF_NUMBERS, mine, NULL);
    eh_list_column(list, EH_BOOK_COLUMN_GROUP, 13, EH_STYLE_HEADING_OF_NUMBERS, theirs, NULL);
    eh_list_column(list, EH_BOOK_COLUMN_GAP, 12, EH_STYLE_HEADING_OF_NUMBERS, mine, theirs);
    eh_list_column(list, EH_BOOK_COLUMN_SENSE, 18, EH_STYLE_HEADING_INDENTED, NULL, NULL);
    eh_list_column(list, EH_BOOK_COLUMN_RESPONDENTS, 13, EH_STYLE_HEADING_OF_NUMBERS, mine, NULL);
    eh_list_column(list, EH_BOOK_COLUMN_RESPONDENTS, 13, EH_STYLE_HEADING_OF_NUMBERS, theirs, NULL);
    eh_list_column(list, EH_BOOK_COLUMN_CAUTION, 15, EH_STYLE_HEADING_INDENTED, NULL, NULL);
}

static void marks(survey *s) {
    eh_buffer worse = {0};
    eh_area sense = {s->list.heading_row + 1, SENSE, s->list.row - 1, SENSE};
    eh_area caution = {s->list.heading_row + 1, CAUTION, s->list.row - 1, CAUTION};
    eh_working_words(s->working, &worse, EH_BOOK_WORSE, eh_group_inside(s->working->ret->standard, s->working->focus),
                     NULL, NULL);
    if (worse.length > 0)
        eh_sheet_mark_words(&s->list.sheet, &sense, worse.data, EH_MARK_BAD);
    eh_sheet_mark_words(&s->list.sheet, &caution, eh_book_word_text(s->working->catalogue, EH_BOOK_FEW_RESPONDENTS),
                        EH_MARK_CARE);
    eh_buffer_free(&worse);
}

void eh_sheet_survey(const eh_working *working, const eh_plan *plan) {
    survey s = {.working = working};
    eh_standard standard = working->ret->standard;
    const char *mine = eh_group_inside(standard, working->focus), *theirs = eh_group_inside(standard, working->other);
    eh_buffer year = {0};
    collect(&s);
    eh_buffer_whole(&year, working->edition->survey_year);
    eh_list_start(&s.list, working, plan, EH_BOOK_TITLE_SURVEY, mine, theirs, year.data);
    eh_buffer_free(&year);
    make_columns(&s);
    eh_list_line(&s.list, EH_BOOK_SURVEY_TABLE, mine, theirs, NULL);
    eh_list_line(&s.list, EH_BOOK_SURVEY_BLANK, NULL, NULL, NULL);
    eh_list_rows(&s.list);
    for (unsigned i = 0; i < s.count; i++)
        row_cells(&s, s.items[i]);
    marks(&s);
    eh_list_end(&s.list, "Survey_figures", false, FROZEN);
    unsigned down = 0;
    if (any_figure(&s, 0, s.of_kind[PERCENT_OF_BOTH])) {
        down = draw(&s, &percentages, 0, s.of_kind[PERCENT_OF_BOTH], down);
        down = draw(&s, &gaps, 0, s.of_kind[PERCENT_OF_BOTH], down);
    }
    if (any_figure(&s, s.of_kind[PERCENT_OF_BOTH], s.of_kind[SCORE_OF_BOTH]))
        down = draw(&s, &scores, s.of_kind[PERCENT_OF_BOTH], s.of_kind[SCORE_OF_BOTH], down);
    if (down > 0)
        eh_list_print_below(&s.list, down);
}
