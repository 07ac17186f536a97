"""Writes the tables of a run as files in seven dialects of CSV and XLSX, whole or split, with rows and columns in order or shuffled."""

import csv
import datetime
import io
import os
import random
import zipfile
from xml.sax.saxutils import escape

DIALECTS = ("comma", "semicolon", "utf16", "pipe", "xlsx", "xlsx1904", "inline")
DAY_FORMS = ("%Y-%m-%d", "%d/%m/%Y", "%d-%b-%Y", "%Y%m%d", "%Y-%m-%d 00:00:00", "%d/%m/%Y 09:30", "serial", "%d-%m-%Y", "%d %B %Y", "%Y/%m/%d 00:00:00")
STAGES = ("Shortlisted", "Interviewed", "Offered", "Appointed")
NUMBERS = ("FTE", "Respondents", "Percentage", "Value", "Hourly Rate", "Survey Year")
EPOCH, EPOCH_1904 = datetime.date(1899, 12, 30), datetime.date(1904, 1, 1)
MONTHS = "January February March April May June July August September October November December".split()


def day_text(day, form):
    """A day in one of the forms; without strftime, whose years and months depend on platform and locale."""
    if form == "serial":
        if day < datetime.date(1900, 3, 1):
            form = "%d/%m/%Y"
        else:
            return str((day - EPOCH).days)
    month = MONTHS[day.month - 1]
    for mark, text in (("%Y", f"{day.year:04d}"), ("%m", f"{day.month:02d}"), ("%d", f"{day.day:02d}"), ("%b", month[:3]), ("%B", month)):
        form = form.replace(mark, text)
    return form


# ---- text files

def text_bytes(columns, rows, dialect, rng):
    delimiter, quoting, ending = {"comma": (",", csv.QUOTE_MINIMAL, "\n"), "semicolon": (";", csv.QUOTE_MINIMAL, "\r\n"), "utf16": ("\t", csv.QUOTE_MINIMAL, "\r\n"),
                                  "pipe": ("|", csv.QUOTE_ALL, "\r\n")}[dialect]
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, quoting=quoting, lineterminator=ending)
    if dialect == "semicolon":
        writer.writerow(["Workforce report"])
        writer.writerow(["Prepared for the equality team"] + [""] * (len(columns) - 1))
    writer.writerow(columns)
    one_form = rng.choice(DAY_FORMS) if rng.random() < 0.5 else None
    for row in rows:
        cells = []
        for heading in columns:
            cell = row[heading]
            if isinstance(cell, datetime.date):
                form = one_form or rng.choice(DAY_FORMS)
                cell = day_text(cell, "%d/%m/%Y" if form in ("serial", "%Y%m%d") and heading in STAGES else form)
            cells.append(cell)
        writer.writerow(cells)
    if dialect == "semicolon":
        writer.writerow(["Grand Total", str(len(rows))] if len(columns) > 1 else ["Grand Total"])
    text = out.getvalue()
    return {"comma": text.encode("utf-8"), "semicolon": b"\xef\xbb\xbf" + text.encode("utf-8"), "utf16": b"\xff\xfe" + text.encode("utf-16-le"),
            "pipe": text.encode("cp1252", "replace")}[dialect]


# ---- workbooks

def letters(index):
    text = ""
    while index >= 0:
        text, index = chr(65 + index % 26) + text, index // 26 - 1
    return text


