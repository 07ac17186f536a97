/* The change between two independent samples, with its 95% interval and p value. Held to a second implementation in the tests. */
#ifndef EH_PROGRESS_SHIFT_H
#define EH_PROGRESS_SHIFT_H

#include "compare/comparison.h"

/* The two proportions of a ratio (top and bottom) or of a difference (first and second). */
typedef struct eh_pair {
    eh_proportion first, second;
} eh_pair;

typedef struct eh_shift {
    double change, lower, upper, p;
} eh_shift;

/* From one ratio of proportions to another: the difference of their logarithms, its standard error being the root of the sum of 1/x - 1/n over all
 * four proportions (the delta method), p by the normal distribution. `mirrored` turns the earlier ratio into its inverse first, so that what changes
 * is the distance from 1 of two ratios on different sides of it. False when one of the proportions is 0 or there is no standard error. */
bool eh_shift_of_ratios(const eh_pair *before, const eh_pair *after, bool mirrored, eh_shift *shift);

/* From one proportion to another: their difference with Newcombe's hybrid score interval (method 10), and the p of eh_two_by_two_p (the events of a survey
 * percentage are its respondents times the percentage, to the nearest whole). Proportions, not percentages. */
void eh_shift_of_proportions(const eh_proportion *before, const eh_proportion *after, eh_shift *shift);

/* From one difference of proportions to another: each with Newcombe's interval, put together as Newcombe puts together two proportions (the method of variance
 * estimates recovery: Zou and Donner 2008). p is that of the widest such interval without 0 in it. `mirrored` turns the sign of the earlier difference. */
void eh_shift_of_gaps(const eh_pair *before, const eh_pair *after, bool mirrored, eh_shift *shift);

#endif
