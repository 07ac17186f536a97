/* The workbook of an audit: a summary, the remarks, every figure as it was read, and notes. */
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/finding.h"
#include "report/audit.h"
#include "report/audit_view.h"
#include "report/words.h"
#include "report/workbook_bytes.h"

/* A sheet being written: a title, a line, and one table from row 4 on. */
typedef struct sheet {
    const eh_audit_view *view;
    eh_book *book;
    eh_sheet sheet;
    eh_column columns[EH_TABLE_COLUMNS];
    unsigned count, row, column;
} sheet;

typedef struct column {
    eh_audit_word_id word;
    double width;
    bool number;
} column;

enum { HEADING_ROW = 3, SHEETS = 4 };

static void start(sheet *s, eh_audit_word_id name, eh_audit_word_id line, const column *columns, unsigned count) {
    const char *title = eh_audit_say(s->view, name);
    if (strlen(title) > EH_SHEET_NAME)
        eh_book_fail(s->book, EH_BAD, "a worksheet cannot bear the name that the templates give it");
    s->sheet = eh_book_sheet(s->book, title);
    eh_sheet_text(&s->sheet, 0, 0, title, EH_STYLE_TITLE);
    eh_sheet_text(&s->sheet, 1, 0, eh_audit_say(s->view, line), EH_STYLE_LINE);
    eh_sheet_text(&s->sheet, 2, 0, eh_audit_say(s->view, EH_AUDITED_HANDLING), EH_STYLE_LINE);
    for (unsigned i = 0; i < count; i++) {
        bool beside = i > 0 && columns[i - 1].number;
        s->columns[i] = (eh_column){eh_audit_say(s->view, columns[i].word), columns[i].width,
                                    columns[i].number ? EH_STYLE_HEADING_OF_NUMBERS
                                    : beside          ? EH_STYLE_HEADING_INDENTED
                                                      : EH_STYLE_HEADING};
    }
    s->count = count;
    s->row = HEADING_ROW + 1;
    s->column = 0;
    eh_sheet_columns(&s->sheet, s->columns, count);
}

/* Ends the table; a table must have a row. */
static void end(sheet *s, const char *name, unsigned frozen) {
    if (s->row > HEADING_ROW + 1) {
        s->sheet.filtered = true;
        eh_sheet_table(&s->sheet, name, HEADING_ROW, s->row - 1, s->columns, s->count);
        eh_sheet_freeze(&s->sheet, HEADING_ROW + 1, frozen);
    }
    eh_sheet_print(&s->sheet, s->row - 1, s->count - 1, false);
}

static void text(sheet *s, const char *words) {
    bool beside = s->column > 0 && s->columns[s->column - 1].heading_as == EH_STYLE_HEADING_OF_NUMBERS;
    eh_sheet_text(&s->sheet, s->row, s->column++, words, beside ? EH_STYLE_INDENTED : EH_STYLE_TEXT);
}

static void word(sheet *s, eh_audit_word_id id) {
    text(s, eh_audit_say(s->view, id));
}

static void number(sheet *s, double value) {
    if (value > 0 || s->count == 2)
        eh_sheet_number(&s->sheet, s->row, s->column, value, EH_STYLE_COUNT);
    s->column++;
}

static void words(sheet *s, eh_buffer *made) {
    text(s, made->data);
    if (made->failed)
        eh_book_fail(s->book, EH_NOMEM, "no memory for the words of a cell");
    eh_buffer_free(made);
    *made = (eh_buffer){0};
}

static void next_row(sheet *s) {
    s->row++;
    s->column = 0;
}

/* ---- the sheets ---- */

static void fact(sheet *s, eh_audit_word_id name, size_t count) {
    word(s, name);
    number(s, (double)count);
    next_row(s);
}

