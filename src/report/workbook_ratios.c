/* The sheet of the likelihood ratios: each with its interval, drawn against the band from 0.80 to 1.25. */
#include <math.h>
#include <string.h>

#include "report/workbook_sheets.h"
#include "return/formula.h"

enum { MOST_RATIOS = 16, MOST_OCTAVES = 5, WIDE = 1240, LANE = 70, AROUND = 150, FROZEN = 1, BANDS = 3 };

enum column { LABEL, RATIO, LOWER, UPPER, P, TEST, VERDICT, CHANCE, FROM, TO, HEIGHT, HEIGHT_AGAIN, COLUMNS };

static const eh_heading headings[COLUMNS] = {
    {EH_BOOK_COLUMN_RATIO, 44, EH_STYLE_HEADING},
    {EH_BOOK_COLUMN_VALUE, 10, EH_STYLE_HEADING_OF_NUMBERS},
    {EH_BOOK_COLUMN_LOWER, 10, EH_STYLE_HEADING_OF_NUMBERS},
    {EH_BOOK_COLUMN_UPPER, 10, EH_STYLE_HEADING_OF_NUMBERS},
    {EH_BOOK_COLUMN_P, 10, EH_STYLE_HEADING_OF_NUMBERS},
    {EH_BOOK_COLUMN_TEST, 13, EH_STYLE_HEADING_INDENTED},
    {EH_BOOK_COLUMN_VERDICT, 16, EH_STYLE_HEADING},
    {EH_BOOK_COLUMN_CHANCE, 20, EH_STYLE_HEADING},
    {EH_BOOK_COLUMN_FROM, 10, EH_STYLE_HEADING_OF_NUMBERS},
    {EH_BOOK_COLUMN_TO, 10, EH_STYLE_HEADING_OF_NUMBERS},
    {EH_BOOK_COLUMN_HEIGHT, 10, EH_STYLE_HEADING_OF_NUMBERS},
    {EH_BOOK_COLUMN_HEIGHT_AGAIN, 10, EH_STYLE_HEADING_OF_NUMBERS},
};

typedef struct ratios {
    eh_list list;
    const eh_working *working;
    size_t items[MOST_RATIOS];
    unsigned count;
    double least, most; /* ends of the scale */
} ratios;

static void collect(ratios *r) {
    const eh_return *ret = r->working->ret;
    for (size_t i = 0; i < ret->item_count && r->count < MOST_RATIOS; i++)
        if (ret->items[i].unit == EH_RATIO && ret->items[i].count > 0)
            r->items[r->count++] = i;
}

bool eh_has_ratios(const eh_working *working) {
    ratios r = {.working = working};
    bool has = false;
    collect(&r);
    for (unsigned i = 0; i < r.count && !has; i++)
        has = eh_working_has(working, r.items[i]);
    return has;
}

static const eh_value *value_of(const ratios *r, unsigned i) {
    return &r->working->ret->items[r->items[i]].value[0];
}

/* The scale is symmetrical about 1, at least from a quarter to four, and holds what it can of ratios and intervals. */
static void measure(ratios *r) {
    unsigned octaves = 2;
    for (unsigned i = 0; i < r->count; i++) {
        const double ends[] = {value_of(r, i)->value, value_of(r, i)->lower, value_of(r, i)->upper};
        for (unsigned k = 0; k < 3 && value_of(r, i)->missing == EH_PRESENT; k++)
            while (isfinite(ends[k]) && ends[k] > 0 && octaves < MOST_OCTAVES && fabs(log2(ends[k])) > octaves)
                octaves++;
    }
    r->most = ldexp(1, (int)octaves);
    r->least = ldexp(1, -(int)octaves);
}

/* An end of the interval as it is drawn: within the scale, and at its end where there is no bound. */
static void drawn_cell(ratios *r, unsigned row, unsigned column, unsigned from, double bound, double end) {
    eh_buffer formula = {0}, limit = {0};
    double drawn = !isfinite(bound) ? end : column == FROM ? fmax(bound, end) : fmin(bound, end);
    eh_words_number(&limit, end, end < 1 ? 5 : 0);
    eh_buffer_text(&formula, column == FROM ? "=MAX(" : "=MIN(");
    eh_cell_name(&formula, row, from);
    eh_buffer_format(&formula, ",%s)", limit.data);
    if (formula.failed || limit.failed)
        eh_book_fail(r->list.sheet.book, EH_NOMEM, "no memory for a formula");
    else if (isfinite(bound))
        eh_sheet_formula(&r->list.sheet, row, column, formula.data, drawn, EH_STYLE_HUNDREDTH);
    else
        eh_sheet_number(&r->list.sheet, row, column, drawn, EH_STYLE_HUNDREDTH);
    eh_buffer_free(&formula);
    eh_buffer_free(&limit);
}

