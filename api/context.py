"""The store that the routes read, and the one edition that a request is answered from."""

from __future__ import annotations

from flask import Flask, current_app, g

from outcomes.store import LoadedEdition, Store

# The pages keep theirs under the same names, so that a request never has two.
EXTENSION = "outcomes"
PINNED = "pinned_editions"


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
