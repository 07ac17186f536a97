"""Whatever happens to the disk, the inputs, the process: no crash, nothing half-written under a result's name, nothing left behind.

EVENHAND is the program's path, EVENHAND_TOP the source folder. What needs to be root (a file system of its own) is skipped otherwise, saying so.
"""

import os
import pty
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import unittest

PROGRAM = os.environ["EVENHAND"]
SMALL = os.path.join(os.environ["EVENHAND_TOP"], "fixtures", "small")
PARTNERSHIP = os.path.join(os.environ["EVENHAND_TOP"], "fixtures", "partnership")
STAFF = os.path.join(SMALL, "staff.csv")
ENVIRONMENT = {**os.environ, "SOURCE_DATE_EPOCH": "1747731600"}
ORGANISATIONS = 12
HEADINGS = "Organisation Code,Employee Number,Assignment Number,Assignment Category,Assignment Status,Start Date,Pay Grade,Staff Group,FTE,Ethnic Origin,Disability\n"


def staff(organisations, people):
    """A staff extract of so many organisations with so many people each."""
    lines = [HEADINGS]
    for organisation in range(organisations):
        for person in range(people):
            number = organisation * people + person
            lines.append(f"T{organisation:02},{number},{number},Permanent,Active Assignment,01/01/2020,Band {person % 7 + 2},"
                         f"Administrative and Clerical,1,{'ACHZ'[person % 4]},{('Yes', 'No')[person % 2]}\n")
    return "".join(lines)


def limit_size(size):
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def tree(folder):
    found = {}
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), "rb") as source:
            found[name] = source.read()
    return found


class Case(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="evenhand faults é ")
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.temporary = self.path("temporary")
        os.mkdir(self.temporary)

    def path(self, *parts):
        return os.path.join(self.folder, *parts)

    def write(self, name, text):
        with open(self.path(name), "wb") as out:
            out.write(text.encode() if isinstance(text, str) else text)
        return self.path(name)

    def start(self, *arguments, **how):
        environment = {**ENVIRONMENT, "TMPDIR": self.temporary, **how.pop("variables", {})}
        settings = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **how}
        return subprocess.Popen([PROGRAM, *arguments], env=environment, **settings)

    def run_it(self, *arguments, given=None, **how):
        if given is not None:
            how["stdin"] = subprocess.PIPE
        with self.start(*arguments, **how) as process:
            out, err = process.communicate(given, timeout=120)
        return process.returncode, (out or b"").decode(), (err or b"").decode()

    def mounted(self, name, options):
        """A file system of its own in memory, or the test is skipped."""
        os.mkdir(self.path(name))
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", self.path(name)], capture_output=True, check=False)
        if done.returncode != 0:
            self.skipTest("no file system can be mounted here: " + done.stderr.decode().strip())
        self.addCleanup(subprocess.run, ["umount", "-l", self.path(name)], capture_output=True, check=False)
        return self.path(name)

    def nothing_written(self, ran, folder, says):
        status, out, err = ran
        self.assertEqual((status, out), (2, ""), err)
        self.assertIn(says, err)
        self.assertEqual(os.listdir(folder) if os.path.isdir(folder) else [], [])
        self.assertEqual(os.listdir(self.temporary), [])


