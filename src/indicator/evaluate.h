/* The items of an edition evaluated: exact values from tallies and given figures, with intervals, tests and verdicts (rules.md section 6). */
#ifndef EH_INDICATOR_EVALUATE_H
#define EH_INDICATOR_EVALUATE_H

#include "indicator/given.h"
#include "return/formula.h"
#include "return/return.h"

typedef struct eh_evaluation {
    const eh_edition *edition;
    const eh_tally *tally;
    eh_givens *givens;
    eh_operand_value *memo; /* by item and group */
    bool *known;
} eh_evaluation;

/* Over how many years the counts of an item are averaged: its interval and test use the totals (rules.md section 6). */
unsigned eh_item_years(const eh_edition *edition, unsigned item);

/* Starts one; free with eh_evaluation_free. */
eh_status eh_evaluation_make(const eh_edition *edition, const eh_tally *tally, eh_givens *givens,
                             eh_evaluation *evaluation);
void eh_evaluation_free(eh_evaluation *evaluation);

/* The exact value of an item and group: from the extracts, else from the counts extract. */
eh_operand_value eh_evaluate(eh_evaluation *evaluation, unsigned item, unsigned group);
/* Whether the counts extract gives another figure than the extracts do. */
bool eh_evaluate_disagrees(eh_evaluation *evaluation, unsigned item, unsigned group);
/* The whole value, strings in `arena`. *above_100 is set when a likelihood is above 100%. EH_NOMEM or EH_OK. */
eh_status eh_evaluate_value(eh_evaluation *evaluation, unsigned item, unsigned group, eh_arena *arena, eh_value *value,
                            bool *above_100);

#endif
