/* A comparison figure by figure: a card an indicator, with charts and tables. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "report/comparison_page.h"

/* Of values to sort: those without a figure go last. */
typedef struct sortable {
    double value;
    size_t at;
} sortable;

static int highest_first(const void *a, const void *b) {
    const sortable *x = a, *y = b;
    if (isnan(x->value) != isnan(y->value))
        return isnan(x->value) ? 1 : -1;
    if (x->value > y->value || x->value < y->value)
        return x->value > y->value ? -1 : 1;
    return x->at < y->at ? -1 : x->at > y->at;
}

size_t *eh_view_order(const eh_view *view, const eh_series *series) {
    size_t count = view->side->member_count;
    sortable *list = calloc(count + 1, sizeof *list);
    size_t *order = calloc(count + 1, sizeof *order);
    for (size_t i = 0; i < count && list && order; i++) {
        const eh_value *value = series->of[i].value;
        list[i] = (sortable){value->missing == EH_PRESENT ? value->value : (double)NAN, i};
    }
    if (list && order) {
        qsort(list, count, sizeof *list, highest_first);
        for (size_t i = 0; i < count; i++)
            order[i] = list[i].at;
    } else {
        free(order);
        order = NULL;
    }
    free(list);
    return order;
}

eh_comparison_word eh_outcome_word(eh_outcome outcome) {
    static const eh_comparison_word words[] = {EH_COMPARED_WITHIN, EH_COMPARED_FAR_BELOW, EH_COMPARED_BELOW,
                                               EH_COMPARED_WITHIN, EH_COMPARED_ABOVE,     EH_COMPARED_FAR_ABOVE};
    return words[outcome];
}

/* ---- cells ---- */

static void value_cell(eh_view *view, eh_comparison_word column, const eh_standing *at, const eh_item *item) {
    eh_buffer words = {0};
    eh_words_value(&words, at->value, item->unit);
    eh_view_cell(view, true, column, &words);
}

static void shortfall_cell(eh_view *view, eh_comparison_word column, const eh_standing *at) {
    eh_buffer words = {0};
    if (!isnan(at->shortfall)) {
        eh_words_number(&words, at->shortfall, 0);
        eh_buffer_text(&words, " (");
        eh_words_number(&words, at->shortfall_lower, 0);
        eh_buffer_text(&words, " to ");
        eh_words_number(&words, at->shortfall_upper, 0);
        eh_buffer_char(&words, ')');
    }
    eh_view_cell(view, true, column, &words);
}

static void interval_cell(eh_view *view, const eh_value *value, unsigned decimals) {
    eh_buffer words = {0};
    if (value->missing == EH_PRESENT && (!isnan(value->lower) || !isnan(value->upper))) {
        eh_words_number(&words, value->lower, decimals);
        eh_buffer_text(&words, " to ");
        if (isnan(value->upper))
            eh_buffer_text(&words, "\xe2\x88\x9e");
        eh_words_number(&words, value->upper, decimals);
    }
    eh_view_cell(view, true, EH_COMPARED_INTERVAL_COLUMN, &words);
}

static void rank_cell(eh_view *view, eh_comparison_word column, const eh_rank *rank) {
    eh_buffer words = {0};
    eh_rank_words(view, &words, rank);
    eh_view_cell(view, true, column, &words);
}

/* ---- tables ---- */

typedef void row_writer(eh_view *view, const eh_series *series, size_t member);

static void rows(eh_view *view, const eh_series *series, row_writer *row) {
    size_t *order = eh_view_order(view, series);
    view->page.out.failed = view->page.out.failed || !order;
    for (size_t i = 0; i < view->side->member_count && order; i++) {
        eh_page_raw(&view->page, "<tr role=\"row\">");
        eh_view_organisation(view, &view->side->members[order[i]]);
        row(view, series, order[i]);
        eh_page_raw(&view->page, "</tr>\n");
    }
    free(order);
}

static void columns(eh_view *view, const eh_comparison_word *words, size_t count, size_t texts) {
    for (size_t i = 0; i < count; i++)
        eh_page_column(&view->page, i >= texts, eh_view_word(view, words[i]));
    eh_page_open_rows(&view->page);
}

static void ratio_row(eh_view *view, const eh_series *series, size_t member) {
    const eh_standing *at = &series->of[member];
    eh_buffer words = {0};
    value_cell(view, EH_COMPARED_RATIO_COLUMN, at, series->item);
    interval_cell(view, at->value, 2);
    if (!isnan(at->adjusted))
        eh_words_p(&words, at->adjusted);
    eh_view_cell(view, true, EH_COMPARED_P_COLUMN, &words);
    rank_cell(view, EH_COMPARED_RANK_COLUMN, &at->rank);
    shortfall_cell(view, series->more ? EH_COMPARED_SHORTFALL_MORE_COLUMN : EH_COMPARED_SHORTFALL_FEWER_COLUMN, at);
}

