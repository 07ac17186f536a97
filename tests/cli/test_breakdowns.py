#!/usr/bin/env python3
"""Breakdowns as people meet them: on the internal page and in the working workbook, and nowhere in what is published.

The environment names the program: EVENHAND.
"""

import os
import re
import subprocess
import tempfile
import unittest
import zipfile

PROGRAM = os.environ["EVENHAND"]
HEADINGS = "Application ID,Closing Date,Shortlisted,Interviewed,Offered,Appointed,Staff Group,Pay Grade,Source,Ethnic Origin,Disability\n"
WORDS = ("stage by stage", "funnel", "Without international", "thnic groups of applications", "ethnic-groups-of")


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

    def test_workbook(self):
        text = words_of(os.path.join(self.out, "XSM-wres-2025.xlsx"))
        for wanted in ('name="Recruitment"', 'name="Recruitment ratios"', "Recruitment, stage by stage", "Without international recruitment", "Shortlisted to appointed",
                       "Estates &amp; Ancillary", "Ethnic groups of applications"):
            self.assertIn(wanted, text)

    def test_nothing_is_published(self):
        for name in os.listdir(self.public):
            path = os.path.join(self.public, name)
            text = words_of(path) if name.endswith(".xlsx") else self.read(path)
            for word in WORDS:
                self.assertNotIn(word, text, name)


if __name__ == "__main__":
    unittest.main()
