/* Doubles in and out of text, exactly and without a locale, by whole numbers of any size that the task needs.
 *
 * Writing follows Steele and White's free-format algorithm: digits are produced until what is left can only be this double. Reading divides the
 * decimal exactly and rounds once. What people write and read fits whole numbers of 128 bits, which take the same steps many times faster; the rest takes
 * numbers of any size. */
#include "base/fraction.h"

#include <float.h>
#include <math.h>
#include <string.h>

/* 160 x 32 bits: the digits read (800) and the smallest double's power of ten both fit, with a margin. */
enum { LIMBS = 160, DIGITS_READ = 800, FIRST_DIGITS = 19 };

__extension__ typedef unsigned __int128 wide;

static const double WHOLE = 9007199254740992.0; /* 2^53: below it a double holds every whole number */

typedef struct big {
    uint32_t limb[LIMBS]; /* lowest first */
    int used;
} big;

static void big_set(big *b, uint64_t v) {
    b->limb[0] = (uint32_t)v;
    b->limb[1] = (uint32_t)(v >> 32);
    b->used = b->limb[1] ? 2 : b->limb[0] ? 1 : 0;
}

/* b = b x m + a. */
static void big_scale(big *b, uint32_t m, uint32_t a) {
    uint64_t carry = a;
    for (int i = 0; i < b->used; i++) {
        carry += (uint64_t)b->limb[i] * m;
        b->limb[i] = (uint32_t)carry;
        carry >>= 32;
    }
    if (carry && b->used < LIMBS)
        b->limb[b->used++] = (uint32_t)carry;
}

static void big_power10(big *b, int n) {
    for (; n >= 9; n -= 9)
        big_scale(b, 1000000000, 0);
    for (; n > 0; n--)
        big_scale(b, 10, 0);
}

static void big_shift(big *b, int bits) {
    int limbs = bits / 32;
    if (limbs && b->used) {
        memmove(b->limb + limbs, b->limb, (size_t)b->used * sizeof *b->limb);
        memset(b->limb, 0, (size_t)limbs * sizeof *b->limb);
        b->used += limbs;
    }
    if (bits % 32)
        big_scale(b, UINT32_C(1) << (bits % 32), 0);
}

static int big_compare(const big *a, const big *b) {
    if (a->used != b->used)
        return a->used < b->used ? -1 : 1;
    for (int i = a->used; i-- > 0;) {
        if (a->limb[i] != b->limb[i])
            return a->limb[i] < b->limb[i] ? -1 : 1;
    }
    return 0;
}

static void big_add(big *a, const big *b) {
    uint64_t carry = 0;
    for (int i = 0; i < b->used || (carry && i < a->used); i++) {
        if (i == a->used)
            a->limb[a->used++] = 0;
        carry += (uint64_t)a->limb[i] + (i < b->used ? b->limb[i] : 0);
        a->limb[i] = (uint32_t)carry;
        carry >>= 32;
    }
    if (carry && a->used < LIMBS)
        a->limb[a->used++] = (uint32_t)carry;
}

/* a = a - b, a >= b. */
static void big_subtract(big *a, const big *b) {
    int64_t borrow = 0;
    for (int i = 0; i < a->used; i++) {
        int64_t v = (int64_t)a->limb[i] - (i < b->used ? b->limb[i] : 0) + borrow;
        a->limb[i] = (uint32_t)v;
        borrow = v < 0 ? -1 : 0;
    }
    while (a->used && !a->limb[a->used - 1])
        a->used--;
}

static int big_bits(const big *b) {
    return b->used ? 32 * b->used - __builtin_clz(b->limb[b->used - 1]) : 0;
}

/* -1, 0, 1 for a + b against c. */
static int compare_sum(const big *a, const big *b, const big *c) {
    big sum = *a;
    big_add(&sum, b);
    return big_compare(&sum, c);
}

/* The value is r / s, and half the gaps to the doubles above and below are up / s and down / s. */
typedef struct shortest {
    big r, s, up, down;
    bool even; /* an even mantissa: the borders themselves read back to it */
} shortest;

