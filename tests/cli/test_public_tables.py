"""Breakdowns in suppressed copies, attacked from outside: what the shared copies hold is read as anybody could read it, together with the items, and nothing of the
program's own attack is used.

Organisations of several sizes are invented; the sums that tie breakdowns together are written down here a second time. EVENHAND is the program's path, EVENHAND_TOP
the source folder.
"""

import hashlib
import os
import random
import re
import subprocess
import tempfile
import time
import unittest
import xml.etree.ElementTree as ET

import test_disclosure

SPACE = "{urn:evenhand:submission:1}"
GROUPS = {"WRES": ("white", "bme", "unknown"), "WDES": ("disabled", "non-disabled", "unknown")}
HEADINGS = ("mixed", "asian", "black", "other", "bme-not-said")
RULES = ("model-health", "nhs-digital", "trust-foi", "tre", "below-3", "1-7,base=10")
SENIOR = ("8a", "8b", "8c", "8d", "9")


def draw(chance, weights):
    return chance.choice([value for value, times in weights.items() for _ in range(times)])


ORIGINS = {"A": 70, "B": 3, "D": 1, "H": 7, "J": 4, "K": 2, "M": 3, "N": 5, "R": 2, "S": 2, "Z": 4}
GRADES = {"Band 2": 16, "Band 3": 12, "Band 5": 20, "Band 6": 16, "Band 7": 10, "Band 8a": 4, "Band 8b": 2}
STAFF = {"Nursing and Midwifery Registered": 8, "Additional Clinical Services": 6, "Administrative and Clerical": 5, "Estates and Ancillary": 2, "Healthcare Scientists": 1}
DISABILITY = {"No": 80, "Yes": 6, "Not Declared": 14}
SEXES = {"Female": 7, "Male": 3}


def invent(folder, seed, people, applications, directorates):
    chance = random.Random(seed)
    with open(os.path.join(folder, "staff.csv"), "w", encoding="utf-8") as file:
        file.write("Employee Number,Assignment Category,Staff Group,Pay Scale,Ethnic Origin,Disability,Gender,Directorate,FTE\n")
        for n in range(people):
            file.write(f"{10000 + n},Permanent,{draw(chance, STAFF)},{draw(chance, GRADES)},{draw(chance, ORIGINS)},{draw(chance, DISABILITY)},{draw(chance, SEXES)},"
                       f"Directorate {min(chance.randrange(directorates), chance.randrange(directorates))},1\n")
    with open(os.path.join(folder, "applicants.csv"), "w", encoding="utf-8") as file:
        file.write("Application ID,Closing Date,Shortlisted,Interviewed,Offered,Appointed,Staff Group,Pay Grade,Source,Ethnic Origin,Disability\n")
        for n in range(applications):
            came = [chance.random() < .45]
            for more in (.8, .35, .9):
                came.append(came[-1] and chance.random() < more)
            marks = ",".join("Yes" if mark else "No" for mark in came)
            source = "Overseas" if chance.random() < .08 else "NHS Jobs"
            file.write(f"{n},01/06/2024,{marks},{draw(chance, STAFF)},{draw(chance, GRADES)},{source},{draw(chance, ORIGINS)},{draw(chance, DISABILITY)}\n")


def digest(document):
    return hashlib.sha256(ET.canonicalize(re.sub(r"(<digest[^>]*>)[^<]*", r"\1", document)).encode()).hexdigest()


def tables_of(path):
    """{(name, by): None where it is left out, else {(of, group): {column: text}}}, of headcounts."""
    found = {}
    for table in ET.parse(path).getroot().iter(SPACE + "breakdown"):
        if table.get("unit") != "headcount":
            continue
        columns = table.get("columns").split()
        rows = {(row.get("of", ""), row.get("group", "")): dict(zip(columns, row.text.split())) for row in table.iter(SPACE + "row")}
        found[(table.get("name"), table.get("by", ""))] = rows if table.get("missing") is None else None
    return found


def ratios_of(path):
    found = {}
    for table in ET.parse(path).getroot().iter(SPACE + "breakdown"):
        if table.get("unit") == "ratio":
            for row in table.iter(SPACE + "row"):
                found[(table.get("name"), table.get("by", ""), row.get("of", ""), row.get("step"))] = row.text.split()
    return found


def values_of(path):
    """What a return says of its items."""
    return [(item.get("id"), sorted(value.attrib.items()), value.text) for item in ET.parse(path).getroot().iter(SPACE + "item") for value in item]


