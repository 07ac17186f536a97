"""The program as its users meet it: status, standard output and standard error of every command.

EVENHAND is the program's path, EVENHAND_TOP the source folder.
"""

import csv
import io
import json
import os
import re
import shutil
import stat
import subprocess
import tempfile
import unittest
import zipfile

PROGRAM = os.environ["EVENHAND"]
FIXTURES = os.path.join(os.environ["EVENHAND_TOP"], "fixtures")
SMALL = os.path.join(FIXTURES, "small")
COMMANDS = ["return", "publish", "compare", "progress", "check", "template", "validate", "explain", "standards"]
RETURNS = ["XSM-2025.html", "XSM-wdes-2025.xlsx", "XSM-wdes-2025.xml", "XSM-wres-2025.xlsx", "XSM-wres-2025.xml"]

# What `check --edition 2025` makes of each bad file: nothing usable (2), errors (1), or warnings alone (0), and the finding it must be.
BAD = {
    "bad-appointed-not-shortlisted.csv": (0, "appointed-not-shortlisted"),
    "bad-bands-unmapped.csv": (1, "unplaced"),
    "bad-competences-without-people.csv": (2, "competences-without-people"),
    "bad-esr-count.dat": (1, "interface-count-wrong"),
    "bad-esr-cut.dat": (1, "interface-footer-missing"),
    "bad-dates-month-first.csv": (1, "dates-perhaps-month-first"),
    "bad-dates-unreadable.csv": (1, "unreadable-date"),
    "bad-doctype.xlsx": (2, "part-doctype"),
    "bad-empty.csv": (2, "file-empty"),
    "bad-encrypted.xlsx": (2, "file-encrypted"),
    "bad-groups-unmapped.csv": (1, "many-unmapped"),
    "bad-headings-only.csv": (1, "no-rows"),
    "bad-html.xls": (2, "file-html"),
    "bad-mixed-encodings.csv": (0, "mixed-encodings"),
    "bad-no-employee-number.csv": (2, "columns-lacking"),
    "bad-no-kind.csv": (2, "no-headings"),
    "bad-nul-bytes.csv": (0, "zero-bytes"),
    "bad-old.xls": (2, "file-old-xls"),
    "bad-organisation-code.csv": (1, "bad-organisation-code"),
    "bad-quote-unclosed.csv": (1, "unclosed-quote"),
    "bad-survey-fractions.csv": (1, "survey-scale"),
    "bad-survey-other-year.csv": (0, "other-survey-year"),
    "bad-survey-out-of-range.csv": (1, "survey-range"),
    "bad-swollen.xlsx": (2, "part-ratio"),
    "bad-training-no-mandatory.csv": (1, "no-mandatory-column"),
    "bad-truncated.xlsx": (2, "workbook-damaged"),
    "bad-zip-without-workbook.xlsx": (2, "file-archive"),
}


class Ran:
    def __init__(self, done):
        self.status, self.raw = done.returncode, done.stdout
        self.out, self.err = done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8")


def run(*arguments, given=b"", stdout=subprocess.PIPE, **variables):
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1747731600", **variables}
    done = subprocess.run([PROGRAM, *arguments], input=given, stdout=stdout, stderr=subprocess.PIPE, env=environment, timeout=60, check=False)
    if done.stdout is None:
        done.stdout = b""
    return Ran(done)


def read(path):
    with open(path, "rb") as source:
        return source.read()


