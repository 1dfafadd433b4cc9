"""The store that the routes read, and the one edition that a request is answered from."""

from __future__ import annotations

import os

from flask import Flask, current_app, g, request

from outcomes.store import LoadedEdition, Store

# The pages keep theirs under the same names, so that a request never has two.
EXTENSION = "outcomes"
PINNED = "pinned_editions"
PUBLIC_ROOT, PUBLIC_ROOT_VARIABLE = "outcomes-public-root", "OUTCOMES_PUBLIC_URL"


def keep_store(server: Flask, store: Store) -> None:
    """Let the routes of this server read from a store."""
    server.extensions[EXTENSION] = store


def current_store() -> Store:
    """The store of the server that handles this request."""
    store: Store = current_app.extensions[EXTENSION]
    return store


def pinned_edition(identifier: str | None = None) -> LoadedEdition:
    """The edition that is served, or the one named: the same one to the end of the request.

    Raises:
        EditionUnavailable: when there is none, or it is not kept.
    """
    pinned: dict[str | None, LoadedEdition] = g.setdefault(PINNED, {})
    if identifier not in pinned:
        pinned[identifier] = current_store().edition(identifier)
    return pinned[identifier]


def keep_public_root(server: Flask) -> None:
    """Read under which address readers know the site, for files and feeds that leave it."""
    server.extensions[PUBLIC_ROOT] = os.environ.get(PUBLIC_ROOT_VARIABLE, "").rstrip("/")


def stated_root() -> str:
    """The address that readers know the site by, without a slash at its end; empty if unstated."""
    stated: str = current_app.extensions[PUBLIC_ROOT]
    return stated


def public_root() -> str:
    """The stated address of the site, or else the one under which it was asked."""
    return stated_root() or request.url_root.rstrip("/")
