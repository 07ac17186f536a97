/* What anybody can work out of published tables by narrowing: the least and greatest value that each cell can have, from its equations one at a time. */
#ifndef EH_DISCLOSURE_BOUNDS_H
#define EH_DISCLOSURE_BOUNDS_H

#include "disclosure/linked.h"

/* Fills least[] and most[] by cell, in units, as differences from the true value: the truth is within, and no reader who takes the equations one by one gets
 * nearer. What takes all of them together may still get nearer (attack.h). `knower` is a cell whose count is known as well, or SIZE_MAX. */
void eh_bounds_narrow(const eh_linked *linked, const eh_suppression_rule *rule, size_t knower, int64_t *least,
                      int64_t *most);

#endif
