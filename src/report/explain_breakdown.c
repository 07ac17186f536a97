/* How figures of a breakdown came about: what the table is, its figures, and of a likelihood ratio the counts and steps. */
#include <math.h>
#include <string.h>

#include "base/date.h"
#include "indicator/statistics.h"
#include "report/breakdown_words.h"
#include "report/explain.h"
#include "report/explain_steps.h"
#include "standard/breakdown_names.h"

typedef struct explanation {
    const eh_catalogue *catalogue;
    const eh_return *ret;
    const eh_breakdown_choice *choice;
    const eh_breakdown *b;
    eh_lines lines;
} explanation;

static const eh_breakdown_name *name_of(const explanation *e, const char *by, const char *column, const char *part) {
    return eh_breakdown_name_find(e->catalogue, e->b->name, by, column, part);
}

static bool means_row(const explanation *e, const eh_breakdown_row *row) {
    return eh_breakdown_means_row(e->choice, e->b, row);
}

/* Puts what stands in a buffer into the lines, and empties it. */
static void put(explanation *e, eh_buffer *text, void (*line)(eh_lines *lines, const char *text)) {
    if (text->length)
        line(&e->lines, text->data);
    eh_buffer_done(text, &e->lines.out);
}

/* ---- what it is ---- */

static void title(explanation *e) {
    const eh_breakdown_name *name = name_of(e, "", "", "");
    eh_buffer text = {0};
    eh_words_organisation(&text, e->ret);
    eh_buffer_format(&text, ": %s %d, %s", eh_standard_id(e->ret->standard), e->ret->edition, e->b->name);
    if (*e->b->by)
        eh_buffer_format(&text, " by %s", e->b->by);
    put(e, &text, eh_lines_title);
    if (!name)
        return;
    eh_buffer_format(&text, "%s.", name->name);
    put(e, &text, eh_lines_paragraph);
    eh_words_meaning(&text, e->catalogue, e->ret, e->b, "");
    put(e, &text, eh_lines_paragraph);
}

static void meaning(explanation *e, const eh_breakdown_name *name) {
    eh_buffer text = {0};
    if (!name)
        return;
    eh_buffer_format(&text, "%s: %s", name->name, name->meaning);
    put(e, &text, eh_lines_item);
}

/* The way of breaking it down, the parts that the program names itself, the columns: those of what was asked. */
static void meanings(explanation *e) {
    const eh_breakdown *b = e->b, *counts = b;
    eh_breakdown_counts behind;
    if (b->unit == EH_RATIO && b->rows && eh_breakdown_counts_behind(e->ret, b, &b->row[0], &behind))
        counts = behind.table;
    eh_lines_heading(&e->lines, "What is counted");
    if (*b->by)
        meaning(e, name_of(e, b->by, "", ""));
    for (size_t i = 0; i < b->rows; i++)
        if (*b->row[i].of && (i == 0 || strcmp(b->row[i].of, b->row[i - 1].of) != 0) && means_row(e, &b->row[i]))
            meaning(e, name_of(e, b->by, "", b->row[i].of));
    for (unsigned c = 0; c < counts->columns; c++)
        if (counts != b || eh_breakdown_means_column(e->choice, b, c))
            meaning(e, eh_breakdown_name_find(e->catalogue, counts->name, "", counts->column[c], ""));
}

/* ---- figures ---- */

static void put_cell(eh_buffer *out, const eh_breakdown_cell *cell) {
    if (cell->missing == EH_PRESENT)
        eh_words_count(out, cell->value);
    else
        eh_buffer_text(out, eh_missing_words(cell->missing));
}

