/* Linked tables as one system: counts of people (cells) and the sums that hold among them (equations). All that is published together, and all that a
 * reader may know to hold, is in one system; where a figure stands on paper no longer matters here. */
#ifndef EH_DISCLOSURE_LINKED_H
#define EH_DISCLOSURE_LINKED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "evenhand/status.h"
#include "standard/suppression_rules.h"

/* Counts are whole numbers of units: of one person, or of half a person for averages of two years. */
typedef enum eh_hidden { EH_SHOWN, EH_HIDDEN_SMALL, EH_HIDDEN_FURTHER } eh_hidden;

typedef struct eh_count_cell {
    int64_t value;     /* in units */
    uint8_t units;     /* of a person: 1, or 2 for halves */
    bool printed;      /* stands in a product; else it is what others leave over (the rest of an "of which" row) */
    bool excepted;     /* shown whatever its size */
    bool withdrawn;    /* hidden in a row of which nothing is shown, noughts neither */
    bool fixed;        /* stays as it is, shown or hidden: it was decided before */
    bool guarded;      /* must not be pinned down: set by eh_linked_hide_small, and for what is hidden further */
    eh_hidden hidden;  /* of printed cells */
    double cost;       /* of hiding it, above 0 */
    unsigned displays; /* places where it is printed */
} eh_count_cell;

/* A cell with its factor in an equation. */
typedef struct eh_addend {
    size_t cell;
    int64_t factor;
} eh_addend;

/* A count that is not safe: from anybody, or from whoever is alone in another hidden cell and so knows its count. */
typedef struct eh_breach {
    size_t cell, knower; /* knower SIZE_MAX: anybody */
} eh_breach;

typedef struct eh_linked {
    eh_count_cell *cells;
    size_t cell_count, cell_room;
    eh_addend *parts; /* of all equations, one after the other */
    size_t part_count, part_room;
    size_t *ends; /* of each equation: where its parts end */
    size_t equation_count, equation_room;
    eh_breach *
        own; /* what those who are alone in a cell find out of another whatever is hidden: it follows from their own record */
    size_t own_count, own_room;
    const struct eh_linked *of; /* a part of another system, in which other things are decided already: component.h */
    const size_t *number;       /* of each cell: its number there */
    bool no_memory;             /* sticky */
} eh_linked;

/* Starts from {0}; frees what it holds. */
void eh_linked_free(eh_linked *linked);

/* Adds a cell; its number, or SIZE_MAX when out of memory, which the system then knows. */
size_t eh_linked_cell(eh_linked *linked, eh_count_cell cell);
/* Adds "the parts with their factors come to nothing", when it holds for the true values: what does not hold tells nobody anything. Whether it was added. */
bool eh_linked_equation(eh_linked *linked, const eh_addend *parts, size_t count);
/* The parts of an equation. */
const eh_addend *eh_linked_parts(const eh_linked *linked, size_t equation, size_t *count);

/* Adds to what follows from somebody's own record. */
void eh_linked_own(eh_linked *linked, eh_breach breach);
/* Whether all people of a cell are people of another, as the sums and the noughts that are shown say: parts are within their wholes. For a part of a system: as those of the whole system say. EH_OK or EH_NOMEM. */
eh_status eh_linked_within(const eh_linked *linked, size_t cell, size_t other, bool *within);

/* How far a system has come; going back takes all off that was added since. */
typedef struct eh_linked_mark {
    size_t cell_count, part_count, equation_count, own_count;
} eh_linked_mark;
eh_linked_mark eh_linked_now(const eh_linked *linked);
void eh_linked_back(eh_linked *linked, eh_linked_mark mark);
/* Makes all cells stay as they are. */
void eh_linked_fix(eh_linked *linked);

/* An equation being put together, in halves of a person; one that lacks a cell is not added. Starts with the system alone; eh_sum_free frees it. */
typedef struct eh_sum {
    eh_linked *linked;
    eh_addend *parts;
    size_t count, room;
    bool lacks;
} eh_sum;
void eh_sum_take(eh_sum *sum, size_t cell, int64_t factor); /* SIZE_MAX: a cell that is lacking */
/* Adds it as eh_linked_equation does, and starts the next. */
bool eh_sum_end(eh_sum *sum);
/* What a part leaves of its whole: a count that nobody prints and everybody can work out. Guarded when it is one that readers see as such ("of which"). Its cell,
 * SIZE_MAX when a cell is lacking or the part is not within the whole. */
size_t eh_sum_rest(eh_sum *sum, size_t part, size_t whole, bool guarded);
void eh_sum_free(eh_sum *sum);

/* Whether a count is one that the rule hides: from `from` to `to` people; of halves everything below `to` + 1. */
bool eh_rule_hides(const eh_suppression_rule *rule, const eh_count_cell *cell);
/* How far apart, in units, the least and the greatest possible value of a hidden cell must be: as far as those that the rule hides. */
int64_t eh_rule_width(const eh_suppression_rule *rule, const eh_count_cell *cell);
/* A count in people as it is printed: rounded to the rule's base, half up. In units. */
int64_t eh_rule_rounded(const eh_suppression_rule *rule, const eh_count_cell *cell);
/* How far a reader must think the true value may lie below (at most 0) and above the one it has, from the cell alone: nothing for a printed exact
 * count, the rounding's own interval for a rounded one; for a hidden one down to what the rule hides and without end upwards (EH_FAR). */
void eh_rule_reach(const eh_suppression_rule *rule, const eh_count_cell *cell, int64_t *below, int64_t *above);

/* As good as without end: more people than there are. */
#define EH_FAR (INT64_C(1) << 40)

/* Whether hiding a cell is a choice: nobody hides a nought where noughts are shown, nor what is decided. */
bool eh_rule_may_hide(const eh_suppression_rule *rule, const eh_count_cell *cell);

/* Primary suppression of the cells that are not fixed: hides what the rule hides, and guards it. */
void eh_linked_hide_small(eh_linked *linked, const eh_suppression_rule *rule);

#endif
