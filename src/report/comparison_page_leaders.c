/* Whose leaders reflect whom: levels of organisations beside the people of their place, their workforce, the level below and their peers. */
#include <math.h>
#include <string.h>

#include "report/comparison_leaders.h"

void eh_view_leader_name(eh_view *view, const eh_leader *leader) {
    eh_page *page = &view->page;
    eh_buffer words = {0};
    if (leader->member) {
        eh_view_organisation(view, leader->member);
        return;
    }
    eh_page_raw(page, "<th scope=\"row\" role=\"rowheader\">");
    eh_view_rollup_name(view, leader->rollup, &words);
    eh_page_words(page, &words);
    eh_page_raw(page, "</th>");
}

void eh_view_leader_rows(eh_view *view, void (*cells)(eh_view *view, const eh_leader *leader, size_t which),
                         size_t which) {
    const eh_leadership *l = view->side->leadership;
    for (size_t i = 0; i < l->count; i++) {
        const eh_rollup *rollup = l->of[i].rollup;
        eh_page_raw(&view->page, rollup && rollup->kind == EH_ROLLUP_ALL ? "<tr role=\"row\" class=\"total\">"
                                                                         : "<tr role=\"row\">");
        eh_view_leader_name(view, &l->of[i]);
        cells(view, &l->of[i], which);
        eh_page_raw(&view->page, "</tr>\n");
    }
}

/* ---- sentences ---- */

enum { MOST_NAMED = 12 };

/* "Ashmere Hospitals (XP1) (8.4%, 11 more would reflect it)". */
static void name_one(eh_view *view, eh_buffer *out, const eh_leader *leader, const eh_level_figures *f) {
    const eh_against *place = &f->against[EH_AGAINST_PLACE];
    eh_buffer name = {0}, percent = {0}, more = {0};
    eh_member_words(&name, leader->member);
    eh_words_value(&percent, &f->value, EH_PERCENT);
    if (place->likeness == EH_LIKENESS_FEWER) {
        eh_words_number(&more, place->needed, 0);
        eh_view_put(view, out, EH_COMPARED_LEADERS_SHORT, name.data, percent.data, more.data);
    } else {
        eh_view_put(view, out, EH_COMPARED_LEADERS_NAMED, name.data, percent.data, NULL);
    }
    eh_view_done(view, &name);
    eh_view_done(view, &percent);
    eh_view_done(view, &more);
}

/* The organisations whose level is so beside their place, the first ones by name. */
static void say_likeness(eh_view *view, size_t level, eh_likeness likeness, eh_comparison_word word) {
    const eh_leadership *l = view->side->leadership;
    const char *group = eh_group_inside(view->side->edition->standard, view->focus);
    eh_buffer names = {0}, rest = {0};
    size_t count = 0;
    for (size_t i = 0; i < view->side->member_count; i++) {
        const eh_level_figures *f = &l->of[i].levels[level];
        if (f->against[EH_AGAINST_PLACE].likeness != likeness || count++ >= MOST_NAMED)
            continue;
        eh_buffer_text(&names, names.length ? "; " : "");
        if (likeness == EH_LIKENESS_NONE)
            eh_member_words(&names, l->of[i].member);
        else
            name_one(view, &names, &l->of[i], f);
    }
    if (count > MOST_NAMED) {
        eh_buffer_whole(&rest, (int64_t)(count - MOST_NAMED));
        eh_buffer_text(&names, "; ");
        eh_view_put(view, &names, EH_COMPARED_LEADERS_OTHERS, rest.data, NULL, NULL);
    }
    bool untold = likeness == EH_LIKENESS_NONE;
    if (count > 0)
        eh_view_say(view, "<li>", word, untold ? names.data : group, untold ? NULL : names.data, NULL, "</li>\n");
    eh_view_done(view, &names);
    eh_view_done(view, &rest);
}

void eh_view_leader_says(eh_view *view) {
    static const struct {
        eh_likeness likeness;
        eh_comparison_word word;
    } says[] = {
        {EH_LIKENESS_CHANCE, EH_COMPARED_LEADERS_CHANCE},
        {EH_LIKENESS_FEWER, EH_COMPARED_LEADERS_FEWER},
        {EH_LIKENESS_MORE, EH_COMPARED_LEADERS_MORE},
        {EH_LIKENESS_NONE, EH_COMPARED_LEADERS_UNTOLD},
    };
    const eh_leadership *l = view->side->leadership;
    for (size_t k = 0; k < l->level_count; k++) {
        const eh_level *level = l->all[l->levels[k]].level;
        if (!(level->uses & EH_LEVEL_TOLD))
            continue;
        eh_view_say(view, "<h4>", EH_COMPARED_LEADERS_QUESTION, level->name, NULL, NULL,
                    "</h4>\n<ul class=\"says\">\n");
        for (size_t i = 0; i < sizeof says / sizeof *says; i++)
            say_likeness(view, k, says[i].likeness, says[i].word);
        eh_page_raw(&view->page, "</ul>\n");
    }
}

