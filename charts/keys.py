"""How the keys of observations are written: for readers, where room is short, in addresses."""

from __future__ import annotations

from charts.words import find_area
from outcomes import offences
from outcomes.offence_words import OFFENCE_PHRASES
from outcomes.result import Key


def key_label(name: str, key: Key) -> str:
    """How a key is written for readers."""
    if name == "area":
        area = find_area(key)
        return area.name if area else str(key)
    if name == "offence":
        slug = offence_slug(key)
        return offences.label_of(slug) if slug else str(key)
    text = str(key).replace("-", " to ") if name == "age_range" else str(key)
    return text[:1].upper() + text[1:]


def short_label(name: str, key: Key) -> str:
    """How a key is written where there is little room."""
    area = find_area(key) if name == "area" else None
    return area.short_name if area else line_label(name, key)


def line_label(name: str, key: Key) -> str:
    """How a key is written at the end of a line: offences as in a sentence, not by their label."""
    slug = offence_slug(key) if name == "offence" else None
    phrase = OFFENCE_PHRASES.get(slug) if slug else None
    return phrase[:1].upper() + phrase[1:] if phrase else key_label(name, key)


def key_slug(name: str, key: Key) -> str:
    """The address form of a key."""
    if name == "area":
        area = find_area(key)
        return area.slug if area else str(key)
    if name == "offence":
        return offence_slug(key) or str(key)
    return str(key)


def offence_slug(key: Key) -> str | None:
    """The slug of an offence or family, given by slug or by label; None when it is neither."""
    text = str(key)
    if text == offences.ALL_OFFENCES or text in offences.families() or text in offences.offences():
        return text
    found = (one.slug for one in offences.offences().values() if one.label == text)
    return next(found, None)
