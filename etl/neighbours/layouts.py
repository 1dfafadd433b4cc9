"""The layouts of neighbours' files: recognised by their headers, like the courts' formats.

Headers are a table, ``data/reference/neighbour_columns.csv``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from etl.problems import source_error
from etl.reading.formats import IGNORED
from outcomes.errors import Problem, SourceError
from outcomes.neighbours import (
    AUTHORITIES,
    FAMILY_ORDERS,
    POSTCODE_DISTRICTS,
    RECORDED_CRIME,
    RESIDENTS,
)
from outcomes.reference import read_reference

TITLES = {
    "residents": ("Office for National Statistics", "Mid-year population estimates"),
    "recorded_crime": ("Home Office", "Police recorded crime"),
    "recorded_outcomes": ("Home Office", "Police recorded crime outcomes"),
    "authorities": ("Office for National Statistics", "Local authorities by police force area"),
    "family_orders": ("Ministry of Justice", "Family Court Statistics Quarterly, CSV"),
    "family_orders_table": ("Ministry of Justice", "Family Court Statistics Quarterly, tables"),
    "postcode_districts": ("Office for National Statistics", "Postcode directory"),
}
# Before which year a title puts what.
_UNTIL = {RESIDENTS: "to ", RECORDED_CRIME: "to year ending March ", FAMILY_ORDERS: "to "}
# The Office for National Statistics puts the year of its areas into a header: LAD23CD.
_YEAR_IN_HEADER = re.compile(r"^([a-z]+)(##|\d\d)(cd|nmw?)$")

# Marks of notes and of revision, which a header may carry from one edition to the next.
_MARKS = re.compile(r"\[[^\]]*\]|\((?:r|p)\)", re.IGNORECASE)


@dataclass(frozen=True, eq=False)
class NeighbourLayout:
    """The headers of one kind of neighbours' file.

    Attributes:
        name: of the layout.
        columns: for each accepted header, in the form of ``plain_header``, our column.
        spelled: the headers as the publisher writes them.
        required: headers that may not be missing.
    """

    name: str
    columns: Mapping[str, str]
    spelled: Mapping[str, str]
    required: frozenset[str]

    @property
    def table(self) -> str:
        """The table that such a file feeds."""
        if self.name.startswith(FAMILY_ORDERS):
            return FAMILY_ORDERS
        own = {RESIDENTS, AUTHORITIES, POSTCODE_DISTRICTS}
        return self.name if self.name in own else RECORDED_CRIME

    @property
    def publisher(self) -> str:
        """Who publishes such files."""
        return TITLES[self.name][0]

    def title(self, last_year: int) -> str:
        """What such a file is called in source lines."""
        return f"{TITLES[self.name][1]}, {_UNTIL.get(self.table, '')}{last_year}"


@cache
def neighbour_layouts() -> tuple[NeighbourLayout, ...]:
    """Every layout that can be read."""
    rows = read_reference("neighbour_columns")
    names = dict.fromkeys(row["format"] for row in rows)
    return tuple(_layout(name, [row for row in rows if row["format"] == name]) for name in names)


def _layout(name: str, rows: Sequence[Mapping[str, str]]) -> NeighbourLayout:
    return NeighbourLayout(
        name,
        {plain_header(row["header"]): row["column"] for row in rows},
        {plain_header(row["header"]): row["header"] for row in rows},
        frozenset(plain_header(row["header"]) for row in rows if row["required"] == "yes"),
    )


def plain_header(text: str) -> str:
    """A header as it is compared: letter case, blanks, marks of notes, and years are one."""
    unmarked = _MARKS.sub(" ", text).replace("\u00a0", " ").replace("_", " ")
    plain = " ".join(unmarked.split()).casefold()
    return _YEAR_IN_HEADER.sub(r"\1##\3", plain)


def year_of(headers: Sequence[str]) -> int | None:
    """The year whose areas headers name, the latest one; None where none does."""
    found = (_YEAR_IN_HEADER.match(one.strip().casefold()) for one in headers)
    return max((2000 + int(one[2]) for one in found if one), default=None)


def nearest_layout(headers: Sequence[str]) -> NeighbourLayout | None:
    """The layout that headers follow or nearly follow; None when they are none of ours.

    Nearly: they have at least two thirds of what a layout requires, and at least half of them are
    its own. The difference is then an error of the file and not of the choice.
    """
    plain = {plain_header(one) for one in headers}

    def fit(layout: NeighbourLayout) -> tuple[float, int]:
        found = len(layout.required & plain) / len(layout.required)
        return found, len(plain & set(layout.columns))

    best = max(neighbour_layouts(), key=fit)
    required, known = fit(best)
    return best if required >= 2 / 3 and known * 2 >= len(plain) else None


def places(layout: NeighbourLayout, headers: Sequence[str], line: int = 1) -> dict[str, int]:
    """For each of our columns, the place of its header, which stands in this line.

    Raises:
        SourceError: naming every header that is missing, not known, or there twice.
    """
    plain = [plain_header(one) for one in headers]
    problems = [
        Problem("HEADER_CHANGED", "this header is missing", line=line, column=layout.spelled[one])
        for one in layout.columns
        if one in layout.required and one not in plain
    ]
    problems += [
        Problem("HEADER_CHANGED", "this header is not known", line=line, column=header)
        for header, one in zip(headers, plain, strict=True)
        if one not in layout.columns
    ]
    problems += [
        Problem("HEADER_DUPLICATE", "this header stands twice", line=line, column=headers[place])
        for place, one in enumerate(plain)
        if one in plain[:place]
    ]
    if problems:
        raise SourceError(tuple(problems))
    named = {layout.columns[one]: place for place, one in enumerate(plain)}
    return {name: place for name, place in named.items() if not name.startswith(IGNORED)}


def unknown_spreadsheet(names: Sequence[str]) -> SourceError:
    """The refusal of a spreadsheet of which no sheet has headers that are known."""
    return source_error(
        "HEADER_CHANGED",
        "no sheet has the headers of residents, recorded crime, orders or a look-up",
        value=", ".join(names[:8]),
        expected="a table of the Home Office or of residents by police force area",
    )