/* A line a row: "Band 5, BME: Applied 420; Shortlisted 200". */
static void counts_row(explanation *e, const eh_breakdown_row *row) {
    const eh_breakdown *b = e->b;
    eh_buffer text = {0};
    bool any = false;
    eh_words_row(&text, e->catalogue, e->ret, b, row);
    eh_buffer_text(&text, text.length ? ": " : "");
    for (unsigned c = 0; c < b->columns; c++) {
        if (!eh_breakdown_means_column(e->choice, b, c))
            continue;
        eh_buffer_text(&text, any ? "; " : "");
        eh_words_column(&text, e->catalogue, b, b->column[c]);
        eh_buffer_char(&text, ' ');
        put_cell(&text, &row->cell[c]);
        any = true;
    }
    put(e, &text, eh_lines_item);
}

/* "White a / n" and "170 / 780 = 21.79%". */
static void rate(explanation *e, const eh_breakdown_counts *c, const eh_breakdown_row *row, const char *symbols) {
    const eh_breakdown_cell *events = &row->cell[c->events], *of = &row->cell[c->of];
    eh_buffer name = {0}, text = {0};
    char shown[EH_FRACTION_ROOM];
    eh_words_group(&name, e->ret->standard, row->group);
    eh_buffer_format(&name, " %s", symbols);
    put_cell(&text, events);
    eh_buffer_text(&text, " / ");
    put_cell(&text, of);
    if (events->missing == EH_PRESENT && of->missing == EH_PRESENT && of->value > 0) {
        eh_fraction share = eh_fraction_make(100 * (eh_wide)events->value, (eh_wide)of->value);
        eh_fraction_display(share, 2, shown);
        eh_buffer_format(&text, " = %s%%", shown);
    }
    eh_explain_pair(&e->lines, eh_buffer_words(&name), &text);
    eh_buffer_done(&name, &e->lines.out);
}

static void put_product(eh_buffer *out, const eh_breakdown_cell *a, const eh_breakdown_cell *b) {
    eh_buffer_char(out, '(');
    put_cell(out, a);
    eh_buffer_text(out, " x ");
    put_cell(out, b);
    eh_buffer_char(out, ')');
}

/* The test that the return's p value is of. */
static eh_test test_of(const eh_breakdown_counts *c, bool counted) {
    bool mid_p = false;
    if (!counted)
        return EH_TEST_NONE;
    (void)eh_two_by_two_p(c->top->cell[c->events].value, c->top->cell[c->of].value, c->bottom->cell[c->events].value,
                          c->bottom->cell[c->of].value, &mid_p);
    return mid_p ? EH_TEST_MID_P : EH_TEST_CHI_SQUARE;
}

static void ratio_row(explanation *e, const eh_breakdown_row *row) {
    eh_value value = eh_breakdown_ratio(e->b, row);
    eh_breakdown_counts c;
    eh_buffer text = {0};
    char number[EH_FRACTION_ROOM];
    eh_words_row(&text, e->catalogue, e->ret, e->b, row);
    put(e, &text, eh_lines_heading);
    bool counted = eh_breakdown_counts_behind(e->ret, e->b, row, &c);
    if (counted) {
        rate(e, &c, c.top, "a / n");
        rate(e, &c, c.bottom, "b / m");
    }
    if (value.missing != EH_PRESENT) {
        eh_buffer_format(&text, "%s: %s", eh_missing_words(value.missing), eh_missing_why(value.missing));
    } else {
        if (counted) {
            put_product(&text, &c.top->cell[c.events], &c.bottom->cell[c.of]);
            eh_buffer_text(&text, " / ");
            put_product(&text, &c.top->cell[c.of], &c.bottom->cell[c.events]);
            eh_buffer_text(&text, " = ");
        }
        eh_buffer_add(&text, number, eh_double_write(value.value, number));
        value.test = test_of(&c, counted);
    }
    eh_explain_pair(&e->lines, "Ratio", &text);
    eh_explain_certainty(&e->lines, EH_RATIO, &value, 2);
}

