"""Reads the Ministry's tables of domestic violence remedy orders: two layouts, one kind of row.

The *CSV* (``CSV Domestic Violence National 2025 Q4.csv`` in the zip of a release) has a row for
each kind of order, notice, power of arrest and case type in a quarter. The *table* (Table 16,
since 2024 Table 15, of the accessible tables) has a row for each year, then for each quarter, with
both kinds of order side by side. Headers and words of both are those that the Ministry's own
programs write (moj-analytical-services/FCSQ_data: ``domestic_violence_extraction.ipynb``,
``table16_access.R``, ``Accessible_Notes.R``). UNVERIFIED against a published file: the words of
the CSV's rows of 2008 to 2010, and what stands in the table for the quarter of an annual row
(empty or ``[z]`` in the programs; ``Annual`` is accepted too).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from etl.neighbours.labels import find_word
from etl.neighbours.layouts import places
from etl.neighbours.reading import Sheet
from etl.problems import ProblemList
from outcomes.errors import Problem
from outcomes.family_tables import EX_PARTE, NON_MOLESTATION, OCCUPATION, ON_NOTICE
from outcomes.neighbours import NOT_SPLIT

ALL = "all"
ORDERS = {"non molestation": NON_MOLESTATION, "occupation": OCCUPATION}
NOTICES = {"exparte": EX_PARTE, "ex parte": EX_PARTE, "on notice": ON_NOTICE}
MADE, APPLIED = "orders made", "orders applied for"
# What the CSV counts besides: it shows that a quarter is there, and is not kept.
OTHER_KINDS = ("application events", "cases started", "cases concluded")
NOT_AVAILABLE = frozenset({"", "-", "\u2013", ".", "..", ":", "*", "[x]", "[z]", "[c]", "[u]"})
_KINDS = {name: name for name in (MADE, APPLIED, *OTHER_KINDS)}
_CSV_NOTICES, _TABLE_NOTICES = {**NOTICES, "n/a": NOT_SPLIT}, {**NOTICES, ALL: ALL}
ANNUAL = frozenset({"", "[z]", "annual", "all"})

_MARK = re.compile(r"\s*(?:\[(?:r|p|e|note [\d, ]+|notes [\d, ]+)\]|\((?:r|p)\))+\s*$", re.I)
_WHOLE = re.compile(r"\d{1,9}|\d{1,3}(?:,\d{3}){1,2}")
_YEAR = re.compile(r"(?:19|20)\d\d")
_QUARTER = re.compile(r"q?([1-4])")


@dataclass(frozen=True, slots=True)
class FamilyRow:
    """Orders of one kind and notice in a quarter, or in a year.

    Attributes:
        year: calendar year.
        quarter: 1 to 4; 0 for the whole year.
        order: kind of order; empty in a row that is not kept.
        notice: ``ex parte``, ``on notice``, ``not split``, or ``all`` for both together.
        made: how many were made; None where the row does not say.
        applied_for: how many were applied for; likewise.
    """

    year: int
    quarter: int
    order: str
    notice: str
    made: int | None = None
    applied_for: int | None = None


class CellFault(ValueError):
    """A cell that cannot be read; ``problem`` says why."""

    def __init__(
        self, code: str, message: str, column: str | None, value: str, expected: str
    ) -> None:
        self.problem = Problem(code, message, column=column, value=value, expected=expected)
        super().__init__(str(self.problem))


@dataclass(frozen=True)
class _Cells:
    """One row's cells by our columns, with the headers under which they stand."""

    texts: Mapping[str, str]
    headers: Mapping[str, str]

    def fault(self, code: str, message: str, column: str, expected: str) -> CellFault:
        return CellFault(code, message, self.headers[column], self.texts[column], expected)

    def year(self) -> int:
        text = _unmarked(self.texts["year"])
        if not _YEAR.fullmatch(text):
            raise self.fault("YEAR_UNREADABLE", "this is no year", "year", "a year such as 2019")
        return int(text)

    def quarter(self, *, annual: bool) -> int:
        text = _unmarked(self.texts["quarter"]).casefold()
        found = _QUARTER.fullmatch(text)
        if found:
            return int(found[1])
        if annual and text in ANNUAL:
            return 0
        expected = "Q1 to Q4" + (", or nothing for a year" if annual else "")
        raise self.fault("QUARTER", "this is no quarter", "quarter", expected)

    def word(self, column: str, known: Mapping[str, str]) -> str:
        found = find_word(known, _unmarked(self.texts[column]), self.headers[column])
        if isinstance(found, Problem):
            fault = self.fault("LABEL_UNKNOWN", found.message, column, "a known label")
            fault.problem = found
            raise fault
        return found

    def count(self, column: str) -> int | None:
        text = _unmarked(self.texts[column])
        if text in NOT_AVAILABLE:
            return None
        if not _WHOLE.fullmatch(text):
            raise self.fault("NUMBER", "this is no whole number", column, "digits, such as 23,057")
        return int(text.replace(",", ""))


