"""Every page, wide and narrow, with made-up figures and without any, with JavaScript and without.

Each is accessible, fits its window, says nothing on the console and asks for nothing that fails.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Response

from tests.browser.conftest import NARROW, WIDE, refuse
from tests.browser.looking import SHOWN, overflow, violations
from tests.serving import serve

# What Dash draws, the states of it that a reader meets, and what Flask writes.
DRAWN = (
    "/",
    "/prosecutions?area=west-midlands,kent,essex,gwent&show=index",
    "/prosecutions?area=nowhere&from=20x8",
    "/prosecutions?offence=murder&from=1999&to=1999",
    "/convictions?area=west-midlands",
    "/sentencing",
    "/people?area=kent",
    "/areas?measure=custody_rate&area=west-midlands",
    "/areas?show=rate",
    "/areas/west-midlands",
    "/recorded-crime?area=west-midlands",
    "/orders",
    "/data",
    "/guide",
    "/methods",
)
WRITTEN = (
    "/my-patch",
    "/areas/kent/story",
    "/areas/kent/story?year=1999",
    "/fact-check",
    "/rows?area=kent",
    "/verify",
    "/embed/prosecutions?area=kent",
    "/api/v1/docs",
    "/api/v1/dictionary",
)
# Addresses that answer with an error, and with which.
ERRORS = {
    "/nowhere": 404,
    "/areas/nowhere": 404,
    "/areas/nowhere/story": 404,
    "/rows?offence=nonsense": 400,
    "/verify/nonsense": 200,
}
# What needs no edition; everything else is 503 without one.
NEEDLESS = ("/my-patch", "/fact-check", "/verify", "/api/v1/docs", "/api/v1/dictionary")
ALWAYS = {
    **dict.fromkeys(NEEDLESS, 200),
    **{path: status for path, status in ERRORS.items() if status >= 400},
}
# What Chromium says of a document that is an error, which is not the page's fault.
STATED = "Failed to load resource: the server responded with a status of"


@dataclass
class Seen:
    """A page that is being looked at, and what was wrong on the way."""

    page: Page
    scripts: bool
    faults: list[str] = field(default_factory=list)

    def open(self, path: str) -> int:
        """Open a page until it is drawn; its status.

        Without JavaScript none of the page's scripts runs, now or later; axe does afterwards.
        """
        devtools = self.page.context.new_cdp_session(self.page)
        devtools.send("Emulation.setScriptExecutionDisabled", {"value": not self.scripts})
        answer = self.page.goto(path)
        assert answer
        if self.scripts:
            self.page.wait_for_function(SHOWN)
        devtools.send("Emulation.setScriptExecutionDisabled", {"value": False})
        return answer.status

    def listen(self, site: str) -> None:
        """Note what fails, what leaves the site, and what is said on the console."""
        outside = refuse(self.faults)
        self.page.context.route(lambda url: not url.startswith((site, "data:", "blob:")), outside)
        self.page.on("pageerror", lambda error: self.faults.append(f"script failed: {error}"))
        self.page.on("requestfailed", lambda one: self.faults.append(f"failed: {one.url}"))
        self.page.on("console", self._hear)
        self.page.on("response", self._judge)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not message.text.startswith(STATED):
            self.faults.append(f"said: {message.text}")

    def _judge(self, answer: Response) -> None:
        if answer.status >= 400 and not answer.request.is_navigation_request():
            self.faults.append(f"{answer.status}: {answer.url}")


@contextmanager
def looking(browser: Browser, site: str, width: int, *, scripts: bool) -> Iterator[Seen]:
    context = browser.new_context(
        base_url=site,
        viewport={"width": width, "height": 900},
        reduced_motion="reduce",
    )
    seen = Seen(context.new_page(), scripts)
    seen.listen(site)
    yield seen
    context.close()


@pytest.fixture(scope="module")
def empty_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The site without any edition."""
    place = tmp_path_factory.mktemp("empty")
    with serve(place / "data", place / "log") as address:
        yield address


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("path", [*DRAWN, *WRITTEN, *ERRORS])
def test_every_page(browser: Browser, site: str, path: str, width: int, scripts: bool) -> None:
    with looking(browser, site, width, scripts=scripts) as seen:
        assert seen.open(path) == ERRORS.get(path, 200)
        assert violations(seen.page) == []
        assert overflow(seen.page) == 0
        assert seen.faults == []


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_every_page_of_an_empty_site(
    browser: Browser, empty_site: str, width: int, scripts: bool
) -> None:
    for path in (*DRAWN, *WRITTEN, *ERRORS):
        with looking(browser, empty_site, width, scripts=scripts) as seen:
            assert seen.open(path) == ALWAYS.get(path, 503), path
            assert violations(seen.page) == [], path
            assert overflow(seen.page) == 0, path
            assert seen.faults == [], path


def test_the_list_of_pages_is_whole(page: Page) -> None:
    page.goto("/")
    linked = page.locator("nav a").evaluate_all("links => links.map(link => link.pathname)")
    assert set(linked) <= {path.split("?")[0] for path in (*DRAWN, *WRITTEN)}
