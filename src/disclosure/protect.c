#include "disclosure/protect.h"

#include <math.h>
#include <stdlib.h>

/* All cells as variables: each may move within what is published, and beyond it at the price of hiding it. */
typedef struct work {
    eh_linked *linked;
    const eh_suppression_rule *rule;
    eh_attack *attack;
    eh_simplex *simplex; /* three columns a cell: free, up, down */
    uint8_t *but;        /* bits: what cannot be kept from those who are alone in a cell */
    size_t *order;       /* room for the clean-up */
    eh_work *done;       /* and what may be; or NULL */
} work;

enum { FREE, UP, DOWN, WAYS };

static const double farthest = 100000;

static size_t column(size_t cell, unsigned way) {
    return cell * WAYS + way;
}

static void set_bounds(const work *w, size_t i) {
    const eh_count_cell *cell = &w->linked->cells[i];
    eh_count_cell hidden = *cell;
    int64_t below, above, hidden_below, hidden_above;
    hidden.hidden = EH_HIDDEN_FURTHER;
    eh_rule_reach(w->rule, cell, &below, &above);
    eh_rule_reach(w->rule, &hidden, &hidden_below, &hidden_above);
    eh_simplex_bound(w->simplex, column(i, FREE), fmax((double)below, -farthest), fmin((double)above, farthest));
    bool can = eh_rule_may_hide(w->rule, cell);
    eh_simplex_bound(w->simplex, column(i, UP), 0, can ? farthest : 0);
    eh_simplex_bound(w->simplex, column(i, DOWN), 0, can ? fmin((double)(below - hidden_below), farthest) : 0);
    eh_simplex_price(w->simplex, column(i, UP), cell->cost);
    eh_simplex_price(w->simplex, column(i, DOWN), cell->cost);
}

static bool make_simplex(work *w) {
    const eh_linked *linked = w->linked;
    w->simplex = eh_simplex_new(linked->equation_count, linked->cell_count * WAYS, w->done);
    if (!w->simplex)
        return false;
    for (size_t e = 0; e < linked->equation_count; e++) {
        size_t count;
        const eh_addend *parts = eh_linked_parts(linked, e, &count);
        for (size_t i = 0; i < count; i++) {
            double factor = (double)parts[i].factor;
            eh_simplex_add(w->simplex, e, column(parts[i].cell, FREE), factor);
            if (!eh_rule_may_hide(w->rule, &linked->cells[parts[i].cell]))
                continue; /* it is hidden already, or never will be: it has no price */
            eh_simplex_add(w->simplex, e, column(parts[i].cell, UP), factor);
            eh_simplex_add(w->simplex, e, column(parts[i].cell, DOWN), -factor);
        }
    }
    eh_simplex_ready(w->simplex);
    for (size_t i = 0; i < linked->cell_count; i++)
        set_bounds(w, i);
    return true;
}

/* ---- what to hide further ---- */

static bool moves(const work *w, size_t cell) {
    return eh_simplex_value(w->simplex, column(cell, UP)) + eh_simplex_value(w->simplex, column(cell, DOWN)) > 1e-6;
}

/* Pushes the count of a breach to where it must be able to be; what the cells cost that have to be hidden for it, infinite when it cannot be done. */
static double push(const work *w, eh_breach breach, int direction, int64_t goal) {
    size_t target = column(breach.cell, FREE);
    int64_t below, above;
    double cost = 0;
    eh_rule_reach(w->rule, &w->linked->cells[breach.cell], &below, &above);
    if (goal < below || goal > above)
        return INFINITY;
    eh_simplex_reset(w->simplex);
    eh_simplex_bound(w->simplex, target, direction > 0 ? fmax((double)below, -farthest) : (double)goal,
                     direction > 0 ? (double)goal : fmin((double)above, farthest));
    if (breach.knower != SIZE_MAX)
        eh_simplex_bound(w->simplex, column(breach.knower, FREE), 0, 0);
    bool there = fabs(eh_simplex_push(w->simplex, target, direction) - (double)goal) < 1e-6;
    for (size_t i = 0; i < w->linked->cell_count && there; i++)
        cost += moves(w, i) ? w->linked->cells[i].cost : 0;
    set_bounds(w, breach.cell);
    if (breach.knower != SIZE_MAX)
        set_bounds(w, breach.knower);
    return there ? cost : INFINITY;
}

static void hide(work *w, size_t i) {
    w->linked->cells[i].hidden = EH_HIDDEN_FURTHER;
    w->linked->cells[i].guarded = true;
    set_bounds(w, i);
}

/* Hides the cells that the last push moves; how many. */
static size_t hide_moved(work *w) {
    size_t count = 0;
    for (size_t i = 0; i < w->linked->cell_count; i++)
        if (eh_rule_may_hide(w->rule, &w->linked->cells[i]) && moves(w, i)) {
            hide(w, i);
            count++;
        }
    return count;
}

/* Where no way was found though there is one in fractions: the cheapest cell beside one that is hidden, from the breach outwards. */
static size_t hide_beside(work *w, eh_breach breach) {
    const eh_linked *linked = w->linked;
    size_t best = SIZE_MAX;
    bool beside_best = false;
    for (size_t e = 0; e < linked->equation_count; e++) {
        size_t count;
        const eh_addend *parts = eh_linked_parts(linked, e, &count);
        bool beside = false;
        for (size_t i = 0; i < count; i++)
            beside = beside || parts[i].cell == breach.cell;
        for (size_t i = 0; i < count; i++) {
            size_t cell = parts[i].cell;
            bool better = best == SIZE_MAX || (beside && !beside_best) ||
                          (beside == beside_best && linked->cells[cell].cost < linked->cells[best].cost);
            if (eh_rule_may_hide(w->rule, &linked->cells[cell]) && better) {
                best = cell;
                beside_best = beside;
            }
        }
    }
    if (best == SIZE_MAX)
        return 0;
    hide(w, best);
    return 1;
}

