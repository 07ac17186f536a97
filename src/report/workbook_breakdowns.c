/* The sheets of breakdowns: recruitment stage by stage with live likelihoods, its likelihood ratios, and one with all other tables. */
#include <math.h>
#include <string.h>

#include "report/breakdown_words.h"
#include "report/workbook_formula.h"
#include "report/workbook_sheets.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* The tables of recruitment: all applications, and those of applicants who were not recruited from abroad. */
static const struct funnel {
    const char *counts, *ratios;
    eh_book_word name;
} funnels[] = {
    {"funnel", "funnel-ratios", EH_BOOK_APPLICATIONS_ALL},
    {"funnel-without-international", "funnel-without-international-ratios", EH_BOOK_APPLICATIONS_AT_HOME},
};

static bool is_of(const eh_breakdown *b, bool ratios, eh_book_word *name) {
    for (size_t i = 0; i < COUNT(funnels); i++)
        if (!strcmp(b->name, ratios ? funnels[i].ratios : funnels[i].counts)) {
            *name = funnels[i].name;
            return true;
        }
    return false;
}

bool eh_has_recruitment(const eh_working *working) {
    const eh_breakdown *b = eh_breakdown_find(working->ret, "funnel", "");
    return b && b->rows;
}

enum { APPLICATIONS, BY, PART, GROUP, FIRST_CELL };

/* A text made by one of the functions of breakdown_words.h; "all" for nothing. */
static void words_cell(eh_list *l, unsigned column, eh_buffer *words) {
    const char *all = eh_book_word_text(l->working->catalogue, EH_BOOK_ALL);
    if (words->failed)
        eh_book_fail(l->sheet.book, EH_NOMEM, "no memory for a sheet");
    else
        eh_sheet_text(&l->sheet, l->row, column, words->length ? words->data : all, EH_STYLE_TEXT);
    eh_buffer_free(words);
    *words = (eh_buffer){0};
}

static void row_start(eh_list *l, const eh_breakdown *b, const char *of) {
    eh_buffer words = {0};
    eh_words_by(&words, l->working->catalogue, b);
    words_cell(l, BY, &words);
    if (*of)
        eh_words_part(&words, l->working->catalogue, l->working->edition, b, of);
    words_cell(l, PART, &words);
}

static void number_cell(eh_list *l, unsigned column, const eh_breakdown_cell *cell, eh_style style) {
    if (!cell || cell->missing != EH_PRESENT)
        eh_sheet_text(&l->sheet, l->row, column, eh_missing_words(cell ? cell->missing : EH_NOT_APPLICABLE),
                      EH_STYLE_WORD);
    else
        eh_sheet_number(&l->sheet, l->row, column, cell->value, style);
}

/* 100 x appointed / shortlisted of the row, as a live formula. */
static void likelihood_cell(eh_list *l, unsigned column, unsigned top, unsigned bottom, double above, double below) {
    eh_buffer formula = {0}, cell = {0};
    eh_cell_name(&cell, l->row, bottom);
    eh_buffer_format(&formula, "=IF(%s=0,\"undefined\",100*", eh_buffer_words(&cell));
    eh_cell_name(&formula, l->row, top);
    eh_buffer_format(&formula, "/%s)", eh_buffer_words(&cell));
    if (formula.failed || cell.failed)
        eh_book_fail(l->sheet.book, EH_NOMEM, "no memory for a sheet");
    else if (below > 0)
        eh_sheet_formula(&l->sheet, l->row, column, formula.data, 100 * above / below, EH_STYLE_HUNDREDTH);
    else
        eh_sheet_formula_word(&l->sheet, l->row, column, formula.data, "undefined");
    eh_buffer_free(&formula);
    eh_buffer_free(&cell);
}

static const eh_heading recruitment_columns[] = {
    {EH_BOOK_COLUMN_APPLICATIONS, 34, EH_STYLE_HEADING},
    {EH_BOOK_COLUMN_BY, 14, EH_STYLE_HEADING},
    {EH_BOOK_COLUMN_PART, 40, EH_STYLE_HEADING},
    {EH_BOOK_COLUMN_OF_GROUP, 16, EH_STYLE_HEADING},
    {EH_BOOK_COLUMN_APPLIED, 14, EH_STYLE_HEADING_OF_NUMBERS},
    {EH_BOOK_COLUMN_SHORTLISTED, 14, EH_STYLE_HEADING_OF_NUMBERS},
    {EH_BOOK_COLUMN_INTERVIEWED, 14, EH_STYLE_HEADING_OF_NUMBERS},
    {EH_BOOK_COLUMN_OFFERED, 14, EH_STYLE_HEADING_OF_NUMBERS},
    {EH_BOOK_COLUMN_APPOINTED, 14, EH_STYLE_HEADING_OF_NUMBERS},
    {EH_BOOK_COLUMN_APPOINTED_PERCENT, 18, EH_STYLE_HEADING_OF_NUMBERS},
};

