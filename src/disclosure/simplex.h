/* Moving a point within linear equations and bounds, by the simplex method for bounded variables: how far can one variable be pushed when the others give way?
 *
 * The equations come to nothing (sum of factor x variable = 0), every variable has bounds that hold 0 between them, so that all being 0 is a point to
 * start from. The arithmetic is floating-point: what comes out is a proposal, to be checked in whole numbers by the caller. */
#ifndef EH_DISCLOSURE_SIMPLEX_H
#define EH_DISCLOSURE_SIMPLEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "evenhand/status.h"

typedef struct eh_simplex eh_simplex;

/* How much arithmetic was done, and may be: a measure that is the same on every machine. */
typedef struct eh_work {
    uint64_t done, most;
} eh_work;

/* `rows` equations in `columns` variables; all factors 0 and all bounds 0 at first. Adds to `work` what it does, unless that is NULL. NULL
 * when out of memory. */
eh_simplex *eh_simplex_new(size_t rows, size_t columns, eh_work *work);
void eh_simplex_free(eh_simplex *simplex); /* NULL is allowed */

void eh_simplex_add(eh_simplex *simplex, size_t row, size_t column, double factor); /* before eh_simplex_ready */
/* Solves the equations for as many variables as there are independent ones. Once, after the factors. */
void eh_simplex_ready(eh_simplex *simplex);

void eh_simplex_bound(eh_simplex *simplex, size_t column, double low, double high);
/* Price of each one that a variable rises; 0 at first. */
void eh_simplex_price(eh_simplex *simplex, size_t column, double price);
/* Back to all variables being 0. */
void eh_simplex_reset(eh_simplex *simplex);

/* Pushes a variable up (+1) or down (-1) as far as its bound, from where the point is, at the least price when prices are set. How far it came: its value. */
double eh_simplex_push(eh_simplex *simplex, size_t column, int direction);
double eh_simplex_value(const eh_simplex *simplex, size_t column);

#endif
