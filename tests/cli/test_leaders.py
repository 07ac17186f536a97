"""Leaders, disparity ratios and goals of `evenhand compare` on the invented partnership, reckoned a second time.

EVENHAND is the program's path, EVENHAND_TOP the source folder.
"""

import csv
import glob
import json
import math
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as ET
from fractions import Fraction

TOP = os.environ["EVENHAND_TOP"]
PROGRAM = os.environ["EVENHAND"]
PARTNERSHIP = os.path.join(TOP, "fixtures", "partnership")
sys.path.insert(0, os.path.join(TOP, "tests", "reference"))

import intervals  # noqa: E402

SPACE = "{urn:evenhand:submission:1}"
GROUPS = {"WRES": ("bme", "white"), "WDES": ("disabled", "non-disabled")}
BANDS = ["band-8a", "band-8b", "band-8c", "band-8d", "band-9", "vsm"]
LOW = ["under-band-1"] + [f"band-{band}" for band in range(1, 6)]


def both(bands):
    return [f"{side}.{band}" for side in ("1a", "1b") for band in bands]


def levels(standard):
    """{level: (rows, rows of the level below)} written out a second time."""
    board = {"WRES": "9", "WDES": "10"}[standard]
    found = {
        "workforce": (["1.total"], None),
        "band-8a-up": (both(BANDS), both(["band-7"])),
        "band-8c-up": (both(BANDS[2:]), both(["band-8b"])),
        "vsm": (both(["vsm"]), both(["band-9"])),
        "consultants": (["1b.consultants"], ["1b.non-consultant-career-grade"]),
        "medical-directors": (["1b.senior-medical-managers"], ["1b.consultants"]),
        "board": ([board + ".board"], both(["vsm"])),
        "board-voting": ([board + ".voting"], both(["vsm"])),
        "board-executive": ([board + ".executive"], both(["vsm"])),
    }
    if standard == "WDES":
        del found["medical-directors"]
    return found


def tiers():
    return {f"{word}-{tier}": [f"{side}.{band}" for band in bands] for side, word in (("1a", "non-clinical"), ("1b", "clinical"))
            for tier, bands in (("lower", LOW), ("middle", ["band-6", "band-7"]), ("upper", BANDS))}


def run(folder, *arguments, inputs=(PARTNERSHIP,), population=os.path.join(PARTNERSHIP, "population.csv")):
    environment = dict(os.environ, SOURCE_DATE_EPOCH="1750000000")
    tables = ["--organisations", os.path.join(PARTNERSHIP, "organisations.csv"), "--population", population]
    return subprocess.run([PROGRAM, "compare", *inputs, *tables, "--out", folder, *arguments], capture_output=True, text=True, env=environment, check=False)


def read_return(path):
    return {item.get("id"): {value.get("group"): int(float(value.text)) for value in item.iter(SPACE + "value")}
            for item in ET.parse(path).getroot().iter(SPACE + "item") if item.get("unit") == "headcount" and "." not in (item.findtext(SPACE + "value") or ".")}


def read_returns(edition, folder=PARTNERSHIP):
    found = {}
    for path in glob.glob(os.path.join(folder, f"*-{edition}.xml")):
        code, word, _ = os.path.basename(path).split("-")
        found[word.upper(), code] = read_return(path)
    return found


def half_up(number):
    return math.floor(number + Fraction(1, 2))


def rows_of(name):
    with open(os.path.join(PARTNERSHIP, name), encoding="utf-8") as file:
        return list(csv.DictReader(file))