/* ---- all levels side by side ---- */

static void share_cell(eh_view *view, const eh_leader *leader, eh_comparison_word word, double share) {
    eh_buffer words = {0};
    if (!leader->place.known)
        eh_buffer_text(&words, eh_missing_words(EH_NOT_SUPPLIED));
    else if (isnan(share))
        eh_buffer_text(&words, eh_missing_words(EH_UNDEFINED));
    else {
        eh_words_number(&words, share * 100, 1);
        eh_buffer_char(&words, '%');
    }
    eh_view_cell(view, true, word, &words);
}

static void overview_cells(eh_view *view, const eh_leader *leader, size_t which) {
    const eh_leadership *l = view->side->leadership;
    bool race = view->side->edition->standard == EH_WRES;
    (void)which;
    for (size_t k = 0; k < l->level_count; k++) {
        eh_buffer words = {0};
        eh_page_cell(&view->page, true, l->all[l->levels[k]].level->name);
        eh_words_value(&words, &leader->levels[k].value, EH_PERCENT);
        eh_page_words(&view->page, &words);
        eh_page_raw(&view->page, "</td>");
    }
    share_cell(view, leader, EH_COMPARED_LEADERS_PLACE, race ? leader->place.bme : leader->place.disabled);
    if (race)
        share_cell(view, leader, EH_COMPARED_LEADERS_MINORITY, leader->place.minority);
}

static void overview(eh_view *view) {
    eh_page *page = &view->page;
    const eh_leadership *l = view->side->leadership;
    eh_standard standard = view->side->edition->standard;
    eh_view_open_table(view, EH_COMPARED_TABLE_LEADERS, eh_group_start(standard, view->focus));
    eh_page_column(page, false, eh_view_word(view, EH_COMPARED_ORGANISATION_COLUMN));
    for (size_t k = 0; k < l->level_count; k++)
        eh_page_column(page, true, l->all[l->levels[k]].level->name);
    eh_page_column(page, true, eh_view_word(view, EH_COMPARED_LEADERS_PLACE));
    if (standard == EH_WRES)
        eh_page_column(page, true, eh_view_word(view, EH_COMPARED_LEADERS_MINORITY));
    eh_page_open_rows(page);
    eh_view_leader_rows(view, overview_cells, 0);
    eh_view_close_table(view);
}

/* ---- one level ---- */

static void count_cell(eh_view *view, const eh_value *value) {
    eh_buffer words = {0}, part = {0}, whole = {0};
    if (value->missing == EH_PRESENT) {
        eh_words_count(&part, value->numerator);
        eh_words_count(&whole, value->denominator);
        eh_view_put(view, &words, EH_COMPARED_PEOPLE_OF, part.data, whole.data, NULL);
    } else {
        eh_buffer_text(&words, eh_missing_words(value->missing));
    }
    eh_view_cell(view, true, EH_COMPARED_PEOPLE_COLUMN, &words);
    eh_view_done(view, &part);
    eh_view_done(view, &whole);
}

void eh_view_bounds(eh_view *view, double lower, double upper, unsigned decimals) {
    eh_buffer words = {0};
    eh_page_raw(&view->page, "<small>");
    eh_words_number(&words, lower, decimals);
    eh_buffer_text(&words, " to ");
    eh_words_number(&words, upper, decimals);
    eh_page_words(&view->page, &words);
}

static void against_cell(eh_view *view, eh_comparison_word column, const eh_against *a) {
    eh_page *page = &view->page;
    eh_buffer words = {0};
    bool sure = a->likeness == EH_LIKENESS_FEWER || a->likeness == EH_LIKENESS_MORE;
    eh_page_cell(page, true, eh_view_word(view, column));
    if (a->difference.missing != EH_PRESENT) {
        eh_page_raw(page, eh_missing_words(a->difference.missing));
        eh_page_raw(page, "</td>");
        return;
    }
    eh_page_raw(page, sure ? "<strong>" : "");
    eh_buffer_text(&words, a->difference.value > 0 ? "+" : "");
    eh_buffer_text(&words, a->difference.display);
    eh_page_words(page, &words);
    eh_page_raw(page, sure ? "</strong>" : "");
    eh_view_bounds(view, a->difference.lower, a->difference.upper, 1);
    eh_page_raw(page, "</small>");
    if (a->needed >= 0.5) {
        eh_words_number(&words, a->needed, 0);
        eh_view_say(view, "<small>", EH_COMPARED_AGAINST_MORE, words.data, NULL, NULL, "</small>");
        eh_view_done(view, &words);
    }
    eh_page_raw(page, "</td>");
}

