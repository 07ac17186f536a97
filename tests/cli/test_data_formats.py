"""What is written for other programs is as it is described: the JSON by its schema, the CSV by the README, the digest by its worked example, and the
description of the submission names everything that may stand in one."""

import csv
import hashlib
import html.parser
import io
import json
import os
import re
import subprocess
import tempfile
import unittest
import xml.etree.ElementTree as ET

import jsonschema

TOP, PROGRAM, PAGE = os.environ["EVENHAND_TOP"], os.environ["EVENHAND"], os.environ["EVENHAND_DESCRIPTION"]
XS = "{http://www.w3.org/2001/XMLSchema}"


def read(*path):
    with open(os.path.join(TOP, *path), encoding="utf-8", newline="") as file:
        return file.read()


def produce(*arguments):
    """Every product of a run, by name."""
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run([PROGRAM, "return", *arguments, "--quiet", "--format", "xml,csv,json", "--out", folder], capture_output=True, timeout=100)
        assert done.returncode in (0, 1), done.stderr
        out = {}
        for name in sorted(os.listdir(folder)):
            with open(os.path.join(folder, name), encoding="utf-8", newline="") as file:
                out[name] = file.read()
        return out


def closed(schema):
    """The schema with nothing allowed that it does not describe: readers ignore what they do not know, but the program writes nothing else."""
    figure = schema["$defs"]["figure"]

    def close(node):
        for inner in node.values() if isinstance(node, dict) else node if isinstance(node, list) else []:
            close(inner)
        if isinstance(node, dict) and isinstance(node.get("properties"), dict) and node is not figure:
            node["unevaluatedProperties"] = False

    close(schema)
    return schema


def digest(document):
    """The digest as the description of the format has it, by another implementation of canonical XML."""
    emptied = re.sub(r"(<digest[^>]*>)[^<]*", r"\1", document)
    return hashlib.sha256(ET.canonicalize(emptied).encode()).hexdigest()


class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.text, self.bare = [], [], []

    def handle_starttag(self, tag, attributes):
        if tag == "th" and not dict(attributes).get("scope"):
            self.bare.append(self.getpos())
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag, (tag, self.getpos())

    def handle_data(self, data):
        self.text.append(data)


