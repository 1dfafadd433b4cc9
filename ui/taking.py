"""Ways to take figures away: downloads, link, citation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from dash import html
from dash.development.base_component import Component

from outcomes.editions import Edition
from outcomes.selection import Selection
from ui.markup import attributes

FORMATS = (("Download CSV", "csv"), ("Excel", "xlsx"), ("ODS", "ods"), ("JSON", "json"))


def edition_words(edition: Edition) -> str:
    """The edition by label and name, and that it is made up when it is."""
    made_up = " Made-up figures, not official statistics." if edition.demonstration else ""
    return f"{edition.label} ({edition.id}).{made_up}"


def download_address(selection: Selection, edition: Edition, suffix: str) -> str:
    """The address of the same rows in the API, of this very edition."""
    params = selection.but(edition=edition.id).to_params()
    return f"/api/v1/observations.{suffix}?{urlencode(params, safe=',')}"


@dataclass(frozen=True)
class Taken:
    """What can be taken away: a finding with its sources, and the rows of a selection."""

    finding: str
    sources: Sequence[str]
    selection: Selection
    edition: Edition


def citation(taken: Taken) -> str:
    """One line to cite the figures by."""
    return " ".join((taken.finding, *taken.sources))


def actions(taken: Taken, page: str) -> Component:
    """Links and buttons; those that need JavaScript are hidden without it."""
    links = [
        html.A(label, href=download_address(taken.selection, taken.edition, suffix))
        for label, suffix in FORMATS
    ]
    copy = html.Button(
        "Copy link", type="button", className="needs-js", **attributes(data_copies="address")
    )
    words = html.P(citation(taken), id=f"{page}-citation")
    copy_words = html.Button(
        "Copy", type="button", className="needs-js", **attributes(data_copies=f"{page}-citation")
    )
    cite = html.Details([html.Summary("Cite"), words, copy_words])
    label = attributes(aria_label="Take it away")
    return html.Div([*links, copy, cite], className="actions", role="group", **label)
