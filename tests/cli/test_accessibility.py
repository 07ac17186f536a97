"""The audit of workbooks: the publication workbooks pass it whole; each rule broken by itself is found by itself.

EVENHAND is the program's path, EVENHAND_TOP the source folder. The workbooks are broken by editing the parts of a good one.
"""

import json
import os
import re
import shutil
import subprocess
import tempfile
import unittest
import zipfile

PROGRAM = os.environ["EVENHAND"]
FIXTURES = os.path.join(os.environ["EVENHAND_TOP"], "fixtures")
FOLDER = None
SHARED, STYLES, BOOK = "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml"
LINE = "Some cells refer to notes, which are on the sheet Notes."
CONTENT, RELATIONS = "[Content_Types].xml", "xl/_rels/workbook.xml.rels"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

# What the purpose of the working workbook excuses: it is worked in, so it has filters, panes, and headings that stand out. None of these rows is essential.
EXCUSED = {"t7-filter-or-panes", "f7-lines", "f8-fill"}


def run(*arguments):
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1747731600"}
    return subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, env=environment, timeout=60, check=False)


def setUpModule():
    global FOLDER
    FOLDER = tempfile.mkdtemp(prefix="evenhand-access-")
    for fixture in ("small", "trust"):
        run("return", os.path.join(FIXTURES, fixture), "--edition", "2025", "--format", "xml,xlsx", "--quiet", "--out", os.path.join(FOLDER, "in"))
    xml = sorted(os.path.join(FOLDER, "in", name) for name in os.listdir(os.path.join(FOLDER, "in")) if name.endswith(".xml"))
    done = run("publish", *xml, "--suppress", "none", "--format", "xlsx", "--quiet", "--out", os.path.join(FOLDER, "out"))
    assert done.returncode == 0, done.stderr


def tearDownModule():
    shutil.rmtree(FOLDER)


def audit(path):
    """The status and the codes found."""
    done = run("check", "--accessibility", path, "--format", "json")
    codes = [finding["code"] for file in json.loads(done.stdout)["files"] for finding in file["findings"]] if done.stdout else []
    return done.returncode, codes


class Book:
    """The parts of the publication workbook of the small fixture, to be changed."""

    def __init__(self):
        with zipfile.ZipFile(os.path.join(FOLDER, "out", "XSM-2025-publication.xlsx")) as archive:
            self.parts = {name: archive.read(name).decode("utf-8") for name in archive.namelist()}
        names = re.findall(r'<sheet name="([^"]*)"', self.parts[BOOK])
        self.sheet = {name: f"xl/worksheets/sheet{i + 1}.xml" for i, name in enumerate(names)}
        self.last = self.sheet["WRES completeness"]

    def change(self, part, pattern, by, count=1):
        self.parts[part], made = re.subn(pattern, by, self.parts[part], count=count, flags=re.DOTALL)
        assert made, f"{pattern} is not in {part}"

    def say(self, old, new):
        self.change(SHARED, re.escape(old), new)

    def before(self, part, tag, text):
        self.change(part, f"<{tag}", text + f"<{tag}")

    def relations(self, part):
        folder, name = part.rsplit("/", 1)
        return f"{folder}/_rels/{name}.rels"

    def relate(self, part, kind, target):
        self.change(self.relations(part), "</Relationships>", f'<Relationship Id="rIdX" Type="{OFFICE}/{kind}" Target="{target}"/></Relationships>')

    def table(self, part):
        return "xl/tables/" + re.search(r"tables/(table\d+\.xml)", self.parts[self.relations(part)]).group(1)

    def rows(self):
        return re.findall(r'<row r="(\d+)"', self.parts[self.last])

    def write(self, name):
        path = os.path.join(FOLDER, name)
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for part, text in self.parts.items():
                archive.writestr(part, text)
        return path


# ---- one function a rule ----


def t1(b):
    b.change(b.last, r"<tableParts.*?</tableParts>", "")
    b.change(b.relations(b.last), r'<Relationship [^>]*table[^>]*/>', "")


def t2(b):
    b.change(b.table(b.last), r'displayName="[^"]*"', 'displayName="Table7"')


def t3(b):
    b.before(b.last, "pageMargins", '<mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells>')


