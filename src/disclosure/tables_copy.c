/* The public copies of breakdowns. */
#include <string.h>

#include "disclosure/copy.h"
#include "disclosure/tables.h"
#include "indicator/breakdowns.h"

typedef struct copying {
    const eh_public_subject *s;
    const eh_linked *linked;
    const eh_suppression_rule *rule;
    eh_return *copy;
} copying;

static eh_breakdown_cell shown(const copying *w, const eh_public_table *table, size_t row, unsigned column) {
    const eh_breakdown_cell *given = &table->breakdown->row[row].cell[column];
    size_t cell = table->cells[row * table->breakdown->columns + column];
    if (given->missing != EH_PRESENT)
        return *given;
    if (cell == SIZE_MAX || w->linked->cells[cell].hidden != EH_SHOWN)
        return (eh_breakdown_cell){.missing = EH_SUPPRESSED};
    return (eh_breakdown_cell){.value = (double)eh_rule_rounded(w->rule, &w->linked->cells[cell])};
}

static eh_status copy_counts(const copying *w, const eh_public_table *table, eh_breakdown *made) {
    const eh_breakdown *b = table->breakdown;
    for (size_t r = 0; r < b->rows; r++) {
        eh_breakdown_cell *cells = eh_breakdown_add_row(w->copy, made, b->row[r].of, b->row[r].group, b->row[r].step);
        if (!cells)
            return EH_NOMEM;
        for (unsigned c = 0; c < b->columns; c++)
            cells[c] = shown(w, table, r, c);
    }
    return EH_OK;
}

/* ---- likelihood ratios ---- */

static bool is_ratios_of(const eh_breakdown *ratios, const eh_breakdown *counts) {
    size_t length = strlen(counts->name);
    return counts->unit == EH_HEADCOUNT && !strcmp(counts->by, ratios->by) &&
           !strncmp(ratios->name, counts->name, length) && !strcmp(ratios->name + length, "-ratios");
}

static const eh_public_table *counts_of(const eh_public_subject *s, const eh_breakdown *ratios) {
    for (size_t i = 0; i < s->table_count; i++)
        if (is_ratios_of(ratios, s->tables[i].breakdown))
            return &s->tables[i];
    return NULL;
}

static bool is_column(const eh_breakdown *b, unsigned column, const char *name, size_t length) {
    return strlen(b->column[column]) == length && !memcmp(b->column[column], name, length);
}

/* The columns that a step leads from and to; b->columns for one that there is not. A step that is no step between two columns is what is reached from being in a band. */
static void columns_of(const eh_breakdown *b, const char *step, unsigned *from, unsigned *to) {
    static const char between[] = "-to-", banded[] = "banded";
    const char *middle = strstr(step, between), *end = middle ? middle + strlen(between) : step;
    const char *start = middle ? step : banded;
    size_t length = middle ? (size_t)(middle - step) : strlen(banded);
    *from = *to = b->columns;
    for (unsigned c = 0; c < b->columns; c++) {
        *from = is_column(b, c, start, length) ? c : *from;
        *to = is_column(b, c, end, strlen(end)) ? c : *to;
    }
}

/* The counts of a part and column by group as they are shown; false when one is not, or there is none. */
static bool counts_by_group(const copying *w, const eh_public_table *table, const char *of, unsigned column,
                            int64_t counts[EH_GROUPS]) {
    eh_standard standard = w->s->edition->standard;
    for (unsigned g = 0; g < EH_UNKNOWN; g++) {
        eh_breakdown_cell cell = {.missing = EH_SUPPRESSED};
        for (size_t r = 0; r < table->breakdown->rows && column < table->breakdown->columns; r++)
            if (!strcmp(table->breakdown->row[r].of, of) &&
                !strcmp(table->breakdown->row[r].group, eh_group_id(standard, g)))
                cell = shown(w, table, r, column);
        if (cell.missing != EH_PRESENT)
            return false;
        counts[g] = (int64_t)cell.value;
    }
    return true;
}

static eh_status copy_ratios(const copying *w, const eh_breakdown *ratios, const eh_public_table *counts,
                             eh_breakdown *made) {
    for (size_t r = 0; r < ratios->rows; r++) {
        const eh_breakdown_row *row = &ratios->row[r];
        int64_t events[EH_GROUPS] = {0}, of[EH_GROUPS] = {0};
        unsigned from, to;
        eh_breakdown_cell *cells = eh_breakdown_add_row(w->copy, made, row->of, row->group, row->step);
        if (!cells)
            return EH_NOMEM;
        columns_of(counts->breakdown, row->step, &from, &to);
        bool told = ratios->columns == EH_RATIO_COLUMNS && counts_by_group(w, counts, row->of, from, of) &&
                    counts_by_group(w, counts, row->of, to, events);
        if (told)
            eh_breakdowns_ratio_of(w->s->edition->standard, (eh_rates){events, of}, cells);
        for (unsigned c = 0; c < ratios->columns && !told; c++)
            cells[c].missing = EH_SUPPRESSED;
    }
    return EH_OK;
}

/* ---- all of them ---- */

static eh_status copy_table(const copying *w, const eh_public_table *table) {
    const eh_breakdown *b = table->breakdown;
    bool ratios = eh_table_is_ratios(b);
    const eh_public_table *counts = ratios ? counts_of(w->s, b) : table;
    eh_table_fate fate = counts ? counts->fate : EH_TABLE_UNKNOWN;
    if (fate == EH_TABLE_ZEROS)
        return EH_OK;
    eh_breakdown *made = eh_breakdown_add(w->copy, b->name, b->by, b->unit, b->column, b->columns);
    if (!made)
        return EH_NOMEM;
    made->top = b->top;
    made->bottom = b->bottom;
    made->missing = fate == EH_TABLE_SHOWN ? b->missing : EH_SUPPRESSED;
    if (fate != EH_TABLE_SHOWN || b->rows == 0)
        return EH_OK;
    return ratios ? copy_ratios(w, b, counts, made) : copy_counts(w, table, made);
}

eh_status eh_copy_tables(const eh_public_subject *s, const eh_linked *linked, const eh_suppression_rule *rule,
                         eh_return *copy) {
    copying w = {s, linked, rule, copy};
    eh_status status = EH_OK;
    for (size_t i = 0; i < s->table_count && status == EH_OK; i++)
        status = copy_table(&w, &s->tables[i]);
    return status;
}
