"""The figures of published reports as an auditor copies them: rows of FIGURES.csv, all of them right."""

import csv
import io
from fractions import Fraction

from house import DEED, House, as_printed, digits, ratio_sentence
from truth import BOARD_INDICATOR, GROUPS, SURVEY, TOP_AND_BOTTOM, UNKNOWN, Organisation

HEADINGS = ("Organisation", "Organisation Code", "Standard", "Edition", "Item", "Group", "Value", "Numerator", "Denominator", "Comparator Numerator",
            "Comparator Denominator", "Source", "Note")
LATEST = 2025


class Row:
    """One figure. `value` is the exact figure in the unit it is printed in; the four counts are those it rests on, printed or not."""

    def __init__(self, organisation, house, standard, edition, item, group, unit, value, decimals, counts=(None,) * 4):
        self.organisation, self.house, self.standard, self.edition, self.item, self.group = organisation, house, standard, edition, item, group
        self.unit, self.value, self.decimals = unit, Fraction(value), decimals
        self.counts = tuple(counts)
        self.shown = (False,) * 4
        self.cells_of_counts = None  # where they are printed otherwise
        self.item_words = house.item(standard, item)
        self.source = "%s %d report, page %d" % (standard, edition, house.page(self.indicator))
        self.note = ""
        self.text = self.printed()
        self.last_year = False
        self.few = False  # rests on fewer than ten events

    @property
    def indicator(self):
        return self.item.split(".")[0]

    def number(self, value=None, decimals=None):
        value = self.value if value is None else value
        return digits(value, self.decimals if decimals is None else decimals, self.house.rounding, self.house.minus)

    def sign(self):
        if self.unit == "percent":
            bare = self.house.percent_sign == "" and self.decimals == 0
            return "%" if bare or (self.house.percent_sign == "" and self.item.startswith("1") and self.house.counts != "all") else self.house.percent_sign
        return {"points": self.house.points, "ratio": self.house.ratio_word}.get(self.unit, "")

    def printed(self, value=None, decimals=None):
        if self.unit == "count":
            return self.house.count(self.value if value is None else value)
        return self.number(value, decimals) + self.sign()

    def show(self, which):
        """Which of the four counts are printed: "all", "none", "numerator", "denominator"."""
        self.shown = tuple(c is not None and (which == "all" or (which == "numerator") == (place % 2 == 0) and which != "none")
                           for place, c in enumerate(self.counts))
        return self

    def cells(self):
        counts = self.cells_of_counts or [self.house.count(c) if shown else "" for c, shown in zip(self.counts, self.shown)]
        group = self.house.group_words.get(self.group, "")
        return [self.organisation.name, self.organisation.code, self.standard, str(self.edition), self.item_words, group, self.text, *counts, self.source, self.note]


