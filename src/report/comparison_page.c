/* The web page of a comparison: one file that loads nothing. */
#include "report/comparison_page.h"
#include "report/page_frame.h"

#include <stdlib.h>
#include <string.h>

/* ---- words ---- */

void eh_view_turn_to(eh_view *view, const eh_compared *side) {
    view->side = side;
    view->focus = eh_focus_group(side->edition->standard);
    view->other = eh_other_group(side->edition->standard);
    eh_page_turn_to(&view->page, side->members[0].ret);
}

const char *eh_view_word(const eh_view *view, eh_comparison_word word) {
    return eh_comparison_word_text(view->c->catalogue, word);
}

void eh_view_put(const eh_view *view, eh_buffer *out, eh_comparison_word word, const char *one, const char *two,
                 const char *three) {
    eh_words_put(out, eh_view_word(view, word), one, two, three);
}

void eh_view_say(eh_view *view, const char *open, eh_comparison_word word, const char *one, const char *two,
                 const char *three, const char *close) {
    eh_buffer words = {0};
    eh_view_put(view, &words, word, one, two, three);
    eh_page_raw(&view->page, open);
    eh_page_words(&view->page, &words);
    eh_page_raw(&view->page, close);
}

void eh_view_done(eh_view *view, eh_buffer *words) {
    eh_buffer_done(words, &view->page.out);
}

void eh_member_words(eh_buffer *out, const eh_member *member) {
    if (strcmp(member->who->name, member->ret->organisation) != 0)
        eh_buffer_format(out, "%s (%s)", member->who->name, member->ret->organisation);
    else
        eh_buffer_text(out, member->ret->organisation);
}

/* ---- tables ---- */

void eh_view_open_table(eh_view *view, eh_comparison_word caption, const char *subject) {
    eh_view_say(view, "<table role=\"table\">\n<caption>", caption, subject, NULL, NULL,
                "</caption>\n<thead role=\"rowgroup\"><tr role=\"row\">");
    eh_page_name_columns(&view->page);
}

void eh_view_close_table(eh_view *view) {
    eh_page_close_table(&view->page);
}

void eh_view_organisation(eh_view *view, const eh_member *member) {
    eh_page *page = &view->page;
    eh_page_raw(page, "<th scope=\"row\" role=\"rowheader\">");
    eh_page_text(page, member->who->name);
    eh_page_raw(page, "<small>");
    eh_page_text(page, member->ret->organisation);
    if (member->focus || member->peer)
        eh_view_say(view, ", ", member->focus ? EH_COMPARED_MARKED : EH_COMPARED_PEER, NULL, NULL, NULL, "");
    eh_page_raw(page, "</small></th>");
}

void eh_view_cell(eh_view *view, bool number, eh_comparison_word column, eh_buffer *words) {
    eh_page_cell(&view->page, number, eh_view_word(view, column));
    eh_page_words(&view->page, words);
    eh_page_raw(&view->page, "</td>");
}

/* ---- top and bottom ---- */

static void editions(const eh_comparison *c, eh_buffer *out) {
    for (size_t s = 0; s < c->side_count; s++)
        eh_buffer_format(out, "%s%s %d", s ? ", " : "", eh_standard_id(c->sides[s].edition->standard),
                         c->sides[s].edition->year);
}

void eh_view_title(eh_view *view, eh_buffer *out) {
    eh_buffer words = {0};
    editions(view->c, &words);
    eh_view_put(view, out, EH_COMPARED_TITLE, words.data, NULL, NULL);
    eh_view_done(view, &words);
}

const char *eh_view_handling(const eh_view *view) {
    return eh_view_word(view, eh_comparison_internal(view->c) ? EH_COMPARED_HANDLING : EH_COMPARED_PUBLIC);
}

