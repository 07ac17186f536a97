/* See workbook_book.h. */
#include "report/workbook_book.h"

#include <math.h>
#include <string.h>

enum { TEXT_ROOM = 32000 }; /* a cell of the format holds 32,767 characters */

typedef struct style_row {
    const char *number_format;
    double size;
    bool bold, wrap, right, indent;
    lxw_color_t colour;
} style_row;

enum { BLUE = 0x00478F };

static const style_row rows[EH_STYLE_COUNT_OF] = {
    [EH_STYLE_TITLE] = {.size = 16, .bold = true},
    [EH_STYLE_HEADING] = {.size = 11, .bold = true, .wrap = true},
    [EH_STYLE_HEADING_OF_NUMBERS] = {.size = 11, .bold = true, .wrap = true, .right = true},
    [EH_STYLE_HEADING_INDENTED] = {.size = 11, .bold = true, .wrap = true, .indent = true},
    [EH_STYLE_TEXT] = {.size = 11, .wrap = true},
    [EH_STYLE_INDENTED] = {.size = 11, .wrap = true, .indent = true},
    [EH_STYLE_LINE] = {.size = 11},
    [EH_STYLE_WORD] = {.size = 11, .wrap = true, .right = true},
    [EH_STYLE_LINK] = {.size = 11, .wrap = true, .colour = BLUE},
    [EH_STYLE_COUNT] = {"#,##0", .size = 11, .right = true},
    [EH_STYLE_HALF] = {"#,##0.0", .size = 11, .right = true},
    [EH_STYLE_PLAIN] = {"0", .size = 11, .right = true},
    [EH_STYLE_TENTH] = {"0.0", .size = 11, .right = true},
    [EH_STYLE_TENTH_LEFT] = {"0.0;0.0", .size = 11, .right = true},
    [EH_STYLE_HUNDREDTH] = {"0.00", .size = 11, .right = true},
    [EH_STYLE_POINTS] = {"+0.0;-0.0;0.0", .size = 11, .right = true},
    [EH_STYLE_POINTS_2] = {"+0.00;-0.00;0.00", .size = 11, .right = true},
    [EH_STYLE_P] = {"[<0.0001]\"<0.0001\";0.0000", .size = 11, .right = true},
};

void eh_book_fail(eh_book *book, eh_status status, const char *fault) {
    if (book->status != EH_OK)
        return;
    book->status = status;
    book->fault = fault;
}

/* What the library's errors mean for us. */
static void check(eh_book *book, lxw_error error) {
    if (error == LXW_NO_ERROR)
        return;
    if (error == LXW_ERROR_MEMORY_MALLOC_FAILED)
        eh_book_fail(book, EH_NOMEM, lxw_strerror(error));
    else
        eh_book_fail(book, EH_BAD, lxw_strerror(error));
}

static lxw_format *make_style(eh_book *book, const style_row *row) {
    lxw_format *format = workbook_add_format(book->workbook);
    if (!format) {
        eh_book_fail(book, EH_NOMEM, "no memory for a style");
        return NULL;
    }
    format_set_font_name(format, "Arial");
    format_set_font_size(format, row->size);
    format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    format_set_align(format, row->right ? LXW_ALIGN_RIGHT : LXW_ALIGN_LEFT);
    if (row->indent)
        format_set_indent(format, 1);
    if (row->bold)
        format_set_bold(format);
    if (row->wrap)
        format_set_text_wrap(format);
    if (row->colour) {
        format_set_font_color(format, row->colour);
        format_set_underline(format, LXW_UNDERLINE_SINGLE);
    }
    if (row->number_format)
        format_set_num_format(format, row->number_format);
    return format;
}

/* The folder is const for the library's user, and not in its options. */
void eh_book_open(eh_book *book, const char *path, char *folder) { // NOLINT(readability-non-const-parameter)
    *book = (eh_book){.status = EH_OK};
    lxw_workbook_options options = {.tmpdir = folder};
    book->workbook = workbook_new_opt(path, &options);
    if (!book->workbook) {
        eh_book_fail(book, EH_NOMEM, "no memory for a workbook");
        return;
    }
    for (unsigned i = 0; i < EH_STYLE_COUNT_OF; i++)
        book->styles[i] = make_style(book, &rows[i]);
}

eh_status eh_book_close(eh_book *book) {
    if (!book->workbook)
        return book->status;
    lxw_error error = workbook_close(book->workbook); /* frees it, even when it fails */
    book->workbook = NULL;
    if (error != LXW_NO_ERROR && error != LXW_ERROR_MEMORY_MALLOC_FAILED)
        eh_book_fail(book, EH_IO, lxw_strerror(error));
    check(book, error);
    return book->status;
}