class TableAttack(test_disclosure.Attack):
    """The items' attack with breakdowns added: a cell is (standard, (name, by, of, column), group)."""

    def __init__(self, figures, items, rule, tables):
        self.tables, self.given, self.withdrawn, self.guarded_rests = tables, {}, set(), []
        for standard, all_of_it in tables.items():
            for (name, by), rows in all_of_it.items():
                self.take_rows(standard, name, by, rows or {})
        super().__init__({**figures, **self.given}, items, rule)
        for standard in tables:
            self.link(standard)

    def units(self, key):
        return super().units(key) if isinstance(key[1], str) else 1

    def take_rows(self, standard, name, by, rows):
        """A part of which nothing is shown but what is an item's may be one that is withdrawn, noughts and all."""
        for of in {of for of, _ in rows}:
            mine = {(group, column): text for (other, group), cells in rows.items() if other == of for column, text in cells.items() if text != "not-supplied"}
            own = [text for (group, column), text in mine.items() if not self.item_of(standard, name, by, of, group, column)]
            for (group, column), text in mine.items():
                key = (standard, (name, by, of, column), group)
                self.given[key] = None if text == "suppressed" else text
                if all(text == "suppressed" for text in own):
                    self.withdrawn.add(key)

    @staticmethod
    def item_of(standard, name, by, of, group, column):
        """The item whose count it is, if it is one's."""
        if name == "funnel" and not by and column in ("shortlisted", "appointed"):
            return (standard, "2." + column, group)
        if name.startswith("ethnic-groups") and column in ("white", "unknown"):
            return (standard, of if by else "1.total", column)
        return None

    def add(self, key, value):
        super().add(key, value)
        if value is None and key in self.withdrawn:
            self.low[key] = 0

    def at_most(self, part, whole, guarded=False):
        if isinstance(part[1], str):
            super().at_most(part, whole, guarded)
        elif part in self.low and whole in self.low:
            rest = (part[0], ("rest", part[1], whole[1]), part[2])
            self.low[rest], self.high[rest] = 0, test_disclosure.FAR
            self.equations.append([(part, 1), (rest, 1), (whole, -1)])
            if guarded:
                self.guarded_rests.append((rest, part, whole))

    def same(self, one, other):
        self.hold([(one, 1), (other, -1)])

    def link(self, standard):
        tables = {key: rows for key, rows in self.tables[standard].items() if rows}
        other = "WDES" if standard == "WRES" else "WRES"
        for (name, by), rows in tables.items():
            def cell(of, group, column, name=name, by=by):
                return (standard, (name, by, of, column), group)
            for (of, group), cells in rows.items():
                for column in cells:
                    item = self.item_of(standard, name, by, of, group, column)
                    if item:
                        self.same(cell(of, group, column), item)
            columns = list(next(iter(rows.values())))
            if name.startswith("funnel") or name == "workforce":
                for of, group in rows:
                    there = [column for column in columns if rows[(of, group)][column] != "not-supplied"]
                    for before, after in zip(there, there[1:]):
                        self.at_most(cell(of, group, after), cell(of, group, before), name == "workforce")
                for of in {of for of, _ in rows}:
                    for column in columns:
                        self.hold([(cell(of, group, column), 1) for group in GROUPS[standard]] + [((other, (name, by, of, column), group), -1) for group in GROUPS[other]])
            if name.startswith("funnel") and by and (name, "") in tables:
                for column in columns:
                    for group in GROUPS[standard]:
                        self.hold([(cell(of, group, column), 1) for of, mine in rows if mine == group] + [((standard, (name, "", "", column), group), -1)])
            if name == "funnel-without-international":
                for of, group in rows:
                    for column in columns:
                        self.at_most(cell(of, group, column), (standard, ("funnel", by, of, column), group), True)
            if name.startswith("ethnic-groups"):
                for of, _ in rows:
                    self.hold([(cell(of, "", column), 1) for column in HEADINGS] + [((standard, of if by else "1.total", "bme"), -1)])
            if (name, by) == ("ethnic-groups", "item") and ("ethnic-groups", "") in tables:
                for column in columns:
                    parts = [of for of, _ in rows if self.items[standard][of]["of_which"] != "yes"]
                    self.hold([(cell(of, "", column), 1) for of in parts] + [((standard, ("ethnic-groups", "", "", column), ""), -1)])
            if name == "ethnic-groups-of-applications":
                for column in columns:
                    self.at_most(cell("2.appointed", "", column), cell("2.shortlisted", "", column))
            bands = [item for item, row in self.items[standard].items() if row["operation"] == "count" and re.fullmatch(r"1[ab]\.(band-.*|under-band-1|vsm)", item)]
            senior = [item for item in bands if item.endswith("vsm") or item.split("-")[-1] in SENIOR]
            if name.startswith("sex-by-ethnicity"):
                for group in GROUPS[standard]:
                    whole = ["1.total"] if name == "sex-by-ethnicity" else senior
                    self.hold([(cell("", group, column), 1) for column in columns] + [((standard, item, group), -1) for item in whole])
                    for column in columns if whole == senior else ():
                        self.at_most(cell("", group, column), (standard, ("sex-by-ethnicity", "", "", column), group), True)
            if name == "workforce":
                for column, whole in (("all", ["1.total"]), ("banded", bands), ("band-8a-and-above", senior)):
                    for group in GROUPS[standard]:
                        self.hold([(cell(of, group, column), 1) for of, mine in rows if mine == group] + [((standard, item, group), -1) for item in whole])


