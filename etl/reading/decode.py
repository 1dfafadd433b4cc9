"""Turns the raw text of one column into numbers, each different text once.

Labels become places of words, years their distance from the first, counts themselves, and months
billionths of a month, so that sums are exact.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from etl.reading.keys import Numbers
from etl.reading.labels import LabelMap
from etl.reading.readings import MONTH_UNIT, Reading, reading_of
from outcomes.errors import SHOWN_VALUE_LENGTH, Problem
from outcomes.vocabulary import CALENDAR

__all__ = ["MONTH_UNIT", "WRONG", "Decoder", "decode_text", "decoder_of"]

WRONG = -1
MOST_REMEMBERED = 200_000
MOST_EXPLAINED = 200
PREFIXED_SHOWN = 3
_PREFIX = re.compile(r"\s*0*([0-9]{1,2}):")
_HIDDEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


class Decoder:
    """Reads the different texts of one column of one member, and remembers them."""

    def __init__(self, column: str, reading: Reading, labels: LabelMap | None = None) -> None:
        self.column = column
        self.labels = labels
        self.seen: set[str] = set()
        self._prefixes: dict[str, dict[int, str]] = {}
        self._reading = reading
        self._known: dict[bytes, int] = {}
        self._explained: dict[bytes, Problem] = {}

    def decode(self, values: Sequence[bytes]) -> Numbers:
        """The number of each raw value, ``WRONG`` where there is none."""
        known = self._known
        if len(known) > MOST_REMEMBERED:
            known = self._known = {}
        for value in values:
            if value not in known:
                known[value] = self._read(decode_text(value))
        return np.fromiter((known[value] for value in values), np.int64, len(values))

    def problem(self, value: bytes) -> Problem:
        """What is wrong with a raw value."""
        known = self._explained.get(value)
        if known is None:
            # The search for a near label is slow, and nobody reads so many.
            known = self._explain(value, search=len(self._explained) < MOST_EXPLAINED)
            self._explained[value] = known
        return known

    def ambiguous(self) -> Iterator[Problem]:
        """A warning for each number that stands before labels of different meaning."""
        for prefix, meanings in sorted(self._prefixes.items()):
            if len(meanings) > 1:
                texts = sorted(meanings.values())[:PREFIXED_SHOWN]
                message = f"{prefix} stands before labels of different meaning"
                yield Problem("LABEL_PREFIX", message, "warning", value=", ".join(texts))

    def _explain(self, value: bytes, *, search: bool) -> Problem:
        text = decode_text(value)[:SHOWN_VALUE_LENGTH]
        if _HIDDEN.search(text):
            return Problem("CONTROL_CHARACTER", "it holds a hidden character", value=ascii(text))
        problem = self._reading.problem(text)
        unknown = problem.code == "LABEL_UNKNOWN" and self.labels and search
        near = self.labels.nearest(text) if self.labels and unknown else None
        return replace(problem, expected=f"perhaps {near!r}") if near else problem

    def _read(self, text: str) -> int:
        # Some hidden characters count as blanks: a label would be known in spite of them.
        number = None if _HIDDEN.search(text) else self._reading.number(text)
        if self.labels and number is not None:
            self.seen.add(self.labels.normalise(text))
            if prefix := _PREFIX.match(text):
                self._prefixes.setdefault(prefix[1], {}).setdefault(number, text)
        return WRONG if number is None else number


def decode_text(value: bytes) -> str:
    """Raw text; the encoding of the whole member is judged by ``etl.reading.blocks.scan``."""
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("cp1252", "replace")


def decoder_of(column: str, letter: str, basis: str = CALENDAR) -> Decoder:
    """The decoder of a column in the format with this letter."""
    reading, labels = reading_of(column, letter, basis)
    return Decoder(column, reading, labels)
