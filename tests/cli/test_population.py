"""The people of areas in templates/population.csv, held to the Census's own table: each figure made of the groups that it stands for, and the sums of areas.

EVENHAND_TOP is the source folder.
"""

import csv
import os
import unittest

TOP = os.environ["EVENHAND_TOP"]
ROWS, SUM = 242, 193310247
WEST_YORKSHIRE = ["Bradford", "Calderdale", "Kirklees", "Leeds", "Wakefield"]


def read(*path):
    with open(os.path.join(TOP, *path), encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class Population(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.areas = {row["area"]: row for row in read("templates", "population.csv")}
        cls.census = read("tests", "data", "census.csv")

    def count(self, area, wanted):
        return sum(int(row["count"]) for row in self.census if row["area"] == area and wanted(row))

    def test_the_copy_is_whole(self):
        """No figure of the copy was lost or mistyped: the number of rows and their sum."""
        self.assertEqual(len(self.census), ROWS)
        self.assertEqual(sum(int(row["count"]) for row in self.census), SUM)

    def test_groups(self):
        for name, area in self.areas.items():
            ethnic = [row for row in self.census if row["area"] == name and row["census_table"] == "TS021" and row["group"] != "Total"]
            self.assertEqual(len(ethnic), 19, name)
            total = self.count(name, lambda row: row["group"] == "Total")
            self.assertEqual(int(area["residents"]), total, name)
            self.assertEqual(sum(int(row["count"]) for row in ethnic), total, name)
            white = self.count(name, lambda row: row["group"] == "White")
            british = self.count(name, lambda row: row["group"] == "White" and row["detail"].startswith("English, Welsh"))
            self.assertEqual(int(area["bme"]), total - white, name)
            self.assertEqual(int(area["minority"]), total - british, name)
            self.assertGreater(int(area["minority"]), int(area["bme"]))

    def test_disability(self):
        for name, area in self.areas.items():
            disabled = self.count(name, lambda row: row["group"].startswith("Disabled"))
            everyone = self.count(name, lambda row: row["census_table"] == "TS038")
            self.assertEqual((int(area["disabled"]), int(area["residents_of_disability"])), (disabled, everyone), name)

    def test_sums_of_areas(self):
        for column in ("residents", "bme", "minority", "residents_of_disability", "disabled"):
            of = {name: int(area[column]) for name, area in self.areas.items()}
            self.assertEqual(of["West Yorkshire"], sum(of[name] for name in WEST_YORKSHIRE))
            self.assertEqual(of["West Yorkshire and Craven"], of["West Yorkshire"] + of["Craven"])
            self.assertGreater(of["North Yorkshire"], of["Craven"] + of["Harrogate"])
            self.assertGreater(of["England"], of["West Yorkshire"] + of["North Yorkshire"])

    def test_areas_lie_within_areas_that_there_are(self):
        for name, area in self.areas.items():
            around = area["within"].split(";") if area["within"] else []
            for one in around:
                self.assertIn(one, self.areas)
                self.assertLess(int(area["residents"]), int(self.areas[one]["residents"]), f"{name} within {one}")
            self.assertEqual("England" in around, name != "England")

    def test_organisations_serve_areas_that_there_are(self):
        for row in read("templates", "organisations.csv"):
            for area in row["areas"].split(";"):
                self.assertIn(area, self.areas, row["code"])


if __name__ == "__main__":
    unittest.main()
