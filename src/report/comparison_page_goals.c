/* Disparity ratios between tiers, and goals of representation. */
#include <math.h>

#include "report/comparison_leaders.h"

/* ---- disparity ratios ---- */

void eh_disparity_words(const eh_comparison *c, const eh_leadership *l, const eh_ratio_kind *kind, eh_buffer *out) {
    eh_words_put(out, eh_comparison_word_text(c->catalogue, EH_COMPARED_DISPARITY_STEP),
                 l->all[kind->below].level->name, l->all[kind->above].level->name, NULL);
}

/* The member whose ratio is furthest from 1 on the log scale, or -1; *count is how many have one. */
static long furthest(const eh_view *view, size_t ratio, size_t *count) {
    const eh_leadership *l = view->side->leadership;
    double most = -1;
    long best = -1;
    *count = 0;
    for (size_t i = 0; i < view->side->member_count; i++) {
        const eh_value *value = &l->of[i].ratios[ratio].value;
        *count += value->missing == EH_PRESENT;
        if (value->missing == EH_PRESENT && value->value > 0 && fabs(log(value->value)) > most) {
            most = fabs(log(value->value));
            best = (long)i;
        }
    }
    return best;
}

/* Unlikely to be chance: both the test, all organisations looked at together, and the interval say so. */
static bool is_sure(const eh_ratio_figures *f) {
    bool around_one = f->value.lower <= 1 && f->value.upper >= 1; /* false without an interval */
    return f->adjusted < 0.05 && !around_one;
}

static void say_step(eh_view *view, size_t ratio) {
    const eh_leadership *l = view->side->leadership;
    eh_buffer step = {0}, name = {0}, figure = {0}, many = {0}, p = {0};
    size_t count;
    long at = furthest(view, ratio, &count);
    eh_disparity_words(view->c, l, &l->ratios[ratio], &step);
    if (at < 0) {
        eh_view_say(view, "<li>", EH_COMPARED_DISPARITY_NONE, step.data, NULL, NULL, "</li>\n");
    } else {
        const eh_ratio_figures *f = &l->of[at].ratios[ratio];
        eh_member_words(&name, l->of[at].member);
        eh_buffer_format(&figure, "%s (", f->value.display);
        eh_interval_words(&figure, &f->value, 2);
        eh_buffer_char(&figure, ')');
        eh_view_say(view, "<li>", EH_COMPARED_DISPARITY_FURTHEST, step.data, name.data, figure.data, " ");
        eh_buffer_whole(&many, (int64_t)count);
        eh_words_p(&p, f->adjusted);
        eh_view_say(view, "", is_sure(f) ? EH_COMPARED_CHANCE_UNLIKELY : EH_COMPARED_CHANCE_PERHAPS, many.data, p.data,
                    NULL, "</li>\n");
    }
    eh_view_done(view, &step);
    eh_view_done(view, &name);
    eh_view_done(view, &figure);
    eh_view_done(view, &many);
    eh_view_done(view, &p);
}

static void ratio_cells(eh_view *view, const eh_leader *leader, size_t which) {
    const eh_leadership *l = view->side->leadership;
    (void)which;
    for (size_t k = 0; k < l->ratio_count; k++) {
        const eh_value *value = &leader->ratios[k].value;
        eh_buffer words = {0};
        eh_disparity_words(view->c, l, &l->ratios[k], &words);
        eh_page_cell(&view->page, true, words.failed ? "" : words.data);
        eh_view_done(view, &words);
        eh_words_value(&words, value, EH_RATIO);
        eh_page_words(&view->page, &words);
        if (value->missing == EH_PRESENT && !isnan(value->lower)) {
            eh_view_bounds(view, value->lower, value->upper, 2);
            eh_page_raw(&view->page, "</small>");
        }
        eh_page_raw(&view->page, "</td>");
    }
}

/* Whether the measures of these levels are Evenhand's own. */
static bool is_own(const eh_leadership *l, size_t level) {
    return l->all[level].level->own;
}

