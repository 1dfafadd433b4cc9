"""The pages for what went wrong: no page, no edition, a bad request."""

from __future__ import annotations

import logging

from dash.development.base_component import Component
from flask import Flask, Response, jsonify, request
from werkzeug.exceptions import HTTPException, InternalServerError, MethodNotAllowed

from outcomes.areas import areas, police_force_areas
from outcomes.editions import Edition
from outcomes.errors import EditionUnavailable
from outcomes.parameters import near_words
from ui import elements as html
from ui.context import pinned_edition
from ui.own_assets import head_links
from ui.routes import PLACE_PREFIX
from ui.server_render import to_html
from ui.shell import PUBLISHER_PAGE, SITE, Frame, document

log = logging.getLogger(__name__)

WORDS = {
    400: ("The request cannot be read", "Something in it is not as this site expects."),
    404: (
        "Page not found",
        "If you typed the address, check it. If you followed a link, it may be out of date.",
    ),
    405: ("This cannot be done here", "The page can be read, but nothing can be sent to it."),
    413: ("Too much was sent", "Send less at a time."),
    414: ("The address is too long", "Choose fewer areas, or start from a page of this site."),
    500: ("Something went wrong", "The fault is ours and has been noted. Try again in a minute."),
    503: ("There are no figures yet", "No edition of the data has been published here."),
}
RETRY_SECONDS = 60
_OVERVIEW = html.A("Go to the overview", href="/")


def install_error_pages(server: Flask) -> None:
    """Answer every error with a page of the site, or as JSON where a program asks."""
    server.register_error_handler(HTTPException, answer_error)
    server.register_error_handler(EditionUnavailable, answer_unavailable)
    server.register_error_handler(Exception, answer_fault)


def answer_unavailable(error: EditionUnavailable) -> Response:
    """503, saying what to do."""
    log.warning("no edition: %s", error)
    return error_response(503)


def answer_fault(error: Exception) -> Response:
    """500 without anything of the fault itself, which goes to the log."""
    log.error("request failed: %s", request.path, exc_info=error)
    return answer_error(InternalServerError())


def answer_error(error: HTTPException) -> Response:
    """The page of an HTTP error; of a wrong method with those that are taken."""
    response = error_response(error.code or 500)
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        response.headers["Allow"] = ", ".join(error.valid_methods)
    return response


def error_response(status: int) -> Response:
    """The answer for a status: a page, or JSON for Dash and for programs."""
    title, words = WORDS.get(status, WORDS[400 if status < 500 else 500])
    if request.path.startswith(("/api/", "/_dash-")):
        response = jsonify(title=title, status=status, detail=words)
        response.mimetype = "application/problem+json"
    else:
        response = Response(error_document(status, title, words), mimetype="text/html")
    response.status_code = status
    response.headers["Cache-Control"] = "no-store"
    if status == 503:
        response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response


def error_document(status: int, title: str, words: str) -> str:
    """A whole document for an error, without any script."""
    more = _what_to_run() if status == 503 else [*_areas_instead(status), html.P(_OVERVIEW)]
    content = html.Div([html.H1(title), html.P(words), *more], className="page width")
    frame = Frame(f"{title} – {SITE}", words, "", {}, _edition())
    return document(frame, to_html(content), head=head_links())


def _edition() -> Edition | None:
    try:
        return pinned_edition().edition
    except (EditionUnavailable, KeyError):
        return None


def _areas_instead(status: int) -> list[Component]:
    """Where the address of an area that is not there may have been meant to lead."""
    if status != 404 or not request.path.startswith(PLACE_PREFIX):
        return []
    slug = request.path.removeprefix(PLACE_PREFIX).partition("/")[0]
    near = near_words(slug, {area.slug: area.slug for area in police_force_areas()})
    listed = [html.Li(html.A(areas()[one].name, href=f"{PLACE_PREFIX}{one}")) for one in near]
    meant = [html.P("Areas with a name like that:"), html.Ul(listed)] if listed else []
    return [*meant, html.P(html.A("All 43 police force areas", href=PLACE_PREFIX.rstrip("/")))]


def _what_to_run() -> list[Component]:
    commands = (
        ("The official release, where the internet is there:", "python -m etl refresh"),
        ("Files that you have:", "python -m etl ingest FILE…"),
        ("Made-up figures, to see the site working:", "python -m etl demo"),
    )
    listed = [html.Li([f"{words} ", html.Code(command)]) for words, command in commands]
    return [
        html.P("Whoever runs this site can publish one with one of these commands:"),
        html.Ul(listed),
        html.P(
            [
                "The figures themselves are on GOV.UK: ",
                html.A("Criminal justice statistics quarterly", href=PUBLISHER_PAGE),
                ".",
            ]
        ),
    ]
