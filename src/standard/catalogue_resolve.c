/* One edition out of the rows of items.csv: operands become positions, every formula is checked. */
#include <string.h>

#include "base/limits.h"
#include "standard/catalogue_private.h"

#define NOWHERE UINT32_MAX

/* What an operation wants: the unit of its item, how many operands above and below the line, how many groups at most. */
static const struct shape {
    eh_unit unit, or_unit;
    unsigned above_least, above_most, below_least, below_most, groups_most;
} shapes[] = {
    [EH_OP_COUNT] = {EH_HEADCOUNT, EH_HEADCOUNT, 0, 0, 0, 0, EH_GROUPS},
    [EH_OP_SUM] = {EH_HEADCOUNT, EH_HEADCOUNT, 1, EH_LIMIT_ITEMS, 0, 0, EH_GROUPS},
    [EH_OP_RATE] = {EH_PERCENT, EH_PERCENT, 1, EH_LIMIT_ITEMS, 1, EH_LIMIT_ITEMS, EH_GROUPS},
    [EH_OP_RELATIVE] = {EH_RATIO, EH_RATIO, 1, EH_LIMIT_ITEMS, 1, EH_LIMIT_ITEMS, 0},
    [EH_OP_SHARE] = {EH_PERCENT, EH_PERCENT, 1, 1, 0, 0, EH_GROUPS},
    [EH_OP_GAP] = {EH_POINTS, EH_POINTS, 2, 2, 0, 0, EH_GROUPS},
    [EH_OP_SURVEY] = {EH_PERCENT, EH_SCORE, 0, 0, 0, 0, EH_GROUPS},
    [EH_OP_ANSWER] = {EH_TEXT, EH_TEXT, 0, 0, 0, 0, 0},
};

/* An edition in the making. */
typedef struct making {
    const eh_item_rows *rows;
    eh_findings *findings;
    eh_item *items;
    const eh_item_row **sources; /* of each item */
    uint32_t *positions;         /* by key */
    unsigned count;
} making;

static eh_status bad(const making *m, const eh_item_row *row, const char *heading, const char *wrong,
                     const char *value) {
    return eh_template_bad(m->findings, m->rows->file, row->line, heading, wrong, value);
}

/* Takes the rows that hold in the edition; an id that two of them have is a fault. */
static eh_status gather(making *m, const eh_edition *edition) {
    eh_status result = EH_OK;
    for (uint32_t i = 0; i < m->rows->key_count; i++) {
        m->positions[i] = NOWHERE;
    }
    for (size_t i = 0; i < m->rows->count && result != EH_NOMEM; i++) {
        const eh_item_row *row = &m->rows->rows[i];
        if (row->standard != edition->standard || row->since > edition->year || row->until < edition->year) {
            continue;
        }
        if (m->positions[row->key] != NOWHERE) {
            result = eh_worse(result, bad(m, row, "id", "one edition has this item twice:", row->item.id));
            continue;
        }
        m->positions[row->key] = m->count;
        m->sources[m->count] = row;
        m->items[m->count++] = row->item;
    }
    return result;
}

static eh_status check_shape(const making *m, const eh_item_row *row) {
    const eh_item *item = &row->item;
    const struct shape *shape = &shapes[item->operation];
    unsigned below = 0;
    for (unsigned i = 0; i < row->term_count; i++) {
        below += row->terms[i].below;
    }
    unsigned above = row->term_count - below;
    if (item->unit != shape->unit && item->unit != shape->or_unit) {
        return bad(m, row, "unit", "the operation does not make this unit, for the item", item->id);
    }
    if (above < shape->above_least || above > shape->above_most || below < shape->below_least ||
        below > shape->below_most) {
        return bad(m, row, "operands", "there are too few or too many operands for the item", item->id);
    }
    if (item->groups > shape->groups_most) {
        return bad(m, row, "groups", "the operation has no groups, in the item", item->id);
    }
    if (item->operation == EH_OP_RELATIVE && item->top == item->bottom) {
        return bad(m, row, "bottom", "a ratio is of two different groups, in the item", item->id);
    }
    return EH_OK;
}

/* Whether an operand has the groups that the item takes of it. */
static bool groups_fit(const eh_item *item, const eh_item *operand) {
    switch (item->operation) {
    case EH_OP_RELATIVE:
        return operand->groups > item->top && operand->groups > item->bottom;
    case EH_OP_SHARE:
    case EH_OP_GAP:
        return operand->groups == EH_GROUPS;
    default:
        return item->groups == 0 ? operand->groups == 0 : operand->groups >= item->groups;
    }
}

