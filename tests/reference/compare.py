#!/usr/bin/env python3
"""Holds the program to the second reckoning on random organisations.

    compare.py EVENHAND [--runs N] [--seed S] [--dialect NAME] [--properties] [--verify] [--keep DIR]

Each run invents organisations, writes their extracts in one dialect, has the program compute the returns, and compares every item, group, value,
display, missing reason, percentage, interval, p-value, test and verdict. With --properties one set of extracts goes in as every dialect, whole and split,
shuffled and not, and all returns must hold the same items and findings. With --verify the program reckons every figure twice itself. Ends with 1 on any difference.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from fractions import Fraction

import generate
import write_extracts
from breakdowns import reckon_breakdowns
from reckoning import organisations, reckon

NAMESPACE = "{urn:evenhand:submission:1}"
RELATIVE = 1e-9


def near(text, wanted):
    """Equal to nine digits, or to the last bits around 0."""
    found, wanted = float(text), float(wanted)
    return abs(found - wanted) <= RELATIVE * max(abs(wanted), abs(found)) + 1e-11


def compare_value(element, wanted):
    """What differs between one value or missing element and the reckoning, as sentences."""
    wrong, get = [], element.get
    if wanted.missing:
        if element.tag != NAMESPACE + "missing":
            return [f"{(element.text or '').strip()} and not missing as {wanted.missing}"]
        return [] if get("reason") == wanted.missing else [f"missing as {get('reason')} and not as {wanted.missing}"]
    if element.tag == NAMESPACE + "missing":
        return [f"missing as {get('reason')} and not {wanted.display or wanted.text}"]
    if wanted.text is not None:
        return [] if (element.text or get("display") or "").strip().casefold().startswith(wanted.text) else [f"{element.text!r} and not {wanted.text}"]
    if float(element.text) != float(wanted.value):
        wrong.append(f"value {element.text} and not {float(wanted.value)!r} ({wanted.value})")
    for name, expected in (("display", wanted.display), ("test", wanted.test), ("verdict", wanted.verdict), ("top", wanted.top), ("bottom", wanted.bottom)):
        if get(name) != expected:
            wrong.append(f"{name} {get(name)} and not {expected}")
    if (get("percent") is None) != (wanted.percent is None) or wanted.percent is not None and float(get("percent")) != float(wanted.percent):
        wrong.append(f"percent {get('percent')} and not {wanted.percent if wanted.percent is None else float(wanted.percent)}")
    for name, expected in (("lower", wanted.lower), ("upper", wanted.upper), ("p", wanted.p)):
        if get(name) is None and expected is None:
            continue
        if get(name) is None or expected is None or not near(get(name), expected):
            wrong.append(f"{name} {get(name)} and not {None if expected is None else float(expected)!r}")
    if get("approximate") != ("yes" if wanted.approximate else None):
        wrong.append(f"approximate {get('approximate')}")
    if get("numerator") is not None and Fraction(get("numerator")) * 100 != wanted.value * Fraction(get("denominator")):
        wrong.append(f"{get('numerator')} of {get('denominator')} does not make {wanted.value}")
    return wrong


def compare_return(path, items):
    """Differences between a submission and the reckoning."""
    root, wrong, seen = ElementTree.parse(path).getroot(), [], set()
    for element in root.findall(NAMESPACE + "item"):
        name = element.get("id")
        seen.add(name)
        if name not in items:
            wrong.append(f"{name}: an item that the rules do not know")
            continue
        item = items[name]
        if element.get("unit") != item.unit:
            wrong.append(f"{name}: unit {element.get('unit')} and not {item.unit}")
        found = {child.get("group"): child for child in element if child.tag in (NAMESPACE + "value", NAMESPACE + "missing")}
        if set(found) != set(item.values):
            wrong.append(f"{name}: groups {sorted(map(str, found))} and not {sorted(map(str, item.values))}")
        for group in found:
            if group in item.values:
                wrong += [f"{name} {group or ''}: {text}" for text in compare_value(found[group], item.values[group])]
    return wrong + [f"{name}: no such item in the submission" for name in items if name not in seen]


def same_cell(found, wanted):
    return found == wanted if isinstance(wanted, str) else found[:1] in "-0123456789" and near(found, wanted)


def compare_breakdowns(path, tables):
    """Differences between the breakdowns of a submission and the reckoning, row by row and in order."""
    wrong, seen = [], set()
    for element in ElementTree.parse(path).getroot().iter(NAMESPACE + "breakdown"):
        key = element.get("name"), element.get("by", "")
        seen.add(key)
        if key[0] in ("ethnic-groups", "workforce", "workforce-ratios"):
            continue  # held to the items by agree_with_items
        if key not in tables:
            wrong.append(f"{key}: a breakdown that the rules do not know")
            continue
        table = tables[key]
        if element.get("missing") != table.missing or element.get("columns").split() != table.columns:
            wrong.append(f"{key}: {element.get('missing')} {element.get('columns')} and not {table.missing} {table.columns}")
        found = [((row.get("of", ""), row.get("group", ""), row.get("step", "")), row.text.split()) for row in element]
        if [row[0] for row in found] != [row[0] for row in table.rows]:
            here, there = {row[0] for row in found}, {row[0] for row in table.rows}
            wrong.append(f"{key}: rows too many {sorted(here - there)[:6]}, too few {sorted(there - here)[:6]}, or in another order")
            continue
        for (name, cells), (_, wanted) in zip(found, table.rows):
            if len(cells) != len(wanted) or not all(map(same_cell, cells, wanted)):
                wrong.append(f"{key} {name}: {cells} and not {wanted}")
    return wrong + [f"{key}: no such breakdown in the submission" for key in tables if key not in seen]


def agree_with_items(path):
    """The funnel's shortlisted and appointed are those of the items, where both come from the extract."""
    root, wrong = ElementTree.parse(path).getroot(), []
    for table in root.iter(NAMESPACE + "breakdown"):
        if table.get("name") in ("ethnic-groups", "ethnic-groups-of-applications"):
            for row in table:
                white, *bme, unknown = (int(cell) for cell in row.text.split())
                wanted = [root.find(f"{NAMESPACE}item[@id='{row.get('of', '1.total')}']/{NAMESPACE}value[@group='{group}']").text for group in ("white", "bme", "unknown")]
                if [str(n) for n in (white, sum(bme), unknown)] != wanted:
                    wrong.append(f"ethnic groups of {row.get('of')}: {row.text} and not {wanted}")
        if table.get("name") == "workforce" and not table.get("missing"):
            for group in {row.get("group") for row in table}:
                everybody = sum(int(row.text.split()[0]) for row in table if row.get("group") == group)
                wanted = root.find(f"{NAMESPACE}item[@id='1.total']/{NAMESPACE}value[@group='{group}']").text
                if str(everybody) != wanted:
                    wrong.append(f"{table.get('by')}: {everybody} {group} and not {wanted}")
        if table.get("name") != "funnel" or table.get("by"):
            continue
        for row in table:
            cells = dict(zip(table.get("columns").split(), row.text.split()))
            for stage in ("shortlisted", "appointed"):
                item = root.find(f"{NAMESPACE}item[@id='2.{stage}']/{NAMESPACE}value[@group='{row.get('group')}']")
                if item is None or item.text != cells[stage]:
                    wrong.append(f"funnel: {cells[stage]} {stage} {row.get('group')} and not {None if item is None else item.text}")
    return wrong


