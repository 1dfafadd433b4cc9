"""Orders made, and breaches for each 100 of them, in words and as tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from charts.tables import Table
from charts.words import capital
from outcomes import numbers
from outcomes.breaches import HUNDRED, Breaches

WHERE = "England and Wales, calendar years"


@dataclass(frozen=True, slots=True)
class OrderWords:
    """The words around orders of one kind.

    Attributes:
        kind: the kind of order, plural.
        source: the source line.
        demonstration: whether the data are made up.
    """

    kind: str
    source: str
    demonstration: bool


def orders_finding(found: Sequence[Breaches], words: OrderWords) -> str:
    """One sentence on the newest year that has a ratio, else on the newest that has orders."""
    held = [one for one in found if one.made.year is not None and one.made.orders is not None]
    if not held:
        return f"No figure of {words.kind} is held here."
    newest = max(held, key=lambda one: (one.per_100 is not None, one.made.year or 0))
    made = numbers.count(newest.made.orders or 0)
    year = newest.made.year
    if newest.breaches is None:
        return f"{made} {words.kind} were made in England and Wales in {year}."
    were = newest.counted.replace(" ", " were ", 1) if newest.breaches != 1 else newest.counted
    return (
        f"In {year}, {made} {words.kind} were made in England and Wales, and "
        f"{numbers.count(newest.breaches)} {were} in the same year: {per_100(newest)} for every "
        "100 orders made."
    )


def per_100(one: Breaches) -> str:
    """Breaches for each 100 orders at one decimal; ``[x]`` where there is no ratio."""
    if one.breaches is None or not one.made.orders:
        return numbers.NOT_AVAILABLE
    return numbers.rate(one.breaches, one.made.orders, HUNDRED)


def ratio_table(found: Sequence[Breaches], words: OrderWords) -> Table:
    """Orders, breaches, and breaches for each 100 orders, newest year first."""
    headers = ("Year", "Orders made", "Breaches", "Breaches per 100 orders")
    rows = [
        (
            str(one.made.year),
            numbers.count(one.made.orders or 0),
            numbers.NOT_AVAILABLE if one.breaches is None else numbers.count(one.breaches),
            per_100(one),
        )
        for one in newest_first(found)
    ]
    caption = f"{capital(words.kind)}: orders made and breaches in the same year, {WHERE}"
    return Table(caption, headers, tuple(rows))


def made_table(found: Sequence[Breaches], words: OrderWords) -> Table:
    """Orders made, newest year first."""
    rows = [
        (str(one.made.year), numbers.count(one.made.orders or 0)) for one in newest_first(found)
    ]
    return Table(f"{capital(words.kind)} made, {WHERE}", ("Year", "Orders made"), tuple(rows))


def counted_words(found: Sequence[Breaches]) -> tuple[str, ...]:
    """What counts as a breach and from which source, with the years where there are several."""
    years: dict[str, list[int]] = {}
    for one in found:
        if one.breaches is not None:
            said = f"{one.counted}, from {one.source}"
            years.setdefault(said, []).append(one.made.year or 0)
    several = len(years) > 1
    return tuple(
        f"Breaches{f' of {years_said(when)}' if several else ''}: {said}."
        for said, when in years.items()
    )


def years_said(years: Sequence[int]) -> str:
    """``2010 to 2018``, or each year where there are gaps."""
    first, last = min(years), max(years)
    if len(years) > 2 and last - first == len(years) - 1:
        return f"{first} to {last}"
    return ", ".join(str(year) for year in sorted(years))


def reasons(found: Sequence[Breaches]) -> tuple[str, ...]:
    """Why there is no ratio, each reason once, with its years where it holds for some only."""
    years: dict[str, list[int]] = {}
    for one in found:
        if one.refused:
            years.setdefault(one.refused, []).append(one.made.year or 0)
    some = any(not one.refused for one in found) or len(years) > 1
    return tuple(f"{years_said(when)}: {why}" if some else why for why, when in years.items())


def newest_first(found: Sequence[Breaches]) -> list[Breaches]:
    """The years with orders, the newest first."""
    held = [one for one in found if one.made.orders is not None]
    return sorted(held, key=lambda one: one.made.year or 0, reverse=True)
