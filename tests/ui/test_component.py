"""Components as plain data."""

from __future__ import annotations

import json

import pytest
from dash import html
from dash._utils import to_json
from dash.development.base_component import Component

from ui import elements
from ui.component import described, plain
from ui.markup import attributes
from ui.picture import Picture
from ui.selection_form import Field, Group, SelectionForm
from ui.server_render import to_html
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


OURS = [name for name, one in vars(elements).items() if one in elements.Element.__subclasses__()]


@pytest.mark.parametrize("name", OURS)
def test_our_elements_are_sent_as_dash_s_own(name: str) -> None:
    for given in ({}, {"children": ["x", None]}, {"id": "i", "className": "c"}):
        mine = getattr(elements, name)(**given, **attributes(aria_label="All"))
        its = getattr(html, name)(**given, **attributes(aria_label="All"))
        assert json.loads(to_json(mine)) == json.loads(to_json(its))
        assert to_html(mine) == to_html(its)


def test_an_element_takes_its_children_first_and_may_have_none() -> None:
    assert to_html(elements.P("x", title="t")) == '<p title="t">x</p>'
    assert to_html(elements.Div()) == "<div></div>"
    assert len(OURS) > 20
