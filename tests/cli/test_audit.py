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


class Kinds(Audited):
    """One figure of each kind of fault, with what it should be."""

    RATIO = (170, 780, 60, 420)  # 1.5256

    def expect(self, code, expected, row, others=()):
        remark = self.the([row, *others], code)
        self.assertEqual((remark["row"], remark.get("expected", "")), (2, expected))

    def test_ratios(self):
        for value, code in (
            ("1.75", "does-not-follow"), ("0.66", "upside-down"), ("1.53%", "ratio-with-percent-sign"), ("21.79%", "likelihood-as-relative"),
            ("1.57", "from-rounded-rates"),
        ):  # fmt: skip
            with self.subTest(value):
                self.expect(code, "1.53", figure("2.relative-likelihood", value, self.RATIO))

    def test_percentages(self):
        for value, code, expected in (
            ("13.3 percentage points", "points-for-percent", "13.3%"), ("0.13%", "fraction-as-percentage", "13.34%"), ("13.33%", "truncated", "13.34%"),
            ("15.2%", "does-not-follow", "13.3%"),
        ):  # fmt: skip
            with self.subTest(value):
                self.expect(code, expected, figure("1.total", value, (990, 7422), group="bme"))

    def test_unknown_left_out(self):
        others = [figure("1.total", "1.7%", (125, 7422), group="unknown"), figure("1.total", "85.0%", (6307, 7422), group="white")]
        self.expect("unknowns-left-out", "13.34%", figure("1.total", "13.57%", (990, 7422), group="bme"), others)

    def test_differences(self):
        self.expect("percent-for-points", "-6.2 percentage points", figure("9.difference", "-6.2%", (1, 14, 990, 7422), group="bme"))
        self.assertEqual(self.codes([figure("9.difference", "-6.2 percentage points", (1, 14, 990, 7422), group="bme")]), [])

    def test_impossible(self):
        self.expect("impossible", "7.1% or 14.3%", figure("9.board-percentage", "8.3%", ("", 14), group="bme"))

    def test_people(self):
        self.assertEqual(self.codes([figure("1.total", "11.1%", ("650.4", "5871.25"), group="bme")]), [(1, "fte-for-headcount")])
        self.assertEqual(self.codes([figure("2.likelihood", "105.0%", (63, 60), group="bme")]), [(1, "part-exceeds-whole")])
        self.assertEqual(self.codes([figure("3.likelihood", "0.44%", ("1.5", 338), "WDES", group="disabled")]), [], "half a case a year")

    def test_words(self):
        row = figure("2.relative-likelihood", "1.53", self.RATIO, note="White applicants were less likely to be appointed")
        self.assertEqual(self.codes([row]), [(1, "words-and-number-disagree")])
        row["Note"] = "BME applicants were less likely to be appointed"
        self.assertEqual(self.codes([row]), [])

    def test_beside_each_other(self):
        white, bme, unknown = (figure("1.total", v, group=g) for g, v in (("white", "84.0%"), ("bme", "12.0%"), ("unknown", "9.0%")))
        self.assertEqual([code for _, code in self.codes([white, bme, unknown])], ["does-not-add-up"])
        rows = [figure("1.total", "990", group="bme"), figure("3.workforce", "1012", group="bme")]
        self.assertEqual(self.codes(rows), [(2, "different-workforces")])

    def test_years(self):
        rows = [figure("1.total", v, group="bme", edition=e, note=n) for v, e, n in (("12.1%", 2024, ""), ("13.3%", 2025, "An increase of 1.2% since 2024"))]
        self.assertEqual(self.codes(rows), [(2, "percent-for-points")])
        rows[1]["Note"] = "An increase of 1.2 percentage points since 2024"
        self.assertEqual(self.codes(rows), [])
        rows.append(figure("1.total", "12.9%", group="bme", edition=2024, source="another page"))
        self.assertEqual(self.codes(rows), [(3, "restated")])

    def test_cautions(self):
        self.assertEqual(self.codes([figure("2.likelihood", "14.2857%", (60, 420), group="bme")]), [(1, "too-many-decimals")])
        self.assertEqual(self.codes([figure("3.relative-likelihood", "1.83", (9, 725, 17, 2505))]), [(1, "few-events")])


class Right(Audited):
    def test_any_convention(self):
        """Halves either way, the unknown in or out, plain fractions, odds, words."""
        rows = []
        for value, n, d in (("12.5%", 1, 8), ("12%", 1, 8), ("13%", 1, 8), ("0.125", 1, 8), ("1 in 8", 1, 8), ("12.50 per cent", 1, 8), ("nearly 13%", 1, 8)):
            rows.append(figure("9.board-percentage", value, (n, d), group="bme", code="R%02d" % len(rows)))
        rows += [figure("1.total", v, (n, 7297), group=g) for g, v, n in (("white", "86.4%", 6307), ("bme", "13.6%", 990))]
        self.assertEqual(self.audit(rows)["remarks"], [])


class Program(Audited):
    def test_template(self):
        done = run("figures", command="template")
        self.assertEqual((done.returncode, done.stdout.strip()), (0, ",".join(HEADINGS)))

    def test_dialects_and_headings(self):
        rows = [figure("2.relative-likelihood", "0.66", Kinds.RATIO)]
        text = table(rows).replace(",", ";").replace("Organisation Code", "ODS code").replace("Value", "Published value")
        self.assertEqual(self.codes("A title;;\r\n" + text, row=2), ["upside-down"])

    def test_bad_cells_are_named(self):
        row = figure("2.relative-likelihood", "a lot", ("many", 780, 60, 420))
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "figures.csv")
            with open(path, "w", encoding="utf-8") as file:
                file.write(table([row]))
            done = run(path, "--log", "json")
            strict = run(path, "--strict")
        found = {(f["code"], f["row"], f["column"]) for f in map(json.loads, done.stderr.splitlines())}
        self.assertEqual(found, {("audit-value", 2, 7), ("audit-count", 2, 8)})
        self.assertEqual((done.returncode, strict.returncode), (0, 1))

    def test_no_table(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "figures.csv")
            with open(path, "w", encoding="utf-8") as file:
                file.write("a,b\n1,2\n")
            done = run(path)
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertIn("evenhand template figures", done.stderr)

    def test_fixture(self):
        done = run(os.path.join(TOP, "fixtures", "published-figures.csv"))
        self.assertEqual(done.returncode, 1)
        self.assertIn("4 errors, 0 warnings, 1 note", done.stdout)


if __name__ == "__main__":
    unittest.main()
