"""Random organisations, tidy and untidy: the same seed gives the same extracts.

Cells are texts, or days (datetime.date) which each dialect writes in its own way. `order_free` keeps out what by the rules depends on the order
of rows (the first of disagreeing duplicates), so that shuffled files must give the same return.
"""

import datetime
import random

from columns import COLUMNS, Table

DAY = datetime.timedelta(days=1)
FOREVER = datetime.date(4712, 12, 31)

# (weight, staff group, job roles, occupation codes, pay grades)
POSTS = [
    (30, "Nursing and Midwifery Registered", ["Staff Nurse", "Community Nurse", "Sister/Charge Nurse"], ["N6H", "N6A", "N2C"],
     ["NHS|XR05|Review Body Band 5", "NHS|XR06|Review Body Band 6", "NHS|XR07|Review Body Band 7", "Band 5", "band 6", "7", "NHS|XR08|Review Body Band 8 - Range A"]),
    (15, "Additional Clinical Services", ["Healthcare Assistant", "Health Care Support Worker"], ["H1A", "H1B", "H2A", "N9A"],
     ["NHS|XR02|Review Body Band 2", "Band 3", "NHS|XR03|Review Body Band 3", "2", "Apprentice", "NHS|XR04|Review Body Band 6"]),
    (8, "Allied Health Professionals", ["Physiotherapist", "Dietitian"], ["S0E", "S1E"], ["Band 6", "NHS|XR07|Review Body Band 7", "Band 8 - Range B", "8a"]),
    (5, "Healthcare Scientists", ["Biomedical Scientist"], ["U1A", "U2B"], ["Band 6", "8B", "Band 8c"]),
    (3, "Add Prof Scientific and Technic", ["Pharmacist"], ["S1P"], ["NHS|XN09|Non Review Body Band 8 - Range B", "Band 7"]),
    (2, "Additional Professional Scientific & Technical", ["Clinical Psychologist"], ["S0L", ""], ["Band 8a", "8C"]),
    (2, "Students", ["Student Nurse"], ["P2A", ""], ["Band 3", "Under Band 1"]),
    (1, "Supplementary Roles", ["Volunteer Lead"], ["", "Z2E"], ["Band 4"]),
    (16, "Administrative and Clerical", ["Clerical Worker", "Manager", "Assistant to the Medical Director"], ["G2A", "G1A", "G0B", "Z2E"],
     ["NHS|XN04|Non Review Body Band 4", "Band 2", "Band 3", "NHS|XN08|Non Review Body Band 8 - Range A", "8D", "NHS|XN12|Non Review Body Band 9", "Band 9", "NHS|XN09|Non Review Body Band 9", "XN05"]),
    (3, "Administrative and Clerical", ["Chief Executive", "Finance Director", "Board Level Director"], ["G0A", "Z2E"],
     ["VSM", "Executive", "Very Senior Manager", "425|AD01|Very Senior Manager", "Chief Executive"]),
    (8, "Estates and Ancillary", ["Porter", "Housekeeper"], ["H2R", "E1A", "G3A"], ["Band 1", "NHS|XR01|Review Body Band 1", "Band 2", "Apprentice"]),
    (5, "Medical and Dental", ["Consultant", "Dental surgeon acting as Consultant"], ["001", "021", "921"], ["NHS|YC72|Consultant", "NHS|YM72|Consultant"]),
    (4, "Medical and Dental", ["Specialty Registrar", "Foundation Year 1", "Speciality Registrar", "House Officer", "Core Trainee"], ["001", "052"],
     ["NHS|MN37|Specialty Registrar", "NHS|MN13|Foundation Year 1"]),
    (3, "Medical and Dental", ["Specialty Doctor", "Associate Specialist", "Staff Grade", "Trust Grade - Career Grade", "Specialist"], ["001", "071"], ["NHS|MC46|Specialty Doctor"]),
    (1, "Medical and Dental", ["Medical Director", "Clinical Director - Medical", "Deputy Medical Director"], ["001", "G0A", ""], ["NHS|YC72|Consultant", "VSM"]),
    (1, "Medical and Dental", ["Professor", "Salaried GP", "Hospital Practitioner"], ["001"], ["NHS|YC72|Consultant", "NHS|KA01|Salaried GP", "NHS|MN37|Specialty Registrar"]),
]
ODD_GRADES = ["Band 8", "Ad Hoc", "", "NHS|XR13|Something", "Spot Salary"]
CLASHES = [("Nursing and Midwifery Registered", "G1A"), ("Administrative and Clerical", "N6H"), ("Medical and Dental", "N6A"), ("Estates and Ancillary", "001"),
           ("", "H1A"), ("", "H2A"), ("", "Z2E"), ("", "H9Z"), ("", ""), ("Unheard Of Group", "n6h"), ("Allied Health Professionals", "Q1Z"), ("", "Q1Z")]
