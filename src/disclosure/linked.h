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

typedef struct eh_linked {
    eh_count_cell *cells;
    size_t cell_count, cell_room;
    eh_addend *parts; /* of all equations, one after the other */
    size_t part_count, part_room;
    size_t *ends; /* of each equation: where its parts end */
    size_t equation_count, equation_room;
    bool no_memory; /* sticky */
} eh_linked;

/* Starts from {0}; frees what it holds. */
void eh_linked_free(eh_linked *linked);

/* Adds a cell; its number, or SIZE_MAX when out of memory, which the system then knows. */
size_t eh_linked_cell(eh_linked *linked, eh_count_cell cell);
/* Adds "the parts with their factors come to nothing", when it holds for the true values: what does not hold tells nobody anything. Whether it was added. */
bool eh_linked_equation(eh_linked *linked, const eh_addend *parts, size_t count);
/* The parts of an equation. */
const eh_addend *eh_linked_parts(const eh_linked *linked, size_t equation, size_t *count);

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

/* Primary suppression: hides what the rule hides, and guards it. */
void eh_linked_hide_small(eh_linked *linked, const eh_suppression_rule *rule);

#endif
