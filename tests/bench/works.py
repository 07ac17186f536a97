"""What is measured: one entry a work, with its targets."""

from typing import NamedTuple, Optional, Tuple


class Extract(NamedTuple):
    kind: str  # staff, applicants
    rows: int
    form: str  # csv, shuffled, shared, inline

    @property
    def name(self):
        return "%s-%d-%s.%s" % (self.kind, self.rows, self.form, "xlsx" if self.is_workbook else "csv")

    @property
    def is_workbook(self):
        return self.form in ("shared", "inline")

    @property
    def bytes(self):
        """About how large it is; a workbook with what making it takes besides."""
        if self.is_workbook:
            return self.rows * 1000
        return self.rows * (185 if self.kind == "staff" else 212)


class Target(NamedTuple):
    """At most `limit`: of the wall time of `peer`, of seconds, of MiB at the peak, of bytes of memory a person."""

    what: str  # peer, seconds, peak, person
    limit: float
    peer: Optional[str] = None


class Work(NamedTuple):
    name: str
    title: str
    extract: Extract
    command: Tuple[str, ...]
    peers: Tuple[str, ...]
    targets: Tuple[Target, ...]


RETURN = ("return", "--format", "csv")
SMALL = Extract("staff", 15000, "csv")  # what memory for people is counted from

WORKS = (
    Work(
        "trust",
        "one trust, 15,000 assignments: return",
        SMALL,
        RETURN,
        ("duckdb", "polars", "python", "wc"),
        (Target("seconds", 0.030),),
    ),
    Work(
        "nhs",
        "whole NHS, 1.5 million assignments, 210 organisations: return",
        Extract("staff", 1500000, "csv"),
        RETURN,
        ("duckdb", "polars", "python", "wc"),
        (Target("peer", 1 / 4, "duckdb"), Target("peak", 112)),
    ),
    Work(
        "shuffled",
        "the same, rows shuffled: return",
        Extract("staff", 1500000, "shuffled"),
        RETURN,
        ("duckdb", "polars", "python", "wc"),
        (Target("peer", 1 / 3, "duckdb"), Target("peak", 112)),
    ),
    Work(
        "ten-years",
        "15 million assignments: check",
        Extract("staff", 15000000, "csv"),
        ("check",),
        ("duckdb", "wc"),
        (Target("peer", 1 / 4, "duckdb"), Target("person", 40)),
    ),
    Work(
        "applications",
        "5 million applications: check",
        Extract("applicants", 5000000, "csv"),
        ("check",),
        ("duckdb", "polars", "wc"),
        (Target("peer", 1 / 4, "duckdb"), Target("peak", 48)),
    ),
    Work(
        "xlsx-inline",
        "workbook, 200,000 rows x 16, text in the cells: check",
        Extract("staff", 200000, "inline"),
        ("check",),
        ("calamine", "inflate"),
        (Target("peer", 1 / 12, "calamine"),),
    ),
    Work(
        "xlsx-shared",
        "workbook, 1 million rows x 16, shared strings: check",
        Extract("staff", 1000000, "shared"),
        ("check",),
        ("calamine", "inflate"),
        (Target("peer", 1 / 12, "calamine"), Target("peer", 2.5, "inflate"), Target("peak", 160)),
    ),
    Work(
        "workbooks",
        "whole NHS: 420 workbooks and 420 XMLs",
        Extract("staff", 1500000, "csv"),
        ("return", "--format", "xml,xlsx"),
        (),
        (Target("seconds", 4.0),),
    ),
)


def target_text(target):
    if target.what == "peer":
        return "at most %s of %s" % ("1/%g" % (1 / target.limit) if target.limit < 1 else "%g times" % target.limit, target.peer)
    if target.what == "seconds":
        return "at most %s" % ("%g ms" % (target.limit * 1000) if target.limit < 1 else "%g s" % target.limit)
    return "at most %g %s" % (target.limit, {"peak": "MiB", "person": "bytes a person"}[target.what])


def target_value(target, figures):
    """What `figures` (a summary for each tool's name; `small`, a summary, and `people` for memory a person) come to; None when what it takes was not measured."""
    own = figures.get("evenhand")
    if own is None:
        return None
    if target.what == "peer":
        peer = figures.get(target.peer)
        return own.wall / peer.wall if peer else None
    if target.what == "seconds":
        return own.wall
    if target.what == "peak":
        return own.peak
    if "small" not in figures:
        return None
    return (own.peak - figures["small"].peak) * 1024 * 1024 / figures["people"]


def value_text(target, value):
    if value is None:
        return "not measured"
    if target.what == "peer":
        return "1/%.1f" % (1 / value) if value < 1 else "%.2f times" % value
    if target.what == "seconds":
        return "%.0f ms" % (value * 1000) if target.limit < 1 else "%.2f s" % value
    return "%.0f %s" % (value, {"peak": "MiB", "person": "bytes"}[target.what])


def verdict(target, value):
    return "–" if value is None else "yes" if value <= target.limit else "no"
