/* The chart of headcounts: what part of each row the group is that the standard is about, against the whole workforce. */
#include <string.h>

#include "report/page_svg.h"

enum { BAR = 12, GAP = 9, FEW = 11, FOOT = 24 };

typedef struct shares {
    eh_page *page;
    eh_drawing drawing;
    double scale;           /* the percentage at the right end */
    double level;           /* of the whole workforce, below 0 when not known */
    double lowest, highest; /* among the rows that hold people */
    const char *lowest_row, *highest_row;
    bool any;
} shares;

static double total(const double people[EH_GROUPS]) {
    return people[0] + people[1] + people[2];
}

static bool is_row(const eh_return_item *item, const eh_return_item *whole) {
    return item->unit == EH_HEADCOUNT && item->grouped && (item != whole || !strcmp(item->indicator, "1"));
}

static void measure(shares *s, const eh_page_span *span, const eh_return_item *whole) {
    static const double ends[] = {5, 10, 20, 40, 60, 80, 100};
    double most = 0, people[EH_GROUPS];
    s->level = -1;
    if (whole && eh_page_people(s->page, whole, people) && total(people) > 0)
        most = s->level = 100 * people[s->page->focus] / total(people);
    for (size_t i = span->from; i < span->to; i++) {
        const eh_return_item *item = &s->page->ret->items[i];
        if (!is_row(item, whole) || !eh_page_people(s->page, item, people) || !(total(people) > 0))
            continue;
        double share = 100 * people[s->page->focus] / total(people);
        double reach = share + 100 * people[EH_UNKNOWN] / total(people);
        most = reach > most ? reach : most;
        if (!s->any || share < s->lowest) {
            s->lowest = share;
            s->lowest_row = eh_item_label(s->page->edition, item->id);
        }
        if (!s->any || share > s->highest) {
            s->highest = share;
            s->highest_row = eh_item_label(s->page->edition, item->id);
        }
        s->any = true;
    }
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (ends[i] >= most) {
            s->scale = ends[i];
            break;
        }
}

static void bar(shares *s, const double people[EH_GROUPS]) {
    double all = total(people), y = s->drawing.y + 3;
    double known = 100 * people[s->page->focus] / all, unknown = 100 * people[EH_UNKNOWN] / all;
    eh_draw_rect(&s->drawing, "track", 0, y, 100, BAR);
    if (unknown > 0)
        eh_draw_rect(&s->drawing, "unknown", 100 * known / s->scale, y, 100 * unknown / s->scale, BAR);
    if (known > 0)
        eh_draw_rect(&s->drawing, all < FEW ? "few" : "bar", 0, y, 100 * known / s->scale, BAR);
    if (s->level >= 0)
        eh_draw_line(&s->drawing, "level-bar", 100 * s->level / s->scale, y - 2, 100 * s->level / s->scale,
                     y + BAR + 2);
}

static void row(shares *s, const eh_return_item *item) {
    double people[EH_GROUPS];
    char percent[EH_FRACTION_ROOM];
    const char *label = eh_item_label(s->page->edition, item->id);
    if (!eh_page_people(s->page, item, people)) {
        eh_missing why = EH_PRESENT;
        for (unsigned g = 0; g < item->count && why == EH_PRESENT; g++)
            why = item->value[g].missing;
        eh_draw_heading(&s->drawing, label, eh_missing_words(why));
    } else if (!eh_page_percent(people[s->page->focus], total(people), percent)) {
        eh_draw_heading(&s->drawing, label, eh_page_word_text(s->page->catalogue, EH_PAGE_NOBODY));
    } else {
        eh_draw_heading(&s->drawing, label, percent);
        bar(s, people);
        s->drawing.y += BAR + 3;
    }
    s->drawing.y += GAP;
}

static void percent_words(eh_buffer *out, double value, const char *row_name) {
    eh_words_number(out, value, 1);
    eh_buffer_char(out, '%');
    if (row_name)
        eh_buffer_format(out, " (%s)", row_name);
}

