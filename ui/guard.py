"""Stands in front of Dash, which answers odd requests with errors of its own.

Unknown pages are 404 and not 200; callback bodies that Dash would stumble over are 400; too large
ones 413; too long addresses 414. Nothing that a reader can send is answered with a 5xx.
"""

from __future__ import annotations

from typing import Any

from dash import Dash
from dash.fingerprint import check_fingerprint
from flask import Flask, abort, request

from ui.headers import is_page
from ui.routes import find_page
from ui.statics import PLOTLY_PATH, SUITES

MAX_BODY, MAX_ADDRESS = 64 * 1024, 4 * 1024
CALLBACK_PATH = "/_dash-update-component"
MAX_TEXT, MAX_ENTRIES = 4_000, 60


def install_guard(app: Dash) -> None:
    """Look at every request before Dash does."""
    server: Flask = app.server
    server.config["MAX_CONTENT_LENGTH"] = MAX_BODY

    def guard() -> None:
        check_size()
        if is_page() and find_page(request.path) is None:
            abort(404)
        if request.path == CALLBACK_PATH and request.method == "POST":
            check_callback(callback_body(), app.callback_map)
        if request.path.startswith(SUITES):
            check_suite(app)

    server.before_request_funcs.setdefault(None, []).insert(0, guard)


def check_size() -> None:
    """Refuse too long an address and too large a body."""
    if len(request.full_path.encode()) > MAX_ADDRESS:
        abort(414)
    if (request.content_length or 0) > MAX_BODY:
        abort(413)


def callback_body() -> Any:
    """The body of a callback as JSON; 400 when it is not."""
    try:
        return request.get_json()
    except RecursionError:
        abort(400, "The request is nested too deeply.")


def check_callback(body: Any, known: dict[str, Any]) -> None:
    """Refuse a callback whose shape is not that of a callback of this site."""
    if not isinstance(body, dict) or not isinstance(body.get("output"), str):
        abort(400, "This is not a callback.")
    callback = known.get(body["output"])
    if callback is None or body.get("state"):
        abort(400, "There is no such callback.")
    changed = body.get("changedPropIds", [])
    if not _is_list_of_text(changed) or not _are_outputs(body.get("outputs"), body["output"]):
        abort(400, "The callback is not as this site sends it.")
    expected = [(one["id"], one["property"]) for one in callback["inputs"]]
    if not _are_inputs(body.get("inputs"), expected):
        abort(400, "The callback's inputs are not as this site sends them.")


def _is_list_of_text(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _are_outputs(value: Any, output: str) -> bool:
    several = output.startswith("..")
    listed = value if isinstance(value, list) else [value]
    if several != isinstance(value, list) or not all(_is_property(one) for one in listed):
        return False
    names = [f"{one['id']}.{one['property']}" for one in listed]
    return f"..{'...'.join(names)}.." == output if several else names == [output]


def _is_property(one: Any) -> bool:
    return isinstance(one, dict) and all(
        isinstance(one.get(key), str) for key in ("id", "property")
    )


def _are_inputs(value: Any, expected: list[tuple[str, str]]) -> bool:
    if not isinstance(value, list) or not all(_is_property(one) for one in value):
        return False
    named = [(one["id"], one["property"]) for one in value]
    return named == expected and all(
        _is_plain(one.get("value")) and _is_part_of_address(one) for one in value
    )


def _is_part_of_address(one: dict[str, Any]) -> bool:
    """Whether the router's inputs are what a browser's address gives."""
    begin = {"pathname": ("/",), "search": ("", "?")}.get(one["property"])
    text = one.get("value")
    return begin is None or (isinstance(text, str) and (text[:1] in begin))


def _is_plain(value: Any) -> bool:
    """Whether a value is text, nothing, or a small dictionary of text, as controls give it."""
    if isinstance(value, dict):
        return len(value) <= MAX_ENTRIES and all(
            isinstance(one, str) and len(one) <= MAX_TEXT for one in value.values()
        )
    return value is None or (isinstance(value, str) and len(value) <= MAX_TEXT)


def check_suite(app: Dash) -> None:
    """Refuse a script that Dash does not have: it would fail on one that it does not know."""
    package, _, path = request.path.removeprefix(SUITES).partition("/")
    known = app.registered_paths.get(package, ())
    plain = check_fingerprint(path)[0]  # type: ignore[no-untyped-call]
    if request.path != PLOTLY_PATH and plain not in known:
        abort(404)
