"""HTML elements, by the names that ``dash.html`` has for them, made without its checks.

Dash writes five lists into each element and looks up each property in them: a third of what a page
takes to be put together. These are sent as the same elements.
"""

from __future__ import annotations

from typing import Any

from ui.component import OwnComponent


class Element(OwnComponent):
    """An element with its children and attributes, by Dash's names for them."""

    _namespace = "dash_html_components"
    _type = ""

    def __init__(self, children: object = None, **attributes: object) -> None:
        """An element; attributes that Python cannot name are given by ``ui.markup.attributes``."""
        vars(self).update(children=children, **attributes)

    @property
    def properties(self) -> dict[str, Any]:
        """All that it was given."""
        return dict(vars(self))


def _element(name: str) -> type[Element]:
    return type(name, (Element,), {"_type": name, "__module__": __name__})


A, Br, Button, Code, Dd, Details, Div, Dl, Dt, Figcaption, Figure, Footer = map(
    _element,
    (
        "A", "Br", "Button", "Code", "Dd", "Details", "Div", "Dl", "Dt", "Figcaption", "Figure",
        "Footer",
    ),
)  # fmt: skip
H1, H2, H3, Header, Img, Li, Nav, P, Pre, Section, Span, Strong, Summary, Ul = map(
    _element,
    (
        "H1", "H2", "H3", "Header", "Img", "Li", "Nav", "P", "Pre", "Section", "Span", "Strong",
        "Summary", "Ul",
    ),
)  # fmt: skip