static void summary(sheet *s) {
    static const column columns[] = {{EH_AUDITED_SUMMARY_COLUMN, 70, false}, {EH_AUDITED_NUMBER_COLUMN, 14, true}};
    const eh_audit_view *view = s->view;
    eh_buffer made = {0};
    size_t count = 0;
    const char *code;
    start(s, EH_AUDITED_SHEET_SUMMARY, EH_AUDITED_BOOK_SUBJECT, columns, 2);
    eh_audit_title(view, &made);
    eh_sheet_text(&s->sheet, 0, 0, made.data, EH_STYLE_TITLE);
    eh_buffer_free(&made);
    made = (eh_buffer){0};
    eh_audit_verdict(view, &made);
    eh_sheet_text(&s->sheet, 1, 0, made.data, EH_STYLE_LINE);
    eh_buffer_free(&made);
    fact(s, EH_AUDITED_FIGURES, view->figure_count);
    fact(s, EH_AUDITED_ORGANISATIONS, view->organisation_count);
    fact(s, EH_AUDITED_METHOD_WRONG, view->wrong);
    fact(s, EH_AUDITED_METHOD_LOOK, view->look);
    fact(s, EH_AUDITED_METHOD_KNOWN, view->known);
    fact(s, EH_AUDITED_METHOD_CLEAR, view->figure_count - view->wrong - view->look - view->known);
    fact(s, EH_AUDITED_CONFIDENCE_HIGH, view->confident[EH_CONFIDENCE_HIGH]);
    fact(s, EH_AUDITED_CONFIDENCE_MEDIUM, view->confident[EH_CONFIDENCE_MEDIUM]);
    fact(s, EH_AUDITED_CONFIDENCE_LOW, view->confident[EH_CONFIDENCE_LOW]);
    for (size_t i = 0; (code = eh_audit_code_at(view->audit, i, &count)); i++)
        for (size_t k = 0; k < view->remark_count && count > 0; k++)
            if (strcmp(view->remarks[k]->code, code) == 0) {
                made = (eh_buffer){0};
                eh_audit_put(view, &made, EH_AUDITED_REMARK_TITLE,
                             eh_audit_say(view, eh_audit_weight(view->remarks[k]->severity)), view->remarks[k]->name,
                             NULL);
                words(s, &made);
                number(s, (double)count);
                next_row(s);
                break;
            }
    end(s, "Summary_of_audit", 0);
}

static void remarks(sheet *s) {
    static const column columns[] = {
        {EH_AUDITED_ORGANISATION_COLUMN, 26, false},
        {EH_AUDITED_CODE_COLUMN, 9, false},
        {EH_AUDITED_STANDARD_COLUMN, 10, false},
        {EH_AUDITED_EDITION_COLUMN, 10, false},
        {EH_AUDITED_ITEM_COLUMN, 28, false},
        {EH_AUDITED_GROUP_COLUMN, 14, false},
        {EH_AUDITED_PRINTED_COLUMN, 14, false},
        {EH_AUDITED_WEIGHT_COLUMN, 14, false},
        {EH_AUDITED_REMARK_COLUMN, 22, false},
        {EH_AUDITED_SENTENCE_COLUMN, 46, false},
        {EH_AUDITED_EXPECTED_COLUMN, 16, false},
        {EH_AUDITED_EVIDENCE_COLUMN, 36, false},
        {EH_AUDITED_ADVICE_COLUMN, 36, false},
        {EH_AUDITED_CONFIDENCE_COLUMN, 12, false},
        {EH_AUDITED_SOURCE_COLUMN, 30, false},
        {EH_AUDITED_FILE_COLUMN, 14, false},
        {EH_AUDITED_ROW_COLUMN, 8, true},
    };
    start(s, EH_AUDITED_SHEET_REMARKS, EH_AUDITED_LINE_REMARKS, columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; i < s->view->remark_count; i++) {
        const eh_remark *remark = s->view->remarks[i];
        eh_buffer year = {0};
        text(s, remark->organisation_name);
        text(s, remark->organisation);
        text(s, remark->standard);
        eh_audit_edition_words(&year, "", remark->edition);
        words(s, &year);
        text(s, eh_audit_item_words(s->view, remark->standard, remark->edition, remark->item, NULL));
        text(s, eh_audit_group_words(remark->standard, remark->group));
        text(s, remark->printed);
        word(s, eh_audit_weight(remark->severity));
        text(s, remark->name);
        text(s, remark->sentence);
        text(s, remark->expected);
        text(s, remark->evidence);
        text(s, remark->advice);
        word(s, eh_audit_confidence(remark->confidence, false));
        text(s, remark->source);
        text(s, remark->file);
        number(s, (double)remark->row);
        next_row(s);
    }
    end(s, "Remarks_on_figures", 1);
}

