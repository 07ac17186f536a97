/* Disparity ratios as values: of counts, and of one return by itself. */
#include "compare/leaders.h"
#include "standard/words.h"

bool eh_disparity_value(eh_arena *arena, const eh_level_count *below, const eh_level_count *above, eh_value *value) {
    *value = eh_value_missing(above->missing != EH_PRESENT ? above->missing : below->missing);
    if (value->missing != EH_PRESENT)
        return true;
    eh_disparity found = eh_disparity_of((eh_tier){below->people.focus, below->people.other},
                                         (eh_tier){above->people.focus, above->people.other});
    if (!eh_fraction_defined(found.exact)) {
        *value = eh_value_missing(EH_UNDEFINED);
        return true;
    }
    char text[EH_FRACTION_ROOM];
    eh_fraction_display(found.exact, 2, text);
    value->value = eh_fraction_double(found.exact);
    value->display = eh_arena_text(arena, text);
    value->lower = found.interval.lower;
    value->upper = found.interval.upper;
    value->p = found.p;
    value->test = found.mid_p ? EH_TEST_MID_P : EH_TEST_CHI_SQUARE;
    return value->display != NULL;
}

/* The people of a level of a return, or why there are none. */
static bool count(eh_arena *arena, const eh_edition *edition, const eh_member *member, const eh_level *level,
                  eh_level_count *count) {
    eh_level_rows rows = {.level = level};
    if (!eh_level_find_rows(arena, edition, &rows))
        return false;
    count->missing = eh_level_people(&rows, member, edition->standard, &count->people);
    return true;
}

static bool add(eh_arena *arena, const eh_edition *edition, const eh_member *member, eh_disparity_step *step) {
    eh_level_count below = {.missing = EH_NOT_APPLICABLE}, above = below;
    return count(arena, edition, member, step->below, &below) && count(arena, edition, member, step->above, &above) &&
           eh_disparity_value(arena, &below, &above, &step->value);
}

eh_status eh_disparities_of(eh_arena *arena, const eh_catalogue *catalogue, const eh_return *ret,
                            eh_disparity_step **steps, size_t *count) {
    const eh_edition *edition = eh_edition_find(catalogue, ret->standard, ret->edition);
    eh_member member = {.ret = ret};
    size_t level_count, room = 1;
    const eh_level *levels = eh_levels(catalogue, &level_count);
    *count = 0;
    for (size_t i = 0; i < level_count; i++)
        for (const char *at = levels[i].below; *at; at++)
            room += *at == ';';
    *steps = eh_arena_alloc(arena, (room + level_count) * sizeof **steps);
    if (!*steps)
        return EH_NOMEM;
    if (!edition)
        return EH_OK;
    if (!eh_member_place_values(edition, arena, &member))
        return EH_NOMEM;
    for (size_t i = 0; i < level_count; i++) {
        eh_slice rest = eh_slice_of(levels[i].below), piece;
        bool more = *levels[i].below && levels[i].standard == ret->standard && levels[i].uses & EH_LEVEL_TIER;
        while (more && eh_piece_next(&rest, &more, ';', &piece)) {
            eh_disparity_step *step = &(*steps)[*count];
            *step = (eh_disparity_step){.below = eh_level_find(catalogue, ret->standard, piece), .above = &levels[i]};
            if (step->below && !add(arena, edition, &member, step))
                return EH_NOMEM;
            *count += step->below != NULL;
        }
    }
    return EH_OK;
}
