#include "disclosure/component.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"

/* Which cells hang together, and the part being protected. */
typedef struct parting {
    eh_linked *linked;
    const eh_suppression_rule *rule;
    size_t *next;   /* towards the first cell of the same part; of a cell that is known: SIZE_MAX */
    size_t *mine;   /* of each cell: its number in the part */
    size_t *number; /* of each cell of the part: its number in the system */
    eh_linked part;
} parting;

/* A count that everybody knows and that nobody will hide. */
static bool is_known(const eh_suppression_rule *rule, const eh_count_cell *cell) {
    int64_t below, above;
    eh_rule_reach(rule, cell, &below, &above);
    return below == 0 && above == 0 && !eh_rule_may_hide(rule, cell);
}

static size_t first_of(const parting *p, size_t cell) {
    while (p->next[cell] != cell)
        cell = p->next[cell] = p->next[p->next[cell]];
    return cell;
}

static void find_parts(const parting *p) {
    const eh_linked *linked = p->linked;
    for (size_t i = 0; i < linked->cell_count; i++)
        p->next[i] = is_known(p->rule, &linked->cells[i]) ? SIZE_MAX : i;
    for (size_t e = 0; e < linked->equation_count; e++) {
        size_t count, first = SIZE_MAX;
        const eh_addend *parts = eh_linked_parts(linked, e, &count);
        for (size_t i = 0; i < count; i++) {
            if (p->next[parts[i].cell] == SIZE_MAX)
                continue;
            size_t here = first_of(p, parts[i].cell);
            if (first == SIZE_MAX || here < first) {
                if (first != SIZE_MAX)
                    p->next[first] = here;
                first = here;
            } else {
                p->next[here] = first;
            }
        }
    }
}

static bool is_in(const parting *p, size_t cell, size_t first) {
    return p->next[cell] != SIZE_MAX && first_of(p, cell) == first;
}

/* ---- a part as a system of its own ---- */

/* Its equations lack what is known, so they hold for the differences from the true values, which is all that the attack and the protection take them for. */
static void take_equations(parting *p, size_t first) {
    const eh_linked *linked = p->linked;
    eh_linked *part = &p->part;
    for (size_t e = 0; e < linked->equation_count; e++) {
        size_t count, from = part->part_count;
        const eh_addend *parts = eh_linked_parts(linked, e, &count);
        for (size_t i = 0; i < count; i++)
            if (is_in(p, parts[i].cell, first))
                part->parts[part->part_count++] = (eh_addend){p->mine[parts[i].cell], parts[i].factor};
        if (part->part_count > from)
            part->ends[part->equation_count++] = part->part_count;
    }
}

static void take_own(parting *p, size_t first) {
    for (size_t i = 0; i < p->linked->own_count; i++) {
        eh_breach own = p->linked->own[i];
        if (is_in(p, own.cell, first) && is_in(p, own.knower, first))
            eh_linked_own(&p->part, (eh_breach){p->mine[own.cell], p->mine[own.knower]});
    }
}

/* Whether anything in it has to be kept safe. */
static bool take_part(parting *p, size_t first) {
    const eh_linked *linked = p->linked;
    eh_linked *part = &p->part;
    bool guarded = false;
    part->cell_count = part->part_count = part->equation_count = part->own_count = 0;
    for (size_t i = 0; i < linked->cell_count; i++) {
        if (!is_in(p, i, first))
            continue;
        p->mine[i] = part->cell_count;
        p->number[part->cell_count] = i;
        part->cells[part->cell_count++] = linked->cells[i];
        guarded = guarded || linked->cells[i].guarded;
    }
    if (guarded) {
        take_equations(p, first);
        take_own(p, first);
    }
    return guarded;
}

static void give_back(const parting *p, size_t own) {
    for (size_t i = 0; i < p->part.cell_count; i++)
        p->linked->cells[p->number[i]] = p->part.cells[i];
    for (size_t i = own; i < p->part.own_count; i++)
        eh_linked_own(p->linked, (eh_breach){p->number[p->part.own[i].cell], p->number[p->part.own[i].knower]});
}

static eh_status protect_part(parting *p, size_t first, eh_work *work, eh_breach *breach) {
    if (!take_part(p, first))
        return EH_OK;
    size_t own = p->part.own_count;
    if (p->part.no_memory)
        return EH_NOMEM;
    if (p->part.equation_count * p->part.cell_count > EH_LIMIT_LINKED)
        return EH_CANCELLED;
    eh_status status = eh_protect(&p->part, p->rule, work, breach);
    if (status == EH_OK)
        give_back(p, own);
    else if (status == EH_BAD)
        breach->cell = p->number[breach->cell];
    return status == EH_OK && p->linked->no_memory ? EH_NOMEM : status;
}

/* ---- the whole ---- */

static bool make_room(parting *p) {
    const eh_linked *linked = p->linked;
    size_t cells = linked->cell_count + 1;
    p->next = calloc(3 * cells, sizeof *p->next);
    if (!p->next)
        return false;
    p->mine = p->next + cells;
    p->number = p->mine + cells;
    p->part = (eh_linked){.cells = calloc(cells, sizeof(eh_count_cell)),
                          .parts = calloc(linked->part_count + 1, sizeof(eh_addend)),
                          .ends = calloc(linked->equation_count + 1, sizeof(size_t)),
                          .of = linked,
                          .number = p->number};
    return p->part.cells && p->part.parts && p->part.ends;
}

eh_status eh_protect_added(eh_linked *linked, const eh_suppression_rule *rule, size_t first, eh_work *work,
                           eh_breach *breach) {
    parting p = {.linked = linked, .rule = rule};
    eh_status status = !linked->no_memory && make_room(&p) ? EH_OK : EH_NOMEM;
    bool *seen = status == EH_OK ? calloc(linked->cell_count + 1, sizeof *seen) : NULL;
    if (seen)
        find_parts(&p);
    else
        status = EH_NOMEM;
    for (size_t i = first; i < linked->cell_count && status == EH_OK; i++) {
        size_t part = p.next[i] == SIZE_MAX ? SIZE_MAX : first_of(&p, i);
        if (part == SIZE_MAX || seen[part])
            continue;
        seen[part] = true;
        status = protect_part(&p, part, work, breach);
    }
    free(seen);
    free(p.next);
    eh_linked_free(&p.part);
    return status;
}
