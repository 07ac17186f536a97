#include "cli/goal_options.h"

#include <string.h>

#include "cli/inputs.h"
#include "cli/message.h"

enum { FIRST_YEAR = 2015, LAST_YEAR = 2100, DIGITS = 4 };

bool goal_options_check(const options *given) {
    const char *basis = given->parity_basis;
    if (basis && strcmp(basis, "all") != 0 && strcmp(basis, "known") != 0) {
        message_usage("--parity-basis is all or known, not \"%s\"", basis);
        return false;
    }
    if (given->goal_year && (given->goal_year < FIRST_YEAR || given->goal_year > LAST_YEAR)) {
        message_usage("--goal-year is a year from %d to %d", FIRST_YEAR, LAST_YEAR);
        return false;
    }
    return true;
}

int goal_baseline_edition(const options *given) {
    const char *text = given->goal_baseline ? given->goal_baseline : "";
    int year = 0;
    if (strlen(text) != DIGITS || strspn(text, "0123456789") != DIGITS)
        return 0;
    for (unsigned i = 0; i < DIGITS; i++)
        year = year * 10 + (text[i] - '0');
    return year;
}

bool goal_baseline_table(const options *given, eh_source **table) {
    return inputs_table(goal_baseline_edition(given) ? NULL : given->goal_baseline, table);
}
