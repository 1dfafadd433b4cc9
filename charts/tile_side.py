"""What stands right of the tile map where there is room: its key, the highest and the lowest."""

from __future__ import annotations

from collections.abc import Sequence

from charts.classes import ColourClass
from charts.keyline import SQUARE
from charts.places import Place, reliable
from charts.small_cells import hidden_text, is_small
from charts.text import escape
from charts.theme import INK, QUIET, SMALL_SIZE, Part
from charts.values import tick_text, value_text
from outcomes.result import Result

# Tiles between the map and the column, its width, and the height of one of its lines.
GAP, WIDTH, LINE = 0.6, 4.2, 0.31
MOST_LISTED = 5
FEWEST_AREAS = 15


def key_entries(result: Result, classes: Sequence[ColourClass]) -> list[tuple[str, str]]:
    """Colour and words of each class, lowest first, and of what is not published."""
    found = [(one.colour, _class_text(result, one)) for one in classes]
    return [*found, ("#ffffff", _missing(result))]


def _missing(result: Result) -> str:
    return "– no rate, or not published" if result.measure.is_rate else "– not published"


def _class_text(result: Result, one: ColourClass) -> str:
    low, high = tick_text(result.measure, one.low), tick_text(result.measure, one.high)
    return low if low == high else f"{low} to {high}"


def side_column(
    result: Result,
    found: Sequence[Place],
    classes: Sequence[ColourClass],
    corner: tuple[float, float],
) -> list[Part]:
    """Annotations of the column, downwards from the corner (row, column) right of the map.

    Args:
        result: gives the unit.
        found: the areas drawn.
        classes: of the colours.
        corner: the first row and the last column of the map.
    """
    keys = [
        f'<span style="color:{colour}">{SQUARE}</span> {escape(words)}'
        for colour, words in reversed(key_entries(result, classes)[:-1])
    ]
    texts = [*keys, _missing(result)]
    order = reliable(result, found)
    if len(order) >= FEWEST_AREAS:
        texts += ["", "<b>Highest</b>", *(_told(result, one) for one in order[:MOST_LISTED])]
        texts += ["", "<b>Lowest</b>", *(_told(result, one) for one in order[-MOST_LISTED:])]
    row, column = corner
    return [
        _text(text, column + GAP, row - 0.3 + LINE * place)
        for place, text in enumerate(texts)
        if text
    ]


def _told(result: Result, one: Place) -> str:
    observation = one.observation
    written = hidden_text(result, observation, value_text(result.measure, observation))
    told = f"{escape(one.area.name)} {escape(written)}"
    if not result.measure.is_share or is_small(result, observation):
        return told
    return f"{told} ({int(observation.numerator or 0):,} of {observation.denominator or 0:,})"


def _text(text: str, x: float, y: float) -> Part:
    return {
        "text": text,
        "x": x,
        "y": y,
        "xanchor": "left",
        "yanchor": "middle",
        "showarrow": False,
        "borderpad": 0,
        "font": {"size": SMALL_SIZE + 1, "color": INK if text.startswith("<") else QUIET},
    }
