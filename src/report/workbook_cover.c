/* The sheet Cover: whose return it is, whether it can be submitted, and what it says, in words. */
#include "base/date.h"
#include "report/words.h"
#include "report/workbook_sheets.h"

typedef struct cover {
    eh_sheet sheet;
    const eh_edition *edition;
    const eh_return *ret;
    unsigned row;
} cover;

const eh_sheet_purpose eh_sheet_purposes[] = {
    {"Return", "Every item in national row order, with live formulas, verdicts and, where given, last year's figures."},
    {"Intervals", "The 95% interval of every figure that has one."},
    {"Notes", "What the words and figures mean, and how they are rounded."},
    {"Data quality", "What was found in the extracts: errors, warnings and notes, with counts."},
    {"Details", "Figures beyond the national rows: declaration rates, people dropped by each rule, survey gaps."},
    {"Sources", "The extracts with their SHA-256, and the rules in force."},
    {NULL, NULL},
};

static const eh_column cover_columns[] = {{"Name", 24, EH_STYLE_HEADING},
                                          {"What it stands for", 110, EH_STYLE_HEADING}};

static void heading(cover *c, const char *text) {
    c->row++;
    eh_sheet_text(&c->sheet, c->row++, 0, text, EH_STYLE_HEADING);
}

static void pair(cover *c, const char *name, const char *text) {
    eh_sheet_text(&c->sheet, c->row, 0, name, EH_STYLE_TEXT);
    eh_sheet_text(&c->sheet, c->row++, 1, text, EH_STYLE_TEXT);
}

/* A pair whose text was made in a buffer, which is emptied. */
static void pair_of(cover *c, const char *name, eh_buffer *text) {
    if (text->length > 0)
        pair(c, name, text->data);
    if (text->failed)
        eh_book_fail(c->sheet.book, EH_NOMEM, "no memory for a sentence");
    eh_buffer_free(text);
    *text = (eh_buffer){0};
}

static void whose(cover *c) {
    eh_buffer text = {0};
    char snapshot[20];
    eh_words_organisation(&text, c->ret);
    pair_of(c, "Organisation", &text);
    eh_buffer_format(&text, "%s %d", eh_standard_id(c->ret->standard), c->ret->edition);
    pair_of(c, "Standard and edition", &text);
    eh_date_words(c->ret->snapshot, snapshot);
    pair(c, "Snapshot", snapshot);
    eh_words_period(&text, c->ret);
    pair_of(c, "Period", &text);
    pair(c, "Prepared", c->ret->prepared);
    pair(c, "Handling", "Internal: holds small numbers, not for publication.");
}

static void fitness(cover *c) {
    eh_buffer text = {0};
    heading(c, "Can it be submitted?");
    eh_words_fitness(&text, c->ret);
    pair_of(c, "Verdict", &text);
    for (size_t i = 0; i < c->ret->finding_count; i++)
        if (c->ret->findings[i].severity == EH_ERROR) {
            pair(c, "Stands in the way", c->ret->findings[i].text);
        }
    pair(c, "Format", "This is Evenhand's own workbook and not the national collection form.");
}

static void headlines(cover *c) {
    eh_buffer text = {0}, name = {0};
    const char *word = c->ret->standard == EH_WRES ? "Indicator" : "Metric";
    heading(c, "Headline figures");
    for (unsigned i = 0; eh_words_representation(&text, c->ret, i); i++) {
        eh_buffer_format(&name, "%s 1", word);
        pair_of(c, name.length ? name.data : "", &text);
        eh_buffer_free(&name);
        name = (eh_buffer){0};
    }
    for (size_t i = 0; i < c->ret->item_count; i++) {
        const eh_return_item *item = &c->ret->items[i];
        if (!eh_words_item(&text, c->edition, c->ret, item))
            continue;
        eh_buffer_format(&name, "%s %s", word, item->indicator);
        pair_of(c, name.length ? name.data : "", &text);
        eh_buffer_free(&name);
        name = (eh_buffer){0};
    }
}

void eh_sheet_cover(eh_book *book, const eh_edition *edition, const eh_return *ret) {
    cover c = {eh_book_sheet(book, "Cover"), edition, ret, 0};
    eh_buffer title = {0};
    eh_sheet_columns(&c.sheet, cover_columns, 2);
    eh_buffer_format(&title, "%s %d: ", eh_standard_id(ret->standard), ret->edition);
    eh_words_organisation(&title, ret);
    eh_sheet_text(&c.sheet, c.row++, 0, title.data, EH_STYLE_TITLE);
    eh_buffer_free(&title);
    eh_sheet_text(&c.sheet, c.row++, 0,
                  "Working workbook. Names are in column A and what they stand for is in column B.", EH_STYLE_LINE);
    whose(&c);
    fitness(&c);
    headlines(&c);
    heading(&c, "The other sheets");
    for (const eh_sheet_purpose *purpose = eh_sheet_purposes; purpose->name; purpose++)
        pair(&c, purpose->name, purpose->purpose);
    if (c.sheet.worksheet)
        worksheet_activate(c.sheet.worksheet);
}
