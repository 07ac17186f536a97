"""Errors planted in right reports, one kind at a time, a labelled row each.

A planter makes a report in a house whose conventions let the error be seen, changes a row (some errors take two: groups swapped) and gives the report with the rows
that are now wrong, or None where this report has no place for the error. Only what the printed rows can show is planted: every planter works out for itself,
with its own arithmetic, that the wrong figure differs from every right way of printing it. KINDS lists them; nothing here knows how the program looks for them.
"""

from fractions import Fraction

from house import DEED, GROUP_WORDS, PEOPLE, as_printed, digits, rounded
from report import LATEST, Report
from truth import BME, BOARD_INDICATOR, DISABLED, GROUPS, SURVEY, TOP_AND_BOTTOM, UNKNOWN

KINDS = {}
WAYS = ("up", "even", "down")


def kind(name, codes, **forced):
    """Registers a planter with the codes of remarks that name its error; `forced` are conventions of the house."""
    def register(planter):
        def plant(rng, number):
            settings = {k: rng.choice(v) if isinstance(v, list) else v for k, v in forced.items()}
            size, cases = settings.pop("size", None), settings.pop("cases", None)
            other_size = settings.pop("other_size", None)
            if other_size:
                other_size = (rng.choice(tuple(GROUPS)), other_size)
            report = Report(rng, number, size, cases, other_size, **settings)
            wrong = planter(rng, report)
            return (report, wrong) if wrong else None
        KINDS[name] = (plant, tuple(codes))
        return planter
    return register


def pick(rng, rows):
    return rng.choice(rows) if rows else None


def forms(value, decimals):
    """All ways in which a right value may be printed, cutting off included."""
    return {rounded(value, decimals, way) for way in WAYS}


def put(row, printed, decimals=None, sign=None):
    """Prints a number, already as exact as it is printed, in a row."""
    row.text = digits(printed, row.decimals if decimals is None else decimals, minus=row.house.minus) + (row.sign() if sign is None else sign)
    return [row]


def ratio_parts(row):
    a, n, b, m = (Fraction(c) for c in row.counts)
    return a, n, b, m


def ratios(report, least=0):
    """Ratios with their counts printed, none resting on fewer events than `least`."""
    return [r for r in report.find(unit="ratio") if all(r.shown) and min(r.counts[0], r.counts[2]) >= least and r.counts[0] > 0]


def percents(report, items=("1", "2", "3", "4")):
    """Percentages of counts, both printed."""
    return [r for r in report.find(unit="percent") if r.indicator[0] in items and r.shown[0] and r.shown[1] and not r.note and r.value > 0]


def numbers_at_hand(report, row):
    """Every count that is printed in the reports of the row's edition."""
    found = set()
    for other in report.rows:
        if other.edition == row.edition:
            found.update(c for c, shown in zip(other.counts, other.shown) if shown and c)
            if other.unit == "count" and other.value:
                found.add(other.value)
    return found


def could_be_of(report, row, printed):
    """Whether a percentage would follow from the row's numerator and some other number at hand, or the difference of two: another explanation that fits."""
    found = numbers_at_hand(report, row)
    wholes = found | {abs(row.counts[1] - other) for other in found if other != row.counts[1]}
    return any(abs(Fraction(row.counts[0]) * 100 / n - printed) <= Fraction(1, 10 ** row.decimals) for n in wholes)


# The ratio and its counts -------------------------------------------------------------------------------------------------------------------------------------

@kind("ratio does not follow", ("does-not-follow",), counts="all")
def _(rng, report):
    row = pick(rng, ratios(report, 10))
    if not row:
        return None
    row.note = ""
    value = row.value * Fraction(rng.choice((rng.randint(60, 85), rng.randint(120, 180))), 100)
    a, n, b, m = ratio_parts(row)
    lookalikes = [row.value, 1 / row.value, a / n, b / m, a / b, n / m, 100 * a / n, 100 * b / m]
    if any(abs(rounded(value, row.decimals) - rounded(x, row.decimals)) < 3 for x in lookalikes):
        return None
    return put(row, as_printed(value, row.decimals))


