#!/usr/bin/env python3
"""Files made to harm: each is read or refused with its reason, in little time and little memory, and nothing that an extract says is run by a spreadsheet.

    EVENHAND=PROGRAM test_hostile.py
"""

import io
import json
import os
import re
import struct
import subprocess
import tempfile
import unittest
import zipfile

PROGRAM = os.environ.get("EVENHAND")
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
HEADINGS = ["Organisation Code", "Employee Number", "Staff Group", "Occupation Code", "Pay Grade", "Ethnic Origin", "Disability"]
PERSON = ["XHS", "100", "Estates and Ancillary", "H2R", "NHS|XR02|Review Body Band 2", "A White - British", "No"]


def is_sanitized():
    with open(PROGRAM, "rb") as program:
        return b"__asan_init" in program.read()


def relation(name, kind, target):
    return f'<Relationship Id="{name}" Type="{LINK}/{kind}" Target="{target}"/>'


def relations(*inner):
    return f'<Relationships xmlns="{PACKAGE}">' + "".join(inner) + "</Relationships>"


def letters(column):
    text = ""
    while column >= 0:
        text, column = chr(65 + column % 26) + text, column // 26 - 1
    return text


def row(number, texts):
    return f'<row r="{number}">' + "".join(f'<c r="{letters(i)}{number}" t="inlineStr"><is><t>{text}</t></is></c>' for i, text in enumerate(texts)) + "</row>"


def sheet(*rows, before="", after=""):
    return f'<worksheet xmlns="{MAIN}">{before}<sheetData>' + "".join(rows) + f"</sheetData>{after}</worksheet>"


def people(count=1, before=""):
    return sheet(row(1, HEADINGS), *(row(i + 2, [PERSON[0], str(100 + i)] + PERSON[2:]) for i in range(count)), before=before)


