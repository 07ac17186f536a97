"""Golden outputs: the returns of fixtures/small in every text format, compared part by part with the files beside this one.

    test_golden.py EVENHAND             compares
    test_golden.py EVENHAND --update    writes the files anew; review them with `git diff tests/golden` before committing

What changes with every release or with any word in templates/ (version, digest of the rules, digest of the submission) is replaced by a word.
"""

import csv
import difflib
import io
import json
import os
import re
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as ET

HERE = os.path.dirname(os.path.abspath(__file__))
SMALL = os.path.join(HERE, "..", "..", "fixtures", "small")
EPOCH = "1747731600"  # 20 May 2025, 09:00 UTC
ENDINGS = [".xml", ".csv", ".breakdowns.csv", ".json", ".txt"]
NAMES = [f"XSM-{standard}-2025{ending}" for standard in ("wres", "wdes") for ending in ENDINGS] + ["mapping-todo.csv"]

VOLATILE = [
    (r'(<software name="evenhand" version=")[^"]*', r"\1VERSION"),
    (r'(<rules sha256=")[0-9a-f]{64}', r"\1RULES"),
    (r"(<digest [^>]*>)[0-9a-f]{64}", r"\1DIGEST"),
    (r'("name": "evenhand",\s*"version": ")[^"]*', r"\1VERSION"),
    (r'("rules": \{\s*"sha256": ")[0-9a-f]{64}', r"\1RULES"),
]


def produce(program):
    """The outputs as they are now: name to text, what is volatile replaced."""
    with tempfile.TemporaryDirectory(prefix="evenhand-golden-") as folder:
        command = [program, "return", SMALL, "--edition", "2025", "--format", "xml,csv,json,text", "--out", folder, "--quiet"]
        done = subprocess.run(command, env=dict(os.environ, SOURCE_DATE_EPOCH=EPOCH), stderr=subprocess.PIPE, timeout=120, check=False)
        if done.returncode != 0:
            raise AssertionError(f"{' '.join(command)}: {done.returncode}\n{done.stderr.decode()}")
        found = {}
        for name in sorted(os.listdir(folder)):
            with open(os.path.join(folder, name), encoding="utf-8", newline="") as source:
                text = source.read()
            for pattern, word in VOLATILE:
                text = re.sub(pattern, word, text)
            found[name] = text
        return found


# ---- parts: a label and the text it stands for ----


def xml_parts(text):
    root = ET.fromstring(text)
    yield "submission", str(sorted(root.attrib.items()))
    seen = {}
    for element in [child for top in root for child in (top if top.tag.endswith(("}header", "}detail")) else [top])]:
        label = " ".join([element.tag.split("}")[1]] + [element.get(key) for key in ("id", "name", "kind", "code") if element.get(key)])
        seen[label] = seen.get(label, 0) + 1
        yield f"{label} ({seen[label]})" if seen[label] > 1 else label, ET.tostring(element, encoding="unicode").strip()


def csv_parts(text):
    rows = list(csv.reader(io.StringIO(text, newline="")))
    yield "headings", ",".join(rows[0])
    where = [rows[0].index(name) for name in ("item", "breakdown", "by", "of", "group", "step", "column") if name in rows[0]]
    for number, row in enumerate(rows[1:], 2):
        yield " ".join(row[i] for i in where if i < len(row)) or f"row {number}", ",".join(row)


def json_parts(text):
    for name, value in json.loads(text).items():
        if isinstance(value, list):
            for number, entry in enumerate(value):
                yield f"{name} {entry.get('id') or entry.get('code') or ''} ({number})", json.dumps(entry, indent=1, ensure_ascii=False)
        else:
            yield name, json.dumps(value, indent=1, ensure_ascii=False)


def text_parts(text):
    for paragraph in re.split(r"\n\n+", text):
        yield paragraph.split("\n")[0], paragraph


PARTS = {".xml": xml_parts, ".csv": csv_parts, ".json": json_parts, ".txt": text_parts}


def differences(name, golden, now):
    """What differs, part by part; a text for people."""
    parts = PARTS[os.path.splitext(name)[1]]
    old, new = dict(parts(golden)), dict(parts(now))
    said = [f"{name}: lost: {label}" for label in old if label not in new]
    said += [f"{name}: new: {label}" for label in new if label not in old]
    for label in old:
        if label in new and old[label] != new[label]:
            lines = difflib.unified_diff(old[label].split("\n"), new[label].split("\n"), "golden", "now", lineterm="", n=1)
            said.append(f"{name}: {label}\n  " + "\n  ".join(lines))
    if not said and golden != now:
        said.append(f"{name}: the same parts, in another order or with other spaces or line ends")
    return said


class Golden(unittest.TestCase):
    maxDiff = None

    def test_outputs(self):
        now = produce(PROGRAM)
        self.assertEqual(sorted(now), sorted(NAMES))
        said = []
        for name in NAMES:
            with open(os.path.join(HERE, name), encoding="utf-8", newline="") as source:
                said += differences(name, source.read(), now[name])
        self.assertEqual(said, [], "\n" + "\n".join(said[:40]) + "\nIf this is meant: tests/golden/README.md says how to renew the files.")

    def test_differences_are_found(self):
        """The comparison itself, over each format."""
        for name, text in produce(PROGRAM).items():
            self.assertEqual(differences(name, text, text), [])
            if "5" in text:
                at = text.rindex("5")
                self.assertNotEqual(differences(name, text, text[:at] + "6" + text[at + 1 :]), [], name)
            self.assertNotEqual(differences(name, text, text + "\n"), [], name)


def update(program):
    for name, text in produce(program).items():
        with open(os.path.join(HERE, name), "w", encoding="utf-8", newline="") as out:
            out.write(text)


if __name__ == "__main__":
    PROGRAM = sys.argv.pop(1)
    if "--update" in sys.argv:
        update(PROGRAM)
    else:
        unittest.main()
