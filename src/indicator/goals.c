#include "indicator/goals.h"

const char *eh_parity_basis_id(eh_parity_basis basis) {
    return basis == EH_PARITY_OF_ALL ? "all" : "known";
}

int64_t eh_people_counted(eh_people people, eh_parity_basis basis) {
    return people.focus + people.other + (basis == EH_PARITY_OF_ALL ? people.unknown : 0);
}

eh_fraction eh_parity_share(eh_people workforce, eh_parity_basis basis) {
    return eh_fraction_make(workforce.focus, eh_people_counted(workforce, basis));
}

eh_goal eh_goal_make(eh_fraction share, eh_people band, eh_parity_basis basis, int baseline_year, eh_fraction baseline,
                     int goal_year) {
    eh_fraction headcount = eh_fraction_make(eh_people_counted(band, basis), 1);
    return (eh_goal){.baseline_year = baseline_year,
                     .goal_year = goal_year,
                     .baseline = baseline,
                     .goal = eh_fraction_multiply(share, headcount)};
}

eh_fraction eh_goal_in(const eh_goal *goal, int year) {
    if (year >= goal->goal_year || !eh_fraction_defined(goal->goal))
        return goal->goal;
    if (!eh_fraction_defined(goal->baseline) || year < goal->baseline_year)
        return (eh_fraction){0, 0};
    if (eh_fraction_compare(goal->baseline, goal->goal) >= 0)
        return goal->goal;
    eh_fraction gone = eh_fraction_make(year - goal->baseline_year, goal->goal_year - goal->baseline_year);
    eh_fraction rise = eh_fraction_multiply(eh_fraction_subtract(goal->goal, goal->baseline), gone);
    return eh_fraction_add(goal->baseline, rise);
}

/* Half away from zero; no number of people is negative. */
static int64_t whole(eh_fraction people) {
    if (people.denominator <= 0) /* undefined */
        return -1;
    return (int64_t)((people.numerator + people.denominator / 2) / people.denominator);
}

int64_t eh_goal_people(const eh_goal *goal, int year) {
    return whole(eh_goal_in(goal, year));
}

int64_t eh_goal_needed(const eh_goal *goal, int64_t current) {
    int64_t wanted = whole(goal->goal);
    if (wanted < 0)
        return -1;
    return wanted > current ? wanted - current : 0;
}
