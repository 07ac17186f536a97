/* The publication workbook: Cover, Contents, Notes, and a sheet a table. It passes every row of the Analysis Function's checklist that a machine can judge
 * (extract/accessibility.h): no merged cells, filters, panes, fills or formulas, one named table a sheet that ends the sheet, notes by the word. */
#include "report/publication_book.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/finding.h"
#include "report/workbook_bytes.h"

enum { TITLE_SIZE = 18, TEXT_SIZE = 12, LINK_COLOUR = 0x0563C1 };

const char *eh_public_text(eh_public_book *b, eh_page_word word, const char *one, const char *two, const char *three) {
    eh_buffer out = {0};
    eh_page_put(&b->page, &out, word, one, two, three);
    const char *kept = out.failed ? NULL : eh_arena_slice(b->arena, eh_buffer_words(&out), out.length);
    eh_buffer_free(&out);
    if (!kept)
        eh_book_fail(b->book, EH_NOMEM, "no memory for a sentence");
    return kept ? kept : "";
}

unsigned eh_public_note(eh_public_book *b, const char *text) {
    if (!*text)
        return 0;
    uint32_t number = eh_index_add(b->notes, eh_slice_of(text), NULL);
    if (number == EH_INDEX_NONE)
        eh_book_fail(b->book, EH_NOMEM, "no memory for a note");
    return number == EH_INDEX_NONE ? 0 : number + 1;
}

/* The letters are larger than those that row heights are reckoned for, so the columns count as narrower. */
static void reckon_widths(eh_sheet *sheet, unsigned count) {
    static const double narrower = 0.98;
    for (unsigned i = 0; i < count && i < EH_TABLE_COLUMNS; i++)
        sheet->widths[i] *= narrower;
}

eh_sheet eh_public_sheet_new(eh_public_book *b, const char *name, const eh_column *columns, unsigned count) {
    eh_sheet sheet = eh_book_sheet(b->book, name);
    eh_sheet_columns(&sheet, columns, count);
    reckon_widths(&sheet, count);
    b->worksheets++;
    return sheet;
}

/* ---- the cover ---- */

typedef struct cover {
    eh_public_book *b;
    eh_sheet sheet;
    unsigned row;
} cover;

static void cover_line(cover *c, const char *text, eh_style style) {
    eh_sheet_text(&c->sheet, c->row++, 0, text, style);
}

/* Air above a heading without an empty row. */
static void cover_heading(cover *c, const char *text) {
    static const double height = 32;
    cover_line(c, text, EH_STYLE_HEADING);
    if (c->sheet.worksheet && c->b->book->status == EH_OK)
        worksheet_set_row(c->sheet.worksheet, c->row - 1, height, NULL);
}

/* A heading and the texts under it: one cell each, so that the screen reader goes down one column. */
static void cover_part(cover *c, eh_page_word heading) {
    cover_heading(c, eh_page_word_text(c->b->page.catalogue, heading));
}

static void cover_words(cover *c, eh_buffer *words) {
    if (words->length > 0)
        cover_line(c, words->data, EH_STYLE_TEXT);
    if (words->failed)
        eh_book_fail(c->b->book, EH_NOMEM, "no memory for a sentence");
    eh_buffer_free(words);
    *words = (eh_buffer){0};
}

static void cover_facts(cover *c) {
    const eh_return *ret = c->b->page.returns[0];
    eh_buffer words = {0};
    char day[20];
    cover_part(c, EH_PAGE_BOOK_ABOUT);
    eh_words_organisation(&words, ret);
    cover_words(c, &words);
    eh_date_words(ret->snapshot, day);
    eh_words_period(&words, ret);
    cover_line(c, eh_public_text(c->b, EH_PAGE_BOOK_WHEN, day, words.data, NULL), EH_STYLE_TEXT);
    eh_buffer_free(&words);
    cover_part(c, EH_PAGE_BOARD_LEAD);
    cover_line(c, eh_public_answer_of(&c->b->page, EH_PAGE_BOARD_LEAD_NAMES), EH_STYLE_TEXT);
    cover_part(c, EH_PAGE_SIGN_OFF);
    cover_line(c, eh_public_answer_of(&c->b->page, EH_PAGE_SIGN_OFF_NAMES), EH_STYLE_TEXT);
    cover_part(c, EH_PAGE_SUPPRESSION);
    cover_line(c, eh_public_statement(ret), EH_STYLE_TEXT);
}

