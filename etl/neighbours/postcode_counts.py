"""Counts live postcodes by district and police force area, one row after the other."""

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
from outcomes.areas import police_force_areas
from outcomes.errors import Problem

_POSTCODE = re.compile(r"(GIR|[A-Z]{1,2}\d[A-Z\d]?) ?(\d[A-Z]{2})")
_MONTH = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])")
# Codes of areas in Scotland, Northern Ireland, the Channel Islands and the Isle of Man.
_ELSEWHERE = re.compile(r"[SNLJM]\d{8}")
_BASE = 36
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
        seen: every live postcode that was counted, as a number.
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
        _check_month("dointr", introduced)
        if terminated:
            _check_month("doterm", terminated)
            return
        match = _POSTCODE.fullmatch(postcode)
        if match is None:
            _fail("POSTCODE", "pcds", postcode, "a postcode such as B15 2TT")
        area = _areas_by_code().get(code)
        if area is None:
            self._pass_over(code)
            return
        self.last = max(self.last, introduced)
        self.live[match[1], area] += 1
        self.seen.append(int(match[1] + match[2], _BASE))

    def _pass_over(self, code: str) -> None:
        if code and not _ELSEWHERE.fullmatch(code):
            _fail("AREA_CODE", "pfa", code, "the code of one of the 43 areas")
        self.blank += not code

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
            first = np.base_repr(int(twice[0]), _BASE)
            yield Problem("ROW_REPEATED", message, value=first, count=len(twice))
        if self.blank:
            message = "live postcodes have no police force area: they are counted nowhere"
            yield Problem("AREA_BLANK", message, "note", count=self.blank)


@cache
def _areas_by_code() -> Mapping[str, str]:
    return {area.code: area.name for area in police_force_areas()}


def _check_month(column: str, value: str) -> None:
    if not _MONTH.fullmatch(value):
        _fail("MONTH", column, value, "a month such as 198001")


def _fail(code: str, column: str, value: str, expected: str) -> NoReturn:
    problem = Problem(code, _MESSAGES[code], column=column, value=value, expected=expected)
    raise RowFault(problem)
