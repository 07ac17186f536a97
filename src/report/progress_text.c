/* Progress as plain text: what went better, what worse, the most important first. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "report/progress.h"
#include "report/text_layout.h"

typedef struct writing {
    const eh_progress_report *report;
    eh_lines lines;
    const eh_track **tracks; /* room for the main ones of a course */
} writing;

static void done(writing *w, eh_buffer *words) {
    eh_buffer_done(words, &w->lines.out);
}

static void went(writing *w, const eh_course *course, eh_turn turn, eh_progress_word heading) {
    size_t count = eh_tracks_that_went(course, turn, w->tracks);
    eh_buffer words = {0};
    if (count == 0)
        return;
    eh_lines_heading(&w->lines, eh_progress_say(w->report, heading));
    for (size_t i = 0; i < count; i++) {
        eh_track_label(w->report, course, w->tracks[i], &words);
        eh_buffer_text(&words, ": ");
        eh_track_chain(w->report, course, w->tracks[i], &words);
        eh_buffer_text(&words, ". ");
        eh_track_verdict(w->report, course, w->tracks[i], &words);
        eh_lines_item(&w->lines, eh_buffer_words(&words));
        done(w, &words);
    }
}

/* ---- who ---- */

static void who_went(writing *w, const eh_course *course, const eh_track *whole, size_t outcome, eh_buffer *line) {
    eh_buffer names = {0};
    eh_walkers_that_went(course, whole, outcome, &names);
    if (names.length > 0) {
        eh_buffer_text(line, line->length ? "; " : ": ");
        eh_progress_put(w->report, line, eh_outcome_at(outcome)->word, eh_buffer_words(&names), NULL, NULL);
    }
    done(w, &names);
}

static void who(writing *w, const eh_course *course) {
    eh_lines_heading(&w->lines, eh_progress_say(w->report, EH_SAYS_TOGETHER_TEXT));
    for (size_t i = 0; i < course->main_count; i++) {
        const eh_track *whole = eh_course_main(course, i);
        eh_buffer words = {0}, line = {0};
        eh_track_label(w->report, course, whole, &words);
        for (size_t k = 0; eh_outcome_at(k); k++)
            who_went(w, course, whole, k, &line);
        eh_buffer_text(&words, eh_buffer_words(&line));
        eh_lines_item(&w->lines, eh_buffer_words(&words));
        done(w, &line);
        done(w, &words);
    }
}

/* ---- the rest ---- */

/* "XP1 2025, 2.appointed (bme): 61 now, 60 in its own return of 2024." */
static void restated(writing *w, const eh_course *course) {
    if (course->restated_count == 0)
        return;
    eh_lines_heading(&w->lines, eh_progress_say(w->report, EH_SAYS_RESTATED));
    for (size_t i = 0; i < course->restated_count; i++) {
        eh_buffer words = {0};
        eh_restated_words(w->report, course, &course->restated[i], &words);
        eh_lines_item(&w->lines, eh_buffer_words(&words));
        done(w, &words);
    }
}

static void left_out(writing *w, const eh_course *course) {
    eh_buffer words = {0}, names = {0};
    for (size_t o = 0; o < course->walker_count; o++)
        for (size_t i = 0; i < course->main_count; i++) {
            const eh_counted *counted = &course->counted[eh_course_main(course, i)->place];
            bool missing = false;
            for (size_t k = 0; k < counted->absence_count; k++)
                missing = missing || counted->absences[k].organisation == o;
            if (!missing)
                continue;
            eh_buffer_format(&names, "%s%s (%s)", names.length ? ", " : "", course->walkers[o].who->code,
                             eh_course_main(course, i)->item->id);
        }
    if (names.length > 0) {
        eh_progress_put(w->report, &words, EH_SAYS_LEFT_OUT_SOME, eh_buffer_words(&names), NULL, NULL);
        eh_lines_blank(&w->lines);
        eh_lines_paragraph(&w->lines, eh_buffer_words(&words));
    }
    done(w, &words);
    done(w, &names);
}

/* ---- actions ---- */

static void overdue(writing *w) {
    const eh_actions *actions = &w->report->actions;
    bool any = false;
    for (size_t i = 0; i < actions->count; i++) {
        eh_buffer words = {0};
        if (!actions->at[i].overdue)
            continue;
        if (!any)
            eh_lines_heading(&w->lines, eh_progress_say(w->report, EH_SAYS_OVERDUE));
        any = true;
        eh_action_sentence(w->report, &actions->at[i], &words);
        eh_lines_item(&w->lines, eh_buffer_words(&words));
        done(w, &words);
    }
}

static void unattended(writing *w, const eh_course *course) {
    bool any = false;
    for (size_t t = 0; t < course->track_count; t++) {
        const eh_track *track = &course->tracks[t];
        eh_buffer words = {0};
        if (!eh_track_unattended(w->report, course, track))
            continue;
        if (!any)
            eh_lines_heading(&w->lines, eh_progress_say(w->report, EH_SAYS_UNATTENDED));
        any = true;
        eh_track_label(w->report, course, track, &words);
        eh_lines_item(&w->lines, eh_buffer_words(&words));
        done(w, &words);
    }
}

static bool write_course(writing *w, const eh_course *course) {
    eh_buffer words = {0};
    w->tracks = calloc(course->main_count + 1, sizeof *w->tracks);
    if (!w->tracks)
        return false;
    eh_course_title(w->report, course, &words);
    eh_lines_blank(&w->lines);
    eh_lines_title(&w->lines, eh_buffer_words(&words));
    done(w, &words);
    went(w, course, EH_TURN_BETTER, EH_SAYS_BETTER);
    went(w, course, EH_TURN_WORSE, EH_SAYS_WORSE);
    went(w, course, EH_TURN_SAME, EH_SAYS_SAME);
    went(w, course, EH_TURN_NONE, EH_SAYS_UNTOLD);
    if (w->report->rolled) {
        who(w, course);
        left_out(w, course);
    }
    unattended(w, course);
    restated(w, course);
    free((void *)w->tracks);
    return true;
}

eh_status eh_write_progress_text(const eh_progress_report *report, eh_findings *findings, eh_sink *sink) {
    writing w = {.report = report};
    eh_buffer words = {0};
    bool ok = true;
    (void)findings;
    eh_progress_title(report, &words);
    eh_lines_title(&w.lines, eh_buffer_words(&words));
    done(&w, &words);
    eh_lines_paragraph(&w.lines,
                       eh_progress_say(report, eh_progress_internal(report) ? EH_SAYS_HANDLING : EH_SAYS_PUBLIC));
    for (size_t i = 0; i < report->course_count && ok; i++)
        ok = write_course(&w, &report->courses[i]);
    overdue(&w);
    w.lines.out.failed = w.lines.out.failed || !ok;
    return eh_lines_write(&w.lines, sink);
}
