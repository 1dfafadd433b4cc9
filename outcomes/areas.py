"""The 43 police force areas of England and Wales, and the aggregates above them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from outcomes.reference import read_reference


@dataclass(frozen=True, slots=True)
class Area:
    """One area that can be chosen.

    Attributes:
        slug: its word in addresses.
        name: its usual name, as rows give it.
        short_name: at most 12 characters, for tiles and labels.
        code: ONS code; empty for cases whose area is not known.
        country: England, Wales, or empty for aggregates.
        tile: row and column in the tile grid, or None for aggregates.
    """

    slug: str
    name: str
    short_name: str
    code: str
    country: str
    tile: tuple[int, int] | None

    @property
    def is_police_force_area(self) -> bool:
        """Whether it is one of the 43."""
        return self.tile is not None


ENGLAND_AND_WALES, ENGLAND, WALES = "england-and-wales", "england", "wales"
AREA_NOT_KNOWN = "area-not-known"


@cache
def areas() -> dict[str, Area]:
    """Every area by slug: the 43 by name, then the aggregates and ``area-not-known``."""
    return {row["slug"]: _area(row) for row in read_reference("areas")}


def _area(row: dict[str, str]) -> Area:
    tile = (int(row["tile_row"]), int(row["tile_column"])) if row["tile_row"] else None
    return Area(row["slug"], row["name"], row["short_name"], row["code"], row["country"], tile)


@cache
def police_force_areas() -> tuple[Area, ...]:
    """The 43 police force areas, by name."""
    chosen = (area for area in areas().values() if area.is_police_force_area)
    return tuple(sorted(chosen, key=lambda area: area.name))


def area_named(name: str) -> Area:
    """The area with this usual name; KeyError when there is none."""
    return areas_by_name()[name]


@cache
def areas_by_name() -> dict[str, Area]:
    """Every area by its usual name."""
    return {area.name: area for area in areas().values()}


@cache
def members(slug: str) -> tuple[str, ...]:
    """Names of the areas whose rows add up to an area.

    England and Wales includes cases whose area is not known; England and Wales alone each
    leave them out.
    """
    if slug == ENGLAND_AND_WALES:
        return (*(area.name for area in police_force_areas()), areas()[AREA_NOT_KNOWN].name)
    country = {ENGLAND: "England", WALES: "Wales"}.get(slug)
    if country:
        return tuple(area.name for area in police_force_areas() if area.country == country)
    return (areas()[slug].name,)
