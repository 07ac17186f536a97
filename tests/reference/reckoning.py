"""An independent reckoning of the returns, from the text of the rules: exact fractions, missing reasons, display, intervals, tests, verdicts.

    items = reckon(extracts, organisation, edition, standard)
    items["2.relative-likelihood"].values[None].value        a Fraction

`extracts`: kind -> columns.Table holding the rows of all organisations in file order. `alone`: the organisation that a blank code means.
"""

import datetime
from fractions import Fraction

import intervals
from people import COLUMN, GROUPS, Staff, group_of, groups_of_people, rows_by_person
from words import BANDS, BME, DISABLED, ILL_HEALTH, NON_DISABLED, UNKNOWN, WHITE, fold, number, read_date, says, yes_no

NOT_SUPPLIED, UNDEFINED = "not-supplied", "undefined"
PLACES = {"headcount": 0, "percent": 1, "likelihood": 2, "points": 1, "ratio": 2, "score": 2}


class Value:
    """One value of one group, or the reason why there is none."""

    def __init__(self, value=None, missing=None, **more):
        self.value, self.missing = value, missing
        self.percent = more.get("percent")
        self.lower, self.upper = more.get("interval") or (None, None)
        self.p, self.test = more.get("test") or (None, None)
        self.approximate = more.get("approximate", False)
        self.verdict, self.top, self.bottom, self.text = (more.get(k) for k in ("verdict", "top", "bottom", "text"))
        self.display = None


class Item:
    def __init__(self, unit, values):
        self.unit, self.values = ("percent" if unit == "likelihood" else unit), values
        for value in values.values():
            if value.value is not None:
                value.display = display(value.value, 1 if unit == "headcount" and value.value.denominator > 1 else PLACES[unit])


def display(fraction, places):
    """Rounded from the exact fraction, half away from zero."""
    scaled = abs(fraction) * 10 ** places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    sign = "-" if fraction < 0 and whole else ""
    text = str(whole).rjust(places + 1, "0")
    return sign + (text[:-places] + "." + text[-places:] if places else text)


def missing_all(groups, reason):
    return {g: Value(missing=reason) for g in groups}


def ratio_of(counts, top, bottom):
    """counts: group -> (events, total, scale): the likelihood is events over total; scale times both are whole, for the interval and test."""
    if any(part is None for g in (top, bottom) for part in counts[g][:2]):
        return Value(missing=NOT_SUPPLIED, top=top, bottom=bottom)
    (a, n, _), (b, m, scale) = counts[top], counts[bottom]
    if n == 0 or m == 0 or b == 0:
        return Value(missing=UNDEFINED, top=top, bottom=bottom)
    value = Fraction(a * m) / (n * b)
    cells = [int(v * scale) for v in (a, n, b, m)]
    sound = a <= n and b <= m
    verdict = "below" if value < Fraction(4, 5) else "within" if value <= Fraction(5, 4) else "above"
    return Value(value, top=top, bottom=bottom, verdict=verdict, interval=intervals.koopman(*cells) if sound else None,
                 test=intervals.test(*cells) if sound else None)


def share(events, total, scale=1):
    """A percentage with its Wilson interval, in percent."""
    if events is None or total is None:
        return Value(missing=NOT_SUPPLIED)
    if total == 0:
        return Value(missing=UNDEFINED)
    bounds = [100 * bound for bound in intervals.wilson(events * scale, total * scale)] if 0 <= events <= total else None
    return Value(Fraction(100 * events) / total, interval=bounds)


