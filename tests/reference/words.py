"""Words of the second reckoning: folding, dates, groups, bands and medical rows, from the text of the rules alone.

Nothing here is shared with the program: a mistake would have to be made twice to go unseen. The lists are small. They hold the wordings
that the generator uses and the ones that the rules name.
"""

import datetime
import re
from fractions import Fraction

WHITE, BME, UNKNOWN, DISABLED, NON_DISABLED = "white", "bme", "unknown", "disabled", "non-disabled"


def fold(text):
    """Without case, spaces and punctuation, & read as and."""
    return "".join(c for c in text.replace("&", " and ").casefold() if c.isalnum())


def tokens(text):
    return re.findall(r"[a-z0-9]+", text.replace("&", " and ").casefold())


def says(text, phrase):
    """Does the text hold the phrase as whole words, in order?"""
    words, wanted = tokens(text), tokens(phrase)
    return any(words[i:i + len(wanted)] == wanted for i in range(len(words) - len(wanted) + 1))


# ---- yes and no, numbers, dates

YES = {fold(w) for w in ("Yes", "Y", "True", "1")}
NO = {fold(w) for w in ("No", "N", "False", "0")}


def yes_no(text, yes=(), no=()):
    """True, False or None (blank or not understood)."""
    folded = fold(text)
    if folded in YES or folded in {fold(w) for w in yes}:
        return True
    if folded in NO or folded in {fold(w) for w in no}:
        return False
    return None


def number(text):
    """A plain decimal as a fraction, else None."""
    text = text.strip()
    return Fraction(text) if re.fullmatch(r"-?(\d+(\.\d*)?|\.\d+)", text) else None


MONTHS = {m: i + 1 for i, m in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split())}


def read_date(cell):
    """A day from a cell, or None for blank and unreadable ones. Cells that are days already stay what they are."""
    if isinstance(cell, datetime.date):
        return cell
    text = cell.strip()
    text = re.sub(r"[ T]\d{1,2}:\d{2}(:\d{2})?(\.\d+)?$", "", text)
    try:
        found = re.fullmatch(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})", text)
        if found:
            return datetime.date(*map(int, found.groups()))
        found = re.fullmatch(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})", text)
        if found:
            return datetime.date(*map(int, reversed(found.groups())))
        found = re.fullmatch(r"(\d{1,2})[- ]([A-Za-z]{3})[a-z]*[- ](\d{4})", text)
        if found and found.group(2).lower() in MONTHS:
            return datetime.date(int(found.group(3)), MONTHS[found.group(2).lower()], int(found.group(1)))
        if re.fullmatch(r"\d{8}", text):
            return datetime.date(int(text[:4]), int(text[4:6]), int(text[6:]))
        if re.fullmatch(r"\d{1,7}", text) and 60 < int(text) <= 2958465:
            return datetime.date(1899, 12, 30) + datetime.timedelta(days=int(text))
    except ValueError:
        return None
    return None


DAYS = ("Start Date", "End Date", "Date of Birth")


def canonical(heading, cell):
    """The text of a cell as rows are compared by it: days as ISO (an unreadable one is none), the organisation in capitals."""
    if heading in DAYS:
        day = read_date(cell)
        return day.isoformat() if day else ""
    return cell.strip().upper() if heading == "Organisation Code" else cell.strip()


# ---- ethnicity

WHITE_LABELS = """White|White British|British White|White - British|White -British|White Irish|White - Irish|White English|White Scottish|White Welsh
White Northern Irish|White Cornish|White Polish|White Mixed|White Other European|White Unspecified|White - Other European|Any other White background
White - Any other White background|White: Any other White background|White Any other White background|Other White
White - English/Welsh/Scottish/Northern Irish/British|White: English, Welsh, Scottish, Northern Irish or British
English, Welsh, Scottish, Northern Irish or British|Gypsy or Irish Traveller|White - Gypsy or Irish Traveller|White: Gypsy or Irish Traveller
Roma|White: Roma|White - Roma|Irish Traveller|White Gypsy/Romany"""
MIXED_LABELS = """Mixed|Mixed - White and Black Caribbean|Mixed - White & Black Caribbean|Mixed - White and Black African|Mixed - White & Asian
Mixed - White and Asian|Mixed - Any other mixed background|White and Black Caribbean|White and Black African|White and Asian"""
ASIAN_LABELS = """Asian|Asian or Asian British - Indian|Asian or Asian British - Pakistani|Asian or Asian British - Bangladeshi
Asian or Asian British - Any other Asian background|Asian/Asian British - Indian|Asian, Asian British or Asian Welsh: Indian|Indian|Pakistani|Bangladeshi|Chinese
Other Ethnic Group - Chinese"""
BLACK_LABELS = """Black|Black or Black British - African|Black or Black British - Caribbean|Black or Black British - Any other Black background|African|Caribbean
Black African|Black Caribbean"""
OTHER_LABELS = """Arab|Other ethnic group: Arab|Other ethnic group - Arab|Any other ethnic group|Other ethnic group|Filipino
Other Ethnic Group - Any Other Ethnic Group|Any Other Ethnic Group"""
BME_LABELS = "\n".join((MIXED_LABELS, ASIAN_LABELS, BLACK_LABELS, OTHER_LABELS))
UNKNOWN_LABELS = """Not Stated|Not Known|Undisclosed|Prefer not to say|NA|NK|NS|Refused|Declined|Unspecified|Unknown
I do not wish to disclose my ethnic origin|Not Given|N/A|Null"""


