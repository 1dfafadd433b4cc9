"""Components as HTML."""

import pytest
from dash import dcc, html

from ui.picture import Picture
from ui.server_render import to_html

FIGURE = {"data": [], "layout": {"height": 300}}


def test_elements_attributes_and_children() -> None:
    node = html.Div([html.P("One"), None, html.Br(), 2], id="x", className="y")
    assert to_html(node) == '<div id="x" class="y"><p>One</p><br>2</div>'


@pytest.mark.parametrize("text", ["<script>", '"&<'])
def test_text_and_attributes_are_escaped(text: str) -> None:
    written = to_html(html.P(text, title=text))
    assert "<script" not in written
    assert written.count("<") == 2


def test_names_that_differ_between_react_and_html() -> None:
    written = to_html(html.Label("L", htmlFor="x", tabIndex="0", style={"fontSize": "2px"}))
    assert ' for="x"' in written
    assert ' tabindex="0"' in written
    assert ' style="font-size:2px"' in written


def test_true_and_false() -> None:
    assert to_html(html.Details("x", open=True)) == "<details open>x</details>"
    assert to_html(html.Details("x", open=False)) == "<details>x</details>"
    hidden = html.Div("x", **{"aria-hidden": "true", "data-n": "1"})
    assert ' aria-hidden="true"' in to_html(hidden)
    assert ' data-n="1"' in to_html(hidden)


def test_what_has_no_html_is_left_out() -> None:
    assert to_html([dcc.Store(id="s"), True, "text"]) == "text"


def test_a_picture_gives_both_stills() -> None:
    picture = Picture("p", FIGURE, FIGURE, stills=lambda: ("<svg>w</svg>", "<svg>n</svg>"))
    written = to_html(picture)
    assert '<div class="graph still wide" style="height:300px" data-library="' in written
    assert "<svg>w</svg></div>" in written
    assert "<svg>n</svg>" in written