@kind("percentage does not follow", ("does-not-follow",), counts="all")
def _(rng, report):
    row = pick(rng, percents(report))
    if not row:
        return None
    value = row.value * Fraction(rng.choice((rng.randint(70, 90), rng.randint(112, 140))), 100)
    if value > 100 or abs(rounded(value, row.decimals) - rounded(row.value, row.decimals)) < 4 or could_be_of(report, row, value):
        return None
    return put(row, as_printed(value, row.decimals))


@kind("ratio of rounded rates", ("from-rounded-rates",), counts="all", likelihood="percent", percent_decimals=[0, 1, 1, 2], ratio_decimals=2)
def _(rng, report):
    rows = ratios(report, 10)
    rng.shuffle(rows)
    for row in rows:
        a, n, b, m = ratio_parts(row)
        decimals = max(1, row.house.percent_decimals)  # those of the likelihoods that the report prints
        top, bottom = (as_printed(100 * x, decimals, row.house.rounding) for x in (a / n, b / m))
        if top and bottom and rounded(top / bottom, row.decimals) not in forms(row.value, row.decimals) | forms(1 / row.value, row.decimals):
            row.note = ""
            return put(row, as_printed(top / bottom, row.decimals, row.house.rounding))
    return None


@kind("ratio upside down", ("upside-down",), counts=["all", "all", "none"], likelihood="percent", percent_decimals=2)
def _(rng, report):
    rows = [r for r in report.find(unit="ratio") if min(r.counts[0], r.counts[2]) >= 10]
    row = pick(rng, rows)
    if not row or Fraction(87, 100) < row.value < Fraction(115, 100):
        return None
    row.note = ""
    return put(row, as_printed(1 / row.value, row.decimals, row.house.rounding))


@kind("another denominator at hand", ("other-denominator",), counts="all", percent_decimals=[1, 2], share="band", likelihood="percent", unknown_in=True)
def _(rng, report):
    """Each denominator used is printed in another row of the same edition, or is the difference of two that are."""
    row = pick(rng, [r for r in percents(report) if r.item in ("1a.total", "1b.total", "2.likelihood", "3.likelihood", "4.likelihood") and r.counts[0] > 20])
    if not row:
        return None
    truth = report.truth[row.standard, row.edition]
    if row.indicator in "234":
        others = [g for g in GROUPS[row.standard][:2] if g != row.group]
        base = "2.shortlisted" if row.indicator == "2" else "1.total"
        if base == "2.shortlisted" and not row.house.headcounts:
            return None
        of = rng.choice([truth.total(base)] + ([truth.table[base][others[0]]] if row.indicator == "2" else []))
    else:
        of = rng.choice((truth.total("1.total"), truth.total("1.total") - truth.total(row.item)))
    value = Fraction(row.counts[0]) * 100 / of
    if value > 100 or abs(rounded(value, row.decimals) - rounded(row.value, row.decimals)) < 3:
        return None
    return put(row, as_printed(value, row.decimals, row.house.rounding))


# Printing -----------------------------------------------------------------------------------------------------------------------------------------------------

@kind("cut off, not rounded", ("truncated",), counts="all")
def _(rng, report):
    row = pick(rng, ratios(report, 10) + percents(report))
    if not row or rounded(row.value, row.decimals, "down") in {rounded(row.value, row.decimals, w) for w in ("up", "even")}:
        return None
    row.note = ""
    return put(row, as_printed(row.value, row.decimals, "down"))


