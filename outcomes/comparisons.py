"""What a figure of one offence is compared with: all offences, and the offence's own group."""

from __future__ import annotations

from functools import cache

from outcomes import offences
from outcomes.queries import answer
from outcomes.result import Result
from outcomes.selection import Selection
from outcomes.store import LoadedEdition
from outcomes.vocabulary import NOT_KNOWN


def compared_with(loaded: LoadedEdition, result: Result) -> tuple[Result, ...]:
    """The same measure, area, people and years for the offence's group and for all offences.

    Args:
        loaded: the edition that gave the result.
        result: broken down by year; of one offence or family.

    Returns:
        Results with figures, the nearest comparison first. A family whose offences stand in
        several groups has none of its own; all offences have nothing to be compared with.
    """
    chosen = result.selection
    found = [answer(loaded, chosen.but(offences=slugs)) for slugs in _wider(chosen)]
    return tuple(one for one in found if not one.is_empty)


def _wider(chosen: Selection) -> list[tuple[str, ...]]:
    if offences.ALL_OFFENCES in chosen.offences:
        return []
    group = group_of(chosen.offences)
    own = [group_offences(group)] if group else []
    return [*own, (offences.ALL_OFFENCES,)]


def group_of(slugs: tuple[str, ...]) -> str | None:
    """The one group that all of some offences usually stand in; None for several or unknown."""
    known = offences.offences()
    single = {one for slug in slugs for one in offences.expand(slug)}
    groups = {known[slug].offence_group for slug in single}
    return groups.pop() if len(groups) == 1 and NOT_KNOWN not in groups else None


@cache
def group_offences(group: str) -> tuple[str, ...]:
    """Slugs of the offences that usually stand in a group, in the register's order."""
    return tuple(slug for slug, one in offences.offences().items() if one.offence_group == group)


@cache
def group_named(slugs: tuple[str, ...]) -> str | None:
    """The group that these offences are, all of them; None when they are not a whole group."""
    group = group_of(slugs) if len(slugs) > 1 else None
    return group if group and set(group_offences(group)) == set(slugs) else None