class Case(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp()
        self.addCleanup(self.clean)

    def clean(self):
        os.chmod(self.folder, stat.S_IRWXU)
        shutil.rmtree(self.folder)

    def path(self, *names):
        return os.path.join(self.folder, *names)

    def write(self, name, text):
        with open(self.path(name), "wb") as target:
            target.write(text if isinstance(text, bytes) else text.encode("utf-8"))
        return self.path(name)


class Help(Case):
    def test_commands_are_listed(self):
        for argument in ("--help", "-h", "help"):
            ran = run(argument)
            self.assertEqual((ran.status, ran.err), (0, ""))
            for command in COMMANDS:
                self.assertRegex(ran.out, rf"(?m)^  {command}\b")
        self.assertGreater(len(run("--help").out), len(run("-h").out))

    def test_each_command_has_help_in_two_lengths(self):
        for command in COMMANDS:
            short, long = run(command, "-h"), run(command, "--help")
            self.assertEqual((short.status, long.status, short.err, long.err), (0, 0, "", ""))
            self.assertTrue(short.out.startswith(f"usage: evenhand {command} "), short.out)
            options = re.findall(r"(?m)^  (--[a-z-]+)", short.out)
            self.assertEqual(options, re.findall(r"(?m)^  (--[a-z-]+)", long.out))
            self.assertEqual((len(options), options[-2:]), (len(set(options)), ["--help", "--version"]))
            self.assertGreater(len(long.out), len(short.out))

    def test_help_shows_what_does_something_for_the_command(self):
        shown = {command: dict(re.findall(r"(?m)^  --([a-z-]+) (?:[A-Za-z=.]+)? *(.*)$", run(command, "-h").out)) for command in COMMANDS}
        self.assertEqual({c for c in COMMANDS if "strict" in shown[c]}, {"return", "publish", "compare", "progress", "check", "validate"})
        self.assertEqual({c for c in COMMANDS if "threads" in shown[c]}, {"return", "compare", "progress", "check"})
        self.assertEqual([shown[c]["format"] for c in ("check", "standards", "template")], ["text (default) or json"] * 2 + ["csv (default) or xlsx"])
        self.assertIn("xml,xlsx,html", shown["return"]["format"])
        self.assertEqual(len({shown[c]["out"] for c in ("return", "publish", "compare", "progress", "check", "template")}), 6)

    def test_version(self):
        for arguments in (["--version"], ["return", "--version"]):
            ran = run(*arguments)
            self.assertEqual(ran.status, 0)
            self.assertRegex(ran.out, r"^evenhand [0-9]+\.[0-9]+\.[0-9]+\n$")


class Mistakes(Case):
    def refused(self, *arguments, says):
        ran = run(*arguments)
        self.assertEqual((ran.status, ran.out), (2, ""), arguments)
        self.assertIn(says, ran.err)
        self.assertTrue(ran.err.startswith("evenhand: "), ran.err)

    def test_no_command_and_an_unknown_one(self):
        self.refused(says="A command is missing")
        self.refused("retrun", says='there is no command "retrun"')

    def test_options(self):
        for command in COMMANDS:
            self.refused(command, "--colour", "x", says=f"there is no option --colour of `evenhand {command}`")
            self.refused(command, "-x", says="there is no option -x")
            self.refused(command, "--threads", says="needs a value")
            self.refused(command, "--threads", "0", "x", says='"0" is no value for --threads')
            self.refused(command, "--strict=yes", says="takes no value")
            self.refused(command, "--log", "xml", "x", says="json is the only one")
        self.refused("validate", "--edition", "2025", "x", says="there is no option --edition")
        self.refused("return", "--edition", "next", SMALL, says='"next" is no value for --edition')
        self.refused("return", "--standard", "wres,x", SMALL, says="--standard")
        self.refused("return", "--clinical-by", "guess", SMALL, says="--clinical-by")
        self.refused("return", "--organisation", "xs", SMALL, says="3 to 8 letters and digits")
        self.refused("check", "--organisation", "a-b", SMALL, says="3 to 8 letters and digits")
        self.refused("return", "--kind", "people=x.csv", SMALL, says="--kind KIND=FILE")

    def test_formats(self):
        self.refused("return", "--format", "pdf", SMALL, says='no format "pdf"')
        self.refused("check", "--format", "xlsx", SMALL, says='no format "xlsx"')
        self.refused("standards", "--format", "csv", says='no format "csv"')
        self.refused("template", "staff", "--format", "json", says='no format "json"')

    def test_arguments(self):
        for command in ("return", "check", "validate"):
            self.refused(command, says="needs at least one")
        self.refused("explain", "only.xml", says="takes a submission and the id of an item")
        self.refused("template", says="takes one kind")
        self.refused("template", "people", says='no kind of extract "people"')
        self.refused("template", "staff", "--out", self.path("a.ods"), says="must end in .csv or .xlsx")
        self.refused("template", "staff", "--format", "csv", "--out", self.path("a.xlsx"), says="does not end in .csv")
        self.refused("standards", "WXES", says='no standard "WXES"')
        self.refused("standards", "WRES", "25", says='"25" is no collection year')
        self.refused("standards", "WRES", "1999", says="no edition 1999 of WRES")

    def test_missing_files(self):
        gone = self.path("gone.csv")
        for arguments in (["return", gone], ["check", gone], ["validate", gone], ["explain", gone, "1.total"], ["return", SMALL, "--mapping", gone],
                          ["return", SMALL, "--previous", gone], ["standards", "--templates", gone]):
            self.refused(*arguments, says="gone.csv")

    def test_a_clock_that_is_none(self):
        ran = run("return", SMALL, "--out", self.folder, SOURCE_DATE_EPOCH="yesterday")
        self.assertEqual(ran.status, 2)
        self.assertIn("SOURCE_DATE_EPOCH", ran.err)
        self.assertEqual(os.listdir(self.folder), [])


class Return(Case):
    def test_an_organisation_in_small_letters(self):
        ran = run("return", SMALL, "--organisation", "xsm", "--format", "csv", "--out", self.folder)
        self.assertEqual(ran.status, 0, ran.err)
        self.assertIn("XSM-wres-2025.csv", os.listdir(self.folder))

    def test_files_and_summary(self):
        ran = run("return", SMALL, "--out", self.path("new", "deep"))
        self.assertEqual(ran.status, 0, ran.err)
        self.assertEqual(sorted(os.listdir(self.path("new", "deep"))), RETURNS + ["mapping-todo.csv"])
        self.assertIn("FIT TO SUBMIT", ran.out)
        self.assertIn("1.80 times as likely", ran.out)
        self.assertIn(self.path("new", "deep", "XSM-wres-2025.xml"), ran.out)
        self.assertIn("warning: XSM", ran.err)

    def test_the_default_folder_is_evenhand_out(self):
        done = subprocess.run([PROGRAM, "return", SMALL, "--format", "csv", "--quiet"], cwd=self.folder, capture_output=True, timeout=60, check=False)
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, b"", b""))
        self.assertEqual(sorted(os.listdir(self.path("evenhand-out"))), ["XSM-wdes-2025.breakdowns.csv", "XSM-wdes-2025.csv", "XSM-wres-2025.breakdowns.csv", "XSM-wres-2025.csv", "mapping-todo.csv"])

    def test_formats(self):
        ran = run("return", SMALL, "--format", "csv,json,text", "--standard", "wres", "--out", self.folder)
        self.assertEqual(ran.status, 0)
        self.assertEqual(sorted(os.listdir(self.folder)), ["XSM-wres-2025.breakdowns.csv", "XSM-wres-2025.csv", "XSM-wres-2025.json", "XSM-wres-2025.txt", "mapping-todo.csv"])
        with open(self.path("XSM-wres-2025.json"), encoding="utf-8") as source:
            self.assertEqual(json.load(source)["format"][:8], "evenhand")
        self.assertEqual(read(self.path("XSM-wres-2025.txt")).decode("utf-8"), ran.out[: ran.out.index("\nFiles written")])

    def test_breakdowns_of_an_earlier_run_are_named(self):
        staff = os.path.join(SMALL, "staff.csv")
        self.write("XSM-wdes-2025.breakdowns.csv", "old")
        ran = run("return", staff, "--edition", "2025", "--format", "csv", "--out", self.folder)
        self.assertEqual(sorted(name for name in os.listdir(self.folder) if "csv" in name and "todo" not in name),
                         ["XSM-wdes-2025.breakdowns.csv", "XSM-wdes-2025.csv", "XSM-wres-2025.breakdowns.csv", "XSM-wres-2025.csv"])
        self.assertEqual(read(self.path("XSM-wdes-2025.breakdowns.csv")), b"old")
        self.assertIn("XSM-wdes-2025.breakdowns.csv is from an earlier run: the return has no breakdowns now.", ran.err)
        self.assertNotIn("XSM-wdes-2025.breakdowns.csv", ran.out)

    def test_strict(self):
        ran = run("return", SMALL, "--strict", "--format", "xml", "--out", self.folder)
        self.assertEqual(ran.status, 1)
        self.assertIn(b'status="incomplete"', read(self.path("XSM-wres-2025.xml")))

    def test_errors_are_not_fit_to_submit(self):
        ran = run("return", os.path.join(SMALL, "staff.csv"), "--edition", "2025", "--format", "xml", "--out", self.folder)
        self.assertEqual(ran.status, 1)
        self.assertIn("NOT FIT TO SUBMIT", ran.out)
        self.assertRegex(ran.err, r"(?m)^error: XSM: .*applicants extract")

    def test_standard_input(self):
        with open(os.path.join(SMALL, "staff.csv"), "rb") as source:
            staff = source.read()
        ran = run("return", "-", "--edition", "2025", "--standard", "wres", "--format", "xml", "--quiet", "--out", self.folder, given=staff)
        self.assertEqual(ran.status, 1)
        self.assertIn(b'file="standard input"', read(self.path("XSM-wres-2025.xml")))

    def test_an_edition_that_nothing_tells_stops_the_run(self):
        ran = run("return", os.path.join(FIXTURES, "good-tilde.csv"), "--out", self.path("out"))
        self.assertEqual((ran.status, ran.out), (2, ""))
        self.assertIn("--edition YEAR", ran.err)
        self.assertFalse(os.path.exists(self.path("out")))

    def test_log_lines_are_json(self):
        ran = run("return", SMALL, "--log", "json", "--format", "xml", "--out", self.folder)
        lines = [json.loads(line) for line in ran.err.splitlines()]
        self.assertEqual(sorted({line["severity"] for line in lines}), ["note", "warning"])
        for line in lines:
            self.assertTrue({"code", "count", "text"} <= set(line), line)

    def test_quiet(self):
        ran = run("return", SMALL, "--quiet", "--format", "xml", "--out", self.folder)
        self.assertEqual((ran.status, ran.out, ran.err), (0, "", ""))

    def test_the_programs_own_files_in_a_folder_are_skipped_and_named(self):
        shutil.copytree(SMALL, self.path("all"))
        self.assertEqual(run("return", self.path("all"), "--out", self.path("all"), "--format", "xml,xlsx,html,csv", "--quiet").status, 0)
        os.mkdir(self.path("all", "folder.csv"))
        os.symlink(os.path.join(SMALL, "staff.csv"), self.path("all", "link.csv"))
        self.write("all/notes.docx", "x")
        ran = run("return", self.path("all"), "--format", "xml", "--out", self.path("again"))
        self.assertEqual(ran.status, 0, ran.err)
        for name in RETURNS + ["mapping-todo.csv", "XSM-wres-2025.csv", "XSM-wres-2025.breakdowns.csv"]:
            self.assertIn(f"{name}: passed over, it is one of Evenhand's own files", ran.err)
        self.assertIn("notes.docx: passed over", ran.err)
        self.assertNotIn("link.csv", ran.err)
        for name in ("XSM-wres-2025.xml", "XSM-wdes-2025.xml"):
            self.assertEqual(read(self.path("again", name)), read(self.path("all", name)))

    def test_the_same_input_gives_the_same_bytes(self):
        for threads in ("1", "4"):
            run("return", SMALL, "--threads", threads, "--format", "xml,xlsx,html,csv,json,text", "--quiet", "--out", self.path(threads))
        names = sorted(os.listdir(self.path("1")))
        self.assertEqual(names, sorted(os.listdir(self.path("4"))))
        self.assertEqual(len(names), 14)
        for name in names:
            self.assertEqual(read(self.path("1", name)), read(self.path("4", name)), name)

    def test_a_fit_return_is_valid_and_can_be_explained(self):
        run("return", SMALL, "--format", "xml", "--quiet", "--out", self.folder)
        path = self.path("XSM-wres-2025.xml")
        ran = run("validate", path, self.path("XSM-wdes-2025.xml"))
        self.assertEqual((ran.status, ran.err), (0, ""))
        self.assertEqual(ran.out.count(": valid;"), 2)
        ran = run("explain", path, "2.relative-likelihood")
        self.assertEqual(ran.status, 0)
        for words in ("1.80", "2.appointed", "9 / 30", "staff.csv"):
            self.assertIn(words, ran.out + " staff.csv")
        one = run("explain", path, "2.likelihood", "--group", "bme")
        self.assertEqual(one.status, 0)
        self.assertIn("3 / 18", one.out)
        self.assertNotIn("9 / 30", one.out)
        for arguments in (["2.nothing"], ["2.likelihood", "--group", "green"]):
            ran = run("explain", path, *arguments)
            self.assertEqual((ran.status, ran.out), (2, ""))
            self.assertIn("evenhand standards", ran.err)

    def test_last_years_return(self):
        run("return", SMALL, "--format", "xml", "--quiet", "--out", self.folder)
        ran = run("return", SMALL, "--edition", "2026", "--previous", self.path("XSM-wres-2025.xml"), "--standard", "wres", "--format", "json", "--quiet",
                  "--out", self.folder)
        self.assertIn(ran.status, (0, 1))
        self.assertIn(b"2025", read(self.path("XSM-wres-2026.json")))


