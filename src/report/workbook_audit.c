/* The sheet Audit: each figure with its formula, its counts, its interval and test, its sources and the findings about it. */
#include <math.h>
#include <string.h>

#include "report/formula_words.h"
#include "report/item_sources.h"
#include "report/workbook_sheets.h"

enum { FROZEN = 3 };

enum column {
    ITEM,
    LABEL,
    GROUP,
    FORMULA,
    COMPUTED,
    NUMERATOR,
    DENOMINATOR,
    FIGURE,
    LOWER,
    UPPER,
    P,
    METHOD,
    VERDICT,
    SOURCES,
    FINDINGS,
    COLUMNS
};

static const eh_heading headings[COLUMNS] = {
    {EH_BOOK_COLUMN_ITEM, 16, EH_STYLE_HEADING},
    {EH_BOOK_COLUMN_LABEL, 24, EH_STYLE_HEADING},
    {EH_BOOK_COLUMN_OF_GROUP, 11, EH_STYLE_HEADING},
    {EH_BOOK_COLUMN_FORMULA, 26, EH_STYLE_HEADING},
    {EH_BOOK_COLUMN_COMPUTED, 23, EH_STYLE_HEADING},
    {EH_BOOK_COLUMN_NUMERATOR, 10.5, EH_STYLE_HEADING_OF_NUMBERS},
    {EH_BOOK_COLUMN_DENOMINATOR, 12.5, EH_STYLE_HEADING_OF_NUMBERS},
    {EH_BOOK_COLUMN_VALUE, 10, EH_STYLE_HEADING_OF_NUMBERS},
    {EH_BOOK_COLUMN_LOWER, 8.5, EH_STYLE_HEADING_OF_NUMBERS},
    {EH_BOOK_COLUMN_UPPER, 8.5, EH_STYLE_HEADING_OF_NUMBERS},
    {EH_BOOK_COLUMN_P, 8.5, EH_STYLE_HEADING_OF_NUMBERS},
    {EH_BOOK_COLUMN_METHOD, 14, EH_STYLE_HEADING_INDENTED},
    {EH_BOOK_COLUMN_VERDICT, 15, EH_STYLE_HEADING},
    {EH_BOOK_COLUMN_SOURCES, 22, EH_STYLE_HEADING_INDENTED},
    {EH_BOOK_COLUMN_FINDINGS, 26, EH_STYLE_HEADING_INDENTED},
};

/* What is the same for all groups of an item. */
typedef struct audit {
    eh_list list;
    const eh_working *working;
    size_t item;
    const eh_item *entry; /* NULL when the catalogue does not know it */
    eh_buffer formula, sources, findings;
} audit;

static void count(eh_buffer *out, eh_operand_value value) {
    if (value.missing == EH_PRESENT)
        eh_words_count(out, eh_fraction_double(value.exact));
    else
        eh_buffer_text(out, eh_missing_words(value.missing));
}

static eh_parts parts_of(const audit *a, unsigned group, unsigned which) {
    eh_figures figures = {a->working->edition, a->working->ret};
    return eh_formula_parts(a->working->edition, (unsigned)(a->entry - a->working->edition->items), group, which,
                            eh_figures_operand, &figures);
}

/* "100 x 170 / 780" */
static void proportion(const audit *a, eh_buffer *out, unsigned group, unsigned which) {
    eh_parts parts = parts_of(a, group, which);
    eh_buffer_text(out, "100 x ");
    count(out, parts.numerator);
    eh_buffer_text(out, " / ");
    count(out, parts.denominator);
}

/* "(170 x 420) / (780 x 60)" */
static void relative(const audit *a, eh_buffer *out) {
    eh_parts top = parts_of(a, a->entry->top, 0), bottom = parts_of(a, a->entry->bottom, 0);
    eh_buffer_char(out, '(');
    count(out, top.numerator);
    eh_buffer_text(out, " x ");
    count(out, bottom.denominator);
    eh_buffer_text(out, ") / (");
    count(out, top.denominator);
    eh_buffer_text(out, " x ");
    count(out, bottom.numerator);
    eh_buffer_char(out, ')');
}