ETHNIC = (["A White - British", "A", "White - British", "CA White English", "CX White Mixed"] * 9
          + ["B White - Irish", "CP White Polish", "C3", "White: Roma", "White - Gypsy or Irish Traveller", "WHITE - British", "C-Any other White background"]
          + ["H Asian or Asian British - Indian", "J", "N Black or Black British - African", "SC Filipino", "Black or Black British - Caribbean", "PC Nigerian"] * 4
          + ["R Chinese", "S Any Other Ethnic Group", "LK Asian Unspecified", "PB Black Mixed", "LA", "Arab", "D Mixed - White & Black Caribbean", "G:Any other mixed"]
          + ["MIXED - White & Black Caribbean", "Asian/Asian British - Indian", "Other ethnic group: Arab", "Chinese", "F|White and Asian"]
          + ["Z Not Stated", "", "Not Known", "99", "Undisclosed", "NK"])
ODD_ETHNIC = ["NA", "Refused", "Prefer not to say", "Declined", "X", "NS", "I do not wish to disclose my ethnic origin", "Martian", "T Traveller", "Q", "  ", "not stated",
              "99 Not Known", "a  white - BRITISH".upper(), "Unheard of"]
DISABILITY = ["No"] * 22 + ["Yes"] * 4 + ["N", "Y", "Not Disabled", "Disabled", "non-disabled", "Not Declared", "Prefer Not To Answer", "Unspecified", "", ""]
ODD_DISABILITY = ["Physical Impairment", "mental health condition", "Long-standing illness", "0", "1", "True", "False", "Not Known", "Undisclosed", "Perhaps", "?",
                  "Learning disability or difficulty", "Sensory impairment"]
KEPT = ["Permanent"] * 14 + ["Fixed Term Temp", "Fixed Term Temp", "Locum", "Retainer Scheme", "Apprentice"]
DROPPED = ["Bank", "bank worker", "Honorary", "Agency", "Non-Exec Director/Chair", "Widow/Widower", "Casual", "Student Placement"]
STAYING = ["Active Assignment"] * 12 + ["Maternity & Adoption", "Career Break", "Suspend Assignment", "Acting Up", "Internal Secondment", "Out on External Secondment - Paid", "",
                                        "Unheard Of"]
GONE = ["Terminated", "Terminate Assignment", "Terminate Process Assignment", "End", "Ended", "Ex-Employee", "Inactive Not Worked", "Applicant"]
ODD_DATES = ["not a date", "31/02/2024", "12/31/2024", "tbc", "00/00/0000"]
SOURCES = ["NHS Jobs"] * 6 + ["Trac", "Internal", "", "International Recruitment", "Overseas nurses (2024)", "Not international", "Agency - International"]
FREE = ["Ward 5 \u2013 Surgical", "Caf\u00e9 \u201cSt. Ren\u00e9\u201d", 'Team "A", North', "Caretaker; nights", "Tab\u00fcr|ance", "Line one\nline two", "O'Neill & Sons", "Gen\u00e8ve \u00a3",
        "Banking Services", "", ""]


