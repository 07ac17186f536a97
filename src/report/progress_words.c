/* Progress in plain English: what a figure is, and since when it is better or worse. */
#include <math.h>
#include <string.h>

#include "base/date.h"
#include "report/progress.h"

const char *eh_progress_say(const eh_progress_report *report, eh_progress_word word) {
    return eh_progress_word_text(report->catalogue, word);
}

void eh_progress_put(const eh_progress_report *report, eh_buffer *out, eh_progress_word word, const char *one,
                     const char *two, const char *three) {
    eh_words_put(out, eh_progress_say(report, word), one, two, three);
}

static void year_of(const eh_course *course, size_t year, eh_buffer *out) {
    eh_buffer_whole(out, eh_course_edition(course, year)->year);
}

void eh_progress_title(const eh_progress_report *report, eh_buffer *out) {
    eh_buffer name = {0};
    if (report->rolled) {
        eh_buffer_whole(&name, (int64_t)report->organisation_count);
        eh_progress_put(report, out, EH_SAYS_TITLE_ROLLED, eh_buffer_words(&name), NULL, NULL);
    } else {
        eh_buffer_text(&name, report->title);
        if (strcmp(report->title, report->code) != 0)
            eh_buffer_format(&name, " (%s)", report->code);
        eh_progress_put(report, out, EH_SAYS_TITLE, eh_buffer_words(&name), NULL, NULL);
    }
    eh_buffer_done(&name, out);
}

void eh_course_title(const eh_progress_report *report, const eh_course *course, eh_buffer *out) {
    eh_buffer first = {0}, last = {0};
    const char *standard = eh_standard_id(course->standard);
    year_of(course, 0, &first);
    year_of(course, course->year_count - 1, &last);
    if (course->year_count == 1)
        eh_progress_put(report, out, EH_SAYS_COURSE_ONE, standard, eh_buffer_words(&first), NULL);
    else
        eh_progress_put(report, out, EH_SAYS_COURSE, standard, eh_buffer_words(&first), eh_buffer_words(&last));
    eh_buffer_done(&first, out);
    eh_buffer_done(&last, out);
}

/* ---- figures ---- */

void eh_track_label(const eh_progress_report *report, const eh_course *course, const eh_track *track, eh_buffer *out) {
    const char *label = track->item->label;
    if (track->kind == EH_TRACK_GAP)
        eh_progress_put(report, out, EH_SAYS_LABEL_GAP, label, eh_group_inside(course->standard, course->focus),
                        eh_group_inside(course->standard, course->other));
    else if (track->item->groups)
        eh_progress_put(report, out, EH_SAYS_LABEL_GROUP, label, eh_group_start(course->standard, track->group), NULL);
    else
        eh_buffer_text(out, label);
}

/* The track of a group that belongs to a gap, or NULL. Tracks of an item stand beside each other, the gap behind the groups. */
static const eh_track *group_beside(const eh_track *gap, unsigned group) {
    return gap - gap->item->groups + group;
}

/* "BME 31.0%, White 26.5%". */
static void both_groups(const eh_course *course, const eh_track *gap, size_t year, eh_buffer *out) {
    const unsigned groups[] = {course->focus, course->other};
    for (unsigned i = 0; i < 2; i++) {
        eh_buffer_format(out, "%s%s ", i ? ", " : "", eh_group_inside(course->standard, groups[i]));
        eh_words_value(out, group_beside(gap, groups[i])->value[year], gap->item->unit);
    }
}

/* Whether a gap stands beside its groups: among the tracks of all items, not among an organisation's main ones. */
static bool has_groups_beside(const eh_course *course, const eh_track *track) {
    return track->kind == EH_TRACK_GAP && track >= course->tracks && track < course->tracks + course->track_count;
}

/* "1.42"; of a gap "+4.5 percentage points (BME 31.0%, White 26.5%)". */
static void value_of(const eh_progress_report *report, const eh_course *course, const eh_track *track, size_t year,
                     eh_buffer *out) {
    const eh_value *value = track->value[year];
    (void)report;
    eh_short_value(track, year, out);
    if (value->missing != EH_PRESENT || !has_groups_beside(course, track))
        return;
    eh_buffer_text(out, " (");
    both_groups(course, track, year, out);
    eh_buffer_char(out, ')');
}

