#include "disclosure/attack.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "disclosure/bounds.h"

/* Cells that may differ have a variable each: how far the count is from the true one. */
struct eh_attack {
    const eh_linked *linked;
    const eh_suppression_rule *rule;
    eh_work *work; /* or NULL */
    eh_simplex *simplex;
    size_t *column;  /* of each cell, SIZE_MAX for one that is known */
    size_t *cell_of; /* of each column */
    size_t columns;
    int64_t *low, *high;   /* by column */
    int64_t *least, *most; /* by cell: what narrowing leaves */
    int64_t *tables;       /* found so far: differences by cell, one table after the other */
    size_t table_count, table_room;
};

/* How far a count is moved at most: bounds without end would only cost digits. */
static const int64_t farthest = 100000;

void eh_attack_free(eh_attack *a) {
    if (!a)
        return;
    eh_simplex_free(a->simplex);
    free(a->column);
    free(a->low);
    free(a->tables);
    free(a);
}

eh_attack *eh_attack_new(const eh_linked *linked, const eh_suppression_rule *rule, eh_work *work) {
    eh_attack *a = calloc(1, sizeof *a);
    size_t count = linked->cell_count + 1;
    if (!a)
        return NULL;
    a->linked = linked;
    a->rule = rule;
    a->work = work;
    a->column = calloc(2 * count, sizeof *a->column);
    a->low = calloc(4 * count, sizeof *a->low);
    if (!a->column || !a->low || eh_attack_again(a) != EH_OK) {
        eh_attack_free(a);
        return NULL;
    }
    return a;
}

/* ---- the equations of what is not known ---- */

static void take_columns(eh_attack *a) {
    size_t count = a->linked->cell_count + 1;
    a->cell_of = a->column + count;
    a->high = a->low + count;
    a->least = a->high + count;
    a->most = a->least + count;
    a->columns = 0;
    eh_bounds_narrow(a->linked, a->rule, SIZE_MAX, a->least, a->most);
    for (size_t i = 0; i < a->linked->cell_count; i++) {
        int64_t below = a->least[i] < -farthest ? -farthest : a->least[i];
        int64_t above = a->most[i] > farthest ? farthest : a->most[i];
        bool open = below < above;
        a->column[i] = open ? a->columns : SIZE_MAX;
        if (!open)
            continue;
        a->cell_of[a->columns] = i;
        a->low[a->columns] = below;
        a->high[a->columns++] = above;
    }
}

static bool is_open(const eh_attack *a, const eh_addend *parts, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (a->column[parts[i].cell] != SIZE_MAX)
            return true;
    return false;
}

static bool make_simplex(eh_attack *a) {
    size_t rows = 0, count;
    for (size_t e = 0; e < a->linked->equation_count; e++) {
        const eh_addend *parts = eh_linked_parts(a->linked, e, &count);
        rows += is_open(a, parts, count);
    }
    eh_simplex_free(a->simplex);
    a->simplex = eh_simplex_new(rows, a->columns, a->work);
    if (!a->simplex)
        return false;
    rows = 0;
    for (size_t e = 0; e < a->linked->equation_count; e++) {
        const eh_addend *parts = eh_linked_parts(a->linked, e, &count);
        if (!is_open(a, parts, count))
            continue;
        for (size_t i = 0; i < count; i++)
            if (a->column[parts[i].cell] != SIZE_MAX)
                eh_simplex_add(a->simplex, rows, a->column[parts[i].cell], (double)parts[i].factor);
        rows++;
    }
    eh_simplex_ready(a->simplex);
    return true;
}

/* ---- tables that agree with what is published ---- */

static const int64_t *table_at(const eh_attack *a, size_t i) {
    return a->tables + i * a->linked->cell_count;
}

/* Whether a table agrees with what is published, in whole numbers. */
static bool agrees(const eh_attack *a, const int64_t *table) {
    for (size_t i = 0; i < a->linked->cell_count; i++) {
        int64_t below, above;
        eh_rule_reach(a->rule, &a->linked->cells[i], &below, &above);
        if (table[i] < below || table[i] > above)
            return false;
    }
    for (size_t e = 0; e < a->linked->equation_count; e++) {
        size_t count;
        int64_t sum = 0;
        const eh_addend *parts = eh_linked_parts(a->linked, e, &count);
        for (size_t i = 0; i < count; i++)
            sum += parts[i].factor * table[parts[i].cell];
        if (sum != 0)
            return false;
    }
    return true;
}

eh_status eh_attack_again(eh_attack *a) {
    size_t kept = 0, size = a->linked->cell_count;
    for (size_t i = 0; i < a->table_count; i++)
        if (agrees(a, table_at(a, i))) {
            if (kept != i)
                memcpy(a->tables + kept * size, table_at(a, i), size * sizeof *a->tables);
            kept++;
        }
    a->table_count = kept;
    take_columns(a);
    return make_simplex(a) ? EH_OK : EH_NOMEM;
}