static void ratio_table(eh_view *view, const eh_series *series) {
    const eh_comparison_word words[] = {
        EH_COMPARED_ORGANISATION_COLUMN,
        EH_COMPARED_RATIO_COLUMN,
        EH_COMPARED_INTERVAL_COLUMN,
        EH_COMPARED_P_COLUMN,
        EH_COMPARED_RANK_COLUMN,
        series->more ? EH_COMPARED_SHORTFALL_MORE_COLUMN : EH_COMPARED_SHORTFALL_FEWER_COLUMN};
    eh_view_open_table(view, EH_COMPARED_TABLE_RATIOS, series->item->label);
    columns(view, words, sizeof words / sizeof *words, 1);
    rows(view, series, ratio_row);
    eh_view_close_table(view);
}

/* A percentage, and where it lies in the funnel. */
static void funnel_cells(eh_view *view, const eh_series *series, size_t member, const char *group) {
    const eh_standing *at = &series->of[member];
    eh_buffer words = {0};
    eh_page_cell(&view->page, true, group);
    eh_words_value(&words, at->value, series->item->unit);
    eh_page_words(&view->page, &words);
    if (!isnan(at->n)) {
        eh_page_raw(&view->page, "<small>");
        eh_page_count(&view->page, at->n);
        eh_page_raw(&view->page, "</small>");
    }
    eh_page_raw(&view->page, "</td>");
    if (at->outcome != EH_OUTCOME_NONE)
        eh_buffer_text(&words, eh_view_word(view, eh_outcome_word(at->outcome)));
    eh_view_cell(view, false, EH_COMPARED_AGAINST_COLUMN, &words);
}

static void percentage_row(eh_view *view, const eh_series *series, size_t member) {
    eh_standard standard = view->side->edition->standard;
    const eh_series *other = series->item->groups > view->other && view->other != series->group
                                 ? eh_series_find(view->side, series->item->id, view->other)
                                 : NULL;
    funnel_cells(view, series, member, eh_group_start(standard, series->group));
    if (other)
        funnel_cells(view, other, member, eh_group_start(standard, other->group));
    rank_cell(view, EH_COMPARED_RANK_VALUE_COLUMN, &series->of[member].rank);
}

static void percentage_table(eh_view *view, const eh_series *series) {
    eh_page *page = &view->page;
    eh_standard standard = view->side->edition->standard;
    bool both = series->item->groups > view->other && view->other != series->group;
    eh_view_open_table(view, EH_COMPARED_TABLE_PERCENTAGES, series->item->label);
    eh_page_column(page, false, eh_view_word(view, EH_COMPARED_ORGANISATION_COLUMN));
    for (unsigned i = 0; i < (both ? 2 : 1); i++) {
        eh_page_column(page, true, eh_group_start(standard, i ? view->other : series->group));
        eh_page_column(page, false, eh_view_word(view, EH_COMPARED_AGAINST_COLUMN));
    }
    eh_page_column(page, true, eh_view_word(view, EH_COMPARED_RANK_VALUE_COLUMN));
    eh_page_open_rows(page);
    rows(view, series, percentage_row);
    eh_view_close_table(view);
}

static void gap_row(eh_view *view, const eh_series *series, size_t member) {
    const eh_standing *at = &series->of[member];
    value_cell(view, EH_COMPARED_DIFFERENCE_COLUMN, at, series->item);
    interval_cell(view, at->value, 1);
    rank_cell(view, EH_COMPARED_RANK_VALUE_COLUMN, &at->rank);
    shortfall_cell(view, EH_COMPARED_POSTS_COLUMN, at);
}

static void gap_table(eh_view *view, const eh_series *series) {
    static const eh_comparison_word words[] = {EH_COMPARED_ORGANISATION_COLUMN, EH_COMPARED_DIFFERENCE_COLUMN,
                                               EH_COMPARED_INTERVAL_COLUMN, EH_COMPARED_RANK_VALUE_COLUMN,
                                               EH_COMPARED_POSTS_COLUMN};
    eh_view_open_table(view, EH_COMPARED_TABLE_GAPS, series->item->label);
    columns(view, words, sizeof words / sizeof *words, 1);
    rows(view, series, gap_row);
    eh_view_close_table(view);
}

/* ---- cards ---- */

