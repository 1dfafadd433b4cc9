"""Two editions' figures of one series side by side, added up to the grains that are compared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from etl.comparing.cells import Amounts, Cells, area_names
from etl.comparing.grains import Axis, Grain, Marks, SideBySide, added, any_of
from outcomes.areas import ENGLAND_AND_WALES, areas
from outcomes.offences import ALL_OFFENCES, expand, families, label_of, offences
from outcomes.series import Series

WHOLE = areas()[ENGLAND_AND_WALES].name
ALL = label_of(ALL_OFFENCES)
COUNTRIES = ("England", "Wales")


@dataclass(frozen=True, kw_only=True)
class Aligned(SideBySide):
    """One series of two editions, in the years that both have, on the same areas and offences."""

    series: Series
    years: tuple[int, ...]

    @cached_property
    def national(self) -> Grain:
        """All areas and offences added up."""
        return self._grain("national", self._everywhere, self._all)

    @cached_property
    def by_country(self) -> Grain | None:
        """England and Wales apart, all offences; None for a national series."""
        country = [country_of(name) for name in self.areas]
        places = [[at for at, one in enumerate(country) if one == name] for name in COUNTRIES]
        if not self.series.by_area or not all(places):
            return None
        return self._grain("country", Axis(COUNTRIES, places), self._all)

    @cached_property
    def by_area(self) -> Grain:
        """Each area, all offences."""
        return self._grain("area", Axis.each(self.areas), self._all)

    @cached_property
    def by_offence(self) -> Grain:
        """Each offence, all areas."""
        return self._grain("offence", self._everywhere, Axis.each(self.offences))

    @cached_property
    def finest(self) -> Grain:
        """Each area and offence; each offence of a national series."""
        if not self.series.by_area:
            return self.by_offence
        return self._grain("area and offence", Axis.each(self.areas), Axis.each(self.offences))

    def by_group(self) -> Grain:
        """Each offence group, all areas; an offence stands in its usual group."""
        usual = {offence.label: offence.offence_group for offence in offences().values()}
        of_group: dict[str, list[int]] = {}
        for at, label in enumerate(self.offences):
            of_group.setdefault(usual.get(label, "not known"), []).append(at)
        groups = Axis(tuple(of_group), list(of_group.values()))
        return self._grain("offence group", self._everywhere, groups)

    def grains(self) -> Iterator[Grain]:
        """Every grain at which editions are compared, the coarsest first."""
        of_family = self._families()
        yield self.national
        if self.by_country:
            yield self.by_country
        yield self.by_offence
        if of_family.names:
            yield self._grain("family", self._everywhere, of_family)
        if not self.series.by_area:
            return
        yield self.by_area
        if of_family.names:
            yield self._grain("area and family", Axis.each(self.areas), of_family)
        yield self.finest

    @property
    def _everywhere(self) -> Axis:
        return Axis.whole(WHOLE, len(self.areas))

    @property
    def _all(self) -> Axis:
        return Axis.whole(ALL, len(self.offences))

    def _families(self) -> Axis:
        """The families with offences here."""
        place = {label: at for at, label in enumerate(self.offences)}
        known, found = offences(), {}
        for slug, family in families().items():
            labels = [known[one].label for one in expand(slug)]
            found[family.label] = [place[label] for label in labels if label in place]
        found = {label: places for label, places in found.items() if places}
        return Axis(tuple(found), list(found.values()))

    def _grain(self, name: str, areas_axis: Axis, offences_axis: Axis) -> Grain:
        axes = areas_axis, offences_axis
        return Grain(
            name=name,
            areas=areas_axis.names,
            offences=offences_axis.names,
            before=added(self.before, *axes),
            after=added(self.after, *axes),
            had=any_of(self.had, *axes),
            has=any_of(self.has, *axes),
        )


def align(series: Series, before: Cells, after: Cells) -> Aligned:
    """Two editions' figures of one series in the years of both; what one lacks is zero there."""
    years = tuple(year for year in before.years if year in after.years)
    names = {*before.areas, *after.areas}
    standing = tuple(name for name in area_names() if name in names)
    labels = tuple(sorted({*before.offences, *after.offences}))
    old, had = _spread(before, years, standing, labels)
    new, has = _spread(after, years, standing, labels)
    return Aligned(
        series=series, years=years, areas=standing, offences=labels,
        before=old, after=new, had=had, has=has,
    )  # fmt: skip


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
