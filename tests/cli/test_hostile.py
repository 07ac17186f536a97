#!/usr/bin/env python3
"""Files made to harm: each is read or refused with its reason, in little time and little memory, and nothing that an extract says is run by a spreadsheet.

    EVENHAND=PROGRAM test_hostile.py
"""

import io
import json
import os
import random
import re
import struct
import subprocess
import tempfile
import unittest
import zipfile
import zlib

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


class Entry:  # pylint: disable=too-few-public-methods
    """One entry of a zip file that may say whatever it likes: what is given here overrules what is true."""

    def __init__(self, name, data, **lies):
        self.name, self.data, self.lies = name.encode(), data if isinstance(data, bytes) else data.encode("utf-8"), lies

    def bytes(self, at):
        """What stands at offset `at` of the file, and the entry of the directory."""
        lies = self.lies
        method = lies.get("method", 8)
        packer = zlib.compressobj(9, zlib.DEFLATED, -15)
        packed = lies.get("packed") or (self.data if method != 8 else packer.compress(self.data) + packer.flush())
        flags = lies.get("flags", 0) | (8 if "descriptor" in lies else 0)
        crc, size, packed_size = lies.get("crc", zlib.crc32(self.data)), lies.get("size", len(self.data)), lies.get("packed_size", len(packed))
        zip64 = struct.pack("<HHQQ", 1, 16, size, packed_size) if lies.get("zip64") else b""
        shown = (0xFFFFFFFF, 0xFFFFFFFF) if zip64 else (packed_size & 0xFFFFFFFF, size & 0xFFFFFFFF)
        facts = struct.pack("<HHHHHIIIHH", 45 if zip64 else 20, flags, method, 0, 0x5A7F, crc, *shown, len(self.name), len(zip64))
        local = facts
        if "descriptor" in lies:
            local = struct.pack("<HHHHHIIIHH", 20, flags, method, 0, 0x5A7F, 0, 0, 0, len(self.name), len(zip64))
        name = lies.get("local_name", self.name.decode()).encode()
        trailer = (b"PK\7\x08" if lies.get("descriptor") == "signed" else b"") + struct.pack("<III", crc, packed_size, size) if "descriptor" in lies else b""
        directory = b"PK\1\2\x2d\0" + facts + struct.pack("<HHHII", 0, 0, 0, 0, lies.get("offset", at)) + self.name + zip64
        return b"PK\3\4" + local + name + zip64 + packed + trailer, directory


def raw_package(entries, comment=b"", zip64=False, count=None):
    """A zip file of Entry's and of (name, data)."""
    out, directory = b"", b""
    for entry in (entry if isinstance(entry, Entry) else Entry(*entry) for entry in entries):
        here, listed = entry.bytes(len(out))
        out, directory = out + here, directory + listed
    number, at = count if count is not None else len(entries), len(out)
    if zip64:
        end = b"PK\6\6" + struct.pack("<QHHIIQQQQ", 44, 45, 45, 0, 0, number, number, len(directory), at) + b"PK\6\7" + struct.pack("<IQI", 0, at + len(directory), 1)
        return out + directory + end + b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, len(comment)) + comment
    return out + directory + b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, number, number, len(directory), at, len(comment)) + comment


def with_sheet(**lies):
    """A plain workbook but for the entry of its sheet."""
    return [Entry(name, data, **(lies if name.endswith("sheet1.xml") else {})) for name, data in parts(people())]


def forced_zip64():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts(people()):
            with made.open(name, "w", force_zip64=True) as part:
                part.write(data.encode())
    return out.getvalue()


def with_declaration(part, text='<!DOCTYPE w [<!ENTITY e SYSTEM "file:///etc/passwd">]>'):
    """A plain workbook with styles and strings, one of whose parts begins with a document type."""
    styles = f'<styleSheet xmlns="{MAIN}"><cellXfs count="1"><xf numFmtId="0"/></cellXfs></styleSheet>'
    made = dict(parts(people(), strings=f'<sst xmlns="{MAIN}"><si><t>x</t></si></sst>'))
    made["xl/_rels/workbook.xml.rels"] = made["xl/_rels/workbook.xml.rels"].replace("</Relationships>", relation("c", "styles", "styles.xml") + "</Relationships>")
    made["xl/styles.xml"] = styles
    made[part] = text + made[part]
    return list(made.items())


