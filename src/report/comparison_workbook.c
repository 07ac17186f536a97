/* The workbook of a comparison: its cover, its notes, who is in it, and what its sheets share. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/finding.h"
#include "report/comparison_book.h"
#include "report/words.h"
#include "report/workbook_bytes.h"

const char *eh_compared_say(const eh_comparison *c, eh_comparison_word word) {
    return eh_comparison_word_text(c->catalogue, word);
}

/* ---- a sheet ---- */

void eh_compared_start(eh_compared_sheet *s, eh_book *book, const eh_comparison *c, eh_comparison_word name,
                       unsigned number, eh_comparison_word line) {
    eh_buffer title = {0};
    *s = (eh_compared_sheet){.book = book, .c = c};
    eh_buffer_text(&title, eh_compared_say(c, name));
    if (number > 0)
        eh_buffer_format(&title, " %u", number);
    if (title.failed)
        eh_book_fail(book, EH_NOMEM, "no memory for a sheet's name");
    else if (title.length > EH_SHEET_NAME)
        eh_book_fail(book, EH_BAD, "a worksheet cannot bear the name that the templates give it");
    s->sheet = eh_book_sheet(book, title.failed ? "" : title.data);
    eh_sheet_text(&s->sheet, 0, 0, title.data, EH_STYLE_TITLE);
    eh_sheet_text(&s->sheet, 1, 0, eh_compared_say(c, line), EH_STYLE_LINE);
    bool internal = eh_comparison_internal(c);
    eh_sheet_text(&s->sheet, 2, 0, eh_compared_say(c, internal ? EH_COMPARED_HANDLING : EH_COMPARED_PUBLIC),
                  EH_STYLE_LINE);
    eh_buffer_free(&title);
}

/* Whether the column before holds numbers, which stand to the right: text beside them keeps its distance. */
static bool beside_numbers(const eh_compared_sheet *s, unsigned column) {
    return column > 0 && column <= s->count && s->columns[column - 1].heading_as == EH_STYLE_HEADING_OF_NUMBERS;
}

void eh_compared_column_named(eh_compared_sheet *s, const char *heading, double width, bool number) {
    eh_style text = beside_numbers(s, s->count) ? EH_STYLE_HEADING_INDENTED : EH_STYLE_HEADING;
    if (s->count < EH_TABLE_COLUMNS)
        s->columns[s->count++] = (eh_column){heading, width, number ? EH_STYLE_HEADING_OF_NUMBERS : text};
}

void eh_compared_columns(eh_compared_sheet *s, const eh_compared_column *columns, unsigned count) {
    for (unsigned i = 0; i < count; i++)
        eh_compared_column_named(s, eh_compared_say(s->c, columns[i].word), columns[i].width, columns[i].number);
}

enum { HEADING_ROW = 3 };

void eh_compared_rows(eh_compared_sheet *s) {
    eh_sheet_columns(&s->sheet, s->columns, s->count);
    s->row = HEADING_ROW + 1;
}

void eh_compared_end(eh_compared_sheet *s, const char *name, unsigned frozen) {
    if (s->row > HEADING_ROW + 1) {
        s->sheet.filtered = true;
        eh_sheet_table(&s->sheet, name, HEADING_ROW, s->row - 1, s->columns, s->count);
        eh_sheet_freeze(&s->sheet, HEADING_ROW + 1, frozen);
    }
    eh_sheet_print(&s->sheet, s->row > 0 ? s->row - 1 : 0, s->count - 1, false);
}

void eh_compared_text(eh_compared_sheet *s, const char *text) {
    eh_sheet_text(&s->sheet, s->row, s->column, text, beside_numbers(s, s->column) ? EH_STYLE_INDENTED : EH_STYLE_TEXT);
    s->column++;
}

void eh_compared_word(eh_compared_sheet *s, eh_comparison_word word) {
    eh_compared_text(s, eh_compared_say(s->c, word));
}

void eh_compared_number(eh_compared_sheet *s, double number, eh_style style) {
    if (isfinite(number))
        eh_sheet_number(&s->sheet, s->row, s->column, number, style);
    s->column++;
}

