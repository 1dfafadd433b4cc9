"""Checks of a row within itself: columns that can each be read but contradict each other."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from etl.reading.decode import decode_text
from etl.reading.derived import codes_elsewhere
from etl.reading.extract import RawColumn
from etl.reading.formats import Recognised
from etl.reading.keys import Numbers
from outcomes.errors import Problem

_NO_ROWS = np.zeros(0, np.int64)


def row_problems(
    rows: Mapping[str, Numbers], raw: Mapping[str, RawColumn], recognised: Recognised
) -> tuple[Problem, ...]:
    """Rows of a block that contradict themselves; lines are counted from 1 inside the block."""
    elsewhere = codes_elsewhere(rows)
    if len(elsewhere):
        return (_elsewhere(raw, elsewhere, recognised),)
    alone = _months_alone(rows)
    if len(alone):
        message = "there are months of custody and no person who got them"
        return (_problem("MONTHS_ALONE", message, "acsl_months", (raw, alone, recognised)),)
    return ()


def _months_alone(rows: Mapping[str, Numbers]) -> Numbers:
    """N9: months that no person is behind."""
    if "acsl_months" not in rows or "acsl_persons" not in rows:
        return _NO_ROWS
    return np.flatnonzero((rows["acsl_months"] > 0) & (rows["acsl_persons"] == 0))


def _elsewhere(raw: Mapping[str, RawColumn], rows: Numbers, recognised: Recognised) -> Problem:
    """The first row with a Home Office code of an offence inside another than the row's own."""
    message = f"this code is inside another offence than {_text(raw, 'offence', rows)!r}"
    hint = "If the Ministry moved it, change data/reference/offences.csv"
    place = raw, rows, recognised
    return _problem("CODE_ELSEWHERE", message, "home_office_code", place, hint)


def _problem(
    code: str,
    message: str,
    column: str,
    place: tuple[Mapping[str, RawColumn], Numbers, Recognised],
    hint: str | None = None,
) -> Problem:
    raw, rows, recognised = place
    return Problem(
        code,
        message,
        line=int(rows[0]) + 1,
        column=recognised.headers[recognised.places[column]],
        value=_text(raw, column, rows),
        count=len(rows),
        hint=hint,
    )


def _text(raw: Mapping[str, RawColumn], column: str, rows: Numbers) -> str:
    values = raw[column]
    return decode_text(values.values[int(values.places[rows[0]])])
