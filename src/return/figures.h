/* The figures of a return as operands of formulas. */
#ifndef EH_RETURN_FIGURES_H
#define EH_RETURN_FIGURES_H

#include "return/formula.h"

/* The decimal number that a double was read from; undefined when it has none. */
eh_fraction eh_exact_of(double value);

/* An eh_operand_source (its context is an eh_figures): whole or half counts as they stand in the return, an item that the return lacks as not-applicable.
 * The edition must not be NULL. */
typedef struct eh_figures {
    const eh_edition *edition;
    const eh_return *ret;
} eh_figures;
eh_operand_value eh_figures_operand(void *context, unsigned item, unsigned group);

#endif
