"""Titles of documents: the page, and what is chosen on it, so that tabs and bookmarks differ."""

from __future__ import annotations

from outcomes import areas, offences
from outcomes.selection import Selection

MOST_NAMED = 2


def chosen_title(heading: str, selection: Selection, *, of_place: bool) -> str:
    """For example ``Prosecutions: stalking, Kent``; a page of one area does not name it again."""
    offence = _listed([_small(offences.label_of(slug)) for slug in selection.offences], "offences")
    places = [areas.areas()[slug].name for slug in selection.areas]
    chosen = [offence] if of_place else [offence, _listed(places, "areas")]
    return f"{heading}: {', '.join(chosen)}"


def _listed(names: list[str], noun: str) -> str:
    return " and ".join(names) if len(names) <= MOST_NAMED else f"{len(names)} {noun}"


def _small(label: str) -> str:
    return label[:1].lower() + label[1:]