def evenhand(program, run, files, out, more=()):
    """Runs the program; returns (status, what it said)."""
    command = [program, "return", "--edition", str(run.edition), "--format", "xml", "--out", out, "--quiet", "--clinical-by", run.clinical_by]
    command += ["--by", ("directorate", "staff-group", "area-of-work")[run.edition % 3]]
    if run.alone:
        command += ["--organisation", run.alone]
    done = subprocess.run(command + list(more) + files, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=120, check=False)
    return done.returncode, done.stderr.decode("utf-8", "replace")


def submission(out, code, standard, edition):
    return os.path.join(out, f"{code}-{standard.lower()}-{edition}.xml")


def one_run(program, seed, dialect, folder, more=()):
    """One random run against the reckoning; returns the differences."""
    run, wrong = generate.make(seed), []
    files = write_extracts.write(run.extracts, os.path.join(folder, "in"), dialect, seed, split=seed % 3 == 0, shuffle_columns=seed % 2 == 0)
    if not files:
        return []
    out = os.path.join(folder, "out")
    status, said = evenhand(program, run, files, out, more)
    if status not in (0, 1):
        return [f"the program ended with {status}: {said[:2000]}"]
    for code in organisations(run.extracts, run.alone):
        for standard in ("WRES", "WDES"):
            path = submission(out, code, standard, run.edition)
            if not os.path.exists(path):
                wrong.append(f"{os.path.basename(path)} was not written: {said[:1000]}")
                continue
            items = reckon(run.extracts, code, run.edition, standard, run.clinical_by, run.alone)
            differences = compare_return(path, items) + agree_with_items(path)
            differences += compare_breakdowns(path, reckon_breakdowns(run.extracts, code, run.edition, standard, run.clinical_by, run.alone))
            wrong += [f"{code} {standard} {run.edition}: {text}" for text in differences]
    return wrong


