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

unsigned eh_breakdown_column(const eh_breakdown *b, const char *column) {
    unsigned c = 0;
    while (c < b->columns && strcmp(b->column[c], column) != 0)
        c++;
    return c;
}

const eh_breakdown_cell *eh_breakdown_cell_of(const eh_breakdown *b, const eh_breakdown_row *row, const char *column) {
    unsigned c = eh_breakdown_column(b, column);
    return c < b->columns ? &row->cell[c] : NULL;
}

const eh_breakdown_row *eh_breakdown_row_of(const eh_breakdown *b, const char *of, const char *group) {
    for (size_t i = 0; i < b->rows; i++)
        if (!strcmp(b->row[i].of, of) && !strcmp(b->row[i].group, group) && !*b->row[i].step)
            return &b->row[i];
    return NULL;
}

/* The table of counts beside a table of ratios: "funnel" of "funnel-ratios". */
static const eh_breakdown *counts_of(const eh_return *ret, const eh_breakdown *ratios) {
    static const char ending[] = "-ratios";
    size_t length = strlen(ratios->name), end = sizeof ending - 1;
    if (length <= end || strcmp(ratios->name + length - end, ending) != 0)
        return NULL;
    for (size_t i = 0; i < ret->breakdown_count; i++) {
        const eh_breakdown *b = ret->breakdowns[i];
        if (!strcmp(b->by, ratios->by) && strlen(b->name) == length - end &&
            !memcmp(b->name, ratios->name, length - end))
            return b;
    }
    return NULL;
}

/* A column by a name that goes on behind it. */
static unsigned column_at(const eh_breakdown *b, const char *name, size_t length) {
    unsigned c = 0;
    while (c < b->columns && (strlen(b->column[c]) != length || memcmp(b->column[c], name, length) != 0))
        c++;
    return c;
}

bool eh_breakdown_counts_behind(const eh_return *ret, const eh_breakdown *ratios, const eh_breakdown_row *row,
                                eh_breakdown_counts *counts) {
    static const char between[] = "-to-", whole[] = "banded";
    const eh_breakdown *table = ratios->unit == EH_RATIO ? counts_of(ret, ratios) : NULL;
    const char *to = strstr(row->step, between);
    if (!table)
        return false;
    *counts = (eh_breakdown_counts){.table = table,
                                    .top = eh_breakdown_row_of(table, row->of, ratios->top),
                                    .bottom = eh_breakdown_row_of(table, row->of, ratios->bottom)};
    /* a step leads from one stage to another; else it is what some of those in a band are */
    counts->of = to ? column_at(table, row->step, (size_t)(to - row->step)) : eh_breakdown_column(table, whole);
    counts->events = eh_breakdown_column(table, to ? to + sizeof between - 1 : row->step);
    return counts->top && counts->bottom && counts->of < table->columns && counts->events < table->columns;
}

const eh_breakdown_cell *eh_breakdown_at(const eh_breakdown *b, const char *of, const char *group, const char *step,
                                         const char *column) {
    for (size_t i = 0; i < b->rows; i++)
        if (!strcmp(b->row[i].of, of) && !strcmp(b->row[i].group, group) && !strcmp(b->row[i].step, step))
            return eh_breakdown_cell_of(b, &b->row[i], column);
    return NULL;
}
