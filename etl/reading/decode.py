"""Turns the raw text of one column into numbers, each different text once.

Labels become places of words, years their distance from the first, counts themselves, and months
billionths of a month, so that sums are exact.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from etl.reading.derived import hidden_offences
from etl.reading.formats import WIDE
from etl.reading.keys import FIRST_YEAR, LAST_YEAR, Numbers
from etl.reading.labels import LabelMap, label_map
from outcomes.errors import SHOWN_VALUE_LENGTH, Problem
from outcomes.vocabulary import CALENDAR

WRONG = -1
MOST_REMEMBERED = 200_000
MOST_EXPLAINED = 200
MONTH_UNIT = 1_000_000_000
AMOUNTS = ("acsl_persons", "acsl_months")
COUNTS = ("count", "prosecutions", "convictions", "sentenced", "acsl_persons")
_COUNT = re.compile(r"[0-9]{1,9}")
_MONTHS = re.compile(r"([0-9]{1,6})(?:\.([0-9]{1,9})[0-9]*)?")
_YEARS = {
    "calendar": re.compile(r"([0-9]{4})"),
    "march": re.compile(r"year ending march ([0-9]{4})", re.IGNORECASE),
}
_HOME_OFFICE_CODE = re.compile(r"([0-9]{5})(?:\s*-.*)?")
_HIDDEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


@dataclass(frozen=True)
class Reading:
    """How the text of a column is read.

    Attributes:
        number: the number of a text; None when it is wrong.
        problem: what is wrong with a text.
    """

    number: Callable[[str], int | None]
    problem: Callable[[str], Problem]


class Decoder:
    """Reads the different texts of one column of one member, and remembers them."""

    def __init__(self, column: str, reading: Reading, labels: LabelMap | None = None) -> None:
        self.column = column
        self.labels = labels
        self.seen: set[str] = set()
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

    def _explain(self, value: bytes, *, search: bool) -> Problem:
        text = decode_text(value)[:SHOWN_VALUE_LENGTH]
        if _HIDDEN.search(text):
            return Problem("CONTROL_CHARACTER", "it holds a hidden character", value=ascii(text))
        problem = self._reading.problem(text)
        near = self.labels.nearest(text) if self.labels and search else None
        return replace(problem, expected=f"perhaps {near!r}") if near else problem

    def _read(self, text: str) -> int:
        number = self._reading.number(text)
        if self.labels and number is not None:
            self.seen.add(self.labels.normalise(text))
        return WRONG if number is None else number


def decode_text(value: bytes) -> str:
    """Raw text; the encoding of the whole member is judged by ``etl.reading.blocks.scan``."""
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("cp1252", "replace")


def decoder_of(column: str, letter: str, basis: str = CALENDAR) -> Decoder:
    """The decoder of a column in the format with this letter."""
    if column == "year":
        return Decoder(column, _year_reading(basis))
    if column == "acsl_months":
        return Decoder(column, _MONTHS_READING)
    if column == "home_office_code":
        return Decoder(column, _CODE_READING)
    if column in COUNTS or column.startswith(WIDE):
        return Decoder(column, _AMOUNT_READING if column in AMOUNTS else _COUNT_READING)
    labels = label_map(column, letter)
    return Decoder(column, _label_reading(labels), labels)


def _label_reading(labels: LabelMap) -> Reading:
    def problem(text: str) -> Problem:
        hint = "If it is right, add it to data/reference"
        return Problem("LABEL_UNKNOWN", "this label is not known", value=text, hint=hint)

    return Reading(lambda text: labels.codes.get(labels.normalise(text)), problem)


def _year_reading(basis: str) -> Reading:
    pattern = _YEARS[basis]

    def number(text: str) -> int | None:
        match = pattern.fullmatch(text.strip())
        year = int(match[1]) if match else 0
        return year - FIRST_YEAR if FIRST_YEAR <= year <= LAST_YEAR else None

    def problem(text: str) -> Problem:
        expected = "a year" if basis == CALENDAR else "'Year ending March' and a year"
        return Problem("YEAR_BAD", "this is no year that can be", value=text, expected=expected)

    return Reading(number, problem)


def _count(text: str) -> int | None:
    return int(text) if _COUNT.fullmatch(text) else None


def _months(text: str) -> int | None:
    match = _MONTHS.fullmatch(text)
    if not match:
        return None
    return int(match[1]) * MONTH_UNIT + int((match[2] or "0").ljust(9, "0"))


def _not_a_count(text: str) -> Problem:
    expected = "digits alone, at most nine"
    return Problem("VALUE_NOT_COUNT", "this is no count", value=text, expected=expected)


def _not_months(text: str) -> Problem:
    expected = "a decimal number of months"
    return Problem("VALUE_NOT_COUNT", "this is no number", value=text, expected=expected)


_COUNT_READING = Reading(_count, _not_a_count)
# Left empty where a row has no determinate custodial sentence.
_AMOUNT_READING = Reading(lambda text: _count(text) if text else 0, _not_a_count)
_MONTHS_READING = Reading(lambda text: _months(text) if text else 0, _not_months)


def _home_office_code(text: str) -> int | None:
    """The place of the offence that only this code shows, counted from 1; 0 for other codes."""
    match = _HOME_OFFICE_CODE.fullmatch(text.strip())
    if not match:
        return None
    shown = (place for place, one in enumerate(hidden_offences(), start=1)
             if match[1] in one.home_office_codes)  # fmt: skip
    return next(shown, 0)


def _not_a_code(text: str) -> Problem:
    expected = "five digits, and perhaps a hyphen and words"
    return Problem("CODE_BAD", "this is no Home Office code", value=text, expected=expected)


_CODE_READING = Reading(_home_office_code, _not_a_code)
