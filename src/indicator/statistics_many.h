/* Statistics of many organisations side by side, each held to published numbers and to a second implementation in the tests. */
#ifndef EH_INDICATOR_STATISTICS_MANY_H
#define EH_INDICATOR_STATISTICS_MANY_H

#include <stddef.h>

#include "indicator/statistics.h"

/* The standard normal's 99.9% point: limits of 99.8%. */
#define EH_Z998 3.090232306167813

/* Control limits of a funnel plot of proportions around the common proportion `average`, for an organisation of `n`: average -/+ z sqrt(average (1 -
 * average) / n), within 0 to 1. The method of OHID (PHEindicatormethods, phe_funnels). n > 0. */
eh_interval eh_funnel(double average, double n, double z);

/* How far x/n lies from the common proportion in standard errors of that funnel, and the two-sided p-value of it. NaN where the average is 0 or 1. */
double eh_funnel_z(double x, double n, double average);
double eh_normal_p(double z);

/* Benjamini and Hochberg's adjusted p-values (1995): adjusted[i] is the smallest false discovery rate at which p[i] is a discovery. NaN for a p that is NaN, which
 * does not count. False when out of memory. */
bool eh_benjamini_hochberg(const double *p, double *adjusted, size_t count);

/* Over-dispersion of proportions (Spiegelhalter 2005; FunnelPlotR's method for proportions): on the arcsine scale, y = asin sqrt(x/n) with standard error 1 / (2
 * sqrt n) against asin sqrt(average); the lowest and the highest tenth of the z-scores are drawn in to the 10% and 90% points (R's quantile, type 7).
 * phi is the mean of their squares; tau2 the additional variance between organisations (DerSimonian and Laird's moment estimate), 0 when phi says that there is
 * none. False when out of memory; NaN for fewer than two organisations. */
typedef struct eh_dispersion {
    double phi, tau2;
    size_t count;
} eh_dispersion;
bool eh_over_dispersion(const double *x, const double *n, size_t count, double average, eh_dispersion *dispersion);
/* The z-score of one organisation on that scale, the additional variance allowed for. */
double eh_dispersed_z(double x, double n, double average, double tau2);
/* The same of values with standard errors (log ratios) around `centre`. */
bool eh_over_dispersion_of(const double *y, const double *s, size_t count, double centre, eh_dispersion *dispersion);

/* The standard normal's quantile; 0 < p < 1. Wichura's AS 241, about 16 digits. */
double eh_normal_quantile(double p);
/* The z of intervals that all hold at once with 95%, for `count` independent ones (Sidak 1967). */
double eh_joint_z(size_t count);

/* The ranks that organisations may have, from intervals that hold all at once (Klein, Wright and Wieczorek 2020): 1 is the highest value. `from` is one more than
 * the number of intervals wholly above, `to` is how many there are less those wholly below. Intervals that are NaN take no part and get rank 0. */
typedef struct eh_rank {
    size_t rank, from, to, of;
} eh_rank;
void eh_ranks(const double *values, const eh_interval *intervals, eh_rank *ranks, size_t count);

#endif