class PublicTables(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory(prefix="evenhand-public-tables-")
        cls.folder = cls.temporary.name
        cls.returns = {}
        sizes = {"small": (150, 120, 3), "middle": (900, 1500, 5), "large": (4000, 6000, 6)}
        for name, (people, applications, directorates) in sizes.items():
            source = os.path.join(cls.folder, name)
            os.mkdir(source)
            invent(source, len(name), people, applications, directorates)
            cls.make(name, source, "--organisation", "XSM", "--by", "directorate")
        cls.make("trust", os.path.join(test_disclosure.FIXTURES, "trust"))

    @classmethod
    def make(cls, name, source, *more):
        out = os.path.join(cls.folder, name + "-full")
        done = test_disclosure.run("return", source, "--edition", "2025", "--format", "xml", "--quiet", "--out", out, *more)
        assert done.returncode in (0, 1), done.stderr
        cls.returns[name] = [os.path.join(out, file) for file in sorted(os.listdir(out)) if file.endswith(".xml")]
        assert len(cls.returns[name]) == 2

    @classmethod
    def tearDownClass(cls):
        cls.temporary.cleanup()

    def publish(self, name, returns, rule, formats="share,csv"):
        out = os.path.join(self.folder, name)
        done = test_disclosure.run("publish", *returns, "--suppress", rule, "--format", formats, "--out", out)
        self.assertIn(done.returncode, (0, 1), done.stderr)
        return out, done

    @staticmethod
    def shares(out):
        return {name.split("-")[1].upper(): os.path.join(out, name) for name in os.listdir(out) if name.endswith("share.xml")}

    @staticmethod
    def true_count(truth, key):
        name, by, of, column = key[1]
        return float(truth[key[0]][(name, by)][(of, key[2])][column])

    def attack(self, name, rule):
        out, done = self.publish(f"{name}-{rule}", self.returns[name], rule)
        shares = self.shares(out)
        truth = {standard: tables_of(next(path for path in self.returns[name] if standard.lower() in os.path.basename(path))) for standard in shares}
        tables = {standard: tables_of(path) for standard, path in shares.items()}
        organisation = os.path.basename(shares["WRES"]).split("-")[0]
        items = test_disclosure.items_of(2025)
        figures = test_disclosure.counts_of(test_disclosure.csv_rows(out, organisation, 2025), items)
        attack = TableAttack(figures, items, test_disclosure.PRESETS[rule], tables)
        cells = [key for key in attack.low if not isinstance(key[1], str)]
        start, end, _ = test_disclosure.PRESETS[rule]
        found = [key for key in attack.found_out() if key not in attack.withdrawn or start <= self.true_count(truth, key) <= end]
        for rest, part, whole in attack.guarded_rests:
            small = max(start, 1) <= self.true_count(truth, whole) - self.true_count(truth, part) <= end
            found += [rest] if small and attack.high[rest] - attack.low[rest] < end - start else []
        self.assertEqual(found, [], (name, rule))
        for key, value in attack.given.items():
            if value is not None:
                self.assertTrue(float(value) > end or (float(value) == 0 and start), (key, value))
        self.ratios_rest_on_what_is_shown(shares, tables)
        return len(cells), sum(value is None for value in attack.given.values()), tables, done

    def ratios_rest_on_what_is_shown(self, shares, tables):
        for standard, path in shares.items():
            for (name, by, of, step), cells in ratios_of(path).items():
                start, end = step.split("-to-") if "-to-" in step else ("banded", step)
                counts = tables[standard][(name[: -len("-ratios")], by)]
                shown = [counts[(of, group)][column] for group in GROUPS[standard][:2] for column in (start, end)]
                self.assertEqual("suppressed" in shown, cells == ["suppressed"] * 4, (name, of, step, shown, cells))
                if "suppressed" not in shown and cells[0] != "undefined":
                    focus, other = (2, 0) if standard == "WRES" else (0, 2)
                    a, b, c, d = (float(text) for text in shown)
                    rates = {0: b / a, 2: d / c}
                    self.assertAlmostEqual(float(cells[0]), rates[other] / rates[focus], places=9)

    def test_nothing_is_found_out(self):
        for name in self.returns:
            for rule in {"middle": RULES[:4], "trust": RULES, "large": RULES[:1]}.get(name, RULES[:2]):
                began = time.process_time()
                cells, hidden, tables, _ = self.attack(name, rule)
                left = [f"{standard} {key}" for standard, all_of_it in tables.items() for key, rows in all_of_it.items() if rows is None]
                print(f"{name} {rule}: {cells} counts in tables, {hidden} hidden; left out or not supplied: {len(left)}; {time.process_time() - began:.1f} s")
                if rule != "tre" and name != "small":
                    for table in (("funnel", ""), ("ethnic-groups", ""), ("ethnic-groups-of-applications", "item")):
                        self.assertTrue(tables["WRES"][table], (name, rule, table))

    def test_the_attacker_finds_out(self):
        """The attacker of this test is one: what only the rule hides in the tables, it finds out."""
        out, _ = self.publish("naive", self.returns["middle"], "none")
        items = test_disclosure.items_of(2025)
        figures = test_disclosure.counts_of(test_disclosure.csv_rows(out, "XSM", 2025), items)
        naive = {key: None if 1 <= float(value) <= 6 else value for key, value in figures.items()}
        tables = {standard: tables_of(path) for standard, path in self.shares(out).items()}
        for all_of_it in tables.values():
            for rows in all_of_it.values():
                for cells in (rows or {}).values():
                    for column, text in cells.items():
                        cells[column] = "suppressed" if text.isdigit() and 1 <= int(text) <= 6 else text
        found = TableAttack(naive, items, (1, 6, 1), tables).found_out()
        self.assertGreater(len([key for key in found if not isinstance(key[1], str)]), 20)

    def test_no_item_is_hidden_for_them(self):
        """With breakdowns or without, the items are the same to the byte: what breakdowns need is not taken from them."""
        for name, returns in self.returns.items():
            if name == "large":
                continue
            bare = os.path.join(self.folder, name + "-bare")
            os.makedirs(bare, exist_ok=True)
            stripped = []
            for path in returns:
                text = re.sub(r" *<breakdown .*?(/>|</breakdown>)\n", "", test_disclosure.read(path), flags=re.S)
                text = re.sub(r"(<digest[^>]*>)[^<]*", rf"\g<1>{digest(text)}", text)
                self.assertNotIn("<breakdown", text)
                stripped.append(os.path.join(bare, os.path.basename(path)))
                with open(stripped[-1], "w", encoding="utf-8") as file:
                    file.write(text)
            for rule in RULES[:4] if name == "trust" else RULES[:1]:
                with_them, _ = self.publish(f"{name}-with-{rule}", returns, rule)
                without, _ = self.publish(f"{name}-without-{rule}", stripped, rule)
                for standard, path in self.shares(with_them).items():
                    self.assertEqual(values_of(path), values_of(self.shares(without)[standard]), (name, rule))

    def test_time(self):
        """The example and a large organisation, bounded. (Processor time, which others who use the machine change little.)"""
        for name, most in (("trust", 4), ("large", 20)):
            for rule in ("model-health", "nhs-digital"):
                before = os.times()
                self.publish(f"{name}-time-{rule}", self.returns[name], rule, "share")
                after = os.times()
                spent = after.children_user + after.children_system - before.children_user - before.children_system
                print(f"{name} {rule}: {spent:.2f} s")
                self.assertLess(spent, most)

    def test_left_out_is_said(self):
        """A table that is not in the copy is named: by a finding, in the words of the copy, and by its own element."""
        out, done = self.publish("said", self.returns["small"], "nhs-digital", "share,json")
        left = [(standard, key) for standard, path in self.shares(out).items() for key, rows in tables_of(path).items() if rows is None]
        self.assertTrue(left)
        for standard, (name, by) in left:
            words = (f"{name} by {by}" if by else name).replace("-", " ")
            self.assertIn(f'"{words}" is left out', done.stderr)
            self.assertIn(f"{standard} {words}", test_disclosure.read(self.shares(out)["WRES"]))
        _, done = self.publish("tre-said", self.returns["middle"], "tre")
        self.assertIn("hides noughts", done.stderr)

    def test_a_shared_copy_is_read_again(self):
        out, _ = self.publish("shared", self.returns["middle"], "model-health", "share,json")
        shares = list(self.shares(out).values())
        done = subprocess.run([test_disclosure.PROGRAM, "validate", *shares], capture_output=True, text=True, timeout=60, check=False)
        self.assertEqual(done.returncode, 0 if "complete" in test_disclosure.read(shares[0])[:300].replace("incomplete", "") else done.returncode, done.stderr)
        self.assertNotIn("schema", done.stderr)
        again, _ = self.publish("shared-again", shares, "model-health", "json")
        for name in os.listdir(again):
            self.assertEqual(test_disclosure.read(os.path.join(out, name)), test_disclosure.read(os.path.join(again, name)))


if __name__ == "__main__":
    unittest.main()
