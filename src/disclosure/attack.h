/* The attacker: what somebody who has all published tables, and knows the rule and how it works, can find out about a hidden count.
 *
 * A count is safe when two tables can be shown, whole numbers throughout, that agree with everything published and differ in that count by as much as the
 * rule's width. The search for them (linear programming, then branching where its answer is no whole number) may fail and proves nothing by that; what
 * it finds is checked in whole numbers, equation by equation. What is not proven safe counts as found out. */
#ifndef EH_DISCLOSURE_ATTACK_H
#define EH_DISCLOSURE_ATTACK_H

#include "disclosure/linked.h"
#include "disclosure/simplex.h"

typedef struct eh_attack eh_attack;

/* Of the system as it is now hidden; NULL when out of memory. `linked`, `rule` and `work` must outlive it. Adds what it does to `work`, unless that is NULL. */
eh_attack *eh_attack_new(const eh_linked *linked, const eh_suppression_rule *rule, eh_work *work);
void eh_attack_free(eh_attack *attack); /* NULL is allowed */

/* After cells were hidden or shown: what was found so far is kept where it still holds. */
eh_status eh_attack_again(eh_attack *attack);

/* Whether a guarded cell is safe. EH_NOMEM or EH_OK. */
eh_status eh_attack_one(eh_attack *attack, eh_breach breach, bool *safe);
/* The first guarded cell that is not, from breach->cell and breach->knower on, those of `but` passed over (NULL for none; a bit for each cell x knower);
 * *found is false when there is none. EH_CANCELLED when more
 * work was done than may be. */
eh_status eh_attack_next(eh_attack *attack, const uint8_t *but, eh_breach *breach, bool *found);
/* Where the bit of a breach that has a knower stands. */
size_t eh_breach_bit(const eh_linked *linked, eh_breach breach);

/* The least and greatest value of a cell in the tables found so far, as differences from the true one. */
void eh_attack_range(const eh_attack *attack, eh_breach breach, int64_t *least, int64_t *most);

#endif
