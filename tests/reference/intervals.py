"""Intervals and tests of the second reckoning, in exact or 60-digit arithmetic."""

import functools
import math
from decimal import Decimal, localcontext
from fractions import Fraction

Z = Decimal("1.959963984540054")
CRITICAL = Decimal("3.841458820694124")
DIGITS = 60


def decimal(fraction):
    fraction = Fraction(fraction)
    return Decimal(fraction.numerator) / Decimal(fraction.denominator)


def wilson(events, total):
    """(lower, upper) of a proportion, as decimals from 0 to 1; events may be a fraction (a survey's percentage of its respondents)."""
    with localcontext() as context:
        context.prec = DIGITS
        x, n = decimal(events), decimal(total)
        centre, half = 2 * x + Z * Z, Z * (Z * Z + 4 * x * (1 - x / n)).sqrt()
        bounds = [(centre + sign * half) / (2 * (n + Z * Z)) for sign in (-1, 1)]
        lower = Decimal(0) if x == 0 else max(bounds[0], Decimal(0))
        upper = Decimal(1) if x == n else min(bounds[1], Decimal(1))
        return lower, upper


def newcombe(x1, n1, x2, n2):
    """(lower, upper) of x1/n1 - x2/n2 by Newcombe's method 10."""
    with localcontext() as context:
        context.prec = DIGITS
        p1, p2 = decimal(Fraction(x1, n1)), decimal(Fraction(x2, n2))
        (l1, u1), (l2, u2) = wilson(x1, n1), wilson(x2, n2)
        return (p1 - p2 - ((p1 - l1) ** 2 + (u2 - p2) ** 2).sqrt(), p1 - p2 + ((u1 - p1) ** 2 + (p2 - l2) ** 2).sqrt())


def koopman_score(theta, x1, n1, x2, n2):
    """Koopman's chi-square statistic at a ratio of theta."""
    a, b, c = n1 + n2, -(n1 * theta + x1 + n2 + x2 * theta), x1 + x2
    root = max(b * b - 4 * a * c * theta, Decimal(0)).sqrt()
    q2 = 2 * c / (-b + root)
    q1 = theta * q2
    variance = q1 * (1 - q1) / n1 + theta * theta * q2 * (1 - q2) / n2
    difference = x1 / n1 - theta * x2 / n2
    if variance <= 0:
        return Decimal(0) if difference == 0 else Decimal("Infinity")
    return difference * difference / variance


@functools.lru_cache(maxsize=None)
def koopman(x1, n1, x2, n2):
    """(lower, upper) of (x1/n1) / (x2/n2); x2 above 0."""
    with localcontext() as context:
        context.prec = DIGITS
        cells = [Decimal(v) for v in (x1, n1, x2, n2)]
        ratio = (cells[0] / cells[1]) / (cells[2] / cells[3])

        def crossing(inside, outside):
            for _ in range(150):
                middle = (inside * outside).sqrt()
                if koopman_score(middle, *cells) > CRITICAL:
                    outside = middle
                else:
                    inside = middle
            return inside

        start = ratio if ratio > 0 else Decimal("1e-12")
        high = start * 2
        while koopman_score(high, *cells) <= CRITICAL:
            high *= 2
        upper = crossing(start, high)
        if ratio == 0:
            return Decimal(0), upper
        low = start / 2
        while koopman_score(low, *cells) <= CRITICAL:
            low /= 2
        return crossing(start, low), upper


def test(x1, n1, x2, n2):
    """(p, name of the test) of a two by two table of events and totals."""
    events, total = x1 + x2, n1 + n2
    if min(n * e for n in (n1, n2) for e in (events, total - events)) < 5 * total:
        return mid_p(x1, n1, x2, n2), "mid-p"
    a, b, c, d = x1, n1 - x1, x2, n2 - x2
    statistic = Fraction(total * (a * d - b * c) ** 2, n1 * n2 * events * (total - events))
    return math.erfc(math.sqrt(float(statistic) / 2)), "chi-square"


@functools.lru_cache(maxsize=None)
def mid_p(x1, n1, x2, n2):
    """Twice the smaller one-sided mid-p of the hypergeometric distribution, in whole numbers until the last division."""
    events = x1 + x2
    first, last = max(0, events - n2), min(n1, events)
    term = math.comb(n1, first) * math.comb(n2, events - first)
    below = here = above = 0
    for k in range(first, last + 1):
        if k < x1:
            below += term
        elif k == x1:
            here = term
        else:
            above += term
        term = term * (n1 - k) * (events - k) // ((k + 1) * (n2 - events + k + 1))
    smaller = 2 * min(below, above) + here
    return float(min(Fraction(smaller, math.comb(n1 + n2, events)), Fraction(1)))
