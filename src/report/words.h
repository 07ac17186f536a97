/* Figures in plain English: the wording that the summary, the workbook's cover and the explanation share.
 *
 * Everything appends to a buffer, whose sticky `failed` tells of memory; nothing here depends on a locale. */
#ifndef EH_REPORT_WORDS_H
#define EH_REPORT_WORDS_H

#include "base/text.h"
#include "return/figures.h"
#include "return/return.h"

/* "not supplied", "not applicable", "undefined", "[c]" for suppressed; "" for a value that is there. */
const char *eh_missing_words(eh_missing missing);
/* Why, as the end of a sentence: "no extract holds what it needs". */
const char *eh_missing_why(eh_missing missing);
/* "below 0.80", "within 0.80 to 1.25", "above 1.25"; "" for none. */
const char *eh_verdict_words(eh_verdict verdict);
/* "Error", "Warning", "Note". */
const char *eh_severity_words(eh_severity severity);
/* "chi-square test", "mid-p exact test"; "" for none. */
const char *eh_test_words(eh_test test);

/* What p says of chance, and whether the interval says the same (rules.md section 6). */
typedef enum eh_significance { EH_NOT_TESTED, EH_PERHAPS_CHANCE, EH_UNLIKELY_CHANCE, EH_BORDERLINE } eh_significance;
eh_significance eh_significance_of(const eh_value *ratio);
/* "could be chance alone", "unlikely to be chance alone", "borderline"; "" when not tested. */
const char *eh_significance_words(eh_significance significance);

/* A group within a sentence ("White", "non-disabled"), or at its start ("Non-disabled"). */
const char *eh_group_inside(eh_standard standard, unsigned group);
const char *eh_group_start(eh_standard standard, unsigned group);
/* What the standard asks people about: "Ethnicity", "Disability". */
const char *eh_subject(eh_standard standard);

/* A number with exactly `decimals` (0 to 6) places, rounded half away from zero. For bounds and p-values; values have their own display. */
void eh_words_number(eh_buffer *out, double value, unsigned decimals);
/* A count with thousands separated: 1,503 or 12.5. */
void eh_words_count(eh_buffer *out, double count);
/* "p = 0.002", "p < 0.001"; never rounded across 0.05. */
void eh_words_p(eh_buffer *out, double p);
/* "95% interval 1.17 to 2.00"; nothing when there is none. True when something was written. */
bool eh_words_interval(eh_buffer *out, const eh_value *value, unsigned decimals);
/* a - b as decimal numbers, shown with `decimals` places and without sign; *sign is -1, 0 or 1. False when a or b is missing. */
bool eh_words_difference(eh_buffer *out, const eh_value *a, const eh_value *b, unsigned decimals, int *sign);
/* A name as "declaration.ethnicity.declined" in words: "Declaration: ethnicity, declined". */
void eh_words_name(eh_buffer *out, const char *name);
/* A value as people read it: its display with a percent sign or unit, or why it is missing. */
void eh_words_value(eh_buffer *out, const eh_value *value, eh_unit unit);

/* A text of a template with up to three further texts put in for {1}, {2} and {3} (NULL for none). */
void eh_words_put(eh_buffer *out, const char *text, const char *one, const char *two, const char *three);

/* The label of an item: the catalogue's, or its id when `edition` is NULL or does not know it. */
const char *eh_item_label(const eh_edition *edition, const char *id);
const eh_item *eh_item_of(const eh_edition *edition, const char *id);

/* The value of an item for one of the standard's groups (0 to 2); an item without groups has its one value for every group. NULL when it lacks the group. */
const eh_value *eh_item_value(const eh_return *ret, const eh_return_item *item, unsigned group);

/* Appends what an item says as one or two whole sentences: a ratio, a survey figure, a board difference, an answer. False, and nothing appended, for an
 * item that says nothing by itself (headcounts, rates behind a ratio). A missing value is said to be missing, and why. */
bool eh_words_item(eh_buffer *out, const eh_edition *edition, const eh_return *ret, const eh_return_item *item);

/* The i-th sentence on representation: the whole workforce, bands 8a and above, very senior managers, and unknown; false at the end. */
bool eh_words_representation(eh_buffer *out, const eh_return *ret, unsigned i);

/* "Fit to submit" or not, as a sentence with the numbers of errors and warnings. */
void eh_words_fitness(eh_buffer *out, const eh_return *ret);

/* "Leeds Teaching Hospitals (RR8)" or "RR8". */
void eh_words_organisation(eh_buffer *out, const eh_return *ret);
/* "1 April 2024 to 31 March 2025". */
void eh_words_period(eh_buffer *out, const eh_return *ret);

#endif
