/* Charts of progress: a figure by edition with its interval, ratios on a logarithmic scale. A line joins only what may be compared. */
#include <math.h>
#include <string.h>

#include "report/progress_page.h"
#include "return/formula.h"

enum { TOP = 16, HEIGHT = 230, FOOT = 34, MOST_LINES = 2, PERCENT = 100 };
static const double left = 12, right = 96; /* of the plot, in percent */

/* A drawing with one or two series on one scale. */
typedef struct plot {
    eh_walk *walk;
    eh_drawing drawing;
    const eh_track *lines[MOST_LINES];
    unsigned count;
    bool ratio;       /* logarithmic: values are drawn at their logarithm to base 2 */
    bool has_parity;  /* parity lies at 0 of the scale */
    double low, high; /* of the scale */
} plot;

static bool is_there(const plot *p, const eh_value *value) {
    return value->missing == EH_PRESENT && (!p->ratio || value->value > 0);
}

static double scaled(const plot *p, double value) {
    return p->ratio ? log2(value) : value;
}

/* Editions lie as far apart as their years. */
static double across(const plot *p, size_t year) {
    const eh_course *course = p->walk->course;
    int first = eh_course_edition(course, 0)->year, last = eh_course_newest(course)->year;
    double share = last > first ? (double)(eh_course_edition(course, year)->year - first) / (last - first) : 0.5;
    return left + 6 + (right - left - 12) * share;
}

static double down(const plot *p, double scaled_value) {
    double share = (p->high - scaled_value) / (p->high - p->low);
    return TOP + (HEIGHT - TOP) * (share < 0 ? 0 : share > 1 ? 1 : share);
}

static void stretch(plot *p, double scaled_value) {
    if (isfinite(scaled_value)) {
        p->low = fmin(p->low, scaled_value);
        p->high = fmax(p->high, scaled_value);
    }
}

/* The scale holds every figure and, as far as that does not press the figures together, their intervals. False when there is no figure. */
static bool measure(plot *p) {
    enum { MOST_OCTAVES = 4, WIDEST = 3 };
    bool any = false;
    p->low = p->has_parity || p->ratio ? 0 : INFINITY;
    p->high = p->has_parity || p->ratio ? 0 : -INFINITY;
    for (unsigned l = 0; l < p->count; l++)
        for (size_t y = 0; y < p->walk->course->year_count; y++)
            if (is_there(p, p->lines[l]->value[y])) {
                stretch(p, scaled(p, p->lines[l]->value[y]->value));
                any = true;
            }
    if (!any)
        return false;
    double reach = fmax((p->high - p->low) * WIDEST, p->ratio ? 1 : 4), low = p->low - reach, high = p->high + reach;
    for (unsigned l = 0; l < p->count; l++)
        for (size_t y = 0; y < p->walk->course->year_count; y++) {
            const eh_value *value = p->lines[l]->value[y];
            if (!is_there(p, value))
                continue;
            if (isfinite(value->lower) && (!p->ratio || value->lower > 0))
                stretch(p, fmax(low, scaled(p, value->lower)));
            if (isfinite(value->upper))
                stretch(p, fmin(high, scaled(p, value->upper)));
        }
    double margin = fmax((p->high - p->low) * 0.06, p->ratio ? 0.1 : 0.5);
    p->low -= margin;
    p->high += margin;
    return true;
}

/* ---- marks ---- */

static void whisker(plot *p, const char *style, size_t year, const eh_value *value) {
    bool low = isfinite(value->lower) && (!p->ratio || value->lower > 0), high = isfinite(value->upper);
    if (!low && !high)
        return;
    double from = low ? down(p, scaled(p, value->lower)) : HEIGHT;
    double to = high ? down(p, scaled(p, value->upper)) : TOP;
    eh_draw_line(&p->drawing, style, across(p, year), from, across(p, year), to);
}

static void join(plot *p, const char *style, const eh_track *line, size_t year) {
    if (year == 0 || eh_course_broken(p->walk->course, line->place, year) || !is_there(p, line->value[year]) ||
        !is_there(p, line->value[year - 1]))
        return;
    eh_draw_line(&p->drawing, style, across(p, year - 1), down(p, scaled(p, line->value[year - 1]->value)),
                 across(p, year), down(p, scaled(p, line->value[year]->value)));
}

