/* The charts of a comparison: ratios with their intervals on a logarithmic scale, and funnel plots. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "report/comparison_page.h"
#include "report/page_scale.h"

static const double unlikely = 0.05;

/* ---- ratios ---- */

enum { LANE = 18, GAP = 8, FOOT = 44, HEAD = 24, MOST_OCTAVES = 4 };

typedef struct forest {
    eh_view *view;
    eh_drawing drawing;
    eh_ratio_scale scale;
} forest;

static void measure(forest *f, const eh_series *series) {
    f->scale = (eh_ratio_scale){.octaves = 1, .most_octaves = MOST_OCTAVES};
    for (size_t i = 0; i < f->view->side->member_count; i++) {
        const eh_value *value = series->of[i].value;
        if (value->missing == EH_PRESENT)
            eh_ratio_scale_widen(&f->scale, value);
    }
}

static void organisation(forest *f, const eh_series *series, size_t i) {
    const eh_member *member = &f->view->side->members[i];
    const eh_standing *at = &series->of[i];
    if (at->value->missing != EH_PRESENT)
        return;
    eh_draw_heading(&f->drawing, member->who->name, at->value->display);
    double y = f->drawing.y + LANE / 2.0, x = eh_ratio_scale_place(&f->scale, at->value->value);
    eh_ratio_scale_reach(&f->drawing, &f->scale, at->value, y, false);
    if (member->focus)
        eh_draw_box(&f->drawing, "box", x, y);
    else if (member->peer)
        eh_draw_dot(&f->drawing, "peer", x, y);
    else
        eh_draw_dot(&f->drawing, at->adjusted < unlikely ? "dot" : "dot-open", x, y);
    f->drawing.y += LANE + GAP;
}

/* "Ashmere Hospitals (XP1) with 1.73". */
static void one(eh_buffer *out, const eh_view *view, const eh_series *series, size_t i) {
    eh_member_words(out, &view->side->members[i]);
    eh_buffer_format(out, ", %s", series->of[i].value->display);
}

static void describe_ratios(eh_view *view, const eh_series *series, const size_t *order, eh_buffer *out) {
    eh_buffer high = {0}, low = {0};
    size_t last = series->count > 0 ? series->count - 1 : 0;
    if (series->count > 0) {
        one(&high, view, series, order[0]);
        one(&low, view, series, order[last]);
    }
    eh_view_put(view, out, EH_COMPARED_DESC_RATIOS, eh_buffer_words(&high), eh_buffer_words(&low), NULL);
    eh_view_done(view, &high);
    eh_view_done(view, &low);
}

static void legend(eh_view *view, eh_comparison_word word, const char *subject) {
    eh_view_say(view, "<p class=\"legend\">", word, subject, NULL, NULL, "");
    for (size_t i = 0; i < view->side->member_count; i++)
        if (view->side->members[i].focus)
            eh_view_say(view, " ", EH_COMPARED_LEGEND_FOCUS, view->side->members[i].who->name, NULL, NULL, "");
    eh_page_raw(&view->page, "</p>\n</figure>\n");
}

void eh_view_chart_of_ratios(eh_view *view, const eh_series *series) {
    forest f = {.view = view};
    eh_buffer name = {0}, words = {0};
    size_t *order = eh_view_order(view, series);
    if (!order) {
        view->page.out.failed = true;
        return;
    }
    measure(&f, series);
    eh_view_say(view, "<figure>\n<figcaption>", EH_COMPARED_CHART_RATIOS, series->item->label, NULL, NULL,
                "</figcaption>\n");
    eh_drawing_begin(&f.drawing, &view->page);
    f.drawing.y = HEAD;
    for (size_t i = 0; i < view->side->member_count; i++)
        organisation(&f, series, order[i]);
    double bottom = f.drawing.y;
    eh_view_put(view, &name, EH_COMPARED_CHART_RATIOS, series->item->label, NULL, NULL);
    describe_ratios(view, series, order, &words);
    eh_drawing_open(&f.drawing, bottom + FOOT, &name, &words);
    eh_ratio_scale_draw(&f.drawing, &f.scale, bottom, 1);
    eh_drawing_end(&f.drawing);
    legend(view, EH_COMPARED_LEGEND_RATIOS, eh_group_inside(view->side->edition->standard, view->focus));
    free(order);
}

