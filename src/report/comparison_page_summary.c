/* What a comparison says, in plain English: who is furthest from parity, and whether that is more than chance. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "report/comparison_leaders.h"

static const double unlikely = 0.05;

void eh_interval_words(eh_buffer *out, const eh_value *value, unsigned decimals) {
    if (!eh_words_interval(out, value, decimals))
        eh_buffer_text(out, value->missing == EH_PRESENT ? eh_verdict_words(value->verdict)
                                                         : eh_missing_words(value->missing));
}

void eh_rank_words(const eh_view *view, eh_buffer *out, const eh_rank *rank) {
    eh_buffer place = {0}, from = {0}, to = {0};
    if (rank->rank == 0)
        return;
    eh_buffer_whole(&place, (int64_t)rank->rank);
    eh_buffer_whole(&from, (int64_t)rank->from);
    eh_buffer_whole(&to, (int64_t)rank->to);
    eh_view_put(view, out, EH_COMPARED_RANK_WORDS, place.data, from.data, to.data);
    eh_buffer_done(&place, out);
    eh_buffer_done(&from, out);
    eh_buffer_done(&to, out);
}

/* The member furthest from parity; only of those more than chance when `certain`. Its position, or -1. */
static long furthest(const eh_view *view, const eh_series *series, bool certain) {
    long best = -1;
    for (size_t i = 0; i < view->side->member_count; i++) {
        const eh_standing *at = &series->of[i];
        if (at->rank.rank == 0 || (certain && !(at->adjusted < unlikely)))
            continue;
        if (best < 0 || at->rank.rank < series->of[best].rank.rank)
            best = (long)i;
    }
    return best;
}

static void name_one(eh_view *view, eh_comparison_word word, const eh_series *series, long at) {
    const eh_value *value = series->of[at].value;
    eh_buffer name = {0}, interval = {0};
    eh_member_words(&name, &view->side->members[at]);
    eh_interval_words(&interval, value, 2);
    eh_view_say(view, "", word, name.data, value->display, interval.data, "");
    eh_view_done(view, &name);
    eh_view_done(view, &interval);
}

static void chance(eh_view *view, const eh_series *series, long at) {
    double p = series->of[at].adjusted;
    eh_buffer count = {0}, words = {0};
    if (isnan(p)) {
        eh_view_say(view, " ", EH_COMPARED_CHANCE_UNTESTED, NULL, NULL, NULL, "");
        return;
    }
    eh_buffer_whole(&count, (int64_t)series->count);
    eh_words_p(&words, p);
    eh_view_say(view, " ", p < unlikely ? EH_COMPARED_CHANCE_UNLIKELY : EH_COMPARED_CHANCE_PERHAPS, count.data,
                words.data, NULL, "");
    eh_view_done(view, &count);
    eh_view_done(view, &words);
}

/* What parity would take at an organisation, in whole people. */
static void parity(eh_view *view, const eh_series *series, long at) {
    const eh_standing *standing = &series->of[at];
    eh_buffer people = {0}, range = {0};
    if (isnan(standing->shortfall) || !(standing->shortfall > 0))
        return;
    eh_words_number(&people, standing->shortfall, 0);
    eh_buffer_text(&range, "95% interval ");
    eh_words_number(&range, standing->shortfall_lower, 0);
    eh_buffer_text(&range, " to ");
    eh_words_number(&range, standing->shortfall_upper, 0);
    eh_view_say(view, " ", series->more ? EH_COMPARED_PARITY_MORE : EH_COMPARED_PARITY_FEWER, people.data,
                eh_group_inside(view->side->edition->standard, view->focus), range.data, "");
    eh_view_done(view, &people);
    eh_view_done(view, &range);
}

