"""`evenhand compare` on the returns of the invented partnership, held to a second implementation of its statistics.

EVENHAND is the program's path, EVENHAND_TOP the source folder.
"""

import csv
import html
import json
import math
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as ET
import zipfile

from partnership import PARTNERSHIP, PROGRAM, SPACE, TOP, read_returns
from partnership import run as run_command

sys.path.insert(0, os.path.join(TOP, "tests", "reference"))

import intervals  # noqa: E402

NORMAL = statistics.NormalDist()
Z95, Z998 = NORMAL.inv_cdf(0.975), NORMAL.inv_cdf(0.999)
RETURNS = {(standard, organisation): read for (standard, organisation, edition), read in read_returns().items() if edition == 2025}


def run(*arguments):
    return run_command("compare", *arguments)


def benjamini_hochberg(p):
    order = sorted(range(len(p)), key=lambda i: p[i])
    return [min(1, min(len(p) * p[order[k]] / (k + 1) for k in range(len(p)) if p[order[k]] >= p[i])) for i in range(len(p))]


def quantile(values, share):
    """R's type 7."""
    values, at = sorted(values), share * (len(values) - 1)
    low = math.floor(at)
    return values[low] if low + 1 == len(values) else values[low] + (at - low) * (values[low + 1] - values[low])


def dispersion(z, s):
    """FunnelPlotR: winsorised phi, and tau squared by DerSimonian and Laird's estimate."""
    low, high = quantile(z, 0.1), quantile(z, 0.9)
    phi = sum(min(max(value, low), high) ** 2 for value in z) / len(z)
    w = [1 / value**2 for value in s]
    if len(z) * phi <= len(z) - 1:
        return phi, 0
    return phi, (len(z) * phi - (len(z) - 1)) / (sum(w) - sum(value**2 for value in w) / sum(w))


def ranks(values, ends):
    """{code: (rank, from, to)}, 1 the highest."""
    return {
        code: (1 + sum(other > value for other in values.values()), 1 + sum(end[0] > ends[code][1] for end in ends.values()), len(values) - sum(end[1] < ends[code][0] for end in ends.values()))
        for code, value in values.items()
    }


