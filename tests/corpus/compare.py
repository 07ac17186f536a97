#!/usr/bin/env python3
"""Reads every workbook of a folder with Evenhand and with openpyxl, and compares them cell by cell.

    compare.py FOLDER DUMP_CELLS [--differences FILE] [--report FILE] [--verbose]

Each file is read the same, read differently, or refused. A difference or a refusal that the list of explained ones (differences.csv: file,what,why; a file's name
may hold * and ?) does not hold makes the exit status 1, and so does an explanation that explains nothing in a file that is there. A crash, more than 60
seconds of work, five minutes in all, or more than 1 GiB of memory can not be explained. openpyxl may take 4 GiB, for it reads what others refuse. The report has every
verdict but "same", explained or not.
"""

import argparse
import collections
import csv
import datetime
import fnmatch
import os
import re
import resource
import subprocess
import sys
import warnings
import zipfile

import openpyxl
from openpyxl.cell.cell import MergedCell

HERE = os.path.dirname(os.path.abspath(__file__))
WORK, SECONDS, MEMORY, MEMORY_THERE = 60, 300, 1 << 30, 4 << 30
LONGEST, SHOWN = 100000, 1000  # as in dump_cells.c
ENDINGS = (".xlsx", ".xlsm", ".xltx", ".xltm")
SPACE = " \t\n\r\v\f\u00a0\ufeff\u200b"


class Broken(Exception):
    """What no list may explain."""


def limits():
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (WORK, WORK))


def unescaped(text):
    return re.sub(r"\\(.)", lambda found: {"t": "\t", "n": "\n", "r": "\r", "\\": "\\"}[found.group(1)], text)


def read_ours(dump, path):
    """The sheets, each {(row, column): (type, text)}, and why it ended early or None; and the findings."""
    try:
        done = subprocess.run([dump, path], stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=SECONDS, check=False, preexec_fn=limits)
    except subprocess.TimeoutExpired:
        raise Broken(f"not read after {SECONDS} seconds") from None
    if done.returncode not in (0, 1):
        raise Broken(f"ended with status {done.returncode}: {done.stderr.decode('utf-8', 'replace')[:500]}")
    sheets, findings, current = [], [], None
    for line in done.stdout.decode("utf-8").split("\n"):
        cells = line.split("\t")
        if cells[0] == "sheet":
            current = [unescaped(cells[1]), {}, None]
            sheets.append(current)
        elif cells[0] == "ended":
            current[2] = cells[1]
        elif cells[0] == "finding":
            findings.append(cells[1])
        elif len(cells) == 4:
            current[1][int(cells[0]), int(cells[1])] = (cells[2], unescaped(cells[3]))
    if done.returncode == 1 and not findings:
        raise Broken("refused without a word")
    return sheets, findings


