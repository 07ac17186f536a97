"""LibreOffice recalculates the workbooks: every formula gives the value that we cached, and none gives an error.

The cached values are taken out of a copy first, so that there is nothing for LibreOffice to fall back on.
Usage: test_recalculate.py WRITE_SAMPLES, the program that writes the sample workbooks into a folder.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as ET
import zipfile

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
TOLERANCE = 1e-12


def shared_strings(archive):
    if "xl/sharedStrings.xml" not in archive.namelist():
        return []
    root = ET.fromstring(archive.read("xl/sharedStrings.xml"))
    return ["".join(t.text or "" for t in entry.iter(MAIN + "t")) for entry in root.findall(MAIN + "si")]


def sheets(archive):
    """Name and part of each worksheet."""
    targets = {r.get("Id"): r.get("Target") for r in ET.fromstring(archive.read("xl/_rels/workbook.xml.rels"))}
    for sheet in ET.fromstring(archive.read("xl/workbook.xml")).iter(MAIN + "sheet"):
        target = targets[sheet.get(RELATION + "id")]
        yield sheet.get("name"), target.lstrip("/") if target.startswith("/") else "xl/" + target


def cells(path):
    """(sheet, reference) to (value, whether it is a formula); a number, a text, or ("error", text)."""
    found = {}
    with zipfile.ZipFile(path) as archive:
        strings = shared_strings(archive)
        for name, part in sheets(archive):
            for cell in ET.fromstring(archive.read(part)).iter(MAIN + "c"):
                value, kind = cell.findtext(MAIN + "v"), cell.get("t", "n")
                if value is None:
                    continue
                if kind == "s":
                    value = strings[int(value)]
                elif kind == "n":
                    value = float(value)
                elif kind == "e":
                    value = ("error", value)
                found[name, cell.get("r")] = (value, cell.find(MAIN + "f") is not None)
    return found


def without_cached_values(source, target):
    """Copies a workbook, leaving out the values of its formulas; returns how many there were."""
    count = 0
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name.startswith("xl/worksheets/sheet"):
                text, n = re.subn(r"(</f>)<v>[^<]*</v>", r"\1", data.decode("utf-8"))
                count += n
                data = text.encode("utf-8")
            new.writestr(name, data)
    return count


class Recalculate(unittest.TestCase):
    program = ""

    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="evenhand-recalculate-")
        self.addCleanup(shutil.rmtree, self.folder)

    def test_recalculated_values_agree(self):
        office = shutil.which("soffice") or shutil.which("libreoffice")
        self.assertIsNotNone(office, "LibreOffice Calc is needed for this test")
        written, stripped, again = (os.path.join(self.folder, n) for n in ("written", "stripped", "again"))
        for folder in (written, stripped, again):
            os.mkdir(folder)
        subprocess.run([self.program, written], check=True)
        names = sorted(n for n in os.listdir(written) if n.endswith(".xlsx"))
        self.assertEqual(len(names), 8)
        for name in names:
            count = without_cached_values(os.path.join(written, name), os.path.join(stripped, name))
            self.assertGreater(count, 200, name)
        subprocess.run(
            [office, "-env:UserInstallation=file://" + os.path.join(self.folder, "profile"), "--headless", "--convert-to", "xlsx",
             "--outdir", again] + [os.path.join(stripped, n) for n in names],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=100)
        for name in names:
            with self.subTest(name):
                self.compare(cells(os.path.join(written, name)), cells(os.path.join(again, name)))

    def compare(self, ours, theirs):
        compared = words = 0
        for place, (value, formula) in ours.items():
            self.assertIn(place, theirs)
            other = theirs[place][0]
            if isinstance(value, float):
                self.assertIsInstance(other, float, "%s: %r" % (place, other))
                self.assertLessEqual(abs(value - other), TOLERANCE * max(abs(value), abs(other)), place)
                compared += formula
            else:
                self.assertNotIsInstance(other, tuple, place)
                if formula:
                    self.assertEqual(value, other, place)
                    words += 1
        self.assertGreater(compared, 100)
        self.assertGreater(words, 0)


if __name__ == "__main__":
    Recalculate.program = os.path.abspath(sys.argv.pop(1))
    unittest.main(verbosity=2)