class Compared(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp()
        cls.done = run(PARTNERSHIP, "--organisations", os.path.join(PARTNERSHIP, "organisations.csv"), "--population", os.path.join(PARTNERSHIP, "population.csv"), "--out", cls.folder)
        with open(os.path.join(cls.folder, "comparison.json"), encoding="utf-8") as file:
            cls.json = json.load(file)
        with open(os.path.join(cls.folder, "comparison.csv"), encoding="utf-8", newline="") as file:
            cls.rows = [row for row in csv.DictReader(file) if row["item"][0].isdigit()]  # of leaders, ratios and goals: test_leaders.py
        with open(os.path.join(PARTNERSHIP, "organisations.csv"), encoding="utf-8") as file:
            cls.who = {row["code"]: row for row in csv.DictReader(file)}

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder)

    def groups(self, standard):
        for side in self.json["standards"]:
            if side["id"] == standard:
                for item in side["items"]:
                    for group in item["groups"]:
                        yield item, group

    def find(self, standard, item, group=None):
        return next(found for about, found in self.groups(standard) if about["id"] == item and found.get("group") == group)

    def close(self, found, expected, places=9):
        self.assertTrue(math.isclose(found, expected, rel_tol=10**-places, abs_tol=10**-places), f"{found} is not {expected}")

    def test_files_and_handling(self):
        self.assertEqual(self.done.returncode, 0, self.done.stderr)
        self.assertEqual(sorted(os.listdir(self.folder)), ["comparison.csv", "comparison.html", "comparison.json", "comparison.xlsx"])
        self.assertTrue(self.json["internal"])
        with open(os.path.join(self.folder, "comparison.html"), encoding="utf-8") as file:
            page = file.read()
        self.assertIn("Contains small numbers: internal", page)
        self.assertEqual(self.json["left-out"], [])  # earlier editions say who got better, and where goals begin
        self.assertEqual({side["edition"] for side in self.json["standards"]}, {2025})

    def test_cells_know_their_columns(self):
        """On a narrow screen each cell bears the name of its column, from its own attribute or from the strings of the table's body: it is that of the heading above it."""
        with open(os.path.join(self.folder, "comparison.html"), encoding="utf-8") as file:
            page = file.read()
        self.assertLess(len(page), 850_000)
        checked = said = 0
        for table in re.findall(r"<table.*?</table>", page, re.S):
            head, _, body = table.partition("<tbody")
            headings = [html.unescape(re.sub(r"<[^>]*>", "", one)) for one in re.findall(r"<th .*?</th>", head, re.S)]
            style = re.match(r'[^>]* style="([^"]*)"', body)
            strings = dict(re.findall(r"--c([0-9]+):'((?:[^'])*)';", html.unescape(style.group(1)))) if style else {}
            for row in re.findall(r"<tr.*?</tr>", body, re.S):
                for at, cell in enumerate(re.findall(r"<td([^>]*)>", row), 1):
                    own = re.search(r'data-column="([^"]*)"', cell)
                    name = html.unescape(own.group(1)) if own else re.sub(r"\\([0-9a-f]+) ", lambda code: chr(int(code.group(1), 16)), strings[str(at + 1)])
                    self.assertEqual(name, headings[at])
                    checked += 1
                    said += own is None
        self.assertGreater(said, 4000)
        self.assertGreaterEqual(checked, said)

    def test_the_sentences_are_printed(self):
        """Standard output and --format text hold every sentence of the page's summary, and nothing of its tables."""
        out = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, out)
        with open(os.path.join(self.folder, "comparison.html"), encoding="utf-8") as file:
            summary = re.search(r'<section aria-labelledby="summary">.*?</section>', file.read(), re.DOTALL).group(0)
        sentences = [html.unescape(re.sub(r"<[^>]*>", "", said)) for said in re.findall(r"<li>(.*?)</li>|<h4>(.*?)</h4>", summary, re.DOTALL) for said in said if said]
        self.assertGreater(len(sentences), 20)
        printed = " ".join(self.done.stdout.split())
        for sentence in sentences:
            self.assertIn(" ".join(sentence.split()), printed)
        self.assertNotIn("Relative likelihood of appointment, White to BME: organisations", printed)  # a table's caption
        self.assertEqual(max(len(line) for line in self.done.stdout.split("Files written")[0].splitlines()), 92)
        quiet = run(PARTNERSHIP, "--organisations", os.path.join(PARTNERSHIP, "organisations.csv"), "--population", os.path.join(PARTNERSHIP, "population.csv"), "--out", out,
                    "--format", "text", "--quiet")
        self.assertEqual((quiet.returncode, quiet.stdout), (0, ""))
        with open(os.path.join(out, "comparison.txt"), encoding="utf-8") as file:
            self.assertEqual(file.read(), self.done.stdout.split("\nFiles written")[0])

    def test_who_got_better(self):
        """The page puts every figure of every organisation where progress's verdict and its p, adjusted across organisations, put it."""
        out = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, out)
        done = subprocess.run([PROGRAM, "progress", PARTNERSHIP, "--format", "json", "--quiet", "--out", out], capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)
        with open(os.path.join(out, "progress.json"), encoding="utf-8") as file:
            sides = json.load(file)["standards"]
        with open(os.path.join(self.folder, "comparison.html"), encoding="utf-8") as file:
            page = file.read()
        page = page[page.index('<h2 id="better">'):]
        page = page[:page.index("</section>")]
        for side in sides:
            table = page[page.index(f"{side['id']}: how many figures went which way"):]
            found = {}
            for row in re.findall(r"<tr.*?</tr>", table[table.index("<tbody"):table.index("</table>")], re.S):
                found[re.search(r"<small>([A-Z0-9]+)", row).group(1)] = [int(cell) for cell in re.findall(r"<td[^>]*>([0-9]+)</td>", row)]
            expected = {one["code"]: [0] * 6 for one in side["organisations"]}
            named = []
            for item in side["items"]:
                for series in item["series"]:
                    for one in series.get("organisations", []):
                        step = one["editions"][-1].get("since-first", {}) if "editions" in one else {}
                        verdict, sure = step.get("verdict", ""), step.get("distance-adjusted-p", 1) < 0.05
                        at = {"better": 0 if sure else 1, "no-change": 2, "worse": 4 if sure else 3, "": 5}[verdict]
                        expected[one["code"]][at] += 1
                        if at in (0, 4):
                            named.append((one["code"], "Better" if at == 0 else "Worse", item["label"]))
            self.assertEqual(found, expected)
            here = next(one for one in self.json["standards"] if one["id"] == side["id"])["progress"]
            told = {(item["id"], one["code"]): one["editions"][-1].get("since-first", {}) for item in side["items"] for series in item["series"]
                    for one in series.get("organisations", []) if "editions" in one}
            self.assertEqual({(one["item"], one["organisation"]): (one.get("verdict"), one.get("distance-adjusted-p")) for one in here},
                             {key: (step.get("verdict"), step.get("distance-adjusted-p")) for key, step in told.items()})
            card = page[page.index(f"<h3>{side['id']}: from"):page.index(f"{side['id']}: how many figures")]
            self.assertGreater(len(named), 2)
            for code, way, label in named:
                self.assertTrue(any(line.startswith(f"<li>{way} by more than chance") and f"({code}), in" in line and html.escape(label) in line for line in card.splitlines()), (code, label))
            self.assertEqual(card.count("(invented)"), len({(code, way) for code, way, _ in named}))

    def test_figures_are_the_returns_own(self):
        for (standard, code), (values, _) in RETURNS.items():
            for row in self.rows:
                if row["standard"] == standard and row["organisation"] == code and row["unit"] != "text" and row["value"]:
                    self.assertEqual(float(row["value"]), values[row["item"]][row["group"] or None])

    def members(self, standard, row):
        codes = [code for of, code in RETURNS if of == standard]
        if row["level"] == "all":
            return codes
        if row["level"] == "type":
            return [code for code in codes if self.who[code]["type"] == row["name"]]
        if row["level"] == "place":
            return [code for code in codes if row["name"] in self.who[code]["place"].split(";")]
        return codes  # one care board

    def test_rollups_of_counts(self):
        """Headcounts are sums, likelihoods and ratios come from sums; who lacks a figure is left out and named."""
        checked = 0
        for row in self.rows:
            if row["level"] == "organisation" or not row["value"]:
                continue
            members = self.members(row["standard"], row)
            if row["unit"] == "headcount":
                has = [code for code in members if row["item"] in RETURNS[row["standard"], code][0]]
                self.assertEqual(float(row["value"]), sum(RETURNS[row["standard"], code][0][row["item"]][row["group"]] for code in has))
                self.assertEqual(int(row["counted"]), len(has))
                checked += 1
            elif row["item"] in ("2.likelihood", "4.likelihood"):
                up, down = {"2": ("2.appointed", "2.shortlisted"), "4": ("4.accessed", "4.workforce")}[row["indicator"]]
                has = [code for code in members if up in RETURNS[row["standard"], code][0]]
                x = sum(RETURNS[row["standard"], code][0][up][row["group"]] for code in has)
                n = sum(RETURNS[row["standard"], code][0][down][row["group"]] for code in has)
                self.close(float(row["value"]), 100 * x / n, 14)
                low, high = intervals.wilson(x, n)
                self.close(float(row["lower"]), float(100 * low))
                self.close(float(row["upper"]), float(100 * high))
                if row["indicator"] == "4" and "XPC" in members:
                    self.assertEqual(row["left-out"], "XPC (not-supplied)")
                checked += 1
        self.assertGreater(checked, 1000)

    def test_ratios_of_rollups(self):
        row = next(row for row in self.rows if row["level"] == "all" and row["item"] == "2.relative-likelihood" and row["standard"] == "WRES")
        a, n, b, m = (sum(RETURNS["WRES", code][0][item][group] for of, code in RETURNS if of == "WRES")
                      for item, group in (("2.appointed", "white"), ("2.shortlisted", "white"), ("2.appointed", "bme"), ("2.shortlisted", "bme")))
        self.close(float(row["value"]), a * m / (n * b), 14)
        low, high = intervals.koopman(int(a), int(n), int(b), int(m))
        self.close(float(row["lower"]), float(low), 7)
        self.close(float(row["upper"]), float(high), 7)

    def test_surveys_are_weighted_by_respondents(self):
        for item in ("5.percentage", "8.percentage"):
            row = next(row for row in self.rows if row["level"] == "all" and row["item"] == item and row["group"] == "bme" and row["standard"] == "WRES")
            pairs = [(RETURNS[key][0][item]["bme"], RETURNS[key][1][item]["bme"]) for key in RETURNS if key[0] == "WRES"]
            self.close(float(row["value"]), sum(percent * n for percent, n in pairs) / sum(n for _, n in pairs), 12)

    def test_funnels(self):
        checked = 0
        for standard in ("WRES", "WDES"):
            for item, group in self.groups(standard):
                places = [one for one in group["organisations"] if "funnel" in one]
                if item["unit"] != "percent" or not places:
                    continue
                counts = []
                for one in places:
                    n = one["denominator"] * (2 if item["id"] == "3.likelihood" and standard == "WDES" else 1)
                    counts.append((one["value"] / 100 * n, n))
                average = sum(x for x, _ in counts) / sum(n for _, n in counts)
                self.close(group["average"], 100 * average, 10)
                root = [(math.asin(math.sqrt(x / n)) - math.asin(math.sqrt(average))) * 2 * math.sqrt(n) for x, n in counts]
                phi, tau2 = dispersion(root, [0.5 / math.sqrt(n) for _, n in counts])
                self.close(group["phi"], phi, 8)
                self.close(group["tau2"], tau2, 8)
                p = []
                for one, (x, n) in zip(places, counts):
                    spread = math.sqrt(average * (1 - average) / n)
                    for z, name in ((Z95, "95"), (Z998, "99.8")):
                        self.close(one["funnel"]["lower-" + name], 100 * max(0, average - z * spread), 8)
                        self.close(one["funnel"]["upper-" + name], 100 * min(1, average + z * spread), 8)
                    z = (x / n - average) / spread
                    outcome = ("above-" if z > 0 else "below-") + ("99.8" if abs(z) > Z998 else "95") if abs(z) > Z95 else "within"
                    self.assertEqual(one["funnel"]["outcome"], outcome)
                    z = (math.asin(math.sqrt(x / n)) - math.asin(math.sqrt(average))) / math.sqrt(0.25 / n + tau2)
                    outcome = ("above-" if z > 0 else "below-") + ("99.8" if abs(z) > Z998 else "95") if abs(z) > Z95 else "within"
                    self.assertEqual(one["funnel"]["dispersed"], outcome)
                    p.append(2 * NORMAL.cdf(-abs((x / n - average) / spread)))
                for one, adjusted in zip(places, benjamini_hochberg(p)):
                    self.assertTrue(math.isclose(one["adjusted-p"], adjusted, rel_tol=1e-6, abs_tol=1e-12))
                joint = NORMAL.inv_cdf(1 - (1 - 0.95 ** (1 / len(places))) / 2)
                ends = {}
                for one, (x, n) in zip(places, counts):
                    half = joint * math.sqrt(joint**2 + 4 * x * (1 - x / n))
                    ends[one["code"]] = ((2 * x + joint**2 - half) / (2 * (n + joint**2)), (2 * x + joint**2 + half) / (2 * (n + joint**2)))
                expected = ranks({one["code"]: one["value"] for one in places}, ends)
                for one in places:
                    self.assertEqual((one["rank"]["rank"], one["rank"]["from"], one["rank"]["to"]), expected[one["code"]])
                checked += 1
        self.assertGreater(checked, 40)

    def test_ratios(self):
        for standard, group, other, up, down, item, more in (
            ("WRES", "bme", "white", "2.appointed", "2.shortlisted", "2.relative-likelihood", True),
            ("WRES", "bme", "white", "3.entered", "3.workforce", "3.relative-likelihood", False),
            ("WDES", "disabled", "non-disabled", "2.appointed", "2.shortlisted", "2.relative-likelihood", True),
        ):
            found = self.find(standard, item)
            self.assertEqual(found["shortfall"], "more" if more else "fewer")
            p, y, s = [], [], []
            all_together = next(one for one in found["rollups"] if one["kind"] == "all")["value"]
            for one in found["organisations"]:
                values = RETURNS[standard, one["code"]][0]
                b, m, a, n = (int(values[row][of]) for row, of in ((up, group), (down, group), (up, other), (down, other)))
                gap = (a / n - b / m) if more else (b / m - a / n)
                self.close(one["shortfall"]["people"], m * gap, 9)
                low, high = intervals.newcombe(a, n, b, m) if more else intervals.newcombe(b, m, a, n)
                self.close(one["shortfall"]["lower"], float(low) * m, 7)
                self.close(one["shortfall"]["upper"], float(high) * m, 7)
                p.append(one.get("p"))
                if a and b:
                    y.append(math.log(one["value"] / all_together))
                    s.append(math.sqrt(1 / a - 1 / n + 1 / b - 1 / m))
            tested = [value for value in p if value is not None]
            adjusted = iter(benjamini_hochberg(tested))
            for one in found["organisations"]:
                if "p" in one:
                    self.close(one["adjusted-p"], next(adjusted), 10)
            phi, tau2 = dispersion([value / error for value, error in zip(y, s)], s)
            self.close(found["phi"], phi, 8)
            self.close(found["tau2"], tau2, 8)

    def test_page_answers(self):
        """Who is furthest from parity in appointments, and whether that is more than chance: in the page's own words."""
        with open(os.path.join(self.folder, "comparison.html"), encoding="utf-8") as file:
            page = file.read()
        found = self.find("WRES", "2.relative-likelihood")
        first = next(one for one in found["organisations"] if one["rank"]["rank"] == 1)
        self.assertIn(f"{self.who[first['code']]['name']} ({first['code']}) is furthest from parity: {first['display']}", page)
        certain = [one for one in found["organisations"] if one["adjusted-p"] < 0.05]
        self.assertIn(f"{len(certain)} of 12 organisations differ from parity by more than chance alone would make.", page)
        best = min(certain, key=lambda one: one["rank"]["rank"])
        self.assertIn(f"{self.who[best['code']]['name']} ({best['code']}) is furthest: {best['display']}", page)

    def test_workbook(self):
        with zipfile.ZipFile(os.path.join(self.folder, "comparison.xlsx")) as book:
            names = [sheet.get("name") for sheet in ET.fromstring(book.read("xl/workbook.xml")).iter() if sheet.tag.endswith("}sheet")]
        self.assertEqual(names, ["Cover", "Ratios", "Percentages", "Differences", "Figures", "Added up", "Leaders", "Disparity ratios", "Goals", "Recruitment", "Who got better", "Organisations", "Notes"])