static void top(eh_view *view) {
    eh_page *page = &view->page;
    eh_buffer words = {0};
    eh_view_title(view, &words);
    eh_frame_top(page, eh_view_handling(view), &words);
    for (size_t s = 0; s < view->c->side_count; s++) {
        eh_buffer count = {0};
        eh_buffer_whole(&count, (int64_t)view->c->sides[s].member_count);
        eh_buffer_text(&words, s ? ", " : "");
        eh_view_put(view, &words, EH_COMPARED_ORGANISATIONS_OF, count.data,
                    eh_standard_id(view->c->sides[s].edition->standard), NULL);
        eh_view_done(view, &count);
    }
    eh_frame_fact(page, eh_view_word(view, EH_COMPARED_ORGANISATIONS), &words);
    editions(view->c, &words);
    eh_frame_fact(page, eh_view_word(view, EH_COMPARED_EDITIONS), &words);
    eh_frame_end_top(page);
}

static void link_to(eh_view *view, const char *id, eh_comparison_word word, const char *one, const char *two) {
    eh_buffer_format(&view->page.out, "<li><a href=\"#%s\">", id);
    eh_view_say(view, "", word, one, two, NULL, "</a></li>\n");
}

static void contents(eh_view *view) {
    eh_page *page = &view->page;
    eh_page_say_in(page, "<nav class=\"wide\" aria-labelledby=\"contents\">\n<h2 id=\"contents\">", EH_PAGE_CONTENTS,
                   NULL, NULL, NULL, "</h2>\n<ul>\n");
    link_to(view, "summary", EH_COMPARED_SUMMARY, NULL, NULL);
    link_to(view, "better", EH_COMPARED_BETTER, NULL, NULL);
    for (size_t s = 0; s < view->c->side_count; s++) {
        const eh_edition *edition = view->c->sides[s].edition;
        eh_buffer year = {0};
        eh_buffer_whole(&year, edition->year);
        link_to(view, eh_standard_word(edition->standard), EH_COMPARED_SECTION, eh_standard_id(edition->standard),
                year.data);
        eh_view_done(view, &year);
    }
    link_to(view, "rollups", EH_COMPARED_ROLLUPS, NULL, NULL);
    link_to(view, "who", EH_COMPARED_WHO, NULL, NULL);
    link_to(view, "method", EH_COMPARED_METHOD, NULL, NULL);
    eh_page_raw(page, "</ul>\n</nav>\n");
}

/* ---- who is in it ---- */

/* The standards of an organisation's returns, and whether one is not fit. */
static void returns_of(const eh_view *view, const char *code, eh_buffer *out) {
    for (size_t s = 0; s < view->c->side_count; s++)
        for (size_t i = 0; i < view->c->sides[s].member_count; i++) {
            const eh_return *ret = view->c->sides[s].members[i].ret;
            if (strcmp(ret->organisation, code) != 0)
                continue;
            eh_buffer_format(out, "%s%s", out->length ? ", " : "", eh_standard_id(ret->standard));
            if (!ret->complete)
                eh_buffer_format(out, " (%s)", eh_view_word(view, EH_COMPARED_NOT_FIT));
        }
}

static bool is_first(const eh_comparison *c, size_t side, const eh_member *member) {
    for (size_t s = 0; s < side; s++)
        for (size_t i = 0; i < c->sides[s].member_count; i++)
            if (strcmp(c->sides[s].members[i].ret->organisation, member->ret->organisation) == 0)
                return false;
    return true;
}

static void text_cell(eh_view *view, eh_comparison_word column, const char *text) {
    eh_buffer words = {0};
    eh_buffer_text(&words, text);
    eh_view_cell(view, false, column, &words);
}

static void who_row(eh_view *view, const eh_member *member) {
    const eh_organisation *icb = eh_organisation_find(view->c->organisations, member->who->icb);
    eh_buffer returns = {0};
    eh_page_raw(&view->page, "<tr role=\"row\">");
    eh_view_organisation(view, member);
    text_cell(view, EH_COMPARED_TYPE_COLUMN, member->who->type);
    text_cell(view, EH_COMPARED_PLACE_COLUMN, member->who->place);
    text_cell(view, EH_COMPARED_ICB_COLUMN, icb && *icb->name ? icb->name : member->who->icb);
    returns_of(view, member->ret->organisation, &returns);
    eh_view_cell(view, false, EH_COMPARED_RETURNS_COLUMN, &returns);
    eh_page_raw(&view->page, "</tr>\n");
}

