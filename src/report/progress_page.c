/* The web page of progress: one file that loads nothing. */
#include "report/progress_page.h"

#include <string.h>

#include "report/page_frame.h"

/* ---- words and tables ---- */

void eh_walk_done(eh_walk *walk, eh_buffer *words) {
    eh_buffer_done(words, &walk->page.out);
}

void eh_walk_words(eh_walk *walk, const char *open, eh_buffer *words, const char *close) {
    eh_page_raw(&walk->page, open);
    eh_page_words(&walk->page, words);
    eh_page_raw(&walk->page, close);
}

void eh_walk_say(eh_walk *walk, const char *open, eh_progress_word word, const char *one, const char *two,
                 const char *three, const char *close) {
    eh_buffer words = {0};
    eh_progress_put(walk->report, &words, word, one, two, three);
    eh_walk_words(walk, open, &words, close);
}

void eh_walk_open_table(eh_walk *walk, eh_progress_word caption, const char *one, const char *two) {
    eh_walk_say(walk, "<table role=\"table\">\n<caption>", caption, one, two, NULL,
                "</caption>\n<thead role=\"rowgroup\"><tr role=\"row\">");
}

void eh_walk_columns(eh_walk *walk, const eh_progress_word *columns, size_t count, size_t texts) {
    for (size_t i = 0; i < count; i++)
        eh_page_column(&walk->page, i >= texts, eh_progress_say(walk->report, columns[i]));
    eh_page_open_rows(&walk->page);
}

void eh_walk_open_row(eh_walk *walk, eh_buffer *name) {
    eh_walk_words(walk, "<tr role=\"row\"><th scope=\"row\" role=\"rowheader\">", name, "</th>");
}

void eh_walk_cell(eh_walk *walk, bool number, eh_progress_word column, eh_buffer *words) {
    eh_page_cell(&walk->page, number, eh_progress_say(walk->report, column));
    eh_page_words(&walk->page, words);
    eh_page_raw(&walk->page, "</td>");
}

void eh_walk_text_cell(eh_walk *walk, eh_progress_word column, const char *text) {
    eh_buffer words = {0};
    eh_buffer_text(&words, text);
    eh_walk_cell(walk, false, column, &words);
}

void eh_walk_close_row(eh_walk *walk) {
    eh_page_raw(&walk->page, "</tr>\n");
}

void eh_walk_anchor(const eh_course *course, const eh_item *item, eh_buffer *out) {
    eh_buffer_format(out, "%s-%s", eh_standard_word(course->standard), item->indicator);
}

/* ---- contents ---- */

static void courses(const eh_walk *walk, eh_buffer *out) {
    for (size_t i = 0; i < walk->report->course_count; i++) {
        const eh_course *course = &walk->report->courses[i];
        eh_buffer_format(out, "%s%s ", i ? "; " : "", eh_standard_id(course->standard));
        for (size_t y = 0; y < course->year_count; y++)
            eh_buffer_format(out, "%s%d", y ? ", " : "", eh_course_edition(course, y)->year);
    }
}

static const char *handling(const eh_walk *walk) {
    return eh_progress_say(walk->report, eh_progress_internal(walk->report) ? EH_SAYS_HANDLING : EH_SAYS_PUBLIC);
}

static void top(eh_walk *walk) {
    eh_buffer words = {0};
    eh_progress_title(walk->report, &words);
    eh_frame_top(&walk->page, handling(walk), &words);
    courses(walk, &words);
    eh_frame_fact(&walk->page, eh_progress_say(walk->report, EH_SAYS_EDITIONS), &words);
    if (walk->report->rolled) {
        eh_buffer_whole(&words, (int64_t)walk->report->organisation_count);
        eh_frame_fact(&walk->page, eh_progress_say(walk->report, EH_SAYS_ORGANISATIONS), &words);
    }
    eh_frame_end_top(&walk->page);
}

static void link_to(eh_walk *walk, const char *id, const char *text) {
    eh_buffer_format(&walk->page.out, "<li><a href=\"#%s\">", id);
    eh_page_text(&walk->page, text);
    eh_page_raw(&walk->page, "</a></li>\n");
}

static bool any_break(const eh_progress_report *report) {
    for (size_t i = 0; i < report->course_count; i++)
        if (report->courses[i].break_count > 0)
            return true;
    return false;
}

static bool any_restated(const eh_progress_report *report) {
    for (size_t i = 0; i < report->course_count; i++)
        if (report->courses[i].restated_count > 0)
            return true;
    return false;
}