FUNNELS = {"funnel": "funnel-ratios", "funnel-without-international": "funnel-without-international-ratios"}
STAGES = ("Shortlisted", "Interviewed", "Offered", "Appointed")


def applications(groups, columns, source=True):
    """Applicants of groups: {ethnic category: people who applied, were shortlisted, interviewed, offered a post, appointed}, a third of them recruited from abroad, a quarter disabled."""
    rows = ["Application ID,Closing Date," + ",".join(columns) + (",Source" if source else "") + ",Ethnic Origin,Disability"]
    for category, counts in groups.items():
        for n in range(counts[0]):
            marks = ["Yes" if n < limit else "No" for stage, limit in zip(STAGES, counts[1:]) if stage in columns]
            abroad = [("Overseas" if n % 3 == 0 else "NHS Jobs")] if source else []
            rows.append(",".join([f"{category}{n}", "01/05/2024", *marks, *abroad, category, "Yes" if n % 4 == 0 else "No"]))
    return "\n".join(rows) + "\n"


def staff(first):
    rows = ["Employee Number,Assignment Category,Assignment Status,Staff Group,Pay Grade,Ethnic Origin,Disability"]
    rows += [f"{first + n},Permanent,Active Assignment,Administrative and Clerical,Band {2 + n % 6},{'A' if n % 3 else 'H'},{'Yes' if n % 5 == 0 else 'No'}" for n in range(60)]
    return "\n".join(rows) + "\n"