class Reckoning:
    def __init__(self, extracts, organisation, edition, standard, clinical_by, alone):
        self.edition, self.standard, self.groups, self.items = edition, standard, GROUPS[standard], {}
        self.here = {kind: self.own(table, organisation, alone) for kind, table in extracts.items()}
        self.period = (datetime.date(edition - 1, 4, 1), datetime.date(edition, 3, 31))
        self.before = (datetime.date(edition - 2, 4, 1), datetime.date(edition - 1, 3, 31))
        table = self.here.get("staff")
        staffed = table is not None and table.rows
        self.staff = Staff(table.rows if staffed else [], standard, edition, clinical_by)
        self.has_staff = bool(staffed) and table.has(COLUMN[standard])
        self.counted = self.read_counts()
        self.top, self.bottom = (WHITE, BME) if standard == "WRES" else (NON_DISABLED, DISABLED)

    @staticmethod
    def own(table, organisation, alone):
        code = lambda row: row["Organisation Code"].strip().upper() or alone
        return table.copy([row for row in table.rows if code(row) == organisation])

    def read_counts(self):
        found = {}
        for row in self.here["counts"].rows if "counts" in self.here else ():
            edition = row["Edition"].strip()
            if row["Standard"].strip().upper() == self.standard and edition in ("", str(self.edition)):
                found.setdefault((row["Item"].strip(), fold(row["Group"])), number(row["Value"]))
        return found

    def add(self, name, unit, values):
        self.items[name] = Item(unit, values)

    def headcounts(self, name, counts):
        """Adds a headcount item; `counts` None when no extract supplies it. Returns group -> count or None."""
        if counts is None:
            counts = {g: self.counted.get((name, fold(g))) for g in self.groups}
        self.add(name, "headcount", {g: Value(missing=NOT_SUPPLIED) if counts[g] is None else Value(Fraction(counts[g])) for g in self.groups})
        return counts

    def tally(self, groups):
        groups = list(groups)
        return {g: groups.count(g) for g in self.groups}

    # ---- indicator 1

    def workforce(self):
        self.total = {g: None for g in self.groups}
        rows = {}
        for person in self.staff.people:
            if person.in_workforce:
                rows.setdefault(person.row, []).append(person.group)
        take = lambda *keys: self.tally(g for key in keys for g in rows.get(key, ()))
        a, b = [("1a", n) for n in BANDS], [("1b", n) for n in BANDS]
        medical = [("1b", n) for n in ("consultants", "senior", "non-consultant-career-grade", "trainee-grades", "other-medical")]
        made = {f"{part}.{name}": take((part, name)) for part, name in a + b + medical[2:]}
        made["1b.consultants"] = take(*medical[:2])
        if self.standard == "WRES":
            made["1b.senior-medical-managers"] = take(medical[1])
        else:
            for part in ("1a", "1b"):
                for cluster, span in ((1, slice(0, 5)), (2, slice(5, 8)), (3, slice(8, 10)), (4, slice(10, 14))):
                    made[f"{part}.cluster-{cluster}"] = take(*((part, n) for n in BANDS[span]))
            made["1b.cluster-5"], made["1b.cluster-6"], made["1b.cluster-7"] = take(*medical[:2]), take(medical[2]), take(medical[3])
        made.update({"1a.total": take(*a), "1b.total": take(*b, *medical), "1.unplaced": take(None), "1.total": take(None, *a, *b, *medical)})
        for name, counts in made.items():
            if not self.has_staff:
                self.add(name, "headcount", missing_all(self.groups, NOT_SUPPLIED))
                continue
            whole = sum(counts.values())
            shares = {g: share(counts[g], whole) for g in self.groups}
            self.add(name, "headcount", {g: Value(Fraction(counts[g]), percent=shares[g].value, interval=(shares[g].lower, shares[g].upper)) for g in self.groups})
        if self.has_staff:
            self.total = made["1.total"]

    # ---- likelihoods

    def likelihoods(self, number_, numerator, denominator, top, bottom, scale=1, name="relative-likelihood", shown=True):
        counts = {g: (numerator[g], denominator[g], scale) for g in self.groups}
        if shown:
            self.add(f"{number_}.likelihood", "likelihood", {g: share(*counts[g]) for g in self.groups})
        self.add(f"{number_}.{name}", "ratio", {None: ratio_of(counts, top, bottom)})

    def within(self, cell, period):
        day = read_date(cell)
        return day is not None and period[0] <= day <= period[1]

    def applicants(self):
        shortlisted = appointed = None
        table = self.here.get("applicants")
        if table is not None and table.has(COLUMN[self.standard]):
            chosen = {}
            for index, row in enumerate(table.rows):
                day = read_date(row["Date Shortlisted"]) or read_date(row["Closing Date"])
                if day is not None and not self.period[0] <= day <= self.period[1]:
                    continue
                stages = [stage(row["Shortlisted"]), stage(row["Appointed"])]
                rank = 2 if stages[1] else 1 if stages[0] else 0
                key = row["Application ID"].strip() or index
                if key not in chosen or rank > chosen[key][0]:
                    chosen[key] = (rank, group_of(self.standard, row[COLUMN[self.standard]]))
            shortlisted = self.tally(g for rank, g in chosen.values() if rank >= 1)
            appointed = self.tally(g for rank, g in chosen.values() if rank == 2)
        shortlisted, appointed = self.headcounts("2.shortlisted", shortlisted), self.headcounts("2.appointed", appointed)
        self.likelihoods("2", appointed, shortlisted, self.top, self.bottom)

    def cases(self, word, period):
        table = self.here["cases"]
        formal = lambda row: yes_no(row["Formal"]) is True if table.has("Formal") else True
        return [row for row in table.rows if says(row["Case Type"], word) and formal(row) and self.within(row["Date Opened"], period)]

    def disciplinary(self):
        entered, years = None, [self.period] if self.edition >= 2020 else [self.period, self.before]
        if "cases" in self.here:
            rows = [self.cases("disciplinary", year) for year in years]
            groups = groups_of_people(sum(rows, []), self.staff, self.standard)
            counts = [self.tally(groups[person] for person in rows_by_person(year, self.staff) if person in groups) for year in rows]
            entered = {g: Fraction(sum(count[g] for count in counts), len(years)) for g in self.groups}
        entered, total = self.headcounts("3.entered", entered), self.headcounts("3.workforce", self.total if self.has_staff else None)
        self.likelihoods("3", entered, total, BME, WHITE, len(years))

    def capability(self):
        entered = ill = None
        if "cases" in self.here:
            rows = [self.cases("capability", year) for year in (self.period, self.before)]
            groups = groups_of_people(sum(rows, []), self.staff, self.standard)
            any_reason, health = [], []
            for year in rows:
                people = {person: own for person, own in rows_by_person(year, self.staff).items() if person in groups}
                any_reason.append(self.tally(groups[person] for person in people))
                health.append(self.tally(groups[person] for person, own in people.items() if all(fold(row["Grounds"]) in ILL_HEALTH for row in own)))
            entered, ill = ({g: Fraction(sum(count[g] for count in counts), 2) for g in self.groups} for counts in (any_reason, health))
        total = self.headcounts("3.workforce", self.total if self.has_staff else None)
        entered, ill = self.headcounts("3.entered", entered), self.headcounts("3.entered-ill-health", ill)
        net = {g: None if entered[g] is None or ill[g] is None else entered[g] - ill[g] for g in self.groups}
        self.likelihoods("3", net, total, DISABLED, NON_DISABLED, 2)
        self.likelihoods("3", entered, total, DISABLED, NON_DISABLED, 2, "any-reason-relative-likelihood", shown=False)

    def training(self):
        accessed, table = None, self.here.get("training")
        if table is not None and table.has("Mandatory"):
            rows = [row for row in table.rows if yes_no(row["Mandatory"]) is False and self.within(row["Date Completed"], self.period)]
            accessed = self.tally(groups_of_people(rows, self.staff, self.standard).values())
        accessed, total = self.headcounts("4.accessed", accessed), self.headcounts("4.workforce", self.total if self.has_staff else None)
        self.likelihoods("4", accessed, total, WHITE, BME)

    # ---- survey, board, answers

    def survey(self, name, groups, unit="percent", short=None):
        values = {}
        for group in groups:
            row = self.survey_row(name, short, group)
            if row is None:
                values[group] = Value(missing=NOT_SUPPLIED)
                continue
            value, respondents = row
            known = unit == "percent" and respondents is not None and respondents > 0
            values[group] = Value(value, interval=[100 * b for b in intervals.wilson(value / 100 * respondents, respondents)] if known else None, approximate=known)
        self.add(name, unit, values)

    def survey_row(self, name, short, group):
        """The first usable row of an item and group: (value, respondents)."""
        table = self.here.get("survey")
        if table is None or self.survey_scale_doubtful(name):
            return None
        for row in table.rows:
            item, stated = row["Item"].strip(), fold(row["Group"])
            same_group = stated == fold(group) if group else stated in ("", "all", "overall")
            if (row["Standard"].strip().upper() == self.standard and item in (name, short) and same_group
                    and row["Survey Year"].strip() in ("", str(self.edition - 1))):
                value = number(row["Percentage"].strip().rstrip("%"))
                if value is not None and 0 <= value <= (10 if name.startswith("9a") else 100):
                    return value, number(row["Respondents"])
        return None

    def survey_scale_doubtful(self, name):
        if name.startswith("9a"):
            return False
        cells = [row["Percentage"].strip() for row in self.here["survey"].rows if not row["Item"].strip().startswith("9a") and row["Percentage"].strip()]
        return bool(cells) and all("%" not in cell and number(cell) is not None and number(cell) <= 1 for cell in cells)

    def board(self, prefix):
        table = self.here.get("board")
        supplied = table is not None and table.has(COLUMN[self.standard])
        members = [] if table is None else [row for row in table.rows if row["Edition"].strip() in ("", str(self.edition))]
        voting = lambda row: yes_no(row["Voting"], ("Voting",), ("Non-voting",)) is True
        executive = lambda row: yes_no(row["Executive"], ("Executive",), ("Non-executive", "NED", "Chair")) is True
        parts = {"board": lambda row: True, "voting": voting, "non-voting": lambda row: not voting(row),
                 "executive": executive, "non-executive": lambda row: not executive(row)}
        whole = {}
        for name, wanted in parts.items():
            known = supplied and (table.has("Voting") or "voting" not in name)
            counts = self.tally(group_of(self.standard, row[COLUMN[self.standard]]) for row in members if wanted(row)) if known else None
            whole[name] = self.headcounts(f"{prefix}.{name}", counts)
        whole["workforce"] = self.headcounts(f"{prefix}.workforce", self.total if self.has_staff else None)
        sums = {name: None if None in counts.values() else sum(counts.values()) for name, counts in whole.items()}
        for name, counts in whole.items():
            self.add(f"{prefix}.{name}-percentage", "percent", {g: share(counts[g], sums[name]) for g in self.groups})
        for name, part in (("difference", "board"), ("voting-difference", "voting"), ("executive-difference", "executive")):
            self.add(f"{prefix}.{name}", "points", {g: self.difference(whole[part][g], sums[part], whole["workforce"][g], sums["workforce"]) for g in self.groups})

    @staticmethod
    def difference(a, n, b, m):
        if None in (a, n, b, m):
            return Value(missing=NOT_SUPPLIED)
        if n == 0 or m == 0:
            return Value(missing=UNDEFINED)
        return Value(100 * (Fraction(a) / n - Fraction(b) / m), interval=[100 * bound for bound in intervals.newcombe(a, n, b, m)])

    def answer(self):
        given = None
        for row in self.here["answers"].rows if "answers" in self.here else ():
            if row["Item"].strip() in ("9b.action", "9b") and row["Edition"].strip() in ("", str(self.edition)) and given is None:
                given = yes_no(row["Answer"])
        self.items["9b.action"] = Item("text", {None: Value(missing=NOT_SUPPLIED) if given is None else Value(text="yes" if given else "no")})


