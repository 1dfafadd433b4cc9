"""Components of our own, and components as the plain data that the browser gets.

Dash checks each property of each component that is made, looks on the disk for a package of our
name, and asks each component for thirty properties when it is sent. A page has two hundred.
Ours are made and sent without that.
"""

from __future__ import annotations

from typing import Any

from dash.development.base_component import Component


class OwnComponent(Component):
    """A component whose browser's half is in ``assets``; its properties are those it is given."""

    _children_props: list[str] = []  # noqa: RUF012 (Dash reads them so)
    _base_nodes: list[str] = ["children"]  # noqa: RUF012 (Dash reads them so)
    _namespace = "outcomes_ui"
    _valid_wildcard_attributes: list[str] = []  # noqa: RUF012 (Dash reads them so)
    available_wildcard_properties: list[str] = []  # noqa: RUF012 (Dash reads them so)
    _prop_names: list[str]

    def __init__(self, **properties: object) -> None:
        """A component with these properties, each of them in ``_prop_names``."""
        for name, value in properties.items():
            setattr(self, name, value)

    @property
    def properties(self) -> dict[str, Any]:
        """What the browser's half gets."""
        given = vars(self)
        return {name: given[name] for name in self._prop_names if name in given}

    def to_plotly_json(self) -> dict[str, Any]:
        """What Dash asks of a component that it sends."""
        return described(self)


def described(node: Component) -> dict[str, Any]:
    """What Dash sends of a component: its type, namespace and properties, children as they are."""
    if not isinstance(node, OwnComponent):
        sent: dict[str, Any] = node.to_plotly_json()  # type: ignore[no-untyped-call]
        return sent
    kind, namespace = node._type, node._namespace  # noqa: SLF001 (Dash's names)
    return {"props": node.properties, "type": kind, "namespace": namespace}


def plain(node: object) -> Any:
    """The same as Dash sends of a tree of components, as dictionaries, lists and text."""
    if isinstance(node, list | tuple):
        return [plain(one) for one in node]
    if not isinstance(node, Component):
        return node
    sent = described(node)
    if "children" in sent["props"]:
        sent["props"]["children"] = plain(sent["props"]["children"])
    return sent
