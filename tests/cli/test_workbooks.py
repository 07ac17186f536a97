"""The working workbooks as other programs see them: each part by a strict XML parser, the rest by openpyxl, the checklist by the program itself.

Usage: test_workbooks.py WRITE_SAMPLES EVENHAND. openpyxl is that of the system's Python where this one has none.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import unittest
import xml.sax
import zipfile

try:
    import openpyxl
except ImportError:
    SYSTEM = "/usr/bin/python3"
    if os.path.realpath(sys.executable) == os.path.realpath(SYSTEM) or not os.path.exists(SYSTEM):
        raise
    sys.exit(subprocess.run([SYSTEM] + sys.argv, check=False).returncode)

# Rows of the checklist that a workbook for internal use may break: filters, frozen panes, lines, grounds.
INTERNAL = ("T7", "F7", "F8")
CHARTED = {"wres": 10, "wdes": 15}  # charts of a workbook with every figure


class Workbooks(unittest.TestCase):
    samples = program = ""

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp(prefix="evenhand-workbooks-")
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        done = subprocess.run([cls.samples, cls.folder], check=True, capture_output=True)
        assert not done.stderr, done.stderr
        cls.paths = sorted(os.path.join(cls.folder, n) for n in os.listdir(cls.folder) if n.endswith(".xlsx"))
        assert len(cls.paths) == 8
        cls.books = {os.path.basename(p): openpyxl.load_workbook(p) for p in cls.paths}

    def each(self):
        for name, book in self.books.items():
            with self.subTest(name):
                yield name, book

    def test_each_part_is_well_formed(self):
        for path in self.paths:
            with zipfile.ZipFile(path) as archive:
                self.assertIsNone(archive.testzip())
                for part in archive.namelist():
                    with self.subTest(path + ": " + part):
                        xml.sax.parseString(archive.read(part), xml.sax.ContentHandler())

    def test_every_sheet_is_a_table_with_panes_on_paper(self):
        for _, book in self.each():
            self.assertEqual(book.active.title, book.sheetnames[0])
            for sheet in book:
                with self.subTest(sheet.title):
                    self.assertEqual(len(sheet.tables), 1)
                    table = next(iter(sheet.tables.values()))
                    self.assertTrue(table.ref.startswith("A"))
                    heading = int(table.ref.split(":")[0][1:])
                    self.assertEqual(sheet.freeze_panes.lstrip("ABCDEFGHIJ"), str(heading + 1))
                    self.assertEqual(sheet.print_title_rows, "$%d:$%d" % (heading, heading))
                    self.assertTrue(str(sheet.print_area[0] if isinstance(sheet.print_area, list) else sheet.print_area).split("!")[-1].startswith("$A$1:"))
                    self.assertEqual((sheet.page_setup.paperSize, sheet.page_setup.orientation), (9, "landscape"))
                    self.assertEqual(sheet.page_setup.fitToWidth or 1, 1)
                    self.assertTrue(sheet.sheet_properties.pageSetUpPr.fitToPage)
                    active = [s.activeCell for s in sheet.sheet_view.selection if s.pane == sheet.sheet_view.pane.activePane]
                    self.assertIn(active, ([None], ["A1"]))
                    self.assertFalse(sheet.merged_cells.ranges)
                    for column in range(1, sheet.max_column + 1):
                        if sheet.cell(heading, column).value:
                            letter = openpyxl.utils.get_column_letter(column)
                            self.assertGreaterEqual(sheet.column_dimensions[letter].width, 8)

    def test_long_lists_have_filters(self):
        for _, book in self.each():
            for name in ("Return", "Audit", "Notes", "Data quality", "Details"):
                if book[name].tables and book[name].max_row > 8:
                    table = next(iter(book[name].tables.values()))
                    self.assertEqual(table.autoFilter.ref, table.ref, name)

    def test_names_lead_to_cells(self):
        for _, book in self.each():
            names = {n.name: n.attr_text for n in book.defined_names.definedName} if hasattr(book.defined_names, "definedName") else {n: d.attr_text for n, d in book.defined_names.items()}
            self.assertIn("Item_2_relative_likelihood", names)
            for name, cells in names.items():
                if name.startswith("Item_"):
                    sheet, where = cells.split("!")
                    self.assertEqual(sheet, "Return")
                    row = where.replace("$", "").split(":")[0].lstrip("ABCDEFGHIJ")
                    self.assertEqual(name, "Item_" + "".join(c if c.isalnum() else "_" for c in book["Return"]["D" + row].value))

    def test_charts_speak(self):
        for path in self.paths:
            with zipfile.ZipFile(path) as archive, self.subTest(path):
                charts = [n for n in archive.namelist() if n.startswith("xl/charts/chart")]
                drawings = [archive.read(n).decode() for n in archive.namelist() if n.startswith("xl/drawings/drawing")]
                shown = sum(d.count("<xdr:graphicFrame") for d in drawings)
                self.assertEqual(shown, len(charts))
                self.assertEqual(sum(d.count(' descr="') for d in drawings), shown)
                if "full" in path:
                    self.assertEqual(shown, CHARTED[os.path.basename(path)[:4]])
                for name in charts:
                    text = archive.read(name).decode()
                    self.assertIn("<c:title>", text)
                    self.assertNotIn("#REF!", text)
                    self.assertNotIn("nan", text)

    def test_properties(self):
        for name, book in self.each():
            properties = book.properties
            standard = "Race" if name.startswith("wres") else "Disability"
            self.assertIn(standard, properties.title)
            self.assertEqual((properties.creator, properties.language), ("Evenhand", "en-GB"))
            self.assertIn("internal", properties.subject)
            self.assertIn("small numbers", properties.description)

    def test_internal_workbooks_say_so(self):
        for _, book in self.each():
            cover = [c.value for row in book["Cover"].iter_rows() for c in row if c.value]
            self.assertIn("Internal: holds small numbers, not for publication.", cover)
            self.assertTrue(any("fewer than 11 people" in str(v) for v in cover))
            for name in ("Return", "Audit", "Likelihood ratios", "Board", "Survey", "Details"):
                above = " ".join(str(book[name].cell(r, 1).value or "") for r in range(1, 6))
                self.assertIn("Internal:", above, name)

    def test_marks_have_words(self):
        """A condition begins with words that a cell shows, or is about small numbers, which a column of words tells."""
        for _, book in self.each():
            for sheet in book:
                for area in sheet.conditional_formatting:
                    for rule in area.rules:
                        self.assertIn(rule.type, ("beginsWith", "expression"))
                        self.assertTrue(rule.dxf.font.b)

    def test_text_stays_text(self):
        odd = self.books["wres-2025-odd.xlsx"]
        hostile = [c for sheet in odd for row in sheet.iter_rows() for c in row if isinstance(c.value, str) and c.value.startswith("=Tr")]
        self.assertTrue(hostile)
        with zipfile.ZipFile(os.path.join(self.folder, "wres-2025-odd.xlsx")) as archive:
            for name in archive.namelist():
                if name.startswith("xl/worksheets/sheet"):
                    self.assertNotIn("<f>Tr", archive.read(name).decode())

    def test_checklist(self):
        """No finding in any row that is read as essential."""
        for path in self.paths:
            done = subprocess.run([self.program, "check", path, "--accessibility", "--no-progress"], capture_output=True, text=True, check=False)
            allowed = INTERNAL + (("F2",) if "odd" in path else ())  # an answer holds an address, as people give it
            said = done.stdout + done.stderr
            self.assertIn("F1", said)
            for line in said.splitlines():
                if ". error," in line or ". warning," in line:
                    self.assertTrue(any(": %s: " % row in line for row in allowed), os.path.basename(path) + ": " + line)


if __name__ == "__main__":
    Workbooks.program = os.path.abspath(sys.argv.pop(2))
    Workbooks.samples = os.path.abspath(sys.argv.pop(1))
    unittest.main(verbosity=2)