def stage(cell):
    """A stage of an application: yes, or the day it was reached."""
    return isinstance(cell, datetime.date) or read_date(cell) is not None and fold(cell) not in ("0", "1") or yes_no(cell) is True


def reckon(extracts, organisation, edition, standard, clinical_by="occupation-code", alone=None):
    work = Reckoning(extracts, organisation, edition, standard, clinical_by, alone)
    work.workforce()
    work.applicants()
    if standard == "WRES":
        work.disciplinary()
        work.training()
        for name in "5678":
            work.survey(f"{name}.percentage", (WHITE, BME), short=name)
        work.board("9")
    else:
        work.capability()
        for name in ("4a.i", "4a.ii", "4a.iii", "4b", "5", "6", "7"):
            work.survey(f"{name}.percentage", (DISABLED, NON_DISABLED), short=name)
        work.survey("8.percentage", (DISABLED,), short="8")
        work.survey("9a.score", (DISABLED, NON_DISABLED), "score")
        work.survey("9a.overall", (None,), "score")
        work.answer()
        work.board("10")
    return work.items


def organisations(extracts, alone=None):
    """The codes found in the extracts, sorted."""
    return sorted({row["Organisation Code"].strip().upper() or alone for table in extracts.values() for row in table.rows} - {None, ""})
