"""`evenhand progress` on the returns of the invented partnership, each change held to a second implementation.

EVENHAND is the program's path, EVENHAND_TOP the source folder.
"""

import csv
import json
import math
import os
import shutil
import statistics
import tempfile
import unittest
import xml.etree.ElementTree as ET
import zipfile
from fractions import Fraction

from partnership import ORGANISATIONS, PARTNERSHIP, TOP, read_returns
from partnership import run as run_command

NORMAL = statistics.NormalDist()
YEARS = (2023, 2024, 2025)
# ratio: the counts on top and below, the group on top and the one below, and over how many years they are averaged
RATIOS = {
    ("WRES", "2.relative-likelihood"): (("2.appointed",), "2.shortlisted", "white", "bme", 1),
    ("WRES", "3.relative-likelihood"): (("3.entered",), "3.workforce", "bme", "white", 1),
    ("WRES", "4.relative-likelihood"): (("4.accessed",), "4.workforce", "white", "bme", 1),
    ("WDES", "2.relative-likelihood"): (("2.appointed",), "2.shortlisted", "non-disabled", "disabled", 1),
    ("WDES", "3.relative-likelihood"): (("3.entered", "3.entered-ill-health"), "3.workforce", "disabled", "non-disabled", 2),
    ("WDES", "3.any-reason-relative-likelihood"): (("3.entered",), "3.workforce", "disabled", "non-disabled", 2),
}
GROUPS = {"WRES": ("bme", "white"), "WDES": ("disabled", "non-disabled")}
BETTER = {"WRES": {"5": -1, "6": -1, "7": 1, "8": -1}, "WDES": {"4a.i": -1, "4a.ii": -1, "4a.iii": -1, "4b": 1, "5": 1, "6": -1, "7": 1, "8": 1, "9a": 1}}


def run(*arguments, command="progress"):
    return run_command(command, *arguments)


RETURNS = read_returns()
CODES = sorted({code for _, code, _ in RETURNS})


# ---- the rules a second time ----


def wilson(x, n, z):
    half, middle, bottom = z * math.sqrt(z * z + 4 * x * (1 - x / n)), 2 * x + z * z, 2 * (n + z * z)
    return (0.0 if x <= 0 else (middle - half) / bottom), (1.0 if x >= n else (middle + half) / bottom)


def newcombe(x1, n1, x2, n2, z):
    p1, p2, (l1, u1), (l2, u2) = x1 / n1, x2 / n2, wilson(x1, n1, z), wilson(x2, n2, z)
    return p1 - p2 - math.sqrt((p1 - l1) ** 2 + (u2 - p2) ** 2), p1 - p2 + math.sqrt((u1 - p1) ** 2 + (p2 - l2) ** 2)


def change_of_ratios(before, after, mirrored=False):
    """Each is x1, n1, x2, n2. On the log scale: change, lower, upper, p."""
    if min(before[0], before[2], after[0], after[2]) <= 0:
        return None
    logs = [math.log(a / n / (b / m)) for a, n, b, m in (before, after)]
    error = math.sqrt(sum(1 / a - 1 / n + 1 / b - 1 / m for a, n, b, m in (before, after)))
    change = logs[1] - (-logs[0] if mirrored else logs[0])
    z = NORMAL.inv_cdf(0.975)
    return change, change - z * error, change + z * error, 2 * NORMAL.cdf(-abs(change / error))


def change_of_gaps(before, after, mirrored=False):
    """In proportions: change, lower, upper, and the p at which the interval just holds 0."""

    def at(z):
        a, b = (one[0] / one[1] - one[2] / one[3] for one in (before, after))
        low, high = newcombe(*before, z)
        (low, high), a = ((-high, -low), -a) if mirrored else ((low, high), a)
        low2, high2 = newcombe(*after, z)
        return b - a - math.sqrt((b - low2) ** 2 + (high - a) ** 2), b - a + math.sqrt((high2 - b) ** 2 + (a - low) ** 2), b - a

    lower, upper, change = at(NORMAL.inv_cdf(0.975))
    low, high = 0.0, 40.0
    for _ in range(100):
        middle = (low + high) / 2
        ends = at(middle)
        low, high = (low, middle) if ends[0] <= 0 <= ends[1] else (middle, high)
    return change, lower, upper, 2 * NORMAL.cdf(-high) if change else 1.0


