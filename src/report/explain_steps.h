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

/* An extract that a figure comes from; the heading of the rules and which are in force, of an edition that may be NULL. */
void eh_explain_source(eh_lines *lines, const eh_source_note *source);
void eh_explain_rules(eh_lines *lines, const eh_return *ret, const eh_edition *edition);
/* A pair made of what stands in a buffer, which is emptied; nothing when nothing does. */
void eh_explain_pair(eh_lines *lines, const char *name, eh_buffer *text);
/* The interval, the test and the verdict of a value of an item or table: how they were made, and what they say. */
void eh_explain_certainty(eh_lines *lines, eh_unit unit, const eh_value *value, unsigned decimals);

#endif
