"""Nobody is revealed and nothing is sent: canaries in every column that names people never come out, no command opens a socket or runs a program, the program asks for no
function of the network, and files that hold what few people bear are their owner's alone."""

import csv
import io
import os
import re
import shutil
import stat
import subprocess
import tempfile
import time
import unittest
import zipfile

TOP, PROGRAM, BUILD = os.environ["EVENHAND_TOP"], os.environ["EVENHAND"], os.environ["EVENHAND_BUILD"]
SMALL = os.path.join(TOP, "fixtures", "small")
NAME, NUMBER = "Kanari", "Zebrafink"  # of people, and of records
NETWORK = re.compile(r"^(socket|connect|bind|listen|accept4?|send|sendto|sendmsg|sendmmsg|recv|recvfrom|recvmsg|getaddrinfo|gethostby\w+|getservby\w+|res_\w+|if_nametoindex"
                     r"|execv?[lpe]*|posix_spawnp?|popen|system|fork|vfork|dlopen)$")


def run(*arguments, wrapper=(), cwd=None):
    """Under a wrapper leaks are not looked for: a build with sanitizers cannot while it is traced."""
    settings = dict(os.environ)
    if wrapper:
        settings["ASAN_OPTIONS"] = settings.get("ASAN_OPTIONS", "") + ":detect_leaks=0"
    done = subprocess.run([*wrapper, PROGRAM, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=120, check=False, cwd=cwd, env=settings)
    return done.returncode, done.stdout, done.stderr


# ---- extracts with canaries ----

PEOPLE = {"First Name": NAME + "First", "Last Name": NAME + "Last", "NI Number": NAME + "QQ123456C", "Email Address": NAME + "@example.org", "Notes": NAME + " said so"}


def poison(kind, rows):
    """Names, dates of birth, free text and numbers of people in every row, and in odd places."""
    for i, row in enumerate(rows):
        for heading in ("Employee Number", "Assignment Number", "Application ID", "Case ID", "Vacancy Reference"):
            if row.get(heading):
                row[heading] = NUMBER + row[heading]
        row.update({heading: f"{value}{i}" for heading, value in PEOPLE.items()})
        for heading in ("Position Title", "Directorate", "Role", "Course", "Hourly Rate", "Date of Birth"):
            if heading in row or (kind == "staff" and heading in ("Date of Birth", "Hourly Rate")):
                row[heading] = f"{NAME}{i}"
        if "Name" in row:
            row["Name"] = f"{NAME} Member {i}"
    if kind == "staff":
        rows[0]["Start Date"] = f"{NAME} began"  # unreadable
        rows[1]["FTE"] = f"{NAME} half"
        rows.append(dict(rows[2], **{"Organisation Code": "no code at all"}))
        rows.append({"Organisation Code": "Total", "Employee Number": f"{NAME} counted"})
        rows.append(dict(rows[3], **{"Assignment Number": rows[2].get("Assignment Number", "")}))
    if kind == "cases":
        rows[0]["Employee Number"] = NUMBER + "99999"  # matches nobody
        rows[1]["Date Opened"] = f"{NAME} forgot"
    return rows


def make_extracts(folder):
    os.makedirs(folder)
    for name in sorted(os.listdir(SMALL)):
        with open(os.path.join(SMALL, name), encoding="utf-8", newline="") as source:
            rows = list(csv.DictReader(source))
        kind = name[:-4]
        if kind in ("staff", "applicants", "cases", "training", "board"):
            rows = poison(kind, rows)
        headings = list(dict.fromkeys(heading for row in rows for heading in row))
        with open(os.path.join(folder, name), "w", encoding="utf-8", newline="") as out:
            if kind == "staff":
                out.write(f"Staff in post,prepared by {NAME}\r\n")
            writer = csv.DictWriter(out, headings)
            writer.writeheader()
            writer.writerows(rows)
            if kind == "staff":
                out.write(f"{NAME} wrote this below\r\n")


def contents(folder):
    """Every file below a folder, unpacked where it is a package: (name, bytes)."""
    for place, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(place, name)
            with open(path, "rb") as source:
                data = source.read()
            if data[:2] != b"PK":
                yield name, data
            else:
                with zipfile.ZipFile(io.BytesIO(data)) as package:
                    for part in package.namelist():
                        yield f"{name}/{part}", package.read(part)


class Canaries(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp()
        cls.extracts = os.path.join(cls.folder, "in")
        make_extracts(cls.extracts)
        cls.out = lambda self, name: os.path.join(self.folder, "out", name)
        cls.said = []
        cls.run_all(cls())

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder)

    def runTest(self):
        """For setUpClass alone."""

    def command(self, *arguments, good=(0, 1)):
        status, out, said = run(*arguments, cwd=self.folder)
        self.said += [(" ".join(arguments), out), (" ".join(arguments), said)]
        assert status in good, (arguments, said)
        return out

    def run_all(self):
        returns = self.out("return")
        figures = os.path.join(self.folder, "figures.csv")
        with open(figures, "w", encoding="utf-8") as out:
            out.write("Organisation,Standard,Edition,Item,Group,Value,Source\nXSM,WRES,2025,2.relative-likelihood,,1.8,a report\n")
        self.covered = set()

        def do(command, *arguments, good=(0, 1)):
            self.covered.add(command)
            return self.command(command, *arguments, good=good)

        for log in ([], ["--log", "json"]):
            do("check", *log, self.extracts)
            do("return", *log, "--edition", "2025", "--format", "xml,xlsx,html,csv,json,text,easy", "--out", returns, self.extracts)
        do("check", "--format", "json", "--out", self.out("check"), self.extracts)
        do("return", "--edition", "2025", "--verify", "--out", self.out("verify"), self.extracts)
        xml = sorted(os.path.join(returns, name) for name in os.listdir(returns) if name.endswith(".xml"))
        do("validate", *xml)
        do("publish", "--suppress", "none", "--format", "xlsx,html,easy,csv,json", "--out", self.out("publish"), *xml)
        do("compare", "--out", self.out("compare"), *xml)
        do("progress", "--out", self.out("progress"), *xml, good=(0, 1, 2))
        do("audit", figures, self.extracts, good=(0, 1, 2))
        do("audit", xml[0], self.extracts, good=(0, 1, 2))
        do("standards", "WRES", "2025")
        do("template", "staff")
        for path in xml:
            for item in ("1.total", "2.relative-likelihood", "3.entered", "9.difference", "10.difference", "1.unplaced"):
                do("explain", path, item, good=(0, 2))
                for form in ("text", "csv", "json"):
                    rows = os.path.join(self.folder, f"rows-{len(os.listdir(self.folder))}")
                    status, out, said = run("explain", path, item, "--format", form, "--rows", self.extracts, cwd=self.folder)
                    with open(rows, "wb") as file:
                        file.write(out)
                    assert status in (0, 2), said
                    self.said.append(("explain --rows", said))
        type(self).commands = self.covered

    def test_no_command_was_left_out(self):
        _, out, _ = run("--help")
        self.assertEqual(set(re.findall(r"^  (\w+) ", out.decode(), re.M)) - self.commands, set())

    def test_nobody_comes_out_in_what_is_said(self):
        for command, text in self.said:
            for canary in (NAME, NUMBER):
                self.assertNotIn(canary.lower(), text.decode("utf-8", "replace").lower(), command)

    def test_nobody_comes_out_in_files(self):
        seen = 0
        for name, data in contents(os.path.join(self.folder, "out")):
            seen += 1
            for canary in (NAME, NUMBER):
                self.assertNotIn(canary.lower().encode(), data.lower(), name)
        self.assertGreater(seen, 100)

    def test_rows_name_records_and_nobody(self):
        numbers = 0
        for name in os.listdir(self.folder):
            if name.startswith("rows-"):
                with open(os.path.join(self.folder, name), "rb") as source:
                    data = source.read()
                self.assertNotIn(NAME.lower().encode(), data.lower(), name)
                numbers += NUMBER.encode() in data
        self.assertGreater(numbers, 5)

    def test_the_canaries_can_be_seen(self):
        found = [data for _, data in contents(self.extracts)]
        self.assertTrue(all(any(canary.encode() in data for data in found) for canary in (NAME, NUMBER)))

    def test_what_few_bear_is_the_owners_alone(self):
        path = os.path.join(self.out("return"), "mapping-todo.csv")
        if os.path.exists(path):
            self.assertEqual(stat.S_IMODE(os.stat(path).st_mode), 0o600)
        private = os.path.join(self.folder, "private")
        os.makedirs(private)
        extract = os.path.join(private, "staff.csv")
        with open(extract, "w", encoding="utf-8") as out:
            out.write("Organisation Code,Employee Number,Pay Grade,Ethnic Origin,Disability\nXSM,1,Band 5,Nobody knows this,No\n")
        run("return", "--edition", "2025", "--format", "xml", "--out", private, extract)
        self.assertEqual(stat.S_IMODE(os.stat(os.path.join(private, "mapping-todo.csv")).st_mode), 0o600)


# ---- nothing is sent ----

class Network(unittest.TestCase):
    def test_our_code_asks_for_no_network_and_no_programs(self):
        """None of the objects that are ours imports a function that opens a socket, asks for a name or starts a program."""
        libraries = [os.path.join(place, name) for place, _, names in os.walk(os.path.join(BUILD, "src")) for name in names if re.match(r"libeh_.*\.a$", name)]
        self.assertGreater(len(libraries), 8)
        for path in libraries:
            said = subprocess.run(["nm", "--undefined-only", path], stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60, check=True).stdout.decode()
            wanted = {line.split()[-1] for line in said.splitlines() if " U " in line}
            self.assertGreater(len(wanted), 5, path)
            self.assertEqual([name for name in sorted(wanted) if NETWORK.match(name)], [], path)

    def test_a_run_is_guarded(self):
        if os.uname().sysname != "Linux" or os.uname().machine not in ("x86_64", "aarch64"):
            print("the guard is for Linux on x86-64 and arm64: not looked at here")
            return
        process = subprocess.Popen([PROGRAM, "check", "-"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            told = {}
            for _ in range(200):
                with open(f"/proc/{process.pid}/status", encoding="utf-8") as status:
                    told = dict(line.split(":", 1) for line in status.read().splitlines())
                if told.get("Seccomp", "0").strip() == "2":
                    break
                time.sleep(0.05)
            self.assertEqual((told["NoNewPrivs"].strip(), told["Seccomp"].strip()), ("1", "2"))
        finally:
            process.stdin.close()
            process.wait(timeout=60)

    def test_no_command_calls_the_network(self):
        works = subprocess.run(["strace", "-f", "-e", "trace=none", "true"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False).returncode == 0
        with tempfile.TemporaryDirectory() as folder:
            wrapper = ["strace", "-f", "-qq", "-e", "trace=network,execve,execveat", "-e", "signal=none", "-o", os.path.join(folder, "trace")]
            if not works:
                print("strace may not trace here: the commands run without any network (unshare) instead")
                wrapper = ["unshare", "-rn"]
            returns = os.path.join(folder, "return")
            xml = os.path.join(returns, "XSM-wres-2025.xml")
            commands = [["return", "--edition", "2025", "--format", "xml,xlsx,html,csv,json,text,easy", "--out", returns, SMALL], ["check", SMALL], ["validate", xml],
                        ["publish", "--suppress", "none", "--out", os.path.join(folder, "publish"), xml], ["compare", "--out", os.path.join(folder, "compare"), xml],
                        ["progress", "--organisation", "XP1", "--out", os.path.join(folder, "progress"), os.path.join(TOP, "fixtures", "partnership")], ["audit", xml], ["audit", xml, SMALL],
                        ["explain", xml, "3.entered", "--rows", SMALL], ["explain", xml, "3.entered"], ["standards"], ["template", "staff"]]
            for command in commands:
                status, _, said = run(*command, wrapper=wrapper)
                self.assertIn(status, (0, 1), (command, said))
                if works:
                    with open(os.path.join(folder, "trace"), encoding="utf-8", errors="replace") as trace:
                        calls = [line for line in trace.read().splitlines() if "(" in line]
                    self.assertEqual(len(calls), 1, calls)  # how the program itself was begun
                    self.assertIn("execve(", calls[0])

    def test_the_look_can_fail(self):
        if subprocess.run(["strace", "-f", "-e", "trace=none", "true"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False).returncode:
            return
        said = subprocess.run(["strace", "-f", "-qq", "-e", "trace=network", "python3", "-c", "import socket; socket.socket()"], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              timeout=60, check=True).stderr
        self.assertIn(b"socket(", said)
        self.assertTrue(NETWORK.match("getaddrinfo") and NETWORK.match("execve") and NETWORK.match("socket"))


if __name__ == "__main__":
    unittest.main()
