"""Every page in a browser: accessible, quiet, as wide as the screen, readable without scripts."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page

from tests.browser.conftest import NARROW, WIDE
from tests.browser.looking import finding, open_details, open_drawn, overflow, violations

WITH_CHARTS = (
    "/",
    "/prosecutions?area=west-midlands,kent&show=index",
    "/convictions?area=west-midlands",
    "/sentencing",
    "/people?area=kent",
    "/areas?measure=custody_rate&area=west-midlands",
    "/areas/west-midlands",
    "/areas?show=rate",
    "/recorded-crime?area=west-midlands",
)
PAGES = (*WITH_CHARTS, "/data", "/guide", "/methods")
ODD = (
    "/prosecutions?area=nowhere&from=20x8",
    "/prosecutions?offence=murder&from=1999&to=1999",
)
NARROWEST = 320
SHIFTS = """window.shifted = 0;
new PerformanceObserver(list => list.getEntries().forEach(one => { window.shifted += one.value; }))
    .observe({type: 'layout-shift', buffered: true});"""
PUSH = """() => new Promise(done => {
    const block = document.createElement('div');
    block.style.height = '400px';
    document.body.prepend(block);
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)));
})"""


@pytest.fixture
def quiet(page: Page) -> Iterator[Page]:
    """A page that must say nothing on the console."""
    said: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            said.append(message.text)

    page.on("console", listen)
    yield page
    assert said == []


@pytest.mark.parametrize("path", [*PAGES, "/orders", *ODD])
def test_the_narrowest_page_is_accessible_and_fits(quiet: Page, path: str) -> None:
    quiet.set_viewport_size({"width": NARROWEST, "height": 900})
    open_drawn(quiet, path)
    assert violations(quiet) == []
    assert overflow(quiet) == 0


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("path", [*PAGES, "/orders", "/fact-check", "/areas/kent/story"])
def test_nothing_jumps_while_the_page_gets_ready(page: Page, path: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.add_init_script(SHIFTS)
    open_drawn(page, path)
    page.wait_for_load_state("networkidle")
    assert page.evaluate("window.shifted") < 0.05


def test_what_jumps_is_noticed(page: Page) -> None:
    page.add_init_script(SHIFTS)
    open_drawn(page, "/orders")
    page.evaluate(PUSH)
    page.wait_for_function("() => window.shifted > 0.05")


@pytest.mark.parametrize("path", PAGES)
def test_the_first_reading_is_what_dash_draws(browser: Browser, site: str, path: str) -> None:
    plain = browser.new_context(base_url=site, java_script_enabled=False).new_page()
    plain.goto(path)
    full = browser.new_context(base_url=site).new_page()
    open_drawn(full, path)
    assert plain.inner_text("h1") == full.inner_text("h1")
    read = [one.locator("table").all_inner_texts() for one in (plain, full)]
    assert read[0] == read[1] != []
    if path in WITH_CHARTS:
        assert finding(plain) == finding(full)
        assert plain.locator(".still:visible svg").count() > 0
    for one in (plain, full):
        one.context.close()


def test_without_scripts_the_form_works(browser: Browser, site: str) -> None:
    context = browser.new_context(base_url=site, java_script_enabled=False)
    page = context.new_page()
    page.goto("/prosecutions")
    page.select_option("select[name=offence]", "stalking")
    page.fill("input[list]", "Kent")
    page.uncheck("input[value=england-and-wales]")
    page.click("button:text('Show')")
    assert "stalking in cases dealt with in the Kent police force area" in finding(page)
    assert page.is_checked("input[value=kent]")
    context.close()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
def test_clicking_a_chart_is_offered_only_where_it_works(
    browser: Browser, site: str, scripts: bool
) -> None:
    page = browser.new_context(base_url=site, java_script_enabled=scripts).new_page()
    page.goto("/areas")
    assert page.locator("figcaption >> text=Click an area").first.is_visible() == scripts
    page.context.close()


def test_the_chart_is_one_picture_for_a_screen_reader(page: Page) -> None:
    open_drawn(page, "/prosecutions")
    picture = page.get_by_role("img")
    assert picture.count() == 1
    assert "first" in (picture.get_attribute("aria-label") or "")
    spoken = page.locator("body").aria_snapshot()
    assert "2,000" not in spoken.split("table")[0]
    assert (
        page.evaluate("document.getElementById('js-plotly-tester').getAttribute('aria-hidden')")
        == "true"
    )


def test_the_keyboard_reaches_everything_in_order(page: Page) -> None:
    open_drawn(page, "/prosecutions")
    seen = []
    for _ in range(40):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("document.activeElement.textContent.slice(0, 24)"))
        if seen[-1] == "Download":
            break
    assert seen[0] == "Skip to main content"
    assert seen.index("Methods") < seen.index("How to read this chart") < seen.index("Download")


# What is pressed and smaller than 24 pixels: links between words may be as wide as their word.
SMALL = """() => ['a', 'button', 'select', 'summary', 'textarea', 'input', 'label']
    .flatMap(name => [...document.querySelectorAll(name)])
    .filter(one => one.checkVisibility() && !one.matches('.skip, .choice input, [type=hidden]'))
    .map(one => [one.getBoundingClientRect(), one])
    .filter(([box, one]) => box.height < 24 || (box.width < 24 && !one.closest('p, li, sup')))
    .filter(([, one]) => one.tagName !== 'LABEL' || one.matches('.choice'))
    .map(([box, one]) => [one.textContent.trim().slice(0, 40), box.width, box.height])"""


@pytest.mark.parametrize("width", [WIDE, NARROWEST])
@pytest.mark.parametrize("path", ["/", "/areas", "/areas/kent", "/data", "/guide", "/fact-check"])
def test_what_is_pressed_is_24_pixels_high(page: Page, path: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    open_drawn(page, path)
    open_details(page)
    assert page.evaluate(SMALL) == []


@pytest.mark.parametrize("scripts", [True, False])
def test_an_answered_fact_check_leads_to_its_answer(
    browser: Browser, site: str, scripts: bool
) -> None:
    context = browser.new_context(base_url=site, java_script_enabled=scripts)
    page = context.new_page()
    page.goto("/fact-check")
    page.get_by_label("Your text").fill("In 2019, 5 people were prosecuted in Kent for stalking.")
    page.get_by_role("button", name="Check the figures").click()
    page.wait_for_url("**/fact-check#answers")
    assert page.title() == "1 figure found – Fact check – Protective orders in court"
    assert page.locator("h2:focus").inner_text() == "1 figure found"
    context.close()


@pytest.mark.parametrize("width", [WIDE, NARROWEST])
def test_links_of_an_embed_are_24_pixels_high(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/embed/prosecutions?area=kent")
    assert page.locator("a").count() > 1
    assert page.evaluate(SMALL) == []
