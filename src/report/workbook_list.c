/* A sheet with a title, lines and one table. See workbook_sheets.h. */
#include <string.h>

#include "report/workbook_sheets.h"

void eh_list_start(eh_list *list, const eh_working *working, const eh_plan *plan, eh_book_word title, const char *one,
                   const char *two, const char *three) {
    memset(list, 0, sizeof *list);
    list->working = working;
    list->name = plan->name;
    list->sheet = eh_book_sheet(working->book, plan->name);
    list->row = EH_TITLE_ROW + 1;
    eh_sheet_say(&list->sheet, working, EH_TITLE_ROW, 0, EH_STYLE_TITLE, title, one, two, three);
}

void eh_list_column(eh_list *list, eh_book_word word, double width, eh_style style, const char *one, const char *two) {
    eh_buffer text = {0};
    if (list->count == EH_TABLE_COLUMNS)
        return;
    char *heading = list->headings[list->count];
    eh_working_words(list->working, &text, word, one, two, NULL);
    if (text.failed || text.length == 0 || text.length >= sizeof list->headings[0])
        eh_book_fail(list->sheet.book, text.failed ? EH_NOMEM : EH_BAD, "a heading is too long");
    else
        memcpy(heading, text.data, text.length + 1);
    eh_buffer_free(&text);
    list->columns[list->count++] = (eh_column){heading, width, style};
}

void eh_list_columns(eh_list *list, const eh_heading *headings, unsigned count) {
    for (unsigned i = 0; i < count; i++)
        eh_list_column(list, headings[i].word, headings[i].width, headings[i].style, NULL, NULL);
}

void eh_list_line(eh_list *list, eh_book_word word, const char *one, const char *two, const char *three) {
    eh_sheet_say(&list->sheet, list->working, list->row++, 0, EH_STYLE_LINE, word, one, two, three);
}

void eh_list_rows(eh_list *list) {
    eh_sheet_columns(&list->sheet, list->columns, list->count);
    list->heading_row = list->row++;
}

/* A column without any cell would look like the end of the table to those who do not see it: its first row says that it does not apply, and blank cells say the same. */
static void fill_blank_columns(eh_list *list) {
    unsigned first = list->heading_row + 1;
    for (unsigned column = 0; column < list->count; column++) {
        unsigned row = first;
        while (row < list->row && !eh_sheet_has_cell(&list->sheet, row, column))
            row++;
        if (row == list->row && row > first)
            eh_sheet_text(&list->sheet, first, column, eh_book_word_text(list->working->catalogue, EH_BOOK_NO_CELL),
                          list->columns[column].heading_as == EH_STYLE_HEADING_OF_NUMBERS ? EH_STYLE_WORD
                                                                                          : EH_STYLE_TEXT);
    }
}

void eh_list_end(eh_list *list, const char *name, bool filtered, unsigned frozen) {
    unsigned last = list->row > list->heading_row + 1 ? list->row - 1 : list->heading_row;
    fill_blank_columns(list);
    if (last > list->heading_row) {
        list->sheet.filtered = filtered;
        eh_sheet_table(&list->sheet, name, list->heading_row, last, list->columns, list->count);
        eh_sheet_freeze(&list->sheet, list->heading_row + 1, frozen);
    }
    eh_sheet_print(&list->sheet, last, list->count - 1, false);
}

enum { COLUMN_PIXELS = 64, ROW_PIXELS = 20 }; /* of those whose size is not set */

void eh_list_print_charts(eh_list *list, unsigned column, unsigned width, unsigned height) {
    unsigned down = list->heading_row + 1 + height / ROW_PIXELS, last = list->row > down ? list->row - 1 : down;
    eh_sheet_print(&list->sheet, last, column + (width - 1) / COLUMN_PIXELS, true);
}

void eh_list_print_below(eh_list *list, unsigned height) {
    eh_sheet_print(&list->sheet, list->row + 2 + height / ROW_PIXELS, list->count - 1, true);
}