def spread(cells):
    """A sheet whose one person stands in cells of any form."""
    return sheet(row(1, HEADINGS), '<row r="2">' + cells + "</row>")


def prefixed(count):
    """A sheet as some programs write it: every element with a prefix."""
    return re.sub(r"<(/?)(?!/)", r"<\1x:", people(count)).replace("xmlns=", "xmlns:x=")


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
    # Zip files that are unusual, and right.
    ("Zip64 as Python writes it", "xlsx", forced_zip64, ""),
    ("Zip64 by hand", "xlsx", lambda: raw_package([Entry(name, data, zip64=True) for name, data in parts(people())], zip64=True), ""),
    ("sizes behind the data", "xlsx", lambda: raw_package(with_sheet(descriptor="signed")), ""),
    ("sizes behind the data without a mark", "xlsx", lambda: raw_package(with_sheet(descriptor="bare")), ""),
    ("stored parts", "xlsx", lambda: package(parts(people()), zipfile.ZIP_STORED), ""),
    ("bzip2", "xlsx", lambda: package(parts(people()), zipfile.ZIP_BZIP2), " part-damaged"),
    ("lzma", "xlsx", lambda: package(parts(people()), zipfile.ZIP_LZMA), " part-damaged"),
    ("a comment at the end", "xlsx", lambda: raw_package(parts(people()), comment=b"PK\5\6" * 500), " workbook-damaged"),
    ("prefixes on every element", "xlsx", lambda: package(parts(prefixed(300))), ""),
    # Zip files that lie.
    ("a method nobody knows", "xlsx", lambda: raw_package(with_sheet(method=77)), "part-damaged"),
    ("an encrypted part", "xlsx", lambda: raw_package(with_sheet(flags=1)), "part-damaged"),
    ("a size too small", "xlsx", lambda: raw_package(with_sheet(size=10)), "part-damaged"),
    ("a size of 4 GiB", "xlsx", lambda: raw_package(with_sheet(size=0xFFFFFFFE)), "part-damaged"),
    ("a size of 16 EiB", "xlsx", lambda: raw_package(with_sheet(size=2**64 - 1, zip64=True)), "part-damaged workbook-damaged"),
    ("a packed size too small", "xlsx", lambda: raw_package(with_sheet(packed_size=10)), "part-damaged workbook-damaged"),
    ("a packed size too large", "xlsx", lambda: raw_package(with_sheet(packed_size=0x7FFFFFFF)), " part-damaged workbook-damaged"),
    ("a wrong checksum", "xlsx", lambda: raw_package(with_sheet(crc=1)), "part-damaged"),
    ("no deflate stream", "xlsx", lambda: raw_package(with_sheet(packed=b"\xff" * 100)), "part-damaged"),
    ("a part behind the end", "xlsx", lambda: raw_package(with_sheet(offset=0x7FFFFFFF)), "part-damaged workbook-damaged"),
    ("a part within another", "xlsx", lambda: raw_package(with_sheet(offset=0)), "part-damaged workbook-damaged part-malformed"),
    ("two names of one part", "xlsx", lambda: raw_package(with_sheet(local_name="xl/worksheets/sheet2.xml")), " part-damaged workbook-damaged"),
    ("a count of entries too large", "xlsx", lambda: raw_package(parts(people()), count=60000), "workbook-damaged"),
    ("a count of entries too small", "xlsx", lambda: raw_package(parts(people()), count=1), "workbook-damaged not-a-workbook part-missing"),
    ("twenty thousand parts", "xlsx", lambda: package(parts(people()) + [(f"x/{i}", "") for i in range(20000)], zipfile.ZIP_STORED), "too-many-parts"),
    ("a name of 60,000 bytes", "xlsx", lambda: package(parts(people()) + [("a/" * 30000 + "b", "x")]), ""),
    ("a part named with zero bytes", "xlsx", lambda: raw_package(parts(people()) + [("xl/\0/worksheets/sheet1.xml", "x")]), " workbook-damaged"),
    ("a path out of the package with backslashes", "xlsx", lambda: package(parts(people()) + [("..\\..\\x", "x")]), "part-name-refused"),
    ("an absolute path", "xlsx", lambda: package(parts(people()) + [("/etc/passwd", "x")]), ""),
    ("a drive's path", "xlsx", lambda: package(parts(people()) + [("C:\\x", "x")]), ""),
    ("a sheet by an absolute target", "xlsx", lambda: package(parts(people(), target="/xl/worksheets/sheet1.xml")), ""),
    ("a sheet by a roundabout target", "xlsx", lambda: package(parts(people(), target="./x/../worksheets/./sheet1.xml")), ""),
    ("a sheet by backslashes", "xlsx", lambda: package(parts(people(), target="worksheets\\sheet1.xml")), ""),
    ("a sheet that is the workbook", "xlsx", lambda: package(parts(people(), target="workbook.xml")), "part-malformed"),
    ("strings that are the sheet", "xlsx", lambda: package([(n, d.replace("sharedStrings.xml", "worksheets/sheet1.xml")) for n, d in parts(people(), strings="<sst/>")]), "part-malformed"),
    ("a sheet's target that is external", "xlsx",
     lambda: package([(n, d.replace('sheet1.xml"', 'sheet1.xml" TargetMode="External"') if n.endswith("workbook.xml.rels") else d) for n, d in parts(people())]), "part-missing"),
    # XML that is more than data.
    *((f"a document type in {part}", "xlsx", lambda part=part: package(with_declaration(part)), "part-doctype")
      for part in ("_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml")),
    *((f"laughs in {part}", "xlsx", lambda part=part: package(with_declaration(part, "<!DOCTYPE w [<!ENTITY a '" + "x" * 1000 + "'>" + "".join(
        f"<!ENTITY {chr(98 + i)} '{('&' + chr(97 + i) + ';') * 100}'>" for i in range(9)) + "]>")), "part-doctype")
      for part in ("xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml")),
    ("an entity that nothing declares", "xlsx", lambda: package(parts(spread('<c t="inlineStr"><is><t>&x;</t></is></c>'))), "part-malformed"),
    ("a text that ends nowhere", "xlsx", lambda: package(parts(f'<worksheet xmlns="{MAIN}"><sheetData><row><c t="str"><v>' + "x" * (20 << 20)), zipfile.ZIP_STORED), "part-malformed"),
    ("an attribute of twenty megabytes", "xlsx", lambda: package(parts(sheet(row(1, HEADINGS), '<row r="2" x="' + "x" * (20 << 20) + '"/>')), zipfile.ZIP_STORED), "part-malformed"),
    ("a million attributes", "xlsx", lambda: package(parts(sheet(row(1, HEADINGS), "<row " + "".join(f'a{i}="" ' for i in range(300000)) + "/>")), zipfile.ZIP_STORED), "part-malformed"),
    ("a million attributes with signs in their values", "xlsx", lambda: package(parts(sheet(row(1, HEADINGS), "<row " + "".join(f'a{i}=">" ' for i in range(300000)) + "/>")), zipfile.ZIP_STORED),
     "part-malformed"),
    ("a million attributes in UTF-16", "xlsx", lambda: package(parts(sheet(row(1, HEADINGS), "<row " + "".join(f'a{i}="\u2201" ' for i in range(300000)) + "/>").encode("utf-16"))), "part-malformed"),
    ("a million attributes in a rare encoding", "xlsx",
     lambda: package(parts('<?xml version="1.0" encoding="IBM037"?>'.encode() + sheet("<row " + "".join(f'a{i}="" ' for i in range(300000)) + "/>").encode("cp037"))), "part-malformed"),
    ("a million namespaces", "xlsx", lambda: package(parts(sheet("".join("<a " + "".join(f'xmlns:p{d}x{i}="u" ' for i in range(200)) + ">" for d in range(200)) + "<b/>" * 100000))), "part-malformed"),
    ("a million sheets", "xlsx", lambda: package([(n, d.replace("</sheets>", '<sheet name="S" r:id="a"/>' * 100000 + "</sheets>") if n == "xl/workbook.xml" else d) for n, d in parts(people())]),
     "too-many-sheets part-ratio"),
    ("references to texts that are not there", "xlsx", lambda: package(parts(spread('<c t="s"><v>4294967296</v></c>'), strings=f'<sst xmlns="{MAIN}"/>')), "string-missing"),
    ("a million formats", "xlsx", lambda: package([(n, d.replace('<xf numFmtId="0"/>', '<xf numFmtId="0"/>' * (1 << 20))) for n, d in with_declaration("xl/styles.xml", "")], zipfile.ZIP_STORED),
     "part-malformed"),
    # Bytes that are no characters cost their cell.
    ("a bad byte in a text of the sheet", "xlsx", lambda: package([(n, d.encode().replace(b"British", b"Brit\xeesh")) for n, d in parts(people(30))]), "invalid-characters-in-sheet"),
    ("a zero byte in a text of the sheet", "xlsx", lambda: package([(n, d.encode().replace(b"British", b"Brit\0sh")) for n, d in parts(people(30))]), "invalid-characters-in-sheet"),
    ("a bad byte in a shared text", "xlsx", lambda: package([(n, d.encode().replace(b"TEXT", b"T\xc3\x28T")) for n, d in parts(
        spread('<c t="s"><v>0</v></c>'), strings=f'<sst xmlns="{MAIN}"><si><t>TEXT</t></si></sst>')]), "invalid-characters-in-sheet"),
    ("forty million bytes, half of them bad", "xlsx", lambda: package([(n, d.encode().replace(b"British", b"\xc3k" * 20_000_000, 1)) for n, d in parts(people())], zipfile.ZIP_STORED), " invalid-characters-in-sheet"),
    ("a bad byte in a tag", "xlsx", lambda: package([(n, d.encode().replace(b'<row r="2"', b'<row r="\xff2"')) for n, d in parts(people())]), "part-malformed"),
    ("UTF-16 with half a pair", "csv", lambda: "\ufeff".encode("utf-16-le") + (",".join(HEADINGS) + "\n").encode("utf-16-le") + ",".join(PERSON).encode("utf-16-le") + b"\x00\xd8\n\0", " invalid-characters"),
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

    def test_limits_are_options(self):
        bomb = package(parts(people(), strings=f'<sst xmlns="{MAIN}"><si><t>' + "x" * (24 << 20) + "</t></si></sst>"))
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "staff.xlsx")
            with open(path, "wb") as out:
                out.write(bomb)
            for options, code, words in (((), "part-ratio", "1,000 times"), (("--max-ratio", "500"), "part-ratio", "500 times"), (("--max-ratio", "2000"), "cell-cut", ""),
                                         (("--max-ratio", "2000", "--max-unpacked", "8M"), "part-too-large", "8 MiB"), (("--max-unpacked", "1000000"), "part-too-large", "1,000,000 bytes"),
                                         (("--max-ratio", "2000", "--max-unpacked", "1GiB"), "cell-cut", "")):
                status, findings, _ = self.run_program(folder, "check", "--log", "json", *options, path)
                told = {finding["code"]: finding for finding in findings}
                self.assertIn(code, told, options)
                self.assertIn(words, told[code]["text"])
                self.assertEqual(status, 2 if "part" in code else 0)
                self.assertIn("--max-" if "part" in code else "", told[code]["text"] + told[code]["advice"])
            for wrong in ("0", "x", "5X", "", "1Mx", "99999999999999999999"):
                self.assertEqual(self.run_program(folder, "check", "--max-unpacked", wrong, path)[0], 2)

    def check_many(self, files):
        """Checks files of these contents in one run and gives the codes found in each."""
        with tempfile.TemporaryDirectory() as folder:
            inner = os.path.join(folder, "in")
            os.mkdir(inner)
            for name, data in files:
                with open(os.path.join(inner, name), "wb") as out:
                    out.write(data)
            _, findings, _ = self.run_program(folder, "check", "--log", "json", "--edition", "2025", inner)
            told = {}
            for finding in findings:
                told.setdefault(finding.get("file"), set()).add(finding["severity"])
            return told

    def test_truncated_at_every_byte(self):
        whole = raw_package([Entry(name, data, method=i % 2 * 8) for i, (name, data) in enumerate(parts(people(2), strings=f'<sst xmlns="{MAIN}"><si><t>x</t></si></sst>'))])
        text = csv(HEADINGS, PERSON, ["XHS", "Zoë", '"a""b"'] + PERSON[3:])
        for first in range(1, len(whole), 400):
            cuts = range(first, min(first + 400, len(whole)))
            told = self.check_many([(f"{cut:06}.xlsx", whole[:cut]) for cut in cuts])
            for cut in cuts:
                self.assertIn("error", told.get(f"{cut:06}.xlsx", ()), cut)
        self.check_many([(f"{cut:06}.csv", text[:cut]) for cut in range(len(text))])
        large = package(parts(people(20000)))
        told = self.check_many([(f"{cut:08}.xlsx", large[:cut]) for cut in range(1, len(large), len(large) // 60)])
        self.assertFalse([name for name, severities in told.items() if name and name.endswith(".xlsx") and "error" not in severities])

    def test_single_bytes_changed(self):
        chance = random.Random(20250331)
        for whole, ending in ((package(parts(people(3), strings=f'<sst xmlns="{MAIN}"><si><t>x</t></si></sst>')), "xlsx"), (package(parts(people(3)), zipfile.ZIP_STORED), "xlsx"),
                              (csv(HEADINGS, PERSON, ["XHS", "Zoë", '"a""b"'] + PERSON[3:]), "csv")):
            for _ in range(3):
                changed = []
                for i in range(200):
                    data = bytearray(whole)
                    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
                    changed.append((f"{i:04}.{ending}", bytes(data)))
                self.check_many(changed)

    def test_hostile_submissions(self):
        start = '<submission version="1.0" status="complete" xmlns="urn:evenhand:submission:1"'
        laughs = "<!DOCTYPE s [<!ENTITY a 'xxxxxxxxxx'>" + "".join(f"<!ENTITY {chr(98 + i)} '{('&' + chr(97 + i) + ';') * 10}'>" for i in range(9)) + "]>"
        cases = [
            ("a document type", '<!DOCTYPE s SYSTEM "file:///etc/passwd">' + start + "/>"),
            ("entities within entities", laughs + start + ">&j;</submission>"),
            ("a million attributes", start + "".join(f' a{i}=""' for i in range(300000)) + "/>"),
            ("elements within elements", start + ">" + "<item>" * 100000),
            ("a long text", start + "><header>" + "x" * (30 << 20) + "</header></submission>"),
            ("more than may be", start + ">" + " " * (65 << 20) + "</submission>"),
            ("zero bytes", start + ">\0</submission>"),
            ("nothing", ""),
            ("a figure beyond all numbers", start + '><item id="2.appointed" number="35" indicator="2" unit="headcount"><value group="white">1e999</value></item></submission>'),
        ]
        for name, text in cases:
            with self.subTest(name=name), tempfile.TemporaryDirectory() as folder:
                path = os.path.join(folder, "x.xml")
                with open(path, "w", encoding="utf-8") as out:
                    out.write(text)
                status, findings, _ = self.run_program(folder, "validate", "--log", "json", path)
                self.assertIn(status, (1, 2))
                self.assertTrue([finding for finding in findings if finding["severity"] == "error"])

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
            named = "=1+1<img src=x onerror=alert(1)>.csv"
            with open(os.path.join(folder, named), "w", encoding="utf-8", newline="") as out:
                out.write("\n".join(",".join(cells) for cells in [HEADINGS] + staff) + "\n")
            with open(os.path.join(folder, "answers.csv"), "w", encoding="utf-8", newline="") as out:
                out.write("Organisation Code,Edition,Item,Answer,Text\nXHS,2025,9b.action,Yes,=HYPERLINK(1)\n")
            out = os.path.join(folder, "out")
            self.run_program(folder, "return", "--edition", "2025", "--format", "csv,xlsx,html,json,text,xml", "--quiet", "--out", out, named, "answers.csv")
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
                elif name.endswith((".html", ".xml")):
                    with open(path, encoding="utf-8") as made:
                        text = made.read()
                    self.assertNotIn("<img", text)

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