/* Turns the keys of an item's terms into positions. */
static eh_status place_terms(const making *m, eh_arena *arena, unsigned position) {
    const eh_item_row *row = m->sources[position];
    eh_item *item = &m->items[position];
    if (row->term_count == 0) {
        return EH_OK;
    }
    eh_term *terms = eh_arena_alloc(arena, row->term_count * sizeof *terms);
    if (terms == NULL) {
        return EH_NOMEM;
    }
    eh_status result = EH_OK;
    for (unsigned i = 0; i < row->term_count && result != EH_NOMEM; i++) {
        uint32_t key = row->terms[i].item, at = m->positions[key];
        terms[i] = row->terms[i];
        if (at == NOWHERE) {
            result = eh_worse(result,
                              bad(m, row, "operands", "an edition that has this row has no item", m->rows->ids[key]));
            continue;
        }
        terms[i].item = at;
        if (m->items[at].unit != EH_HEADCOUNT) {
            result = eh_worse(result, bad(m, row, "operands", "the operand is no headcount:", m->rows->ids[key]));
        } else if (!groups_fit(item, &m->items[at])) {
            result = eh_worse(result,
                              bad(m, row, "operands", "the operand lacks groups that are needed:", m->rows->ids[key]));
        }
    }
    item->terms = terms;
    item->term_count = row->term_count;
    return result;
}

/* Items are done once all their operands are done; those that never get done go round in a circle. */
static eh_status check_circles(const making *m, bool *done) {
    bool progress = true;
    while (progress) {
        progress = false;
        for (unsigned i = 0; i < m->count; i++) {
            bool ready = !done[i];
            for (unsigned k = 0; ready && k < m->items[i].term_count; k++) {
                ready = done[m->items[i].terms[k].item];
            }
            done[i] = done[i] || ready;
            progress = progress || ready;
        }
    }
    eh_status result = EH_OK;
    for (unsigned i = 0; i < m->count && result != EH_NOMEM; i++) {
        if (!done[i]) {
            result = eh_worse(result, bad(m, m->sources[i], "operands",
                                          "the item comes back to itself by way of its operands:", m->items[i].id));
        }
    }
    return result;
}

/* The rows stand in the order of the national return, so its numbers rise. */
static eh_status check_numbers(const making *m) {
    int last = 0;
    eh_status result = EH_OK;
    for (unsigned i = 0; i < m->count && result != EH_NOMEM; i++) {
        int number = eh_cell_whole(m->items[i].number, 0);
        if (m->items[i].number[0] != '\0' && number <= last) {
            result = eh_worse(
                result, bad(m, m->sources[i], "number", "the national row numbers do not rise:", m->items[i].number));
        }
        last = number > last ? number : last;
    }
    return result;
}

eh_status eh_edition_resolve(eh_catalogue *catalogue, eh_edition *edition, const eh_item_rows *rows,
                             eh_findings *findings) {
    eh_arena *scratch = eh_arena_new();
    if (scratch == NULL) {
        return EH_NOMEM;
    }
    making m = {
        .rows = rows,
        .findings = findings,
        .items = eh_arena_alloc(catalogue->arena, (rows->count + 1) * sizeof *m.items),
        .sources = eh_arena_alloc(scratch, (rows->count + 1) * sizeof(const eh_item_row *)),
        .positions = eh_arena_alloc(scratch, (rows->key_count + 1) * sizeof(uint32_t)),
    };
    bool *done = eh_arena_alloc(scratch, (rows->count + 1) * sizeof *done);
    eh_status result = EH_NOMEM;
    if (m.items != NULL && m.sources != NULL && m.positions != NULL && done != NULL) {
        result = gather(&m, edition);
        for (unsigned i = 0; i < m.count && result != EH_NOMEM; i++) {
            result = eh_worse(result, check_shape(&m, m.sources[i]));
            result = result == EH_NOMEM ? result : eh_worse(result, place_terms(&m, catalogue->arena, i));
        }
    }
    if (result == EH_OK) {
        result = eh_worse(check_circles(&m, done), check_numbers(&m));
    }
    edition->items = m.items;
    edition->item_count = m.count;
    eh_arena_free(scratch);
    return result;
}
