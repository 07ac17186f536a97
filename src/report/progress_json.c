/* Progress as JSON: one object. What does not apply is absent.
 *
 *   {"format": "evenhand-progress", "version", "prepared", "internal", "organisation": {"code", "name"},
 *    "standards": [{"id", "editions": [{"edition"}], "organisations": [{"code", "name"}],
 *      "breaks": [{"edition", "since", "item", "text", "certainty", "source"}],
 *      "items": [{"id", "number", "indicator", "label", "unit", "counted", "left-out": [{"organisation", "edition", "missing"}],
 *        "series": [{"group", "unit", "main", "sentence", "editions": [POINT],
 *          "organisations": [{"code", "editions": [POINT]}]}]}],
 *      "restated": [{"organisation", "edition", "item", "group", "now", "of", "then"}], "without-action": [ITEM ID],
 *      "goals": [{"level", "name", "own", "year", "parity-basis", "counted", "left-out": [CODE], "missing" or "wanted", "due", "needed", "from", "baseline",
 *        "years": [{"year", "people"}], "editions": [{"edition", "missing" or "people", "of", "due"}]}]}],
 *    "actions": [{"item", "standards": [], "action", "owner", "due", "status", "measure", "organisation", "overdue"}]}
 *
 * A POINT has "edition", "missing" or "value" and "display" and where they apply "numerator", "denominator", "percent", "lower", "upper"; "break": true where
 * the series is broken before it; "since-last" and "since-first", each a STEP: "from", "state", "change", "lower", "upper", "p", "distance-change", "distance-p",
 * "distance-adjusted-p", "verdict". A change of a ratio is the later over the earlier, of everything else the later less the earlier. "now" and "then" hold "value"
 * and "display" or "missing". */
#include <math.h>

#include "base/json.h"
#include "report/progress.h"
#include "report/writer.h"

static void add_step(eh_json *j, const char *name, const eh_course *course, const eh_step *step) {
    if (step->state == EH_STEP_NONE || step->state == EH_STEP_PLAIN)
        return;
    eh_json_open(j, name, '{');
    eh_json_whole(j, "from", (uint64_t)eh_course_edition(course, step->from)->year);
    eh_json_text(j, "state", eh_step_id(step->state));
    eh_json_number(j, "change", step->change);
    eh_json_number(j, "lower", step->lower);
    eh_json_number(j, "upper", step->upper);
    eh_json_number(j, "p", step->p);
    eh_json_number(j, "distance-change", step->moved);
    eh_json_number(j, "distance-p", step->moved_p);
    eh_json_number(j, "distance-adjusted-p", step->adjusted);
    eh_json_text_if(j, "verdict", eh_turn_id(step->turn));
    if (step->crossed)
        eh_json_yes(j, "crossed-parity", true);
    if (step->overlap)
        eh_json_yes(j, "shares-a-year", true);
    eh_json_close(j, '}');
}

static void add_points(eh_json *j, const eh_course *course, const eh_track *track) {
    eh_json_open(j, "editions", '[');
    for (size_t y = 0; y < course->year_count; y++) {
        eh_json_open(j, NULL, '{');
        eh_json_whole(j, "edition", (uint64_t)eh_course_edition(course, y)->year);
        eh_json_figure(j, eh_track_unit(track), track->value[y]);
        if (eh_course_broken(course, track->place, y))
            eh_json_yes(j, "break", true);
        add_step(j, "since-last", course, &track->last[y]);
        add_step(j, "since-first", course, &track->first[y]);
        eh_json_close(j, '}');
    }
    eh_json_close(j, ']');
}

static void add_sentence(eh_json *j, const eh_progress_report *report, const eh_course *course, const eh_track *track) {
    eh_buffer words = {0};
    eh_track_sentence(report, course, track, &words);
    eh_json_text_if(j, "sentence", words.data);
    eh_buffer_done(&words, &j->out);
}

static void add_series(eh_json *j, const eh_progress_report *report, const eh_course *course, const eh_track *track) {
    eh_json_open(j, NULL, '{');
    eh_json_text_if(j, "group", eh_track_group(course, track));
    eh_json_text(j, "unit", eh_unit_id(eh_track_unit(track)));
    eh_json_yes(j, "main", track->main);
    if (track->main)
        add_sentence(j, report, course, track);
    add_points(j, course, track);
    if (report->rolled && track->main) {
        eh_json_open(j, "organisations", '[');
        for (size_t o = 0; o < course->walker_count; o++) {
            const eh_track *own = eh_walker_track(course, &course->walkers[o], track);
            eh_json_open(j, NULL, '{');
            eh_json_text(j, "code", course->walkers[o].who->code);
            if (own)
                add_points(j, course, own);
            eh_json_close(j, '}');
        }
        eh_json_close(j, ']');
    }
    eh_json_close(j, '}');
}

