"""What is published, attacked from outside: the products are read as anybody could read them, together, and nothing of the program's own attack is used.

The sums that hold are taken from templates/items.csv; hidden counts are bounded by intervals and by elimination. EVENHAND is the program's path, EVENHAND_TOP the
source folder.
"""

import csv
import fractions
import json
import os
import re
import shutil
import subprocess
import tempfile
import unittest
import zipfile

PROGRAM = os.environ["EVENHAND"]
TOP = os.environ["EVENHAND_TOP"]
FIXTURES = os.path.join(TOP, "fixtures")
FAR = 10**9

# What the presets say, written down a second time: from, to, base.
PRESETS = {"model-health": (1, 6, 1), "nhs-digital": (1, 7, 5), "trust-foi": (1, 4, 1), "tre": (0, 9, 1), "below-3": (1, 2, 1), "1-7,base=10": (1, 7, 10)}

# Parts of rows that no sum names: part, rest (or None), whole.
PARTS = [("voting", "non-voting", "board"), ("executive", "non-executive", "board")]
HALVES = {("WDES", "3.entered"), ("WDES", "3.entered-ill-health")}
UNKNOWN = "unknown"


def run(*arguments):
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1747731600"}
    return subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, env=environment, timeout=120, check=False)


def read(path):
    with open(path, encoding="utf-8", newline="") as source:
        return source.read()


def items_of(edition):
    """items.csv of an edition: by standard, id to row."""
    found = {"WRES": {}, "WDES": {}}
    for row in csv.DictReader(read(os.path.join(TOP, "templates", "items.csv")).splitlines()):
        if int(row["since"] or 0) <= edition <= int(row["until"] or 9999):
            found[row["standard"]][row["id"]] = row
    return found


def terms(text):
    return [(-1 if term.startswith("-") else 1, term.lstrip("-")) for term in text.replace("/", " ").split()]


def leaves(items, name):
    """The headcounts that an item rests on."""
    row = items[name]
    if row["operation"] in ("count", "sum"):
        return {name}
    found = set()
    for _, term in terms(row["operands"]):
        found |= leaves(items, term)
    return found


