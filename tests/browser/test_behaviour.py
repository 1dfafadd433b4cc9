"""A reader's walk: choosing, Back and Forward, reload, copying, late answers, a lost connection."""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, Route

from tests.browser.looking import finding, open_drawn, violations, wait_for_finding

FORM = "#prosecutions-selection"
OFFENCE, AREA, SEX = f"{FORM}-offence", f"{FORM}-area", f"{FORM}-sex"
CALLBACKS = "**/_dash-update-component"
MARKED = """() => [document.querySelector('.js-plotly-plot').dataset.mark,
    document.querySelector('form.selection').dataset.mark]"""


def asked(page: Page) -> dict[str, str]:
    """The parameters of the address."""
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def choose(page: Page, control: str, value: str, words: str) -> None:
    """Choose in a select, and wait for the finding to say so."""
    page.select_option(control, value)
    wait_for_finding(page, words)


def test_a_choice_changes_what_must_change_and_nothing_else(page: Page) -> None:
    open_drawn(page, "/prosecutions?utm_source=x")
    page.evaluate(
        "for (const one of ['.js-plotly-plot', 'form.selection'])"
        " document.querySelector(one).dataset.mark = 'same'"
    )
    page.focus(OFFENCE)
    choose(page, OFFENCE, "stalking", "for stalking")
    assert asked(page) == {"offence": "stalking", "area": "england-and-wales"}
    assert page.evaluate(MARKED) == ["same", "same"]
    assert page.evaluate("document.activeElement.id") == OFFENCE[1:]
    assert page.inner_text("#prosecutions-status") == finding(page)
    csv = page.locator(".downloads a[href*='.csv']").first.get_attribute("href") or ""
    assert "offence=stalking" in csv
    assert "offence=stalking" in (page.get_attribute("nav >> text=People", "href") or "")


def test_areas_by_typing(page: Page) -> None:
    open_drawn(page, "/prosecutions")
    page.focus(AREA)
    page.keyboard.type("west midlands")
    wait_for_finding(page, "compared with")
    assert asked(page)["area"] == "england-and-wales,west-midlands"
    assert page.input_value(AREA) == ""
    page.click(".choice:has-text('England and Wales')")
    wait_for_finding(page, "the West Midlands police force area")
    assert asked(page)["area"] == "west-midlands"
    assert page.evaluate("document.activeElement.id") == AREA[1:]


def test_an_area_that_is_not_known_is_said(page: Page) -> None:
    open_drawn(page, "/prosecutions?area=kent")
    page.focus(AREA)
    page.keyboard.type("Atlantis")
    assert page.get_attribute(AREA, "aria-invalid") is None
    page.keyboard.press("Enter")
    page.wait_for_selector("[role=alert]:has-text('No area has this name')")
    assert page.get_attribute(AREA, "aria-invalid") == "true"
    assert violations(page) == []
    page.fill(AREA, "Essex")
    wait_for_finding(page, "compared with")
    assert page.get_attribute(AREA, "aria-invalid") is None
    assert not page.is_visible(".unknown")


def test_back_forward_and_reload(page: Page) -> None:
    open_drawn(page, "/prosecutions")
    start = finding(page)
    choose(page, OFFENCE, "stalking", "for stalking")
    choose(page, SEX, "male", "male defendants")
    second = finding(page)
    page.go_back()
    wait_for_finding(page, "defendants were prosecuted for stalking")
    assert page.input_value(SEX) == ""
    page.go_back()
    wait_for_finding(page, start)
    assert page.input_value(OFFENCE) == "breach-of-protective-order"
    page.go_forward()
    page.go_forward()
    wait_for_finding(page, second)
    assert asked(page)["sex"] == "male"
    page.reload()
    wait_for_finding(page, second)
    open_drawn(page, "/convictions")
    page.go_back()
    wait_for_finding(page, second)


def test_a_shared_link_shows_the_same(page: Page) -> None:
    open_drawn(page, "/prosecutions")
    choose(page, OFFENCE, "stalking", "for stalking")
    told, link = finding(page), page.url
    page.goto("about:blank")
    page.goto(link)
    assert finding(page) == told


@pytest.mark.parametrize(("path", "name"), [("/prosecutions", ""), ("/areas/kent", "Kent")])
def test_a_choice_made_before_dash_has_started_counts(page: Page, path: str, name: str) -> None:
    waiting: list[Route] = []

    def hold(route: Route) -> None:
        waiting.append(route)

    page.route("**/_dash-layout", hold)
    page.goto(path, wait_until="commit")
    page.wait_for_selector("#first-reading select[name=offence]")
    page.wait_for_function("() => window.DashRenderer")
    page.select_option("select[name=offence]", "stalking")
    until(page, lambda: bool(waiting))
    waiting[0].continue_()
    wait_for_finding(page, "for stalking")
    assert asked(page)["offence"] == "stalking"
    assert name in finding(page)