static void number_or_blank(ratios *r, unsigned row, unsigned column, double number, eh_style style) {
    if (isfinite(number))
        eh_sheet_number(&r->list.sheet, row, column, number, style);
}

static void ratio_row(ratios *r, unsigned i) {
    const eh_value *value = value_of(r, i);
    eh_sheet *sheet = &r->list.sheet;
    unsigned row = r->list.row++;
    double height = r->count - i;
    eh_sheet_text(sheet, row, LABEL, eh_working_label(r->working, r->items[i]), EH_STYLE_TEXT);
    eh_sheet_figure(sheet, r->working, row, RATIO, r->items[i], 0, EH_PART_VALUE,
                    eh_working_decimals(r->working, r->items[i]));
    number_or_blank(r, row, LOWER, value->lower, EH_STYLE_HUNDREDTH);
    number_or_blank(r, row, UPPER, value->upper, EH_STYLE_HUNDREDTH);
    number_or_blank(r, row, P, value->p, EH_STYLE_P);
    eh_sheet_text(sheet, row, TEST, eh_test_id(value->test), EH_STYLE_INDENTED);
    eh_sheet_figure(sheet, r->working, row, VERDICT, r->items[i], 0, EH_PART_VERDICT, 0);
    eh_sheet_text(sheet, row, CHANCE, eh_significance_words(eh_significance_of(value)), EH_STYLE_TEXT);
    if (value->missing != EH_PRESENT)
        return;
    drawn_cell(r, row, FROM, LOWER, value->lower, r->least);
    drawn_cell(r, row, TO, UPPER, value->upper, r->most);
    eh_sheet_number(sheet, row, HEIGHT, height, EH_STYLE_TENTH);
    eh_sheet_number(sheet, row, HEIGHT_AGAIN, height, EH_STYLE_TENTH);
}

/* The lines of the band and of equal chances: drawn from the bottom to the top. */
static const struct band {
    eh_book_word name;
    double ratio;
    eh_look look;
} bands[BANDS] = {
    {EH_BOOK_BAND_LOWER, EH_BAND_LOWER, EH_LOOK_LIMIT},
    {EH_BOOK_BAND_EVEN, 1, EH_LOOK_EVEN},
    {EH_BOOK_BAND_UPPER, EH_BAND_UPPER, EH_LOOK_LIMIT},
};

static void band_row(ratios *r, const struct band *band) {
    eh_sheet *sheet = &r->list.sheet;
    unsigned row = r->list.row++;
    eh_sheet_say(sheet, r->working, row, LABEL, EH_STYLE_TEXT, band->name, NULL, NULL, NULL);
    eh_sheet_number(sheet, row, RATIO, band->ratio, EH_STYLE_HUNDREDTH);
    eh_sheet_number(sheet, row, FROM, band->ratio, EH_STYLE_HUNDREDTH);
    eh_sheet_number(sheet, row, TO, band->ratio, EH_STYLE_HUNDREDTH);
    eh_sheet_number(sheet, row, HEIGHT, 0, EH_STYLE_TENTH);
    eh_sheet_number(sheet, row, HEIGHT_AGAIN, r->count + 0.6, EH_STYLE_TENTH);
}

static void describe(const ratios *r, eh_buffer *out) {
    eh_working_words(r->working, out, EH_BOOK_ALT_RATIOS, NULL, NULL, NULL);
    for (unsigned i = 0; i < r->count; i++) {
        eh_buffer figure = {0}, more = {0};
        eh_words_value(&figure, value_of(r, i), EH_RATIO);
        if (value_of(r, i)->missing != EH_PRESENT || !eh_words_interval(&more, value_of(r, i), 2))
            eh_buffer_text(&more, value_of(r, i)->missing == EH_PRESENT ? eh_verdict_words(value_of(r, i)->verdict)
                                                                        : eh_missing_why(value_of(r, i)->missing));
        eh_buffer_char(out, ' ');
        eh_working_words(r->working, out, EH_BOOK_ALT_RATIO, eh_working_label(r->working, r->items[i]), figure.data,
                         more.data);
        eh_buffer_done(&figure, out);
        eh_buffer_done(&more, out);
    }
}