/* ---- funnels ---- */

enum { HEIGHT = 260, TOP = 14, BOTTOM = 46, STEPS = 32 };
static const double left = 11, right = 98; /* of the plot, in percent */

typedef struct funnel {
    eh_view *view;
    eh_drawing drawing;
    double most, low, high; /* people; percentages shown */
    double average;
} funnel;

static double across(const funnel *f, double n) {
    return left + (right - left) * n / f->most;
}

static double down(const funnel *f, double percent) {
    double share = (f->high - percent) / (f->high - f->low);
    return TOP + (HEIGHT - TOP) * (share < 0 ? 0 : share > 1 ? 1 : share);
}

static bool measure_funnel(funnel *f, const eh_series *series) {
    f->low = 100;
    f->high = 0;
    for (size_t i = 0; i < f->view->side->member_count; i++) {
        const eh_standing *at = &series->of[i];
        if (isnan(at->n))
            continue;
        double percent = 100 * at->x / at->n;
        f->most = fmax(f->most, at->n);
        f->low = fmin(f->low, isnan(at->outer.lower) ? percent : fmin(percent, at->inner.lower));
        f->high = fmax(f->high, isnan(at->outer.upper) ? percent : fmax(percent, at->inner.upper));
    }
    if (!(f->most > 0))
        return false;
    double margin = fmax((f->high - f->low) * 0.08, 0.5);
    f->low = fmax(0, f->low - margin);
    f->high = fmin(100, f->high + margin);
    f->most *= 1.05;
    f->average = series->average;
    return true;
}

/* One limit as a path in a coordinate system of its own, which is drawn out to the width of the page. */
static void limit(funnel *f, const char *style, double z, bool upper) {
    eh_page *page = &f->view->page;
    double average = f->average / 100;
    bool open = false;
    eh_page_raw(page, "<svg x=\"");
    eh_page_number(page, left, 2);
    eh_page_raw(page, "%\" y=\"0\" width=\"");
    eh_page_number(page, right - left, 2);
    eh_buffer_format(&page->out,
                     "%%\" height=\"%d\" viewBox=\"0 0 1000 %d\" preserveAspectRatio=\"none\"><path class=\"%s\" d=\"",
                     HEIGHT, HEIGHT, style);
    for (int i = 1; i <= STEPS; i++) {
        /* more steps where the curve bends */
        double share = (double)i * i / ((double)STEPS * STEPS), n = f->most * share;
        eh_interval limits = eh_funnel(average, n, z);
        double percent = 100 * (upper ? limits.upper : limits.lower);
        if (percent < f->low || percent > f->high) {
            open = false;
            continue;
        }
        eh_page_raw(page, open ? "L" : "M");
        eh_page_number(page, 1000 * share, 1);
        eh_page_raw(page, " ");
        eh_page_number(page, down(f, percent), 1);
        open = true;
    }
    eh_page_raw(page, "\"/></svg>\n");
}

/* A step of the scale that gives three to six lines. */
static double step_of(double range) {
    static const double steps[] = {0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 25};
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        if (range / steps[i] <= 6)
            return steps[i];
    return 50;
}

static void funnel_scale(funnel *f) {
    eh_drawing *drawing = &f->drawing;
    double step = step_of(f->high - f->low);
    long lowest = (long)ceil(f->low / step), highest = (long)floor(f->high / step);
    for (long i = lowest; i <= highest; i++) {
        double percent = (double)i * step;
        eh_buffer words = {0};
        eh_words_number(&words, percent, step < 1 ? 1 : 0);
        eh_buffer_char(&words, '%');
        eh_draw_line(drawing, "grid", left, down(f, percent), right, down(f, percent));
        eh_draw_text(drawing, "soft", left - 1, down(f, percent) + 5, EH_ANCHOR_END, eh_buffer_words(&words));
        eh_view_done(f->view, &words);
    }
    eh_draw_line(drawing, "axis", left, HEIGHT, right, HEIGHT);
    double wide = pow(10, floor(log10(f->most)));
    wide = f->most / wide < 2 ? wide / 2 : f->most / wide < 5 ? wide : wide * 2;
    long marks = (long)floor(f->most / wide);
    for (long i = 0; i <= marks; i++) {
        double n = (double)i * wide;
        eh_buffer words = {0};
        eh_words_count(&words, n);
        eh_draw_line(drawing, "axis", across(f, n), HEIGHT, across(f, n), HEIGHT + 4);
        eh_draw_text(drawing, "soft", across(f, n), HEIGHT + 18, EH_ANCHOR_MIDDLE, eh_buffer_words(&words));
        eh_view_done(f->view, &words);
    }
    eh_draw_text(drawing, "soft", right, HEIGHT + 38, EH_ANCHOR_END, eh_view_word(f->view, EH_COMPARED_AXIS_PEOPLE));
}