def until(page: Page, true: Callable[[], bool]) -> None:
    """Let the page go on until something is so."""
    while not true():
        page.wait_for_event("request", timeout=5_000)


def test_a_late_answer_does_not_overwrite_a_newer_one(page: Page) -> None:
    open_drawn(page, "/prosecutions")
    held: list[Route] = []

    def hold_the_first(route: Route) -> None:
        if held:
            route.continue_()
        else:
            held.append(route)

    page.route(CALLBACKS, hold_the_first)
    with page.expect_request(CALLBACKS):
        page.select_option(SEX, "male")
    choose(page, SEX, "female", "female defendants")
    with page.expect_response(CALLBACKS):
        held[0].continue_()
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => setTimeout(done)))")
    assert "female defendants" in finding(page)


def test_a_lost_connection_is_said_and_tried_again(page: Page) -> None:
    open_drawn(page, "/prosecutions")
    page.route(CALLBACKS, lambda route: route.abort())
    page.select_option(SEX, "male")
    page.wait_for_selector("#connection:has-text('Trying again')")
    page.unroute(CALLBACKS)
    page.evaluate("window.dispatchEvent(new Event('online'))")
    wait_for_finding(page, "male defendants")
    assert not page.is_visible("#connection")


def test_copy_buttons_say_that_they_copied(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    open_drawn(page, "/prosecutions?area=kent")
    page.click("text=Copy link")
    page.wait_for_selector("#spoken:has-text('Copied')", state="attached")
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    page.click("summary:has-text('Cite')")
    page.click("details[open] button:text-is('Copy')")
    copied: Any = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.inner_text("#prosecutions-citation-1") != ""


def test_a_copy_button_has_its_name_again_after_two_clicks(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    open_drawn(page, "/prosecutions?area=kent")
    button = page.locator(".actions > button")
    for _ in range(2):
        button.click()
        page.wait_for_selector(".actions > button:has-text('Copied')")
    page.wait_for_selector(".actions > button:has-text('Copy link')")
    assert button.inner_text() == "Copy link"


def test_a_tile_leads_to_its_area(page: Page) -> None:
    open_drawn(page, "/areas")
    tile = page.locator("#areas-map-picture .point").first
    tile.scroll_into_view_if_needed()
    box = tile.bounding_box()
    assert box
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(*middle)
    page.wait_for_selector("#areas-map-picture .hovertext")
    page.mouse.click(*middle)
    page.wait_for_url("**/areas/*")
    page.wait_for_function("() => document.querySelector('h1')")
    assert page.inner_text("h1") != "Police force areas"


def test_an_area_page_keeps_its_area_out_of_the_query(page: Page) -> None:
    open_drawn(page, "/areas/kent")
    page.select_option("#area-selection-offence", "stalking")
    wait_for_finding(page, "stalking")
    assert urlsplit(page.url).path == "/areas/kent"
    assert asked(page) == {"offence": "stalking"}
    assert "Kent" in finding(page)


def test_an_area_page_stays_its_areas_on_the_way_back_and_forward(page: Page) -> None:
    open_drawn(page, "/areas/kent?area=essex")
    start = finding(page)
    choose(page, "#area-selection-offence", "stalking", "for stalking")
    second = finding(page)
    page.go_back()
    wait_for_finding(page, start)
    page.go_forward()
    wait_for_finding(page, second)
    assert "Kent" in start
    assert "Kent" in second


def test_the_figure_fits_when_the_screen_turns(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    open_drawn(page, "/prosecutions")
    assert page.locator(".graph .main-svg").first.bounding_box()["width"] < 390  # type: ignore[index]
    page.set_viewport_size({"width": 1000, "height": 500})
    page.wait_for_function("() => document.querySelector('.main-svg').clientWidth > 900")


def test_long_work_says_that_it_is_under_way(page: Page) -> None:
    open_drawn(page, "/prosecutions")
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route(CALLBACKS, hold)
    page.select_option(SEX, "male")
    page.wait_for_selector("#busy:has-text('Getting the figures')")
    held[0].continue_()
    wait_for_finding(page, "male defendants")
    assert page.inner_text("#busy") == ""


def test_two_tabs_keep_their_own_selections(page: Page) -> None:
    other = page.context.new_page()
    open_drawn(page, "/prosecutions")
    open_drawn(other, "/prosecutions?offence=stalking")
    told = finding(other)
    choose(page, SEX, "male", "male defendants")
    assert finding(other) == told
    other.reload()
    wait_for_finding(other, told)
    assert asked(other) == {"offence": "stalking"}


def test_copying_works_where_the_clipboard_is_kept_from_the_site(page: Page) -> None:
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined});")
    open_drawn(page, "/prosecutions?area=kent")
    page.click("text=Copy link")
    page.wait_for_selector("#spoken:has-text('Copied')", state="attached")
    assert page.evaluate("document.activeElement.textContent") == "Copied"