static void cover_says(cover *c) {
    eh_page *page = &c->b->page;
    eh_buffer words = {0};
    for (size_t r = 0; page->returns[r]; r++) {
        eh_page_turn_to(page, page->returns[r]);
        cover_heading(c, eh_public_text(c->b, EH_PAGE_BOOK_SAYS, eh_page_standard(page), NULL, NULL));
        if (!page->ret->complete)
            cover_line(c, eh_page_word_text(page->catalogue, EH_PAGE_NOT_COMPLETE), EH_STYLE_TEXT);
        for (unsigned i = 0; eh_words_representation(&words, page->ret, i); i++)
            cover_words(c, &words);
        for (size_t i = 0; i < page->ret->item_count; i++)
            if (page->ret->items[i].unit == EH_RATIO &&
                eh_words_item(&words, page->edition, page->ret, &page->ret->items[i]))
                cover_words(c, &words);
    }
}

static void fill_cover(eh_public_book *b, eh_sheet sheet) {
    cover c = {b, sheet, 0};
    const eh_return *ret = b->page.returns[0];
    eh_buffer organisation = {0}, year = {0};
    eh_words_organisation(&organisation, ret);
    eh_buffer_whole(&year, ret->edition);
    cover_line(&c, eh_public_text(b, EH_PAGE_TITLE, organisation.data, year.data, NULL), EH_STYLE_TITLE);
    eh_buffer_free(&organisation);
    eh_buffer_free(&year);
    cover_line(&c, eh_page_word_text(b->page.catalogue, EH_PAGE_BOOK_LEAD), EH_STYLE_TEXT);
    cover_facts(&c);
    cover_says(&c);
    cover_part(&c, EH_PAGE_BOOK_READ);
    cover_line(&c, eh_page_word_text(b->page.catalogue, EH_PAGE_BOOK_HOW), EH_STYLE_TEXT);
    cover_line(&c, eh_public_text(b, EH_PAGE_BOOK_MADE, ret->version, NULL, NULL), EH_STYLE_TEXT);
}

/* ---- contents and notes ---- */

static void table_lines(eh_public_book *b, eh_sheet *sheet, eh_page_word title) {
    eh_sheet_text(sheet, 0, 0, eh_page_word_text(b->page.catalogue, title), EH_STYLE_TITLE);
    eh_sheet_text(sheet, 1, 0, eh_page_word_text(b->page.catalogue, EH_PAGE_BOOK_ONE_TABLE), EH_STYLE_LINE);
}

static void link_cell(eh_public_book *b, eh_sheet *sheet, unsigned row, const char *name) {
    eh_buffer place = {0};
    eh_buffer_format(&place, "internal:'%s'!A1", name);
    if (sheet->worksheet && b->book->status == EH_OK && !place.failed &&
        worksheet_write_url_opt(sheet->worksheet, row, 0, place.data, b->link, name, NULL) != LXW_NO_ERROR)
        eh_book_fail(b->book, EH_BAD, "a link cannot be written");
    eh_buffer_free(&place);
}

enum { FIRST_ROW = 2 };

static void fill_contents(eh_public_book *b, eh_sheet sheet, const eh_column columns[2], const char *notes) {
    unsigned row = FIRST_ROW + 1;
    table_lines(b, &sheet, EH_PAGE_BOOK_CONTENTS_TITLE);
    link_cell(b, &sheet, row, notes);
    eh_sheet_text(&sheet, row++, 1, eh_page_word_text(b->page.catalogue, EH_PAGE_BOOK_NOTES_TITLE), EH_STYLE_TEXT);
    for (unsigned i = 0; i < b->sheet_count; i++) {
        link_cell(b, &sheet, row, b->sheets[i].name);
        eh_sheet_text(&sheet, row++, 1, b->sheets[i].title, EH_STYLE_TEXT);
    }
    eh_sheet_table(&sheet, "Contents_of_workbook", FIRST_ROW, row - 1, columns, 2);
}

static void fill_notes(eh_public_book *b, eh_sheet sheet, const eh_column columns[2]) {
    unsigned count = eh_index_count(b->notes);
    table_lines(b, &sheet, EH_PAGE_BOOK_NOTES_TITLE);
    for (unsigned i = 0; i < count; i++) {
        char marker[24];
        eh_buffer name = {0};
        eh_buffer_format(&name, "[note %u]", i + 1);
        memcpy(marker, name.failed ? "" : name.data, name.failed ? 1 : name.length + 1);
        eh_buffer_free(&name);
        eh_sheet_text(&sheet, FIRST_ROW + 1 + i, 0, marker, EH_STYLE_TEXT);
        eh_sheet_text(&sheet, FIRST_ROW + 1 + i, 1, eh_index_key(b->notes, i).at, EH_STYLE_TEXT);
    }
    eh_sheet_table(&sheet, "Notes_to_tables", FIRST_ROW, FIRST_ROW + count, columns, 2);
}

/* ---- the workbook ---- */

