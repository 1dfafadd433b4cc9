"""Whether what a sentence says of a number beside others holds: it fell, doubled, is highest."""

from __future__ import annotations

from dataclasses import replace

from outcomes.store import LoadedEdition
from stories.asking import Evidence, NotHere
from stories.judging import (
    DIFFERENT,
    direction_trouble,
    factor_trouble,
    judge,
    whole_trouble,
    written,
)
from stories.reading.periods import Period
from stories.reading.quantities import OTHER
from stories.reading.statements import Statement
from stories.reckoning import ask, is_change

RANK = "its place among others is not checked"
UNCOMPARED = "the number that it is compared with cannot be told"


def why_not(
    loaded: LoadedEdition, said: Statement, choice: tuple[str, ...], evidence: Evidence
) -> str:
    """Why the number, right or not, is not what the sentence says beside others; empty where it is.

    Args:
        loaded: the edition asked.
        said: the statement.
        choice: the offences that it was taken to be about.
        evidence: what the edition says of it.

    Raises:
        NotHere: when the edition cannot tell whether it holds.
    """
    return (
        _not_the_same(loaded, said, choice)
        or whole_trouble(said, evidence)
        or _not_extreme(loaded, said, choice, evidence)
        or _moved_otherwise(loaded, said, choice, evidence)
    )


def _not_extreme(
    loaded: LoadedEdition, said: Statement, choice: tuple[str, ...], evidence: Evidence
) -> str:
    """Why a number is not "the highest since 2010", or no record: the last year that is as high.

    Raises:
        NotHere: when a year before is not here, or it is said of areas.
    """
    found, period = said.clause.superlative, said.period
    if found is None or period is None or period.first is None or is_change(said):
        return ""
    if found.among:
        raise NotHere(RANK)
    for year in range(period.first - 1, found.since or 0, -1):
        try:
            other = ask(
                loaded, replace(said, period=replace(period, first=year, last=year)), choice
            )
        except NotHere as error:
            raise NotHere(f"there is nothing to compare it with in {year}") from error
        if (evidence.value - other.value) * found.direction <= 0:
            return f"in {year} it was {written(other, said.quantity)}"
    return ""


def _not_the_same(loaded: LoadedEdition, said: Statement, choice: tuple[str, ...]) -> str:
    """Why a number is not "the same as in 2016", or as nationally; empty where it is."""
    for other in said.clause.same:
        try:
            evidence = ask(loaded, _elsewhere(said, other), choice)
        except NotHere:
            return "what it is said to be the same as is not here"
        if judge(said, evidence) == DIFFERENT:
            return f"what it is said to be the same as is {written(evidence, said.quantity)}"
    return ""


def _elsewhere(said: Statement, other: Period | str) -> Statement:
    """The statement of another period, or another area."""
    if isinstance(other, str):
        return replace(said, area=other)
    if other.offset is None:
        return replace(said, period=other)
    return _year_before(said) or replace(said, period=None)


def _moved_otherwise(
    loaded: LoadedEdition, said: Statement, choice: tuple[str, ...], evidence: Evidence
) -> str:
    """Why a number "up from 65" or that "fell to 65" did not; empty where it did, or says no such.

    The other number is the one that it is compared with, else that of the year before.

    Raises:
        NotHere: when a number that is named cannot be told.
    """
    if said.quantity.kind == OTHER or is_change(said) or said.starts:
        return ""
    named = said.start or said.earlier
    other = named or _year_before(said)
    direction, factor = said.clause.direction, said.clause.factor
    if named and not direction:
        direction = named.clause.direction
    if named and not direction and said.earlier:
        direction = named.clause.more
    if named and not factor:
        factor = named.clause.factor
    if factor and direction == 0:
        raise NotHere(UNCOMPARED)
    if not direction or other is None:
        return "" if direction == 0 or other is None else "it is said to rise and to fall"
    try:
        compared = ask(loaded, other, choice)
    except NotHere as error:
        if named is None:
            return ""
        raise NotHere(UNCOMPARED) from error
    if compared.kind != evidence.kind:
        return ""
    ends = (compared, evidence) if named and not said.start else (evidence, compared)
    return direction_trouble(ends, direction) or factor_trouble(ends, factor)


def _year_before(said: Statement) -> Statement | None:
    period = said.period
    if period is None or period.first is None or period.first != period.last:
        return None
    year = period.first - 1
    return replace(said, period=replace(period, first=year, last=year))
