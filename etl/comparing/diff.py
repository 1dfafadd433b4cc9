"""Compares two editions figure by figure: what came, what went, what changed, most moved first.

Figures are compared series by series (measure, basis, courts, national or by area), so that a
file of other courts is never taken for a change in the courts. Everybody is counted, companies
too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from etl.comparing.aligned import Aligned, align
from etl.comparing.cells import Cells, read_cells
from etl.comparing.movements import LISTED, SAME, counted, most_moved, moved_areas, rank
from etl.comparing.moves import Held, find_moves
from etl.comparing.pieces import find_pieces, renamed
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
)
from outcomes.series import Series


@dataclass(frozen=True)
class Comparison:
    """Two editions read, and aligned where they have a series in common."""

    held: tuple[Held, Held]
    had: Mapping[Series, Cells]
    has: Mapping[Series, Cells]

    @property
    def before(self) -> Edition:
        """The one."""
        return self.held[0].edition

    @property
    def after(self) -> Edition:
        """The other."""
        return self.held[1].edition

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
        return Edition.from_json(path.read_bytes())
    except OSError as error:
        raise EditionUnavailable(f"edition {identifier} is not kept or not readable") from error


def compare_editions(data_dir: Path, before: str, after: str) -> Revision:
    """Compare two kept editions.

    Raises:
        EditionUnavailable: one of them is not kept, or cannot be read.
    """
    return revision_of(compare(hold(data_dir, before), hold(data_dir, after)))


def hold(data_dir: Path, identifier: str) -> Held:
    """A kept edition with its directory; EditionUnavailable when it is not kept."""
    return Held(read_edition(data_dir, identifier), edition_directory(data_dir, identifier))


def compare(before: Held, after: Held) -> Comparison:
    """Read the figures of two editions; EditionUnavailable when a file cannot be read."""
    had, has = (read_cells(one.edition, one.directory) for one in (before, after))
    return Comparison((before, after), had, has)


def revision_of(comparison: Comparison) -> Revision:
    """Everything that differs between two editions, with the most moved figures.

    Raises:
        EditionUnavailable: a file cannot be read.
    """
    pieces = tuple(find_pieces(comparison.had, comparison.has))
    counts, changes, moved = _figures(comparison, pieces)
    inside = find_moves(*comparison.held, comparison.aligned)
    classes = {one.revision_class for one in pieces} | {one.revision_class for one in changes}
    if inside.moves:
        classes.add(comparison.revision_class)
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
        areas=tuple(sorted(moved, key=lambda one: rank(one.change))),
        changes=changes,
        moves=inside.moves,
        divided=inside.divided,
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
            counts.setdefault(grain.name, Counter()).update(counted(grain))
            found = most_moved(grain, aligned, comparison.revision_class)
            listed.setdefault(grain.name, []).extend(
                one for one in found if one.offence not in names
            )
        if aligned.series.by_area:
            moved.extend(moved_areas(aligned, comparison.revision_class))
    changes = tuple(
        change for found in listed.values() for change in sorted(found, key=rank)[:LISTED]
    )
    kinds = (SAME, CHANGED, CAME, WENT)
    by_grain = {name: {kind: found[kind] for kind in kinds} for name, found in counts.items()}
    return by_grain, changes, moved


def _level(comparison: Comparison, pieces: tuple[Piece, ...], classes: set[str]) -> str:
    """As software versions are told apart: what readers rely on went, or figures, or nothing."""
    if any(one.kind == WENT and one.revision_class == STRUCTURAL for one in pieces):
        return "major"
    if not classes:
        return "none"
    is_new = NEW_PERIOD in classes or STRUCTURAL in classes
    return "minor" if is_new or comparison.revision_class == SCHEDULED else "patch"
