"""What every figure owes its reader, whatever its kind; and that Plotly takes it."""

from __future__ import annotations

import json
import re
from html import escape
from typing import Any
from xml.etree import ElementTree as ET

import plotly.graph_objects as go
import pytest

from charts.canvas import PAGE, PHONE, Canvas
from charts.people import people
from charts.screens import NARROW, drawn
from charts.svg import render
from charts.text import plain, text_width
from charts.theme import Figure, Part
from tests.charts.builders import result
from tests.charts.figures import DRAWINGS

SHARE_CARD = Canvas(width=1200, height=630)
CANVASES = {"page": PAGE, "phone": PHONE, "card": SHARE_CARD}
EVERY = [
    pytest.param(name, canvas, id=f"{name} on a {kind}")
    for name in DRAWINGS
    for kind, canvas in CANVASES.items()
]
EMPTY = [name for name in DRAWINGS if name.endswith("of nothing")]


def walk(part: Any) -> list[Any]:
    """Every value in a figure."""
    if isinstance(part, dict):
        return [one for value in part.values() for one in walk(value)]
    if isinstance(part, list):
        return [one for value in part for one in walk(value)]
    return [part]


def texts(figure: Figure) -> list[str]:
    return [plain(part["text"]) for part in figure["layout"]["annotations"]]


@pytest.mark.parametrize(("name", "canvas"), EVERY)
def test_plotly_takes_the_figure(name: str, canvas: Canvas) -> None:
    go.Figure(DRAWINGS[name](canvas))


@pytest.mark.parametrize(("name", "canvas"), EVERY)
def test_a_figure_is_plain_data_with_only_the_traces_of_the_small_bundle(
    name: str, canvas: Canvas
) -> None:
    figure = DRAWINGS[name](canvas)
    plain_kinds = (str, int, float, bool, type(None))
    assert all(type(value) in plain_kinds for value in walk(figure))
    assert {trace["type"] for trace in figure["data"]} <= {"scatter", "bar"}
    json.dumps(figure, allow_nan=False)


@pytest.mark.parametrize(("name", "canvas"), EVERY)
def test_no_text_has_a_hole(name: str, canvas: Canvas) -> None:
    written = " ".join(str(value) for value in walk(DRAWINGS[name](canvas)) if value is not None)
    assert not re.search(r"\b(nan|NaN|None|inf)\b", written)


@pytest.mark.parametrize("name", list(DRAWINGS))
def test_a_picture_carries_finding_subtitle_source_and_edition(name: str) -> None:
    figure = DRAWINGS[name](PAGE)
    words, said = figure["layout"]["meta"], " ".join(texts(figure))
    assert words["title"].rstrip(".") in said
    assert words["subtitle"] in said
    assert words["source"] in said
    assert "2019-1a2b3c4d5e6f" in said


@pytest.mark.parametrize("name", list(DRAWINGS))
def test_without_furniture_the_words_are_left_to_the_page(name: str) -> None:
    figure = DRAWINGS[name](Canvas(furniture=False))
    words, said = figure["layout"]["meta"], " ".join(texts(figure))
    assert words["title"]
    assert words["description"]
    assert words["title"].rstrip(".") not in said
    assert words["source"] not in said


@pytest.mark.parametrize("furniture", [True, False])
def test_made_up_data_are_marked_across_every_picture(furniture: bool) -> None:
    made_up = DRAWINGS["trend of made-up data"](Canvas(furniture=furniture))
    official = DRAWINGS["trend"](Canvas(furniture=furniture))
    assert "DEMONSTRATION" in texts(made_up)
    assert "DEMONSTRATION" in render(made_up)
    assert "DEMONSTRATION" not in texts(official)


@pytest.mark.parametrize("name", EMPTY)
def test_a_figure_of_nothing_says_so_and_draws_nothing(name: str) -> None:
    figure = DRAWINGS[name](PAGE)
    assert figure["data"] == []
    assert "not published in the loaded editions" in figure["layout"]["meta"]["title"]
    assert any("published" in text for text in texts(figure)[:1])


@pytest.mark.parametrize(("name", "canvas"), EVERY)
def test_text_is_never_under_13_pixels_and_titles_fit_their_picture(
    name: str, canvas: Canvas
) -> None:
    for part in DRAWINGS[name](canvas)["layout"]["annotations"]:
        assert part["font"]["size"] >= 13


@pytest.mark.parametrize(("name", "canvas"), EVERY)
def test_the_svg_is_well_formed_of_the_told_size_and_within_its_edges(
    name: str, canvas: Canvas
) -> None:
    figure = DRAWINGS[name](canvas)
    root = ET.fromstring(render(figure))
    words = figure["layout"]["meta"]
    assert root.get("width") == str(words["width"])
    assert root.get("height") == str(words["height"])
    assert root.get("aria-label") == words["description"]
    for element in root.iter():
        for side, most in (("x", words["width"]), ("y", words["height"])):
            if element.tag.endswith(("tspan", "rect")) and element.get(side):
                assert -20 <= float(element.get(side, "0")) <= most + 20


def _has_points(trace: Part) -> bool:
    """Whether a trace draws points that are seen."""
    return "markers" in trace.get("mode", "") and trace["marker"].get("opacity", 1) > 0


@pytest.mark.parametrize("name", [name for name in DRAWINGS if name not in EMPTY])
def test_the_svg_draws_what_the_figure_has(name: str) -> None:
    figure = DRAWINGS[name](PAGE)
    drawn = render(figure)
    bars = sum(
        1
        for trace in figure["data"]
        if trace["type"] == "bar"
        for length in trace["x" if trace.get("orientation") == "h" else "y"]
        if length
    )
    assert drawn.count("<rect") >= bars + 1
    if any(_has_points(trace) for trace in figure["data"]):
        assert "<circle" in drawn or "<polygon" in drawn


def test_a_trace_that_the_renderer_does_not_know_is_refused() -> None:
    figure = DRAWINGS["trend"](PAGE)
    figure["data"][0]["type"] = "pie"
    with pytest.raises(ValueError, match="pie"):
        render(figure)


def test_a_name_with_markup_stays_a_name() -> None:
    figure = DRAWINGS["trend"](Canvas(title="<script>alert(1)</script> & more"))
    assert "<script>" not in render(figure)
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; more" in render(figure)


@pytest.mark.parametrize("canvas", [PAGE, PHONE])
def test_the_head_of_a_side_without_long_bars_has_room(canvas: Canvas) -> None:
    made = result({("male", "30-39"): 6_530, ("female", "30-39"): 205}, by=("sex", "age_range"))
    layout = people(made, canvas=canvas)["layout"]
    low, high = layout["xaxis"]["range"]
    room = (canvas.width - layout["margin"]["l"] - layout["margin"]["r"]) * high / (high - low)
    assert room >= text_width("Female 205", canvas.text_size, bold=True) + 6


@pytest.mark.parametrize("name", list(DRAWINGS))
def test_a_page_s_narrow_figure_is_drawn_with_the_words_of_the_wide_one(name: str) -> None:
    made = drawn(DRAWINGS[name])
    alone = DRAWINGS[name](NARROW)
    words = alone["layout"].pop("meta")
    assert made.narrow == alone
    assert made.description == words["description"]
    assert f'aria-label="{escape(made.description)}"' in made.stills()[1]
