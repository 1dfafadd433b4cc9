"""The nearest selection with figures, where nothing is published for the one that was asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from outcomes.areas import ENGLAND_AND_WALES
from outcomes.queries import answer
from outcomes.selection import Selection
from outcomes.store import LoadedEdition


@dataclass(frozen=True)
class Nearest:
    """A selection with figures.

    Attributes:
        words: of the link to it.
        changes: parameters of the address that must change; empty text takes one away.
    """

    words: str
    changes: dict[str, str]


def nearest_published(
    loaded: LoadedEdition, selection: Selection, *, of_place: bool
) -> Nearest | None:
    """What to show instead; None where there are figures, or none at all.

    Args:
        loaded: the edition that answers.
        selection: what was asked, with the page's breakdown.
        of_place: whether the area is the page's own and must stay.
    """
    if not answer(loaded, selection).is_empty:
        return None
    for candidate, found in _wider(selection, of_place=of_place):
        if not answer(loaded, candidate).is_empty:
            return found
    return None


def _wider(selection: Selection, *, of_place: bool) -> Iterator[tuple[Selection, Nearest]]:
    """Selections that ask for less, each a step further away."""
    years = selection.but(from_year=None, to_year=None)
    changes = {"from": "", "to": ""}
    yield years, Nearest("Show the years that are published", dict(changes))
    everyone = years.but(sex=None, age=None)
    changes |= {"sex": "", "age": ""}
    yield everyone, Nearest("Show all sexes and ages, in the years published", dict(changes))
    if not of_place:
        whole = everyone.but(areas=(ENGLAND_AND_WALES,))
        changes |= {"area": ENGLAND_AND_WALES}
        yield whole, Nearest("Show England and Wales", dict(changes))