def two_by_two(x1, n1, x2, n2):
    """Chi-square without Yates; None where an expected cell is under 5, which tests/reference holds."""
    x, n = x1 + x2, n1 + n2
    if min(n1, n2) * min(x, n - x) < 5 * n:
        return None
    pooled = x / n
    z = (x1 / n1 - x2 / n2) / math.sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n2))
    return 2 * NORMAL.cdf(-abs(z))


def half_up(value, decimals):
    return math.floor(abs(value) * 10**decimals + 0.5) / 10**decimals * (1 if value >= 0 else -1)


def benjamini_hochberg(p):
    order = sorted(range(len(p)), key=lambda i: p[i])
    return [min(1, min(len(p) * p[order[k]] / (k + 1) for k in range(len(p)) if p[order[k]] >= p[i])) for i in range(len(p))]


def ratio_counts(standard, item, codes, year):
    tops, bottom, first, second, years = RATIOS[standard, item]
    out = []
    for group in (first, second):
        x = sum(years * (RETURNS[standard, code, year][0][tops[0]][group] - sum(RETURNS[standard, code, year][0][less][group] for less in tops[1:])) for code in codes)
        out += [x, sum(years * RETURNS[standard, code, year][0][bottom][group] for code in codes)]
    return out


def survey_counts(standard, item, group, codes, year):
    pairs = [(RETURNS[standard, code, year][0][item][group], RETURNS[standard, code, year][1][item][group]) for code in codes]
    return sum(percent / 100 * n for percent, n in pairs), sum(n for _, n in pairs)


def gap_counts(standard, item, codes, year):
    """Of a board's difference from the workforce, for the group that the standard is about."""
    row = {"difference": "board", "voting-difference": "voting", "executive-difference": "executive"}[item.split(".")[1]]
    out = []
    for place in (f"{item.split('.')[0]}.{row}", "1.total"):
        values = [RETURNS[standard, code, year][0][place] for code in codes]
        out += [sum(value[GROUPS[standard][0]] for value in values), sum(sum(value.values()) for value in values)]
    return out


class Report(unittest.TestCase):
    codes = None

    @classmethod
    def make(cls, *arguments):
        cls.folder = tempfile.mkdtemp()
        cls.done = run(PARTNERSHIP, "--organisations", ORGANISATIONS, "--out", cls.folder, *arguments)
        with open(os.path.join(cls.folder, "progress.json"), encoding="utf-8") as file:
            cls.json = json.load(file)
        with open(os.path.join(cls.folder, "progress.csv"), encoding="utf-8", newline="") as file:
            cls.rows = list(csv.DictReader(file))

    @classmethod
    def tearDownClass(cls):
        if hasattr(cls, "folder"):
            shutil.rmtree(cls.folder)

    def close(self, found, expected, places=9):
        self.assertTrue(math.isclose(float(found), expected, rel_tol=10**-places, abs_tol=10**-places), f"{found} is not {expected}")

    def row(self, standard, item, group, edition, code):
        return next(row for row in self.rows if (row["standard"], row["item"], row["group"], row["edition"], row["organisation"]) == (standard, item, group, str(edition), code))

    def check_step(self, row, which, expected, moved, turn, scale=1.0, ratio=False):
        """`expected` is change, lower, upper, p; `moved` the distance's change and its p (None: not tested)."""
        if expected is None:
            self.assertEqual(row[which + "-change-p"], "")
        else:
            numbers = [math.exp(value) for value in expected[:3]] if ratio else [scale * value for value in expected[:3]]
            for column, number in zip(("change", "change-lower", "change-upper"), numbers):
                self.close(row[f"{which}-{column}"], number, 8)
            if expected[3] is not None:
                self.close(row[which + "-change-p"], expected[3], 7)
        self.close(row[which + "-distance-change"], moved[0], 8)
        if moved[1] is not None:
            self.close(row[which + "-distance-p"], moved[1], 7)
            self.assertEqual(row[which + "-beyond-chance"], "yes" if moved[1] < 0.05 else "no")
        self.assertEqual(row[which + "-verdict"], turn)


def steps():
    """From which edition to which, and the columns that say so."""
    return ((2023, 2024, "last"), (2024, 2025, "last"), (2023, 2025, "first"))


def verdict(before, after, same):
    return "no-change" if same else "better" if after < before else "worse"