void eh_view_disparity(eh_view *view) {
    eh_page *page = &view->page;
    const eh_leadership *l = view->side->leadership;
    eh_standard standard = view->side->edition->standard;
    if (l->ratio_count == 0)
        return;
    bool own = is_own(l, l->ratios[0].above);
    eh_view_say(view, "<div class=\"card wraps\">\n<h3>", own ? EH_COMPARED_DISPARITY_OWN : EH_COMPARED_DISPARITY, NULL,
                NULL, NULL, "</h3>\n");
    eh_view_say(view, "<p>", EH_COMPARED_DISPARITY_LEAD, eh_group_inside(standard, view->other),
                eh_group_inside(standard, view->focus), NULL, "");
    if (own)
        eh_view_say(view, " ", EH_COMPARED_DISPARITY_OWN_LEAD, NULL, NULL, NULL, "");
    eh_page_raw(page, "</p>\n<ul class=\"says\">\n");
    for (size_t k = 0; k < l->ratio_count; k++)
        say_step(view, k);
    eh_page_raw(page, "</ul>\n");
    eh_view_open_table(view, EH_COMPARED_TABLE_DISPARITY, NULL);
    eh_page_column(page, false, eh_view_word(view, EH_COMPARED_ORGANISATION_COLUMN));
    for (size_t k = 0; k < l->ratio_count; k++) {
        eh_buffer words = {0};
        eh_disparity_words(view->c, l, &l->ratios[k], &words);
        eh_page_column(page, true, words.failed ? "" : words.data);
        eh_view_done(view, &words);
    }
    eh_page_open_rows(page);
    eh_view_leader_rows(view, ratio_cells, 0);
    eh_view_close_table(view);
    eh_page_raw(page, "</div>\n");
}

/* ---- goals ---- */

static void goal_small(eh_view *view, const eh_goal_figures *f) {
    eh_buffer wanted = {0}, due = {0}, year = {0}, needed = {0};
    eh_buffer_whole(&wanted, f->wanted);
    eh_buffer_whole(&due, f->due);
    eh_buffer_whole(&year, view->side->edition->year);
    eh_buffer_whole(&needed, f->needed);
    eh_page_raw(&view->page, "<small>");
    if (f->has_line && f->due >= 0)
        eh_view_say(view, "", EH_COMPARED_GOAL_DUE, wanted.data, due.data, year.data, "; ");
    else
        eh_view_say(view, "", EH_COMPARED_GOAL_PLAIN, wanted.data, NULL, NULL, "; ");
    if (f->needed > 0)
        eh_view_say(view, "", EH_COMPARED_GOAL_NEEDED, needed.data, NULL, NULL, "</small>");
    else
        eh_view_say(view, "", EH_COMPARED_GOAL_REACHED, NULL, NULL, NULL, "</small>");
    eh_view_done(view, &wanted);
    eh_view_done(view, &due);
    eh_view_done(view, &year);
    eh_view_done(view, &needed);
}

static void goal_cells(eh_view *view, const eh_leader *leader, size_t which) {
    const eh_leadership *l = view->side->leadership;
    (void)which;
    for (size_t k = 0; k < l->goal_count; k++) {
        const eh_goal_figures *f = &leader->goals[k];
        eh_page_cell(&view->page, true, l->all[l->goals[k]].level->name);
        if (f->missing != EH_PRESENT) {
            eh_page_raw(&view->page, eh_missing_words(f->missing));
        } else {
            eh_buffer part = {0}, whole = {0};
            eh_words_count(&part, (double)f->people.focus);
            eh_words_count(&whole, (double)eh_people_counted(f->people, l->basis));
            eh_view_say(view, "", EH_COMPARED_PEOPLE_OF, part.data, whole.data, NULL, "");
            eh_view_done(view, &part);
            eh_view_done(view, &whole);
            goal_small(view, f);
        }
        eh_page_raw(&view->page, "</td>");
    }
}

bool eh_goal_years(const eh_leadership *l, const eh_leader *leader, int *first, int *last) {
    bool any = false;
    *last = l->goal_year;
    *first = l->goal_year;
    for (size_t k = 0; k < l->goal_count; k++) {
        const eh_goal_figures *f = &leader->goals[k];
        if (f->missing != EH_PRESENT || !f->has_line)
            continue;
        any = true;
        *first = f->goal.baseline_year < *first ? f->goal.baseline_year : *first;
    }
    return any;
}

static void years_row(eh_view *view, const eh_level *level, const eh_goal_figures *f, int first, int last) {
    eh_page *page = &view->page;
    eh_buffer words = {0};
    eh_page_raw(page, "<tr role=\"row\"><th scope=\"row\" role=\"rowheader\">");
    eh_page_text(page, level->name);
    eh_page_raw(page, "</th>");
    eh_buffer_whole(&words, f->people.focus);
    eh_view_cell(view, true, EH_COMPARED_NOW_COLUMN, &words);
    for (int year = first; year <= last; year++) {
        int64_t people = eh_goal_people(&f->goal, year);
        eh_buffer_whole(&words, year);
        eh_page_cell(page, true, words.failed ? "" : words.data);
        eh_view_done(view, &words);
        if (people >= 0)
            eh_buffer_whole(&words, people);
        eh_page_words(page, &words);
        eh_page_raw(page, "</td>");
    }
    eh_buffer_whole(&words, f->needed);
    eh_view_cell(view, true, EH_COMPARED_NEEDED_COLUMN, &words);
    eh_page_raw(page, "</tr>\n");
}

