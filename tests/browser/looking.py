"""What browser tests ask of a page: that it is drawn, and what axe says of it."""

import gzip
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

AXE = gzip.decompress(
    (Path(__file__).parent / "vendor" / "axe-4.14.1.min.js.gz").read_bytes()
).decode("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
DRAWN = """() => !document.getElementById('first-reading')
    && document.querySelector('#react-entry-point .page')
    && [...document.querySelectorAll('.graph')].every(one => one.querySelector('.main-svg'))"""

# Pages that Dash does not draw are there when they are loaded.
SHOWN = f"() => !document.getElementById('react-entry-point') || ({DRAWN})()"


def open_drawn(page: Page, path: str) -> None:
    """Open a page and wait until Dash, if it draws it, has drawn it with every chart."""
    page.goto(path)
    page.wait_for_function(SHOWN)


def finding(page: Page) -> str:
    """The sentence that the page begins with."""
    return page.inner_text("h2.finding")


def wait_for_finding(page: Page, words: str) -> None:
    """Wait until the finding contains some words."""
    page.wait_for_function(
        "words => document.querySelector('h2.finding').innerText.includes(words)", arg=words
    )


def open_details(page: Page) -> None:
    """Open everything that is folded."""
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")


def violations(page: Page) -> list[dict[str, Any]]:
    """What axe finds on the page with everything open: rule and elements, nothing left out.

    What it cannot decide counts, too, but for contrast: it does not see what is behind the text of
    a chart, or of a table that is scrolled; tests of the colours compute that.
    """
    open_details(page)
    page.evaluate(AXE)
    found = page.evaluate("rules => axe.run({runOnly: rules})", RULES)
    undecided = [one for one in found["incomplete"] if one["id"] != "color-contrast"]
    return [
        {"rule": one["id"], "elements": [node["html"][:200] for node in one["nodes"]]}
        for one in (*found["violations"], *undecided)
    ]


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))
