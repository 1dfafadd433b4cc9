"""``/embed/<view>``: one chart with its source and a link, for other sites; ``/oembed`` for it."""

from __future__ import annotations

from html import escape
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit
from xml.etree import ElementTree as ET

from flask import Response, render_template
from markupsafe import Markup

from api.caching import not_modified, tag_of, tagged
from api.context import pinned_edition, public_root
from api.json_answers import json_response
from api.problems import Refused, refuse_parameters
from api.provenance import DEMONSTRATION
from api.selecting import Given, given_parameters, require_known
from api.stills import Still, still_of
from api.views import View, wanted_view
from outcomes.errors import ParameterProblem
from outcomes.since import revised_since

SITE = "Protective orders in court"
WIDTH, HEIGHT = 1000, 640
CARD_WIDTH, CARD_HEIGHT = 1200, 630
# Consumers send ``dnt`` too, which asks not to follow the reader: nothing here does.
TAKEN = ("url", "format", "maxwidth", "maxheight", "dnt")
EMBED, PLACE = "embed/", "areas/"


def get_embed(view: str) -> Response:
    """The page for frames: nothing of the site but the chart, what it says and its source.

    Raises:
        Refused: 404 for a view, 400 for a parameter that is not known.
    """
    given = given_parameters()
    found = wanted_view(view, given)
    edition = found.edition
    served = pinned_edition().edition.id
    tag = tag_of("embed", edition.id, served, view, sorted(given.items()), public_root())
    response = not_modified(tag) or Response(_document(found), mimetype="text/html")
    # A pinned embed too says one day that it was revised.
    return tagged(response, tag, pinned=False)


def _document(view: View) -> str:
    still = still_of(view)
    asked, served = pinned_edition(view.edition.id), pinned_edition()
    return render_template(
        "api/embed.html",
        wide=Markup(still.wide),  # noqa: S704 (drawn here; its texts are escaped)
        narrow=Markup(still.narrow),  # noqa: S704 (the same)
        words=still.words,
        address=f"{public_root()}{view.address}",
        root=public_root(),
        site=SITE,
        mark=DEMONSTRATION if view.edition.demonstration else "",
        revised=revised_since(asked, served, still.words["queries"]),
    )


def get_oembed() -> Response:
    """How a page of this site is embedded, as oEmbed tells it, in JSON or XML.

    Raises:
        Refused: 404 for an address that has no chart, 501 for another format.
    """
    given = given_parameters()
    require_known(given, TAKEN)
    form = given.get("format", ["json"])
    if form not in (["json"], ["xml"]):
        raise Refused(501, "This answers with JSON or XML only.")
    name, query = _asked(given)
    try:
        view = wanted_view(name, query)
    except Refused as error:
        status = 404 if error.status == 400 else error.status
        raise Refused(status, f"There is no chart at this address. {error}") from error
    told = _described(name, query, still_of(view), given)
    return json_response(told) if form == ["json"] else _xml_response(told)


def _xml_response(told: dict[str, Any]) -> Response:
    root = ET.Element("oembed")
    for name, value in told.items():
        ET.SubElement(root, name).text = str(value)
    text = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return Response(text, mimetype="text/xml")


def _asked(given: Given) -> tuple[str, Given]:
    """Name and parameters of the view at the address given."""
    address = given.get("url", [""])[0]
    try:
        parts = urlsplit(address)
    except ValueError as error:
        raise Refused(404, "This address is not of this site.") from error
    if parts.scheme not in ("", "http", "https"):
        raise Refused(404, "This address is not of this site.")
    if parts.netloc and parts.netloc != urlsplit(public_root()).netloc:
        raise Refused(404, "This address is not of this site.")
    query: Given = parse_qs(parts.query)
    path = parts.path.strip("/")
    if not address:
        reason = "The address of a page of this site is needed."
        raise refuse_parameters([ParameterProblem("url", "", reason)])
    if path.startswith(PLACE):
        return "area", {**query, "area": [path.removeprefix(PLACE)]}
    return path.removeprefix(EMBED) or "overview", query


def _described(name: str, query: Given, still: Still, given: Given) -> dict[str, Any]:
    widest, highest = _bound(given, "maxwidth"), _bound(given, "maxheight")
    width, height = min(WIDTH, widest), min(HEIGHT, highest)
    written = urlencode(query, doseq=True, safe=",")
    source = f"{public_root()}/embed/{name}{f'?{written}' if written else ''}"
    card = urlencode({**query, "size": ["card"]}, doseq=True, safe=",")
    title = still.words["title"]
    thumbnail = {
        "thumbnail_url": f"{public_root()}/charts/{name}.png?{card}",
        "thumbnail_width": CARD_WIDTH,
        "thumbnail_height": CARD_HEIGHT,
    }
    # A thumbnail may be no larger than what was asked for.
    fits = widest >= CARD_WIDTH and highest >= CARD_HEIGHT
    return {
        "version": "1.0",
        "type": "rich",
        "provider_name": SITE,
        "provider_url": f"{public_root()}/",
        "title": title,
        "width": width,
        "height": height,
        "html": frame_code(source, title, width, height),
        **(thumbnail if fits else {}),
    }


def _bound(given: Given, name: str) -> int:
    value = given.get(name, ["9999"])[0]
    if not value.isascii() or not value.isdigit() or not 1 <= int(value[:9]) <= 9999:
        reason = "This must be a whole number from 1 to 9999."
        raise refuse_parameters([ParameterProblem(name, value[:80], reason)])
    return int(value)


def frame_code(source: str, title: str, width: int, height: int) -> str:
    """The HTML that puts an embed into a page."""
    return (
        f'<iframe src="{escape(source)}" title="{escape(title)}" width="{width}" '
        f'height="{height}" style="border:0;max-width:100%" loading="lazy"></iframe>'
    )
