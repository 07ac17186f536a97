/* The Easy summary: one page of one return in short sentences, large letters, a picture a point. A draft, to be checked with readers. */
#include <math.h>
#include <string.h>

#include "report/page.h"
#include "report/publication.h"
#include "report/writer.h"
#include "standard/easy_points.h"
#include "standard/standards.h"

/* One sentence a line. */
static void sentences(eh_page *page, const char *text) {
    while (*text) {
        const char *end = strstr(text, ". ");
        size_t length = end ? (size_t)(end - text) + 1 : strlen(text);
        eh_page_raw(page, "<p>");
        eh_page_slice(page, (eh_slice){text, length});
        eh_page_raw(page, "</p>\n");
        text += length + (end != NULL);
    }
}

/* ---- pictures ---- */

/* A hundred people, so many of them filled. The words below say the same. */
static void crowd(eh_page *page, unsigned filled) {
    enum { ALL = 100, IN_ROW = 20, STEP = 16 };
    eh_page_raw(page, "<svg class=\"crowd\" viewBox=\"0 0 320 80\" aria-hidden=\"true\" "
                      "xmlns=\"http://www.w3.org/2000/svg\">\n");
    for (unsigned i = 0; i < ALL; i++)
        eh_buffer_format(&page->out, "<circle class=\"%s\" cx=\"%u\" cy=\"%u\" r=\"6\"/>\n",
                         i < filled ? "one-of" : "other-of", 8 + STEP * (i % IN_ROW), 8 + STEP * (i / IN_ROW));
    eh_page_raw(page, "</svg>\n");
}

static void bar(eh_page *page, double share, bool first) {
    eh_page_raw(page, "<svg class=\"bar-of\" viewBox=\"0 0 100 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\" "
                      "xmlns=\"http://www.w3.org/2000/svg\"><rect class=\"track\" width=\"100\" height=\"10\"/>");
    eh_page_raw(page, first ? "<rect class=\"bar\" width=\"" : "<rect class=\"other\" width=\"");
    eh_page_number(page, share > 100 ? 100 : share, 1);
    eh_page_raw(page, "\" height=\"10\"/></svg>\n");
}

/* ---- figures ---- */

/* "15 in every 100", from a percentage. */
static void in_every(const eh_page *page, eh_buffer *out, double percent, int of) {
    eh_buffer number = {0}, whole = {0};
    double people = percent * of / 100;
    eh_words_count(&whole, of);
    if (people > 0 && people < 0.5) {
        eh_page_put(page, out, EH_PAGE_EASY_FEWER, whole.data, NULL, NULL);
    } else {
        eh_words_number(&number, people, 0);
        eh_page_put(page, out, EH_PAGE_EASY_IN_EVERY, number.data, whole.data, NULL);
    }
    eh_buffer_done(&number, out);
    eh_buffer_done(&whole, out);
}

static double percent_of(const eh_page *page, const char *id, unsigned group) {
    const eh_return_item *item = eh_return_item_find(page->ret, id);
    const eh_value *value = item ? eh_item_value(page->ret, item, group) : NULL;
    return value && value->missing == EH_PRESENT ? value->value : NAN;
}

/* The longest bar that there may be: all people, or for rare events somewhat more than the larger figure. */
static double scale_of(const eh_easy_point *point, double one, double two) {
    static const double room = 1.25;
    double most = isfinite(two) && two > one ? two : one;
    return point->of <= 100 || !(most > 0) ? 100 : most * room;
}

static void one_bar(eh_page *page, const eh_easy_point *point, const char *whose, double percent, double scale,
                    bool first) {
    eh_buffer words = {0};
    eh_page_raw(page, "<p class=\"whose\">");
    eh_page_text(page, whose);
    eh_page_raw(page, ": <strong>");
    if (isfinite(percent)) {
        in_every(page, &words, percent, point->of);
        eh_page_words(page, &words);
    } else {
        eh_page_say(page, EH_PAGE_EASY_NONE, NULL, NULL, NULL);
    }
    eh_page_raw(page, "</strong></p>\n");
    if (isfinite(percent))
        bar(page, 100 * percent / scale, first);
}

static void bars(eh_page *page, const eh_easy_point *point) {
    const char *against = *point->against ? point->against : point->item;
    double one = percent_of(page, point->item, page->focus);
    double two = percent_of(page, against, *point->against ? page->focus : page->other);
    double scale = scale_of(point, one, two);
    one_bar(page, point, point->one, one, scale, true);
    if (*point->two)
        one_bar(page, point, point->two, two, scale, false);
}

