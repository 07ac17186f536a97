/* The sheets Return (every item, one a row) and Intervals (one a row for each figure that has one). */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "report/words.h"
#include "report/workbook_formula.h"
#include "report/workbook_sheets.h"

enum { A3 = 8, HEADING_ROW = 4, FIRST_ROW = HEADING_ROW + 1, HEADING_ROOM = 48 };

/* The columns of the sheet. Those of the groups, and of last year, are several. */
enum column {
    NUMBER,
    ITEM,
    SECTION,
    LABEL,
    UNIT,
    GROUP,
    TOTAL = GROUP + EH_GROUPS,
    VALUE,
    PERCENT,
    LOWER = PERCENT + EH_GROUPS,
    UPPER,
    P,
    TEST,
    VERDICT,
    SIGNIFICANCE,
    MISSING,
    COLUMNS,
    PREVIOUS = COLUMNS,
    PREVIOUS_VALUE = PREVIOUS + EH_GROUPS,
    COLUMNS_WITH_PREVIOUS
};

static const eh_column columns_before[] = {
    {"Row number", 10, EH_STYLE_HEADING_OF_NUMBERS},
    {"Item", 32, EH_STYLE_HEADING_INDENTED},
    {"Section", 38, EH_STYLE_HEADING},
    {"Label", 60, EH_STYLE_HEADING},
    {"Unit", 12, EH_STYLE_HEADING},
};
static const eh_column columns_after[] = {
    {"Lower 95%", 10, EH_STYLE_HEADING_OF_NUMBERS}, {"Upper 95%", 10, EH_STYLE_HEADING_OF_NUMBERS},
    {"p-value", 10, EH_STYLE_HEADING_OF_NUMBERS},   {"Test", 14, EH_STYLE_HEADING_INDENTED},
    {"Four-fifths verdict", 20, EH_STYLE_HEADING},  {"Significance", 26, EH_STYLE_HEADING},
    {"Missing because", 32, EH_STYLE_HEADING},
};

typedef struct page {
    eh_sheet sheet;
    eh_grid grid;
    const eh_return *ret;
    eh_column columns[COLUMNS_WITH_PREVIOUS];
    char names[COLUMNS_WITH_PREVIOUS][HEADING_ROOM]; /* of the headings that depend on the standard or the year */
    unsigned column_count;
} page;

/* Makes the heading of a column from a word and an ending: "White", "White % of row", "White 2024". */
static void name_column(page *p, unsigned at, const char *word, const char *ending, double width) {
    eh_buffer name = {0};
    eh_buffer_format(&name, "%s%s", word, ending);
    if (name.length > 0 && name.length < HEADING_ROOM)
        memcpy(p->names[at], name.data, name.length + 1);
    eh_buffer_free(&name);
    p->columns[at] = (eh_column){p->names[at], width, EH_STYLE_HEADING_OF_NUMBERS};
}

static void group_columns(page *p, unsigned at, const char *ending) {
    for (unsigned g = 0; g < EH_GROUPS; g++)
        name_column(p, at + g, eh_group_start(p->ret->standard, g), ending, 14);
}

static void make_columns(page *p) {
    p->column_count = p->ret->previous_count ? COLUMNS_WITH_PREVIOUS : COLUMNS;
    memcpy(p->columns, columns_before, sizeof columns_before);
    memcpy(p->columns + LOWER, columns_after, sizeof columns_after);
    group_columns(p, GROUP, "");
    group_columns(p, PERCENT, " % of row");
    p->columns[TOTAL] = (eh_column){"Total", 10, EH_STYLE_HEADING_OF_NUMBERS};
    p->columns[VALUE] = (eh_column){"Single value", 14, EH_STYLE_HEADING_OF_NUMBERS};
    if (p->ret->previous_count) {
        eh_buffer year = {0};
        eh_buffer_format(&year, " %d", p->ret->previous_edition);
        group_columns(p, PREVIOUS, year.length ? year.data : " last year");
        name_column(p, PREVIOUS_VALUE, "Single value", year.length ? year.data : " last year", 14);
        eh_buffer_free(&year);
    }
    eh_sheet_columns(&p->sheet, p->columns, p->column_count);
}

