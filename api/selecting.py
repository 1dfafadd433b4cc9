"""Reads the address of a request into a selection, refusing what it does not know."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from flask import request

from api.context import pinned_edition
from api.problems import Refused, refuse_parameters
from outcomes.addressed import PER, RESIDENTS
from outcomes.errors import EditionUnavailable, ParameterProblem
from outcomes.measures import MEASURES
from outcomes.parameters import Reading
from outcomes.selection import PARAMETERS, Selection, read_selection, unknown_parameters
from outcomes.store import LoadedEdition

MAX_ROWS = 50_000
RETRY_SECONDS = 60

Given = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Page:
    """Which rows of an answer are wanted.

    Attributes:
        limit: at most so many rows, or None for all of them.
        offset: rows left out before the first.
        most: the most rows that the format gives in one answer.
    """

    limit: int | None = None
    offset: int = 0
    most: int = MAX_ROWS


def given_parameters() -> Given:
    """The parameters of the request, each with all its values."""
    return request.args.to_dict(flat=False)


def require_known(given: Given, allowed: Sequence[str]) -> None:
    """Refuse parameters that the route does not take."""
    problems = unknown_parameters(given, allowed)
    if problems:
        raise refuse_parameters(problems)


def wanted_selection(given: Given, extra: Sequence[str] = ()) -> Selection:
    """The selection of an address.

    Left out, ``by`` is ``year``, with ``area`` and ``offence`` before it where several are given.

    Args:
        given: the parameters of the request.
        extra: names that the route takes beside a selection's.

    Raises:
        Refused: for a name or a value that is not known, naming near ones.
    """
    unknown = unknown_parameters(given, (*PARAMETERS, *extra))
    selection, problems = read_selection(given, Selection(by=()))
    if unknown or problems:
        raise refuse_parameters((*unknown, *problems))
    return selection if selection.by else selection.but(by=default_by(selection))


def default_by(selection: Selection) -> tuple[str, ...]:
    """The breakdown of an answer when none is asked for."""
    several = {"area": len(selection.areas) > 1, "offence": len(selection.offences) > 1}
    return (*(name for name, more in several.items() if more), "year")


def wanted_edition(selection: Selection) -> LoadedEdition:
    """The edition that a selection names, or the one that is served.

    Raises:
        Refused: 400 for an edition that is not kept, 503 when none is served.
    """
    try:
        return pinned_edition(selection.edition)
    except EditionUnavailable as error:
        if selection.edition is None:
            raise no_edition() from error
        raise refuse_parameters([_unknown_edition(selection.edition)]) from error


def require_edition(given: Given) -> None:
    """Refuse an address that names one edition which is not kept here; 400."""
    reading = Reading(given)
    wanted_edition(Selection(edition=reading.edition(None)))
    if reading.problems:
        raise refuse_parameters(reading.problems)


def no_edition() -> Refused:
    """The refusal while no edition can be served."""
    return Refused(
        503,
        "No edition has been loaded yet, so there are no figures to give.",
        headers={"Retry-After": str(RETRY_SECONDS)},
    )


def _unknown_edition(identifier: str) -> ParameterProblem:
    try:
        near: tuple[str, ...] = (pinned_edition().edition.id,)
    except EditionUnavailable:
        near = ()
    return ParameterProblem("edition", identifier, "This edition is not kept here.", near)


def wanted_page(given: Given, most: int = MAX_ROWS) -> Page:
    """The rows that are wanted.

    Raises:
        Refused: when ``limit`` or ``offset`` is not a whole number within bounds.
    """
    problems: list[ParameterProblem] = []
    limit = _whole_number(given, "limit", 1, problems)
    offset = _whole_number(given, "offset", 0, problems)
    if problems:
        raise refuse_parameters(problems)
    return Page(limit, offset or 0, most)


def _whole_number(
    given: Given, name: str, least: int, problems: list[ParameterProblem]
) -> int | None:
    values = [value for value in given.get(name, []) if value]
    if not values:
        return None
    if len(values) == 1 and re.fullmatch(r"[0-9]{1,9}", values[0]):
        number = int(values[0])
        if number >= least and (name != "limit" or number <= MAX_ROWS):
            return number
    bound = f"from {least} to {MAX_ROWS:,}" if name == "limit" else f"of {least} or more"
    reason = f"This must be one whole number {bound}."
    problems.append(ParameterProblem(name, ",".join(values)[:80], reason))
    return None


def wanted_rate(given: Given, selection: Selection) -> bool:
    """Whether ``per`` asks for counts divided by residents; left out, it does not.

    Raises:
        Refused: for another word, a measure that is no count, or several years in one.
    """
    values = [value for value in given.get(PER, []) if value]
    if not values:
        return False
    if values != [RESIDENTS]:
        reason = "There is no such value."
    elif MEASURES[selection.measure].is_ratio:
        reason = f"{selection.measure} is no count: it is not divided by residents."
    elif "year" not in selection.by and _several_years(selection):
        reason = "Residents are of one year: give by=year, or the same year in from and to."
    else:
        return True
    problem = ParameterProblem(PER, ",".join(values)[:80], reason, (RESIDENTS,))
    raise refuse_parameters([problem])


def _several_years(selection: Selection) -> bool:
    return selection.from_year is None or selection.from_year != selection.to_year


def wanted_flag(given: Given, name: str) -> bool:
    """Whether a yes-or-no parameter says yes; left out, it says no.

    Raises:
        Refused: when it says neither.
    """
    values = given.get(name, ["no"])
    if values not in (["yes"], ["no"]):
        shown = ",".join(values)[:80]
        raise refuse_parameters([ParameterProblem(name, shown, "Say yes or no.", ("yes", "no"))])
    return values == ["yes"]
