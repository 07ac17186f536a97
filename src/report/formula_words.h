/* How an item is computed, in one line of ids: for lists of items. */
#ifndef EH_REPORT_FORMULA_WORDS_H
#define EH_REPORT_FORMULA_WORDS_H

#include "standard/catalogue.h"

/* Appends "100 x 2.appointed / 2.shortlisted, group by group" and the like. `question` is the survey question behind a survey item, or "". */
void eh_formula_words(eh_buffer *out, const eh_edition *edition, const eh_item *item, const char *question);

#endif
