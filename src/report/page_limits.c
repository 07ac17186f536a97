/* What an indicator does not say: small numbers, unknowns, what is missing, and the limits of its kind. */
#include <math.h>
#include <string.h>

#include "report/page.h"

enum { FEW = 11 };

static void say(eh_page *page, eh_page_word word, const char *one, const char *two, const char *three) {
    eh_page_say_in(page, "<li>", word, one, two, three, "</li>\n");
}

/* "3 (7.5%)" */
static void count_and_share(eh_buffer *out, double part, double whole) {
    char percent[EH_FRACTION_ROOM];
    eh_words_count(out, part);
    if (eh_page_percent(part, whole, percent))
        eh_buffer_format(out, " (%s)", percent);
}

static void small_numbers(eh_page *page, const eh_page_span *span) {
    size_t few = 0;
    for (size_t i = span->from; i < span->to; i++) {
        const eh_return_item *item = &page->ret->items[i];
        for (unsigned g = 0; g < item->count && item->unit == EH_HEADCOUNT; g++) {
            const eh_value *value = &item->value[g];
            few += value->missing == EH_PRESENT && value->value > 0 && value->value < FEW;
        }
    }
    eh_buffer number = {0};
    eh_words_count(&number, (double)few);
    if (few == 1)
        say(page, page->statement ? EH_PAGE_LIMIT_SMALL_ONE_PUBLIC : EH_PAGE_LIMIT_SMALL_ONE, NULL, NULL, NULL);
    else if (few > 1)
        say(page, page->statement ? EH_PAGE_LIMIT_SMALL_PUBLIC : EH_PAGE_LIMIT_SMALL, number.data, NULL, NULL);
    eh_buffer_free(&number);
}

static void few_respondents(eh_page *page, const eh_return_item *item) {
    for (unsigned g = 0; g < item->count; g++) {
        const eh_value *value = &item->value[g];
        if (value->missing != EH_PRESENT || !(value->denominator < FEW))
            continue;
        eh_buffer number = {0};
        eh_words_count(&number, value->denominator);
        const char *group = item->grouped ? eh_group_name(page->ret->standard, g) : "";
        say(page, EH_PAGE_LIMIT_RESPONDENTS, eh_item_label(page->edition, item->id), group, number.data);
        eh_buffer_free(&number);
    }
}

/* Few events behind a ratio: from the rate that goes before it in the section, which has the counts. */
static void few_events(eh_page *page, const eh_return_item *rate) {
    eh_buffer words = {0};
    const unsigned groups[] = {page->focus, page->other};
    for (unsigned k = 0; k < 2; k++) {
        const eh_value *value = eh_item_value(page->ret, rate, groups[k]);
        if (!value || value->missing != EH_PRESENT || !(value->numerator < FEW))
            continue;
        eh_buffer number = {0};
        eh_words_count(&number, value->numerator);
        if (words.length > 0)
            eh_buffer_text(&words, ", ");
        eh_page_put(page, &words, EH_PAGE_LIMIT_EVENTS_GROUP, number.data,
                    eh_group_inside(page->ret->standard, groups[k]), NULL);
        eh_buffer_free(&number);
    }
    if (words.length > 0)
        say(page, EH_PAGE_LIMIT_EVENTS, words.data, NULL, NULL);
    eh_buffer_done(&words, &page->out);
}

/* The unknown of a headcount, said in the words of its kind. */
static bool unknown_of(eh_page *page, const eh_return_item *item, eh_page_word word) {
    double people[EH_GROUPS];
    if (!item || !eh_page_people(page, item, people) || !(people[EH_UNKNOWN] > 0))
        return false;
    eh_buffer words = {0};
    count_and_share(&words, people[EH_UNKNOWN], people[0] + people[1] + people[2]);
    say(page, word, words.data, eh_item_label(page->edition, item->id), NULL);
    eh_buffer_done(&words, &page->out);
    return true;
}

