/* The page's answer to who (or what) got better: plain lists, the most important first. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "report/progress_page.h"

/* ---- what went which way ---- */

/* "Label: 1.33 (2023), 1.48 (2024), 1.16 (2025). Since 2023: better, ..." with the label as a link to the section. */
static void point(eh_walk *walk, const eh_track *track) {
    const eh_course *course = walk->course;
    eh_buffer words = {0};
    eh_page *page = &walk->page;
    eh_page_raw(page, "<li><a href=\"#");
    eh_walk_anchor(course, track->item, &words);
    eh_walk_words(walk, "", &words, "\">");
    eh_track_label(walk->report, course, track, &words);
    eh_walk_words(walk, "", &words, "</a>: ");
    eh_track_chain(walk->report, course, track, &words);
    eh_walk_words(walk, "", &words, ". <strong>");
    eh_track_verdict(walk->report, course, track, &words);
    eh_walk_words(walk, "", &words, "</strong>");
    if (eh_track_unattended(walk->report, course, track))
        eh_walk_say(walk, " <strong class=\"bad\">", EH_SAYS_UNATTENDED_MARK, NULL, NULL, NULL, "</strong>");
    eh_page_raw(page, "</li>\n");
}

static size_t certain_of(const eh_course *course, const eh_track *const *tracks, size_t count) {
    size_t certain = 0;
    for (size_t i = 0; i < count; i++)
        certain += eh_step_certain(eh_track_headline(course, tracks[i])->moved_p);
    return certain;
}

static void went(eh_walk *walk, eh_turn turn, eh_progress_word heading, const eh_track **tracks) {
    size_t count = eh_tracks_that_went(walk->course, turn, tracks);
    eh_buffer number = {0}, certain = {0};
    if (count == 0)
        return;
    eh_buffer_whole(&number, (int64_t)count);
    eh_buffer_whole(&certain, (int64_t)certain_of(walk->course, tracks, count));
    eh_walk_say(walk, "<h4>", heading, NULL, NULL, NULL, "");
    if (turn == EH_TURN_BETTER || turn == EH_TURN_WORSE)
        eh_walk_say(walk, " ", EH_SAYS_COUNTED, eh_buffer_words(&number), eh_buffer_words(&certain), NULL, "");
    eh_page_raw(&walk->page, "</h4>\n<ul class=\"says\">\n");
    for (size_t i = 0; i < count; i++)
        point(walk, tracks[i]);
    eh_page_raw(&walk->page, "</ul>\n");
    eh_walk_done(walk, &number);
    eh_walk_done(walk, &certain);
}

/* ---- which organisations ---- */

static void who_went(eh_walk *walk, const eh_track *whole, size_t outcome) {
    eh_buffer names = {0};
    eh_walkers_that_went(walk->course, whole, outcome, &names);
    if (names.length > 0)
        eh_walk_say(walk, "<li>", eh_outcome_at(outcome)->word, names.data, NULL, NULL, "</li>\n");
    eh_walk_done(walk, &names);
}

static void who(eh_walk *walk) {
    eh_walk_say(walk, "<h4>", EH_SAYS_WHO_GOT_BETTER, NULL, NULL, NULL, "</h4>\n");
    eh_walk_say(walk, "<p>", EH_SAYS_WHO_GOT_LEAD, NULL, NULL, NULL, "</p>\n<div class=\"columns\">\n");
    for (size_t i = 0; i < walk->course->main_count; i++) {
        const eh_track *whole = eh_course_main(walk->course, i);
        eh_buffer words = {0};
        eh_track_label(walk->report, walk->course, whole, &words);
        eh_walk_words(walk, "<div>\n<h5>", &words, "</h5>\n<ul class=\"says\">\n");
        for (size_t k = 0; eh_outcome_at(k); k++)
            who_went(walk, whole, k);
        eh_page_raw(&walk->page, "</ul>\n</div>\n");
    }
    eh_page_raw(&walk->page, "</div>\n");
}

/* ---- actions ---- */

static void overdue(eh_walk *walk) {
    const eh_actions *actions = &walk->report->actions;
    bool any = false;
    for (size_t i = 0; i < actions->count; i++) {
        eh_buffer words = {0};
        if (!actions->at[i].overdue)
            continue;
        if (!any)
            eh_walk_say(walk, "<div class=\"card\">\n<h3>", EH_SAYS_OVERDUE, NULL, NULL, NULL,
                        "</h3>\n<ul class=\"says\">\n");
        any = true;
        eh_action_sentence(walk->report, &actions->at[i], &words);
        eh_walk_words(walk, "<li>", &words, "</li>\n");
    }
    if (any)
        eh_page_raw(&walk->page, "</ul>\n</div>\n");
}

/* ---- all ---- */

static void course(eh_walk *walk) {
    const eh_track **tracks = calloc(walk->course->main_count + 1, sizeof *tracks);
    eh_buffer words = {0};
    if (!tracks) {
        walk->page.out.failed = true;
        return;
    }
    eh_course_title(walk->report, walk->course, &words);
    eh_walk_words(walk, "<div class=\"card\">\n<h3>", &words, "</h3>\n");
    went(walk, EH_TURN_BETTER, EH_SAYS_BETTER, tracks);
    went(walk, EH_TURN_WORSE, EH_SAYS_WORSE, tracks);
    went(walk, EH_TURN_SAME, EH_SAYS_SAME, tracks);
    went(walk, EH_TURN_NONE, EH_SAYS_UNTOLD, tracks);
    if (walk->report->rolled)
        who(walk);
    eh_page_raw(&walk->page, "</div>\n");
    free((void *)tracks);
}

void eh_walk_summary(eh_walk *walk) {
    eh_walk_say(walk, "<section aria-labelledby=\"summary\">\n<h2 id=\"summary\">", EH_SAYS_SUMMARY, NULL, NULL, NULL,
                "</h2>\n");
    for (size_t i = 0; i < walk->report->course_count; i++) {
        walk->course = &walk->report->courses[i];
        course(walk);
    }
    overdue(walk);
    eh_page_raw(&walk->page, "</section>\n");
}
