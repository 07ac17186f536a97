"""The kinds of extract and their columns in the order of the contract, read from the list that the program is compiled with."""

import os
import re

LIST = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "src", "standard", "fields.def")


def read(path=LIST):
    with open(path, encoding="utf-8") as source:
        text = source.read()
    kinds = {found.group(1): (found.group(2), []) for found in re.finditer(r'EH_KIND\((\w+), "(\w+)"', text)}
    for found in re.finditer(r'EH_FIELD\((\w+), \w+, "([^"]+)"', text):
        if found.group(1) in kinds:
            kinds[found.group(1)][1].append(found.group(2))
    return dict(kinds.values())


COLUMNS = read()


class Table:
    """All rows of one kind of extract in file order. `columns`: the headings that the files have; an absent column reads as blank cells."""

    def __init__(self, kind, columns=None, rows=()):
        self.kind = kind
        self.columns = list(columns if columns is not None else COLUMNS[kind])
        self.rows = [self.row(row) for row in rows]

    def row(self, cells):
        return {heading: cells.get(heading, "") if heading in self.columns else "" for heading in COLUMNS[self.kind]}

    def has(self, heading):
        return heading in self.columns

    def add(self, **cells):
        self.rows.append(self.row({key.replace("_", " "): value for key, value in cells.items()}))

    def copy(self, rows):
        table = Table(self.kind, self.columns)
        table.rows = list(rows)
        return table
