/* See workbook_formula.h. Differences are taken between whole numbers and divided once, so that a recalculation agrees to the last digits. */
#include "report/workbook_formula.h"

#include <math.h>
#include <string.h>

#include "report/words.h"

enum { RUN = 3 }; /* so many cells beneath each other are written as a range */

static void column_letters(eh_buffer *out, unsigned column) {
    char letters[8];
    size_t n = 0;
    for (unsigned rest = column + 1; rest > 0 && n < sizeof letters; rest = (rest - 1) / 26)
        letters[n++] = (char)('A' + (rest - 1) % 26);
    while (n > 0)
        eh_buffer_char(out, letters[--n]);
}

void eh_cell_name(eh_buffer *out, unsigned row, unsigned column) {
    column_letters(out, column);
    eh_buffer_whole(out, (int64_t)row + 1);
}

void eh_absolute_cell(eh_buffer *out, unsigned row, unsigned column) {
    eh_buffer_char(out, '$');
    column_letters(out, column);
    eh_buffer_char(out, '$');
    eh_buffer_whole(out, (int64_t)row + 1);
}

/* A formula being written: the buffer, and whether every cell named so far holds a number. */
typedef struct pen {
    eh_buffer *out;
    const eh_grid *grid;
    bool whole;
} pen;

/* The row of an item of the edition and the column of a group of it; false (and the pen is spoilt) when that cell holds no number. */
static bool cell_of(pen *p, unsigned item, unsigned group, unsigned *row, unsigned *column) {
    int place = p->grid->place[item];
    const eh_return_item *at = place < 0 ? NULL : &p->grid->ret->items[place];
    const eh_value *value = at ? eh_item_value(p->grid->ret, at, group) : NULL;
    if (!value || value->missing != EH_PRESENT || at->unit == EH_TEXT) {
        p->whole = false;
        return false;
    }
    *row = p->grid->first_row + (unsigned)place;
    *column = at->grouped ? p->grid->group_column + group : p->grid->value_column;
    return true;
}

/* How many terms from `i` on are added and stand beneath each other. */
static unsigned run_length(pen *p, const eh_item *item, unsigned i, unsigned group) {
    unsigned row = 0, column = 0, length = 0;
    for (unsigned first = 0; i + length < item->term_count; length++) {
        const eh_term *term = &item->terms[i + length];
        if (term->sign < 0 || term->below != item->terms[i].below || !cell_of(p, term->item, group, &row, &column))
            break;
        if (length == 0)
            first = row;
        else if (row != first + length)
            break;
    }
    return length;
}

/* The terms of one side as "E5", "SUM(E5:E9)", "(E5-E6)". Returns how many parts it has. */
static unsigned terms(pen *p, const eh_item *item, bool below, unsigned group) {
    unsigned parts = 0, row = 0, column = 0;
    for (unsigned i = 0; i < item->term_count; i++) {
        const eh_term *term = &item->terms[i];
        if (term->below != below)
            continue;
        unsigned length = run_length(p, item, i, group);
        if (!cell_of(p, term->item, group, &row, &column))
            return parts;
        if (parts++ || term->sign < 0)
            eh_buffer_char(p->out, term->sign < 0 ? '-' : '+');
        if (length >= RUN) {
            eh_buffer_text(p->out, "SUM(");
            eh_cell_name(p->out, row, column);
            eh_buffer_char(p->out, ':');
            eh_cell_name(p->out, row + length - 1, column);
            eh_buffer_char(p->out, ')');
            i += length - 1;
        } else {
            eh_cell_name(p->out, row, column);
        }
    }
    return parts;
}

/* The same as one operand of a product: in brackets when it has several parts. */
static void factor(pen *p, const eh_item *item, bool below, unsigned group) {
    eh_buffer inner = {0};
    pen q = {&inner, p->grid, p->whole};
    unsigned parts = terms(&q, item, below, group);
    if (parts == 0)
        q.whole = false;
    else if (inner.length > 0)
        eh_buffer_format(p->out, parts > 1 ? "(%s)" : "%s", inner.data);
    p->whole = q.whole;
    eh_buffer_done(&inner, p->out);
}

