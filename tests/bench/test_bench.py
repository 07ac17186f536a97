"""That the measuring measures: what makes the files, what runs the programs, and what the tables say. How fast anything is, is no matter here."""

import contextlib
import csv
import hashlib
import io
import json
import os
import subprocess
import sys
import tempfile
import unittest
import zipfile

import bench
import extracts
import measure
import peers
import tables
import works

TOOLS = os.environ["EVENHAND_BENCH_TOOLS"]
PROGRAM = os.environ["EVENHAND"]

# The files are the same on every machine and for ever, or figures of one day would not compare with those of another. A change that is meant changes these.
STAFF = ("staff", 25000, "d67ba3f2efeead74b51f75471830be6c0548878450dbe108a5c91c355a34b5dd")
APPLICANTS = ("applicants", 25000, "836026b57e587de2d72c6e1aef8267ad388257cd91397c28e8efba8b81ad28b0")


def tool(name):
    return os.path.join(TOOLS, name)


def digest(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


class WithFolder(unittest.TestCase):
    def setUp(self):
        keeper = tempfile.TemporaryDirectory()
        self.addCleanup(keeper.cleanup)
        self.folder = keeper.name

    def make(self, kind, rows, form, name):
        path = os.path.join(self.folder, name)
        said = subprocess.run([tool("make_extract"), kind, str(rows), form, path], capture_output=True, text=True, check=True).stdout
        return path, json.loads(said)


class Extracts(WithFolder):
    def test_same_arguments_same_bytes(self):
        for kind, rows, known in (STAFF, APPLICANTS):
            first, _ = self.make(kind, rows, "csv", "first.csv")
            second, _ = self.make(kind, rows, "csv", "second.csv")
            self.assertEqual(digest(first), digest(second))
            self.assertEqual(digest(first), known, kind)

    def test_what_is_said_of_a_file_is_so(self):
        path, said = self.make("staff", 25000, "csv", "staff.csv")
        with open(path, encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        self.assertEqual(said["rows"], len(rows))
        self.assertEqual(said["people"], len({(row["Organisation Code"], row["Employee Number"]) for row in rows}))
        self.assertEqual(said["organisations"], 210)
        self.assertEqual(len({row["Organisation Code"] for row in rows}), 210)
        self.assertEqual(len(rows), len({row["Assignment Number"] for row in rows}))
        self.assertTrue(all(len(row) == 16 and None not in row for row in rows))
        self.assertTrue(25000 - len(rows) // 25 < said["people"] < 25000 - len(rows) // 40)

    def test_shuffled_is_the_same_rows_in_another_order(self):
        with open(self.make("staff", 5000, "csv", "in-order.csv")[0], "rb") as file:
            in_order = file.read().splitlines()
        with open(self.make("staff", 5000, "shuffled", "shuffled.csv")[0], "rb") as file:
            shuffled = file.read().splitlines()
        self.assertEqual(in_order[0], shuffled[0])
        self.assertNotEqual(in_order, shuffled)
        self.assertEqual(sorted(in_order), sorted(shuffled))

    def test_how_many_organisations(self):
        self.assertEqual(self.make("staff", 20000, "csv", "one.csv")[1]["organisations"], 1)
        self.assertEqual(self.make("staff", 20001, "csv", "all.csv")[1]["organisations"], 210)

    def test_each_year_is_of_new_people(self):
        done = subprocess.run([tool("make_extract"), "staff", "2000001", "csv", "/dev/null"], capture_output=True, text=True, check=True)
        said = json.loads(done.stdout)
        self.assertEqual(said["organisations"], 210)
        self.assertTrue(2000001 * 24 // 25 < said["people"] < 2000001 * 39 // 40)

    def test_a_workbook_holds_what_the_text_holds(self):
        text, _ = self.make("staff", 600, "csv", "600.csv")
        told = {}
        for form in ("csv", "shared", "inline"):
            path = text if form == "csv" else self.make("staff", 600, form, form + ".xlsx")[0]
            out = os.path.join(self.folder, form)
            done = subprocess.run([PROGRAM, "return", path, "--edition", "2025", "--format", "csv", "--out", out, "--quiet"], capture_output=True, check=False)
            self.assertIn(done.returncode, (0, 1), done.stderr)
            told[form] = [digest(os.path.join(out, name)) for name in sorted(os.listdir(out)) if name != "mapping-todo.csv"]
            self.assertEqual(len(told[form]), 3)  # WRES, its breakdowns and WDES, of which staff alone give none
        self.assertEqual(told["csv"], told["shared"])
        self.assertEqual(told["csv"], told["inline"])

    def test_made_again_only_when_needed(self):
        place = peers.Place(self.folder, TOOLS)
        runner = measure.Runner(tool("measured"), dict(os.environ))
        extract = works.Extract("staff", 50, "csv")
        said = []
        known = extracts.have(place, [extract], runner, said.append)[extract]
        self.assertEqual((known["rows"], len(said)), (50, 1))
        extracts.have(place, [extract], runner, said.append)
        self.assertEqual(len(said), 1)
        with open(os.path.join(self.folder, extract.name + ".json"), "w", encoding="utf-8") as file:
            json.dump(dict(known, maker="another"), file)
        extracts.have(place, [extract], runner, said.append)
        self.assertEqual(len(said), 2)
        with self.assertRaisesRegex(measure.Failed, "GB free"):
            extracts.have(place, [works.Extract("staff", 10**15, "csv")], runner, said.append)


class Measuring(WithFolder):
    def setUp(self):
        super().setUp()
        self.runner = measure.Runner(tool("measured"), dict(os.environ))

    def run_python(self, text, **how):
        return self.runner.run([sys.executable, "-c", text], **how)

    def test_memory_and_time_are_those_of_the_program(self):
        self.assertGreater(self.run_python("x = bytearray(200 << 20)").peak, 200)
        waiting = self.run_python("import time; time.sleep(0.5)")
        self.assertGreater(waiting.wall, 0.5)
        self.assertLess(waiting.cpu, 0.5)
        busy = self.run_python("import time\nwhile time.process_time() < 0.5: pass")
        self.assertGreater(busy.cpu, 0.5)

    def test_a_failure_is_no_figure(self):
        with self.assertRaisesRegex(measure.Failed, "status 3: why"):
            self.run_python("import sys; print('why', file=sys.stderr); sys.exit(3)")
        self.run_python("raise SystemExit(1)", good=(0, 1))
        with self.assertRaises(measure.Failed):
            self.run_python("import os; os.kill(os.getpid(), 9)", good=(0, 1))
        with self.assertRaises(measure.Failed):
            self.runner.run([os.path.join(self.folder, "not-there")])

    def test_the_digest_is_the_digest(self):
        path, _ = self.make("staff", 3000, "csv", "staff.csv")
        said = subprocess.run([tool("digest_time"), path], capture_output=True, text=True, check=True).stdout.split()
        self.assertEqual(said[1], digest(path))
        self.assertGreater(float(said[0]), 0)

    @unittest.skipUnless(os.path.exists(tool("inflate_sheet")), "built without isa-l")
    def test_inflating_unpacks_the_whole_sheet(self):
        path, _ = self.make("staff", 3000, "inline", "staff.xlsx")
        said = subprocess.run([tool("inflate_sheet"), path], capture_output=True, text=True, check=True).stdout
        with zipfile.ZipFile(path) as package:
            self.assertEqual(int(said), package.getinfo("xl/worksheets/sheet1.xml").file_size)

    def test_medians(self):
        taken = [measure.Sample(3, 1, 50), measure.Sample(1, 2, 40), measure.Sample(2, 9, 90)]
        self.assertEqual(measure.summary(taken), measure.Summary(2, 2, 50, 1, 3))

    @unittest.skipUnless(os.path.exists("/proc/stat"), "no counters of the system")
    def test_other_work_is_seen_and_ones_own_is_not(self):
        for command, is_own in (("while time.process_time() < 1: pass", True), ("time.sleep(1)", False)):
            others = bench.OthersWork()
            self.run_python("import time\n" + command)
            total, busy, own = others.now()
            self.assertGreater(total, others.began[0])
            self.assertEqual(own - others.began[2] > 0.9, is_own)
            self.assertTrue(0 <= others.share() <= 1)


class Targets(unittest.TestCase):
    def figures(self, **more):
        own = measure.Summary(1.0, 1.5, 100.0, 0.9, 1.1)
        return dict({"evenhand": own, "duckdb": own._replace(wall=5.0, cpu=3.0)}, **more)

    def judge(self, target, **more):
        value = works.target_value(target, self.figures(**more))
        return works.value_text(target, value), works.verdict(target, value)

    def test_verdicts(self):
        self.assertEqual(self.judge(works.Target("peer", 1 / 4, "duckdb")), ("1/5.0", "yes"))
        self.assertEqual(self.judge(works.Target("peer", 1 / 6, "duckdb")), ("1/5.0", "no"))
        self.assertEqual(self.judge(works.Target("peer", 1 / 6, "calamine")), ("not measured", "–"))
        self.assertEqual(self.judge(works.Target("seconds", 1.0)), ("1.00 s", "yes"))
        self.assertEqual(self.judge(works.Target("seconds", 0.03)), ("1000 ms", "no"))
        self.assertEqual(self.judge(works.Target("peak", 99)), ("100 MiB", "no"))
        small = measure.Summary(0, 0, 60.0, 0, 0)
        self.assertEqual(self.judge(works.Target("person", 40), small=small, people=1 << 20), ("40 bytes", "yes"))
        self.assertEqual(self.judge(works.Target("person", 39), small=small, people=1 << 20), ("40 bytes", "no"))

    def test_tables(self):
        work = works.WORKS[1]
        result = bench.Result(work, self.figures(), "7%")
        text = tables.targets([result], True)
        self.assertIn("| 1.00 s | 1.50 s | 100 | 7% | at most 1/4 of duckdb | 1/5.0 | 1/2.0 | yes |", text)
        self.assertIn("| at most 112 MiB | 100 MiB |  | yes |", text)
        self.assertIn("| duckdb | 5.00 s (0.90 s-1.10 s) | 3.00 s | 100 | 1/5.0 | 1/2.0 |", tables.tools([result], True))
        self.assertNotIn("|", tables.targets([result], False))

    def test_every_target_rests_on_what_is_measured(self):
        for work in works.WORKS:
            for target in work.targets:
                self.assertTrue(target.what != "peer" or target.peer in work.peers, work.name)
            self.assertTrue(set(work.peers) <= set(peers.PEERS), work.name)


class Whole(WithFolder):
    def run_bench(self, *words):
        out = io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
            status = bench.main(["--tools", TOOLS, "--built", PROGRAM, "--folder", self.folder] + list(words))
        return status, out.getvalue()

    def test_one_trust(self):
        status, text = self.run_bench("--work", "trust", "--runs", "1", "--peers", "duckdb,python,wc", "--markdown")
        self.assertEqual(status, 0, text)
        self.assertIn("| one trust, 15,000 assignments: return | evenhand |", text)
        self.assertIn("|  | python |", text)
        self.assertIn("at most 30 ms", text)
        self.assertIn("Not here, and so not measured: duckdb (--install).", text)
        self.assertEqual([name for name in os.listdir(self.folder) if name.startswith(("out", "printed"))], [])

    def test_a_program_that_does_nothing_is_no_result(self):
        status, text = self.run_bench("--work", "trust", "--runs", "1", "--peers", "none", "--program", "/bin/true")
        self.assertEqual((status, text), (2, ""))


if __name__ == "__main__":
    unittest.main()