class Changes:
    """Shared by one organisation and several together."""

    def counted(self, standard, item):
        """The organisations behind an item, and the code that its rows bear."""
        raise NotImplementedError

    def test_ratios(self):
        checked = 0
        for (standard, item), (*_, years) in RATIOS.items():
            codes, code = self.counted(standard, item)
            for start, end, which in steps():
                row = self.row(standard, item, "", end, code)
                before, after = (ratio_counts(standard, item, codes, year) for year in (start, end))
                values = [a / n / (b / m) if b else None for a, n, b, m in (before, after)]
                self.close(row["value"], values[1], 12)
                self.assertEqual(row[which + "-from"], str(start))
                logs = [math.log(value) for value in values]
                crossed = logs[0] * logs[1] < 0
                apart = years <= end - start  # averages of two years that share one are not tested
                plain = change_of_ratios(before, after) if apart else None
                mirrored = change_of_ratios(before, after, crossed) if apart else None
                same = half_up(max(values[0], 1 / values[0]), 2) == half_up(max(values[1], 1 / values[1]), 2)
                self.check_step(row, which, plain, (abs(logs[1]) - abs(logs[0]), mirrored and mirrored[3]), verdict(abs(logs[0]), abs(logs[1]), same), ratio=True)
                if not apart:
                    self.assertEqual(row[which + "-distance-p"], "")
                checked += 1
        self.assertEqual(checked, 18)

    def test_survey_percentages(self):
        checked = 0
        for standard, items in BETTER.items():
            for short, better in items.items():
                if short == "9a":
                    continue
                item = short + ".percentage"
                codes, code = self.counted(standard, item)
                for group in GROUPS[standard] if short != "8" or standard == "WRES" else ("disabled",):
                    for start, end, which in steps():
                        row = self.row(standard, item, group, end, code)
                        before, after = (survey_counts(standard, item, group, codes, year) for year in (start, end))
                        low, high = newcombe(*after, *before, NORMAL.inv_cdf(0.975))
                        p = two_by_two(round(after[0]), after[1], round(before[0]), before[1])
                        percents = [100 * x / n for x, n in (before, after)]
                        same = half_up(float(row["value"]), 1) == half_up(percents[0], 1)
                        self.check_step(row, which, (after[0] / after[1] - before[0] / before[1], low, high, p), (-better * (percents[1] - percents[0]), p), verdict(0, -better * (percents[1] - percents[0]), same), scale=100)
                        checked += 1
        self.assertEqual(checked, 3 * (2 * 4 + 2 * 7 + 1))

    def test_gaps(self):
        """Of survey items between the two groups, and of boards from their workforce."""
        checked = 0
        for standard, items in BETTER.items():
            boards = [f"{'9' if standard == 'WRES' else '10'}.{row}" for row in ("difference", "voting-difference", "executive-difference")]
            surveys = [short + ".percentage" for short in items if short != "9a" and (short != "8" or standard == "WRES")]
            for item in surveys + boards:
                codes, code = self.counted(standard, item)
                for start, end, which in steps():
                    if item in boards:
                        row = self.row(standard, item, GROUPS[standard][0], end, code)
                        before, after = (gap_counts(standard, item, codes, year) for year in (start, end))
                    else:
                        row = self.row(standard, item, "gap", end, code)
                        before, after = ([*survey_counts(standard, item, GROUPS[standard][0], codes, year), *survey_counts(standard, item, GROUPS[standard][1], codes, year)] for year in (start, end))
                    gaps = [100 * (a / n - b / m) for a, n, b, m in (before, after)]
                    self.close(row["value"], gaps[1], 9)
                    crossed = gaps[0] * gaps[1] < 0
                    same = half_up(abs(gaps[0]), 1) == half_up(abs(gaps[1]), 1)
                    self.check_step(row, which, change_of_gaps(before, after), (abs(gaps[1]) - abs(gaps[0]), change_of_gaps(before, after, crossed)[3]), verdict(abs(gaps[0]), abs(gaps[1]), same), scale=100)
                    checked += 1
        self.assertEqual(checked, 3 * (4 + 3 + 7 + 3))

    def test_counts_are_plain_differences(self):
        for item in ("1.total", "1a.band-8a", "2.shortlisted"):
            codes, code = self.counted("WRES", item)
            row = self.row("WRES", item, "bme", 2025, code)
            then, now = (sum(RETURNS["WRES", code, year][0][item]["bme"] for code in codes) for year in (2024, 2025))
            self.assertEqual((float(row["value"]), float(row["last-change"])), (now, now - then))
            self.assertEqual((row["last-change-p"], row["last-verdict"]), ("", ""))