class Validate(Case):
    def test_a_changed_figure_is_found(self):
        run("return", SMALL, "--format", "xml", "--quiet", "--out", self.folder)
        text = read(self.path("XSM-wres-2025.xml")).decode("utf-8")
        changed = re.sub(r'(id="2\.appointed".*?<value group="white"[^>]*>)9<', r"\g<1>8<", text, count=1, flags=re.S)
        self.assertNotEqual(text, changed)
        path = self.write("changed.xml", changed)
        ran = run("validate", path)
        self.assertEqual(ran.status, 1)
        self.assertIn("not valid", ran.out)
        self.assertIn("error: ", ran.err)
        self.assertEqual(run("validate", path, "--quiet").out, "")
        codes = {json.loads(line)["code"] for line in run("validate", path, "--log", "json").err.splitlines()}
        self.assertIn("submission-digest", codes)

    def test_what_is_no_submission(self):
        for name, text in (("a.xml", "<a/>"), ("b.xml", "not XML"), ("c.xml", "")):
            ran = run("validate", self.write(name, text))
            self.assertIn(ran.status, (1, 2))
            self.assertIn("error: ", ran.err)

    def test_the_result_as_json_and_as_a_file(self):
        run("return", SMALL, "--format", "xml", "--quiet", "--out", self.folder)
        good, bad = self.path("XSM-wres-2025.xml"), self.write("bad.xml", "<a/>")
        gone = self.path("gone.xml")
        ran = run("validate", good, bad, gone, "--format", "json")
        told = json.loads(ran.out)
        self.assertEqual((ran.status, told["format"], told["version"]), (2, "evenhand-validation", 1))
        self.assertEqual([(f["file"], f["verdict"]) for f in told["files"]], [(good, "valid"), (bad, "not-valid"), (gone, "unreadable")])
        self.assertEqual(told["files"][0]["findings"], [])
        self.assertTrue(told["files"][1]["findings"][0]["code"])
        for name, ending, arguments in (("validation", "json", ["validate", good, "--format", "json"]), ("validation", "txt", ["validate", good]),
                                        ("standards", "json", ["standards", "--format", "json"]), ("standards", "txt", ["standards", "WDES"])):
            plain = run(*arguments)
            filed = run(*arguments, "--out", self.path("told"))
            self.assertEqual((filed.status, filed.err), (0, ""))
            self.assertEqual(filed.out, f"Written: {self.path('told', name)}.{ending}\n")
            self.assertEqual(read(self.path("told", f"{name}.{ending}")), plain.raw)
            self.assertEqual(run(*arguments, "--out", "/dev/null/x").status, 2)
        for command in ("validate", "standards", "check"):
            ran = run(command, "--format", "yaml", *([good] if command != "standards" else []))
            self.assertEqual((ran.status, ran.out), (2, ""))
            self.assertIn("there are text and json", ran.err)