class Disk(Case):
    def test_a_device_that_is_full(self):
        os.symlink("/dev/full", self.path("staff.csv"))
        os.symlink("/dev/full", self.path("staff.xlsx"))
        for name in ("staff.csv", "staff.xlsx"):
            status, _, err = self.run_it("template", "staff", "--out", self.path(name))
            self.assertEqual(status, 2)
            self.assertIn("the disk is full", err)
            self.assertTrue(os.path.islink(self.path(name)))

    def test_a_file_system_that_is_full(self):
        out = self.mounted("tiny", "size=64k")
        self.nothing_written(self.run_it("return", SMALL, "--out", out), out, "the disk is full")

    def test_a_temporary_folder_that_is_full(self):
        tiny = self.mounted("tiny", "size=16k")
        ran = self.run_it("return", SMALL, "--format", "xml,xlsx", "--out", self.path("out"), variables={"TMPDIR": tiny})
        self.nothing_written(ran, self.path("out"), "xlsx could not be written")
        self.assertIn("TMPDIR", ran[2])
        self.assertEqual(os.listdir(tiny), [])

    def test_a_temporary_folder_that_is_not_there(self):
        ran = self.run_it("return", SMALL, "--format", "xlsx", "--out", self.path("out"), variables={"TMPDIR": self.path("gone")})
        self.nothing_written(ran, self.path("out"), "TMPDIR")

    def test_a_limit_to_the_size_of_files(self):
        # The system's signal for it must not end the program. Small for the submission, then for the workbook and what makes it.
        for formats, size in (("xml", 4096), ("csv", 4096), ("xlsx", 4096), ("xlsx", 20000), ("html", 4096)):
            with self.subTest(formats=formats, size=size):
                ran = self.run_it("return", SMALL, "--format", formats, "--out", self.path("out"), preexec_fn=limit_size(size))
                self.nothing_written(ran, self.path("out"), "could not be written")

    def test_a_read_only_file_system(self):
        out = self.mounted("closed", "ro")
        self.nothing_written(self.run_it("return", SMALL, "--format", "csv", "--out", out), out, "no permission")
        self.nothing_written(self.run_it("return", SMALL, "--format", "csv", "--out", os.path.join(out, "new")), out, "no permission")

    def test_a_read_only_folder(self):
        if os.geteuid() == 0:
            self.skipTest("an administrator can write anywhere")
        os.mkdir(self.path("closed"), 0o500)
        self.nothing_written(self.run_it("return", SMALL, "--format", "csv", "--out", self.path("closed")), self.path("closed"), "no permission")

    def test_earlier_files_stay_all_of_them(self):
        out = self.path("out")
        self.assertEqual(self.run_it("return", SMALL, "--format", "csv,json", "--out", out)[0], 0)
        before = tree(out)
        status, _, err = self.run_it("return", SMALL, "--format", "json,csv,xml", "--clinical-by", "staff-group", "--out", out, preexec_fn=limit_size(30000))
        self.assertEqual(status, 2, err)
        self.assertEqual(tree(out), before)
        self.assertIn("is still there from an earlier run", err)

    def test_a_folder_that_vanishes(self):
        # Moved away at a random moment: either the run was through, or it says what is wrong. It never crashes.
        extract = self.write("staff.csv", staff(ORGANISATIONS, 20))
        for turn in range(8):
            out, away = self.path(f"out{turn}"), self.path(f"away{turn}")
            with self.start("return", extract, "--edition", "2025", "--format", "xml,xlsx", "--out", out) as process:
                while not os.path.isdir(out) and process.poll() is None:
                    time.sleep(0.001)
                time.sleep(random.uniform(0, 0.3))
                os.rename(out, away)
                err = process.communicate(timeout=120)[1].decode()
            self.assertIn(process.returncode, (1, 2), err)
            if process.returncode == 2:
                self.assertIn("could not be written", err)


