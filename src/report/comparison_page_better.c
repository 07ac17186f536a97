/* Who got better: the organisations of a comparison over their earlier editions, judged as progress judges. */
#include <stdlib.h>
#include <string.h>

#include "report/comparison_page.h"
#include "report/progress.h"

enum { OUTCOMES = 6 }; /* eh_outcome_at: from better, more than chance, to not compared */
static const size_t best = 0, worst = 4;

static const eh_comparison_word outcome_columns[OUTCOMES] = {
    EH_COMPARED_BETTER_CERTAIN_COLUMN, EH_COMPARED_BETTER_COLUMN,        EH_COMPARED_UNCHANGED_COLUMN,
    EH_COMPARED_WORSE_COLUMN,          EH_COMPARED_WORSE_CERTAIN_COLUMN, EH_COMPARED_NOT_COMPARED_COLUMN,
};

/* In how many main figures an organisation went each way. */
typedef struct ways {
    size_t count[OUTCOMES];
} ways;

static ways ways_of(const eh_course *course, const eh_walker *walker) {
    ways w = {{0}};
    for (size_t i = 0; i < course->main_count; i++) {
        size_t outcome = eh_walker_outcome(course, walker, eh_course_main(course, i));
        if (outcome < OUTCOMES)
            w.count[outcome]++;
    }
    return w;
}

/* The member that an organisation of progress is: all of them are members. */
static const eh_member *member_of(const eh_view *view, const eh_walker *walker) {
    size_t i = 0;
    while (i + 1 < view->side->member_count && strcmp(view->side->members[i].ret->organisation, walker->who->code) != 0)
        i++;
    return &view->side->members[i];
}

/* ---- in a sentence: who, and in what ---- */

/* "Ashmere Hospitals (XP1): Relative likelihood ...; ..." when a figure of it went so. */
static void name_figures(eh_view *view, const eh_course *course, const eh_walker *walker, size_t outcome,
                         eh_buffer *out) {
    eh_buffer name = {0}, figures = {0};
    for (size_t i = 0; i < course->main_count; i++) {
        const eh_track *whole = eh_course_main(course, i);
        if (eh_walker_outcome(course, walker, whole) != outcome)
            continue;
        eh_buffer_text(&figures, figures.length ? "; " : "");
        eh_track_label(view->c->progress, course, whole, &figures);
    }
    eh_member_words(&name, member_of(view, walker));
    if (figures.length > 0)
        eh_view_put(view, out, EH_COMPARED_IN_FIGURES, eh_buffer_words(&name), figures.data, NULL);
    eh_view_done(view, &name);
    eh_view_done(view, &figures);
}

static void say_who(eh_view *view, const eh_course *course, size_t outcome, eh_comparison_word some,
                    eh_comparison_word none) {
    bool any = false;
    for (size_t o = 0; o < course->walker_count; o++) {
        eh_buffer one = {0};
        name_figures(view, course, &course->walkers[o], outcome, &one);
        if (one.length > 0)
            eh_view_say(view, "<li>", some, one.data, NULL, NULL, "</li>\n");
        any = any || one.length > 0;
        eh_view_done(view, &one);
    }
    if (!any)
        eh_view_say(view, "<li>", none, NULL, NULL, NULL, "</li>\n");
}

/* ---- the table: organisations, and how many figures went which way ---- */

static void table(eh_view *view, const eh_course *course, const ways *all) {
    eh_page *page = &view->page;
    eh_view_open_table(view, EH_COMPARED_TABLE_BETTER, eh_standard_id(course->standard));
    eh_page_column(page, false, eh_view_word(view, EH_COMPARED_ORGANISATION_COLUMN));
    for (size_t k = 0; k < OUTCOMES; k++)
        eh_page_column(page, true, eh_view_word(view, outcome_columns[k]));
    eh_page_open_rows(page);
    for (size_t o = 0; o < course->walker_count; o++) {
        eh_page_raw(page, "<tr role=\"row\">");
        eh_view_organisation(view, member_of(view, &course->walkers[o]));
        for (size_t k = 0; k < OUTCOMES; k++) {
            eh_buffer count = {0};
            eh_buffer_whole(&count, (int64_t)all[o].count[k]);
            eh_view_cell(view, true, outcome_columns[k], &count);
        }
        eh_page_raw(page, "</tr>\n");
    }
    eh_view_close_table(view);
}

