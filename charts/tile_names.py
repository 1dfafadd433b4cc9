"""What is written inside a tile: the short name in one or two lines, or an abbreviation."""

from __future__ import annotations

from outcomes.areas import Area
from outcomes.reference import read_reference


def tile_lines(area: Area, *, narrow: bool) -> list[str]:
    """The name as it fits into a tile of 78 pixels, or into one of 38 on the narrowest phone."""
    if narrow:
        return [abbreviation(area)]
    return _broken(area.short_name)


def _broken(name: str) -> list[str]:
    if len(name) <= 9:
        return [name]
    for mark in (" & ", "-", " "):
        if mark in name:
            first, second = name.split(mark, 1)
            return [f"{first}{mark.rstrip()}", second]
    return [name]


def abbreviation(area: Area) -> str:
    """At most five characters, from ``data/reference/area_abbreviations.csv``."""
    known = {row["slug"]: row["abbreviation"] for row in read_reference("area_abbreviations")}
    return known.get(area.slug, area.short_name[:5])
