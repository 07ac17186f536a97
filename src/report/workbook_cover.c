/* The sheet Cover: whose return it is, whether it can be submitted, and what it says, in words. */
#include "base/date.h"
#include "report/words_trust.h"
#include "report/workbook_sheets.h"

typedef struct cover {
    eh_list list;
    const eh_working *working;
    const eh_return *ret;
    eh_book_word part; /* that is being written */
} cover;

enum { PART, SUBJECT, SAYS };

static const eh_heading columns[] = {
    {EH_BOOK_COLUMN_PART, 23, EH_STYLE_HEADING},
    {EH_BOOK_COLUMN_SUBJECT, 28, EH_STYLE_HEADING},
    {EH_BOOK_COLUMN_SAYS, 92, EH_STYLE_HEADING},
};

static void pair(cover *c, eh_book_word name, const char *number, const char *text) {
    eh_sheet *sheet = &c->list.sheet;
    eh_sheet_say(sheet, c->working, c->list.row, PART, EH_STYLE_TEXT, c->part, NULL, NULL, NULL);
    eh_sheet_say(sheet, c->working, c->list.row, SUBJECT, EH_STYLE_TEXT, name, number, NULL, NULL);
    eh_sheet_text(sheet, c->list.row++, SAYS, text, EH_STYLE_TEXT);
}

/* A pair whose text was made in a buffer, which is emptied. */
static void pair_of(cover *c, eh_book_word name, const char *number, eh_buffer *text) {
    if (text->length > 0)
        pair(c, name, number, text->data);
    if (text->failed)
        eh_book_fail(c->list.sheet.book, EH_NOMEM, "no memory for a sentence");
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
    pair(c, EH_BOOK_COVER_SNAPSHOT, NULL, snapshot);
    eh_words_period(&text, c->ret);
    pair_of(c, EH_BOOK_COVER_PERIOD, NULL, &text);
    pair(c, EH_BOOK_COVER_PREPARED, NULL, c->ret->prepared);
    pair(c, EH_BOOK_COVER_HANDLING, NULL, eh_book_word_text(catalogue, EH_BOOK_HANDLING));
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
    eh_buffer_done(&number, &text);
    pair_of(c, EH_BOOK_COVER_SMALL, NULL, &text);
}

static void fitness(cover *c) {
    eh_buffer text = {0};
    c->part = EH_BOOK_COVER_FITNESS;
    eh_words_fitness(&text, c->ret);
    pair_of(c, EH_BOOK_COVER_VERDICT, NULL, &text);
    for (size_t i = 0; i < c->ret->finding_count; i++)
        if (c->ret->findings[i].severity == EH_ERROR)
            pair(c, EH_BOOK_COVER_IN_THE_WAY, NULL, c->ret->findings[i].text);
    pair(c, EH_BOOK_COVER_FORM, NULL, eh_book_word_text(c->working->catalogue, EH_BOOK_NOT_THE_FORM));
}

static void headlines(cover *c) {
    eh_buffer text = {0};
    eh_book_word word = c->ret->standard == EH_WRES ? EH_BOOK_COVER_INDICATOR : EH_BOOK_COVER_METRIC;
    c->part = EH_BOOK_COVER_HEADLINES;
    for (unsigned i = 0; eh_words_representation(&text, c->ret, i); i++)
        pair_of(c, word, "1", &text);
    for (size_t i = 0; i < c->ret->item_count; i++) {
        const eh_return_item *item = &c->ret->items[i];
        if (eh_words_item(&text, c->working->edition, c->ret, item))
            pair_of(c, word, item->indicator, &text);
    }
}

/* How far the figures can be trusted. */
static void trusted(cover *c) {
    const eh_catalogue *catalogue = c->working->catalogue;
    eh_sheet *sheet = &c->list.sheet;
    eh_trust trust;
    const char *about;
    eh_buffer text = {0};
    if (eh_trust_make(catalogue, c->ret, &trust) != EH_OK) {
        eh_book_fail(sheet->book, EH_NOMEM, "no memory for what can be trusted");
        return;
    }
    for (size_t i = 0; (about = eh_words_trust(&text, catalogue, c->ret, &trust, i)) != NULL; i++) {
        eh_sheet_text(sheet, c->list.row, PART, eh_trust_word_text(catalogue, EH_TRUST_HEADING), EH_STYLE_TEXT);
        eh_sheet_text(sheet, c->list.row, SUBJECT, about, EH_STYLE_TEXT);
        eh_sheet_text(sheet, c->list.row++, SAYS, eh_buffer_words(&text), EH_STYLE_TEXT);
        if (text.failed)
            eh_book_fail(sheet->book, EH_NOMEM, "no memory for a sentence");
        eh_buffer_free(&text);
        text = (eh_buffer){0};
    }
    eh_trust_free(&trust);
}

/* The other sheets, each a link, and what they are for. */
static void contents(cover *c) {
    eh_sheet *sheet = &c->list.sheet;
    for (unsigned i = 1; i < c->working->plan_count; i++) {
        const eh_plan *plan = &c->working->plans[i];
        eh_sheet_say(sheet, c->working, c->list.row, PART, EH_STYLE_TEXT, EH_BOOK_COVER_SHEETS, NULL, NULL, NULL);
        eh_sheet_link(sheet, c->list.row, SUBJECT, plan->name);
        eh_sheet_say(sheet, c->working, c->list.row++, SAYS, EH_STYLE_TEXT, plan->purpose, plan->subject, NULL, NULL);
    }
}

void eh_sheet_cover(const eh_working *working, const eh_plan *plan) {
    const eh_return *ret = working->ret;
    cover c = {.working = working, .ret = ret, .part = EH_BOOK_COVER_WHOSE};
    eh_buffer year = {0}, organisation = {0};
    eh_buffer_whole(&year, ret->edition);
    eh_words_organisation(&organisation, ret);
    eh_list_start(&c.list, working, plan, EH_BOOK_TITLE_COVER, eh_standard_id(ret->standard), year.data,
                  organisation.data);
    eh_buffer_free(&year);
    eh_buffer_free(&organisation);
    eh_list_columns(&c.list, columns, sizeof columns / sizeof *columns);
    eh_list_line(&c.list, EH_BOOK_COVER_LEAD, NULL, NULL, NULL);
    eh_list_line(&c.list, EH_BOOK_HANDLING, NULL, NULL, NULL);
    eh_list_rows(&c.list);
    whose(&c);
    small_numbers(&c);
    fitness(&c);
    trusted(&c);
    headlines(&c);
    contents(&c);
    eh_list_end(&c.list, "Cover_of_return", false, 0);
    if (c.list.sheet.worksheet)
        worksheet_activate(c.list.sheet.worksheet);
}
