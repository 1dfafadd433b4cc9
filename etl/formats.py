"""The formats of source files: what each header means, and how figures arise from a row.

Headers are a table, ``data/reference/columns.csv``; a format is recognised by them alone. Code
knows one short rule a format: ``RULES``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from etl.labels import CONVICTED, SENTENCED
from outcomes.reference import read_reference
from outcomes.schema import KEY_COLUMNS, MEASURE_COLUMNS
from outcomes.vocabulary import ALL_COURTS, CALENDAR, MAGISTRATES

IGNORED = "ignored:"
BOTH = "both"


@dataclass(frozen=True)
class Measure:
    """Where a published measure comes from: a column, and the rows that count in it.

    Attributes:
        column: the column of the source that holds the numbers.
        where: column and word of the rows that count; None when all do.
    """

    column: str
    where: tuple[str, str] | None = None


@dataclass(frozen=True)
class TableRule:
    """How the rows of a member become rows of a published table.

    Attributes:
        measures: for each published measure, where it comes from.
        court_coverage: the courts that the figures cover.
        where: column and word of the rows that belong to the table; None when all do.
        court: the word for every row where the file has no column for the court.
        keys: for a published key, the column of the source that holds it under another name.
    """

    measures: Mapping[str, Measure]
    court_coverage: str
    where: tuple[str, str] | None = None
    court: str = ALL_COURTS
    keys: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class FormatRule:
    """What code knows of a format.

    Attributes:
        title: what its files are called in source lines, before the year.
        tables: the published tables that its members can feed.
        basis: ``calendar`` or ``march``.
    """

    title: str
    tables: Mapping[str, TableRule]
    basis: str = CALENDAR


_MAGISTRATES_PROCEEDINGS = TableRule(
    {
        "prosecutions": Measure("count"),
        "convictions": Measure("count", where=("convicted", CONVICTED)),
    },
    court_coverage=MAGISTRATES,
)
_MAGISTRATES_SENTENCES = TableRule(
    {"sentenced": Measure("count")},
    court_coverage=MAGISTRATES,
    where=("sentenced_flag", SENTENCED),
    court=MAGISTRATES,
    keys={"sentence_outcome": "magistrates_outcome"},
)
_PROCEEDINGS = TableRule(
    {"prosecutions": Measure("prosecutions"), "convictions": Measure("convictions")},
    court_coverage=ALL_COURTS,
)
_SENTENCES = TableRule(
    {
        "sentenced": Measure("sentenced"),
        "acsl_persons": Measure("acsl_persons"),
        "acsl_months": Measure("acsl_months"),
    },
    court_coverage=ALL_COURTS,
)
RULES: Mapping[str, FormatRule] = {
    "B": FormatRule(
        "Magistrates' court proceedings",
        {"proceedings": _MAGISTRATES_PROCEEDINGS, "sentences": _MAGISTRATES_SENTENCES},
    ),
    "C": FormatRule("Outcomes by offence", {"sentences": _SENTENCES}),
    "G": FormatRule("Outcomes by offence", {"proceedings": _PROCEEDINGS, "sentences": _SENTENCES}),
}


@dataclass(frozen=True)
class Layout:
    """The headers of one kind of member in one format.

    Attributes:
        letter: of the format.
        kind: ``proceedings``, ``sentences``, or ``both`` when one member feeds both tables.
        columns: for each accepted header, in the form of ``normalise_header``, our column.
        spelled: the headers as the publisher writes them, in the same form to spelling.
        required: columns that may not be missing.
    """

    letter: str
    kind: str
    columns: Mapping[str, str]
    spelled: Mapping[str, str]
    required: frozenset[str]

    def __str__(self) -> str:
        kind = "" if self.kind == BOTH else f", {self.kind} member"
        return f"format {self.letter}{kind}"

    @property
    def tables(self) -> dict[str, TableRule]:
        """The published tables that such a member feeds, with their rules."""
        tables = RULES[self.letter].tables
        return {name: tables[name] for name in tables if self.kind in (name, BOTH)}


@dataclass(frozen=True)
class Recognised:
    """A member whose headers are understood.

    Attributes:
        layout: the layout that its headers follow.
        headers: its headers as they stand, in order.
        places: for each of our columns that is wanted, the place of its header.
    """

    layout: Layout
    headers: tuple[str, ...]
    places: Mapping[str, int]

    @property
    def rule(self) -> FormatRule:
        """The rule of the format."""
        return RULES[self.layout.letter]

    def measures(self, table: str) -> dict[str, Measure]:
        """The measures of a table that this member carries."""
        known = self.layout.tables[table].measures
        return {name: known[name] for name in known if known[name].column in self.places}

    def key_column(self, table: str, key: str) -> str | None:
        """The column of the source that holds a published key; None when it has none."""
        column = self.layout.tables[table].keys.get(key, key)
        return column if column in self.places else None


def normalise_header(text: str) -> str:
    """A header as it is compared: letter case and blanks do not matter."""
    return " ".join(text.replace("\u00a0", " ").split()).casefold()


@cache
def layouts() -> tuple[Layout, ...]:
    """Every layout that can be read, by format."""
    rows = [row for row in read_reference("columns") if row["format"] in RULES]
    letters = dict.fromkeys(row["format"] for row in rows)
    return tuple(_layout(letter, kind, rows) for letter in letters for kind in _kinds(letter, rows))


def _kinds(letter: str, rows: Sequence[Mapping[str, str]]) -> list[str]:
    stated = dict.fromkeys(row["table"] for row in rows if row["format"] == letter)
    return [kind for kind in stated if kind != BOTH] or [BOTH]


def _layout(letter: str, kind: str, rows: Sequence[Mapping[str, str]]) -> Layout:
    own = [row for row in rows if row["format"] == letter and row["table"] in (kind, BOTH)]
    spelled = {normalise_header(row["header"]): row["header"] for row in own}
    columns = {normalise_header(row["header"]): row["column"] for row in own}
    required = frozenset(row["column"] for row in own if row["required"] == "yes")
    return Layout(letter, kind, columns, spelled, required)


def published_columns(layout: Layout) -> frozenset[str]:
    """Columns of the source that a layout's tables are made of, checks included."""
    wanted = {"convicted", "sentenced_flag", "magistrates_outcome", "count"}
    for name, rule in layout.tables.items():
        wanted |= {*KEY_COLUMNS[name], *rule.keys.values()}
        wanted |= {
            rule.measures[one].column for one in MEASURE_COLUMNS[name] if one in rule.measures
        }
    return frozenset(wanted)