static void how_many(eh_view *view, const eh_series *series) {
    size_t many = 0;
    eh_buffer some = {0}, all = {0};
    for (size_t i = 0; i < view->side->member_count; i++)
        many += series->of[i].adjusted < unlikely;
    eh_buffer_whole(&some, (int64_t)many);
    eh_buffer_whole(&all, (int64_t)series->count);
    if (many > 0)
        eh_view_say(view, "<li>", EH_COMPARED_CERTAIN_COUNT, some.data, all.data, NULL, "</li>\n");
    else
        eh_view_say(view, "<li>", EH_COMPARED_CERTAIN_NONE, NULL, NULL, NULL, "</li>\n");
    eh_view_done(view, &some);
    eh_view_done(view, &all);
}

static void together(eh_view *view, const eh_series *series) {
    int item = eh_item_find(view->side->edition, eh_slice_of(series->item->id));
    const eh_value *all = &view->side->rollups[0].items[item].value[series->group];
    eh_buffer interval = {0};
    if (all->missing != EH_PRESENT)
        return;
    eh_interval_words(&interval, all, 2);
    eh_view_say(view, "<li>", EH_COMPARED_TOGETHER, all->display, interval.data, NULL, "</li>\n");
    eh_view_done(view, &interval);
}

static void spread(eh_view *view, const eh_series *series) {
    eh_buffer phi = {0}, tau = {0};
    if (isnan(series->dispersion.phi))
        return;
    eh_words_number(&phi, series->dispersion.phi, 2);
    eh_words_number(&tau, series->dispersion.tau2, 4);
    eh_view_say(view, "<li>", series->dispersion.tau2 > 0 ? EH_COMPARED_SPREAD_MORE : EH_COMPARED_SPREAD_NONE, phi.data,
                tau.data, NULL, "</li>\n");
    eh_view_done(view, &phi);
    eh_view_done(view, &tau);
}

void eh_view_ratio_says(eh_view *view, const eh_series *series) {
    eh_page *page = &view->page;
    long first = furthest(view, series, false), certain = furthest(view, series, true);
    eh_page_raw(page, "<ul class=\"says\">\n<li>");
    if (first < 0) {
        eh_view_say(view, "", EH_COMPARED_NO_FIGURE, NULL, NULL, NULL, "</li>\n</ul>\n");
        return;
    }
    name_one(view, EH_COMPARED_FURTHEST, series, first);
    chance(view, series, first);
    if (certain == first)
        parity(view, series, first);
    eh_page_raw(page, "</li>\n");
    if (certain >= 0 && certain != first) {
        eh_page_raw(page, "<li>");
        name_one(view, EH_COMPARED_CERTAIN_FURTHEST, series, certain);
        parity(view, series, certain);
        eh_page_raw(page, "</li>\n");
    }
    how_many(view, series);
    together(view, series);
    spread(view, series);
    eh_page_raw(page, "</ul>\n");
}

static void standard(eh_view *view) {
    eh_page *page = &view->page;
    const eh_edition *edition = view->side->edition;
    eh_page_raw(page, "<div class=\"card\">\n<h3>");
    eh_buffer_format(&page->out, "%s %d</h3>\n", eh_standard_id(edition->standard), edition->year);
    for (size_t i = 0; i < view->side->series_count; i++) {
        const eh_series *series = &view->side->series[i];
        if (series->item->operation != EH_OP_RELATIVE || !series->item->national)
            continue;
        eh_view_say(view, "<h4>", EH_COMPARED_QUESTION_RATIO, series->item->label, NULL, NULL, "</h4>\n");
        eh_view_ratio_says(view, series);
    }
    eh_view_leader_says(view);
    eh_page_raw(page, "</div>\n");
}

void eh_view_summary(eh_view *view) {
    eh_view_say(view, "<section aria-labelledby=\"summary\">\n<h2 id=\"summary\">", EH_COMPARED_SUMMARY, NULL, NULL,
                NULL, "</h2>\n");
    for (size_t s = 0; s < view->c->side_count; s++) {
        eh_view_turn_to(view, &view->c->sides[s]);
        standard(view);
    }
    eh_page_raw(&view->page, "</section>\n");
}
