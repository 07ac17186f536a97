"""How an organisation prints its figures: rounding, units, words. All of it is found in published reports."""

from fractions import Fraction

from truth import ABLE, BME, DISABLED, TOP_AND_BOTTOM, UNKNOWN, WHITE


def rounded(value, decimals, way="up"):
    """The whole number of last places of a fraction: `up` halves away from zero, `even` halves to even, `down` cut off."""
    scaled = Fraction(value) * 10 ** decimals
    size = abs(scaled)
    whole, rest = size.numerator // size.denominator, size - size.numerator // size.denominator
    if way != "down" and (rest > Fraction(1, 2) or (rest == Fraction(1, 2) and (way == "up" or whole % 2))):
        whole += 1
    return -whole if scaled < 0 else whole


def as_printed(value, decimals, way="up"):
    """The number that is printed, as a fraction."""
    return Fraction(rounded(value, decimals, way), 10 ** decimals)


def digits(value, decimals, way="up", minus="-"):
    units = rounded(value, decimals, way)
    text = "%0*d" % (decimals + 1, abs(units))
    if decimals:
        text = text[:-decimals] + "." + text[-decimals:]
    return (minus if units < 0 else "") + text


GROUP_WORDS = {
    WHITE: ("White", "white", "White staff"), BME: ("BME", "BAME", "Black and minority ethnic", "bme"),
    UNKNOWN: ("Unknown", "Not stated", "Not known", "unknown"), DISABLED: ("Disabled", "disabled", "Disabled staff"),
    ABLE: ("Non-disabled", "Not disabled", "non-disabled"),
}
ITEM_WORDS = {
    ("WRES", "1.total"): ("WRES 1, overall workforce", "Indicator 1: whole workforce", "Overall workforce"),
    ("WRES", "1a.total"): ("Indicator 1: non-clinical staff", "All non-clinical staff", "WRES 1 non-clinical workforce"),
    ("WRES", "1b.total"): ("Indicator 1: clinical staff", "All clinical staff", "WRES 1 clinical workforce"),
    ("WRES", "2.shortlisted"): ("Shortlisted applicants", "WRES 2, shortlisted"),
    ("WRES", "2.appointed"): ("Appointed from shortlisting", "WRES 2, appointed"),
    ("WRES", "2.likelihood"): ("Likelihood of appointment from shortlisting", "WRES 2, likelihood"),
    ("WRES", "2.relative-likelihood"): ("WRES 2", "Relative likelihood, appointment", "Indicator 2: relative likelihood of appointment from shortlisting"),
    ("WRES", "3.entered"): ("Staff entering the formal disciplinary process", "WRES 3, entered"),
    ("WRES", "3.workforce"): ("WRES 3, workforce",),
    ("WRES", "3.likelihood"): ("Likelihood of entering the formal disciplinary process", "WRES 3, likelihood"),
    ("WRES", "3.relative-likelihood"): ("WRES 3", "relative likelihood, disciplinary", "Indicator 3: relative likelihood of entering the formal disciplinary process"),
    ("WRES", "4.accessed"): ("Staff accessing non-mandatory training and CPD", "WRES 4, accessed"),
    ("WRES", "4.workforce"): ("WRES 4, workforce",),
    ("WRES", "4.likelihood"): ("Likelihood of accessing non-mandatory training", "WRES 4, likelihood"),
    ("WRES", "4.relative-likelihood"): ("WRES 4", "Relative likelihood, training", "Indicator 4: relative likelihood of accessing non-mandatory training and CPD"),
    ("WRES", "5.percentage"): ("WRES 5", "Indicator 5: harassment, bullying or abuse from patients, relatives or the public"),
    ("WRES", "6.percentage"): ("WRES 6", "Indicator 6: harassment, bullying or abuse from staff"),
    ("WRES", "7.percentage"): ("WRES 7", "Indicator 7: equal opportunities for career progression or promotion"),
    ("WRES", "8.percentage"): ("WRES 8", "Indicator 8: discrimination from manager, team leader or other colleagues"),
    ("WRES", "9.board-percentage"): ("WRES 9, board members, percentage",),
    ("WRES", "9.workforce-percentage"): ("WRES 9, workforce, percentage",),
    ("WRES", "9.difference"): ("WRES 9, difference between board and workforce", "Indicator 9: board less workforce, percentage points"),
    ("WRES", "9.voting-difference"): ("WRES 9, voting members less workforce",),
    ("WDES", "1.total"): ("WDES 1, overall workforce", "Metric 1: whole workforce", "Overall workforce"),
    ("WDES", "1a.total"): ("Metric 1: non-clinical staff", "All non-clinical staff"),
    ("WDES", "1b.total"): ("Metric 1: clinical staff", "All clinical staff"),
    ("WDES", "2.shortlisted"): ("Shortlisted applicants", "WDES 2, shortlisted"),
    ("WDES", "2.appointed"): ("Appointed from shortlisting", "WDES 2, appointed"),
    ("WDES", "2.likelihood"): ("Likelihood of appointment from shortlisting", "WDES 2, likelihood"),
    ("WDES", "2.relative-likelihood"): ("WDES 2", "Relative likelihood, appointment", "Metric 2: relative likelihood of appointment from shortlisting"),
    ("WDES", "3.entered"): ("Staff entering the formal capability process", "WDES 3, entered"),
    ("WDES", "3.likelihood"): ("Likelihood of entering the formal capability process", "WDES 3, likelihood"),
    ("WDES", "3.relative-likelihood"): ("WDES 3", "relative likelihood, capability", "Metric 3: relative likelihood of entering the formal capability process"),
    ("WDES", "4a.i.percentage"): ("WDES 4a i", "Metric 4a i: harassment, bullying or abuse from patients, relatives or the public"),
    ("WDES", "4a.ii.percentage"): ("WDES 4a ii", "Metric 4a ii: harassment, bullying or abuse from managers"),
    ("WDES", "4a.iii.percentage"): ("WDES 4a iii", "Metric 4a iii: harassment, bullying or abuse from other colleagues"),
    ("WDES", "4b.percentage"): ("WDES 4b", "Metric 4b: reported harassment, bullying or abuse"),
    ("WDES", "5.percentage"): ("WDES 5", "Metric 5: equal opportunities for career progression or promotion"),
    ("WDES", "6.percentage"): ("WDES 6", "Metric 6: pressure from manager to come to work"),
    ("WDES", "7.percentage"): ("WDES 7", "Metric 7: satisfied with how the organisation values their work"),
    ("WDES", "8.percentage"): ("WDES 8", "Metric 8: adequate adjustments"),
    ("WDES", "9a.score"): ("WDES 9a", "Metric 9a: staff engagement score"),
    ("WDES", "10.board-percentage"): ("WDES 10, board members, percentage",),
    ("WDES", "10.difference"): ("WDES 10, difference between board and workforce", "Metric 10: board less workforce, percentage points"),
}
BAND_WORDS = {"band-2": "Band 2", "band-3": "Band 3", "band-4": "Band 4", "band-5": "Band 5", "band-6": "Band 6", "band-7": "Band 7", "band-8a": "Band 8a",
              "band-8b": "Band 8b", "band-8c": "Band 8c", "band-8d": "Band 8d", "band-9": "Band 9", "vsm": "VSM", "consultants": "Consultants",
              "non-consultant-career-grade": "Non-consultant career grade", "trainee-grades": "Trainee grades"}
