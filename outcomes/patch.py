"""Which police force area a place lies in: by postcode district, local authority or its own name.

Places come from the look-ups of an edition; the names of the 43 areas are always known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from outcomes.areas import Area, area_named, areas, police_force_areas
from outcomes.neighbours import AUTHORITIES, POSTCODE_DISTRICTS, Neighbours
from outcomes.reference import read_reference

POLICE_AREA, AUTHORITY, DISTRICT = "police force area", "local authority", "postcode district"
MOST_LETTERS = 80
MOST_FOUND, MOST_NEAR = 12, 5
# A whole postcode or its first part; only that part is looked up.
_POSTCODE = re.compile(r"([A-Z]{1,2}\d[A-Z\d]?)(?:\d[A-Z]{0,2})?")
_WHOLE = re.compile(r"([A-Z]{1,2}\d[A-Z\d]?)\d[A-Z]{2}")
_FORCE = re.compile(r" (?:police(?: (?:force|service))?(?: area)?|constabulary)$")
_BETWEEN = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Part:
    """A police force area that holds a place, or a part of it.

    Attributes:
        area: the area.
        postcodes: live postcodes of a district in it; None for places of other kinds.
        share: the fraction of the district's live postcodes; None likewise.
    """

    area: Area
    postcodes: int | None = None
    share: float | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Something that a reader may mean.

    Attributes:
        name: as its source has it.
        kind: ``postcode district``, ``local authority`` or ``police force area``.
        parts: the areas it lies in, the one with most of it first.
    """

    name: str
    kind: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Patch:
    """The answer to a place.

    Attributes:
        asked: what was looked for, blanks tidied.
        places: what may be meant; several when several have the name.
        near: names that look like it, when nothing has it.
        whole: whether the places have this very name, and not only its words in a longer one.
        missing: tables that the edition lacks and that might have answered.
    """

    asked: str
    places: tuple[Place, ...] = ()
    near: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    whole: bool = True


def find_patch(neighbours: Neighbours, text: str) -> Patch:
    """The police force areas of a place; never raises for whatever is asked.

    A name is looked for whole first, then as words inside longer names.
    """
    asked = " ".join(text.split())[:MOST_LETTERS]
    district = _district(asked, neighbours)
    if district:
        return _find_district(neighbours, asked, district)
    missing = () if neighbours.authorities else (AUTHORITIES,)
    known = _known(neighbours)
    plain = _plain(asked)
    if not plain:
        return Patch(asked, missing=missing)
    if plain in known:
        return Patch(asked, tuple(known[plain][:MOST_FOUND]))
    found = _within(known, plain)
    if found:
        return Patch(asked, tuple(found[:MOST_FOUND]), whole=False)
    near = get_close_matches(plain, known, MOST_NEAR, 0.6)
    names = dict.fromkeys(place.name for name in near for place in known[name])
    return Patch(asked, (), tuple(names)[:MOST_NEAR], missing)


def _district(asked: str, neighbours: Neighbours) -> str | None:
    """The postcode district that is asked for; None when it is none.

    ``SW1A1`` may be SW1A or a cut postcode: what is known decides.
    """
    first, _, rest = asked.upper().partition(" ")
    joined = first + rest.replace(" ", "")
    if not _POSTCODE.fullmatch(joined):
        return None
    if rest:
        return first
    whole = _WHOLE.fullmatch(joined)
    return whole[1] if whole else _longest(joined, neighbours)


def _longest(joined: str, neighbours: Neighbours) -> str:
    starts = (joined[:end] for end in range(len(joined), 1, -1))
    return next((one for one in starts if one in neighbours.districts), joined)


def _find_district(neighbours: Neighbours, asked: str, district: str) -> Patch:
    if not neighbours.districts:
        return Patch(asked, missing=(POSTCODE_DISTRICTS,))
    counted = neighbours.districts.get(district)
    if counted is None:
        near = get_close_matches(district, neighbours.districts, MOST_NEAR, 0.6)
        return Patch(asked, near=tuple(near))
    total = sum(counted.values())
    order = sorted(counted, key=lambda name: (-counted[name], name))
    parts = (Part(area_named(name), counted[name], counted[name] / total) for name in order)
    return Patch(asked, (Place(district, DISTRICT, tuple(parts)),))


def _known(neighbours: Neighbours) -> Mapping[str, list[Place]]:
    """Every name in its plain form, with the places that have it."""
    known: dict[str, list[Place]] = {}
    for name, place in (*_area_names(), *_authority_names(neighbours)):
        having = known.setdefault(_plain(name), [])
        if place not in having:
            having.append(place)
    return known


def _area_names() -> Iterator[tuple[str, Place]]:
    """Usual name, short name and every label of the 43 areas."""
    every = police_force_areas()
    places = {area.slug: Place(area.name, POLICE_AREA, (Part(area),)) for area in every}
    for area in every:
        yield area.name, places[area.slug]
        yield area.short_name, places[area.slug]
    for table, column in (("area_labels", "label"), ("area_abbreviations", "abbreviation")):
        for row in read_reference(table):
            if areas()[row["slug"]].is_police_force_area:
                yield row[column], places[row["slug"]]


def _authority_names(neighbours: Neighbours) -> Iterator[tuple[str, Place]]:
    """Local authorities by their names, and by those of their partnerships."""
    within: dict[tuple[str, str], dict[str, None]] = {}
    for one in neighbours.authorities:
        within.setdefault((one.code, one.name), {})[one.area] = None
    places = {
        key: Place(key[1], AUTHORITY, tuple(Part(area_named(name)) for name in names))
        for key, names in within.items()
    }
    for one in neighbours.authorities:
        yield one.name, places[one.code, one.name]
        if one.partnership:
            yield one.partnership, places[one.code, one.name]


def _within(known: Mapping[str, list[Place]], plain: str) -> list[Place]:
    """Places whose names have the words asked for, one after the other; areas stand first."""
    names = sorted(name for name in known if f" {plain} " in f" {name} ")
    found = dict.fromkeys(place for name in names for place in known[name])
    return sorted(found, key=lambda place: place.kind != POLICE_AREA)


def _plain(text: str) -> str:
    """A name as it is compared: ``Devon & Cornwall Police`` as ``devon and cornwall``."""
    words = text.casefold().replace("&", " and ").replace("'", "").replace("\u2019", "")
    plain = _BETWEEN.sub(" ", words).strip()
    return _FORCE.sub("", plain) or plain