@lru_cache(maxsize=4096)
def _unmarked(text: str) -> str:
    """A cell without marks such as ``[r]``, ``(p)`` or ``[note 61]`` behind what it says."""
    return _MARK.sub("", text).strip()


def read_family(sheet: Sheet, problems: ProblemList) -> Iterator[FamilyRow]:
    """The rows of a sheet; what is wrong goes to ``problems``, and its row is left out.

    Raises:
        SourceError: the headers are not those of the layout.
    """
    at = places(sheet.layout, sheet.headers, sheet.first - 1)
    headers = {name: " ".join(sheet.headers[place].split()) for name, place in at.items()}
    read, seen = _reader(at), set[tuple[str, ...]]()
    for line, cells in enumerate(sheet.rows, sheet.first):
        try:
            filled = [place for place, cell in enumerate(cells) if cell.strip()]
            if not filled or (filled == [0] and not _YEAR.match(cells[0])):
                continue  # nothing, or a note under the table
            row = _Cells(_texts(cells, at, len(sheet.headers)), headers)
            _require_new(row, seen)
            yield from read(row)
        except CellFault as fault:
            problems.add(replace(fault.problem, line=line))


def _reader(at: Mapping[str, int]) -> Callable[[_Cells], Iterator[FamilyRow]]:
    return _of_csv if "total" in at else _of_table


def _texts(cells: Sequence[str], at: Mapping[str, int], width: int) -> dict[str, str]:
    if len(cells) > width:
        raise CellFault("ROW_WIDTH", "the row is too wide", None, cells[width], f"{width} cells")
    full = [*cells, *[""] * (width - len(cells))]
    return {name: full[place].strip() for name, place in at.items()}


def _require_new(row: _Cells, seen: set[tuple[str, ...]]) -> None:
    """Refuse a row whose key stood before: the same year, quarter and words."""
    names = ("year", "quarter", "case_type", "kind", "order", "notice", "power_of_arrest")
    key = tuple(_unmarked(row.texts.get(name, "")).casefold() for name in names)
    if key in seen:
        raise row.fault("ROW_REPEATED", "a row before says the same", "year", "each row once")
    seen.add(key)


def _of_csv(row: _Cells) -> Iterator[FamilyRow]:
    year, quarter = row.year(), row.quarter(annual=False)
    kind = row.word("kind", _KINDS)
    total = row.count("total")
    if total is None:
        raise row.fault("NUMBER", "there is no number", "total", "digits, such as 23,057")
    if kind in OTHER_KINDS:
        yield FamilyRow(year, quarter, "", "")
        return
    order = row.word("order", ORDERS)
    notice = row.word("notice", _CSV_NOTICES)
    made, applied = (total, None) if kind == MADE else (None, total)
    yield FamilyRow(year, quarter, order, notice, made, applied)


def _of_table(row: _Cells) -> Iterator[FamilyRow]:
    year, quarter = row.year(), row.quarter(annual=True)
    notice = row.word("notice", _TABLE_NOTICES)
    for what in ("applied", "made"):
        _require_sum(row, what)
    for prefix, order in (("non_molestation", NON_MOLESTATION), ("occupation", OCCUPATION)):
        made, applied = row.count(f"{prefix}_made"), row.count(f"{prefix}_applied")
        yield FamilyRow(year, quarter, order, notice, made, applied)


def _require_sum(row: _Cells, what: str) -> None:
    """Refuse a row whose two kinds of order do not add up to the total beside them."""
    total = row.count(f"all_{what}") if f"all_{what}" in row.texts else None
    parts = [row.count(f"{prefix}_{what}") for prefix in ("non_molestation", "occupation")]
    known = [part for part in parts if part is not None]
    if total is not None and len(known) == len(parts) and sum(known) != total:
        message = "the two kinds of order do not add up to this"
        raise row.fault("SUM_MISMATCH", message, f"all_{what}", f"{sum(known):,}")