void eh_compared_value(eh_compared_sheet *s, const eh_value *value, const eh_item *item) {
    if (value->missing != EH_PRESENT)
        eh_sheet_text(&s->sheet, s->row, s->column++, eh_missing_words(value->missing), EH_STYLE_WORD);
    else if (item->unit == EH_TEXT)
        eh_sheet_text(&s->sheet, s->row, s->column++, value->display, EH_STYLE_WORD);
    else
        eh_compared_number(s, value->value, eh_style_for(item->unit, item->decimals, value->value));
}

void eh_compared_next(eh_compared_sheet *s) {
    s->row++;
    s->column = 0;
}

/* ---- cover, organisations, notes ---- */

static const eh_comparison_word sheets[][2] = {
    {EH_COMPARED_SHEET_RATIOS, EH_COMPARED_LINES_RATIOS},
    {EH_COMPARED_SHEET_PERCENTAGES, EH_COMPARED_LINES_PERCENTAGES},
    {EH_COMPARED_SHEET_DIFFERENCES, EH_COMPARED_LINES_DIFFERENCES},
    {EH_COMPARED_SHEET_FIGURES, EH_COMPARED_LINES_FIGURES},
    {EH_COMPARED_SHEET_ROLLUPS, EH_COMPARED_LINES_ROLLUPS},
    {EH_COMPARED_SHEET_LEADERS, EH_COMPARED_LINES_LEADERS},
    {EH_COMPARED_SHEET_DISPARITY, EH_COMPARED_LINES_DISPARITY},
    {EH_COMPARED_SHEET_GOALS, EH_COMPARED_LINES_GOALS},
    {EH_COMPARED_SHEET_RECRUITMENT, EH_COMPARED_LINES_RECRUITMENT},
    {EH_COMPARED_BETTER, EH_COMPARED_LINES_BETTER},
    {EH_COMPARED_SHEET_WHO, EH_COMPARED_LINES_WHO},
    {EH_COMPARED_SHEET_NOTES, EH_COMPARED_LINES_NOTES},
};
enum { SHEETS = sizeof sheets / sizeof *sheets };

static void title(const eh_comparison *c, eh_buffer *out) {
    eh_buffer editions = {0};
    for (size_t i = 0; i < c->side_count; i++)
        eh_buffer_format(&editions, "%s%s %d", i ? ", " : "", eh_standard_id(c->sides[i].edition->standard),
                         c->sides[i].edition->year);
    eh_words_put(out, eh_compared_say(c, EH_COMPARED_BOOK_TITLE), editions.data, NULL, NULL);
    eh_buffer_done(&editions, out);
}

static void cover(eh_book *book, const eh_comparison *c) {
    static const eh_compared_column columns[] = {{EH_COMPARED_SHEET_COLUMN, 24, false},
                                                 {EH_COMPARED_HOLDS_COLUMN, 100, false}};
    eh_compared_sheet s;
    eh_buffer words = {0};
    title(c, &words);
    eh_compared_start(&s, book, c, EH_COMPARED_SHEET_COVER, 0, EH_COMPARED_BOOK_SUBJECT);
    eh_sheet_text(&s.sheet, 0, 0, words.data, EH_STYLE_TITLE);
    eh_compared_columns(&s, columns, 2);
    eh_compared_rows(&s);
    for (unsigned i = 0; i < SHEETS; i++) {
        eh_sheet_link(&s.sheet, s.row, s.column++, eh_compared_say(c, sheets[i][0]));
        eh_compared_word(&s, sheets[i][1]);
        eh_compared_next(&s);
    }
    eh_compared_end(&s, "Sheets", 0);
    if (words.failed)
        eh_book_fail(book, EH_NOMEM, "no memory for a title");
    eh_buffer_free(&words);
}

