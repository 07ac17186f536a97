/* What `compare` and `progress` are told about goals of representation: --goal-year, --goal-baseline, --parity-basis. */
#ifndef EH_CLI_GOAL_OPTIONS_H
#define EH_CLI_GOAL_OPTIONS_H

#include "cli/options.h"
#include "evenhand/source.h"

/* Whether they make sense; else it is said why not. */
bool goal_options_check(const options *given);
/* The collection year that --goal-baseline names, or 0 where it names a file or is not given. */
int goal_baseline_edition(const options *given);
/* Opens the file that it names; *table is NULL where it names none. False when it cannot be opened, which is said. */
bool goal_baseline_table(const options *given, eh_source **table);

#endif