static void set_up(shortest *w, uint64_t mantissa, int exponent) {
    bool uneven_gap = mantissa == UINT64_C(1) << 52 && exponent > -1074; /* the double below is half as far away */
    w->even = !(mantissa & 1);
    big_set(&w->r, mantissa);
    big_set(&w->s, 1);
    big_set(&w->up, 1);
    big_set(&w->down, 1);
    big_shift(&w->r, (exponent > 0 ? exponent : 0) + 1 + uneven_gap);
    big_shift(&w->s, (exponent < 0 ? -exponent : 0) + 1 + uneven_gap);
    big_shift(&w->up, (exponent > 0 ? exponent : 0) + uneven_gap);
    big_shift(&w->down, exponent > 0 ? exponent : 0);
}

/* Scales so that the first digit is the one before the point; returns the power of ten of that digit. */
static int fix_power(shortest *w, double value) {
    int power = (int)floor(log10(value)); /* may be off by one: mended below */
    if (power > 0)
        big_power10(&w->s, power);
    if (power < 0) {
        big_power10(&w->r, -power);
        big_power10(&w->up, -power);
        big_power10(&w->down, -power);
    }
    if (big_compare(&w->r, &w->s) < 0) {
        int above = compare_sum(&w->r, &w->up, &w->s);
        if (above < 0 || (above == 0 && !w->even)) { /* still below 1 when rounded up: one place lower */
            big_scale(&w->r, 10, 0);
            big_scale(&w->up, 10, 0);
            big_scale(&w->down, 10, 0);
            return power - 1;
        }
        return power; /* rounds up to 1 */
    }
    big ten = w->s;
    big_scale(&ten, 10, 0);
    int above = compare_sum(&w->r, &w->up, &ten);
    if (above > 0 || (above == 0 && w->even)) {
        w->s = ten;
        return power + 1;
    }
    return power;
}

/* The shortest digits that only this double reads as; returns how many (at most 17). */
static int make_digits(shortest *w, char digits[20]) {
    for (int n = 0;;) {
        unsigned digit = 0;
        while (big_compare(&w->r, &w->s) >= 0) {
            big_subtract(&w->r, &w->s);
            digit++;
        }
        int below = big_compare(&w->r, &w->down), above = compare_sum(&w->r, &w->up, &w->s);
        bool low = below < 0 || (below == 0 && w->even), high = above > 0 || (above == 0 && w->even);
        if (low || high) {
            if (low && high) {
                big twice = w->r;
                big_scale(&twice, 2, 0);
                int half = big_compare(&twice, &w->s);
                high = half > 0 || (half == 0 && (digit & 1));
            }
            digits[n++] = (char)('0' + digit + (high ? 1 : 0));
            return n;
        }
        digits[n++] = (char)('0' + digit);
        big_scale(&w->r, 10, 0);
        big_scale(&w->up, 10, 0);
        big_scale(&w->down, 10, 0);
    }
}

/* The same in 128 bits, for doubles from about 1e-14 to 1e17: none of r, s and ten times them, nor the gaps, is longer then. */
typedef struct short_shortest {
    wide r, s, up, down;
    bool even;
} short_shortest;

enum { SHORT_EXPONENT = -100 };

static wide wide_power10(int n) {
    wide power = 1;
    for (; n > 0; n--)
        power *= 10;
    return power;
}

static int short_fix_power(short_shortest *w, double value) {
    int power = (int)floor(log10(value));
    wide scale = wide_power10(power < 0 ? -power : power);
    if (power > 0)
        w->s *= scale;
    if (power < 0) {
        w->r *= scale;
        w->up *= scale;
        w->down *= scale;
    }
    wide sum = w->r + w->up;
    if (w->r < w->s && (sum < w->s || (sum == w->s && !w->even))) {
        w->r *= 10;
        w->up *= 10;
        w->down *= 10;
        return power - 1;
    }
    if (sum > w->s * 10 || (sum == w->s * 10 && w->even)) {
        w->s *= 10;
        return power + 1;
    }
    return power;
}

static int short_make_digits(short_shortest *w, char digits[20]) {
    for (int n = 0;;) {
        unsigned digit = 0;
        for (; w->r >= w->s; w->r -= w->s)
            digit++;
        wide above = w->r + w->up;
        bool low = w->r < w->down || (w->r == w->down && w->even), high = above > w->s || (above == w->s && w->even);
        if (low || high) {
            if (low && high)
                high = w->r * 2 > w->s || (w->r * 2 == w->s && (digit & 1));
            digits[n++] = (char)('0' + digit + (high ? 1 : 0));
            return n;
        }
        digits[n++] = (char)('0' + digit);
        w->r *= 10;
        w->up *= 10;
        w->down *= 10;
    }
}