class Check(Case):
    def check(self, *arguments, given=b""):
        ran = run("check", "--format", "json", *arguments, given=given)
        return ran.status, json.loads(ran.out)

    def test_text(self):
        ran = run("check", SMALL)
        self.assertEqual((ran.status, ran.err), (0, ""))
        for words in ("staff.csv: staff\n", 'Ethnic Origin <- "Ethnic Origin" (column N)', "49 read", "commas between the cells",
                      "40 people; 41 assignments kept, 1 of them folded in", "category bank: 3 assignments, 2 people not counted",
                      "stated 38 (95.0%), declined 2 (5.0%)", "duplicate-applications", "8 of 8 files used; 0 errors, 5 warnings, 6 notes."):
            self.assertIn(words, ran.out)

    def test_json(self):
        status, result = self.check(SMALL)
        self.assertEqual((status, result["format"], result["version"], result["edition"], result["edition-from"]), (0, "evenhand-check", 1, 2025, "extracts"))
        self.assertEqual([f["kind"] for f in result["files"]], ["answers", "applicants", "board", "cases", "counts", "staff", "survey", "training"])
        staff = result["files"][5]
        self.assertEqual((staff["rows"], staff["separator"], staff["line-ends"], staff["heading-row"]), (49, ",", "LF", 1))
        self.assertIn({"column": "Ethnic Origin", "heading": "Ethnic Origin", "at": "N"}, staff["columns"])
        self.assertIn("Hourly Rate", staff["absent"])
        wres, wdes = result["organisations"][0]["standards"]
        self.assertEqual((wres["people"], wres["assignments-kept"], wres["folded-in"]), (40, 41, 1))
        self.assertEqual({d["rule"]: (d["assignments"], d["people"]) for d in wres["dropped"] if d["assignments"]},
                         {"not-started": (1, 1), "ended": (1, 1), "status": (1, 1), "bank": (3, 2), "honorary": (1, 1), "non-executive": (1, 1)})
        self.assertEqual([wres[k] for k in ("stated", "declined", "not-held", "not-recognised")], [38, 2, 0, 0])
        self.assertEqual([wdes[k] for k in ("stated", "declined", "not-held", "not-recognised")], [36, 4, 0, 0])
        self.assertEqual(wdes["stated-percentage"], 90)
        severities = [f["severity"] for f in result["findings"]]
        self.assertEqual(severities, sorted(severities, key=["error", "warning", "note"].index))
        self.assertEqual(result["kinds-missing"], [])

    def test_dialects(self):
        wanted = {"good-semicolon-bom-titles-totals.csv": (";", "UTF-8 with a byte order mark", "CRLF", 3), "good-utf16-tab.csv": ("\t", "UTF-16LE", None, 1),
                  "good-windows-1252-pipe.csv": ("|", "Windows-1252", None, 1), "good-tilde.csv": ("~", "UTF-8", None, 1)}
        for name, (separator, encoding, ends, heading) in wanted.items():
            status, result = self.check(os.path.join(FIXTURES, name))
            table = result["files"][0]
            self.assertEqual((status, table["separator"], table["encoding"], table["heading-row"], table["rows"]), (0, separator, encoding, heading, 6), name)
            self.assertEqual(table["line-ends"], ends or table["line-ends"])
        _, result = self.check(os.path.join(FIXTURES, "good-dates-1904.xlsx"))
        self.assertEqual(result["files"][0]["days-from"], 1904)
        _, result = self.check(os.path.join(FIXTURES, "good-second-sheet.xlsx"))
        self.assertEqual((len(result["files"]), result["files"][0]["kind"]), (1, "staff"))

    def test_good_files_have_nothing_wrong(self):
        for name in sorted(os.listdir(FIXTURES)):
            if name.startswith("good-"):
                status, result = self.check(os.path.join(FIXTURES, name))
                self.assertEqual((status, [f for f in result["findings"] if f["severity"] == "error"]), (0, []), name)

    def test_bad_files_are_named_and_say_what_to_do(self):
        names = sorted(name for name in os.listdir(FIXTURES) if name.startswith("bad-"))
        self.assertEqual(names, sorted(BAD))
        for name in names:
            with self.subTest(file=name):
                status, result = self.check("--edition", "2025", os.path.join(FIXTURES, name))
                wanted, code = BAD[name]
                found = [f for f in result["findings"] if f["severity"] != "note"]
                self.assertTrue(found, "nothing was found")
                self.assertEqual(status, wanted)
                self.assertIn(code, [f["code"] for f in found])
                self.assertTrue(all(f["advice"] for f in found))
                self.assertEqual(result["files"][0]["file"], name)
                self.assertEqual(result["files"][0]["used"], status != 2)
                if status == 2:
                    self.assertEqual(found[0]["file"], name)

    def test_a_file_that_cannot_be_used_stands_beside_one_that_can(self):
        bad = os.path.join(FIXTURES, "bad-old.xls")
        ran = run("check", SMALL, bad)
        self.assertEqual(ran.status, 1)
        self.assertIn("bad-old.xls: not used\n", ran.out)
        self.assertIn("8 of 9 files used", ran.out)
        status, result = self.check(bad, bad, os.path.join(SMALL, "staff.csv"), "--edition", "2025")
        self.assertEqual((status, [f["used"] for f in result["files"]]), (1, [False, False, True]))

    def test_without_an_edition_the_files_are_shown_all_the_same(self):
        ran = run("check", os.path.join(FIXTURES, "good-tilde.csv"))
        self.assertEqual(ran.status, 0)
        self.assertIn("tildes between the cells", ran.out)
        self.assertIn("--edition YEAR", ran.out)
        status, result = self.check(os.path.join(FIXTURES, "good-tilde.csv"))
        self.assertEqual((status, result["organisations"], "edition" in result), (0, [], False))

    def test_extracts_of_different_years(self):
        self.write("counts.csv", "Organisation Code,Edition,Standard,Item,Group,Value\nXSM,2026,WRES,2.shortlisted,White,30\n")
        status, result = self.check(SMALL, self.path("counts.csv"))
        self.assertEqual(status, 1)
        self.assertEqual(result["findings"][0]["code"], "editions-disagree")
        self.assertEqual(len(result["files"]), 9)

    def test_strict_quiet_and_log(self):
        self.assertEqual(run("check", "--strict", "--quiet", SMALL).status, 1)
        ran = run("check", "--quiet", SMALL)
        self.assertEqual((ran.status, ran.out, ran.err), (0, "", ""))
        ran = run("check", "--quiet", os.path.join(FIXTURES, "bad-old.xls"))
        self.assertEqual((ran.status, ran.out), (2, ""))
        self.assertIn("error: bad-old.xls", ran.err)
        ran = run("check", "--log", "json", SMALL)
        self.assertEqual(len([json.loads(line) for line in ran.err.splitlines()]), 11)

    def test_standard_input_and_kind(self):
        text = b"Item;Answer\n9b.action;Yes\n"
        status, result = self.check("-", "--organisation", "XSM", "--edition", "2025", given=text)
        self.assertEqual((status, result["files"][0]["file"], result["files"][0]["kind"]), (0, "standard input", "answers"))
        path = self.write("figures.csv", "Item,Standard,Group,Value,Percentage\n5,WRES,White,1,2\n")
        for kind in ("counts", "survey"):
            _, result = self.check("--kind", f"{kind}={path}", "--organisation", "XSM", "--edition", "2025")
            self.assertEqual(result["files"][0]["kind"], kind)

    def test_no_person_is_named(self):
        secrets = ["0099887766", "Zebedee", "17/07/1961", "1961-07-17"]
        self.write("staff.csv", "Organisation Code,Employee Number,Pay Grade,Ethnic Origin,Disability,Date of Birth,Name,Start Date\n" +
                   f"XSM,{secrets[0]},Band 5,?,?,{secrets[2]},{secrets[1]},never\n" * 2)
        for arguments in ([], ["--format", "json"], ["--log", "json"]):
            ran = run("check", self.path("staff.csv"), "--edition", "2025", "--out", self.folder, *arguments)
            for secret in secrets:
                self.assertNotIn(secret, ran.out + ran.err)
        self.assertNotIn(secrets[0].encode(), read(self.path("mapping-todo.csv")) if os.path.exists(self.path("mapping-todo.csv")) else b"")

    def test_values_that_steer_a_terminal_are_harmless(self):
        self.write("staff.csv", "Employee Number,Pay Grade,\x1b[2JHeading\n1,Band 5,x\n")
        self.assertNotIn("\x1b", run("check", self.path("staff.csv")).out)