/* All groups of the upper terms, added: "SUM(F50:H50)" for a single term, else one factor a group. */
static void all_groups(pen *p, const eh_item *item) {
    unsigned row = 0, first = 0, last = 0;
    if (item->term_count == 1) {
        if (!cell_of(p, item->terms[0].item, 0, &row, &first) || !cell_of(p, item->terms[0].item, 1, &row, &last) ||
            !cell_of(p, item->terms[0].item, EH_GROUPS - 1, &row, &last))
            return;
        eh_buffer_text(p->out, "SUM(");
        eh_cell_name(p->out, row, first);
        eh_buffer_char(p->out, ':');
        eh_cell_name(p->out, row, last);
        eh_buffer_char(p->out, ')');
        return;
    }
    eh_buffer_char(p->out, '(');
    for (unsigned g = 0; g < EH_GROUPS; g++) {
        if (g)
            eh_buffer_char(p->out, '+');
        factor(p, item, false, g);
    }
    eh_buffer_char(p->out, ')');
}

/* The item whose terms a single term stands for, as in return/formula.h. */
static const eh_item *expanded(const eh_edition *edition, const eh_item *item, eh_operation operation) {
    if (item->term_count == 1 && edition->items[item->terms[0].item].operation == operation)
        return &edition->items[item->terms[0].item];
    return item;
}

static void rate(pen *p, const eh_item *item, unsigned group) {
    eh_buffer_text(p->out, "IF(");
    factor(p, item, true, group);
    eh_buffer_text(p->out, "=0,\"undefined\",100*");
    factor(p, item, false, group);
    eh_buffer_char(p->out, '/');
    factor(p, item, true, group);
    eh_buffer_char(p->out, ')');
}

/* (a x m) / (n x b) for the rates a/n of the top group and b/m of the bottom one. */
static void relative(pen *p, const eh_item *item) {
    const eh_item *of = expanded(p->grid->edition, item, EH_OP_RATE);
    eh_buffer_text(p->out, "IF(OR(");
    factor(p, of, true, item->top);
    eh_buffer_text(p->out, "=0,");
    factor(p, of, true, item->bottom);
    eh_buffer_text(p->out, "=0,");
    factor(p, of, false, item->bottom);
    eh_buffer_text(p->out, "=0),\"undefined\",(");
    factor(p, of, false, item->top);
    eh_buffer_char(p->out, '*');
    factor(p, of, true, item->bottom);
    eh_buffer_text(p->out, ")/(");
    factor(p, of, true, item->top);
    eh_buffer_char(p->out, '*');
    factor(p, of, false, item->bottom);
    eh_buffer_text(p->out, "))");
}

static void share(pen *p, const eh_item *item, unsigned group) {
    eh_buffer_text(p->out, "IF(");
    all_groups(p, item);
    eh_buffer_text(p->out, "=0,\"undefined\",100*");
    factor(p, item, false, group);
    eh_buffer_char(p->out, '/');
    all_groups(p, item);
    eh_buffer_char(p->out, ')');
}

/* 100 x (a x m - b x n) / (n x m) for the shares a/n and b/m. */
static void gap(pen *p, const eh_item *item, unsigned group) {
    eh_term term[2];
    eh_item single[2];
    const eh_item *of[2];
    if (item->term_count != 2) {
        p->whole = false;
        return;
    }
    for (unsigned i = 0; i < 2; i++) {
        term[i] = (eh_term){item->terms[i].item, 1, false};
        single[i] = (eh_item){.operation = EH_OP_SHARE, .terms = &term[i], .term_count = 1};
        of[i] = expanded(p->grid->edition, &single[i], EH_OP_SHARE);
    }
    eh_buffer_text(p->out, "IF(OR(");
    all_groups(p, of[0]);
    eh_buffer_text(p->out, "=0,");
    all_groups(p, of[1]);
    eh_buffer_text(p->out, "=0),\"undefined\",100*(");
    factor(p, of[0], false, group);
    eh_buffer_char(p->out, '*');
    all_groups(p, of[1]);
    eh_buffer_char(p->out, '-');
    factor(p, of[1], false, group);
    eh_buffer_char(p->out, '*');
    all_groups(p, of[0]);
    eh_buffer_text(p->out, ")/(");
    all_groups(p, of[0]);
    eh_buffer_char(p->out, '*');
    all_groups(p, of[1]);
    eh_buffer_text(p->out, "))");
}

