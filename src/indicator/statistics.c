#include "indicator/statistics.h"

#include <math.h>

static double clamp(double v, double low, double high) {
    return v < low ? low : v > high ? high : v;
}

eh_interval eh_wilson(double x, double n) {
    return eh_wilson_at(x, n, EH_Z95);
}

eh_interval eh_wilson_at(double x, double n, double z) {
    double z2 = z * z, middle = 2 * x + z2, bottom = 2 * (n + z2);
    double spread = z * sqrt(z2 + 4 * x * (n - x) / n);
    eh_interval i = {clamp((middle - spread) / bottom, 0, 1), clamp((middle + spread) / bottom, 0, 1)};
    if (x <= 0)
        i.lower = 0; /* exactly, where rounding would leave a trace */
    if (x >= n)
        i.upper = 1;
    return i;
}

eh_interval eh_newcombe(double x1, double n1, double x2, double n2) {
    return eh_newcombe_at(x1, n1, x2, n2, EH_Z95);
}

eh_interval eh_newcombe_at(double x1, double n1, double x2, double n2, double z) {
    double p1 = x1 / n1, p2 = x2 / n2, d = p1 - p2;
    eh_interval w1 = eh_wilson_at(x1, n1, z), w2 = eh_wilson_at(x2, n2, z);
    return (eh_interval){d - hypot(p1 - w1.lower, w2.upper - p2), d + hypot(w1.upper - p1, p2 - w2.lower)};
}

/* Koopman's statistic for the ratio `theta`: how far the two proportions are from the likeliest pair whose ratio is theta. q1 = theta q2, and q2 is the
 * smaller root of the likelihood equation N theta q^2 - (theta (n1 + x2) + x1 + n2) q + x1 + x2 = 0. Its discriminant is written as a sum, and its root
 * as a quotient, because the usual forms cancel where proportions are near 1. */
static double koopman_statistic(double x1, double n1, double x2, double n2, double theta) {
    double slope = theta * (n1 + x2), level = x1 + n2;
    double root = sqrt(fmax((slope - level) * (slope - level) + 4 * theta * (n1 - x1) * (n2 - x2), 0));
    double q2 = fmin(2 * (x1 + x2) / (slope + level + root), 1), q1 = fmin(theta * q2, 1);
    double difference = x1 / n1 - theta * (x2 / n2);
    double variance = q1 * (1 - q1) / n1 + theta * theta * q2 * (1 - q2) / n2;
    if (variance <= 0)
        return difference == 0 ? 0 : INFINITY;
    return difference * difference / variance;
}

/* The bound above (factor 2) or below (factor 1/2) the observed ratio: the statistic grows from there outwards. `inside` has a statistic under the
 * limit, then steps of the factor find one beyond it, and halving closes in. */
static double koopman_bound(double x1, double n1, double x2, double n2, double limit, double inside, double factor) {
    double outside = inside * factor;
    for (int i = 0; i < 2000 && koopman_statistic(x1, n1, x2, n2, outside) <= limit; i++) {
        inside = outside;
        outside *= factor;
    }
    for (int i = 0; i < 60; i++) {
        double middle = inside + (outside - inside) / 2;
        if (koopman_statistic(x1, n1, x2, n2, middle) <= limit)
            inside = middle;
        else
            outside = middle;
    }
    return inside;
}

static eh_interval koopman(double x1, double n1, double x2, double n2, double limit) {
    eh_interval interval = {0, INFINITY};
    double start = x1 > 0 && x2 > 0 ? (x1 / n1) / (x2 / n2) : 1;
    if (x1 <= 0 && x2 <= 0)
        return interval;
    if (x1 <= 0) { /* the statistic falls to 0 with the ratio: any small enough ratio is inside */
        while (koopman_statistic(x1, n1, x2, n2, start) > limit)
            start /= 2;
    }
    if (x2 <= 0) {
        while (koopman_statistic(x1, n1, x2, n2, start) > limit)
            start *= 2;
    }
    if (x1 > 0)
        interval.lower = koopman_bound(x1, n1, x2, n2, limit, start, 0.5);
    if (x2 > 0)
        interval.upper = koopman_bound(x1, n1, x2, n2, limit, start, 2);
    return interval;
}

eh_interval eh_koopman(double x1, double n1, double x2, double n2) {
    return koopman(x1, n1, x2, n2, EH_CHI95);
}