@kind("more decimals than the counts carry", ("too-many-decimals",), counts="all", size=[300, 500, 800])
def _(rng, report):
    row = pick(rng, [r for r in ratios(report, 10) if max(r.counts[0], r.counts[2]) < 300] + [r for r in percents(report) if r.counts[1] < 500])
    if not row:
        return None
    row.note = ""
    decimals = rng.randint(4, 6)
    return put(row, as_printed(row.value, decimals), decimals)


@kind("impossible percentage", ("impossible",), counts="denominator", percent_decimals=[1, 2], size=[200, 300, 600, 1500], share="band", headcounts=False)
def _(rng, report):
    rows = [r for r in report.find(unit="percent") if r.indicator[0] == "1" and r.shown[1] and not r.note
            and 100 * 10 ** r.decimals > 3 * r.counts[1] and r.counts[1] > 4]
    row = pick(rng, rows)
    if not row:
        return None
    of, scale = row.counts[1], 10 ** row.decimals
    near = rounded(row.value, row.decimals)
    reachable = {rounded(Fraction(100 * k, of), row.decimals, way) for k in range(of + 1) for way in WAYS}
    candidates = [u for u in range(max(1, near - 30), min(100 * scale, near + 30)) if u not in reachable and abs(u - near) > 1]
    return put(row, Fraction(rng.choice(candidates), scale)) if candidates else None


# Workforces ---------------------------------------------------------------------------------------------------------------------------------------------------

@kind("two workforces of one date", ("different-workforces",), counts="all", likelihood="percent", percent_decimals=[1, 2], unknown_in=True)
def _(rng, report):
    """Indicator 3 or 4, right in itself, of a workforce that is not indicator 1's."""
    row = pick(rng, [r for r in ratios(report, 10) if r.indicator in "34"])
    if not row:
        return None
    standard, edition = row.standard, row.edition
    factor = Fraction(rng.choice((rng.randint(80, 94), rng.randint(107, 125))), 100)
    wrong = []
    people = {g: int(report.truth[standard, edition].table["1.total"][g] * factor) for g in GROUPS[standard]}
    for r in report.find(standard, edition):
        if r.indicator != row.indicator:
            continue
        if r.item.endswith("workforce"):
            r.value = Fraction(people[r.group])
            r.text = r.printed()
        elif r.item.endswith("likelihood") and r.unit == "percent":
            if r.counts[0] > people[r.group]:
                return None
            r.counts = (r.counts[0], people[r.group], None, None)
            r.value = Fraction(r.counts[0]) * 100 / people[r.group]
            r.text, r.note = r.printed(), ""
        elif r.unit == "ratio":
            top, bottom = TOP_AND_BOTTOM[standard, row.indicator]
            r.counts = (r.counts[0], people[top], r.counts[2], people[bottom])
            r.value = Fraction(r.counts[0]) / people[top] / (Fraction(r.counts[2]) / people[bottom])
            r.text, r.note = r.printed(), ""
        else:
            continue
        wrong.append(r)
    return wrong


@kind("two workforces implied", ("different-workforces", "does-not-add-up"), counts="numerator", percent_decimals=[1, 2], unknown_in=True, headcounts=False)
def _(rng, report):
    """The numerator and the percentage of two groups give different totals."""
    row = pick(rng, [r for r in report.find(item="1.total", unit="percent") if r.value > 4 and r.counts[0] > 30])
    if not row:
        return None
    value = row.value * Fraction(rng.choice((rng.randint(82, 90), rng.randint(110, 120))), 100)
    if value > 100 or abs(rounded(value, row.decimals) - rounded(row.value, row.decimals)) < 4:
        return None
    row.note = ""
    return put(row, as_printed(value, row.decimals))


@kind("two standards, two workforces", ("different-workforces",), counts=["all", "denominator"], standards=("WRES", "WDES"), unknown_in=True,
      other_size=[0.82, 0.88, 0.93, 1.07, 1.15, 1.25])
