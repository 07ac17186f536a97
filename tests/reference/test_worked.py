#!/usr/bin/env python3
"""The second reckoning against worked examples that were published or worked out by hand, and its statistics against printed values."""

import unittest
from fractions import Fraction

import intervals
import reckoning
import words
from columns import Table
from reckoning import reckon


def counts_table(standard, figures):
    table = Table("counts")
    for item, groups in figures.items():
        for group, value in groups.items():
            table.add(Organisation_Code="XXA", Standard=standard, Item=item, Group=group, Value=str(value))
    return {"counts": table}


def result(items, name, group=None):
    value = items[name].values[group]
    return value.missing or value.display


class Ratios(unittest.TestCase):
    def test_race(self):
        """Shortlisted 780 and 420, appointed 170 and 60: 1.53, and not the 1.52 of rounded rates."""
        items = reckon(counts_table("WRES", {
            "2.shortlisted": {"white": 780, "bme": 420, "unknown": 30}, "2.appointed": {"white": 170, "bme": 60, "unknown": 5},
            "3.workforce": {"white": 6307, "bme": 990, "unknown": 125}, "3.entered": {"white": 41, "bme": 10, "unknown": 0},
            "4.workforce": {"white": 6307, "bme": 990, "unknown": 125}, "4.accessed": {"white": 3150, "bme": 470}}), "XXA", 2025, "WRES")
        ratio = items["2.relative-likelihood"].values[None]
        self.assertEqual(ratio.value, Fraction(170 * 420, 780 * 60))
        self.assertEqual((ratio.display, ratio.verdict, ratio.test, round(ratio.p, 4)), ("1.53", "above", "chi-square", 0.0016))
        self.assertEqual((result(items, "2.likelihood", "white"), result(items, "2.likelihood", "bme")), ("21.79", "14.29"))
        self.assertEqual((result(items, "3.relative-likelihood"), round(items["3.relative-likelihood"].values[None].p, 3)), ("1.55", 0.206))
        self.assertEqual(result(items, "4.relative-likelihood"), "1.05")
        self.assertEqual(result(items, "4.likelihood", "unknown"), "not-supplied")

    def test_board(self):
        difference = reckoning.Reckoning.difference
        self.assertEqual([reckoning.display(difference(*cells).value, 1) for cells in ((1, 14, 990, 7422), (12, 14, 6307, 7422), (1, 12, 990, 7422), (0, 6, 990, 7422))],
                         ["-6.2", "0.7", "-5.0", "-13.3"])

    def test_disability(self):
        """Appointment 1.16; capability 3.5 - 2.0 and 9.5 over 338 and 5,210: 2.43."""
        items = reckon(counts_table("WDES", {
            "2.shortlisted": {"non-disabled": 7412, "disabled": 643}, "2.appointed": {"non-disabled": 1616, "disabled": 121},
            "3.workforce": {"disabled": 338, "non-disabled": 5210}, "3.entered": {"disabled": "3.5", "non-disabled": "11"},
            "3.entered-ill-health": {"disabled": 2, "non-disabled": "1.5"}}), "XXA", 2025, "WDES")
        self.assertEqual(result(items, "2.relative-likelihood"), "1.16")
        ratio = items["3.relative-likelihood"].values[None]
        self.assertEqual((ratio.display, ratio.value), ("2.43", Fraction(3, 676) / Fraction(19, 10420)))
        self.assertEqual((result(items, "3.likelihood", "disabled"), result(items, "3.entered", "disabled")), ("0.44", "3.5"))
        self.assertEqual(ratio.test, "mid-p")

    def test_undefined(self):
        items = reckon(counts_table("WRES", {"2.shortlisted": {"white": 10, "bme": 0, "unknown": 0}, "2.appointed": {"white": 0, "bme": 0, "unknown": 0}}),
                       "XXA", 2025, "WRES")
        self.assertEqual((result(items, "2.relative-likelihood"), result(items, "2.likelihood", "bme")), ("undefined", "undefined"))
        items = reckon(counts_table("WRES", {"2.shortlisted": {"white": 10, "bme": 9}, "2.appointed": {"white": 0, "bme": 3}}), "XXA", 2025, "WRES")
        self.assertEqual((result(items, "2.relative-likelihood"), items["2.relative-likelihood"].values[None].verdict), ("0.00", "below"))