/* One value: a formula where it is derived, a number where it is not, a word where there is none. */
static void value_cell(page *p, size_t i, unsigned group, unsigned row, unsigned column, unsigned decimals) {
    const eh_return_item *item = &p->ret->items[i];
    const eh_value *value = eh_item_value(p->ret, item, group);
    if (!value)
        return;
    eh_buffer formula = {0};
    bool live = item->unit != EH_TEXT && eh_formula_text(&formula, &p->grid, i, group);
    eh_style style = eh_style_for(item->unit, decimals, value->value);
    if (live && formula.data && value->missing == EH_PRESENT)
        eh_sheet_formula(&p->sheet, row, column, formula.data, value->value, style);
    else if (live && formula.data)
        eh_sheet_formula_word(&p->sheet, row, column, formula.data, eh_missing_words(EH_UNDEFINED));
    else if (value->missing != EH_PRESENT)
        eh_sheet_text(&p->sheet, row, column, eh_missing_words(value->missing), EH_STYLE_WORD);
    else if (item->unit == EH_TEXT)
        eh_sheet_text(&p->sheet, row, column, value->display, EH_STYLE_WORD);
    else
        eh_sheet_number(&p->sheet, row, column, value->value, style);
    if (formula.failed)
        eh_book_fail(p->sheet.book, EH_NOMEM, "no memory for a formula");
    eh_buffer_free(&formula);
}

static void total_cell(page *p, size_t i, unsigned row) {
    eh_buffer formula = {0};
    double total = 0;
    if (eh_total_text(&formula, &p->grid, i, &total) && formula.data)
        eh_sheet_formula(&p->sheet, row, TOTAL, formula.data, total, eh_style_for(EH_HEADCOUNT, 0, total));
    eh_buffer_free(&formula);
}

/* The percentages of a row of headcounts. */
static void percent_cell(page *p, size_t i, unsigned group, unsigned row) {
    const eh_value *value = eh_item_value(p->ret, &p->ret->items[i], group);
    eh_buffer formula = {0};
    unsigned column = PERCENT + group;
    if (!value)
        return;
    bool live = eh_percent_text(&formula, &p->grid, i, group) && formula.data;
    if (live && !isnan(value->percent))
        eh_sheet_formula(&p->sheet, row, column, formula.data, value->percent, EH_STYLE_TENTH);
    else if (live)
        eh_sheet_formula_word(&p->sheet, row, column, formula.data, eh_missing_words(EH_UNDEFINED));
    else if (!isnan(value->percent))
        eh_sheet_number(&p->sheet, row, column, value->percent, EH_STYLE_TENTH);
    else if (value->missing != EH_PRESENT)
        eh_sheet_text(&p->sheet, row, column, eh_missing_words(value->missing), EH_STYLE_WORD);
    eh_buffer_free(&formula);
}

/* "BME: undefined (there is nothing to divide by)" for each group that lacks a figure, or once when none has one. */
static void missing_cell(page *p, const eh_return_item *item, unsigned row) {
    eh_buffer words = {0};
    bool alike = true;
    for (unsigned g = 1; g < item->count; g++)
        alike = alike && item->value[g].missing == item->value[0].missing;
    for (unsigned g = 0; g < (item->grouped && !alike ? EH_GROUPS : 1); g++) {
        const eh_value *value = alike ? &item->value[0] : eh_item_value(p->ret, item, g);
        if (!value || value->missing == EH_PRESENT)
            continue;
        if (words.length > 0)
            eh_buffer_text(&words, "; ");
        if (!alike)
            eh_buffer_format(&words, "%s: ", eh_group_start(p->ret->standard, g));
        eh_buffer_format(&words, "%s (%s)", eh_missing_words(value->missing), eh_missing_why(value->missing));
    }
    if (words.length > 0)
        eh_sheet_text(&p->sheet, row, MISSING, words.data, EH_STYLE_TEXT);
    eh_buffer_free(&words);
}