class Leaders(unittest.TestCase):
    ARGUMENTS, inputs = (), (PARTNERSHIP,)
    BASIS, GOAL_YEAR, BASELINE = "all", 2028, 2023  # the first of the editions given

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp()
        cls.done = run(cls.folder, *cls.ARGUMENTS, inputs=cls.inputs)
        with open(os.path.join(cls.folder, "comparison.json"), encoding="utf-8") as file:
            cls.sides = {side["id"]: side["leadership"] for side in json.load(file)["standards"]}
        with open(os.path.join(cls.folder, "comparison.csv"), encoding="utf-8", newline="") as file:
            cls.rows = {(row["standard"], row["item"], row["level"], row["organisation"] or row["name"]): row for row in csv.DictReader(file)}
        cls.returns = read_returns(2025)
        cls.before = read_returns(cls.BASELINE)
        cls.who = {row["code"]: row for row in rows_of("organisations.csv")}
        cls.areas = {row["area"]: row for row in rows_of("population.csv")}

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder)

    def close(self, found, expected, what=None):
        self.assertTrue(math.isclose(found, expected, rel_tol=1e-8, abs_tol=1e-9), f"{found} is not {expected}: {what}")

    def people(self, standard, codes, rows, returns=None):
        """(of the group, counted by the basis), or None when a row is not there."""
        focus, other = GROUPS[standard]
        groups = (focus, other, "unknown") if self.BASIS == "all" else (focus, other)
        returns = returns or self.returns
        if not all(row in returns[standard, code] for code in codes for row in rows):
            return None
        held = [returns[standard, code][row] for code in codes for row in rows]
        return sum(one[focus] for one in held), sum(one[group] for one in held for group in groups)

    def members(self, standard, one):
        codes = [code for of, code in self.returns if of == standard]
        if "code" in one:
            return [one["code"]]
        if one["kind"] == "type":
            return [code for code in codes if self.who[code]["type"] == one["name"]]
        if one["kind"] == "place":
            return [code for code in codes if one["name"] in self.who[code]["place"].split(";")]
        return codes

    def place(self, standard, one, codes):
        if one.get("kind") == "place" and one["name"] in self.areas:
            names = {one["name"]}
        else:
            names = {area for code in codes for area in self.who[code]["areas"].split(";")}
        part, whole = ("bme", "residents") if standard == "WRES" else ("disabled", "residents_of_disability")
        return sum(int(self.areas[name][part]) for name in names), sum(int(self.areas[name][whole]) for name in names)

    def check_against(self, found, own, yard, census, row):
        if own is None or yard is None or own[1] == 0 or yard[1] == 0:
            self.assertIn("missing", found, row["item"])
            self.assertTrue(row["missing"])
            return 0
        x, n, share = own[0], own[1], yard[0] / yard[1]
        self.close(found["share"], 100 * share)
        self.close(found["difference"], 100 * (x / n - share))
        exact = 100 * (Fraction(x, n) - Fraction(*yard))
        self.assertEqual(Fraction(found["display"]), Fraction(half_up(abs(exact) * 10), 10) * (-1 if exact < 0 else 1))
        low, high = ([float(end) - share for end in intervals.wilson(x, n)] if census else intervals.newcombe(x, n, *yard))
        low, high = float(low), float(high)
        self.close(found["lower"], 100 * low)
        self.close(found["upper"], 100 * high)
        self.assertEqual(found["likeness"], "fewer" if high < 0 else "more" if low > 0 else "within-chance")
        for end, expected in (("people", n * share - x), ("lower", -n * high), ("upper", -n * low)):
            self.close(found["shortfall"][end], expected)
        self.close(float(row["value"]), found["difference"])
        self.close(float(row["against"]), found["share"])
        self.close(float(row["shortfall"]), found["shortfall"]["people"])
        return 1

    def test_levels(self):
        self.assertEqual(self.done.returncode, 0, self.done.stderr)
        checked = 0
        for standard, side in self.sides.items():
            self.assertEqual(side["parity-basis"], self.BASIS)
            self.assertEqual([level["id"] for level in side["levels"]], list(levels(standard)))
            for level in side["levels"]:
                rows, below = levels(standard)[level["id"]]
                for one in level["organisations"] + level["rollups"]:
                    checked += self.check_level(standard, level["id"], one, rows, below)
        self.assertGreater(checked, 900)

    def check_level(self, standard, level, one, rows, below):
        codes = self.members(standard, one)
        if "kind" in one:
            self.assertEqual(one["counted"], len(codes))
        own = self.people(standard, codes, rows)
        where = (one["kind"], one["name"]) if "kind" in one else ("organisation", one["code"])
        row = self.rows[(standard, "leaders." + level, *where)]
        if not own or own[1] == 0:
            self.assertEqual(one["missing"], row["missing"])
            return 0
        self.close(one["value"], 100 * own[0] / own[1])
        self.assertEqual((one["numerator"], one["denominator"]), own)
        low, high = intervals.wilson(*own)
        self.close(one["lower"], float(100 * low))
        self.close(one["upper"], float(100 * high))
        peers = None
        if "code" in one:
            alike = [code for of, code in self.returns if of == standard and code != one["code"] and self.who[code]["type"] == self.who[one["code"]]["type"]]
            peers = self.people(standard, alike, rows) if alike else None
        yards = {"workforce": None if level == "workforce" else self.people(standard, codes, ["1.total"]), "below": below and self.people(standard, codes, below),
                 "place": self.place(standard, one, codes), "peers": peers}
        return sum(self.check_against(one["against"][name], own, yard, name == "place", self.rows[(standard, f"leaders.{level}.{name}", *where)]) for name, yard in yards.items())

    def test_disparity(self):
        checked = 0
        steps = [(f"{side}-{low}", f"{side}-{high}") for side in ("non-clinical", "clinical") for low, high in (("lower", "middle"), ("middle", "upper"), ("lower", "upper"))]
        for standard, side in self.sides.items():
            focus, other = GROUPS[standard]
            self.assertEqual([(ratio["below"], ratio["above"]) for ratio in side["disparity"]], steps)
            for ratio in side["disparity"]:
                self.assertEqual(ratio["own"], standard == "WDES")
                tested = []
                for one in ratio["organisations"] + ratio["rollups"]:
                    cells = {}
                    for tier in ("below", "above"):
                        held = [self.returns[standard, code][row] for code in self.members(standard, one) for row in tiers()[ratio[tier]]]
                        cells[tier] = {group: sum(counts[group] for counts in held) for group in (focus, other)}
                    a, b, c, d = cells["above"][other], cells["below"][other], cells["above"][focus], cells["below"][focus]
                    if 0 in (b, c, d):
                        self.assertEqual(one["missing"], "undefined")
                        continue
                    self.close(one["value"], a * d / (b * c))
                    self.assertEqual(Fraction(one["display"]), Fraction(half_up(Fraction(100 * a * d, b * c)), 100))
                    spread = 1.959963984540054 * math.sqrt(1 / a + 1 / b + 1 / c + 1 / d)
                    self.close(one["lower"], a * d / (b * c) * math.exp(-spread))
                    self.close(one["upper"], a * d / (b * c) * math.exp(spread))
                    if "code" in one:
                        tested.append(one)
                    checked += 1
                order = sorted(one["p"] for one in tested)
                for one in tested:
                    adjusted = min(1, min(len(order) * p / (k + 1) for k, p in enumerate(order) if p >= one["p"]))
                    self.close(one["adjusted-p"], adjusted)
        self.assertGreater(checked, 200)

    def test_goals(self):
        checked = 0
        for standard, side in self.sides.items():
            self.assertEqual(side["goal-year"], self.GOAL_YEAR)
            self.assertEqual([goal["id"] for goal in side["goals"]], BANDS)
            for goal in side["goals"]:
                for one in goal["organisations"] + goal["rollups"]:
                    codes, rows = self.members(standard, one), both([goal["id"]])
                    now, everyone = self.people(standard, codes, rows)
                    share = Fraction(*self.people(standard, codes, ["1.total"]))
                    self.assertEqual((one["people"], one["of"]), (now, everyone))
                    self.assertEqual(one["goal"], half_up(share * everyone))
                    self.assertEqual(one["needed"], max(0, half_up(share * everyone) - now))
                    start, base = self.BASELINE, self.people(standard, codes, rows, self.before)[0]
                    line = {}
                    for year in range(start, self.GOAL_YEAR + 1):
                        along = Fraction(year - start, self.GOAL_YEAR - start)
                        line[year] = half_up(share * everyone if base >= share * everyone else base + (share * everyone - base) * along)
                    self.assertEqual({year["year"]: year["people"] for year in one["years"]}, line)
                    self.assertEqual(one["due"], line[2025])
                    checked += 1
        self.assertGreater(checked, 200)

    def test_places_and_own_measures_in_the_csv(self):
        """BME and the wider meaning are apart; what is Evenhand's own says so."""
        for standard, groups in (("WRES", ("bme", "minority")), ("WDES", ("disabled",))):
            places = self.sides[standard]["places"]
            for kind, who in (("organisation", places["organisations"]), *((None, [one]) for one in places["rollups"])):
                for one in who:
                    for group in groups:
                        row = self.rows[standard, f"place.{group}", kind or one["kind"], one.get("code") or one["name"]]
                        self.close(float(row["value"]), one[group])
                        self.assertEqual(row["group"], "" if group == "minority" else group)
        self.assertNotEqual(self.rows["WRES", "place.bme", "organisation", "XP1"]["value"], self.rows["WRES", "place.minority", "organisation", "XP1"]["value"])
        own = {(standard, row["indicator"]) for (standard, *_), row in self.rows.items() if row["own"] == "yes"}
        self.assertEqual(own, {("WDES", "disparity"), ("WDES", "goal")})

    def test_page_answers(self):
        """Whose leaders reflect their place, in the page's own words."""
        with open(os.path.join(self.folder, "comparison.html"), encoding="utf-8") as file:
            page = re.sub(r"<[^>]*>", "", file.read())
        for level in ("band-8a-up", "board"):
            found = next(one for one in self.sides["WRES"]["levels"] if one["id"] == level)
            text = page[page.index(found["name"] + ": whose leaders reflect their place?"):]
            text = text[: text.index("?", text.index("?") + 1)]
            for likeness, words in (("within-chance", "In line with the BME people of the place"), ("fewer", "Fewer BME people than live in the place"),
                                    ("more", "More BME people than live in the place")):
                names = [f"{self.who[one['code']]['name']} ({one['code']}): {one['display']}%" for one in found["organisations"] if one["against"]["place"]["likeness"] == likeness]
                line = next((line for line in text.splitlines() if line.startswith(words)), "")
                self.assertEqual(line.count("%"), len(names))
                for name in names:
                    self.assertIn(name, line)