static void who(eh_book *book, const eh_comparison *c) {
    static const eh_compared_column columns[] = {
        {EH_COMPARED_STANDARD_COLUMN, 12, false}, {EH_COMPARED_CODE_COLUMN, 10, false},
        {EH_COMPARED_NAME_COLUMN, 48, false},     {EH_COMPARED_TYPE_COLUMN, 28, false},
        {EH_COMPARED_PLACE_COLUMN, 34, false},    {EH_COMPARED_ICB_COLUMN, 40, false},
        {EH_COMPARED_RETURNS_COLUMN, 20, false},
    };
    eh_compared_sheet s;
    eh_compared_start(&s, book, c, EH_COMPARED_SHEET_WHO, 0, EH_COMPARED_LINES_WHO);
    eh_compared_columns(&s, columns, sizeof columns / sizeof *columns);
    eh_compared_rows(&s);
    for (size_t i = 0; i < c->side_count; i++)
        for (size_t k = 0; k < c->sides[i].member_count; k++) {
            const eh_member *member = &c->sides[i].members[k];
            const eh_organisation *icb = eh_organisation_find(c->organisations, member->who->icb);
            eh_compared_text(&s, eh_standard_id(c->sides[i].edition->standard));
            eh_compared_text(&s, member->ret->organisation);
            eh_compared_text(&s, member->who->name);
            eh_compared_text(&s, member->who->type);
            eh_compared_text(&s, member->who->place);
            eh_compared_text(&s, icb && *icb->name ? icb->name : member->who->icb);
            eh_compared_text(&s, member->ret->complete ? "" : eh_compared_say(c, EH_COMPARED_NOT_FIT));
            eh_compared_next(&s);
        }
    eh_compared_end(&s, "Organisations", 3);
}

static void notes(eh_book *book, const eh_comparison *c) {
    static const eh_compared_column columns[] = {{EH_COMPARED_SUBJECT_COLUMN, 36, false},
                                                 {EH_COMPARED_MEANING_COLUMN, 110, false}};
    eh_compared_sheet s;
    eh_compared_start(&s, book, c, EH_COMPARED_SHEET_NOTES, 0, EH_COMPARED_LINES_NOTES);
    eh_compared_columns(&s, columns, 2);
    eh_compared_rows(&s);
    const eh_comparison_word *note;
    for (size_t i = 0; (note = eh_comparison_note(i)) != NULL; i++) {
        eh_compared_word(&s, note[0]);
        eh_compared_word(&s, note[1]);
        eh_compared_next(&s);
    }
    eh_compared_word(&s, EH_COMPARED_ROLLUPS);
    eh_compared_word(&s, EH_COMPARED_ROLLUPS_LEAD);
    eh_compared_next(&s);
    eh_compared_end(&s, "Notes_on_figures", 0);
}

/* ---- the workbook ---- */

typedef struct order {
    const eh_comparison *c;
    unsigned sheets;
} order;

static void properties(eh_book *book, const eh_comparison *c) {
    eh_buffer name = {0};
    title(c, &name);
    const eh_book_properties set = {
        .title = name.failed ? "" : eh_buffer_words(&name),
        .subject = eh_compared_say(c, EH_COMPARED_BOOK_SUBJECT),
        .author = eh_compared_say(c, EH_COMPARED_BOOK_AUTHOR),
        .status = eh_compared_say(c, eh_comparison_internal(c) ? EH_COMPARED_HANDLING : EH_COMPARED_PUBLIC),
        .prepared = c->prepared,
        .otherwise = c->sides[0].edition->snapshot};
    eh_book_properties_set(book, &set);
    eh_buffer_free(&name);
}

static void fill(eh_book *book, void *context) {
    order *o = context;
    unsigned figures = 0;
    eh_book_rule(book);
    properties(book, o->c);
    cover(book, o->c);
    eh_sheet_of_ratios(book, o->c);
    eh_sheet_of_percentages(book, o->c);
    eh_sheet_of_differences(book, o->c);
    eh_sheet_of_figures(book, o->c, &figures);
    eh_sheet_of_rollups(book, o->c);
    eh_sheet_of_leaders(book, o->c);
    eh_sheet_of_disparity(book, o->c);
    eh_sheet_of_goals(book, o->c);
    eh_sheet_of_recruitment(book, o->c);
    eh_sheet_of_better(book, o->c);
    who(book, o->c);
    notes(book, o->c);
    o->sheets = SHEETS + figures;
}

eh_status eh_write_comparison_workbook(const eh_comparison *c, eh_findings *findings, eh_sink *sink) {
    order o = {.c = c};
    return eh_workbook_write(fill, &o, &o.sheets, (eh_place){0}, findings, sink);
}