static void previous_cells(page *p, const eh_return_item *item, unsigned row, unsigned decimals) {
    for (unsigned g = 0; g < (item->grouped ? EH_GROUPS : 1); g++) {
        const char *group = item->grouped ? eh_group_id(p->ret->standard, g) : "";
        const eh_previous *previous = eh_return_previous(p->ret, item->id, group);
        unsigned column = item->grouped ? PREVIOUS + g : PREVIOUS_VALUE;
        if (!previous)
            continue;
        if (previous->missing != EH_PRESENT)
            eh_sheet_text(&p->sheet, row, column, eh_missing_words(previous->missing), EH_STYLE_WORD);
        else if (item->unit == EH_TEXT)
            eh_sheet_text(&p->sheet, row, column, previous->display, EH_STYLE_WORD);
        else
            eh_sheet_number(&p->sheet, row, column, previous->value,
                            eh_style_for(item->unit, decimals, previous->value));
    }
}

/* The places that a value is shown with: the catalogue's, else those of its own display. */
static unsigned decimals_of(const eh_item *entry, const eh_return_item *item) {
    if (entry)
        return entry->decimals;
    for (unsigned g = 0; g < item->count; g++) {
        const char *point = item->value[g].missing == EH_PRESENT ? strchr(item->value[g].display, '.') : NULL;
        if (point)
            return (unsigned)strlen(point + 1);
    }
    return 0;
}

static bool all_digits(const char *text) {
    return *text && strspn(text, "0123456789") == strlen(text) && strlen(text) < 9;
}

static void item_row(page *p, size_t i) {
    const eh_return_item *item = &p->ret->items[i];
    const eh_item *entry = eh_item_of(p->grid.edition, item->id);
    unsigned row = FIRST_ROW + (unsigned)i, decimals = decimals_of(entry, item);
    const eh_value *value = &item->value[0];
    if (all_digits(item->number))
        eh_sheet_number(&p->sheet, row, NUMBER, (double)strtoul(item->number, NULL, 10), EH_STYLE_PLAIN);
    else
        eh_sheet_text(&p->sheet, row, NUMBER, item->number, EH_STYLE_WORD);
    eh_sheet_text(&p->sheet, row, ITEM, item->id, EH_STYLE_INDENTED);
    eh_sheet_text(&p->sheet, row, SECTION, entry ? entry->section : item->indicator, EH_STYLE_TEXT);
    eh_sheet_text(&p->sheet, row, LABEL, entry ? entry->label : item->id, EH_STYLE_TEXT);
    eh_sheet_text(&p->sheet, row, UNIT, eh_unit_id(item->unit), EH_STYLE_TEXT);
    for (unsigned g = 0; g < EH_GROUPS && item->grouped; g++) {
        value_cell(p, i, g, row, GROUP + g, decimals);
        if (item->unit == EH_HEADCOUNT && (!entry || entry->percent_of_row))
            percent_cell(p, i, g, row);
    }
    total_cell(p, i, row);
    missing_cell(p, item, row);
    if (p->ret->previous_count)
        previous_cells(p, item, row, decimals);
    if (item->grouped || item->count == 0)
        return;
    value_cell(p, i, 0, row, VALUE, decimals);
    eh_style style = eh_style_for(item->unit, decimals, 0.5);
    if (isfinite(value->lower))
        eh_sheet_number(&p->sheet, row, LOWER, value->lower, style);
    if (isfinite(value->upper))
        eh_sheet_number(&p->sheet, row, UPPER, value->upper, style);
    if (isfinite(value->p))
        eh_sheet_number(&p->sheet, row, P, value->p, EH_STYLE_P);
    eh_sheet_text(&p->sheet, row, TEST, eh_test_id(value->test), EH_STYLE_INDENTED);
    eh_sheet_text(&p->sheet, row, VERDICT, eh_verdict_words(value->verdict), EH_STYLE_TEXT);
    eh_sheet_text(&p->sheet, row, SIGNIFICANCE, eh_significance_words(eh_significance_of(value)), EH_STYLE_TEXT);
}