class Workbook:
    """A small XLSX file of one sheet: styles 1 a day, 2 a percentage."""

    def __init__(self, dialect):
        self.date1904, self.inline = dialect == "xlsx1904", dialect == "inline"
        self.strings, self.rows = {}, []

    def cell(self, value, heading, at):
        where = "" if self.inline else f' r="{at}"'
        if isinstance(value, datetime.date):
            epoch = EPOCH_1904 if self.date1904 else EPOCH
            if value > datetime.date(1904, 1, 1) or not self.date1904 and value > datetime.date(1900, 3, 1):
                return f'<c{where} s="1"><v>{(value - epoch).days}</v></c>'
            value = day_text(value, "%d/%m/%Y")
        if value == "":
            return "<c/>" if self.inline else ""
        if heading == "Percentage" and value.endswith("%"):
            from decimal import Decimal
            return f'<c{where} s="2"><v>{Decimal(value[:-1]) / 100}</v></c>'
        plain = value.replace(".", "", 1).isdigit() and not (value[0] == "0" and value[1:2].isdigit())
        if plain and heading in NUMBERS or heading == "Employee Number" and value.isdigit() and value[0] != "0" and len(value) < 15 and not self.inline:
            return f'<c{where}><v>{"0" + value if value[0] == "." else value}</v></c>'
        if value in ("TRUE", "FALSE"):
            return f'<c{where} t="b"><v>{int(value == "TRUE")}</v></c>'
        space = ' xml:space="preserve"' if value != value.strip() or "\n" in value else ""
        if self.inline:
            return f'<c{where} t="inlineStr"><is><t{space}>{escape(value)}</t></is></c>'
        return f'<c{where} t="s"><v>{self.strings.setdefault(value, len(self.strings))}</v></c>'

    def add(self, cells, headings):
        number = len(self.rows) + 1
        inside = "".join(self.cell(cell, heading, f"{letters(i)}{number}") for i, (cell, heading) in enumerate(zip(cells, headings)))
        self.rows.append(f"<row>{inside}</row>" if self.inline else f'<row r="{number}">{inside}</row>')

    def bytes(self):
        main, rel = "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        types = "application/vnd.openxmlformats-officedocument.spreadsheetml."
        head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        strings = "".join(f'<si><t xml:space="preserve">{escape(s)}</t></si>' for s in self.strings)
        parts = {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{types}sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="{types}worksheet+xml"/>'
            f'<Override PartName="/xl/styles.xml" ContentType="{types}styles+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="{types}sharedStrings+xml"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{rel}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{rel}">' + ('<workbookPr date1904="1"/>' if self.date1904 else "")
            + '<sheets><sheet name="Extract" sheetId="1" r:id="rId1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="rId1" Type="{rel}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{rel}/styles" Target="styles.xml"/>'
            f'<Relationship Id="rId3" Type="{rel}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
            "xl/styles.xml": f'<styleSheet xmlns="{main}"><numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts>'
            '<fonts count="1"><font/></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
            '<cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="10" applyNumberFormat="1"/></cellXfs></styleSheet>',
            "xl/sharedStrings.xml": f'<sst xmlns="{main}" count="{len(self.strings)}" uniqueCount="{len(self.strings)}">{strings}</sst>',
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{"".join(self.rows)}</sheetData></worksheet>',
        }
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as package:
            for name, text in parts.items():
                package.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), head + text, zipfile.ZIP_DEFLATED)
        return out.getvalue()


def workbook_bytes(columns, rows, dialect):
    book = Workbook(dialect)
    book.add(columns, [""] * len(columns))
    for row in rows:
        book.add([row[heading] for heading in columns], columns)
    return book.bytes()


# ---- files

def write(extracts, folder, dialect, seed=0, split=False, shuffle_rows=False, shuffle_columns=False):
    """Writes each table to files; `dialect` may be "mixed". Returns the paths in the order in which they are to be given."""
    rng, paths = random.Random(f"files {seed}"), []
    os.makedirs(folder, exist_ok=True)
    for kind, table in extracts.items():
        rows, columns = list(table.rows), list(table.columns)
        if shuffle_rows:
            rng.shuffle(rows)
        if shuffle_columns:
            rng.shuffle(columns)
        for number, part in enumerate(pieces(rows, rng.choice([2, 3, 5]) if split and kind != "survey" else 1), 1):
            way = rng.choice(DIALECTS) if dialect == "mixed" else dialect
            data = text_bytes(columns, part, way, rng) if way in DIALECTS[:4] else workbook_bytes(columns, part, way)
            paths.append(os.path.join(folder, f"{kind}-{number}.{'csv' if way in DIALECTS[:4] else 'xlsx'}"))
            with open(paths[-1], "wb") as out:
                out.write(data)
    return paths


def pieces(rows, count):
    size = max(1, -(-len(rows) // count))
    return [rows[i:i + size] for i in range(0, len(rows), size)]