static void draw(ratios *r, unsigned row, unsigned height) {
    eh_list *list = &r->list;
    eh_buffer words = {0};
    const eh_catalogue *catalogue = r->working->catalogue;
    unsigned first = list->heading_row + 1;
    describe(r, &words);
    eh_chart chart = eh_chart_new(&list->sheet, list->name, LXW_CHART_SCATTER_STRAIGHT_WITH_MARKERS,
                                  eh_book_word_text(catalogue, EH_BOOK_CHART_RATIOS),
                                  eh_book_word_text(catalogue, EH_BOOK_AXIS_RATIOS), NULL);
    for (unsigned b = 0; b < BANDS; b++) {
        unsigned at = first + r->count + b;
        eh_area across = {at, FROM, at, TO}, up = {at, HEIGHT, at, HEIGHT_AGAIN};
        eh_chart_series(&chart, &across, &up, at, LABEL, bands[b].look);
    }
    for (unsigned i = 0; i < r->count; i++) {
        unsigned at = first + i;
        eh_area across = {at, FROM, at, TO}, up = {at, HEIGHT, at, HEIGHT_AGAIN};
        eh_area point = {at, RATIO, at, RATIO}, place = {at, HEIGHT, at, HEIGHT};
        if (value_of(r, i)->missing != EH_PRESENT)
            continue;
        eh_chart_series(&chart, &across, &up, at, LABEL, EH_LOOK_INTERVAL);
        eh_chart_series(&chart, &point, &place, at, LABEL, EH_LOOK_POINT);
    }
    eh_chart_ratios(&chart, r->least, r->most, r->count + 0.6);
    if (words.failed)
        eh_book_fail(list->sheet.book, EH_NOMEM, "no memory for a chart");
    else
        eh_chart_place(&chart, row, 0, 0, WIDE, height, words.data);
    eh_buffer_free(&words);
}

void eh_sheet_ratios(const eh_working *working, const eh_plan *plan) {
    ratios r = {.working = working};
    bool any = false;
    collect(&r);
    measure(&r);
    eh_list_start(&r.list, working, plan, EH_BOOK_TITLE_RATIOS, NULL, NULL, NULL);
    eh_list_columns(&r.list, headings, COLUMNS);
    eh_list_line(&r.list, EH_BOOK_RATIOS_TABLE, eh_group_inside(working->ret->standard, working->focus), NULL, NULL);
    eh_list_line(&r.list, EH_BOOK_RATIOS_FIXED, NULL, NULL, NULL);
    eh_list_line(&r.list, EH_BOOK_RATIOS_DRAWN, NULL, NULL, NULL);
    eh_list_rows(&r.list);
    for (unsigned i = 0; i < r.count; i++) {
        ratio_row(&r, i);
        any = any || value_of(&r, i)->missing == EH_PRESENT;
    }
    for (unsigned b = 0; b < BANDS; b++)
        band_row(&r, &bands[b]);
    eh_area verdicts = {r.list.heading_row + 1, VERDICT, r.list.row - 1, VERDICT};
    eh_area chances = {r.list.heading_row + 1, CHANCE, r.list.row - 1, CHANCE};
    eh_sheet_mark_words(&r.list.sheet, &verdicts, eh_verdict_words(EH_VERDICT_ABOVE), EH_MARK_BAD);
    eh_sheet_mark_words(&r.list.sheet, &verdicts, eh_verdict_words(EH_VERDICT_BELOW), EH_MARK_BAD);
    eh_sheet_mark_words(&r.list.sheet, &chances, eh_significance_words(EH_UNLIKELY_CHANCE), EH_MARK_BAD);
    eh_list_end(&r.list, "Likelihood_ratios", false, FROZEN);
    if (!any)
        return;
    unsigned height = AROUND + LANE * r.count;
    draw(&r, r.list.row + 1, height);
    eh_list_print_below(&r.list, height);
}
