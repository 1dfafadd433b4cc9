"""Clauses of findings: a count, a ratio, an average, each with its people, place and period."""

from __future__ import annotations

from charts.series import year_of
from charts.small_cells import FEWER_THAN_5, FEWEST, is_small
from charts.source import magistrates_only
from charts.values import told_text
from charts.words import (
    area_phrase,
    capital,
    offence_phrase,
    people_phrase,
    year_phrase,
    years_name,
)
from outcomes import numbers
from outcomes.result import NOT_MEANINGFUL, Observation, Result
from outcomes.small_numbers import has_low_base
from outcomes.vocabulary import MARCH

# Noun, verb, and the word that joins the offence.
COUNTED = {
    "prosecutions": ("defendants", "prosecuted", "for"),
    "convictions": ("defendants", "convicted", "of"),
    "sentenced": ("offenders", "sentenced", "for"),
}
NOT_PUBLISHED_WORDS = "not published in the loaded editions"


def statement(result: Result, observation: Observation) -> str:
    """What one observation says, as a sentence without its full stop; it has a value."""
    measure = result.measure
    if observation.status == NOT_MEANINGFUL:
        return _meaningless(result, observation)
    if not measure.is_ratio:
        return count_clause(result, observation)
    if is_small(result, observation):
        return _too_small(result, observation)
    if not measure.is_share:
        return (_rate if measure.is_rate else _average)(result, observation)
    few = has_low_base(observation)
    if measure.name == "custody_rate":
        return (_few_in_custody if few else _custody)(result, observation)
    return (_few_convictions if few else _conviction_ratio)(result, observation)


def _meaningless(result: Result, observation: Observation) -> str:
    return (
        f"The figures for {scope(result)} {period(result, observation)} give no meaningful "
        f"{result.measure.label}; the notes say why"
    )


def _too_small(result: Result, observation: Observation) -> str:
    return (
        f"Fewer than 5 {people_of(result, FEWEST)} stand behind the "
        f"{result.measure.label} for {scope(result)} {period(result, observation)}"
    )


def scope(result: Result) -> str:
    """Offence and place of a result: ``breach of a protective order in cases dealt with in …``."""
    place = area_phrase(result.selection.areas)
    return f"{offence_phrase(result.selection.offences)} {place}"


def period(result: Result, observation: Observation) -> str:
    """The period of an observation, as ``in 2017`` or ``from 2009 to 2019``."""
    chosen = result.selection
    provisional = " (provisional)" if observation.provisional else ""
    if "year" not in result.by and chosen.from_year != chosen.to_year:
        years = years_name(chosen.from_year, chosen.to_year, chosen.basis)
        span = f"in the {years}" if chosen.basis == MARCH else f"from {years}"
        return span + provisional
    return year_phrase(year_of(result, observation), chosen.basis) + provisional


def courts(result: Result, observation: Observation) -> str:
    """`` at magistrates' courts`` where the source covers only those; else empty."""
    return " at magistrates' courts" if magistrates_only(result, observation) else ""


def people_of(result: Result, number: int) -> str:
    """The people a count is of: ``male defendants``; one of them in the singular."""
    name = result.measure.numerator if result.measure.is_rate else result.measure.name
    noun = COUNTED.get(name, (result.measure.unit,))[0]
    if noun not in {"defendants", "offenders"}:
        noun = "defendants" if result.measure.table == "proceedings" else "offenders"
    return people_phrase(noun, number, result.selection)


def done_to(result: Result, observation: Observation) -> str:
    """What was done and for what: ``prosecuted at magistrates' courts for …``, with its place."""
    _, verb, joint = COUNTED[result.measure.name]
    return f"{verb}{courts(result, observation)} {joint} {scope(result)}"


