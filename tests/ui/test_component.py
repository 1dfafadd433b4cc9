"""Components as plain data."""

from __future__ import annotations

import json

from dash import html
from dash._utils import to_json
from dash.development.base_component import Component

from ui.component import described, plain
from ui.markup import attributes
from ui.picture import Picture
from ui.selection_form import Field, Group, SelectionForm
from ui.tables import Listing, Table

FIGURE = {"data": [{"x": [1, 2], "y": (3.5, None)}], "layout": {"height": 300}}


def tree() -> Component:
    field = Field("offence", "Offence", "select", "a", (Group("", (("a", "A"),)),))
    return html.Div(
        [
            "text",
            None,
            html.P(["More ", html.A("there", href="/x", **attributes(data_keeps="area"))]),
            html.Details(html.Summary("One"), open=True, id="d", className="c"),
            Picture("p", FIGURE, FIGURE, leads="/areas/", stills=lambda: ("", "")),
            SelectionForm("form", "/there", [field], {"offence": "a"}),
            Table(Listing("Cases", ("Area", "Cases"), [("Kent", "1")]), "Map"),
            [html.Br(), (html.Strong("a"),)],
        ],
        role="group",
        **attributes(aria_label="All"),
    )


def test_plain_data_are_what_dash_sends_of_the_components() -> None:
    sent = json.loads(to_json(tree()))
    assert json.loads(json.dumps(plain(tree()))) == sent
    assert sent["props"]["children"][4]["props"]["wide"] == json.loads(json.dumps(FIGURE))


def test_plain_data_hold_no_component_and_leave_the_tree_as_it_was() -> None:
    made = tree()
    assert '"namespace":"outcomes_ui"' in to_json(plain(made))
    assert isinstance(made.children[2], html.P)
    assert described(html.P("x", hidden=True))["props"] == {"children": "x", "hidden": True}
