"""Compares two editions figure by figure: what came, what went, what changed, most moved first.

Figures are compared series by series (measure, basis, courts, national or by area), so that a
file of other courts is never taken for a change in the courts. Everybody is counted, companies
too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from etl.aligned import Aligned, Grain, align, country_of
from etl.cells import Amounts, Cells, read_cells
from etl.pieces import find_pieces, renamed
from outcomes.editions import EDITION_FILE, Edition, SourceFile, edition_directory
from outcomes.errors import EditionUnavailable
from outcomes.revisions import (
    CAME,
    CHANGED,
    NEW_PERIOD,
    REBUILT,
    REPLACED,
    SCHEDULED,
    STRUCTURAL,
    WENT,
    AreaChange,
    Change,
    Piece,
    Revision,
    Series,
)

SAME = "same"
LISTED = 50
# A figure's movement is |difference| / (larger figure + DAMPING), so that areas and offences of
# all sizes are ranked by their own per cent while three cases instead of one are no news.
DAMPING = 25
TOLERANCE = 1e-6


@dataclass(frozen=True)
class Comparison:
    """Two editions read, and aligned where they have a series in common."""

    before: Edition
    after: Edition
    had: Mapping[Series, Cells]
    has: Mapping[Series, Cells]

    @cached_property
    def aligned(self) -> tuple[Aligned, ...]:
        """The series that both have, with the years that both have."""
        both = [series for series in self.had if series in self.has]
        made = (align(series, self.had[series], self.has[series]) for series in both)
        return tuple(one for one in made if one.years)

    @cached_property
    def revision_class(self) -> str:
        """Why figures of years that both have may differ."""
        before, after = _covering(self.before), _covering(self.after)
        if {one.sha256 for one in before} == {one.sha256 for one in after}:
            return REBUILT
        newest = [max(one.vintage for one in sources) for sources in (before, after)]
        return REPLACED if newest[0] == newest[1] else SCHEDULED


def _covering(edition: Edition) -> list[SourceFile]:
    """The sources of an edition's figures."""
    return [edition.source_by_id[name] for name in {one.source for one in edition.coverage}]


