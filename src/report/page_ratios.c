/* The chart of likelihood ratios: points with intervals on a logarithmic scale, against the band from 0.80 to 1.25. */
#include <math.h>
#include <string.h>

#include "report/page_svg.h"

enum { LANE = 18, GAP = 10, FOOT = 44, HEAD = 24, MOST_OCTAVES = 5 };

typedef struct ratios {
    eh_page *page;
    eh_drawing drawing;
    unsigned octaves; /* the scale goes from 2^-octaves to 2^octaves */
} ratios;

static bool is_row(const eh_page *page, size_t i) {
    return page->ret->items[i].unit == EH_RATIO && page->ret->items[i].count > 0;
}

/* Where a ratio lies, in percent; ratios beyond the scale lie at its ends. */
static double place(const ratios *r, double ratio) {
    double end = r->octaves, octaves = ratio > 0 ? log2(ratio) : -end;
    octaves = octaves < -end ? -end : octaves > end ? end : octaves;
    return 3 + 94 * (octaves + end) / (2 * end);
}

static bool beyond(const ratios *r, double ratio) {
    return !(ratio > 0) || fabs(log2(ratio)) > r->octaves;
}

static void widen(ratios *r, double ratio) {
    while (isfinite(ratio) && ratio > 0 && r->octaves < MOST_OCTAVES && fabs(log2(ratio)) > r->octaves)
        r->octaves++;
}

static bool measure(ratios *r, const eh_page_span *span) {
    bool any = false;
    r->octaves = 2;
    for (size_t i = span->from; i < span->to; i++) {
        const eh_value *value = &r->page->ret->items[i].value[0];
        if (!is_row(r->page, i) || value->missing != EH_PRESENT)
            continue;
        any = true;
        widen(r, value->value);
        widen(r, value->lower);
        widen(r, value->upper);
    }
    return any;
}

/* The interval: an end that is open or off the scale has an arrow. */
static void reach(ratios *r, const eh_value *value, double y) {
    bool low = isfinite(value->lower), high = isfinite(value->upper);
    if (!low && !high)
        return;
    double from = low ? place(r, value->lower) : 3, to = high ? place(r, value->upper) : 97;
    bool left = !low || beyond(r, value->lower), right = !high || beyond(r, value->upper);
    eh_draw_line(&r->drawing, "reach", from, y, to, y);
    if (left)
        eh_draw_arrow(&r->drawing, "reach", from, y, -1);
    else
        eh_draw_line(&r->drawing, "reach", from, y - 5, from, y + 5);
    if (right)
        eh_draw_arrow(&r->drawing, "reach", to, y, 1);
    else
        eh_draw_line(&r->drawing, "reach", to, y - 5, to, y + 5);
}

static void row(ratios *r, const eh_return_item *item) {
    const eh_value *value = &item->value[0];
    eh_buffer right = {0};
    eh_words_value(&right, value, EH_RATIO);
    eh_draw_heading_words(&r->drawing, eh_item_label(r->page->edition, item->id), &right);
    if (value->missing == EH_PRESENT) {
        double y = r->drawing.y + LANE / 2.0;
        reach(r, value, y);
        eh_draw_dot(&r->drawing, eh_significance_of(value) == EH_UNLIKELY_CHANCE ? "dot" : "dot-open",
                    place(r, value->value), y);
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
        out->failed = out->failed || figure.failed || more.failed;
        eh_buffer_free(&figure);
        eh_buffer_free(&more);
    }
}

/* The band and the scale, behind the points. */
static void scale(ratios *r, double bottom) {
    double from = place(r, 0.8), to = place(r, 1.25);
    eh_drawing *drawing = &r->drawing;
    unsigned step = r->octaves > 2 ? 2 : 1;
    eh_draw_rect(drawing, "band", from, 20, to - from, bottom - 20);
    eh_draw_text(drawing, "band-text", 50, 14, EH_ANCHOR_MIDDLE, "0.80 to 1.25");
    eh_draw_line(drawing, "even", 50, 20, 50, bottom);
    eh_draw_line(drawing, "axis", 3, bottom, 97, bottom);
    for (unsigned i = r->octaves % step; i <= 2 * r->octaves; i += step) {
        int octave = (int)i - (int)r->octaves;
        eh_buffer words = {0};
        eh_words_number(&words, ldexp(1, octave), octave >= 0 ? 0 : octave == -1 ? 1 : octave == -2 ? 2 : 3);
        double x = place(r, ldexp(1, octave));
        eh_draw_line(drawing, "axis", x, bottom, x, bottom + 4);
        eh_draw_text(drawing, "soft", x, bottom + 18, EH_ANCHOR_MIDDLE, words.data ? words.data : "");
        r->page->out.failed = r->page->out.failed || words.failed;
        eh_buffer_free(&words);
    }
}

/* Which way is worse: both standards put their ratios so that it is to the right. */
static void directions(ratios *r, double y) {
    eh_buffer left = {0}, right = {0};
    eh_buffer_text(&left, "\xe2\x86\x90 ");
    eh_page_put(r->page, &left, EH_PAGE_BETTER, NULL, NULL, NULL);
    eh_page_put(r->page, &right, EH_PAGE_WORSE, NULL, NULL, NULL);
    eh_buffer_text(&right, " \xe2\x86\x92");
    eh_draw_text(&r->drawing, "soft", 0, y, EH_ANCHOR_START, left.data ? left.data : "");
    eh_draw_text(&r->drawing, "soft", 100, y, EH_ANCHOR_END, right.data ? right.data : "");
    r->page->out.failed = r->page->out.failed || left.failed || right.failed;
    eh_buffer_free(&left);
    eh_buffer_free(&right);
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
    scale(&r, bottom);
    directions(&r, bottom + 38);
    eh_drawing_end(&r.drawing);
    eh_page_say_in(page, "<p class=\"legend\">", EH_PAGE_LEGEND_RATIOS,
                   eh_group_inside(page->ret->standard, page->focus), NULL, NULL, "</p>\n</figure>\n");
    return true;
}
