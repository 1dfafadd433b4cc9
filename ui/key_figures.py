"""Key figures: the last value of a measure, how it stands to the year before, a small line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dash.development.base_component import Component

from ui import elements as html
from ui.spark import HEIGHT, WIDTH, spark


@dataclass(frozen=True)
class KeyFigure:
    """One key figure.

    Attributes:
        name: what it is, for example ``Prosecutions, 2024``.
        value: written out; what is said instead where there is none.
        change: how it stands to the year before; empty where it cannot be said.
        line: the values by year, for the small line; empty for none.
        breaks: places in it before which it is broken.
        path: the page that says more.
        more: the words of the link to it.
        beside: a further line under the small one, such as the rate; empty for none.
    """

    name: str
    value: str
    change: str
    line: Sequence[float | None]
    breaks: Sequence[int]
    path: str
    more: str
    beside: str = ""


def key_figures(figures: Sequence[KeyFigure]) -> Component:
    """Key figures side by side."""
    return html.Ul([_one(figure) for figure in figures], className="keys")


def _one(figure: KeyFigure) -> Component:
    drawn = sum(value is not None for value in figure.line) > 1
    picture = spark(figure.line, figure.breaks) if drawn else ""
    line = [html.Img(src=picture, alt="", width=WIDTH, height=HEIGHT)] if drawn else []
    change = [html.P(figure.change, className="change")] if figure.change else []
    beside = [html.P(figure.beside, className="change")] if figure.beside else []
    return html.Li(
        [
            html.P(figure.name, className="name"),
            html.P(figure.value, className="value"),
            *change,
            *line,
            *beside,
            html.P(html.A(figure.more, href=figure.path), className="change"),
        ]
    )
