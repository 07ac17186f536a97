"""The programs that Evenhand is measured against. Each reads the same file; those that group count the rows by organisation, pay grade, staff group, ethnic
origin and disability, and write the table."""

import csv
import json
import os
import shutil
import subprocess
import sys
from typing import Callable, NamedTuple

HERE = os.path.dirname(os.path.abspath(__file__))
SCRIPTS = os.path.join(HERE, "peers")


class Place(NamedTuple):
    """Where things are: the folder of files, the folder of the built tools."""

    folder: str
    tools: str

    def module(self, *names):
        return os.path.join(self.folder, "node", "node_modules", *names)

    def tool(self, name):
        return os.path.join(self.tools, name)


class Peer(NamedTuple):
    about: str  # what it does with the file
    version: Callable  # of a place: text, or None when it is not there
    wants: str  # what brings it
    command: Callable  # of a place, an extract's path and the path of its output
    rows: Callable  # of its output's path, standard output's path: how many rows it saw; None when it does not say
    starts: bool  # whether its start is worth naming: it comes as a library of Node.js


def package_version(name, needs_node=True):
    def version(place):
        path = place.module(name, "package.json")
        if not os.path.exists(path) or (needs_node and not shutil.which("node")):
            return None
        with open(path, encoding="utf-8") as file:
            return json.load(file)["version"]

    return version


def said_version(*command):
    """The last word of the first line that a command prints."""
    said = subprocess.run(command, capture_output=True, text=True, check=False).stdout.split("\n")[0].split()
    return said[-1] if said else "of unknown version"


def inflate_version(place):
    return said_version("pkg-config", "--modversion", "libisal") if os.path.exists(place.tool("inflate_sheet")) else None


def wc_version(_):
    return said_version("wc", "--version") if shutil.which("wc") else None


def last_column(out, _):
    with open(out, encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        return sum(int(row[-1]) for row in rows)


def lines_written(out, _):
    with open(out, "rb") as file:
        return sum(1 for _ in file) - 1


def lines_counted(_, printed):
    with open(printed, encoding="utf-8") as file:
        return int(file.read().split()[0]) - 1


def bytes_unpacked(_, printed):
    with open(printed, encoding="utf-8") as file:
        return None if int(file.read()) > 0 else 0


PEERS = {
    "duckdb": Peer(
        "typed columns, 2 threads, groups",
        package_version("@duckdb/node-api"),
        "--install",
        lambda place, path, out: ["node", os.path.join(SCRIPTS, "duckdb.mjs"), place.module("@duckdb", "node-api", "lib", "index.js"), path, out],
        last_column,
        True,
    ),
    "polars": Peer(
        "text columns, 2 threads, groups",
        package_version("nodejs-polars"),
        "--install",
        lambda place, path, out: ["node", os.path.join(SCRIPTS, "polars.cjs"), place.module("nodejs-polars"), path, out],
        last_column,
        True,
    ),
    "calamine": Peer(
        "through xlsx-to-csv, writes the rows as CSV",
        package_version("xlsx-to-csv", needs_node=False),
        "--install",
        lambda place, path, out: [place.module("xlsx-to-csv", "dist", "xlsx-to-csv-linux"), "--file", path, "--delimiter", ",", "--dest", out],
        lines_written,
        False,
    ),
    "inflate": Peer(
        "isa-l, unpacks the sheet, one thread, nothing else",
        inflate_version,
        "Debian's libisal-dev",
        lambda place, path, out: [place.tool("inflate_sheet"), path],
        bytes_unpacked,
        False,
    ),
    "python": Peer(
        "the csv module, groups",
        lambda place: "%d.%d.%d" % sys.version_info[:3],
        "Debian's python3",
        lambda place, path, out: [sys.executable, os.path.join(SCRIPTS, "group_rows.py"), path, out],
        last_column,
        False,
    ),
    "wc": Peer("wc -l, counts lines", wc_version, "coreutils", lambda place, path, out: ["wc", "-l", path], lines_counted, False),
}


def environment():
    return dict(os.environ, POLARS_MAX_THREADS="2", LC_ALL="C.UTF-8")


def install(place):
    """Brings the packages that package.json names, in these versions, into the folder of files; says what a person has to bring. True when all is there."""
    missing = [package for program, package in (("node", "nodejs"), ("npm", "npm")) if not shutil.which(program)]
    if missing:
        print("bench: Node.js is missing; on Debian: apt-get install %s" % " ".join(missing), file=sys.stderr)
        return False
    home = os.path.join(place.folder, "node")
    os.makedirs(home, exist_ok=True)
    shutil.copy(os.path.join(SCRIPTS, "package.json"), home)
    # No lock file: it would have to name the packages of other machines too, which not every mirror has.
    options = ["--ignore-scripts", "--no-package-lock", "--no-audit", "--no-fund", "--loglevel=error", "--prefix", home]
    return subprocess.run(["npm", "install"] + options, stdout=sys.stderr, check=False).returncode == 0
