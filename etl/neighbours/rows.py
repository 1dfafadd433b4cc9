"""Reads the rows of a neighbour's table: each value strictly, every fault with its line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial

from etl.neighbours.labels import (
    area_names,
    find_word,
    force_names,
    outcome_words,
    plain_label,
    recorded_labels,
)
from etl.neighbours.layouts import places, year_of
from etl.neighbours.reading import Sheet
from etl.problems import ProblemList
from outcomes.areas import area_named
from outcomes.errors import Problem
from outcomes.neighbours import AUTHORITIES, NOT_SPLIT, RESIDENTS

NOT_AVAILABLE = ("", "NA", "N/A", "-", "..")
_WHOLE = re.compile(r"-?\d{1,12}")
_AUTHORITY_CODE = re.compile(r"[EW]\d{8}")
_YEAR = re.compile(r"(?:19|20)\d\d")
_FINANCIAL_YEAR = re.compile(r"((?:19|20)\d\d)[/-](\d\d)")


@dataclass(frozen=True, slots=True)
class NeighbourRow:
    """One row in our words.

    Attributes:
        area: the area's name, or that of a body without one.
        year: as the table counts years.
        quarter: of the financial year; 0 where the table has none.
        keys: offence code and outcome; code, name and partnership of an authority; a postcode
            district; none for residents.
        amounts: one for each measure of the table; None where the row has none.
        wanted: whether the table keeps it; other offences only show that a quarter is there.
    """

    area: str
    year: int
    quarter: int
    keys: tuple[str, ...]
    amounts: tuple[int | None, ...]
    wanted: bool = True


class RowFault(ValueError):
    """A row that cannot be read; ``problem`` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def read_rows(sheet: Sheet, problems: ProblemList) -> Iterator[NeighbourRow]:
    """The rows of a table; what is wrong goes to ``problems``, and its row is left out.

    Raises:
        SourceError: its headers are not those of its layout.
    """
    at = places(sheet.layout, sheet.headers)
    read = _reader(sheet)
    for line, cells in enumerate(sheet.rows, sheet.first):
        if not any(cells):
            continue
        if len(cells) > len(sheet.headers):
            wide = f"the row has {len(cells)} cells"
            expected = f"{len(sheet.headers)} cells"
            problems.add(Problem("ROW_WIDTH", wide, line=line, expected=expected))
            continue
        full = [*cells, *[""] * (len(sheet.headers) - len(cells))]
        try:
            yield read({name: full[place].strip() for name, place in at.items()})
        except RowFault as fault:
            problems.add(replace(fault.problem, line=line))


def _reader(sheet: Sheet) -> Callable[[Mapping[str, str]], NeighbourRow]:
    if sheet.layout.table == AUTHORITIES:
        return partial(_authority, year_of(sheet.headers) or 0)
    return _residents if sheet.layout.table == RESIDENTS else _recorded


def _authority(year: int, row: Mapping[str, str]) -> NeighbourRow:
    area = _area(row, "PFA##NM", "PFA##CD")
    code, name = row["authority_code"], row["authority"]
    if not _AUTHORITY_CODE.fullmatch(code):
        expected = "E or W and eight digits"
        _fail("AUTHORITY_CODE", "this is no code of an authority", "LAD##CD", code, expected)
    if not name:
        _fail("LABEL_EMPTY", "the authority has no name", "LAD##NM", name, "a name")
    return NeighbourRow(area, year, 0, (code, name, row.get("partnership", "")), ())


def _area(row: Mapping[str, str], names: str, codes: str) -> str:
    """The area that a row names under one header, with the code that it should have."""
    area = _word(find_word(area_names(), row["police_force_area"], names))
    code = row.get("area_code") or area_named(area).code
    if code != area_named(area).code:
        message = f"{area} has another code: areas may have been renamed or merged"
        _fail("AREA_CODE", message, codes, code, area_named(area).code)
    return area


def _residents(row: Mapping[str, str]) -> NeighbourRow:
    area = _area(row, "police_force_area", "police_force_area_code")
    if not _YEAR.fullmatch(row["year"]):
        _fail("YEAR_UNREADABLE", "this is no year", "year", row["year"], "a year such as 2020")
    number = _number(row["residents"], "population")
    if number is None or number <= 0:
        _fail("NUMBER", "an area has residents", "population", row["residents"], "above zero")
    return NeighbourRow(area, int(row["year"]), 0, (), (number,))


def _recorded(row: Mapping[str, str]) -> NeighbourRow:
    area = _word(find_word(force_names(), row["force_name"], "force_name"))
    year, quarter = _financial_year(row["financial_year"]), _quarter(row["financial_quarter"])
    code, outcome = row["offence_code"], NOT_SPLIT
    wanted = code in recorded_labels()
    if wanted and plain_label(row["offence_description"]) != recorded_labels()[code]:
        _fail(
            "LABEL_UNKNOWN",
            f"offence {code} has another description",
            "offence_description",
            row["offence_description"],
            recorded_labels()[code],
        )
    if "outcome_description" in row:
        outcome = _word(find_word(outcome_words(), row["outcome_description"], "outcome"))
    offences = _number(row["offences_recorded"], "offences_recorded")
    outcomes = None
    if "outcomes_recorded" in row:
        outcomes = _number(row["outcomes_recorded"], "outcomes_recorded") or 0
    return NeighbourRow(area, year, quarter, (code, outcome), (offences or 0, outcomes), wanted)


def _word(found: str | Problem) -> str:
    if isinstance(found, Problem):
        raise RowFault(found)
    return found


def _financial_year(text: str) -> int:
    """The year in which a financial year ends: 2019 for ``2018/19``."""
    match = _FINANCIAL_YEAR.fullmatch(text)
    if not match or (int(match[1]) + 1) % 100 != int(match[2]):
        expected = "a financial year such as 2018/19"
        _fail("YEAR_UNREADABLE", "this is no financial year", "financial_year", text, expected)
        return 0
    return int(match[1]) + 1


def _quarter(text: str) -> int:
    quarter = text.upper().removeprefix("Q")
    if quarter not in ("1", "2", "3", "4"):
        _fail("QUARTER", "this is no quarter", "financial_quarter", text, "1 to 4")
    return int(quarter)


def _number(text: str, column: str) -> int | None:
    if text in NOT_AVAILABLE:
        return None
    if not _WHOLE.fullmatch(text):
        _fail("NUMBER", "this is no whole number", column, text, "digits")
    return int(text)


def _fail(code: str, message: str, column: str, value: str, expected: str) -> None:
    raise RowFault(Problem(code, message, column=column, value=value, expected=expected))