static void describe(const shares *s, eh_buffer *out) {
    eh_buffer low = {0}, high = {0}, level = {0};
    percent_words(&low, s->lowest, s->lowest_row);
    percent_words(&high, s->highest, s->highest_row);
    percent_words(&level, s->level, NULL);
    eh_page_put(s->page, out, EH_PAGE_DESC_SHARES, eh_group_inside(s->page->ret->standard, s->page->focus), low.data,
                high.data);
    if (s->level >= 0) {
        eh_buffer_char(out, ' ');
        eh_page_put(s->page, out, EH_PAGE_DESC_LEVEL, level.data, NULL, NULL);
    }
    eh_buffer_done(&low, out);
    eh_buffer_done(&high, out);
    eh_buffer_done(&level, out);
}

/* The label of the line that stands for the whole workforce. */
static void level_label(shares *s) {
    double x = 100 * s->level / s->scale;
    eh_buffer words = {0};
    eh_buffer_format(&words, "%s ", eh_page_word_text(s->page->catalogue, EH_PAGE_WHOLE_WORKFORCE));
    percent_words(&words, s->level, NULL);
    if (words.length > 0)
        eh_draw_text(&s->drawing, "level-text", x, 13, x < 50 ? EH_ANCHOR_START : EH_ANCHOR_END, words.data);
    eh_buffer_done(&words, &s->page->out);
}

/* The scale below the bars, and faint lines behind them. */
static void axis(shares *s, double bottom) {
    static const eh_anchor anchors[] = {EH_ANCHOR_START, EH_ANCHOR_MIDDLE, EH_ANCHOR_END};
    for (unsigned i = 0; i < 3; i++) {
        eh_buffer words = {0};
        double x = 50.0 * i;
        eh_words_number(&words, s->scale * i / 2, s->scale < 10 && i == 1 ? 1 : 0);
        eh_buffer_char(&words, '%');
        eh_draw_line(&s->drawing, "grid", x, 22, x, bottom);
        eh_draw_text(&s->drawing, "soft", x, bottom + 16, anchors[i], eh_buffer_words(&words));
        eh_buffer_done(&words, &s->page->out);
    }
    eh_draw_line(&s->drawing, "axis", 0, bottom, 100, bottom);
    if (s->level >= 0)
        eh_draw_line(&s->drawing, "level", 100 * s->level / s->scale, 18, 100 * s->level / s->scale, bottom);
}

static void draw(shares *s, const eh_page_span *span, const eh_return_item *whole, const char *name, bool board) {
    eh_buffer title = {0}, words = {0};
    const char *people = eh_page_group(s->page, s->page->focus);
    eh_drawing_begin(&s->drawing, s->page);
    s->drawing.y = 26;
    for (size_t i = span->from; i < span->to; i++)
        if (is_row(&s->page->ret->items[i], whole))
            row(s, &s->page->ret->items[i]);
    double bottom = s->drawing.y;
    if (s->level >= 0)
        level_label(s);
    eh_page_put(s->page, &title, board ? EH_PAGE_CHART_BOARD : EH_PAGE_CHART_SHARES, people, name, NULL);
    describe(s, &words);
    eh_drawing_open(&s->drawing, bottom + FOOT, &title, &words);
    axis(s, bottom);
    eh_drawing_end(&s->drawing);
}

bool eh_page_chart_of_shares(eh_page *page, const eh_page_span *span) {
    shares s = {.page = page, .scale = 100};
    const char *indicator = page->ret->items[span->from].indicator;
    const eh_return_item *whole = eh_page_whole_workforce(page, indicator);
    bool board = strcmp(indicator, "1") != 0;
    measure(&s, span, whole);
    if (!s.any)
        return false;
    const char *people = eh_page_group(page, page->focus);
    eh_page_say_in(page, "<figure>\n<figcaption>", board ? EH_PAGE_CHART_BOARD : EH_PAGE_CHART_SHARES, people,
                   span->name, NULL, "</figcaption>\n");
    draw(&s, span, whole, span->name, board);
    if (span->from == 0 || strcmp(page->ret->items[span->from - 1].indicator, indicator) != 0) /* once an indicator */
        eh_page_say_in(page, "<p class=\"legend\">", EH_PAGE_LEGEND_SHARES, people, NULL, NULL, "</p>\n");
    eh_page_raw(page, "</figure>\n");
    return true;
}
