"""The second map, where the boundaries of areas are loaded: its weight, and its three ways in."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from etl.neighbours.boundaries import keep_boundaries, make_boundaries
from tests.browser.looking import open_details, open_drawn, overflow, violations
from tests.browser.test_library import DOCUMENT, WHOLE_PAGE, weigh
from tests.serving import serve

MAP = "#areas-boundaries-picture"
# The western end of an area on the screen, far from its middle: a place inside its outline.
INSIDE = """([map, name]) => {
    const box = document.querySelector(map + ' .js-plotly-plot'), layout = box._fullLayout;
    const area = box.data.find(one => one.name === name), frame = box.getBoundingClientRect();
    const at = (axis, value) => axis._offset + axis.d2p(value);
    const outline = new Path2D(), pen = document.createElement('canvas').getContext('2d');
    const end = area.x.indexOf(null) < 0 ? area.x.length : area.x.indexOf(null);
    const corners = area.x.slice(0, end).map((x, place) =>
        [at(layout.xaxis, x), at(layout.yaxis, area.y[place])]);
    corners.forEach(corner => outline.lineTo(...corner));
    const west = Math.min(...corners.map(corner => corner[0]));
    for (let x = west + 30; x < west + 60; x += 1) {
        for (const [, y] of corners) {
            const near = [[0, 0], [3, 0], [-3, 0], [0, 3], [0, -3]];
            if (near.every(([dx, dy]) => pen.isPointInPath(outline, x + dx, y + dy))) {
                return [frame.left + x, frame.top + y];
            }
        }
    }
}"""


@pytest.fixture(scope="module")
def mapped_site(
    demonstration: Path, real_data: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The site with made-up figures within the real boundaries."""
    shapes = real_data / "geography" / "police_force_areas_2020.geojson"
    if not shapes.is_file():
        pytest.skip("no boundaries among the real files")
    data_dir = tmp_path_factory.mktemp("mapped") / "data"
    shutil.copytree(demonstration, data_dir)
    keep_boundaries(make_boundaries(shapes.read_bytes(), shapes.name), data_dir)
    with serve(data_dir, data_dir.parent / "log") as address:
        yield address


@pytest.fixture
def mapped(browser: Browser, mapped_site: str) -> Iterator[Page]:
    """An empty page of that site."""
    context = browser.new_context(base_url=mapped_site, viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def test_a_click_inside_a_boundary_opens_that_area(mapped: Page) -> None:
    open_drawn(mapped, "/areas?offence=all-offences")
    mapped.locator(MAP).scroll_into_view_if_needed()
    inside = mapped.evaluate(INSIDE, [MAP, "devon-and-cornwall"])
    mapped.mouse.move(*inside)
    mapped.wait_for_selector(f"{MAP} .hovertext:has-text('Devon and Cornwall')")
    mapped.mouse.click(*inside)
    mapped.wait_for_url("**/areas/devon-and-cornwall")


def test_keyboard_and_list_lead_to_areas_too(mapped: Page) -> None:
    open_drawn(mapped, "/areas")
    mapped.wait_for_selector("#areas-boundaries-image[tabindex='0']")
    open_details(mapped)
    assert mapped.locator(".part-boundaries .many a").count() == 43
    mapped.focus("#areas-boundaries-image")
    mapped.keyboard.press("End")
    said = mapped.inner_text("#spoken")
    mapped.keyboard.press("Enter")
    mapped.wait_for_url("**/areas/*")
    assert mapped.inner_text("h1") in said


@pytest.mark.parametrize("width", [1280, 320])
def test_the_map_is_accessible_and_fits(mapped: Page, width: int) -> None:
    mapped.set_viewport_size({"width": width, "height": 900})
    open_drawn(mapped, "/areas")
    assert violations(mapped) == []
    assert overflow(mapped) == 0


def test_the_page_with_the_map_is_light(mapped: Page) -> None:
    weights = weigh(mapped, "/areas")
    assert next(size for address, size in weights.items() if address.endswith("/areas")) <= DOCUMENT
    assert sum(weights.values()) <= WHOLE_PAGE


def test_without_boundaries_the_page_says_so(page: Page) -> None:
    open_drawn(page, "/areas")
    assert "boundaries of the areas are not loaded" in page.inner_text(".part-boundaries").replace(
        "\n", " "
    )