def funnels_of(path):
    """{(funnel, step): {"ratio": 2.0, "lower": 1.0, ...}} of a submission, read without the program; a word stays a word."""
    found = {}
    for table in ET.parse(path).getroot().iter(SPACE + "breakdown"):
        for funnel, ratios in FUNNELS.items():
            if table.get("name") == ratios and not table.get("by"):
                for row in table.iter(SPACE + "row"):
                    found[funnel, row.get("step")] = dict(zip(table.get("columns").split(), row.text.split()))
    return found


class Recruitment(unittest.TestCase):
    """Recruitment stage by stage of organisations that hold all stages (XAA), all of them (XBB), no source (XCC), no interviews (XDD), and of a suppressed copy (XEE)."""

    MADE = {
        "XAA": applications({"A": (60, 40, 30, 20, 15), "H": (50, 25, 14, 8, 5)}, STAGES),
        "XBB": applications({"A": (45, 20, 18, 9, 8), "H": (40, 22, 15, 9, 7), "Z": (9, 4, 2, 1, 1)}, STAGES),
        "XCC": applications({"A": (30, 20, 15, 9, 8), "H": (30, 12, 9, 3, 0)}, STAGES, source=False),
        "XDD": applications({"A": (30, 20, 15, 9, 8), "H": (30, 12, 9, 3, 1)}, ("Shortlisted", "Offered", "Appointed")),
        "XEE": applications({"A": (60, 40, 30, 20, 15), "H": (50, 25, 14, 8, 5)}, STAGES),
    }

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp()
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        given, cls.found = [], {}
        for number, (code, text) in enumerate(cls.MADE.items()):
            paths = [os.path.join(cls.folder, f"{code}-{kind}.csv") for kind in ("applicants", "staff")]
            for path, content in zip(paths, (text, staff(1000 * (number + 1)))):
                with open(path, "w", encoding="utf-8") as file:
                    file.write(content)
            out = os.path.join(cls.folder, code)
            cls.program("return", *paths, "--organisation", code, "--edition", "2025", "--format", "xml", "--out", out)
            made = {standard: os.path.join(out, f"{code}-{standard.lower()}-2025.xml") for standard in ("WRES", "WDES")}
            if code == "XEE":
                public = os.path.join(cls.folder, "public")
                cls.program("publish", *made.values(), "--suppress", "below-9", "--format", "share", "--out", public)
                made = {standard: os.path.join(public, f"{code}-{standard.lower()}-2025-share.xml") for standard in made}
            given += made.values()
            for standard, path in made.items():
                cls.found[standard, code] = funnels_of(path)
        cls.public = [path for path in given if os.sep + "public" + os.sep in path]
        cls.out = os.path.join(cls.folder, "compared")
        cls.done = run(*given, "--out", cls.out)
        assert cls.done.returncode == 0, cls.done.stderr
        with open(os.path.join(cls.out, "comparison.json"), encoding="utf-8") as file:
            cls.json = {side["id"]: {one["id"]: one for one in side["recruitment"]} for side in json.load(file)["standards"]}
        with open(os.path.join(cls.out, "comparison.csv"), encoding="utf-8", newline="") as file:
            cls.rows = {(row["standard"], row["organisation"], *row["item"].split(".", 1)): row for row in csv.DictReader(file) if row["item"].split(".")[0] in FUNNELS}
        with open(os.path.join(cls.out, "comparison.html"), encoding="utf-8") as file:
            cls.page = file.read()

    @staticmethod
    def program(*arguments):
        done = subprocess.run([PROGRAM, *arguments, "--quiet"], capture_output=True, text=True, timeout=120, check=False)
        assert done.returncode in (0, 1), done.stderr[:2000]

    def cards(self):
        """{(standard, funnel): markup} of the page's cards."""
        sections = [re.search(f'<section aria-labelledby="{word}">.*?</section>', self.page, re.S).group(0) for word in ("wres", "wdes")]
        titles = ("Recruitment, stage by stage", "Recruitment, stage by stage, without international recruitment (not statutory)")
        return {(standard, funnel): re.search(rf"<h3>{re.escape(title)}</h3>.*?</div>", section, re.S).group(0)
                for standard, section in zip(("WRES", "WDES"), sections) for funnel, title in zip(FUNNELS, titles)}

    def test_figures_are_the_returns_own(self):
        checked = 0
        for (standard, code), steps in self.found.items():
            for (funnel, step), cells in steps.items():
                row = self.rows[standard, code, funnel, step]
                self.assertEqual((row["level"], row["unit"], row["indicator"]), ("organisation", "ratio", "recruitment"))
                one = next(one for one in self.json[standard][funnel]["organisations"] if one["code"] == code)
                one = next(found for found in one["steps"] if found["step"] == step)
                if cells["ratio"] in ("undefined", "suppressed"):
                    self.assertEqual((row["missing"], row["value"], one["missing"]), (cells["ratio"], "", cells["ratio"]))
                    continue
                for name, column in (("value", "ratio"), ("lower", "lower"), ("upper", "upper"), ("p", "p")):
                    if cells[column] == "not-applicable":
                        self.assertEqual((row[name], name in one), ("", False))
                    else:
                        self.assertEqual((float(row[name]), one[name]), (float(cells[column]), float(cells[column])))
                self.assertAlmostEqual(float(row["display"]), float(cells["ratio"]), delta=0.005000001)
                self.assertEqual(row["display"], one["display"])
                checked += 1
        self.assertGreater(checked, 50)
        self.assertEqual(len(self.found["WRES", "XAA"]), 12, "four steps and two ways, of all and without international recruitment")

    def test_a_ratio_by_hand(self):
        self.assertEqual(float(self.rows["WRES", "XAA", "funnel", "shortlisted-to-appointed"]["value"]), (15 / 40) / (5 / 25))
        self.assertEqual(self.rows["WRES", "XCC", "funnel", "offered-to-appointed"]["missing"], "undefined")

    def test_who_holds_none_is_named(self):
        for standard in ("WRES", "WDES"):
            left_out = {funnel: [(one["organisation"], one["missing"]) for one in self.json[standard][funnel]["left-out"]] for funnel in FUNNELS}
            left = [("XEE", "suppressed")] if not any(funnel == "funnel-without-international" for funnel, _ in self.found[standard, "XEE"]) else []
            self.assertEqual(left_out["funnel"], [])
            self.assertEqual(left_out["funnel-without-international"], [("XCC", "not-supplied"), *left])
            self.assertNotIn("hold no stages of recruitment", self.cards()[standard, "funnel"])
            self.assertIn("to protect small numbers: XCC" + (", XEE." if left else "."), self.cards()[standard, "funnel-without-international"])
            for code, funnel, step, missing in (("XCC", "funnel-without-international", "shortlisted-to-appointed", "not-supplied"),
                                                ("XDD", "funnel", "shortlisted-to-interviewed", "not-supplied"), ("XAA", "funnel", "shortlisted-to-offered", "not-applicable")):
                self.assertEqual((self.rows[standard, code, funnel, step]["missing"], self.rows[standard, code, funnel, step]["value"]), (missing, ""))

    def test_page(self):
        for (standard, funnel), card in self.cards().items():
            self.assertEqual(card.count("<table"), 1)
            self.assertEqual(card.count("<caption>"), 1)
            headings = re.findall(r'<th scope="col"[^>]*>([^<]*)</th>', card)
            named = [step for step in dict.fromkeys(row[3] for row in self.rows if row[0] == standard and row[2] == funnel)]
            self.assertEqual([heading.lower().replace(" ", "-") for heading in headings[1:]], named)
            codes = re.findall(r'<th scope="row"[^>]*>(\w+)<small>', card)
            shared = ["XEE"] if any(one == funnel for one, _ in self.found[standard, "XEE"]) else []
            self.assertEqual(codes, (["XAA", "XBB", "XCC", "XDD"] if funnel == "funnel" else ["XAA", "XBB", "XDD"]) + shared)
            for line in re.findall(r'<tr role="row"><th scope="row".*?</tr>', card, re.S):
                code, cells = re.search(r">(\w+)<small>", line).group(1), re.findall(r"<td[^>]*>(.*?)</td>", line)
                self.assertEqual(len(cells), len(named))
                for step, cell in zip(named, cells):
                    row = self.rows[standard, code, funnel, step]
                    if row["missing"]:
                        self.assertEqual(cell, "[c]" if row["missing"] == "suppressed" else row["missing"].replace("-", " "))
                    else:
                        upper = f"{float(row['upper']):.2f}" if row["upper"] else "\u221e"
                        self.assertRegex(cell, rf"^{re.escape(row['display'])}<small>\d+\.\d\d to {re.escape(upper)}</small>$")

    def test_workbook(self):
        with zipfile.ZipFile(os.path.join(self.out, "comparison.xlsx")) as book:
            names = [sheet.get("name") for sheet in ET.fromstring(book.read("xl/workbook.xml")).iter() if sheet.tag.endswith("}sheet")]
            sheet = ET.fromstring(book.read(f"xl/worksheets/sheet{names.index('Recruitment') + 1}.xml"))
        numbers = sorted(float(cell.find("{*}v").text) for cell in sheet.iter() if cell.tag.endswith("}c") and cell.get("r")[0] == "F" and cell.get("t") is None and cell.find("{*}v") is not None)
        expected = sorted(float(cells["ratio"]) for steps in self.found.values() for cells in steps.values() if cells["ratio"] not in ("undefined", "suppressed"))
        self.assertEqual(len(numbers), len(expected))
        for found, wanted in zip(numbers, expected):
            self.assertAlmostEqual(found, wanted, places=12)

    def test_suppressed_copies(self):
        """Of suppressed copies alone: the ratios that rest on counts that are shown, the others named as hidden, and nothing said to be internal."""
        out = os.path.join(self.folder, "of-public")
        self.assertEqual(run(*self.public, "--out", out).returncode, 0)
        with open(os.path.join(out, "comparison.html"), encoding="utf-8") as file:
            page = file.read()
        self.assertNotIn("no return compared here holds the stages of recruitment", page)
        with open(os.path.join(out, "comparison.csv"), encoding="utf-8", newline="") as file:
            rows = {(row["standard"], row["item"]): row for row in csv.DictReader(file) if row["item"].startswith("funnel.")}
        self.assertEqual({row["organisation"] for row in rows.values()}, {"XEE"})
        self.assertEqual(float(rows["WRES", "funnel.applied-to-shortlisted"]["value"]), (40 / 60) / (25 / 50))
        hidden = {key[1] for key, row in rows.items() if key[0] == "WRES" and row["missing"] == "suppressed"}
        held = {"funnel." + step for (funnel, step), cells in self.found["WRES", "XEE"].items() if funnel == "funnel" and cells["ratio"] == "suppressed"}
        self.assertEqual(hidden, held)
        self.assertTrue(hidden)
        self.assertIn("[c]", page)


