"""Chromium and a served site, for what only a browser shows."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, sync_playwright

from tests.serving import serve

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WIDE, NARROW = 1280, 390


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything in this directory, so that `-m 'not browser'` leaves it out."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> str:
    """Where Chromium is; CHROMIUM names another one."""
    for name in (os.environ.get("CHROMIUM"), *CHROMIUM_NAMES):
        if name and (path := shutil.which(name)):
            return path
    pytest.fail(
        "no Chromium: install it (Debian: apt-get install chromium) or set CHROMIUM to its path",
        pytrace=False,
    )


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """One Chromium for all tests of a worker."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(CHROMIUM_FLAGS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site, served by gunicorn from the demonstration edition."""
    with serve(demonstration, tmp_path_factory.mktemp("site") / "log") as address:
        yield address


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    """An empty page, 1280 wide, on which relative addresses are the site's.

    The test fails if the page asked any other host for something, or if a script failed on it.
    """
    faults: list[str] = []
    context = browser.new_context(
        base_url=site, viewport={"width": WIDE, "height": 900}, reduced_motion="reduce"
    )
    context.route(lambda url: not url.startswith((site, "data:", "blob:")), refuse(faults))
    page = context.new_page()
    page.on("pageerror", lambda error: faults.append(f"script failed: {error}"))
    yield page
    context.close()
    assert faults == []


def refuse(faults: list[str]) -> Callable[[Route], None]:
    """A route that stops a request to another host and remembers it as a fault."""

    def stop(route: Route) -> None:
        faults.append(f"asked another host: {route.request.url}")
        route.abort()

    return stop