static void add_absences(eh_json *j, const eh_course *course, const eh_counted *counted) {
    eh_json_whole(j, "counted", counted->count);
    if (counted->absence_count == 0)
        return;
    eh_json_open(j, "left-out", '[');
    for (size_t i = 0; i < counted->absence_count; i++) {
        const eh_absence *absence = &counted->absences[i];
        eh_json_open(j, NULL, '{');
        eh_json_text(j, "organisation", course->walkers[absence->organisation].who->code);
        eh_json_whole(j, "edition", (uint64_t)eh_course_edition(course, absence->year)->year);
        eh_json_text(j, "missing", absence->no_return ? "no-return" : eh_missing_id(absence->why));
        eh_json_close(j, '}');
    }
    eh_json_close(j, ']');
}

static void add_items(eh_json *j, const eh_progress_report *report, const eh_course *course) {
    const eh_edition *newest = eh_course_newest(course);
    size_t t = 0;
    eh_json_open(j, "items", '[');
    for (unsigned i = 0; i < newest->item_count; i++) {
        const eh_item *item = &newest->items[i];
        eh_json_open(j, NULL, '{');
        eh_json_text(j, "id", item->id);
        eh_json_text_if(j, "number", item->number);
        eh_json_text(j, "indicator", item->indicator);
        eh_json_text(j, "label", item->label);
        eh_json_text(j, "unit", eh_unit_id(item->unit));
        if (report->rolled)
            add_absences(j, course, &course->counted[i]);
        eh_json_open(j, "series", '[');
        for (; t < course->track_count && course->tracks[t].place == i; t++)
            add_series(j, report, course, &course->tracks[t]);
        eh_json_close(j, ']');
        eh_json_close(j, '}');
    }
    eh_json_close(j, ']');
}

static void add_breaks(eh_json *j, const eh_course *course) {
    eh_json_open(j, "breaks", '[');
    for (size_t i = 0; i < course->break_count; i++) {
        const eh_break *at = &course->breaks[i];
        eh_json_open(j, NULL, '{');
        eh_json_whole(j, "edition", (uint64_t)eh_course_edition(course, at->year)->year);
        eh_json_whole(j, "since", (uint64_t)at->change->year);
        eh_json_text_if(j, "item", at->change->item);
        eh_json_text(j, "text", at->change->text);
        eh_json_text(j, "certainty", eh_certainty_id(at->change->certainty));
        eh_json_text(j, "source", at->change->source);
        eh_json_close(j, '}');
    }
    eh_json_close(j, ']');
}

static void add_given(eh_json *j, const char *name, eh_missing missing, double value, const char *display) {
    eh_json_open(j, name, '{');
    if (missing != EH_PRESENT) {
        eh_json_text(j, "missing", eh_missing_id(missing));
    } else {
        eh_json_number(j, "value", value);
        eh_json_text(j, "display", display);
    }
    eh_json_close(j, '}');
}

static void add_restated(eh_json *j, const eh_course *course) {
    eh_json_open(j, "restated", '[');
    for (size_t i = 0; i < course->restated_count; i++) {
        const eh_restated *r = &course->restated[i];
        eh_json_open(j, NULL, '{');
        eh_json_text(j, "organisation", r->ret->organisation);
        eh_json_whole(j, "edition", (uint64_t)r->ret->edition);
        eh_json_text(j, "item", r->item->id);
        if (r->item->groups)
            eh_json_text(j, "group", eh_group_id(course->standard, r->group));
        eh_json_whole(j, "of", (uint64_t)r->own->edition);
        add_given(j, "now", r->now->missing, r->now->value, r->now->display);
        add_given(j, "then", r->then->missing, r->then->value, r->then->display);
        eh_json_close(j, '}');
    }
    eh_json_close(j, ']');
}

static void add_unattended(eh_json *j, const eh_progress_report *report, const eh_course *course) {
    if (!report->actions.given)
        return;
    eh_json_open(j, "without-action", '[');
    for (size_t t = 0; t < course->track_count; t++)
        if (eh_track_unattended(report, course, &course->tracks[t]))
            eh_json_text(j, NULL, course->tracks[t].item->id);
    eh_json_close(j, ']');
}

static void add_people(eh_json *j, const char *name, int64_t people) {
    if (people >= 0)
        eh_json_whole(j, name, (uint64_t)people);
}

static void add_goal_editions(eh_json *j, const eh_course *course, const eh_path *path) {
    eh_json_open(j, "editions", '[');
    for (size_t y = 0; y < course->year_count; y++) {
        int year = eh_course_edition(course, y)->year;
        eh_json_open(j, NULL, '{');
        eh_json_whole(j, "edition", (uint64_t)year);
        eh_json_text_if(j, "missing", eh_missing_id(path->missing[y]));
        if (path->missing[y] == EH_PRESENT) {
            add_people(j, "people", path->people[y].focus);
            add_people(j, "of", eh_people_counted(path->people[y], course->terms.basis));
        }
        if (path->has_line && year > path->goal.baseline_year)
            add_people(j, "due", eh_goal_people(&path->goal, year));
        eh_json_close(j, '}');
    }
    eh_json_close(j, ']');
}

