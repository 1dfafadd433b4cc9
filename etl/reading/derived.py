"""Keys that a file has no column for but that its other columns tell."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import numpy as np

from etl.reading.keys import Numbers
from etl.reading.labels import words_of
from outcomes.areas import areas
from outcomes.offences import UNSTATED, Offence, offences
from outcomes.vocabulary import AGE_RANGES, COMPANY, NOT_APPLICABLE, NOT_KNOWN, PERSON

_AGE_GROUPS = {
    "10-11": "children",
    "12-14": "children",
    "15-17": "children",
    "18-20": "young adults",
    NOT_APPLICABLE: NOT_APPLICABLE,
    NOT_KNOWN: NOT_KNOWN,
}


class Columns:
    """The decoded columns of a block, with those that follow from others."""

    def __init__(self, rows: Mapping[str, Numbers]) -> None:
        self.rows = rows
        self.length = len(rows["year"])

    def derived(self, name: str) -> Numbers | None:
        """A key that the file has no column for but that others tell, or None."""
        if name == "defendant_kind":
            return self._defendant_kind()
        if name == "age_group" and "age_range" in self.rows:
            return np.take(_age_groups(), self.rows["age_range"])
        if name in ("offence_type", "offence_group") and "offence" in self.rows:
            return np.take(usual_codes(name), self.rows["offence"])
        return None

    def _defendant_kind(self) -> Numbers | None:
        company = np.zeros(self.length, np.bool_)
        for column, word in (
            ("sex", "other"),
            ("age_group", NOT_APPLICABLE),
            ("age_range", NOT_APPLICABLE),
        ):
            if column in self.rows:
                company |= self.rows[column] == words_of(column).index(word)
        words = words_of("defendant_kind")
        return np.where(company, words.index(COMPANY), words.index(PERSON)).astype(np.int64)


def default_code(key: str, court: str) -> int:
    """The place of the word that rows have where the file lacks a column."""
    words = {
        "court": court,
        "police_force_area": areas()["england-and-wales"].name,
        "offence": UNSTATED,
    }
    return words_of(key).index(words.get(key, NOT_KNOWN))


@cache
def usual_codes(key: str) -> Numbers:
    """For each offence by its place, the place of its usual type or group."""
    usual = {offence.label: getattr(offence, key) for offence in offences().values()}
    words = words_of(key)
    places = [words.index(usual.get(label, NOT_KNOWN)) for label in words_of("offence")]
    return np.array(places, np.int64)


@cache
def _age_groups() -> Numbers:
    """For each age range by its place, the place of its group: from 21 on, adults."""
    words = words_of("age_group")
    return np.array([words.index(_AGE_GROUPS.get(age, "adults")) for age in AGE_RANGES], np.int64)


@cache
def hidden_offences() -> tuple[Offence, ...]:
    """The offences that only Home Office codes show, inside the offence that rows state."""
    return tuple(one for one in offences().values() if one.parent and one.home_office_codes)


def with_hidden_offences(rows: Mapping[str, Numbers]) -> Mapping[str, Numbers]:
    """Rows whose Home Office code shows an offence inside the stated one have that offence.

    A code is 0, or the place of its offence in ``hidden_offences``, counted from 1.
    """
    codes = rows.get("home_office_code")
    if codes is None or not codes.any():
        return rows
    shown = rows["offence"].copy()
    for code, one in enumerate(hidden_offences(), start=1):
        shown[(codes == code) & (shown == _place(one.parent or ""))] = _place(one.slug)
    return {**rows, "offence": shown}


def codes_elsewhere(rows: Mapping[str, Numbers]) -> Numbers:
    """The rows whose Home Office code is that of an offence inside another than theirs."""
    codes, stated = rows.get("home_office_code"), rows.get("offence")
    if codes is None or stated is None or not codes.any():
        return np.zeros(0, np.int64)
    wrong = np.zeros(len(codes), np.bool_)
    for code, one in enumerate(hidden_offences(), start=1):
        fitting = [_place(one.slug), _place(one.parent or "")]
        wrong |= (codes == code) & ~np.isin(stated, fitting)
    return np.flatnonzero(wrong)


def _place(slug: str) -> int:
    return words_of("offence").index(offences()[slug].label)
