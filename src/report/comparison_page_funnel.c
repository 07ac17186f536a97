/* Recruitment stage by stage on the page of a comparison: a card of all applications, and one of those without international recruitment. */
#include <math.h>

#include "report/breakdown_words.h"
#include "report/comparison_funnel.h"
#include "report/comparison_leaders.h"

/* What the card of a funnel says. */
static const struct {
    eh_comparison_word title, lead, table, none, without;
} cards[EH_FUNNELS] = {
    [EH_FUNNEL_ALL] = {EH_COMPARED_RECRUITMENT, EH_COMPARED_RECRUITMENT_LEAD, EH_COMPARED_TABLE_RECRUITMENT,
                       EH_COMPARED_RECRUITMENT_NONE, EH_COMPARED_RECRUITMENT_WITHOUT},
    [EH_FUNNEL_AT_HOME] = {EH_COMPARED_RECRUITMENT_HOME, EH_COMPARED_RECRUITMENT_HOME_LEAD,
                           EH_COMPARED_TABLE_RECRUITMENT_HOME, EH_COMPARED_RECRUITMENT_HOME_NONE,
                           EH_COMPARED_RECRUITMENT_HOME_WITHOUT},
};

/* A table being written. */
typedef struct writing {
    eh_view *view;
    eh_funnel_kind funnel;
    const eh_member *member; /* whose row is open */
} writing;

static void close_row(const writing *w) {
    if (w->member)
        eh_page_raw(&w->view->page, "</tr>\n");
}

static void bounds(eh_view *view, const eh_value *value) {
    enum { PLACES = 2 };
    if (value->missing != EH_PRESENT || isnan(value->lower))
        return;
    eh_view_bounds(view, value->lower, value->upper, PLACES);
    eh_page_raw(&view->page, isnan(value->upper) ? "\xe2\x88\x9e</small>" : "</small>");
}

static void cell(void *context, const eh_funnel_row *row) {
    writing *w = context;
    eh_page *page = &w->view->page;
    eh_buffer words = {0};
    if (eh_funnel_missing(row->figure.member, w->funnel) != EH_PRESENT)
        return; /* named under the table */
    if (w->member != row->figure.member) {
        close_row(w);
        w->member = row->figure.member;
        eh_page_raw(page, "<tr role=\"row\">");
        eh_view_organisation(w->view, w->member);
    }
    eh_words_of_id(&words, row->step);
    eh_page_cell(page, true, words.failed ? "" : words.data);
    eh_view_done(w->view, &words);
    eh_words_value(&words, row->figure.value, EH_RATIO);
    eh_page_words(page, &words);
    bounds(w->view, row->figure.value);
    eh_page_raw(page, "</td>");
}

static void table(eh_view *view, eh_funnel_kind funnel, const bool *has) {
    eh_page *page = &view->page;
    writing w = {.view = view, .funnel = funnel};
    eh_view_open_table(view, cards[funnel].table, NULL);
    eh_page_column(page, false, eh_view_word(view, EH_COMPARED_ORGANISATION_COLUMN));
    for (unsigned s = 0; s < EH_FUNNEL_STEPS; s++) {
        eh_buffer words = {0};
        if (!has[s])
            continue;
        eh_words_of_id(&words, eh_funnel_step(s));
        eh_page_column(page, true, words.failed ? "" : words.data);
        eh_view_done(view, &words);
    }
    eh_page_open_rows(page);
    page->out.failed = !eh_comparison_funnel_rows(view->side, funnel, cell, &w) || page->out.failed;
    close_row(&w);
    eh_view_close_table(view);
}

static void say_without(eh_view *view, eh_funnel_kind funnel) {
    eh_buffer words = {0};
    for (size_t i = 0; i < view->side->member_count; i++) {
        if (eh_funnel_missing(&view->side->members[i], funnel) == EH_PRESENT)
            continue;
        eh_buffer_text(&words, words.length ? ", " : "");
        eh_member_words(&words, &view->side->members[i]);
    }
    if (words.length > 0)
        eh_view_say(view, "<p>", cards[funnel].without, words.data, NULL, NULL, "</p>\n");
    eh_view_done(view, &words);
}

void eh_view_recruitment(eh_view *view) {
    eh_standard standard = view->side->edition->standard;
    for (eh_funnel_kind funnel = EH_FUNNEL_ALL; funnel < EH_FUNNELS; funnel++) {
        bool has[EH_FUNNEL_STEPS], some = eh_funnel_steps(view->side, funnel, has) > 0;
        eh_view_say(view, "<div class=\"card wraps\">\n<h3>", cards[funnel].title, NULL, NULL, NULL, "</h3>\n");
        if (some) {
            eh_view_say(view, "<p>", cards[funnel].lead, eh_group_inside(standard, view->other),
                        eh_group_inside(standard, view->focus), NULL, "</p>\n");
            table(view, funnel, has);
            say_without(view, funnel);
        } else {
            eh_view_say(view, "<p>", cards[funnel].none, NULL, NULL, NULL, "</p>\n");
        }
        eh_page_raw(&view->page, "</div>\n");
        if (!some)
            break; /* without the stages nothing is told of who came from abroad */
    }
}