def t4(b):
    number = b.rows()[-2]
    b.change(b.last, f'<row r="{number}".*?</row>', "")


def t5_other(b):
    b.change(b.table(b.last), 'name="Unit"', 'name="Units"')


def t5_none(b):
    b.change(b.table(b.last), "<table ", '<table headerRowCount="0" ')


def t5_made_up(b):
    b.change(b.table(b.last), 'name="Unit"', 'name="Column2"')
    b.say("<t>Unit</t>", "<t>Column2</t>")
    for part in [p for p in b.parts if p.startswith("xl/tables/")]:
        b.parts[part] = b.parts[part].replace('name="Unit"', 'name="Column2"')


def t6(b):
    b.change(STYLES, r' wrapText="1"', "", count=0)


def t7_pane(b):
    b.change(b.last, r"<sheetView ([^>]*?)/>", r'<sheetView \1><pane ySplit="5" topLeftCell="A6" state="frozen"/></sheetView>')


def t7_filter(b):
    b.change(b.table(b.last), r'(ref="([^"]*)"[^>]*>)', r'\1<autoFilter ref="\2"/>')


def t8(b):
    number = b.rows()[-1]
    b.change(b.last, f'<c r="C{number}".*?</c>', "")


def t9_row(b):
    b.change(b.last, r'<row r="5"', '<row r="5" hidden="1"')


def t9_sheet(b):
    b.change(BOOK, r'<sheet name="WRES board"', '<sheet state="hidden" name="WRES board"')


def t10(b):
    b.change(b.last, r"<cols>.*?</cols>", "")


def n1_star(b):
    b.say(LINE, LINE + " *")


def n1_raised(b):
    b.say(f"<t>{LINE}</t>", f'<r><t>{LINE}</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>1</t></r>')


def n2(b):
    b.say(LINE, LINE + " See note 3.")


def n2_bare(b):
    b.say(LINE, LINE + " See [3].")


def n3(b):
    b.say("<t>people</t>", "<t>people [note 1]</t>")


def n4_undefined(b):
    b.say(LINE, LINE + " [note 999]")


def n4_unused(b):
    b.change(SHARED, r" \[note 1\](?=[^<]* \[note 2\])", "", count=0)


def f2(b):
    b.say(LINE, LINE + " https://example.org/notes")


def f3_small(b):
    b.change(STYLES, r'<sz val="12"/>', '<sz val="8"/>', count=0)


def f3_other(b):
    b.change(STYLES, r'<sz val="18"/>(.*?)<name val="Arial"/>', r'<sz val="18"/>\1<name val="Verdana"/>')


def f3_serif(b):
    b.change(STYLES, r'<sz val="18"/>(.*?)<family val="2"/>', r'<sz val="18"/>\1<family val="1"/>')


def f4_plain(b):
    b.change(STYLES, r'<b/><sz val="18"/>', '<sz val="18"/>')


def f4_empty(b):
    b.change(b.last, r'<c r="A1".*?</c>', "")


def f5(b):
    b.say("<t>people</t>", "<t>\u2013</t>")


def f6_header(b):
    b.change(b.last, r"(<pageSetup[^>]*/>)", r"\1<headerFooter><oddHeader>&amp;CNumbers</oddHeader></headerFooter>")


def drawing(b, inside):
    b.parts["xl/drawings/drawing1.xml"] = (
        '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"><xdr:twoCellAnchor>'
        f"{inside}</xdr:twoCellAnchor></xdr:wsDr>"
    )
    b.relate(b.last, "drawing", "../drawings/drawing1.xml")


def f6_box(b):
    drawing(b, '<xdr:sp><xdr:nvSpPr><xdr:cNvPr id="2" name="Box"/><xdr:cNvSpPr txBox="1"/></xdr:nvSpPr></xdr:sp>')


def f7(b):
    b.change(STYLES, r"<border><left/>", '<border><left style="thin"/>')


def f8(b):
    b.change(STYLES, r'<patternFill patternType="none"/>', '<patternFill patternType="solid"><fgColor rgb="FFFFFF99"/></patternFill>')


def f8_style(b):
    b.change(b.table(b.last), r"<tableStyleInfo", '<tableStyleInfo name="TableStyleMedium2"')


