/* Protecting what is added to a system in which all else is decided. */
#ifndef EH_DISCLOSURE_COMPONENT_H
#define EH_DISCLOSURE_COMPONENT_H

#include "disclosure/protect.h"

/* Protects the cells from `first` on, those before it being fixed, by hiding none but them; the cells before it stay as safe as they were. Only what hangs together with new cells
 * is looked at: a count that is shown exactly and stays so parts the equations it is in. eh_linked_hide_small was done. EH_OK; EH_BAD when it cannot be done, *breach
 * then says for which cell; EH_CANCELLED when it would take more than the work that may be done, or more memory than a publication may take; EH_NOMEM. In
 * all but the first the caller takes the new cells off again. */
eh_status eh_protect_added(eh_linked *linked, const eh_suppression_rule *rule, size_t first, eh_work *work,
                           eh_breach *breach);

#endif