class One(Changes, Report):
    """XP1 alone: its own figures."""

    @classmethod
    def setUpClass(cls):
        cls.make("--organisation", "xp1")

    def counted(self, standard, item):
        return ["XP1"], "XP1"

    def test_goals(self):
        """The straight line to parity in whole people, from the first edition to 2028."""
        for standard, group in (("WRES", "bme"), ("WDES", "disabled")):
            goals = next(side for side in self.json["standards"] if side["id"] == standard)["goals"]
            self.assertEqual([goal["level"] for goal in goals], ["band-8a", "band-8b", "band-8c", "band-8d", "band-9", "vsm"])
            for goal in goals:
                people = {}
                for year in YEARS:
                    values = RETURNS[standard, "XP1", year][0]
                    people[year] = [sum(values[f"{side}.{goal['level']}"][of] for side in ("1a", "1b")) for of in values["1.total"]], values["1.total"]
                mine = {year: people[year][0][list(people[year][1]).index(group)] for year in YEARS}
                band, workforce = people[2025]
                wanted = Fraction(workforce[group]) / Fraction(sum(workforce.values())) * Fraction(sum(band))
                self.assertEqual((goal["year"], goal["from"], goal["wanted"]), (2028, 2023, math.floor(wanted + Fraction(1, 2))))
                self.assertEqual(goal["needed"], max(0, goal["wanted"] - mine[2025]))
                for at in goal["editions"]:
                    self.assertEqual(at["people"], mine[at["edition"]])
                    if at["edition"] > 2023:
                        line = wanted if mine[2023] >= wanted else Fraction(mine[2023]) + (wanted - Fraction(mine[2023])) * (at["edition"] - 2023) / 5
                        self.assertEqual(at["due"], math.floor(line + Fraction(1, 2)))

    def test_handling_and_words(self):
        self.assertEqual(self.done.returncode, 0, self.done.stderr)
        self.assertTrue(self.json["internal"])
        self.assertEqual(self.json["organisation"]["code"], "XP1")
        self.assertIn("Contains small numbers: internal", self.done.stdout)
        self.assertIn("1.33 (2023), 1.48 (2024), 1.16 (2025). Since 2023: better, within what chance alone could do.", " ".join(self.done.stdout.split()))

    def test_page(self):
        """Well-formed, internal, with a chart for each main series, and the answer in its own words."""
        with open(os.path.join(self.folder, "progress.html"), encoding="utf-8") as file:
            text = file.read()
        page = ET.fromstring(text.replace("<!DOCTYPE html>", ""))
        self.assertIn("Contains small numbers: internal", text)
        mains = {(row["standard"], row["item"]) for row in self.rows if row["main"] == "yes"}
        goals = sum(len(side["goals"]) for side in self.json["standards"])
        self.assertEqual(sum(1 for one in page.iter() if one.tag.endswith("svg") and one.get("class") == "chart"), len(mains) + goals)
        self.assertIn("1.33 (2023), 1.48 (2024), 1.16 (2025). <strong>Since 2023: better, within what chance alone could do.</strong>", text)
        for standard, count in (("WRES", 10), ("WDES", 16)):
            self.assertEqual(len([item for of, item in mains if of == standard]), count)

    def test_workbook(self):
        with zipfile.ZipFile(os.path.join(self.folder, "progress.xlsx")) as book:
            names = [sheet.get("name") for sheet in ET.fromstring(book.read("xl/workbook.xml")).iter() if sheet.tag.endswith("}sheet")]
        self.assertEqual(names, ["What has changed", "Figures", "Changes", "Breaks and restated", "Goals", "Notes"])

    def test_scores_are_not_tested(self):
        row = self.row("WDES", "9a.score", "gap", 2025, "XP1")
        self.assertEqual((row["unit"], row["last-change-p"], row["last-beyond-chance"]), ("score", "", ""))
        self.assertIn(row["last-verdict"], ("better", "worse", "no-change"))


