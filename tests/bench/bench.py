"""Measures Evenhand and its peers in turn on the same files; tests/bench/run is the command."""

import argparse
import datetime
import json
import os
import shutil
import subprocess
import sys
import tempfile
from typing import NamedTuple

import extracts
import measure
import peers
import tables
import works

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
TINY = works.Extract("staff", 100, "csv")  # what a peer's start is measured with
CORES = 2
BUSY = 0.05  # the share of the machine in other hands from which on times say little


class Result(NamedTuple):
    work: works.Work
    figures: dict  # a measure.Summary for each tool; see works.target_value
    digest: str  # its share of Evenhand's processor time


def say(text):
    print("bench: " + text, file=sys.stderr, flush=True)


def names(known):
    def parse(text):
        chosen = [name for name in text.split(",") if name and name != "none"]
        wrong = [name for name in chosen if name not in known]
        if wrong:
            raise argparse.ArgumentTypeError("there is no %s; there are %s" % (", ".join(wrong), ", ".join(known)))
        return chosen

    return parse


def arguments(words):
    usual = os.path.join(tempfile.gettempdir(), "evenhand-bench")
    work_names = [work.name for work in works.WORKS]
    parser = argparse.ArgumentParser(
        prog="tests/bench/run",
        description="Measures Evenhand and its peers in turn on the same files: medians of wall and processor time and of the peak of memory, and their ratios.",
        epilog="Works: %s. All files together take 5 GB, and 2 GB of memory while they are made; one trust alone takes 3 MB." % ", ".join(work_names),
    )
    parser.add_argument("--peers", type=names(peers.PEERS), metavar="NAME,...", help="only these of %s; none: Evenhand alone" % ", ".join(peers.PEERS))
    parser.add_argument("--work", type=names(work_names), metavar="NAME,...", help="only these works (default: all)")
    parser.add_argument("--runs", type=int, default=3, help="runs of each, after one to warm up (default: 3)")
    parser.add_argument("--folder", default=usual, help="where the files and the peers are kept (default: %s)" % usual)
    parser.add_argument("--program", help="the Evenhand to measure (default: a release build of this tree)")
    parser.add_argument("--markdown", action="store_true", help="tables in Markdown")
    parser.add_argument("--install", action="store_true", help="first bring the peers that come from npm's registry into the folder")
    parser.add_argument("--built", help=argparse.SUPPRESS)
    parser.add_argument("--tools", help=argparse.SUPPRESS)
    given = parser.parse_args(words)
    if given.runs < 1:
        parser.error("--runs: at least 1")
    return given


def two_cores():
    """Everything runs on two cores, as on the machines that the targets are for."""
    if hasattr(os, "sched_setaffinity"):
        allowed = sorted(os.sched_getaffinity(0))
        os.sched_setaffinity(0, allowed[:CORES])
        return len(allowed[:CORES])
    return os.cpu_count() or 1


