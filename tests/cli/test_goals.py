"""Goals of representation: compare and progress give the same, which is what the definition gives, in every format.

EVENHAND is the program's path, EVENHAND_TOP the source folder.
"""

import csv
import glob
import json
import os
import re
import shutil
import subprocess
import tempfile
import unittest
import xml.etree.ElementTree as ET
import zipfile
from fractions import Fraction

TOP = os.environ["EVENHAND_TOP"]
PARTNERSHIP = os.path.join(TOP, "fixtures", "partnership")
SPACE = "{urn:evenhand:submission:1}"
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
BANDS = {"band-8a": "Band 8a", "band-8b": "Band 8b", "band-8c": "Band 8c", "band-8d": "Band 8d", "band-9": "Band 9", "vsm": "Very senior managers (VSM)"}
GROUPS = {"WRES": "bme", "WDES": "disabled"}
YEARS = (2023, 2024, 2025)


def read_return(path):
    return {item.get("id"): {value.get("group"): int(value.text) for value in item.iter(SPACE + "value")}
            for item in ET.parse(path).getroot().iter(SPACE + "item") if item.get("id").startswith(("1.", "1a.", "1b.")) and item.get("unit") == "headcount"}


RETURNS = {}
for name in glob.glob(os.path.join(PARTNERSHIP, "*.xml")):
    code, standard, year = os.path.basename(name)[:-4].split("-")
    RETURNS[standard.upper(), code, int(year)] = read_return(name)
CODES = sorted({code for _, code, _ in RETURNS})


def half_up(number):
    return int(number + Fraction(1, 2))


def people(standard, codes, year, rows, basis="all"):
    """Of the group, and of everyone whom the basis counts."""
    values = [RETURNS[standard, code, year][row] for code in codes for row in rows]
    return (sum(value[GROUPS[standard]] for value in values),
            sum(number for value in values for group, number in value.items() if basis == "all" or group != "unknown"))


def reckon(standard, codes, band, basis, end, start, base):
    """From the definition, with nothing of the program in it: an even step a year from the baseline to parity."""
    rows = [side + band for side in ("1a.", "1b.")]
    now, everyone = people(standard, codes, 2025, rows, basis)
    share = Fraction(*people(standard, codes, 2025, ["1.total"], basis))
    goal = share * everyone
    if base is None:
        base = people(standard, codes, start, rows)[0]
    line = {year: half_up(goal if base >= goal else base + (goal - base) * (year - start) / (end - start)) for year in range(start, end + 1)}
    return {"people": now, "of": everyone, "goal": half_up(goal), "needed": max(0, half_up(goal) - now), "due": line[2025], "line": line, "from": start, "baseline": base}