def labels(text):
    return {fold(label) for line in text.splitlines() for label in line.split("|")}


ETHNIC_LABELS = {label: group for text, group in ((WHITE_LABELS, WHITE), (BME_LABELS, BME), (UNKNOWN_LABELS, UNKNOWN)) for label in labels(text)}
CODE_GROUP = {c: WHITE for c in "ABC"}
CODE_GROUP.update({c: BME for c in "DEFGHJKLMNPRS"})
CODE_GROUP.update({c: UNKNOWN for c in "ZX"})
TWO_CHARACTER_CODES = set("""C2 C3 CA CB CC CD CE CF CG CH CJ CK CL CM CN CP CQ CR CS CT CU CV CW CX CY GA GB GC GD GE GF LA LB LC LD LE LF LG LH LJ LK
PA PB PC PD PE SA SB SC SD SE""".split())


def ethnicity(text):
    """(group, known to the vocabulary). Blank is unknown and known; an unmapped value is unknown."""
    text = text.strip()
    if not text:
        return UNKNOWN, True
    folded = fold(text)
    if folded in ETHNIC_LABELS:
        return ETHNIC_LABELS[folded], True
    code = re.split(r"[ \-:/|]", text, maxsplit=1)[0]
    if code == "99":
        return UNKNOWN, True
    if len(code) == 1 and code in CODE_GROUP or code in TWO_CHARACTER_CODES:
        return CODE_GROUP[code[0]], True
    return UNKNOWN, False


# The headings of the census forms of 2011 and 2021: Chinese (R) stands under Asian.
CODE_HEADING = {c: heading for codes, heading in (("ABC", "white"), ("DEFG", "mixed"), ("HJKLR", "asian"), ("MNP", "black"), ("S", "other")) for c in codes}
LABEL_HEADING = {label: heading for text, heading in ((WHITE_LABELS, "white"), (MIXED_LABELS, "mixed"), (ASIAN_LABELS, "asian"), (BLACK_LABELS, "black"),
                                                      (OTHER_LABELS, "other")) for label in labels(text)}


def ethnic_heading(text):
    if ethnicity(text)[0] == UNKNOWN:
        return "unknown"
    return LABEL_HEADING.get(fold(text)) or CODE_HEADING[text.strip()[0]]


# ---- sex

SEXES = {"female": "female", "f": "female", "woman": "female", "2": "female", "male": "male", "m": "male", "man": "male", "1": "male"}


def sex(text):
    return SEXES.get(fold(text), "other-or-not-stated")


# ---- disability

DISABILITY_LABELS = {fold(w): DISABLED for w in ("Yes", "Y", "Disabled", "True", "1", "Physical impairment", "Sensory impairment", "Mental health condition",
                                                 "Learning disability or difficulty", "Long-standing illness")}
DISABILITY_LABELS.update({fold(w): NON_DISABLED for w in ("No", "N", "Not Disabled", "Non-disabled", "False", "0")})
DISABILITY_LABELS.update({fold(w): UNKNOWN for w in ("Not Declared", "Prefer Not To Answer", "Unspecified", "Undisclosed", "Not Known", "")})


def disability(text):
    folded = fold(text)
    return (DISABILITY_LABELS[folded], True) if folded in DISABILITY_LABELS else (UNKNOWN, False)


# ---- areas of work: medical, clinical, non-clinical

MEDICAL, CLINICAL, NON_CLINICAL = "medical", "clinical", "non-clinical"
STAFF_GROUPS = {fold("Medical and Dental"): MEDICAL, fold("Administrative and Clerical"): NON_CLINICAL, fold("Estates and Ancillary"): NON_CLINICAL}
STAFF_GROUPS.update({fold(w): CLINICAL for w in (
    "Students", "Nursing and Midwifery Registered", "Allied Health Professionals", "Add Prof Scientific and Technic",
    "Additional Professional Scientific and Technical", "Healthcare Scientists", "Additional Clinical Services", "Supplementary Roles")})


