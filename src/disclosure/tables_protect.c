/* Which breakdowns a publication holds, and what is hidden in them. */
#include <string.h>

#include "disclosure/component.h"
#include "disclosure/tables.h"

/* Arithmetic that may be done for one table, and for all of an organisation and year: a second or so, and some seconds. */
static const uint64_t most_of_table = UINT64_C(400000000), most_of_all = UINT64_C(1000000000);

typedef struct protecting {
    const eh_tables *all;
    const eh_suppression_rule *rule;
    uint64_t done;
} protecting;

/* Whether a table tells something that the items do not: some count of its own that is shown, unless it has none that could be hidden. */
static bool has_something_to_see(const eh_linked *linked, size_t first) {
    size_t seen = 0, unseen = 0;
    for (size_t i = first; i < linked->cell_count; i++) {
        const eh_count_cell *cell = &linked->cells[i];
        seen += cell->printed && cell->hidden == EH_SHOWN && cell->value > 0;
        unseen += cell->printed && cell->hidden != EH_SHOWN;
    }
    return seen > 0 || unseen == 0;
}

static eh_table_fate fate_of(eh_status status, const eh_linked *linked, size_t first) {
    if (status != EH_OK)
        return status == EH_CANCELLED ? EH_TABLE_COSTLY : EH_TABLE_UNSAFE;
    return has_something_to_see(linked, first) ? EH_TABLE_SHOWN : EH_TABLE_EMPTY;
}

/* ---- rows that tell too much ---- */

/* The row that a new cell stands in; rows without end for a cell that stands in none. */
static size_t row_of(const eh_public_table *table, size_t cell) {
    const eh_breakdown *b = table->breakdown;
    for (size_t i = 0; i < b->rows * b->columns; i++)
        if (table->cells[i] == cell)
            return i / b->columns;
    return SIZE_MAX;
}

static bool same_part(const eh_public_table *table, size_t row, size_t other) {
    return !strcmp(table->breakdown->row[row].of, table->breakdown->row[other].of);
}

/* The row that an equation is about, when all of the table that is in it and was added is of one part that is not withdrawn; else SIZE_MAX. */
static size_t row_of_equation(const eh_public_table *table, const eh_addend *parts, size_t count, size_t first) {
    size_t row = SIZE_MAX;
    for (size_t i = 0; i < count; i++) {
        size_t here = parts[i].cell >= first ? row_of(table, parts[i].cell) : SIZE_MAX;
        if (here == SIZE_MAX)
            continue;
        if (table->withdrawn[here] || (row != SIZE_MAX && !same_part(table, row, here)))
            return SIZE_MAX;
        row = here;
    }
    return row;
}

/* The part of the fewest people of those that are not withdrawn. */
static size_t smallest_row(const eh_public_table *table) {
    const eh_breakdown *b = table->breakdown;
    size_t smallest = SIZE_MAX;
    double fewest = 0;
    for (size_t r = 0; r < b->rows; r++) {
        double people = 0;
        for (size_t k = 0; k < b->rows * b->columns; k++)
            if (same_part(table, r, k / b->columns) &&
                b->row[k / b->columns].cell[k % b->columns].missing == EH_PRESENT)
                people += b->row[k / b->columns].cell[k % b->columns].value;
        if (!table->withdrawn[r] && (smallest == SIZE_MAX || people < fewest)) {
            smallest = r;
            fewest = people;
        }
    }
    return smallest;
}

/* Withdraws the rows of the part from which a count could be worked out; false when there are no more to be withdrawn. */
static bool withdraw(eh_public_table *table, const eh_linked *linked, size_t first, size_t cell) {
    size_t row = row_of(table, cell);
    if (row != SIZE_MAX && table->withdrawn[row])
        row = SIZE_MAX;
    for (size_t e = 0; e < linked->equation_count && row == SIZE_MAX; e++) {
        size_t count;
        const eh_addend *parts = eh_linked_parts(linked, e, &count);
        for (size_t i = 0; i < count && row == SIZE_MAX; i++)
            if (parts[i].cell == cell)
                row = row_of_equation(table, parts, count, first);
    }
    row = row == SIZE_MAX ? smallest_row(table) : row;
    for (size_t r = 0; r < table->breakdown->rows && row != SIZE_MAX; r++)
        table->withdrawn[r] = table->withdrawn[r] || same_part(table, row, r);
    return row != SIZE_MAX;
}

/* ---- one table ---- */

static eh_status protect_table(protecting *p, const eh_public_subject *s, eh_public_table *table) {
    eh_linked *linked = p->all->linked;
    eh_linked_mark mark = eh_linked_now(linked);
    uint64_t left = p->done < most_of_all ? most_of_all - p->done : 0;
    eh_work work = {.most = left < most_of_table ? left : most_of_table};
    eh_status status = EH_BAD;
    for (bool more = true; more && status == EH_BAD;) {
        eh_breach breach;
        eh_linked_back(linked, mark);
        eh_table_add(p->all, s, table);
        eh_linked_hide_small(linked, p->rule);
        status = eh_protect_added(linked, p->rule, mark.cell_count, &work, &breach);
        more = status == EH_BAD && withdraw(table, linked, mark.cell_count, breach.cell);
    }
    p->done += work.done;
    if (status == EH_NOMEM)
        return status;
    table->fate = fate_of(status, linked, mark.cell_count);
    table->linked = table->fate == EH_TABLE_SHOWN;
    if (table->linked)
        eh_linked_fix(linked);
    else
        eh_linked_back(linked, mark);
    return EH_OK;
}

static eh_status take_table(protecting *p, const eh_public_subject *s, eh_public_table *table) {
    if (table->breakdown->rows == 0)
        return EH_OK;
    if (p->rule->from == 0 && eh_table_lacks_rows(table->breakdown))
        table->fate = EH_TABLE_ZEROS;
    else if (eh_table_lacks_whole(s, table))
        table->fate = EH_TABLE_UNSAFE;
    else
        return protect_table(p, s, table);
    return EH_OK;
}

eh_status eh_tables_protect(const eh_tables *all, const eh_suppression_rule *rule) {
    protecting p = {.all = all, .rule = rule};
    eh_table_kind kind;
    eh_status status = EH_OK;
    eh_linked_fix(all->linked);
    for (size_t i = 0; i < all->count; i++)
        for (size_t t = 0; t < all->subjects[i]->table_count; t++)
            if (!eh_table_is_ratios(all->subjects[i]->tables[t].breakdown))
                all->subjects[i]->tables[t].fate = EH_TABLE_UNKNOWN; /* unless it is one of the kinds */
    for (size_t k = 0; eh_table_kind_at(k, &kind); k++)
        for (size_t i = 0; i < all->count; i++)
            for (size_t t = 0; t < all->subjects[i]->table_count && status == EH_OK; t++) {
                eh_public_table *table = &all->subjects[i]->tables[t];
                if (!eh_table_is(table, kind))
                    continue;
                table->fate = EH_TABLE_SHOWN;
                status = take_table(&p, all->subjects[i], table);
            }
    return status;
}