/* Year by year: of all together and of the organisation that is marked. */
static void years_table(eh_view *view, const eh_leader *leader) {
    eh_page *page = &view->page;
    const eh_leadership *l = view->side->leadership;
    eh_buffer words = {0};
    int first, last;
    if (!eh_goal_years(l, leader, &first, &last))
        return;
    if (leader->member)
        eh_member_words(&words, leader->member);
    else
        eh_view_rollup_name(view, leader->rollup, &words);
    eh_view_open_table(view, EH_COMPARED_TABLE_YEARS, words.data);
    eh_view_done(view, &words);
    eh_page_column(page, false, eh_view_word(view, EH_COMPARED_LEVEL_COLUMN));
    eh_page_column(page, true, eh_view_word(view, EH_COMPARED_NOW_COLUMN));
    for (int year = first; year <= last; year++) {
        eh_buffer_whole(&words, year);
        eh_page_column(page, true, words.failed ? "" : words.data);
        eh_view_done(view, &words);
    }
    eh_page_column(page, true, eh_view_word(view, EH_COMPARED_NEEDED_COLUMN));
    eh_page_open_rows(page);
    for (size_t k = 0; k < l->goal_count; k++)
        if (leader->goals[k].missing == EH_PRESENT && leader->goals[k].has_line)
            years_row(view, l->all[l->goals[k]].level, &leader->goals[k], first, last);
    eh_view_close_table(view);
}

static void goal_says(eh_view *view) {
    const eh_leadership *l = view->side->leadership;
    const eh_leader *all = &l->of[view->side->member_count];
    eh_standard standard = view->side->edition->standard;
    eh_buffer words = {0};
    int64_t needed = 0;
    for (size_t k = 0; k < l->goal_count; k++)
        needed += all->goals[k].needed > 0 ? all->goals[k].needed : 0;
    eh_words_count(&words, (double)needed);
    eh_view_say(view, "<p>", EH_COMPARED_GOALS_SUM, words.data, eh_group_inside(standard, view->focus), NULL, "</p>\n");
    eh_view_done(view, &words);
}

void eh_view_goals(eh_view *view) {
    eh_page *page = &view->page;
    const eh_leadership *l = view->side->leadership;
    eh_standard standard = view->side->edition->standard;
    eh_buffer year = {0};
    if (l->goal_count == 0)
        return;
    eh_buffer_whole(&year, l->goal_year);
    eh_view_say(view, "<div class=\"card wraps\">\n<h3>", EH_COMPARED_GOALS, year.data, NULL, NULL, "</h3>\n");
    eh_view_say(view, "<p>", EH_COMPARED_GOALS_LEAD, year.data, eh_group_inside(standard, view->focus), NULL, " ");
    eh_view_say(view, "", l->basis == EH_PARITY_OF_ALL ? EH_COMPARED_BASIS_ALL : EH_COMPARED_BASIS_KNOWN, NULL, NULL,
                NULL, "");
    if (is_own(l, l->goals[0]))
        eh_view_say(view, " ", EH_COMPARED_GOALS_OWN_LEAD, NULL, NULL, NULL, "");
    eh_page_raw(page, "</p>\n");
    eh_view_done(view, &year);
    goal_says(view);
    eh_view_open_table(view, EH_COMPARED_TABLE_GOALS, eh_group_start(standard, view->focus));
    eh_page_column(page, false, eh_view_word(view, EH_COMPARED_ORGANISATION_COLUMN));
    for (size_t k = 0; k < l->goal_count; k++)
        eh_page_column(page, true, l->all[l->goals[k]].level->name);
    eh_page_open_rows(page);
    eh_view_leader_rows(view, goal_cells, 0);
    eh_view_close_table(view);
    for (size_t i = 0; i <= view->side->member_count; i++)
        if (l->of[i].rollup || l->of[i].member->focus)
            years_table(view, &l->of[i]);
    eh_page_raw(page, "</div>\n");
}
