/* Tables beyond the national rows other than recruitment: ethnic groups, sex by ethnicity, parts of the organisation. */
#include <math.h>
#include <string.h>

#include "report/breakdown_words.h"
#include "report/page.h"

static bool is_of_recruitment(const eh_breakdown *b) {
    static const char funnel[] = "funnel";
    return !strncmp(b->name, funnel, sizeof funnel - 1);
}

static bool is_shown(const eh_breakdown *b) {
    return !is_of_recruitment(b) && (b->rows || b->missing != EH_PRESENT);
}

bool eh_page_has_breakdowns(const eh_page *page) {
    for (size_t i = 0; i < page->ret->breakdown_count; i++)
        if (is_shown(page->ret->breakdowns[i]))
            return true;
    return false;
}

static void count_cells(eh_page *page, const eh_breakdown *b, const eh_breakdown_row *row) {
    for (unsigned c = 0; c < b->columns; c++) {
        eh_buffer name = {0};
        eh_words_column(&name, page->catalogue, b, b->column[c]);
        eh_page_cell(page, true, eh_buffer_words(&name));
        eh_buffer_done(&name, &page->out);
        if (row->cell[c].missing == EH_PRESENT)
            eh_page_count(page, row->cell[c].value);
        else
            eh_page_text(page, eh_missing_words(row->cell[c].missing));
        eh_page_raw(page, "</td>");
    }
}

static void rows(eh_page *page, const eh_breakdown *b) {
    for (size_t i = 0; i < b->rows; i++) {
        eh_buffer name = {0};
        eh_words_row(&name, page->catalogue, page->ret, b, &b->row[i]);
        if (!name.length)
            eh_page_put(page, &name, EH_PAGE_BEYOND_ALL, NULL, NULL, NULL);
        eh_page_row_heading(page, &name);
        if (b->unit == EH_RATIO) {
            eh_value value = eh_breakdown_ratio(b, &b->row[i]);
            eh_page_ratio_cells(page, &value);
        } else {
            count_cells(page, b, &b->row[i]);
        }
        eh_page_raw(page, "</tr>\n");
    }
}

static void columns(eh_page *page, const eh_breakdown *b) {
    eh_buffer first = {0};
    eh_words_by(&first, page->catalogue, b);
    eh_page_column(page, false,
                   first.length ? first.data : eh_page_word_text(page->catalogue, EH_PAGE_BEYOND_PART_COLUMN));
    eh_buffer_done(&first, &page->out);
    if (b->unit == EH_RATIO) {
        eh_page_ratio_columns(page);
        return;
    }
    for (unsigned c = 0; c < b->columns; c++) {
        eh_buffer name = {0};
        eh_words_column(&name, page->catalogue, b, b->column[c]);
        eh_page_column(page, true, eh_buffer_words(&name));
        eh_buffer_done(&name, &page->out);
    }
    eh_page_open_rows(page);
}

void eh_page_breakdown_meaning(eh_page *page, const eh_breakdown *b, const char *by) {
    eh_buffer words = {0};
    eh_words_meaning(&words, page->catalogue, page->ret, b, by);
    if (words.length) {
        eh_page_raw(page, "<p>");
        eh_page_text(page, words.data);
        eh_page_raw(page, "</p>\n");
    }
    eh_buffer_done(&words, &page->out);
}

/* One table, folded away. */
static void table(eh_page *page, const eh_breakdown *b) {
    eh_buffer title = {0}, how = {0};
    eh_words_breakdown(&title, page->catalogue, b);
    eh_words_by(&how, page->catalogue, b);
    if (how.length)
        eh_buffer_format(&title, ": %s", how.data);
    eh_page_raw(page, "<details>\n<summary>");
    eh_page_text(page, eh_buffer_words(&title));
    eh_page_raw(page, "</summary>\n");
    eh_page_breakdown_meaning(page, b, "");
    if (how.length)
        eh_page_breakdown_meaning(page, b, b->by);
    if (b->missing == EH_PRESENT) {
        eh_page_open_table(page, EH_PAGE_BEYOND_TABLE, eh_buffer_words(&title));
        columns(page, b);
        rows(page, b);
        eh_page_close_table(page);
    } else {
        eh_page_say_in(page, "<p>", EH_PAGE_BEYOND_MISSING, eh_missing_words(b->missing), eh_missing_why(b->missing),
                       NULL, "</p>\n");
    }
    eh_page_raw(page, "</details>\n");
    eh_buffer_done(&title, &page->out);
    eh_buffer_done(&how, &page->out);
}

void eh_page_breakdowns(eh_page *page) {
    if (!eh_page_has_breakdowns(page))
        return;
    const char *id = eh_standard_word(page->ret->standard);
    eh_buffer_format(&page->out, "<section class=\"card\" aria-labelledby=\"%s-beyond\">\n<h3 id=\"%s-beyond\">", id,
                     id);
    eh_page_say(page, EH_PAGE_BEYOND, eh_page_standard(page), NULL, NULL);
    eh_page_say_in(page, "</h3>\n<p>", EH_PAGE_BEYOND_LEAD, NULL, NULL, NULL, "</p>\n");
    for (size_t i = 0; i < page->ret->breakdown_count; i++)
        if (is_shown(page->ret->breakdowns[i]))
            table(page, page->ret->breakdowns[i]);
    eh_page_raw(page, "</section>\n");
}