static void recruitment_row(eh_list *l, const eh_breakdown *b, const eh_breakdown_row *row, eh_book_word name) {
    static const char *const stages[] = {"applied", "shortlisted", "interviewed", "offered", "appointed"};
    enum { SHORTLISTED = 1, APPOINTED = 4 };
    eh_buffer words = {0};
    const eh_breakdown_cell *cell[COUNT(stages)];
    eh_sheet_text(&l->sheet, l->row, APPLICATIONS, eh_book_word_text(l->working->catalogue, name), EH_STYLE_TEXT);
    row_start(l, b, row->of);
    eh_words_group(&words, l->working->ret->standard, row->group);
    words_cell(l, GROUP, &words);
    for (unsigned s = 0; s < COUNT(stages); s++) {
        cell[s] = eh_breakdown_cell_of(b, row, stages[s]);
        number_cell(l, FIRST_CELL + s, cell[s], EH_STYLE_COUNT);
    }
    if (cell[SHORTLISTED] && cell[APPOINTED] && cell[SHORTLISTED]->missing == EH_PRESENT &&
        cell[APPOINTED]->missing == EH_PRESENT)
        likelihood_cell(l, FIRST_CELL + APPOINTED + 1, FIRST_CELL + APPOINTED, FIRST_CELL + SHORTLISTED,
                        cell[APPOINTED]->value, cell[SHORTLISTED]->value);
    l->row++;
}

void eh_sheet_recruitment(const eh_working *working, const eh_plan *plan) {
    const eh_return *ret = working->ret;
    eh_list l;
    eh_book_word name;
    eh_list_start(&l, working, plan, EH_BOOK_TITLE_RECRUITMENT, NULL, NULL, NULL);
    eh_list_columns(&l, recruitment_columns, COUNT(recruitment_columns));
    eh_list_line(&l, EH_BOOK_RECRUITMENT_TABLE, NULL, NULL, NULL);
    eh_list_line(&l, EH_BOOK_RECRUITMENT_HOME, NULL, NULL, NULL);
    eh_list_rows(&l);
    for (size_t i = 0; i < ret->breakdown_count; i++)
        for (size_t r = 0; r < ret->breakdowns[i]->rows && is_of(ret->breakdowns[i], false, &name); r++)
            recruitment_row(&l, ret->breakdowns[i], &ret->breakdowns[i]->row[r], name);
    eh_list_end(&l, "Recruitment_by_stage", true, FIRST_CELL);
}

/* ---- ratios ---- */

static const eh_heading ratio_columns[] = {
    {EH_BOOK_COLUMN_APPLICATIONS, 34, EH_STYLE_HEADING},
    {EH_BOOK_COLUMN_BY, 14, EH_STYLE_HEADING},
    {EH_BOOK_COLUMN_PART, 40, EH_STYLE_HEADING},
    {EH_BOOK_COLUMN_STEP, 28, EH_STYLE_HEADING},
    {EH_BOOK_COLUMN_RATIO, 12, EH_STYLE_HEADING_OF_NUMBERS},
    {EH_BOOK_COLUMN_LOWER, 12, EH_STYLE_HEADING_OF_NUMBERS},
    {EH_BOOK_COLUMN_UPPER, 12, EH_STYLE_HEADING_OF_NUMBERS},
    {EH_BOOK_COLUMN_P, 12, EH_STYLE_HEADING_OF_NUMBERS},
};

static void ratio_row(eh_list *l, const eh_breakdown *b, const eh_breakdown_row *row, eh_book_word name) {
    static const struct {
        const char *column;
        eh_style style;
    } cells[] = {
        {"ratio", EH_STYLE_HUNDREDTH}, {"lower", EH_STYLE_HUNDREDTH}, {"upper", EH_STYLE_HUNDREDTH}, {"p", EH_STYLE_P}};
    eh_buffer words = {0};
    eh_sheet_text(&l->sheet, l->row, APPLICATIONS, eh_book_word_text(l->working->catalogue, name), EH_STYLE_TEXT);
    row_start(l, b, row->of);
    eh_words_of_id(&words, row->step);
    words_cell(l, GROUP, &words);
    for (unsigned c = 0; c < COUNT(cells); c++)
        number_cell(l, FIRST_CELL + c, eh_breakdown_cell_of(b, row, cells[c].column), cells[c].style);
    l->row++;
}

