"""Counts for each 100,000 residents beside the counts themselves: in words and in tables.

The year of the estimate of residents stands beside every rate.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from charts.clauses import statement
from charts.keys import key_label
from charts.notes import sign_notes
from charts.series import of_year, year_of
from charts.tables import cell
from charts.values import value_text
from charts.words import capital, year_name
from outcomes.measures import PER_RESIDENTS
from outcomes.rates import NO_AREA_CODE, NO_RESIDENTS, estimate_year
from outcomes.result import NOT_MEANINGFUL, Observation, Result

# More areas than this are not listed in a sentence.
MOST_TOLD = 4
NO_ESTIMATES = "No rate: no estimates of residents are loaded"
NO_MEANING = "No rate: too few people live there for one to mean anything"
NOWHERE = "No rate: cases whose area is not known have no residents to be divided by"
MANY_AREAS = f"For rates, choose “{capital(PER_RESIDENTS)}” above."
NOT_BY_PEOPLE = (
    "Residents are not loaded by sex and age, so there is no rate for any sex or age alone."
)


def mid_year(result: Result, year: int) -> str:
    """When the residents of a period are estimated, for example ``mid-2018``."""
    return f"mid-{estimate_year(year, result.selection.basis)}"


def rate_beside(rate: Result) -> str:
    """What stands under a key figure: the rate of the last year with its estimate, or why none.

    Args:
        rate: counts of one area by year, as ``outcomes.rates.per_residents`` divides them.
    """
    counted = _counted(rate)
    if not counted:
        return ""
    last = counted[-1]
    if reason := _reason(rate):
        return reason
    year = year_of(rate, last)
    if last.value is not None:
        return f"{_written(rate, last)} {PER_RESIDENTS} ({mid_year(rate, year)})"
    basis = rate.selection.basis
    told = f"No rate for {year_name(year, basis)}"
    said = f"{told}: residents are not estimated for {mid_year(rate, year)}"
    able = [one for one in counted if one.value is not None]
    if not able:
        return said
    before = year_of(rate, able[-1])
    return f"{said}; {_written(rate, able[-1])} {PER_RESIDENTS} in {year_name(before, basis)}"


def rate_line(rate: Result) -> str:
    """One line under a chart of counts: each area's rate in the last year that has any.

    Empty where there are too many areas to list: see ``rate_hint``.

    Args:
        rate: counts by year, or by year and area, or of one year together, divided.
    """
    if not _counted(rate):
        return ""
    if _has_none(rate):
        return f"{NO_ESTIMATES}."
    if "area" not in rate.by:
        return _one_line(rate)
    if _is_long(rate):
        return ""
    years = [year_of(rate, one) for one in rate.observations if one.value is not None]
    if not years:
        return ""
    told = [_area_told(rate, one) for one in of_year(rate, years[-1]) if one.numerator is not None]
    when = year_name(years[-1], rate.selection.basis)
    head = f"{capital(PER_RESIDENTS)} in {when}, residents estimated for"
    return f"{head} {mid_year(rate, years[-1])}: {', '.join(told)}."


def rate_hint(rate: Result) -> str:
    """Where a reader of the screen finds the rates that one line cannot list; or else empty."""
    listed = not _is_long(rate) or _has_none(rate) or not _counted(rate)
    return "" if listed else MANY_AREAS


def _is_long(rate: Result) -> bool:
    return "area" in rate.by and len(rate.selection.areas) > MOST_TOLD


def divided_by(rate: Result) -> str:
    """One line under a chart of rates: of which years the residents are."""
    years = sorted({year_of(rate, one) for one in rate.observations if one.value is not None})
    if not years:
        return ""
    first, last = mid_year(rate, years[0]), mid_year(rate, years[-1])
    span = first if first == last else f"the middle of each year, {first} to {last}"
    return f"Divided by the residents of each area, estimated for {span}."


def earlier_year(rate: Result, counts: Result) -> Iterator[str]:
    """That rates of an earlier year are shown than the last with counts, and why."""
    year, last = rate.selection.to_year, counts.selection.to_year
    if year != last:
        shown = f"{year} is shown, the last year for which residents are estimated"
        yield f"{shown}. The numbers themselves go to {last}."


def notes_beside(rates: Sequence[Result], *, tabled: bool = True) -> tuple[str, ...]:
    """The notes that rates bring to a page of counts: source, years without one, signs.

    Args:
        rates: what stands beside the counts.
        tabled: whether a table has them; signs stand in tables only.
    """
    told = [one.text for rate in rates for one in rate.notices if one.code in _CODES]
    signs = [text for rate in rates if not _has_none(rate) for text in sign_notes(rate)]
    return tuple(dict.fromkeys([*told, *(signs if tabled else ())]))


_CODES = {
    NO_RESIDENTS, NO_AREA_CODE, "residents-source", "residents-missing", "residents-all",
    "city-of-london",
}  # fmt: skip


def _counted(rate: Result) -> list[Observation]:
    return [one for one in rate.observations if one.numerator is not None]


def _has_none(rate: Result) -> bool:
    """Whether no estimates are loaded at all."""
    return any(one.code == NO_RESIDENTS for one in rate.notices)


def _reason(rate: Result) -> str:
    """Why there is no rate of any year; empty where there may be one."""
    if _has_none(rate):
        return NO_ESTIMATES
    if not rate.is_empty or all(one.status != NOT_MEANINGFUL for one in rate.observations):
        return ""
    return NOWHERE if any(one.code == NO_AREA_CODE for one in rate.notices) else NO_MEANING


def _one_line(rate: Result) -> str:
    last = _counted(rate)[-1]
    if last.value is None:
        return f"{rate_beside(rate)}."
    estimated = mid_year(rate, year_of(rate, last))
    return f"{statement(rate, last)} (residents estimated for {estimated})."


def _area_told(rate: Result, one: Observation) -> str:
    name = key_label("area", rate.key(one, "area"))
    return f"{name} {_written(rate, one) if one.value is not None else 'no rate'}"


def _written(rate: Result, one: Observation) -> str:
    return cell(rate, one) if one.provisional else value_text(rate.measure, one)