def area_by_code(code, group_area):
    """What an occupation code says; H and Z leave it to the staff group. None when it says nothing."""
    code = code.strip().upper()
    if not code:
        return None
    if code[0].isdigit():
        return MEDICAL
    if code[0] in "GE":
        return NON_CLINICAL
    if code[0] in "NPSUA":
        return CLINICAL
    if code[0] in "HZ":
        if group_area:
            return group_area
        return CLINICAL if code.startswith("H1") else NON_CLINICAL if code.startswith("H2") or code[0] == "Z" else None
    return None


def area(row, clinical_by):
    """Medical, clinical or non-clinical; None when nothing tells."""
    medical_scale = re.search(r"(?:^|\|)\s*(?:KA|MN|YC|YM)\d\d", row["Pay Grade"])
    if says(row["Job Role"], "Medical Director") and (band(row["Pay Grade"]) == "vsm" or medical_scale or medical_row_by_words(row["Pay Grade"])):
        return MEDICAL
    group_area = STAFF_GROUPS.get(fold(row["Staff Group"]))
    code_area = area_by_code(row["Occupation Code"], group_area)
    return (code_area or group_area) if clinical_by == "occupation-code" else (group_area or code_area)


# ---- bands

BANDS = ["under-band-1", "band-1", "band-2", "band-3", "band-4", "band-5", "band-6", "band-7", "band-8a", "band-8b", "band-8c", "band-8d", "band-9", "vsm"]
SCALE = ["band-1", "band-2", "band-3", "band-4", "band-5", "band-6", "band-7", "band-8a", "band-8b", "band-8c", "band-8d", "band-9"]
PLAIN = {b[5:]: b for b in SCALE}
WHOLE = {"apprentice": "under-band-1", "underband1": "under-band-1", "executive": "vsm"}


def band(grade):
    """The band of a pay grade, or None when it cannot be placed."""
    parts = [part.strip() for part in grade.split("|")]
    for part in parts:
        found = re.fullmatch(r"X[RN](\d\d)", part.upper())
        if found and 1 <= int(found.group(1)) <= 12:
            return SCALE[int(found.group(1)) - 1]
    for part in parts:
        if part.casefold() in PLAIN:
            return PLAIN[part.casefold()]
    words = None
    for part in parts:
        found = re.search(r"\bband 8\s*-?\s*range ([a-d])\b", part.casefold()) or re.search(r"\bband (8[a-d]|[1-79])\b", part.casefold())
        if found and not fold(part).startswith("underband1"):
            key = found.group(1)
            words = words or PLAIN["8" + key if key in "abcd" else key]
    if words:
        return words
    for part in parts:
        if fold(part) in WHOLE:
            return WHOLE[fold(part)]
    if any(says(part, phrase) for part in parts for phrase in ("VSM", "Very Senior Manager", "Chief Executive")):
        return "vsm"
    return None


# ---- medical rows

MEDICAL_WORDS = [
    ("senior", ("medical director", "clinical director")),
    ("trainee-grades", ("foundation", "core", "specialty registrar", "specialist registrar", "specialty trainee", "specialist trainee", "house officer",
                        "trust grade trainee")),
    ("non-consultant-career-grade", ("specialty doctor", "associate specialist", "specialist", "staff grade", "trust grade career grade", "sas")),
    ("consultants", ("consultant",)),
]


def medical_row_by_words(text):
    text = re.sub("speciality", "specialty", text, flags=re.IGNORECASE)
    for row, phrases in MEDICAL_WORDS:
        if any(says(text, phrase) for phrase in phrases):
            return row
    return None


def medical_row(row):
    return medical_row_by_words(row["Job Role"]) or medical_row_by_words(row["Pay Grade"]) or "other-medical"


# ---- categories and statuses

BANK_CATEGORIES = {fold(w) for w in ("Bank", "Bank Worker", "Zero Hours")}
DROPPED_CATEGORIES = {fold(w) for w in ("Honorary", "Agency", "Non-Exec Director/Chair", "Widow/Widower", "Casual", "Student placement")}
GONE_STATUSES = {fold(w) for w in ("Terminated", "Terminate Assignment", "Terminate Process Assignment", "End", "Ended", "Ex-Employee", "Inactive Not Worked",
                                   "Applicant")}
ILL_HEALTH = {fold(w) for w in ("Ill health", "Health", "Ill-health")}
