"""Titles of documents: the page, and what is chosen on it, so that tabs and bookmarks differ."""

from __future__ import annotations

from outcomes import areas
from outcomes.offence_words import offence_phrase
from outcomes.selection import Selection

MOST_NAMED = 2


def chosen_title(heading: str, selection: Selection, *, of_place: bool) -> str:
    """For example ``Prosecutions: stalking, Kent``; a page of one area does not name it again."""
    offence = _listed([offence_phrase(slug) for slug in selection.offences], "offences")
    places = [areas.areas()[slug].name for slug in selection.areas]
    chosen = [offence] if of_place else [offence, _listed(places, "areas")]
    return f"{heading}: {', '.join(chosen)}"


def around_title(heading: str, chosen: str) -> str:
    """For example ``Recorded crime: stalking, Kent, year ending March 2024``."""
    return f"{heading}: {chosen[:1].lower()}{chosen[1:]}"


def _listed(names: list[str], noun: str) -> str:
    return " and ".join(names) if len(names) <= MOST_NAMED else f"{len(names)} {noun}"
