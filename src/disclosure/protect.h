/* Complementary suppression: hides as little more as it can until the attacker finds nothing out. */
#ifndef EH_DISCLOSURE_PROTECT_H
#define EH_DISCLOSURE_PROTECT_H

#include "disclosure/attack.h"

/* Hides further cells of a system in which eh_linked_hide_small was done, cheapest ways first, and then shows again what need not have been hidden. At the end the
 * attacker starts afresh. EH_OK when all guarded counts are safe; EH_BAD when one cannot be kept safe, *breach then says which (what is shown whatever its
 * size stands in the way); EH_NOMEM; EH_CANCELLED when it would take more work than may be done (`work` may be NULL: no limit).
 * What somebody who is alone in a cell can find out even with everything hidden is not counted: it follows from their own record, and is noted in linked->own. Where
 * the system is a part of another in which other cells are decided, hiding all that may be hidden proves no such thing: there it must be about people of their
 * own cell. */
eh_status eh_protect(eh_linked *linked, const eh_suppression_rule *rule, eh_work *work, eh_breach *breach);

#endif
