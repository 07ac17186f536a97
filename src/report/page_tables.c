/* The tables of a section: figures by group; ratios; answers. */
#include <math.h>
#include <string.h>

#include "report/page.h"

static void missing(eh_page *page, eh_missing why) {
    eh_page_raw(page, "<span class=\"absent\">");
    eh_page_text(page, eh_missing_words(why));
    eh_page_raw(page, "</span>");
}

/* What the same figure was last year, where the return has it. */
static void last_year(eh_page *page, const eh_return_item *item, const char *group) {
    const eh_previous *previous = page->ret->previous_count ? eh_return_previous(page->ret, item->id, group) : NULL;
    if (!previous)
        return;
    eh_buffer year = {0};
    eh_buffer_whole(&year, page->ret->previous_edition);
    eh_page_say_in(page, "<small>", EH_PAGE_LAST_YEAR, year.data,
                   previous->missing == EH_PRESENT ? previous->display : eh_missing_words(previous->missing), NULL,
                   "</small>");
    eh_buffer_done(&year, &page->out);
}

/* A figure without the words that its unit would add: the row says what it is. */
static void figure(eh_page *page, const eh_return_item *item, const eh_value *value) {
    if (value->missing != EH_PRESENT) {
        missing(page, value->missing);
        return;
    }
    if (item->unit == EH_HEADCOUNT) {
        eh_page_count(page, value->value);
        return;
    }
    if (item->unit == EH_POINTS && value->value > 0)
        eh_page_raw(page, "+");
    else if (item->unit == EH_POINTS && *value->display == '-')
        eh_page_raw(page, "\xe2\x88\x92");
    eh_page_text(page, value->display + (item->unit == EH_POINTS && *value->display == '-'));
    if (item->unit == EH_PERCENT)
        eh_page_raw(page, "%");
}

static void small_bounds(eh_page *page, const eh_value *value, unsigned decimals) {
    if (!isfinite(value->lower) || !isfinite(value->upper))
        return;
    eh_page_raw(page, "<small>");
    eh_page_number(page, value->lower, decimals);
    eh_page_raw(page, " to ");
    eh_page_number(page, value->upper, decimals);
    eh_page_raw(page, "</small>");
}

static void small_respondents(eh_page *page, const eh_value *value) {
    if (!isfinite(value->denominator))
        return;
    eh_buffer count = {0};
    eh_words_count(&count, value->denominator);
    eh_page_say_in(page, "<small>", EH_PAGE_RESPONDENTS, count.data, NULL, NULL, "</small>");
    eh_buffer_free(&count);
}

static void cell(eh_page *page, const eh_return_item *item, unsigned group) {
    const eh_value *value = eh_item_value(page->ret, item, group);
    eh_page_cell(page, true, eh_page_group(page, group));
    if (!value) {
        missing(page, EH_NOT_APPLICABLE);
    } else {
        figure(page, item, value);
        if (value->missing == EH_PRESENT && item->unit == EH_HEADCOUNT && isfinite(value->percent)) {
            eh_page_raw(page, "<small>");
            eh_page_number(page, value->percent, 1);
            eh_page_raw(page, "%</small>");
        }
        if (value->missing == EH_PRESENT && eh_page_is_survey(page, item)) {
            small_bounds(page, value, item->unit == EH_SCORE ? 2 : 1);
            small_respondents(page, value);
        }
    }
    last_year(page, item, eh_group_id(page->ret->standard, group));
    eh_page_raw(page, "</td>");
}

/* How a table of groups is laid out: how many groups it has, and whether it has the sum of them. */
typedef struct layout {
    unsigned groups;
    bool all;
} layout;

static layout layout_of(const eh_page *page, const eh_page_span *section) {
    layout l = {0, false};
    for (size_t i = section->from; i < section->to; i++) {
        const eh_return_item *item = &page->ret->items[i];
        if (item->grouped && item->count > l.groups)
            l.groups = item->count;
        for (unsigned g = 0; g < item->count; g++)
            l.all = l.all || (item->unit == EH_HEADCOUNT && isfinite(item->value[g].percent));
    }
    return l;
}