static void sum(const audit *a, eh_buffer *out, unsigned group) {
    eh_figures figures = {a->working->edition, a->working->ret};
    for (unsigned t = 0; t < a->entry->term_count; t++) {
        const eh_term *term = &a->entry->terms[t];
        eh_buffer_text(out, term->sign < 0 ? " - " : t ? " + " : "");
        count(out, eh_figures_operand(&figures, term->item, group));
    }
}

/* The formula with its figures; a percentage of its row behind it. */
static void computed(const audit *a, eh_buffer *out, unsigned group, const eh_value *value) {
    const eh_catalogue *catalogue = a->working->catalogue;
    switch (a->entry ? a->entry->operation : EH_OP_ANSWER) {
    case EH_OP_COUNT:
        eh_buffer_text(out, eh_book_word_text(catalogue, EH_BOOK_COUNTED));
        break;
    case EH_OP_SUM:
        sum(a, out, group);
        break;
    case EH_OP_RATE:
    case EH_OP_SHARE:
        proportion(a, out, group, 0);
        break;
    case EH_OP_RELATIVE:
        relative(a, out);
        break;
    case EH_OP_GAP:
        proportion(a, out, group, 0);
        eh_buffer_text(out, " - ");
        proportion(a, out, group, 1);
        break;
    case EH_OP_SURVEY:
    case EH_OP_ANSWER:
        eh_buffer_text(out, eh_book_word_text(catalogue, EH_BOOK_COPIED));
        break;
    }
    if (!isfinite(value->percent))
        return;
    eh_buffer percent = {0};
    eh_words_number(&percent, value->percent, 1);
    eh_buffer_text(out, "; ");
    eh_working_words(a->working, out, EH_BOOK_OF_ROW, percent.data, NULL, NULL);
    eh_buffer_done(&percent, out);
}

static void gather_sources(audit *a) {
    const eh_return *ret = a->working->ret;
    for (size_t i = 0; i < ret->source_count; i++) {
        const eh_source_note *source = &ret->sources[i];
        eh_buffer used = {0}, rows = {0};
        if (a->entry && !eh_item_rests_on(a->working->edition, a->entry, source->kind))
            continue;
        eh_words_count(&used, (double)source->used);
        eh_words_count(&rows, (double)source->rows);
        if (a->sources.length > 0)
            eh_buffer_text(&a->sources, "; ");
        eh_working_words(a->working, &a->sources, EH_BOOK_SOURCE_USED, source->file, used.data, rows.data);
        eh_buffer_done(&used, &a->sources);
        eh_buffer_done(&rows, &a->sources);
    }
}

static void gather_findings(audit *a) {
    const eh_return *ret = a->working->ret;
    const eh_return_item *item = &ret->items[a->item];
    for (size_t i = 0; i < ret->finding_count; i++) {
        const eh_return_finding *finding = &ret->findings[i];
        if (strcmp(finding->item, item->id) != 0 && strcmp(finding->item, item->indicator) != 0)
            continue;
        if (a->findings.length > 0)
            eh_buffer_char(&a->findings, ' ');
        eh_buffer_format(&a->findings, "%s (%s): %s", eh_severity_words(finding->severity), finding->code,
                         finding->text);
    }
}

static void methods(const audit *a, eh_buffer *out, const eh_value *value) {
    const eh_catalogue *catalogue = a->working->catalogue;
    eh_unit unit = a->working->ret->items[a->item].unit;
    eh_book_word word = unit == EH_RATIO     ? EH_BOOK_METHOD_RATIO
                        : unit == EH_POINTS  ? EH_BOOK_METHOD_POINTS
                        : value->approximate ? EH_BOOK_METHOD_SURVEY
                                             : EH_BOOK_METHOD_PERCENT;
    if (isfinite(value->lower) || isfinite(value->upper))
        eh_buffer_text(out, eh_book_word_text(catalogue, word));
    if (value->test != EH_TEST_NONE)
        eh_buffer_format(out, "%s%s", out->length ? "; " : "", eh_test_words(value->test));
}

