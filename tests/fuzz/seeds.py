#!/usr/bin/env python3
"""Makes the first inputs of the fuzzers.

    seeds.py FOLDER BUILD

FOLDER gets a folder a fuzzer. The inputs are the fixtures, the cases of the unit tests' tables (which write what they read when EVENHAND_SEEDS names a
folder), the returns that the program makes of fixtures/small, and the templates. Workbooks also go in as their parts (see fuzz_source in fuzz.h).
"""

import io
import os
import re
import subprocess
import sys
import tempfile
import zipfile

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
LARGEST = 16 << 10  # a larger input only slows a fuzzer down


class Seeds:
    def __init__(self, folder):
        self.folder, self.count = folder, {}

    def keep(self, fuzzer, data):
        if len(data) > LARGEST:
            return
        number = self.count[fuzzer] = self.count.get(fuzzer, -1) + 1
        os.makedirs(os.path.join(self.folder, fuzzer), exist_ok=True)
        with open(os.path.join(self.folder, fuzzer, f"seed-{number:04d}"), "wb") as out:
            out.write(data)


def as_parts(data):
    """A package as the text that fuzz_source makes packages of, with only the first rows and strings; None when it is no package."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = [(name, package.read(name)) for name in package.namelist() if package.getinfo(name).file_size < 16 << 20]
    except (zipfile.BadZipFile, ValueError, OSError):
        return None
    out = []
    for name, part in parts:
        part = re.sub(rb"((?:<row\b(?:(?!</row>).)*</row>\s*){12}).*(?=</sheetData>)", rb"\1", part, flags=re.DOTALL)
        if "theme" not in name and "docProps" not in name:
            out.append(b"--- " + name.encode("utf-8", "replace") + b"\n" + part + b"\n")
    return b"".join(out)


def bare(part):
    """A part without its XML declaration."""
    return re.sub(rb"^\s*<\?xml.*?\?>\s*", b"", part.strip())


def add_workbook(seeds, data):
    seeds.keep("xlsx", data)
    parts = as_parts(data)
    if parts:
        seeds.keep("xlsx", parts)
        by_name = dict(part.split(b"\n", 1) for part in re.split(rb"(?:^|\n)--- ", parts) if b"\n" in part)
        strings = [text for name, text in by_name.items() if b"sharedstrings" in name.lower()] or [b"<sst/>"]
        seeds.keep("strings", bare(strings[0]))
        seeds.keep("benchmark", parts)
        for name, text in by_name.items():
            if name.lower().endswith(b"styles.xml"):
                seeds.keep("styles", bare(text))
            if b"sheet" in name.lower() and name.lower().endswith(b".xml"):
                seeds.keep("sheet", re.sub(rb"<\?xml.*?\?>\s*", b"", text.strip() + b"\n====\n" + strings[0].strip()))
        seeds.keep("run", b"\x01" + parts)


def files_of(*folders):
    for folder in folders:
        for name in sorted(os.listdir(folder)):
            path = os.path.join(folder, name)
            if os.path.isfile(path):
                with open(path, "rb") as source:
                    yield name, source.read()


def add_fixtures(seeds):
    fixtures = os.path.join(TOP, "fixtures")
    small = dict(files_of(os.path.join(fixtures, "small")))
    for name, data in list(files_of(fixtures)) + [("small/" + name, data) for name, data in small.items()]:
        if name.endswith((".xlsx", ".xls")):
            add_workbook(seeds, data)
        elif name.endswith((".csv", ".dat")):
            seeds.keep("text", data)
            if "figures" in name:
                lines = data.splitlines(keepends=True)
                for line in lines[1:]:
                    seeds.keep("figures", lines[0] + line)
                seeds.keep("figures", data)
            seeds.keep("run", bytes([len(data) % 256]) + data)
            for shape in ("esr", "equality"):
                if shape in name:
                    seeds.keep(shape, data)
    for other in ("applicants.csv", "cases.csv", "training.csv", "board.csv", "survey.csv", "counts.csv", "answers.csv"):
        staff = small["staff.csv"]
        seeds.keep("run", b"\xf1" + staff + b"\n====\n" + small[other] + b"\n====\n" + small["board.csv"])


def add_cases(seeds, build):
    """What the tables of the unit tests hold."""
    with tempfile.TemporaryDirectory() as folder:
        for test in ("test_xlsx", "test_text_rows"):
            subprocess.run([os.path.join(build, "tests", "unit", test)], env={**os.environ, "EVENHAND_SEEDS": folder, "EVENHAND_TOP": TOP}, check=False,
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        if not os.listdir(folder):
            sys.exit("seeds.py: the unit tests wrote no case")
        for name, data in files_of(folder):
            if name.startswith("xlsx"):
                add_workbook(seeds, data)
            else:
                seeds.keep("text", data)


def add_returns(seeds, build):
    with tempfile.TemporaryDirectory() as out:
        for options in ([], ["--clinical-by", "staff-group"]):
            subprocess.run([os.path.join(build, "src", "cli", "evenhand"), "return", "--edition", "2025", "--format", "xml", "--quiet", "--out", out, *options,
                            os.path.join(TOP, "fixtures", "small")], check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            for name, data in files_of(out):
                seeds.keep("return_xml", data)
                # A few items instead of all of them: what is small is changed more often where it matters.
                items = re.findall(rb"<item\b.*?</item>", data, re.DOTALL)
                for first in range(0, len(items), 9):
                    seeds.keep("return_xml", re.sub(rb"<item\b.*</item>", lambda _, f=first: b"".join(items[f:f + 9]), data, count=1, flags=re.DOTALL))


def add_mappings(seeds):
    heading = b"kind,field,from,to\r\n"
    for row in (b"staff,heading,Ethnicity Code,Ethnic Origin\r\n", b",Ethnic Origin,White - Jersey,A White - British\r\n", b"staff,Pay Grade,Grade 5,\r\n",
                b"staff,Disability,Perhaps,Not Declared\r\n", b',Case Type,"a ""b"", c",Disciplinary\r\n', b"training,Mandatory,Always,Yes\r\nboard,Voting,Aye,Yes\r\n",
                b"applicants,Appointed,Hired,Yes\r\n,Job Role,Sage,Consultant\r\n,Assignment Status,Off,Terminated\r\n"):
        seeds.keep("mapping", heading + row)
        seeds.keep("mapping", (heading + row).replace(b",", b";"))
    templates = os.path.join(TOP, "templates")
    for here, _, names in os.walk(templates):
        for name, data in ((os.path.relpath(os.path.join(here, name), templates), os.path.join(here, name)) for name in sorted(names)):
            with open(data, "rb") as source:
                text = source.read()
            seeds.keep("mapping", b"#template " + name.replace(os.sep, "/").encode() + b"\n" + text)
            seeds.keep("table", text[:4096])


def add_actions(seeds):
    with open(os.path.join(TOP, "fixtures", "partnership", "actions-XP1.csv"), "rb") as source:
        plan = source.read()
    seeds.keep("actions", plan)
    seeds.keep("actions", plan.replace(b",", b";"))
    seeds.keep("actions", b"Our plan\r\n\r\nMetric\tWhat we will do\tBy when\tRAG\tTrust\r\nWRES 2\tPanels\t31/02/2026\tAmber\t\r\n42\t\t45000\tdone\tXQ9\r\n")


def main():
    folder, build = sys.argv[1:]
    seeds = Seeds(folder)
    add_fixtures(seeds)
    add_cases(seeds, build)
    add_returns(seeds, build)
    add_mappings(seeds)
    add_actions(seeds)
    found = os.path.join(TOP, "tests", "fuzz", "found")
    for name, data in files_of(found):
        for fuzzer in ("text", "xlsx", "sheet", "strings", "styles", "esr", "equality", "benchmark", "table", "mapping", "actions", "return_xml", "run"):
            if name.startswith(fuzzer + "-"):
                seeds.keep(fuzzer, data)
    print(", ".join(f"{fuzzer} {count + 1}" for fuzzer, count in sorted(seeds.count.items())))


if __name__ == "__main__":
    main()
