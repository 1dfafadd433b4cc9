"""Components as HTML."""

import pytest
from dash import dcc, html

from ui.picture import Picture
from ui.server_render import to_html
from ui.tables import Listing, Table

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


def test_a_table_has_caption_scopes_and_a_region() -> None:
    table = Table(
        Listing("Cases <2019>", ("Area", "Cases"), [("Kent", "1"), ("Essex", "2")]), "Map"
    )
    assert to_html(table) == (
        '<div class="table-frame" role="region" tabindex="0" aria-label="Map: Cases &lt;2019&gt;">'
        "<table><caption>Cases &lt;2019&gt;</caption>"
        '<thead><tr><th scope="col">Area</th><th scope="col">Cases</th></tr></thead>'
        '<tbody><tr><th scope="row">Kent</th><td>1</td></tr>'
        '<tr><th scope="row">Essex</th><td>2</td></tr></tbody></table></div>'
    )