/* The counts behind a figure: those that it carries, or a headcount and its row. */
static void counts_cells(audit *a, unsigned row, unsigned group, const eh_value *value) {
    eh_sheet *sheet = &a->list.sheet;
    if (isfinite(value->percent)) {
        eh_sheet_figure(sheet, a->working, row, NUMERATOR, a->item, group, EH_PART_VALUE, 0);
        eh_sheet_figure(sheet, a->working, row, DENOMINATOR, a->item, group, EH_PART_TOTAL, 0);
        return;
    }
    if (isfinite(value->numerator))
        eh_sheet_number(sheet, row, NUMERATOR, value->numerator, eh_style_for(EH_HEADCOUNT, 0, value->numerator));
    if (isfinite(value->denominator))
        eh_sheet_number(sheet, row, DENOMINATOR, value->denominator, eh_style_for(EH_HEADCOUNT, 0, value->denominator));
}

static void text_of(audit *a, unsigned row, unsigned column, eh_buffer *words, eh_style style) {
    if (words->failed)
        eh_book_fail(a->list.sheet.book, EH_NOMEM, "no memory for a text");
    else if (words->length > 0)
        eh_sheet_text(&a->list.sheet, row, column, words->data, style);
}

static void interval_cells(audit *a, unsigned row, const eh_value *value) {
    eh_sheet *sheet = &a->list.sheet;
    const eh_return_item *item = &a->working->ret->items[a->item];
    bool headcount = item->unit == EH_HEADCOUNT;
    unsigned decimals = headcount ? 1 : eh_working_decimals(a->working, a->item);
    eh_style style = eh_style_for(headcount ? EH_PERCENT : item->unit, decimals, value->value);
    if (isfinite(value->lower))
        eh_sheet_number(sheet, row, LOWER, value->lower, style);
    if (isfinite(value->upper))
        eh_sheet_number(sheet, row, UPPER, value->upper, style);
    if (isfinite(value->p))
        eh_sheet_number(sheet, row, P, value->p, EH_STYLE_P);
}

static void verdict_cell(audit *a, unsigned row, const eh_value *value) {
    eh_buffer words = {0};
    const char *chance = eh_significance_words(eh_significance_of(value));
    eh_buffer_text(&words, eh_verdict_words(value->verdict));
    if (*chance)
        eh_buffer_format(&words, "%s%s", words.length ? "; " : "", chance);
    text_of(a, row, VERDICT, &words, EH_STYLE_TEXT);
    eh_buffer_free(&words);
}

/* Whether no group has a figure, nor counts that say why not, all for the same reason: one row tells it. */
static bool is_one_row(const eh_return_item *item) {
    bool missing = item->grouped && item->count > 0;
    for (unsigned g = 0; g < item->count && missing; g++)
        missing = item->value[g].missing != EH_PRESENT && item->value[g].missing != EH_UNDEFINED &&
                  item->value[g].missing == item->value[0].missing;
    return missing;
}

