#!/usr/bin/env python3
"""The page and the workbook of an audit hold what its JSON says: every remark and every figure, the most serious first.

    test_products.py EVENHAND
"""

import json
import os
import random
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as ElementTree
import zipfile

import plant
from report import Report, as_csv

PROGRAM = sys.argv.pop(1)
HTML = "{http://www.w3.org/1999/xhtml}"
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
WEIGHTS = {"error": 0, "warning": 1, "note": 2}
SURENESS = {"high": 0, "medium": 1, "low": 2}


def figures():
    """Reports with one error of most kinds, and some that are right."""
    rng, rows = random.Random("products"), []
    for number, name in enumerate(plant.KINDS):
        for attempt in range(30):
            made = plant.KINDS[name][0](rng, 40 * number + attempt)
            if made:
                rows += made[0].rows
                break
    for number in range(3):
        rows += Report(rng, 2000 + number).rows
    return rows


def words(element):
    return " ".join("".join(element.itertext()).split())


def flat(text):
    return " ".join(text.split())


class Products(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.rows = figures()
        path = os.path.join(cls.folder.name, "figures.csv")
        with open(path, "w", encoding="utf-8") as file:
            file.write(as_csv(cls.rows))
        cls.out = os.path.join(cls.folder.name, "out")
        done = subprocess.run([PROGRAM, "audit", path, "--format", "json,html,xlsx", "--out", cls.out, "--quiet"], capture_output=True, text=True, check=False)
        assert done.returncode == 1, done.stderr
        with open(os.path.join(cls.out, "audit.json"), encoding="utf-8") as file:
            cls.audit = json.load(file)
        cls.page = ElementTree.parse(os.path.join(cls.out, "audit.html")).getroot()
        cls.again = [PROGRAM, "audit", path, "--format", "json,html,xlsx", "--out", os.path.join(cls.folder.name, "again"), "--quiet"]

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def gravest(self):
        """The gravest severity of each row that has a remark."""
        found = {}
        for remark in self.audit["remarks"]:
            found[remark["row"]] = min(found.get(remark["row"], 3), WEIGHTS[remark["severity"]])
        return list(found.values())

    def key(self, remark):
        return remark["printed"], flat(remark["sentence"]), remark["row"]

    def ordered(self):
        """The remarks as people should meet them: organisations in the order of their figures, errors first, the surest first."""
        codes = []
        for figure in self.audit["figures"]:
            if figure["organisation"] not in codes:
                codes.append(figure["organisation"])
        return sorted(self.audit["remarks"], key=lambda r: (codes.index(r["organisation"]), WEIGHTS[r["severity"]], SURENESS[r["confidence"]], r["row"]))

    def test_there_is_something_to_show(self):
        self.assertGreater(len(self.audit["remarks"]), 20)
        self.assertEqual(len(self.audit["figures"]), len(self.rows))

    def test_summary_of_the_page(self):
        shown = [int(words(e).replace(",", "")) for e in self.page.iter(HTML + "span") if e.get("class") == "figure"]
        gravest = self.gravest()
        wanted = [gravest.count(weight) for weight in (0, 1, 2)]
        self.assertEqual(shown, wanted + [len(self.rows) - len(gravest)])
        self.assertIn("%d of %s figures" % (wanted[0], "{:,}".format(len(self.rows))), words(self.page))

    def test_remarks_of_the_page(self):
        shown = [e for e in self.page.iter(HTML + "div") if e.get("class") == "remark"]
        wanted = self.ordered()
        self.assertEqual(len(shown), len(wanted))
        for element, remark in zip(shown, wanted):
            text = words(element)
            for part in (flat(remark["sentence"]), remark["name"], flat(remark.get("advice", "")), flat(remark.get("evidence", "")), "row %d of" % remark["row"]):
                self.assertIn(part, text)

    def test_figures_of_the_page(self):
        table = list(self.page.iter(HTML + "table"))[-1]
        body = list(table.iter(HTML + "tbody"))[0]
        names = {}
        for remark in self.audit["remarks"]:
            names.setdefault(remark["row"], []).append(remark["name"])
        for number, (row, mine) in enumerate(zip(body, self.rows), 2):
            cells = [words(cell) for cell in row]
            self.assertEqual(cells[0], str(number))
            self.assertEqual(cells[5], flat(mine.text))
            self.assertEqual(sorted(cells[-1].split("; ")) if cells[-1] else [], sorted(names.get(number, [])))
        self.assertEqual(len(body), len(self.rows))

    def test_every_id_is_there_once_and_every_link_arrives(self):
        ids = [e.get("id") for e in self.page.iter() if e.get("id")]
        self.assertEqual(len(ids), len(set(ids)))
        for link in self.page.iter(HTML + "a"):
            self.assertIn(link.get("href")[1:], ids)

    def sheets(self):
        """{sheet: rows of texts}, the sheets that have a filtered table, and those with frozen headings."""
        sheets, frozen, filters = {}, 0, 0
        with zipfile.ZipFile(os.path.join(self.out, "audit.xlsx")) as package:
            strings = ["".join(t.text or "" for t in s.iter(SHEET + "t")) for s in ElementTree.fromstring(package.read("xl/sharedStrings.xml"))]
            book = ElementTree.fromstring(package.read("xl/workbook.xml"))
            for number, sheet in enumerate(book.iter(SHEET + "sheet"), 1):
                root = ElementTree.fromstring(package.read("xl/worksheets/sheet%d.xml" % number))
                frozen += any(pane.get("state") == "frozen" for pane in root.iter(SHEET + "pane"))
                rows = []
                for row in root.iter(SHEET + "row"):
                    cells = {}
                    for cell in row:
                        value = cell.findtext(SHEET + "v")
                        if value is not None:
                            letters = cell.get("r").rstrip("0123456789")
                            cells[letters] = strings[int(value)] if cell.get("t") == "s" else value
                    rows.append(cells)
                sheets[sheet.get("name")] = rows
            filters = sum(b"autoFilter" in package.read(name) for name in package.namelist() if name.startswith("xl/tables/"))
        return sheets, frozen, filters

    def test_workbook(self):
        sheets, frozen, filters = self.sheets()
        self.assertEqual(list(sheets), ["Summary", "Remarks", "Figures", "Notes"])
        self.assertEqual((frozen, filters), (4, 4))
        remarks = sheets["Remarks"][4:]
        wanted = self.ordered()
        self.assertEqual([flat(row["J"]) for row in remarks], [flat(r["sentence"]) for r in wanted])
        self.assertEqual([int(row["Q"]) for row in remarks], [r["row"] for r in wanted])
        figures_ = sheets["Figures"][4:]
        self.assertEqual([int(row["A"]) for row in figures_], list(range(2, len(self.rows) + 2)))
        self.assertEqual([flat(row["I"]) for row in figures_], [flat(r.text) for r in self.rows])
        facts = {row.get("A"): row.get("B") for row in sheets["Summary"][4:]}
        self.assertEqual(int(facts["Wrong"]), self.gravest().count(0))
        self.assertEqual(int(facts["Figures read"]), len(self.rows))

    def test_same_figures_same_bytes(self):
        subprocess.run(self.again, check=False)
        for name in ("audit.html", "audit.xlsx", "audit.json"):
            with open(os.path.join(self.out, name), "rb") as one, open(os.path.join(self.folder.name, "again", name), "rb") as other:
                self.assertEqual(one.read(), other.read(), name)

    def test_hostile_cells_stay_text(self):
        path = os.path.join(self.folder.name, "hostile.csv")
        with open(path, "w", encoding="utf-8") as file:
            file.write('Organisation,Item,Value,Numerator,Denominator,Source,Note\n"<script>alert(1)</script>","=1+1","50%",1,3,"=HYPERLINK(""x"")","\u202e]]>&"\n')
        out = os.path.join(self.folder.name, "hostile")
        done = subprocess.run([PROGRAM, "audit", path, "--format", "html,xlsx", "--out", out, "--quiet"], capture_output=True, text=True, check=False)
        self.assertIn(done.returncode, (0, 1), done.stderr)
        page = ElementTree.parse(os.path.join(out, "audit.html")).getroot()
        self.assertEqual(len(list(page.iter(HTML + "script"))), 1)
        with zipfile.ZipFile(os.path.join(out, "audit.xlsx")) as package:
            for name in package.namelist():
                self.assertNotIn(b"<f>", package.read(name))


if __name__ == "__main__":
    unittest.main()