def f9_scale(b):
    b.before(b.last, "pageMargins", '<conditionalFormatting sqref="C6"><cfRule type="colorScale" priority="1"/></conditionalFormatting>')


def f9_rule(b):
    b.change(STYLES, r"<dxfs[^>]*/>|<dxfs[^>]*>.*?</dxfs>", '<dxfs count="1"><dxf><font><color rgb="FFFF0000"/></font></dxf></dxfs>')
    b.before(b.last, "pageMargins", '<conditionalFormatting sqref="C6"><cfRule type="cellIs" dxfId="0" priority="1"/></conditionalFormatting>')


def f10(b):
    b.change(STYLES, r'rgb="FF0563C1"', 'rgb="FF9DC3E6"')


def f11(b):
    drawing(b, '<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="2" name="Picture 1"/><xdr:cNvPicPr/></xdr:nvPicPr></xdr:pic>')


def f12(b):
    b.change(RELATIONS, "</Relationships>", '<Relationship Id="rIdV" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" Target="vbaProject.bin"/></Relationships>')


def s1_same(b):
    b.change(BOOK, 'name="Contents"', 'name="COVER"')


def s1_made_up(b):
    b.change(BOOK, 'name="Cover"', 'name="Sheet1"')


def s2(b):
    b.change(b.sheet["Cover"], r"<sheetData>.*?</sheetData>", "<sheetData/>")


def s3_count(b):
    b.say("This sheet contains one table.", "This sheet is for reading.")


def s3_column(b):
    b.change(b.last, r'(<c r="A2".*?</c>)', r'\1<c r="B2" t="inlineStr"><is><t>more</t></is></c>')
    b.change(STYLES, r"(<font>)<sz val=\"11\"/>(.*?)<name val=\"Calibri\"/>", r'\1<sz val="11"/>\2<name val="Arial"/>')


def s4(b):
    first = re.search(r' ref="A(\d+):C(\d+)"', b.parts[b.table(b.last)])
    b.change(b.table(b.last), first.group(0), f' ref="B{first.group(1)}:D{first.group(2)}"')
    for number in range(int(first.group(1)), int(first.group(2)) + 1):
        for old, new in (("C", "D"), ("B", "C"), ("A", "B")):
            b.change(b.last, f'<c r="{old}{number}"', f'<c r="{new}{number}"')
    b.change(b.last, r"</cols>", '<col min="4" max="4" width="16" customWidth="1"/></cols>')


def words(b, reference, text):
    style = re.search(r'<c r="A6" s="(\d+)"', b.parts[b.last]).group(1)
    return f'<c r="{reference}" s="{style}" t="inlineStr"><is><t>{text}</t></is></c>'


def s5(b):
    below = int(b.rows()[-1]) + 1
    b.change(b.last, "</sheetData>", f'<row r="{below}">{words(b, f"A{below}", "A remark")}</row></sheetData>')


def s6(b):
    below = int(b.rows()[-1]) + 1
    more = "".join(f'<row r="{n}">{words(b, f"A{n}", f"One {n}")}{words(b, f"B{n}", f"Other {n}")}</row>' for n in (below, below + 1))
    b.change(b.last, "</sheetData>", more + "</sheetData>")
    b.parts["xl/tables/table99.xml"] = (
        f'<table xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" id="99" name="More_of_it" displayName="More_of_it" ref="A{below}:B{below + 1}">'
        f'<tableColumns count="2"><tableColumn id="1" name="One {below}"/><tableColumn id="2" name="Other {below}"/></tableColumns></table>'
    )
    b.relate(b.last, "table", "../tables/table99.xml")


def p3(b):
    b.change("docProps/core.xml", r"<dc:title>.*?</dc:title>", "<dc:title></dc:title>")


def p4_tab(b):
    b.change(BOOK, r"<workbookView ", '<workbookView activeTab="2" ')


def p4_cell(b):
    b.change(b.last, r"<sheetView ([^>]*?)/>", r'<sheetView \1><selection activeCell="B7" sqref="B7"/></sheetView>')


