/* Goals of representation in a band, by the method of "A Model Employer" (NHS England, January 2019): the band's share of the group is to be the
 * workforce's, the band's headcount held as it is; a straight line leads there from a baseline, and each year's figure on it is a whole number of
 * people. Everything is exact until it is rounded, half away from zero, once. Pure functions: no memory, no failure but undefined.
 *
 * Which share that is no source settles: of everyone, people whose group is not known included, or of those whose group is known. Hence the basis, which
 * holds for the workforce and the band alike. */
#ifndef EH_INDICATOR_GOALS_H
#define EH_INDICATOR_GOALS_H

#include "base/fraction.h"

typedef enum eh_parity_basis {
    EH_PARITY_OF_ALL,  /* people whose group is not known are in the denominator */
    EH_PARITY_OF_KNOWN /* they are not */
} eh_parity_basis;
const char *eh_parity_basis_id(eh_parity_basis basis); /* "all", "known" */

/* People by group: of the one that the standard is about, of the one it is compared with, and those whose group is not known. None is negative. */
typedef struct eh_people {
    int64_t focus, other, unknown;
} eh_people;

/* How many people a basis counts. */
int64_t eh_people_counted(eh_people people, eh_parity_basis basis);

/* The share of the group that is parity, focus / counted, between 0 and 1; undefined where nobody is counted. */
eh_fraction eh_parity_share(eh_people workforce, eh_parity_basis basis);

/* A straight line to a goal, in people. */
typedef struct eh_goal {
    int baseline_year, goal_year; /* the line runs when the goal's is the later one */
    eh_fraction baseline, goal;   /* people of the group in the band: then, and to be; not yet rounded */
} eh_goal;

/* The goal of a band: `share` x the band's people by the basis; undefined when the share is. The baseline may be undefined, which leaves the years before the goal
 * without figures. */
eh_goal eh_goal_make(eh_fraction share, eh_people band, eh_parity_basis basis, int baseline_year, eh_fraction baseline,
                     int goal_year);

/* Where the line is in a year: baseline + (goal - baseline) x years gone / years in all; from the goal year on the goal itself. A goal is a least
 * number, so that a band that began at or above it stays at the goal: nobody is to become fewer. Undefined without a goal, and before the goal year
 * without a baseline or before the baseline's year. */
eh_fraction eh_goal_in(const eh_goal *goal, int year);

/* The same in whole people, half away from zero, and the goal itself so; -1 when undefined. */
int64_t eh_goal_people(const eh_goal *goal, int year);

/* How many more people it takes from `current` to the goal in whole people: 0 at or above it, -1 when undefined. */
int64_t eh_goal_needed(const eh_goal *goal, int64_t current);

#endif
