/* The sheet Return: every item, one a row, in the order of the national rows. All other sheets refer to its cells. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/fraction.h"
#include "report/workbook_sheets.h"
#include "return/formula.h"

enum { LINES = 4, HEADING_ROW = EH_TITLE_ROW + 1 + LINES, FIRST_ROW = HEADING_ROW + 1, FROZEN = 3 };

/* The columns of the sheet. Those of the groups, and of last year, are several. */
enum column {
    NUMBER,
    SECTION,
    LABEL,
    ITEM,
    UNIT,
    GROUP,
    TOTAL = GROUP + EH_GROUPS,
    VALUE,
    PERCENT,
    VERDICT = PERCENT + EH_GROUPS,
    SMALL,
    MISSING,
    PREVIOUS,
    PREVIOUS_VALUE = PREVIOUS + EH_GROUPS,
};

static const eh_heading before_groups[] = {
    {EH_BOOK_COLUMN_NUMBER, 8, EH_STYLE_HEADING_OF_NUMBERS},
    {EH_BOOK_COLUMN_SECTION, 21, EH_STYLE_HEADING_INDENTED},
    {EH_BOOK_COLUMN_LABEL, 33, EH_STYLE_HEADING},
    {EH_BOOK_COLUMN_ITEM, 20, EH_STYLE_HEADING},
    {EH_BOOK_COLUMN_UNIT, 11, EH_STYLE_HEADING},
};
static const eh_heading after_groups[] = {
    {EH_BOOK_COLUMN_VERDICT, 12, EH_STYLE_HEADING_INDENTED},
    {EH_BOOK_COLUMN_SMALL, 12, EH_STYLE_HEADING},
    {EH_BOOK_COLUMN_MISSING, 18, EH_STYLE_HEADING},
};

bool eh_return_grid(eh_working *working) {
    const eh_edition *edition = working->edition;
    working->place = edition ? malloc((edition->item_count + 1) * sizeof *working->place) : NULL;
    for (unsigned i = 0; working->place && i < edition->item_count; i++) {
        const eh_return_item *item = eh_return_item_find(working->ret, edition->items[i].id);
        working->place[i] = item ? (int)(item - working->ret->items) : -1;
    }
    working->grid = (eh_grid){working->ret, edition, working->place, FIRST_ROW, GROUP, TOTAL, VALUE, PERCENT};
    working->verdict_column = VERDICT;
    return !edition || working->place;
}

static void make_columns(eh_list *list) {
    const eh_return *ret = list->working->ret;
    eh_buffer year = {0};
    eh_list_columns(list, before_groups, sizeof before_groups / sizeof *before_groups);
    for (unsigned g = 0; g < EH_GROUPS; g++)
        eh_list_column(list, EH_BOOK_COLUMN_GROUP, 10.5, EH_STYLE_HEADING_OF_NUMBERS, eh_group_start(ret->standard, g),
                       NULL);
    eh_list_column(list, EH_BOOK_COLUMN_TOTAL, 9, EH_STYLE_HEADING_OF_NUMBERS, NULL, NULL);
    eh_list_column(list, EH_BOOK_COLUMN_SINGLE, 10, EH_STYLE_HEADING_OF_NUMBERS, NULL, NULL);
    for (unsigned g = 0; g < EH_GROUPS; g++)
        eh_list_column(list, EH_BOOK_COLUMN_GROUP_PERCENT, 9.5, EH_STYLE_HEADING_OF_NUMBERS,
                       eh_group_start(ret->standard, g), NULL);
    eh_list_columns(list, after_groups, sizeof after_groups / sizeof *after_groups);
    if (ret->previous_count == 0)
        return;
    eh_buffer_whole(&year, ret->previous_edition);
    for (unsigned g = 0; g < EH_GROUPS; g++)
        eh_list_column(list, EH_BOOK_COLUMN_GROUP_YEAR, 9.5, EH_STYLE_HEADING_OF_NUMBERS,
                       eh_group_start(ret->standard, g), year.data);
    eh_list_column(list, EH_BOOK_COLUMN_SINGLE_YEAR, 10, EH_STYLE_HEADING_OF_NUMBERS, year.data, NULL);
    eh_buffer_free(&year);
}