/* Keeps the point of the simplex as a table, when it is one of whole numbers; the column that is not whole, or SIZE_MAX. */
static eh_status keep_point(eh_attack *a, size_t *broken) {
    size_t size = a->linked->cell_count;
    *broken = SIZE_MAX;
    for (size_t c = 0; c < a->columns && *broken == SIZE_MAX; c++) {
        double value = eh_simplex_value(a->simplex, c);
        if (fabs(value - nearbyint(value)) > 1e-6)
            *broken = c;
    }
    if (*broken != SIZE_MAX)
        return EH_OK;
    if (a->table_count == a->table_room) {
        size_t room = 2 * a->table_room + 32;
        int64_t *grown = realloc(a->tables, room * (size + 1) * sizeof *grown);
        if (!grown)
            return EH_NOMEM;
        a->tables = grown;
        a->table_room = room;
    }
    int64_t *table = a->tables + a->table_count * size;
    memset(table, 0, size * sizeof *table);
    for (size_t c = 0; c < a->columns; c++)
        table[a->cell_of[c]] = (int64_t)nearbyint(eh_simplex_value(a->simplex, c));
    a->table_count += agrees(a, table);
    return EH_OK;
}

void eh_attack_range(const eh_attack *a, eh_breach breach, int64_t *least, int64_t *most) {
    *least = *most = 0;
    for (size_t i = 0; i < a->table_count; i++) {
        const int64_t *table = table_at(a, i);
        if (breach.knower != SIZE_MAX && table[breach.knower] != 0)
            continue;
        *least = table[breach.cell] < *least ? table[breach.cell] : *least;
        *most = table[breach.cell] > *most ? table[breach.cell] : *most;
    }
}

/* ---- the search ---- */

/* A bound put on a variable while branching. */
typedef struct branch {
    size_t column;
    double low, high;
    bool other_tried;
} branch;

enum { DEEPEST = 16, MOST_BRANCHES = 200, FEW_BRANCHES = 8 };

typedef struct search {
    eh_attack *attack;
    size_t target; /* column */
    int direction;
    double goal;   /* the target's value that is enough */
    size_t knower; /* column that must not move, or SIZE_MAX */
    branch path[DEEPEST];
    size_t depth;
} search;

static void bound(const search *s, size_t column, double low, double high) {
    const eh_attack *a = s->attack;
    low = fmax(low, (double)a->low[column]);
    high = fmin(high, (double)a->high[column]);
    if (column == s->target)
        *(s->direction > 0 ? &high : &low) = s->direction > 0 ? fmin(high, s->goal) : fmax(low, s->goal);
    eh_simplex_bound(a->simplex, column, low, high);
}

/* Puts the point at the start and then within the bounds of the path; false when it cannot get there. */
static bool take_path(const search *s) {
    const eh_attack *a = s->attack;
    eh_simplex_reset(a->simplex);
    for (size_t c = 0; c < a->columns; c++)
        bound(s, c, -(double)farthest, (double)farthest);
    if (s->knower != SIZE_MAX)
        eh_simplex_bound(a->simplex, s->knower, 0, 0);
    for (size_t i = 0; i < s->depth; i++) {
        const branch *b = &s->path[i];
        double value = eh_simplex_value(a->simplex, b->column);
        bool below = value<b->low - 1e-9, above = value> b->high + 1e-9;
        if (below || above) {
            bound(s, b->column, below ? -(double)farthest : b->high, below ? b->low : (double)farthest);
            value = eh_simplex_push(a->simplex, b->column, below ? 1 : -1);
            if (value < b->low - 1e-7 || value > b->high + 1e-7)
                return false;
        }
        bound(s, b->column, b->low, b->high);
    }
    return true;
}

/* To the next branch that was not looked into; false when there is none. */
static bool step_back(search *s) {
    while (s->depth > 0 && s->path[s->depth - 1].other_tried)
        s->depth--;
    if (s->depth == 0)
        return false;
    branch *b = &s->path[s->depth - 1];
    bool was_low = b->low == -(double)farthest;
    *b = was_low ? (branch){b->column, b->high + 1, (double)farthest, true}
                 : (branch){b->column, -(double)farthest, b->low - 1, true};
    return true;
}

