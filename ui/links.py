"""Addresses of the site's own pages, with what was chosen."""

from __future__ import annotations

from urllib.parse import urlencode

from outcomes import areas
from outcomes.selection import Selection
from ui.routes import PLACE_PREFIX

CARRIED = ("offence", "area", "sex", "age", "basis", "edition")


def with_selection(path: str, selection: Selection) -> str:
    """A page's address with the offence, area and people of a selection.

    The years stay behind, since a page may have others; so does the area where the path has one.
    """
    written = selection.but(basis=None).to_params()
    named = path.startswith(PLACE_PREFIX)
    names = [name for name in CARRIED if name in written and not (named and name == "area")]
    query = urlencode({name: written[name] for name in names}, safe=",")
    return f"{path}?{query}" if query else path


def place_path(selection: Selection) -> str:
    """The address of the page of a selection's one police force area; empty when it has none."""
    area = areas.areas()[selection.areas[0]]
    return f"{PLACE_PREFIX}{area.slug}" if area.is_police_force_area else ""