/* The organisations outside the 99.8% limits, as a sentence. */
static void outside(eh_view *view, const eh_series *series) {
    eh_buffer names = {0};
    for (size_t i = 0; i < view->side->member_count; i++) {
        eh_outcome outcome = series->of[i].outcome;
        if (outcome == EH_OUTCOME_FAR_BELOW || outcome == EH_OUTCOME_FAR_ABOVE) {
            eh_buffer_text(&names, names.length ? ", " : "");
            eh_member_words(&names, &view->side->members[i]);
        }
    }
    if (names.length > 0)
        eh_view_say(view, "<p>", EH_COMPARED_OUTSIDE_SOME, names.data, NULL, NULL, "</p>\n");
    else
        eh_view_say(view, "<p>", EH_COMPARED_OUTSIDE_NONE, NULL, NULL, NULL, "</p>\n");
    eh_view_done(view, &names);
}

static void percentage_card(eh_view *view, const eh_item *item) {
    eh_page *page = &view->page;
    const eh_series *mine = item->groups > view->focus ? eh_series_find(view->side, item->id, view->focus) : NULL;
    const eh_series *other = item->groups > view->other ? eh_series_find(view->side, item->id, view->other) : NULL;
    mine = mine ? mine : other;
    other = other == mine ? NULL : other;
    if (!mine || mine->count == 0)
        return;
    eh_page_raw(page, "<h4>");
    eh_page_text(page, item->label);
    eh_page_raw(page, "</h4>\n");
    outside(view, mine);
    eh_page_raw(page, other ? "<div class=\"pair both\">\n" : "<div class=\"pair\">\n");
    eh_view_chart_of_funnel(view, mine);
    if (other)
        eh_view_chart_of_funnel(view, other);
    eh_page_raw(page, "</div>\n");
    percentage_table(view, mine);
}

static void ratio_card(eh_view *view, const eh_series *series) {
    eh_page *page = &view->page;
    eh_page_raw(page, "<h4>");
    eh_page_text(page, series->item->label);
    eh_page_raw(page, "</h4>\n");
    eh_view_ratio_says(view, series);
    if (series->count > 0) {
        eh_view_chart_of_ratios(view, series);
        ratio_table(view, series);
    }
}

/* Whether an item has a part on the page: of the shares those that a difference is made of; the others stand in the workbook. */
static bool is_shown(const eh_view *view, const eh_item *item) {
    const eh_edition *edition = view->side->edition;
    if (item->operation != EH_OP_SHARE)
        return true;
    for (unsigned i = 0; i < edition->item_count; i++)
        if (edition->items[i].operation == EH_OP_GAP && edition->items[i].terms[0].item == item->terms[0].item)
            return true;
    return false;
}

static void item_card(eh_view *view, const eh_item *item) {
    const eh_series *series = eh_series_find(view->side, item->id, item->groups ? view->focus : 0);
    if (!is_shown(view, item))
        return;
    switch (item->operation) {
    case EH_OP_RELATIVE:
        ratio_card(view, series);
        break;
    case EH_OP_RATE:
    case EH_OP_SHARE:
        percentage_card(view, item);
        break;
    case EH_OP_SURVEY:
        if (item->unit == EH_PERCENT)
            percentage_card(view, item);
        break;
    case EH_OP_GAP:
        if (series && series->count > 0)
            gap_table(view, series);
        break;
    default:
        break;
    }
}

/* Whether an indicator has anything to show. */
static bool has_series(const eh_view *view, const char *indicator) {
    for (size_t i = 0; i < view->side->series_count; i++)
        if (!strcmp(view->side->series[i].item->indicator, indicator))
            return true;
    return false;
}

void eh_view_figures(eh_view *view) {
    eh_page *page = &view->page;
    const eh_edition *edition = view->side->edition;
    const char *word = eh_standard_word(edition->standard), *open = "";
    eh_buffer year = {0};
    eh_buffer_whole(&year, edition->year);
    eh_buffer_format(&page->out, "<section aria-labelledby=\"%s\">\n<h2 id=\"%s\" class=\"page\">", word, word);
    eh_view_say(view, "", EH_COMPARED_SECTION, eh_standard_id(edition->standard), year.data, NULL, "</h2>\n");
    eh_view_done(view, &year);
    eh_view_leaders(view);
    for (unsigned i = 0; i < edition->item_count; i++) {
        const eh_item *item = &edition->items[i];
        if (!has_series(view, item->indicator))
            continue;
        if (strcmp(open, item->indicator) != 0) {
            eh_page_raw(page, *open ? "</div>\n<div class=\"card wraps\">\n<h3>" : "<div class=\"card wraps\">\n<h3>");
            eh_page_text(page, item->section);
            eh_page_raw(page, "</h3>\n");
            open = item->indicator;
        }
        item_card(view, item);
    }
    eh_page_raw(page, *open ? "</div>\n" : "");
    eh_view_recruitment(view);
    eh_page_raw(page, "</section>\n");
}
