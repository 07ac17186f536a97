/* Whose leaders reflect their place: the group that a standard is about in the workforce, at its top and on the board, beside the people who live there. */
#include <string.h>

#include "base/fraction.h"
#include "report/comparison_page.h"

/* A part of an organisation: the rows of indicator 1 whose ids end so, on both sides; or one item by the end of its id. */
typedef struct part {
    eh_comparison_word name;
    const char *rows[8];
} part;

static const part parts[] = {
    {EH_COMPARED_LEADERS_WORKFORCE, {"total"}},
    {EH_COMPARED_LEADERS_8A, {"band-8a", "band-8b", "band-8c", "band-8d", "band-9", "vsm"}},
    {EH_COMPARED_LEADERS_8C, {"band-8c", "band-8d", "band-9", "vsm"}},
    {EH_COMPARED_LEADERS_VSM, {"vsm"}},
    {EH_COMPARED_LEADERS_CONSULTANTS, {"consultants"}},
    {EH_COMPARED_LEADERS_BOARD, {"board"}},
    {EH_COMPARED_LEADERS_VOTING, {"voting"}},
    {EH_COMPARED_LEADERS_EXECUTIVE, {"executive"}},
};
enum { PARTS = sizeof parts / sizeof *parts };

/* The whole workforce is one row, 1.total; its two sides are not added to it. */
static bool belongs(const part *p, const eh_item *item) {
    const char *dot = strchr(item->id, '.');
    if (item->unit != EH_HEADCOUNT || item->groups < EH_GROUPS || !dot)
        return false;
    if (!strcmp(p->rows[0], "total"))
        return !strcmp(item->id, "1.total");
    for (size_t i = 0; p->rows[i]; i++)
        if (!strcmp(dot + 1, p->rows[i]))
            return true;
    return false;
}

/* Twice the people of each group, for a count may be an average of two years. Why there is no sum; EH_PRESENT when there is one. */
static eh_missing add_up(const eh_view *view, const eh_member *member, const part *p, int64_t people[EH_GROUPS]) {
    const eh_edition *edition = view->side->edition;
    bool any = false;
    for (unsigned i = 0; i < edition->item_count; i++) {
        if (!belongs(p, &edition->items[i]))
            continue;
        for (unsigned g = 0; g < EH_GROUPS; g++) {
            const eh_value *value = member->values[(size_t)i * EH_GROUPS + g];
            int64_t doubled = 0;
            if (!value || !eh_member_doubled(value, &doubled))
                return value ? value->missing : EH_NOT_APPLICABLE;
            people[g] += doubled;
        }
        any = true;
    }
    return any ? EH_PRESENT : EH_NOT_APPLICABLE;
}

/* 100 x part / whole with one decimal, exact. */
static void percent(eh_buffer *out, int64_t share, int64_t whole) {
    char text[EH_FRACTION_ROOM];
    eh_fraction exact = eh_fraction_make((eh_wide)share * 100, whole);
    if (!eh_fraction_defined(exact)) {
        eh_buffer_text(out, eh_missing_words(EH_UNDEFINED));
        return;
    }
    eh_fraction_display(exact, 1, text);
    eh_buffer_format(out, "%s%%", text);
}

static void part_cell(eh_view *view, const eh_member *member, const part *p) {
    int64_t people[EH_GROUPS] = {0};
    eh_buffer words = {0};
    eh_missing missing = add_up(view, member, p, people);
    if (missing == EH_PRESENT)
        percent(&words, people[view->focus], people[0] + people[1] + people[2]);
    else
        eh_buffer_text(&words, eh_missing_words(missing));
    eh_view_cell(view, true, p->name, &words);
}

static void place_cells(eh_view *view, const eh_member *member) {
    eh_census_area area;
    eh_buffer words = {0};
    bool known = eh_population_of(view->c->organisations, member->who->areas, &area);
    bool race = view->side->edition->standard == EH_WRES;
    if (known && race)
        percent(&words, area.bme, area.residents);
    else if (known)
        percent(&words, area.disabled, area.residents_of_disability);
    eh_view_cell(view, true, EH_COMPARED_LEADERS_PLACE, &words);
    if (!race)
        return;
    if (known)
        percent(&words, area.minority, area.residents);
    eh_view_cell(view, true, EH_COMPARED_LEADERS_MINORITY, &words);
}

void eh_view_leaders(eh_view *view) {
    eh_page *page = &view->page;
    eh_standard standard = view->side->edition->standard;
    eh_view_say(view, "<div class=\"card wraps\">\n<h3>", EH_COMPARED_LEADERS, eh_group_start(standard, view->focus),
                NULL, NULL, "</h3>\n");
    eh_view_say(view, "<p>", standard == EH_WRES ? EH_COMPARED_LEADERS_LEAD : EH_COMPARED_LEADERS_LEAD_DISABLED, NULL,
                NULL, NULL, "</p>\n");
    eh_view_open_table(view, EH_COMPARED_TABLE_LEADERS, eh_group_start(standard, view->focus));
    eh_page_column(page, false, eh_view_word(view, EH_COMPARED_ORGANISATION_COLUMN));
    for (unsigned i = 0; i < PARTS; i++)
        eh_page_column(page, true, eh_view_word(view, parts[i].name));
    eh_page_column(page, true, eh_view_word(view, EH_COMPARED_LEADERS_PLACE));
    if (standard == EH_WRES)
        eh_page_column(page, true, eh_view_word(view, EH_COMPARED_LEADERS_MINORITY));
    eh_page_open_rows(page);
    for (size_t i = 0; i < view->side->member_count; i++) {
        eh_page_raw(page, "<tr role=\"row\">");
        eh_view_organisation(view, &view->side->members[i]);
        for (unsigned k = 0; k < PARTS; k++)
            part_cell(view, &view->side->members[i], &parts[k]);
        place_cells(view, &view->side->members[i]);
        eh_page_raw(page, "</tr>\n");
    }
    eh_view_close_table(view);
    eh_page_raw(page, "</div>\n");
}