class Together(Changes, Report):
    """All twelve: counts summed, and nobody counted who lacks the item in an edition."""

    @classmethod
    def setUpClass(cls):
        cls.make()

    def counted(self, standard, item):
        if standard == "WRES" and item.startswith("4.") and item != "4.workforce":
            return [code for code in CODES if code != "XPC"], ""
        return CODES, ""

    def test_who_is_left_out(self):
        row = self.row("WRES", "4.relative-likelihood", "", 2025, "")
        self.assertEqual((row["counted"], row["left-out"]), ("11", "XPC (2023: not-supplied)"))
        self.assertNotIn("organisation", self.json)

    def test_organisations_adjusted(self):
        for item, which in (("2.relative-likelihood", "first"), ("8.percentage", "last")):
            group = "gap" if item.startswith("8") else ""
            rows = [self.row("WRES", item, group, 2025, code) for code in CODES]
            p = [float(row[which + "-distance-p"]) for row in rows]
            for row, adjusted in zip(rows, benjamini_hochberg(p)):
                self.close(row[which + "-distance-adjusted-p"], adjusted, 10)


    def test_page_answers_who_got_better(self):
        """The codes stand where the adjusted p and the verdict put them."""
        with open(os.path.join(self.folder, "progress.html"), encoding="utf-8") as file:
            page = file.read()
        start = page.index("<h4>Which organisations got better</h4>")
        for label, item, group in (("Relative likelihood of appointment, White to BME", "2.relative-likelihood", ""), ("Staff discriminated against by a manager or colleague: gap between BME and White", "8.percentage", "gap")):
            at = page.index(f"<h5>{label}</h5>", start)
            lists = page[at:page.index("</ul>", at)]
            ways = {}
            for code in CODES:
                row = self.row("WRES", item, group, 2025, code)
                certain = float(row["first-distance-adjusted-p"]) < 0.05
                ways.setdefault((row["first-verdict"], certain), []).append(code)
            for (verdict, certain), words in ((("better", True), "better, more than chance"), (("better", False), "better, could be chance"), (("worse", False), "worse, could be chance"), (("worse", True), "worse, more than chance")):
                if (verdict, certain) in ways:
                    self.assertIn(f"<li>{words}: {', '.join(ways[verdict, certain])}</li>", lists)
                else:
                    self.assertNotIn(words, lists)
        self.assertIn("4.relative-likelihood", page[page.index("Birchholm Social Enterprise (invented) (XPC)", page.index('id="who"')):])