static void row_heading(eh_page *page, const eh_return_item *item) {
    eh_page_raw(page, "<th scope=\"row\" role=\"rowheader\">");
    eh_page_text(page, eh_item_label(page->edition, item->id));
    eh_page_raw(page, " <small class=\"code\">");
    eh_page_text(page, item->id);
    if (*item->number) {
        eh_page_raw(page, ", ");
        eh_page_say(page, EH_PAGE_ROW_NUMBER, item->number, NULL, NULL);
    }
    eh_page_raw(page, "</small></th>");
}

static void sum_cell(eh_page *page, const eh_return_item *item) {
    double people[EH_GROUPS];
    eh_page_cell(page, true, eh_page_word_text(page->catalogue, EH_PAGE_ALL_COLUMN));
    if (eh_page_people(page, item, people))
        eh_page_count(page, people[0] + people[1] + people[2]);
    eh_page_raw(page, "</td>");
}

static void group_row(eh_page *page, const eh_return_item *item, layout l) {
    const eh_item *entry = eh_item_of(page->edition, item->id);
    bool total = l.all && entry && entry->operation == EH_OP_SUM, part = entry && entry->of_which;
    eh_page_raw(page, total  ? "<tr role=\"row\" class=\"total\">"
                      : part ? "<tr role=\"row\" class=\"part\">"
                             : "<tr role=\"row\">");
    row_heading(page, item);
    if (item->grouped) {
        for (unsigned g = 0; g < l.groups; g++)
            cell(page, item, g);
        if (l.all)
            sum_cell(page, item);
    } else {
        eh_buffer_format(&page->out, "<td role=\"cell\" class=\"n\" colspan=\"%u\">", l.groups + l.all);
        if (item->count)
            figure(page, item, &item->value[0]);
        eh_page_say_in(page, "<small>", EH_PAGE_ALL_STAFF, NULL, NULL, NULL, "</small>");
        last_year(page, item, "");
        eh_page_raw(page, "</td>");
    }
    eh_page_raw(page, "</tr>\n");
}

static bool in_groups(const eh_return_item *item) {
    return item->unit != EH_RATIO && item->unit != EH_TEXT;
}

static void groups_table(eh_page *page, const eh_page_span *section, layout l) {
    eh_page_open_table(page, l.all ? EH_PAGE_TABLE_ROWS : EH_PAGE_TABLE_GROUPS, section->name);
    eh_page_column(page, false, eh_page_word_text(page->catalogue, EH_PAGE_FIGURE_COLUMN));
    for (unsigned g = 0; g < l.groups; g++)
        eh_page_column(page, true, eh_page_group(page, g));
    if (l.all)
        eh_page_column(page, true, eh_page_word_text(page->catalogue, EH_PAGE_ALL_COLUMN));
    eh_page_open_rows(page);
    for (size_t i = section->from; i < section->to; i++)
        if (in_groups(&page->ret->items[i]))
            group_row(page, &page->ret->items[i], l);
    eh_page_close_table(page);
}

/* What is known of a ratio: a column each. */
typedef struct ratio_column {
    eh_page_word name;
    void (*write)(eh_page *page, const eh_return_item *item);
} ratio_column;

static void ratio_value(eh_page *page, const eh_return_item *item) {
    figure(page, item, &item->value[0]);
    if (item->value[0].missing != EH_PRESENT) {
        eh_page_raw(page, "<small>");
        eh_page_text(page, eh_missing_why(item->value[0].missing));
        eh_page_raw(page, "</small>");
    }
    last_year(page, item, "");
}

static void ratio_interval(eh_page *page, const eh_return_item *item) {
    const eh_value *value = &item->value[0];
    bool low = isfinite(value->lower), high = isfinite(value->upper);
    if (!low && !high) {
        eh_page_raw(page, "\xe2\x80\x93");
        return;
    }
    if (low)
        eh_page_number(page, value->lower, 2);
    eh_page_raw(page, high ? (low ? " to " : "up to ") : " upwards");
    if (high)
        eh_page_number(page, value->upper, 2);
}

static void ratio_verdict(eh_page *page, const eh_return_item *item) {
    const char *words = eh_verdict_words(item->value[0].verdict);
    eh_page_text(page, *words ? words : "\xe2\x80\x93");
}

