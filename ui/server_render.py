"""Writes a tree of Dash components as HTML: the first reading, and the page without JavaScript."""

from __future__ import annotations

import re
from functools import cache
from html import escape
from typing import Any

from dash.development.base_component import Component

from ui.component import described
from ui.picture import Picture, picture_html
from ui.selection_form import SelectionForm, form_html
from ui.tables import Table, table_html

VOID = frozenset({"br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"})
HTML_NAMES = {"className": "class", "htmlFor": "for", "hrefLang": "hreflang"}
UNSEEN = frozenset({"children", "key", "n_clicks", "disable_n_clicks", "n_clicks_timestamp"})
ELEMENTS = "dash_html_components"
CAPITAL = re.compile(r"[A-Z]")


def to_html(node: object) -> str:
    """HTML of a component, of text, or of a list of them; nothing for components without any."""
    if node is None or isinstance(node, bool):
        return ""
    if isinstance(node, list | tuple):
        return "".join(to_html(one) for one in node)
    if not isinstance(node, Component):
        return escape(str(node), quote=False)
    return _component_html(node)


def _component_html(node: Component) -> str:
    if isinstance(node, SelectionForm):
        return form_html(node)
    if isinstance(node, Picture):
        return picture_html(node)
    if isinstance(node, Table):
        return table_html(node)
    plain = described(node)
    return _element_html(plain) if plain["namespace"] == ELEMENTS else ""


def _element_html(plain: dict[str, Any]) -> str:
    tag, props = str(plain["type"]).lower(), plain["props"]
    attributes = "".join(
        _attribute_html(name, props[name])
        for name in sorted(props, key=_place_of)
        if name not in UNSEEN
    )
    start = f"<{tag}{attributes}>"
    return start if tag in VOID else f"{start}{to_html(props.get('children'))}</{tag}>"


@cache
def _place_of(name: str) -> tuple[bool, bool, str]:
    """Attributes stand in one order however they were given: the id first, ``data-…`` last."""
    return "-" in name, name != "id", name


def _attribute_html(name: str, value: object) -> str:
    if name.startswith(("aria-", "data-")):
        value = str(value).lower() if isinstance(value, bool) else value
    if value is None or value is False:
        return ""
    written = HTML_NAMES.get(name, name.lower())
    if value is True:
        return f" {written}"
    return f' {written}="{escape(_style(value) if isinstance(value, dict) else str(value))}"'


def _style(style: dict[str, Any]) -> str:
    def hyphened(name: str) -> str:
        return CAPITAL.sub(lambda letter: f"-{letter[0].lower()}", name)

    return ";".join(f"{hyphened(name)}:{value}" for name, value in style.items())