static void others(eh_view *view) {
    eh_buffer words = {0};
    const eh_comparison *c = view->c;
    for (size_t i = 0; i < c->other_count; i++)
        eh_buffer_format(&words, "%s%s %s %d", i ? ", " : "", c->others[i]->organisation,
                         eh_standard_id(c->others[i]->standard), c->others[i]->edition);
    if (c->other_count > 0)
        eh_view_say(view, "<p>", EH_COMPARED_OTHERS, words.data, NULL, NULL, "</p>\n");
    eh_view_done(view, &words);
}

static void who(eh_view *view) {
    eh_page *page = &view->page;
    static const eh_comparison_word columns[] = {EH_COMPARED_ORGANISATION_COLUMN, EH_COMPARED_TYPE_COLUMN,
                                                 EH_COMPARED_PLACE_COLUMN, EH_COMPARED_ICB_COLUMN,
                                                 EH_COMPARED_RETURNS_COLUMN};
    eh_view_say(view, "<section aria-labelledby=\"who\">\n<h2 id=\"who\">", EH_COMPARED_WHO, NULL, NULL, NULL,
                "</h2>\n<div class=\"card\">\n");
    eh_view_open_table(view, EH_COMPARED_TABLE_WHO, NULL);
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        eh_page_column(page, false, eh_view_word(view, columns[i]));
    eh_page_open_rows(page);
    for (size_t s = 0; s < view->c->side_count; s++)
        for (size_t i = 0; i < view->c->sides[s].member_count; i++)
            if (is_first(view->c, s, &view->c->sides[s].members[i]))
                who_row(view, &view->c->sides[s].members[i]);
    eh_view_close_table(view);
    others(view);
    eh_page_raw(page, "</div>\n</section>\n");
}

static void method(eh_view *view) {
    const eh_comparison_word *note;
    eh_view_say(view, "<section aria-labelledby=\"method\">\n<h2 id=\"method\">", EH_COMPARED_METHOD, NULL, NULL, NULL,
                "</h2>\n<div class=\"card\">\n<dl class=\"meanings\">\n");
    for (size_t i = 0; (note = eh_comparison_note(i)) != NULL; i++) {
        eh_view_say(view, "<dt>", note[0], NULL, NULL, NULL, "</dt>");
        eh_view_say(view, "<dd>", note[1], NULL, NULL, NULL, "</dd>\n");
    }
    eh_page_raw(&view->page, "</dl>\n</div>\n</section>\n");
}

static void whole(eh_view *view) {
    eh_buffer name = {0};
    eh_view_title(view, &name);
    eh_page_head_titled(&view->page, &name);
    top(view);
    contents(view);
    eh_page_raw(&view->page, "<main id=\"main\" class=\"wide\" tabindex=\"-1\">\n");
    eh_view_summary(view);
    eh_view_better(view);
    for (size_t s = 0; s < view->c->side_count; s++) {
        eh_view_turn_to(view, &view->c->sides[s]);
        eh_view_figures(view);
    }
    eh_view_rollups(view);
    who(view);
    method(view);
    eh_page_raw(&view->page, "</main>\n");
    eh_frame_bottom(&view->page, eh_view_word(view, EH_COMPARED_FOOTER), view->c->prepared, eh_view_handling(view));
}

eh_status eh_write_comparison_page(const eh_comparison *c, eh_findings *findings, eh_sink *sink) {
    const eh_return *const first[] = {c->sides[0].members[0].ret, NULL};
    eh_view view = {.page = {.catalogue = c->catalogue, .returns = first}, .c = c};
    const char *foot = eh_comparison_internal(c) ? NULL : eh_view_word(&view, EH_COMPARED_PUBLIC);
    view.page.statement = foot;
    whole(&view);
    return eh_page_finish(&view.page, findings, sink);
}
