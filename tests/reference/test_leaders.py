#!/usr/bin/env python3
"""Goals of representation and disparity ratios, reckoned a second time over random figures."""

import math
import random
import subprocess
import sys
import unittest
from fractions import Fraction

PROGRAM = sys.argv.pop(1)
RUNS = 2000


def ask(lines):
    answer = subprocess.run([PROGRAM], input="\n".join(lines) + "\n", capture_output=True, text=True, check=True)
    return [line.split() for line in answer.stdout.splitlines()]


def half_up(value):
    return math.floor(value + Fraction(1, 2))


def goal_reckoned(workforce, band, basis, start, baseline, end, current):
    """Year by year from the definition: an even step a year, from the baseline to the share of the band."""
    def counted(people):
        return sum(people) if basis == "all" else people[0] + people[1]
    years = range(start, end + 2)
    if counted(workforce) == 0:
        return [-1] * len(years) + [-1]
    goal = Fraction(workforce[0], counted(workforce)) * counted(band)
    step = max(goal - baseline, 0) / (end - start)
    begin = min(baseline, goal) if baseline >= goal else Fraction(baseline)
    line = [half_up(min(begin + step * (year - start), goal)) for year in years]
    return line + [max(half_up(goal) - current, 0)]


def fisher_mid_p(a, n1, c, n2):
    """Twice the smaller tail, the table itself counted by half, by whole numbers."""
    events, everyone = a + c, math.comb(n1 + n2, a + c)
    ways = {k: math.comb(n1, k) * math.comb(n2, events - k) for k in range(max(0, events - n2), min(n1, events) + 1)}
    lower = sum(count for k, count in ways.items() if k < a) + Fraction(ways[a], 2)
    tail = Fraction(lower) / everyone
    return float(min(1, 2 * min(tail, 1 - tail)))


class Goals(unittest.TestCase):
    def test_random(self):
        chance = random.Random(71)
        cases = []
        for _ in range(RUNS):
            most = chance.choice([3, 60, 20000])
            workforce = [chance.randrange(most) for _ in range(3)]
            band = [chance.randrange(1 + most // 10) for _ in range(3)]
            start = chance.randrange(2015, 2027)
            end = start + chance.randrange(1, 12)
            cases.append((workforce, band, chance.choice(["all", "known"]), start, chance.randrange(1 + most // 8), end,
                          chance.randrange(1 + most // 8)))
        lines = ["goal " + " ".join(map(str, [*w, *b, basis, start, base, end, current]))
                 for w, b, basis, start, base, end, current in cases]
        for case, found in zip(cases, ask(lines), strict=True):
            self.assertEqual([int(word) for word in found], goal_reckoned(*case), case)


class Ratios(unittest.TestCase):
    def test_random(self):
        chance = random.Random(72)
        cases = [[chance.randrange(chance.choice([2, 8, 60, 4000])) for _ in range(4)] for _ in range(RUNS)]
        answers = ask(["ratio " + " ".join(map(str, case)) for case in cases])
        tested = set()
        for case, found in zip(cases, answers, strict=True):
            self.check(case, found, tested)
        self.assertEqual(tested, {"mid-p", "chi-square", "undefined", "zero"})

    def check(self, case, found, tested):
        focus_below, other_below, focus_above, other_above = case
        lower, upper, p = map(float, found[2:5])
        if 0 in (focus_below, other_below, focus_above):
            tested.add("undefined")
            self.assertEqual(found[:2], ["0", "0"], case)
            self.assertTrue(math.isnan(lower) and math.isnan(upper) and math.isnan(p), case)
            return
        ratio = Fraction(other_above, other_below) / Fraction(focus_above, focus_below)
        self.assertEqual(Fraction(int(found[0]), int(found[1])), ratio, case)
        if other_above == 0:
            tested.add("zero")
            self.assertTrue(math.isnan(lower) and math.isnan(upper), case)
        else:
            spread = 1.959963984540054 * math.sqrt(sum(1 / count for count in case))
            self.assertAlmostEqual(lower / (float(ratio) * math.exp(-spread)), 1, delta=1e-12)
            self.assertAlmostEqual(upper / (float(ratio) * math.exp(spread)), 1, delta=1e-12)
        self.check_p(case, p, found[5] == "1", tested)

    def check_p(self, case, p, mid, tested):
        focus_below, other_below, focus_above, other_above = case
        rows, above, everyone = [other_above + other_below, focus_above + focus_below], other_above + focus_above, sum(case)
        expected = min(Fraction(row * column, everyone) for row in rows for column in (above, everyone - above))
        self.assertEqual(mid, expected < 5, case)
        if mid and everyone < 400:
            tested.add("mid-p")
            self.assertAlmostEqual(p, fisher_mid_p(other_above, rows[0], focus_above, rows[1]), delta=1e-10)
        elif not mid:
            tested.add("chi-square")
            cross = other_above * focus_below - focus_above * other_below
            square = Fraction(everyone * cross * cross, rows[0] * rows[1] * above * (everyone - above))
            self.assertAlmostEqual(p, math.erfc(math.sqrt(float(square) / 2)), delta=1e-12)


if __name__ == "__main__":
    unittest.main()