class Killed(Case):
    """Runs that are ended at random moments, into a folder with files of an earlier run."""

    def setUp(self):
        super().setUp()
        self.extract = self.write("staff.csv", staff(ORGANISATIONS, 20))
        self.out = self.path("out")
        self.arguments = ["return", self.extract, "--edition", "2025", "--format", "xml,xlsx,csv", "--out", self.out]
        began = time.monotonic()
        self.assertEqual(self.run_it(*self.arguments)[0], 1)
        self.seconds = time.monotonic() - began
        self.whole = tree(self.out)
        self.assertEqual(len(self.whole), 7 * ORGANISATIONS + 1)  # two standards in three formats, breakdowns of one, and mapping-todo.csv
        self.old = {name: b"from before" for name in self.whole}

    def each_is_old_or_whole(self):
        found = tree(self.out)
        for name, data in found.items():
            if re.fullmatch(r"\.evenhand-[0-9]+-[0-9]+\.part", name):
                continue
            self.assertIn(data, (self.whole[name], self.old[name]), name)
        return found

    def end_at_random(self, number):
        for name, data in self.old.items():
            self.write(os.path.join("out", name), data)
        with self.start(*self.arguments) as process:
            time.sleep(random.uniform(0, self.seconds * 1.1))
            process.send_signal(number)
            err = process.communicate(timeout=120)[1].decode()
        return process.returncode, err, self.each_is_old_or_whole()

    def test_killed(self):
        parts = folders = 0
        for _ in range(36):
            status, _, found = self.end_at_random(signal.SIGKILL)
            self.assertIn(status, (1, -signal.SIGKILL))
            parts += any(name.startswith(".") for name in found)
            folders += len(os.listdir(self.temporary))
        self.assertGreater(parts, 0, "no kill met a run at its writing")
        print(f"36 kills: drafts were left {parts} times, temporary folders {folders} at the ends of runs")
        keep = [self.write(name, "mine") for name in ("out/.evenhand-notes.part", f"out/.evenhand-{os.getpid()}-0.part", "temporary/evenhand-notes")]
        self.assertEqual(self.run_it(*self.arguments)[0], 1)
        for path in keep:  # others' files, and one that names a process that runs
            os.remove(path)
        self.assertEqual(tree(self.out), self.whole)
        self.assertEqual(os.listdir(self.temporary), [])

    def test_stopped(self):
        stopped = 0
        for turn in range(16):
            number = (signal.SIGINT, signal.SIGTERM)[turn % 2]
            status, err, found = self.end_at_random(number)
            self.assertEqual([name for name in found if name.startswith(".")], [] if status > 0 else [n for n in found if n.startswith(".")])
            if status == 128 + number:
                stopped += 1
                self.assertIn("stopped; nothing was written", err)
                self.assertEqual(found, self.old)
                self.assertEqual(os.listdir(self.temporary), [])
            else:  # it had not begun yet, or was through
                self.assertIn(status, (1, -number))
        self.assertGreater(stopped, 3)

    def test_a_signal_that_is_ignored_stays_ignored(self):
        with self.start(*self.arguments, preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN)) as process:
            time.sleep(self.seconds / 2)
            process.send_signal(signal.SIGHUP)
            process.communicate(timeout=120)
        self.assertEqual(process.returncode, 1)

    def test_stopped_while_it_waits_for_a_pipe(self):
        with self.start("check", "-", stdin=subprocess.PIPE) as process:
            time.sleep(0.3)
            process.send_signal(signal.SIGINT)
            err = process.stderr.read().decode()
            self.assertEqual(process.wait(timeout=60), 130, err)
            process.stdin.close()


class Products(Case):
    """What is made of returns, stopped at random moments over the files of an earlier run: all or nothing, and nothing left behind."""

    def stop_at_random(self, number, *arguments):
        out = self.path("out")
        began = time.monotonic()
        self.assertIn(self.run_it(*arguments, "--out", out)[0], (0, 1))
        seconds = time.monotonic() - began
        whole = tree(out)
        old = {name: b"from before" for name in whole}
        self.write("out/.evenhand-4194303-0.part", "left by a run that was killed")
        stopped = 0
        for turn in range(12):
            for name, data in old.items():
                self.write(os.path.join("out", name), data)
            with self.start(*arguments, "--out", out, *(["--quiet"] if turn % 2 else [])) as process:
                time.sleep(random.uniform(0, seconds * 1.2))
                process.send_signal(number)
                err = process.communicate(timeout=120)[1].decode()
            found = tree(out)
            left = [name for name in found if name.startswith(".")]
            if process.returncode == 128 + number:
                stopped += 1
                self.assertIn("stopped; nothing was written", err)
                self.assertEqual({name: data for name, data in found.items() if name not in left}, old)
            else:  # it had not begun yet, or was through
                self.assertIn(process.returncode, (0, 1, -number))
                self.assertIn({name: data for name, data in found.items() if name not in left}, (old, whole))
            self.assertIn(left, ([], [".evenhand-4194303-0.part"]))
        self.assertGreater(stopped, 1)
        self.assertIn(self.run_it(*arguments, "--out", out)[0], (0, 1))
        self.assertEqual(tree(out), whole)

    def test_comparison(self):
        self.stop_at_random(signal.SIGINT, "compare", PARTNERSHIP, "--threads", "1")

    def test_progress(self):
        self.stop_at_random(signal.SIGTERM, "progress", PARTNERSHIP, "--threads", "1")

    def test_publication(self):
        returns = [os.path.join(PARTNERSHIP, f"XP{i}-{standard}-2025.xml") for i in range(1, 7) for standard in ("wres", "wdes")]
        self.stop_at_random(signal.SIGINT, "publish", "--suppress", "none", "--format", "xlsx,html,csv", *returns)


