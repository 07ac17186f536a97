"""The breakdowns beyond the items, reckoned a second time from the text of the rules (section 8).

    tables = reckon_breakdowns(extracts, organisation, edition, standard)
    tables["funnel", "staff-group"].rows        [((of, group, step), [cell, ...]), ...]

A cell is a number (whole, a Fraction, or a decimal) or the word for why there is none.
"""

import datetime
from fractions import Fraction

import intervals
from people import COLUMN, GROUPS, Staff, group_of
from reckoning import NOT_SUPPLIED, UNDEFINED, Reckoning, stage
from words import BANDS, BME, DISABLED, MEDICAL, NON_DISABLED, STAFF_GROUPS, WHITE, band, ethnic_heading, fold, medical_row_by_words, read_date, says

STAGES = ["applied", "shortlisted", "interviewed", "offered", "appointed"]
HEADINGS = ["white", "mixed", "asian", "black", "other", "bme-not-said", "unknown"]
SEXES = ["female", "male", "other-or-not-stated"]
RATIO_COLUMNS = ["ratio", "lower", "upper", "p"]
ABROAD = ("International", "Internationally", "Overseas", "Abroad", "Non UK", "Outside UK", "Outside the UK", "Global Learners Programme", "Medical Training Initiative", "MTI")
AT_HOME = {fold(w) for w in ("Non International", "Not International", "Domestic", "Internal", "External", "NHS Jobs", "home")}


class Breakdown:
    def __init__(self, columns, missing=None):
        self.columns, self.missing, self.rows = columns, missing, []


def from_abroad(source):
    return fold(source) not in AT_HOME and any(says(source, phrase) for phrase in ABROAD)


def reached(row):
    marks = {name: stage(row[name.capitalize()]) for name in STAGES[1:]}
    if marks["appointed"]:
        return 4
    if not marks["shortlisted"]:
        return 0
    return 3 if marks["offered"] else 2 if marks["interviewed"] else 1


def once_each(table, period):
    """The applications of the period, each once: the first row that came to an appointment, else to shortlisting, else the first."""
    chosen = {}
    for index, row in enumerate(table.rows):
        day = read_date(row["Date Shortlisted"]) or read_date(row["Closing Date"])
        if day is not None and not period[0] <= day <= period[1]:
            continue
        rank = 2 if stage(row["Appointed"]) else 1 if stage(row["Shortlisted"]) else 0
        key = row["Application ID"].strip() or index
        if key not in chosen or rank > chosen[key][0]:
            chosen[key] = (rank, row)
    return [row for _, row in chosen.values()]


def band_of(row):
    if STAFF_GROUPS.get(fold(row["Staff Group"])) == MEDICAL:
        return "medical"
    return band(row["Pay Grade"]) or ("medical" if medical_row_by_words(row["Pay Grade"]) else "unplaced")


def ratio_row(events, totals, top, bottom):
    (a, b), (n, m) = ((counts[top], counts[bottom]) for counts in (events, totals))
    if n == 0 or m == 0 or b == 0:
        return [UNDEFINED] * 4
    lower, upper = intervals.koopman(a, n, b, m)
    return [Fraction(a * m, n * b), lower, upper, intervals.test(a, n, b, m)[0]]


