"""Puts the site together: the one place where editions, pages, API and Dash meet."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import dash
from flask_compress import Compress

import api
from outcomes.editions import data_directory
from outcomes.store import open_store
from ui.context import install_store
from ui.error_pages import install_error_pages
from ui.guard import install_guard
from ui.headers import install_headers
from ui.kept import forget_shared, install_kept
from ui.own_assets import ASSETS, SCRIPTS, asset_address
from ui.own_pages import own_page
from ui.site import Site
from ui.statics import install_statics
from ui.views import find_view

if TYPE_CHECKING:
    from flask import Flask

    server: Flask

PAGES = (
    "overview",
    "prosecutions",
    "convictions",
    "sentencing",
    "people",
    "areas",
    "area",
    "recorded",
    "orders",
    "data",
    "guide",
    "methods",
)
COMPRESSED = (
    "application/atom+xml",
    "application/javascript",
    "application/json",
    "application/problem+json",
    "image/svg+xml",
    "text/css",
    "text/csv",
    "text/html",
    "text/javascript",
    "text/plain",
)
# Of a page of 280 kB: 1.5 ms and 26.0 kB; level 4 takes 2.6 ms and 25.1 kB, level 5 4.5 ms.
BROTLI_LEVEL = 3
_made: dict[str, Site] = {}


def create_app(data_dir: Path | None = None) -> Site:
    """The site over a data directory.

    Dash keeps pages and callbacks for the whole process, so one process makes one app.

    Args:
        data_dir: the directory of editions; left out, as ``outcomes.editions`` finds it.
    """
    app = Site(
        __name__,
        use_pages=True,
        pages_folder="",
        include_pages_meta=False,
        assets_folder=str(ASSETS),
        include_assets_files=False,
        external_scripts=[asset_address(name) for name in SCRIPTS],
        suppress_callback_exceptions=True,
        update_title=None,  # type: ignore[arg-type]
        add_log_handler=False,
    )
    server: Flask = app.server
    server.config["COMPRESS_ALGORITHM"] = ["br", "gzip"]
    server.config["COMPRESS_BR_LEVEL"] = BROTLI_LEVEL
    server.config["COMPRESS_MIMETYPES"] = COMPRESSED
    install_kept(server)
    Compress(server)
    store = open_store(data_directory(data_dir))
    install_store(server, store)
    install_statics(server)
    install_headers(app)
    install_error_pages(server)
    api.register(server, store, own_page, find_view)
    for name in PAGES:
        import_module(f"pages.{name}")
    install_guard(app)
    app.layout = dash.page_container
    finish_set_up(app)
    return app


def finish_set_up(app: Site) -> None:
    """Make Dash do now what it leaves to the first request, where threads can overtake it."""
    with app.server.test_client() as client:
        client.get("/_dash-dependencies")


def make() -> Site:
    """The app of this process, made when it is first wanted."""
    if "app" not in _made:
        _made["app"] = create_app()
    return _made["app"]


def warm() -> None:
    """Load the edition and draw one page, before any request comes."""
    with make().server.test_client() as client:
        client.get("/")


def close() -> None:
    """Remove what the workers shared, when the last of them has ended."""
    if "app" in _made:
        forget_shared(_made["app"].server)


def __getattr__(name: str) -> Any:
    if name == "server":
        return make().server
    raise AttributeError(name)