/* Lines and intervals, behind the marks. */
static void lines(plot *p, unsigned l, size_t year) {
    static const char *const styles[] = {"reach", "reach-other"};
    if (!is_there(p, p->lines[l]->value[year]))
        return;
    join(p, styles[l], p->lines[l], year);
    whisker(p, styles[l], year, p->lines[l]->value[year]);
}

/* Of two figures the higher one bears its number above it. */
static bool is_higher(const plot *p, unsigned l, size_t year) {
    const eh_value *other = p->count > 1 ? p->lines[1 - l]->value[year] : NULL;
    return !other || !is_there(p, other) || p->lines[l]->value[year]->value > other->value ||
           (l == 0 && p->lines[l]->value[year]->value >= other->value);
}

static void mark(plot *p, unsigned l, size_t year) {
    enum { ABOVE = -9, BELOW = 20, LINE = 16 };
    const eh_track *line = p->lines[l];
    const eh_value *value = line->value[year];
    if (!is_there(p, value)) {
        eh_buffer words = {0};
        eh_words_value(&words, value, line->item->unit);
        eh_draw_text(&p->drawing, "soft", across(p, year), HEIGHT - 6 - LINE * l, EH_ANCHOR_MIDDLE,
                     eh_buffer_words(&words));
        eh_walk_done(p->walk, &words);
        return;
    }
    double x = across(p, year), y = down(p, scaled(p, value->value));
    if (l == 0)
        eh_draw_dot(&p->drawing, "dot", x, y);
    else
        eh_draw_box(&p->drawing, "box", x, y);
    eh_draw_text(&p->drawing, "strong", x + 1, y + (is_higher(p, l, year) ? ABOVE : BELOW), EH_ANCHOR_START,
                 value->display);
}

/* Between two editions: the series does not go on. */
static void broken(plot *p, size_t year) {
    double x = (across(p, year - 1) + across(p, year)) / 2;
    eh_draw_line(&p->drawing, "level", x, TOP, x, HEIGHT);
    eh_draw_text(&p->drawing, "level-text", x, TOP - 3, EH_ANCHOR_MIDDLE,
                 eh_progress_say(p->walk->report, EH_SAYS_BREAK_MARK));
}

/* ---- the scale ---- */

static double step_of(double range) {
    static const double steps[] = {0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 25};
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        if (range / steps[i] <= 6)
            return steps[i];
    return 50;
}

static void grid_line(plot *p, double at, double number, unsigned decimals) {
    eh_buffer words = {0};
    bool percent = !p->ratio && p->lines[0]->item->unit != EH_SCORE;
    eh_words_number(&words, number, decimals);
    if (percent && !p->has_parity)
        eh_buffer_char(&words, '%');
    bool parity = (p->ratio || p->has_parity) && fabs(at) < 1e-9;
    eh_draw_line(&p->drawing, parity ? "even" : "grid", left, down(p, at), right, down(p, at));
    eh_draw_text(&p->drawing, "soft", left - 1, down(p, at) + 5, EH_ANCHOR_END, eh_buffer_words(&words));
    eh_walk_done(p->walk, &words);
}

static void ratio_scale(plot *p) {
    double from = down(p, log2(EH_BAND_UPPER)), to = down(p, log2(EH_BAND_LOWER));
    if (to > from)
        eh_draw_rect(&p->drawing, "band", left, from, right - left, to - from);
    double step = p->high - p->low < 2 ? 0.5 : 1;
    long first = (long)ceil(p->low / step), last = (long)floor(p->high / step);
    for (long i = first; i <= last; i++)
        grid_line(p, (double)i * step, exp2((double)i * step), 2);
}

static void linear_scale(plot *p) {
    double step = step_of(p->high - p->low);
    long first = (long)ceil(p->low / step), last = (long)floor(p->high / step);
    for (long i = first; i <= last; i++)
        grid_line(p, (double)i * step, (double)i * step, step < 0.1 ? 2 : step < 1 ? 1 : 0);
}

