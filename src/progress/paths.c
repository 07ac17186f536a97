/* Goals of representation over the editions: what the straight line asks of each year, and what came. */
#include "progress/progress.h"

/* A level or the workforce: its rows in each edition. */
typedef struct rows_by_year {
    eh_level_rows *at;
} rows_by_year;

static bool find_rows(eh_progress_report *report, const eh_course *course, const eh_level *level, rows_by_year *rows) {
    rows->at = eh_arena_alloc(report->arena, course->year_count * sizeof *rows->at);
    for (size_t y = 0; y < course->year_count && rows->at; y++) {
        rows->at[y].level = level;
        if (!eh_level_find_rows(report->arena, eh_course_edition(course, y), &rows->at[y]))
            return false;
    }
    return rows->at != NULL;
}

/* The people of one organisation in an edition. */
static eh_missing people_of(const eh_course *course, const rows_by_year *rows, size_t y, size_t organisation,
                            eh_people *people) {
    size_t member = course->years[y].member[organisation];
    if (member == SIZE_MAX)
        return EH_NOT_SUPPLIED;
    return eh_level_people(&rows->at[y], &course->years[y].side.members[member], course->standard, people);
}

/* Of several organisations those count that have the level and the workforce in every edition. */
static bool counts(const eh_course *course, const rows_by_year *level, const rows_by_year *workforce,
                   size_t organisation) {
    eh_people people;
    for (size_t y = 0; y < course->year_count; y++)
        if (people_of(course, level, y, organisation, &people) != EH_PRESENT ||
            people_of(course, workforce, y, organisation, &people) != EH_PRESENT)
            return false;
    return true;
}

static eh_missing add_up(const eh_course *course, const rows_by_year *level, const rows_by_year *workforce,
                         const rows_by_year *wanted, size_t y, eh_people *sum) {
    eh_missing first = EH_NOT_SUPPLIED;
    bool any = false;
    *sum = (eh_people){0, 0, 0};
    for (size_t o = 0; o < course->walker_count; o++) {
        eh_people one;
        eh_missing why = people_of(course, wanted, y, o, &one);
        if (course->walker_count == 1)
            first = why;
        if (why != EH_PRESENT || (course->walker_count > 1 && !counts(course, level, workforce, o)))
            continue;
        any = true;
        sum->focus += one.focus;
        sum->other += one.other;
        sum->unknown += one.unknown;
    }
    return any ? EH_PRESENT : first;
}

/* Whether a row of the level was counted otherwise before this edition. */
static bool is_broken(const eh_course *course, const rows_by_year *level, size_t y) {
    const eh_level_rows *newest = &level->at[course->year_count - 1];
    for (unsigned i = 0; i < newest->count; i++)
        if (eh_course_broken(course, newest->items[i], y))
            return true;
    return false;
}

static size_t start_of(const eh_course *course, const rows_by_year *level, const eh_path *path) {
    size_t newest = course->year_count - 1, start = newest;
    while (start > 0 && !is_broken(course, level, start))
        start--;
    while (start < newest && path->missing[start] != EH_PRESENT)
        start++;
    return start;
}

/* The baseline of the organisations that count, as a comparison has it. */
static eh_fraction baseline_of(const eh_progress_report *report, const eh_course *course, const eh_path *path,
                               int *from) {
    size_t newest = course->year_count - 1;
    eh_baseline_sum sum = {0};
    for (size_t o = 0, left = 0; o < course->walker_count; o++) {
        if (left < path->left_out_count && path->left_out[left] == o)
            left++;
        else
            eh_baseline_add(&sum, eh_baseline_find(&report->baselines, course->standard, course->walkers[o].who->code,
                                                   path->level->id));
    }
    return eh_baseline_of(&sum, path->people[newest].focus, eh_course_edition(course, newest)->year, from);
}

static void set_goal(const eh_progress_report *report, const eh_course *course, eh_people workforce, eh_path *path) {
    eh_parity_basis basis = course->terms.basis;
    size_t newest = course->year_count - 1;
    int from;
    eh_fraction share = eh_parity_share(workforce, basis), baseline = baseline_of(report, course, path, &from);
    if (!eh_fraction_defined(share)) {
        path->why_not = EH_UNDEFINED;
        return;
    }
    path->goal = eh_goal_make(share, path->people[newest], basis, from, baseline, course->terms.year);
    path->wanted = eh_goal_people(&path->goal, course->terms.year);
    path->due = eh_goal_people(&path->goal, eh_course_newest(course)->year);
    path->needed = eh_goal_needed(&path->goal, path->people[newest].focus);
    path->has_line = eh_fraction_defined(baseline) && from < course->terms.year;
}

static bool list_left_out(eh_progress_report *report, const eh_course *course, const rows_by_year *level,
                          const rows_by_year *workforce, eh_path *path) {
    path->left_out = eh_arena_alloc(report->arena, (course->walker_count + 1) * sizeof *path->left_out);
    for (size_t o = 0; o < course->walker_count && path->left_out; o++)
        if (course->walker_count > 1 && !counts(course, level, workforce, o))
            path->left_out[path->left_out_count++] = o;
    return path->left_out != NULL;
}

static eh_status make_path(eh_progress_report *report, eh_course *course, const eh_level *level,
                           const rows_by_year *workforce) {
    rows_by_year rows = {0};
    size_t newest = course->year_count - 1;
    eh_path *path = &course->paths[course->path_count];
    eh_people everyone;
    *path = (eh_path){.level = level, .wanted = -1, .due = -1, .needed = -1};
    path->missing = eh_arena_alloc(report->arena, course->year_count * sizeof *path->missing);
    path->people = eh_arena_alloc(report->arena, course->year_count * sizeof *path->people);
    if (!path->missing || !path->people || !find_rows(report, course, level, &rows) ||
        !list_left_out(report, course, &rows, workforce, path))
        return EH_NOMEM;
    if (rows.at[newest].count == 0) /* the newest edition has no such level */
        return EH_OK;
    course->path_count++;
    for (size_t y = 0; y < course->year_count; y++)
        path->missing[y] = add_up(course, &rows, workforce, &rows, y, &path->people[y]);
    path->start = start_of(course, &rows, path);
    path->why_not = add_up(course, &rows, workforce, workforce, newest, &everyone);
    if (path->why_not == EH_PRESENT)
        path->why_not = path->missing[newest];
    if (path->why_not == EH_PRESENT)
        set_goal(report, course, everyone, path);
    return EH_OK;
}

eh_status eh_paths_make(eh_progress_report *report, eh_course *course) {
    size_t count;
    const eh_level *levels = eh_levels(report->catalogue, &count);
    const eh_level *all = eh_level_find(report->catalogue, course->standard, EH_SLICE(EH_LEVEL_WORKFORCE));
    rows_by_year workforce = {0};
    course->paths = eh_arena_alloc(report->arena, (count + 1) * sizeof *course->paths);
    if (!course->paths)
        return EH_NOMEM;
    course->terms = eh_goal_terms_of(report->catalogue, course->standard, report->parity, report->goal_year);
    if (!course->terms.year || !all)
        return EH_OK;
    if (!find_rows(report, course, all, &workforce))
        return EH_NOMEM;
    eh_status status = EH_OK;
    for (size_t i = 0; i < count && status == EH_OK; i++) {
        if (levels[i].standard != course->standard || !(levels[i].uses & EH_LEVEL_GOAL))
            continue;
        course->own_goals = course->own_goals || levels[i].own;
        status = make_path(report, course, &levels[i], &workforce);
    }
    return status;
}
