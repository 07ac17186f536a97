#!/usr/bin/env python3
"""Nothing that somebody wrote into an extract, a list of organisations, a plan or a table of figures is run by what opens our products: every command in every format is given
texts that begin formulas and texts that are markup, and none comes out as either.

    EVENHAND=PROGRAM EVENHAND_TOP=SOURCES test_injection.py
"""

import csv
import glob
import html.parser
import io
import json
import os
import re
import shutil
import subprocess
import tempfile
import unittest
import zipfile

PROGRAM = os.environ.get("EVENHAND")
TOP = os.environ.get("EVENHAND_TOP", "")
BEGINS = ("=", "+", "-", "@", "\t=", "\r=")
MARK = 'cmd|" /C calc"!A0'
MARKUP = "<img src=x onerror=alert(1)></script><script>alert(1)</script>]]>"
# What spreadsheets take for a formula; a number that is negative is none.
RUNS = re.compile(r"[=@\t\r]|[+-](?![0-9][0-9.,]*%?$)")


def attack(begin):
    return begin + MARK + MARKUP


class Tags(html.parser.HTMLParser):
    """The elements of a page that load or run something."""

    def __init__(self):
        super().__init__()
        self.seen = []

    def handle_starttag(self, tag, attributes):
        self.seen.append((tag, dict(attributes)))