class OwnPage(unittest.TestCase):
    """The page that `return` makes shows the disparity ratios that a comparison of its returns gives; a publication's does not."""

    def test_disparity_ratios(self):
        folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, folder)
        subprocess.run([PROGRAM, "return", os.path.join(TOP, "fixtures", "small"), "--format", "xml,html", "--quiet", "--out", folder], check=False)
        returns = sorted(glob.glob(os.path.join(folder, "XSM-*.xml")))
        subprocess.run([PROGRAM, "compare", *returns, "--format", "json", "--quiet", "--out", folder], check=True)
        subprocess.run([PROGRAM, "publish", *returns, "--suppress", "none", "--format", "html", "--quiet", "--out", folder], check=True)
        with open(os.path.join(folder, "comparison.json"), encoding="utf-8") as file:
            sides = {side["id"]: side["leadership"]["disparity"] for side in json.load(file)["standards"]}
        with open(os.path.join(folder, "XSM-2025.html"), encoding="utf-8") as file:
            page = file.read()
        with open(os.path.join(folder, "XSM-2025-publication.html"), encoding="utf-8") as file:
            self.assertNotIn("-disparity", file.read())
        for standard, disparity in sides.items():
            card = page[page.index(f'aria-labelledby="{standard.lower()}-disparity"'):]
            card = card[:card.index("</section>")]
            self.assertEqual("Evenhand's own" in card.replace("&#39;", "'").replace("&apos;", "'"), standard == "WDES")
            shown = [re.sub("<[^>]*>", "", re.search(r"<td.*?</td>", row, re.S).group()) for row in re.findall(r'<tr role="row"><th scope="row".*?</tr>', card, re.S)]
            self.assertEqual(len(shown), 6)
            self.assertTrue(any("display" in one["organisations"][0] for one in disparity))
            for text, one in zip(shown, disparity):
                found = one["organisations"][0]
                if "display" in found:
                    self.assertEqual(text, found["display"])
                else:
                    self.assertNotRegex(text, "[0-9]")