static const eh_comparison_word against_columns[EH_YARDSTICKS] = {
    EH_COMPARED_AGAINST_WORKFORCE_COLUMN, EH_COMPARED_AGAINST_BELOW_COLUMN, EH_COMPARED_AGAINST_PLACE_COLUMN,
    EH_COMPARED_AGAINST_PEERS_COLUMN};

/* Whether a yardstick applies to a level at all: the workforce has none but the place and peers. */
static bool applies(const eh_view *view, size_t which, unsigned yardstick) {
    const eh_leadership *l = view->side->leadership;
    for (size_t i = 0; i < l->count; i++)
        if (l->of[i].levels[which].against[yardstick].difference.missing != EH_NOT_APPLICABLE)
            return true;
    return false;
}

static void level_cells(eh_view *view, const eh_leader *leader, size_t which) {
    const eh_level_figures *f = &leader->levels[which];
    eh_buffer words = {0};
    count_cell(view, &f->value);
    eh_page_cell(&view->page, true, eh_view_word(view, EH_COMPARED_PERCENTAGE_COLUMN));
    eh_words_value(&words, &f->value, EH_PERCENT);
    eh_page_words(&view->page, &words);
    if (f->value.missing == EH_PRESENT) {
        eh_view_bounds(view, f->value.lower, f->value.upper, 1);
        eh_page_raw(&view->page, "</small>");
    }
    eh_page_raw(&view->page, "</td>");
    for (unsigned i = 0; i < EH_YARDSTICKS; i++)
        if (applies(view, which, i))
            against_cell(view, against_columns[i], &f->against[i]);
}

static void level_table(eh_view *view, size_t which) {
    eh_page *page = &view->page;
    const eh_leadership *l = view->side->leadership;
    const eh_level *level = l->all[l->levels[which]].level;
    eh_view_say(view, "<details>\n<summary>", EH_COMPARED_LEADERS_DETAIL, level->name, NULL, NULL, "</summary>\n");
    eh_view_say(view, "<table role=\"table\">\n<caption>", EH_COMPARED_TABLE_LEVEL, level->name,
                eh_group_inside(view->side->edition->standard, view->focus), NULL,
                "</caption>\n<thead role=\"rowgroup\"><tr role=\"row\">");
    eh_page_name_columns(page);
    eh_page_column(page, false, eh_view_word(view, EH_COMPARED_ORGANISATION_COLUMN));
    eh_page_column(page, true, eh_view_word(view, EH_COMPARED_PEOPLE_COLUMN));
    eh_page_column(page, true, eh_view_word(view, EH_COMPARED_PERCENTAGE_COLUMN));
    for (unsigned i = 0; i < EH_YARDSTICKS; i++)
        if (applies(view, which, i))
            eh_page_column(page, true, eh_view_word(view, against_columns[i]));
    eh_page_open_rows(page);
    eh_view_leader_rows(view, level_cells, which);
    eh_view_close_table(view);
    eh_page_raw(page, "</details>\n");
}

void eh_view_leaders(eh_view *view) {
    eh_page *page = &view->page;
    eh_standard standard = view->side->edition->standard;
    const eh_leadership *l = view->side->leadership;
    eh_view_say(view, "<div class=\"card wraps\">\n<h3>", EH_COMPARED_LEADERS, eh_group_start(standard, view->focus),
                NULL, NULL, "</h3>\n");
    eh_view_say(view, "<p>", standard == EH_WRES ? EH_COMPARED_LEADERS_LEAD : EH_COMPARED_LEADERS_LEAD_DISABLED, NULL,
                NULL, NULL, " ");
    eh_view_say(view, "", l->basis == EH_PARITY_OF_ALL ? EH_COMPARED_BASIS_ALL : EH_COMPARED_BASIS_KNOWN, NULL, NULL,
                NULL, "</p>\n");
    overview(view);
    eh_view_say(view, "<p>", EH_COMPARED_AGAINST_LEGEND, eh_group_inside(standard, view->focus), NULL, NULL, "</p>\n");
    for (size_t k = 0; k < l->level_count; k++)
        level_table(view, k);
    eh_page_raw(page, "</div>\n");
    eh_view_disparity(view);
    eh_view_goals(view);
}
