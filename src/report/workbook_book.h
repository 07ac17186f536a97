/* A workbook being written: its styles, and cells that check what the library beneath does not (text that is no UTF-8, numbers that are
 * none, results of every call). Faults are sticky: write everything, ask once. */
#ifndef EH_REPORT_WORKBOOK_BOOK_H
#define EH_REPORT_WORKBOOK_BOOK_H

#include <xlsxwriter.h>

#include "base/text.h"
#include "return/return.h"

typedef enum eh_style {
    EH_STYLE_TITLE,              /* A1 of each sheet */
    EH_STYLE_HEADING,            /* a heading of a table's columns, and of a list */
    EH_STYLE_HEADING_OF_NUMBERS, /* to the right, as they stand */
    EH_STYLE_HEADING_INDENTED,   /* of text that stands beside numbers */
    EH_STYLE_TEXT,               /* wrapped */
    EH_STYLE_INDENTED,           /* wrapped, beside a column of numbers */
    EH_STYLE_LINE,               /* not wrapped: a line above a table */
    EH_STYLE_WORD,               /* a word where a number could be: to the right */
    EH_STYLE_LINK,               /* to another sheet */
    EH_STYLE_COUNT,
    EH_STYLE_HALF,
    EH_STYLE_PLAIN,
    EH_STYLE_TENTH,
    EH_STYLE_TENTH_LEFT, /* below zero so that a chart draws it to the left: without its sign */
    EH_STYLE_HUNDREDTH,
    EH_STYLE_POINTS,
    EH_STYLE_POINTS_2,
    EH_STYLE_P,
    EH_STYLE_COUNT_OF
} eh_style;

/* How a cell stands out when a condition holds. What it says is said by the words of the cell or of one beside it too. */
typedef enum eh_mark {
    EH_MARK_BAD,  /* bold, dark red */
    EH_MARK_CARE, /* bold, on pale yellow */
    EH_MARK_COUNT_OF
} eh_mark;

typedef struct eh_book {
    lxw_workbook *workbook;
    lxw_format *styles[EH_STYLE_COUNT_OF];
    eh_status status;                    /* EH_OK so far, EH_BAD, EH_NOMEM or EH_IO */
    const char *fault;                   /* what went wrong first, static text; NULL for nothing */
    bool ruled;                          /* tables have lines and bands */
    unsigned sheets;                     /* how many there are */
    lxw_format *marks[EH_MARK_COUNT_OF]; /* made when first used */
} eh_book;

enum { EH_TABLE_COLUMNS = 256, EH_SHEET_NAME = 31 /* characters at most */ };

/* A rectangle of cells, both ends included. */
typedef struct eh_area {
    unsigned first_row, first_column, last_row, last_column;
} eh_area;

/* One worksheet. Rows are written one after the other, so that each gets the height that its wrapped text needs (programs differ in whether they see to
 * it themselves). */
typedef struct eh_sheet {
    eh_book *book;
    lxw_worksheet *worksheet; /* NULL once the book has failed: all calls are then nothing */
    double widths[EH_TABLE_COLUMNS];
    unsigned row, lines; /* the row being written, and how many lines of text it has so far */
    bool filtered;       /* the table to come has filter buttons */
} eh_sheet;

/* Opens a workbook that will be written to `path`, with the library's scratch files in `folder`. Failure is in book->status. */
void eh_book_open(eh_book *book, const char *path, char *folder);
/* Writes the file and frees the workbook, whatever happened before; returns what did. */
eh_status eh_book_close(eh_book *book);
/* Notes a fault, the first one only. */
void eh_book_fail(eh_book *book, eh_status status, const char *fault);

/* Draws a line beneath the headings of all tables, and bands of those with filters. */
void eh_book_rule(eh_book *book);

eh_sheet eh_book_sheet(eh_book *book, const char *name);

/* Text is a string whatever it begins with; over 32,000 bytes it is cut. Nothing is written for NULL or "". */
void eh_sheet_text(eh_sheet *sheet, unsigned row, unsigned column, const char *text, eh_style style);
/* A number; one that is not finite is a fault. */
void eh_sheet_number(eh_sheet *sheet, unsigned row, unsigned column, double number, eh_style style);
/* A formula ("=SUM(A1:A3)") with our value cached, or with a word cached. */
void eh_sheet_formula(eh_sheet *sheet, unsigned row, unsigned column, const char *formula, double value,
                      eh_style style);
void eh_sheet_formula_word(eh_sheet *sheet, unsigned row, unsigned column, const char *formula, const char *word);
/* The same in a style of text; the row gets the height that `words` need. */
void eh_sheet_formula_text(eh_sheet *sheet, unsigned row, unsigned column, const char *formula, const char *words,
                           eh_style style);
/* Text that leads to A1 of another sheet. */
void eh_sheet_link(eh_sheet *sheet, unsigned row, unsigned column, const char *to);

/* One column of a sheet or table. */
typedef struct eh_column {
    const char *heading;
    double width;        /* in characters */
    eh_style heading_as; /* one of the headings' styles */
} eh_column;
/* Sets the widths of the first `count` (at most EH_TABLE_COLUMNS) columns; before anything is written. */
void eh_sheet_columns(eh_sheet *sheet, const eh_column *columns, unsigned count);
/* Marks rows `heading_row` (whose headings it writes) to `last_row` as the sheet's table. `name` is unique in the workbook. */
void eh_sheet_table(eh_sheet *sheet, const char *name, unsigned heading_row, unsigned last_row,
                    const eh_column *columns, unsigned count);

/* Whether something was written there; and the number that it shows, NaN for a word or nothing. */
bool eh_sheet_has_cell(const eh_sheet *sheet, unsigned row, unsigned column);
double eh_sheet_shows(const eh_sheet *sheet, unsigned row, unsigned column);
/* Keeps the rows above `row` and the columns before `column` in sight. */
void eh_sheet_freeze(eh_sheet *sheet, unsigned row, unsigned column);
/* What is printed: from A1 to this cell, one page wide, and on a single page if `single`. */
void eh_sheet_print(eh_sheet *sheet, unsigned last_row, unsigned last_column, bool single);
/* Makes the cells of a rectangle stand out whose text begins with `words`. */
void eh_sheet_mark_words(eh_sheet *sheet, const eh_area *area, const char *words, eh_mark mark);
/* Makes those stand out for which a formula about the rectangle's first cell ("=AND(F6>0,F6<11)") holds. */
void eh_sheet_mark_if(eh_sheet *sheet, const eh_area *area, const char *formula, eh_mark mark);
/* Gives cells a name for formulas; `name` is made of letters, digits and "_". */
void eh_book_name(eh_book *book, const char *name, const char *cells);

/* What a workbook says of itself; NULL for none. An empty text is one that memory lacked for. */
typedef struct eh_book_properties {
    const char *title, *subject, *author, *status, *keywords, *comments;
    const char *
        prepared; /* "2025-05-20T09:00:00Z", the document's time; when it cannot be read, the day `otherwise`, so that the same input gives the same bytes */
    eh_date otherwise;
} eh_book_properties;
/* Texts are copied. */
void eh_book_properties_set(eh_book *book, const eh_book_properties *properties);

/* The style for a value of a unit that shows so many decimals. */
eh_style eh_style_for(eh_unit unit, unsigned decimals, double value);

#endif
