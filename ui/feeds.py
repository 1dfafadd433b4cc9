"""The feed that goes with a page: that of its area, or that of every edition."""

from __future__ import annotations

from html import escape

from outcomes.areas import Area, areas
from ui.routes import PLACE_PREFIX

EVERY = "/feed.atom"


def feed_address(area: Area | None) -> str:
    """The address of an area's feed; of the feed of editions without one."""
    return f"{EVERY}?area={area.slug}" if area else EVERY


def feed_link(path: str) -> str:
    """The tag by which readers of feeds find the feed of the page at a path."""
    slug = path.removeprefix(PLACE_PREFIX).partition("/")[0]
    area = areas().get(slug) if path.startswith(PLACE_PREFIX) else None
    title = f"New figures for {area.name}" if area else "New editions"
    return (
        f'<link rel="alternate" type="application/atom+xml" href="{escape(feed_address(area))}" '
        f'title="{escape(title)}">'
    )
