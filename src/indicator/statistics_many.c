#include "indicator/statistics_many.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

eh_interval eh_funnel(double average, double n, double z) {
    double spread = z * sqrt(average * (1 - average) / n);
    return (eh_interval){fmax(average - spread, 0), fmin(average + spread, 1)};
}

double eh_funnel_z(double x, double n, double average) {
    if (!(average > 0 && average < 1))
        return (double)NAN;
    return (x / n - average) / sqrt(average * (1 - average) / n);
}

double eh_normal_p(double z) {
    return erfc(fabs(z) / sqrt(2));
}

/* ---- many tests at once ---- */

typedef struct ranked {
    double p;
    size_t at;
} ranked;

static int by_p(const void *a, const void *b) {
    const ranked *x = a, *y = b;
    if (x->p < y->p || x->p > y->p)
        return x->p < y->p ? -1 : 1;
    return x->at < y->at ? -1 : x->at > y->at;
}

bool eh_benjamini_hochberg(const double *p, double *adjusted, size_t count) {
    ranked *list = calloc(count + 1, sizeof *list);
    size_t m = 0;
    if (!list)
        return false;
    for (size_t i = 0; i < count; i++) {
        adjusted[i] = (double)NAN;
        if (!isnan(p[i]))
            list[m++] = (ranked){p[i], i};
    }
    qsort(list, m, sizeof *list, by_p);
    double least = 1;
    for (size_t j = m; j > 0; j--) {
        least = fmin(least, (double)m * list[j - 1].p / (double)j);
        adjusted[list[j - 1].at] = least;
    }
    free(list);
    return true;
}

/* ---- over-dispersion ---- */

static int by_size(const void *a, const void *b) {
    const double *x = a, *y = b;
    return *x < *y ? -1 : *x > *y;
}

/* R's quantile, type 7, of a sorted list. */
static double quantile(const double *sorted, size_t count, double p) {
    double at = p * (double)(count - 1);
    size_t below = (size_t)floor(at);
    if (below + 1 >= count)
        return sorted[count - 1];
    return sorted[below] + (at - floor(at)) * (sorted[below + 1] - sorted[below]);
}

/* The mean of the squared z-scores with the outer tenths drawn in; and the variance between that it speaks for. `z` is sorted and changed. */
static void disperse(double *z, const double *s, size_t count, eh_dispersion *dispersion) {
    static const double trim = 0.1;
    double sum = 0, weights = 0, squares = 0, n = (double)count;
    qsort(z, count, sizeof *z, by_size);
    double low = quantile(z, count, trim), high = quantile(z, count, 1 - trim);
    for (size_t i = 0; i < count; i++) {
        double drawn = fmin(fmax(z[i], low), high), weight = 1 / (s[i] * s[i]);
        sum += drawn * drawn;
        weights += weight;
        squares += weight * weight;
    }
    double spare = weights - squares / weights;
    *dispersion = (eh_dispersion){sum / n, 0, count};
    if (sum > n - 1 && spare > 0)
        dispersion->tau2 = (sum - (n - 1)) / spare;
}

static double arcsine(double proportion) {
    return asin(sqrt(fmin(fmax(proportion, 0), 1)));
}

bool eh_over_dispersion(const double *x, const double *n, size_t count, double average, eh_dispersion *dispersion) {
    *dispersion = (eh_dispersion){(double)NAN, (double)NAN, count};
    if (count < 2)
        return true;
    double *z = calloc(2 * count, sizeof *z);
    if (!z)
        return false;
    double *s = z + count;
    for (size_t i = 0; i < count; i++) {
        s[i] = 0.5 / sqrt(n[i]);
        z[i] = (arcsine(x[i] / n[i]) - arcsine(average)) / s[i];
    }
    disperse(z, s, count, dispersion);
    free(z);
    return true;
}

double eh_dispersed_z(double x, double n, double average, double tau2) {
    return (arcsine(x / n) - arcsine(average)) / sqrt(0.25 / n + tau2);
}

