#!/usr/bin/env python3
"""A figure traced to its rows: the rows that the program lists are those that the second reckoning counts, over random organisations and over the trust; each row is
found in exactly the cells that it belongs to; and nothing is listed that does not add up, or of other files.

    test_trace.py EVENHAND
"""

import csv
import datetime
import io
import json
import os
import shutil
import stat
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as ET
from collections import Counter, defaultdict

import generate
import write_extracts
from breakdowns import HEADINGS, SEXES, STAGES, band_of, from_abroad, once_each, reached
from people import COLUMN, GROUPS, category_dropped, group_of, groups_of_people, kept_by_dates, order, rows_by_person
from reckoning import Reckoning, organisations, stage
from words import BANDS, ILL_HEALTH, UNKNOWN, ethnic_heading, fold, read_date, says, yes_no

PROGRAM = sys.argv.pop(1)
TOP = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
NAMESPACE = "{urn:evenhand:submission:1}"


def run(*arguments):
    done = subprocess.run([PROGRAM, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60, check=False)
    return done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8", "replace")


def traced(path, item, files, *more):
    status, out, said = run("explain", path, item, "--rows", "--format", "json", *more, *files)
    assert status == 0, (item, said)
    return json.loads(out)


def headcounts(path):
    """item -> group -> value, of the items that are counts of people."""
    found = {}
    for item in ET.parse(path).getroot().findall(NAMESPACE + "item"):
        if item.get("unit") == "headcount":
            found[item.get("id")] = {value.get("group"): float(value.text) for value in item.findall(NAMESPACE + "value")}
    return found


class Rows:
    """Which rows stand behind each count, by the second reckoning."""

    def __init__(self, run_, code, standard):
        self.work = Reckoning(run_.extracts, code, run_.edition, standard, run_.clinical_by, run_.alone)
        self.standard, self.edition, self.by = standard, run_.edition, run_.clinical_by
        self.counted = defaultdict(list)  # (item, group) -> rows
        self.dropped = defaultdict(list)  # (kind, rule) -> rows
        self.staff()
        self.applicants()
        self.events()
        self.board()

    def staff(self):
        rows, people = self.work.here["staff"].rows if "staff" in self.work.here else [], defaultdict(list)
        snapshot = datetime.date(self.edition, 3, 31)
        for index, row in enumerate(rows):
            people[row["Employee Number"].strip() or index].append(row)
        for own in people.values():
            kept = [row for row in own if kept_by_dates(row, snapshot) and not category_dropped(row, self.standard, self.edition)]
            for row in own:
                if not any(row is other for other in kept):
                    self.dropped["staff", "dates" if not kept_by_dates(row, snapshot) else "category"].append(row)
            if not kept:
                continue
            kept = sorted(kept, key=lambda row: order(row, self.by))
            self.dropped["staff", "second-assignment"] += kept[1:]
            person = type(self.work.staff.people[0])(own, self.standard, self.edition, self.by)
            self.counted[self.item(person.row), person.group].append(kept[0])

    @staticmethod
    def item(place):
        if place is None:
            return "1.unplaced"
        return "1b.consultants" if place[1] == "senior" else ".".join(place)

    def applicants(self):
        table, chosen = self.work.here.get("applicants"), {}
        for index, row in enumerate(table.rows if table else ()):
            day = read_date(row["Date Shortlisted"]) or read_date(row["Closing Date"])
            rank = 2 if stage(row["Appointed"]) else 1 if stage(row["Shortlisted"]) else 0
            if rank == 0:
                self.dropped["applicants", "not-shortlisted"].append(row)
                continue
            if day is not None and not self.work.period[0] <= day <= self.work.period[1]:
                self.dropped["applicants", "outside-the-period"].append(row)
                continue
            key = row["Application ID"].strip() or index
            if key in chosen:
                better = rank > chosen[key][0]
                self.dropped["applicants", "duplicate"].append(chosen[key][1] if better else row)
                if not better:
                    continue
            chosen[key] = (rank, row)
        for rank, row in chosen.values():
            group = group_of(self.standard, row[COLUMN[self.standard]])
            self.counted["2.shortlisted", group].append(row)
            if rank == 2:
                self.counted["2.appointed", group].append(row)

    def people(self, item, years, part=None):
        groups = groups_of_people(sum(years, []), self.work.staff, self.standard)
        for rows in years:
            for person, own in rows_by_person(rows, self.work.staff).items():
                if person in groups:
                    self.counted[item, groups[person]].append(own[0])
                    if part and all(fold(row["Grounds"]) in ILL_HEALTH for row in own):
                        self.counted[part, groups[person]].append(own[0])

    def events(self):
        work = self.work
        if "cases" in work.here:
            years = [work.period, work.before]
            if self.standard == "WDES":
                self.people("3.entered", [work.cases("capability", year) for year in years], "3.entered-ill-health")
            else:
                self.people("3.entered", [work.cases("disciplinary", year) for year in years[:1 if self.edition >= 2020 else 2]])
        if "training" in work.here and self.standard == "WRES":
            rows = work.here["training"].rows
            self.people("4.accessed", [[row for row in rows if yes_no(row["Mandatory"]) is False and work.within(row["Date Completed"], work.period)]])

    def board(self):
        prefix = "9" if self.standard == "WRES" else "10"
        for row in self.work.here["board"].rows if "board" in self.work.here else ():
            if row["Edition"].strip() in ("", str(self.edition)):
                group = group_of(self.standard, row[COLUMN[self.standard]])
                voting = yes_no(row["Voting"], ("Voting",), ("Non-voting",)) is True
                executive = yes_no(row["Executive"], ("Executive",), ("Non-executive", "NED", "Chair")) is True
                for name in ("board", "voting" if voting else "non-voting", "executive" if executive else "non-executive"):
                    self.counted[f"{prefix}.{name}", group].append(row)


class Tables:
    """Which rows stand behind each figure of the breakdowns, by the second reckoning: (name, by) -> a test whether (part, group, column) counts a row."""

    def __init__(self, run_, code, standard):
        self.run, self.standard, self.rows = run_, standard, Rows(run_, code, standard)
        self.applications, self.tests = [], {}
        table = self.rows.work.here.get("applicants")
        if table:
            self.applications = once_each(table, self.rows.work.period)
            self.funnels()
        self.people = self.chosen()
        self.staff()

    def group(self, row):
        return fold(group_of(self.standard, row[COLUMN[self.standard]]))

    @staticmethod
    def parts(rows, heading):
        """Spellings of one part bear the name of the first of them."""
        names = {}
        for text in sorted({row[heading].strip() for row in rows} - {""}, key=lambda text: (fold(text), text)):
            names.setdefault(fold(text), text)
        return lambda row: names.get(fold(row[heading]), "not-stated")

    def funnels(self):
        ways = {"": lambda row: "", "staff-group": self.parts(self.applications, "Staff Group"), "band": lambda row: band_of(row)}
        for name, left_out in (("funnel", lambda row: False), ("funnel-without-international", lambda row: from_abroad(row["Source"]))):
            for by, part_of in ways.items():
                self.tests[name, by] = self.applications, lambda row, of, group, column, part_of=part_of, left_out=left_out: (
                    not left_out(row) and part_of(row) == of and self.group(row) == group and reached(row) >= STAGES.index(column))
        items = {"2.shortlisted": 1, "2.appointed": 4}
        self.tests["ethnic-groups-of-applications", "item"] = self.applications, lambda row, of, group, column: (
            reached(row) >= items[of] and ethnic_heading(row[COLUMN["WRES"]]) == column)

    def chosen(self):
        """[(row that a person is counted on, the person, the heading of the person's ethnicity)]"""
        rows, people, found = self.rows.work.here["staff"].rows if "staff" in self.rows.work.here else [], defaultdict(list), []
        for index, row in enumerate(rows):
            people[row["Employee Number"].strip() or index].append(row)
        for own in people.values():
            kept = [row for row in own if kept_by_dates(row, datetime.date(self.run.edition, 3, 31)) and not category_dropped(row, self.standard, self.run.edition)]
            if kept:
                kept = sorted(kept, key=lambda row: order(row, self.run.clinical_by))
                stated = [row for row in kept if group_of("WRES", row[COLUMN["WRES"]]) != UNKNOWN]
                person = type(self.rows.work.staff.people[0])(own, self.standard, self.run.edition, self.run.clinical_by)
                found.append((kept[0], person, ethnic_heading(stated[0][COLUMN["WRES"]]) if stated else "unknown"))
        return found

    def staff(self):
        senior = lambda person: bool(person.row) and person.row[1] in BANDS[BANDS.index("band-8a"):]
        banded = lambda person: bool(person.row) and person.row[1] in BANDS
        part_of = self.parts([row for row, _, _ in self.people], "Staff Group")
        in_column = {"all": lambda person: True, "banded": banded, "band-8a-and-above": senior}
        counts = {
            ("sex-by-ethnicity", ""): lambda row, person, heading, of, group, column: fold(person.group) == group and person.sex == column,
            ("sex-by-ethnicity-in-band-8a-and-above", ""): lambda row, person, heading, of, group, column: senior(person) and fold(person.group) == group and person.sex == column,
            ("ethnic-groups", ""): lambda row, person, heading, of, group, column: heading == column,
            ("ethnic-groups", "item"): lambda row, person, heading, of, group, column: heading == column and (
                Rows.item(person.row) == of or (of == "1b.senior-medical-managers" and person.row == ("1b", "senior"))),
            ("workforce", "staff-group"): lambda row, person, heading, of, group, column: part_of(row) == of and fold(person.group) == group and in_column[column](person),
        }
        for key, test in counts.items():
            self.tests[key] = self.people, lambda entry, of, group, column, test=test: test(*entry, of, group, column)

    def behind(self, key, of, group, column):
        entries, test = self.tests[key]
        return [entry if isinstance(entry, dict) else entry[0] for entry in entries if test(entry, of, fold(group), column)]


def contents(rows):
    return Counter(tuple(row.items()) for row in rows)


class Random(unittest.TestCase):
    def test_rows_are_those_of_the_second_reckoning(self):
        cells = 0
        for seed in (5, 13, 21, 34):
            run_ = generate.make(seed, largest=150)
            with tempfile.TemporaryDirectory() as folder:
                files = write_extracts.write(run_.extracts, os.path.join(folder, "in"), "comma", seed)
                out = os.path.join(folder, "out")
                only = ["--organisation", run_.alone] if run_.alone else []
                status, _, said = run("return", "--edition", str(run_.edition), "--clinical-by", run_.clinical_by, "--format", "xml", "--quiet", "--out", out, *only, *files)
                self.assertIn(status, (0, 1), said)
                for code in organisations(run_.extracts, run_.alone):
                    for standard in ("WRES", "WDES"):
                        path = os.path.join(out, f"{code}-{standard.lower()}-{run_.edition}.xml")
                        with self.subTest(seed=seed, code=code, standard=standard):
                            cells += self.one_return(path, files, run_, Rows(run_, code, standard))
        self.assertGreater(cells, 200)

    def one_return(self, path, files, run_, rows):
        cells = 0
        for item, values in headcounts(path).items():
            if not values or "cluster" in item or item.endswith(("total", "workforce", "senior-medical-managers")):
                continue
            status, out, said = run("explain", path, item, "--rows", "--format", "json", *files)
            if status == 2 and "given as a figure" in said:
                continue
            self.assertEqual(status, 0, said)
            for count in json.loads(out)["counts"]:
                kind = count["kind"]
                table = run_.extracts[kind].rows
                word = next(g for g in GROUPS[rows.standard] if fold(g) == fold(count["group"]))
                listed = [table[row["row"] - 2] for row in count["counted"]]
                self.assertEqual(contents(listed), contents(rows.counted[item, word]), (item, word))
                self.assertEqual(len(listed), values[count["group"]] * count["years"])
                self.reconcile(count, rows, table)
                cells += 1
        return cells

    def reconcile(self, count, rows, table):
        dropped = {part["rule"]: part["rows"] for part in count["dropped"]}
        self.assertEqual(len(count["counted"]) + sum(map(len, dropped.values())) + count["counted-elsewhere"] + count["of-others"], count["rows"])
        self.assertEqual(len(table), count["rows"])
        for part in count["dropped"]:
            self.assertRegex(part["section"], "section|README")
        if count["kind"] == "staff":
            merged = defaultdict(list)
            for rule, own in dropped.items():
                name = "category" if rule.startswith("category-") else "dates" if rule in ("not-started", "ended", "status") else rule
                merged[name] += [table[row["row"] - 2] for row in own]
        elif count["kind"] == "applicants":
            merged = {rule: [table[row["row"] - 2] for row in own] for rule, own in dropped.items()}
        else:
            return
        for rule in set(merged) | {rule for kind, rule in rows.dropped if kind == count["kind"]}:
            self.assertEqual(contents(merged.get(rule, [])), contents(rows.dropped[count["kind"], rule]), rule)


class RandomBreakdowns(unittest.TestCase):
    def test_rows_are_those_of_the_second_reckoning(self):
        seen, by_fate, by_column = Counter(), Counter(), Counter()
        for seed in (14, 25):
            run_ = generate.make(seed, largest=150)
            with tempfile.TemporaryDirectory() as folder:
                files = write_extracts.write(run_.extracts, os.path.join(folder, "in"), "comma", seed)
                files = files if isinstance(files, list) else [os.path.join(folder, "in")]
                out, only = os.path.join(folder, "out"), ["--organisation", run_.alone] if run_.alone else []
                status, _, said = run("return", "--edition", str(run_.edition), "--clinical-by", run_.clinical_by, "--by", "staff-group", "--format", "xml", "--quiet", "--out", out, *only, *files)
                self.assertIn(status, (0, 1), said)
                for code in organisations(run_.extracts, run_.alone):
                    for standard in ("WRES", "WDES"):
                        path = os.path.join(out, f"{code}-{standard.lower()}-{run_.edition}.xml")
                        with self.subTest(seed=seed, code=code, standard=standard):
                            self.one_return(path, files, Tables(run_, code, standard), run_, (seen, by_fate, by_column))
        self.assertEqual({name for name, _ in seen}, {"funnel", "funnel-without-international", "ethnic-groups", "ethnic-groups-of-applications", "sex-by-ethnicity",
                                                     "sex-by-ethnicity-in-band-8a-and-above", "workforce"})
        self.assertGreater(min(seen.values()), 10)
        self.assertTrue({"duplicate", "outside-the-period", "not-shortlisted", "recruited-abroad", "second-assignment"} <= set(by_fate), by_fate)
        self.assertTrue(set(STAGES) | set(SEXES) | set(HEADINGS) - {"bme-not-said"} <= set(by_column), by_column)

    def one_return(self, path, files, tables, run_, tally):
        for element in ET.parse(path).getroot().iter(NAMESPACE + "breakdown"):
            name, by, columns = element.get("name"), element.get("by", ""), element.get("columns").split()
            if element.get("unit") != "headcount" or element.get("missing"):
                continue
            figures = {(row.get("of", ""), row.get("group", ""), column): text for row in element for column, text in zip(columns, row.text.split())}
            parts = list(dict.fromkeys(of for of, _, _ in figures))
            for of in [part for part in parts if any(text.isdigit() and text != "0" for (own, _, _), text in figures.items() if own == part)][:4]:
                there = [column for column in columns if any(figures.get((of, group, column), "").isdigit() for own, group, _ in figures if own == of)]
                for column in [None] if there == columns else there:
                    more = [word for option, word in (("--by", by), ("--of", of), ("--column", column)) if word for word in (option, word)]
                    self.one_part(traced(path, name, files, *more), (name, by), figures, tables, run_, tally)

    def one_part(self, found, key, figures, tables, run_, tally):
        seen, by_fate, by_column = tally
        for count in found["counts"]:
            where = count.get("of", ""), count.get("group", ""), count["column"]
            table = run_.extracts[count["kind"]].rows
            listed = [table[row["row"] - 2] for row in count["counted"]]
            self.assertEqual(str(len(listed)), figures[where], (key, where))
            self.assertEqual(contents(listed), contents(tables.behind(key, *where)), (key, where))
            dropped = {part["rule"]: [table[row["row"] - 2] for row in part["rows"]] for part in count["dropped"]}
            self.assertEqual(len(listed) + sum(map(len, dropped.values())) + count["counted-elsewhere"] + count["of-others"], count["rows"])
            self.assertEqual((len(table), count["item"], count.get("by", "")), (count["rows"], *key))
            if count["kind"] == "applicants":
                self.applications(dropped, key, where[2], tables)
            seen[key] += 1
            by_column[where[2]] += bool(listed)
            by_fate.update({rule: len(rows) for rule, rows in dropped.items()})

    def applications(self, dropped, key, column, tables):
        home, once = key[0] == "funnel-without-international", tables.applications
        left_out = [row for row in once if home and from_abroad(row["Source"])]
        self.assertEqual(contents(dropped.get("recruited-abroad", [])), contents(left_out))
        early = [row for row in once if reached(row) == 0 and column != "applied" and not any(row is other for other in left_out)]
        self.assertEqual(contents(dropped.get("not-shortlisted", [])), contents(early))
        period = tables.rows.work.period
        day = lambda row: read_date(row["Date Shortlisted"]) or read_date(row["Closing Date"])
        inside = [row for row in tables.rows.work.here["applicants"].rows if day(row) is None or period[0] <= day(row) <= period[1]]
        self.assertEqual(len(dropped.get("duplicate", [])), len(inside) - len(once))
        self.assertEqual(len(dropped.get("outside-the-period", [])), len(tables.rows.work.here["applicants"].rows) - len(inside))


class Trust(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.trust = os.path.join(TOP, "fixtures", "trust")
        cls.folder = tempfile.mkdtemp()
        status, _, said = run("return", "--edition", "2025", "--format", "xml", "--quiet", "--out", cls.folder, cls.trust)
        assert status == 0, said
        cls.paths = {standard: os.path.join(cls.folder, f"XTR-{standard}-2025.xml") for standard in ("wres", "wdes")}

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder)

    def test_every_headcount_has_as_many_rows(self):
        for path in self.paths.values():
            for item, values in headcounts(path).items():
                for count in traced(path, item, [self.trust])["counts"]:
                    self.assertEqual(len(count["counted"]), values[count["group"]] * count["years"], (item, count["group"]))
                    places = {(row["file"], row["row"]) for row in count["counted"]}
                    self.assertEqual(len(places), len(count["counted"]))

    def test_and_back(self):
        """Every row of the staff extract is in one cell of indicator 1 or under one rule, and so found again by its number."""
        found, dropped = Counter(), {}
        for item in headcounts(self.paths["wres"]):
            if item.startswith("1") and not item.endswith(("total", "senior-medical-managers")):
                for count in traced(self.paths["wres"], item, [self.trust])["counts"]:
                    found.update((row["row"], row.get("record")) for row in count["counted"])
                    dropped = {(row["row"], row.get("record")) for part in count["dropped"] for row in part["rows"]}
        self.assertEqual(set(found.values()), {1})
        self.assertFalse(set(found) & dropped)
        self.assertEqual(len(found) + len(dropped), 6835)
        self.assertEqual(len({row for row, _ in set(found) | dropped}), 6835)

    def test_applications_one_by_one(self):
        """Each row of the file, read here by itself, is where its own cells say."""
        with open(os.path.join(self.trust, "applications.csv"), encoding="utf-8-sig", newline="") as source:
            table = list(csv.DictReader(source))
        whole = traced(self.paths["wres"], "2.likelihood", [self.trust])
        listed = defaultdict(set)
        for count in whole["counts"]:
            for row in count["counted"]:
                self.assertEqual(table[row["row"] - 2]["Application ID"], row["record"])
                listed[row["row"]].add((count["item"], count["group"]))
        for number, row in enumerate(table, 2):
            cells = listed.get(number, set())
            if says(row["Appointed"], "yes") and cells:
                self.assertEqual({item for item, _ in cells}, {"2.shortlisted", "2.appointed"})
            elif cells:
                self.assertEqual({item for item, _ in cells}, {"2.shortlisted"})
            for _, group in cells:
                self.assertEqual(fold(group_of("WRES", row["Ethnic Origin"])), fold(group))

    def test_what_ratios_and_points_rest_on(self):
        roles = lambda item, *more: [(c["role"], c["item"], c.get("group")) for c in traced(self.paths["wres"], item, [self.trust], *more)["counts"]]
        self.assertEqual(roles("2.relative-likelihood"), [("numerator", "2.appointed", "white"), ("denominator", "2.shortlisted", "white"),
                                                          ("numerator", "2.appointed", "bme"), ("denominator", "2.shortlisted", "bme")])
        self.assertEqual(roles("2.relative-likelihood", "--group", "bme"), [("numerator", "2.appointed", "bme"), ("denominator", "2.shortlisted", "bme")])
        self.assertEqual(roles("9.difference", "--group", "bme"), [("numerator", "9.board", "bme"), ("denominator", "9.board", None),
                                                                   ("numerator", "9.workforce", "bme"), ("denominator", "9.workforce", None)])
        off = [(c["role"], c["item"]) for c in traced(self.paths["wdes"], "3.likelihood", [self.trust], "--group", "disabled")["counts"]]
        self.assertEqual(off, [("numerator", "3.entered"), ("off-numerator", "3.entered-ill-health"), ("denominator", "3.workforce")])

    def test_csv_is_private_and_names_nobody(self):
        path = os.path.join(self.folder, "rows.csv")
        with open(path, "w", encoding="utf-8") as earlier:
            earlier.write("anybody may read this")
        os.chmod(path, 0o644)
        status, out, said = run("explain", self.paths["wres"], "9.board", "--group", "bme", "--out", path, "--rows", self.trust)
        self.assertEqual((status, out), (0, ""), said)
        self.assertEqual(stat.S_IMODE(os.stat(path).st_mode), 0o600)
        with open(path, encoding="utf-8", newline="") as source:
            text = source.read()
        rows = list(csv.DictReader(io.StringIO(text)))
        self.assertEqual([row["state"] for row in rows], ["counted"] * 2)
        self.assertTrue(all(row["row"] and not row["record"] for row in rows))
        self.assertNotIn("Member", text)

    def test_other_files_are_refused(self):
        mine = os.path.join(self.folder, "mine")
        shutil.copytree(self.trust, mine)
        refuse = lambda *files: run("explain", self.paths["wres"], "3.entered", "--rows", *files)
        cases = os.path.join(mine, "employee relations log.csv")
        with open(cases, "ab") as log:
            log.write(b"\n")
        status, out, said = refuse(mine)
        self.assertEqual((status, out), (2, ""))
        self.assertIn("employee relations log.csv", said)
        self.assertIn("SHA-256", said)
        os.remove(cases)
        status, out, said = refuse(mine)
        self.assertEqual((status, out), (2, ""))
        self.assertIn("employee relations log.csv", said)
        self.assertIn("was not given", said)
        status, _, said = run("explain", self.paths["wres"], "2.shortlisted", "--rows", os.path.join(self.trust, "applications.csv"))
        self.assertEqual(status, 0, said)
        extra = os.path.join(mine, "more.csv")
        with open(os.path.join(self.trust, "applications.csv"), encoding="utf-8") as whole, open(extra, "w", encoding="utf-8") as some:
            some.writelines(whole.readlines()[:20])
        status, _, said = run("explain", self.paths["wres"], "2.shortlisted", "--rows", os.path.join(self.trust, "applications.csv"), extra)
        self.assertEqual(status, 2)
        self.assertIn("not made from", said)

    def test_what_has_no_rows(self):
        for item, words in (("5.percentage", "given as a figure"), ("nonsense", "no item nonsense"), ("2.shortlisted --group pink", "no item 2.shortlisted")):
            status, out, said = run("explain", self.paths["wres"], *item.split(), "--rows", self.trust)
            self.assertEqual((status, out), (2, ""), item)
            self.assertIn(words, said)

    def test_a_changed_figure_is_found_out(self):
        path = os.path.join(self.folder, "changed.xml")
        with open(self.paths["wres"], encoding="utf-8") as source:
            text = source.read()
        value = headcounts(self.paths["wres"])["3.entered"]["bme"]
        changed = text.replace(f'<value group="bme" display="{value:.0f}">{value:.0f}</value>', f'<value group="bme" display="{value + 1:.0f}">{value + 1:.0f}</value>')
        self.assertNotEqual(changed, text)
        with open(path, "w", encoding="utf-8") as out:
            out.write(changed)
        status, out, said = run("explain", path, "3.entered", "--rows", self.trust)
        self.assertEqual((status, out), (2, ""))
        self.assertIn("another figure", said)


if __name__ == "__main__":
    unittest.main()
