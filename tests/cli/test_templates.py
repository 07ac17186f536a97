#!/usr/bin/env python3
"""Checks templates/ against templates/schema.csv and against themselves, independently of the program."""

import csv
import datetime
import fnmatch
import io
import os
import re
import sys
import unittest

TOP = os.environ.get("EVENHAND_TOP") or os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
TEMPLATES = os.path.join(TOP, "templates")


def read(name):
    """The headings and the rows, each a (line, dictionary)."""
    with open(os.path.join(TEMPLATES, name), encoding="utf-8", newline="") as file:
        text = file.read()
    lines = text.splitlines(keepends=True)
    skipped = 0
    while lines and (lines[0].startswith("#") or not lines[0].strip()):
        lines.pop(0)
        skipped += 1
    reader = csv.reader(io.StringIO("".join(lines), newline=""), strict=True)
    headings = next(reader)
    rows, before = [], reader.line_num
    for cells in reader:
        if cells:
            if len(cells) != len(headings):
                raise AssertionError("%s:%d: %d cells, %d headings" % (name, skipped + before + 1, len(cells), len(headings)))
            rows.append((skipped + before + 1, dict(zip(headings, cells))))
        before = reader.line_num
    return headings, rows


def names():
    found = []
    for here, _, files in os.walk(TEMPLATES):
        found += [os.path.relpath(os.path.join(here, name), TEMPLATES) for name in files]
    return sorted(name for name in found if name.endswith(".csv"))


def is_date(text, values):
    try:
        return datetime.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def is_whole(text, values):
    least, greatest = values.split("-")
    return re.fullmatch("[0-9]{1,9}", text) is not None and int(least) <= int(text) <= int(greatest)


def are_words(text, values):
    allowed = values.split()
    words = [word.strip() for word in text.split(";")]
    return all(word and (not allowed or word in allowed) for word in words)


TYPES = {
    "text": lambda text, values: True,
    "whole": is_whole,
    "date": is_date,
    "yes-no": lambda text, values: text in ("yes", "no"),
    "word": lambda text, values: text in values.split(),
    "words": are_words,
    "pattern": lambda text, values: re.fullmatch(values, text) is not None,
}

SCHEMA = [row for _, row in read("schema.csv")[1]]


def rules_of(name):
    own = [rule for rule in SCHEMA if rule["file"] == name]
    return own or [rule for rule in SCHEMA if "*" in rule["file"] and fnmatch.fnmatchcase(name, rule["file"])]


def items_of(standard, year):
    found = []
    for line, row in read("items.csv")[1]:
        since, until = int(row["since"] or 0), int(row["until"] or 9999)
        if row["standard"] == standard and since <= year <= until:
            found.append((line, row))
    return found


