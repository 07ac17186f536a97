/* Reading decimals as people write them, exactly. */
#include "base/fraction.h"

#include <math.h>
#include <string.h>

enum { LARGEST_POWER = 37, SIGNIFICANT = 30, MAY_GROUP = 3 };

/* What a number is made of, as far as it has been read. */
typedef struct digits {
    eh_wide value;   /* the significant digits so far */
    int significant; /* how many */
    int zeros;       /* zeros read behind them that may yet turn out to matter */
    int scale;       /* power of ten of the last digit in value */
    bool any;        /* any digit at all */
} digits;

static bool digit(char c) {
    return c >= '0' && c <= '9';
}

/* Takes one digit, of the whole part or behind the point. Zeros wait until another digit follows, so that 0.50000 has one significant digit. */
static bool take_digit(digits *d, char c, bool behind_point) {
    d->any = true;
    if (c == '0') {
        if (d->value)
            d->zeros++;
        if (behind_point)
            d->scale--;
        return true;
    }
    d->significant += d->zeros + 1;
    if (d->significant > SIGNIFICANT)
        return false;
    for (; d->zeros > 0; d->zeros--)
        d->value *= 10;
    d->value = d->value * 10 + (c - '0');
    if (behind_point)
        d->scale--;
    return true;
}

/* How many bytes the thousands separator at the start has; 0 when there is none. */
static size_t separator_at(eh_slice s) {
    if (s.length >= 1 && (s.at[0] == ',' || s.at[0] == ' ' || s.at[0] == '\''))
        return 1;
    return s.length >= 2 && !memcmp(s.at, "\xC2\xA0", 2) ? 2 : 0;
}

/* Whether the whole part at the start of `s` is grouped in threes ("1,234", "12 345 678"), by one separator throughout: how many bytes it has, else 0.
 * A group of three behind a first group that is 0 or begins with 0 is no thousand: "0,533" is a decimal. */
static size_t grouped_length(eh_slice s) {
    size_t first = 0;
    while (first < s.length && digit(s.at[first]))
        first++;
    if (first == 0 || first > MAY_GROUP || s.at[0] == '0' || first == s.length)
        return 0;
    size_t at = first, width = separator_at((eh_slice){s.at + first, s.length - first});
    const char *separator = s.at + first;
    if (!width)
        return 0;
    while (s.length - at >= width + MAY_GROUP && !memcmp(s.at + at, separator, width)) {
        const char *group = s.at + at + width;
        if (!digit(group[0]) || !digit(group[1]) || !digit(group[2]))
            return 0;
        at += width + MAY_GROUP;
        if (at < s.length && digit(s.at[at]))
            return 0; /* a group of four: not thousands */
    }
    if (at == first)
        return 0;
    /* a comma cannot be both the separator and the point */
    return at < s.length && s.at[at] == separator[0] ? 0 : at;
}

/* Reads an exponent ("E3", "e-07") to the end of the text. */
static bool read_exponent(eh_slice s, int *exponent) {
    size_t i = 1;
    bool negative = false;
    if (i < s.length && (s.at[i] == '+' || s.at[i] == '-'))
        negative = s.at[i++] == '-';
    if (i == s.length)
        return false;
    int e = 0;
    for (; i < s.length; i++) {
        if (!digit(s.at[i]))
            return false;
        if (e < 10000)
            e = e * 10 + (s.at[i] - '0');
    }
    *exponent = negative ? -e : e;
    return true;
}

static bool finish(const digits *d, bool negative, int exponent, eh_fraction *value) {
    if (d->value == 0) {
        *value = (eh_fraction){0, 1};
        return true;
    }
    int power = exponent + d->scale + d->zeros;
    if (power > LARGEST_POWER || power < -LARGEST_POWER)
        return false;
    eh_wide scale = 1, top = negative ? -d->value : d->value;
    for (int i = power < 0 ? -power : power; i > 0; i--)
        scale *= 10;
    if (power > 0 && __builtin_mul_overflow(top, scale, &top))
        return false;
    *value = eh_fraction_make(top, power < 0 ? scale : 1);
    return eh_fraction_defined(*value);
}

bool eh_decimal_read(eh_slice text, eh_fraction *value) {
    eh_slice s = eh_trim(text);
    bool negative = false;
    if (s.length && (s.at[0] == '+' || s.at[0] == '-')) {
        negative = s.at[0] == '-';
        s.at++;
        s.length--;
    }
    digits d = {0};
    size_t grouped = grouped_length(s), i = 0;
    for (; i < s.length && (i < grouped || digit(s.at[i])); i++) {
        if (digit(s.at[i]) && !take_digit(&d, s.at[i], false))
            return false;
    }
    if (i < s.length && (s.at[i] == '.' || s.at[i] == ',')) {
        for (i++; i < s.length && digit(s.at[i]); i++) {
            if (!take_digit(&d, s.at[i], true))
                return false;
        }
    }
    int exponent = 0;
    if (!d.any)
        return false;
    if (i < s.length) {
        eh_slice rest = {s.at + i, s.length - i};
        if ((rest.at[0] != 'e' && rest.at[0] != 'E') || !read_exponent(rest, &exponent))
            return false;
    }
    return finish(&d, negative, exponent, value);
}

eh_fraction eh_fraction_as_written(double value) {
    char text[EH_FRACTION_ROOM];
    eh_fraction exact = {0, 0};
    bool whole = isfinite(value) && eh_decimal_read((eh_slice){text, eh_double_write(value, text)}, &exact);
    return whole ? exact : (eh_fraction){0, 0};
}