static void ratio_chance(eh_page *page, const eh_return_item *item) {
    const eh_value *value = &item->value[0];
    eh_significance significance = eh_significance_of(value);
    eh_buffer p = {0};
    if (significance == EH_NOT_TESTED) {
        eh_page_raw(page, "\xe2\x80\x93");
        return;
    }
    eh_page_text(page, eh_significance_words(significance));
    eh_words_p(&p, value->p);
    eh_buffer_format(&p, ", %s", eh_test_words(value->test));
    eh_page_raw(page, "<small>");
    eh_page_words(page, &p);
    eh_page_raw(page, "</small>");
}

static const ratio_column ratio_columns[] = {
    {EH_PAGE_RATIO_COLUMN, ratio_value},
    {EH_PAGE_INTERVAL_COLUMN, ratio_interval},
    {EH_PAGE_VERDICT_COLUMN, ratio_verdict},
    {EH_PAGE_CHANCE_COLUMN, ratio_chance},
};

enum { RATIO_COLUMNS = sizeof ratio_columns / sizeof *ratio_columns };

static void ratios_table(eh_page *page, const eh_page_span *section) {
    eh_page_open_table(page, EH_PAGE_TABLE_RATIOS, section->name);
    eh_page_column(page, false, eh_page_word_text(page->catalogue, EH_PAGE_FIGURE_COLUMN));
    for (size_t k = 0; k < RATIO_COLUMNS; k++)
        eh_page_column(page, false, eh_page_word_text(page->catalogue, ratio_columns[k].name));
    eh_page_open_rows(page);
    for (size_t i = section->from; i < section->to; i++) {
        const eh_return_item *item = &page->ret->items[i];
        if (item->unit != EH_RATIO || !item->count)
            continue;
        eh_page_raw(page, "<tr role=\"row\">");
        row_heading(page, item);
        for (size_t k = 0; k < RATIO_COLUMNS; k++) {
            eh_page_cell(page, false, eh_page_word_text(page->catalogue, ratio_columns[k].name));
            ratio_columns[k].write(page, item);
            eh_page_raw(page, "</td>");
        }
        eh_page_raw(page, "</tr>\n");
    }
    eh_page_close_table(page);
}

static void answers_table(eh_page *page, const eh_page_span *section) {
    const char *answer = eh_page_word_text(page->catalogue, EH_PAGE_VALUE_COLUMN);
    eh_page_open_table(page, EH_PAGE_TABLE_ANSWERS, section->name);
    eh_page_column(page, false, eh_page_word_text(page->catalogue, EH_PAGE_FIGURE_COLUMN));
    eh_page_column(page, false, answer);
    eh_page_open_rows(page);
    for (size_t i = section->from; i < section->to; i++) {
        const eh_return_item *item = &page->ret->items[i];
        if (item->unit != EH_TEXT || !item->count)
            continue;
        eh_page_raw(page, "<tr role=\"row\">");
        row_heading(page, item);
        eh_page_cell(page, false, answer);
        figure(page, item, &item->value[0]);
        if (item->value[0].missing == EH_PRESENT && item->value[0].text) {
            eh_page_raw(page, "<small>");
            eh_page_text(page, item->value[0].text);
            eh_page_raw(page, "</small>");
        }
        last_year(page, item, "");
        eh_page_raw(page, "</td></tr>\n");
    }
    eh_page_close_table(page);
}

void eh_page_tables(eh_page *page, const eh_page_span *section) {
    bool groups = false, ratios = false, answers = false;
    for (size_t i = section->from; i < section->to; i++) {
        const eh_return_item *item = &page->ret->items[i];
        groups = groups || in_groups(item);
        ratios = ratios || item->unit == EH_RATIO;
        answers = answers || item->unit == EH_TEXT;
    }
    layout l = layout_of(page, section);
    if (l.groups == 0)
        l.groups = 1; /* figures for all staff alone */
    if (ratios)
        ratios_table(page, section);
    if (groups)
        groups_table(page, section, l);
    if (answers)
        answers_table(page, section);
}
