#include "base/fraction.h"

#include <math.h>
#include <string.h>

__extension__ typedef unsigned __int128 wide;

/* Lowest terms beyond this are undefined: one operation on two fractions within it can be checked for overflow. */
#define LARGEST ((wide)1 << 120)

static const eh_fraction undefined = {0, 0};

static wide magnitude(eh_wide n) {
    return n < 0 ? 0 - (wide)n : (wide)n;
}

static wide common_divisor(wide a, wide b) {
    while (b) {
        wide rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

bool eh_fraction_defined(eh_fraction f) {
    return f.denominator > 0;
}

eh_fraction eh_fraction_make(eh_wide n, eh_wide d) {
    if (d == 0)
        return undefined;
    bool negative = (n < 0) != (d < 0);
    wide top = magnitude(n), bottom = magnitude(d), g = common_divisor(top, bottom);
    top /= g;
    bottom /= g;
    if (top > LARGEST || bottom > LARGEST)
        return undefined;
    return (eh_fraction){negative ? -(eh_wide)top : (eh_wide)top, (eh_wide)bottom};
}

/* a and b in lowest terms; false when either is undefined. */
static bool both(eh_fraction *a, eh_fraction *b) {
    if (!eh_fraction_defined(*a) || !eh_fraction_defined(*b))
        return false;
    *a = eh_fraction_make(a->numerator, a->denominator);
    *b = eh_fraction_make(b->numerator, b->denominator);
    return eh_fraction_defined(*a) && eh_fraction_defined(*b);
}

eh_fraction eh_fraction_add(eh_fraction a, eh_fraction b) {
    if (!both(&a, &b))
        return undefined;
    eh_wide g = (eh_wide)common_divisor((wide)a.denominator, (wide)b.denominator);
    eh_wide left, right, top, bottom;
    if (__builtin_mul_overflow(a.numerator, b.denominator / g, &left) ||
        __builtin_mul_overflow(b.numerator, a.denominator / g, &right) || __builtin_add_overflow(left, right, &top) ||
        __builtin_mul_overflow(a.denominator, b.denominator / g, &bottom))
        return undefined;
    return eh_fraction_make(top, bottom);
}

eh_fraction eh_fraction_subtract(eh_fraction a, eh_fraction b) {
    if (!both(&a, &b))
        return undefined;
    b.numerator = -b.numerator;
    return eh_fraction_add(a, b);
}

eh_fraction eh_fraction_multiply(eh_fraction a, eh_fraction b) {
    if (!both(&a, &b))
        return undefined;
    /* cancelled crosswise first, so that only a result that is truly too large overflows */
    eh_wide g = (eh_wide)common_divisor(magnitude(a.numerator), (wide)b.denominator);
    eh_wide h = (eh_wide)common_divisor(magnitude(b.numerator), (wide)a.denominator);
    eh_wide top, bottom;
    if (__builtin_mul_overflow(a.numerator / g, b.numerator / h, &top) ||
        __builtin_mul_overflow(a.denominator / h, b.denominator / g, &bottom))
        return undefined;
    return eh_fraction_make(top, bottom);
}

eh_fraction eh_fraction_divide(eh_fraction a, eh_fraction b) {
    if (!both(&a, &b) || b.numerator == 0)
        return undefined;
    return eh_fraction_multiply(a, eh_fraction_make(b.denominator, b.numerator));
}

int eh_fraction_compare(eh_fraction a, eh_fraction b) {
    /* By continued fractions: whole parts first, then the rests turned upside down, so that nothing can overflow. */
    int sign = 1;
    for (;;) {
        eh_wide whole_a = a.numerator / a.denominator, rest_a = a.numerator % a.denominator;
        eh_wide whole_b = b.numerator / b.denominator, rest_b = b.numerator % b.denominator;
        if (rest_a < 0) {
            whole_a--;
            rest_a += a.denominator;
        }
        if (rest_b < 0) {
            whole_b--;
            rest_b += b.denominator;
        }
        if (whole_a != whole_b)
            return whole_a < whole_b ? -sign : sign;
        if (rest_a == 0 || rest_b == 0)
            return sign * ((rest_a > 0) - (rest_b > 0));
        a = (eh_fraction){a.denominator, rest_a};
        b = (eh_fraction){b.denominator, rest_b};
        sign = -sign;
    }
}

double eh_fraction_double(eh_fraction f) {
    wide n = magnitude(f.numerator), d = (wide)f.denominator, exact = (wide)1 << 53;
    double result;
    if (n == 0)
        return 0;
    if (n <= exact && d <= exact) {
        result = (double)n / (double)d; /* both exact, so the quotient is rounded once */
    } else {
        /* at least 55 bits of the quotient by long division, then one rounding of them and of what is left over */
        wide quotient = n / d, rest = n % d;
        int exponent = 0;
        while (quotient < (wide)1 << 54) {
            rest <<= 1;
            quotient = quotient << 1 | (rest >= d);
            if (rest >= d)
                rest -= d;
            exponent--;
        }
        bool left_over = rest != 0;
        for (; quotient >= (wide)1 << 55; exponent++) {
            left_over |= quotient & 1;
            quotient >>= 1;
        }
        uint64_t bits = (uint64_t)(quotient >> 2), half = (uint64_t)(quotient & 3);
        if (half == 3 || (half == 2 && (left_over || (bits & 1))))
            bits++;
        result = ldexp((double)bits, exponent + 2);
    }
    return f.numerator < 0 ? -result : result;
}

/* The next decimal of rest / d (rest < d): its digit; the rest becomes what is left of ten times it. Adds instead of multiplying: 10 x rest might not fit. */
static unsigned next_decimal(wide *rest, wide d) {
    wide sum = 0;
    unsigned digit = 0;
    for (int i = 0; i < 10; i++) {
        sum += *rest;
        if (sum >= d) {
            sum -= d;
            digit++;
        }
    }
    *rest = sum;
    return digit;
}

static size_t write_whole(wide n, char *out) {
    char digits[40];
    size_t start = sizeof digits;
    do {
        digits[--start] = (char)('0' + (unsigned)(n % 10));
        n /= 10;
    } while (n);
    memcpy(out, digits + start, sizeof digits - start);
    return sizeof digits - start;
}

size_t eh_fraction_display(eh_fraction f, unsigned decimals, char out[EH_FRACTION_ROOM]) {
    wide d = (wide)f.denominator, whole = magnitude(f.numerator) / d, rest = magnitude(f.numerator) % d;
    uint64_t places = 0, scale = 1;
    if (decimals > 9)
        decimals = 9;
    for (unsigned i = 0; i < decimals; i++) {
        places = places * 10 + next_decimal(&rest, d);
        scale *= 10;
    }
    if (rest >= d - rest && ++places == scale) { /* half or more goes away from zero */
        places = 0;
        whole++;
    }
    size_t length = 0;
    if (f.numerator < 0 && (whole || places))
        out[length++] = '-';
    length += write_whole(whole, out + length);
    if (decimals) {
        out[length++] = '.';
        for (unsigned i = decimals; i-- > 0; places /= 10)
            out[length + i] = (char)('0' + places % 10);
        length += decimals;
    }
    out[length] = '\0';
    return length;
}