/* What the goal is, where its line begins and every year on it. */
static void add_line(eh_json *j, const eh_course *course, const eh_path *path) {
    add_people(j, "wanted", path->wanted);
    add_people(j, "due", path->due);
    add_people(j, "needed", path->needed);
    if (!path->has_line)
        return;
    eh_json_whole(j, "from", (uint64_t)path->goal.baseline_year);
    eh_json_number(j, "baseline", eh_fraction_double(path->goal.baseline));
    eh_json_open(j, "years", '[');
    for (int year = path->goal.baseline_year; year <= course->terms.year; year++) {
        eh_json_open(j, NULL, '{');
        eh_json_whole(j, "year", (uint64_t)year);
        add_people(j, "people", eh_goal_people(&path->goal, year));
        eh_json_close(j, '}');
    }
    eh_json_close(j, ']');
}

static void add_goals(eh_json *j, const eh_progress_report *report, const eh_course *course) {
    eh_json_open(j, "goals", '[');
    for (size_t i = 0; i < course->path_count; i++) {
        const eh_path *path = &course->paths[i];
        eh_json_open(j, NULL, '{');
        eh_json_text(j, "level", path->level->id);
        eh_json_text(j, "name", path->level->name);
        eh_json_yes(j, "own", path->level->own);
        eh_json_whole(j, "year", (uint64_t)course->terms.year);
        eh_json_text(j, "parity-basis", eh_parity_basis_id(course->terms.basis));
        if (report->rolled) {
            eh_json_whole(j, "counted", course->walker_count - path->left_out_count);
            eh_json_open(j, "left-out", '[');
            for (size_t k = 0; k < path->left_out_count; k++)
                eh_json_text(j, NULL, course->walkers[path->left_out[k]].who->code);
            eh_json_close(j, ']');
        }
        eh_json_text_if(j, "missing", eh_missing_id(path->why_not));
        if (path->why_not == EH_PRESENT)
            add_line(j, course, path);
        add_goal_editions(j, course, path);
        eh_json_close(j, '}');
    }
    eh_json_close(j, ']');
}

static void add_actions(eh_json *j, const eh_progress_report *report) {
    if (!report->actions.given)
        return;
    eh_json_open(j, "actions", '[');
    for (size_t i = 0; i < report->actions.count; i++) {
        const eh_action *action = &report->actions.at[i];
        eh_json_open(j, NULL, '{');
        eh_json_text(j, "item", action->item);
        eh_json_open(j, "standards", '[');
        for (unsigned s = 0; s < EH_STANDARD_COUNT; s++)
            if (action->about[s])
                eh_json_text(j, NULL, eh_standard_id((eh_standard)s));
        eh_json_close(j, ']');
        eh_json_text(j, "action", action->what);
        eh_json_text_if(j, "owner", action->owner);
        if (action->due != EH_NO_DATE)
            eh_json_date(j, "due", action->due);
        eh_json_text(j, "status", eh_action_status_id(action->status));
        eh_json_text_if(j, "measure", action->measure);
        eh_json_text_if(j, "organisation", action->organisation);
        eh_json_yes(j, "overdue", action->overdue);
        eh_json_close(j, '}');
    }
    eh_json_close(j, ']');
}

static void add_course(eh_json *j, const eh_progress_report *report, const eh_course *course) {
    eh_json_open(j, NULL, '{');
    eh_json_text(j, "id", eh_standard_id(course->standard));
    eh_json_open(j, "editions", '[');
    for (size_t y = 0; y < course->year_count; y++) {
        eh_json_open(j, NULL, '{');
        eh_json_whole(j, "edition", (uint64_t)eh_course_edition(course, y)->year);
        eh_json_close(j, '}');
    }
    eh_json_close(j, ']');
    eh_json_open(j, "organisations", '[');
    for (size_t o = 0; o < course->walker_count; o++) {
        eh_json_open(j, NULL, '{');
        eh_json_text(j, "code", course->walkers[o].who->code);
        eh_json_text(j, "name", course->walkers[o].who->name);
        eh_json_close(j, '}');
    }
    eh_json_close(j, ']');
    add_breaks(j, course);
    add_items(j, report, course);
    add_restated(j, course);
    add_unattended(j, report, course);
    add_goals(j, report, course);
    eh_json_close(j, '}');
}

eh_status eh_write_progress_json(const eh_progress_report *report, eh_findings *findings, eh_sink *sink) {
    eh_json j = {0};
    (void)findings;
    eh_json_begin(&j, "evenhand-progress");
    eh_json_text(&j, "prepared", report->prepared);
    eh_json_yes(&j, "internal", eh_progress_internal(report));
    if (!report->rolled) {
        eh_json_open(&j, "organisation", '{');
        eh_json_text(&j, "code", report->code);
        eh_json_text(&j, "name", report->title);
        eh_json_close(&j, '}');
    }
    eh_json_open(&j, "standards", '[');
    for (size_t i = 0; i < report->course_count; i++)
        add_course(&j, report, &report->courses[i]);
    eh_json_close(&j, ']');
    add_actions(&j, report);
    eh_json_end(&j);
    return eh_buffer_write(&j.out, sink);
}