def _(rng, report):
    """WRES and WDES, each right in itself, of one date and different numbers of people."""
    return [r for s in GROUPS for r in report.find(s, LATEST) if r.item in ("1.total", "1a.total", "1b.total") or r.indicator in ("3", "4") or "workforce" in r.item]


# Groups swapped -----------------------------------------------------------------------------------------------------------------------------------------------

def swap(first, second):
    first.text, second.text = second.text, first.text
    first.note = second.note = ""
    return [first, second]


@kind("groups swapped, against the counts", ("groups-swapped",), counts="all", likelihood="percent", headcounts=[True, False])
def _(rng, report):
    standard, edition = rng.choice(sorted(report.truth))
    item = rng.choice(["1.total", "1a.total", "1b.total", "2.likelihood", "3.likelihood"] + (["4.likelihood"] if standard == "WRES" else []))
    first, second = (report.find(standard, edition, item, g, "percent") for g in GROUPS[standard][:2])
    if not first or not second or abs(first[0].value - second[0].value) * 10 ** first[0].decimals < 3:
        return None
    return swap(first[0], second[0])


@kind("groups swapped, against another year", ("groups-swapped",), counts="none", headcounts=False, editions=3, last_year=False)
def _(rng, report):
    standard, edition = rng.choice(sorted(report.truth))
    first, second = (report.find(standard, edition, "1.total", g, "percent") for g in GROUPS[standard][:2])
    if abs(first[0].value - second[0].value) < 20:
        return None
    return swap(first[0], second[0])


@kind("groups swapped, against the usual direction", ("groups-swapped",), counts="none", headcounts=False, editions=1)
def _(rng, report):
    standard, edition = rng.choice(sorted(report.truth))
    first, second = (report.find(standard, edition, "1.total", g, "percent") for g in GROUPS[standard][:2])
    if abs(first[0].value - second[0].value) < 60:
        return None
    wrong = swap(first[0], second[0])
    if rng.random() < 0.5:  # nothing else of the workforce is printed
        report.rows = [r for r in report.rows if r in wrong or r.indicator[0] in "2345678"]
    return wrong


# Words --------------------------------------------------------------------------------------------------------------------------------------------------------

@kind("words and number disagree", ("words-and-number-disagree",), ratio_decimals=[1, 2])
def _(rng, report):
    row = pick(rng, report.find(unit="ratio"))
    if not row or Fraction(9, 10) < as_printed(row.value, row.decimals) < Fraction(115, 100) or not row.value:
        return None
    top, bottom = PEOPLE[row.standard, row.indicator]
    deed = DEED[row.standard, row.indicator]
    more, less = ("less", "more") if row.value > 1 else ("more", "less")
    row.note = rng.choice(("%s are %s likely to %s than %s" % (top, more, deed, bottom), "%s are %s likely to %s than %s" % (bottom, less, deed, top)))
    return [row]


@kind("the wrong process", ("wrong-process",))
def _(rng, report):
    row = pick(rng, [r for r in report.find() if r.indicator == "3" and r.item.endswith("likelihood")])
    if not row:
        return None
    right, wrong = ("disciplinary", "capability") if row.standard == "WRES" else ("capability", "disciplinary")
    if rng.random() < 0.5:
        row.item_words = "%s %s" % ("Indicator" if row.standard == "WRES" else "Metric", "3: %s of entering the formal %s process" % (
            "relative likelihood" if row.unit == "ratio" else "likelihood", wrong))
        row.note = ""
    else:
        row.item_words = row.item
        row.note = rng.choice(("Staff entering the formal %s process", "Formal %s cases in the year", "likelihood of entering a formal %s procedure")) % wrong
    assert right != wrong
    return [row]


# Units --------------------------------------------------------------------------------------------------------------------------------------------------------