class Report:
    """All editions of one organisation: `rows`, `house`, the counts by edition and standard."""

    def __init__(self, rng, number, size=None, cases=None, other_size=None, **forced):
        self.rng = rng
        self.organisation = Organisation(rng, number, size, cases)
        self.house = House(rng, **forced)
        self.rows = []
        self.own = {}  # figures that are no repetition of last year's, by what they are
        self.truth = {}
        for edition in range(LATEST + 1 - self.house.editions, LATEST + 1):
            counts = self.organisation.edition(other_size if edition == LATEST else None)
            for standard in self.house.standards:
                self.truth[standard, edition] = counts[standard]
                self.write(standard, edition, counts[standard])

    # Finding rows again ---------------------------------------------------------------------------------------------------------------------------------

    def find(self, standard=None, edition=None, item=None, group=None, unit=None):
        return [r for r in self.rows if (standard in (None, r.standard) and edition in (None, r.edition) and item in (None, r.item)
                                         and group in (None, r.group) and unit in (None, r.unit) and not r.last_year)]

    # Writing ----------------------------------------------------------------------------------------------------------------------------------------------

    def add(self, standard, edition, item, group, unit, value, decimals, counts=(None,) * 4, show="none"):
        row = Row(self.organisation, self.house, standard, edition, item, group, unit, value, decimals, counts).show(show)
        self.rows.append(row)
        self.own[standard, edition, item, group, unit] = row
        return row

    def write(self, standard, edition, truth):
        start = len(self.rows)
        self.write_workforce(standard, edition, truth)
        self.write_bands(standard, edition, truth)
        for number in ("2", "3", "4"):
            if (standard, number) in TOP_AND_BOTTOM:
                self.write_process(standard, edition, truth, number)
        self.write_survey(standard, edition, truth)
        self.write_board(standard, edition, truth)
        if (standard, edition - 1) in self.truth:
            self.compare_years(standard, edition, self.rows[start:])

    def headcounts(self, standard, edition, truth, item):
        if self.house.headcounts:
            for g in GROUPS[standard]:
                self.add(standard, edition, item, g, "count", truth.table[item][g], 0)

    def shares(self, standard, edition, truth, item, groups=None, name=None):
        """Each group's percentage of the people of one item, in the house's way with the unknown."""
        house, table = self.house, truth.table[item]
        groups = groups or GROUPS[standard]
        for g in groups:
            if g == UNKNOWN and not house.unknown_in:
                continue
            of = sum(n for k, n in table.items() if house.unknown_in or k != UNKNOWN)
            if of:
                self.add(standard, edition, name or item, g, "percent", Fraction(100 * table[g], of), house.percent_decimals, (table[g], of, None, None), house.counts)

    def write_workforce(self, standard, edition, truth):
        for item in ("1.total", "1a.total", "1b.total"):
            self.headcounts(standard, edition, truth, item)
        self.shares(standard, edition, truth, "1.total")
        for item in ("1a.total", "1b.total"):
            self.shares(standard, edition, truth, item, GROUPS[standard][:2])

    def write_bands(self, standard, edition, truth):
        few = 1 if standard == "WRES" else 0
        group = GROUPS[standard][few]
        bands = [i for i in truth.table if i.startswith(("1a.", "1b.")) and not i.endswith("total")]
        for item in sorted(self.rng.sample(bands, self.rng.randint(2, 6)), key=bands.index):
            share = self.house.share
            if share == "band":
                if self.house.headcounts:
                    self.headcounts(standard, edition, truth, item)
                self.shares(standard, edition, truth, item, GROUPS[standard] if self.rng.random() < 0.3 else (group,))
                continue
            of = truth.table["1.total"][group] if share == "group" else truth.total("1.total")
            n = truth.table[item][group]
            row = self.add(standard, edition, item, group, "percent", Fraction(100 * n, of), self.house.percent_decimals, (n, of, None, None), self.house.counts)
            row.note = "share of all %s" % ({"bme": "BME staff", "disabled": "disabled staff"}[group] if share == "group" else "staff")

    def write_process(self, standard, edition, truth, number):
        house = self.house
        base, item = ("2.shortlisted", "2.appointed") if number == "2" else (number + ".workforce", number + (".entered" if number == "3" else ".accessed"))
        for name in (base, item):
            self.headcounts(standard, edition, truth, name)
        top, bottom = TOP_AND_BOTTOM[standard, number]
        events, people = truth.table[item], truth.table[base]
        for g in GROUPS[standard][:2]:
            if people[g]:
                value, unit, decimals = Fraction(events[g]) * 100 / people[g], "percent", max(1, house.percent_decimals)
                if house.likelihood == "fraction":
                    value, unit, decimals = value / 100, "fraction", decimals + 2
                row = self.add(standard, edition, number + ".likelihood", g, unit, value, decimals, (events[g], people[g], None, None), house.counts)
                row.few = events[g] < 10
        if people[top] and people[bottom] and events[bottom]:
            value = Fraction(events[top]) / people[top] / (Fraction(events[bottom]) / people[bottom])
            row = self.add(standard, edition, number + ".relative-likelihood", None, "ratio", value, house.ratio_decimals,
                           (events[top], people[top], events[bottom], people[bottom]), house.counts)
            row.few = min(events[top], events[bottom]) < 10
            if house.notes and self.rng.random() < 0.6:
                row.note = ratio_sentence(self.rng, standard, number, as_printed(value, row.decimals, house.rounding), row.number()) or ""
                if row.note.startswith("A figure"):
                    row.note = row.note if DEED[standard, number] in row.note else ""

    def write_survey(self, standard, edition, truth):
        for item in SURVEY[standard]:
            for g in GROUPS[standard][:2]:
                if (item, g) in truth.survey:
                    value, respondents = truth.survey[item, g]
                    self.add(standard, edition, item, g, "percent", value, max(1, self.house.percent_decimals) if self.house.percent_decimals else 0,
                             (None, respondents, None, None), "denominator" if self.house.counts in ("all", "denominator") else "none")
        if standard == "WDES":
            for g, score in truth.scores.items():
                self.add(standard, edition, "9a.score", g, "score", score, self.house.ratio_decimals)

    def write_board(self, standard, edition, truth):
        house, number = self.house, BOARD_INDICATOR[standard]
        self.headcounts(standard, edition, truth, number + ".board")
        self.shares(standard, edition, truth, number + ".board", name=number + ".board-percentage")
        self.shares(standard, edition, truth, number + ".workforce", name=number + ".workforce-percentage")
        for part, name in (("board", "difference"), ("voting", "voting-difference")):
            for g in GROUPS[standard][:2]:
                board, work = truth.table["%s.%s" % (number, part)], truth.table["1.total"]
                a, b = (sum(n for k, n in t.items() if house.unknown_in or k != UNKNOWN) for t in (board, work))
                if a:
                    value = Fraction(100 * board[g], a) - Fraction(100 * work[g], b)
                    self.add(standard, edition, "%s.%s" % (number, name), g, "points", value, max(1, house.percent_decimals), (board[g], a, work[g], b),
                             "all" if house.counts == "all" else "none")

    def before(self, row):
        """The same figure of the edition before."""
        return self.own.get((row.standard, row.edition - 1, row.item, row.group, row.unit))

    def compare_years(self, standard, edition, rows):
        """Last year's column, and sentences about what has changed since."""
        repeated = []
        for row in rows:
            old = self.before(row)
            if old is None:
                continue
            if row.unit == "percent" and self.house.notes and not row.note and self.rng.random() < 0.25:
                row.note = change_note(self.rng, row, old)
            if self.house.last_year and self.rng.random() < 0.3:
                copy = Row(row.organisation, self.house, standard, edition - 1, row.item, row.group, row.unit, old.value, old.decimals, old.counts)
                copy.text, copy.shown, copy.last_year, copy.few, copy.note = old.text, old.shown, True, old.few, old.note if "share of" in old.note else ""
                copy.source = row.source
                repeated.append(copy)
        self.rows.extend(repeated)


def change_note(rng, row, old):
    """A true sentence on the change since the year before."""
    exact = row.value - old.value
    of_printed = as_printed(row.value, row.decimals, row.house.rounding) - as_printed(old.value, old.decimals, old.house.rounding)
    change = as_printed(rng.choice((exact, of_printed)), row.decimals, row.house.rounding)
    if change == 0 or of_printed == 0 or (change > 0) != (of_printed > 0):
        return ""
    size = row.number(abs(change))
    return rng.choice((
        "%s of %s percentage points since %d" % ("An increase" if change > 0 else "A decrease", size, old.edition),
        "%s from %s%% in %d" % ("Up" if change > 0 else "Down", old.number(), old.edition),
        "%s by %s percentage points on %d" % ("Rose" if change > 0 else "Fell", size, old.edition),
    ))


def as_csv(rows):
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADINGS)
    writer.writerows(row.cells() for row in rows)
    return out.getvalue()
