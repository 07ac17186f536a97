#!/usr/bin/env python3
"""Breakdowns as people meet them: on the internal page, in the working workbook and in what is published.

The environment names the program: EVENHAND.
"""

import csv
import io
import json
import os
import re
import subprocess
import tempfile
import unittest
import zipfile

PROGRAM = os.environ["EVENHAND"]
TOP = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
HEADINGS = "Application ID,Closing Date,Shortlisted,Interviewed,Offered,Appointed,Staff Group,Pay Grade,Source,Ethnic Origin,Disability\n"


def applications():
    """White: 40 applied, 20 shortlisted, 8 appointed; BME: 30, 10, 2, of whom one recruited from abroad."""
    rows = [HEADINGS]
    for group, applied, shortlisted, appointed in (("A", 40, 20, 8), ("H", 30, 10, 2)):
        for n in range(applied):
            marks = ["Yes" if n < limit else "No" for limit in (shortlisted, shortlisted - 2, appointed + 1, appointed)]
            source = "Overseas" if group == "H" and n == 0 else "NHS Jobs"
            rows.append(f"{group}{n},01/05/2024,{','.join(marks)},{'Students' if n % 2 else 'Estates & Ancillary'},Band {2 + n % 2},{source},{group},No\n")
    return "".join(rows)