class Bench:
    def __init__(self, given, place, program):
        self.given, self.place, self.program = given, place, program
        scratch = os.path.join(place.folder, "tmp")
        os.makedirs(scratch, exist_ok=True)
        self.runner = measure.Runner(place.tool("measured"), dict(peers.environment(), TMPDIR=scratch))
        self.answers = {}
        self.out = os.path.join(place.folder, "out")
        self.printed = os.path.join(place.folder, "printed")
        wanted = peers.PEERS if given.peers is None else given.peers
        self.versions = {name: peers.PEERS[name].version(place) for name in wanted}

    def path(self, extract):
        return os.path.join(self.place.folder, extract.name)

    def own_run(self, work, extract):
        """Evenhand itself; 1 is the status of what was done and is not fit to submit, for these files are no whole set."""
        shutil.rmtree(self.out, ignore_errors=True)
        command = [self.program] + list(work.command) + [self.path(extract), "--edition", "2025", "--quiet", "--no-progress"]
        if work.command[0] == "return":
            command += ["--out", self.out]
        return self.runner.run(command, (0, 1), self.printed)

    def peer_run(self, name, extract):
        out = self.out + ".csv"
        command = peers.PEERS[name].command(self.place, self.path(extract), out)
        return self.runner.run(command, output=self.printed)

    def check_own(self, work, known):
        """That what was timed did the work."""
        if work.command[0] == "return":
            formats = work.command[2].count(",") + 1
            made = [name for name in os.listdir(self.out) if name != "mapping-todo.csv" and ".breakdowns." not in name]
            if len(made) != known["organisations"] * 2 * formats:
                raise measure.Failed("%s: %d files instead of %d" % (work.name, len(made), known["organisations"] * 2 * formats))
            return
        read = self.asked(work.extract)["rows"]
        if read != known["rows"]:
            raise measure.Failed("%s: Evenhand read %d rows of %d" % (work.name, read, known["rows"]))

    def asked(self, extract):
        """What `check` says about a file; asked once."""
        if extract in self.answers:
            return self.answers[extract]
        command = [self.program, "check", self.path(extract), "--edition", "2025", "--format", "json", "--quiet", "--no-progress"]
        self.runner.run(command, (0, 1), self.printed)
        with open(self.printed, encoding="utf-8") as file:
            self.answers[extract] = json.load(file)["files"][0]
        return self.answers[extract]

    def check_peer(self, name, work, known):
        rows = peers.PEERS[name].rows(self.out + ".csv", self.printed)
        if rows is not None and rows != known["rows"]:
            raise measure.Failed("%s: %s saw %d rows of %d" % (work.name, name, rows, known["rows"]))

    def digest_share(self, work, own):
        """The digest of the file by itself against Evenhand's processor time; `check` may make none, which its answer shows."""
        if work.command[0] == "check" and not self.asked(work.extract).get("sha256"):
            return "none"
        spent = []
        for _ in range(self.given.runs):
            self.runner.run([self.place.tool("digest_time"), self.path(work.extract)], output=self.printed)
            with open(self.printed, encoding="utf-8") as file:
                spent.append(float(file.read().split()[0]))
        return "%.0f%%" % (100 * sorted(spent)[len(spent) // 2] / own.cpu)

    def measure_work(self, work, known):
        """Once each to warm up and to see that the work is done, then in turn."""
        tools = [name for name in work.peers if self.versions.get(name)]
        say("%s: evenhand%s" % (work.name, "".join(", " + name for name in tools)))
        self.own_run(work, work.extract)
        self.check_own(work, known)
        for name in tools:
            self.peer_run(name, work.extract)
            self.check_peer(name, work, known)
        samples = {name: [] for name in ["evenhand"] + tools}
        for _ in range(self.given.runs):
            samples["evenhand"].append(self.own_run(work, work.extract))
            for name in tools:
                samples[name].append(self.peer_run(name, work.extract))
        figures = {name: measure.summary(taken) for name, taken in samples.items()}
        if any(target.what == "person" for target in work.targets):
            figures["small"] = measure.summary([self.own_run(work, works.SMALL) for _ in range(self.given.runs)])
            figures["people"] = known["people"]
        return Result(work, figures, self.digest_share(work, figures["evenhand"]))

    def starts(self, wanted):
        """How long the peers that come as a library take before they read anything."""
        taken = {}
        for name in wanted:
            if peers.PEERS[name].starts and self.versions[name]:
                taken[name] = measure.summary([self.peer_run(name, TINY) for _ in range(self.given.runs + 1)][1:])
        return taken

    def clean(self):
        shutil.rmtree(self.out, ignore_errors=True)
        for path in (self.out + ".csv", self.printed):
            if os.path.exists(path):
                os.remove(path)


class OthersWork:
    """What the machine does besides, from the system's counters, where there are any."""

    def __init__(self):
        self.began = self.now()

    @staticmethod
    def now():
        """Seconds of all processors: in all, busy (what a host takes away counts as busy), and busy for this program and those it ran."""
        try:
            with open("/proc/stat", encoding="utf-8") as file:
                ticks = [int(word) for word in file.readline().split()[1:9]]
        except OSError:
            return 0.0, 0.0, 0.0
        second = os.sysconf("SC_CLK_TCK")
        return sum(ticks) / second, (sum(ticks) - ticks[3] - ticks[4]) / second, sum(os.times()[:4])

    def share(self):
        """Of the time since the beginning."""
        total, busy, own = (now - then for now, then in zip(self.now(), self.began))
        return max(0.0, busy - own) / total if total > 0 else 0.0


def processor():
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            return next(line.split(":", 1)[1].strip() for line in file if line.startswith("model name"))
    except (OSError, StopIteration):
        return "processor unknown"


def own_version(bench):
    version = subprocess.run([bench.program, "--version"], capture_output=True, text=True, check=True).stdout.split("\n")[0]
    if bench.given.program:
        return version
    commit = subprocess.run(["git", "-C", TOP, "describe", "--always", "--dirty"], capture_output=True, text=True, check=False)
    return version + (" (%s)" % commit.stdout.strip() if commit.returncode == 0 else "")


def report(bench, results, cores, others):
    """Prints the tables with what one has to know about them."""
    markdown = bench.given.markdown
    machine = "%s of %d cores, %s" % (cores, os.cpu_count() or 1, processor())
    print("%s, %s, on %s; medians, runs in turn: %d, after one to warm up." % (datetime.date.today(), own_version(bench), machine, bench.given.runs))
    if others > BUSY:
        print("Other work took %.0f%% of the machine meanwhile: wall times are too long, processor time is safer." % (100 * others))
    print("\n" + tables.targets(results, markdown) + "\n\n" + tables.tools(results, markdown) + "\n")
    wanted = [name for name in bench.versions if any(name in result.work.peers for result in results)]
    present = ["%s %s (%s)" % (name, bench.versions[name], peers.PEERS[name].about) for name in wanted if bench.versions[name]]
    if present:
        print("Peers: %s." % "; ".join(present))
    absent = ["%s (%s)" % (name, peers.PEERS[name].wants) for name in wanted if not bench.versions[name]]
    if absent:
        print("Not here, and so not measured: %s." % ", ".join(absent))
    for name, it in bench.starts(wanted).items():
        print("Of each run of %s %s go by before it reads anything (measured with %d rows)." % (name, tables.seconds(it.wall), TINY.rows))
    print("1/4.0 in the last columns: Evenhand takes a quarter of that tool's time.")
    print("Digest: processor time of the file's SHA-256 by itself, as a share of Evenhand's.")


def main(words):
    given = arguments(words)
    place = peers.Place(os.path.abspath(given.folder), given.tools)
    os.makedirs(place.folder, exist_ok=True)
    if given.install and not peers.install(place):
        return 2
    cores = two_cores()
    bench = Bench(given, place, os.path.abspath(given.program or given.built))
    chosen = [work for work in works.WORKS if given.work is None or work.name in given.work]
    try:
        wanted = {work.extract for work in chosen} | {TINY, works.SMALL}
        known = extracts.have(place, sorted(wanted, key=lambda extract: extract.rows), bench.runner, say)
        others = OthersWork()
        results = [bench.measure_work(work, known[work.extract]) for work in chosen]
        report(bench, results, cores, others.share())
    except (measure.Failed, OSError) as failure:
        say(str(failure))
        return 2
    finally:
        bench.clean()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
