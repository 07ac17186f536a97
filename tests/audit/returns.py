#!/usr/bin/env python3
"""`evenhand audit RETURN.xml EXTRACT...` on returns that depart from the rules in one known way: is the departure named?

    returns.py EVENHAND [--runs N] [--seed S] [--show DEPARTURE]

Each run invents an organisation, and for each departure changes its extracts so that a return by the rules of the changed extracts is what the departure would
make of the true ones: bank staff become permanent, second jobs people of their own, and so on. What changed is worked out by the second implementation of the rules in
tests/reference, which must agree with the program on it. The false return is then audited against the true extracts. Fails where the right rule is named for fewer
than 95% of the returns that a departure changes, or where a right return raises an error.
"""

import argparse
import collections
import copy
import datetime
import json
import os
import random
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "reference"))

import compare  # noqa: E402
import generate  # noqa: E402
import write_extracts  # noqa: E402
from people import group_of  # noqa: E402
from reckoning import reckon  # noqa: E402
from words import UNKNOWN, says  # noqa: E402

CODE, EDITION = "XXA", 2025
SNAPSHOT = datetime.date(EDITION, 3, 31)
DAY = datetime.timedelta(days=1)
LEAST = 0.95


def shifted(rows, headings, days):
    for row in rows:
        for heading in headings:
            if isinstance(row[heading], datetime.date) and row[heading].year < 4000:
                row[heading] += DAY * days


def bank(extracts):
    for row in extracts["staff"].rows:
        if says(row["Assignment Category"], "bank"):
            row["Assignment Category"] = "Permanent"


def second_jobs(extracts):
    seen = set()
    for number, row in enumerate(extracts["staff"].rows):
        if row["Employee Number"] in seen:
            row["Employee Number"] = "7%07d" % number
        seen.add(row["Employee Number"])


def day_early(extracts):
    shifted(extracts["staff"].rows, ("Start Date", "End Date"), 1)


def day_late(extracts):
    shifted(extracts["staff"].rows, ("Start Date", "End Date"), -1)


def unknown_out(extracts):
    table = extracts["staff"]
    table.rows = [row for row in table.rows if group_of("WRES", row["Ethnic Origin"]) != UNKNOWN]


def ill_health(extracts):
    for row in extracts["cases"].rows:
        row["Grounds"] = "Performance"


def years_later(rows, years):
    for row in rows:
        for heading in ("Closing Date", "Date Shortlisted"):
            day = row[heading]
            if isinstance(day, datetime.date):
                row[heading] = day.replace(year=day.year + years, day=min(day.day, 28) if day.month == 2 else day.day)


def year_before(extracts):
    years_later(extracts["applicants"].rows, 1)


def informal(extracts):
    for row in extracts["cases"].rows:
        row["Formal"] = "Yes"


def mandatory(extracts):
    for row in extracts["training"].rows:
        row["Mandatory"] = "No"


# The departure: how extracts are changed, the standard and the indicator where it is looked for, and what names it.
DEPARTURES = {
    "bank staff counted": (bank, "WRES", "1", "bank-staff-counted"),
    "second jobs counted": (second_jobs, "WRES", "1", "second-jobs-counted"),
    "the snapshot a day early": (day_early, "WRES", "1", "snapshot-day-early"),
    "the snapshot a day late": (day_late, "WRES", "1", "snapshot-day-late"),
    "the unknown as none": (unknown_out, "WRES", "1", "unknown-people-left-out"),
    "ill health counted": (ill_health, "WDES", "3", "ill-health-counted"),
    "applications of another year": (year_before, "WRES", "2", "year-before-counted"),
    "informal cases counted": (informal, "WRES", "3", "informal-cases-counted"),
    "mandatory training counted": (mandatory, "WRES", "4", "mandatory-training-counted"),
}


