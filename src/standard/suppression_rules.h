/* The rules by which small numbers are kept out of what is published: templates/suppression.csv, and rules given as numbers. */
#ifndef EH_STANDARD_SUPPRESSION_RULES_H
#define EH_STANDARD_SUPPRESSION_RULES_H

#include "standard/catalogue.h"

typedef struct eh_suppression_rule {
    const char *name;                 /* as it is given: "model-health", "below-10", "1-7,base=5" */
    const char *description, *source; /* of a rule of the template; "" of one given as numbers */
    int64_t from, to;                 /* people: counts of `from` (0 or 1) to `to` are hidden; `to` -1: none are */
    int64_t base;                     /* all other counts are rounded to the nearest multiple; 1: they are not */
    int64_t respondents;              /* a survey figure with fewer respondents is hidden */
} eh_suppression_rule;

/* The i-th rule of the template, NULL at the end. */
const eh_suppression_rule *eh_suppression_rule_at(const eh_catalogue *catalogue, size_t i);

/* A rule by its name in the template, or by numbers: `5` and `below-5` hide 1 to 4, `1-7` and `0-9` what they say; `,base=5` and `,respondents=11` may follow (11
 * respondents otherwise). False when it is neither. `text` must outlive the rule. */
bool eh_suppression_rule_read(const eh_catalogue *catalogue, const char *text, eh_suppression_rule *rule);

#endif