class Maker:
    def __init__(self, rng, edition, tidy, order_free):
        self.rng, self.edition, self.tidy, self.order_free = rng, edition, tidy, order_free
        self.snapshot = datetime.date(edition, 3, 31)
        self.extracts, self.strangers, self.gone = {}, [], set()

    def chance(self, share):
        return not self.tidy and self.rng.random() < share

    def ethnic(self):
        return self.rng.choice(ODD_ETHNIC if self.chance(0.04) else ETHNIC)

    def disabled(self):
        return self.rng.choice(ODD_DISABILITY if self.chance(0.04) else DISABILITY)

    def day(self, first, last):
        return first + DAY * self.rng.randrange((last - first).days + 1)

    def day_around(self, years):
        """A day of the period or of the years before it, its edges often, and now and then just outside."""
        first, last = datetime.date(self.edition - years, 4, 1), self.snapshot
        if self.rng.random() < 0.1:
            return self.rng.choice([first, last, first - DAY, last + DAY, datetime.date(self.edition - 1, 4, 1), datetime.date(self.edition - 1, 3, 31)])
        if self.chance(0.03):
            return self.rng.choice(ODD_DATES + [""])
        return self.day(first - DAY * 40, last + DAY * 20)

    # ---- staff

    def assignment(self, table, code, number, suffix, ethnic, disabled, category):
        post = self.rng.choices(POSTS, [p[0] for p in POSTS])[0]
        group, code_text = post[1], self.rng.choice(post[3])
        if self.chance(0.05):
            group, code_text = self.rng.choice(CLASHES)
        start = self.day(datetime.date(1990, 1, 1), self.snapshot)
        row = {
            "Organisation Code": code, "Employee Number": number, "Assignment Number": number + suffix if number else "", "Assignment Category": category,
            "Assignment Status": self.rng.choice(STAYING) if not self.tidy else "Active Assignment", "Primary Assignment": "Yes" if suffix == "" else "No", "Start Date": start,
            "End Date": "", "Staff Group": group, "Job Role": self.rng.choice(post[2]), "Position Title": self.rng.choice(FREE) if not self.tidy else "Post",
            "Area of Work": "", "Directorate": self.rng.choice(FREE) if not self.tidy else "Surgery", "Occupation Code": code_text, "Pay Grade": self.rng.choice(post[4]),
            "FTE": self.rng.choice(["1", "1", "1", "0.8", "0.6", "0.53333", ".5", "0", ""]), "Ethnic Origin": ethnic, "Disability": disabled,
            "Gender": self.rng.choice(["Female", "Female", "Male", "F", "M", "", "Unspecified", "Self-described"]), "Date of Birth": self.day(datetime.date(1960, 1, 1), datetime.date(2003, 1, 1)), "Hourly Rate": "15.25"}
        if self.chance(0.02):
            row["Pay Grade"] = self.rng.choice(ODD_GRADES)
        if self.chance(0.5):
            self.untidy(row)
        table.rows.append(table.row(row))
        return row

    def untidy(self, row):
        """One way or another of being untidy, or none."""
        way, near = self.rng.randrange(16), lambda: self.snapshot + DAY * self.rng.choice([-400, -30, -1, 0, 1, 30])
        if way == 0:
            row["End Date"] = self.rng.choice([FOREVER, FOREVER, datetime.date(1900, 1, 1)])
        elif way == 1:
            row["End Date"] = near()
            row["Assignment Status"] = self.rng.choice(GONE + STAYING)
        elif way == 2:
            row["Assignment Status"] = self.rng.choice(GONE)
            row["End Date"] = self.rng.choice(["", FOREVER])
        elif way == 3:
            row["Start Date"] = near()
        elif way == 4:
            row["Start Date"] = self.rng.choice(ODD_DATES + [""])
        elif way == 5 and self.rng.random() < 0.5:
            row["Assignment Category"] = self.rng.choice(["", "Unheard Of", "  permanent "])
            row["Position Title"] = self.rng.choice(["Bank Nurse", "Bankside Ward", "Nurse (bank)", "Nurse"])
        elif way == 6 and self.rng.random() < 0.3:
            row["Assignment Category"], row["Area of Work"] = "", self.rng.choice(["Bank", "General Surgery"])
        elif way == 7:
            row["Primary Assignment"] = self.rng.choice(["", "Y", "N", "1", "0", "yes", "TRUE"])

    def staff(self, code, size):
        table = self.extracts.setdefault("staff", Table("staff"))
        people = []
        for _ in range(size):
            number = f"{self.rng.randrange(10 ** 7):08d}" if self.rng.random() < 0.3 else str(self.rng.randrange(10 ** 7, 10 ** 8))
            if self.chance(0.03) and people:
                number = "0" + people[-1][0]
            if self.chance(0.01):
                number = ""
            ethnic, disabled = self.ethnic(), self.disabled()
            category = self.rng.choice(DROPPED) if self.rng.random() < 0.08 else self.rng.choice(KEPT)
            people.append((number, ethnic, disabled))
            first = self.assignment(table, code, number, "", ethnic, disabled, category)
            for more in range(self.rng.choice([0] * 6 + [1, 1, 2]) if not self.tidy else self.rng.choice([0] * 12 + [1])):
                again = (self.ethnic(), self.disabled()) if self.chance(0.2) else (ethnic, disabled)
                row = self.assignment(table, code, number, f"-{more + 2}", *again, self.rng.choice(DROPPED + ["Bank"] * 8) if self.rng.random() < 0.4 else self.rng.choice(KEPT))
                if self.chance(0.5):  # ties that only later keys decide
                    twin = table.rows[-1]
                    for heading in self.rng.choice([["Primary Assignment"], ["Primary Assignment", "FTE"], ["Primary Assignment", "FTE", "Pay Grade"],
                                                    ["Primary Assignment", "FTE", "Pay Grade", "Assignment Number", "Assignment Category", "Assignment Status"]]):
                        twin[heading] = first[heading]
                del row
            if self.chance(0.02):
                table.rows.append(dict(table.rows[-1]))
            if self.chance(0.05) and number:  # left, on every row
                self.gone.add(number)
                self.assignment(table, code, number, "-9", self.ethnic(), self.disabled(), "Permanent")
                for row in table.rows[-4:]:
                    if row["Employee Number"] == number:
                        row.update({"End Date": self.snapshot - DAY * self.rng.randrange(1, 500), "Assignment Status": "Terminated"})
        return people

    def number_for(self, people):
        """An employee number as a case log writes it, with what the row says of the person."""
        if not people or self.chance(0.08):
            stranger = self.rng.choice(self.strangers) if self.strangers and self.rng.random() < 0.6 else (f"9{self.rng.randrange(10 ** 8):08d}", self.ethnic(), self.disabled())
            self.strangers.append(stranger)
            return (stranger[0] + self.rng.choice(["", "", "-2"]),) + (stranger[1:] if self.rng.random() < 0.6 else self.rng.choice([("", ""), (self.ethnic(), self.disabled())]))
        numbers = {person[0] for person in people}
        doubtful = [person for person in people if person[0] in self.gone or person[0][:1] == "0" and ("0" + person[0] in numbers or person[0][1:] in numbers)]
        number, ethnic, disabled = self.rng.choice(doubtful if doubtful and self.rng.random() < 0.4 else people)
        if self.chance(0.05):
            return "", ethnic, disabled
        if self.chance(0.3):
            number = number.lstrip("0")
        if self.chance(0.15) and number:
            number += self.rng.choice(["-2", "-12"])
        if self.chance(0.5):
            ethnic, disabled = self.rng.choice([("", ""), (self.ethnic(), self.disabled())])
        return number, ethnic, disabled

    # ---- the other extracts

    def applicants(self, code, size):
        table = self.extracts.setdefault("applicants", Table("applicants"))
        for index in range(size):
            shortlisted, ethnic = self.rng.random() < 0.4, self.ethnic()
            chance = 0.3 if ethnic[:1] in "ABCW" else 0.2
            appointed = shortlisted and self.rng.random() < chance or self.chance(0.01)
            closing = self.day_around(1)
            on = self.rng.choice([closing, self.day_around(1), ""]) if not self.tidy else closing
            yes = lambda flag, day: ((day if isinstance(day, datetime.date) and self.chance(0.3) else self.rng.choice(["Yes", "Y", "1", "TRUE"] if not self.tidy else ["Yes"]))
                                     if flag else self.rng.choice(["No", "N", "0", ""] if not self.tidy else ["No"]))
            post = self.rng.choices(POSTS, [p[0] for p in POSTS])[0]
            interviewed = self.rng.random() < (0.7 if shortlisted else 0.05)
            offered = self.rng.random() < (0.4 if interviewed else 0.02)
            group = self.rng.choice([post[1], post[1], post[1].upper(), post[1].replace(" and ", " & "), ""]) if not self.tidy else post[1]
            row = table.row({"Organisation Code": code, "Vacancy Reference": f"V{index // 7:04d}", "Application ID": "" if self.chance(0.02) else f"A-{index:06d}",
                             "Closing Date": closing, "Date Shortlisted": on, "Staff Group": group,
                             "Pay Grade": self.rng.choice(ODD_GRADES) if self.chance(0.05) else self.rng.choice(post[4]), "Source": self.rng.choice(SOURCES),
                             "Shortlisted": yes(shortlisted, on), "Interviewed": yes(interviewed, on), "Offered": yes(offered, on), "Appointed": yes(appointed, on), "Ethnic Origin": ethnic,
                             "Disability": self.disabled(), "Gender": ""})
            table.rows.append(row)
            if self.chance(0.04):
                again = dict(row)
                if not self.order_free:
                    again.update({"Ethnic Origin": self.ethnic(), "Disability": self.disabled()})
                again["Appointed"] = self.rng.choice(["Yes", "No", row["Appointed"]])
                table.rows.append(again)

    def cases(self, code, people, size):
        table = self.extracts.setdefault("cases", Table("cases"))
        kinds = ["Disciplinary"] * 4 + ["Capability"] * 4 + ["Grievance", "disciplinary", "CAPABILITY", "Bullying and Harassment"]
        for index in range(size):
            number, ethnic, disabled = self.number_for(people)
            opened = self.day_around(2)
            row = table.row({"Organisation Code": code, "Case ID": f"ER{index:04d}", "Employee Number": number, "Case Type": self.rng.choice(kinds),
                             "Formal": self.rng.choice(["Yes"] * 6 + ["No"] + ([] if self.tidy else ["", "Y", "N"])),
                             "Grounds": self.rng.choice(["Performance", "Performance", "Ill health", "Ill Health"] + ([] if self.tidy else ["", "ill-health"])),
                             "Date Opened": opened, "Ethnic Origin": ethnic, "Disability": disabled})
            table.rows.append(row)
            if self.chance(0.2):
                again = dict(row, **{"Grounds": self.rng.choice(["Performance", "Ill health"]), "Case ID": f"ER{index:04d}b"})
                if self.chance(0.3):
                    again.update({"Ethnic Origin": self.ethnic(), "Disability": self.disabled()})
                table.rows.append(again)

    def training(self, code, people, size):
        table = self.extracts.setdefault("training", Table("training"))
        for index in range(size):
            number, ethnic, disabled = self.number_for(people)
            table.rows.append(table.row({
                "Organisation Code": code, "Employee Number": number, "Course": self.rng.choice(FREE) if not self.tidy else f"Course {index % 9}",
                "Mandatory": self.rng.choice(["No"] * 5 + ["Yes"] + ([] if self.tidy else ["", "N", "Y", "FALSE"])), "Date Completed": self.day_around(1),
                "Ethnic Origin": ethnic, "Disability": disabled}))

    def board(self, code, size):
        table = self.extracts.setdefault("board", Table("board"))
        for index in range(size):
            table.rows.append(table.row({
                "Organisation Code": code, "Edition": self.rng.choice([str(self.edition), ""]), "Employee Number": "", "Name": f"Member {index + 1}" + ("\u00e9" if index % 5 == 0 else ""),
                "Role": self.rng.choice(["Director", "Chair, of the board"]),
                "Executive": self.rng.choice(["Yes", "No"] if self.tidy else ["Yes", "No", "Executive", "Non-executive", "NED", "Chair", ""]),
                "Voting": self.rng.choice(["Yes", "No"] if self.tidy else ["Y", "N", "Voting", "Non-voting", ""]), "Ethnic Origin": self.ethnic(), "Disability": self.disabled()}))

    def survey(self, code):
        table = self.extracts.setdefault("survey", Table("survey"))
        year = str(self.edition - 1)
        small = self.chance(0.05) and len(self.codes) == 1
        wanted = [("WRES", i, g) for i in "5678" for g in ("White", "BME")]
        wanted += [("WDES", i, g) for i in ("4a.i", "4a.ii", "4a.iii", "4b", "5", "6", "7", "8") for g in ("Disabled", "Non-disabled") if (i, g) != ("8", "Non-disabled")]
        for standard, item, group in wanted:
            if self.chance(0.04):
                continue
            hundredths = self.rng.randrange(0, 10001)
            text = f"{hundredths / 100:.{self.rng.choice([0, 1, 2])}f}" if not small else f"{hundredths / 10000:.3f}"
            if self.chance(0.1) and not small:
                text += "%"
            if self.chance(0.02) and not small:
                text = self.rng.choice(["101", "-3", "250"])
            row = table.row({"Organisation Code": code, "Survey Year": self.rng.choice([year, year, ""]), "Standard": standard,
                             "Item": item + self.rng.choice(["", ".percentage"]), "Group": group, "Percentage": text,
                             "Respondents": str(self.rng.randrange(1, 3000)) if self.rng.random() < 0.9 else ""})
            if self.chance(0.05) and not small:
                table.rows.append(dict(row, **{"Survey Year": str(self.edition - 2), "Percentage": "12.5"}))
            table.rows.append(row)
            if self.chance(0.05) and not small:
                table.rows.append(dict(row) if self.order_free else dict(row, Percentage="55.5"))
        for item, group in (("9a.score", "Disabled"), ("9a.score", "Non-disabled"), ("9a.overall", "All")):
            table.rows.append(table.row({"Organisation Code": code, "Survey Year": year, "Standard": "WDES", "Item": item, "Group": group,
                                         "Percentage": f"{self.rng.randrange(400, 800) / 100:.{self.rng.choice([1, 2])}f}", "Respondents": "900"}))

    def answers(self, code):
        table = self.extracts.setdefault("answers", Table("answers"))
        table.rows.append(table.row({"Organisation Code": code, "Edition": str(self.edition), "Item": "9b.action", "Answer": self.rng.choice(["Yes", "No"]),
                                     "Text": "A staff network, with \u201ctime off\u201d.\nSecond line"}))

    def counts(self, code, items):
        table = self.extracts.setdefault("counts", Table("counts"))
        for standard, groups in (("WRES", ("white", "bme", "unknown")), ("WDES", ("disabled", "non-disabled", "unknown"))):
            for group in groups:
                if self.chance(0.1):
                    continue
                shortlisted = self.rng.randrange(0, 900)
                figures = {"2.shortlisted": shortlisted, "2.appointed": self.rng.randrange(0, shortlisted + 1), "3.entered": self.rng.randrange(0, 9), "4.accessed": self.rng.randrange(0, 90)}
                for item in items:
                    if standard == "WRES" or item != "4.accessed":
                        table.rows.append(table.row({"Organisation Code": code, "Edition": self.rng.choice([str(self.edition), ""]), "Standard": standard, "Item": item,
                                                     "Group": group, "Value": str(figures[item])}))