void eh_short_value(const eh_track *track, size_t year, eh_buffer *out) {
    const eh_value *value = track->value[year];
    bool points = eh_track_unit(track) == EH_POINTS && value->missing == EH_PRESENT;
    if (points && value->value > 0)
        eh_buffer_char(out, '+');
    eh_words_value(out, value, points ? EH_SCORE : eh_track_unit(track));
    if (points)
        eh_buffer_text(out, " points");
}

/* ---- changes ---- */

void eh_step_change(const eh_track *track, const eh_step *step, eh_buffer *out) {
    eh_unit unit = eh_track_unit(track);
    if (step->state != EH_STEP_TOLD)
        return;
    if (step->change > 0 && unit != EH_RATIO)
        eh_buffer_char(out, '+');
    eh_words_number(out, step->change, unit == EH_RATIO ? 2 : track->item->decimals);
    if (unit == EH_RATIO)
        eh_buffer_text(out, " times");
    else if (unit == EH_PERCENT || unit == EH_POINTS)
        eh_buffer_text(out, " points");
}

static void plain_change(const eh_progress_report *report, const eh_track *track, const eh_step *step, eh_buffer *out) {
    eh_step size = *step;
    eh_buffer words = {0};
    size.change = fabs(step->change);
    eh_step_change(track, &size, &words);
    const char *number = eh_buffer_words(&words);
    if (!(size.change > 0))
        eh_progress_put(report, out, EH_SAYS_LEVEL, NULL, NULL, NULL);
    else
        eh_progress_put(report, out, step->change > 0 ? EH_SAYS_UP : EH_SAYS_DOWN, number + (*number == '+'), NULL,
                        NULL);
    eh_buffer_done(&words, out);
}

void eh_step_words(const eh_progress_report *report, const eh_track *track, const eh_step *step, eh_buffer *out) {
    static const eh_progress_word words[][3] = {
        [EH_TURN_BETTER] = {EH_SAYS_BETTER_CERTAIN, EH_SAYS_BETTER_PERHAPS, EH_SAYS_BETTER_UNTESTED},
        [EH_TURN_SAME] = {EH_SAYS_SAME_WORDS, EH_SAYS_SAME_WORDS, EH_SAYS_SAME_WORDS},
        [EH_TURN_WORSE] = {EH_SAYS_WORSE_CERTAIN, EH_SAYS_WORSE_PERHAPS, EH_SAYS_WORSE_UNTESTED},
    };
    if (step->state != EH_STEP_TOLD)
        return;
    if (step->turn == EH_TURN_NONE)
        plain_change(report, track, step, out);
    else
        eh_progress_put(report, out,
                        words[step->turn][isnan(step->moved_p)             ? 2
                                          : eh_step_certain(step->moved_p) ? 0
                                                                           : 1],
                        NULL, NULL, NULL);
}

void eh_step_why(const eh_progress_report *report, const eh_step *step, eh_buffer *out) {
    static const eh_progress_word why[] = {[EH_STEP_BROKEN] = EH_SAYS_WHY_BREAK,
                                           [EH_STEP_MISSING] = EH_SAYS_WHY_MISSING,
                                           [EH_STEP_SUPPRESSED] = EH_SAYS_WHY_SUPPRESSED,
                                           [EH_STEP_NO_SCALE] = EH_SAYS_WHY_SCALE};
    if (step->state != EH_STEP_TOLD && step->state != EH_STEP_NONE && step->state != EH_STEP_PLAIN)
        eh_progress_put(report, out, why[step->state], NULL, NULL, NULL);
}

const eh_progress_word *eh_progress_note(size_t i) {
    static const eh_progress_word notes[][2] = {
        {EH_SAYS_METHOD_BETTER, EH_SAYS_METHOD_BETTER_TEXT}, {EH_SAYS_METHOD_CHANCE, EH_SAYS_METHOD_CHANCE_TEXT},
        {EH_SAYS_METHOD_SAME, EH_SAYS_METHOD_SAME_TEXT},     {EH_SAYS_METHOD_BREAK, EH_SAYS_METHOD_BREAK_TEXT},
        {EH_SAYS_METHOD_SURVEY, EH_SAYS_METHOD_SURVEY_TEXT}, {EH_SAYS_METHOD_PEOPLE, EH_SAYS_METHOD_PEOPLE_TEXT},
    };
    return i < sizeof notes / sizeof *notes ? notes[i] : NULL;
}

