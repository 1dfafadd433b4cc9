"""The chart library of our own: it draws every figure, and a whole page stays light."""

from typing import Any

import pytest
from playwright.sync_api import Page

from charts.canvas import PAGE, PHONE
from charts.theme import CONFIG
from tests.browser.looking import open_drawn
from tests.charts.figures import DRAWINGS
from ui.statics import library_address

WHOLE_PAGE, DOCUMENT = 550_000, 60_000
CHART_PAGES = (
    "/",
    "/prosecutions",
    "/convictions",
    "/sentencing",
    "/people",
    "/areas",
    "/areas/west-midlands",
)
DRAW = """async ([figure, config]) => {
    const box = document.createElement('div');
    box.style.width = figure.layout.meta.width + 'px';
    document.body.replaceChildren(box);
    await Plotly.newPlot(box, figure.data, figure.layout, config);
    return {
        traces: box._fullData.map(one => one.type + (one.visible === true ? '' : ' unseen')),
        notes: box.querySelectorAll('.annotation').length,
        shapes: box.querySelectorAll('.shapelayer path').length,
        drawn: box.querySelectorAll('.scatterlayer .trace, .barlayer .trace').length,
        problems: (Plotly.validate(figure.data, figure.layout) || [])
            .filter(one => one.code !== 'unused' && one.code !== 'invisible').map(one => one.msg),
    };
}"""


@pytest.fixture
def library(page: Page) -> Page:
    """An empty page of the site with the chart library and nothing else."""
    page.goto("/methods")
    page.add_script_tag(url=library_address())
    return page


def test_the_library_draws_every_figure(library: Page) -> None:
    for name, draw in DRAWINGS.items():
        for canvas in (PAGE, PHONE):
            figure = draw(canvas)
            drawn = library.evaluate(DRAW, [figure, CONFIG])
            layout = figure["layout"]
            assert drawn["traces"] == [one["type"] for one in figure["data"]], name
            assert drawn["notes"] == len(layout["annotations"]), name
            assert drawn["shapes"] == len(layout["shapes"]), name
            assert drawn["drawn"] == len(figure["data"]), name
            assert drawn["problems"] == [], name


@pytest.mark.parametrize("path", CHART_PAGES)
def test_a_whole_chart_page_is_light(page: Page, path: str) -> None:
    weights = weigh(page, path)
    document = next(size for address, size in weights.items() if address.endswith(path))
    assert document <= DOCUMENT
    assert sum(weights.values()) <= WHOLE_PAGE
    assert not [address for address in weights if "/dcc/" in address or "dash_table" in address]


def weigh(page: Page, path: str) -> dict[str, int]:
    """Bytes over the wire of each address that a page asks for, headers with them."""
    watching = page.context.new_cdp_session(page)
    watching.send("Network.enable")
    names: dict[str, str] = {}
    weights: dict[str, int] = {}

    def heard(event: dict[str, Any]) -> None:
        names[event["requestId"]] = event["response"]["url"]

    def ended(event: dict[str, Any]) -> None:
        address = names.get(event["requestId"], event["requestId"])
        weights[address] = weights.get(address, 0) + int(event["encodedDataLength"])

    watching.on("Network.responseReceived", heard)
    watching.on("Network.loadingFinished", ended)
    open_drawn(page, path)
    page.wait_for_load_state("networkidle")
    return weights
