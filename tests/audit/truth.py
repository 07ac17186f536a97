"""Invented organisations and their true counts over some editions. Nothing here comes from anybody's return."""

import random
from fractions import Fraction

WHITE, BME, DISABLED, ABLE, UNKNOWN = "white", "bme", "disabled", "non-disabled", "unknown"
GROUPS = {"WRES": (WHITE, BME, UNKNOWN), "WDES": (DISABLED, ABLE, UNKNOWN)}
# Who is named first in the ratio of each indicator, and who is compared with.
TOP_AND_BOTTOM = {
    ("WRES", "2"): (WHITE, BME), ("WRES", "3"): (BME, WHITE), ("WRES", "4"): (WHITE, BME),
    ("WDES", "2"): (ABLE, DISABLED), ("WDES", "3"): (DISABLED, ABLE),
}
BOARD_INDICATOR = {"WRES": "9", "WDES": "10"}
SURVEY = {
    "WRES": ("5.percentage", "6.percentage", "7.percentage", "8.percentage"),
    "WDES": ("4a.i.percentage", "4a.ii.percentage", "4a.iii.percentage", "4b.percentage", "5.percentage", "6.percentage", "7.percentage", "8.percentage"),
}
# Roughly how a trust's posts lie over the bands.
NON_CLINICAL = (("1a.band-2", 26), ("1a.band-3", 22), ("1a.band-4", 17), ("1a.band-5", 10), ("1a.band-6", 8), ("1a.band-7", 7), ("1a.band-8a", 5),
                ("1a.band-8b", 2.4), ("1a.band-8c", 1.3), ("1a.band-8d", 0.7), ("1a.band-9", 0.3), ("1a.vsm", 0.5))
CLINICAL = (("1b.band-2", 12), ("1b.band-3", 12), ("1b.band-4", 7), ("1b.band-5", 22), ("1b.band-6", 20), ("1b.band-7", 10), ("1b.band-8a", 3),
            ("1b.band-8b", 1), ("1b.consultants", 6), ("1b.non-consultant-career-grade", 2), ("1b.trainee-grades", 5))


def binomial(rng, n, p):
    """How many of n, drawn; by the normal curve where there are many."""
    if n <= 0:
        return 0
    if n < 60:
        return sum(rng.random() < p for _ in range(n))
    spread = (n * p * (1 - p)) ** 0.5
    return min(n, max(0, round(rng.gauss(n * p, spread))))


def split(rng, n, shares):
    """n people over the groups."""
    counts, left, rest = [], n, 1.0
    for share in shares[:-1]:
        counts.append(binomial(rng, left, min(1.0, share / rest if rest > 1e-9 else 0)))
        left -= counts[-1]
        rest -= share
    return counts + [left]


class Counts:
    """The true counts of one organisation, standard and edition: table[item][group]."""

    def __init__(self, standard, table, survey, scores):
        self.standard, self.table, self.survey, self.scores = standard, table, survey, scores

    def total(self, item):
        return sum(self.table[item].values())


