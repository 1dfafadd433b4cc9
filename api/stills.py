"""A chart drawn twice, for wide and for narrow screens, for pages without scripts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from api.views import View
from charts.screens import NARROW, WIDE
from charts.svg import render


@dataclass(frozen=True, slots=True)
class Still:
    """A chart as SVG text for two widths, with the words that go with it.

    Attributes:
        wide: for screens of 900 pixels and more.
        narrow: for narrower ones.
        words: title, subtitle, notes, source, description, receipts.
    """

    wide: str
    narrow: str
    words: dict[str, Any]


def still_of(view: View) -> Still:
    """Draw a view for both widths."""
    wide = view.draw(replace(WIDE, receipted=True))
    narrow = view.draw(NARROW)
    words: dict[str, Any] = wide["layout"]["meta"]
    return Still(render(wide, element=True), render(narrow, element=True), words)
