/* The words in which every product names its rule. */
#ifndef EH_DISCLOSURE_STATEMENT_H
#define EH_DISCLOSURE_STATEMENT_H

#include "evenhand/disclosure.h"
#include "return/return.h"
#include "standard/suppression_rules.h"

/* What is said. */
typedef struct eh_statement {
    const eh_suppression_rule *rule;
    const char *except;   /* what is shown whatever its size; NULL for nothing */
    const char *left_out; /* breakdowns that are; NULL for none */
    const eh_disclosure_extent *extent;
} eh_statement;

/* Names the rule on a copy, as details (EH_PUBLIC_RULE, and EH_PUBLIC_BASE where counts are rounded), for which there is room: what is hidden, how much of it, and
 * which breakdowns are left out. EH_OK or EH_NOMEM. */
eh_status eh_statement_add(const eh_catalogue *catalogue, const eh_statement *statement, eh_return *copy);
enum { EH_STATEMENT_DETAILS = 2 };

#endif