/* Looks for a table with the target as near to the goal as it gets, at most so many branches on. *relaxed is how far it gets in fractions: no table gets farther. */
static eh_status look(eh_attack *a, eh_breach breach, int direction, int64_t goal, unsigned branches, double *relaxed) {
    search s = {.attack = a, .target = a->column[breach.cell], .direction = direction, .goal = (double)goal};
    s.knower = breach.knower == SIZE_MAX ? SIZE_MAX : a->column[breach.knower];
    for (unsigned turn = 0; turn < branches; turn++) {
        size_t broken = SIZE_MAX;
        int64_t least, most;
        double value = 0;
        bool there = take_path(&s);
        eh_attack_range(a, breach, &least, &most);
        if (there) {
            value = eh_simplex_push(a->simplex, s.target, direction);
            there = direction > 0 ? floor(value + 1e-6) > (double)most : ceil(value - 1e-6) < (double)least;
            if (keep_point(a, &broken) != EH_OK)
                return EH_NOMEM;
        }
        if (turn == 0)
            *relaxed = value;
        eh_attack_range(a, breach, &least, &most);
        if (direction > 0 ? most >= goal : least <= goal)
            break;
        if (there && broken != SIZE_MAX && s.depth < DEEPEST) {
            value = eh_simplex_value(a->simplex, broken);
            bool down = value < 0; /* towards the truth first, which is feasible */
            s.path[s.depth++] = down ? (branch){broken, ceil(value), (double)farthest, false}
                                     : (branch){broken, -(double)farthest, floor(value), false};
        } else if (!step_back(&s)) {
            break;
        }
    }
    return EH_OK;
}

/* ---- who is safe ---- */

/* What is added to decided tables can be left out, and is not worth a long search. */
static unsigned most_branches(const eh_attack *a) {
    return a->linked->of ? FEW_BRANCHES : MOST_BRANCHES;
}

eh_status eh_attack_one(eh_attack *a, eh_breach breach, bool *safe) {
    int64_t least, most, width = eh_rule_width(a->rule, &a->linked->cells[breach.cell]);
    size_t column = a->column[breach.cell];
    double relaxed[2] = {0, 0}; /* up and down */
    eh_status status = EH_OK;
    eh_attack_range(a, breach, &least, &most);
    *safe = most - least >= width;
    if (*safe || column == SIZE_MAX || a->most[breach.cell] - a->least[breach.cell] < width)
        return EH_OK;
    for (unsigned way = 0; way < 4 && !*safe && status == EH_OK; way++) {
        /* first without branching, which mostly does; and then only where fractions leave room for the width */
        bool up = way % 2 == 0, branching = way >= 2;
        int64_t goal = up ? least + width : most - width;
        if (way == 2 && floor(relaxed[0] + 1e-6) - ceil(relaxed[1] - 1e-6) < (double)width)
            break;
        status = look(a, breach, up ? 1 : -1, goal > a->low[column] ? goal : a->low[column],
                      branching ? most_branches(a) : 1, &relaxed[way % 2]);
        eh_attack_range(a, breach, &least, &most);
        *safe = most - least >= width;
    }
    return status;
}

/* Whoever is alone in a hidden cell knows its count; of a row that is withdrawn nobody sees that there is anybody in it. */
static bool knows(const eh_linked *linked, size_t knower, size_t cell) {
    const eh_count_cell *it = &linked->cells[knower];
    return knower != cell && it->printed && !it->withdrawn && it->hidden != EH_SHOWN && it->value > 0 &&
           it->value <= it->units;
}

size_t eh_breach_bit(const eh_linked *linked, eh_breach breach) {
    return breach.cell * linked->cell_count + breach.knower;
}

static bool passed_over(const eh_linked *linked, const uint8_t *but, eh_breach breach) {
    size_t bit = breach.knower == SIZE_MAX ? 0 : eh_breach_bit(linked, breach);
    return but && breach.knower != SIZE_MAX && (but[bit / 8] >> bit % 8 & 1);
}

/* The same for one knower. */
static bool worked_too_long(const eh_attack *a) {
    if (a->work)
        a->work->done += a->table_count; /* which were looked through */
    return a->work && a->work->done > a->work->most;
}

static eh_status next_of(eh_attack *a, const uint8_t *but, eh_breach *breach, bool *found) {
    const eh_linked *linked = a->linked;
    bool anybody = breach->knower == SIZE_MAX;
    for (; breach->cell < linked->cell_count; breach->cell++) {
        bool safe = true;
        if (!linked->cells[breach->cell].guarded || (!anybody && !knows(linked, breach->knower, breach->cell)) ||
            passed_over(linked, but, *breach))
            continue;
        eh_status status = eh_attack_one(a, *breach, &safe);
        if (status == EH_OK && worked_too_long(a))
            status = EH_CANCELLED;
        *found = status == EH_OK && !safe;
        if (status != EH_OK || *found)
            return status;
    }
    return EH_OK;
}

eh_status eh_attack_next(eh_attack *a, const uint8_t *but, eh_breach *breach, bool *found) {
    eh_status status = EH_OK;
    *found = false;
    while (status == EH_OK && !*found && (breach->knower == SIZE_MAX || breach->knower < a->linked->cell_count)) {
        status = next_of(a, but, breach, found);
        if (!*found)
            *breach = (eh_breach){0, breach->knower == SIZE_MAX ? 0 : breach->knower + 1};
    }
    return status;
}
