/* Breaks in series: changes of the rules after which figures must not be compared with those before (templates/changes.csv). */
#include "progress/progress.h"

static bool applies(const eh_change *change, const eh_course *course, size_t year) {
    int before = eh_course_edition(course, year - 1)->year, here = eh_course_edition(course, year)->year;
    return change->breaks_series && change->standard == course->standard && change->year > before &&
           change->year <= here;
}

static const eh_change **at(const eh_course *course, unsigned place, size_t year) {
    return &course->broken[(size_t)place * course->year_count + year];
}

const eh_change *eh_course_broken(const eh_course *course, unsigned place, size_t year) {
    return *at(course, place, year);
}

/* What breaks an item breaks all that is computed from it. Operands may stand before or behind what they make, so it goes round until nothing is new. */
static void spread(const eh_course *course, size_t year) {
    const eh_edition *edition = eh_course_newest(course);
    for (bool again = true; again;) {
        again = false;
        for (unsigned i = 0; i < edition->item_count; i++)
            for (unsigned t = 0; t < edition->items[i].term_count && !*at(course, i, year); t++) {
                const eh_change *change = *at(course, edition->items[i].terms[t].item, year);
                *at(course, i, year) = change;
                again = again || change;
            }
    }
}

static void mark(eh_course *course, const eh_change *change, size_t year) {
    const eh_edition *edition = eh_course_newest(course);
    bool any = false;
    for (unsigned i = 0; i < edition->item_count; i++)
        if (eh_change_names(change, &edition->items[i])) {
            any = true;
            if (!*at(course, i, year))
                *at(course, i, year) = change;
        }
    if (any)
        course->breaks[course->break_count++] = (eh_break){change, year};
}

eh_status eh_breaks_make(eh_progress_report *report, eh_course *course) {
    size_t changes = 0;
    const eh_change *change;
    while (eh_change_at(report->catalogue, changes))
        changes++;
    size_t room = (size_t)eh_course_newest(course)->item_count * course->year_count + 1;
    course->broken = eh_arena_alloc(report->arena, room * sizeof *course->broken);
    course->breaks = eh_arena_alloc(report->arena, (changes + 1) * sizeof *course->breaks);
    if (!course->broken || !course->breaks)
        return EH_NOMEM;
    for (size_t year = 1; year < course->year_count; year++) {
        for (size_t i = 0; (change = eh_change_at(report->catalogue, i)) != NULL; i++)
            if (applies(change, course, year))
                mark(course, change, year);
        spread(course, year);
    }
    return EH_OK;
}
