"""What a page shows of an answer: finding, charts, tables, notes, source, and ways to take it away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import urlencode

from dash import html
from dash.development.base_component import Component

from outcomes.editions import Edition
from outcomes.errors import ParameterProblem
from outcomes.selection import Selection
from ui.picture import Picture


class TableText(Protocol):
    """A table as text, ready to be shown: newest year first."""

    @property
    def caption(self) -> str:
        """What the table shows."""

    @property
    def headers(self) -> Sequence[str]:
        """One header a column."""

    @property
    def rows(self) -> Sequence[Sequence[str]]:
        """One text a column; the first is the row's heading."""


@dataclass(frozen=True)
class Chart:
    """One chart with the words that stand for it.

    Attributes:
        wide: a plotly figure as a dictionary, for wide screens.
        narrow: the same for phones.
        description: the text alternative.
        caption: one line under the chart.
        still: makes the chart as SVG text, for pages without JavaScript.
        leads: path to which a click leads, with the clicked mark's key after it.
    """

    wide: dict[str, Any]
    narrow: dict[str, Any]
    description: str
    caption: str = ""
    still: Callable[[], str] | None = None
    leads: str = ""


@dataclass(frozen=True)
class Section:
    """A part of a page: a heading, what is drawn, the same figures as a table.

    Attributes:
        heading: says something, or names the part; empty under the page's finding.
        chart: what is drawn, or nothing.
        table: the same figures.
        lead: a paragraph under the heading.
        words: other content between lead and chart.
        name: the part's own name in ids; unique on a page.
    """

    name: str
    heading: str = ""
    chart: Chart | None = None
    table: TableText | None = None
    lead: str = ""
    words: Sequence[Component] = ()


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
        sections: charts and tables.
        selection: what the downloads hold.
        edition: what supplied it.
    """

    words: Words
    sections: Sequence[Section]
    selection: Selection
    edition: Edition


def panel_children(panel: Panel, page: str) -> list[Component]:
    """The components of a panel, in reading order."""
    words = panel.words
    return [
        html.H2(words.finding, className="finding", id=f"{page}-finding"),
        html.P(words.chosen, className="chosen-words"),
        *_notices(words.warnings),
        *(one for section in panel.sections for one in _section(section, page)),
        *_notes(words.notes),
        *(html.P(line, className="source") for line in words.sources),
        _actions(panel, page),
    ]


def _notices(notices: Sequence[str]) -> list[Component]:
    if not notices:
        return []
    return [html.Div([html.P(text) for text in notices], className="notices")]


def _section(section: Section, page: str) -> list[Component]:
    heading = [html.H3(section.heading)] if section.heading else []
    lead = [html.P(section.lead, className="lead")] if section.lead else []
    chart = [_figure(section.chart, f"{page}-{section.name}")] if section.chart else []
    table = [table_component(section.table)] if section.table else []
    inner = [*heading, *lead, *section.words, *chart, *table]
    return [html.Section(inner, className=f"part part-{section.name}")]


def _figure(chart: Chart, name: str) -> Component:
    """The chart behind one description, so that nobody hears bare axis numbers."""
    picture = Picture(
        f"{name}-picture", chart.wide, chart.narrow, leads=chart.leads, still=chart.still
    )
    hidden = html.Div(picture, className="chart", **{"aria-hidden": "true"})
    image = html.Div(hidden, role="img", **{"aria-label": chart.description})
    caption = [html.Figcaption(chart.caption)] if chart.caption else []
    return html.Figure([image, *caption])


def table_component(table: TableText) -> Component:
    """A table with caption and scopes, in a region that scrolls alone on a narrow screen."""
    head = html.Thead(html.Tr([html.Th(text, scope="col") for text in table.headers]))
    body = html.Tbody(
        [
            html.Tr([html.Th(row[0], scope="row"), *(html.Td(cell) for cell in row[1:])])
            for row in table.rows
        ]
    )
    whole = html.Table([html.Caption(table.caption), head, body])
    return html.Div(
        whole,
        className="table-frame",
        role="region",
        tabIndex="0",
        **{"aria-label": table.caption},
    )


def _notes(notes: Sequence[str]) -> list[Component]:
    if not notes:
        return []
    listed = html.Ul([html.Li(text) for text in notes])
    return [html.Section([html.H3("Notes"), listed], className="notes")]


def edition_words(edition: Edition) -> str:
    """The edition by label and name, and that it is made up when it is."""
    made_up = " Made-up figures, not official statistics." if edition.demonstration else ""
    return f"{edition.label} ({edition.id}).{made_up}"


def download_address(selection: Selection, edition: Edition, suffix: str) -> str:
    """The address of the same rows in the API, of this very edition."""
    params = selection.but(edition=edition.id).to_params()
    return f"/api/v1/observations.{suffix}?{urlencode(params, safe=',')}"


def citation(panel: Panel) -> str:
    """One line to cite the figures by."""
    return " ".join((panel.words.finding, *panel.words.sources))


def _actions(panel: Panel, page: str) -> Component:
    links = [
        html.A(label, href=download_address(panel.selection, panel.edition, suffix))
        for label, suffix in (("Download CSV", "csv"), ("JSON", "json"))
    ]
    copy = html.Button(
        "Copy link", type="button", className="needs-js", **{"data-copies": "address"}
    )
    words = html.P(citation(panel), id=f"{page}-citation")
    copy_words = html.Button(
        "Copy", type="button", className="needs-js", **{"data-copies": f"{page}-citation"}
    )
    cite = html.Details([html.Summary("Cite"), words, copy_words])
    return html.Div([*links, copy, cite], className="actions", role="group", **{"aria-label": "Take it away"})


def problem_words(problem: ParameterProblem) -> str:
    """A sentence for readers about a part of the address that could not be read."""
    near = f" Did you mean {' or '.join(problem.near)}?" if problem.near else ""
    value = f" “{problem.value}”" if problem.value else ""
    return f"{problem.parameter}{value} in the address: {problem.reason}{near}"
