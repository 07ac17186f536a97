#include "disclosure/linked.h"

#include <stdlib.h>
#include <string.h>

void eh_linked_free(eh_linked *linked) {
    free(linked->cells);
    free(linked->parts);
    free(linked->ends);
    free(linked->own);
    *linked = (eh_linked){0};
}

/* Room for `more` beyond *count; the block, or NULL. */
static void *grown(void *block, size_t count, size_t more, size_t *room, size_t size) {
    if (count + more <= *room)
        return block;
    size_t wanted = 2 * *room > count + more ? 2 * *room : count + more + 64;
    void *made = realloc(block, wanted * size);
    if (made)
        *room = wanted;
    return made;
}

size_t eh_linked_cell(eh_linked *linked, eh_count_cell cell) {
    void *cells = grown(linked->cells, linked->cell_count, 1, &linked->cell_room, sizeof *linked->cells);
    if (!cells) {
        linked->no_memory = true;
        return SIZE_MAX;
    }
    linked->cells = cells;
    linked->cells[linked->cell_count] = cell;
    return linked->cell_count++;
}

static bool holds(const eh_linked *linked, const eh_addend *parts, size_t count) {
    int64_t sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += parts[i].factor * linked->cells[parts[i].cell].value;
    return sum == 0;
}

bool eh_linked_equation(eh_linked *linked, const eh_addend *parts, size_t count) {
    if (linked->no_memory || count == 0 || !holds(linked, parts, count))
        return false;
    void *all = grown(linked->parts, linked->part_count, count, &linked->part_room, sizeof *linked->parts);
    if (all)
        linked->parts = all;
    void *ends = grown(linked->ends, linked->equation_count, 1, &linked->equation_room, sizeof *linked->ends);
    if (ends)
        linked->ends = ends;
    if (!all || !ends) {
        linked->no_memory = true;
        return false;
    }
    memcpy(linked->parts + linked->part_count, parts, count * sizeof *parts);
    linked->part_count += count;
    linked->ends[linked->equation_count++] = linked->part_count;
    return true;
}

const eh_addend *eh_linked_parts(const eh_linked *linked, size_t equation, size_t *count) {
    size_t from = equation ? linked->ends[equation - 1] : 0;
    *count = linked->ends[equation] - from;
    return linked->parts + from;
}

/* ---- what follows from somebody's own record ---- */

void eh_linked_own(eh_linked *linked, eh_breach breach) {
    void *own = grown(linked->own, linked->own_count, 1, &linked->own_room, sizeof *linked->own);
    if (!own) {
        linked->no_memory = true;
        return;
    }
    linked->own = own;
    linked->own[linked->own_count++] = breach;
}

/* A nought that everybody sees: nobody is in it. */
static bool is_seen_empty(const eh_count_cell *cell) {
    return cell->value == 0 && cell->printed && cell->hidden == EH_SHOWN;
}

/* The one cell of an equation's side that anybody may be in; SIZE_MAX when there are more or none. */
static size_t only_one(const eh_linked *linked, const eh_addend *parts, size_t count, bool plus) {
    size_t one = SIZE_MAX;
    for (size_t i = 0; i < count; i++) {
        if ((parts[i].factor > 0) != plus || is_seen_empty(&linked->cells[parts[i].cell]))
            continue;
        if (one != SIZE_MAX)
            return SIZE_MAX;
        one = parts[i].cell;
    }
    return one;
}

/* Both sides of an equation are the same people: who is in a cell of the one is in the only cell of the other. Whether cells were marked so. */
static bool mark_wholes(const eh_linked *linked, bool *marked) {
    bool more = false;
    for (size_t e = 0; e < linked->equation_count; e++) {
        size_t count;
        const eh_addend *parts = eh_linked_parts(linked, e, &count);
        for (unsigned plus = 0; plus < 2; plus++) {
            size_t whole = only_one(linked, parts, count, plus == 1);
            bool within = false;
            for (size_t i = 0; i < count; i++)
                within = within || ((parts[i].factor > 0) != (plus == 1) && marked[parts[i].cell]);
            if (within && whole != SIZE_MAX && !marked[whole])
                more = marked[whole] = true;
        }
    }
    return more;
}

eh_status eh_linked_within(const eh_linked *linked, size_t cell, size_t other, bool *within) {
    const eh_linked *all = linked->of ? linked->of : linked;
    size_t from = linked->of ? linked->number[cell] : cell, to = linked->of ? linked->number[other] : other;
    bool *marked = calloc(all->cell_count + 1, sizeof *marked);
    *within = false;
    if (!marked)
        return EH_NOMEM;
    marked[from] = true;
    while (!marked[to] && mark_wholes(all, marked)) {
    }
    *within = marked[to];
    free(marked);
    return EH_OK;
}

/* ---- going back ---- */

eh_linked_mark eh_linked_now(const eh_linked *linked) {
    return (eh_linked_mark){linked->cell_count, linked->part_count, linked->equation_count, linked->own_count};
}

