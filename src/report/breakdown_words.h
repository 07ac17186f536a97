/* What breakdowns say, in words that people read. */
#ifndef EH_REPORT_BREAKDOWN_WORDS_H
#define EH_REPORT_BREAKDOWN_WORDS_H

#include "report/words.h"
#include "return/breakdown.h"

/* A column, a step, a way of breaking down: "shortlisted-to-appointed" as "Shortlisted to appointed". */
void eh_words_of_id(eh_buffer *out, const char *id);
/* A part of the organisation: a band or an item by its label, a staff group as it is written. `edition` may be NULL. */
void eh_words_part(eh_buffer *out, const eh_edition *edition, const eh_breakdown *breakdown, const char *of);
/* A group of people: the standard's name of it, else its id in words; nothing for "". */
void eh_words_group(eh_buffer *out, eh_standard standard, const char *group);

/* A row of likelihood ratios as a value: with its interval, p and verdict. */
eh_value eh_breakdown_ratio(const eh_breakdown *ratios, const eh_breakdown_row *row);

#endif