class Templates(unittest.TestCase):
    def test_the_schema_names_every_file_and_no_other(self):
        for name in names():
            self.assertTrue(rules_of(name), "%s is not in schema.csv" % name)
        for rule in SCHEMA:
            if "*" not in rule["file"]:
                self.assertIn(rule["file"], names())
        pairs = [(rule["file"], rule["column"]) for rule in SCHEMA]
        self.assertEqual(len(pairs), len(set(pairs)), "a column is described twice")

    def test_every_cell_is_what_the_schema_says(self):
        for name in names():
            headings, rows = read(name)
            rules = {rule["column"]: rule for rule in rules_of(name)}
            self.assertEqual(sorted(headings), sorted(rules), name)
            self.assertTrue(rows, "%s has no rows" % name)
            for line, row in rows:
                for column, text in row.items():
                    rule = rules[column]
                    where = "%s:%d: %s: %r" % (name, line, column, text)
                    if text == "":
                        self.assertEqual(rule["required"], "no", where)
                    else:
                        self.assertTrue(TYPES[rule["type"]](text, rule["values"]), where)

    def test_text_has_no_stray_space(self):
        for name in names():
            for line, row in read(name)[1]:
                for column, text in row.items():
                    self.assertEqual(text, text.strip(), "%s:%d: %s" % (name, line, column))

    def test_editions_follow_the_calendar(self):
        rows = read("editions.csv")[1]
        self.assertEqual(len(rows), 16)
        categories = {row["to"] for _, row in read("vocabularies/assignment-category.csv")[1]}
        for line, row in rows:
            year = int(row["edition"])
            expected = ("%d-03-31" % year, "%d-04-01" % (year - 1), "%d-03-31" % year, str(year - 1))
            self.assertEqual((row["snapshot"], row["period_start"], row["period_end"], row["survey_year"]), expected)
            dropped = {word.strip() for word in row["dropped"].split(";")}
            self.assertEqual(dropped - categories, set(), "editions.csv:%d" % line)
            self.assertEqual("bank" in dropped, row["standard"] == "WRES" or year >= 2023, "editions.csv:%d" % line)
            if row["certainty"] != "certain":
                self.assertTrue(row["note"], "editions.csv:%d says nothing about what is uncertain" % line)

    def test_formulas_hold_in_every_edition(self):
        for _, edition in read("editions.csv")[1]:
            items = items_of(edition["standard"], int(edition["edition"]))
            by_id = {row["id"]: row for _, row in items}
            self.assertEqual(len(by_id), len(items), "an id is there twice")
            counters = {row["counter"] for _, row in read("counters.csv")[1]}
            for line, row in items:
                where = "items.csv:%d" % line
                words = [word.lstrip("-") for word in row["operands"].split() if word != "/"]
                if row["operation"] == "count":
                    self.assertIn(row["operands"], counters, where)
                    continue
                for word in words:
                    self.assertIn(word, by_id, where)
                    self.assertEqual(by_id[word]["unit"], "headcount", where)
                self.assertFalse(self.comes_back(row["id"], by_id, ()), where)

    def comes_back(self, item, by_id, path):
        if item in path:
            return True
        row = by_id[item]
        if row["operation"] == "count":
            return False
        words = [word.lstrip("-") for word in row["operands"].split() if word != "/"]
        return any(self.comes_back(word, by_id, path + (item,)) for word in words)

    def test_every_counter_feeds_an_item(self):
        used = {row["operands"] for _, row in read("items.csv")[1] if row["operation"] == "count"}
        self.assertEqual(used, {row["counter"] for _, row in read("counters.csv")[1]})

    def test_a_ratio_has_the_operands_of_its_rate(self):
        rates = {}
        for _, row in read("items.csv")[1]:
            if row["operation"] == "rate":
                rates[row["standard"], row["id"]] = row["operands"]
        for line, row in read("items.csv")[1]:
            if row["operation"] == "relative" and "any-reason" not in row["id"]:
                rate = row["id"].replace("relative-likelihood", "likelihood")
                self.assertEqual(rates[row["standard"], rate], row["operands"], "items.csv:%d" % line)

    def test_sections_stand_together(self):
        for _, edition in read("editions.csv")[1]:
            seen = []
            for line, row in items_of(edition["standard"], int(edition["edition"])):
                if not seen or seen[-1] != row["section"]:
                    self.assertNotIn(row["section"], seen, "items.csv:%d" % line)
                    seen.append(row["section"])

    def test_survey_items_have_their_question(self):
        asked = {(row["standard"], row["item"], row["survey_year"]) for _, row in read("questions.csv")[1]}
        self.assertEqual(len(asked), len(read("questions.csv")[1]), "a question is there twice")
        for _, edition in read("editions.csv")[1]:
            for _, row in items_of(edition["standard"], int(edition["edition"])):
                if row["operation"] == "survey":
                    self.assertIn((row["standard"], row["id"], edition["survey_year"]), asked)

    def test_changes_are_about_something(self):
        editions = {(row["standard"], row["edition"]) for _, row in read("editions.csv")[1]}
        known = {(row["standard"], row[column]) for _, row in read("items.csv")[1] for column in ("id", "indicator")}
        for line, row in read("changes.csv")[1]:
            self.assertIn((row["standard"], row["edition"]), editions, "changes.csv:%d" % line)
            self.assertTrue(row["item"] == "" or (row["standard"], row["item"]) in known, "changes.csv:%d" % line)

    def test_the_readme_names_every_file_and_item_column(self):
        with open(os.path.join(TEMPLATES, "README.md"), encoding="utf-8") as file:
            text = file.read()
        for name in names():
            self.assertTrue("`%s`" % name in text or name.startswith("vocabularies/"), name)
        for heading in read("items.csv")[0]:
            self.assertIn("`%s`" % heading, text)


if __name__ == "__main__":
    sys.exit(unittest.main())
