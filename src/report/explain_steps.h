/* The arithmetic part of an explanation. */
#ifndef EH_REPORT_EXPLAIN_STEPS_H
#define EH_REPORT_EXPLAIN_STEPS_H

#include "report/text_layout.h"
#include "report/words.h"

/* The formula of an item in words and in symbols, from its operation and its operands' labels. */
void eh_explain_formula(eh_lines *lines, const eh_figures *figures, const eh_item *item);

/* The counts and steps that lead to one value; `group` is the group's position (ignored by items without groups). */
void eh_explain_steps(eh_lines *lines, const eh_figures *figures, const eh_item *item, unsigned group,
                      const eh_value *value);

#endif