/* Why there is no change to tell. */
static void not_told(const eh_progress_report *report, const eh_course *course, const eh_step *step, eh_buffer *out) {
    static const eh_progress_word words[] = {[EH_STEP_BROKEN] = EH_SAYS_NOT_COMPARED_BREAK,
                                             [EH_STEP_MISSING] = EH_SAYS_NOT_COMPARED_MISSING,
                                             [EH_STEP_SUPPRESSED] = EH_SAYS_NOT_COMPARED_SUPPRESSED,
                                             [EH_STEP_NO_SCALE] = EH_SAYS_NOT_COMPARED_SCALE};
    eh_buffer year = {0}, broken = {0};
    year_of(course, step->from, &year);
    if (step->broken)
        eh_buffer_whole(&broken, step->broken->year);
    eh_progress_put(report, out, words[step->state], eh_buffer_words(&year), eh_buffer_words(&broken), NULL);
    eh_buffer_done(&year, out);
    eh_buffer_done(&broken, out);
}

/* "Since 2024 (1.53): better, within what chance alone could do." */
static void since(const eh_progress_report *report, const eh_course *course, const eh_track *track, const eh_step *step,
                  eh_buffer *out) {
    eh_buffer year = {0}, value = {0}, words = {0};
    year_of(course, step->from, &year);
    value_of(report, course, track, step->from, &value);
    eh_step_words(report, track, step, &words);
    eh_progress_put(report, out, EH_SAYS_SINCE, eh_buffer_words(&year), eh_buffer_words(&value),
                    eh_buffer_words(&words));
    eh_buffer_done(&year, out);
    eh_buffer_done(&value, out);
    eh_buffer_done(&words, out);
}

static void tell(const eh_progress_report *report, const eh_course *course, const eh_track *track, const eh_step *step,
                 eh_buffer *out) {
    if (step->state == EH_STEP_NONE || step->state == EH_STEP_PLAIN)
        return;
    eh_buffer_char(out, ' ');
    if (step->state == EH_STEP_TOLD)
        since(report, course, track, step, out);
    else
        not_told(report, course, step, out);
    if (step->crossed) {
        eh_buffer_char(out, ' ');
        eh_progress_put(report, out, EH_SAYS_CROSSED, NULL, NULL, NULL);
    }
    if (step->overlap) {
        eh_buffer_char(out, ' ');
        eh_progress_put(report, out, EH_SAYS_OVERLAP, NULL, NULL, NULL);
    }
}

/* A gap narrows as well when it goes worse for those who fare better: then that is said. */
static void mind_the_gap(const eh_progress_report *report, const eh_course *course, const eh_track *track,
                         const eh_step *step, eh_buffer *out) {
    size_t newest = course->year_count - 1;
    if (!has_groups_beside(course, track) || step->turn != EH_TURN_BETTER || step->crossed || track->item->better == 0)
        return;
    const eh_track *theirs =
        group_beside(track, track->value[newest]->value * track->item->better < 0 ? course->focus : course->other);
    const eh_value *then = theirs->value[step->from], *now = theirs->value[newest];
    if ((now->value - then->value) * track->item->better > 0)
        return;
    eh_buffer before = {0}, after = {0};
    eh_words_value(&before, then, track->item->unit);
    eh_words_value(&after, now, track->item->unit);
    eh_buffer_char(out, ' ');
    eh_progress_put(report, out, EH_SAYS_GAP_NOT_THEIRS, eh_group_inside(course->standard, theirs->group),
                    eh_buffer_words(&before), eh_buffer_words(&after));
    eh_buffer_done(&before, out);
    eh_buffer_done(&after, out);
}

/* The same without the first sentence, which names the item and its figure. */
static void changes_of(const eh_progress_report *report, const eh_course *course, const eh_track *track,
                       eh_buffer *out) {
    size_t newest = course->year_count - 1, start = out->length;
    const eh_step *last = &track->last[newest], *first = &track->first[newest];
    eh_buffer words = {0};
    tell(report, course, track, last, &words);
    if (first->state == EH_STEP_TOLD && (last->state != EH_STEP_TOLD || first->from != last->from))
        tell(report, course, track, first, &words);
    mind_the_gap(report, course, track, first, &words);
    const char *text = eh_buffer_words(&words);
    eh_buffer_text(out, start == 0 && *text == ' ' ? text + 1 : text);
    eh_buffer_done(&words, out);
}

void eh_track_sentence(const eh_progress_report *report, const eh_course *course, const eh_track *track,
                       eh_buffer *out) {
    size_t newest = course->year_count - 1;
    eh_buffer label = {0}, value = {0}, year = {0};
    eh_track_label(report, course, track, &label);
    value_of(report, course, track, newest, &value);
    year_of(course, newest, &year);
    eh_progress_put(report, out, EH_SAYS_NOW, eh_buffer_words(&label), eh_buffer_words(&value), eh_buffer_words(&year));
    eh_buffer_done(&label, out);
    eh_buffer_done(&value, out);
    eh_buffer_done(&year, out);
    changes_of(report, course, track, out);
}

