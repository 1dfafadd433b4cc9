"""Two editions' figures of one series side by side, added up to the grains that are compared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from etl.comparing.cells import Amounts, Cells, area_names
from outcomes.areas import ENGLAND_AND_WALES, areas
from outcomes.offences import ALL_OFFENCES, expand, families, label_of, offences
from outcomes.series import Series

Marks = npt.NDArray[np.bool_]
WHOLE = areas()[ENGLAND_AND_WALES].name
ALL = label_of(ALL_OFFENCES)
COUNTRIES = ("England", "Wales")


@dataclass(frozen=True)
class Grain:
    """Figures of two editions by year, area and offence, or by sums over those.

    Attributes:
        name: ``national``, ``country``, ``area``, ``offence``, ``family``, ``area and offence``
            or ``area and family``.
        areas: names along the second axis.
        offences: labels along the third.
        before: amounts by year, area and offence.
        after: likewise.
        had: for each area and offence, whether the edition before had it at all.
        has: likewise for the edition after.
    """

    name: str
    areas: tuple[str, ...]
    offences: tuple[str, ...]
    before: Amounts
    after: Amounts
    had: Marks
    has: Marks


@dataclass(frozen=True)
class Aligned:
    """One series of two editions, in the years that both have, on the same areas and offences."""

    series: Series
    years: tuple[int, ...]
    areas: tuple[str, ...]
    offences: tuple[str, ...]
    before: Amounts
    after: Amounts
    had: Marks
    has: Marks

    @cached_property
    def national(self) -> Grain:
        """All areas and offences added up."""
        return self._grain("national", [_all(self.areas)], [_all(self.offences)], (WHOLE,), (ALL,))

    @cached_property
    def by_country(self) -> Grain | None:
        """England and Wales apart, all offences; None for a national series."""
        places = [[at for at, name in enumerate(self.areas) if country_of(name) == country]
                  for country in COUNTRIES]  # fmt: skip
        if not self.series.by_area or not all(places):
            return None
        return self._grain("country", places, [_all(self.offences)], COUNTRIES, (ALL,))

    @cached_property
    def by_area(self) -> Grain:
        """Each area, all offences."""
        return self._grain("area", _each(self.areas), [_all(self.offences)], self.areas, (ALL,))

    @cached_property
    def by_offence(self) -> Grain:
        """Each offence, all areas."""
        places = [_all(self.areas)], _each(self.offences)
        return self._grain("offence", *places, (WHOLE,), self.offences)

    @cached_property
    def finest(self) -> Grain:
        """Each area and offence; each offence of a national series."""
        if not self.series.by_area:
            return self.by_offence
        areas_each, each = _each(self.areas), _each(self.offences)
        return self._grain("area and offence", areas_each, each, self.areas, self.offences)

    def by_group(self) -> Grain:
        """Each offence group, all areas; an offence stands in its usual group."""
        usual = {offence.label: offence.offence_group for offence in offences().values()}
        of_group: dict[str, list[int]] = {}
        for at, label in enumerate(self.offences):
            of_group.setdefault(usual.get(label, "not known"), []).append(at)
        places, names = list(of_group.values()), tuple(of_group)
        return self._grain("offence group", [_all(self.areas)], places, (WHOLE,), names)

    def grains(self) -> Iterator[Grain]:
        """Every grain at which editions are compared, the coarsest first."""
        everywhere, area = [_all(self.areas)], _each(self.areas)
        labels, members = self._families()
        yield self.national
        if self.by_country:
            yield self.by_country
        yield self.by_offence
        if labels:
            yield self._grain("family", everywhere, members, (WHOLE,), labels)
        if not self.series.by_area:
            return
        yield self.by_area
        if labels:
            yield self._grain("area and family", area, members, self.areas, labels)
        yield self.finest

    def _families(self) -> tuple[tuple[str, ...], list[list[int]]]:
        """The families with offences here: their labels, and places of the offences."""
        place = {label: at for at, label in enumerate(self.offences)}
        known, found = offences(), {}
        for slug, family in families().items():
            labels = [known[one].label for one in expand(slug)]
            found[family.label] = [place[label] for label in labels if label in place]
        found = {label: places for label, places in found.items() if places}
        return tuple(found), list(found.values())

    def _grain(
        self,
        name: str,
        rows: list[list[int]],
        columns: list[list[int]],
        areas_named: Sequence[str],
        offences_named: Sequence[str],
    ) -> Grain:
        before, after = (_added(values, rows, columns) for values in (self.before, self.after))
        had, has = (_any(marks, rows, columns) for marks in (self.had, self.has))
        return Grain(name, tuple(areas_named), tuple(offences_named), before, after, had, has)


def align(series: Series, before: Cells, after: Cells) -> Aligned:
    """Two editions' figures of one series in the years of both; what one lacks is zero there."""
    years = tuple(year for year in before.years if year in after.years)
    names = {*before.areas, *after.areas}
    standing = tuple(name for name in area_names() if name in names)
    labels = tuple(sorted({*before.offences, *after.offences}))
    old, had = _spread(before, years, standing, labels)
    new, has = _spread(after, years, standing, labels)
    return Aligned(series, years, standing, labels, old, new, had, has)


def _spread(
    cells: Cells, years: Sequence[int], names: Sequence[str], labels: Sequence[str]
) -> tuple[Amounts, Marks]:
    """Figures on wider axes, and which areas and offences are there."""
    rows = np.array([names.index(name) for name in cells.areas], np.int64)
    place = {label: at for at, label in enumerate(labels)}
    columns = np.array([place[label] for label in cells.offences], np.int64)
    values = np.zeros((len(years), len(names), len(labels)))
    picked = cells.values[[cells.years.index(year) for year in years]]
    values[:, rows[:, None], columns[None, :]] = picked
    marks = np.zeros((len(names), len(labels)), np.bool_)
    marks[rows[:, None], columns[None, :]] = True
    return values, marks


def country_of(name: str) -> str:
    """England or Wales; empty for cases whose area is not known, and for aggregates."""
    return next((area.country for area in areas().values() if area.name == name), "")


def _all(names: Sequence[str]) -> list[int]:
    return list(range(len(names)))


def _each(names: Sequence[str]) -> list[list[int]]:
    return [[at] for at in range(len(names))]


def _added(values: Amounts, rows: list[list[int]], columns: list[list[int]]) -> Amounts:
    some = values if _is_each(rows, values.shape[1]) else _sum(values, rows, 1)
    return some if _is_each(columns, values.shape[2]) else _sum(some, columns, 2)


def _sum(values: Amounts, groups: list[list[int]], axis: int) -> Amounts:
    return np.stack([values.take(group, axis).sum(axis) for group in groups], axis)


def _any(marks: Marks, rows: list[list[int]], columns: list[list[int]]) -> Marks:
    some = np.stack([marks[group].any(0) for group in rows])
    if _is_each(columns, marks.shape[1]):
        return some
    return np.stack([some[:, group].any(1) for group in columns], 1)


def _is_each(groups: list[list[int]], size: int) -> bool:
    return len(groups) == size and all(group == [at] for at, group in enumerate(groups))