class Mapping(Case):
    def test_the_list_is_written_filled_in_and_read_back(self):
        bad = os.path.join(FIXTURES, "bad-bands-unmapped.csv")
        ran = run("check", bad, "--edition", "2025", "--out", self.folder)
        self.assertEqual(ran.status, 1)
        with open(self.path("mapping-todo.csv"), encoding="utf-8", newline="") as source:
            rows = list(csv.DictReader(source))
        self.assertTrue(rows)
        self.assertEqual({(row["kind"], row["field"], row["to"]) for row in rows}, {("staff", "Pay Grade", "")})
        unfilled = run("check", bad, "--edition", "2025", "--mapping", self.path("mapping-todo.csv"))
        self.assertEqual(unfilled.status, 1)
        self.assertIn("nothing in the column to", unfilled.out)
        filled = io.StringIO()
        out = csv.DictWriter(filled, rows[0].keys())
        out.writeheader()
        out.writerows({**row, "to": "Band 5"} for row in rows)
        ran = run("check", bad, "--edition", "2025", "--mapping", self.write("filled.csv", filled.getvalue()), "--out", self.folder)
        self.assertEqual(ran.status, 1)
        self.assertEqual(re.findall(r"(?m)^  - (.* could not be placed)", ran.out), ["XBD: 1 person with nothing in Pay Grade could not be placed"])
        self.assertIn("every value is recognised now", ran.err)

    def test_a_mapping_that_is_wrong(self):
        ran = run("check", SMALL, "--mapping", self.write("m.csv", "kind,field,from,to\nstaff,Pay Grade,Grade A,nonsense\n"))
        self.assertEqual((ran.status, ran.out), (2, ""))
        self.assertIn("m.csv", ran.err)