static void frame(plot *p) {
    if (p->ratio)
        ratio_scale(p);
    else
        linear_scale(p);
    eh_draw_line(&p->drawing, "axis", left, HEIGHT, right, HEIGHT);
    for (size_t y = 0; y < p->walk->course->year_count; y++) {
        eh_buffer words = {0};
        eh_buffer_whole(&words, eh_course_edition(p->walk->course, y)->year);
        eh_draw_line(&p->drawing, "axis", across(p, y), HEIGHT, across(p, y), HEIGHT + 4);
        eh_draw_text(&p->drawing, "soft", across(p, y), HEIGHT + 20, EH_ANCHOR_MIDDLE, eh_buffer_words(&words));
        eh_walk_done(p->walk, &words);
    }
}

/* ---- the whole ---- */

/* "BME: 34.5% (2023), 29.4% (2024)." for each line. */
static void describe(const plot *p, eh_buffer *out) {
    const eh_course *course = p->walk->course;
    for (unsigned l = 0; l < p->count; l++) {
        const eh_track *line = p->lines[l];
        if (l > 0)
            eh_buffer_char(out, ' ');
        if (p->count > 1)
            eh_buffer_format(out, "%s: ", eh_group_start(course->standard, line->group));
        for (size_t y = 0; y < course->year_count; y++) {
            if (eh_course_broken(course, line->place, y))
                eh_buffer_format(out, "; %s; ", eh_progress_say(p->walk->report, EH_SAYS_BREAK_MARK));
            else if (y > 0)
                eh_buffer_text(out, ", ");
            eh_short_value(line, y, out);
            eh_buffer_format(out, " (%d)", eh_course_edition(course, y)->year);
        }
        eh_buffer_char(out, '.');
    }
    eh_buffer_char(out, ' ');
    eh_progress_put(p->walk->report, out, EH_SAYS_SAME_IN_TABLE, NULL, NULL, NULL);
}

static void legend(const plot *p) {
    const eh_course *course = p->walk->course;
    eh_progress_word word = p->ratio        ? EH_SAYS_LEGEND_RATIO
                            : p->count > 1  ? EH_SAYS_LEGEND_GROUPS
                            : p->has_parity ? EH_SAYS_LEGEND_GAP
                                            : EH_SAYS_LEGEND_ONE;
    eh_walk_say(p->walk, "<p class=\"legend\">", word, eh_group_inside(course->standard, course->focus),
                eh_group_inside(course->standard, course->other), NULL, "</p>\n</figure>\n");
}

/* Of a gap the two groups are drawn, which say more than their difference. */
static void choose_lines(plot *p, const eh_track *track) {
    p->ratio = track->item->unit == EH_RATIO;
    p->has_parity = track->item->unit == EH_POINTS;
    p->lines[p->count++] = track;
    if (track->kind != EH_TRACK_GAP)
        return;
    p->lines[0] = track - track->item->groups + p->walk->course->focus; /* groups stand before their gap */
    p->lines[p->count++] = track - track->item->groups + p->walk->course->other;
}

void eh_walk_chart(eh_walk *walk, const eh_track *track) {
    plot p = {.walk = walk};
    eh_buffer name = {0}, words = {0};
    choose_lines(&p, track);
    if (!measure(&p))
        return;
    eh_walk_say(walk, "<figure>\n<figcaption>", EH_SAYS_CHART, track->item->label, NULL, NULL, "</figcaption>\n");
    eh_drawing_begin(&p.drawing, &walk->page);
    for (size_t y = 0; y < walk->course->year_count; y++)
        for (unsigned l = p.count; l-- > 0;)
            lines(&p, l, y);
    for (size_t y = 0; y < walk->course->year_count; y++) {
        for (unsigned l = p.count; l-- > 0;)
            mark(&p, l, y);
        if (y > 0 && eh_course_broken(walk->course, track->place, y))
            broken(&p, y);
    }
    eh_progress_put(walk->report, &name, EH_SAYS_CHART, track->item->label, NULL, NULL);
    describe(&p, &words);
    eh_drawing_open(&p.drawing, HEIGHT + FOOT, &name, &words);
    frame(&p);
    eh_drawing_end(&p.drawing);
    legend(&p);
}
