"""Figures that differ between two editions, the most moved first."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from etl.comparing.aligned import Aligned, country_of
from etl.comparing.cells import Amounts
from etl.comparing.grains import Grain
from outcomes.revisions import CAME, CHANGED, STRUCTURAL, WENT, AreaChange, Change

SAME = "same"
LISTED = 50
# A figure's movement is |difference| / (larger figure + DAMPING), so that areas and offences of
# all sizes are ranked by their own per cent while three cases instead of one are no news.
DAMPING = 25
TOLERANCE = 1e-6


def movement(before: Amounts, after: Amounts) -> Amounts:
    """How much figures moved: 0 not at all, towards 1 as the larger is many times the smaller."""
    larger = np.maximum(before, after)
    moved: Amounts = np.abs(after - before) / (np.abs(larger) + DAMPING)
    moved[np.abs(after - before) <= TOLERANCE * np.maximum(1, np.abs(larger))] = 0
    return moved


def rank(change: Change) -> tuple[float, float, str, int, str, str]:
    """The most moved first; of the same movement the larger difference, then by name."""
    before, after = np.array([change.before or 0.0]), np.array([change.after or 0.0])
    moved = float(movement(before, after)[0])
    where = change.series.measure, -change.year, change.area, change.offence
    return (-moved, -abs(change.difference), *where)


def counted(grain: Grain) -> dict[str, int]:
    """How many figures of a grain are the same, changed, came and went."""
    differs = movement(grain.before, grain.after) > 0
    both = grain.had & grain.has
    return {
        SAME: int((~differs & both).sum()),
        CHANGED: int((differs & both).sum()),
        CAME: int((differs & ~grain.had).sum()),
        WENT: int((differs & ~grain.has).sum()),
    }


def most_moved(grain: Grain, aligned: Aligned, revision_class: str) -> Iterator[Change]:
    """The fifty most moved figures of a grain."""
    moved = movement(grain.before, grain.after)
    places = np.flatnonzero(moved)
    order = np.lexsort((-np.abs(grain.after - grain.before).flat[places], -moved.flat[places]))
    for place in places[order[:LISTED]].tolist():
        at = tuple(int(one) for one in np.unravel_index(place, moved.shape))
        yield _change(grain, aligned, (at[0], at[1], at[2]), revision_class)


def _change(
    grain: Grain, aligned: Aligned, at: tuple[int, int, int], revision_class: str
) -> Change:
    year, area, offence = at
    had, has = bool(grain.had[area, offence]), bool(grain.has[area, offence])
    return Change(
        series=aligned.series,
        grain=grain.name,
        year=aligned.years[year],
        area=grain.areas[area],
        offence=grain.offences[offence],
        before=plain(grain.before[at]) if had else None,
        after=plain(grain.after[at]) if has else None,
        revision_class=revision_class if had and has else STRUCTURAL,
    )


def plain(amount: float) -> float:
    """A number as JSON should have it: whole where it is whole."""
    return int(amount) if float(amount).is_integer() else round(float(amount), 2)


def moved_areas(aligned: Aligned, revision_class: str) -> Iterator[AreaChange]:
    """Each area that moved, by its most moved year, beside the country that it is part of."""
    grain = aligned.by_area
    moved = movement(grain.before, grain.after)[:, :, 0]
    for area in np.flatnonzero(moved.max(0)).tolist():
        year = int(moved[:, area].argmax())
        whole, part = _whole(aligned, grain.areas[area])
        yield AreaChange(
            change=_change(grain, aligned, (year, area, 0), revision_class),
            years=int(np.count_nonzero(moved[:, area])),
            before=plain(grain.before[:, area].sum()),
            after=plain(grain.after[:, area].sum()),
            whole=whole.areas[part],
            whole_before=plain(whole.before[year, part, 0]),
            whole_after=plain(whole.after[year, part, 0]),
        )


def _whole(aligned: Aligned, area: str) -> tuple[Grain, int]:
    countries, country = aligned.by_country, country_of(area)
    if countries and country in countries.areas:
        return countries, countries.areas.index(country)
    return aligned.national, 0
