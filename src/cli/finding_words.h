/* A finding as a line of text and as members of a JSON object: the same on standard error and in the results of `check`. */
#ifndef EH_CLI_FINDING_WORDS_H
#define EH_CLI_FINDING_WORDS_H

#include "base/json.h"
#include "evenhand/finding.h"

/* "staff.xlsx, sheet Data, row 12, column C: what is wrong. What to do." */
void finding_words(eh_buffer *out, const eh_finding *finding);
/* What both standards' returns say alike is said once to people: how each finding of a list is shown. */
typedef enum finding_show { FINDING_AS_IT_IS, FINDING_OF_SEVERAL, FINDING_SAID } finding_show;
/* One for each of the list: FINDING_OF_SEVERAL when a later one says the same of another standard, FINDING_SAID when an earlier one has said it. malloc'd; NULL
 * when out of memory. */
finding_show *findings_show(const eh_finding *const *list, size_t count);
/* *shown becomes the finding, without its standard when it is of several; false when it has been said. */
bool finding_shown(const eh_finding *finding, finding_show show, eh_finding *shown);
/* severity, code, organisation, standard, item, file, sheet, row, column, heading, value, count, text, advice; what does not apply is left out. */
void finding_members(eh_json *json, const eh_finding *finding);

/* "A", "Z", "AA": the letters of a column, from 1. */
void column_letters(unsigned column, char out[8]);

#endif