static void mark(funnel *f, const eh_standing *at, const eh_member *member) {
    double x = across(f, at->n), y = down(f, 100 * at->x / at->n);
    bool far = at->outcome == EH_OUTCOME_FAR_BELOW || at->outcome == EH_OUTCOME_FAR_ABOVE;
    if (member->focus)
        eh_draw_box(&f->drawing, "box", x, y);
    else
        eh_draw_dot(&f->drawing, far ? "dot" : member->peer ? "peer" : "dot-open", x, y);
    if (far || member->focus || at->outcome == EH_OUTCOME_BELOW || at->outcome == EH_OUTCOME_ABOVE) {
        bool end = x > 85;
        eh_draw_text(&f->drawing, "label", end ? x - 1.5 : x + 1.5, y + 5, end ? EH_ANCHOR_END : EH_ANCHOR_START,
                     member->ret->organisation);
    }
}

static void describe_funnel(eh_view *view, const eh_series *series, eh_buffer *out) {
    eh_buffer count = {0}, average = {0}, names = {0}, sentence = {0};
    size_t counted = 0;
    for (size_t i = 0; i < view->side->member_count; i++) {
        const eh_standing *at = &series->of[i];
        counted += isnan(at->n) ? 0 : 1;
        if (at->outcome != EH_OUTCOME_FAR_BELOW && at->outcome != EH_OUTCOME_FAR_ABOVE)
            continue;
        eh_buffer_format(&names, "%s%s", names.length ? ", " : "", view->side->members[i].ret->organisation);
    }
    eh_buffer_whole(&count, (int64_t)counted);
    eh_words_number(&average, series->average, 1);
    eh_buffer_char(&average, '%');
    if (names.length > 0)
        eh_view_put(view, &sentence, EH_COMPARED_OUTSIDE_SOME, names.data, NULL, NULL);
    else
        eh_view_put(view, &sentence, EH_COMPARED_OUTSIDE_NONE, NULL, NULL, NULL);
    eh_view_put(view, out, EH_COMPARED_DESC_FUNNEL, eh_buffer_words(&count), eh_buffer_words(&average),
                eh_buffer_words(&sentence));
    eh_view_done(view, &count);
    eh_view_done(view, &average);
    eh_view_done(view, &names);
    eh_view_done(view, &sentence);
}

void eh_view_chart_of_funnel(eh_view *view, const eh_series *series) {
    funnel f = {.view = view};
    eh_buffer name = {0}, words = {0};
    const char *group = eh_group_start(view->side->edition->standard, series->group);
    if (!measure_funnel(&f, series))
        return;
    eh_view_say(view, "<div>\n<figure>\n<figcaption>", EH_COMPARED_CHART_FUNNEL, group, series->item->label, NULL,
                "</figcaption>\n");
    eh_drawing_begin(&f.drawing, &view->page);
    for (size_t i = 0; i < view->side->member_count; i++)
        if (!isnan(series->of[i].n))
            mark(&f, &series->of[i], &view->side->members[i]);
    eh_view_put(view, &name, EH_COMPARED_CHART_FUNNEL, group, series->item->label, NULL);
    describe_funnel(view, series, &words);
    eh_drawing_open(&f.drawing, HEIGHT + BOTTOM, &name, &words);
    funnel_scale(&f);
    eh_draw_line(&f.drawing, "level", left, down(&f, f.average), right, down(&f, f.average));
    if (f.average > 0 && f.average < 100)
        for (int upper = 0; upper < 2; upper++) {
            limit(&f, "limit", EH_Z95, upper);
            limit(&f, "limit-far", EH_Z998, upper);
        }
    eh_drawing_end(&f.drawing);
    legend(view, EH_COMPARED_LEGEND_FUNNEL, NULL);
    eh_page_raw(&view->page, "</div>\n");
}
