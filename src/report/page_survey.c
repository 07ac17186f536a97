/* The chart of what staff say: the two groups beneath each other, with intervals. */
#include <math.h>
#include <string.h>

#include "report/page_svg.h"

enum { LANE = 18, GAP = 10, FOOT = 24 };

static const double PLOT = 84; /* percent of the width; the figures stand to the right of it */

typedef struct survey {
    eh_page *page;
    eh_drawing drawing;
    eh_unit unit;
    double end; /* of the scale: 100 percent, or a score of 10 */
} survey;

static bool is_row(const survey *s, size_t i) {
    const eh_return_item *item = &s->page->ret->items[i];
    return item->unit == s->unit && item->grouped && eh_page_is_survey(s->page, item);
}

static const eh_value *shown(const survey *s, size_t i, unsigned group) {
    const eh_value *value = eh_item_value(s->page->ret, &s->page->ret->items[i], group);
    return value && value->missing == EH_PRESENT ? value : NULL;
}

static bool any_of(const survey *s, const eh_page_span *span) {
    for (size_t i = span->from; i < span->to; i++)
        if (is_row(s, i) && (shown(s, i, s->page->focus) || shown(s, i, s->page->other)))
            return true;
    return false;
}

static double place(const survey *s, double figure) {
    figure = figure < 0 ? 0 : figure > s->end ? s->end : figure;
    return 2 + (PLOT - 4) * figure / s->end;
}

static void lane(survey *s, const eh_value *value, bool focus) {
    eh_buffer words = {0};
    double y = s->drawing.y + LANE / 2.0;
    if (value->missing == EH_PRESENT) {
        const char *style = focus ? "reach" : "reach-other";
        if (isfinite(value->lower) && isfinite(value->upper)) {
            double from = place(s, value->lower), to = place(s, value->upper);
            eh_draw_line(&s->drawing, style, from, y, to, y);
        }
        if (focus)
            eh_draw_dot(&s->drawing, "dot", place(s, value->value), y);
        else
            eh_draw_box(&s->drawing, "box", place(s, value->value), y);
    }
    eh_words_value(&words, value, s->unit);
    if (words.length > 0)
        eh_draw_text(&s->drawing, focus ? "strong" : "figure", 100, y + 4, EH_ANCHOR_END, words.data);
    eh_buffer_done(&words, &s->page->out);
    s->drawing.y += LANE;
}

static void row(survey *s, size_t i) {
    const eh_return_item *item = &s->page->ret->items[i];
    const unsigned groups[] = {s->page->focus, s->page->other};
    eh_draw_heading(&s->drawing, eh_item_label(s->page->edition, item->id), "");
    for (unsigned g = 0; g < 2; g++) {
        const eh_value *value = eh_item_value(s->page->ret, item, groups[g]);
        if (value)
            lane(s, value, g == 0);
    }
    s->drawing.y += GAP;
}

static void describe(const survey *s, const eh_page_span *span, eh_buffer *out) {
    eh_standard standard = s->page->ret->standard;
    const unsigned groups[] = {s->page->focus, s->page->other};
    eh_page_put(s->page, out, EH_PAGE_DESC_SURVEY, eh_group_inside(standard, groups[0]),
                eh_group_inside(standard, groups[1]), NULL);
    for (size_t i = span->from; i < span->to; i++) {
        eh_buffer figure[2] = {{0}, {0}};
        if (!is_row(s, i))
            continue;
        for (unsigned g = 0; g < 2; g++) {
            const eh_value *value = eh_item_value(s->page->ret, &s->page->ret->items[i], groups[g]);
            eh_words_value(&figure[g], value ? value : &(eh_value){.missing = EH_NOT_APPLICABLE}, s->unit);
        }
        eh_buffer_char(out, ' ');
        eh_page_put(s->page, out, EH_PAGE_DESC_SURVEY_ROW, eh_item_label(s->page->edition, s->page->ret->items[i].id),
                    figure[0].data, figure[1].data);
        eh_buffer_done(&figure[0], out);
        eh_buffer_done(&figure[1], out);
    }
}

static void axis(survey *s, double bottom) {
    enum { TICKS = 4 };
    for (unsigned i = 0; i <= TICKS; i++) {
        eh_buffer words = {0};
        double figure = s->end * i / TICKS, x = place(s, figure);
        eh_words_number(&words, figure, s->unit == EH_SCORE && i % 2 ? 1 : 0);
        if (s->unit == EH_PERCENT)
            eh_buffer_char(&words, '%');
        eh_draw_line(&s->drawing, "grid", x, 0, x, bottom);
        eh_draw_text(&s->drawing, "soft", x, bottom + 16, EH_ANCHOR_MIDDLE, eh_buffer_words(&words));
        eh_buffer_done(&words, &s->page->out);
    }
    eh_draw_line(&s->drawing, "axis", place(s, 0), bottom, place(s, s->end), bottom);
}

static void draw(survey *s, const eh_page_span *span, eh_buffer *title) {
    eh_buffer words = {0};
    eh_drawing_begin(&s->drawing, s->page);
    for (size_t i = span->from; i < span->to; i++)
        if (is_row(s, i))
            row(s, i);
    double bottom = s->drawing.y;
    describe(s, span, &words);
    eh_drawing_open(&s->drawing, bottom + FOOT, title, &words);
    axis(s, bottom);
    eh_drawing_end(&s->drawing);
}

bool eh_page_chart_of_survey(eh_page *page, const eh_page_span *span, eh_page_word caption, const char *subject) {
    static const struct {
        eh_unit unit;
        double end;
    } kinds[] = {{EH_PERCENT, 100}, {EH_SCORE, 10}};
    const char *mine = eh_page_group(page, page->focus), *theirs = eh_group_inside(page->ret->standard, page->other);
    bool any = false;
    for (unsigned k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        survey s = {.page = page, .unit = kinds[k].unit, .end = kinds[k].end};
        eh_buffer title = {0};
        if (!any_of(&s, span))
            continue;
        any = true;
        eh_page_say_in(page, "<figure>\n<figcaption>", caption, subject, mine, theirs, "</figcaption>\n");
        eh_page_put(page, &title, caption, subject, mine, theirs);
        draw(&s, span, &title);
        eh_page_say_in(page, "<p class=\"legend\">", EH_PAGE_LEGEND_SURVEY, mine, theirs, NULL, "</p>\n</figure>\n");
    }
    return any;
}