class NoEarlier(Leaders):
    """One edition alone: the lines begin with it."""

    BASELINE = 2025

    @classmethod
    def setUpClass(cls):
        cls.inputs = sorted(glob.glob(os.path.join(PARTNERSHIP, "*-2025.xml")))
        super().setUpClass()


class KnownFromBaseline(Leaders):
    """Without those whose group is not known, to another year, from the returns of 2023."""

    ARGUMENTS = ("--parity-basis", "known", "--goal-year", "2031", "--goal-baseline", "2023", "--organisation", "XP4")
    BASIS, GOAL_YEAR, BASELINE = "known", 2031, 2023

    def test_marked_organisation_has_years(self):
        with open(os.path.join(self.folder, "comparison.html"), encoding="utf-8") as file:
            page = file.read()
        self.assertIn("Elderwick Hospitals (invented) (XP4): people by year on the straight line to the goal", page)
        self.assertNotIn("(XP2): people by year", page)

    def test_the_baseline_is_not_left_out(self):
        with open(os.path.join(self.folder, "comparison.json"), encoding="utf-8") as file:
            self.assertEqual(json.load(file)["left-out"], [])  # nor is 2024, over which the organisations are followed


class Options(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.folder)
        self.out = os.path.join(self.folder, "out")

    def table(self, text):
        path = os.path.join(self.folder, "table.csv")
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return path

    def leadership(self, *arguments, **more):
        done = run(self.out, "--format", "json", *arguments, **more)
        self.assertEqual(done.returncode, 0, done.stderr)
        with open(os.path.join(self.out, "comparison.json"), encoding="utf-8") as file:
            return {side["id"]: side["leadership"] for side in json.load(file)["standards"]}, done.stderr

    def test_baseline_table(self):
        """The band worked by hand: of 384 with 36.31% of the workforce the goal is 139; from 20 in 2018 it is an even step of 11.94 a year."""
        path = self.table("organisation,standard,level,year,people\nXP2,WRES,band-8a,2018,20\n")
        found, _ = self.leadership("--goal-baseline", path)
        goal = next(one for one in found["WRES"]["goals"] if one["id"] == "band-8a")
        mine = next(one for one in goal["organisations"] if one["code"] == "XP2")
        self.assertEqual([year["people"] for year in mine["years"]], [20, 32, 44, 56, 68, 80, 92, 104, 116, 128, 139])
        self.assertEqual((mine["people"], mine["goal"], mine["due"], mine["needed"]), (75, 139, 104, 64))
        other = next(one for one in goal["organisations"] if one["code"] == "XP3")
        self.assertEqual(other["years"][0]["year"], 2023)  # its first return
        together = next(one for one in goal["rollups"] if one["kind"] == "all")
        self.assertNotIn("years", together)  # baselines of different years cannot be added up
        self.assertIn("goal", together)

    def test_bad_baselines(self):
        for text, words in (("organisation,standard,level,year,people\nXP2,WRES,band-99,2018,20\n", "no level is called so"),
                            ("organisation,standard,level,year,people\nXP2,WRES,vsm,2018,-1\n", "no headcount"),
                            ("organisation,standard,level,year,people\nXP2,XXX,vsm,2018,1\n", "no standard"),
                            ("organisation,standard,level,year,people\nXP2,WRES,vsm,then,1\n", "no year"),
                            ("organisation,standard,level,year,people\nXP2,WRES,vsm,2018,1\nXP2,WRES,vsm,2019,1\n", "two baselines")):
            done = run(self.out, "--goal-baseline", self.table(text))
            self.assertEqual(done.returncode, 2)
            self.assertIn(words, done.stderr)
            self.assertFalse(os.path.exists(self.out))

    def test_no_such_baseline(self):
        _, said = self.leadership("--goal-baseline", "2019")
        self.assertIn("No return of 2019 can be the baseline", said)

    def test_bad_options(self):
        self.assertEqual(run(self.out, "--parity-basis", "some").returncode, 2)
        self.assertEqual(run(self.out, "--goal-year", "28").returncode, 2)
        self.assertEqual(run(self.out, "--goal-baseline", "nothing.csv").returncode, 2)

    def test_after_the_goal_year(self):
        found, _ = self.leadership("--goal-year", "2020")
        for goal in found["WRES"]["goals"]:
            for one in goal["organisations"]:
                self.assertNotIn("years", one)
                self.assertEqual(one["due"], one["goal"])

    def test_weights(self):
        path = self.table("area,residents,bme,minority,residents_of_disability,disabled,organisation,weight\n"
                          "Ashmere,1000,300,400,1000,100,,\nBirchholm,500,50,70,500,120,,\nFernbeck,800,8,16,800,100,,\n"
                          "Ashmere,,,,,,XP1,0.75\nFernbeck,,,,,,XP1,0.25\n")
        found, _ = self.leadership(population=path)
        places = {one["code"]: one for one in found["WRES"]["places"]["organisations"]}
        self.assertTrue(places["XP1"]["weighted"])
        self.assertAlmostEqual(places["XP1"]["bme"], 75 * 0.3 + 25 * 0.01)
        self.assertAlmostEqual(places["XP1"]["minority"], 75 * 0.4 + 25 * 0.02)
        self.assertAlmostEqual(places["XP1"]["disabled"], 75 * 0.1 + 25 * 0.125)
        board = next(one for one in found["WRES"]["levels"] if one["id"] == "board")["organisations"][0]["against"]["place"]
        self.assertAlmostEqual(board["share"], 22.75)
        self.assertNotIn("denominator", board)
        self.assertFalse(places["XP7"]["weighted"])
        self.assertEqual(places["XP7"]["bme"], 30)
        self.assertEqual(places["XP2"]["missing"], "not-supplied")  # its area is in no table

    def test_bad_weights(self):
        start = "area,residents,bme,minority,residents_of_disability,disabled,organisation,weight\n"
        for row, words in (("Nowhere,,,,,,XP1,1", "no area has this name"), ("Leeds,,,,,,XP1,0", "no number above 0"), ("Leeds,,,,,,,1", "there is none")):
            done = run(self.out, population=self.table(start + row + "\n"))
            self.assertEqual(done.returncode, 2)
            self.assertIn(words, done.stderr)

    def test_areas_within_areas_count_once(self):
        """The whole of West Yorkshire and its Leeds are West Yorkshire; the census as it is built in."""
        with open(os.path.join(TOP, "templates", "population.csv"), encoding="utf-8") as file:
            area = {row["area"]: row for row in csv.DictReader(file)}
        table = self.table("code,name,type,areas\nXP1,One,Acute,West Yorkshire;Leeds;Bradford\nXP2,Two,Acute,Leeds;Bradford\n")
        done = subprocess.run([PROGRAM, "compare", PARTNERSHIP, "--organisations", table, "--format", "json", "--out", self.out], capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        with open(os.path.join(self.out, "comparison.json"), encoding="utf-8") as file:
            places = {one.get("code", one.get("name")): one for one in json.load(file)["standards"][0]["leadership"]["places"]["organisations"]}
        self.assertEqual(places["XP1"]["residents"], int(area["West Yorkshire"]["residents"]))
        self.assertEqual(places["XP2"]["residents"], int(area["Leeds"]["residents"]) + int(area["Bradford"]["residents"]))
        self.assertEqual(places["XP3"]["missing"], "not-supplied")


if __name__ == "__main__":
    unittest.main()
