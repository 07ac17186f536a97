/* Disparity ratios of a return, on its own page: how much better one group is represented further up than the other. */
#include "compare/leaders.h"
#include "report/page.h"

static bool any(const eh_disparity_step *steps, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (steps[i].value.missing == EH_PRESENT)
            return true;
    return false;
}

static void table(eh_page *page, const eh_disparity_step *steps, size_t count) {
    eh_page_open_table(page, EH_PAGE_TABLE_DISPARITY, NULL);
    eh_page_column(page, false, eh_page_word_text(page->catalogue, EH_PAGE_STEP_COLUMN));
    eh_page_ratio_columns(page);
    for (size_t i = 0; i < count; i++) {
        eh_buffer name = {0};
        eh_page_put(page, &name, EH_PAGE_DISPARITY_STEP, steps[i].below->name, steps[i].above->name, NULL);
        eh_page_row_heading(page, &name);
        eh_page_ratio_cells(page, &steps[i].value);
        eh_page_raw(page, "</tr>\n");
    }
    eh_page_close_table(page);
}

void eh_page_disparity(eh_page *page) {
    eh_standard standard = page->ret->standard;
    const char *id = eh_standard_word(standard);
    eh_disparity_step *steps = NULL;
    size_t count = 0;
    eh_arena *arena = page->statement ? NULL : eh_arena_new(); /* a public page has none */
    if (page->statement)
        return;
    if (!arena || eh_disparities_of(arena, page->catalogue, page->ret, &steps, &count) != EH_OK)
        page->out.failed = true;
    else if (any(steps, count)) {
        bool own = steps[0].above->own;
        eh_buffer_format(&page->out, "<section class=\"card\" aria-labelledby=\"%s-disparity\">\n", id);
        eh_buffer_format(&page->out, "<h3 id=\"%s-disparity\">", id);
        eh_page_say(page, own ? EH_PAGE_DISPARITY_OWN : EH_PAGE_DISPARITY, NULL, NULL, NULL);
        eh_page_say_in(page, "</h3>\n<p>", EH_PAGE_DISPARITY_LEAD, eh_group_inside(standard, page->other),
                       eh_group_inside(standard, page->focus), NULL, "</p>\n");
        if (own)
            eh_page_say_in(page, "<p>", EH_PAGE_DISPARITY_OWN_LEAD, NULL, NULL, NULL, "</p>\n");
        table(page, steps, count);
        eh_page_raw(page, "</section>\n");
    }
    eh_arena_free(arena);
}