@kind("a ratio with a percent sign", ("ratio-with-percent-sign",))
def _(rng, report):
    row = pick(rng, report.find(unit="ratio"))
    if not row:
        return None
    row.note = ""
    a, n, b, m = ratio_parts(row)
    if any(abs(100 * x - row.value) < Fraction(1, 20) for x in (a / n, b / m)):
        return None  # could be a likelihood
    row.text = row.number() + rng.choice(("%", "%", " %", " per cent"))
    return [row]


@kind("a fraction as a percentage", ("fraction-as-percentage",), percent_sign=["%", " %", " per cent"], unknown_in=True)
def _(rng, report):
    """Seen by the counts, or by the other groups of the same people."""
    rows = percents(report, ("1",)) if report.house.counts == "all" else [r for r in report.find(item="1.total", unit="percent") if r.value > 20]
    row = pick(rng, [r for r in rows if r.value > 4])
    if not row:
        return None
    row.note = ""
    return put(row, as_printed(row.value / 100, row.decimals + 2), row.decimals + 2)


@kind("percent for percentage points", ("percent-for-points",), unknown_in=True)
def _(rng, report):
    row = pick(rng, [r for r in report.find(unit="points")])
    if not row:
        return None
    return put(row, as_printed(row.value, row.decimals, row.house.rounding), sign=rng.choice(("%", "%", " per cent")))


@kind("percent for points, in words", ("percent-for-points",), editions=[2, 3], notes=True, percent_decimals=[1, 2])
def _(rng, report):
    rows = [(r, report.before(r)) for r in report.find(unit="percent") if not r.note and report.before(r)]
    rows = [(r, old, as_printed(r.value, r.decimals) - as_printed(old.value, old.decimals)) for r, old in rows if old.value > 1 and "share of" not in r.note]
    # The change in points and the change in per cent are well apart, so that only one can be meant.
    rows = [(r, old, change) for r, old, change in rows if abs(change) >= 1 and abs(change * 100 / old.value - change) > 2]
    if not rows:
        return None
    row, old, change = rng.choice(rows)
    row.note = "%s of %s%% since %d" % ("An increase" if change > 0 else "A decrease", row.number(abs(change)), old.edition)
    return [row]


# Shares -------------------------------------------------------------------------------------------------------------------------------------------------------

@kind("share of the group for share of the band", ("share-of-group",), counts=["all", "numerator"], share="band", unknown_in=True, percent_decimals=[1, 2])
def _(rng, report):
    """The group's total is printed for the whole workforce; the band's total stands in the row, or the band's headcounts are printed."""
    rows = [r for r in report.find(unit="percent") if r.item.startswith(("1a.", "1b.")) and not r.item.endswith("total") and r.counts[0] > 10 and r.group in (BME, DISABLED)]
    if report.house.counts != "all":
        rows = [r for r in rows if report.house.headcounts]
    row = pick(rng, rows)
    if not row:
        return None
    total = report.truth[row.standard, row.edition].table["1.total"][row.group]
    value = Fraction(100 * row.counts[0], total)
    if abs(rounded(value, row.decimals) - rounded(row.value, row.decimals)) < 4:
        return None
    row.note = ""
    return put(row, as_printed(value, row.decimals, row.house.rounding))


@kind("complements do not add up", ("does-not-add-up",), counts="none", headcounts=False)
def _(rng, report):
    row = pick(rng, [r for r in report.find(unit="percent") if r.item in ("1.total",) or r.item.endswith(("board-percentage", "workforce-percentage"))])
    if not row:
        return None
    parts = len(report.find(row.standard, row.edition, row.item, unit="percent"))
    off = rng.choice((-1, 1)) * Fraction(rng.randint(parts + 2, parts + 30), 10 ** row.decimals)
    printed = as_printed(row.value, row.decimals) + off
    if not 0 < printed < 100:
        return None
    row.note = ""
    put(row, printed)
    return report.find(row.standard, row.edition, row.item, unit="percent")  # nothing printed tells which of them is wrong


