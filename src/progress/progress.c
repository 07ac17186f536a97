/* Which returns are followed, and the whole made of its parts. */
#include "progress/progress.h"

#include <stdlib.h>
#include <string.h>

#include "base/finding.h"

/* What is being made. */
typedef struct making {
    eh_progress_report *r;
    const eh_progress_options *options;
    eh_findings *findings;
    const eh_return **sorted; /* by standard, organisation, edition; those that are followed */
    size_t count;
    eh_status status;
} making;

static void found(making *m, eh_code code, const eh_return *ret, uint64_t count, const char *one, const char *two) {
    eh_found_along(&m->status, m->findings, code, eh_return_place(ret, NULL), count, one, two);
}

static int in_order(const void *a, const void *b) {
    const eh_return *x = *(const eh_return *const *)a, *y = *(const eh_return *const *)b;
    if (x->standard != y->standard)
        return x->standard < y->standard ? -1 : 1;
    int order = strcmp(x->organisation, y->organisation);
    return order ? order : (x->edition > y->edition) - (x->edition < y->edition);
}

/* ---- which returns ---- */

static bool wanted(const making *m, const eh_return *ret) {
    bool all = !m->options->wres && !m->options->wdes;
    const char *only = m->options->organisation;
    return (all || (ret->standard == EH_WRES ? m->options->wres : m->options->wdes)) &&
           (!only || strcmp(only, ret->organisation) == 0);
}

static void choose(making *m, const eh_return *const *returns) {
    size_t given = 0;
    while (returns[given])
        given++;
    m->sorted = eh_arena_alloc(m->r->arena, (given + 1) * sizeof *m->sorted);
    if (!m->sorted) {
        m->status = EH_NOMEM;
        return;
    }
    for (size_t i = 0; i < given; i++) {
        const eh_return *ret = returns[i];
        if (!wanted(m, ret))
            continue;
        if (eh_edition_find(m->r->catalogue, ret->standard, ret->edition)) {
            m->sorted[m->count++] = ret;
            continue;
        }
        eh_buffer name = {0};
        eh_buffer_format(&name, "%s %d", eh_standard_id(ret->standard), ret->edition);
        if (name.failed)
            m->status = EH_NOMEM;
        else
            found(m, EH_F_PROGRESS_EDITION_UNKNOWN, NULL, 1, name.data, NULL);
        eh_buffer_free(&name);
    }
    qsort((void *)m->sorted, m->count, sizeof *m->sorted, in_order);
    for (size_t i = 1; i < m->count; i++)
        if (in_order(&m->sorted[i - 1], &m->sorted[i]) == 0)
            found(m, EH_F_COMPARE_TWICE, m->sorted[i], 1, m->sorted[i - 1]->prepared, m->sorted[i]->prepared);
}

/* ---- one standard ---- */

const eh_edition *eh_course_edition(const eh_course *course, size_t year) {
    return course->years[year].side.edition;
}

const eh_edition *eh_course_newest(const eh_course *course) {
    return eh_course_edition(course, course->year_count - 1);
}

int eh_course_item(const eh_course *course, size_t year, unsigned place) {
    return course->places[(size_t)place * course->year_count + year];
}

/* The returns of a standard stand beside each other; of them the organisations. */
static size_t stretch_of(const making *m, eh_standard standard, size_t *from) {
    size_t count = 0;
    *from = 0;
    for (size_t i = 0; i < m->count; i++)
        if (m->sorted[i]->standard == standard) {
            *from = count == 0 ? i : *from;
            count++;
        }
    return count;
}

static const eh_organisation *described(making *m, const eh_return *ret) {
    const eh_organisation *who = eh_organisation_find(m->r->organisations, ret->organisation);
    if (who && *who->name)
        return who;
    eh_organisation *own = eh_arena_alloc(m->r->arena, sizeof *own);
    if (!own)
        return NULL;
    *own = (eh_organisation){ret->organisation, *ret->name ? ret->name : ret->organisation, "", "", "", ""};
    return own;
}

static bool list_walkers(making *m, eh_course *course, size_t from, size_t count) {
    course->walkers = eh_arena_alloc(m->r->arena, (count + 1) * sizeof *course->walkers);
    if (!course->walkers)
        return false;
    for (size_t i = from; i < from + count; i++) {
        if (i > from && strcmp(m->sorted[i]->organisation, m->sorted[i - 1]->organisation) == 0)
            continue;
        eh_walker *walker = &course->walkers[course->walker_count++];
        walker->who = described(m, m->sorted[i]);
        if (!walker->who)
            return false;
    }
    return true;
}

