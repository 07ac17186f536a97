/* templates/schema.csv: what each column of each template may hold. */
#ifndef EH_STANDARD_SCHEMA_H
#define EH_STANDARD_SCHEMA_H

#include <stdbool.h>

#include "evenhand/catalogue.h"

/* Checks every CSV among the templates: that the files which the schema names are there and no other, and that each has the columns of the schema, no others,
 * and cells of their types. Every fault is a finding with file and line. The schema is the built-in one: it is the program's side
 * of the bargain. Files that stand the same in `held` (NULL for none) are known to keep to it and are not looked at. EH_OK, EH_BAD or EH_NOMEM. */
eh_status eh_schema_check(const eh_template *templates, const eh_template *held, eh_findings *findings);

/* Whether a text matches a pattern of the schema: characters and sets as [a-z0-9.-], each once, or with + or * as often as can be; no way
 * back. */
bool eh_pattern_matches(const char *pattern, const char *text);

#endif
