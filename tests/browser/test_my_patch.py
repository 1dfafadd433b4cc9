"""My patch in a browser: accessible, as wide as the screen, and the same without scripts."""

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import NARROW, WIDE
from tests.browser.looking import overflow, violations

ASKED = ("", "?q=ZZ1", "?q=yorkshire", "?q=Wesst+Midlands", "?q=B15")


@pytest.mark.parametrize("query", ASKED)
def test_axe_finds_nothing_and_the_page_fits(page: Page, query: str) -> None:
    for width in (WIDE, NARROW, 320):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"/my-patch{query}")
        assert page.inner_text("h1") == "My patch"
        assert violations(page) == []
        assert overflow(page) == 0


def test_the_keyboard_finds_an_area(page: Page) -> None:
    page.goto("/my-patch")
    page.get_by_label("Postcode district, council or police force area").focus()
    page.keyboard.type("west midlands police")
    page.keyboard.press("Enter")
    page.wait_for_url("**/my-patch?q=west+midlands+police")
    assert page.inner_text("h2") == "West Midlands"
    page.get_by_role("link", name="Figures of West Midlands").click()
    page.wait_for_url("**/areas/west-midlands")


def test_without_scripts_a_misspelt_name_leads_to_the_right_one(
    browser: Browser, site: str
) -> None:
    context = browser.new_context(base_url=site, java_script_enabled=False)
    page = context.new_page()
    page.goto("/areas")
    page.click("summary:has-text('Open an area')")
    page.click("a:text('Find it by postcode or council')")
    page.fill("input[name=q]", "Wesst Midlands")
    page.click("button:text('Find the area')")
    assert "Nothing here is called" in page.inner_text("#found")
    page.click("main a:text-is('West Midlands')")
    assert page.inner_text("#found") == "West Midlands"
    assert page.get_by_role("link", name="weekly text for West Midlands").count() == 1
    context.close()
