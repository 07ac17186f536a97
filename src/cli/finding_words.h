/* A finding as a line of text and as members of a JSON object: the same on standard error and in the results of `check`. */
#ifndef EH_CLI_FINDING_WORDS_H
#define EH_CLI_FINDING_WORDS_H

#include "base/json.h"
#include "evenhand/finding.h"

/* "staff.xlsx, sheet Data, row 12, column C: what is wrong. What to do." */
void finding_words(eh_buffer *out, const eh_finding *finding);
/* What both standards' returns say alike is said once to people. *shown becomes the i-th finding, without its standard when another says the same of
 * the other standard; false when an earlier one has said it. */
bool finding_shown(const eh_finding *const *list, size_t count, size_t i, eh_finding *shown);
/* severity, code, organisation, standard, item, file, sheet, row, column, heading, value, count, text, advice; what does not apply is left out. */
void finding_members(eh_json *json, const eh_finding *finding);

/* "A", "Z", "AA": the letters of a column, from 1. */
void column_letters(unsigned column, char out[8]);

#endif
