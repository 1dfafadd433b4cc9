"""Claims: sentences whose every number says which rows give it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from outcomes.result import Key, Observation, Result
from outcomes.selection import Selection
from outcomes.small_numbers import SMALL_BELOW

ROWS_ADDRESS = "/api/v1/observations.csv"
# Counts from 1 to 4 are grouped, never written.
FEWER = f"fewer than {SMALL_BELOW}"


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of an answer that belong to one number.

    Attributes:
        selection: the query, years and basis written out.
        keys: for each row meant, its keys in the order of ``selection.by``; none: every row.
    """

    selection: Selection
    keys: tuple[tuple[Key, ...], ...] = ()

    def of(self, result: Result) -> tuple[Observation, ...]:
        """The rows meant, out of the answer to the selection."""
        every = result.observations
        return tuple(one for one in every if one.keys in self.keys) if self.keys else every

    def address(self, edition: str) -> str:
        """Where the rows can be read, in one edition."""
        return _address(self.selection, edition)

    def to_dict(self, edition: str) -> dict[str, Any]:
        """The query, the rows' keys by name, and where to read them."""
        names = self.selection.by
        return {
            "query": self.selection.to_params(),
            "keys": [dict(zip(names, one, strict=True)) for one in self.keys],
            "address": self.address(edition),
        }


@lru_cache(1024)
def _address(selection: Selection, edition: str) -> str:
    """Kept, since each form of a story names the same addresses."""
    params = {**selection.to_params(), "edition": edition}
    return f"{ROWS_ADDRESS}?{urlencode(params)}"


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of a sentence.

    Attributes:
        kind: ``count``, ``ratio`` (convictions for each prosecution), ``share``, ``months`` or
            ``change`` (between two counts, without sign).
        text: as it is written.
        value: unrounded; ratios, shares and changes as fractions; None when grouped.
        numerator: what is divided; for a change the later count; None for counts.
        denominator: what is divided by; for a change the earlier count; None for counts.
        unit: what is counted.
        rows: the rows that give it, or its numerator.
        divided_by: the rows that add up to the denominator, where ``rows`` do not carry it.
        interval: Wilson 95% limits, for shares of fewer than 1,000.
        grouped: whether a count below 5 stands behind it, which is then not written.
        start: where it begins in the sentence.
        end: where it ends in the sentence.
    """

    kind: str
    text: str
    value: float | int | None
    numerator: float | int | None
    denominator: int | None
    unit: str
    rows: Rows
    divided_by: Rows | None = None
    interval: tuple[float, float] | None = None
    grouped: bool = False
    start: int = 0
    end: int = 0

    def to_dict(self, edition: str) -> dict[str, Any]:
        """Everything that a reader needs to follow the number."""
        names = ("kind", "text", "value", "numerator", "denominator", "unit", "grouped")
        plain = {name: getattr(self, name) for name in (*names, "start", "end")}
        return plain | {
            "interval": list(self.interval) if self.interval else None,
            "rows": self.rows.to_dict(edition),
            "divided_by": self.divided_by.to_dict(edition) if self.divided_by else None,
        }


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence with the selection and numbers that carry it.

    Attributes:
        template: its name in ``stories.templates.TEMPLATES``.
        text: the sentence.
        figures: its numbers, in the order in which they stand.
        measures: the measures that it speaks of.
        area: slug of the area that it is about.
        period: first and last year that it speaks of.
        basis: ``calendar`` or ``march``.
        edition: identifier of the edition.
        rests_on: every query that was asked to write it, shown in it or not.
        receipt: code that ``/verify`` answers, for its first number; None without numbers.
        law: slug in ``data/reference/law.csv`` for a sentence about the law.
    """

    template: str
    text: str
    figures: tuple[Figure, ...]
    measures: tuple[str, ...]
    area: str
    period: tuple[int, int]
    basis: str
    edition: str
    rests_on: tuple[Selection, ...] = ()
    receipt: str | None = None
    law: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """The claim for JSON."""
        first = self.figures[0].rows if self.figures else None
        return {
            "template": self.template,
            "text": self.text,
            "measures": list(self.measures),
            "area": self.area,
            "period": list(self.period),
            "basis": self.basis,
            "edition": self.edition,
            "query": first.selection.to_params() if first else None,
            "rows": first.address(self.edition) if first else None,
            "figures": [figure.to_dict(self.edition) for figure in self.figures],
            "rests_on": [selection.to_params() for selection in self.rests_on],
            "receipt": self.receipt,
            "law": self.law,
        }


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words with numbers in them, and the places where the numbers stand."""

    text: str
    figures: tuple[Figure, ...] = ()


Part = Figure | Phrase | str

_GAP = re.compile(r"\{(\w+)\}")


def fill(template: str, parts: Mapping[str, Part]) -> Phrase:
    """Put words and numbers into the gaps of a template.

    Args:
        template: text with gaps such as ``{now}``.
        parts: what goes into each gap.

    Raises:
        KeyError: when a gap has no part.
    """
    pieces = [template[: _first_gap(template)]]
    figures: list[Figure] = []
    for gap in _GAP.finditer(template):
        part = parts[gap[1]]
        figures += _moved(part, len("".join(pieces)))
        pieces.append(part if isinstance(part, str) else part.text)
        after = _GAP.search(template, gap.end())
        pieces.append(template[gap.end() : after.start() if after else len(template)])
    return Phrase("".join(pieces), tuple(figures))


def _first_gap(template: str) -> int:
    gap = _GAP.search(template)
    return gap.start() if gap else len(template)


def _moved(part: Part, by: int) -> list[Figure]:
    """The numbers of a part that begins so many letters into the sentence."""
    if isinstance(part, str):
        return []
    if isinstance(part, Figure):
        return [replace(part, start=by, end=by + len(part.text))]
    return [replace(one, start=one.start + by, end=one.end + by) for one in part.figures]
