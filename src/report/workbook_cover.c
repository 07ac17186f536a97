/* The sheet Cover: whose return it is, whether it can be submitted, and what it says, in words. */
#include "base/date.h"
#include "report/workbook_sheets.h"

enum { NAME_WIDTH = 26, TEXT_WIDTH = 108 };

typedef struct cover {
    eh_sheet sheet;
    const eh_working *working;
    const eh_return *ret;
    unsigned row;
} cover;

static void heading(cover *c, eh_book_word word) {
    c->row++;
    eh_sheet_say(&c->sheet, c->working, c->row++, 0, EH_STYLE_SUBTITLE, word, NULL, NULL, NULL);
}

static void pair(cover *c, eh_book_word name, const char *text) {
    eh_sheet_say(&c->sheet, c->working, c->row, 0, EH_STYLE_TEXT, name, NULL, NULL, NULL);
    eh_sheet_text(&c->sheet, c->row++, 1, text, EH_STYLE_TEXT);
}

/* A pair whose text was made in a buffer, which is emptied. */
static void pair_of(cover *c, eh_book_word name, const char *number, eh_buffer *text) {
    if (text->length > 0) {
        eh_sheet_say(&c->sheet, c->working, c->row, 0, EH_STYLE_TEXT, name, number, NULL, NULL);
        eh_sheet_text(&c->sheet, c->row++, 1, text->data, EH_STYLE_TEXT);
    }
    if (text->failed)
        eh_book_fail(c->sheet.book, EH_NOMEM, "no memory for a sentence");
    eh_buffer_free(text);
    *text = (eh_buffer){0};
}

static void whose(cover *c) {
    eh_buffer text = {0};
    char snapshot[20];
    const eh_catalogue *catalogue = c->working->catalogue;
    eh_words_organisation(&text, c->ret);
    pair_of(c, EH_BOOK_COVER_ORGANISATION, NULL, &text);
    eh_buffer_format(&text, "%s %d", eh_standard_id(c->ret->standard), c->ret->edition);
    pair_of(c, EH_BOOK_COVER_STANDARD, NULL, &text);
    eh_date_words(c->ret->snapshot, snapshot);
    pair(c, EH_BOOK_COVER_SNAPSHOT, snapshot);
    eh_words_period(&text, c->ret);
    pair_of(c, EH_BOOK_COVER_PERIOD, NULL, &text);
    pair(c, EH_BOOK_COVER_PREPARED, c->ret->prepared);
    pair(c, EH_BOOK_COVER_HANDLING, eh_book_word_text(catalogue, EH_BOOK_HANDLING));
}

/* How many small numbers the return holds: figures of fewer people than EH_FEW. */
static void small_numbers(cover *c) {
    size_t few = 0;
    eh_buffer number = {0}, text = {0};
    for (size_t i = 0; i < c->ret->item_count; i++) {
        const eh_return_item *item = &c->ret->items[i];
        for (unsigned g = 0; g < item->count && item->unit == EH_HEADCOUNT; g++)
            few += item->value[g].missing == EH_PRESENT && item->value[g].value > 0 && item->value[g].value < EH_FEW;
    }
    eh_words_count(&number, (double)few);
    eh_working_words(c->working, &text, few ? EH_BOOK_HOLDS_SMALL : EH_BOOK_HOLDS_NO_SMALL, number.data, NULL, NULL);
    text.failed = text.failed || number.failed;
    eh_buffer_free(&number);
    pair_of(c, EH_BOOK_COVER_SMALL, NULL, &text);
}

static void fitness(cover *c) {
    eh_buffer text = {0};
    heading(c, EH_BOOK_COVER_FITNESS);
    eh_words_fitness(&text, c->ret);
    pair_of(c, EH_BOOK_COVER_VERDICT, NULL, &text);
    for (size_t i = 0; i < c->ret->finding_count; i++)
        if (c->ret->findings[i].severity == EH_ERROR)
            pair(c, EH_BOOK_COVER_IN_THE_WAY, c->ret->findings[i].text);
    pair(c, EH_BOOK_COVER_FORM, eh_book_word_text(c->working->catalogue, EH_BOOK_NOT_THE_FORM));
}

static void headlines(cover *c) {
    eh_buffer text = {0};
    eh_book_word word = c->ret->standard == EH_WRES ? EH_BOOK_COVER_INDICATOR : EH_BOOK_COVER_METRIC;
    heading(c, EH_BOOK_COVER_HEADLINES);
    for (unsigned i = 0; eh_words_representation(&text, c->ret, i); i++)
        pair_of(c, word, "1", &text);
    for (size_t i = 0; i < c->ret->item_count; i++) {
        const eh_return_item *item = &c->ret->items[i];
        if (eh_words_item(&text, c->working->edition, c->ret, item))
            pair_of(c, word, item->indicator, &text);
    }
}

/* The other sheets, each a link, and what they are for. */
static void contents(cover *c) {
    heading(c, EH_BOOK_COVER_SHEETS);
    for (unsigned i = 1; i < c->working->plan_count; i++) {
        const eh_plan *plan = &c->working->plans[i];
        eh_sheet_link(&c->sheet, c->row, 0, plan->name);
        eh_sheet_say(&c->sheet, c->working, c->row++, 1, EH_STYLE_TEXT, plan->purpose, plan->subject, NULL, NULL);
    }
}

void eh_sheet_cover(const eh_working *working, const eh_plan *plan) {
    static const eh_column columns[] = {{"", NAME_WIDTH, EH_STYLE_HEADING}, {"", TEXT_WIDTH, EH_STYLE_HEADING}};
    const eh_return *ret = working->ret;
    cover c = {eh_book_sheet(working->book, plan->name), working, ret, 0};
    eh_buffer year = {0}, organisation = {0};
    eh_sheet_columns(&c.sheet, columns, 2);
    eh_buffer_whole(&year, ret->edition);
    eh_words_organisation(&organisation, ret);
    eh_sheet_say(&c.sheet, working, c.row++, 0, EH_STYLE_TITLE, EH_BOOK_TITLE_COVER, eh_standard_id(ret->standard),
                 year.data, organisation.data);
    eh_buffer_free(&year);
    eh_buffer_free(&organisation);
    eh_sheet_say(&c.sheet, working, c.row++, 0, EH_STYLE_LINE, EH_BOOK_COVER_LEAD, NULL, NULL, NULL);
    whose(&c);
    small_numbers(&c);
    fitness(&c);
    headlines(&c);
    contents(&c);
    eh_sheet_print(&c.sheet, c.row - 1, 1, false);
    if (c.sheet.worksheet)
        worksheet_activate(c.sheet.worksheet);
}