class Injection(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.folder)

    def path(self, *names):
        return os.path.join(self.folder, *names)

    def run_program(self, *arguments, statuses=(0, 1)):
        done = subprocess.run([PROGRAM, *arguments], cwd=self.folder, capture_output=True, check=False, timeout=120)
        self.assertIn(done.returncode, statuses, done.stderr[-2000:])
        return done.stdout

    def write(self, name, rows):
        with open(self.path(name), "w", encoding="utf-8", newline="") as out:
            csv.writer(out, lineterminator="\n").writerows(rows)
        return name

    # ---- what came out ----

    def check_folder(self, name, least):
        """Every product, and that the attacks are in them, so that they were tried; `least` formats hold some."""
        held = set()
        for path in glob.glob(self.path(name, "**"), recursive=True):
            if not os.path.isfile(path):
                continue
            kind = path.rsplit(".", 1)[1]
            with open(path, "rb") as made:
                data = made.read()
            with self.subTest(product=os.path.relpath(path, self.folder)):
                if self.check(kind, data):
                    held.add(kind)
        self.assertLessEqual(set(least), held, name)

    def check(self, kind, data):
        """Whether an attack is there; fails when one would run."""
        if kind == "xlsx":
            return self.check_workbook(data)
        text = data.decode("utf-8")
        if kind == "csv":
            for cells in csv.reader(io.StringIO(text, newline="")):
                for cell in cells:
                    self.assertIsNone(RUNS.match(cell), cell)
        elif kind in ("html", "xml"):
            self.check_page(text)
        elif kind == "json":
            json.loads(text)
        else:
            self.assertNotRegex(text, "[\0-\x08\x0b-\x1f\x7f]")
        return "C calc" in text

    def check_page(self, text):
        tags = Tags()
        tags.feed(text)
        for tag, attributes in tags.seen:
            self.assertNotIn("onerror", attributes, tag)
            self.assertFalse(tag == "img" and not (attributes.get("src") or "").startswith("data:"), attributes)
        scripts = re.findall(r"<script[^>]*>(.*?)</script>", text, re.DOTALL)
        self.assertFalse([script for script in scripts if script.strip() == "alert(1)"])

    def check_workbook(self, data):
        held = False
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            for name in book.namelist():
                text = book.read(name).decode("utf-8")
                held = held or "C calc" in text
                self.assertNotIn("externalLink", name)
                for formula in re.findall(r"<f\b[^>]*>(.*?)</f>", text, re.DOTALL):
                    self.assertNotRegex(formula, r"cmd\||C calc|HYPERLINK|alert", name)
                for formula in re.findall(r"<formula[12]?>(.*?)</formula[12]?>|<definedName[^>]*>(.*?)</definedName>", text, re.DOTALL):
                    self.assertNotIn("C calc", "".join(formula), name)
                for target in re.findall(r'Target="([^"]*)" TargetMode', text):
                    self.assertTrue(target.startswith("https://"), target)
        return held

    # ---- what goes in ----

    def organisations(self):
        rows = [["code", "name", "type", "icb", "place", "areas"]]
        for i, code in enumerate("XP1 XP2 XP3 XP4 XP5 XP6 XP7 XP8 XP9 XPA XPB XPC".split()):
            hostile = attack(BEGINS[i % 4])
            rows.append([code, hostile, hostile, "XIC", hostile, ""])
        return self.write("organisations.csv", rows)

    def partnership(self, *years):
        return sorted(path for year in years for path in glob.glob(os.path.join(TOP, "fixtures", "partnership", f"*-{year}.xml")))

    @staticmethod
    def extracts():
        return ["=1+1|calc.csv", "answers.csv"] + [os.path.join(TOP, "fixtures", "small", f"{kind}.csv") for kind in ("applicants", "board", "cases", "survey", "training")]

    def make_returns(self):
        """Extracts with attacks wherever a text is free, and their returns in every format."""
        with open(os.path.join(TOP, "fixtures", "small", "staff.csv"), encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        rows[0].append("Directorate")
        for i, row in enumerate(rows[1:]):
            row.append(attack(BEGINS[i % len(BEGINS)]))
            if i % 3 == 0:
                row[rows[0].index("Ethnic Origin")] = attack(BEGINS[i % len(BEGINS)])
        self.write("=1+1|calc.csv", rows)
        answers = [["Organisation Code", "Edition", "Item", "Answer", "Text"], ["XSM", "2025", "9b.action", "Yes", attack("=")]]
        self.write("answers.csv", answers)
        self.run_program("return", "--edition", "2025", "--by", "directorate", "--format", "csv,xlsx,html,json,text,xml,easy", "--quiet", "--out", "returns", *self.extracts())
        return sorted(glob.glob(self.path("returns", "*.xml")))

    # ---- each command ----

    def test_returns(self):
        self.assertEqual(len(self.make_returns()), 2)
        self.check_folder("returns", ["csv", "xlsx", "html", "json", "txt", "xml"])

    def test_publication(self):
        returns = self.make_returns()
        self.run_program("publish", "--suppress", "none", "--format", "xlsx,html,easy,csv,json", "--quiet", "--out", "public", *returns)
        self.check_folder("public", ["xlsx", "html", "json"])

    def test_explanation(self):
        returns = self.make_returns()
        wres = [path for path in returns if "wres" in path][0]
        for kind in ("text", "csv", "json"):
            out = self.run_program("explain", "--rows", "--format", kind, wres, "1.total", *self.extracts())
            self.check(kind, out)
            self.assertIn(b"1+1|calc.csv", out)

    def test_comparison(self):
        self.run_program("compare", "--quiet", "--organisations", self.organisations(), "--format", "html,xlsx,csv,json", "--out", "compared", *self.partnership(2025))
        self.check_folder("compared", ["html", "xlsx", "csv", "json"])

    def test_progress(self):
        actions = [["Item", "Standard", "Action", "Owner Role", "Due", "Status", "Measure", "Organisation Code"]]
        for i, item in enumerate(("2.relative-likelihood", "9.board", "3.relative-likelihood", "5")):
            hostile = attack(BEGINS[i])
            actions.append([item, "WRES", hostile, hostile, "2025-01-01", "started", hostile, ""])
        self.write("=actions.csv", actions)
        one = [path for path in self.partnership(2023, 2024, 2025) if "XP1-" in path]
        self.run_program("progress", "--quiet", "--organisations", self.organisations(), "--actions", "=actions.csv", "--format", "html,xlsx,csv,json,text", "--out", "progress", *one)
        self.check_folder("progress", ["html", "xlsx", "csv", "json", "txt"])

    def test_progress_together(self):
        self.run_program("progress", "--quiet", "--organisations", self.organisations(), "--format", "html,xlsx,csv,json,text", "--out", "together", *self.partnership(2024, 2025))
        self.check_folder("together", ["html", "csv", "json"])

    def test_audit(self):
        with open(os.path.join(TOP, "fixtures", "published-figures.csv"), encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))[:20]
        for i, row in enumerate(rows[1:]):
            hostile = attack(BEGINS[i % 4])
            row[0] = hostile
            row[-1] = row[-2] = hostile
            if i % 5 == 0:
                row[4] = hostile
            if i % 5 == 1:
                row[6] = attack("=")
        self.write("=figures.csv", rows)
        self.run_program("audit", "--format", "text,json,html,xlsx", "--out", "audited", "=figures.csv")
        self.check_folder("audited", ["json", "html", "txt", "xlsx"])

    def test_audit_of_a_return(self):
        returns = self.make_returns()
        self.run_program("audit", "--format", "text,json,html,xlsx", "--out", "held", returns[0], *self.extracts())
        self.check_folder("held", [])
        self.assertGreaterEqual(len(os.listdir(self.path("held"))), 4)


if __name__ == "__main__":
    unittest.main()
