/* The chart of likelihood ratios: points with intervals on a logarithmic scale, against the band from 0.80 to 1.25. */
#include <string.h>

#include "report/page_scale.h"

enum { LANE = 18, GAP = 10, FOOT = 44, HEAD = 24, MOST_OCTAVES = 5 };

typedef struct ratios {
    eh_page *page;
    eh_drawing drawing;
    eh_ratio_scale scale;
} ratios;

static bool is_row(const eh_page *page, size_t i) {
    return page->ret->items[i].unit == EH_RATIO && page->ret->items[i].count > 0;
}

static bool measure(ratios *r, const eh_page_span *span) {
    bool any = false;
    r->scale = (eh_ratio_scale){.octaves = 2, .most_octaves = MOST_OCTAVES};
    for (size_t i = span->from; i < span->to; i++) {
        const eh_value *value = &r->page->ret->items[i].value[0];
        if (!is_row(r->page, i) || value->missing != EH_PRESENT)
            continue;
        any = true;
        eh_ratio_scale_widen(&r->scale, value);
    }
    return any;
}

static void row(ratios *r, const eh_return_item *item) {
    const eh_value *value = &item->value[0];
    eh_buffer right = {0};
    eh_words_value(&right, value, EH_RATIO);
    eh_draw_heading_words(&r->drawing, eh_item_label(r->page->edition, item->id), &right);
    if (value->missing == EH_PRESENT) {
        double y = r->drawing.y + LANE / 2.0;
        eh_ratio_scale_reach(&r->drawing, &r->scale, value, y, true);
        eh_draw_dot(&r->drawing, eh_significance_of(value) == EH_UNLIKELY_CHANCE ? "dot" : "dot-open",
                    eh_ratio_scale_place(&r->scale, value->value), y);
        r->drawing.y += LANE;
    }
    r->drawing.y += GAP;
}

static void describe(const ratios *r, const eh_page_span *span, eh_buffer *out) {
    eh_page_put(r->page, out, EH_PAGE_DESC_RATIOS, NULL, NULL, NULL);
    for (size_t i = span->from; i < span->to; i++) {
        const eh_return_item *item = &r->page->ret->items[i];
        const eh_value *value = &item->value[0];
        eh_buffer figure = {0}, more = {0};
        if (!is_row(r->page, i))
            continue;
        eh_words_value(&figure, value, EH_RATIO);
        if (!eh_words_interval(&more, value, 2))
            eh_buffer_text(&more, value->missing == EH_PRESENT ? eh_verdict_words(value->verdict)
                                                               : eh_missing_why(value->missing));
        eh_buffer_char(out, ' ');
        eh_page_put(r->page, out, EH_PAGE_DESC_RATIO, eh_item_label(r->page->edition, item->id), figure.data,
                    more.data);
        eh_buffer_done(&figure, out);
        eh_buffer_done(&more, out);
    }
}

bool eh_page_chart_of_ratios(eh_page *page, const eh_page_span *span, eh_page_word caption, const char *subject) {
    ratios r = {.page = page};
    eh_buffer title = {0}, words = {0};
    if (!measure(&r, span))
        return false;
    eh_page_say_in(page, "<figure>\n<figcaption>", caption, subject, NULL, NULL, "</figcaption>\n");
    eh_drawing_begin(&r.drawing, page);
    r.drawing.y = HEAD;
    for (size_t i = span->from; i < span->to; i++)
        if (is_row(page, i))
            row(&r, &page->ret->items[i]);
    double bottom = r.drawing.y;
    eh_page_put(page, &title, caption, subject, NULL, NULL);
    describe(&r, span, &words);
    eh_drawing_open(&r.drawing, bottom + FOOT, &title, &words);
    eh_ratio_scale_draw(&r.drawing, &r.scale, bottom, r.scale.octaves > 2 ? 2 : 1);
    eh_drawing_end(&r.drawing);
    eh_page_say_in(page, "<p class=\"legend\">", EH_PAGE_LEGEND_RATIOS,
                   eh_group_inside(page->ret->standard, page->focus), NULL, NULL, "</p>\n</figure>\n");
    return true;
}
