/* Goals and disparity ratios of figures on standard input, a line each, for a second reckoning of them in another language (tests/reference/test_leaders.py).
 *   goal FOCUS OTHER UNKNOWN  BAND-FOCUS BAND-OTHER BAND-UNKNOWN  BASIS BASELINE-YEAR BASELINE GOAL-YEAR CURRENT
 *     gives the people of each year from the baseline's to the one after the goal's, then how many are needed
 *   ratio FOCUS-BELOW OTHER-BELOW FOCUS-ABOVE OTHER-ABOVE
 *     gives numerator, denominator, lower, upper, p, and whether it is mid-p */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "indicator/disparity.h"
#include "indicator/goals.h"

static void goal(const char *line) {
    eh_people workforce = {0}, band = {0};
    char basis_id[8];
    int from = 0, to = 0;
    int64_t baseline = 0, current = 0;
    int count =
        sscanf(line, "%" SCNd64 "%" SCNd64 "%" SCNd64 "%" SCNd64 "%" SCNd64 "%" SCNd64 "%7s%d%" SCNd64 "%d%" SCNd64,
               &workforce.focus, &workforce.other, &workforce.unknown, &band.focus, &band.other, &band.unknown,
               basis_id, &from, &baseline, &to, &current);
    if (count != 11)
        return;
    eh_parity_basis basis = strcmp(basis_id, "all") ? EH_PARITY_OF_KNOWN : EH_PARITY_OF_ALL;
    eh_goal made =
        eh_goal_make(eh_parity_share(workforce, basis), band, basis, from, eh_fraction_make(baseline, 1), to);
    for (int year = from; year <= to + 1; year++)
        printf("%" PRId64 " ", eh_goal_people(&made, year));
    printf("%" PRId64 "\n", eh_goal_needed(&made, current));
}

static void ratio(const char *line) {
    eh_tier below = {0}, above = {0};
    if (sscanf(line, "%" SCNd64 "%" SCNd64 "%" SCNd64 "%" SCNd64, &below.focus, &below.other, &above.focus,
               &above.other) != 4)
        return;
    eh_disparity found = eh_disparity_of(below, above);
    printf("%" PRId64 " %" PRId64 " %.17g %.17g %.17g %d\n", (int64_t)found.exact.numerator,
           (int64_t)found.exact.denominator, found.interval.lower, found.interval.upper, found.p, found.mid_p);
}

int main(void) {
    char line[512];
    while (fgets(line, sizeof line, stdin))
        if (!strncmp(line, "goal ", 5))
            goal(line + 5);
        else if (!strncmp(line, "ratio ", 6))
            ratio(line + 6);
    return 0;
}