static int by_number(const void *a, const void *b) {
    int x = *(const int *)a, y = *(const int *)b;
    return (x > y) - (x < y);
}

static bool list_years(making *m, eh_course *course, size_t from, size_t count) {
    int *years = eh_arena_alloc(m->r->arena, count * sizeof *years);
    course->years = eh_arena_alloc(m->r->arena, count * sizeof *course->years);
    if (!years || !course->years)
        return false;
    for (size_t i = 0; i < count; i++)
        years[i] = m->sorted[from + i]->edition;
    qsort(years, count, sizeof *years, by_number);
    for (size_t i = 0; i < count; i++)
        if (i == 0 || years[i] != years[i - 1])
            course->years[course->year_count++].side.edition =
                eh_edition_find(m->r->catalogue, course->standard, years[i]);
    return true;
}

/* Members stand in the order of the walkers, who stand in the order of the returns. */
static bool place_members(making *m, eh_course *course, size_t from, size_t count) {
    for (size_t y = 0; y < course->year_count; y++) {
        eh_year *year = &course->years[y];
        year->side.members = eh_arena_alloc(m->r->arena, course->walker_count * sizeof *year->side.members);
        year->member = eh_arena_alloc(m->r->arena, course->walker_count * sizeof *year->member);
        if (!year->side.members || !year->member)
            return false;
        for (size_t o = 0; o < course->walker_count; o++)
            year->member[o] = SIZE_MAX;
        for (size_t i = from, o = 0; i < from + count; i++) {
            const eh_return *ret = m->sorted[i];
            o += i > from && strcmp(ret->organisation, m->sorted[i - 1]->organisation) != 0;
            if (ret->edition != year->side.edition->year)
                continue;
            eh_member *member = &year->side.members[year->side.member_count];
            *member = (eh_member){.ret = ret, .who = course->walkers[o].who};
            year->member[o] = year->side.member_count++;
            if (!eh_member_place_values(year->side.edition, m->r->arena, member))
                return false;
        }
    }
    return true;
}

static bool place_items(making *m, eh_course *course) {
    const eh_edition *newest = eh_course_newest(course);
    course->places =
        eh_arena_alloc(m->r->arena, ((size_t)newest->item_count * course->year_count + 1) * sizeof *course->places);
    if (!course->places)
        return false;
    for (unsigned i = 0; i < newest->item_count; i++)
        for (size_t y = 0; y < course->year_count; y++)
            course->places[(size_t)i * course->year_count + y] =
                eh_item_find(eh_course_edition(course, y), eh_slice_of(newest->items[i].id));
    return true;
}

static void gather(making *m, eh_standard standard) {
    size_t from, count = stretch_of(m, standard, &from);
    eh_course *course = &m->r->courses[m->r->course_count];
    if (count == 0)
        return;
    *course = (eh_course){.standard = standard, .focus = eh_focus_group(standard), .other = eh_other_group(standard)};
    if (!list_walkers(m, course, from, count) || !list_years(m, course, from, count) ||
        !place_members(m, course, from, count) || !place_items(m, course)) {
        m->status = EH_NOMEM;
        return;
    }
    m->r->course_count++;
    if (course->year_count == 1) {
        eh_buffer name = {0};
        eh_buffer_format(&name, "%s %d", eh_standard_id(standard), eh_course_newest(course)->year);
        if (name.failed)
            m->status = EH_NOMEM;
        else
            found(m, EH_F_PROGRESS_ONE_EDITION, NULL, 1, name.data, NULL);
        eh_buffer_free(&name);
    }
}

/* ---- all ---- */

/* What a reader should know of the returns. */
static void judge(making *m) {
    for (size_t i = 0; i < m->count && m->status == EH_OK; i++) {
        m->r->full_count += eh_return_is_full(m->sorted[i]);
        if (!m->sorted[i]->complete)
            found(m, EH_F_PROGRESS_NOT_FIT, m->sorted[i], 1, NULL, NULL);
    }
    bool followed = false;
    for (size_t i = 0; i < m->r->course_count; i++)
        followed = followed || m->r->courses[i].year_count > 1;
    if (m->status == EH_OK && !followed)
        found(m, EH_F_PROGRESS_NOTHING, NULL, 1, NULL, NULL);
}