class Goals(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp()

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder)

    def run_one(self, command, *arguments):
        out = tempfile.mkdtemp(dir=self.folder)
        done = subprocess.run([os.environ["EVENHAND"], command, PARTNERSHIP, "--out", out, "--quiet", *arguments], capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)
        with open(os.path.join(out, {"compare": "comparison", "progress": "progress"}[command] + ".json"), encoding="utf-8") as file:
            return out, {side["id"]: side for side in json.load(file)["standards"]}

    def table(self):
        path = os.path.join(self.folder, "baseline.csv")
        with open(path, "w", encoding="utf-8") as file:
            file.write("organisation,standard,level,year,people\n")
            file.writelines(f"{code},{standard},{band},2018,{3 + at}\n" for standard in GROUPS for band in BANDS for at, code in enumerate(CODES))
        return path

    CASES = (
        ((), "all", 2028, 2023),
        (("--goal-baseline", "2024"), "all", 2028, 2024),
        (("--goal-baseline", "2025", "--parity-basis", "known", "--goal-year", "2031"), "known", 2031, 2025),
    )

    def same(self, found, expected):
        """A goal of progress's JSON."""
        self.assertEqual((found["wanted"], found["needed"], found["due"], found["from"], found["baseline"]),
                         (expected["goal"], expected["needed"], expected["due"], expected["from"], expected["baseline"]))
        self.assertEqual({one["year"]: one["people"] for one in found["years"]}, expected["line"])
        self.assertEqual((found["editions"][-1]["people"], found["editions"][-1]["of"]), (expected["people"], expected["of"]))

    def beside(self, compared, expected):
        """A goal of compare's JSON."""
        self.assertEqual({name: compared[name] for name in ("people", "of", "goal", "needed", "due")}, {name: expected[name] for name in ("people", "of", "goal", "needed", "due")})
        self.assertEqual({one["year"]: one["people"] for one in compared["years"]}, expected["line"])

    def check(self, arguments, basis, end, start, of_table=False):
        _, sides = self.run_one("compare", "--format", "json", *arguments)
        for code in ("XP2", "XP7", None):
            out, own = self.run_one("progress", *arguments, *(("--organisation", code) if code else ()))
            self.check_csv(out, own)
            self.check_workbook(out, own)
            for standard in GROUPS:
                self.assertEqual([goal["level"] for goal in own[standard]["goals"]], list(BANDS))
                for goal in own[standard]["goals"]:
                    codes = [code] if code else CODES
                    base = sum(3 + CODES.index(one) for one in codes) if of_table else None
                    expected = reckon(standard, codes, goal["level"], basis, end, start, base)
                    self.same(goal, expected)
                    self.assertEqual((goal["parity-basis"], goal["year"]), (basis, end))
                    there = next(one for one in sides[standard]["leadership"]["goals"] if one["id"] == goal["level"])
                    self.beside(next(one for one in (there["organisations"] if code else there["rollups"]) if one.get("code") == code and one.get("kind", "all") == "all"), expected)

    def check_csv(self, out, sides):
        with open(os.path.join(out, "progress.csv"), encoding="utf-8", newline="") as file:
            rows = [row for row in csv.DictReader(file) if row["indicator"] == "goal"]
        found = {(row["standard"], row["item"], row["edition"]): row for row in rows}
        self.assertEqual(len(found), len(rows))
        count = 0
        for standard, side in sides.items():
            for goal in side["goals"]:
                row = found[standard, "goal." + goal["level"], "2025"]
                now = goal["editions"][-1]
                self.assertEqual([row[name] for name in ("value", "numerator", "denominator", "due", "needed", "goal-year", "baseline", "baseline-year", "group")],
                                 [str(number) for number in (goal["wanted"], now["people"], now["of"], goal["due"], goal["needed"], goal["year"], goal["baseline"], goal["from"])] + [GROUPS[standard]])
                self.assertEqual(row["counted"], str(goal["counted"]) if "counted" in goal else "")
                for one in goal["years"]:
                    self.assertEqual(found[standard, f"goal.{goal['level']}.{one['year']}", "2025"]["value"], str(one["people"]))
                for one in goal["editions"]:
                    row = found[standard, f"goal.{goal['level']}.people", str(one["edition"])]
                    self.assertEqual((row["value"], row["denominator"], row["due"]), (str(one["people"]), str(one["of"]), str(one.get("due", ""))))
                count += 1 + len(goal["years"]) + len(goal["editions"])
        self.assertEqual(count, len(rows))

    def check_workbook(self, out, sides):
        with zipfile.ZipFile(os.path.join(out, "progress.xlsx")) as book:
            names = [sheet.get("name") for sheet in ET.fromstring(book.read("xl/workbook.xml")).iter(SHEET + "sheet")]
            texts = ["".join(part.itertext()) for part in ET.fromstring(book.read("xl/sharedStrings.xml"))]
            sheet = ET.fromstring(book.read(f"xl/worksheets/sheet{names.index('Goals') + 1}.xml"))
        cells = {}
        for cell in sheet.iter(SHEET + "c"):
            value = cell.find(SHEET + "v")
            if value is not None:
                cells[cell.get("r")] = texts[int(value.text)] if cell.get("t") == "s" else float(value.text)
        at = {text: re.match("[A-Z]+", place).group() for place, text in cells.items() if place.endswith("4") and re.fullmatch("[A-Z]+4", place)}
        row = 5
        for standard, side in sides.items():
            for goal in side["goals"]:
                get = lambda heading: cells.get(f"{at[heading]}{row}")
                self.assertEqual((get("Standard"), get("Level")), (standard, BANDS[goal["level"]]))
                self.assertEqual([get(name) for name in ("People now", "Everyone of the level", "Baseline", "Baseline year", "Goal", "Goal year", "Due this year", "More to the goal")],
                                 [goal["editions"][-1]["people"], goal["editions"][-1]["of"], goal["baseline"], goal["from"], goal["wanted"], goal["year"], goal["due"], goal["needed"]])
                for one in goal["years"]:
                    self.assertEqual(get(f"{one['year']}: on the line"), one["people"])
                for one in goal["editions"]:
                    self.assertEqual(get(f"{one['edition']}: people"), one["people"])
                row += 1
        self.assertNotIn(f"A{row}", cells)

    def test_the_same_goals(self):
        for arguments, basis, end, start in self.CASES:
            with self.subTest(arguments=arguments):
                self.check(arguments, basis, end, start)

    def test_baselines_of_a_table(self):
        self.check(("--goal-baseline", self.table()), "all", 2028, 2018, of_table=True)

    def test_by_hand(self):
        """Band 8a of XP1: 226 people, 40 of them BME; 1,857 of the workforce's 6,659 are, so parity is 226 x 1,857 / 6,659 = 63.02, 63 people. From 32 in 2023 it is
        (63.02 - 32) / 5 = 6.20 a year: 38.20, 44.41, 50.61, 56.82. What 2025 should have been is 44, there are 40, and 23 more reach the goal."""
        total = RETURNS["WRES", "XP1", 2025]["1.total"]
        self.assertEqual((total["bme"], sum(total.values())), (1857, 6659))
        out, sides = self.run_one("progress", "--organisation", "XP1")
        goal = sides["WRES"]["goals"][0]
        self.assertEqual([one["people"] for one in goal["years"]], [32, 38, 44, 51, 57, 63])
        self.assertEqual((goal["editions"][-1]["people"], goal["editions"][-1]["of"], goal["wanted"], goal["due"], goal["needed"]), (40, 226, 63, 44, 23))
        with open(os.path.join(out, "progress.html"), encoding="utf-8") as file:
            page = file.read()
        row = page[page.index("<table", page.index("Goals of representation by 2028")):]
        row = row[row.index("Band 8a"):row.index("</tr>", row.index("Band 8a"))]
        self.assertEqual(re.findall(r"[0-9]+(?: due| \(2023\))?", re.sub(r"<[^>]*>", " ", row.partition("</th>")[2])),
                         ["32 (2023)", "32", "30", "38 due", "40", "44 due", "51 due", "57 due", "63", "23"])

    def test_bad_options(self):
        for arguments in (("--parity-basis", "some"), ("--goal-year", "28"), ("--goal-baseline", "nothing.csv")):
            done = subprocess.run([os.environ["EVENHAND"], "progress", PARTNERSHIP, "--out", os.path.join(self.folder, "none"), *arguments], capture_output=True, text=True)
            self.assertEqual(done.returncode, 2, arguments)
        self.assertFalse(os.path.exists(os.path.join(self.folder, "none")))
        done = subprocess.run([os.environ["EVENHAND"], "progress", PARTNERSHIP, "--out", os.path.join(self.folder, "late"), "--goal-baseline", "2019"], capture_output=True, text=True)
        self.assertIn("No return of 2019 can be the baseline", done.stderr)


if __name__ == "__main__":
    unittest.main()