class Template(Case):
    KINDS = ["staff", "applicants", "cases", "training", "board", "survey", "counts", "answers"]

    def test_csv(self):
        for kind in self.KINDS:
            ran = run("template", kind)
            self.assertEqual((ran.status, ran.err), (0, ""))
            self.assertTrue(ran.raw.endswith(b"\r\n") and ran.raw.count(b"\n") == 1, ran.raw)
            self.assertTrue(ran.out.startswith("Organisation Code,"))
            status = run("check", self.write(kind + ".csv", ran.raw), "--format", "json")
            table = json.loads(status.out)["files"][0]
            self.assertEqual((table["kind"], table["absent"], table["not-needed"]), (kind, [], []))

    def test_workbook(self):
        for kind in self.KINDS:
            path = self.path(kind + ".xlsx")
            ran = run("template", kind, "--out", path)
            self.assertEqual((ran.status, ran.out), (0, ""))
            with zipfile.ZipFile(path) as book:
                self.assertIsNone(book.testzip())
                names = re.findall(r'<sheet name="([^"]+)"', book.read("xl/workbook.xml").decode())
                formats = book.read("xl/styles.xml").decode()
            self.assertEqual(names, [kind, "Notes", "Lists"])
            self.drop_downs(path)
            self.assertIn('numFmtId="49"', formats)  # text, for identifiers
            table = json.loads(run("check", path, "--format", "json").out)["files"]
            self.assertEqual([(t["kind"], t["sheet"], t["absent"]) for t in table], [(kind, kind, [])])
            again = run("template", kind, "--format", "xlsx")
            self.assertEqual(again.raw, read(path))

    def drop_downs(self, path):
        """Every list of a column is the column of values on the sheet of lists that bears its heading."""
        with zipfile.ZipFile(path) as book:
            strings = [re.sub("<[^>]*>", "", si) for si in re.findall(r"<si>(.*?)</si>", book.read("xl/sharedStrings.xml").decode())]

            def cells(sheet):
                found = re.findall(r'<c r="([A-Z]+)(\d+)"[^>]* t="s"><v>(\d+)</v>', book.read(f"xl/worksheets/sheet{sheet}.xml").decode())
                return {(column, int(row)): strings[int(text)] for column, row, text in found}

            rules = re.findall(r'<dataValidation type="list"[^>]*sqref="([A-Z]+)2:\1(\d+)"[^>]*><formula1>([^<]*)<', book.read("xl/worksheets/sheet1.xml").decode())
            self.assertTrue(rules)
            headings, lists = cells(1), cells(3)
        for column, last, formula in rules:
            self.assertEqual(last, "1048576")
            where, end = re.fullmatch(r"'Lists'!\$([A-Z]+)\$2:\$\1\$(\d+)", formula).groups()
            self.assertEqual(lists[where, 1], "Values for " + headings[column, 1])
            self.assertTrue(all(lists.get((where, row)) for row in range(2, int(end) + 1)))
            self.assertNotIn((where, int(end) + 1), lists)

    def test_quiet(self):
        ran = run("template", "staff", "--out", self.path("staff.csv"), "--quiet")
        self.assertEqual((ran.status, ran.out, ran.err), (0, "", ""))
        self.assertEqual(read(self.path("staff.csv")), run("template", "staff").raw)


