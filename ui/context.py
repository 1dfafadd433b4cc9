"""What one request works with: the editions, the one edition it is pinned to, what was asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import Flask, current_app, g, request

from outcomes.errors import EditionUnavailable, ParameterProblem
from outcomes.selection import Selection, read_selection
from outcomes.store import LoadedEdition, Store
from ui.accepted import (
    Accepted,
    read_options,
    with_measure,
    with_options_instead,
    with_places,
)

EXTENSION = "outcomes"
# The API reads the site's own address from its setting, and keeps it under this name.
PUBLIC_ROOT = "outcomes-public-root"


@dataclass(frozen=True)
class Asked:
    """What a reader asked of a page, read from an address or from the controls.

    Attributes:
        loaded: the edition that answers, for the whole request.
        selection: what is counted.
        options: how it is drawn: each option that the page knows, with an accepted value.
        problems: what could not be read; the selection holds the page's default there.
        explicit: names of the parameters that were given, readable or not.
    """

    loaded: LoadedEdition
    selection: Selection
    options: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[ParameterProblem, ...] = ()
    explicit: frozenset[str] = frozenset()


def install_store(server: Flask, store: Store) -> None:
    """Give a server its editions."""
    server.extensions[EXTENSION] = store


def current_store() -> Store:
    """The editions of the server that handles this request."""
    store: Store = current_app.extensions[EXTENSION]
    return store


def pinned_edition(identifier: str | None = None) -> LoadedEdition:
    """The edition that this request uses to its end; the one that is served unless named.

    Raises:
        EditionUnavailable: when there is none.
    """
    pinned: dict[str | None, LoadedEdition] = g.setdefault("pinned_editions", {})
    if identifier not in pinned:
        pinned[identifier] = current_store().edition(identifier)
    return pinned[identifier]


def public_root() -> str:
    """The address that readers know the site by, or else the one under which it was asked."""
    stated: str = current_app.extensions.get(PUBLIC_ROOT, "")
    return stated or request.url_root.rstrip("/")


def read_asked(params: Mapping[str, Any], accepted: Accepted) -> Asked:
    """Read what was asked; never raises for anything that a reader can send.

    Args:
        params: names and values as they came, untrusted: text, lists of text, or nonsense.
        accepted: what the page knows.

    Raises:
        EditionUnavailable: when there is no edition to answer from.
    """
    given = {name: texts for name, value in params.items() if (texts := _texts(value))}
    explicit = frozenset(given)
    given, unlike = with_options_instead(given, accepted)
    selection, problems = read_selection(given, accepted.defaults)
    selection, measure_problems = with_measure(selection, accepted)
    selection, area_problems = with_places(selection, accepted)
    loaded, edition_problems = _edition_for(selection)
    options, option_problems = read_options(given, accepted.options)
    if edition_problems:
        selection = selection.but(edition=None)
    of_selection = (*unlike, *problems, *measure_problems, *area_problems)
    found = (*of_selection, *edition_problems, *option_problems)
    return Asked(loaded, selection, options, found, explicit)


def _texts(value: object) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [text for text in values if isinstance(text, str) and text]


def _edition_for(selection: Selection) -> tuple[LoadedEdition, tuple[ParameterProblem, ...]]:
    if selection.edition is not None:
        try:
            return pinned_edition(selection.edition), ()
        except EditionUnavailable:
            reason = "There is no such edition here."
            problem = ParameterProblem("edition", selection.edition, reason)
            return pinned_edition(), (problem,)
    return pinned_edition(), ()


def requested_path() -> str:
    """The path of the page that is asked for, also while Dash asks for it from its router.

    Path variables cannot be trusted for this: Dash lets the query string override them.
    """
    if request.method != "POST":
        return request.path
    body = request.get_json(silent=True)
    inputs = body.get("inputs", []) if isinstance(body, dict) else []
    for one in inputs:
        if isinstance(one, dict) and one.get("property") == "pathname":
            return str(one.get("value") or "/")
    return request.path