static void contents(eh_walk *walk) {
    const eh_progress_report *report = walk->report;
    eh_page_say_in(&walk->page, "<nav class=\"wide\" aria-labelledby=\"contents\">\n<h2 id=\"contents\">",
                   EH_PAGE_CONTENTS, NULL, NULL, NULL, "</h2>\n<ul>\n");
    link_to(walk, "summary", eh_progress_say(report, EH_SAYS_SUMMARY));
    for (size_t i = 0; i < report->course_count; i++) {
        eh_buffer words = {0};
        eh_progress_put(report, &words, EH_SAYS_SECTION, eh_standard_id(report->courses[i].standard), NULL, NULL);
        link_to(walk, eh_standard_word(report->courses[i].standard), eh_buffer_words(&words));
        eh_walk_done(walk, &words);
    }
    if (any_break(report))
        link_to(walk, "breaks", eh_progress_say(report, EH_SAYS_BREAKS));
    if (any_restated(report))
        link_to(walk, "restated", eh_progress_say(report, EH_SAYS_RESTATED));
    if (report->rolled)
        link_to(walk, "who", eh_progress_say(report, EH_SAYS_WHO));
    link_to(walk, "method", eh_progress_say(report, EH_SAYS_METHOD));
    eh_page_raw(&walk->page, "</ul>\n</nav>\n");
}

/* ---- breaks, restated figures, who, method ---- */

static void open_section(eh_walk *walk, const char *id, eh_progress_word title) {
    eh_buffer_format(&walk->page.out, "<section aria-labelledby=\"%s\">\n<h2 id=\"%s\">", id, id);
    eh_walk_say(walk, "", title, NULL, NULL, NULL, "</h2>\n<div class=\"card\">\n");
}

static void close_section(eh_walk *walk) {
    eh_page_raw(&walk->page, "</div>\n</section>\n");
}

static void break_row(eh_walk *walk, const eh_course *course, const eh_change *change) {
    static const eh_progress_word certainty[] = {EH_SAYS_CERTAIN, EH_SAYS_LIKELY, EH_SAYS_UNCERTAIN};
    eh_buffer name = {0};
    eh_buffer_format(&name, "%s %s", eh_standard_id(course->standard), change->item);
    eh_walk_open_row(walk, &name);
    eh_buffer_whole(&name, change->year);
    eh_walk_cell(walk, true, EH_SAYS_SINCE_COLUMN, &name);
    eh_walk_text_cell(walk, EH_SAYS_WHY_COLUMN, change->text);
    eh_walk_text_cell(walk, EH_SAYS_CERTAINTY_COLUMN, eh_progress_say(walk->report, certainty[change->certainty]));
    eh_walk_text_cell(walk, EH_SAYS_SOURCE_COLUMN, change->source);
    eh_walk_close_row(walk);
}

static void breaks(eh_walk *walk) {
    static const eh_progress_word columns[] = {EH_SAYS_ITEM_COLUMN, EH_SAYS_SINCE_COLUMN, EH_SAYS_WHY_COLUMN,
                                               EH_SAYS_CERTAINTY_COLUMN, EH_SAYS_SOURCE_COLUMN};
    if (!any_break(walk->report))
        return;
    open_section(walk, "breaks", EH_SAYS_BREAKS);
    eh_walk_say(walk, "<p>", EH_SAYS_BREAKS_LEAD, NULL, NULL, NULL, "</p>\n");
    eh_walk_open_table(walk, EH_SAYS_TABLE_BREAKS, NULL, NULL);
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        eh_page_column(&walk->page, columns[i] == EH_SAYS_SINCE_COLUMN, eh_progress_say(walk->report, columns[i]));
    eh_page_open_rows(&walk->page);
    for (size_t c = 0; c < walk->report->course_count; c++)
        for (size_t i = 0; i < walk->report->courses[c].break_count; i++)
            break_row(walk, &walk->report->courses[c], walk->report->courses[c].breaks[i].change);
    eh_page_close_table(&walk->page);
    close_section(walk);
}

static void restated(eh_walk *walk) {
    if (!any_restated(walk->report))
        return;
    open_section(walk, "restated", EH_SAYS_RESTATED);
    eh_walk_say(walk, "<p>", EH_SAYS_RESTATED_LEAD, NULL, NULL, NULL, "</p>\n<ul>\n");
    for (size_t c = 0; c < walk->report->course_count; c++)
        for (size_t i = 0; i < walk->report->courses[c].restated_count; i++) {
            const eh_course *course = &walk->report->courses[c];
            eh_buffer words = {0};
            eh_restated_words(walk->report, course, &course->restated[i], &words);
            eh_walk_words(walk, "<li>", &words, "</li>\n");
        }
    eh_page_raw(&walk->page, "</ul>\n");
    close_section(walk);
}

