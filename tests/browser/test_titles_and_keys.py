"""Titles that name what is chosen, the way out of an empty page, and charts by keyboard."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.looking import finding, open_drawn, overflow, violations, wait_for_finding


def test_the_title_follows_the_choice_and_the_address(page: Page) -> None:
    open_drawn(page, "/prosecutions?offence=stalking&area=kent")
    expect(page).to_have_title(
        "Prosecutions and convictions: stalking, Kent – Protective orders in court"
    )
    page.select_option("select[name=offence]", "harassment")
    wait_for_finding(page, "harassment")
    expect(page).to_have_title(
        "Prosecutions and convictions: harassment, Kent – Protective orders in court"
    )
    page.go_back()
    wait_for_finding(page, "stalking")
    expect(page).to_have_title(
        "Prosecutions and convictions: stalking, Kent – Protective orders in court"
    )


def test_the_title_is_in_the_document_already(browser: Browser, site: str) -> None:
    plain = browser.new_context(base_url=site, java_script_enabled=False).new_page()
    plain.goto("/areas/kent?offence=stalking")
    assert plain.title() == "Kent: stalking – Protective orders in court"
    plain.context.close()


@pytest.mark.parametrize("scripts", [True, False])
def test_one_click_leads_from_nothing_to_what_is_published(
    browser: Browser, site: str, scripts: bool
) -> None:
    page = browser.new_context(base_url=site, java_script_enabled=scripts).new_page()
    page.goto("/prosecutions?offence=stalking&area=kent&from=1999&to=2000")
    page.click(".instead a")
    page.wait_for_load_state()
    assert "1999" not in page.url
    assert "area=kent" in page.url
    assert "Kent" in finding(page)
    assert page.locator(".instead").count() == 0
    page.context.close()


def test_arrow_keys_read_the_points_and_enter_opens_an_area(page: Page) -> None:
    open_drawn(page, "/areas?area=west-midlands")
    page.wait_for_selector("#areas-map-image[tabindex='0']")
    page.focus("#areas-map-image")
    page.keyboard.press("ArrowRight")
    page.wait_for_selector("#areas-map-picture .hovertext")
    first = page.inner_text("#spoken")
    page.keyboard.press("ArrowRight")
    assert page.inner_text("#spoken") != first != ""
    page.keyboard.press("Escape")
    page.wait_for_selector("#areas-map-picture .hovertext", state="detached")
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    page.wait_for_url("**/areas/*")
    assert page.inner_text("h1") in first


def test_escape_takes_away_what_pointing_says(page: Page) -> None:
    open_drawn(page, "/areas")
    page.locator("#areas-map-picture").scroll_into_view_if_needed()
    page.locator("#areas-map-picture .point").first.hover(force=True)
    page.wait_for_selector("#areas-map-picture .hovertext")
    page.keyboard.press("Escape")
    page.wait_for_selector("#areas-map-picture .hovertext", state="detached")


@pytest.mark.parametrize("path", ["/prosecutions?area=kent", "/areas", "/sentencing", "/guide"])
@pytest.mark.parametrize("size", [32, 64])
def test_large_text_stays_on_the_page(browser: Browser, site: str, path: str, size: int) -> None:
    """Text at 200 and 400 per cent, as a reader's own setting makes it."""
    context = browser.new_context(base_url=site, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    open_drawn(page, path)
    page.add_style_tag(content=f"html {{ font-size: {size}px !important; }}")
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => setTimeout(done)))")
    assert overflow(page) <= 0
    context.close()


def test_forced_colours_keep_focus_edges_and_lines(browser: Browser, site: str) -> None:
    context = browser.new_context(base_url=site, forced_colors="active", reduced_motion="reduce")
    page = context.new_page()
    open_drawn(page, "/prosecutions?area=kent,essex")
    assert violations(page) == []
    page.focus("select[name=offence]")
    style = page.evaluate(
        "() => { const s = getComputedStyle(document.activeElement);"
        " return [s.outlineStyle, s.outlineWidth]; }"
    )
    assert style == ["solid", "3px"]
    lines = page.evaluate(
        "[...document.querySelectorAll('.js-line')].map(one => getComputedStyle(one).stroke)"
    )
    assert lines
    assert "rgb(255, 255, 255)" not in lines
    context.close()


def test_nothing_moves_for_readers_who_asked_for_less_motion(page: Page) -> None:
    open_drawn(page, "/prosecutions")
    page.select_option("select[name=offence]", "stalking")
    moving = page.evaluate(
        "document.getAnimations().filter(one => one.effect.getTiming().duration > 0).length"
    )
    assert moving == 0


def test_a_file_is_taken_by_keyboard_alone(page: Page) -> None:
    open_drawn(page, "/prosecutions?area=kent")
    page.focus(".actions summary:has-text('Download')")
    page.keyboard.press("Enter")
    for _ in range(10):
        page.keyboard.press("Tab")
        if ".csv?" in str(page.evaluate("document.activeElement.href")):
            break
    with page.expect_download() as taken:
        page.keyboard.press("Enter")
    assert "kent" in taken.value.suggested_filename
