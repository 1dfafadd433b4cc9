"""What stands around every page: document, header, navigation, banner, footer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any
from urllib.parse import urlencode

from dash.development.base_component import Component

from outcomes.editions import Edition
from outcomes.selection import Selection, read_selection
from ui import elements as html
from ui.markup import attributes
from ui.server_render import to_html
from ui.sharing import share_metas
from ui.taking import edition_words

SITE = "Protective orders in court"
PUBLISHER_PAGE = "https://www.gov.uk/government/collections/criminal-justice-statistics-quarterly"
LICENCE_PAGE = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
NAVIGATION = (
    ("overview", "/", "Overview"),
    ("prosecutions", "/prosecutions", "Prosecutions"),
    ("convictions", "/convictions", "Convictions"),
    ("sentencing", "/sentencing", "Sentencing"),
    ("people", "/people", "People"),
    ("areas", "/areas", "Areas"),
    ("recorded-crime", "/recorded-crime", "Recorded crime"),
    ("orders", "/orders", "Orders"),
    ("fact-check", "/fact-check", "Fact check"),
    ("data", "/data", "Data"),
    ("guide", "/guide", "Guide"),
    ("methods", "/methods", "Methods"),
)
# Parameters of a selection that every page with controls understands.
KEPT = ("offence", "area", "from", "to", "sex", "age", "basis", "edition")
WITHOUT_CONTROLS = frozenset({"orders", "data", "fact-check", "guide", "methods"})
ABOUT = "Prosecutions, convictions and sentences in England and Wales"
MADE_UP = "These figures are made up. They are not official statistics."


@dataclass(frozen=True)
class Frame:
    """What the shell needs to know of a request.

    Attributes:
        title: of the document.
        description: one sentence.
        name: the page's word in the navigation; empty on error pages.
        kept: the part of the selection that links to other pages carry.
        edition: the edition that answers, or None when there is none.
    """

    title: str
    description: str
    name: str
    kept: Mapping[str, str]
    edition: Edition | None


def kept_parameters(params: Mapping[str, list[str]]) -> dict[str, str]:
    """The readable parts of an address that links to other pages carry."""
    given = {name: values for name, values in params.items() if name in KEPT}
    written = read_selection(given, Selection(offences=(), areas=()))[0].to_params()
    return {name: written[name] for name in KEPT if name in given and name in written}


def document(frame: Frame, main: str, *, head: str = "", scripts: str = "") -> str:
    """A whole document, with ``main`` (HTML) in the shell."""
    title = escape(frame.title or SITE)
    description = escape(frame.description)
    return f"""<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="description" content="{description}">
{share_metas(frame.title or SITE, frame.description)}
<meta name="theme-color" content="#ffffff">
{head}
</head>
<body>
<a class="skip" href="#main">Skip to main content</a>
{_banner(frame.edition)}{to_html(_header(frame))}
<main id="main" tabindex="-1">
{main}
</main>
{to_html(_footer(frame.edition))}
<div id="connection" role="alert" hidden></div>
<div id="spoken" role="status" class="visually-hidden"></div>
{scripts}
</body>
</html>
"""


def _banner(edition: Edition | None) -> str:
    if edition is None or not edition.demonstration:
        return ""
    words = html.P([html.Strong("Demonstration data. "), MADE_UP])
    label = attributes(aria_label="Demonstration")
    return to_html(html.Div(words, className="banner", role="region", **label))


def _header(frame: Frame) -> Component:
    home = _address("/", frame.kept)
    name = html.A(SITE, href=home, className="site-name", **_keeps("overview"))
    links = html.Ul([html.Li(_link(frame, *place)) for place in NAVIGATION])
    navigation = html.Nav(links, **attributes(aria_label="Pages"))
    about = html.P(ABOUT, className="site-about")
    return html.Header(html.Div([name, about, navigation], className="width"))


def _link(frame: Frame, name: str, path: str, label: str) -> Component:
    kept = {} if name in WITHOUT_CONTROLS else frame.kept
    current = attributes(aria_current="page") if name == frame.name else {}
    return html.A(label, href=_address(path, kept), **current, **_keeps(name))


def _keeps(name: str) -> dict[str, Any]:
    return {} if name in WITHOUT_CONTROLS else attributes(data_keeps=" ".join(KEPT))


def _address(path: str, params: Mapping[str, str]) -> str:
    return f"{path}?{urlencode(params, safe=',')}" if params else path


def _footer(edition: Edition | None) -> Component:
    shown = [html.P(["Data: ", edition_words(edition)])] if edition else []
    unofficial = html.P("This is not an official site. It is not run by the Ministry of Justice.")
    found = html.A("My patch: find the area by postcode or council", href="/my-patch")
    patch = html.P(found, className="on-screen")
    parts = [*shown, html.P(_licence(edition)), unofficial, patch]
    return html.Footer(html.Div(parts, className="width"))


def _licence(edition: Edition | None) -> list[Any]:
    if edition and edition.demonstration:
        return ["No official figure is shown on this page."]
    return [
        "Source: Ministry of Justice, ",
        html.A("Criminal justice statistics quarterly", href=PUBLISHER_PAGE),
        ". Contains public sector information licensed under the ",
        html.A("Open Government Licence v3.0", href=LICENCE_PAGE),
        ".",
    ]