class Rounding(unittest.TestCase):
    def test_half_away_from_zero(self):
        for fraction, places, text in ((Fraction(100 * 7, 2000), 1, "0.4"), (Fraction(201, 200), 2, "1.01"), (Fraction(-1, 20), 1, "-0.1"), (Fraction(-1, 25), 1, "0.0"),
                                       (Fraction(7, 2), 1, "3.5"), (Fraction(170), 0, "170"), (Fraction(99999, 1000), 1, "100.0")):
            self.assertEqual(reckoning.display(fraction, places), text)


class Intervals(unittest.TestCase):
    def close(self, found, wanted, tolerance):
        for one, other in zip(found, wanted):
            self.assertLess(abs(float(one) - other), tolerance)

    def test_wilson(self):
        self.close(intervals.wilson(65, 100), (0.55254443296887967, 0.73635751756902468), 1e-12)
        self.close(intervals.wilson(1045, 5000), (0.19795549880013297, 0.22049130373189027), 1e-12)
        self.close(intervals.wilson(0, 10), (0, 0.2775328), 1e-6)
        self.close(intervals.wilson(10, 10), (0.7224672, 1), 1e-6)

    def test_newcombe(self):
        self.close(intervals.newcombe(36, 154, 12, 77), (-0.036142, 0.175125), 1e-6)

    def test_koopman(self):
        self.close(intervals.koopman(7, 34, 1, 34), (1.220853, 42.575718), 6e-7)
        self.close(intervals.koopman(36, 154, 12, 77), (0.849237, 2.72874), 1e-5)
        self.close(intervals.koopman(0, 10, 5, 20), (0, 1.24669050509), 1e-9)
        self.close(intervals.koopman(170, 780, 60, 420), [1 / float(v) for v in reversed(intervals.koopman(60, 420, 170, 780))], 1e-12)

    def test_tests(self):
        p, name = intervals.test(36, 154, 12, 77)
        self.assertEqual((name, round(p, 3)), ("chi-square", 0.169))
        self.close([intervals.mid_p(2, 10, 15, 25)], [0.04189841], 5e-9)
        self.assertEqual(intervals.test(2, 10, 15, 25)[1], "mid-p")
        self.assertEqual(intervals.test(4, 4, 9, 9)[0], 1.0)


class Words(unittest.TestCase):
    def test_ethnicity(self):
        for text, group in (("CX White Mixed", "white"), ("LA", "bme"), ("LK Asian Unspecified", "bme"), ("PB", "bme"), ("99", "unknown"), ("NA", "unknown"),
                            ("NK", "unknown"), ("N", "bme"), ("Not Known", "unknown"), ("A White - British", "white"), ("C3", "white"), ("Roma", "white"), ("Refused", "unknown"),
                            ("Z-Not Stated", "unknown"), ("R", "bme"), ("Chinese", "bme"), ("", "unknown")):
            self.assertEqual(words.ethnicity(text), (group, True), text)
        for text in ("Martian", "T Traveller", "Q", "WX"):
            self.assertEqual(words.ethnicity(text), ("unknown", False), text)

    def test_bands(self):
        for grade, band in (("NHS|XR07|Review Body Band 7", "band-7"), ("NHS|XN09|Non Review Body Band 8 - Range B", "band-8b"), ("5", "band-5"), ("8A", "band-8a"),
                            ("Apprentice", "under-band-1"), ("Under Band 1", "under-band-1"), ("Executive", "vsm"), ("Band 8 - Range D", "band-8d"), ("Band 8", None),
                            ("Apprentice|Band 3", "band-3"), ("NHS|XR07|Review Body Band 6", "band-7"), ("NHS|XR12|Review Body Band 9", "band-9"), ("Chief Executive", "vsm"),
                            ("NHS|ZZ01|Very Senior Manager", "vsm"), ("Band 10", None), ("XR13", None), ("", None)):
            self.assertEqual(words.band(grade), band, grade)

    def test_medical_rows(self):
        for role, grade, row in (("Medical Director", "", "senior"), ("Clinical Director - Medical", "", "senior"), ("Speciality Registrar", "", "trainee-grades"),
                                 ("Associate Specialist", "", "non-consultant-career-grade"), ("Trust Grade - Career Grade", "", "non-consultant-career-grade"),
                                 ("Dental surgeon acting as consultant", "", "consultants"), ("Professor", "NHS|YC72|Consultant", "consultants"),
                                 ("Salaried GP", "", "other-medical"), ("Foundation Year 1", "NHS|YC72|Consultant", "trainee-grades")):
            self.assertEqual(words.medical_row({"Job Role": role, "Pay Grade": grade}), row, role)


if __name__ == "__main__":
    unittest.main()
