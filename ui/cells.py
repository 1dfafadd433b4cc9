"""Cells and rows of tables: Dash's own, made and written without its checks of every property.

A page of areas has several hundred; made as Dash makes them they take a quarter of its time.
"""

from __future__ import annotations

from typing import Any

from dash import html


class _Quick:
    """An element whose properties are known to be right."""

    _type: str
    _namespace: str

    def __init__(self, children: Any, **properties: Any) -> None:
        self.__dict__.update(properties, children=children)

    def to_plotly_json(self) -> dict[str, Any]:
        """What Dash sends of it."""
        return {
            "props": dict(self.__dict__),
            "type": self._type,
            "namespace": self._namespace,
        }


class Row(_Quick, html.Tr):
    """A row of a table."""


class Heading(_Quick, html.Th):
    """A cell that heads a row or a column, as its ``scope`` says."""


class Cell(_Quick, html.Td):
    """A cell."""