class Formats(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        fixtures = os.path.join(TOP, "fixtures")
        cls.products = produce(os.path.join(fixtures, "small"), "--edition", "2025")
        cls.products |= {"bare " + name: text for name, text in produce(os.path.join(fixtures, "good-semicolon-bom-titles-totals.csv"), "--edition", "2025").items()}
        cls.products |= {"trust " + name: text for name, text in produce(os.path.join(fixtures, "trust"), "--edition", "2025", "--by", "directorate").items()}

    def named(self, ending):
        found = {name: text for name, text in self.products.items() if name.endswith(ending)}
        self.assertGreaterEqual(len(found), 4)
        return found

    def test_json(self):
        schema = json.loads(read("templates", "submission-1.schema.json"))
        jsonschema.Draft202012Validator.check_schema(schema)
        validator = jsonschema.Draft202012Validator(closed(schema))
        for name, text in self.named(".json").items():
            self.assertEqual([f"{e.json_path}: {e.message}" for e in validator.iter_errors(json.loads(text))], [], name)

    def test_json_schema_can_fail(self):
        validator = jsonschema.Draft202012Validator(closed(json.loads(read("templates", "submission-1.schema.json"))))
        good = next(iter(self.named(".json").values()))
        for old, new in (
            ('"status": "complete"', '"status": "done"'),
            ('"unit": "ratio"', '"unit": "rate"'),
            ('"group": "white"', '"grouping": "white"'),
            ('"missing": "not-supplied"', '"missing": "lost"'),
            ('"display": ', '"shown": '),
            ('"edition": 2025', '"edition": "2025"'),
        ):
            changed = good.replace(old, new, 1)
            self.assertFalse(old in good and validator.is_valid(json.loads(changed)), new)

    def test_csv_columns(self):
        items, breakdowns = read("README.md").split("**The CSV**")[1].split("**The JSON**")[0].split("**The CSV of breakdowns**")
        for name, text in self.named(".csv").items():
            if "mapping" not in name:
                table = breakdowns if "breakdowns" in name else items
                described = [word.strip() for row in re.findall(r"^\| ([a-z][^|]*) \|", table.split("|---|---|")[1], re.M) for word in row.split(",")]
                self.assertEqual(next(csv.reader(io.StringIO(text))), described, name)

    def test_breakdowns_are_those_of_the_json(self):
        """Each figure of the JSON's tables stands in the CSV beside the items, and nothing else does."""
        figures = 0
        for name, text in self.named(".breakdowns.csv").items():
            listed, tables = {}, json.loads(self.products[name.replace(".breakdowns.csv", ".json")])["detail"]["breakdowns"]
            for row in csv.DictReader(io.StringIO(text)):
                key = tuple(row[column] for column in ("breakdown", "by", "of", "group", "step", "column"))
                self.assertNotIn(key, listed)
                listed[key] = row
            for table in tables:
                where = (table["name"], table.get("by", ""))
                if "missing" in table:
                    self.assertEqual(listed.pop((*where, "", "", "", ""))["missing"], table["missing"])
                for line in table["rows"]:
                    part = (*where, line.get("of", ""), line.get("group", ""), line.get("step", ""))
                    values = dict(zip(table["columns"], line["values"]))
                    ratio = listed[(*part, "ratio")] if table["unit"] == "ratio" else None
                    for column in ("lower", "upper", "p") if ratio else ():
                        value = values.pop(column)
                        self.assertEqual(ratio[column], "" if isinstance(value, str) else repr(value).removesuffix(".0"), (name, part))
                    for column, value in values.items():
                        row = listed.pop((*part, column))
                        self.assertEqual(row["unit"], table["unit"])
                        self.assertEqual((row["top"], row["bottom"]), (table.get("top", ""), table.get("bottom", "")))
                        self.assertEqual((row["value"], row["missing"]), ("", value) if isinstance(value, str) else (repr(value).removesuffix(".0"), ""))
                        if ratio and not isinstance(value, str):
                            self.assertEqual(row["verdict"], "below" if value < 0.8 else "above" if value > 1.25 else "within")
                        figures += 1
            self.assertEqual(listed, {}, name)
        self.assertGreater(figures, 300)

    def test_pictures(self):
        """Every picture of the README is there, is a picture, and has a text for those who cannot see it."""
        shown = re.findall(r"!\[([^\]]*)\]\(([^)]*)\)", read("README.md"))
        self.assertGreaterEqual(len(shown), 4)
        for text, path in shown:
            self.assertGreater(len(text), 60, path)
            with open(os.path.join(TOP, path), "rb") as file:
                self.assertEqual(file.read(8), b"\x89PNG\r\n\x1a\n", path)

    def test_digest(self):
        documents = dict(self.named(".xml"), example=read("fixtures", "submission", "example.xml"))
        for name, text in documents.items():
            self.assertEqual(re.search(r"<digest[^>]*>([0-9a-f]*)<", text).group(1), digest(text), name)
        done = subprocess.run([PROGRAM, "validate", os.path.join(TOP, "fixtures", "submission", "example.xml"), "--log", "json"], capture_output=True, text=True, timeout=60)
        codes = {json.loads(line)["code"] for line in done.stderr.splitlines() if line.startswith("{")}
        self.assertEqual(codes, {"submission-item-missing"}, "the example is one item of a return, and nothing else is wrong with it")

    def test_description(self):
        with open(PAGE, encoding="utf-8") as file:
            text = file.read()
        page = Page()
        page.feed(text)
        self.assertEqual((page.open, page.bare), ([], []))
        words = set(page.text)
        schema = ET.fromstring(read("templates", "submission-1.xsd"))
        for node in schema.iter():
            if node.tag in (f"{XS}attribute", f"{XS}simpleType") and node.get("name"):
                self.assertIn(node.get("name"), words)
            if node.tag == f"{XS}element":
                self.assertTrue(any(word.endswith("/" + node.get("name")) for word in words), node.get("name"))
        for item in csv.DictReader(io.StringIO(read("templates", "items.csv"))):
            self.assertIn(item["id"], words)
        self.assertIn(digest(read("fixtures", "submission", "example.xml")), words)
        self.assertNotIn("http", text.replace("http://www.w3.org", ""), "nothing is loaded from anywhere")


if __name__ == "__main__":
    unittest.main()