/* Whose progress it is: one organisation's, or that of several. */
static void name(making *m) {
    eh_progress_report *r = m->r;
    const eh_return *first = m->count > 0 ? m->sorted[0] : NULL;
    for (size_t i = 0; i < m->count; i++) {
        bool before = false; /* has it returns of another standard, or an earlier one */
        for (size_t k = 0; k < i && !before; k++)
            before = strcmp(m->sorted[k]->organisation, m->sorted[i]->organisation) == 0;
        r->organisation_count += !before;
    }
    r->rolled = r->organisation_count > 1;
    if (!first && m->options->organisation)
        found(m, EH_F_PROGRESS_NOBODY, NULL, 1, m->options->organisation, NULL);
    if (!first || r->rolled)
        return;
    const eh_organisation *who = described(m, first);
    if (!who)
        m->status = EH_NOMEM;
    else {
        r->title = who->name;
        r->code = who->code;
    }
}

static void restated(making *m, const eh_course *course) {
    for (size_t i = 0; i < course->restated_count && m->status == EH_OK; i++)
        found(m, EH_F_PROGRESS_RESTATED, course->restated[i].ret, 1, NULL, NULL);
}

/* Where the lines to goals begin. */
static eh_status find_baselines(making *m, const eh_return *const *returns) {
    eh_baseline_wish wish = {.edition = m->options->baseline_edition, .table = m->options->baseline};
    for (size_t c = 0; c < m->r->course_count; c++)
        wish.newest[m->r->courses[c].standard] = eh_course_newest(&m->r->courses[c])->year;
    return eh_baselines_make(m->r->arena, m->r->catalogue, returns, &wish, m->findings, &m->r->baselines);
}

static void make(making *m, const eh_return *const *returns) {
    eh_progress_report *r = m->r;
    m->status = eh_organisations_make(r->catalogue, m->options->organisations, m->findings, &r->organisations);
    if (m->status == EH_OK)
        choose(m, returns);
    if (m->status == EH_OK)
        name(m);
    for (unsigned s = 0; s < EH_STANDARD_COUNT && m->status == EH_OK; s++)
        gather(m, (eh_standard)s);
    if (m->status == EH_OK)
        judge(m);
    if (m->status == EH_OK)
        m->status = find_baselines(m, returns);
    static eh_status (*const parts[])(eh_progress_report *, eh_course *) = {
        eh_breaks_make, eh_tracks_make, eh_walkers_make, eh_restated_make, eh_paths_make};
    for (size_t c = 0; c < r->course_count; c++) {
        for (size_t i = 0; i < sizeof parts / sizeof *parts && m->status == EH_OK; i++)
            m->status = parts[i](r, &r->courses[c]);
        if (m->status == EH_OK)
            restated(m, &r->courses[c]);
    }
    if (m->status == EH_OK && m->options->actions)
        m->status = eh_actions_read(r, m->options->actions, m->findings);
}

eh_status eh_progress_over(const eh_catalogue *catalogue, const eh_return *const *returns,
                           const eh_progress_options *options, eh_findings *findings, eh_progress_report **report) {
    *report = NULL;
    eh_arena *arena = eh_arena_new();
    eh_progress_report *r = arena ? eh_arena_alloc(arena, sizeof *r) : NULL;
    making m = {.r = r, .options = options, .findings = findings, .status = EH_NOMEM};
    if (!r) {
        eh_arena_free(arena);
        return EH_NOMEM;
    }
    *r = (eh_progress_report){
        .arena = arena, .catalogue = catalogue, .prepared = options->prepared, .chosen = options->organisation};
    r->goal_year = options->goal_year;
    r->parity = options->parity;
    size_t length = strlen(options->prepared);
    if (length < 10 || eh_date_read((eh_slice){options->prepared, 10}, &r->today) != EH_DATE_READ)
        r->today = EH_NO_DATE;
    make(&m, returns);
    if (m.status == EH_OK)
        *report = r;
    else
        eh_progress_free(r);
    return m.status;
}

void eh_progress_free(eh_progress_report *r) {
    if (!r)
        return;
    eh_organisations_free(r->organisations);
    eh_arena_free(r->arena); /* holds the report itself */
}

bool eh_progress_internal(const eh_progress_report *r) {
    return r->full_count > 0;
}