class Command(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.folder)

    def path(self, name):
        return os.path.join(PARTNERSHIP, name)

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

    def test_a_full_disk_costs_its_own_file_alone(self):
        """Files are written as they are made: one that has no room is named, is not there, and the others are whole."""
        out = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, out)
        self.assertEqual(run(PARTNERSHIP, "--out", out, "--quiet").returncode, 0)
        whole = {}
        for name in ("comparison.html", "comparison.xlsx"):
            with open(os.path.join(out, name), "rb") as file:
                whole[name] = len(file.read())
        for name in ("comparison.csv", "comparison.json"):
            os.remove(os.path.join(out, name))
            os.symlink("/dev/full", os.path.join(out, name))
        done = run(PARTNERSHIP, "--out", out, "--quiet")
        self.assertEqual(done.returncode, 2)
        for name in ("comparison.csv", "comparison.json"):
            self.assertIn(name + " could not be written", done.stderr)
        self.assertEqual(sorted(os.listdir(out)), ["comparison.csv", "comparison.html", "comparison.json", "comparison.xlsx"])
        for name, size in whole.items():
            self.assertAlmostEqual(os.path.getsize(os.path.join(out, name)), size, delta=64)

    def test_doubles_are_refused(self):
        done = run(self.path("XP1-wres-2025.xml"), self.path("XP1-wres-2025.xml"), "--out", self.folder)
        self.assertEqual(done.returncode, 2)
        self.assertIn("There are two returns of this organisation", done.stderr)
        self.assertEqual(os.listdir(self.folder), [])

    def test_invalid_is_refused(self):
        with open(self.path("XP1-wres-2025.xml"), encoding="utf-8") as file:
            text = file.read()
        changed = os.path.join(self.folder, "changed.xml")
        with open(changed, "w", encoding="utf-8") as file:
            file.write(text.replace('code="XP1"', 'code="XP2"'))
        out = os.path.join(self.folder, "out")
        done = run(changed, self.path("XP3-wres-2025.xml"), "--out", out)
        self.assertEqual(done.returncode, 2)
        self.assertIn("does not pass `evenhand validate`", done.stderr)
        self.assertFalse(os.path.exists(out))

    def test_edition_and_standard(self):
        done = run(PARTNERSHIP, "--edition", "2023", "--standard", "wdes", "--format", "json", "--out", self.folder)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(os.listdir(self.folder), ["comparison.json"])
        with open(os.path.join(self.folder, "comparison.json"), encoding="utf-8") as file:
            found = json.load(file)
        self.assertEqual([(side["id"], side["edition"]) for side in found["standards"]], [("WDES", 2023)])

    def test_marked(self):
        table = ["--organisations", self.path("organisations.csv")]
        done = run(PARTNERSHIP, *table, "--organisation", "xp3", "--format", "html", "--out", self.folder)
        self.assertEqual(done.returncode, 0, done.stderr)
        with open(os.path.join(self.folder, "comparison.html"), encoding="utf-8") as file:
            page = file.read()
        self.assertIn("<small>XP3, marked</small>", page)
        self.assertIn("<small>XP2, peer</small>", page)
        self.assertNotIn("<small>XP6, peer</small>", page)
        self.assertEqual(run(PARTNERSHIP, *table, "--organisation", "XZZ", "--out", self.folder).returncode, 2)

    def test_arguments(self):
        self.assertEqual(run().returncode, 2)
        self.assertEqual(run(PARTNERSHIP, "--format", "pdf").returncode, 2)
        self.assertEqual(run(os.path.join(self.folder, "nothing.xml")).returncode, 2)
        self.assertEqual(run(PARTNERSHIP, "--organisations", os.path.join(self.folder, "nothing.csv"), "--out", self.folder).returncode, 2)


if __name__ == "__main__":
    unittest.main()
