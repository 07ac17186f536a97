"""group_rows.py EXTRACT OUT: counts the rows by five columns, with the standard library alone."""

import collections
import csv
import operator
import sys

KEYS = ("Organisation Code", "Pay Grade", "Staff Group", "Ethnic Origin", "Disability")

with open(sys.argv[1], encoding="utf-8", newline="") as extract:
    rows = csv.reader(extract)
    headings = next(rows)
    counts = collections.Counter(map(operator.itemgetter(*map(headings.index, KEYS)), rows))
with open(sys.argv[2], "w", encoding="utf-8", newline="") as out:
    writer = csv.writer(out)
    writer.writerow(KEYS + ("n",))
    writer.writerows(key + (count,) for key, count in counts.items())
