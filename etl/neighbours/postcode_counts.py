"""Counts live postcodes by district and police force area, a row or many rows at a time."""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import NoReturn

import numpy as np

from etl.neighbours.row import NeighbourRow, RowFault
from etl.reading.arrays import Numbers
from outcomes.areas import police_force_areas
from outcomes.errors import Problem

# The two parts of a postcode; the same for Python and for Arrow.
POSTCODE = r"(GIR|[A-Z]{1,2}[0-9][A-Z0-9]?) ?([0-9][A-Z]{2})"
_POSTCODE = re.compile(POSTCODE)
_MONTH = re.compile(r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])")
# Codes of areas in Scotland, Northern Ireland, the Channel Islands and the Isle of Man.
_ELSEWHERE = re.compile(r"[SNLJM][0-9]{8}")
# Letters of the second part, and room for the areas beside a district.
_SECOND_PART, _AREAS = 3, 64
_MESSAGES = {
    "MONTH": "this is no month",
    "POSTCODE": "this is no postcode",
    "AREA_CODE": "this area is not known: areas may have been renamed or merged",
}


@dataclass
class PostcodeCounts:
    """What was counted.

    Attributes:
        live: live postcodes by district and area name.
        last: the latest month in which a live postcode began, as ``202508``.
        rows: how many rows were read.
        blank: live postcodes without a police force area.
        seen: every live postcode that was counted, its letters as the bytes of a number.
    """

    live: Counter[tuple[str, str]] = field(default_factory=Counter)
    last: str = ""
    rows: int = 0
    blank: int = 0
    seen: array[int] = field(default_factory=lambda: array("Q"))

    def add(self, postcode: str, introduced: str, terminated: str, code: str) -> None:
        """Count one row, if its postcode is live and lies in one of the 43 areas.

        Raises:
            RowFault: a value cannot be right.
        """
        check_month("dointr", introduced)
        if terminated:
            check_month("doterm", terminated)
            return
        match = _POSTCODE.fullmatch(postcode)
        if match is None:
            _fail("POSTCODE", "pcds", postcode, "a postcode such as B15 2TT")
        area = area_of(code)
        if area is None:
            self.blank += not code
            return
        self.last = max(self.last, introduced)
        self.live[match[1], area] += 1
        self.seen.append(int.from_bytes((match[1] + match[2]).encode(), "big"))

    def add_many(self, postcodes: Numbers, areas: Numbers, last: str) -> None:
        """Count live postcodes, as the numbers of ``seen``, with the places of their areas."""
        self.last = max(self.last, last)
        self.seen.frombytes(postcodes.astype(np.uint64).tobytes())
        districts = postcodes >> np.uint64(8 * _SECOND_PART)
        found, times = np.unique(districts * np.uint64(_AREAS) + areas, return_counts=True)
        names = [area.name for area in police_force_areas()]
        for key, number in zip(found.tolist(), times.tolist(), strict=True):
            self.live[_text(key // _AREAS), names[key % _AREAS]] += number

    def add_counts(self, other: PostcodeCounts) -> None:
        """Add what was counted in another member."""
        self.live.update(other.live)
        self.last = max(self.last, other.last)
        self.rows += other.rows
        self.blank += other.blank
        self.seen.extend(other.seen)

    @property
    def reach(self) -> tuple[int, int]:
        """Year and month in which the newest live postcode began."""
        return int(self.last[:4] or 0), int(self.last[4:] or 0)

    def sums(self) -> Iterator[NeighbourRow]:
        """A row for each district and area."""
        for (district, area), number in sorted(self.live.items()):
            yield NeighbourRow(area, int(self.last[:4]), 0, (district,), (number,))

    def problems(self) -> Iterator[Problem]:
        """Postcodes that are live twice, in one member or in several; those without an area."""
        numbers = np.sort(np.array(self.seen, np.uint64))
        twice = numbers[1:][numbers[1:] == numbers[:-1]]
        if len(twice):
            message = "live postcodes stand more than once"
            yield Problem("ROW_REPEATED", message, value=_text(int(twice[0])), count=len(twice))
        if self.blank:
            message = "live postcodes have no police force area: they are counted nowhere"
            yield Problem("AREA_BLANK", message, "note", count=self.blank)


def check_month(column: str, value: str) -> None:
    """RowFault for a text that is no month."""
    if not _MONTH.fullmatch(value):
        _fail("MONTH", column, value, "a month such as 198001")


def area_of(code: str) -> str | None:
    """The name of one of the 43 areas; None for a place elsewhere, and for none.

    Raises:
        RowFault: there is no such area.
    """
    area = _areas_by_code().get(code)
    if area is None and code and not _ELSEWHERE.fullmatch(code):
        _fail("AREA_CODE", "pfa", code, "the code of one of the 43 areas")
    return area


@cache
def _areas_by_code() -> Mapping[str, str]:
    return {area.code: area.name for area in police_force_areas()}


def _text(number: int) -> str:
    return number.to_bytes(8, "big").lstrip(b"\0").decode("ascii")


def _fail(code: str, column: str, value: str, expected: str) -> NoReturn:
    problem = Problem(code, _MESSAGES[code], column=column, value=value, expected=expected)
    raise RowFault(problem)
