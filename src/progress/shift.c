#include "progress/shift.h"

#include <math.h>

/* ---- ratios ---- */

static double log_ratio(const eh_pair *pair) {
    return log(pair->first.x / pair->first.n) - log(pair->second.x / pair->second.n);
}

static double log_variance(const eh_pair *pair) {
    return 1 / pair->first.x - 1 / pair->first.n + 1 / pair->second.x - 1 / pair->second.n;
}

bool eh_shift_of_ratios(const eh_pair *before, const eh_pair *after, bool mirrored, eh_shift *shift) {
    if (!(before->first.x > 0 && before->second.x > 0 && after->first.x > 0 && after->second.x > 0))
        return false;
    double variance = log_variance(before) + log_variance(after);
    if (!(variance > 0))
        return false;
    double earlier = log_ratio(before), error = sqrt(variance);
    shift->change = log_ratio(after) - (mirrored ? -earlier : earlier);
    shift->lower = shift->change - EH_Z95 * error;
    shift->upper = shift->change + EH_Z95 * error;
    shift->p = eh_normal_p(shift->change / error);
    return true;
}

/* ---- proportions ---- */

void eh_shift_of_proportions(const eh_proportion *before, const eh_proportion *after, eh_shift *shift) {
    eh_interval interval = eh_newcombe(after->x, after->n, before->x, before->n);
    bool mid_p = false;
    shift->change = after->x / after->n - before->x / before->n;
    shift->lower = interval.lower;
    shift->upper = interval.upper;
    shift->p = eh_two_by_two_p(round(after->x), after->n, round(before->x), before->n, &mid_p);
}

/* ---- differences ---- */

static double gap_of(const eh_pair *pair) {
    return pair->first.x / pair->first.n - pair->second.x / pair->second.n;
}

static eh_interval gap_interval(const eh_pair *pair, double z, bool mirrored) {
    eh_interval i = eh_newcombe_at(pair->first.x, pair->first.n, pair->second.x, pair->second.n, z);
    return mirrored ? (eh_interval){-i.upper, -i.lower} : i;
}

/* The interval of the change at a point of the normal distribution. */
static eh_interval change_interval(const eh_pair *before, const eh_pair *after, bool mirrored, double z) {
    double earlier = mirrored ? -gap_of(before) : gap_of(before), later = gap_of(after);
    eh_interval a = gap_interval(before, z, mirrored), b = gap_interval(after, z, false);
    double change = later - earlier;
    return (eh_interval){change - hypot(later - b.lower, a.upper - earlier),
                         change + hypot(b.upper - later, earlier - a.lower)};
}

static bool holds_zero(const eh_pair *before, const eh_pair *after, bool mirrored, double z) {
    eh_interval i = change_interval(before, after, mirrored, z);
    return i.lower <= 0 && i.upper >= 0;
}

void eh_shift_of_gaps(const eh_pair *before, const eh_pair *after, bool mirrored, eh_shift *shift) {
    enum { HALVINGS = 80 };
    eh_interval interval = change_interval(before, after, mirrored, EH_Z95);
    double low = 0, high = 40; /* beyond 40 standard errors p is 0 to any accuracy */
    shift->change = gap_of(after) - (mirrored ? -gap_of(before) : gap_of(before));
    shift->lower = interval.lower;
    shift->upper = interval.upper;
    for (int i = 0; i < HALVINGS; i++) {
        double middle = low + (high - low) / 2;
        if (holds_zero(before, after, mirrored, middle))
            high = middle;
        else
            low = middle;
    }
    shift->p = eh_normal_p(shift->change == 0 ? 0 : high);
}