static void formula(explanation *e) {
    eh_buffer text = {0};
    eh_lines_heading(&e->lines, "Formula");
    eh_lines_pair(&e->lines, "In symbols", "(a / n) / (b / m) = (a x m) / (n x b)");
    eh_lines_pair(&e->lines, "In words",
                  "Events out of the people to whom they could happen, of the first group divided by the same of the "
                  "second. Undefined where a group has nobody, or the second group no event.");
    eh_words_group(&text, e->ret->standard, e->b->top);
    eh_buffer_text(&text, " (a / n) to ");
    eh_words_group(&text, e->ret->standard, e->b->bottom);
    eh_buffer_text(&text, " (b / m)");
    eh_explain_pair(&e->lines, "Groups", &text);
}

static void figures(explanation *e) {
    const eh_breakdown *b = e->b;
    if (b->missing != EH_PRESENT) {
        eh_buffer text = {0};
        eh_buffer_format(&text, "%s: %s", eh_missing_words(b->missing), eh_missing_why(b->missing));
        eh_lines_heading(&e->lines, "The figures");
        eh_explain_pair(&e->lines, "Figures", &text);
        return;
    }
    if (b->unit == EH_RATIO)
        formula(e);
    else
        eh_lines_heading(&e->lines, "The figures");
    for (size_t i = 0; i < b->rows; i++)
        if (!means_row(e, &b->row[i]))
            continue;
        else if (b->unit == EH_RATIO)
            ratio_row(e, &b->row[i]);
        else
            counts_row(e, &b->row[i]);
}

/* ---- the rule, the extracts ---- */

static void rule(explanation *e) {
    const eh_breakdown_name *name = name_of(e, "", "", "");
    bool applications = name && !strcmp(name->extract, "applicants");
    char from[20], to[20];
    eh_buffer text = {0};
    eh_explain_rules(&e->lines, e->ret, eh_edition_find(e->catalogue, e->ret->standard, e->ret->edition));
    eh_lines_pair(&e->lines, "Section", "src/rules.md, section 8 (Breakdowns): no part of the national return");
    if (applications) {
        eh_date_words(e->ret->period_start, from);
        eh_date_words(e->ret->period_end, to);
        eh_buffer_format(&text, "%s to %s, by the date of shortlisting, else the closing date", from, to);
        eh_explain_pair(&e->lines, "Period", &text);
    } else {
        eh_date_words(e->ret->snapshot, from);
        eh_lines_pair(&e->lines, "Snapshot", from);
    }
    eh_lines_heading(&e->lines, "Where it comes from");
    for (size_t i = 0; i < e->ret->source_count; i++)
        if (!name || !strcmp(e->ret->sources[i].kind, name->extract))
            eh_explain_source(&e->lines, &e->ret->sources[i]);
}

/* What there is beside it: the same table broken down otherwise. */
static void others(explanation *e) {
    bool any = false;
    for (size_t i = 0; i < e->ret->breakdown_count; i++) {
        const eh_breakdown *b = e->ret->breakdowns[i];
        eh_buffer text = {0};
        if (b == e->b || strcmp(b->name, e->b->name) != 0)
            continue;
        if (!any)
            eh_lines_heading(&e->lines, "The same table");
        any = true;
        eh_words_by(&text, e->catalogue, b);
        if (!*b->by)
            eh_buffer_text(&text, "without --by");
        if (b->missing != EH_PRESENT)
            eh_buffer_format(&text, ": %s", eh_missing_words(b->missing));
        eh_explain_pair(&e->lines, *b->by ? b->by : "whole", &text);
    }
}

eh_status eh_explain_breakdown(const eh_catalogue *catalogue, const eh_return *ret, const eh_breakdown_choice *choice,
                               const eh_breakdown *b, eh_sink *sink) {
    explanation e = {.catalogue = catalogue, .ret = ret, .choice = choice, .b = b};
    title(&e);
    meanings(&e);
    figures(&e);
    rule(&e);
    others(&e);
    return eh_lines_write(&e.lines, sink);
}
