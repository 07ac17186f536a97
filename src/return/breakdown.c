#include "return/breakdown.h"

#include <string.h>

enum { FIRST_ROOM = 8 };

/* `at` with twice the room; NULL when out of memory. */
static void *grown(eh_arena *arena, const void *at, size_t count, size_t *room, size_t size) {
    size_t more = *room ? *room * 2 : FIRST_ROOM;
    void *made = eh_arena_alloc(arena, more * size);
    if (made && count)
        memcpy(made, at, count * size);
    if (made)
        *room = more;
    return made;
}

eh_breakdown *eh_breakdown_add(eh_return *ret, const char *name, const char *by, eh_unit unit,
                               const char *const *column, unsigned columns) {
    eh_breakdown *made = eh_arena_alloc(ret->arena, sizeof *made);
    if (!made)
        return NULL;
    if (ret->breakdown_count == ret->breakdown_room) {
        eh_breakdown **list = grown(ret->arena, (const void *)ret->breakdowns, ret->breakdown_count,
                                    &ret->breakdown_room, sizeof(eh_breakdown *));
        if (!list)
            return NULL;
        ret->breakdowns = list;
    }
    *made = (eh_breakdown){
        .name = name, .by = by, .top = "", .bottom = "", .unit = unit, .column = column, .columns = columns};
    ret->breakdowns[ret->breakdown_count++] = made;
    return made;
}

eh_breakdown_cell *eh_breakdown_add_row(eh_return *ret, eh_breakdown *b, const char *of, const char *group,
                                        const char *step) {
    eh_breakdown_cell *cells = eh_arena_alloc(ret->arena, (b->columns + 1) * sizeof *cells);
    if (cells && b->rows == b->room) {
        eh_breakdown_row *rows = grown(ret->arena, b->row, b->rows, &b->room, sizeof *rows);
        if (!rows)
            return NULL;
        b->row = rows;
    }
    if (cells)
        b->row[b->rows++] = (eh_breakdown_row){of, group, step, cells};
    return cells;
}

const eh_breakdown *eh_breakdown_find(const eh_return *ret, const char *name, const char *by) {
    for (size_t i = 0; i < ret->breakdown_count; i++)
        if (!strcmp(ret->breakdowns[i]->name, name) && !strcmp(ret->breakdowns[i]->by, by))
            return ret->breakdowns[i];
    return NULL;
}

const eh_breakdown_cell *eh_breakdown_cell_of(const eh_breakdown *b, const eh_breakdown_row *row, const char *column) {
    for (unsigned c = 0; c < b->columns; c++)
        if (!strcmp(b->column[c], column))
            return &row->cell[c];
    return NULL;
}

const eh_breakdown_cell *eh_breakdown_at(const eh_breakdown *b, const char *of, const char *group, const char *step,
                                         const char *column) {
    for (size_t i = 0; i < b->rows; i++)
        if (!strcmp(b->row[i].of, of) && !strcmp(b->row[i].group, group) && !strcmp(b->row[i].step, step))
            return eh_breakdown_cell_of(b, &b->row[i], column);
    return NULL;
}