PEOPLE = {("WRES", "2"): ("White applicants", "BME applicants"), ("WRES", "3"): ("BME staff", "White staff"), ("WRES", "4"): ("White staff", "BME staff"),
          ("WDES", "2"): ("Non-disabled applicants", "Disabled applicants"), ("WDES", "3"): ("Disabled staff", "non-disabled staff")}
DEED = {("WRES", "2"): "be appointed from shortlisting", ("WRES", "3"): "enter the formal disciplinary process",
        ("WRES", "4"): "access non-mandatory training and CPD", ("WDES", "2"): "be appointed from shortlisting",
        ("WDES", "3"): "enter the formal capability process"}


class House:
    """The conventions of one organisation, some forced by the one who asks."""

    def __init__(self, rng, **forced):
        self.rng = rng
        self.percent_decimals = rng.choice((0, 1, 1, 1, 2, 2))
        self.ratio_decimals = rng.choice((1, 2, 2, 2))
        self.rounding = rng.choice(("up", "up", "even"))
        self.unknown_in = rng.random() < 0.75
        self.counts = rng.choice(("all", "all", "none", "numerator", "denominator"))
        self.headcounts = rng.random() < 0.5
        self.percent_sign = rng.choice(("%", "%", "%", " %", " per cent", ""))
        self.points = rng.choice((" percentage points", " percentage points", "pp", " ppts", " % points", ""))
        self.ratio_word = rng.choice(("", "", "", "", "", " times"))
        self.likelihood = rng.choice(("percent", "percent", "percent", "fraction"))
        self.share = rng.choice(("band", "band", "band", "band", "group", "workforce"))
        self.ids = rng.random() < 0.5
        self.thousands = rng.random() < 0.4
        self.minus = rng.choice(("-", "-", "-", "\u2212"))
        self.notes = rng.random() < 0.7
        self.last_year = rng.random() < 0.4
        self.standards = rng.choice((("WRES",), ("WDES",), ("WRES", "WDES"), ("WRES", "WDES")))
        self.editions = rng.choice((1, 2, 3))
        self.words = {}
        self.group_words = {g: rng.choice(words) for g, words in GROUP_WORDS.items()}
        for name, value in forced.items():
            assert hasattr(self, name), name
            setattr(self, name, value)
        if not self.unknown_in and self.share == "workforce":
            self.share = "band"

    def count(self, n):
        if n is None:
            return ""
        n = Fraction(n)
        if n.denominator != 1:
            return digits(n, 1)
        return "{:,}".format(int(n)) if self.thousands else str(int(n))

    def page(self, indicator):
        return self.words.setdefault(indicator, self.rng.randint(2, 30))

    def item(self, standard, item):
        """An item as its id or in words, the same throughout a report."""
        if (standard, item) not in self.words:
            self.words[standard, item] = self.choose_item(standard, item)
        return self.words[standard, item]

    def choose_item(self, standard, item):
        if self.ids or self.rng.random() < 0.2:
            return item
        part, _, place = item.partition(".")
        if part in ("1a", "1b") and place in BAND_WORDS:
            side = "non-clinical" if part == "1a" else "clinical"
            return BAND_WORDS[place] if "band" not in place and place != "vsm" else self.rng.choice(("%s, %s", "%s %s")) % (BAND_WORDS[place], side)
        words = ITEM_WORDS.get((standard, item))
        return self.rng.choice(words) if words else item


def ratio_sentence(rng, standard, indicator, printed, text):
    """A true sentence about a ratio; None where it is too near to 1 to say so."""
    top, bottom = PEOPLE[standard, indicator]
    deed = DEED[standard, indicator]
    if rng.random() < 0.15:
        return "A figure above 1.00 means that %s are more likely than %s to %s." % (top, bottom, deed)
    if printed >= Fraction(105, 100):
        return rng.choice(("%s are more likely to %s than %s" % (top, deed, bottom), "%s are less likely to %s than %s" % (bottom, deed, top),
                           "%s were %s times as likely to %s as %s" % (top, text, deed, bottom)))
    if printed <= Fraction(95, 100):
        return rng.choice(("%s are less likely to %s than %s" % (top, deed, bottom), "%s are more likely to %s than %s" % (bottom, deed, top)))
    return None


assert set(PEOPLE) == set(TOP_AND_BOTTOM)
