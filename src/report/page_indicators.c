/* A standard, indicator by indicator: what it says, its charts with their tables, what it means, what it does not say. */
#include <string.h>

#include "report/page.h"

enum { MANY_MEANINGS = 8 };

static void sentences(eh_page *page, const eh_page_span *indicator) {
    eh_buffer words = {0};
    bool rows = !strcmp(page->ret->items[indicator->from].indicator, "1");
    for (unsigned i = 0; rows && eh_words_representation(&words, page->ret, i); i++) {
        eh_page_raw(page, "<p class=\"big-says\">");
        eh_page_words(page, &words);
        eh_page_raw(page, "</p>\n");
    }
    for (size_t i = indicator->from; i < indicator->to; i++) {
        if (!eh_words_item(&words, page->edition, page->ret, &page->ret->items[i]))
            continue;
        eh_page_raw(page, "<p class=\"big-says\">");
        eh_page_words(page, &words);
        eh_page_raw(page, "</p>\n");
    }
}

static bool charts_of(eh_page *page, const eh_page_span *section) {
    bool rows = !strcmp(page->ret->items[section->from].indicator, "1"), board = false;
    for (size_t i = section->from; i < section->to; i++)
        board = board || page->ret->items[i].unit == EH_POINTS;
    bool drawn = eh_page_chart_of_ratios(page, section, EH_PAGE_CHART_RATIOS, section->name);
    drawn = eh_page_chart_of_survey(page, section, EH_PAGE_CHART_SURVEY, section->name) || drawn;
    if (rows || board)
        drawn = eh_page_chart_of_shares(page, section) || drawn;
    return drawn;
}

/* A chart and its table stand side by side where there is room. What is drawn is kept aside until it is known whether there is anything. */
static void section_of(eh_page *page, const eh_page_span *section, bool heading) {
    eh_buffer before = page->out;
    page->out = (eh_buffer){0};
    bool drawn = charts_of(page, section);
    eh_buffer charts = page->out;
    page->out = before;
    if (heading) {
        eh_page_raw(page, "<h4>");
        eh_page_text(page, section->name);
        eh_page_raw(page, "</h4>\n");
    }
    eh_page_raw(page, drawn ? "<div class=\"pair both\">\n<div>\n" : "<div class=\"pair\">\n<div>\n");
    if (drawn && charts.length > 0)
        eh_buffer_add(&page->out, charts.data, charts.length);
    eh_buffer_done(&charts, &page->out);
    eh_page_raw(page, drawn ? "</div>\n<div>\n" : "");
    eh_page_tables(page, section);
    eh_page_raw(page, "</div>\n</div>\n");
}

static void meaning(eh_page *page, const eh_return_item *item) {
    const eh_item *entry = eh_item_of(page->edition, item->id);
    const char *question = "";
    if (!entry || !*entry->meaning)
        return;
    eh_page_raw(page, "<dt>");
    eh_page_text(page, entry->label);
    eh_page_raw(page, "</dt><dd>");
    eh_page_text(page, entry->meaning);
    if (entry->operation == EH_OP_SURVEY)
        question = eh_question(page->catalogue, page->ret->standard, item->id, page->edition->survey_year);
    if (*question) {
        eh_page_raw(page, " ");
        eh_page_say(page, EH_PAGE_QUESTION, question, NULL, NULL);
    }
    eh_page_raw(page, "</dd>\n");
}

/* What changed in this edition for the indicator or an item of it. */
static void changes(eh_page *page, const eh_page_span *indicator) {
    const eh_change *change;
    for (size_t i = 0; (change = eh_change_at(page->catalogue, i)) != NULL; i++) {
        if (change->standard != page->ret->standard || change->year != page->ret->edition)
            continue;
        bool ours = !strcmp(change->item, page->ret->items[indicator->from].indicator);
        for (size_t k = indicator->from; k < indicator->to; k++)
            ours = ours || !strcmp(change->item, page->ret->items[k].id);
        if (!ours)
            continue;
        eh_buffer year = {0};
        eh_buffer_whole(&year, change->year);
        eh_page_say_in(page, "<p>", EH_PAGE_CHANGED, year.data, change->text, NULL, "</p>\n");
        eh_buffer_free(&year);
    }
}

static void meanings(eh_page *page, const eh_page_span *indicator) {
    bool many = indicator->to - indicator->from > MANY_MEANINGS;
    if (!page->edition)
        return;
    eh_page_say_in(page, "<div>\n<h4>", EH_PAGE_MEANS, NULL, NULL, NULL, "</h4>\n");
    changes(page, indicator);
    if (many)
        eh_page_say_in(page, "<details>\n<summary>", EH_PAGE_EACH_MEANS, NULL, NULL, NULL, "</summary>\n");
    eh_page_raw(page, "<dl class=\"meanings\">\n");
    for (size_t i = indicator->from; i < indicator->to; i++)
        meaning(page, &page->ret->items[i]);
    eh_page_raw(page, many ? "</dl>\n</details>\n</div>\n" : "</dl>\n</div>\n");
}

static void indicator_of(eh_page *page, const eh_page_span *indicator) {
    eh_page_span section;
    eh_page_raw(page, "<section class=\"card\" aria-labelledby=\"");
    eh_page_anchor(page, page->ret->items[indicator->from].indicator);
    eh_page_raw(page, "\">\n<h3 id=\"");
    eh_page_anchor(page, page->ret->items[indicator->from].indicator);
    eh_page_raw(page, "\">");
    eh_page_indicator_name(page, indicator);
    eh_page_raw(page, "</h3>\n");
    sentences(page, indicator);
    for (size_t i = indicator->from; eh_page_section(page, indicator, i, &section); i = section.to)
        section_of(page, &section, section.from > indicator->from || section.to < indicator->to);
    eh_page_raw(page, page->edition ? "<div class=\"pair both words\">\n" : "<div class=\"pair words\">\n");
    meanings(page, indicator);
    eh_page_limits(page, indicator);
    eh_page_raw(page, "</div>\n");
    eh_page_raw(page, "</section>\n");
}

void eh_page_indicators(eh_page *page) {
    eh_page_span indicator;
    eh_buffer year = {0};
    eh_buffer_whole(&year, page->ret->edition);
    eh_page_raw(page, "<section class=\"page\">\n<h2 id=\"");
    eh_page_raw(page, eh_standard_word(page->ret->standard));
    eh_page_say_in(page, "\">", EH_PAGE_STANDARD, eh_page_standard(page), year.data, NULL, "</h2>\n");
    if (!page->edition)
        eh_page_say_in(page, "<p>", EH_PAGE_MISSING_EDITION, eh_page_standard(page), year.data, NULL, "</p>\n");
    for (size_t i = 0; eh_page_indicator(page, i, &indicator); i = indicator.to)
        indicator_of(page, &indicator);
    eh_page_disparity(page);
    eh_page_recruitment(page);
    eh_page_breakdowns(page);
    eh_page_raw(page, "</section>\n");
    eh_buffer_free(&year);
}
