#!/usr/bin/env python3
"""The fixtures: each has its sentence, the trust is what its generator makes, good files are read alike and bad ones get a finding.

    test_fixtures.py [EVENHAND]
"""

import filecmp
import importlib.util
import json
import os
import re
import subprocess
import sys
import tempfile
import unittest
import zipfile

import compare

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "fixtures")
PROGRAM = sys.argv.pop(1) if len(sys.argv) > 1 and not sys.argv[1].startswith("-") else None
FILES = sorted(name for name in os.listdir(FOLDER) if name.startswith(("good-", "bad-")))

# The codes of which each bad file must get one.
TOLD = {
    "bad-appointed-not-shortlisted.csv": "appointed-not-shortlisted", "bad-bands-unmapped.csv": "unplaced", "bad-competences-without-people.csv": "competences-without-people", "bad-dates-month-first.csv": "dates-perhaps-month-first",
    "bad-dates-unreadable.csv": "unreadable-date", "bad-doctype.xlsx": "part-doctype", "bad-empty.csv": "file-empty", "bad-encrypted.xlsx": "file-encrypted",
    "bad-esr-count.dat": "interface-count-wrong", "bad-esr-cut.dat": "interface-footer-missing",
    "bad-groups-unmapped.csv": "many-unmapped", "bad-headings-only.csv": "no-rows", "bad-html.xls": "file-html", "bad-mixed-encodings.csv": "mixed-encodings",
    "bad-no-employee-number.csv": "columns-lacking", "bad-no-kind.csv": "no-headings", "bad-nul-bytes.csv": "zero-bytes", "bad-old.xls": "file-old-xls",
    "bad-organisation-code.csv": "bad-organisation-code", "bad-quote-unclosed.csv": "unclosed-quote", "bad-survey-fractions.csv": "survey-scale",
    "bad-survey-other-year.csv": "other-survey-year", "bad-survey-out-of-range.csv": "survey-range", "bad-swollen.xlsx": "part-ratio",
    "bad-training-no-mandatory.csv": "no-mandatory-column", "bad-truncated.xlsx": "workbook-damaged", "bad-zip-without-workbook.xlsx": "file-archive not-a-workbook",
}


def generator():
    spec = importlib.util.spec_from_file_location("fixtures_generate", os.path.join(FOLDER, "generate.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def run(*arguments):
    done = subprocess.run([PROGRAM, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60, check=False)
    return done.returncode, done.stderr.decode("utf-8", "replace")


class Committed(unittest.TestCase):
    def test_each_file_has_its_sentence(self):
        with open(os.path.join(FOLDER, "README.md"), encoding="utf-8") as source:
            named = re.findall(r"^- `((?:good|bad)-[^`]+)`: .+\.$", source.read(), re.MULTILINE)
        self.assertEqual(sorted(named), FILES)

    def test_the_trust_is_what_its_generator_makes(self):
        trust = os.path.join(FOLDER, "trust")
        with tempfile.TemporaryDirectory() as again:
            generator().Trust().make(again)
            self.assertEqual(sorted(os.listdir(again)), sorted(os.listdir(trust)))
            for name in os.listdir(again):
                paths = [os.path.join(folder, name) for folder in (trust, again)]
                if name.endswith(".xlsx"):
                    parts = [{part: package.read(part) for part in package.namelist()} for package in map(zipfile.ZipFile, paths)]
                    self.assertEqual(parts[0] == parts[1], True, name)
                else:
                    self.assertTrue(filecmp.cmp(*paths, shallow=False), name)


@unittest.skipUnless(PROGRAM, "the program's path was not given")
class Program(unittest.TestCase):
    def findings(self, said):
        return [json.loads(line) for line in said.splitlines() if line.startswith("{")]

    def test_good_files_are_read_alike(self):
        first = None
        for name in (name for name in FILES if name.startswith("good-") and "survey" not in name and "equality" not in name):
            with self.subTest(file=name), tempfile.TemporaryDirectory() as out:
                status, said = run("return", "--edition", "2025", "--organisation", "XGD", "--format", "xml", "--out", out, "--quiet", os.path.join(FOLDER, name))
                self.assertIn(status, (0, 1), said)
                found = [part for standard in ("wres", "wdes") for part in compare.content(os.path.join(out, f"XGD-{standard}-2025.xml")) if b":item " in part[:40]]
                first = first or found
                self.assertEqual(found, first)

    def test_good_files_have_no_errors(self):
        for name in (name for name in FILES if name.startswith("good-")):
            with self.subTest(file=name):
                status, said = run("check", "--organisation", "XGD", "--log", "json", os.path.join(FOLDER, name))
                self.assertEqual(status, 0, said)

    def test_bad_files_get_a_finding(self):
        for name in (name for name in FILES if name.startswith("bad-")):
            with self.subTest(file=name), tempfile.TemporaryDirectory() as out:
                status, said = run("return", "--edition", "2025", "--log", "json", "--format", "xml", "--quiet", "--out", out, os.path.join(FOLDER, name))
                self.assertIn(status, (1, 2), said)
                told = {finding["code"] for finding in self.findings(said)}
                self.assertTrue(told & set(TOLD[name].split()), f"{sorted(told)} and not {TOLD[name]}")
                self.assertTrue(status == 1 or not os.listdir(out), "something was written although nothing was done")
                self.assertIn(run("check", os.path.join(FOLDER, name))[0], (0, 1, 2))

    def test_the_trust_is_fit_to_submit(self):
        trust = os.path.join(FOLDER, "trust")
        with tempfile.TemporaryDirectory() as out:
            status, said = run("return", "--edition", "2025", "--format", "xml", "--out", out, "--quiet", trust)
            self.assertEqual(status, 0, said)
            self.assertEqual(sorted(os.listdir(out))[:2], ["XTR-wdes-2025.xml", "XTR-wres-2025.xml"])


if __name__ == "__main__":
    unittest.main()