/* Printed on A4 across, every column on the page. */
static void fit_to_page(lxw_worksheet *worksheet) {
    enum { A4 = 9 };
    worksheet_set_landscape(worksheet);
    worksheet_set_paper(worksheet, A4);
    worksheet_set_margins(worksheet, 0.4, 0.4, 0.5, 0.5);
    worksheet_fit_to_pages(worksheet, 1, 0);
}

eh_sheet eh_book_sheet(eh_book *book, const char *name) {
    eh_sheet sheet = {.book = book};
    if (book->status != EH_OK)
        return sheet;
    if (workbook_validate_sheet_name(book->workbook, name) != LXW_NO_ERROR) {
        eh_book_fail(book, EH_BAD, "a worksheet cannot bear the name that the templates give it");
        return sheet;
    }
    sheet.worksheet = workbook_add_worksheet(book->workbook, name);
    if (!sheet.worksheet)
        eh_book_fail(book, EH_NOMEM, "no memory for a worksheet");
    else
        fit_to_page(sheet.worksheet);
    book->sheets++;
    return sheet;
}

static bool ready(const eh_sheet *sheet) {
    return sheet->worksheet && sheet->book->status == EH_OK;
}

/* Writes text that is too long for a cell up to the last whole character that fits. */
static void cut_text(eh_sheet *sheet, unsigned row, unsigned column, const char *text, eh_style style) {
    char cut[TEXT_ROOM + 8];
    size_t length = TEXT_ROOM;
    while (length > 0 && ((unsigned char)text[length] & 0xC0) == 0x80)
        length--;
    memcpy(cut, text, length);
    memcpy(cut + length, "...", 4);
    check(sheet->book,
          worksheet_write_string(sheet->worksheet, row, (lxw_col_t)column, cut, sheet->book->styles[style]));
}

/* How many lines a text takes in a column so wide, broken at spaces. Letters of this font are on average a little
 * narrower than the unit of the width. */
static unsigned lines_in(const char *text, double width) {
    unsigned lines = 1, room = width > 3 ? (unsigned)(width * 1.12) - 1 : 2, at = 0;
    size_t whole = strlen(text);
    if (whole <= room && !memchr(text, '\n', whole)) /* most do */
        return 1;
    while (*text) {
        unsigned length = 0;
        while (*text == ' ')
            text++;
        for (; *text && *text != ' ' && *text != '\n'; text++)
            length += ((unsigned char)*text & 0xC0) != 0x80;
        if (at && at + 1 + length > room) {
            lines++;
            at = 0;
        }
        lines += room && length > room ? (length - 1) / room : 0;
        at += length + (at > 0);
        if (*text == '\n') {
            lines++;
            at = 0;
            text++;
        }
    }
    return lines;
}

/* Gives the row the height that its text so far needs. */
static void make_room(eh_sheet *sheet, unsigned row, unsigned column, const char *text, eh_style style) {
    enum { MOST_LINES = 27 }; /* a row is at most 409 points high */
    if (row != sheet->row || sheet->lines == 0) {
        sheet->row = row;
        sheet->lines = 1;
    }
    if (!rows[style].wrap || column >= EH_TABLE_COLUMNS || sheet->widths[column] <= 0)
        return;
    unsigned lines = lines_in(text, sheet->widths[column]);
    if (lines > MOST_LINES)
        lines = MOST_LINES;
    if (lines <= sheet->lines)
        return;
    sheet->lines = lines;
    check(sheet->book, worksheet_set_row(sheet->worksheet, row, 14.5 * lines + 1, NULL));
}

void eh_sheet_text(eh_sheet *sheet, unsigned row, unsigned column, const char *text, eh_style style) {
    if (!ready(sheet) || !text || !*text)
        return;
    size_t length = strlen(text);
    if (!eh_utf8_valid(text, length)) {
        eh_book_fail(sheet->book, EH_BAD, "a text is not valid UTF-8");
        return;
    }
    if (style == EH_STYLE_TITLE)
        check(sheet->book, worksheet_set_row(sheet->worksheet, row, 24, NULL));
    make_room(sheet, row, column, text, style);
    if (length > TEXT_ROOM)
        cut_text(sheet, row, column, text, style);
    else
        check(sheet->book,
              worksheet_write_string(sheet->worksheet, row, (lxw_col_t)column, text, sheet->book->styles[style]));
}

void eh_sheet_number(eh_sheet *sheet, unsigned row, unsigned column, double number, eh_style style) {
    if (!ready(sheet))
        return;
    if (!isfinite(number)) {
        eh_book_fail(sheet->book, EH_BAD, "a figure is not a finite number");
        return;
    }
    check(sheet->book,
          worksheet_write_number(sheet->worksheet, row, (lxw_col_t)column, number, sheet->book->styles[style]));
}

void eh_sheet_formula(eh_sheet *sheet, unsigned row, unsigned column, const char *formula, double value,
                      eh_style style) {
    if (!ready(sheet))
        return;
    if (!isfinite(value)) {
        eh_book_fail(sheet->book, EH_BAD, "a figure is not a finite number");
        return;
    }
    check(sheet->book, worksheet_write_formula_num(sheet->worksheet, row, (lxw_col_t)column, formula,
                                                   sheet->book->styles[style], value));
}