def parts(worksheet, target="worksheets/sheet1.xml", **more):
    made = {"_rels/.rels": relations(relation("a", "officeDocument", "xl/workbook.xml")),
            "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{LINK}"><sheets><sheet name="S" sheetId="1" r:id="a"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": relations(relation("a", "worksheet", target), *([relation("b", "sharedStrings", "sharedStrings.xml")] if "strings" in more else []))}
    if worksheet is not None:
        made["xl/worksheets/sheet1.xml"] = worksheet
    if "strings" in more:
        made["xl/sharedStrings.xml"] = more["strings"]
    return list(made.items())


def package(entries, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as made:
        for name, data in entries:
            made.writestr(zipfile.ZipInfo(name), data, method)
    return out.getvalue()


def overlapping():
    """A directory whose hundred entries all point to one part of ten megabytes, as the bombs do that need no nesting."""
    data = package(parts(people()) + [("xl/media/0", b"\0" * (10 << 20))])
    end = data.rindex(b"PK\5\6")
    size, offset = struct.unpack("<II", data[end + 12:end + 20])
    directory = data[offset:offset + size]
    last = directory[directory.rindex(b"PK\1\2"):]
    directory += b"".join(last.replace(b"media/0", b"m%05d" % i) for i in range(100))
    count = directory.count(b"PK\1\2")
    return data[:offset] + directory + b"PK\5\6\0\0\0\0" + struct.pack("<HHIIH", count, count, len(directory), offset, 0)


def laughing():
    """One text of a megabyte, and a hundred thousand cells that show it."""
    text = "abcdefghijklmnopqrstuvwxyz" * 40000
    cells = "".join(f'<row><c t="inlineStr"><is><t>{i}</t></is></c><c t="s"><v>0</v></c></row>' for i in range(20000))
    return package(parts(sheet(row(1, ["Employee Number", "Pay Grade"]), cells), strings=f'<sst xmlns="{MAIN}"><si><t>{text}</t></si></sst>'))


def csv(*rows):
    return b"\n".join(row if isinstance(row, bytes) else ",".join(row).encode() for row in rows) + b"\n"


# A name, the file's ending, what makes it, and the codes of which one must be found ("" for none: it is read).
CASES = [
    ("a plain one", "xlsx", lambda: package(parts(people())), ""),
    ("a bomb of strings", "xlsx", lambda: package(parts(people(), strings=f'<sst xmlns="{MAIN}"><si><t>' + "x" * (24 << 20) + "</t></si></sst>")), "part-ratio"),
    ("a bomb of rows", "xlsx", lambda: package(parts(sheet(row(1, HEADINGS), "<row/>" * (4 << 20)))), " part-ratio no-rows"),
    ("a bomb of overlapping parts that nothing asks for", "xlsx", overlapping, " workbook-damaged"),
    ("a bomb beside the sheet", "xlsx", lambda: package(parts(people()) + [("xl/media/bomb", b"\0" * (24 << 20))]), ""),
    ("a workbook within a zip file", "xlsx", lambda: package([("staff.xlsx", package(parts(people())))]), "file-archive"),
    ("a zip file within itself many times", "zip", lambda: package([("a.zip", package([("b.zip", package([("c.zip", b"PK\3\4")]))]))]), "file-archive"),
    ("one part twice", "xlsx", lambda: package(parts(people()) + [("XL/worksheets/SHEET1.XML", people())]), "duplicate-part"),
    ("a path out of the package", "xlsx", lambda: package(parts(people()) + [("../../etc/passwd", "x")]), "part-name-refused"),
    ("a sheet outside of the package", "xlsx", lambda: package(parts(None, target="../../../../../../etc/passwd")), "part-missing part-name-refused"),
    ("a sheet at an address", "xlsx", lambda: package(parts(None, target="http://127.0.0.1:9/sheet.xml")), "part-missing"),
    ("a sheet in a file", "xlsx", lambda: package(parts(None, target="file:///etc/passwd")), "part-missing"),
    ("an external entity", "xlsx", lambda: package(parts('<!DOCTYPE w [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + sheet(row(1, ["&e;"])))), "part-doctype"),
    ("entities within entities", "xlsx", lambda: package(parts(
        "<!DOCTYPE w [<!ENTITY a 'xxxxxxxxxx'>" + "".join(f"<!ENTITY {chr(98 + i)} '{('&' + chr(97 + i) + ';') * 10}'>" for i in range(9)) + "]>" + sheet(row(1, ["&j;"])))), "part-doctype"),
    ("a dimension that lies", "xlsx", lambda: package(parts(people(before='<dimension ref="A1:XFD1048576"/>'))), ""),
    ("a count of strings that lies", "xlsx", lambda: package(parts(people(), strings=f'<sst xmlns="{MAIN}" count="4294967295" uniqueCount="4294967295"><si><t>x</t></si></sst>')), ""),
    ("the last row and one beyond", "xlsx", lambda: package(parts(sheet(row(1, HEADINGS), row(1048576, PERSON), row(99999999999, PERSON)))), " cell-position row-position"),
    ("a column beyond the last", "xlsx", lambda: package(parts(sheet(row(1, HEADINGS), row(2, PERSON), '<row r="3"><c r="ZZZZZZZ3"><v>1</v></c></row>'))), "cell-position"),
    ("a million cells in a row", "xlsx", lambda: package(parts(sheet(row(1, HEADINGS), row(2, PERSON), '<row r="3">' + "<c><v>1</v></c>" * (1 << 20) + "</row>")), zipfile.ZIP_STORED),
     "cell-position"),
    ("a cell of five megabytes", "xlsx", lambda: package(parts(sheet(row(1, HEADINGS + ["Job Role"]), row(2, PERSON + ["x" * (5 << 20)]))), zipfile.ZIP_STORED), "cell-cut"),
    ("one text in many cells", "xlsx", laughing, "unknown-pay-grade"),
    ("elements within elements", "xlsx", lambda: package(parts(sheet("<a>" * 100000)), zipfile.ZIP_STORED), "part-malformed"),
    ("a comment without an end", "xlsx", lambda: package(parts(f'<worksheet xmlns="{MAIN}"><!--' + os.urandom(8 << 20).hex()), zipfile.ZIP_STORED), "part-malformed"),
    ("a sheet in another encoding", "xlsx", lambda: package(parts(('<?xml version="1.0" encoding="UTF-16"?>' + people()).encode("utf-16"))), ""),
    ("a million columns", "csv", lambda: csv(HEADINGS, PERSON, b"x," * (1 << 20)), "too-many-columns"),
    ("a million headings", "csv", lambda: csv(HEADINGS + ["x"] * (1 << 20), PERSON), "too-many-columns"),
    ("a cell of five megabytes", "csv", lambda: csv(HEADINGS + ["Job Role"], PERSON + ["x" * (5 << 20)]), "text-cell-cut"),
    ("a line of twenty megabytes", "csv", lambda: csv(HEADINGS, PERSON, b"x" * (20 << 20)), "text-cell-cut"),
    ("a quote that stays open for nine megabytes", "csv", lambda: csv(HEADINGS, PERSON, b'"' + b"x,\n" * (3 << 20)), "unclosed-quote"),
    ("quotes alone", "csv", lambda: csv(HEADINGS, PERSON, b'"' * 100001), "unclosed-quote"),
    ("zero bytes", "csv", lambda: csv(HEADINGS, PERSON, [cell + "\0" for cell in PERSON]), "zero-bytes"),
    ("nothing but zero bytes", "csv", lambda: b"\0" * (1 << 20), "file-binary"),
    ("one byte that is not UTF-8", "csv", lambda: csv(HEADINGS, ["XHS", "Zoë".replace("ë", "\u00eb")] + PERSON[2:], b"XHS,\xff9" + ("," + ",".join(PERSON[2:])).encode()), "invalid-characters"),
]


@unittest.skipUnless(PROGRAM, "EVENHAND does not name the program")
class Hostile(unittest.TestCase):
    SECONDS, KIBIBYTES = (30, 320 << 10) if PROGRAM and not is_sanitized() else (120, 3 << 20)

    def run_program(self, folder, *arguments):
        """Its status, its findings and what it printed; fails when it crashes, hangs or takes too much memory."""
        with open(os.path.join(folder, "said"), "w+b") as said, open(os.path.join(folder, "printed"), "w+b") as printed:
            child = subprocess.Popen([PROGRAM, *arguments], stdout=printed, stderr=said, cwd=folder)  # pylint: disable=consider-using-with
            _, status, used = os.wait4(child.pid, 0)
            child.returncode = os.waitstatus_to_exitcode(status)
            said.seek(0)
            lines = said.read().decode("utf-8").splitlines()
            printed.seek(0)
            text = printed.read().decode("utf-8")
        self.assertIn(child.returncode, (0, 1, 2), lines[-20:])
        self.assertLess(used.ru_utime + used.ru_stime, self.SECONDS)
        self.assertLess(used.ru_maxrss, self.KIBIBYTES)
        return child.returncode, [json.loads(line) for line in lines if line.startswith("{")], text

    def test_hostile_files(self):
        for name, ending, make, codes in CASES:
            with self.subTest(name=name, ending=ending), tempfile.TemporaryDirectory() as folder:
                path = os.path.join(folder, "staff." + ending)
                with open(path, "wb") as out:
                    out.write(make())
                _, findings, _ = self.run_program(folder, "check", "--log", "json", path)
                told = {finding["code"] for finding in findings}
                if codes and not codes.startswith(" "):
                    self.assertTrue(told & set(codes.split()), sorted(told))
                elif not codes:
                    self.assertFalse([finding for finding in findings if finding["severity"] == "error"], findings)
                self.assertEqual(sorted(os.listdir(folder)), ["printed", "said", os.path.basename(path)], "something was left behind")

    def test_one_bad_byte_costs_one_cell(self):
        good = [["XHS", str(100 + i)] + PERSON[2:] for i in range(50)]
        with tempfile.TemporaryDirectory() as folder:
            for bad in (b"XHS,199,Estates and Ancillary,H2R,NHS|XR02|\xe9 Band 2,A White - British,No", b"XHS,199,Estates and Ancillary,H2R,NHS|XR02|Review Body Band 2,A White - British,N\xf5"):
                path = os.path.join(folder, "staff.csv")
                with open(path, "wb") as out:
                    out.write(csv(HEADINGS, ["XHS", "Zoë"] + PERSON[2:], *good, bad))
                self.run_program(folder, "return", "--edition", "2025", "--format", "csv", "--quiet", "--out", os.path.join(folder, "out"), path)
                with open(os.path.join(folder, "out", "XHS-wres-2025.csv"), encoding="utf-8") as made:
                    rows = re.findall(r"^XHS,WRES,2025,1\.total,.*?,white,headcount,(\d+),", made.read(), re.MULTILINE)
                self.assertEqual(rows, ["52"])

    def test_nothing_is_run_by_a_spreadsheet(self):
        begins = ["=", "+", "-", "@", "\t=", "\r="]
        attack = 'cmd|" /C calc"!A0'
        quoted = '"' + attack.replace('"', '""') + '"'
        with tempfile.TemporaryDirectory() as folder:
            staff = [["XHS", str(200 + i)] + PERSON[2:5] + [quoted.replace("cmd", begin + "cmd", 1), "No"] for i, begin in enumerate(begins * 12)]
            with open(os.path.join(folder, "=1+1.csv"), "w", encoding="utf-8", newline="") as out:
                out.write("\n".join(",".join(cells) for cells in [HEADINGS] + staff) + "\n")
            with open(os.path.join(folder, "answers.csv"), "w", encoding="utf-8", newline="") as out:
                out.write("Organisation Code,Edition,Item,Answer,Text\nXHS,2025,9b.action,Yes,=HYPERLINK(1)\n")
            out = os.path.join(folder, "out")
            self.run_program(folder, "return", "--edition", "2025", "--format", "csv,xlsx,json,text,xml", "--quiet", "--out", out, "=1+1.csv", "answers.csv")
            names = sorted(os.listdir(out))
            self.assertIn("mapping-todo.csv", names)
            self.assertIn("XHS-wdes-2025.xlsx", names)
            for name in names:
                path = os.path.join(out, name)
                if name.endswith(".csv"):
                    with open(path, encoding="utf-8", newline="") as made:
                        for cell in self.cells(made.read()):
                            self.assertFalse(re.match(r"[=@\t\r]|[+-](?![0-9.]+$)", cell), (name, cell))
                elif name.endswith(".xlsx"):
                    self.check_workbook(path)

    @staticmethod
    def cells(text):
        for field in re.finditer(r'"((?:[^"]|"")*)"|([^",\r\n]+)', text):
            yield field.group(1).replace('""', '"') if field.group(1) is not None else field.group(2)

    def check_workbook(self, path):
        with zipfile.ZipFile(path) as book:
            for name in book.namelist():
                text = book.read(name).decode("utf-8")
                for formula in re.findall(r"<f\b[^>]*>(.*?)</f>", text):
                    self.assertNotRegex(formula, "cmd|HYPERLINK", path)
                self.assertNotIn("externalLink", name)
                self.assertNotIn("TargetMode", text)


if __name__ == "__main__":
    unittest.main()