static const char *method_of(const eh_return_item *item, const eh_value *value) {
    switch (item->unit) {
    case EH_RATIO:
        return "Koopman score";
    case EH_POINTS:
        return "Newcombe hybrid score";
    case EH_HEADCOUNT:
    case EH_PERCENT:
    case EH_SCORE:
    case EH_TEXT:
        break;
    }
    return value->approximate ? "Wilson score, approximate" : "Wilson score";
}

static bool has_interval(const eh_value *value) {
    return value && value->missing == EH_PRESENT && (isfinite(value->lower) || isfinite(value->upper));
}

/* A live link to the figure on Return. */
static void link_cell(eh_sheet *sheet, unsigned row, unsigned column, unsigned to_row, unsigned to_column, double value,
                      eh_style style) {
    eh_buffer link = {0};
    eh_buffer_text(&link, "=Return!");
    eh_cell_name(&link, to_row, to_column);
    if (link.length > 0)
        eh_sheet_formula(sheet, row, column, link.data, value, style);
    eh_buffer_free(&link);
}

static const eh_column interval_columns[] = {
    {"Item", 30, EH_STYLE_HEADING},
    {"Section", 40, EH_STYLE_HEADING},
    {"Label", 62, EH_STYLE_HEADING},
    {"Group", 14, EH_STYLE_HEADING},
    {"Unit", 20, EH_STYLE_HEADING},
    {"Method", 28, EH_STYLE_HEADING},
    {"Figure", 11, EH_STYLE_HEADING_OF_NUMBERS},
    {"Lower 95%", 11, EH_STYLE_HEADING_OF_NUMBERS},
    {"Upper 95%", 11, EH_STYLE_HEADING_OF_NUMBERS},
};
enum { INTERVAL_COLUMNS = sizeof interval_columns / sizeof *interval_columns };

static void interval_row(const page *p, eh_sheet *sheet, unsigned row, size_t i, unsigned group,
                         const eh_value *value) {
    const eh_return_item *item = &p->ret->items[i];
    const eh_item *entry = eh_item_of(p->grid.edition, item->id);
    bool headcount = item->unit == EH_HEADCOUNT;
    unsigned decimals = headcount ? 1 : decimals_of(entry, item), to = FIRST_ROW + (unsigned)i;
    eh_style style = eh_style_for(headcount ? EH_PERCENT : item->unit, decimals, value->value);
    eh_sheet_text(sheet, row, 0, item->id, EH_STYLE_TEXT);
    eh_sheet_text(sheet, row, 1, entry ? entry->section : item->indicator, EH_STYLE_TEXT);
    eh_sheet_text(sheet, row, 2, entry ? entry->label : item->id, EH_STYLE_TEXT);
    eh_sheet_text(sheet, row, 3, item->grouped ? eh_group_start(p->ret->standard, group) : "All", EH_STYLE_TEXT);
    eh_sheet_text(sheet, row, 4, headcount ? "percent of the row" : eh_unit_id(item->unit), EH_STYLE_TEXT);
    eh_sheet_text(sheet, row, 5, method_of(item, value), EH_STYLE_TEXT);
    if (headcount && !isnan(value->percent))
        link_cell(sheet, row, 6, to, PERCENT + group, value->percent, style);
    else if (!headcount)
        link_cell(sheet, row, 6, to, item->grouped ? GROUP + group : VALUE, value->value, style);
    if (isfinite(value->lower))
        eh_sheet_number(sheet, row, 7, value->lower, style);
    if (isfinite(value->upper))
        eh_sheet_number(sheet, row, 8, value->upper, style);
}

