/* The workbook of a comparison, for the files that make it: sheets that are a title, a line and one table each. */
#ifndef EH_REPORT_COMPARISON_BOOK_H
#define EH_REPORT_COMPARISON_BOOK_H

#include "report/comparison.h"
#include "report/workbook_book.h"
#include "standard/comparison_words.h"

/* A sheet being written, row by row. */
typedef struct eh_compared_sheet {
    eh_book *book;
    const eh_comparison *c;
    eh_sheet sheet;
    eh_column columns[EH_TABLE_COLUMNS];
    unsigned count, row, column; /* columns; where the next cell goes */
} eh_compared_sheet;

/* A column of a table. */
typedef struct eh_compared_column {
    eh_comparison_word word;
    double width;
    bool number;
} eh_compared_column;

/* Begins a sheet; rows follow from sheet->row. `sheet` must not move afterwards. `number` is put behind its name when it is not 0. */
void eh_compared_start(eh_compared_sheet *sheet, eh_book *book, const eh_comparison *c, eh_comparison_word name,
                       unsigned number, eh_comparison_word line);
void eh_compared_columns(eh_compared_sheet *sheet, const eh_compared_column *columns, unsigned count);
/* One column more, with a heading of its own, which must live on. */
void eh_compared_column_named(eh_compared_sheet *sheet, const char *heading, double width, bool number);
/* The table begins, after the columns. */
void eh_compared_rows(eh_compared_sheet *sheet);
/* Ends the table of this name and keeps the first `frozen` columns in sight. */
void eh_compared_end(eh_compared_sheet *sheet, const char *name, unsigned frozen);

/* The next cell of the row: text, a word of comparison.csv, a number (left blank when it is not finite), a value as it is or why it is missing. */
void eh_compared_text(eh_compared_sheet *sheet, const char *text);
void eh_compared_word(eh_compared_sheet *sheet, eh_comparison_word word);
void eh_compared_number(eh_compared_sheet *sheet, double number, eh_style style);
void eh_compared_value(eh_compared_sheet *sheet, const eh_value *value, const eh_item *item);
void eh_compared_next(eh_compared_sheet *sheet); /* the row ends */
const char *eh_compared_say(const eh_comparison *c, eh_comparison_word word);

/* The sheets of figures: organisations in series, every item side by side (*sheets is how many sheets that took), roll-ups. */
void eh_sheet_of_ratios(eh_book *book, const eh_comparison *c);
void eh_sheet_of_percentages(eh_book *book, const eh_comparison *c);
void eh_sheet_of_differences(eh_book *book, const eh_comparison *c);
void eh_sheet_of_figures(eh_book *book, const eh_comparison *c, unsigned *sheets);
void eh_sheet_of_rollups(eh_book *book, const eh_comparison *c);
void eh_sheet_of_leaders(eh_book *book, const eh_comparison *c);
void eh_sheet_of_disparity(eh_book *book, const eh_comparison *c);
void eh_sheet_of_goals(eh_book *book, const eh_comparison *c);
void eh_sheet_of_recruitment(eh_book *book, const eh_comparison *c);
void eh_sheet_of_better(eh_book *book, const eh_comparison *c);

#endif