def as_text(cell, epoch):
    """A cell of openpyxl's as Evenhand would have it: (type, text), or None for a blank."""
    value, kind = cell.value, cell.data_type
    if value is None or isinstance(cell, MergedCell):
        return None
    if kind == "e":
        return "E", str(value)
    if isinstance(value, bool):
        return "B", str(value).upper()
    if isinstance(value, datetime.datetime):
        whole = value.hour == value.minute == value.second == value.microsecond == 0
        return "D", value.date().isoformat() if whole else value.isoformat(" ", "seconds")
    if isinstance(value, datetime.date):
        return "D", value.isoformat()
    if isinstance(value, datetime.time):
        return "N", (value.hour * 3600 + value.minute * 60 + value.second + value.microsecond / 1e6) / 86400
    if isinstance(value, datetime.timedelta):
        return "N", value.total_seconds() / 86400
    if isinstance(value, (int, float)):
        return "N", float(value)
    text = str(value)
    text = re.sub("_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found.group(1), 16)), text).strip(SPACE)
    encoded = text.encode("utf-8", "replace")
    if len(encoded) > LONGEST:
        text = encoded[:SHOWN].decode("utf-8", "replace") + f"... {len(encoded)}"
    return ("T", text.replace("\r\n", "\n")) if text else None


def read_theirs(path):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(path, data_only=True, keep_links=False)
        return [(sheet.title, {(cell.row, cell.column): made for row in sheet.iter_rows() for cell in row if (made := as_text(cell, book.epoch))}) for sheet in book.worksheets]


def same(ours, theirs):
    """None when two cells say the same, else in a word how they do not."""
    if ours is None or theirs is None:
        # A formula without a result is no value for either.
        return None if ours and ours[0] == "U" else "cell here alone" if theirs is None else "cell there alone"
    (kind, text), (their_kind, value) = ours, theirs
    if their_kind == "N":
        if kind == "D":
            return "date here, number there"
        try:
            number = float(text)
        except ValueError:
            return "number there alone"
        # To a second of a day: what openpyxl makes of a time.
        return None if kind in "NP" and (abs(number - value) <= 1e-14 * abs(value) or abs(number - value) < 6e-6 and 0 <= value < 1) else "number"
    if kind != their_kind:
        return f"type {kind} here, {their_kind} there"
    if kind == "D" and text != value:
        return None if abs(datetime.datetime.fromisoformat(text) - datetime.datetime.fromisoformat(value)) <= datetime.timedelta(seconds=1) else "date"
    return None if text.replace("\r\n", "\n") == value else "text"


def differences(path, dump):
    """What became of a file: ("same" or "refused" or "different", {what: how often}, an example)."""
    sheets, findings = read_ours(dump, path)
    try:
        theirs = read_theirs(path)
    except (Exception, MemoryError) as error:  # whatever it stumbles over
        said = type(error).__name__ + ": " + str(error).split("\n", maxsplit=1)[0][:80]
        return ("refused", {"both: " + ",".join(sorted(set(findings))): 1}, said) if not sheets else ("alone", {}, said)
    if not sheets:
        return "refused", {",".join(sorted(set(findings))): 1}, ""
    found, example = collections.Counter(), ""
    by_name = {name: cells for name, cells in theirs}
    for name, cells, ended in sheets:
        if ended:
            found["sheet ended: " + ",".join(sorted(set(findings)))] += 1
            continue
        other = by_name.get(name)
        if other is None:
            found["sheet here alone"] += bool(cells)
            continue
        for place in sorted(set(cells) | set(other)):
            how = same(cells.get(place), other.get(place))
            if how:
                found[how] += 1
                example = example or f"{name}!{place}: {cells.get(place)!r:.120} and {other.get(place)!r:.120}"
    for name in set(by_name) - {name for name, _, _ in sheets}:
        found["sheet there alone"] += 1
    return ("different" if found else "same"), dict(found), example


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("dump_cells")
    parser.add_argument("--differences", default=os.path.join(HERE, "differences.csv"))
    parser.add_argument("--report")
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_THERE, MEMORY_THERE))
    report = []
    with open(options.differences, encoding="utf-8", newline="") as source:
        explained = list(csv.DictReader(source))
    used, totals, bad = set(), collections.Counter(), 0
    paths = sorted(os.path.join(here, name) for here, _, names in os.walk(options.folder) for name in names if name.lower().endswith(ENDINGS) and not name.startswith("~$"))
    for path in paths:
        name = os.path.basename(path)
        try:
            verdict, found, example = differences(path, options.dump_cells)
        except Broken as broken:
            verdict, found, example = "broken", {"broken": 1}, str(broken)
        reasons = []
        for what, count in found.items():
            rows = [i for i, row in enumerate(explained) if fnmatch.fnmatchcase(name, row["file"]) and fnmatch.fnmatchcase(what, row["what"])]
            used.update(rows)
            reasons.append(f"{what} x{count}: " + (explained[rows[0]]["why"] if rows and verdict != "broken" else "UNEXPLAINED"))
        totals[verdict] += 1
        unexplained = sum("UNEXPLAINED" in reason for reason in reasons)
        bad += unexplained
        line = f"{verdict}: {name}: {'; '.join(reasons) or 'openpyxl does not read it'}" + (f" [{example}]" if example and (unexplained or verdict == "alone") else "")
        if verdict != "same":
            report.append(line)
        if unexplained or options.verbose and verdict != "same" or verdict == "alone":
            print(line)
    names = [os.path.basename(path) for path in paths]
    for i, row in enumerate(explained):
        if i not in used and any(fnmatch.fnmatchcase(name, row["file"]) for name in names) and "*" not in row["file"]:
            print(f"explains nothing: {row['file']}: {row['what']}")
            bad += 1
    report.append(f"{len(paths)} files: " + ", ".join(f"{count} {verdict}" for verdict, count in sorted(totals.items())) + f"; {bad} not explained")
    print(report[-1])
    if options.report:
        with open(options.report, "w", encoding="utf-8") as out:
            out.write("\n".join(report) + "\n")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
