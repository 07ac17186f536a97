/* The words in which every product names its rule. */
#ifndef EH_DISCLOSURE_STATEMENT_H
#define EH_DISCLOSURE_STATEMENT_H

#include "evenhand/disclosure.h"
#include "return/return.h"
#include "standard/suppression_rules.h"

/* Names the rule on a copy, as details (EH_PUBLIC_RULE, and EH_PUBLIC_BASE where counts are rounded), for which there is room: what is hidden, how much of it, and
 * what is shown whatever its size (`except`, NULL for nothing). EH_OK or EH_NOMEM. */
eh_status eh_statement_add(const eh_catalogue *catalogue, const eh_suppression_rule *rule, const char *except,
                           const eh_disclosure_extent *extent, eh_return *copy);
enum { EH_STATEMENT_DETAILS = 2 };

#endif