static void missing_of(eh_page *page, const eh_page_span *span, eh_missing reason) {
    eh_buffer words = {0};
    for (size_t i = span->from; i < span->to; i++) {
        const eh_return_item *item = &page->ret->items[i];
        bool any = false;
        for (unsigned g = 0; g < item->count; g++)
            any = any || item->value[g].missing == reason;
        if (any)
            eh_buffer_format(&words, "%s%s", words.length ? "; " : "", eh_item_label(page->edition, item->id));
    }
    if (words.length > 0) {
        eh_buffer_format(&words, ": %s (%s).", eh_missing_words(reason), eh_missing_why(reason));
        say(page, EH_PAGE_LIMIT_MISSING, words.data, NULL, NULL);
    }
    eh_buffer_done(&words, &page->out);
}

/* What kinds of figures an indicator has, and the items that tell of them. */
typedef struct kinds {
    bool rows, survey, answer;
    const eh_return_item *ratio, *rate, *base, *board;
} kinds;

static kinds kinds_of(const eh_page *page, const eh_page_span *span) {
    kinds k = {0};
    const eh_return_item *first = NULL;
    for (size_t i = span->from; i < span->to; i++) {
        const eh_return_item *item = &page->ret->items[i];
        bool survey = eh_page_is_survey(page, item);
        k.rows = k.rows || !strcmp(item->indicator, "1");
        k.survey = k.survey || survey;
        k.answer = k.answer || item->unit == EH_TEXT;
        if (item->unit == EH_HEADCOUNT && !first)
            first = item;
        if (item->unit == EH_PERCENT && !survey && !k.rate)
            k.rate = item;
        if (item->unit == EH_RATIO && !k.ratio)
            k.ratio = item;
        if (item->unit == EH_POINTS)
            k.board = first;
    }
    if (k.ratio)
        k.base = first;
    return k;
}

static void board_size(eh_page *page, const eh_return_item *board) {
    double people[EH_GROUPS];
    char percent[EH_FRACTION_ROOM];
    if (!eh_page_people(page, board, people))
        return;
    double all = people[0] + people[1] + people[2];
    if (!eh_page_percent(1, all, percent))
        return;
    eh_buffer number = {0};
    eh_words_count(&number, all);
    percent[strlen(percent) - 1] = '\0';
    say(page, EH_PAGE_LIMIT_BOARD, number.data, percent, NULL);
    eh_buffer_free(&number);
}

static void unknowns(eh_page *page, const kinds *k) {
    const eh_return_item *item = NULL;
    eh_page_word word = EH_PAGE_LIMIT_UNKNOWN_ROW;
    double people[EH_GROUPS];
    if (k->rows) {
        item = eh_page_whole_workforce(page, "1");
    } else if (k->ratio) {
        item = k->base;
        word = EH_PAGE_LIMIT_UNKNOWN_RATIO;
    } else if (k->board) {
        item = k->board;
        word = EH_PAGE_LIMIT_UNKNOWN_BOARD;
    }
    if (item && !unknown_of(page, item, word) && eh_page_people(page, item, people))
        say(page, EH_PAGE_LIMIT_NO_UNKNOWN, NULL, NULL, NULL);
}

void eh_page_limits(eh_page *page, const eh_page_span *indicator) {
    kinds k = kinds_of(page, indicator);
    eh_page_say_in(page, "<div class=\"limits\">\n<h4>", EH_PAGE_DOES_NOT_SAY, NULL, NULL, NULL, "</h4>\n<ul>\n");
    small_numbers(page, indicator);
    if (k.ratio && k.rate)
        few_events(page, k.rate);
    for (size_t i = indicator->from; i < indicator->to && k.survey; i++)
        if (eh_page_is_survey(page, &page->ret->items[i]))
            few_respondents(page, &page->ret->items[i]);
    unknowns(page, &k);
    for (eh_missing reason = EH_NOT_SUPPLIED; reason <= EH_SUPPRESSED; reason++)
        missing_of(page, indicator, reason);
    if (k.board)
        board_size(page, k.board);
    if (k.rows)
        say(page, EH_PAGE_LIMIT_ROWS, NULL, NULL, NULL);
    if (k.ratio)
        say(page, EH_PAGE_LIMIT_RATIO, NULL, NULL, NULL);
    if (k.survey)
        say(page, EH_PAGE_LIMIT_SURVEY, NULL, NULL, NULL);
    if (k.answer)
        say(page, EH_PAGE_LIMIT_ANSWER, NULL, NULL, NULL);
    eh_page_raw(page, "</ul>\n</div>\n");
}