static bool same(double a, double b) {
    return fabs(a - b) <= 1e-12 * fmax(fabs(a), fabs(b));
}

/* Whether the item's formula gives what the return holds (a figure supplied as a total may differ from its parts). */
static bool agrees(const eh_grid *grid, unsigned item, unsigned group, const eh_value *value) {
    eh_figures figures = {grid->edition, grid->ret};
    eh_operand_value exact = eh_formula(grid->edition, item, group, eh_figures_operand, &figures);
    if (value->missing != EH_PRESENT)
        return value->missing == EH_UNDEFINED && exact.missing == EH_UNDEFINED;
    return exact.missing == EH_PRESENT && same(eh_fraction_double(exact.exact), value->value);
}

const eh_item *eh_grid_entry(const eh_grid *grid, size_t item) {
    for (unsigned i = 0; grid->edition && i < grid->edition->item_count; i++)
        if (grid->place[i] == (int)item)
            return &grid->edition->items[i];
    return NULL;
}

/* Whether an item is made of others. */
static bool is_derived(const eh_item *item) {
    return item->operation != EH_OP_COUNT && item->operation != EH_OP_SURVEY && item->operation != EH_OP_ANSWER;
}

bool eh_formula_text(eh_buffer *out, const eh_grid *grid, size_t item, unsigned group) {
    const eh_return_item *at = &grid->ret->items[item];
    const eh_item *entry = eh_grid_entry(grid, item);
    const eh_value *value = eh_item_value(grid->ret, at, group);
    if (!entry || !value || !is_derived(entry) || !agrees(grid, (unsigned)(entry - grid->edition->items), group, value))
        return false;
    eh_buffer text = {0};
    pen p = {&text, grid, true};
    eh_buffer_char(&text, '=');
    if (entry->operation == EH_OP_SUM)
        terms(&p, entry, false, group);
    else if (entry->operation == EH_OP_RATE)
        rate(&p, entry, group);
    else if (entry->operation == EH_OP_RELATIVE)
        relative(&p, entry);
    else if (entry->operation == EH_OP_SHARE)
        share(&p, entry, group);
    else if (entry->operation == EH_OP_GAP)
        gap(&p, entry, group);
    bool written = p.whole && text.length > 1;
    if (written)
        eh_buffer_add(out, text.data, text.length);
    eh_buffer_done(&text, out);
    return written;
}

bool eh_total_text(eh_buffer *out, const eh_grid *grid, size_t item, double *value) {
    const eh_return_item *at = &grid->ret->items[item];
    unsigned row = grid->first_row + (unsigned)item;
    *value = 0;
    if (at->unit != EH_HEADCOUNT || !at->grouped || at->count != EH_GROUPS)
        return false;
    for (unsigned g = 0; g < EH_GROUPS; g++) {
        if (at->value[g].missing != EH_PRESENT)
            return false;
        *value += at->value[g].value;
    }
    eh_buffer_text(out, "=SUM(");
    eh_cell_name(out, row, grid->group_column);
    eh_buffer_char(out, ':');
    eh_cell_name(out, row, grid->group_column + EH_GROUPS - 1);
    eh_buffer_char(out, ')');
    return true;
}

bool eh_percent_text(eh_buffer *out, const eh_grid *grid, size_t item, unsigned group) {
    const eh_value *value = eh_item_value(grid->ret, &grid->ret->items[item], group);
    eh_buffer total = {0}, cell = {0};
    double all = 0;
    bool whole = eh_total_text(&total, grid, item, &all);
    eh_buffer_free(&total);
    if (!whole || !value ||
        (isnan(value->percent) ? all > 0 : all <= 0 || !same(value->percent, 100 * value->value / all)))
        return false;
    eh_cell_name(&cell, grid->first_row + (unsigned)item, grid->total_column);
    if (cell.length > 0)
        eh_buffer_format(out, "=IF(%s=0,\"undefined\",100*", cell.data);
    eh_cell_name(out, grid->first_row + (unsigned)item, grid->group_column + group);
    if (cell.length > 0)
        eh_buffer_format(out, "/%s)", cell.data);
    eh_buffer_done(&cell, out);
    return true;
}