/* One value: a formula where it is derived, a number where it is not, a word where there is none. */
static void value_cell(eh_list *list, size_t i, unsigned group, unsigned column, unsigned decimals) {
    const eh_working *working = list->working;
    const eh_return_item *item = &working->ret->items[i];
    const eh_value *value = eh_item_value(working->ret, item, group);
    eh_sheet *sheet = &list->sheet;
    unsigned row = FIRST_ROW + (unsigned)i;
    if (!value)
        return;
    eh_buffer formula = {0};
    bool live = item->unit != EH_TEXT && eh_formula_text(&formula, &working->grid, i, group);
    eh_style style = eh_style_for(item->unit, decimals, value->value);
    if (live && formula.data && value->missing == EH_PRESENT)
        eh_sheet_formula(sheet, row, column, formula.data, value->value, style);
    else if (live && formula.data)
        eh_sheet_formula_word(sheet, row, column, formula.data, eh_missing_words(EH_UNDEFINED));
    else if (value->missing != EH_PRESENT)
        eh_sheet_text(sheet, row, column, eh_missing_words(value->missing), EH_STYLE_WORD);
    else if (item->unit == EH_TEXT)
        eh_sheet_text(sheet, row, column, value->display, EH_STYLE_WORD);
    else
        eh_sheet_number(sheet, row, column, value->value, style);
    if (formula.failed)
        eh_book_fail(sheet->book, EH_NOMEM, "no memory for a formula");
    eh_buffer_free(&formula);
}

static void total_cell(eh_list *list, size_t i, unsigned row) {
    eh_buffer formula = {0};
    double total = 0;
    if (eh_total_text(&formula, &list->working->grid, i, &total) && formula.data)
        eh_sheet_formula(&list->sheet, row, TOTAL, formula.data, total, eh_style_for(EH_HEADCOUNT, 0, total));
    eh_buffer_free(&formula);
}

/* The percentages of a row of headcounts. */
static void percent_cell(eh_list *list, size_t i, unsigned group, unsigned row) {
    const eh_working *working = list->working;
    const eh_value *value = eh_item_value(working->ret, &working->ret->items[i], group);
    eh_sheet *sheet = &list->sheet;
    eh_buffer formula = {0};
    unsigned column = PERCENT + group;
    if (!value)
        return;
    bool live = eh_percent_text(&formula, &working->grid, i, group) && formula.data;
    if (live && !isnan(value->percent))
        eh_sheet_formula(sheet, row, column, formula.data, value->percent, EH_STYLE_TENTH);
    else if (live)
        eh_sheet_formula_word(sheet, row, column, formula.data, eh_missing_words(EH_UNDEFINED));
    else if (!isnan(value->percent))
        eh_sheet_number(sheet, row, column, value->percent, EH_STYLE_TENTH);
    else if (value->missing != EH_PRESENT)
        eh_sheet_text(sheet, row, column, eh_missing_words(value->missing), EH_STYLE_WORD);
    eh_buffer_free(&formula);
}

/* The four-fifths verdict, live: it follows the ratio when a count is changed. */
static void verdict_cell(eh_list *list, const eh_value *value, unsigned row) {
    eh_buffer formula = {0}, cell = {0};
    char lower[EH_FRACTION_ROOM], upper[EH_FRACTION_ROOM];
    const char *words = eh_verdict_words(value->verdict);
    if (value->missing != EH_PRESENT || eh_verdict_of_nearest(value->value) != value->verdict) {
        eh_sheet_text(&list->sheet, row, VERDICT, words, EH_STYLE_INDENTED);
        return;
    }
    eh_cell_name(&cell, row, VALUE);
    eh_double_write(EH_BAND_LOWER, lower);
    eh_double_write(EH_BAND_UPPER, upper);
    eh_buffer_format(&formula, "=IF(ISNUMBER(%s),IF(%s<%s,", cell.data, cell.data, lower);
    eh_formula_quote(&formula, eh_verdict_words(EH_VERDICT_BELOW));
    eh_buffer_format(&formula, ",IF(%s>%s,", cell.data, upper);
    eh_formula_quote(&formula, eh_verdict_words(EH_VERDICT_ABOVE));
    eh_buffer_char(&formula, ',');
    eh_formula_quote(&formula, eh_verdict_words(EH_VERDICT_WITHIN));
    eh_buffer_text(&formula, ")),\"\")");
    if (formula.failed || cell.failed)
        eh_book_fail(list->sheet.book, EH_NOMEM, "no memory for a formula");
    else
        eh_sheet_formula_text(&list->sheet, row, VERDICT, formula.data, words, EH_STYLE_INDENTED);
    eh_buffer_free(&formula);
    eh_buffer_free(&cell);
}

