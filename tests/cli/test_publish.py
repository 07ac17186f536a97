"""Public products: what they say, what they leave out, and when nothing is published.

EVENHAND is the program's path, EVENHAND_TOP the source folder.
"""

import base64
import csv
import hashlib
import json
import os
import re
import shutil
import subprocess
import tempfile
import unittest
import zipfile

PROGRAM = os.environ["EVENHAND"]
FIXTURES = os.path.join(os.environ["EVENHAND_TOP"], "fixtures")
ANSWERS = "Organisation Code,Edition,Item,Answer,Text\nXSM,2025,Board lead,Jo Example,\nXSM,2025,Date of sign-off,9 September 2025,\n"
STATEMENT = "No figure was suppressed."


def run(*arguments):
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1747731600"}
    return subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, env=environment, timeout=60, check=False)


def read(path):
    with open(path, encoding="utf-8", newline="") as source:
        return source.read()


def words_of(path):
    with zipfile.ZipFile(path) as archive:
        return archive.read("xl/sharedStrings.xml").decode("utf-8")


class Publish(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp(prefix="evenhand-publish-")
        extracts = os.path.join(cls.folder, "extracts")
        shutil.copytree(os.path.join(FIXTURES, "small"), extracts)
        with open(os.path.join(extracts, "report.csv"), "w", encoding="utf-8") as out:
            out.write(ANSWERS)
        cls.made = os.path.join(cls.folder, "in")
        done = run("return", extracts, "--edition", "2025", "--format", "xml", "--quiet", "--out", cls.made)
        assert done.returncode == 0, done.stderr
        cls.returns = [os.path.join(cls.made, f"XSM-{standard}-2025.xml") for standard in ("wdes", "wres")]
        cls.out = os.path.join(cls.folder, "out")
        cls.done = run("publish", *cls.returns, "--suppress", "none", "--format", "xlsx,html,csv,json", "--out", cls.out)

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder)

    def path(self, name):
        return os.path.join(self.out, name)

    def test_products(self):
        self.assertEqual((self.done.returncode, self.done.stderr), (0, ""))
        names = ["XSM-2025-publication.html", "XSM-2025-publication.xlsx"]
        names += [f"XSM-{standard}-2025-publication.{ending}" for standard in ("wdes", "wres") for ending in ("csv", "json")]
        self.assertEqual(sorted(os.listdir(self.out)), sorted(names))
        for name in names:
            self.assertIn(name, self.done.stdout)

    def test_rule_is_on_every_product(self):
        self.assertIn(STATEMENT, words_of(self.path("XSM-2025-publication.xlsx")))
        self.assertIn(STATEMENT, read(self.path("XSM-2025-publication.html")))
        rows = list(csv.DictReader(read(self.path("XSM-wres-2025-publication.csv")).splitlines()))
        self.assertEqual({row["suppression"] for row in rows}, {"none"})
        figures = json.loads(read(self.path("XSM-wres-2025-publication.json")))["detail"]["figures"]
        rule = [figure for figure in figures if figure["name"] == "publication.suppression"]
        self.assertEqual(len(rule), 1)
        self.assertEqual(rule[0]["display"], "none")

    def test_what_stays_inside(self):
        """No file, no finding, no count of people dropped, no word of internal handling."""
        for name in os.listdir(self.out):
            whole = words_of(self.path(name)) if name.endswith(".xlsx") else read(self.path(name))
            for inside in ("staff.csv", "applicants.csv", "Internal:", "not for publication", "dropped-", "dropped "):
                self.assertNotIn(inside, whole, name)
        names = {table["name"] for table in json.loads(read(self.path("XSM-wres-2025-publication.json")))["detail"]["breakdowns"]}
        self.assertLessEqual({"funnel", "ethnic-groups", "ethnic-groups-of-applications"}, names)
        data = json.loads(read(self.path("XSM-wdes-2025-publication.json")))
        self.assertEqual((data["findings"], data["header"]["sources"]), ([], []))

    def test_board_report(self):
        for text in (words_of(self.path("XSM-2025-publication.xlsx")), read(self.path("XSM-2025-publication.html"))):
            for answer in ("Jo Example", "9 September 2025", "1 April 2024 to 31 March 2025"):
                self.assertIn(answer, text)

    def test_easy(self):
        """A draft that says so, in short sentences; public from returns, internal from extracts."""
        out = os.path.join(self.folder, "easy")
        done = run("publish", *self.returns, "--suppress", "none", "--format", "easy", "--quiet", "--out", out)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertEqual(sorted(os.listdir(out)), ["XSM-wdes-2025-publication.easy.html", "XSM-wres-2025-publication.easy.html"])
        for name in os.listdir(out):
            text = read(os.path.join(out, name))
            self.assertIn("Draft. Check it with readers.", text)
            self.assertIn(STATEMENT, text)
            self.assertNotIn("Internal:", text)
            self.assertGreaterEqual(text.count("<svg"), 8)
            body = re.sub(r"<[^>]+>", "\n", text[text.index("<main") :])
            longest = max((line for line in body.split("\n")), key=lambda line: len(line.split()))
            self.assertLessEqual(len(longest.split()), 18, longest)
        run("return", os.path.join(FIXTURES, "small"), "--edition", "2025", "--format", "easy", "--quiet", "--out", out)
        self.assertIn("Internal:", read(os.path.join(out, "XSM-wres-2025.easy.html")))

    def test_script(self):
        """The one script of a page is the one that its policy names; no page of the Easy summary has any."""
        page = read(self.path("XSM-2025-publication.html"))
        script = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
        self.assertEqual(len(script), 1)
        digest = base64.b64encode(hashlib.sha256(script[0].encode("utf-8")).digest()).decode("ascii")
        self.assertIn(f"script-src 'sha256-{digest}'", page)

    def test_no_formulas(self):
        with zipfile.ZipFile(self.path("XSM-2025-publication.xlsx")) as archive:
            for name in archive.namelist():
                if name.startswith("xl/worksheets/sheet"):
                    self.assertNotIn("<f>", archive.read(name).decode("utf-8"))

    def test_same_bytes(self):
        again = os.path.join(self.folder, "again")
        run("publish", *reversed(self.returns), "--suppress", "none", "--format", "xlsx,html", "--quiet", "--out", again)
        for name in os.listdir(again):
            with open(os.path.join(again, name), "rb") as one, open(self.path(name), "rb") as other:
                self.assertEqual(one.read(), other.read(), name)

    def test_last_year(self):
        text = read(self.returns[1])
        last = os.path.join(self.folder, "last")
        done = run("return", os.path.join(FIXTURES, "small"), "--edition", "2024", "--format", "xml", "--quiet", "--out", last)
        self.assertIn(done.returncode, (0, 1), done.stderr)
        out = os.path.join(self.folder, "with-last")
        before = [os.path.join(last, name) for name in sorted(os.listdir(last)) if name.endswith(".xml")]
        done = run("publish", *self.returns, "--previous", before[0], "--previous", before[1], "--suppress", "none", "--format", "xlsx,html,json", "--out", out, "--quiet")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertIn("White people, 2024", words_of(os.path.join(out, "XSM-2025-publication.xlsx")))
        self.assertRegex(read(os.path.join(out, "XSM-2025-publication.html")), r"<small>2024: ")
        self.assertEqual(json.loads(read(os.path.join(out, "XSM-wres-2025-publication.json")))["detail"]["previous"][0]["edition"], 2024)
        self.assertNotIn("2024: ", re.sub(r"<style>.*?</style>", "", read(self.path("XSM-2025-publication.html"))))
        self.assertEqual(text, read(self.returns[1]))

    def test_refusals(self):
        """Nothing is written without a rule, with an unknown one, of what does not validate, or of two returns of one kind."""
        broken = os.path.join(self.folder, "broken.xml")
        with open(broken, "w", encoding="utf-8") as out:
            out.write(read(self.returns[1]).replace('display="1.', 'display="9.', 1))
        none = os.path.join(self.folder, "none")
        for arguments, said in [
            ([*self.returns], "--suppress none"),
            ([*self.returns, "--suppress", "five"], 'no rule of suppression "five"; the rules are: `model-health`'),
            ([broken, "--suppress", "none"], "does not pass `evenhand validate`"),
            ([self.returns[0], self.returns[0], "--suppress", "none"], "two of the files are the WDES return"),
            (["--suppress", "none"], "which returns?"),
            ([self.returns[0], "--suppress", "none", "--format", "docx"], 'no format "docx"'),
            ([os.path.join(FIXTURES, "small", "staff.csv"), "--suppress", "none"], "does not pass"),
        ]:
            done = run("publish", *arguments, "--out", none)
            self.assertEqual(done.returncode, 2, arguments)
            self.assertIn(said, done.stderr)
            self.assertFalse(os.path.exists(none), arguments)

    def test_all_or_none(self):
        """Where one file cannot have its name, none of them gets one."""
        out = os.path.join(self.folder, "blocked")
        os.makedirs(os.path.join(out, "XSM-2025-publication.html"))
        done = run("publish", *self.returns, "--suppress", "none", "--format", "xlsx,html", "--out", out)
        self.assertEqual(done.returncode, 2)
        self.assertIn("XSM-2025-publication.html could not be written", done.stderr)
        self.assertEqual(os.listdir(out), ["XSM-2025-publication.html"])

    def test_products_are_no_extracts(self):
        done = run("check", self.out)
        self.assertIn("it is one of Evenhand's own files", done.stderr)
        self.assertEqual(done.returncode, 2)


if __name__ == "__main__":
    unittest.main()
