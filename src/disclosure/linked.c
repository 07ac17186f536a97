#include "disclosure/linked.h"

#include <stdlib.h>
#include <string.h>

void eh_linked_free(eh_linked *linked) {
    free(linked->cells);
    free(linked->parts);
    free(linked->ends);
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
    if (!cell->printed) {
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

void eh_linked_hide_small(eh_linked *linked, const eh_suppression_rule *rule) {
    for (size_t i = 0; i < linked->cell_count; i++) {
        eh_count_cell *cell = &linked->cells[i];
        cell->guarded = !cell->excepted && eh_rule_hides(rule, cell);
        cell->hidden = cell->guarded && cell->printed ? EH_HIDDEN_SMALL : EH_SHOWN;
    }
}