class Organisation:
    """What stays much the same from one edition to the next."""

    def __init__(self, rng, number, size=None, cases=None):
        self.rng = random.Random(rng.random())
        self.code = "R%c%02d" % (65 + number // 100 % 26, number % 100)
        self.name = "%s %s NHS %s" % (rng.choice(("North", "South", "East", "West", "Mid", "Upper", "Lower")),
                                      rng.choice(("Ashmere", "Brackwell", "Corleigh", "Dunmoor", "Elverton", "Fenwold", "Garside", "Harlow Vale")),
                                      rng.choice(("Trust", "Foundation Trust"))) + " " + self.code
        self.size = size or int(300 * 50 ** rng.random())
        bme, not_stated = rng.choice((rng.uniform(0.04, 0.3), rng.uniform(0.1, 0.52))), rng.uniform(0.005, 0.08)
        self.shares = {"WRES": (1 - bme - not_stated, bme, not_stated)}
        disabled, not_stated = rng.uniform(0.02, 0.1), rng.uniform(0.03, 0.35)
        self.shares["WDES"] = (disabled, 1 - disabled - not_stated, not_stated)
        self.appointed = {"WRES": rng.uniform(0.1, 0.35), "WDES": rng.uniform(0.1, 0.35)}
        self.lean = {(s, i): rng.choice((rng.uniform(1.1, 2.2), rng.uniform(0.7, 1.5))) for s in GROUPS for i in "234"}
        self.entered = (cases or rng.uniform(8, 120)) / self.size
        self.trained = rng.uniform(0.2, 0.85)
        self.survey = {(s, i, g): rng.uniform(0.08, 0.7) for s in GROUPS for i in SURVEY[s] for g in GROUPS[s]}
        self.tilt = rng.uniform(0.4, 1.0)

    def edition(self, other_size=None):
        """The true counts of the next edition, by standard; `other_size`: how much larger one standard's workforce is taken to be: (standard, factor)."""
        rng = self.rng
        self.size = max(150, int(self.size * rng.uniform(0.97, 1.05)))
        bands = {}
        for standard in GROUPS:
            size = int(self.size * other_size[1]) if other_size and other_size[0] == standard else self.size
            if bands and not other_size:
                bands[standard] = bands["WRES"]
                continue
            clinical = int(size * rng.uniform(0.64, 0.68))
            bands[standard] = [place for side, people in ((NON_CLINICAL, size - clinical), (CLINICAL, clinical))
                               for place in zip((i for i, _ in side), split(rng, people, [w / sum(x for _, x in side) for _, w in side]))]
        return {standard: self.counts(standard, bands[standard]) for standard in GROUPS}

    def counts(self, standard, places):
        rng, groups, table = self.rng, GROUPS[standard], {}
        first, second, unknown = self.shares[standard]
        few = 1 if standard == "WRES" else 0  # the place of the group that is fewer higher up
        for item, people in places:
            high = any(word in item for word in ("8", "9", "vsm", "consultants"))
            shares = [first, second, unknown]
            if high:
                moved = shares[few] * (1 - self.tilt)
                shares[few] -= moved
                shares[1 - few] += moved
            table[item] = dict(zip(groups, split(rng, people, shares)))
        for name, part in (("1a.total", "1a."), ("1b.total", "1b."), ("1.total", "1")):
            table[name] = {g: sum(t[g] for i, t in table.items() if i.startswith(part) and not i.endswith("total")) for g in groups}
        self.events(standard, table, groups)
        self.board(standard, table, groups)
        survey, scores = {}, {}
        for item in SURVEY[standard]:
            for g in groups[:2]:
                if item == "8.percentage" and standard == "WDES" and g != DISABLED:
                    continue
                respondents = max(12, int(table["1.total"][g] * rng.uniform(0.4, 0.6)))
                # Survey results are weighted: no whole number of people stands behind them.
                survey[item, g] = (Fraction(min(999, max(20, round(1000 * self.survey[standard, item, g] + rng.gauss(0, 12)))), 10), respondents)
        for g in groups[:2]:
            scores[g] = Fraction(round(rng.uniform(630, 720)), 100)
        return Counts(standard, table, survey, scores)

    def events(self, standard, table, groups):
        rng = self.rng
        applicants = int(self.size * rng.uniform(0.5, 1.2)) + 40
        table["2.shortlisted"] = dict(zip(groups, split(rng, applicants, self.shares[standard])))
        processes = {"2": ("2.shortlisted", "2.appointed", self.appointed[standard]), "3": ("1.total", "3.entered", self.entered)}
        if standard == "WRES":
            processes["4"] = ("1.total", "4.accessed", self.trained)
        for number, (base, item, rate) in processes.items():
            top, _ = TOP_AND_BOTTOM[standard, number]
            lean = self.lean[standard, number]
            table[item] = {g: binomial(rng, table[base][g], min(0.97, rate * (lean if g == top else 1))) for g in groups}
            if standard == "WDES" and number == "3":  # an average of two years
                table[item] = {g: Fraction(n + binomial(rng, table[base][g], min(0.97, rate * (lean if g == top else 1))), 2) for g, n in table[item].items()}
            table["%s.workforce" % number] = dict(table["1.total"])
        del table["2.workforce"]

    def board(self, standard, table, groups):
        rng, number = self.rng, BOARD_INDICATOR[standard]
        members = rng.randint(9, 18)
        board = split(rng, members, self.shares[standard])
        voting = [binomial(rng, n, 0.8) for n in board]
        executive = [binomial(rng, n, 0.5) for n in board]
        table[number + ".board"] = dict(zip(groups, board))
        table[number + ".voting"] = dict(zip(groups, voting))
        table[number + ".executive"] = dict(zip(groups, executive))
        table[number + ".workforce"] = dict(table["1.total"])
