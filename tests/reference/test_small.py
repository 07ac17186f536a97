#!/usr/bin/env python3
"""The organisation of 40 people, worked out by hand in fixtures/README.md, against the second reckoning and, when its path is given, the program.

    test_small.py [EVENHAND]
"""

import glob
import os
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as ElementTree

import compare
import read_small
from reckoning import reckon

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "fixtures", "small")
PROGRAM = sys.argv.pop(1) if len(sys.argv) > 1 and not sys.argv[1].startswith("-") else None

# What a person with a pencil finds. Groups in the order white, bme, unknown and disabled, non-disabled, unknown; one figure: no groups.
RACE = {
    "1a.band-2": "4 1 0", "1a.band-4": "3 1 0", "1a.band-8a": "1 0 1", "1a.vsm": "1 0 0", "1a.total": "9 2 1", "1a.band-1": "0 0 0",
    "1b.band-3": "3 3 0", "1b.band-5": "4 5 1", "1b.band-6": "4 2 0", "1b.band-7": "3 0 0", "1b.consultants": "1 1 0", "1b.senior-medical-managers": "1 0 0",
    "1b.trainee-grades": "0 1 0", "1b.other-medical": "0 0 0", "1b.total": "15 12 1", "1.unplaced": "0 0 0", "1.total": "24 14 2",
    "2.shortlisted": "30 18 2", "2.appointed": "9 3 1", "2.likelihood": "30.00 16.67 50.00", "2.relative-likelihood": "1.80",
    "3.workforce": "24 14 2", "3.entered": "3 2 0", "3.likelihood": "12.50 14.29 0.00", "3.relative-likelihood": "1.14",
    "4.workforce": "24 14 2", "4.accessed": "12 5 1", "4.likelihood": "50.00 35.71 50.00", "4.relative-likelihood": "1.40",
    "5.percentage": "23.5 33.3", "6.percentage": "17.6 22.2", "7.percentage": "58.8 44.4", "8.percentage": "5.9 11.1",
    "9.board": "8 1 1", "9.voting": "7 1 0", "9.non-voting": "1 0 1", "9.executive": "4 0 1", "9.non-executive": "4 1 0", "9.workforce": "24 14 2",
    "9.board-percentage": "80.0 10.0 10.0", "9.workforce-percentage": "60.0 35.0 5.0", "9.difference": "20.0 -25.0 5.0", "9.voting-difference": "27.5 -22.5 -5.0",
    "9.executive-difference": "20.0 -35.0 15.0",
}
DISABILITY = {
    "1a.total": "2 9 1", "1a.cluster-1": "1 7 1", "1a.cluster-3": "1 1 0", "1a.cluster-4": "0 1 0", "1b.cluster-1": "1 5 0", "1b.cluster-2": "3 14 2",
    "1b.cluster-5": "0 1 1", "1b.cluster-7": "0 1 0", "1b.total": "4 21 3", "1.total": "6 30 4", "2.shortlisted": "5 40 5", "2.appointed": "1 10 2",
    "2.likelihood": "20.00 25.00 40.00", "2.relative-likelihood": "1.25", "3.workforce": "6 30 4", "3.entered": "1.5 2.5 0", "3.entered-ill-health": "0.5 0.5 0",
    "3.likelihood": "16.67 6.67 0.00", "3.relative-likelihood": "2.50", "3.any-reason-relative-likelihood": "3.00", "4a.i.percentage": "33.3 25.0",
    "8.percentage": "72.7", "9a.score": "6.40 6.95", "9a.overall": "6.70", "10.board": "1 8 1", "10.difference": "-5.0 5.0 0.0", "10.voting-difference": "-2.5 12.5 -10.0",
    "10.executive-difference": "-15.0 25.0 -10.0",
}
ORDER = {"WRES": ("white", "bme", "unknown", None), "WDES": ("disabled", "non-disabled", "unknown", None)}


def shown(standard, displays):
    return " ".join(displays[group] for group in ORDER[standard] if group in displays)


class ByHand(unittest.TestCase):
    def check(self, standard, wanted, displays):
        for name, text in wanted.items():
            with self.subTest(item=name):
                self.assertEqual(shown(standard, displays[name]), text)

    def reckoned(self, standard):
        return reckon(read_small.read(FOLDER), "XSM", 2025, standard)

    def test_reckoning(self):
        for standard, wanted in (("WRES", RACE), ("WDES", DISABILITY)):
            items = self.reckoned(standard)
            self.check(standard, wanted, {name: {group: value.display for group, value in item.values.items()} for name, item in items.items()})
        verdicts = {name: self.reckoned("WRES")[name].values[None].verdict for name in ("2.relative-likelihood", "3.relative-likelihood", "4.relative-likelihood")}
        self.assertEqual(list(verdicts.values()), ["above", "within", "above"])
        self.assertEqual(self.reckoned("WDES")["2.relative-likelihood"].values[None].verdict, "within")

    def test_shares(self):
        self.assertEqual(float(self.reckoned("WRES")["1.total"].values["bme"].percent), 35.0)

    @unittest.skipUnless(PROGRAM, "the program's path was not given")
    def test_program(self):
        with tempfile.TemporaryDirectory() as out:
            done = subprocess.run([PROGRAM, "return", "--edition", "2025", "--format", "xml", "--quiet", "--out", out] + sorted(glob.glob(os.path.join(FOLDER, "*.csv"))),
                                  stderr=subprocess.PIPE, check=False)
            self.assertEqual(done.returncode, 0, done.stderr.decode())
            for standard, wanted in (("WRES", RACE), ("WDES", DISABILITY)):
                path = os.path.join(out, f"XSM-{standard.lower()}-2025.xml")
                root = ElementTree.parse(path).getroot()
                self.assertEqual(root.get("status"), "complete")
                name = compare.NAMESPACE
                self.check(standard, wanted, {item.get("id"): {value.get("group"): value.get("display") for value in item.findall(name + "value")} for item in root.iter(name + "item")})
                self.assertEqual(compare.compare_return(path, self.reckoned(standard)), [])


if __name__ == "__main__":
    unittest.main()
