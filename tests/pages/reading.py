"""The one app of a process, reading from another data directory for a while."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from outcomes.store import open_store
from ui.context import EXTENSION, install_store


@contextmanager
def reading(app: Any, data_dir: Path) -> Iterator[Any]:
    """A client of the app while it reads from another data directory."""
    usual = app.server.extensions[EXTENSION]
    install_store(app.server, open_store(data_dir))
    try:
        yield app.server.test_client()
    finally:
        install_store(app.server, usual)