def content(path):
    """Items and findings of a submission, with nothing that depends on which files it came from."""
    root = ElementTree.parse(path).getroot()
    return sorted(ElementTree.tostring(child) for child in root if child.tag in (NAMESPACE + "item", NAMESPACE + "finding")) + [ElementTree.tostring(child) for child in root.iter(NAMESPACE + "breakdown")]


def properties(program, seed, folder):
    """Dialects, splits and orders of the same extracts must give the same content."""
    run, first, wrong = generate.make(seed, order_free=True), None, []
    ways = [(dialect, {}) for dialect in write_extracts.DIALECTS]
    ways += [("mixed", {"split": True}), ("comma", {"shuffle_rows": True}), ("xlsx", {"shuffle_rows": True, "split": True}), ("mixed", {"shuffle_columns": True, "split": True})]
    for number, (dialect, how) in enumerate(ways):
        place = os.path.join(folder, str(number))
        files = write_extracts.write(run.extracts, os.path.join(place, "in"), dialect, seed, **how)
        if not files:
            return []
        status, said = evenhand(program, run, files, os.path.join(place, "out"))
        if status not in (0, 1):
            return wrong + [f"{dialect} {how}: the program ended with {status}: {said[:2000]}"]
        found = {name: content(os.path.join(place, "out", name)) for name in sorted(os.listdir(os.path.join(place, "out"))) if name.endswith(".xml")}
        first = first or found
        for name in sorted(set(first) | set(found)):
            if first.get(name) != found.get(name):
                here, there = set(found.get(name, ())), set(first.get(name, ()))
                lines = [f"    only so: {line.decode()[:400]}" for line in sorted(here - there)[:4]] + [f"    only as {ways[0][0]}: {line.decode()[:400]}" for line in sorted(there - here)[:4]]
                wrong.append("\n".join([f"{name} differs as {dialect} {how}:"] + lines))
    return wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--dialect", choices=write_extracts.DIALECTS + ("mixed",))
    parser.add_argument("--properties", action="store_true")
    parser.add_argument("--verify", action="store_true", help="have the program reckon its figures twice too")
    parser.add_argument("--keep", help="keep the files of runs that differ in this folder")
    options = parser.parse_args()
    bad = 0
    for seed in range(options.seed, options.seed + options.runs):
        dialect = options.dialect or write_extracts.DIALECTS[seed % len(write_extracts.DIALECTS)]
        with tempfile.TemporaryDirectory(prefix="evenhand-compare-") as folder:
            wrong = properties(options.program, seed, folder) if options.properties else one_run(options.program, seed, dialect, folder, ["--verify"] if options.verify else [])
            if wrong and options.keep:
                shutil.copytree(folder, os.path.join(options.keep, str(seed)), dirs_exist_ok=True)
        if wrong:
            bad += 1
            print(f"seed {seed} ({'properties' if options.properties else dialect}): {len(wrong)} differences")
            for text in wrong[:40]:
                print("  " + text)
    print(f"{options.runs} runs, {bad} with differences")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
