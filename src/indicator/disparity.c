#include "indicator/disparity.h"

#include <math.h>

/* Woolf's interval of the ratio (a d) / (b c). */
static eh_interval woolf(double a, double b, double c, double d) {
    double middle = log(a) - log(b) + log(d) - log(c), spread = EH_Z95 * sqrt(1 / a + 1 / b + 1 / c + 1 / d);
    return (eh_interval){exp(middle - spread), exp(middle + spread)};
}

eh_disparity eh_disparity_of(eh_tier below, eh_tier above) {
    eh_disparity result = {.interval = {(double)NAN, (double)NAN}, .p = (double)NAN};
    if (below.other == 0 || below.focus == 0 || above.focus == 0)
        return result;
    result.exact = eh_fraction_make((eh_wide)above.other * below.focus, (eh_wide)below.other * above.focus);
    double a = (double)above.other, b = (double)below.other, c = (double)above.focus, d = (double)below.focus;
    result.p = eh_two_by_two_p(a, a + b, c, c + d, &result.mid_p);
    if (above.other > 0)
        result.interval = woolf(a, b, c, d);
    return result;
}
