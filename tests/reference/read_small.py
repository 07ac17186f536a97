"""Reads plain extracts (comma, UTF-8, headings in the first row) as tables of the second reckoning."""

import csv
import os

from columns import COLUMNS, Table


def read(folder):
    """Every KIND.csv of a folder: kind -> Table."""
    extracts = {}
    for kind in COLUMNS:
        path = os.path.join(folder, kind + ".csv")
        if os.path.exists(path):
            with open(path, encoding="utf-8", newline="") as source:
                rows = list(csv.DictReader(source))
            extracts[kind] = Table(kind, list(rows[0]), rows)
    return extracts
