"""The squares of the tile map, and the strokes across those without published figures."""

from __future__ import annotations

from collections.abc import Sequence

from charts.places import Place
from charts.theme import INK, QUIET, Part

HALF = 0.47


def tile_shapes(found: Sequence[Place], fills: Sequence[str], focus: str | None) -> list[Part]:
    """A square for each area in its fill, the one in focus with a thick edge."""
    shapes = []
    for one, fill in zip(found, fills, strict=True):
        row, column = one.area.tile or (0, 0)
        chosen = one.area.slug == focus
        shapes.append(_square(row, column, fill, INK if chosen else QUIET, 4 if chosen else 1))
        if one.value is None:
            shapes += _hatch(row, column)
    return shapes


def _square(row: int, column: int, fill: str, colour: str, width: float) -> Part:
    return {
        "type": "rect",
        "xref": "x",
        "yref": "y",
        "x0": column - HALF,
        "x1": column + HALF,
        "y0": row - HALF,
        "y1": row + HALF,
        "fillcolor": fill,
        "line": {"color": colour, "width": width},
        "layer": "below",
    }


def _hatch(row: int, column: int) -> list[Part]:
    """Two short strokes across opposite corners: nothing is published here."""
    corner = HALF * 0.55
    ends = [
        ((column - HALF, row - HALF + corner), (column - HALF + corner, row - HALF)),
        ((column + HALF - corner, row + HALF), (column + HALF, row + HALF - corner)),
    ]
    return [
        {
            "type": "line",
            "xref": "x",
            "yref": "y",
            "x0": x0,
            "x1": x1,
            "y0": y0,
            "y1": y1,
            "line": {"color": QUIET, "width": 1, "dash": "solid"},
            "layer": "below",
        }
        for (x0, y0), (x1, y1) in ends
    ]