static void figures(sheet *s) {
    static const column columns[] = {
        {EH_AUDITED_ROW_COLUMN, 8, true},
        {EH_AUDITED_ORGANISATION_COLUMN, 26, false},
        {EH_AUDITED_CODE_COLUMN, 9, false},
        {EH_AUDITED_STANDARD_COLUMN, 10, false},
        {EH_AUDITED_EDITION_COLUMN, 10, false},
        {EH_AUDITED_ITEM_WORDS_COLUMN, 28, false},
        {EH_AUDITED_ITEM_COLUMN, 28, false},
        {EH_AUDITED_GROUP_COLUMN, 14, false},
        {EH_AUDITED_PRINTED_COLUMN, 16, false},
        {EH_AUDITED_NUMERATOR_COLUMN, 12, false},
        {EH_AUDITED_DENOMINATOR_COLUMN, 13, false},
        {EH_AUDITED_COMPARATOR_NUMERATOR_COLUMN, 13, false},
        {EH_AUDITED_COMPARATOR_DENOMINATOR_COLUMN, 14, false},
        {EH_AUDITED_UNDERSTOOD_COLUMN, 34, false},
        {EH_AUDITED_REMARKS_COLUMN, 28, false},
        {EH_AUDITED_SOURCE_COLUMN, 30, false},
        {EH_AUDITED_NOTE_COLUMN, 30, false},
    };
    const eh_audit_figure *figure;
    size_t next = 0;
    start(s, EH_AUDITED_SHEET_FIGURES, EH_AUDITED_LINE_FIGURES, columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; (figure = eh_audit_figure_at(s->view->audit, i)); i++) {
        eh_buffer made = {0};
        number(s, (double)figure->row);
        text(s, figure->organisation_name);
        text(s, figure->organisation);
        text(s, figure->standard);
        eh_audit_edition_words(&made, "", figure->edition);
        words(s, &made);
        text(s, figure->item_words);
        text(s, eh_audit_item_words(s->view, figure->standard, figure->edition, figure->item, NULL));
        text(s, eh_audit_group_words(figure->standard, figure->group));
        text(s, figure->printed);
        text(s, figure->numerator);
        text(s, figure->denominator);
        text(s, figure->comparator_numerator);
        text(s, figure->comparator_denominator);
        text(s, figure->understood);
        eh_audit_remark_names(s->view, &made, figure, &next);
        words(s, &made);
        text(s, figure->source);
        text(s, figure->note);
        next_row(s);
    }
    end(s, "Figures_as_read", 2);
}

static void notes(sheet *s) {
    static const eh_audit_word_id texts[][2] = {
        {EH_AUDITED_METHOD_WRONG, EH_AUDITED_METHOD_WRONG_TEXT},
        {EH_AUDITED_METHOD_LOOK, EH_AUDITED_METHOD_LOOK_TEXT},
        {EH_AUDITED_METHOD_KNOWN, EH_AUDITED_METHOD_KNOWN_TEXT},
        {EH_AUDITED_METHOD_CLEAR, EH_AUDITED_METHOD_CLEAR_TEXT},
        {EH_AUDITED_METHOD_CONFIDENCE, EH_AUDITED_METHOD_CONFIDENCE_TEXT},
        {EH_AUDITED_METHOD_ROUNDING, EH_AUDITED_METHOD_ROUNDING_TEXT},
    };
    static const column columns[] = {{EH_AUDITED_SUBJECT_COLUMN, 24, false}, {EH_AUDITED_MEANING_COLUMN, 100, false}};
    start(s, EH_AUDITED_SHEET_NOTES, EH_AUDITED_LINE_NOTES, columns, 2);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        word(s, texts[i][0]);
        word(s, texts[i][1]);
        next_row(s);
    }
    end(s, "Notes_on_words", 0);
}

/* ---- the workbook ---- */

/* An audit has no date of its own: the same figures give the same bytes. */
static eh_date day_of(const eh_audit_view *view) {
    return eh_date_make(view->last_edition > 0 ? view->last_edition : 2000, 3, 31);
}

static void properties(eh_book *book, const eh_audit_view *view) {
    eh_buffer name = {0};
    eh_audit_title(view, &name);
    const eh_book_properties set = {.title = name.failed ? "" : eh_buffer_words(&name),
                                    .subject = eh_audit_say(view, EH_AUDITED_BOOK_SUBJECT),
                                    .author = eh_audit_say(view, EH_AUDITED_BOOK_AUTHOR),
                                    .status = eh_audit_say(view, EH_AUDITED_HANDLING),
                                    .prepared = "",
                                    .otherwise = day_of(view)};
    eh_book_properties_set(book, &set);
    eh_buffer_free(&name);
}

static void fill(eh_book *book, void *context) {
    sheet s = {.view = context, .book = book};
    eh_book_rule(book);
    properties(book, s.view);
    summary(&s);
    remarks(&s);
    figures(&s);
    notes(&s);
}

eh_status eh_write_audit_workbook(const eh_audit *audit, eh_findings *findings, eh_sink *sink) {
    static const unsigned sheets = SHEETS;
    eh_audit_view view;
    eh_status status = eh_audit_view_make(&view, audit, audit->catalogue);
    if (status != EH_OK)
        return status;
    status = eh_workbook_write(fill, &view, &sheets, (eh_place){0}, findings, sink);
    eh_audit_view_free(&view);
    return status;
}