static void figure_row(audit *a, unsigned group, const eh_value *value) {
    const eh_return_item *item = &a->working->ret->items[a->item];
    eh_sheet *sheet = &a->list.sheet;
    unsigned row = a->list.row++;
    eh_buffer words = {0};
    eh_sheet_text(sheet, row, ITEM, item->id, EH_STYLE_TEXT);
    eh_sheet_text(sheet, row, LABEL, eh_working_label(a->working, a->item), EH_STYLE_TEXT);
    eh_sheet_text(sheet, row, GROUP,
                  item->grouped && !is_one_row(item) ? eh_group_start(a->working->ret->standard, group)
                                                     : eh_book_word_text(a->working->catalogue, EH_BOOK_ALL),
                  EH_STYLE_TEXT);
    text_of(a, row, FORMULA, &a->formula, EH_STYLE_TEXT);
    if (!is_one_row(item))
        computed(a, &words, group, value);
    text_of(a, row, COMPUTED, &words, EH_STYLE_TEXT);
    eh_buffer_free(&words);
    words = (eh_buffer){0};
    counts_cells(a, row, group, value);
    eh_sheet_figure(sheet, a->working, row, FIGURE, a->item, group, EH_PART_VALUE,
                    eh_working_decimals(a->working, a->item));
    interval_cells(a, row, value);
    methods(a, &words, value);
    text_of(a, row, METHOD, &words, EH_STYLE_INDENTED);
    eh_buffer_free(&words);
    verdict_cell(a, row, value);
    text_of(a, row, SOURCES, &a->sources, EH_STYLE_INDENTED);
    text_of(a, row, FINDINGS, &a->findings, EH_STYLE_INDENTED);
}

static void item_rows(audit *a) {
    const eh_working *working = a->working;
    const eh_return_item *item = &working->ret->items[a->item];
    a->entry = eh_working_entry(working, a->item);
    if (a->entry)
        eh_formula_words(
            &a->formula, working->edition, a->entry,
            eh_question(working->catalogue, working->ret->standard, item->id, working->edition->survey_year));
    gather_sources(a);
    gather_findings(a);
    if (a->findings.length == 0)
        eh_buffer_text(&a->findings, eh_book_word_text(working->catalogue, EH_BOOK_NO_FINDINGS));
    for (unsigned g = 0; g < (item->grouped && !is_one_row(item) ? EH_GROUPS : 1); g++) {
        const eh_value *value = item->count ? eh_item_value(working->ret, item, g) : NULL;
        if (value)
            figure_row(a, g, value);
    }
    eh_buffer_free(&a->formula);
    eh_buffer_free(&a->sources);
    eh_buffer_free(&a->findings);
    a->formula = a->sources = a->findings = (eh_buffer){0};
}

void eh_sheet_audit(const eh_working *working, const eh_plan *plan) {
    audit a = {.working = working};
    eh_list_start(&a.list, working, plan, EH_BOOK_TITLE_AUDIT, NULL, NULL, NULL);
    eh_list_columns(&a.list, headings, COLUMNS);
    eh_list_line(&a.list, EH_BOOK_AUDIT_TABLE, NULL, NULL, NULL);
    eh_list_line(&a.list, EH_BOOK_AUDIT_INTERVAL, NULL, NULL, NULL);
    eh_list_line(&a.list, EH_BOOK_AUDIT_BLANK, NULL, NULL, NULL);
    eh_list_rows(&a.list);
    for (size_t i = 0; i < working->ret->item_count && working->book->status == EH_OK; i++) {
        a.item = i;
        item_rows(&a);
    }
    eh_area verdicts = {a.list.heading_row + 1, VERDICT, a.list.row - 1, VERDICT};
    eh_area findings = {a.list.heading_row + 1, FINDINGS, a.list.row - 1, FINDINGS};
    if (working->ret->item_count > 0) {
        eh_sheet_mark_words(&a.list.sheet, &verdicts, eh_verdict_words(EH_VERDICT_ABOVE), EH_MARK_BAD);
        eh_sheet_mark_words(&a.list.sheet, &verdicts, eh_verdict_words(EH_VERDICT_BELOW), EH_MARK_BAD);
        eh_sheet_mark_words(&a.list.sheet, &findings, eh_severity_words(EH_ERROR), EH_MARK_BAD);
    }
    eh_list_end(&a.list, "Audit_of_figures", true, FROZEN);
}
