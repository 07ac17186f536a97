"""`evenhand audit FIGURES.csv`: figures that were published (tests/data/published.csv), and one made-up case of every kind of fault.

EVENHAND is the program's path, EVENHAND_TOP the source folder.
"""

import csv
import io
import json
import os
import subprocess
import tempfile
import unittest

TOP = os.environ["EVENHAND_TOP"]
PROGRAM = os.environ["EVENHAND"]
HEADINGS = [
    "Organisation", "Organisation Code", "Standard", "Edition", "Item", "Group", "Value", "Numerator", "Denominator",
    "Comparator Numerator", "Comparator Denominator", "Source", "Note",
]  # fmt: skip


def run(*arguments, command="audit", **more):
    return subprocess.run([PROGRAM, command, *arguments], capture_output=True, text=True, check=False, **more)


def table(rows):
    """Rows as dicts to CSV; what is not there is blank."""
    out = io.StringIO()
    writer = csv.DictWriter(out, HEADINGS, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def figure(item, value, counts=(), standard="WRES", edition=2025, group="", note="", source="page", code="RXX"):
    row = dict(Item=item, Value=value, Standard=standard, Edition=edition, Group=group, Note=note, Source=source)
    row["Organisation Code"] = code
    row.update(zip(HEADINGS[7:11], counts))
    return row


class Audited(unittest.TestCase):
    def audit(self, rows, *options, status=None):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "figures.csv")
            with open(path, "w", encoding="utf-8", newline="") as file:
                file.write(rows if isinstance(rows, str) else table(rows))
            done = run(path, "--format", "json", *options)
        self.assertIn(done.returncode, (0, 1), done.stderr)
        result = json.loads(done.stdout)
        self.assertEqual(done.returncode, 1 if result["errors"] else 0)
        if status is not None:
            self.assertEqual(done.returncode, status)
        return result

    def codes(self, rows, row=None):
        """(row, code) of every remark, rows counted from 1 without the headings; or the codes of one row."""
        found = [(r["row"] - 1, r["code"]) for r in self.audit(rows)["remarks"]]
        return found if row is None else [code for at, code in found if at == row]

    def the(self, rows, code):
        """The one remark of a code."""
        found = [r for r in self.audit(rows)["remarks"] if r["code"] == code]
        self.assertEqual(len(found), 1, self.audit(rows)["remarks"])
        return found[0]


UNITS = {"percent": "%", "ratio": "", "count": "", "percentage_points": " percentage points"}


def published():
    with open(os.path.join(TOP, "tests", "data", "published.csv"), encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["standard"] in ("WRES", "WDES")]


def convert(row):
    value = row["published_value"] + UNITS[row["unit"]]
    counts = [row["num_top"], row["den_top"], row["num_bottom"], row["den_bottom"]]
    group = "" if row["group_top"].isdigit() else row["group_top"]
    made = figure(row["indicator"], value, counts, row["standard"], row["year"], group, row["note"], row["source_url"], row["ods_code"])
    made["Organisation"] = row["organisation"]
    return made


class Published(Audited):
    """What the notes of tests/data/published.csv say is wrong with each figure that does not agree."""

    WRONG = {
        "WRES-005": ("truncated", "6.32%", "23 / 364"),
        "WRES-007": ("other-denominator", "5.0%", "with 248"),
        "WRES-014": ("from-rounded-rates", "1.8", "1.2% / 0.7%"),
    }

    def test_all(self):
        rows = published()
        self.assertEqual({row["case_id"] for row in rows if row["agrees"] == "no"}, set(self.WRONG))
        remarks = self.audit([convert(row) for row in rows], status=1)["remarks"]
        found = {}
        for remark in remarks:
            if remark["severity"] != "note":
                found.setdefault(rows[remark["row"] - 2]["case_id"], []).append(remark)
        self.assertEqual(set(found), set(self.WRONG), "a figure that agrees is remarked on, or one that does not is not")
        for case, (code, expected, evidence) in self.WRONG.items():
            self.assertEqual([(r["code"], r["expected"]) for r in found[case]], [(code, expected)])
            self.assertIn(evidence, found[case][0]["evidence"])
            self.assertTrue(found[case][0]["source"].startswith("https://"))
        notes = [(rows[r["row"] - 2]["case_id"], r["code"]) for r in remarks if r["severity"] == "note"]
        self.assertEqual(notes, [("WRES-013", "few-events")])

    def test_each_alone(self):
        """Alone, each is found all the same, but for the denominator that another row gives."""
        for row in published():
            codes = [r["code"] for r in self.audit([convert(row)])["remarks"] if r["severity"] != "note"]
            wanted = self.WRONG[row["case_id"]][0] if row["agrees"] == "no" else None
            wanted = "does-not-follow" if wanted == "other-denominator" else wanted
            self.assertEqual(codes, [wanted] if wanted else [], row["case_id"])


class Known(Audited):
    """What trusts have printed, from the notes of practice behind this program."""

    def test_ratio_against_its_own_rates(self):
        rows = [
            figure("4.likelihood", "9.6%", group="white", edition=2020),
            figure("4.likelihood", "55.9%", group="bme", edition=2020),
            figure("4.relative-likelihood", "1.1", edition=2020),
        ]
        remark = self.the(rows, "does-not-follow")
        self.assertEqual((remark["row"], remark["expected"], remark["other-row"]), (4, "0.17", 2))

    def test_ratio_and_likelihood_with_percent_signs(self):
        rows = [figure("WRES 2 relative likelihood", value, edition=2021 + i) for i, value in enumerate(["1.54%", "1.25%", "17.16%"])]
        self.assertEqual(self.codes(rows), [(1, "ratio-with-percent-sign"), (2, "ratio-with-percent-sign"), (3, "likelihood-as-relative")])

    def test_capability_labelled_disciplinary(self):
        row = figure("metric 3", "4.27", standard="WDES", edition=2020, note="relative likelihood of entering the formal disciplinary process")
        self.assertEqual(self.codes([row]), [(1, "wrong-process")])

    def test_a_whole_printed_as_one_percent(self):
        rows = [figure("1a.band-9", v, group=g, standard="WDES", edition=2022) for g, v in (("disabled", "0.0%"), ("non-disabled", "1.0%"), ("unknown", "0.0%"))]
        self.assertEqual([code for _, code in self.codes(rows)], ["fraction-as-percentage"])


if __name__ == "__main__":
    unittest.main()
