/* Last year's column against last year's own return: figures that are given otherwise now. */
#include <string.h>

#include "progress/progress.h"

static const eh_return *return_of(const eh_course *course, size_t organisation, int edition) {
    for (size_t y = 0; y < course->year_count; y++) {
        size_t member = course->years[y].member[organisation];
        if (eh_course_edition(course, y)->year == edition && member != SIZE_MAX)
            return course->years[y].side.members[member].ret;
    }
    return NULL;
}

/* What was kept back in one of them is no other figure. */
static bool differs(const eh_previous *now, const eh_value *then) {
    if (now->missing == EH_SUPPRESSED || then->missing == EH_SUPPRESSED)
        return false;
    if (now->missing != EH_PRESENT || then->missing != EH_PRESENT)
        return (now->missing == EH_PRESENT) != (then->missing == EH_PRESENT);
    return now->value < then->value || now->value > then->value;
}

/* `out` may be NULL, to count. */
static size_t compare(const eh_course *course, const eh_return *ret, const eh_return *own, eh_restated *out) {
    const eh_edition *newest = eh_course_newest(course);
    size_t count = 0;
    for (size_t i = 0; i < ret->previous_count; i++) {
        const eh_previous *now = &ret->previous[i];
        const eh_value *then = eh_return_value(own, now->item, now->group);
        int place = eh_item_find(newest, eh_slice_of(now->item));
        unsigned group = 0;
        if (!then || place < 0 || newest->items[place].unit == EH_TEXT || !differs(now, then) ||
            (*now->group && !eh_group_read(course->standard, eh_slice_of(now->group), &group)))
            continue;
        if (out)
            out[count] = (eh_restated){ret, own, &newest->items[place], group, now, then};
        count++;
    }
    return count;
}

static size_t go_through(const eh_course *course, eh_restated *out) {
    size_t count = 0;
    for (size_t y = 0; y < course->year_count; y++)
        for (size_t o = 0; o < course->walker_count; o++) {
            size_t member = course->years[y].member[o];
            const eh_return *ret = member == SIZE_MAX ? NULL : course->years[y].side.members[member].ret;
            const eh_return *own = ret ? return_of(course, o, ret->previous_edition) : NULL;
            if (own)
                count += compare(course, ret, own, out ? out + count : NULL);
        }
    return count;
}

eh_status eh_restated_make(eh_progress_report *report, eh_course *course) {
    course->restated_count = go_through(course, NULL);
    course->restated = eh_arena_alloc(report->arena, (course->restated_count + 1) * sizeof *course->restated);
    if (!course->restated)
        return EH_NOMEM;
    go_through(course, course->restated);
    return EH_OK;
}