@kind("parts exceed the whole", ("part-exceeds-whole",), headcounts=True, counts=["all", "none"])
def _(rng, report):
    standard, edition = rng.choice(sorted(report.truth))
    truth = report.truth[standard, edition]
    group = rng.choice(GROUPS[standard][:2])
    way = rng.choice(("appointed", "band", "more than the people"))
    if way == "appointed":
        row = report.find(standard, edition, "2.appointed", group, "count")[0]
        row.value = truth.table["2.shortlisted"][group] + rng.randint(1, 40)
        row.text = row.printed()
        return [row] + report.find(standard, edition, "2.shortlisted", group, "count")
    if way == "band":
        row = pick(rng, [r for r in report.find(standard, edition, unit="count") if r.item.startswith(("1a.", "1b.")) and not r.item.endswith("total")])
        if not row:
            return None
        whole = report.find(standard, edition, row.item[:2] + ".total", row.group, "count")
        row.value = truth.table[row.item[:2] + ".total"][row.group] + rng.randint(1, 60)
        row.text = row.printed()
        return [row] + whole
    row = pick(rng, [r for r in percents(report) if r.standard == standard and r.edition == edition and r.shown[1]])
    if not row:
        return None
    row.counts = (row.counts[1] + rng.randint(1, 50), row.counts[1], None, None)
    row.value = Fraction(row.counts[0]) * 100 / row.counts[1]
    row.text = row.printed()
    return [row]


@kind("the unknown left out", ("unknowns-left-out",), counts=["all", "none"], unknown_in=True, headcounts=[True, False], percent_decimals=[1, 2], share="band")
def _(rng, report):
    """The row's denominator, or the headcounts printed, hold the unknown; the percentage does not, and another group's does."""
    rows = [r for r in report.find(unit="percent") if (r.item in ("1.total", "1a.total", "1b.total") or r.item.endswith("workforce-percentage")) and r.group != UNKNOWN]
    rows = [r for r in rows if (r.shown[1] and report.find(r.standard, r.edition, "1.total", UNKNOWN) and r.item != "1a.total" and r.item != "1b.total") or r.house.headcounts]
    row = pick(rng, rows)
    if not row:
        return None
    item = "1.total" if row.item.endswith("percentage") else row.item
    table = report.truth[row.standard, row.edition].table[item]
    known = sum(n for g, n in table.items() if g != UNKNOWN)
    value = Fraction(100 * table[row.group], known)
    if abs(rounded(value, row.decimals) - rounded(row.value, row.decimals)) < 2:
        return None
    row.note = ""
    return put(row, as_printed(value, row.decimals, row.house.rounding))


@kind("headcount mixed with FTE", ("fte-for-headcount",), counts="all", likelihood="percent", share="band")
def _(rng, report):
    row = pick(rng, [r for r in percents(report, ("1", "3", "4")) if r.counts[1] > 50] + [r for r in ratios(report, 10) if r.indicator in "34"])
    if not row:
        return None
    fte = Fraction(rng.randint(82, 90) * 100 * int(row.counts[1]) + rng.randint(1, 9) * 10 + 3, 10000)
    fte = Fraction(rounded(fte, 2), 100)
    if fte.denominator in (1, 2) or fte <= row.counts[0]:
        return None
    counts = [row.counts[0], fte] + list(row.counts[2:])
    if row.unit == "ratio":
        other = Fraction(rounded(Fraction(row.counts[3]) * Fraction(87, 100) + Fraction(37, 100), 2), 100)
        if other.denominator in (1, 2) or other <= row.counts[2]:
            return None
        counts[3] = other
        row.value = Fraction(counts[0]) / fte / (Fraction(counts[2]) / other)
    else:
        row.value = Fraction(counts[0]) * 100 / fte
    printed = [row.house.count(counts[0]), digits(fte, 2)] + ([row.house.count(counts[2]), digits(counts[3], 2)] if row.unit == "ratio" else ["", ""])
    row.text, row.note = row.printed(), ""
    row.cells_of_counts = printed
    return [row]


