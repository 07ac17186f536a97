/* Exact fractions of whole numbers, decimals as text, and doubles in and out of text without any locale.
 *
 * Every published value is one fraction, kept as the double nearest to it and rounded for display from the exact fraction, half away
 * from zero (rules.md section 6). */
#ifndef EH_BASE_FRACTION_H
#define EH_BASE_FRACTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"

__extension__ typedef __int128 eh_wide;

/* numerator / denominator, denominator > 0, not necessarily in lowest terms. {0, 0} is no fraction (undefined). */
typedef struct eh_fraction {
    eh_wide numerator, denominator;
} eh_fraction;

#define EH_FRACTION_ROOM 64

bool eh_fraction_defined(eh_fraction f);
/* n / d with the sign on top, in lowest terms; undefined when d is 0 or when lowest terms still leave more than 2^120. */
eh_fraction eh_fraction_make(eh_wide n, eh_wide d);
/* The four operations, in lowest terms; undefined when an operand is, when dividing by zero, and on overflow (never silently). */
eh_fraction eh_fraction_add(eh_fraction a, eh_fraction b);
eh_fraction eh_fraction_subtract(eh_fraction a, eh_fraction b);
eh_fraction eh_fraction_multiply(eh_fraction a, eh_fraction b);
eh_fraction eh_fraction_divide(eh_fraction a, eh_fraction b);
/* <0, 0, >0; exact. Both must be defined. */
int eh_fraction_compare(eh_fraction a, eh_fraction b);
/* The double nearest to a defined fraction (ties to even). */
double eh_fraction_double(eh_fraction f);
/* Writes a defined fraction with exactly `decimals` (0 to 9) places, half away from zero, '.' as decimal point, '-' only when a
 * digit is not 0, no thousands separators; NUL-terminated. Returns its length. */
size_t eh_fraction_display(eh_fraction f, unsigned decimals, char out[EH_FRACTION_ROOM]);

/* Reads a plain decimal: optional sign, digits, one '.' or ',' as decimal point (thousands separators ',', ' ', U+00A0 or ''' accepted
 * in groups of three before a decimal point when unambiguous), optional exponent, as "1,234.5", ".8", "1E3", "34.2". At most
 * 30 significant digits. Surrounding space is ignored. "%", units and anything else make it fail. */
bool eh_decimal_read(eh_slice text, eh_fraction *value);

/* The shortest decimal text that reads back to the same double, without a locale: 21.794871794871796, 170, 1e-09, -0.5. Never exponent form
 * for magnitudes from 1e-5 to 1e15. `value` must be finite. Returns the length. */
size_t eh_double_write(double value, char out[EH_FRACTION_ROOM]);
/* The decimal that a double is written as, exactly; undefined where the double is not finite. */
eh_fraction eh_fraction_as_written(double value);
/* The double nearest to a decimal text ('.' only, as eh_double_write writes or XML schema's xs:double less INF and NaN). */
bool eh_double_read(eh_slice text, double *value);

#endif
