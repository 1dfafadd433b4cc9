"""Pictures of pages: the charts of a page, for an address, drawn on any canvas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from outcomes.editions import Edition
from outcomes.errors import ParameterProblem
from outcomes.selection import PARAMETERS, unknown_parameters
from ui.binding import bound_pages
from ui.context import Asked
from ui.page import Page
from ui.panel import Panel, Section
from ui.routes import PLACE_PREFIX

Given = Mapping[str, Sequence[str]]
# A picture's breakdown is its page's own.
READ = tuple(name for name in PARAMETERS if name != "by")


@dataclass(frozen=True)
class PageView:
    """One chart of a page, as an address asks for it.

    Attributes:
        page: the page that shows it.
        name: of the page's section.
        given: the parameters of the address.
    """

    page: Page
    name: str
    given: Given

    @cached_property
    def asked(self) -> Asked:
        """What the address asks for.

        Raises:
            EditionUnavailable: when there is no edition.
        """
        return self.page.ask(dict(self.given))

    @cached_property
    def panel(self) -> Panel:
        """Everything that the page shows for it."""
        return self.page.render(self.asked)

    @property
    def section(self) -> Section:
        """The page's part with the chart."""
        return self.panel.sections[self.name]

    @property
    def edition(self) -> Edition:
        """The edition that supplies it."""
        return self.asked.loaded.edition

    @property
    def problems(self) -> tuple[ParameterProblem, ...]:
        """What of the address cannot be read."""
        unknown = unknown_parameters(self.given, (*READ, *self.page.options))
        return (*unknown, *self.asked.problems)

    @property
    def address(self) -> str:
        """Path and query of the page that shows the same."""
        given = {name: list(values) for name, values in self.given.items()}
        path = self.page.path
        if self.page.of_place:
            path = f"{PLACE_PREFIX}{self.asked.selection.areas[0]}"
            given.pop("area", None)
        query = urlencode(given, doseq=True, safe=",")
        return f"{path}?{query}" if query else path

    def draw(self, canvas: Any) -> dict[str, Any]:
        """The chart as a figure on a canvas of ``charts``."""
        return self.section.chart.draw(canvas)


def find_view(name: str, given: Given) -> PageView | None:
    """The view of a name: that of a page is its first chart, ``<page>-<section>`` any other.

    For example ``prosecutions``, ``sentencing-lengths``, ``areas-funnel``.
    """
    places = view_places()
    if name not in places:
        return None
    page, section = places[name]
    return PageView(page, section, given)


def view_places() -> dict[str, tuple[Page, str]]:
    """Every view's name with its page and section."""
    found = {}
    for page in bound_pages().values():
        found[page.name] = (page, page.sections[0])
        found |= {f"{page.name}-{section}": (page, section) for section in page.sections}
    return found