def count_clause(result: Result, observation: Observation) -> str:
    """``991 defendants were prosecuted for … in cases dealt with in … in 2017``."""
    number = int(observation.value or 0)
    written = numbers.count(number) if number else "No"
    if is_small(result, observation):
        number, written = FEWEST, FEWER_THAN_5.capitalize()
    be = "was" if number == 1 else "were"
    people = people_of(result, number)
    return f"{written} {people} {be} {done_to(result, observation)} {period(result, observation)}"


def _whose(result: Result) -> str:
    chosen = result.selection
    return f" of {people_of(result, 2)}" if chosen.sex or chosen.age else ""


def _conviction_ratio(result: Result, observation: Observation) -> str:
    top = numbers.count(int(observation.numerator or 0))
    bottom = numbers.count(observation.denominator or 0)
    at = courts(result, observation)
    return (
        f"The conviction ratio{_whose(result)}{at} for {scope(result)} was "
        f"{told_text(result.measure, observation)} {period(result, observation)} "
        f"({top} convictions, {bottom} prosecutions)"
    )


def _custody(result: Result, observation: Observation) -> str:
    bottom = observation.denominator or 0
    of_whom = f"{numbers.count(bottom)} {people_of(result, bottom)}"
    given = numbers.percent_words(int(observation.numerator or 0), bottom)
    written = f"Of {of_whom} sentenced{courts(result, observation)} for {scope(result)}"
    return f"{written} {period(result, observation)}, {given} were given immediate custody"


def _average(result: Result, observation: Observation) -> str:
    at = courts(result, observation)
    return (
        f"The average custodial sentence{_whose(result)}{at} "
        f"for {scope(result)} was {told_text(result.measure, observation)} months "
        f"{period(result, observation)}"
    )


def _rate(result: Result, observation: Observation) -> str:
    noun, verb, joint = COUNTED[result.measure.numerator]
    people = people_phrase(noun, 2, result.selection)
    return (
        f"For every 100,000 residents, {told_text(result.measure, observation)} {people} were "
        f"{verb}{courts(result, observation)} {joint} {scope(result)} {period(result, observation)}"
    )


def _few_in_custody(result: Result, observation: Observation) -> str:
    top, bottom = int(observation.numerator or 0), observation.denominator or 0
    people, be = people_of(result, bottom), "was" if top == 1 else "were"
    return (
        f"Of {bottom} {people} sentenced{courts(result, observation)} for {scope(result)} "
        f"{period(result, observation)}, {top or 'none'} {be} given immediate custody"
    )


def _few_convictions(result: Result, observation: Observation) -> str:
    top, bottom = int(observation.numerator or 0), observation.denominator or 0
    return (
        f"There {'was' if top == 1 else 'were'} {_some(top, 'conviction')} and "
        f"{_some(bottom, 'prosecution')}{courts(result, observation)} for {scope(result)} "
        f"{period(result, observation)}, too few for a percentage to mean much"
    )


def _some(number: int, noun: str) -> str:
    return f"{numbers.count(number) if number else 'no'} {noun}{'' if number == 1 else 's'}"


def nothing_published(result: Result) -> str:
    """The finding of a result without any value."""
    chosen = result.selection
    years = years_name(chosen.from_year, chosen.to_year, chosen.basis)
    span = f" for {years}" if years else ""
    label = result.measure.label
    be = "are" if label.endswith("s") or "sentenced" in label else "is"
    if result.observations and all(one.status == "not applicable" for one in result.observations):
        what = "prosecutions" if result.measure.name == "conviction_ratio" else "sentences to count"
        return f"There were no {what} for {scope(result)}{span}."
    return f"{_measured(result)} for {scope(result)} {be} {NOT_PUBLISHED_WORDS}{span}."


def _measured(result: Result) -> str:
    """The measure of the people chosen: ``Male offenders sentenced``, ``Prosecutions of …``."""
    label = result.measure.label
    if "offenders" in label:
        return capital(label.replace("offenders", people_of(result, 2)))
    return f"{capital(label)}{_whose(result)}"
