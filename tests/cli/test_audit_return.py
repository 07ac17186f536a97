"""`audit RETURN.xml EXTRACT...`: for a return made by departing from the rules, the departure is named; for a right one nothing is.

The departures are planted here by changing the extracts, or figures of the submission, in ways that share nothing with how the program looks for them. EVENHAND is the
program's path, EVENHAND_TOP the source folder.
"""

import copy
import csv
import datetime
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import unittest
from fractions import Fraction

TOP = os.environ["EVENHAND_TOP"]
sys.path.insert(0, os.path.join(TOP, "tests", "reference"))
import generate  # noqa: E402
import write_extracts  # noqa: E402

PROGRAM = os.environ["EVENHAND"]
DAY = datetime.timedelta(1)
SNAPSHOT = datetime.date(2025, 3, 31)
ETHNIC = ["A White - British"] * 6 + ["H Asian - Indian"] * 3 + ["N Black African", "Z Not Stated"]
DISABILITY = ["No"] * 7 + ["Yes"] * 2 + ["Not Declared"] * 2


def run(*arguments):
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1747731600"}
    done = subprocess.run([PROGRAM, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, timeout=120, check=False)
    return done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8")


# ---- an organisation ----


def organisation(seed):
    """Extracts, kind -> rows, with people on both sides of every rule that may be departed from."""
    rng = random.Random(seed)
    staff, people = [], []
    for i in range(900):
        kind = rng.choices(["Permanent", "Bank", "Non-Exec Director/Chair"], [20, 2, 1])[0]
        ended = rng.choices([None, SNAPSHOT - DAY * rng.randrange(30, 200), SNAPSHOT - DAY, SNAPSHOT], [30, 3, 1, 1])[0] if kind == "Permanent" else None
        start = rng.choices([SNAPSHOT - DAY * rng.randrange(100, 3000), SNAPSHOT, SNAPSHOT + DAY], [30, 1, 1])[0] if not ended else SNAPSHOT - DAY * 2000
        clinical = rng.random() < 0.6
        row = {"Employee Number": f"2{i:07d}", "Assignment Number": f"2{i:07d}", "Assignment Category": kind, "Assignment Status": "Active Assignment", "Primary Assignment": "Yes",
               "Start Date": start, "End Date": ended or "", "Staff Group": "Nursing and Midwifery Registered" if clinical else "Administrative and Clerical",
               "Job Role": "Staff Nurse" if clinical else "Clerical Worker", "Pay Grade": f"Band {rng.randrange(2, 8)}", "FTE": "1", "Ethnic Origin": rng.choice(ETHNIC),
               "Disability": rng.choice(DISABILITY)}
        staff.append(row)
        if kind == "Permanent" and not ended and start < SNAPSHOT:
            people.append(row)
            if rng.random() < 0.12:
                staff.append({**row, "Assignment Number": row["Assignment Number"] + "-2", "Primary Assignment": "No", "FTE": "0.4", "Pay Grade": f"Band {rng.randrange(2, 8)}"})
    day = lambda: datetime.date(2022, 10, 1) + DAY * rng.randrange(0, 912)  # the period, the year before, and half a year before that
    applicants = [{"Application ID": f"A{i}", "Date Shortlisted": day(), "Shortlisted": "Yes", "Appointed": "Yes" if rng.random() < 0.2 else "No", "Ethnic Origin": rng.choice(ETHNIC),
                   "Disability": rng.choice(DISABILITY)} for i in range(1100)]
    cases, training = [], []
    rng.shuffle(people)
    for i, person in enumerate(people[:280]):  # each in one year alone
        opened = day()
        case = {"Employee Number": person["Employee Number"], "Case Type": rng.choice(["Disciplinary", "Capability"]), "Formal": "Yes" if rng.random() < 0.7 else "No",
                "Grounds": rng.choice(["Performance", "Performance", "Ill health"]), "Date Opened": opened, "Ethnic Origin": "", "Disability": ""}
        cases.append(case)
        if rng.random() < 0.25:
            cases.append(dict(case))
    for i in range(700):
        training.append({"Employee Number": rng.choice(people)["Employee Number"], "Course": f"Course {i % 7}", "Mandatory": rng.choice(["Yes", "No", "No"]), "Date Completed": day(),
                         "Ethnic Origin": "", "Disability": ""})
    board = [{"Name": f"Member {i}", "Executive": "Yes" if i < 6 else "No", "Voting": "Yes" if i < 11 else "No", "Ethnic Origin": rng.choice(ETHNIC), "Disability": rng.choice(DISABILITY)}
             for i in range(14)]
    survey = [{"Survey Year": "2024", "Standard": s, "Item": item, "Group": group, "Percentage": f"{rng.randrange(50, 900) / 10}", "Respondents": "400"}
              for s, items, groups in (("WRES", "5678", ("White", "BME")), ("WDES", ("4b", "5", "6", "7"), ("Disabled", "Non-disabled"))) for item in items for group in groups]
    return {"staff": staff, "applicants": applicants, "cases": cases, "training": training, "board": board, "survey": survey}


def write(extracts, folder):
    os.makedirs(folder)
    for kind, rows in extracts.items():
        with open(os.path.join(folder, kind + ".csv"), "w", encoding="utf-8", newline="") as target:
            out = csv.DictWriter(target, list(rows[0]))
            out.writeheader()
            out.writerows(rows)
    return folder


def unknown(row):
    return row["Ethnic Origin"].startswith("Z"), row["Disability"] == "Not Declared"


# ---- departures, planted in the extracts ----


def change(kinds, **to):
    """Changes columns of some kinds of rows: heading -> function of the row."""

    def plant(extracts):
        for kind in kinds:
            for row in extracts[kind]:
                row.update({heading.replace("_", " "): function(row) for heading, function in to.items()})

    return plant


def bank(extracts):
    for row in extracts["staff"]:
        row["Assignment Category"] = row["Assignment Category"].replace("Bank", "Permanent")


def non_executives(extracts):
    for row in extracts["staff"]:
        row["Assignment Category"] = row["Assignment Category"].replace("Non-Exec Director/Chair", "Permanent")


def second_jobs(extracts):
    for row in extracts["staff"]:
        if row["Primary Assignment"] == "No":
            row["Employee Number"] = "SECOND" + row["Employee Number"]


def shifted(days):
    def plant(extracts):
        for row in extracts["staff"]:
            for heading in ("Start Date", "End Date"):
                row[heading] = row[heading] and row[heading] + DAY * days

    return plant


def leavers(extracts):
    for row in extracts["staff"]:
        row["End Date"] = ""


def without_unknown(which):
    def plant(extracts):
        numbers = {row["Employee Number"] for row in extracts["staff"] if unknown(row)[which]}
        for kind in ("staff", "applicants", "board"):
            extracts[kind] = [row for row in extracts[kind] if not unknown(row)[which]]
        for kind in ("cases", "training"):
            extracts[kind] = [row for row in extracts[kind] if row["Employee Number"] not in numbers]

    return plant


def unknown_as_other(extracts):
    for kind in ("staff", "applicants", "board"):
        for row in extracts[kind]:
            row["Ethnic Origin"] = row["Ethnic Origin"].replace("Z Not Stated", "A White - British")
            row["Disability"] = row["Disability"].replace("Not Declared", "No")


def swapped(extracts):
    exchange = {"A White - British": "H Asian - Indian", "H Asian - Indian": "A White - British", "N Black African": "A White - British", "Yes": "No", "No": "Yes"}
    for kind in ("staff", "applicants", "board"):
        for row in extracts[kind]:
            for heading in ("Ethnic Origin", "Disability"):
                row[heading] = exchange.get(row[heading], row[heading])
    names = {"White": "BME", "BME": "White", "Disabled": "Non-disabled", "Non-disabled": "Disabled"}
    for row in extracts["survey"]:
        row["Group"] = names[row["Group"]]


def other_process(extracts):
    for row in extracts["cases"]:
        row["Case Type"] = {"Disciplinary": "Capability", "Capability": "Disciplinary"}[row["Case Type"]]


def each_case(extracts):
    """A row without a number is a person of its own."""
    people = {row["Employee Number"]: row for row in extracts["staff"]}
    for kind in ("cases", "training"):
        for row in extracts[kind]:
            person = people[row["Employee Number"]]
            row.update({"Employee Number": "", "Ethnic Origin": person["Ethnic Origin"], "Disability": person["Disability"]})


def moved(date, years):
    day = min(date.day, 28) if date.month == 2 else date.day
    return datetime.date(date.year + years, date.month, day)


def in_period(date):
    return datetime.date(2024, 4, 1) <= date <= SNAPSHOT


def in_both_years(extracts):
    """What happened in either year happened in both: the average of two is then their sum."""
    again = []
    for row in extracts["cases"]:
        if row["Date Opened"] >= datetime.date(2023, 4, 1):
            again.append({**row, "Date Opened": moved(row["Date Opened"], -1 if in_period(row["Date Opened"]) else 1)})
    extracts["cases"] += again


def last_year_alone(extracts):
    extracts["cases"] = [row for row in extracts["cases"] if in_period(row["Date Opened"])]
    extracts["cases"] += [{**row, "Date Opened": moved(row["Date Opened"], -1)} for row in extracts["cases"]]


def year_before(extracts):
    for kind, heading in (("applicants", "Date Shortlisted"), ("cases", "Date Opened"), ("training", "Date Completed")):
        for row in extracts[kind]:
            row[heading] = moved(row[heading], 1)


def whole_extract(extracts):
    for kind, heading in (("applicants", "Date Shortlisted"), ("training", "Date Completed")):
        for row in extracts[kind]:
            row[heading] = datetime.date(2024, 10, 1)


def both(*plants):
    def plant(extracts):
        for one in plants:
            one(extracts)

    return plant


EXTRACTS = [
    ("bank-staff-counted", ("wres", "wdes"), bank),
    ("non-executives-counted", ("wres", "wdes"), non_executives),
    ("second-jobs-counted", ("wres", "wdes"), second_jobs),
    ("snapshot-day-early", ("wres", "wdes"), shifted(1)),
    ("snapshot-day-late", ("wres", "wdes"), shifted(-1)),
    ("leavers-counted", ("wres", "wdes"), leavers),
    ("unknown-people-left-out", ("wres",), without_unknown(0)),
    ("unknown-people-left-out", ("wdes",), without_unknown(1)),
    ("unknown-people-in-a-group", ("wres", "wdes"), unknown_as_other),
    ("groups-changed-round", ("wres", "wdes"), swapped),
    ("other-process-counted", ("wres", "wdes"), other_process),
    ("informal-cases-counted", ("wres", "wdes"), change(["cases"], Formal=lambda row: "Yes")),
    ("cases-counted", ("wres", "wdes"), each_case),
    ("two-years-added", ("wres", "wdes"), in_both_years),
    ("one-year-counted", ("wdes",), last_year_alone),
    ("year-before-counted", ("wres", "wdes"), year_before),
    ("whole-extract-counted", ("wres", "wdes"), whole_extract),
    ("mandatory-training-counted", ("wres",), change(["training"], Mandatory=lambda row: "No")),
    ("two-departures", ("wres", "wdes"), both(bank, second_jobs)),
    ("two-departures", ("wres", "wdes"), both(second_jobs, unknown_as_other)),
]


# Of the two departures made at once, those that alone change some indicator.
PARTS = {"unknown-people-in-a-group"}

# ---- departures, planted in the submission ----


def rounded(fraction, places):
    scaled = abs(fraction) * 10**places
    digits = str((2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)).rjust(places + 1, "0")
    return digits[:-places] + "." + digits[-places:]


def value(text, item, group=None):
    """The element of a value: its start and end in the text, and what it holds."""
    inside = re.search(rf'<item id="{re.escape(item)}".*?</item>', text, re.DOTALL)
    mark = f'group="{group}"' if group else "top="
    found = re.search(rf"<value [^>]*{mark}[^>]*>([^<]*)</value>", inside.group())
    return inside.start() + found.start(), inside.start() + found.end(), found.group(1)


def put(text, item, group, exact, places):
    start, end, _ = value(text, item, group)
    element = re.sub(r'display="[^"]*"', f'display="{rounded(exact, places) if places else exact}"', text[start:end])
    return text[:start] + re.sub(r">[^<]*<", f">{float(exact)!r}<", element) + text[end:]


def upside_down(text):
    return put(text, "2.relative-likelihood", None, 1 / Fraction(value(text, "2.relative-likelihood")[2]), 2)


def with_ill_health(text):
    """Capability on any grounds, in the likelihoods and the ratio that leave ill health out."""
    rates = {}
    for group in ("disabled", "non-disabled", "unknown"):
        entered, people = (Fraction(value(text, item, group)[2]) for item in ("3.entered", "3.workforce"))
        rates[group] = entered / people
        text = put(text, "3.likelihood", group, 100 * rates[group], 2)
    return put(text, "3.relative-likelihood", None, rates["disabled"] / rates["non-disabled"], 2)


def mistyped(text):
    return put(text, "1a.band-3", "white", int(value(text, "1a.band-3", "white")[2]) + 7, 0)


SUBMISSIONS = [
    ("ratio-upside-down", "wres", upside_down),
    ("ratio-upside-down", "wdes", upside_down),
    ("ill-health-counted", "wdes", with_ill_health),
    ("not-from-extracts", "wres", mistyped),
]


class Departures(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def path(self, *names):
        return os.path.join(self.folder, *names)

    def compute(self, extracts, name):
        status, _, said = run("return", write(extracts, self.path(name, "in")), "--edition", "2025", "--organisation", "XAU", "--format", "xml", "--quiet", "--out", self.path(name))
        self.assertIn(status, (0, 1), said)
        return {standard: self.path(name, f"XAU-{standard}-2025.xml") for standard in ("wres", "wdes")}

    def audit(self, *arguments):
        status, out, said = run("audit", *arguments, "--format", "json")
        self.assertIn(status, (0, 1), said)
        return status, [r for r in json.loads(out)["remarks"]], said

    def test_planted_in_the_extracts(self):
        kinds, found, sure = 0, 0, 0
        for seed in (1, 2):
            extracts = organisation(seed)
            self.compute(extracts, f"{seed}")
            for number, (code, standards, plant) in enumerate(EXTRACTS):
                other = copy.deepcopy(extracts)
                plant(other)
                returns = self.compute(other, f"{seed}-{number}")
                for standard in standards:
                    status, remarks, said = self.audit(returns[standard], self.path(f"{seed}", "in"))
                    errors = [r for r in remarks if r["severity"] == "error"]
                    self.assertEqual(status, 1, (seed, code, standard))
                    self.assertIn("SHA-256", said)
                    kinds += 1
                    codes = {r["code"] for r in errors}
                    right = codes == {code} or code == "two-departures" and code in codes and codes <= {code, *PARTS}
                    found += right
                    sure += right and errors[0]["confidence"] != "low"
                    if not right:
                        print(seed, code, standard, [(r["code"], r["confidence"], r["evidence"][:160]) for r in errors])
        print(f"planted in extracts: {kinds}, named: {found}, of these with confidence: {sure}")
        self.assertGreaterEqual(found, 0.95 * kinds)

    def test_planted_in_the_submission(self):
        extracts = organisation(7)
        returns = self.compute(extracts, "right")
        for number, (code, standard, plant) in enumerate(SUBMISSIONS):
            with open(returns[standard], encoding="utf-8") as source:
                text = plant(source.read())
            path = self.path(f"planted-{number}.xml")
            with open(path, "w", encoding="utf-8") as target:
                target.write(text)
            status, remarks, said = self.audit(path, self.path("right", "in"))
            self.assertEqual((status, [r["code"] for r in remarks if r["severity"] == "error"]), (1, [code]), code)
            self.assertNotIn("SHA-256", said)

    def test_right_ones(self):
        """Of right returns, tidy and untidy, no figure is called wrong."""
        figures = returns = 0
        for seed in range(2000, 2040):
            made = generate.make(seed)
            files = write_extracts.write(made.extracts, self.path(str(seed), "in"), write_extracts.DIALECTS[seed % len(write_extracts.DIALECTS)], seed)
            out = self.path(str(seed), "out")
            more = ["--organisation", made.alone] if made.alone else []
            if not files or run("return", "--edition", str(made.edition), "--format", "xml", "--out", out, "--quiet", "--clinical-by", made.clinical_by, *more, *files)[0] == 2:
                continue
            for name in sorted(os.listdir(out)):
                if name.endswith(".xml"):
                    status, remarks, said = self.audit(os.path.join(out, name), *files)
                    wrong = [r for r in remarks if r["severity"] != "note"]
                    self.assertEqual((status, wrong), (0, []), (seed, name, said))
                    self.assertNotIn("SHA-256", said)
                    returns += 1
        self.assertGreater(returns, 60)


class LastYear(unittest.TestCase):
    def test_column(self):
        with tempfile.TemporaryDirectory() as folder:
            small = os.path.join(TOP, "fixtures", "small")
            run("return", small, "--edition", "2025", "--format", "xml", "--quiet", "--out", folder)
            path = os.path.join(folder, "XSM-wres-2025.xml")
            with open(path, encoding="utf-8") as source:
                text = source.read()
            totals = [int(float(value(text, "1.total", group)[2])) for group in ("white", "bme")]
            last = "".join(f'<previous edition="2024" item="1.total" group="{g}" display="{n}">{n}</previous>' for g, n in (("white", totals[1]), ("bme", totals[0])))
            self.assertEqual(self.audit(path, text, last), {"swapped-since-last-year"})
            last = "".join(f'<previous edition="2024" item="{item}" group="{g}" display="{d}">{d}</previous>' for item, g, d in
                           (("2.shortlisted", "white", 50), ("2.appointed", "white", 10), ("2.likelihood", "white", "21.00"), ("2.shortlisted", "bme", 50), ("2.appointed", "bme", 5)))
            last += '<previous edition="2024" item="2.relative-likelihood" display="2.00">2</previous>'
            self.assertEqual(self.audit(path, text, last), {"last-year-does-not-follow"})
            last = "".join(f'<previous edition="2024" item="{item}" group="{g}" display="{value(text, item, g)[2]}">{value(text, item, g)[2]}</previous>'
                           for item in ("9.board", "9.voting", "9.executive", "9.non-executive") for g in ("white", "bme"))
            self.assertEqual(self.audit(path, text, last), {"same-as-last-year"})
            self.assertEqual(self.audit(path, text, ""), set())

    def audit(self, path, text, last):
        """The codes of the warnings, with this last year's column."""
        with open(path, "w", encoding="utf-8") as target:
            target.write(text.replace("</detail>", last + "</detail>"))
        _, out, said = run("audit", path, "--format", "json")
        self.assertTrue(out, said)
        return {r["code"] for r in json.loads(out)["remarks"] if r["severity"] == "warning"}


class Arguments(unittest.TestCase):
    def test_usage(self):
        small = os.path.join(TOP, "fixtures", "small")
        self.assertEqual(run("audit")[0], 2)
        self.assertEqual(run("audit", "figures.csv", small)[0], 2)
        with tempfile.TemporaryDirectory() as folder:
            run("return", small, "--edition", "2025", "--format", "xml", "--quiet", "--out", folder)
            path = os.path.join(folder, "XSM-wres-2025.xml")
            self.assertEqual(run("audit", path, os.path.join(folder, "nothing.csv"))[0], 2)
            status, out, _ = run("audit", path, small)
            self.assertEqual(status, 0, out)
            self.assertIn("0 errors", out)
            self.assertEqual(run("audit", path, os.path.join(TOP, "fixtures", "trust", "staff-in-post.xlsx"))[0], 2)  # another organisation's


if __name__ == "__main__":
    unittest.main()