void eh_linked_back(eh_linked *linked, eh_linked_mark mark) {
    linked->cell_count = mark.cell_count;
    linked->part_count = mark.part_count;
    linked->equation_count = mark.equation_count;
    linked->own_count = mark.own_count;
}

void eh_linked_fix(eh_linked *linked) {
    for (size_t i = 0; i < linked->cell_count; i++)
        linked->cells[i].fixed = true;
}

/* ---- equations being put together ---- */

void eh_sum_take(eh_sum *sum, size_t cell, int64_t factor) {
    sum->lacks = sum->lacks || cell == SIZE_MAX;
    if (sum->lacks)
        return;
    void *parts = grown(sum->parts, sum->count, 1, &sum->room, sizeof *sum->parts);
    if (!parts) {
        sum->linked->no_memory = sum->lacks = true;
        return;
    }
    sum->parts = parts;
    sum->parts[sum->count++] = (eh_addend){cell, factor * (2 / sum->linked->cells[cell].units)};
}

bool eh_sum_end(eh_sum *sum) {
    /* the same cell under two names needs none */
    bool same = sum->count == 2 && sum->parts[0].cell == sum->parts[1].cell;
    bool added = !sum->lacks && !same && eh_linked_equation(sum->linked, sum->parts, sum->count);
    sum->count = 0;
    sum->lacks = false;
    return added;
}

size_t eh_sum_rest(eh_sum *sum, size_t part, size_t whole, bool guarded) {
    eh_linked *linked = sum->linked;
    if (part == SIZE_MAX || whole == SIZE_MAX || linked->cells[part].units != linked->cells[whole].units)
        return SIZE_MAX;
    const eh_count_cell *p = &linked->cells[part], *w = &linked->cells[whole];
    if (w->value < p->value)
        return SIZE_MAX;
    eh_count_cell rest = {.value = w->value - p->value, .units = p->units, .cost = 1};
    rest.excepted = !guarded || p->excepted || w->excepted;
    size_t cell = eh_linked_cell(linked, rest);
    eh_sum_take(sum, part, 1);
    eh_sum_take(sum, cell, 1);
    eh_sum_take(sum, whole, -1);
    eh_sum_end(sum);
    return cell;
}

void eh_sum_free(eh_sum *sum) {
    free(sum->parts);
    *sum = (eh_sum){0};
}

/* ---- what a rule says of a cell ---- */

/* The greatest value that is hidden, in units. */
static int64_t top(const eh_suppression_rule *rule, const eh_count_cell *cell) {
    return cell->units == 1 ? rule->to : cell->units * (rule->to + 1) - 1;
}

/* The least that a hidden count can be, in units: half a person is a part of a person already. */
static int64_t bottom(const eh_suppression_rule *rule) {
    return rule->from > 0 ? 1 : 0;
}

bool eh_rule_hides(const eh_suppression_rule *rule, const eh_count_cell *cell) {
    return cell->value >= bottom(rule) && cell->value <= top(rule, cell);
}

int64_t eh_rule_width(const eh_suppression_rule *rule, const eh_count_cell *cell) {
    return top(rule, cell) - bottom(rule);
}

int64_t eh_rule_rounded(const eh_suppression_rule *rule, const eh_count_cell *cell) {
    int64_t base = rule->base * cell->units;
    return rule->base <= 1 ? cell->value : (cell->value + base / 2) / base * base;
}

void eh_rule_reach(const eh_suppression_rule *rule, const eh_count_cell *cell, int64_t *below, int64_t *above) {
    *below = 0;
    *above = 0;
    if (!cell->printed || cell->withdrawn) {
        *below = -cell->value;
        *above = EH_FAR;
    } else if (cell->hidden != EH_SHOWN) {
        *below = bottom(rule) - cell->value;
        *above = EH_FAR;
    } else if (rule->base > 1 && cell->value > 0) {
        int64_t base = rule->base * cell->units, shown = eh_rule_rounded(rule, cell);
        int64_t least = shown - base / 2, most = shown + base - 1 - base / 2;
        /* what is not hidden lies above what the rule hides, unless it is shown whatever its size */
        int64_t floor = cell->excepted ? 0 : top(rule, cell) + 1;
        *below = (least > floor ? least : floor) - cell->value;
        *above = most - cell->value;
    }
}

bool eh_rule_may_hide(const eh_suppression_rule *rule, const eh_count_cell *cell) {
    return cell->printed && cell->hidden == EH_SHOWN && !cell->excepted && !cell->fixed &&
           (cell->value > 0 || rule->from == 0);
}

void eh_linked_hide_small(eh_linked *linked, const eh_suppression_rule *rule) {
    for (size_t i = 0; i < linked->cell_count; i++) {
        eh_count_cell *cell = &linked->cells[i];
        if (cell->fixed)
            continue;
        cell->guarded = !cell->excepted && eh_rule_hides(rule, cell);
        cell->hidden = !cell->printed    ? EH_SHOWN
                       : cell->guarded   ? EH_HIDDEN_SMALL
                       : cell->withdrawn ? EH_HIDDEN_FURTHER
                                         : EH_SHOWN;
    }
}
