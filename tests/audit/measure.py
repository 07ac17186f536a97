#!/usr/bin/env python3
"""How sure `evenhand audit` is: errors planted in right reports, and how many of them are named; right figures, and how many of them raise anything.

    measure.py EVENHAND [--plants N] [--right N] [--seed S] [--show KIND] [--markdown]

Fails where fewer than 95% of any kind are found with a code that names the error, or more than 2 of a thousand right figures raise a remark. A right figure is
a row of an organisation in whose reports nothing is planted; that it rests on fewer than ten events may be said where it is true.
"""

import argparse
import collections
import json
import os
import random
import subprocess
import sys
import tempfile
import time

import plant
from report import Report, as_csv

LEAST_FOUND = 0.95
MOST_FALSE = 0.002
FEW_EVENTS = plant.KINDS["fewer than ten events"][1]


ROWS = 15000  # of one table; the program takes 20,000


def tables(rows):
    """Rows cut into tables, whole organisations in each."""
    start = 0
    while start < len(rows):
        end = min(len(rows), start + ROWS)
        while end < len(rows) and rows[end].organisation is rows[end - 1].organisation:
            end -= 1
        yield start, rows[start:end]
        start = end


def audit(program, rows):
    """Remarks by the number of the row, from 0: {row: {code: remark}}."""
    remarks = collections.defaultdict(dict)
    for start, table in tables(rows):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "figures.csv")
            with open(path, "w", encoding="utf-8") as file:
                file.write(as_csv(table))
            done = subprocess.run([program, "audit", path, "--format", "json", "--quiet"], capture_output=True, check=False)
        if done.returncode not in (0, 1):
            raise SystemExit("evenhand audit ended with %d: %s" % (done.returncode, done.stderr.decode()))
        for remark in json.loads(done.stdout)["remarks"]:
            remarks[start + remark["row"] - 2][remark["code"]] = remark  # the first row of a table has the headings
    return remarks


def planted(name, wanted, seed):
    """Reports with one error of a kind each."""
    rng = random.Random("%s %d" % (name, seed))
    made = []
    for number in range(wanted * 40):
        found = plant.KINDS[name][0](rng, number)
        if found:
            made.append(found)
            if len(made) == wanted:
                return made
    raise SystemExit("%s: only %d reports of %d have a place for it" % (name, len(made), wanted))


def right_figures(count, seed):
    rng = random.Random("right %d" % seed)
    rows, number = [], 0
    while len(rows) < count:
        rows += Report(rng, number).rows
        number += 1
    return rows


def show(row, said):
    return "    %s\n        %s" % (" | ".join(row.cells()[1:]), "; ".join("%s: %s" % (c, r.get("sentence", "")) for c, r in said.items()) or "nothing")


def measure_kind(program, name, wanted, seed, examples):
    """How many are found, and what else is said of those that are not."""
    reports = planted(name, wanted, seed)
    rows, places = [], []
    for report, wrong in reports:
        index = {id(row): len(rows) + place for place, row in enumerate(report.rows)}
        places.append([index[id(row)] for row in wrong])
        rows += report.rows
    remarks = audit(program, rows)
    found, instead = 0, collections.Counter()
    for place in places:
        said = {code for row in place for code in remarks.get(row, {})}
        if said & set(plant.KINDS[name][1]):
            found += 1
            continue
        instead[" ".join(sorted(said)) or "nothing"] += 1
        if examples is not None:
            examples.append("\n".join(show(rows[row], remarks.get(row, {})) for row in place))
    return found, len(places), instead


def measure_right(program, count, seed, examples):
    rows = right_figures(count, seed)
    remarks = audit(program, rows)
    false = collections.Counter()
    wrong = 0
    for number, row in enumerate(rows):
        said = {c: r for c, r in remarks.get(number, {}).items() if not (c in FEW_EVENTS and row.few)}
        wrong += bool(said)
        false.update(list(said))
        if said and examples is not None:
            examples.append(show(row, said))
    return wrong, len(rows), false


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--plants", type=int, default=30, help="planted errors of each kind")
    parser.add_argument("--right", type=int, default=10000, help="right figures")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", help="print what was missed of a kind, or the false alarms with `right`")
    parser.add_argument("--kind", action="append", help="these kinds alone")
    parser.add_argument("--markdown", action="store_true", help="print the table as Markdown")
    options = parser.parse_args()
    began, failed = time.time(), []
    line = "| %s | %s | %s | %s |" if options.markdown else "%-46s %7s %9s   %s"
    print(line % ("Kind of error", "Planted", "Found", "Said instead"))
    if options.markdown:
        print("|---|---:|---:|---|")
    for name in [k for k in options.kind or plant.KINDS if k != "right"]:
        examples = [] if options.show == name else None
        found, wanted, instead = measure_kind(options.program, name, options.plants, options.seed, examples)
        print(line % (name, wanted, "%.1f%%" % (100 * found / wanted), ", ".join("%s (%d)" % pair for pair in instead.most_common(4))))
        if found < LEAST_FOUND * wanted:
            failed.append(name)
        if examples:
            print("\n".join(examples))
    if not options.kind or "right" in options.kind:
        examples = [] if options.show == "right" else None
        wrong, rows, false = measure_right(options.program, options.right, options.seed, examples)
        print(line % ("right figures that raise a remark", rows, "%.2f%%" % (100 * wrong / rows), ", ".join("%s (%d)" % pair for pair in false.most_common(8))))
        if wrong > MOST_FALSE * rows:
            failed.append("right figures")
        if examples:
            print("\n".join(examples[:400]))
    print("%.1f seconds" % (time.time() - began), file=sys.stderr)
    if failed:
        raise SystemExit("below the marks: " + ", ".join(failed))


if __name__ == "__main__":
    main()