bool eh_over_dispersion_of(const double *y, const double *s, size_t count, double centre, eh_dispersion *dispersion) {
    *dispersion = (eh_dispersion){(double)NAN, (double)NAN, count};
    if (count < 2)
        return true;
    double *z = calloc(count, sizeof *z);
    if (!z)
        return false;
    for (size_t i = 0; i < count; i++)
        z[i] = (y[i] - centre) / s[i];
    disperse(z, s, count, dispersion);
    free(z);
    return true;
}

/* ---- the normal distribution ---- */

/* The quotient of two polynomials of degree 7, lowest power first. */
static double quotient(const double above[8], const double below[8], double r) {
    double a = above[7], b = below[7];
    for (int i = 6; i >= 0; i--) {
        a = a * r + above[i];
        b = b * r + below[i];
    }
    return a / b;
}

double eh_normal_quantile(double p) {
    static const double a[8] = {3.3871328727963666080e0,  1.3314166789178437745e+2, 1.9715909503065514427e+3,
                                1.3731693765509461125e+4, 4.5921953931549871457e+4, 6.7265770927008700853e+4,
                                3.3430575583588128105e+4, 2.5090809287301226727e+3};
    static const double b[8] = {1.0,
                                4.2313330701600911252e+1,
                                6.8718700749205790830e+2,
                                5.3941960214247511077e+3,
                                2.1213794301586595867e+4,
                                3.9307895800092710610e+4,
                                2.8729085735721942674e+4,
                                5.2264952788528545610e+3};
    static const double c[8] = {1.42343711074968357734e0,  4.63033784615654529590e0, 5.76949722146069140550e0,
                                3.64784832476320460504e0,  1.27045825245236838258e0, 2.41780725177450611770e-1,
                                2.27238449892691845833e-2, 7.74545014278341407640e-4};
    static const double d[8] = {1.0,
                                2.05319162663775882187e0,
                                1.67638483018380384940e0,
                                6.89767334985100004550e-1,
                                1.48103976427480074590e-1,
                                1.51986665636164571966e-2,
                                5.47593808499534494600e-4,
                                1.05075007164441684324e-9};
    static const double e[8] = {6.65790464350110377720e0,  5.46378491116411436990e0,  1.78482653991729133580e0,
                                2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3,
                                2.71155556874348757815e-5, 2.01033439929228813265e-7};
    static const double f[8] = {1.0,
                                5.99832206555887937690e-1,
                                1.36929880922735805310e-1,
                                1.48753612908506148525e-2,
                                7.86869131145613259100e-4,
                                1.84631831751005468180e-5,
                                1.42151175831644588870e-7,
                                2.04426310338993978564e-15};
    double q = p - 0.5;
    if (fabs(q) <= 0.425)
        return q * quotient(a, b, 0.180625 - q * q);
    double r = sqrt(-log(q < 0 ? p : 1 - p));
    double x = r <= 5 ? quotient(c, d, r - 1.6) : quotient(e, f, r - 5);
    return q < 0 ? -x : x;
}

double eh_joint_z(size_t count) {
    if (count <= 1)
        return EH_Z95;
    double outside = -expm1(log(0.95) / (double)count);
    return -eh_normal_quantile(outside / 2);
}

/* ---- ranks ---- */

void eh_ranks(const double *values, const eh_interval *intervals, eh_rank *ranks, size_t count) {
    size_t of = 0;
    for (size_t i = 0; i < count; i++)
        of += !isnan(intervals[i].lower) && !isnan(values[i]);
    for (size_t i = 0; i < count; i++) {
        ranks[i] = (eh_rank){0};
        if (isnan(intervals[i].lower) || isnan(values[i]))
            continue;
        ranks[i] = (eh_rank){1, 1, of, of};
        for (size_t j = 0; j < count; j++) {
            if (isnan(intervals[j].lower) || isnan(values[j]))
                continue;
            ranks[i].rank += values[j] > values[i];
            ranks[i].from += intervals[j].lower > intervals[i].upper;
            ranks[i].to -= intervals[j].upper < intervals[i].lower;
        }
    }
}
