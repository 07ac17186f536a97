"""Who is in the workforce, and whose group is what: sections 2 and 3 of the rules."""

import datetime
import re
from collections import defaultdict

from words import (BANDS, BANK_CATEGORIES, BME, DISABLED, DROPPED_CATEGORIES, GONE_STATUSES, MEDICAL, NON_DISABLED, UNKNOWN, WHITE, area, band, canonical,
                   disability, ethnicity, fold, medical_row, number, read_date, says, sex, yes_no)

NO_END = (datetime.date(4712, 12, 31), datetime.date(1900, 1, 1))
GROUPS = {"WRES": (WHITE, BME, UNKNOWN), "WDES": (DISABLED, NON_DISABLED, UNKNOWN)}
COLUMN = {"WRES": "Ethnic Origin", "WDES": "Disability"}


def group_of(standard, text):
    return (ethnicity(text) if standard == "WRES" else disability(text))[0]


def kept_by_dates(row, snapshot):
    start, end = read_date(row["Start Date"]), read_date(row["End Date"])
    if start is not None and start > snapshot:
        return False
    if end is not None and end not in NO_END:
        return end >= snapshot
    return fold(row["Assignment Status"]) not in GONE_STATUSES


def category_dropped(row, standard, edition):
    category = fold(row["Assignment Category"])
    bank_stays = standard == "WDES" and edition < 2023
    if category in DROPPED_CATEGORIES:
        return True
    if category in BANK_CATEGORIES:
        return not bank_stays
    if not category and any(says(row[heading], "bank") for heading in ("Position Title", "Job Role", "Area of Work")):
        return not bank_stays
    return False


def order(row, clinical_by):
    """Section 2, rule 3: the first in this order is the assignment that a person is counted on."""
    fte = number(row["FTE"])
    is_medical = area(row, clinical_by) == MEDICAL
    place = band(row["Pay Grade"])
    rank = len(BANDS) if is_medical else BANDS.index(place) if place else -1
    return (0 if yes_no(row["Primary Assignment"]) else 1, -fte if fte is not None else 1, -rank, row["Assignment Number"].strip(),
            [canonical(heading, cell) for heading, cell in row.items()])


def group_over(rows, standard):
    """Section 2, rule 4, over rows in the order of rule 3."""
    stated = [g for g in (group_of(standard, row[COLUMN[standard]]) for row in rows) if g != UNKNOWN]
    if standard == "WRES":
        return stated[0] if stated else UNKNOWN
    return DISABLED if DISABLED in stated else NON_DISABLED if stated else UNKNOWN


class Person:
    def __init__(self, rows, standard, edition, clinical_by):
        snapshot = datetime.date(edition, 3, 31)
        rows = sorted(rows, key=lambda row: order(row, clinical_by))
        kept = [row for row in rows if kept_by_dates(row, snapshot) and not category_dropped(row, standard, edition)]
        self.in_workforce = bool(kept)
        self.never_counted = not kept and all(category_dropped(row, standard, edition) for row in rows)
        self.group = group_over(kept or rows, standard)
        self.sex = sex(kept[0]["Gender"]) if kept else None
        self.row = self.placed(kept[0], clinical_by) if kept else None

    @staticmethod
    def placed(row, clinical_by):
        """(part, row) of indicator 1, or None for an unplaced person."""
        where = area(row, clinical_by)
        if where == MEDICAL:
            return "1b", medical_row(row)
        place = band(row["Pay Grade"])
        return ("1b" if where == "clinical" else "1a", place) if where and place else None


class Staff:
    """The people of one organisation under one standard, and where other extracts find them."""

    def __init__(self, rows, standard, edition, clinical_by):
        by_number, alone = defaultdict(list), []
        for row in rows:
            employee = row["Employee Number"].strip()
            if employee:
                by_number[employee].append(row)
            else:
                alone.append([row])
        make = lambda group: Person(group, standard, edition, clinical_by)
        self.by_number = {employee: make(group) for employee, group in by_number.items()}
        self.people = list(self.by_number.values()) + [make(group) for group in alone]
        self.stripped = defaultdict(list)
        for employee in self.by_number:
            self.stripped[employee.lstrip("0")].append(employee)

    def find(self, text):
        """The employee number that a case or a training row means, or None."""
        if text in self.by_number:
            return text
        base = re.sub(r"-\d+$", "", text)
        if base in self.by_number:
            return base
        matches = self.stripped.get(base.lstrip("0"), [])
        return matches[0] if len(matches) == 1 else None


def person_of(row, staff):
    """The person that a row of a case or a training event is about: found in the staff extract, or known by the row alone."""
    text = row["Employee Number"].strip()
    if not text:
        return "row", id(row)
    employee = staff.find(text)
    return ("found", employee) if employee is not None else ("own", re.sub(r"-\d+$", "", text))


def rows_by_person(rows, staff):
    people = defaultdict(list)
    for row in rows:
        people[person_of(row, staff)].append(row)
    return people


def groups_of_people(rows, staff, standard):
    """person -> group, for rows that all count; people who held only dropped categories are left out."""
    groups = {}
    for (how, key), own in rows_by_person(rows, staff).items():
        if how == "found":
            if not staff.by_number[key].never_counted:
                groups[how, key] = staff.by_number[key].group
            continue
        stated = {group_of(standard, row[COLUMN[standard]]) for row in own} - {UNKNOWN}
        groups[how, key] = stated.pop() if len(stated) == 1 else UNKNOWN
    return groups
