/* Organisations added up, and who is left out of which sum. */
#include <math.h>
#include <string.h>

#include "report/comparison_page.h"

/* The figures shown of a roll-up: its ratios, and the board against the workforce. */
static bool is_column(const eh_item *item) {
    return item->operation == EH_OP_RELATIVE || (item->operation == EH_OP_GAP && item->national);
}

void eh_view_rollup_name(const eh_view *view, const eh_rollup *rollup, eh_buffer *out) {
    static const eh_comparison_word words[EH_ROLLUP_KINDS] = {EH_COMPARED_ALL_ORGANISATIONS, EH_COMPARED_KIND_ICB,
                                                              EH_COMPARED_KIND_PLACE, EH_COMPARED_KIND_TYPE};
    eh_view_put(view, out, words[rollup->kind], rollup->name, NULL, NULL);
}

static void figure_cell(eh_view *view, const eh_item *item, const eh_rolled *rolled) {
    eh_page *page = &view->page;
    const eh_value *value = &rolled->value[item->groups ? view->focus : 0];
    eh_buffer words = {0};
    eh_page_cell(page, true, item->label);
    eh_words_value(&words, value, item->unit == EH_POINTS ? EH_RATIO : item->unit);
    eh_page_words(page, &words);
    if (value->missing == EH_PRESENT && !isnan(value->lower)) {
        eh_words_number(&words, value->lower, item->decimals);
        eh_buffer_text(&words, " to ");
        eh_words_number(&words, value->upper, item->decimals);
        eh_page_raw(page, "<small>");
        eh_page_words(page, &words);
        eh_page_raw(page, "</small>");
    }
    eh_page_raw(page, "</td>");
}

static void row(eh_view *view, const eh_rollup *rollup) {
    eh_page *page = &view->page;
    const eh_edition *edition = view->side->edition;
    eh_buffer words = {0};
    eh_page_raw(page, rollup->kind == EH_ROLLUP_ALL ? "<tr role=\"row\" class=\"total\">" : "<tr role=\"row\">");
    eh_page_raw(page, "<th scope=\"row\" role=\"rowheader\">");
    eh_view_rollup_name(view, rollup, &words);
    eh_page_words(page, &words);
    eh_page_raw(page, "</th>");
    eh_buffer_whole(&words, (int64_t)rollup->member_count);
    eh_view_cell(view, true, EH_COMPARED_COUNTED_COLUMN, &words);
    for (unsigned i = 0; i < edition->item_count; i++)
        if (is_column(&edition->items[i]))
            figure_cell(view, &edition->items[i], &rollup->items[i]);
    eh_page_raw(page, "</tr>\n");
}

/* Who is left out of the sum of everybody, by figure; of other sums the same organisations are. */
static void left_out(eh_view *view) {
    const eh_edition *edition = view->side->edition;
    bool any = false;
    eh_view_say(view, "<h3>", EH_COMPARED_LEFT_OUT, NULL, NULL, NULL, "</h3>\n");
    for (unsigned i = 0; i < edition->item_count; i++) {
        const eh_rolled *rolled = &view->side->rollups[0].items[i];
        eh_buffer names = {0};
        if (rolled->left_out_count == 0)
            continue;
        if (!any)
            eh_page_raw(&view->page, "<ul>\n");
        any = true;
        for (size_t k = 0; k < rolled->left_out_count; k++)
            eh_buffer_format(&names, "%s%s (%s)", k ? ", " : "",
                             view->side->members[rolled->left_out[k].member].ret->organisation,
                             eh_missing_words(rolled->left_out[k].why));
        eh_view_say(view, "<li>", EH_COMPARED_LEFT_OUT_OF, edition->items[i].label, names.data, NULL, "</li>\n");
        eh_view_done(view, &names);
    }
    if (any)
        eh_page_raw(&view->page, "</ul>\n");
    else
        eh_view_say(view, "<p>", EH_COMPARED_LEFT_OUT_NONE, NULL, NULL, NULL, "</p>\n");
}

static void standard(eh_view *view) {
    eh_page *page = &view->page;
    const eh_edition *edition = view->side->edition;
    eh_page_raw(page, "<div class=\"card wraps\">\n");
    eh_view_open_table(view, EH_COMPARED_TABLE_ROLLUPS, eh_standard_id(edition->standard));
    eh_page_column(page, false, eh_view_word(view, EH_COMPARED_ROLLUP_COLUMN));
    eh_page_column(page, true, eh_view_word(view, EH_COMPARED_COUNTED_COLUMN));
    for (unsigned i = 0; i < edition->item_count; i++)
        if (is_column(&edition->items[i]))
            eh_page_column(page, true, edition->items[i].label);
    eh_page_open_rows(page);
    for (size_t i = 0; i < view->side->rollup_count; i++)
        row(view, &view->side->rollups[i]);
    eh_view_close_table(view);
    left_out(view);
    eh_page_raw(page, "</div>\n");
}

void eh_view_rollups(eh_view *view) {
    eh_view_say(view, "<section aria-labelledby=\"rollups\">\n<h2 id=\"rollups\" class=\"page\">", EH_COMPARED_ROLLUPS,
                NULL, NULL, NULL, "</h2>\n");
    eh_view_say(view, "<p>", EH_COMPARED_ROLLUPS_LEAD, NULL, NULL, NULL, "</p>\n");
    for (size_t s = 0; s < view->c->side_count; s++) {
        eh_view_turn_to(view, &view->c->sides[s]);
        standard(view);
    }
    eh_page_raw(&view->page, "</section>\n");
}
