"""Small parts that pages of text are put together from."""

from __future__ import annotations

from collections.abc import Sequence

from dash.development.base_component import Component

from ui import elements as html
from ui.markup import attributes


def part(heading: str, name: str, *content: Component) -> Component:
    """A part of a page with its own address (``#name``)."""
    return html.Section([html.H2(heading, id=name), *content])


def contents(parts: Sequence[tuple[str, str]]) -> Component:
    """Links to the parts of a page: name and heading of each."""
    items = [html.Li(html.A(heading, href=f"#{name}")) for name, heading in parts]
    return html.Nav(html.Ul(items), className="contents", **attributes(aria_label="On this page"))


def bytes_text(size: int) -> str:
    """A size for readers: ``4.5 MB``, ``312 kB``."""
    return f"{size / 1_000_000:,.1f} MB" if size >= 1_000_000 else f"{max(1, size // 1000)} kB"


def years_text(years: Sequence[int]) -> str:
    """Years as runs: ``2009 to 2016, 2018``; ``no year`` for none."""
    runs: list[list[int]] = []
    for year in sorted(years):
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    texts = [str(run[0]) if len(run) == 1 else f"{run[0]} to {run[-1]}" for run in runs]
    return ", ".join(texts) or "no year"