def organisation(seed):
    """True extracts of one tidy organisation, with what each departure needs: people who start or leave about the snapshot, applications of the year before."""
    rng = random.Random("departures %d" % seed)
    maker = generate.Maker(rng, EDITION, True, False)
    maker.codes = [CODE]
    people = maker.staff(CODE, rng.choice((150, 300)))
    maker.applicants(CODE, 300)
    maker.cases(CODE, people, 120)
    maker.training(CODE, people, 200)
    extracts = maker.extracts
    staff = [row for row in extracts["staff"].rows if row["Assignment Category"] in generate.KEPT]
    for number, row in enumerate(rng.sample(staff, 36)):
        row["Start Date" if number % 4 == 0 else "End Date"] = SNAPSHOT + (DAY, 0 * DAY, -DAY, -rng.randrange(40, 300) * DAY)[number % 4]
    for row in rng.sample(staff, 20):
        second = dict(row)
        second.update({"Assignment Number": row["Assignment Number"] + "-8", "Primary Assignment": "No"})
        extracts["staff"].rows.append(second)
    years_later(rng.sample(extracts["applicants"].rows, 120), -1)
    for row in extracts["cases"].rows:
        row["Formal"] = rng.choice(("Yes", "Yes", "No"))
    return extracts


def returned(program, extracts, folder):
    """The paths of the extracts and of the returns made of them."""
    files = write_extracts.write(extracts, os.path.join(folder, "in"), "comma", 1)
    out = os.path.join(folder, "out")
    done = subprocess.run([program, "return", "--edition", str(EDITION), "--format", "xml", "--out", out, "--quiet"] + files, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        raise SystemExit("evenhand return ended with %d: %s" % (done.returncode, done.stderr))
    return files, {standard: compare.submission(out, CODE, standard, EDITION) for standard in ("WRES", "WDES")}


def of_indicator(item, indicator):
    """Of metric 3, the cases on the grounds of ill health are no part of what is wrong when they are not taken off."""
    return item.startswith((indicator + ".", indicator + "a.", indicator + "b.")) and item != "3.entered-ill-health"


def differing(true, false, indicator):
    """Whether a departure changes a figure of an indicator."""
    return any(value.value != true[name].values[group].value for name, item in false.items() if of_indicator(name, indicator) for group, value in item.values.items())


def audit(program, path, files):
    done = subprocess.run([program, "audit", path, *files, "--format", "json", "--quiet"], capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        raise SystemExit("evenhand audit ended with %d: %s" % (done.returncode, done.stderr))
    return json.loads(done.stdout)["remarks"]


def one_run(program, seed, tally, options):
    true = organisation(seed)
    with tempfile.TemporaryDirectory() as folder:
        files, paths = returned(program, true, os.path.join(folder, "true"))
        for standard, path in paths.items():
            for remark in audit(program, path, files):
                if remark["severity"] == "error":
                    tally["right returns"][1] += 1
                    if options.show == "right":
                        print(seed, standard, remark["code"], remark.get("item"), remark["sentence"])
        tally["right returns"][0] += 2
        for number, (name, (change, standard, indicator, code)) in enumerate(DEPARTURES.items()):
            false = copy.deepcopy(true)
            change(false)
            _, changed = returned(program, false, os.path.join(folder, str(number)))
            before, after = (reckon(x, CODE, EDITION, standard) for x in (true, false))
            wrong = compare.compare_return(changed[standard], after)
            if wrong:
                raise SystemExit("the second reckoning of %s differs: %s" % (name, wrong[0]))
            if not differing(before, after, indicator):
                continue
            said = [r for r in audit(program, changed[standard], files) if r["severity"] == "error" and of_indicator(r.get("item", ""), indicator)]
            named = any(r["code"] == code for r in said) and not any(r["code"] == "not-from-extracts" for r in said)
            tally[name][0] += 1
            tally[name][1] += named
            if options.show == name and not named:
                print(seed, [(r["code"], r["item"], r["evidence"]) for r in said])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--runs", type=int, default=4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show")
    options = parser.parse_args()
    tally = collections.defaultdict(lambda: [0, 0])
    for seed in range(options.seed, options.seed + options.runs):
        one_run(options.program, seed, tally, options)
    failed = []
    print("%-34s %7s  %s" % ("Departure from the rules", "Returns", "Rule named"))
    for name in DEPARTURES:
        count, named = tally[name]
        print("%-34s %7d  %.1f%%" % (name, count, 100 * named / count if count else 0))
        if not count or named < LEAST * count:
            failed.append(name)
    returns, errors = tally["right returns"]
    print("%d right returns, %d errors" % (returns, errors))
    if errors:
        failed.append("right returns")
    if failed:
        raise SystemExit("below the marks: " + ", ".join(failed))


if __name__ == "__main__":
    main()
