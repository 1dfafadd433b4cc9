"""What a page shows of an answer: the words around it, its parts, each a chart and a table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol
from urllib.parse import urlencode

from dash.development.base_component import Component

from outcomes.editions import Edition
from outcomes.selection import Selection
from ui import elements as html
from ui.tables import TableText


class Chart(Protocol):
    """One chart for every screen, with the words that stand for it."""

    @property
    def wide(self) -> dict[str, Any]:
        """A plotly figure as a dictionary, for wide screens."""

    @property
    def narrow(self) -> dict[str, Any]:
        """The same for phones."""

    @property
    def description(self) -> str:
        """The text alternative."""

    @property
    def stills(self) -> Callable[[], tuple[str, str]]:
        """Makes both as SVG text, the wide one first, for pages without JavaScript."""

    @property
    def draw(self) -> Callable[[Any], dict[str, Any]]:
        """Draws it on any canvas of ``charts``."""

    @property
    def queries(self) -> Sequence[Mapping[str, str]]:
        """The selections that it draws, in their address form."""


class Reading(Protocol):
    """Words about one kind of chart."""

    @property
    def how(self) -> Sequence[str]:
        """How it is read."""

    @property
    def cannot(self) -> str:
        """What it cannot tell."""


@dataclass(frozen=True)
class Section:
    """A part of a page: a heading, what is drawn, the same figures as a table.

    Attributes:
        chart: what is drawn.
        table: the same figures; None where another part of the page has them.
        heading: names the part; empty where the page's finding is enough.
        words: what stands between heading and chart.
        folded: whether the table is closed until it is asked for.
        caption: one line under the chart.
        hint: where on the screen there is more; never on paper.
        leads: path to which a click on the chart leads, with the clicked mark's key after it.
        reading: how the chart is read, and what it cannot tell.
        blank: whether there is nothing to draw: only heading and words are shown.
        why: why nothing is drawn, where the table is shown all the same.
    """

    chart: Chart
    table: TableText | None
    heading: str = ""
    words: Sequence[Component] = ()
    folded: bool = False
    caption: str = ""
    hint: str = ""
    leads: str = ""
    reading: Reading | None = None
    blank: bool = False
    why: str = ""

    def left_out(self) -> Section:
        """The same with nothing of it shown, where the page has said why already."""
        return replace(self, heading="", words=(), blank=True)

    def unless(self, why: str) -> Section:
        """The same; where there is a reason to draw nothing, words alone, that reason first."""
        return replace(self, words=[html.P(why), *self.words], blank=True) if why else self


class Words(Protocol):
    """The words around the charts of a page."""

    @property
    def finding(self) -> str:
        """One sentence; spoken when it changes."""

    @property
    def chosen(self) -> str:
        """The selection in words."""

    @property
    def warnings(self) -> Sequence[str]:
        """What changes the meaning of a figure."""

    @property
    def notes(self) -> Sequence[str]:
        """What else applies."""

    @property
    def sources(self) -> Sequence[str]:
        """A source line for each source."""


@dataclass(frozen=True)
class Panel:
    """Everything that a selection gives on a page.

    Attributes:
        words: finding, selection, notices, notes, sources.
        sections: charts and tables, by the section's name.
        lead: what stands between the finding and the first section.
        view: the page's word, by which its pictures are named.
        path: of the page.
        query: what was chosen, as links, pictures and embeds take it.
        revised: what has changed since the edition that the address names.
        selection: what the downloads hold.
        edition: what supplied it.
        title: of the document, without the site's name; empty for the usual one.
        instead: words and address of the nearest selection with figures, where there are none.
        of_courts: whether the figures are the courts': only those have a story.
    """

    words: Words
    sections: Mapping[str, Section]
    selection: Selection
    edition: Edition
    lead: Sequence[Component] = ()
    view: str = ""
    path: str = ""
    query: Mapping[str, str] = field(default_factory=dict)
    revised: Sequence[str] = ()
    of_courts: bool = True
    title: str = ""
    instead: tuple[str, str] | None = None

    @property
    def address(self) -> str:
        """Path and query that give the same page."""
        return self.address_of(self.query)

    def address_of(self, query: Mapping[str, str]) -> str:
        """Path and query of the same page with other parameters; empty ones are left out."""
        named = {"area"} if self.path.startswith("/areas/") else set()
        kept = {name: text for name, text in query.items() if text and name not in named}
        return f"{self.path}?{urlencode(kept, safe=',')}" if kept else self.path

    @property
    def queries(self) -> list[Mapping[str, str]]:
        """The selections that its charts draw."""
        return [query for one in self.sections.values() for query in one.chart.queries]