/* Whether a row of headcounts has a small number, live, in words. */
static void small_cell(eh_list *list, const eh_return_item *item, unsigned row) {
    const eh_catalogue *catalogue = list->working->catalogue;
    eh_buffer test = {0}, first = {0}, last = {0};
    bool few = false;
    for (unsigned g = 0; g < item->count; g++)
        few =
            few || (item->value[g].missing == EH_PRESENT && item->value[g].value > 0 && item->value[g].value < EH_FEW);
    eh_cell_name(&first, row, GROUP);
    eh_cell_name(&last, row, GROUP + EH_GROUPS - 1);
    eh_buffer_format(&test, "COUNTIFS(%s:%s,\">0\",%s:%s,\"<%d\")>0", first.data, last.data, first.data, last.data,
                     (int)EH_FEW);
    if (first.failed || last.failed || test.failed)
        eh_book_fail(list->sheet.book, EH_NOMEM, "no memory for a formula");
    else
        eh_sheet_choice(&list->sheet, row, SMALL, test.data, eh_book_word_text(catalogue, EH_BOOK_SMALL),
                        eh_book_word_text(catalogue, EH_BOOK_NOT_SMALL), few, EH_STYLE_TEXT);
    eh_buffer_free(&test);
    eh_buffer_free(&first);
    eh_buffer_free(&last);
}

/* "BME: undefined (there is nothing to divide by)" for each group that lacks a figure, or once when none has one. */
static void missing_cell(eh_list *list, const eh_return_item *item, unsigned row) {
    const eh_return *ret = list->working->ret;
    eh_buffer words = {0};
    bool alike = true;
    for (unsigned g = 1; g < item->count; g++)
        alike = alike && item->value[g].missing == item->value[0].missing;
    for (unsigned g = 0; g < (item->grouped && !alike ? EH_GROUPS : 1); g++) {
        const eh_value *value = alike ? &item->value[0] : eh_item_value(ret, item, g);
        if (!value || value->missing == EH_PRESENT)
            continue;
        if (words.length > 0)
            eh_buffer_text(&words, "; ");
        if (!alike)
            eh_buffer_format(&words, "%s: ", eh_group_start(ret->standard, g));
        eh_buffer_format(&words, "%s (%s)", eh_missing_words(value->missing), eh_missing_why(value->missing));
    }
    eh_sheet_text(&list->sheet, row, MISSING,
                  words.length ? words.data : eh_book_word_text(list->working->catalogue, EH_BOOK_NOTHING_MISSING),
                  EH_STYLE_TEXT);
    eh_buffer_free(&words);
}

static void previous_cells(eh_list *list, const eh_return_item *item, unsigned row, unsigned decimals) {
    const eh_return *ret = list->working->ret;
    for (unsigned g = 0; g < (item->grouped ? EH_GROUPS : 1); g++) {
        const char *group = item->grouped ? eh_group_id(ret->standard, g) : "";
        const eh_previous *previous = eh_return_previous(ret, item->id, group);
        unsigned column = item->grouped ? PREVIOUS + g : PREVIOUS_VALUE;
        if (!previous)
            continue;
        if (previous->missing != EH_PRESENT)
            eh_sheet_text(&list->sheet, row, column, eh_missing_words(previous->missing), EH_STYLE_WORD);
        else if (item->unit == EH_TEXT)
            eh_sheet_text(&list->sheet, row, column, previous->display, EH_STYLE_WORD);
        else
            eh_sheet_number(&list->sheet, row, column, previous->value,
                            eh_style_for(item->unit, decimals, previous->value));
    }
}

static bool all_digits(const char *text) {
    return *text && strspn(text, "0123456789") == strlen(text) && strlen(text) < 9;
}