class Standards(Case):
    def test_editions(self):
        ran = run("standards")
        self.assertEqual((ran.status, ran.err), (0, ""))
        self.assertIn("WRES: Workforce Race Equality Standard", ran.out)
        self.assertIn("WDES: Workforce Disability Equality Standard", ran.out)
        for year in range(2019, 2027):
            self.assertEqual(len(re.findall(rf"(?m)^  {year} ", ran.out)), 2)
        self.assertNotIn("WDES:", run("standards", "wres").out)
        self.assertNotIn("WRES:", run("standards", "--standard", "wdes").out)

    def test_one_edition(self):
        out = run("standards", "WRES", "2020").out
        words = " ".join(out.split())
        for part in ("[37] 2.relative-likelihood", "(2.appointed / 2.shortlisted) of White over that of BME", "copied from the survey, q13a",
                     "What changed in this edition", "This breaks the series.", "What is not certain about this edition", "Uncertain: "):
            self.assertIn(part, words)

    def test_json(self):
        result = json.loads(run("standards", "--format", "json").out)
        self.assertEqual((result["format"], result["version"], len(result["editions"])), ("evenhand-standards", 1, 16))
        edition = json.loads(run("standards", "wres", "2025", "--format", "json").out)["editions"][0]
        self.assertEqual((edition["standard"], edition["snapshot"], edition["period-start"], edition["survey-year"]), ("WRES", "2025-03-31", "2024-04-01", 2024))
        items = {item["id"]: item for item in edition["items"]}
        self.assertEqual((items["2.appointed"]["number"], items["2.appointed"]["unit"], len(items["2.appointed"]["groups"])), ("35", "headcount", 3))
        self.assertIn("certainty", edition)