class Run:
    """Extracts and how to run them."""

    def __init__(self, extracts, edition, codes, alone, clinical_by):
        self.extracts, self.edition, self.codes, self.alone, self.clinical_by = extracts, edition, codes, alone, clinical_by


def make(seed, order_free=False, largest=400):
    """A run of one to three organisations."""
    rng = random.Random(f"evenhand {seed}")
    edition, tidy = rng.choice([2019, 2020, 2022, 2023, 2024, 2025, 2025, 2025, 2026]), rng.random() < 0.25
    maker = Maker(rng, edition, tidy, order_free)
    codes = maker.codes = rng.sample(["XXA", "XXB2", "RZZ9", "X1", "XLONG123"][:3] + ["XQ7"], rng.choice([1, 1, 2, 3]))
    absent = {kind for kind in COLUMNS if kind != "counts" and rng.random() < (0.04 if kind == "staff" else 0.1)}
    for code in codes:
        size = rng.choice([0, 1, 5, 30, 120, largest]) if not tidy else rng.choice([40, 150, largest])
        written = code if tidy else rng.choice([code, code.lower(), f" {code} "])
        people = maker.staff(written, size) if "staff" not in absent else []
        if "applicants" not in absent or "staff" in absent:
            maker.applicants(written, rng.choice([1, 20, 300]))
        if "cases" not in absent:
            maker.cases(written, people, rng.choice([0, 3, 20, 80]))
        if "training" not in absent:
            maker.training(written, people, rng.choice([0, 10, 200]))
        if "board" not in absent:
            maker.board(written, rng.choice([1, 6, 14]))
        if "survey" not in absent:
            maker.survey(written)
        if "answers" not in absent:
            maker.answers(written)
        if rng.random() < 0.3:
            maker.counts(written, {"applicants": ["2.shortlisted", "2.appointed"], "cases": ["3.entered"], "training": ["4.accessed"]}[rng.choice(["applicants", "cases", "training"])])
    extracts = {kind: table for kind, table in maker.extracts.items() if table.rows}
    absent_columns(rng, extracts, tidy, order_free)
    alone = codes[0] if len(codes) == 1 and rng.random() < 0.5 else None
    if alone:
        for table in extracts.values():
            drop(table, "Organisation Code")
    return Run(extracts, edition, codes, alone, rng.choice(["occupation-code", "occupation-code", "staff-group"]))


def drop(table, heading):
    table.columns.remove(heading)
    for row in table.rows:
        row[heading] = ""


def absent_columns(rng, extracts, tidy, order_free):
    """Takes away columns that may be absent. Without its year a survey's row of another year would be a duplicate, whose order matters."""
    for kind, headings in (("board", ["Voting", "Ethnic Origin", "Disability", "Edition"]), ("training", ["Mandatory", "Course"]), ("cases", ["Formal", "Grounds", "Case ID"]),
                           ("applicants", ["Date Shortlisted", "Ethnic Origin", "Disability", "Application ID", "Closing Date", "Staff Group", "Pay Grade", "Source", "Interviewed", "Offered"]), ("survey", ["Respondents" if order_free else "Survey Year"]),
                           ("staff", ["Occupation Code", "Primary Assignment", "FTE", "End Date", "Assignment Status", "Gender"])):
        if kind in extracts and not tidy and rng.random() < 0.4:
            drop(extracts[kind], rng.choice(headings))
