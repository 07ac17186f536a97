/* What a sheet looks like beyond its cells: panes, print, marks; and names for cells. See workbook_book.h. */
#include <math.h>
#include <string.h>

#include "report/workbook_book.h"

enum { RED = 0x8A1538, INK = 0x212B32, PALE_YELLOW = 0xFFF4C2, TEXT_ROOM = 256 };

static bool ready(const eh_sheet *sheet) {
    return sheet->worksheet && sheet->book->status == EH_OK;
}

static void check(eh_book *book, lxw_error error) {
    if (error != LXW_NO_ERROR)
        eh_book_fail(book, error == LXW_ERROR_MEMORY_MALLOC_FAILED ? EH_NOMEM : EH_BAD, lxw_strerror(error));
}

static const lxw_cell *cell_at(const eh_sheet *sheet, unsigned row, unsigned column) {
    lxw_row *at = sheet->worksheet ? lxw_worksheet_find_row(sheet->worksheet, row) : NULL;
    return at ? lxw_worksheet_find_cell_in_row(at, (lxw_col_t)column) : NULL;
}

bool eh_sheet_has_cell(const eh_sheet *sheet, unsigned row, unsigned column) {
    return cell_at(sheet, row, column) != NULL;
}

double eh_sheet_shows(const eh_sheet *sheet, unsigned row, unsigned column) {
    const lxw_cell *cell = cell_at(sheet, row, column);
    if (!cell)
        return NAN;
    if (cell->type == NUMBER_CELL)
        return cell->u.number;
    return cell->type == FORMULA_CELL && !cell->user_data2 ? cell->formula_result : NAN;
}

void eh_book_rule(eh_book *book) {
    static const eh_style headings[] = {EH_STYLE_HEADING_OF_NUMBERS, EH_STYLE_HEADING_INDENTED, EH_STYLE_HEADING};
    book->ruled = true;
    for (unsigned i = 0; i < sizeof headings / sizeof *headings && book->status == EH_OK; i++)
        format_set_bottom(book->styles[headings[i]], LXW_BORDER_THIN);
}

void eh_sheet_freeze(eh_sheet *sheet, unsigned row, unsigned column) {
    if (ready(sheet))
        worksheet_freeze_panes(sheet->worksheet, row, (lxw_col_t)column);
}

void eh_sheet_print(eh_sheet *sheet, unsigned last_row, unsigned last_column, bool single) {
    if (!ready(sheet))
        return;
    check(sheet->book, worksheet_print_area(sheet->worksheet, 0, 0, last_row, (lxw_col_t)last_column));
    if (single)
        worksheet_fit_to_pages(sheet->worksheet, 1, 1);
}

static lxw_format *mark_format(eh_book *book, eh_mark mark) {
    if (book->marks[mark])
        return book->marks[mark];
    lxw_format *format = workbook_add_format(book->workbook);
    if (!format) {
        eh_book_fail(book, EH_NOMEM, "no memory for a style");
        return NULL;
    }
    format_set_font_color(format, mark == EH_MARK_BAD ? RED : INK);
    format_set_bold(format);
    if (mark == EH_MARK_CARE)
        format_set_bg_color(format, PALE_YELLOW);
    return book->marks[mark] = format;
}

/* The library takes its texts without const and copies them. */
static void condition(eh_sheet *sheet, const eh_area *area, lxw_conditional_format *set, const char *text) {
    char copy[TEXT_ROOM];
    size_t length = strlen(text);
    if (!ready(sheet) || !set->format)
        return;
    if (length >= sizeof copy) {
        eh_book_fail(sheet->book, EH_BAD, "the text of a condition is too long");
        return;
    }
    memcpy(copy, text, length + 1);
    set->value_string = copy;
    check(sheet->book,
          worksheet_conditional_format_range(sheet->worksheet, area->first_row, (lxw_col_t)area->first_column,
                                             area->last_row, (lxw_col_t)area->last_column, set));
}

void eh_sheet_mark_words(eh_sheet *sheet, const eh_area *area, const char *words, eh_mark mark) {
    if (!ready(sheet))
        return;
    lxw_conditional_format set = {.type = LXW_CONDITIONAL_TYPE_TEXT,
                                  .criteria = LXW_CONDITIONAL_CRITERIA_TEXT_BEGINS_WITH,
                                  .format = mark_format(sheet->book, mark)};
    condition(sheet, area, &set, words);
}

void eh_sheet_mark_if(eh_sheet *sheet, const eh_area *area, const char *formula, eh_mark mark) {
    if (!ready(sheet))
        return;
    lxw_conditional_format set = {.type = LXW_CONDITIONAL_TYPE_FORMULA, .format = mark_format(sheet->book, mark)};
    condition(sheet, area, &set, formula);
}

void eh_book_name(eh_book *book, const char *name, const char *cells) {
    if (book->status == EH_OK)
        check(book, workbook_define_name(book->workbook, name, cells));
}