class Attack:
    """All figures of one organisation and year as published, {(standard, item, group): count or None}, and what can be made of them."""

    def __init__(self, figures, items, rule, excepted=(), twins=True):
        self.items, (self.start, self.end, self.base), self.excepted = items, rule, excepted
        self.low, self.high, self.hidden, self.equations = {}, {}, [], []
        for key, value in figures.items():
            self.add(key, value)
        groups = {"WRES": ("white", "bme", UNKNOWN), "WDES": ("disabled", "non-disabled", UNKNOWN)}
        for standard, rows in items.items():
            for name, row in rows.items():
                for group in groups[standard]:
                    if row["operation"] == "sum":
                        self.hold([((standard, name, group), -1)] + [((standard, term, group), sign) for sign, term in terms(row["operands"])])
                    self.of_which(standard, name, row, group)
            for part, rest, whole in PARTS:
                board = "9." if standard == "WRES" else "10."
                for group in groups[standard]:
                    self.hold([((standard, board + part, group), 1), ((standard, board + rest, group), 1), ((standard, board + whole, group), -1)])
            for group in groups[standard]:
                self.at_most((standard, "2.appointed", group), (standard, "2.shortlisted", group))
        counters = {row["counter"] if "counter" in row else row["operands"]: name for name, row in items["WDES"].items() if row["operation"] == "count"}
        for name, row in items["WRES"].items():
            other = counters.get(row["operands"]) if row["operation"] == "count" else None
            if other and twins:
                self.hold([(("WRES", name, group), 1) for group in groups["WRES"]] + [(("WDES", other, group), -1) for group in groups["WDES"]])

    def units(self, key):
        return 2 if key[:2] in HALVES else 1

    def add(self, key, value):
        """Bounds in halves for averages of two years, else in people."""
        units = self.units(key)
        if value is None:
            self.hidden.append(key)
            self.low[key], self.high[key] = (1 if self.start else 0), FAR
            return
        shown = round(float(value) * units)
        assert shown == float(value) * units, (key, value)
        if self.base == 1 or shown == 0 or key[1] in self.excepted and shown < self.end:
            self.low[key] = self.high[key] = shown
        else:
            half = self.base * units
            self.low[key], self.high[key] = max(shown - half // 2, units * (self.end + 1)), shown + half - 1 - half // 2

    def hold(self, parts):
        """The parts come to nothing; left out where one is not known at all."""
        if all(key in self.low for key, _ in parts):
            self.equations.append([(key, factor * (1 if self.units(key) == 2 else 2)) for key, factor in parts])

    def at_most(self, part, whole, guarded=False):
        if part in self.low and whole in self.low:
            rest = (part[0], "rest of " + part[1], part[2])
            self.low[rest], self.high[rest] = 0, FAR
            self.equations.append([(part, 1), (rest, 1), (whole, -1)])
            if guarded:
                self.rests.append(rest)

    rests: list = []

    def of_which(self, standard, name, row, group):
        if row["of_which"] != "yes" or any(name.endswith("." + part) for pair in PARTS for part in pair):
            return
        names = list(self.items[standard])
        whole = next(above for above in reversed(names[: names.index(name)]) if self.items[standard][above]["of_which"] != "yes")
        self.at_most((standard, name, group), (standard, whole, group))

    def narrow(self):
        changed = True
        while changed:
            changed = False
            for parts in self.equations:
                for key, factor in parts:
                    others = [(self.low[k], self.high[k], f) for k, f in parts if k != key]
                    least = sum(f * (low if f > 0 else high) for low, high, f in others)
                    most = sum(f * (high if f > 0 else low) for low, high, f in others)
                    ends = sorted((fractions.Fraction(-least, factor), fractions.Fraction(-most, factor)))
                    low, high = -((-ends[0].numerator) // ends[0].denominator), ends[1].numerator // ends[1].denominator
                    if low > self.low[key] or high < self.high[key]:
                        self.low[key], self.high[key] = max(low, self.low[key]), min(high, self.high[key])
                        changed = True
                    assert self.low[key] <= self.high[key], ("what is published contradicts itself", key)

    def eliminate(self):
        """Hidden counts that follow exactly from the equations and the counts shown."""
        rows = []
        for parts in self.equations:
            row = {}
            for key, factor in parts:
                if self.low[key] != self.high[key]:
                    row[key] = row.get(key, 0) + fractions.Fraction(factor)
            rows.append({key: factor for key, factor in row.items() if factor})
        solved = {}
        for row in rows:
            for key in list(row):
                if key in solved and key in row:
                    times = row[key]
                    for other, factor in solved[key].items():
                        row[other] = row.get(other, 0) - times * factor
                        if not row[other]:
                            del row[other]
            if not row:
                continue
            pivot = next(iter(row))
            row = {key: factor / row[pivot] for key, factor in row.items()}
            for key, other in solved.items():
                if pivot in other:
                    times = other[pivot]
                    for name, factor in row.items():
                        other[name] = other.get(name, 0) - times * factor
                        if not other[name]:
                            del other[name]
            solved[pivot] = row
        return [key for key, row in solved.items() if len(row) == 1]

    def found_out(self):
        """Hidden counts that are known closer than the rule allows."""
        exactly = self.eliminate() if self.base == 1 else []
        self.narrow()
        found = [key for key in self.hidden if key in exactly]
        for key in self.hidden:
            units = self.units(key)
            width = self.end - self.start if units == 1 else units * (self.end + 1) - 1 - (1 if self.start else 0)
            if self.high[key] - self.low[key] < width:
                found.append(key)
        return sorted(set(found), key=str)


def csv_rows(folder, organisation, edition):
    rows = []
    for standard in ("wres", "wdes"):
        path = os.path.join(folder, f"{organisation}-{standard}-{edition}-publication.csv")
        if os.path.exists(path):
            rows += list(csv.DictReader(read(path).splitlines()))
    return rows


def counts_of(rows, items):
    found = {}
    for row in rows:
        kind = items[row["standard"]][row["item"]]["operation"]
        if kind in ("count", "sum") and (row["value"] or row["missing"] == "suppressed"):
            found[(row["standard"], row["item"], row["group"])] = row["value"] or None
    return found


def last_of(folder, organisation, edition):
    """Last year's counts, as the JSON of both standards holds them."""
    found, items = {}, items_of(edition - 1)
    for standard in ("wres", "wdes"):
        data = json.loads(read(os.path.join(folder, f"{organisation}-{standard}-{edition}-publication.json")))
        for previous in data["detail"]["previous"]:
            row = items[standard.upper()][previous["item"]]
            if row["operation"] in ("count", "sum") and previous.get("missing") in (None, "suppressed"):
                found[(standard.upper(), previous["item"], previous["group"])] = previous.get("value")
    return found, items


class Disclosure(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp(prefix="evenhand-disclosure-")
        cls.returns = {}
        for name, organisation in (("small", "XSM"), ("trust", "XTR")):
            out = os.path.join(cls.folder, name)
            done = run("return", os.path.join(FIXTURES, name), "--edition", "2025", "--format", "xml", "--quiet", "--out", out)
            assert done.returncode in (0, 1), done.stderr
            cls.returns[organisation] = [os.path.join(out, f"{organisation}-{standard}-2025.xml") for standard in ("wres", "wdes")]
        cls.partners = ["XP1", "XP4", "XP9", "XPB"]
        for organisation in cls.partners:
            cls.returns[organisation] = [os.path.join(FIXTURES, "partnership", f"{organisation}-{standard}-2025.xml") for standard in ("wres", "wdes")]

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder)

    def publish(self, name, *arguments):
        out = os.path.join(self.folder, name)
        return out, run("publish", *arguments, "--out", out)

    def attack(self, rows, rule, excepted=(), twins=True):
        """A full attack on the CSV of both standards; how many counts are hidden."""
        items = items_of(int(rows[0]["edition"]))
        figures = counts_of(rows, items)
        attack = Attack(figures, items, PRESETS[rule], excepted, twins)
        hidden = {key for key in attack.hidden}
        for row in rows:
            item = items[row["standard"]][row["item"]]
            if not row["value"] or item["operation"] in ("survey", "answer"):
                continue
            groups = {key[2] for key in figures if key[0] == row["standard"]}
            if item["operation"] in ("count", "rate", "sum") and not row["percent"]:
                groups = {row["group"]}
            elif item["operation"] == "relative":
                groups = {row["top"], row["bottom"]}
            resting = {(row["standard"], name, group) for name in leaves(items[row["standard"]], row["item"]) for group in groups}
            self.assertFalse(resting & hidden, (row, "gives back a count that is hidden"))
            for column in ("numerator", "denominator", "lower", "upper", "p", "percent", "display"):
                self.assertTrue(row[column] == "" or not row["missing"])
        for row in rows:
            if row["missing"]:
                self.assertEqual([row[c] for c in ("value", "display", "numerator", "denominator", "percent", "lower", "upper", "p", "test", "verdict")], [""] * 10, row)
        self.assertEqual(attack.found_out(), [])
        start, end, _ = PRESETS[rule]
        for key, value in figures.items():
            if value is not None and key[1] not in excepted and not (float(value) == 0 and start):
                self.assertGreater(float(value), end, key)
        return len(hidden)

    def test_presets(self):
        """No preset lets anything be worked out, of small and large organisations; and the rule is on every product. (The partners' returns are generated, and their
        two standards do not count the same people.)"""
        for organisation, returns in self.returns.items():
            hidden = {}
            for rule in PRESETS if organisation in ("XSM", "XTR") else ("model-health", "nhs-digital"):
                out, done = self.publish(f"{organisation}-{rule}", *returns, "--suppress", rule, "--format", "csv")
                self.assertIn(done.returncode, (0, 1), done.stderr)
                self.assertIn("An attack on everything published together found none", done.stdout)
                rows = csv_rows(out, organisation, 2025)
                self.assertEqual({row["suppression"] for row in rows}, {rule})
                hidden[rule] = self.attack(rows, rule, twins=organisation in ("XSM", "XTR"))
                self.assertGreater(hidden[rule], 0)
            print(organisation, hidden)

    def test_attacker_finds_out(self):
        """The attacker of this test is one: what only the rule hides, it finds out."""
        out, _ = self.publish("all", *self.returns["XTR"], "--suppress", "none", "--format", "csv")
        items = items_of(2025)
        figures = counts_of(csv_rows(out, "XTR", 2025), items)
        naive = {key: None if 1 <= float(value) <= 6 else value for key, value in figures.items()}
        found = Attack(naive, items, PRESETS["model-health"]).found_out()
        self.assertGreater(len(found), 10)

    def test_products_hold_what_the_shared_copy_holds(self):
        """All products made from the shared copy, which has nothing but what is shown, are those made from the full return."""
        for rule in ("model-health", "nhs-digital"):
            out, done = self.publish("full-" + rule, *self.returns["XTR"], "--suppress", rule, "--format", "share,csv,json,html,xlsx,easy")
            self.assertEqual(done.returncode, 0, done.stderr)
            shared = [os.path.join(out, f"XTR-{standard}-2025-share.xml") for standard in ("wres", "wdes")]
            again, done = self.publish("again-" + rule, *shared, "--suppress", rule, "--format", "csv,json,html,xlsx,easy")
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertEqual(len(os.listdir(again)), 8)
            for name in os.listdir(again):
                if name.endswith(".xlsx"):
                    with zipfile.ZipFile(os.path.join(out, name)) as one, zipfile.ZipFile(os.path.join(again, name)) as other:
                        self.assertEqual({n: one.read(n) for n in one.namelist()}, {n: other.read(n) for n in other.namelist()})
                    continue
                one, other = read(os.path.join(out, name)), read(os.path.join(again, name))
                other = re.sub(r'<li class="code">SHA-256 of the return: [0-9a-f]{64}</li>\n', "", other)
                self.assertEqual(one, other, name)

    def test_shown_as_hidden(self):
        out, _ = self.publish("shown", *self.returns["XTR"], "--suppress", "model-health", "--format", "html,xlsx,json,easy")
        page = read(os.path.join(out, "XTR-2025-publication.html"))
        with zipfile.ZipFile(os.path.join(out, "XTR-2025-publication.xlsx")) as archive:
            book = archive.read("xl/sharedStrings.xml").decode("utf-8")
        data = read(os.path.join(out, "XTR-wres-2025-publication.json"))
        said = "Rule model-health, as the NHS Model Health System"
        for text in (page, book, data, read(os.path.join(out, "XTR-wres-2025-publication.easy.html"))):
            self.assertIn(said, text)
            self.assertRegex(text, r"\d+ of \d+ counts are hidden \(\d+(\.\d)?%\)")
        self.assertGreater(page.count("[c]"), 50)
        self.assertIn("<t>[c]</t>", book)
        self.assertIn("<t>What is hidden is shown as [c];", book)  # on the sheet of notes, by itself
        self.assertIn('"missing": "suppressed"', data)
        self.assertNotIn("SHA-256 of the return", page)

    def test_last_year(self):
        """Last year's column hides as well, and the same cells as when it is published by itself."""
        for organisation in ("XP1", "XP9"):
            before = [os.path.join(FIXTURES, "partnership", f"{organisation}-{standard}-2024.xml") for standard in ("wres", "wdes")]
            previous = [argument for path in before for argument in ("--previous", path)]
            out, done = self.publish("last-" + organisation, *self.returns[organisation], *previous, "--suppress", "model-health", "--format", "csv,json")
            self.assertIn(done.returncode, (0, 1), done.stderr)
            figures, items = last_of(out, organisation, 2025)
            attack = Attack(figures, items, PRESETS["model-health"], twins=False)
            self.assertGreater(len(attack.hidden), 5)
            self.assertEqual(attack.found_out(), [])
            alone, _ = self.publish("alone-" + organisation, *before, "--suppress", "model-health", "--format", "csv,share")
            hidden = {key for key, value in counts_of(csv_rows(alone, organisation, 2024), items).items() if value is None}
            self.assertEqual(set(attack.hidden), hidden)
            copies = [argument for standard in ("wres", "wdes") for argument in ("--previous", os.path.join(alone, f"{organisation}-{standard}-2024-share.xml"))]
            with_copies, done = self.publish("copies-" + organisation, *self.returns[organisation], *copies, "--suppress", "model-health", "--format", "json")
            self.assertIn(done.returncode, (0, 1), done.stderr)
            self.assertEqual(last_of(with_copies, organisation, 2025)[0], figures)

    def test_share(self):
        """A shared copy validates, says what it is, and is compared; what it lacks is left out and named."""
        shared = []
        out, done = self.publish("share", *[path for o in self.partners for path in self.returns[o]], "--suppress", "model-health", "--format", "share")
        self.assertIn(done.returncode, (0, 1), done.stderr)
        for organisation in self.partners:
            for standard in ("wres", "wdes"):
                shared.append(os.path.join(out, f"{organisation}-{standard}-2025-share.xml"))
        done = run("validate", *shared)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(done.stderr.count("by the rule of suppression model-health"), len(shared))
        compared = os.path.join(self.folder, "compared")
        done = run("compare", *shared, "--out", compared, "--quiet")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertNotIn("suppression", done.stderr)
        page = read(os.path.join(compared, "comparison.html"))
        self.assertIn("[c]", page)
        rounded, done = self.publish("rounded", *self.returns["XTR"], "--suppress", "nhs-digital", "--format", "share")
        done = run("validate", *[os.path.join(rounded, name) for name in os.listdir(rounded)])
        self.assertEqual((done.returncode, done.stderr.count("error")), (0, 0), done.stderr)

    def test_exceptions(self):
        """What is excepted is shown and said; where it gives hidden counts away, nothing is written."""
        board = [f"{indicator}.{row}" for indicator in (9, 10) for row in ("board", "voting", "non-voting", "executive", "non-executive")]
        out, done = self.publish("board", *self.returns["XTR"], "--suppress", "model-health", "--suppress-except", "9, 10", "--format", "csv,html")
        self.assertEqual(done.returncode, 0, done.stderr)
        rows = csv_rows(out, "XTR", 2025)
        self.assertEqual({row["missing"] for row in rows if row["item"] in board}, {""})
        self.assertIn("Shown whatever their size: 9, 10.", read(os.path.join(out, "XTR-2025-publication.html")))
        self.attack(rows, "model-health", excepted=board)
        ids = ",".join(name for name, row in items_of(2025)["WRES"].items() if row["indicator"] == "1" and name != "1a.band-3")
        out, done = self.publish("given-away", *self.returns["XTR"], "--suppress", "model-health", "--suppress-except", ids)
        self.assertEqual(done.returncode, 1)
        self.assertIn("could be worked out", done.stderr)
        self.assertFalse(os.path.exists(out))

    def test_refusals(self):
        shared, _ = self.publish("one", *self.returns["XTR"], "--suppress", "5", "--format", "share")
        copy = os.path.join(shared, "XTR-wres-2025-share.xml")
        for arguments, said in [
            ([copy, "--suppress", "model-health"], "is a copy suppressed by the rule 5, and the rule asked for is model-health"),
            ([copy, "--suppress", "none"], "is a copy suppressed by the rule 5"),
            ([self.returns["XTR"][0], "--suppress", "5", "--suppress-except", "1a.band-77"], 'no item "1a.band-77"'),
            ([self.returns["XTR"][0], "--suppress", "2-7"], 'no rule of suppression "2-7"'),
            ([self.returns["XTR"][0], "--suppress", "1-7,base=0"], "no rule of suppression"),
            ([self.returns["XTR"][0], "--suppress", "1"], "no rule of suppression"),
            ([self.returns["XTR"][0], "--suppress", "99999"], "no rule of suppression"),
        ]:
            out, done = self.publish("refused", *arguments)
            self.assertEqual(done.returncode, 2, arguments)
            self.assertIn(said, done.stderr)
            self.assertFalse(os.path.exists(out))


if __name__ == "__main__":
    unittest.main()