/* Item_2_relative_likelihood: a name for the item's cells, for formulas of one's own. */
static void name_cells(const eh_list *list, const eh_return_item *item, unsigned row) {
    eh_buffer name = {0}, cells = {0};
    eh_buffer_text(&name, "Item_");
    for (const char *at = item->id; *at; at++) {
        bool letter = (*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z') || (*at >= '0' && *at <= '9');
        eh_buffer_char(&name, letter ? *at : '_');
    }
    eh_buffer_char(&cells, '=');
    eh_return_sheet(list->working, &cells);
    eh_absolute_cell(&cells, row, item->grouped ? GROUP : VALUE);
    if (item->grouped && item->count > 1) {
        eh_buffer_char(&cells, ':');
        eh_absolute_cell(&cells, row, GROUP + item->count - 1);
    }
    if (name.failed || cells.failed)
        eh_book_fail(list->sheet.book, EH_NOMEM, "no memory for a name");
    else
        eh_book_name(list->sheet.book, name.data, cells.data);
    eh_buffer_free(&name);
    eh_buffer_free(&cells);
}

static void item_row(eh_list *list, size_t i) {
    const eh_return *ret = list->working->ret;
    const eh_return_item *item = &ret->items[i];
    const eh_item *entry = eh_working_entry(list->working, i);
    unsigned row = FIRST_ROW + (unsigned)i, decimals = eh_working_decimals(list->working, i);
    eh_sheet *sheet = &list->sheet;
    if (all_digits(item->number))
        eh_sheet_number(sheet, row, NUMBER, (double)strtoul(item->number, NULL, 10), EH_STYLE_PLAIN);
    else
        eh_sheet_text(sheet, row, NUMBER,
                      *item->number ? item->number : eh_book_word_text(list->working->catalogue, EH_BOOK_NO_NUMBER),
                      EH_STYLE_WORD);
    eh_sheet_text(sheet, row, SECTION, entry ? entry->section : item->indicator, EH_STYLE_INDENTED);
    eh_sheet_text(sheet, row, LABEL, entry ? entry->label : item->id, EH_STYLE_TEXT);
    eh_sheet_text(sheet, row, ITEM, item->id, EH_STYLE_TEXT);
    eh_sheet_text(sheet, row, UNIT, eh_unit_id(item->unit), EH_STYLE_TEXT);
    for (unsigned g = 0; g < EH_GROUPS && item->grouped; g++) {
        value_cell(list, i, g, GROUP + g, decimals);
        if (item->unit == EH_HEADCOUNT && (!entry || entry->percent_of_row))
            percent_cell(list, i, g, row);
    }
    total_cell(list, i, row);
    if (item->unit == EH_HEADCOUNT && item->grouped)
        small_cell(list, item, row);
    missing_cell(list, item, row);
    if (ret->previous_count)
        previous_cells(list, item, row, decimals);
    if (item->count > 0)
        name_cells(list, item, row);
    if (item->grouped || item->count == 0)
        return;
    value_cell(list, i, 0, VALUE, decimals);
    verdict_cell(list, &item->value[0], row);
}

/* What stands out. Each is said in words in the row: the verdict, that a number is small, that a figure is missing. */
static void marks(eh_list *list) {
    eh_buffer few = {0};
    unsigned last = list->row - 1;
    eh_area groups = {FIRST_ROW, GROUP, last, GROUP + EH_GROUPS - 1}, verdicts = {FIRST_ROW, VERDICT, last, VERDICT};
    eh_area small = {FIRST_ROW, SMALL, last, SMALL};
    eh_buffer first = {0}, unit = {0};
    eh_cell_name(&first, FIRST_ROW, GROUP);
    eh_buffer_format(&unit, "$%c%u", 'A' + UNIT, (unsigned)FIRST_ROW + 1);
    eh_buffer_format(&few, "=AND(%s=\"%s\",ISNUMBER(%s),%s>0,%s<%d)", unit.data, eh_unit_id(EH_HEADCOUNT), first.data,
                     first.data, first.data, (int)EH_FEW);
    if (few.failed || first.failed || unit.failed)
        eh_book_fail(list->sheet.book, EH_NOMEM, "no memory for a formula");
    else
        eh_sheet_mark_if(&list->sheet, &groups, few.data, EH_MARK_CARE);
    eh_sheet_mark_words(&list->sheet, &small, eh_book_word_text(list->working->catalogue, EH_BOOK_SMALL), EH_MARK_CARE);
    eh_sheet_mark_words(&list->sheet, &verdicts, eh_verdict_words(EH_VERDICT_ABOVE), EH_MARK_BAD);
    eh_sheet_mark_words(&list->sheet, &verdicts, eh_verdict_words(EH_VERDICT_BELOW), EH_MARK_BAD);
    eh_buffer_free(&few);
    eh_buffer_free(&first);
    eh_buffer_free(&unit);
}

void eh_sheet_return(const eh_working *working, const eh_plan *plan) {
    const eh_return *ret = working->ret;
    eh_list list;
    eh_buffer year = {0}, organisation = {0};
    eh_buffer_whole(&year, ret->edition);
    eh_words_organisation(&organisation, ret);
    eh_list_start(&list, working, plan, EH_BOOK_TITLE_RETURN, eh_standard_id(ret->standard), year.data,
                  organisation.data);
    eh_buffer_free(&year);
    eh_buffer_free(&organisation);
    make_columns(&list);
    eh_list_line(&list, EH_BOOK_RETURN_TABLE, NULL, NULL, NULL);
    eh_list_line(&list, EH_BOOK_RETURN_LIVE, NULL, NULL, NULL);
    eh_list_line(&list, EH_BOOK_RETURN_BLANK, NULL, NULL, NULL);
    eh_list_line(&list, EH_BOOK_RETURN_SMALL, NULL, NULL, NULL);
    eh_list_rows(&list);
    for (size_t i = 0; i < ret->item_count && working->book->status == EH_OK; i++)
        item_row(&list, i);
    list.row += (unsigned)ret->item_count;
    if (ret->item_count)
        marks(&list);
    eh_list_end(&list, "Return_items", true, FROZEN);
}
