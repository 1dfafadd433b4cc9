"""What stands around every page: document, header, navigation, banner, footer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from urllib.parse import urlencode

from dash import html
from dash.development.base_component import Component

from outcomes.editions import Edition
from outcomes.selection import Selection, read_selection
from ui.panel import edition_words
from ui.server_render import to_html

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
    ("data", "/data", "Data"),
    ("methods", "/methods", "Methods"),
)
# Parameters of a selection that every page with controls understands.
KEPT = ("offence", "area", "from", "to", "sex", "age", "basis", "edition")
WITHOUT_CONTROLS = frozenset({"data", "methods"})
DEMONSTRATION = "Demonstration data: made-up figures, not official statistics."


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
<meta property="og:title" content="{title}">
<meta property="og:description" content="{description}">
<meta property="og:type" content="website">
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
<div id="spoken" role="status" class="visually-hidden"></div>
{scripts}
</body>
</html>
"""


def _banner(edition: Edition | None) -> str:
    if edition is None or not edition.demonstration:
        return ""
    words = html.P([html.Strong("Demonstration data. "), "These figures are made up. They are not official statistics."])
    return to_html(html.Div(words, className="banner", role="region", **{"aria-label": "Demonstration"}))


def _header(frame: Frame) -> Component:
    name = html.A(SITE, href=_address("/", frame.kept), className="site-name", **_keeps("overview"))
    about = html.P("Prosecutions, convictions and sentences in England and Wales", className="site-about")
    links = [
        html.Li(
            html.A(
                label,
                href=_address(path, {} if name in WITHOUT_CONTROLS else frame.kept),
                **({"aria-current": "page"} if name == frame.name else {}),
                **_keeps(name),
            )
        )
        for name, path, label in NAVIGATION
    ]
    navigation = html.Nav(html.Ul(links), **{"aria-label": "Pages"})
    return html.Header(html.Div([name, about, navigation], className="width"))


def _keeps(name: str) -> dict[str, str]:
    return {} if name in WITHOUT_CONTROLS else {"data-keeps": " ".join(KEPT)}


def _address(path: str, params: Mapping[str, str]) -> str:
    return f"{path}?{urlencode(params, safe=',')}" if params else path


def _footer(edition: Edition | None) -> Component:
    shown = [html.P(["Data: ", edition_words(edition)])] if edition else []
    licence = [
        "Source: Ministry of Justice, ",
        html.A("Criminal justice statistics quarterly", href=PUBLISHER_PAGE),
        ". Contains public sector information licensed under the ",
        html.A("Open Government Licence v3.0", href=LICENCE_PAGE),
        ".",
    ]
    if edition and edition.demonstration:
        licence = ["No official figure is shown on this page."]
    unofficial = "This is not an official site. It is not run by the Ministry of Justice."
    return html.Footer(
        html.Div([*shown, html.P(licence), html.P(unofficial)], className="width")
    )