eh_interval eh_koopman_at(double x1, double n1, double x2, double n2, double z) {
    return koopman(x1, n1, x2, n2, z * z);
}

/* Binomial probabilities without loss for large counts, after Loader, "Fast and accurate computation of binomial probabilities" (2000): log-gamma
 * itself would lose eight digits at a million. */

/* ln n! less Stirling's formula for it. */
static double stirling_error(double n) {
    static const double exact[] = {0,
                                   0.081061466795327261,
                                   0.041340695955409297,
                                   0.027677925684998338,
                                   0.020790672103765093,
                                   0.016644691189821193,
                                   0.013876128823070748,
                                   0.01189670994589177,
                                   0.010411265261972096,
                                   0.0092554621827127329,
                                   0.0083305634333628708,
                                   0.0075736754879518406,
                                   0.0069428401072095299,
                                   0.0064089941880042071,
                                   0.0059513701127588475,
                                   0.0055547335519628011};
    if (n < 16)
        return exact[(int)n];
    double n2 = n * n;
    return (1.0 / 12 - (1.0 / 360 - (1.0 / 1260 - (1.0 / 1680 - 1.0 / 1188 / n2) / n2) / n2) / n2) / n;
}

/* x ln(x / mean) + mean - x, without cancellation where x is near its mean. */
static double deviance(double x, double mean) {
    if (fabs(x - mean) >= 0.1 * (x + mean))
        return x * log(x / mean) + mean - x;
    double v = (x - mean) / (x + mean), sum = (x - mean) * v, term = 2 * x * v;
    for (int j = 1; j < 1000; j++) {
        term *= v * v;
        double next = sum + term / (2 * j + 1);
        if (next == sum)
            break;
        sum = next;
    }
    return sum;
}

/* ln of the probability of x events in n, each with probability part / whole, strictly between 0 and 1. */
static double log_binomial(double x, double n, double part, double whole) {
    double p = part / whole, q = (whole - part) / whole;
    if (x <= 0)
        return p < 0.1 ? -deviance(n, n * q) - n * p : n * log(q);
    if (x >= n)
        return q < 0.1 ? -deviance(n, n * p) - n * q : n * log(p);
    double rest = n - x;
    double errors = stirling_error(n) - stirling_error(x) - stirling_error(rest);
    return errors - deviance(x, n * p) - deviance(rest, n * q) - 0.5 * log(6.283185307179586 * x * rest / n);
}

/* The mid-p of x1 or fewer (or of x1 or more) events of the group, given all margins: the tail is summed from the observed table outwards, the table
 * itself by half. */
static double mid_p_tail(double x1, double n1, double x2, double n2, bool fewer) {
    double events = x1 + x2, all = n1 + n2;
    double term = exp(log_binomial(x1, n1, events, all) + log_binomial(x2, n2, events, all) -
                      log_binomial(events, all, events, all));
    double sum = term / 2;
    /* a step to the next table takes one from the cells a and b and adds one to c and d */
    for (double a = fewer ? x1 : x2, c = fewer ? n1 - x1 : n2 - x2, b = fewer ? n2 - x2 : n1 - x1, d = fewer ? x2 : x1;
         a > 0 && b > 0; a--, b--, c++, d++) {
        double ratio = a * b / ((c + 1) * (d + 1));
        term *= ratio;
        sum += term;
        if (ratio < 1 && term <= sum * 1e-18 * (1 - ratio))
            break;
    }
    return sum;
}

static double mid_p(double x1, double n1, double x2, double n2) {
    double events = x1 + x2, all = n1 + n2;
    if (events <= 0 || events >= all)
        return 1; /* there is no other table with these margins */
    double tail = mid_p_tail(x1, n1, x2, n2, x1 * all < n1 * events);
    return fmin(1, 2 * fmin(tail, 1 - tail)); /* the two tails add up to 1 */
}

double eh_two_by_two_p(double x1, double n1, double x2, double n2, bool *mid) {
    double events = x1 + x2, all = n1 + n2;
    *mid = fmin(n1, n2) * fmin(events, all - events) < 5 * all;
    if (*mid)
        return mid_p(x1, n1, x2, n2);
    double cross = x1 * (n2 - x2) - x2 * (n1 - x1);
    double square = all * (cross / n1 / n2) * (cross / events / (all - events));
    return erfc(sqrt(square / 2));
}