static void people(eh_page *page, const eh_easy_point *point, const eh_return_item *item) {
    double counts[EH_GROUPS], all = 0;
    bool there = eh_page_people(page, item, counts);
    for (unsigned g = 0; there && g < EH_GROUPS; g++)
        all += counts[g];
    double percent = there && all > 0 ? 100 * counts[page->focus] / all : NAN;
    if (isfinite(percent))
        crowd(page, (unsigned)(percent + 0.5));
    eh_buffer words = {0};
    eh_page_raw(page, "<p class=\"whose\">");
    eh_page_text(page, point->one);
    eh_page_raw(page, ": <strong>");
    if (isfinite(percent)) {
        in_every(page, &words, percent, point->of);
        eh_page_words(page, &words);
    } else {
        eh_page_say(page, EH_PAGE_EASY_NONE, NULL, NULL, NULL);
    }
    eh_page_raw(page, "</strong></p>\n");
}

/* ---- points ---- */

static const char *verdict_of(const eh_page *page, const eh_easy_point *point) {
    const eh_return_item *ratio = *point->verdict ? eh_return_item_find(page->ret, point->verdict) : NULL;
    if (!ratio || ratio->value[0].missing != EH_PRESENT)
        return "";
    switch (ratio->value[0].verdict) {
    case EH_VERDICT_ABOVE:
        return point->above;
    case EH_VERDICT_WITHIN:
        return point->within;
    case EH_VERDICT_BELOW:
        return point->below;
    case EH_VERDICT_NONE:
        break;
    }
    return "";
}

static void one_point(eh_page *page, const eh_easy_point *point) {
    const eh_return_item *item = eh_return_item_find(page->ret, point->item);
    if (!item)
        return;
    eh_page_raw(page, "<section class=\"point\">\n<h2>");
    eh_page_text(page, point->title);
    eh_page_raw(page, "</h2>\n");
    sentences(page, point->text);
    if (item->unit == EH_HEADCOUNT)
        people(page, point, item);
    else
        bars(page, point);
    sentences(page, verdict_of(page, point));
    eh_page_raw(page, "</section>\n");
}

static void whole(eh_page *page) {
    eh_buffer period = {0};
    const char *standing = page->statement ? page->statement : eh_page_word_text(page->catalogue, EH_PAGE_HANDLING);
    eh_page_head(page, EH_PAGE_EASY_TITLE);
    eh_page_raw(page, "<body class=\"easy\">\n<header>\n");
    if (!page->statement)
        eh_page_say_in(page, "<p class=\"handling\">", EH_PAGE_HANDLING, NULL, NULL, NULL, "</p>\n");
    eh_page_raw(page, "<div class=\"top\">\n<div class=\"wide\">\n<p>");
    eh_page_text(page, eh_standards_built_in[page->ret->standard].name);
    eh_page_raw(page, "</p>\n<h1>");
    eh_page_title(page, EH_PAGE_EASY_TITLE);
    eh_page_raw(page, "</h1>\n</div>\n</div>\n</header>\n<main class=\"wide\">\n");
    eh_page_say_in(page, "<p class=\"draft\">", EH_PAGE_EASY_DRAFT, NULL, NULL, NULL, "</p>\n");
    eh_words_period(&period, page->ret);
    eh_buffer lead = {0};
    eh_page_put(page, &lead, EH_PAGE_EASY_LEAD, period.data, NULL, NULL);
    sentences(page, eh_buffer_words(&lead));
    eh_buffer_done(&period, &page->out);
    eh_buffer_done(&lead, &page->out);
    eh_page_raw(page, "<div class=\"points\">\n");
    const eh_easy_point *point;
    for (size_t i = 0; (point = eh_easy_point_at(page->catalogue, i)) != NULL; i++)
        if (point->standard == page->ret->standard)
            one_point(page, point);
    eh_page_raw(page, "</div>\n</main>\n<footer>\n<div class=\"wide\">\n<p>");
    eh_page_text(page, standing);
    eh_page_raw(page, "</p>\n</div>\n</footer>\n</body>\n</html>\n");
}

eh_status eh_write_easy(const eh_catalogue *catalogue, const eh_return *ret, eh_findings *findings, eh_sink *sink) {
    const eh_return *const returns[] = {ret, NULL};
    eh_page page = {.catalogue = catalogue, .returns = returns, .statement = eh_public_statement(ret)};
    eh_page_turn_to(&page, ret);
    whole(&page);
    return eh_page_finish(&page, findings, sink);
}