/* One row for each figure that has an interval, of the headcounts or of all others; returns the row after the last. */
static unsigned interval_rows(const page *p, eh_sheet *sheet, unsigned row, bool headcounts) {
    for (size_t i = 0; i < p->ret->item_count; i++) {
        const eh_return_item *item = &p->ret->items[i];
        if ((item->unit == EH_HEADCOUNT) != headcounts)
            continue;
        for (unsigned g = 0; g < (item->grouped ? EH_GROUPS : 1); g++) {
            const eh_value *value = eh_item_value(p->ret, item, g);
            if (has_interval(value))
                interval_row(p, sheet, row++, i, g, value);
        }
    }
    return row;
}

static void intervals(const page *p) {
    eh_sheet sheet = eh_book_sheet(p->sheet.book, "Intervals");
    eh_sheet_columns(&sheet, interval_columns, INTERVAL_COLUMNS);
    eh_sheet_text(&sheet, 0, 0, "Intervals: how sure each figure is", EH_STYLE_TITLE);
    eh_sheet_text(&sheet, 1, 0,
                  "One row for each figure that has a 95% interval, headcounts last. No row: no figure has one.",
                  EH_STYLE_LINE);
    eh_sheet_text(
        &sheet, 2, 0,
        "Of a headcount, a likelihood or the board, an interval says how far the figure could move if the same "
        "workforce were drawn again; it is not sampling error.",
        EH_STYLE_LINE);
    eh_sheet_text(&sheet, 3, 0, "A blank cell means that the interval has no bound on that side.", EH_STYLE_LINE);
    unsigned row = interval_rows(p, &sheet, FIRST_ROW, false);
    row = interval_rows(p, &sheet, row, true);
    if (row > FIRST_ROW)
        eh_sheet_table(&sheet, "Intervals_of_figures", HEADING_ROW, row - 1, interval_columns, INTERVAL_COLUMNS);
}

/* For each item of the edition its position in the return; NULL without an edition or memory. */
static int *places(const eh_edition *edition, const eh_return *ret) {
    int *place = edition ? malloc((edition->item_count + 1) * sizeof *place) : NULL;
    for (unsigned i = 0; place && i < edition->item_count; i++) {
        const eh_return_item *item = eh_return_item_find(ret, edition->items[i].id);
        place[i] = item ? (int)(item - ret->items) : -1;
    }
    return place;
}

void eh_sheet_return(eh_book *book, const eh_edition *edition, const eh_return *ret) {
    int *place = places(edition, ret);
    if (edition && !place)
        eh_book_fail(book, EH_NOMEM, "no memory for a sheet");
    page p = {.sheet = eh_book_sheet(book, "Return"), .ret = ret};
    if (p.sheet.worksheet)
        worksheet_set_paper(p.sheet.worksheet, A3); /* so many columns */
    make_columns(&p);
    p.grid = (eh_grid){ret, edition, place, FIRST_ROW, GROUP, TOTAL, VALUE, PERCENT};
    eh_buffer title = {0};
    eh_buffer_format(&title, "Return: %s %d, ", eh_standard_id(ret->standard), ret->edition);
    eh_words_organisation(&title, ret);
    eh_sheet_text(&p.sheet, 0, 0, title.data, EH_STYLE_TITLE);
    eh_buffer_free(&title);
    eh_sheet_text(&p.sheet, 1, 0, "This sheet holds one table: every item in the order of the national rows.",
                  EH_STYLE_LINE);
    eh_sheet_text(&p.sheet, 2, 0,
                  "Percentages, likelihoods, ratios, differences and totals are live formulas. A percentage of 21.79 "
                  "means 21.79%.",
                  EH_STYLE_LINE);
    eh_sheet_text(&p.sheet, 3, 0,
                  "A blank cell means that the column does not apply to the row. Internal: not for publication.",
                  EH_STYLE_LINE);
    for (size_t i = 0; i < ret->item_count && book->status == EH_OK; i++)
        item_row(&p, i);
    if (ret->item_count)
        eh_sheet_table(&p.sheet, "Return_items", HEADING_ROW, FIRST_ROW + (unsigned)ret->item_count - 1, p.columns,
                       p.column_count);
    intervals(&p);
    free(place);
}