static void properties(eh_public_book *b) {
    const eh_return *ret = b->page.returns[0];
    eh_buffer organisation = {0}, year = {0};
    eh_date day = ret->snapshot;
    if (strlen(ret->prepared) >= 10 && eh_date_read((eh_slice){ret->prepared, 10}, &day) != EH_DATE_READ)
        day = ret->snapshot;
    eh_words_organisation(&organisation, ret);
    eh_buffer_whole(&year, ret->edition);
    const eh_book_properties set = {.title = eh_public_text(b, EH_PAGE_TITLE, organisation.data, year.data, NULL),
                                    .subject = eh_public_text(b, EH_PAGE_SERVICE, NULL, NULL, NULL),
                                    .author = eh_public_text(b, EH_PAGE_BOOK_AUTHOR, organisation.data, NULL, NULL),
                                    .status = eh_public_statement(ret),
                                    .prepared = "",
                                    .otherwise = day};
    eh_book_properties_set(b->book, &set);
    eh_buffer_free(&organisation);
    eh_buffer_free(&year);
}

/* The styles of the working workbook, in letters of 12 points; and links. */
static void styles(eh_public_book *b) {
    for (unsigned i = 0; i < EH_STYLE_COUNT_OF && b->book->status == EH_OK; i++)
        format_set_font_size(b->book->styles[i], i == EH_STYLE_TITLE ? TITLE_SIZE : TEXT_SIZE);
    for (eh_style i = EH_STYLE_HEADING; i <= EH_STYLE_HEADING_INDENTED && b->book->status == EH_OK; i++)
        format_set_align(b->book->styles[i], LXW_ALIGN_VERTICAL_BOTTOM);
    b->link = b->book->status == EH_OK ? workbook_add_format(b->book->workbook) : NULL;
    if (!b->link) {
        eh_book_fail(b->book, EH_NOMEM, "no memory for a style");
        return;
    }
    format_set_font_name(b->link, "Arial");
    format_set_font_size(b->link, TEXT_SIZE);
    format_set_font_color(b->link, LINK_COLOUR);
    format_set_underline(b->link, LXW_UNDERLINE_SINGLE);
    format_set_text_wrap(b->link);
    format_set_align(b->link, LXW_ALIGN_VERTICAL_TOP);
    format_set_align(b->link, LXW_ALIGN_LEFT);
}

static void fill(eh_book *book, void *context) {
    eh_public_book *b = context;
    const eh_catalogue *catalogue = b->page.catalogue;
    const char *notes = eh_page_word_text(catalogue, EH_PAGE_BOOK_NOTES);
    const eh_column only[] = {{"", 96, EH_STYLE_HEADING}};
    const eh_column in_contents[] = {{eh_page_word_text(catalogue, EH_PAGE_BOOK_SHEET_COLUMN), 32, EH_STYLE_HEADING},
                                     {eh_page_word_text(catalogue, EH_PAGE_BOOK_HOLDS_COLUMN), 90, EH_STYLE_HEADING}};
    const eh_column in_notes[] = {{eh_page_word_text(catalogue, EH_PAGE_BOOK_NOTE_COLUMN), 16, EH_STYLE_HEADING},
                                  {eh_page_word_text(catalogue, EH_PAGE_BOOK_MEANS_COLUMN), 106, EH_STYLE_HEADING}};
    b->book = book;
    styles(b);
    properties(b);
    eh_sheet cover_sheet = eh_public_sheet_new(b, eh_page_word_text(catalogue, EH_PAGE_BOOK_COVER), only, 1);
    eh_sheet contents = eh_public_sheet_new(b, eh_page_word_text(catalogue, EH_PAGE_BOOK_CONTENTS), in_contents, 2);
    eh_sheet notes_sheet = eh_public_sheet_new(b, notes, in_notes, 2);
    fill_cover(b, cover_sheet);
    for (size_t i = 0; b->page.returns[i]; i++) {
        eh_page_turn_to(&b->page, b->page.returns[i]);
        eh_public_data(b);
    }
    fill_contents(b, contents, in_contents, notes);
    fill_notes(b, notes_sheet, in_notes);
}

eh_status eh_write_publication(const eh_catalogue *catalogue, const eh_return *const *returns, eh_findings *findings,
                               eh_sink *sink) {
    eh_public_book b = {.page = {.catalogue = catalogue, .returns = returns}};
    eh_place place = {.organisation = returns[0]->organisation};
    b.arena = eh_arena_new();
    b.notes = eh_index_new();
    eh_status status =
        b.arena && b.notes ? eh_workbook_write(fill, &b, &b.worksheets, place, findings, sink) : EH_NOMEM;
    eh_index_free(b.notes);
    eh_arena_free(b.arena);
    return status;
}
