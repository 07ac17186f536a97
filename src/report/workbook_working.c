/* What the sheets of the working workbook share. See workbook_sheets.h. */
#include <math.h>
#include <string.h>

#include "report/workbook_sheets.h"

void eh_working_words(const eh_working *working, eh_buffer *out, eh_book_word word, const char *one, const char *two,
                      const char *three) {
    eh_words_put(out, eh_book_word_text(working->catalogue, word), one, two, three);
}

void eh_sheet_say(eh_sheet *sheet, const eh_working *working, unsigned row, unsigned column, eh_style style,
                  eh_book_word word, const char *one, const char *two, const char *three) {
    eh_buffer text = {0};
    eh_working_words(working, &text, word, one, two, three);
    if (text.failed)
        eh_book_fail(sheet->book, EH_NOMEM, "no memory for a text");
    else if (text.length > 0)
        eh_sheet_text(sheet, row, column, text.data, style);
    eh_buffer_free(&text);
}

const eh_item *eh_working_entry(const eh_working *working, size_t item) {
    return eh_grid_entry(&working->grid, item);
}

const char *eh_working_label(const eh_working *working, size_t item) {
    return eh_item_label(working->edition, working->ret->items[item].id);
}

unsigned eh_working_decimals(const eh_working *working, size_t item) {
    const eh_return_item *at = &working->ret->items[item];
    const eh_item *entry = eh_working_entry(working, item);
    if (entry)
        return entry->decimals;
    for (unsigned g = 0; g < at->count; g++) {
        const char *point = at->value[g].missing == EH_PRESENT ? strchr(at->value[g].display, '.') : NULL;
        if (point)
            return (unsigned)strlen(point + 1);
    }
    return 0;
}

bool eh_working_has(const eh_working *working, size_t item) {
    const eh_return_item *at = &working->ret->items[item];
    for (unsigned g = 0; g < at->count; g++)
        if (at->value[g].missing == EH_PRESENT || at->value[g].missing == EH_UNDEFINED)
            return true;
    return false;
}

int eh_working_place(const eh_working *working, unsigned item) {
    return working->place ? working->place[item] : -1;
}

/* The sum that counts everybody: a sum of indicator 1 which other indicators take as it stands. */
int eh_working_workforce(const eh_working *working) {
    const eh_edition *edition = working->edition;
    for (unsigned i = 0; edition && i < edition->item_count; i++) {
        const eh_item *item = &edition->items[i];
        if (item->operation != EH_OP_SUM || item->term_count != 1)
            continue;
        const eh_item *of = &edition->items[item->terms[0].item];
        if (of->operation == EH_OP_SUM && !strcmp(of->indicator, "1") && strcmp(item->indicator, "1") != 0)
            return eh_working_place(working, item->terms[0].item);
    }
    return -1;
}

const char *eh_section_name(const char *section) {
    const char *space = strchr(section, ' ');
    return space && section[0] >= '0' && section[0] <= '9' ? space + 1 : section;
}

void eh_formula_quote(eh_buffer *out, const char *text) {
    eh_buffer_char(out, '"');
    for (; *text; text++)
        eh_buffer_text(out, *text == '"' ? "\"\"" : (char[]){*text, '\0'});
    eh_buffer_char(out, '"');
}

void eh_return_sheet(const eh_working *working, eh_buffer *out) {
    const char *name = eh_book_word_text(working->catalogue, EH_BOOK_SHEET_RETURN);
    bool plain = *name != '\0';
    for (const char *at = name; *at; at++)
        plain = plain && ((*at >= 'A' && *at <= 'Z') || (*at >= 'a' && *at <= 'z'));
    eh_buffer_format(out, plain ? "%s!" : "'%s'!", name);
}

double eh_working_number(const eh_working *working, size_t item, unsigned group, eh_part part) {
    const eh_return_item *at = &working->ret->items[item];
    const eh_value *value = eh_item_value(working->ret, at, group);
    eh_buffer unused = {0};
    double total = 0;
    if (part == EH_PART_TOTAL) {
        bool whole = eh_total_text(&unused, &working->grid, item, &total);
        eh_buffer_free(&unused);
        return whole ? total : NAN;
    }
    if (!value || value->missing != EH_PRESENT || at->unit == EH_TEXT)
        return NAN;
    return part == EH_PART_PERCENT ? value->percent : value->value;
}

static unsigned column_of(const eh_working *working, const eh_return_item *item, unsigned group, eh_part part) {
    const eh_grid *grid = &working->grid;
    switch (part) {
    case EH_PART_TOTAL:
        return grid->total_column;
    case EH_PART_PERCENT:
        return grid->percent_column + group;
    case EH_PART_VERDICT:
        return working->verdict_column;
    case EH_PART_VALUE:
        break;
    }
    return item->grouped ? grid->group_column + group : grid->value_column;
}

bool eh_sheet_figure(eh_sheet *sheet, const eh_working *working, unsigned row, unsigned column, size_t item,
                     unsigned group, eh_part part, unsigned decimals) {
    const eh_return_item *at = &working->ret->items[item];
    const eh_value *value = eh_item_value(working->ret, at, group);
    double number = eh_working_number(working, item, group, part);
    eh_buffer link = {0};
    eh_buffer_char(&link, '=');
    eh_return_sheet(working, &link);
    eh_cell_name(&link, working->grid.first_row + (unsigned)item, column_of(working, at, group, part));
    if (link.failed)
        eh_book_fail(sheet->book, EH_NOMEM, "no memory for a formula");
    else if (part == EH_PART_VERDICT && value && value->verdict != EH_VERDICT_NONE)
        eh_sheet_formula_text(sheet, row, column, link.data, eh_verdict_words(value->verdict), EH_STYLE_TEXT);
    else if (part != EH_PART_VERDICT && isfinite(number))
        eh_sheet_formula(sheet, row, column, link.data, number,
                         eh_style_for(part == EH_PART_TOTAL     ? EH_HEADCOUNT
                                      : part == EH_PART_PERCENT ? EH_PERCENT
                                                                : at->unit,
                                      decimals, number));
    else if (part == EH_PART_VALUE && at->unit == EH_TEXT && value && value->missing == EH_PRESENT)
        eh_sheet_formula_text(sheet, row, column, link.data, value->display, EH_STYLE_WORD);
    else if (part != EH_PART_VERDICT && part != EH_PART_TOTAL && value && value->missing != EH_PRESENT)
        eh_sheet_formula_word(sheet, row, column, link.data, eh_missing_words(value->missing));
    else if (part == EH_PART_PERCENT && value && eh_working_number(working, item, 0, EH_PART_TOTAL) <= 0)
        eh_sheet_formula_word(sheet, row, column, link.data, eh_missing_words(EH_UNDEFINED));
    eh_buffer_free(&link);
    return part != EH_PART_VERDICT && isfinite(number);
}

void eh_sheet_choice(eh_sheet *sheet, unsigned row, unsigned column, const char *test, const char *yes, const char *no,
                     bool holds, eh_style style) {
    eh_buffer formula = {0};
    eh_buffer_format(&formula, "=IF(%s,", test);
    eh_formula_quote(&formula, yes);
    eh_buffer_char(&formula, ',');
    eh_formula_quote(&formula, no);
    eh_buffer_char(&formula, ')');
    if (formula.failed)
        eh_book_fail(sheet->book, EH_NOMEM, "no memory for a formula");
    else
        eh_sheet_formula_text(sheet, row, column, formula.data, holds ? yes : no, style);
    eh_buffer_free(&formula);
}
