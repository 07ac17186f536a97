/* Writers of progress over editions, for the files that make them. The table of them all is progress.c. */
#ifndef EH_REPORT_PROGRESS_H
#define EH_REPORT_PROGRESS_H

#include "progress/progress.h"
#include "report/words.h"
#include "standard/progress_words.h"

typedef eh_status eh_progress_writer(const eh_progress_report *report, eh_findings *findings, eh_sink *sink);
eh_progress_writer eh_write_progress_csv, eh_write_progress_json, eh_write_progress_text, eh_write_progress_page,
    eh_write_progress_workbook;

/* One figure of a series: everything that a row of a table says of it. */
typedef struct eh_progress_row {
    const eh_progress_report *report;
    const eh_course *course;
    const eh_track *track;
    const eh_walker *walker; /* of a roll-up: the organisation; NULL for all together, and for one alone */
    size_t year;
    const eh_path *path; /* of a goal of representation; else NULL */
    int64_t due, needed; /* of a goal: what the edition should have been, more people to it; -1 for none */
} eh_progress_row;

/* Calls `take` for every figure: by item and series, all together by edition, and then the organisations. */
void eh_progress_rows(const eh_progress_report *report, const eh_course *course,
                      void (*take)(void *context, const eh_progress_row *row), void *context);
/* The same for goals of representation, whose items and tracks are made up here:
 *   goal.LEVEL         the goal in people, with the people now and everyone of the level
 *   goal.LEVEL.YEAR    the people of a year on the line to the goal
 *   goal.LEVEL.people  by edition: the people as they were, with everyone of the level
 * False when out of memory. */
bool eh_progress_goal_rows(const eh_progress_report *report, const eh_course *course,
                           void (*take)(void *context, const eh_progress_row *row), void *context);
/* "XP3, XP5": who is left out of a goal of several organisations. */
void eh_path_left_out_words(eh_buffer *out, const eh_course *course, const eh_path *path);
/* The track of a walker that belongs to a main one of the whole. */
const eh_track *eh_walker_track(const eh_course *course, const eh_walker *walker, const eh_track *whole);

/* The unit in which a series is shown: the gap between two percentages is in points. */
eh_unit eh_track_unit(const eh_track *track);
/* "gap", "bme"; "" for an item without groups. */
const char *eh_track_group(const eh_course *course, const eh_track *track);
/* "XP3 (2024: no return), XP5 (2023: not-supplied)": who is left out of an item of a roll-up. */
void eh_absences_words(eh_buffer *out, const eh_course *course, unsigned place);

/* ---- in plain English, of the newest edition ---- */

const char *eh_progress_say(const eh_progress_report *report, eh_progress_word word);
void eh_progress_put(const eh_progress_report *report, eh_buffer *out, eh_progress_word word, const char *one,
                     const char *two, const char *three);
/* "Progress: Ashmere Hospitals (XP1)"; "WRES: from 2023 to 2025". */
void eh_progress_title(const eh_progress_report *report, eh_buffer *out);
void eh_course_title(const eh_progress_report *report, const eh_course *course, eh_buffer *out);
/* "Staff who believe ...: gap between BME and White". */
void eh_track_label(const eh_progress_report *report, const eh_course *course, const eh_track *track, eh_buffer *out);
/* A figure as short as can be: "+4.5 points", "12.5%", "suppressed". */
void eh_short_value(const eh_track *track, size_t year, eh_buffer *out);
/* "better, within what chance alone could do"; "up by 12"; nothing where no change is told. */
void eh_step_words(const eh_progress_report *report, const eh_track *track, const eh_step *step, eh_buffer *out);
/* Why no change is told: "not compared: suppressed"; nothing where one is told or there is nothing to compare with. */
void eh_step_why(const eh_progress_report *report, const eh_step *step, eh_buffer *out);
/* The i-th note on method: its subject and what it means; NULL at the end. */
const eh_progress_word *eh_progress_note(size_t i);
/* The change of a step as people read it: "0.89 times" (ratio), "+1.2 percentage points", "+12". */
void eh_step_change(const eh_track *track, const eh_step *step, eh_buffer *out);
/* "XP1, 2.appointed (bme): 61 in the return of 2025, 60 in that of 2024." */
void eh_restated_words(const eh_progress_report *report, const eh_course *course, const eh_restated *restated,
                       eh_buffer *out);
/* "WRES 3: A second person ... (Head of Employee Relations; due 31 January 2025; in progress)." */
void eh_action_sentence(const eh_progress_report *report, const eh_action *action, eh_buffer *out);
/* The standards and the item that an action names: "WRES 3". */
void eh_action_about(const eh_action *action, eh_buffer *out);
const char *eh_action_status_words(const eh_progress_report *report, eh_action_status status);
/* Whole sentences: the figure and since when it is better or worse, or why that cannot be told; with what to mind. */
void eh_track_sentence(const eh_progress_report *report, const eh_course *course, const eh_track *track,
                       eh_buffer *out);

/* In short: "1.33 (2023), 1.48 (2024), 1.16 (2025)", cut where the series breaks; and "Since 2023: better, within what chance alone could do.", or why not. */
void eh_track_chain(const eh_progress_report *report, const eh_course *course, const eh_track *track, eh_buffer *out);
void eh_track_verdict(const eh_progress_report *report, const eh_course *course, const eh_track *track, eh_buffer *out);

/* ---- which are told first ---- */

/* The step by which the summary judges a series: from the first edition since its last break to the newest; NULL with one edition. */
const eh_step *eh_track_headline(const eh_course *course, const eh_track *track);
/* The main series that went one way, the most important first: those beyond chance before the others, then by p. EH_TURN_NONE: those that no change is told of.
 * Returns how many; `out` has room for all main ones. */
size_t eh_tracks_that_went(const eh_course *course, eh_turn turn, const eh_track **out);

/* The ways that organisations can have gone, best first, each with the sentence that names them; NULL at the end. Chance is judged with all of them looked at. */
typedef struct eh_outcome_words {
    eh_turn turn;
    bool certain;
    eh_progress_word word;
} eh_outcome_words;
const eh_outcome_words *eh_outcome_at(size_t i);
/* Which of them an organisation went in a main series; SIZE_MAX when it has no such series. */
size_t eh_walker_outcome(const eh_course *course, const eh_walker *walker, const eh_track *whole);
/* The codes of the organisations that went so in a main series: "XP1, XP4". */
void eh_walkers_that_went(const eh_course *course, const eh_track *whole, size_t outcome, eh_buffer *out);

#endif
