/* The summary: each standard's key figures, and in sentences what they say. */
#include <string.h>

#include "report/page.h"
#include "report/words_trust.h"
#include "standard/standards.h"

/* ---- key figures ---- */

static void key_start(eh_page *page, const char *figure, bool there) {
    eh_page_raw(page, there ? "<li><span class=\"figure\">" : "<li><span class=\"figure absent\">");
    eh_page_text(page, figure);
}

static void key_label(eh_page *page, const char *indicator, const char *label) {
    eh_page_raw(page, "</span><a href=\"#");
    eh_page_anchor(page, indicator);
    eh_page_raw(page, "\">");
    eh_page_text(page, label);
    eh_page_raw(page, "</a>");
}

static void key_share(eh_page *page) {
    const eh_return_item *whole = eh_return_item_find(page->ret, "1.total");
    double people[EH_GROUPS];
    char percent[EH_FRACTION_ROOM];
    eh_buffer label = {0};
    if (!whole)
        return;
    bool there = eh_page_people(page, whole, people) &&
                 eh_page_percent(people[page->focus], people[0] + people[1] + people[2], percent);
    key_start(page, there ? percent : eh_missing_words(EH_NOT_SUPPLIED), there);
    eh_page_put(page, &label, EH_PAGE_SHARE_OF_WORKFORCE, eh_page_group(page, page->focus), NULL, NULL);
    key_label(page, whole->indicator, eh_buffer_words(&label));
    eh_buffer_done(&label, &page->out);
    eh_page_raw(page, "</li>\n");
}

static void key_ratio(eh_page *page, const eh_return_item *item) {
    static const char *const signs[] = {"", "\xe2\x96\xbc ", "\xe2\x97\x86 ", "\xe2\x96\xb2 "};
    static const char *const styles[] = {"", "warn", "good", "warn"};
    const eh_value *value = &item->value[0];
    bool there = value->missing == EH_PRESENT;
    key_start(page, there ? value->display : eh_missing_words(value->missing), there);
    key_label(page, item->indicator, eh_item_label(page->edition, item->id));
    if (value->verdict != EH_VERDICT_NONE) {
        eh_buffer_format(&page->out, "<span class=\"tag %s\"><span aria-hidden=\"true\">%s</span>",
                         styles[value->verdict], signs[value->verdict]);
        eh_page_text(page, eh_verdict_words(value->verdict));
        eh_page_raw(page, "</span>");
    }
    if (eh_significance_of(value) != EH_NOT_TESTED) {
        eh_page_raw(page, "<span class=\"chance\">");
        eh_page_text(page, eh_significance_words(eh_significance_of(value)));
        eh_page_raw(page, "</span>");
    }
    eh_page_raw(page, "</li>\n");
}

static void key_gap(eh_page *page, const eh_return_item *item) {
    const eh_value *value = eh_item_value(page->ret, item, page->focus);
    bool there = value && value->missing == EH_PRESENT;
    eh_buffer figure = {0};
    if (there) {
        bool below = *value->display == '-';
        eh_buffer_text(&figure, below ? "\xe2\x88\x92" : value->value > 0 ? "+" : "");
        eh_buffer_text(&figure, value->display + below);
    } else {
        eh_buffer_text(&figure, eh_missing_words(value ? value->missing : EH_NOT_APPLICABLE));
    }
    key_start(page, eh_buffer_words(&figure), there);
    if (there)
        eh_page_say_in(page, " <small>", EH_PAGE_POINTS, NULL, NULL, NULL, "</small>");
    key_label(page, item->indicator, eh_item_label(page->edition, item->id));
    eh_page_raw(page, "<span class=\"chance\">");
    eh_page_text(page, eh_page_group(page, page->focus));
    eh_page_raw(page, "</span></li>\n");
    eh_buffer_done(&figure, &page->out);
}

static void key_figures(eh_page *page) {
    bool gap = false;
    eh_page_raw(page, "<ul class=\"key\">\n");
    key_share(page);
    for (size_t i = 0; i < page->ret->item_count; i++) {
        const eh_return_item *item = &page->ret->items[i];
        if (item->unit == EH_RATIO && item->count)
            key_ratio(page, item);
        if (item->unit == EH_POINTS && !gap) {
            key_gap(page, item);
            gap = true;
        }
    }
    eh_page_raw(page, "</ul>\n");
}

/* ---- sentences ---- */

static void sentence(eh_page *page, eh_buffer *words) {
    eh_page_raw(page, "<li>");
    eh_page_words(page, words);
    eh_page_raw(page, "</li>\n");
}

static void open_chapter(eh_page *page, eh_page_word heading) {
    eh_page_say_in(page, "<div>\n<h4>", heading, NULL, NULL, NULL, "</h4>\n");
}

static void representation(eh_page *page) {
    eh_buffer words = {0};
    open_chapter(page, EH_PAGE_WHO);
    eh_page_raw(page, "<ul class=\"says\">\n");
    for (unsigned i = 0; eh_words_representation(&words, page->ret, i); i++)
        sentence(page, &words);
    eh_page_raw(page, "</ul>\n</div>\n");
}

typedef struct chapter {
    eh_page_word heading;
    unsigned units; /* bits */
} chapter;

