"""The places of a page that its callback fills: finding, charts, tables, notes, downloads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dash import Output
from dash.development.base_component import Component

from ui import elements as html
from ui.citing import SITE
from ui.markup import attributes
from ui.panel import Panel, Section
from ui.picture import Picture
from ui.tables import Table
from ui.taking import actions

CLICK = "Click an area to open its page."


class Slots:
    """The places of a page that its callback fills, in one order for layout and callback.

    They are filled one by one, so that a chart stays where it is and only changes its figure.
    """

    def __init__(self, page: str, sections: Sequence[str]) -> None:
        """The places of a page with these sections."""
        self.page = page
        self.sections = tuple(sections)

    def outputs(self) -> list[Output]:
        """What the callback sets."""
        found = [Output(f"{self.page}-top", "children")]
        for name in self.sections:
            part = f"{self.page}-{name}"
            found += [
                Output(f"{part}-head", "children"),
                Output(f"{part}-shown", "hidden"),
                Output(f"{part}-drawn", "hidden"),
                Output(f"{part}-image", "aria-label"),
                Output(f"{part}-picture", "wide"),
                Output(f"{part}-picture", "narrow"),
                Output(f"{part}-caption", "children"),
                Output(f"{part}-table", "children"),
            ]
        return [*found, Output(f"{self.page}-end", "children")]

    def values(self, panel: Panel, told: Sequence[str]) -> list[Any]:
        """What the callback gives, in the order of the outputs; ``told`` is of the address."""
        values: list[Any] = [_top(panel, told)]
        for name in self.sections:
            section = panel.sections[name]
            values += [
                _head(section),
                section.blank,
                _is_told(section, panel),
                section.chart.description,
                section.chart.wide,
                section.chart.narrow,
                _caption(section),
                _table(section),
            ]
        return [*values, _end(panel, self.page)]

    def layout(self, panel: Panel, told: Sequence[str]) -> list[Component]:
        """The filled places, in reading order."""
        return [
            html.Div(_top(panel, told), id=f"{self.page}-top"),
            *(self._part(name, panel) for name in self.sections),
            html.Div(_end(panel, self.page), id=f"{self.page}-end"),
        ]

    def _part(self, name: str, panel: Panel) -> Component:
        part, section = f"{self.page}-{name}", panel.sections[name]
        drawn = [_figure(section, part), *_reading(section)]
        shown = [
            html.Div(drawn, id=f"{part}-drawn", hidden=_is_told(section, panel)),
            html.Div(_table(section), id=f"{part}-table"),
        ]
        parts = [
            html.Div(_head(section), id=f"{part}-head"),
            html.Div(shown, id=f"{part}-shown", hidden=section.blank),
        ]
        return html.Section(parts, className=f"part part-{name}")


def _top(panel: Panel, told: Sequence[str]) -> list[Component]:
    words = panel.words
    return [
        *_notices(told, "notices problems"),
        html.H2(words.finding, className="finding"),
        *_instead(panel),
        html.Span(hidden=True, **attributes(data_title=_title(panel))),
        html.P(words.chosen, className="chosen-words"),
        *_notices(panel.revised, "notices revised"),
        *_notices(words.warnings, "notices"),
        *panel.lead,
    ]


def _instead(panel: Panel) -> list[Component]:
    if panel.instead is None:
        return []
    words, address = panel.instead
    return [html.P(html.A(words, href=address), className="instead")]


def _title(panel: Panel) -> str:
    return f"{panel.title} – {SITE}" if panel.title else ""


def _end(panel: Panel, page: str) -> list[Component]:
    words = panel.words
    return [
        *_notes(words.notes),
        *(html.P(line, className="source") for line in words.sources),
        actions(panel, page),
    ]


def _notices(notices: Sequence[str], style: str) -> list[Component]:
    return [html.Div([html.P(text) for text in notices], className=style)] if notices else []


def _is_told(section: Section, panel: Panel) -> bool:
    """Whether the panel that stands for a chart would only repeat a notice above it."""
    return section.why in panel.words.warnings


def _head(section: Section) -> list[Component]:
    heading = [html.H3(section.heading)] if section.heading else []
    return [*heading, *section.words]


def _figure(section: Section, part: str) -> Component:
    """The chart behind one description, so that nobody hears bare axis numbers."""
    chart = section.chart
    picture = Picture(
        f"{part}-picture", chart.wide, chart.narrow, leads=section.leads, stills=chart.stills
    )
    hidden = html.Div(picture, className="chart", **attributes(aria_hidden="true"))
    image = html.Div(
        hidden, id=f"{part}-image", role="img", **attributes(aria_label=chart.description)
    )
    return html.Figure([image, html.Figcaption(_caption(section), id=f"{part}-caption")])


def _caption(section: Section) -> list[Any]:
    """The line under a chart; that a click leads on is said only where scripts make it so."""
    hint = [" ", html.Span(section.hint, className="on-screen")] if section.hint else []
    click = [" ", html.Span(CLICK, className="needs-js on-screen")] if section.leads else []
    return [section.caption, *hint, *click]


def _reading(section: Section) -> list[Component]:
    if section.reading is None:
        return []
    words = [html.P(text) for text in section.reading.how]
    cannot = html.P([html.Strong("It cannot tell: "), section.reading.cannot])
    more = html.P(html.A("All charts, and the words they use", href="/guide#charts"))
    inside = [html.Summary("How to read this chart"), *words, cannot, more]
    return [html.Details(inside, className="reading")]


def _table(section: Section) -> Component | None:
    if section.table is None or section.blank or not section.table.rows:
        return None
    shown = Table(section.table, section.heading)
    if not section.folded:
        return shown
    return html.Details([html.Summary(f"Table: {section.table.caption}"), shown])


def _notes(notes: Sequence[str]) -> list[Component]:
    if not notes:
        return []
    listed = html.Ul([html.Li(text) for text in notes])
    return [html.Section([html.H3("Notes"), listed], className="notes")]