void eh_sheet_recruitment_ratios(const eh_working *working, const eh_plan *plan) {
    const eh_return *ret = working->ret;
    eh_standard standard = ret->standard;
    eh_list l;
    eh_book_word name;
    eh_list_start(&l, working, plan, EH_BOOK_TITLE_RECRUITMENT_RATIOS, NULL, NULL, NULL);
    eh_list_columns(&l, ratio_columns, COUNT(ratio_columns));
    eh_list_line(&l, EH_BOOK_RECRUITMENT_RATIOS_TABLE, eh_group_inside(standard, eh_other_group(standard)),
                 eh_group_inside(standard, eh_focus_group(standard)), NULL);
    eh_list_line(&l, EH_BOOK_RECRUITMENT_HOME, NULL, NULL, NULL);
    eh_list_rows(&l);
    for (size_t i = 0; i < ret->breakdown_count; i++)
        for (size_t r = 0; r < ret->breakdowns[i]->rows && is_of(ret->breakdowns[i], true, &name); r++)
            ratio_row(&l, ret->breakdowns[i], &ret->breakdowns[i]->row[r], name);
    eh_list_end(&l, "Recruitment_ratios", true, FIRST_CELL);
}

/* ---- all others ---- */

static bool is_other(const eh_breakdown *b) {
    eh_book_word name;
    return b->rows && !is_of(b, false, &name) && !is_of(b, true, &name);
}

bool eh_has_breakdowns(const eh_working *working) {
    for (size_t i = 0; i < working->ret->breakdown_count; i++)
        if (is_other(working->ret->breakdowns[i]))
            return true;
    return false;
}

static const eh_heading other_columns[] = {
    {EH_BOOK_COLUMN_DETAIL, 34, EH_STYLE_HEADING}, {EH_BOOK_COLUMN_BY, 14, EH_STYLE_HEADING},
    {EH_BOOK_COLUMN_PART, 40, EH_STYLE_HEADING},   {EH_BOOK_COLUMN_OF_GROUP, 18, EH_STYLE_HEADING},
    {EH_BOOK_COLUMN_WHAT, 22, EH_STYLE_HEADING},   {EH_BOOK_COLUMN_VALUE, 14, EH_STYLE_HEADING_OF_NUMBERS},
};

/* Of a likelihood ratio the two groups that it compares. */
static void group_words(eh_buffer *words, eh_standard standard, const eh_breakdown *b, const eh_breakdown_row *row) {
    eh_words_group(words, standard, b->unit == EH_RATIO ? b->top : row->group);
    if (b->unit != EH_RATIO)
        return;
    eh_buffer_text(words, " / ");
    eh_words_group(words, standard, b->bottom);
}

static void other_rows(eh_list *l, const eh_breakdown *b, const eh_breakdown_row *row) {
    for (unsigned c = 0; c < b->columns; c++) {
        eh_buffer words = {0};
        eh_words_breakdown(&words, l->working->catalogue, b);
        words_cell(l, APPLICATIONS, &words);
        row_start(l, b, row->of);
        group_words(&words, l->working->ret->standard, b, row);
        words_cell(l, GROUP, &words);
        if (*row->step) {
            eh_words_of_id(&words, row->step);
            eh_buffer_text(&words, ": ");
        }
        eh_words_column(&words, l->working->catalogue, b, b->column[c]);
        words_cell(l, FIRST_CELL, &words);
        number_cell(l, FIRST_CELL + 1, &row->cell[c], b->unit == EH_HEADCOUNT ? EH_STYLE_COUNT : EH_STYLE_P);
        l->row++;
    }
}

void eh_sheet_breakdowns(const eh_working *working, const eh_plan *plan) {
    const eh_return *ret = working->ret;
    eh_list l;
    eh_list_start(&l, working, plan, EH_BOOK_TITLE_BREAKDOWNS, NULL, NULL, NULL);
    eh_list_columns(&l, other_columns, COUNT(other_columns));
    eh_list_line(&l, EH_BOOK_BREAKDOWNS_TABLE, NULL, NULL, NULL);
    eh_list_rows(&l);
    for (size_t i = 0; i < ret->breakdown_count; i++)
        for (size_t r = 0; r < ret->breakdowns[i]->rows && is_other(ret->breakdowns[i]); r++)
            other_rows(&l, ret->breakdowns[i], &ret->breakdowns[i]->row[r]);
    eh_list_end(&l, "Breakdowns_beyond", true, FIRST_CELL);
}
