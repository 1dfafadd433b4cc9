"""When a page shows something, when it stands still, and how long it holds the browser up.

Measured in a real browser, once as on a desk and once as on a slow phone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bench.measure import Spread
from bench.serving import Served
from bench.wire import FLAGS

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

SEEN = (
    "/", "/prosecutions", "/convictions", "/sentencing", "/people", "/areas",
    "/areas/west-midlands", "/areas/west-midlands/story", "/recorded-crime", "/orders",
    "/fact-check", "/data", "/methods", "/guide",
)  # fmt: skip
WORDS = (
    "In headless Chromium with nothing kept from before: 1280 pixels wide, and 390 with a "
    "processor four times slower and what Chrome calls slow 4G. Both paints are of the page from "
    "the server, which can be read and used without scripts. Blocking is what tasks took beyond "
    "50 ms each until every chart was drawn; layout shift is the worst of all loads."
)
WATCH = """window.seen = {first: 0, largest: 0, shift: 0, tasks: []};
function watch(type, note) {
    const watcher = new PerformanceObserver(list => list.getEntries().forEach(note));
    watcher.observe({type, buffered: true});
}
watch('paint', one => {
    if (one.name === 'first-contentful-paint') { seen.first = one.startTime; }
});
watch('largest-contentful-paint', one => { seen.largest = one.startTime; });
watch('layout-shift', one => { if (!one.hadRecentInput) { seen.shift += one.value; } });
watch('longtask', one => { seen.tasks.push([one.startTime, one.duration]); });"""
DRAWN = """() => !document.querySelector('#first-reading .page')
    && [...document.querySelectorAll('.graph')].every(one => one.querySelector('.main-svg'))"""
# After the last chart: what jumps later than this is not seen.
SETTLED = 1_000
LONG_TASK = 50.0
WHOLE = 120_000


@dataclass(frozen=True)
class Screen:
    """How a page is looked at.

    Attributes:
        name: of the screen.
        width: in pixels.
        height: in pixels.
        slower: how many times slower than this machine the processor is.
        network: what Chrome's own tools call slow 4G, or None.
    """

    name: str
    width: int
    height: int
    slower: int = 1
    network: dict[str, float] | None = None


# Latency and bytes a second as Lighthouse gives them to the browser for "slow 4G".
SLOW_4G = {"latency": 562.5, "downloadThroughput": 184_320.0, "uploadThroughput": 84_375.0}
DESK = Screen("1280", 1280, 900)
PHONE = Screen("390, slow", 390, 844, 4, SLOW_4G)
SCREENS = (DESK, PHONE)


def paint(
    served: Served, paths: Sequence[str], chromium: str, rounds: int
) -> dict[str, dict[str, float]]:
    """Milliseconds and layout shift of each page on each screen, the middle of several loads.

    Layout shift is the worst of them. Blocking time adds up what tasks longer than 50 ms took
    beyond that, from the first paint until every chart was drawn and a second more.
    """
    from playwright.sync_api import sync_playwright

    found = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        for path in paths:
            for screen in SCREENS:
                address = f"http://{served.host}:{served.port}{path}"
                runs = [_look(browser, screen, address) for _ in range(rounds)]
                found[f"{path} ({screen.name})"] = _middle(runs)
        browser.close()
    return found


def _middle(runs: Sequence[dict[str, float]]) -> dict[str, float]:
    middle = {name: Spread(tuple(run[name] for run in runs)).middle for name in runs[0]}
    return {**middle, "shift": max(run["shift"] for run in runs)}


def _look(browser: Browser, screen: Screen, address: str) -> dict[str, float]:
    """One load with nothing kept from before."""
    with _context(browser, screen) as context:
        page = context.new_page()
        _slow_down(context, page, screen)
        page.add_init_script(WATCH)
        page.goto(address, timeout=WHOLE)
        page.wait_for_function(DRAWN, timeout=WHOLE)
        page.wait_for_load_state("networkidle", timeout=WHOLE)
        page.wait_for_timeout(SETTLED * screen.slower)
        seen: dict[str, Any] = page.evaluate("window.seen")
    first = float(seen["first"])
    later = [(start, length) for start, length in seen["tasks"] if start + length > first]
    blocked = sum(length - max(LONG_TASK, first - start) for start, length in later)
    return {
        "first": first,
        "largest": float(seen["largest"]),
        "shift": float(seen["shift"]),
        "blocked": max(0.0, blocked),
    }


@contextmanager
def _context(browser: Browser, screen: Screen) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": screen.width, "height": screen.height})
    try:
        yield context
    finally:
        context.close()


def _slow_down(context: BrowserContext, page: Page, screen: Screen) -> None:
    devtools = context.new_cdp_session(page)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": screen.slower})
    if screen.network is not None:
        devtools.send("Network.enable")
        devtools.send("Network.emulateNetworkConditions", {"offline": False, **screen.network})