class Inputs(Case):
    def test_a_file_that_shrinks_while_it_is_read(self):
        text = staff(3, 60000).encode()
        for _ in range(8):
            extract = self.write("staff.csv", text)
            with self.start("check", extract, "--edition", "2025") as process:
                time.sleep(random.uniform(0, 0.1))
                os.truncate(extract, len(text) // 3)
                out, err = process.communicate(timeout=120)
            self.assertIn(process.returncode, (0, 1, 2), err)
            self.assertTrue(process.returncode < 2 or err or out)

    def test_what_is_no_file_to_read(self):
        os.mkdir(self.path("folder.csv"))
        for path in ("/proc/self/mem", "/dev/null", "/dev/tty0/x"):
            if os.path.exists(os.path.dirname(path)):
                status, _, err = self.run_it("return", path, "--out", self.path("out"))
                self.assertEqual(status, 2, path)
                self.assertTrue(err, path)
        status, _, err = self.run_it("return", STAFF, "--mapping", self.path("folder.csv"), "--out", self.path("out"))
        self.assertEqual(status, 2)
        self.assertIn("this is a folder", err)
        self.assertFalse(os.path.exists(self.path("out")))

    def test_a_pipe(self):
        os.mkfifo(self.path("staff.csv"))
        with open(STAFF, "rb") as source:
            feeder = threading.Thread(target=self.write, args=("staff.csv", source.read()))
            feeder.start()
        status, out, err = self.run_it("check", self.path("staff.csv"), "--edition", "2025", "--format", "json")
        feeder.join()
        self.assertIn(status, (0, 1), err)
        self.assertIn('"kind": "staff"', out)

    def test_standard_input(self):
        with open(STAFF, "rb") as source:
            text = source.read()
        arguments = ["return", "-", "--edition", "2025", "--format", "csv"]
        status, _, err = self.run_it(*arguments, "--out", self.path("out"), given=text)
        self.assertIn(status, (0, 1), err)
        self.assertEqual(self.run_it(*arguments, "--out", self.path("none"), given=b"")[0], 2)

    def test_standard_streams_that_are_closed(self):
        # What is opened first must not take the place of a stream that is not there.
        for fd, arguments, wanted in ((0, ["check", STAFF, "-", "--edition", "2025"], 2), (1, ["check", STAFF, "--edition", "2025"], 2),
                                      (2, ["return", STAFF, "--edition", "2025", "--format", "csv", "--out", self.path("out")], 1)):
            closed = {0: "<&-", 1: ">&-", 2: "2>&-"}[fd]
            done = subprocess.run(["sh", "-c", f'exec "$@" {closed}', "sh", PROGRAM, *arguments], env=ENVIRONMENT, capture_output=True, timeout=60, check=False)
            self.assertIn(done.returncode, (wanted, 0) if fd == 2 else (wanted,), (fd, done.stderr))

    def test_names(self):
        folder = self.path("Ein Ordner, Größe\n2 ")
        os.mkdir(folder)
        for name in ("-staff.csv", "staff é ü 職員.csv", "a\nb.csv", "x" * 240 + ".csv", "'\"$(exit).csv"):
            shutil.copy(STAFF, os.path.join(folder, name))
            out = os.path.join(folder, "out " + name[:100])
            status, _, err = self.run_it("return", "--edition", "2025", "--format", "xml,xlsx", "--out", out, "--", name, cwd=folder)
            self.assertIn(status, (0, 1), err)
            self.assertEqual(sorted(os.listdir(out)), sorted(set(os.listdir(out)) | {"XSM-wres-2025.xml", "XSM-wdes-2025.xlsx"}))
        status, _, err = self.run_it("return", STAFF, "--out", self.path("y" * 300))
        self.assertEqual(status, 2, err)

    def test_locales(self):
        plain = None
        for locale in ("C", "fr_FR.UTF-8", "tr_TR.UTF-8"):
            out = self.path("out-" + locale)
            status, _, err = self.run_it("return", SMALL, "--format", "xml,xlsx,csv,json,html", "--out", out, variables={"LC_ALL": locale, "LANGUAGE": locale})
            self.assertEqual(status, 0, err)
            plain = plain or tree(out)
            self.assertEqual(tree(out), plain)

    def test_locks_of_excel_are_passed_over(self):
        shutil.copytree(SMALL, self.path("extracts"))
        self.write("extracts/~$staff.xlsx", b"\x05Owner" + b"\0" * 159)
        status, _, err = self.run_it("check", self.path("extracts"))
        self.assertEqual(status, 0, err)
        self.assertIn("~$staff.xlsx: passed over, it only says that a workbook is open in Excel", err)


class Progress(Case):
    """On a terminal of our own. A run that is held for a while has lasted long enough to be told of."""

    def has_open(self, process, path):
        """Waits until the process has opened the file; False when it has ended meanwhile."""
        while process.poll() is None:
            try:
                folder = f"/proc/{process.pid}/fd"
                if any(os.readlink(os.path.join(folder, name)) == os.path.realpath(path) for name in os.listdir(folder)):
                    return True
            except OSError:
                pass  # closed or ended while we looked
        return False

    def shown(self, *arguments, hold=0.0, seconds=0.7, opened=None):
        master, slave = pty.openpty()
        began = time.monotonic()
        with self.start(*arguments, stderr=slave) as process:
            os.close(slave)
            time.sleep(hold)
            if opened:
                self.has_open(process, opened)
            process.send_signal(signal.SIGSTOP)
            time.sleep(seconds)
            process.send_signal(signal.SIGCONT)
            text = b""
            while True:
                try:
                    piece = os.read(master, 65536)
                except OSError:  # the other end is closed
                    break
                if not piece:
                    break
                text += piece
            process.communicate(timeout=120)
        self.lasted = time.monotonic() - began
        os.close(master)
        self.assertIn(process.returncode, (0, 1), text)
        return text.decode()

    def test_reading(self):
        extract = self.write("staff.csv", staff(2, 150000))
        for _ in range(5):  # a run that was over before it could be held shows nothing
            lines = self.shown("check", extract, "--edition", "2025", opened=extract)
            if "\r" in lines:
                break
        drawn = re.findall(r"\r([^\r\033]*)\033\[K", lines)
        self.assertTrue(drawn, lines)
        self.assertRegex(drawn[0], r"^(reading|[0-9,]+ rows read), [0-9]+%(, [0-9]+ (s|min) left)?$")
        self.assertEqual(drawn[-1], "", "the line is not taken away")
        self.assertNotIn("\r", lines[lines.rindex("\033[K"):].replace("\r\n", "\n"))
        for option in ("--no-progress", "--quiet"):
            self.assertNotIn("\033", self.shown("check", extract, "--edition", "2025", option, hold=0.03))

    def test_writing(self):
        extract = self.write("staff.csv", staff(40, 3))
        lines = self.shown("return", extract, "--edition", "2025", "--format", "xlsx,xml", "--threads", "1", "--out", self.path("out"), hold=0.15)
        self.assertRegex(lines, r"\rwriting [0-9]+ of 160 files\033\[K")
        self.assertLess(len(re.findall("writing", lines)), 10 * self.lasted + 2, "it is drawn more than ten times a second")

    def test_what_is_made_of_returns(self):
        lines = self.shown("compare", PARTNERSHIP, "--threads", "1", "--out", self.path("out"), hold=0.1)
        self.assertRegex(lines, r"\r(reading [0-9]+ of 72|writing [1-4] of 4) files\033\[K")
        self.assertNotIn("\r", lines[lines.rindex("\033[K"):].replace("\r\n", "\n"))
        self.assertNotIn("\033", self.shown("compare", PARTNERSHIP, "--threads", "1", "--quiet", "--out", self.path("out"), hold=0.1))

    def test_nothing_on_what_is_no_terminal(self):
        with self.start("check", self.write("staff.csv", staff(2, 60000)), "--edition", "2025") as process:
            process.send_signal(signal.SIGSTOP)
            time.sleep(0.7)
            process.send_signal(signal.SIGCONT)
            self.assertNotIn(b"\r", process.communicate(timeout=120)[1])


if __name__ == "__main__":
    random.seed(int(os.environ.get("EVENHAND_SEED", "0")) or None)
    sys.exit(not unittest.main(exit=False).result.wasSuccessful())
