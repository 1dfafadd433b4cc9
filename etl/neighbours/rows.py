"""Reads the rows of a neighbour's table: each value strictly, every fault with its line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from etl.neighbours.csv_rows import CsvRows
from etl.neighbours.labels import area_names, find_word
from etl.neighbours.layouts import places, year_of
from etl.neighbours.reading import Sheet
from etl.neighbours.recorded import RecordedReader
from etl.neighbours.recorded_columns import recorded_sums
from etl.neighbours.row import NeighbourRow, RowFault, fail, number_of, word_of
from etl.problems import ProblemList
from outcomes.areas import area_named
from outcomes.errors import Problem
from outcomes.neighbours import AUTHORITIES, RECORDED_CRIME, RESIDENTS

_AUTHORITY_CODE = re.compile(r"[EW]\d{8}", re.ASCII)
_YEAR = re.compile(r"(?:19|20)\d\d", re.ASCII)
# How notes under a table begin; they stand in the first cell alone.
_NOTE = re.compile(
    r"\s*(?:notes?\b|sources?\b|contact\b|crown copyright|©|\*|\[|\(|\d\d?[.)])", re.I
)


def read_rows(sheet: Sheet, problems: ProblemList) -> Iterator[NeighbourRow]:
    """The rows of a table, or their sums; what is wrong goes to ``problems``, its row is left out.

    Raises:
        SourceError: its headers are not those of its layout, or a line cannot be read.
    """
    at = places(sheet.layout, sheet.headers, sheet.first - 1)
    if sheet.layout.table == RECORDED_CRIME and isinstance(sheet.rows, CsvRows):
        columns = sheet.rows.columns(at)
        summed = recorded_sums(columns) if columns else None
        if summed is not None:
            yield from summed
            return
    yield from _one_by_one(sheet, at, problems)


def _one_by_one(
    sheet: Sheet, at: Mapping[str, int], problems: ProblemList
) -> Iterator[NeighbourRow]:
    read, seen = _reader(sheet), set[tuple[object, ...]]()
    for line, cells in enumerate(sheet.rows, sheet.first):
        if not any(cells) or (not any(cells[1:]) and _NOTE.match(cells[0])):
            continue
        try:
            row = read(_texts(cells, at, len(sheet.headers)))
            _require_new(row, seen)
            yield row
        except RowFault as fault:
            problems.add(replace(fault.problem, line=line))


def _texts(cells: Sequence[str], at: Mapping[str, int], width: int) -> dict[str, str]:
    """A row's cells by our columns; those missing at its end are empty."""
    if len(cells) > width:
        message = f"the row has {len(cells)} cells"
        raise RowFault(Problem("ROW_WIDTH", message, expected=f"{width} cells"))
    if not any(cells[1:]):
        message = "only the first cell is filled: this is a note, or the row was cut"
        raise RowFault(Problem("ROW_WIDTH", message, value=cells[0], expected=f"{width} cells"))
    full = [*cells, *[""] * (width - len(cells))]
    return {name: full[place].strip() for name, place in at.items()}


def _require_new(row: NeighbourRow, seen: set[tuple[object, ...]]) -> None:
    """Refuse a second row of residents or of an authority; crimes are held by their reader."""
    key = row.area, row.year, row.keys
    if key in seen and not row.quarter:
        message = f"{row.area} has a second number for {row.year}"
        if row.keys:
            message = f"{row.keys[1]} stands twice in {row.area}"
        value = row.keys[0] if row.keys else str(row.year)
        raise RowFault(Problem("ROW_REPEATED", message, value=value))
    seen.add(key)


def _reader(sheet: Sheet) -> Callable[[Mapping[str, str]], NeighbourRow]:
    if sheet.layout.table == AUTHORITIES:
        return partial(_authority, year_of(sheet.headers) or 0)
    return _residents if sheet.layout.table == RESIDENTS else RecordedReader()


def _authority(year: int, row: Mapping[str, str]) -> NeighbourRow:
    area = _area(row, "PFA##NM", "PFA##CD")
    code, name = row["authority_code"], row["authority"]
    if not _AUTHORITY_CODE.fullmatch(code):
        expected = "E or W and eight digits"
        fail("AUTHORITY_CODE", "this is no code of an authority", "LAD##CD", code, expected)
    if not name:
        fail("LABEL_EMPTY", "the authority has no name", "LAD##NM", name, "a name")
    return NeighbourRow(area, year, 0, (code, name, row.get("partnership", "")), ())


def _area(row: Mapping[str, str], names: str, codes: str) -> str:
    """The area that a row names under one header, with the code that it should have."""
    area = word_of(find_word(area_names(), row["police_force_area"], names))
    code = row.get("area_code") or area_named(area).code
    if code != area_named(area).code:
        message = f"{area} has another code: areas may have been renamed or merged"
        fail("AREA_CODE", message, codes, code, area_named(area).code)
    return area


def _residents(row: Mapping[str, str]) -> NeighbourRow:
    area = _area(row, "police_force_area", "police_force_area_code")
    if not _YEAR.fullmatch(row["year"]):
        fail("YEAR_UNREADABLE", "this is no year", "year", row["year"], "a year such as 2020")
    number = number_of(row["residents"], "population")
    if number is None or number <= 0:
        fail("NUMBER", "an area has residents", "population", row["residents"], "above zero")
    return NeighbourRow(area, int(row["year"]), 0, (), (number,))
