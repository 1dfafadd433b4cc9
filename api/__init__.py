"""The HTTP side for machines and for files: JSON, CSV and other formats, health, documents.

``register`` puts every route onto a Flask server; ``ROUTES`` lists them.
"""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, Flask, Response, request

from api.bulk import get_table
from api.catalogue import get_areas, get_editions, get_measures, get_offences
from api.context import keep_public_root, keep_store
from api.dictionary import get_dictionary, get_dictionary_csv, get_dictionary_json
from api.docs import get_docs
from api.documents import Frame, keep_frame
from api.embeds import get_embed, get_oembed
from api.fact_check import get_fact_check, post_fact_check, post_fact_check_page
from api.feed import get_feed
from api.health import get_health
from api.limits import keep_limits
from api.my_patch import get_my_patch, get_my_patch_page
from api.neighbours import get_orders, get_recorded_crime, get_residents
from api.observations import get_observations
from api.openapi import get_openapi
from api.pictures import get_picture
from api.problems import Refused, answer_options, no_such_address
from api.refusals import answer_refused
from api.revisions import get_revision
from api.rows_page import get_rows
from api.stories import get_story
from api.story_page import get_story_page
from api.verify import get_verify, get_verify_form, get_verify_json
from api.views import Find, keep_views
from api.weekly import get_weekly
from outcomes.store import Store

EXPOSED = "Content-Disposition, ETag, Link, Retry-After, X-Content-SHA256, X-Rows, X-Total-Rows"
EVERY_METHOD = ("GET", "POST", "PUT", "PATCH", "DELETE")

# Path and what answers it; all of them take GET.
ROUTES: tuple[tuple[str, Callable[..., Response]], ...] = (
    ("/api/v1/observations.<suffix>", get_observations),
    ("/api/v1/recorded-crime", get_recorded_crime),
    ("/api/v1/recorded-crime.<suffix>", get_recorded_crime),
    ("/api/v1/residents", get_residents),
    ("/api/v1/residents.<suffix>", get_residents),
    ("/api/v1/orders", get_orders),
    ("/api/v1/orders.<suffix>", get_orders),
    ("/api/v1/measures", get_measures),
    ("/api/v1/offences", get_offences),
    ("/api/v1/areas", get_areas),
    ("/api/v1/editions", get_editions),
    ("/api/v1/editions/<edition>/<table>.<suffix>", get_table),
    ("/api/v1/editions/<before>/diff/<after>", get_revision),
    ("/api/v1/verify/<code>", get_verify_json),
    ("/api/v1/dictionary", get_dictionary),
    ("/api/v1/dictionary.json", get_dictionary_json),
    ("/api/v1/dictionary.csv", get_dictionary_csv),
    ("/api/v1/docs", get_docs),
    ("/api/v1/openapi.json", get_openapi),
    ("/api/v1/story", get_story),
    ("/api/v1/my-patch", get_my_patch),
    ("/areas/<area>/story", get_story_page),
    ("/areas/<area>/weekly.txt", get_weekly),
    ("/charts/<view>.<suffix>", get_picture),
    ("/embed/<view>", get_embed),
    ("/fact-check", get_fact_check),
    ("/my-patch", get_my_patch_page),
    ("/oembed", get_oembed),
    ("/rows", get_rows),
    ("/verify", get_verify_form),
    ("/verify/<code>", get_verify),
    ("/feed.atom", get_feed),
    ("/health", get_health),
)

# What takes POST.
POSTED: tuple[tuple[str, Callable[..., Response]], ...] = (
    ("/api/v1/fact-check", post_fact_check),
    ("/fact-check", post_fact_check_page),
)


def register(
    server: Flask, store: Store, frame: Frame | None = None, find: Find | None = None
) -> None:
    """Put the API's routes onto a server.

    Args:
        server: the Flask server.
        store: the editions to read from.
        frame: puts a page of the API into the site's document; left out, a plain one.
        find: finds the charts of pages, for pictures and embeds; left out, there are none.
    """
    keep_store(server, store)
    keep_frame(server, frame)
    keep_public_root(server)
    keep_limits(server)
    keep_views(server, find)
    routes = Blueprint("api", __name__, template_folder="templates")
    for path, answer in ROUTES:
        routes.add_url_rule(path, answer.__name__, answer)
    for path, answer in POSTED:
        routes.add_url_rule(path, answer.__name__, answer, methods=("POST",))
    for path in ("/api", "/api/", "/api/<path:rest>"):
        routes.add_url_rule(
            path, "no_such_address", no_such_address, methods=EVERY_METHOD, strict_slashes=False
        )
    routes.register_error_handler(Refused, answer_refused)
    routes.after_request(_for_other_sites)
    server.register_blueprint(routes)


def _for_other_sites(response: Response) -> Response:
    """Let pages of other sites read what GET gives; nothing here depends on who asks."""
    if request.method == "OPTIONS" and request.path.startswith("/api/"):
        response = answer_options()
    if request.path.startswith("/api/") or request.path == "/feed.atom":
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Expose-Headers"] = EXPOSED
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    return response