def words_of(path):
    with zipfile.ZipFile(path) as archive:
        return "".join(archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml"))


class Breakdowns(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="evenhand-breakdowns-")
        path = os.path.join(cls.folder.name, "applicants.csv")
        with open(path, "w", encoding="utf-8") as file:
            file.write(applications())
        cls.out, cls.public = os.path.join(cls.folder.name, "out"), os.path.join(cls.folder.name, "public")
        cls.run_program("return", path, "--organisation", "XSM", "--edition", "2025", "--out", cls.out, "--format", "xml,html,xlsx,json")
        cls.run_program("publish", *(os.path.join(cls.out, f"XSM-{standard}-2025.xml") for standard in ("wres", "wdes")), "--suppress", "none", "--out", cls.public)
        cls.hidden = os.path.join(cls.folder.name, "hidden")
        cls.run_program("publish", *(os.path.join(cls.out, f"XSM-{standard}-2025.xml") for standard in ("wres", "wdes")), "--suppress", "5", "--format", "html,json", "--out", cls.hidden)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    @staticmethod
    def run_program(*arguments):
        done = subprocess.run([PROGRAM, *arguments, "--quiet"], capture_output=True, text=True, timeout=120, check=False)
        assert done.returncode in (0, 1), done.stderr[:2000]

    def read(self, *path):
        with open(os.path.join(*path), encoding="utf-8") as file:
            return file.read()

    def test_page(self):
        page = self.read(self.out, "XSM-2025.html")
        card = re.search(r'<section class="card" aria-labelledby="wres-stages">.*?</section>', page, re.S).group(0)
        text = re.sub(r"<[^>]+>", " ", card)
        for wanted in ("WRES: recruitment, stage by stage", "All applications", "Without international recruitment (not statutory)", "Estates &amp; Ancillary", "Band 3"):
            self.assertIn(wanted, text)
        self.assertRegex(text, r"Shortlisted\s+20\s+50\.0%\s+10\s+33\.3%")
        self.assertRegex(text, r"Shortlisted\s+20\s+50\.0%\s+9\s+31\.0%", "without international recruitment one BME applicant fewer")
        self.assertRegex(text, r"Applied to shortlisted\s+1\.50\s+0\.86 to 2\.78")
        self.assertRegex(text, r"Shortlisted to appointed\s+2\.00")
        self.assertIn('href="#wres-stages"', page)
        self.assertIn("All applications: Band of the post applied for, appointed from shortlisting", text)
        self.assertIn("The band of the vacancy's pay grade, not the one that an applicant holds.", text.replace("&#39;", "'"))

    def test_page_of_other_tables(self):
        """The tables of the workforce, each with what it is; the rows of indicator 1 are told apart."""
        out = os.path.join(self.folder.name, "small")
        self.run_program("return", os.path.join(TOP, "fixtures", "small"), "--edition", "2025", "--by", "directorate", "--out", out, "--format", "html,xlsx,csv")
        page = self.read(out, "XSM-2025.html")
        card = re.search(r'<section class="card" aria-labelledby="wres-beyond">.*?</section>', page, re.S).group(0)
        text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", card))
        self.assertIn('href="#wres-beyond"', page)
        with open(os.path.join(out, "XSM-wres-2025.breakdowns.csv"), encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        self.assertTrue(rows)
        for name in ("Workforce by five ethnic groups", "Sex by ethnicity", "Applications by five ethnic groups"):
            self.assertIn(name, text)
        self.assertRegex(text, r"1a Non-clinical staff: Band \d")
        self.assertRegex(text, r"1b Clinical staff: Band \d")
        whole = [f"{int(row['value']):,}" for row in rows if (row["breakdown"], row["by"]) == ("ethnic-groups", "")]
        self.assertIn(" Everyone " + " ".join(whole), text)
        if any(row["breakdown"] == "workforce" and row["missing"] for row in rows):
            self.assertIn("not supplied: no extract holds what it needs.", text)
        sheets = words_of(os.path.join(out, "XSM-wres-2025.xlsx"))
        self.assertRegex(sheets, r"1b Clinical staff: Band \d")

    def test_workbook(self):
        text = words_of(os.path.join(self.out, "XSM-wres-2025.xlsx"))
        for wanted in ('name="Recruitment"', 'name="Recruitment ratios"', "Recruitment, stage by stage", "Without international recruitment", "Shortlisted to appointed",
                       "Estates &amp; Ancillary", "Applications by five ethnic groups", "Band of the post applied for", "BME alone"):
            self.assertIn(wanted, text)

    def card(self, page, funnel):
        card = re.search(r'<section class="card" aria-labelledby="wres-stages">.*?</section>', page, re.S).group(0)
        return re.sub(r"<[^>]+>", " ", card.split("<h4>")[funnel])

    def test_published_page(self):
        """With --suppress none as in the internal page; by a rule, small counts and what they could be worked out from are hidden, and ratios that rest on them."""
        page = self.read(self.public, "XSM-2025-publication.html")
        self.assertIn("Estates &amp; Ancillary", self.card(page, 1))
        self.assertRegex(self.card(page, 1), r"Shortlisted\s+20\s+50\.0%\s+10\s+33\.3%")
        self.assertIn('href="#wres-stages"', page)
        page = self.read(self.hidden, "XSM-2025-publication.html")
        self.assertRegex(self.card(page, 1), r"Interviewed\s+18\s+90\.0%\s+8\s+80\.0%")
        self.assertRegex(self.card(page, 1), r"Appointed\s+\[c\]\s+\[c\]")  # 8 and 2, for WDES shows that 10 were
        self.assertRegex(self.card(page, 1), r"Shortlisted to appointed\s+\[c\]")
        self.assertRegex(self.card(page, 1), r"Applied to shortlisted\s+1\.50\s+0\.86 to 2\.78")
        # one applicant was recruited from abroad: of those at home something is hidden, and the one is not told
        self.assertIn("[c]", self.card(page, 2))

    def test_published_data(self):
        data = json.loads(self.read(self.hidden, "XSM-wres-2025-publication.json"))["detail"]["breakdowns"]
        funnel = next(table for table in data if table["name"] == "funnel" and "by" not in table)
        self.assertEqual({row["group"]: row["values"] for row in funnel["rows"]}["bme"], [30, 10, 8, "suppressed", "suppressed"])  # offered 3, appointed 2
        ratios = next(table for table in data if table["name"] == "funnel-ratios" and "by" not in table)
        self.assertEqual({row["step"]: row["values"][0] for row in ratios["rows"]}["applied-to-shortlisted"], 1.5)
        self.assertEqual({row["step"]: set(row["values"]) for row in ratios["rows"]}["shortlisted-to-appointed"], {"suppressed"})

    # ---- explaining a figure ----

    def explain(self, *arguments, status=0):
        done = subprocess.run([PROGRAM, "explain", os.path.join(self.out, "XSM-wres-2025.xml"), *arguments], capture_output=True, text=True, timeout=60, check=False)
        self.assertEqual(done.returncode, status, done.stderr)
        return re.sub(r"\s+", " ", done.stdout if status == 0 else done.stderr)

    def test_a_figure_is_explained(self):
        text = self.explain("funnel", "--of", "Estates & Ancillary", "--column", "shortlisted", "--group", "bme")
        self.assertIn("XSM: WRES 2025, funnel by staff-group", text)
        self.assertIn("- Estates & Ancillary, BME: Shortlisted 5 The rule", text)
        self.assertIn("Shortlisted: Marked as shortlisted or as appointed", text)
        self.assertIn("Period 1 April 2024 to 31 March 2025", text)
        self.assertNotIn("Applied:", text)
        whole = self.explain("funnel")
        self.assertIn("- White: Applied 40; Shortlisted 20; Interviewed 18; Offered 9; Appointed 8 - BME: Applied 30;", whole)
        self.assertIn("band Band of the post applied for", whole)

    def test_a_ratio_is_explained_with_its_counts(self):
        text = self.explain("funnel-ratios", "--step", "Shortlisted to appointed")
        for wanted in ("White a / n 8 / 20 = 40.00%", "BME b / m 2 / 10 = 20.00%", "Ratio (8 x 10) / (20 x 2) = 2 ", "Koopman", "mid-p", "above 1.25"):
            self.assertIn(wanted, text)

    def test_names_are_those_of_the_files_or_of_people(self):
        self.assertEqual(self.explain("funnel", "--of", "band-3"), self.explain("funnel", "--by", "Band of the post applied for", "--of", "Band 3", "--by", "band"))

    def test_wrong_names_are_answered_with_the_right_ones(self):
        for arguments, wanted in (
            (("funnels",), "Its tables are ethnic-groups-of-applications, funnel, funnel-ratios,"),
            (("funnel", "--column", "hired"), "applied (Applied); shortlisted (Shortlisted); interviewed"),
            (("funnel", "--group", "pink"), "white (White); bme (BME); unknown (Unknown)"),
            (("funnel-ratios", "--group", "pink"), "white; bme."),
            (("funnel", "--by", "grade"), "staff-group (Staff group of the post applied for); band (Band of the post applied for)"),
            (("funnel", "--by", "band", "--of", "band-12"), "band-2 (Band 2); band-3 (Band 3)."),
            (("funnel", "--of", "band-12"), "it is broken down by: staff-group"),
            (("2.shortlisted", "--column", "applied"), "is an item"),
        ):
            self.assertIn(wanted, self.explain(*arguments, status=2))

    def test_rows_of_a_figure(self):
        extract = os.path.join(self.folder.name, "applicants.csv")
        text = self.explain("funnel-without-international", "--group", "bme", "--column", "applied", "--rows", extract)
        self.assertIn("Rows counted: 29", text)
        self.assertIn("Of an applicant recruited from abroad, whom this table leaves out (rules, section 8): 1 applicants.csv row 42, application H0", text)
        self.assertIn("Together: 70,", text)
        listed = list(csv.DictReader(io.StringIO(subprocess.run([PROGRAM, "explain", os.path.join(self.out, "XSM-wres-2025.xml"), "funnel-ratios", "--of", "band-3", "--group", "BME",
                                                                "--step", "applied-to-shortlisted", "--rows", "--format", "csv", extract],
                                                               capture_output=True, text=True, timeout=60, check=True).stdout)))
        self.assertEqual({(row["item"], row["by"], row["of"], row["group"]) for row in listed}, {("funnel", "band", "band-3", "bme")})
        counted = [(row["role"], row["column"], row["record"]) for row in listed if row["state"] == "counted"]
        self.assertEqual([record for role, column, record in counted if (role, column) == ("numerator", "shortlisted")], [f"H{n}" for n in range(1, 10, 2)])
        self.assertEqual([record for role, column, record in counted if (role, column) == ("denominator", "applied")], [f"H{n}" for n in range(1, 30, 2)])

    def test_rows_that_cannot_be_given(self):
        extract = os.path.join(self.folder.name, "applicants.csv")
        self.assertIn("choose some with", self.explain("funnel", "--by", "band", "--rows", extract, status=2))
        changed = os.path.join(self.folder.name, "changed.xml")
        text = self.read(self.out, "XSM-wres-2025.xml")
        self.assertIn('group="bme">30 10 8 3 2</row>', text)
        with open(changed, "w", encoding="utf-8") as file:
            file.write(text.replace('group="bme">30 10 8 3 2</row>', 'group="bme">31 10 8 3 2</row>', 1))
        done = subprocess.run([PROGRAM, "explain", changed, "funnel", "--group", "bme", "--rows", extract], capture_output=True, text=True, timeout=60, check=False)
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertIn("another figure", done.stderr)
        os.makedirs(os.path.join(self.folder.name, "mine"))
        mine = os.path.join(self.folder.name, "mine", "applicants.csv")
        with open(mine, "w", encoding="utf-8") as file:
            file.write(applications().replace("Band 2", "Band 3", 1))
        self.assertIn("its SHA-256 is another one", self.explain("funnel", "--group", "bme", "--rows", mine, status=2))


if __name__ == "__main__":
    unittest.main()
