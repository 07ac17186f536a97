#!/usr/bin/env python3
"""`evenhand audit` on figures that NHS organisations and others printed: every disagreement is found and rightly explained, what agrees raises nothing.

    published.py EVENHAND [PUBLISHED.csv] [--figures FILE]

PUBLISHED.csv has the columns of tests/data/published.csv, which is taken when none is given. Beside it the rows of reported.csv, which stand as an auditor copies
them, with the remark that each must get in the column Expected (several, separated by spaces, when each is right; blank when none is). --figures keeps what was audited.
"""

import argparse
import csv
import io
import json
import os
import subprocess
import sys
import tempfile

from report import HEADINGS

HERE = os.path.dirname(os.path.abspath(__file__))
# What is wrong with the figures that disagree with their own counts, as their notes say it.
WRONG = {"WRES-005": {"truncated"}, "WRES-007": {"other-denominator"}, "WRES-014": {"from-rounded-rates"}, "PAYGAP-040": {"does-not-follow"}}
# Two pages of one report print 1.8 and 1.7 for one figure: both may be told so. Nine cases are few.
MAY = {"WRES-011": {"few-events"}, "WRES-012": set(), "WRES-013": {"few-events", "two-values", "restated"}, "WRES-014": {"few-events", "two-values", "restated"},
       "WRES-015": {"from-rounded-rates", "few-events", "two-values", "restated"}, "WRES-007": {"two-values"}, "WRES-008": {"two-values"}, "WDES-002": {"share-of-group"},
       "PAYGAP-039": {"two-values"}, "PAYGAP-040": {"two-values", "restated"}}
SIGNS = {"percent": "%", "percentage_points": " percentage points"}


def figure(row):
    """A row of published.csv as a row of FIGURES.csv."""
    counts = [row[name] for name in ("num_top", "den_top", "num_bottom", "den_bottom")]
    if row["count_basis"] in ("rates", "pay_rates"):
        counts = [""] * 4  # they are no counts of people
    if row["formula"] in ("sum", "difference"):
        counts = [counts[0], "", counts[2], ""] if row["formula"] == "difference" else [""] * 4
    group = "" if row["group_bottom"] or row["group_top"] == "all" else row["group_top"]
    value = row["published_value"] + SIGNS.get(row["unit"], "")
    standard = row["standard"] if row["standard"] in ("WRES", "WDES") else ""
    item = row["indicator"] if standard else "gender pay gap, " + row["indicator"]
    return [row["organisation"], row["ods_code"], standard, row["year"], item, group, value, *counts, row["source_url"], ""]


def rows_of(published):
    """(what a row is called, its cells, the codes one of which it must get, the codes that it may get beside)."""
    with open(published, newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            wrong = WRONG.get(row["case_id"], set())
            assert bool(wrong) == (row["agrees"] == "no"), row["case_id"]
            yield row["case_id"], figure(row), wrong, MAY.get(row["case_id"], set()) | wrong
    with open(os.path.join(HERE, "reported.csv"), newline="", encoding="utf-8") as file:
        for number, row in enumerate(csv.DictReader(file), 2):
            wrong = set(row["Expected"].split())
            yield "reported.csv, row %d" % number, [row[name] for name in HEADINGS], wrong, wrong | {"few-events"}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("published", nargs="?", default=os.path.join(HERE, "..", "data", "published.csv"))
    parser.add_argument("--figures")
    options = parser.parse_args()
    rows = list(rows_of(options.published))
    with tempfile.TemporaryDirectory() as folder:
        path = options.figures or os.path.join(folder, "figures.csv")
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerows([HEADINGS] + [cells for _, cells, _, _ in rows])
        with open(path, "w", encoding="utf-8") as file:
            file.write(text.getvalue())
        done = subprocess.run([options.program, "audit", path, "--format", "json", "--quiet"], capture_output=True, check=False)
    if done.returncode != 1:
        raise SystemExit("evenhand audit ended with %d: %s" % (done.returncode, done.stderr.decode()))
    said = {}
    for remark in json.loads(done.stdout)["remarks"]:
        said.setdefault(remark["row"] - 2, {})[remark["code"]] = remark["sentence"]
    faults = found = 0
    for place, (name, cells, must, may) in enumerate(rows):
        codes = set(said.get(place, {}))
        found += bool(must and codes & must)
        if (must and not codes & must) or codes - may:
            faults += 1
            print("%s: %s\n  must have one of %s, has %s" % (name, " | ".join(cells[2:11]), sorted(must) or "none", said.get(place, {}) or "none"))
    print("%d figures, %d that disagree, %d of them found and explained" % (len(rows), sum(bool(must) for _, _, must, _ in rows), found))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