static void who_row(eh_walk *walk, const eh_course *course, size_t organisation) {
    eh_buffer words = {0};
    eh_buffer_format(&words, "%s (%s)", course->walkers[organisation].who->name,
                     course->walkers[organisation].who->code);
    eh_walk_open_row(walk, &words);
    eh_buffer_format(&words, "%s ", eh_standard_id(course->standard));
    bool any = false;
    for (size_t y = 0; y < course->year_count; y++)
        if (course->years[y].member[organisation] != SIZE_MAX) {
            eh_buffer_format(&words, "%s%d", any ? ", " : "", eh_course_edition(course, y)->year);
            any = true;
        }
    eh_walk_cell(walk, false, EH_SAYS_RETURNS_COLUMN, &words);
    for (size_t i = 0; i < course->main_count; i++) {
        const eh_track *track = eh_course_main(course, i);
        const eh_counted *counted = &course->counted[track->place];
        for (size_t k = 0; k < counted->absence_count; k++)
            if (counted->absences[k].organisation == organisation)
                eh_buffer_format(&words, "%s%s", words.length ? ", " : "", track->item->id);
    }
    eh_walk_cell(walk, false, EH_SAYS_LEFT_OUT_COLUMN, &words);
    eh_walk_close_row(walk);
}

static void who(eh_walk *walk) {
    static const eh_progress_word columns[] = {EH_SAYS_ORGANISATION_COLUMN, EH_SAYS_RETURNS_COLUMN,
                                               EH_SAYS_LEFT_OUT_COLUMN};
    if (!walk->report->rolled)
        return;
    open_section(walk, "who", EH_SAYS_WHO);
    eh_walk_say(walk, "<p>", EH_SAYS_WHO_LEAD, NULL, NULL, NULL, "</p>\n");
    eh_walk_open_table(walk, EH_SAYS_TABLE_WHO, NULL, NULL);
    eh_walk_columns(walk, columns, 3, 3);
    for (size_t c = 0; c < walk->report->course_count; c++)
        for (size_t o = 0; o < walk->report->courses[c].walker_count; o++)
            who_row(walk, &walk->report->courses[c], o);
    eh_page_close_table(&walk->page);
    close_section(walk);
}

static void method(eh_walk *walk) {
    open_section(walk, "method", EH_SAYS_METHOD);
    eh_page_raw(&walk->page, "<dl class=\"meanings\">\n");
    for (size_t i = 0; eh_progress_note(i); i++) {
        eh_walk_say(walk, "<dt>", eh_progress_note(i)[0], NULL, NULL, NULL, "</dt>");
        eh_walk_say(walk, "<dd>", eh_progress_note(i)[1], NULL, NULL, NULL, "</dd>\n");
    }
    eh_page_raw(&walk->page, "</dl>\n");
    close_section(walk);
}

/* ---- the page ---- */

static void whole(eh_walk *walk) {
    eh_buffer name = {0};
    eh_progress_title(walk->report, &name);
    eh_page_head_titled(&walk->page, &name);
    top(walk);
    contents(walk);
    eh_page_raw(&walk->page, "<main id=\"main\" class=\"wide\" tabindex=\"-1\">\n");
    eh_walk_summary(walk);
    for (size_t i = 0; i < walk->report->course_count; i++) {
        walk->course = &walk->report->courses[i];
        eh_walk_indicators(walk);
    }
    eh_walk_other_actions(walk);
    breaks(walk);
    restated(walk);
    who(walk);
    method(walk);
    eh_page_raw(&walk->page, "</main>\n");
    eh_frame_bottom(&walk->page, eh_progress_say(walk->report, EH_SAYS_FOOTER), walk->report->prepared, handling(walk));
}

eh_status eh_write_progress_page(const eh_progress_report *report, eh_findings *findings, eh_sink *sink) {
    const eh_course *course = &report->courses[0];
    const eh_return *const first[] = {course->years[course->year_count - 1].side.members[0].ret, NULL};
    eh_walk walk = {.page = {.catalogue = report->catalogue, .returns = first}, .report = report, .course = course};
    walk.page.statement = eh_progress_internal(report) ? NULL : eh_progress_say(report, EH_SAYS_PUBLIC);
    whole(&walk);
    return eh_page_finish(&walk.page, findings, sink);
}