class Funnel:
    def __init__(self, tables, rows, supplied, standard, name):
        self.tables, self.rows, self.supplied, self.standard, self.name = tables, rows, supplied, standard, name
        self.top, self.bottom = (WHITE, BME) if standard == "WRES" else (NON_DISABLED, DISABLED)

    def table(self, by, parts, part_of):
        counts, ratios = self.tables[self.name, by], self.tables[self.name + "-ratios", by] = Breakdown(STAGES), Breakdown(RATIO_COLUMNS)
        for part in parts:
            rows = [row for row in self.rows if part_of(row) == part]
            if by and not rows:
                continue
            at = [{g: sum(reached(row) >= s and group_of(self.standard, row[COLUMN[self.standard]]) == g for row in rows) for g in GROUPS[self.standard]} for s in range(5)]
            for g in GROUPS[self.standard]:
                counts.rows.append(((part, g, ""), [at[s][g] if self.supplied[s] else NOT_SUPPLIED for s in range(5)]))
            there = [s for s in range(5) if self.supplied[s]]
            steps = list(zip(there, there[1:])) + [(s, 4) for s in (0, 1) if self.supplied[s] and s != there[-2]]
            for start, end in steps:
                ratios.rows.append(((part, "", f"{STAGES[start]}-to-{STAGES[end]}"), ratio_row(at[end], at[start], self.top, self.bottom)))

    def parts(self, table, everyone):
        """The parts are named by all applications, whichever are counted."""
        if table.has("Staff Group"):
            spellings = sorted({row["Staff Group"].strip() for row in everyone} - {""}, key=lambda text: (fold(text), text))
            name_of = {}
            for text in spellings:
                name_of.setdefault(fold(text), text)
            self.table("staff-group", list(name_of.values()) + ["not-stated"], lambda row: name_of.get(fold(row["Staff Group"]), "not-stated"))
        else:
            self.tables[self.name, "staff-group"] = Breakdown(STAGES, NOT_SUPPLIED)
        if table.has("Pay Grade"):
            self.table("band", BANDS + ["medical", "unplaced"], band_of)
        else:
            self.tables[self.name, "band"] = Breakdown(STAGES, NOT_SUPPLIED)


def headings_of_applications(rows, supplied):
    """Those that indicator 2 counts, by the headings of the census forms; no value of the extracts made here says BME alone."""
    made = Breakdown(HEADINGS, None if supplied else NOT_SUPPLIED)
    for item, least in (("2.shortlisted", 1), ("2.appointed", 4)) if supplied else ():
        headings = [ethnic_heading(row[COLUMN["WRES"]]) for row in rows if reached(row) >= least]
        made.rows.append(((item, "", ""), [headings.count(heading) for heading in HEADINGS]))
    return made


def recruitment(table, edition, standard, tables):
    period = (datetime.date(edition - 1, 4, 1), datetime.date(edition, 3, 31))
    there = table.has(COLUMN[standard])
    rows = once_each(table, period) if there else []
    if standard == "WRES":
        tables["ethnic-groups-of-applications", "item"] = headings_of_applications(rows, there)
    if not there:
        tables["funnel", ""] = Breakdown(STAGES, NOT_SUPPLIED)
        return
    dated = table.has("Closing Date") or not table.has("Date Shortlisted")
    supplied = [dated and any(reached(row) == 0 for row in rows), True,
                table.has("Interviewed") and any(stage(row["Interviewed"]) for row in rows), table.has("Offered") and any(stage(row["Offered"]) for row in rows), True]
    everyone = Funnel(tables, rows, supplied, standard, "funnel")
    everyone.table("", [""], lambda row: "")
    everyone.parts(table, rows)
    if not table.has("Source"):
        tables["funnel-without-international", ""] = Breakdown(STAGES, NOT_SUPPLIED)
        return
    at_home = [row for row in rows if not from_abroad(row["Source"])]
    others = Funnel(tables, at_home, supplied, standard, "funnel-without-international")
    others.table("", [""], lambda row: "")
    if len(at_home) < len(rows):
        others.parts(table, rows)


def sexes(table, edition, clinical_by, tables):
    """The workforce, and those of it in bands 8a to 9 or VSM, by sex and ethnicity."""
    people = [person for person in Staff(table.rows, "WRES", edition, clinical_by).people if person.in_workforce]
    senior = [person for person in people if person.row and person.row[1] in BANDS[BANDS.index("band-8a"):]]
    for name, counted in (("sex-by-ethnicity", people), ("sex-by-ethnicity-in-band-8a-and-above", senior)):
        made = tables[name, ""] = Breakdown(SEXES, None if table.has("Gender") else NOT_SUPPLIED)
        for group in GROUPS["WRES"] if table.has("Gender") else ():
            made.rows.append((("", group, ""), [sum(person.group == group and person.sex == sex for person in counted) for sex in SEXES]))


def reckon_breakdowns(extracts, organisation, edition, standard, clinical_by="occupation-code", alone=None):
    tables = {}
    staff = Reckoning.own(extracts["staff"], organisation, alone) if "staff" in extracts and standard == "WRES" else None
    if staff and staff.rows and staff.has(COLUMN[standard]):
        sexes(staff, edition, clinical_by, tables)
    if "applicants" in extracts:
        recruitment(Reckoning.own(extracts["applicants"], organisation, alone), edition, standard, tables)
    return tables
