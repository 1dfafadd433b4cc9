"""How a command opens the edition that it writes from, and how it says that it cannot."""

from __future__ import annotations

import logging

import typer

from outcomes.errors import EditionUnavailable
from outcomes.store import LoadedEdition, Store

NO_EDITION, BAD_USE = 1, 2

# A command says itself why there is no edition: the log's line would say the same again.
logging.getLogger("outcomes.store").addHandler(logging.NullHandler())


def open_edition(store: Store, edition: str | None = None) -> LoadedEdition:
    """The edition of a name, or else the one that is served; says when it is an earlier one.

    Raises:
        typer.Exit: when there is none, after the one line that says why.
    """
    try:
        loaded = store.edition(edition)
    except EditionUnavailable as error:
        raise fail(f"There is no edition to write from: {error}.", NO_EDITION) from error
    if store.trouble:
        typer.echo(f"Written from edition {loaded.edition.id}: {store.trouble}.", err=True)
    return loaded


def fail(message: str, code: int) -> typer.Exit:
    """The end of a command, with what went wrong said on standard error."""
    typer.echo(message, err=True)
    return typer.Exit(code)