BREAKERS = {
    "t1-no-table": [t1],
    "t2-table-name": [t2],
    "t3-merged-cells": [t3],
    "t4-blank-row-or-column": [t4],
    "t5-headings": [t5_other, t5_none, t5_made_up],
    "t6-not-wrapped": [t6],
    "t7-filter-or-panes": [t7_pane, t7_filter],
    "t8-empty-cells": [t8],
    "t9-hidden": [t9_row, t9_sheet],
    "t10-column-width": [t10],
    "n1-note-symbol": [n1_star, n1_raised],
    "n2-note-word": [n2, n2_bare],
    "n3-note-in-data": [n3],
    "n4-notes-sheet": [n4_undefined, n4_unused],
    "f2-link": [f2],
    "f3-font": [f3_small, f3_other, f3_serif],
    "f4-title": [f4_plain, f4_empty],
    "f5-symbols": [f5],
    "f6-header-or-box": [f6_header, f6_box],
    "f7-lines": [f7],
    "f8-fill": [f8, f8_style],
    "f9-colour-alone": [f9_scale, f9_rule],
    "f10-contrast": [f10],
    "f11-image": [f11],
    "f12-macros": [f12],
    "s1-sheet-names": [s1_same, s1_made_up],
    "s2-blank-sheet": [s2],
    "s3-column-a": [s3_count, s3_column],
    "s4-table-place": [s4],
    "s5-below-table": [s5],
    "s6-several-tables": [s6],
    "p3-properties": [p3],
    "p4-cursor": [p4_tab, p4_cell],
}


class Audit(unittest.TestCase):
    def test_publications_pass(self):
        for name in ("XSM-2025-publication.xlsx", "XTR-2025-publication.xlsx"):
            self.assertEqual(audit(os.path.join(FOLDER, "out", name)), (0, []), name)
        self.assertEqual(audit(Book().write("as-it-was.xlsx")), (0, []))

    def test_working_workbooks_break_what_their_purpose_excuses(self):
        for name in sorted(os.listdir(os.path.join(FOLDER, "in"))):
            if name.endswith(".xlsx"):
                self.assertLessEqual(set(audit(os.path.join(FOLDER, "in", name))[1]), EXCUSED, name)

    def test_every_rule_is_found_alone(self):
        for code, breakers in BREAKERS.items():
            for breaker in breakers:
                with self.subTest(breaker=breaker.__name__):
                    book = Book()
                    breaker(book)
                    status, codes = audit(book.write(breaker.__name__ + ".xlsx"))
                    self.assertEqual((status, sorted(set(codes))), (1, [code]))

    def test_every_rule_is_tried(self):
        with open(os.path.join(os.environ["EVENHAND_TOP"], "src", "base", "finding_codes.def"), encoding="utf-8") as source:
            rules = re.findall(r'EH_FINDING\(ACCESS_\w+, EH_\w+, "([^"]*)"', source.read())
        self.assertEqual(sorted(rules), sorted(BREAKERS))

    def test_place_and_words(self):
        book = Book()
        t3(book)
        done = run("check", "--accessibility", book.write("words.xlsx"))
        self.assertEqual(done.returncode, 1)
        self.assertIn("1. error, sheet WRES completeness, row 1, column A: T3: 1 range of cells is merged.", done.stdout)
        self.assertIn("Split merged cells", done.stdout)
        self.assertIn("need a person", done.stdout)

    def test_files_that_are_none(self):
        for name in ("bad-truncated.xlsx", "bad-swollen.xlsx", "bad-doctype.xlsx", "bad-empty.csv", "bad-zip-without-workbook.xlsx"):
            done = run("check", "--accessibility", os.path.join(FIXTURES, name))
            self.assertEqual(done.returncode, 2, name)
        self.assertEqual(run("check", "--accessibility", os.path.join(FOLDER, "missing.xlsx")).returncode, 2)

    def test_others_workbooks(self):
        status, codes = audit(os.path.join(FIXTURES, "good-dates-1900.xlsx"))
        self.assertEqual(status, 1)
        self.assertIn("t1-no-table", codes)
        done = run("check", "--accessibility", os.path.join(FOLDER, "out"), "--format", "json")
        self.assertEqual([file["file"] for file in json.loads(done.stdout)["files"]], ["XSM-2025-publication.xlsx", "XTR-2025-publication.xlsx"])


if __name__ == "__main__":
    unittest.main()