static const chapter chapters[] = {
    {EH_PAGE_LIKELIHOODS, 1u << EH_RATIO},
    {EH_PAGE_SURVEY, 1u << EH_PERCENT | 1u << EH_SCORE | 1u << EH_TEXT},
    {EH_PAGE_BOARD, 1u << EH_POINTS},
};

static void one_chapter(eh_page *page, const chapter *c) {
    bool any = false;
    eh_buffer words = {0};
    for (size_t i = 0; i < page->ret->item_count; i++) {
        const eh_return_item *item = &page->ret->items[i];
        if (!(c->units >> item->unit & 1) || !eh_words_item(&words, page->edition, page->ret, item))
            continue;
        if (!any) {
            open_chapter(page, c->heading);
            if (c->heading == EH_PAGE_LIKELIHOODS)
                eh_page_say_in(page, "<p>", EH_PAGE_LIKELIHOODS_LEAD, eh_group_inside(page->ret->standard, page->focus),
                               NULL, NULL, "</p>\n");
            eh_page_raw(page, "<ul class=\"says\">\n");
        }
        any = true;
        sentence(page, &words);
    }
    if (any)
        eh_page_raw(page, "</ul>\n</div>\n");
}

static void fitness(eh_page *page) {
    eh_buffer words = {0};
    bool errors = false;
    if (page->statement) {
        if (!page->ret->complete)
            eh_page_say_in(page, "<p class=\"verdict warn\">", EH_PAGE_NOT_COMPLETE, NULL, NULL, NULL, "</p>\n");
        return;
    }
    eh_words_fitness(&words, page->ret);
    eh_page_raw(page, page->ret->complete ? "<p class=\"verdict good\"><span aria-hidden=\"true\">\xe2\x9c\x93 </span>"
                                          : "<p class=\"verdict bad\"><span aria-hidden=\"true\">\xe2\x9c\x97 </span>");
    eh_page_words(page, &words);
    eh_page_raw(page, "</p>\n");
    for (size_t i = 0; i < page->ret->finding_count; i++) {
        if (page->ret->findings[i].severity != EH_ERROR)
            continue;
        if (!errors)
            eh_page_say_in(page, "<h4>", EH_PAGE_IN_THE_WAY, NULL, NULL, NULL, "</h4>\n<ul class=\"says\">\n");
        errors = true;
        eh_page_raw(page, "<li>");
        eh_page_text(page, page->ret->findings[i].text);
        eh_page_raw(page, "</li>\n");
    }
    eh_page_raw(page, errors ? "</ul>\n" : "");
}

/* How far the figures can be trusted: for those who work with the return. */
static void trusted(eh_page *page) {
    eh_trust trust;
    const char *about;
    eh_buffer words = {0};
    if (page->statement)
        return;
    if (eh_trust_make(page->catalogue, page->ret, &trust) != EH_OK) {
        page->out.failed = true;
        return;
    }
    eh_page_raw(page, "<div class=\"trust\">\n<h4>");
    eh_page_text(page, eh_trust_word_text(page->catalogue, EH_TRUST_HEADING));
    eh_page_raw(page, "</h4>\n<ul class=\"says\">\n");
    for (size_t i = 0; (about = eh_words_trust(&words, page->catalogue, page->ret, &trust, i)) != NULL; i++) {
        eh_page_raw(page, "<li><strong>");
        eh_page_text(page, about);
        eh_page_raw(page, ".</strong> ");
        eh_page_words(page, &words);
        eh_page_raw(page, "</li>\n");
    }
    eh_page_raw(page, "</ul>\n</div>\n");
    eh_trust_free(&trust);
}

static void overviews(eh_page *page) {
    eh_page_span all = {0, page->ret->item_count, eh_page_standard(page)};
    eh_page_raw(page, "<div class=\"pair both\">\n<div>\n");
    eh_page_chart_of_ratios(page, &all, EH_PAGE_CHART_ALL_RATIOS, all.name);
    eh_page_raw(page, "</div>\n<div>\n");
    eh_page_chart_of_survey(page, &all, EH_PAGE_CHART_ALL_SURVEY, all.name);
    eh_page_raw(page, "</div>\n</div>\n");
}

static void one_standard(eh_page *page) {
    const eh_standard_words *words = &eh_standards_built_in[page->ret->standard];
    eh_page_raw(page, "<section class=\"card\" aria-labelledby=\"in-short-");
    eh_page_raw(page, words->word);
    eh_page_raw(page, "\">\n<h3 id=\"in-short-");
    eh_page_raw(page, words->word);
    eh_page_raw(page, "\">");
    eh_page_text(page, words->name);
    eh_buffer_format(&page->out, " (%s)</h3>\n", words->id);
    fitness(page);
    key_figures(page);
    trusted(page);
    eh_page_raw(page, "<div class=\"columns\">\n");
    representation(page);
    for (size_t i = 0; i < sizeof chapters / sizeof *chapters; i++)
        one_chapter(page, &chapters[i]);
    eh_page_raw(page, "</div>\n");
    overviews(page);
    eh_page_raw(page, "</section>\n");
}

void eh_page_summary(eh_page *page) {
    eh_page_say_in(page, "<section>\n<h2 id=\"summary\">", EH_PAGE_SUMMARY, NULL, NULL, NULL, "</h2>\n");
    for (size_t i = 0; page->returns[i]; i++) {
        eh_page_turn_to(page, page->returns[i]);
        one_standard(page);
    }
    eh_page_raw(page, "</section>\n");
}