def read_edition(data_dir: Path, identifier: str) -> Edition:
    """What a kept edition states of itself; EditionUnavailable when it is not kept."""
    path = edition_directory(data_dir, identifier) / EDITION_FILE
    try:
        return Edition.from_json(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise EditionUnavailable(f"edition {identifier} is not kept or not readable") from error


def compare_editions(data_dir: Path, before: str, after: str) -> Revision:
    """Compare two kept editions.

    Raises:
        EditionUnavailable: one of them is not kept, or cannot be read.
    """
    editions = [read_edition(data_dir, name) for name in (before, after)]
    cells = [read_cells(one, edition_directory(data_dir, one.id)) for one in editions]
    return revision_of(Comparison(editions[0], editions[1], cells[0], cells[1]))


def revision_of(comparison: Comparison) -> Revision:
    """Everything that differs between two editions, with the most moved figures."""
    pieces = tuple(find_pieces(comparison.had, comparison.has))
    counts, changes, moved = _figures(comparison, pieces)
    classes = {one.revision_class for one in pieces} | {one.revision_class for one in changes}
    before, after = comparison.before, comparison.after
    return Revision(
        before=before.id,
        after=after.id,
        before_label=before.label,
        after_label=after.label,
        demonstration=before.demonstration or after.demonstration,
        level=_level(comparison, pieces, classes),
        classes=tuple(sorted(classes)),
        pieces=pieces,
        counts=counts,
        areas=tuple(sorted(moved, key=lambda one: _rank(one.change))),
        changes=changes,
    )


def _figures(
    comparison: Comparison, pieces: tuple[Piece, ...]
) -> tuple[dict[str, dict[str, int]], tuple[Change, ...], list[AreaChange]]:
    """Numbers of figures by grain, the most moved figures, and the areas that moved."""
    counts: dict[str, Counter[str]] = {}
    listed: dict[str, list[Change]] = {}
    moved: list[AreaChange] = []
    for aligned in comparison.aligned:
        names = renamed(pieces, aligned.series)
        for grain in aligned.grains():
            counts.setdefault(grain.name, Counter()).update(_counted(grain))
            found = _most_moved(grain, aligned, comparison.revision_class)
            listed.setdefault(grain.name, []).extend(
                one for one in found if one.offence not in names
            )
        if aligned.series.by_area:
            moved.extend(_moved_areas(aligned, comparison.revision_class))
    changes = tuple(
        change for found in listed.values() for change in sorted(found, key=_rank)[:LISTED]
    )
    kinds = (SAME, CHANGED, CAME, WENT)
    by_grain = {name: {kind: found[kind] for kind in kinds} for name, found in counts.items()}
    return by_grain, changes, moved


def movement(before: Amounts, after: Amounts) -> Amounts:
    """How much figures moved: 0 not at all, towards 1 as the larger is many times the smaller."""
    larger = np.maximum(before, after)
    moved: Amounts = np.abs(after - before) / (np.abs(larger) + DAMPING)
    moved[np.abs(after - before) <= TOLERANCE * np.maximum(1, np.abs(larger))] = 0
    return moved


def _rank(change: Change) -> tuple[float, float, str, int, str, str]:
    """The most moved first; of the same movement the larger difference, then by name."""
    before, after = np.array([change.before or 0.0]), np.array([change.after or 0.0])
    moved = float(movement(before, after)[0])
    where = change.series.measure, -change.year, change.area, change.offence
    return (-moved, -abs(change.difference), *where)


def _counted(grain: Grain) -> dict[str, int]:
    differs = movement(grain.before, grain.after) > 0
    both = grain.had & grain.has
    return {
        SAME: int((~differs & both).sum()),
        CHANGED: int((differs & both).sum()),
        CAME: int((differs & ~grain.had).sum()),
        WENT: int((differs & ~grain.has).sum()),
    }


def _most_moved(grain: Grain, aligned: Aligned, revision_class: str) -> Iterator[Change]:
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
        before=_plain(grain.before[at]) if had else None,
        after=_plain(grain.after[at]) if has else None,
        revision_class=revision_class if had and has else STRUCTURAL,
    )


def _plain(amount: float) -> float:
    """A number as JSON should have it: whole where it is whole."""
    return int(amount) if float(amount).is_integer() else round(float(amount), 2)


def _moved_areas(aligned: Aligned, revision_class: str) -> Iterator[AreaChange]:
    """Each area that moved, by its most moved year, beside the country that it is part of."""
    grain = aligned.by_area
    moved = movement(grain.before, grain.after)[:, :, 0]
    for area in np.flatnonzero(moved.max(0)).tolist():
        year = int(moved[:, area].argmax())
        whole, part = _whole(aligned, grain.areas[area])
        yield AreaChange(
            change=_change(grain, aligned, (year, area, 0), revision_class),
            years=int(np.count_nonzero(moved[:, area])),
            before=_plain(grain.before[:, area].sum()),
            after=_plain(grain.after[:, area].sum()),
            whole=whole.areas[part],
            whole_before=_plain(whole.before[year, part, 0]),
            whole_after=_plain(whole.after[year, part, 0]),
        )


def _whole(aligned: Aligned, area: str) -> tuple[Grain, int]:
    countries, country = aligned.by_country, country_of(area)
    if countries and country in countries.areas:
        return countries, countries.areas.index(country)
    return aligned.national, 0


def _level(comparison: Comparison, pieces: tuple[Piece, ...], classes: set[str]) -> str:
    """As software versions are told apart: what readers rely on went, or figures, or nothing."""
    if any(one.kind == WENT and one.revision_class == STRUCTURAL for one in pieces):
        return "major"
    if not classes:
        return "none"
    is_new = NEW_PERIOD in classes or STRUCTURAL in classes
    return "minor" if is_new or comparison.revision_class == SCHEDULED else "patch"