@kind("a likelihood as a relative likelihood", ("likelihood-as-relative",), counts=["all", "none"], likelihood="percent", percent_decimals=[1, 2])
def _(rng, report):
    row = pick(rng, [r for r in report.find(unit="ratio") if min(r.counts[0], r.counts[2]) >= 10])
    if not row:
        return None
    a, n, b, m = ratio_parts(row)
    likelihood = rng.choice((a / n, b / m))
    decimals = max(1, row.house.percent_decimals)
    row.note = ""
    if abs(100 * likelihood - row.value) < Fraction(1, 10) or 100 * likelihood < Fraction(2, 10) or abs(likelihood - row.value) < Fraction(5, 100):
        return None
    if rng.random() < 0.6 or likelihood < Fraction(5, 100):
        return put(row, as_printed(100 * likelihood, decimals, row.house.rounding), decimals, sign="%")
    return put(row, as_printed(likelihood, decimals + 2, row.house.rounding), decimals + 2, sign="")


# Years --------------------------------------------------------------------------------------------------------------------------------------------------------

@kind("restated without a word", ("restated",), editions=[2, 3], last_year=True, counts=["none", "denominator"], headcounts=[True, False])
def _(rng, report):
    """A report's column of last year says something else than last year's report; of figures that follow from no others, so that nothing else is wrong with it."""
    row = pick(rng, [r for r in report.rows if r.last_year and not r.note and (
        r.item in SURVEY[r.standard] or r.unit == "score" or (r.unit == "percent" and r.item.startswith(("1a.band", "1b.band")) and not report.house.headcounts))])
    if not row:
        return None
    old = report.find(row.standard, row.edition, row.item, row.group, row.unit)[0]
    value = as_printed(row.value, row.decimals) * Fraction(rng.randint(108, 130), 100)
    if abs(rounded(value, row.decimals) - rounded(row.value, row.decimals)) < 3 or value > (10 if row.unit == "score" else 100):
        return None
    row.shown = old.shown = (False,) * 4
    row.text = row.printed(as_printed(value, row.decimals))
    return [row, old]


@kind("a change that the years do not give", ("change-does-not-follow",), editions=[2, 3], notes=True)
def _(rng, report):
    rows = [(r, report.before(r)) for r in report.find(unit="percent") if report.before(r) and "share of" not in r.note]
    if not rows:
        return None
    row, old = rng.choice(rows)
    change = as_printed(row.value, row.decimals) - as_printed(old.value, old.decimals)
    unit = Fraction(1, 10 ** row.decimals)
    way = rng.choice(("size", "direction", "year"))
    if way == "direction":
        if abs(change) < 3 * unit:
            return None
        row.note = "%s of %s percentage points since %d" % ("A decrease" if change > 0 else "An increase", row.number(abs(change)), old.edition)
    elif way == "size":
        if change == 0:
            return None
        row.note = "%s by %s percentage points on %d" % ("Rose" if change > 0 else "Fell", row.number(abs(change) + rng.randint(3, 40) * unit), old.edition)
    else:
        was = as_printed(old.value, old.decimals) + rng.choice((-1, 1)) * rng.randint(3, 40) * unit
        now = as_printed(row.value, row.decimals)
        if not 0 < was < 100 or was == now:
            return None
        row.note = "%s from %s%% in %d" % ("Up" if now > was else "Down", row.number(was), old.edition)
    return [row]


@kind("fewer than ten events", ("few-events",), counts="all", size=[300, 600, 1200], cases=[8, 12, 20])
def _(rng, report):
    row = pick(rng, [r for r in report.find(unit="ratio") if min(r.counts[0], r.counts[2]) < 10])
    return [row] if row else None


assert set(GROUP_WORDS) >= {g for groups in GROUPS.values() for g in groups} and set(BOARD_INDICATOR) == set(GROUPS)