static void pass_over(const work *w, eh_breach breach) {
    size_t bit = eh_breach_bit(w->linked, breach);
    w->but[bit / 8] |= (uint8_t)(1u << bit % 8);
}

/* Where nothing more can be hidden: what follows from somebody's own record is not ours to hide. */
static eh_status let_be(const work *w, eh_breach breach) {
    bool own = breach.knower != SIZE_MAX;
    eh_status status = own && w->linked->of ? eh_linked_within(w->linked, breach.cell, breach.knower, &own) : EH_OK;
    if (status != EH_OK || !own)
        return status != EH_OK ? status : EH_BAD;
    pass_over(w, breach);
    eh_linked_own(w->linked, breach);
    return w->linked->no_memory ? EH_NOMEM : EH_OK;
}

/* Hides what makes a count safe, or takes a step towards it. EH_BAD when nothing can. */
static eh_status mend(work *w, eh_breach breach, bool *hidden_more) {
    int64_t least, most, width = eh_rule_width(w->rule, &w->linked->cells[breach.cell]);
    eh_attack_range(w->attack, breach, &least, &most);
    double up = push(w, breach, 1, least + width);
    double down = push(w, breach, -1, most - width);
    size_t count = 0;
    if (isfinite(up) || isfinite(down)) {
        if (up <= down)
            push(w, breach, 1, least + width);
        count = hide_moved(w);
        if (count == 0)
            count = hide_beside(w, breach);
    }
    *hidden_more = count > 0;
    if (w->done && w->done->done > w->done->most) /* it may not have been looked at to the end */
        return EH_CANCELLED;
    if (count > 0)
        return eh_attack_again(w->attack);
    return let_be(w, breach);
}

/* ---- showing again ---- */

static eh_status all_safe(work *w, eh_breach *breach, bool *safe) {
    bool found = false;
    *breach = (eh_breach){0, SIZE_MAX};
    eh_status status = eh_attack_next(w->attack, w->but, breach, &found);
    *safe = !found;
    return status;
}

static eh_status show_again(work *w, size_t i) {
    eh_count_cell *cell = &w->linked->cells[i];
    eh_breach breach;
    bool safe = false;
    cell->hidden = EH_SHOWN;
    cell->guarded = false;
    eh_status status = eh_attack_again(w->attack);
    if (status == EH_OK)
        status = all_safe(w, &breach, &safe);
    if (status == EH_OK && !safe) {
        cell->hidden = EH_HIDDEN_FURTHER;
        cell->guarded = true;
        status = eh_attack_again(w->attack);
    }
    return status;
}

/* Dearest first. */
static eh_status clean_up(work *w) {
    const eh_count_cell *cells = w->linked->cells;
    size_t count = 0;
    eh_status status = EH_OK;
    for (size_t i = 0; i < w->linked->cell_count; i++) {
        if (cells[i].hidden != EH_HIDDEN_FURTHER || cells[i].fixed || cells[i].withdrawn)
            continue;
        size_t at = count++;
        for (; at > 0 && cells[w->order[at - 1]].cost < cells[i].cost; at--)
            w->order[at] = w->order[at - 1];
        w->order[at] = i;
    }
    for (size_t i = 0; i < count && status == EH_OK && !(w->done && w->done->done > w->done->most / 2); i++)
        status = show_again(w, w->order[i]);
    return status;
}

/* ---- the whole ---- */

static eh_status protect(work *w, eh_breach *breach) {
    eh_status status = EH_OK;
    bool found = true;
    *breach = (eh_breach){0, SIZE_MAX};
    while (found && status == EH_OK) {
        status = eh_attack_next(w->attack, w->but, breach, &found);
        if (status == EH_OK && found) {
            bool hidden_more = false;
            status = mend(w, *breach, &hidden_more);
            if (hidden_more && status == EH_OK) /* what was hidden for it must be safe as well */
                *breach = (eh_breach){0, SIZE_MAX};
        }
    }
    return status == EH_OK ? clean_up(w) : status;
}

/* Nothing that was found on the way is believed. It may take as long again. */
static eh_status audit(work *w, eh_breach *breach) {
    bool safe = false;
    eh_work again = {.most = w->done ? w->done->most : 0};
    eh_attack_free(w->attack);
    w->attack = eh_attack_new(w->linked, w->rule, w->done ? &again : NULL);
    eh_status status = w->attack ? all_safe(w, breach, &safe) : EH_NOMEM;
    if (w->done)
        w->done->done += again.done;
    return status == EH_OK && !safe ? EH_BAD : status;
}

eh_status eh_protect(eh_linked *linked, const eh_suppression_rule *rule, eh_work *done, eh_breach *breach) {
    work w = {.linked = linked, .rule = rule, .done = done};
    eh_status status = EH_NOMEM;
    w.attack = linked->no_memory ? NULL : eh_attack_new(linked, rule, done);
    w.order = calloc(linked->cell_count + 1, sizeof *w.order);
    w.but = calloc(linked->cell_count * linked->cell_count / 8 + 1, 1);
    bool room = w.attack && w.order && w.but;
    for (size_t i = 0; room && i < linked->own_count; i++)
        pass_over(&w, linked->own[i]);
    if (room && make_simplex(&w))
        status = protect(&w, breach);
    if (status == EH_OK)
        status = audit(&w, breach);
    eh_attack_free(w.attack);
    eh_simplex_free(w.simplex);
    free(w.but);
    free(w.order);
    return status;
}
