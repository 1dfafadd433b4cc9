"""Pages on paper: whole charts and tables, nothing to press, addresses that can be read."""

import pytest
from playwright.sync_api import Page

from tests.browser.looking import SHOWN, open_details, open_drawn

# The width of the text on a page of A4.
PAPER_WIDTH = 690
WRITTEN = ("/my-patch", "/areas/kent/story", "/fact-check", "/verify")
PRESSED = "main form, main button, summary, nav, .skip"
# By how many pixels charts reach beyond their frame, the worst of all.
CUT = """() => Math.max(...[...document.querySelectorAll('.chart')].map(frame =>
    Math.max(...[...frame.querySelectorAll('svg')].filter(one => one.getClientRects().length)
        .map(one => one.getBoundingClientRect().right)) - frame.getBoundingClientRect().right))"""
SAID_AFTER = "link => getComputedStyle(link, '::after').content"
KEPT_TOGETHER = """table => [getComputedStyle(table.closest('.table-frame')).breakInside,
    getComputedStyle(table.querySelector('caption')).breakAfter,
    getComputedStyle(table.querySelector('tbody tr')).breakBefore]"""


def put_on_paper(page: Page, path: str) -> None:
    """Open a page as it is printed."""
    page.goto(path)
    page.wait_for_function(SHOWN)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": PAPER_WIDTH, "height": 900})


@pytest.mark.parametrize("path", ["/", "/prosecutions", "/areas", "/areas/kent", *WRITTEN])
def test_nothing_on_paper_is_there_to_be_pressed(page: Page, path: str) -> None:
    put_on_paper(page, path)
    assert page.locator(PRESSED).count() > 0
    assert page.locator(f":is({PRESSED}):visible").count() == 0


def test_paper_does_not_send_its_reader_to_a_control(page: Page) -> None:
    put_on_paper(page, "/prosecutions?area=kent,essex,surrey,sussex,norfolk")
    hint = page.get_by_text("For rates, choose")
    assert not hint.is_visible()
    page.emulate_media(media="screen")
    assert hint.is_visible()


@pytest.mark.parametrize("path", ["/areas/kent", "/areas/kent/story"])
def test_a_printed_chart_is_as_wide_as_the_paper(page: Page, path: str) -> None:
    put_on_paper(page, path)
    assert page.evaluate(CUT) <= 1


def test_folded_tables_are_printed(page: Page) -> None:
    open_drawn(page, "/areas/kent")
    page.emulate_media(media="print")
    open_details(page)
    assert page.locator("table").last.is_visible()


def test_addresses_outside_the_site_are_printed(page: Page) -> None:
    put_on_paper(page, "/sentencing")
    law = page.locator("main a[href^='https://www.legislation.gov.uk']").first
    assert str(law.get_attribute("href")) in law.evaluate(SAID_AFTER)
    own = page.locator("main a[href^='/']").first
    assert own.evaluate(SAID_AFTER) == "none"


def test_a_short_table_stays_whole_and_a_long_one_keeps_its_head(page: Page) -> None:
    put_on_paper(page, "/areas/kent")
    tables = page.locator("table")
    rows = tables.evaluate_all("all => all.map(one => one.querySelectorAll('tbody tr').length)")
    assert min(rows) < 12 <= max(rows)
    long, short = rows.index(max(rows)), rows.index(min(rows))
    assert tables.nth(long).evaluate(KEPT_TOGETHER) == ["auto", "avoid", "avoid"]
    assert tables.nth(short).evaluate(KEPT_TOGETHER) == ["avoid", "avoid", "avoid"]