/* The digits of mantissa x 2^exponent, and in *power the power of ten of the first; returns how many. */
static int short_digits(double value, uint64_t mantissa, int exponent, char digits[20], int *power) {
    bool uneven_gap = mantissa == UINT64_C(1) << 52;
    short_shortest w = {.r = (wide)mantissa << (1 + uneven_gap),
                        .s = (wide)1 << (1 + uneven_gap - exponent),
                        .up = (wide)1 << uneven_gap,
                        .down = 1,
                        .even = !(mantissa & 1)};
    *power = short_fix_power(&w, value);
    return short_make_digits(&w, digits);
}

static int long_digits(double value, uint64_t mantissa, int exponent, char digits[20], int *power) {
    shortest w;
    set_up(&w, mantissa, exponent);
    *power = fix_power(&w, value);
    return make_digits(&w, digits);
}

/* A whole number needs no search: its digits are the shortest, without the zeros at its end. */
static int whole_digits(uint64_t whole, char digits[20], int *power) {
    char reversed[20] = "";
    int count = 0, zeros = 0;
    for (; whole; whole /= 10)
        reversed[count++] = (char)('0' + whole % 10);
    while (zeros < count && reversed[zeros] == '0')
        zeros++;
    for (int i = count; i-- > zeros;)
        digits[count - 1 - i] = reversed[i];
    *power = count - 1;
    return count - zeros;
}

/* Lays out digits d.ddd x 10^power plainly or, beyond the magnitudes that people read easily, with an exponent. */
static size_t lay_out(const char *digits, int n, int power, char *out) {
    size_t length = 0;
    if (power < -5 || power > 15) {
        out[length++] = digits[0];
        if (n > 1) {
            out[length++] = '.';
            memcpy(out + length, digits + 1, (size_t)n - 1);
            length += (size_t)n - 1;
        }
        out[length++] = 'e';
        if (power < 0)
            out[length++] = '-';
        int p = power < 0 ? -power : power;
        if (p >= 100)
            out[length++] = (char)('0' + p / 100);
        out[length++] = (char)('0' + p / 10 % 10);
        out[length++] = (char)('0' + p % 10);
        return length;
    }
    if (power < 0) {
        out[length++] = '0';
        out[length++] = '.';
        for (int i = -1; i > power; i--)
            out[length++] = '0';
    }
    for (int i = 0; i < n || i <= power; i++) {
        if (power >= 0 && i == power + 1)
            out[length++] = '.';
        out[length++] = i < n ? digits[i] : '0';
    }
    return length;
}

size_t eh_double_write(double value, char out[EH_FRACTION_ROOM]) {
    size_t length = 0;
    if (signbit(value)) {
        out[length++] = '-';
        value = -value;
    }
    if (value == 0) {
        out[length++] = '0';
    } else {
        int exponent;
        uint64_t mantissa = (uint64_t)ldexp(frexp(value, &exponent), 53);
        exponent -= 53;
        if (exponent < -1074) { /* subnormal: the mantissa has fewer bits */
            mantissa >>= -1074 - exponent;
            exponent = -1074;
        }
        char digits[20];
        int power = 0, n = 0;
        if (value < WHOLE && value >= 1 && (double)(uint64_t)value >= value)
            n = whole_digits((uint64_t)value, digits, &power);
        else if (exponent <= 0 && exponent >= SHORT_EXPONENT)
            n = short_digits(value, mantissa, exponent, digits, &power);
        else
            n = long_digits(value, mantissa, exponent, digits, &power);
        length += lay_out(digits, n, power, out + length);
    }
    out[length] = '\0';
    return length;
}

typedef struct decimal {
    big digits;
    uint64_t first; /* the same while there are at most FIRST_DIGITS */
    int count;      /* significant digits in it */
    int64_t power;  /* of ten, that they are multiplied by */
    bool more;      /* further digits beyond DIGITS_READ that are not 0 */
} decimal;

static void take_digit(decimal *d, char c, bool behind_point) {
    if (d->count == 0 && c == '0') {
        d->power -= behind_point;
    } else if (d->count < FIRST_DIGITS) {
        d->first = d->first * 10 + (uint64_t)(c - '0');
        d->count++;
        d->power -= behind_point;
    } else if (d->count < DIGITS_READ) {
        if (d->count == FIRST_DIGITS)
            big_set(&d->digits, d->first);
        big_scale(&d->digits, 10, (uint32_t)(c - '0'));
        d->count++;
        d->power -= behind_point;
    } else {
        d->more |= c != '0';
        d->power += !behind_point;
    }
}