void eh_track_chain(const eh_progress_report *report, const eh_course *course, const eh_track *track, eh_buffer *out) {
    (void)report;
    for (size_t y = 0; y < course->year_count; y++) {
        if (y > 0)
            eh_buffer_text(out, eh_course_broken(course, track->place, y) ? " | " : ", ");
        eh_short_value(track, y, out);
        eh_buffer_format(out, " (%d)", eh_course_edition(course, y)->year);
    }
}

void eh_track_verdict(const eh_progress_report *report, const eh_course *course, const eh_track *track,
                      eh_buffer *out) {
    const eh_step *step = eh_track_headline(course, track);
    if (!step || step->state == EH_STEP_NONE || step->state == EH_STEP_PLAIN)
        return;
    if (step->state != EH_STEP_TOLD) {
        not_told(report, course, step, out);
        return;
    }
    eh_buffer year = {0}, words = {0};
    year_of(course, step->from, &year);
    eh_step_words(report, track, step, &words);
    eh_progress_put(report, out, EH_SAYS_SHORT_SINCE, eh_buffer_words(&year), eh_buffer_words(&words), NULL);
    eh_buffer_done(&year, out);
    eh_buffer_done(&words, out);
}

void eh_restated_words(const eh_progress_report *report, const eh_course *course, const eh_restated *restated,
                       eh_buffer *out) {
    eh_buffer what = {0}, now = {0}, then = {0};
    eh_value given = {
        .missing = restated->now->missing, .value = restated->now->value, .display = restated->now->display};
    eh_buffer_format(&what, "%s, %s", restated->ret->organisation, restated->item->id);
    if (restated->item->groups)
        eh_buffer_format(&what, " (%s)", eh_group_inside(course->standard, restated->group));
    eh_words_value(&now, &given, restated->item->unit);
    eh_buffer_format(&now, " (%d)", restated->ret->edition);
    eh_words_value(&then, restated->then, restated->item->unit);
    eh_buffer_format(&then, " (%d)", restated->own->edition);
    eh_progress_put(report, out, EH_SAYS_RESTATED_ONE, eh_buffer_words(&what), eh_buffer_words(&now),
                    eh_buffer_words(&then));
    eh_buffer_done(&what, out);
    eh_buffer_done(&now, out);
    eh_buffer_done(&then, out);
}

/* ---- actions ---- */

const char *eh_action_status_words(const eh_progress_report *report, eh_action_status status) {
    static const eh_progress_word words[] = {EH_SAYS_NOT_STARTED, EH_SAYS_IN_PROGRESS, EH_SAYS_DONE, EH_SAYS_STOPPED};
    return eh_progress_say(report, words[status]);
}

void eh_action_about(const eh_action *action, eh_buffer *out) {
    const char *number = action->item;
    for (unsigned s = 0; s < EH_STANDARD_COUNT; s++)
        if (action->about[s])
            eh_buffer_format(out, "%s%s", out->length ? ", " : "", eh_standard_id((eh_standard)s));
    if (out->length > 0) /* "WRES 2" as it was written says the standard already */
        while (*number && (*number < '0' || *number > '9'))
            number++;
    eh_buffer_format(out, "%s%s", out->length ? " " : "", *number ? number : action->item);
}

void eh_action_sentence(const eh_progress_report *report, const eh_action *action, eh_buffer *out) {
    eh_buffer about = {0}, rest = {0};
    eh_action_about(action, &about);
    if (*action->organisation)
        eh_buffer_format(&rest, "%s; ", action->organisation);
    if (*action->owner)
        eh_buffer_format(&rest, "%s; ", action->owner);
    if (action->due != EH_NO_DATE) {
        char day[24];
        eh_date_words(action->due, day);
        eh_progress_put(report, &rest, EH_SAYS_DUE_BY, day, NULL, NULL);
        eh_buffer_text(&rest, "; ");
    }
    eh_buffer_text(&rest, eh_action_status_words(report, action->status));
    eh_progress_put(report, out, EH_SAYS_ACTION_SENTENCE, eh_buffer_words(&about), action->what,
                    eh_buffer_words(&rest));
    eh_buffer_done(&about, out);
    eh_buffer_done(&rest, out);
}