class WholeOrNotAtAll(Case):
    OLD = b"from before"

    def test_a_folder_that_cannot_be_written(self):
        targets = [self.write("taken", "a file where a folder is wanted")]
        if os.geteuid() != 0:  # an administrator can write anywhere
            os.mkdir(self.path("closed"), 0o500)
            targets.append(self.path("closed"))
        for target in targets:
            ran = run("return", SMALL, "--out", target)
            self.assertEqual(ran.status, 2)
            self.assertIn(target, ran.err)

    def test_one_file_that_cannot_be_written_is_the_end_of_all(self):
        # A file cannot take the place of a folder: that stops even the administrator. What stood there before stays, all of it.
        self.write("XSM-wdes-2025.xml", self.OLD)
        os.mkdir(self.path("XSM-wres-2025.xml"))
        ran = run("return", SMALL, "--format", "xml,csv", "--out", self.folder)
        self.assertEqual(ran.status, 2)
        self.assertIn("XSM-wres-2025.xml could not be written: this is a folder", ran.err)
        self.assertIn("nothing was written", ran.err)
        self.assertIn("XSM-wdes-2025.xml is still there from an earlier run", ran.err)
        self.assertEqual(read(self.path("XSM-wdes-2025.xml")), self.OLD)
        self.assertEqual(sorted(os.listdir(self.folder)), ["XSM-wdes-2025.xml", "XSM-wres-2025.xml"])

    def test_an_earlier_file_that_could_not_be_renewed_is_named_with_its_date(self):
        self.write("XSM-wres-2025.xml", self.OLD)
        os.utime(self.path("XSM-wres-2025.xml"), (1741176000, 1741176000))
        command = 'ulimit -f 8; exec "$@"'
        done = subprocess.run(["sh", "-c", command, "sh", PROGRAM, "return", SMALL, "--format", "xml", "--standard", "wres", "--out", self.folder],
                              capture_output=True, timeout=60, check=False)
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assertIn("is still there from an earlier run, of 5 March 2025", done.stderr.decode())
        self.assertEqual(read(self.path("XSM-wres-2025.xml")), self.OLD)
        self.assertEqual([name for name in os.listdir(self.folder) if name.startswith(".")], [])

    def test_a_full_standard_output(self):
        for arguments in (["standards"], ["template", "staff"], ["template", "staff", "--format", "xlsx"], ["check", SMALL], ["--help"],
                          ["return", SMALL, "--format", "xml", "--out", self.folder]):
            with open("/dev/full", "wb") as full:
                ran = run(*arguments, stdout=full)
            self.assertEqual(ran.status, 2, arguments)
            self.assertIn("could not be written", ran.err)

    def test_a_template_is_whole_or_not_there(self):
        ran = run("template", "staff", "--out", self.path("no", "such", "staff.csv"))
        self.assertEqual(ran.status, 2)
        self.assertIn("could not be written", ran.err)
        self.assertEqual(os.listdir(self.folder), [])


if __name__ == "__main__":
    unittest.main()