void eh_sheet_formula_text(eh_sheet *sheet, unsigned row, unsigned column, const char *formula, const char *words,
                           eh_style style) {
    if (!ready(sheet))
        return;
    make_room(sheet, row, column, words, style);
    check(sheet->book, worksheet_write_formula_str(sheet->worksheet, row, (lxw_col_t)column, formula,
                                                   sheet->book->styles[style], words));
}

void eh_sheet_formula_word(eh_sheet *sheet, unsigned row, unsigned column, const char *formula, const char *word) {
    eh_sheet_formula_text(sheet, row, column, formula, word, EH_STYLE_WORD);
}

void eh_sheet_link(eh_sheet *sheet, unsigned row, unsigned column, const char *to) {
    eh_buffer link = {0};
    eh_buffer_format(&link, "internal:'%s'!A1", to);
    if (link.failed)
        eh_book_fail(sheet->book, EH_NOMEM, "no memory for a link");
    if (ready(sheet) && link.length > 0) {
        make_room(sheet, row, column, to, EH_STYLE_LINK);
        check(sheet->book, worksheet_write_url_opt(sheet->worksheet, row, (lxw_col_t)column, link.data,
                                                   sheet->book->styles[EH_STYLE_LINK], to, NULL));
    }
    eh_buffer_free(&link);
}

void eh_sheet_columns(eh_sheet *sheet, const eh_column *columns, unsigned count) {
    for (unsigned i = 0; i < count && i < EH_TABLE_COLUMNS && ready(sheet); i++) {
        sheet->widths[i] = columns[i].width;
        check(sheet->book, worksheet_set_column(sheet->worksheet, (lxw_col_t)i, (lxw_col_t)i, columns[i].width, NULL));
    }
}

void eh_sheet_table(eh_sheet *sheet, const char *name, unsigned heading_row, unsigned last_row,
                    const eh_column *columns, unsigned count) {
    if (!ready(sheet) || count == 0 || count > EH_TABLE_COLUMNS)
        return;
    char headings[EH_TABLE_COLUMNS][64];
    char table_name[64];
    lxw_table_column table[EH_TABLE_COLUMNS] = {0};
    lxw_table_column *pointers[EH_TABLE_COLUMNS + 1] = {0};
    for (unsigned i = 0; i < count; i++) {
        size_t length = strlen(columns[i].heading);
        if (length >= sizeof headings[i]) {
            eh_book_fail(sheet->book, EH_BAD, "a heading is too long");
            return;
        }
        memcpy(headings[i], columns[i].heading, length + 1);
        table[i].header = headings[i];
        table[i].header_format = sheet->book->styles[columns[i].heading_as];
        pointers[i] = &table[i];
    }
    size_t length = strlen(name);
    memcpy(table_name, name, (length < sizeof table_name ? length : sizeof table_name - 1) + 1);
    table_name[sizeof table_name - 1] = '\0';
    lxw_table_options options = {
        .name = table_name,
        .no_autofilter = sheet->filtered ? LXW_FALSE : LXW_TRUE,
        .no_banded_rows = sheet->book->ruled ? LXW_FALSE : LXW_TRUE,
        .style_type = LXW_TABLE_STYLE_TYPE_LIGHT,
        .style_type_number = sheet->book->ruled ? 1 : 0,
        .columns = pointers,
    };
    check(sheet->book,
          worksheet_add_table(sheet->worksheet, heading_row, 0, last_row, (lxw_col_t)(count - 1), &options));
    for (unsigned i = 0; i < count; i++)
        eh_sheet_text(sheet, heading_row, i, columns[i].heading, columns[i].heading_as);
    if (sheet->filtered && sheet->row == heading_row) /* a line for the buttons */
        check(sheet->book, worksheet_set_row(sheet->worksheet, heading_row, 14.5 * (sheet->lines + 1) + 1, NULL));
    check(sheet->book, worksheet_repeat_rows(sheet->worksheet, heading_row, heading_row)); /* on each printed page */
}

eh_style eh_style_for(eh_unit unit, unsigned decimals, double value) {
    switch (unit) {
    case EH_HEADCOUNT:
        return value > floor(value) ? EH_STYLE_HALF : EH_STYLE_COUNT;
    case EH_POINTS:
        return decimals > 1 ? EH_STYLE_POINTS_2 : EH_STYLE_POINTS;
    case EH_PERCENT:
    case EH_RATIO:
    case EH_SCORE:
    case EH_TEXT:
        break;
    }
    return decimals > 1 ? EH_STYLE_HUNDREDTH : decimals == 1 ? EH_STYLE_TENTH : EH_STYLE_PLAIN;
}
