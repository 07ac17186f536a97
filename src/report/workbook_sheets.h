/* The sheets of the working workbook, and what they share: the return, where its figures stand on the sheet Return, and the words. */
#ifndef EH_REPORT_WORKBOOK_SHEETS_H
#define EH_REPORT_WORKBOOK_SHEETS_H

#include "report/words.h"
#include "report/workbook_book.h"
#include "report/workbook_chart.h"
#include "report/workbook_formula.h"
#include "return/return.h"
#include "standard/workbook_words.h"

enum {
    EH_FEW = 11,         /* fewer people than this are a small number */
    EH_MOST_SHEETS = 32, /* of a working workbook */
    EH_TITLE_ROW = 0,
    EH_SHEET_NAME_ROOM = 4 * EH_SHEET_NAME + 1
};

typedef struct eh_working eh_working;

/* One sheet to be made. */
typedef struct eh_plan {
    char name[EH_SHEET_NAME_ROOM];
    eh_book_word purpose; /* for the cover; {1} in it is `subject` */
    const char *subject;  /* NULL for none */
    void (*write)(const eh_working *working, const struct eh_plan *plan);
    size_t from, to; /* items of the return that it is about; `to` not included */
} eh_plan;

/* Everything that a sheet is made of. */
struct eh_working {
    eh_book *book;
    const eh_catalogue *catalogue;
    const eh_edition *edition; /* NULL when the catalogue does not know it */
    const eh_return *ret;
    unsigned focus, other; /* the group that the standard is about, and the one it is compared with */
    eh_grid grid;          /* where the figures stand on the sheet Return */
    int *place;            /* the grid's: owned by the working workbook */
    unsigned verdict_column;
    eh_plan plans[EH_MOST_SHEETS];
    unsigned plan_count;
};

/* Where the figures will stand on the sheet Return. False when out of memory; `place` is freed by the caller in any case. */
bool eh_return_grid(eh_working *working);

/* The sheets that are about items which this return has; each returns how many plans it wrote to `plans`, at most `room`. */
unsigned eh_plan_shares(const eh_working *working, eh_plan *plans, unsigned room);
bool eh_has_ratios(const eh_working *working);
bool eh_has_survey(const eh_working *working);
bool eh_has_board(const eh_working *working);

void eh_sheet_cover(const eh_working *working, const eh_plan *plan);
void eh_sheet_return(const eh_working *working, const eh_plan *plan);
void eh_sheet_shares(const eh_working *working, const eh_plan *plan);
void eh_sheet_ratios(const eh_working *working, const eh_plan *plan);
void eh_sheet_survey(const eh_working *working, const eh_plan *plan);
void eh_sheet_board(const eh_working *working, const eh_plan *plan);
void eh_sheet_audit(const eh_working *working, const eh_plan *plan);
void eh_sheet_recruitment(const eh_working *working, const eh_plan *plan);
void eh_sheet_recruitment_ratios(const eh_working *working, const eh_plan *plan);
void eh_sheet_breakdowns(const eh_working *working, const eh_plan *plan);
bool eh_has_recruitment(const eh_working *working);
bool eh_has_breakdowns(const eh_working *working);
void eh_sheet_notes(const eh_working *working, const eh_plan *plan);
void eh_sheet_quality(const eh_working *working, const eh_plan *plan);
void eh_sheet_details(const eh_working *working, const eh_plan *plan);
void eh_sheet_sources(const eh_working *working, const eh_plan *plan);

/* A column of a table: its heading is a text of the templates with {1} put in. */
typedef struct eh_heading {
    eh_book_word word;
    double width;
    eh_style style;
} eh_heading;

/* A sheet with a title, lines of text and one table, whose rows are written one after the other. */
typedef struct eh_list {
    const eh_working *working;
    eh_sheet sheet;
    const char *name; /* of the sheet */
    eh_column columns[EH_TABLE_COLUMNS];
    char headings[EH_TABLE_COLUMNS][64];
    unsigned count, row, heading_row;
} eh_list;

/* Begins the sheet with its title (of the templates, {1} to {3} put in). `list` must not move afterwards. */
void eh_list_start(eh_list *list, const eh_working *working, const eh_plan *plan, eh_book_word title, const char *one,
                   const char *two, const char *three);
/* A column whose heading has `one` and `two` put in. */
void eh_list_column(eh_list *list, eh_book_word word, double width, eh_style style, const char *one, const char *two);
void eh_list_columns(eh_list *list, const eh_heading *headings, unsigned count);
/* A line of text above the table. After the columns. */
void eh_list_line(eh_list *list, eh_book_word word, const char *one, const char *two, const char *three);
/* The table's rows begin: list->row is the first one. */
void eh_list_rows(eh_list *list);
/* Ends the table, which bears `name`, and freezes its headings and the first `frozen` columns. The table is what is printed. */
void eh_list_end(eh_list *list, const char *name, bool filtered, unsigned frozen);

/* Prints the table and, beside it from `column` on, charts so many pixels wide and high, all on one page. After eh_list_end. */
void eh_list_print_charts(eh_list *list, unsigned column, unsigned width, unsigned height);

/* The same for a chart beneath the table, one row apart. */
void eh_list_print_below(eh_list *list, unsigned height);

/* A text of the templates with others put in. */
void eh_working_words(const eh_working *working, eh_buffer *out, eh_book_word word, const char *one, const char *two,
                      const char *three);
/* The same into a cell. */
void eh_sheet_say(eh_sheet *sheet, const eh_working *working, unsigned row, unsigned column, eh_style style,
                  eh_book_word word, const char *one, const char *two, const char *three);

/* The name of the sheet Return with what stands before a cell in a formula: "Return!". Appended to `out`. */
void eh_return_sheet(const eh_working *working, eh_buffer *out);
/* Where a value of the return's item `item` stands on the sheet Return. */
typedef enum eh_part { EH_PART_VALUE, EH_PART_TOTAL, EH_PART_PERCENT, EH_PART_VERDICT } eh_part;
/* Writes a live link to it; a word when the figure is missing; nothing when there is no such cell. Returns whether it is a number. */
bool eh_sheet_figure(eh_sheet *sheet, const eh_working *working, unsigned row, unsigned column, size_t item,
                     unsigned group, eh_part part, unsigned decimals);
/* The number behind such a link; NaN when there is none. */
double eh_working_number(const eh_working *working, size_t item, unsigned group, eh_part part);
/* The position of an item in the return by its position in the edition, or -1. */
int eh_working_place(const eh_working *working, unsigned item);
/* The item of the whole workforce, by position in the return; -1 when there is none. */
int eh_working_workforce(const eh_working *working);
const eh_item *eh_working_entry(const eh_working *working, size_t item);
const char *eh_working_label(const eh_working *working, size_t item);
/* The places that an item's values are shown with: the catalogue's, else those of its own display. */
unsigned eh_working_decimals(const eh_working *working, size_t item);
/* Whether an item has a figure for some group, or one that is undefined: what was not supplied stands on the sheet Return, and needs no sheet of its own. */
bool eh_working_has(const eh_working *working, size_t item);
/* A section's name without the number that it begins with. */
const char *eh_section_name(const char *section);

/* Writes a formula whose result is a text: =IF(test, yes, no) with the texts quoted, and `holds` saying which one is cached. */
void eh_sheet_choice(eh_sheet *sheet, unsigned row, unsigned column, const char *test, const char *yes, const char *no,
                     bool holds, eh_style style);
/* A text as formulas quote it. */
void eh_formula_quote(eh_buffer *out, const char *text);

#endif