/* ---- figure by figure ---- */

static void words(eh_view *view, const char *open, eh_buffer *made, const char *close) {
    eh_page_raw(&view->page, open);
    eh_page_words(&view->page, made);
    eh_page_raw(&view->page, close);
}

static void figure(eh_view *view, const eh_course *course, const eh_track *whole) {
    const eh_progress_report *report = view->c->progress;
    eh_buffer made = {0};
    eh_track_label(report, course, whole, &made);
    words(view, "<div>\n<h4>", &made, "</h4>\n<ul class=\"says\">\n");
    eh_track_chain(report, course, whole, &made);
    eh_buffer_text(&made, ". ");
    eh_track_verdict(report, course, whole, &made);
    eh_view_say(view, "<li>", EH_COMPARED_BETTER_TOGETHER, eh_buffer_words(&made), NULL, NULL, "</li>\n");
    eh_view_done(view, &made);
    for (size_t k = 0; eh_outcome_at(k); k++) {
        eh_buffer codes = {0};
        eh_walkers_that_went(course, whole, k, &codes);
        if (codes.length > 0) {
            eh_progress_put(report, &made, eh_outcome_at(k)->word, codes.data, NULL, NULL);
            words(view, "<li>", &made, "</li>\n");
        }
        eh_view_done(view, &codes);
    }
    eh_page_raw(&view->page, "</ul>\n</div>\n");
}

static void course_of(eh_view *view, const eh_course *course) {
    const eh_progress_report *report = view->c->progress;
    ways *all = calloc(course->walker_count + 1, sizeof *all);
    eh_buffer made = {0};
    if (!all) {
        view->page.out.failed = true;
        return;
    }
    for (size_t o = 0; o < course->walker_count; o++)
        all[o] = ways_of(course, &course->walkers[o]);
    eh_course_title(report, course, &made);
    words(view, "<div class=\"card wraps\">\n<h3>", &made, "</h3>\n<ul class=\"says\">\n");
    say_who(view, course, best, EH_COMPARED_BETTER_CERTAIN, EH_COMPARED_BETTER_NONE);
    say_who(view, course, worst, EH_COMPARED_WORSE_CERTAIN, EH_COMPARED_WORSE_NONE);
    eh_page_raw(&view->page, "</ul>\n");
    table(view, course, all);
    eh_view_say(view, "<details>\n<summary>", EH_COMPARED_BETTER_FIGURES, NULL, NULL, NULL,
                "</summary>\n<div class=\"columns\">\n");
    for (size_t i = 0; i < course->main_count; i++)
        figure(view, course, eh_course_main(course, i));
    eh_page_raw(&view->page, "</div>\n</details>\n</div>\n");
    free(all);
}

void eh_view_better(eh_view *view) {
    const eh_progress_report *report = view->c->progress;
    bool several = report && report->rolled;
    eh_view_say(view, "<section aria-labelledby=\"better\">\n<h2 id=\"better\">", EH_COMPARED_BETTER, NULL, NULL, NULL,
                "</h2>\n");
    eh_view_say(view, "<p>", several ? EH_COMPARED_BETTER_LEAD : EH_COMPARED_BETTER_ELSEWHERE, NULL, NULL, NULL,
                "</p>\n");
    for (size_t s = 0; s < view->c->side_count && several; s++)
        for (size_t i = 0; i < report->course_count; i++)
            if (report->courses[i].standard == view->c->sides[s].edition->standard &&
                report->courses[i].year_count > 1) {
                eh_view_turn_to(view, &view->c->sides[s]);
                course_of(view, &report->courses[i]);
            }
    eh_page_raw(&view->page, "</section>\n");
}