class Command(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.folder)

    def path(self, *names):
        return [os.path.join(PARTNERSHIP, name) for name in names]

    def report(self, *arguments):
        done = run(*arguments, "--out", self.folder)
        self.assertEqual(done.returncode, 0, done.stderr)
        with open(os.path.join(self.folder, "progress.json"), encoding="utf-8") as file:
            return json.load(file), done

    def item(self, report, name, group=None):
        item = next(item for item in report["standards"][0]["items"] if item["id"] == name)
        return next(series for series in item["series"] if series.get("group") == group)

    def test_same_bytes(self):
        files = []
        for threads in ("1", "3"):
            out = os.path.join(self.folder, threads)
            self.assertEqual(run(PARTNERSHIP, "--out", out, "--threads", threads, "--quiet").returncode, 0)
            files.append({})
            for name in sorted(os.listdir(out)):
                with open(os.path.join(out, name), "rb") as file:
                    files[-1][name] = file.read()
        self.assertEqual(files[0], files[1])

    def test_an_edition_missing(self):
        """Who has no return of an edition is left out of everything together, and named."""
        report, _ = self.report(*self.path("XP1-wres-2024.xml", "XP1-wres-2025.xml", "XP2-wres-2025.xml"))
        item = next(item for item in report["standards"][0]["items"] if item["id"] == "2.appointed")
        self.assertEqual((item["counted"], item["left-out"]), (1, [{"organisation": "XP2", "edition": 2024, "missing": "no-return"}]))
        self.assertEqual(self.item(report, "2.appointed", "bme")["editions"][1]["value"], RETURNS["WRES", "XP1", 2025][0]["2.appointed"]["bme"])

    def test_breaks_are_never_bridged(self):
        """A change that breaks a series stands between 2024 and 2025: no change across it, and one before it."""
        templates = os.path.join(self.folder, "templates")
        shutil.copytree(os.path.join(TOP, "templates"), templates)
        with open(os.path.join(templates, "changes.csv"), "a", encoding="utf-8") as file:
            file.write("WRES,2025,7,yes,Asked otherwise for this test.,uncertain,the test\n")
            file.write("WRES,2025,1a.band-5,yes,Counted otherwise for this test.,likely,the test\n")
        report, done = self.report(*self.path("XP1-wres-2023.xml", "XP1-wres-2024.xml", "XP1-wres-2025.xml"), "--templates", templates)
        points = self.item(report, "7.percentage", "gap")["editions"]
        self.assertEqual(points[1]["since-last"]["state"], "told")
        self.assertEqual((points[2]["since-last"]["state"], points[2]["break"]), ("break", True))
        self.assertNotIn("change", points[2]["since-last"])
        self.assertEqual(points[2]["since-first"], {"from": 2024, "state": "break"})
        self.assertEqual({(one["since"], one["item"], one["certainty"]) for one in report["standards"][0]["breaks"]}, {(2025, "7", "uncertain"), (2025, "1a.band-5", "likely")})
        for item in ("1a.total", "1.total", "9.difference"):  # all that is computed from a broken row
            self.assertTrue(self.item(report, item, "bme")["editions"][2].get("break"), item)
        self.assertNotIn("break", self.item(report, "2.relative-likelihood")["editions"][2])
        self.assertIn(" | ", done.stdout)

    def test_restated(self):
        """Last year's column says another number than last year's return."""
        extracts = os.path.join(self.folder, "extracts")
        os.mkdir(extracts)
        with open(os.path.join(extracts, "counts.csv"), "w", encoding="utf-8") as file:
            file.write("Organisation Code,Edition,Standard,Item,Group,Value\n")
            for item, numbers in (("2.shortlisted", (400, 200, 0)), ("2.appointed", (80, 30, 0))):
                for group, number in zip(("White", "BME", "Unknown"), numbers):
                    file.write(f"XP1,2024,WRES,{item},{group},{number}\n")
        first, second = (os.path.join(self.folder, name) for name in ("first", "second"))
        run(extracts, "--edition", "2024", "--standard", "wres", "--format", "xml", "--out", first, command="return")
        with open(os.path.join(extracts, "counts.csv"), encoding="utf-8") as file:
            text = file.read()
        with open(os.path.join(extracts, "counts.csv"), "w", encoding="utf-8") as file:
            file.write(text.replace(",2024,", ",2025,"))
        run(extracts, "--edition", "2025", "--standard", "wres", "--format", "xml", "--out", second, "--previous", os.path.join(first, "XP1-wres-2024.xml"), command="return")
        with open(os.path.join(extracts, "counts.csv"), "w", encoding="utf-8") as file:
            file.write("Organisation Code,Edition,Standard,Item,Group,Value\n")
            for item, numbers in (("2.shortlisted", (400, 200, 0)), ("2.appointed", (80, 31, 0))):
                for group, number in zip(("White", "BME", "Unknown"), numbers):
                    file.write(f"XP1,2024,WRES,{item},{group},{number}\n")
        run(extracts, "--edition", "2024", "--standard", "wres", "--format", "xml", "--out", first, command="return")
        report, done = self.report(os.path.join(first, "XP1-wres-2024.xml"), os.path.join(second, "XP1-wres-2025.xml"))
        restated = {(one["item"], one.get("group")): one for one in report["standards"][0]["restated"]}
        self.assertEqual(restated["2.appointed", "bme"]["now"]["value"], 30)
        self.assertEqual(restated["2.appointed", "bme"]["then"]["value"], 31)
        self.assertNotIn(("2.shortlisted", "bme"), restated)
        self.assertIn("restated-figures", run(os.path.join(first, "XP1-wres-2024.xml"), os.path.join(second, "XP1-wres-2025.xml"), "--out", self.folder, "--log", "json").stderr)
        self.assertIn("30 (2025)", done.stdout)
        self.assertIn("31 (2024)", done.stdout)

    def actions(self, text, *arguments, name="plan.csv", encoding="utf-8"):
        path = os.path.join(self.folder, name)
        with open(path, "w", encoding=encoding) as file:
            file.write(text)
        return run(*self.path("XP1-wres-2024.xml", "XP1-wres-2025.xml", "XP1-wdes-2024.xml", "XP1-wdes-2025.xml"), "--out", self.folder, "--actions", path, *arguments)

    def test_actions_of_the_example(self):
        report, done = self.report(PARTNERSHIP, "--organisation", "XP1", "--actions", os.path.join(PARTNERSHIP, "actions-XP1.csv"))
        self.assertEqual([(one["item"], one["standards"]) for one in report["actions"] if one["overdue"]], [("3", ["WRES"]), ("9", ["WRES"])])
        self.assertEqual(report["actions"][6], {"item": "WDES 8", "standards": ["WDES"], "action": "A central budget for reasonable adjustments", "owner": "Chief Finance Officer",
                                                "due": "2025-03-31", "status": "done", "measure": "Adjustments within 20 working days", "overdue": False})
        self.assertEqual(report["standards"][0]["without-action"], ["4.relative-likelihood", "6.percentage", "7.percentage", "8.percentage"])
        self.assertIn("Overdue actions", done.stdout)

    def test_actions_with_mistakes(self):
        """Each with its row and column; what can be used is used."""
        done = self.actions(
            "Our plan\n\nMetric;What we will do;Lead;By when;RAG;Organisation\n"
            "WRES 2;Panels;chair@example.org;31/02/2026;Amber;\n3;Second look;;;;\n42;Something;;;;\nWRES 4;;;;;\nWRES 6;Training;;01/05/2025;;XQ9\nIndicator 7;More;;2025-06-14;On track;XP1\n", "--log", "json")
        self.assertEqual(done.returncode, 0, done.stderr)
        found = {(one["code"], one.get("row"), one.get("column")) for one in map(json.loads, done.stderr.splitlines())}
        self.assertLessEqual({("action-names-person", 4, 3), ("action-due-unreadable", 4, 4), ("action-status-unknown", 4, 5), ("action-of-both-standards", 5, 1), ("action-item-unknown", 6, 1), ("action-blank", 7, 2), ("action-of-others", 8, 6)}, found)
        with open(os.path.join(self.folder, "progress.json"), encoding="utf-8") as file:
            actions = json.load(file)["actions"]
        self.assertEqual([(one["item"], one["standards"], one["overdue"]) for one in actions],
                         [("WRES 2", ["WRES"], False), ("3", ["WRES", "WDES"], False), ("42", [], False), ("Indicator 7", ["WRES", "WDES"], True)])

    def test_actions_that_are_none(self):
        for text in ("Item,Owner\n2,Somebody\n", "nothing\n", "\0\1\2"):
            done = self.actions(text)
            self.assertEqual(done.returncode, 2)
            self.assertRegex(done.stderr, "headings of an action plan|neither text nor a workbook")
        self.assertEqual(run("absent.csv", command="template").returncode, 2)
        template = run("actions", command="template").stdout
        self.assertEqual(self.actions(template).returncode, 0)
        self.assertEqual(self.actions(template, encoding="utf-16").returncode, 0)
        self.assertEqual(run("actions", "--format", "xlsx", command="template").returncode, 2)

    def test_refusals(self):
        two = self.path("XP1-wres-2024.xml", "XP1-wres-2025.xml")
        for arguments, words in (
            ([], "which returns?"),
            (two[:1], "No standard has returns of two editions"),
            ([*two, two[1]], "There are two returns of this organisation"),
            ([*two, "--organisation", "XP9"], "XP9 has no return here"),
            ([*two, "--organisation", "XP1", "--organisation", "XP2"], "give --organisation once"),
            ([*two, "--format", "pdf"], 'has no format "pdf"'),
            ([os.path.join(self.folder, "absent.xml")], "there is no such file"),
        ):
            done = run(*arguments, "--out", os.path.join(self.folder, "out"))
            self.assertEqual(done.returncode, 2, arguments)
            self.assertIn(words, done.stderr)
        self.assertFalse(os.path.exists(os.path.join(self.folder, "out")))

    def test_strict_and_one_edition(self):
        files = self.path("XP1-wres-2024.xml", "XP1-wres-2025.xml", "XP1-wdes-2025.xml")
        done = run(*files, "--out", self.folder)
        self.assertEqual(done.returncode, 0)
        self.assertIn("There is one edition alone, WDES 2025", done.stderr)
        self.assertEqual(run(*files, "--out", self.folder, "--strict").returncode, 1)
        self.assertEqual(run(*files, "--out", self.folder, "--quiet").stdout, "")


if __name__ == "__main__":
    unittest.main()
