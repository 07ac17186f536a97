/* Disparity ratios: how much better one group is represented further up than the other. The race disparity ratio is that of the NHS WRES team (2021): tiers of
 * Agenda for Change bands, clinical and non-clinical apart, people whose ethnicity is not known left out. The same of disabled staff is Evenhand's own
 * measure, which no national guidance defines, and whoever shows it says so. Which bands make a tier stands in templates/levels.csv. */
#ifndef EH_INDICATOR_DISPARITY_H
#define EH_INDICATOR_DISPARITY_H

#include "base/fraction.h"
#include "indicator/statistics.h"

/* The people of a tier: of the group that the standard is about, and of the one it is compared with. None is negative. */
typedef struct eh_tier {
    int64_t focus, other;
} eh_tier;

/* What does not apply is NaN. */
typedef struct eh_disparity {
    eh_fraction exact; /* undefined when there is no ratio */
    eh_interval
        interval; /* 95%, by the log method for an odds ratio: exp(ln ratio -/+ 1.96 sqrt(1/a + 1/b + 1/c + 1/d)); NaN when any count is 0 */
    double p;     /* of no disparity (a ratio of 1), as eh_two_by_two_p tests */
    bool mid_p;   /* which test that was */
} eh_disparity;

/* [other above / other below] / [focus above / focus below]: above 1, the other group is better represented further up. It is the odds ratio of being above
 * rather than below, hence the interval of Woolf, "On estimating the relation between blood group and disease", Annals of Human Genetics 19 (1955), as
 * in Bland and Altman, "The odds ratio", BMJ 320 (2000) 1468. Undefined when a divisor is 0: nobody of a group below, or nobody of the focus group above;
 * nobody of the other group above is a ratio of exactly 0. A ratio over two steps is the product of the exact ratios of each, never of rounded ones. */
eh_disparity eh_disparity_of(eh_tier below, eh_tier above);

#endif