static bool read_parts(eh_slice s, decimal *d) {
    size_t i = 0, seen = 0;
    bool point = false;
    for (; i < s.length; i++) {
        if (s.at[i] == '.' && !point) {
            point = true;
        } else if (s.at[i] >= '0' && s.at[i] <= '9') {
            take_digit(d, s.at[i], point);
            seen++;
        } else {
            break;
        }
    }
    if (!seen)
        return false;
    if (i == s.length)
        return true;
    if (s.at[i] != 'e' && s.at[i] != 'E')
        return false;
    bool negative = false;
    if (++i < s.length && (s.at[i] == '+' || s.at[i] == '-'))
        negative = s.at[i++] == '-';
    if (i == s.length)
        return false;
    int64_t exponent = 0;
    for (; i < s.length; i++) {
        if (s.at[i] < '0' || s.at[i] > '9')
            return false;
        if (exponent < 1000000)
            exponent = exponent * 10 + (s.at[i] - '0');
    }
    d->power += negative ? -exponent : exponent;
    return true;
}

/* The double nearest to quotient x 2^exponent, and a rest beyond the quotient's last bit when `rest`; ties to even. The quotient has more than 53 bits. */
static double nearest(uint64_t quotient, bool rest, int exponent) {
    int bits = 64 - __builtin_clzll(quotient), drop = bits - 53;
    if (exponent + drop < -1074)
        drop = -1074 - exponent;
    if (drop > 63)
        return 0;
    uint64_t kept = quotient >> drop, half = UINT64_C(1) << (drop - 1), below = quotient & (half - 1);
    if ((quotient & half) && (below || rest || (kept & 1)))
        kept++;
    return ldexp((double)kept, exponent + drop);
}

/* The double nearest to digits x 10^power: 62 bits or more of the quotient, cut to what the double's exponent leaves room for. */
static double round_once(decimal *d) {
    big bottom;
    big *top = &d->digits;
    if (d->count <= FIRST_DIGITS)
        big_set(top, d->first);
    big_set(&bottom, 1);
    big_power10(top, d->power > 0 ? (int)d->power : 0);
    big_power10(&bottom, d->power < 0 ? (int)-d->power : 0);
    int shift = 62 - (big_bits(top) - big_bits(&bottom)); /* the quotient has 62 or 63 bits */
    if (shift > 0)
        big_shift(top, shift);
    else
        big_shift(&bottom, -shift);
    uint64_t quotient = 0;
    big_shift(&bottom, 63);
    for (int i = 0; i < 64; i++) { /* long division, a bit at a time: both are kept in step by doubling the rest */
        quotient <<= 1;
        if (big_compare(top, &bottom) >= 0) {
            big_subtract(top, &bottom);
            quotient |= 1;
        }
        big_scale(top, 2, 0);
    }
    return nearest(quotient, top->used != 0 || d->more, -shift);
}

/* The same in 128 bits, for at most 19 digits with at most 19 of them behind the point. */
static double short_round_once(const decimal *d) {
    if (d->power == 0 && d->first < (uint64_t)WHOLE)
        return (double)d->first;
    int up = __builtin_clzll(d->first);
    wide top = (wide)(d->first << up) << 63, bottom = wide_power10((int)-d->power);
    wide quotient = top / bottom, rest = top % bottom;
    int down = 0;
    while (quotient >> 64 >> down)
        down++;
    wide lost = quotient & (((wide)1 << down) - 1);
    return nearest((uint64_t)(quotient >> down), rest || lost, down - up - 63);
}

bool eh_double_read(eh_slice text, double *value) {
    eh_slice s = eh_trim(text);
    bool negative = false;
    if (s.length && (s.at[0] == '+' || s.at[0] == '-')) {
        negative = s.at[0] == '-';
        s.at++;
        s.length--;
    }
    decimal d = {.count = 0};
    if (!read_parts(s, &d))
        return false;
    double result = 0;
    if (d.count && d.count + d.power > 310)
        return false; /* beyond any double */
    if (d.count && d.count <= FIRST_DIGITS && d.power <= 0 && d.power >= -FIRST_DIGITS)
        result = short_round_once(&d);
    else if (d.count && d.count + d.power > -330)
        result = round_once(&d);
    if (result > DBL_MAX)
        return false;
    *value = negative ? -result : result;
    return true;
}
