"""The tokens of every figure: colours, type, and the plain template of a layout.

Colours are those of the Government Analysis Function. Colour never stands alone: a dash, a
shape or a label goes with it.
"""

from __future__ import annotations

from typing import Any

Figure = dict[str, Any]
Part = dict[str, Any]

FONT = "Arial, Helvetica, sans-serif"
TEXT_SIZE, SMALL_SIZE, TITLE_SIZE, NARROW_TITLE_SIZE = 16, 14, 21, 18
LINE_HEIGHT = 1.3

INK = "#0b0c0c"
QUIET = "#505a5f"
RULE = "#d9dcde"
BACKGROUND = "#ffffff"

DARK_BLUE, TURQUOISE, DARK_PINK = "#12436D", "#28A197", "#801650"
ORANGE, DARK_GREY, LIGHT_PURPLE = "#F46A25", "#3D3D3D", "#A285D1"
CATEGORICAL = (DARK_BLUE, TURQUOISE, DARK_PINK, ORANGE, DARK_GREY, LIGHT_PURPLE)
# Lines, in this order: of all fours of the palette the one that stays furthest apart for
# readers without red or green cones, and its first two are the pair for two series.
LINES = (DARK_BLUE, ORANGE, TURQUOISE, LIGHT_PURPLE)
SEQUENTIAL = ("#092135", "#12436D", "#2073BC", "#6BACE6", "#ADD1F1")
OTHER = "#BFBFBF"
CLOSED = "#eef0f1"
BAND = "#d3dfea"

# The same hues dark enough to be read as text on white (at least 4.5 to 1).
TEXT_COLOURS = {
    ORANGE: "#B34A12",
    TURQUOISE: "#1C7A72",
    LIGHT_PURPLE: "#7A5BB5",
    OTHER: QUIET,
}

MOST_COLOURS = 4
DASHES = ("solid", "dash", "dot", "dashdot")
SYMBOLS = ("circle", "square", "diamond", "triangle-up")

# What every graph on a page is given beside its figure.
CONFIG: dict[str, Any] = {
    "displayModeBar": False,
    "showSendToCloud": False,
    "plotlyServerURL": "",
    "responsive": True,
}


def line_colours(number: int) -> tuple[str, ...]:
    """Colours of so many lines, most important first: at most four, then grey."""
    return tuple(LINES[place] if place < MOST_COLOURS else OTHER for place in range(number))


def text_colour(colour: str) -> str:
    """A colour as text on white."""
    return TEXT_COLOURS.get(colour, colour)


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2) of ``#rrggbb``, 0 for black to 1 for white."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio (WCAG 2) of two colours, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def ink_on(fill: str) -> str:
    """Black or white, whichever is read better on a fill."""
    return max((INK, BACKGROUND), key=lambda ink: contrast(ink, fill))


def template() -> Part:
    """The layout that every figure starts from; a new dictionary each time."""
    return {
        "font": {"family": FONT, "size": TEXT_SIZE, "color": INK},
        "paper_bgcolor": BACKGROUND,
        "plot_bgcolor": BACKGROUND,
        "showlegend": False,
        "dragmode": False,
        "hoverlabel": {
            "bgcolor": BACKGROUND,
            "bordercolor": QUIET,
            "align": "left",
            "font": {"family": FONT, "size": TEXT_SIZE, "color": INK},
        },
        "xaxis": axis(),
        "yaxis": axis(),
    }


def axis() -> Part:
    """An axis without lines, that cannot be zoomed; a new dictionary each time."""
    return {
        "showgrid": False,
        "zeroline": False,
        "showline": False,
        "ticks": "",
        "tickangle": 0,
        "fixedrange": True,
        "tickfont": {"family": FONT, "size": TEXT_SIZE, "color": QUIET},
    }
