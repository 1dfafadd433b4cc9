"""Puts the sources of neighbours in order, the newest first, and refuses to guess which is newer.

Newer is the source whose whole years end later; then the one whose last quarter or month is later,
though its year be cut; then the one that was published later. Of two that are alike in all this,
figures that differ are an error, for nothing says which of them stand; where they agree, the one
that carries more measures goes first, and then the one of more years.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from etl.neighbours.made import Made
from outcomes.errors import Problem
from outcomes.neighbours import AUTHORITIES

Newness = tuple[int, tuple[int, int], str, int, int, str]
# What a figure is of, and what it is.
Cells = Mapping[tuple[object, ...], object]


def newest_first(made: Sequence[Made]) -> list[Made]:
    """Sources in the order in which they supply figures, whatever the order of their files."""
    return sorted(made, key=_newness, reverse=True)


def disagreements(made: Sequence[Made]) -> Iterator[Problem]:
    """``SOURCES_DISAGREE`` for each two of one layout that are as new and differ in a figure."""
    for one, other in combinations(made, 2):
        if one.file.format == other.file.format and _as_new(one, other):
            yield from _differences(one, other)


def _newness(one: Made) -> Newness:
    coverage = one.coverage
    return (
        one.file.vintage,
        one.sums.reach,
        one.file.published,
        len(coverage.measures),
        len(coverage.years),
        one.file.id,
    )


def _as_new(one: Made, other: Made) -> bool:
    if (one.file.vintage, one.sums.reach) != (other.file.vintage, other.sums.reach):
        return False
    days = {one.file.published, other.file.published}
    return len(days) == 1 or "" in days


def _differences(one: Made, other: Made) -> Iterator[Problem]:
    """One error for two sources, with the first figure that differs and the number of them."""
    mine, theirs = _cells(one), _cells(other)
    shared = _places(mine) & _places(theirs)
    keys = sorted({key for key in (*mine, *theirs) if key[:2] in shared}, key=str)
    different = [key for key in keys if mine.get(key) != theirs.get(key)]
    if different:
        what = ", ".join(str(part) for part in different[0] if part)
        yield Problem(
            "SOURCES_DISAGREE",
            f"it differs from {other.file.file} in {what}, and nothing says which is newer",
            file=one.file.file,
            value=_shown(mine.get(different[0])),
            expected=f"{_shown(theirs.get(different[0]))}, as there",
            hint="Name only the newer of the two",
            count=len(different),
        )


def _cells(made: Made) -> Cells:
    """Figures by year, area and further keys; of authorities, the areas that each lies in."""
    if made.coverage.table != AUTHORITIES:
        return {(year, area, *keys): one for (year, area, keys), one in made.sums.sums.items()}
    found: dict[tuple[object, ...], list[str]] = defaultdict(list)
    for year, area, (code, name, _) in sorted(made.sums.sums):
        if area not in found[year, "", code, name]:
            found[year, "", code, name].append(area)
    return found


def _places(cells: Cells) -> set[tuple[object, ...]]:
    """The years and areas that figures are of: where one source has none, it says nothing."""
    return {key[:2] for key in cells}


def _shown(found: object) -> str:
    known = [one for one in found if one is not None] if isinstance(found, list) else []
    shown = (f"{one:,}" if isinstance(one, int) else str(one) for one in known)
    return " and ".join(shown) or "nothing"
