"""How the text of a column is read: the number that it means, or what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from etl.reading.derived import hidden_offences
from etl.reading.formats import WIDE
from etl.reading.keys import FIRST_YEAR, LAST_YEAR
from etl.reading.labels import LabelMap, label_map
from etl.reading.offence_codes import COMPARED, code_owner
from outcomes.errors import Problem
from outcomes.vocabulary import CALENDAR

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


@dataclass(frozen=True)
class Reading:
    """How the text of a column is read.

    Attributes:
        number: the number of a text; None when it is wrong.
        problem: what is wrong with a text.
    """

    number: Callable[[str], int | None]
    problem: Callable[[str], Problem]


def reading_of(column: str, letter: str, basis: str = CALENDAR) -> tuple[Reading, LabelMap | None]:
    """How a column is read in the format with this letter, and its labels if it has any."""
    if column == "year":
        return _year_reading(basis), None
    if column == "acsl_months":
        return _MONTHS_READING, None
    if column == "home_office_code":
        return _CODE_READING, None
    if column in COUNTS or column.startswith(WIDE):
        return _AMOUNT_READING if column in AMOUNTS else _COUNT_READING, None
    labels = label_map(column, letter)
    held = column == "offence" and letter in COMPARED
    return _coded_reading(labels) if held else _label_reading(labels), labels


def _coded_reading(labels: LabelMap) -> Reading:
    """Of labels with codes, where the one must be the other's."""
    plain = _label_reading(labels)

    def owner(text: str) -> str | None:
        place = plain.number(text)
        return None if place is None else code_owner(text, labels.words[place])

    def problem(text: str) -> Problem:
        other = owner(text)
        if other is None:
            return plain.problem(text)
        hint = "If the Ministry moved it, change data/reference/offences.csv"
        message = f"this is the code of another offence, {other!r}"
        return Problem("CODE_ELSEWHERE", message, value=text, hint=hint)

    return Reading(lambda text: None if owner(text) else plain.number(text), problem)


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
