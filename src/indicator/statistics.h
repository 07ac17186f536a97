/* Intervals and tests (rules.md section 6), each held to published numbers in tests/unit. Proportions are counts: x of n, x may end in .5. */
#ifndef EH_INDICATOR_STATISTICS_H
#define EH_INDICATOR_STATISTICS_H

#include <stdbool.h>

typedef struct eh_interval {
    double lower, upper; /* upper may be INFINITY (callers write no such bound) */
} eh_interval;

/* The standard normal's 97.5% point, and the 95% point of chi-square with one degree of freedom (its square). */
#define EH_Z95   1.959963984540054
#define EH_CHI95 3.841458820694124

/* Wilson's score interval for x/n as proportions within 0 to 1; n > 0, 0 <= x <= n. Wilson 1927; Newcombe 1998 method 3. */
eh_interval eh_wilson(double x, double n);
/* The same, and the others below, for another point of the normal distribution than EH_Z95. */
eh_interval eh_wilson_at(double x, double n, double z);

/* Newcombe's hybrid score interval (method 10) for x1/n1 - x2/n2. */
eh_interval eh_newcombe(double x1, double n1, double x2, double n2);
eh_interval eh_newcombe_at(double x1, double n1, double x2, double n2, double z);

/* Koopman's score interval (1984) for the ratio (x1/n1)/(x2/n2): all ratios whose score statistic is at most EH_CHI95. x1 = 0 gives lower 0; x2 = 0 gives upper
 * INFINITY. Relative accuracy 1e-10. */
eh_interval eh_koopman(double x1, double n1, double x2, double n2);
eh_interval eh_koopman_at(double x1, double n1, double x2, double n2, double z);

/* The p-value of no difference between x1/n1 and x2/n2: twice the smaller one-sided mid-p (at most 1) when an expected cell is under 5, else chi-square
 * without Yates. *mid_p says which. Counts are whole numbers, n1 and n2 > 0. */
double eh_two_by_two_p(double x1, double n1, double x2, double n2, bool *mid_p);

#endif
