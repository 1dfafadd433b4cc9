"""Which page an address means."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import dash
from dash.development.base_component import Component

from outcomes import areas

PLACE = "place"
PLACE_TEMPLATE = f"/areas/<{PLACE}>"
PLACE_PREFIX = "/areas/"


@dataclass(frozen=True)
class Found:
    """The page of an address.

    Attributes:
        layout: makes its content from the query.
        title: of the document.
        description: one sentence for search engines and previews.
        name: the page's word, for the navigation.
    """

    layout: Callable[..., Component]
    title: str
    description: str
    name: str


def find_page(path: str) -> Found | None:
    """The page at a path; None when there is none, or no such area."""
    plain = f"/{path.strip('/')}"
    for page in dash.page_registry.values():
        if page["path_template"] == PLACE_TEMPLATE:
            if (place := place_of(plain)) is not None:
                return _found(page, {PLACE: place.slug})
        elif page["path"] == plain:
            return _found(page, {})
    return None


def place_of(path: str) -> areas.Area | None:
    """The police force area that a path is about."""
    if not path.startswith(PLACE_PREFIX):
        return None
    area = areas.areas().get(path.removeprefix(PLACE_PREFIX).strip("/"))
    return area if area is not None and area.is_police_force_area else None


def _found(page: dict[str, Any], variables: dict[str, str]) -> Found:
    title, description = (
        text(**variables) if callable(text) else text
        for text in (page["title"], page["description"])
    )
    return Found(page["layout"], title, description, page["name"])
