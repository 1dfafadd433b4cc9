"""The palette: readable as text, legible in tiles, told apart by those who are colour-blind."""

from __future__ import annotations

import pytest

from charts import theme
from charts.shares import SENTENCE_COLOURS


@pytest.mark.parametrize("colour", [*theme.CATEGORICAL, theme.OTHER])
def test_text_in_a_colour_of_a_line_is_readable_on_white(colour: str) -> None:
    assert theme.contrast(theme.text_colour(colour), theme.BACKGROUND) >= 4.5


@pytest.mark.parametrize("colour", [theme.INK, theme.QUIET])
def test_text_is_readable_on_white_and_on_the_shaded_band(colour: str) -> None:
    assert theme.contrast(colour, theme.BACKGROUND) >= 4.5
    assert theme.contrast(colour, theme.CLOSED) >= 4.5


@pytest.mark.parametrize("fill", [*theme.SEQUENTIAL, *SENTENCE_COLOURS.values(), "#ffffff"])
def test_text_inside_a_fill_is_readable(fill: str) -> None:
    assert theme.contrast(theme.ink_on(fill), fill) >= 4.5


def test_contrast_is_that_of_the_standard() -> None:
    assert theme.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert theme.contrast("#F46A25", "#ffffff") == pytest.approx(3.0, abs=0.05)


def test_at_most_four_colours_then_grey() -> None:
    colours = theme.line_colours(7)
    assert len(set(colours[:4])) == 4
    assert set(colours[4:]) == {theme.OTHER}


def test_two_lines_have_the_two_colours_that_are_furthest_apart() -> None:
    assert theme.line_colours(2) == (theme.DARK_BLUE, theme.ORANGE)


def test_lines_of_different_colour_differ_in_dash_and_shape_too() -> None:
    assert len(set(theme.DASHES)) == len(set(theme.SYMBOLS)) == theme.MOST_COLOURS


# Full loss of the long-wave (protanopia) and the middle-wave (deuteranopia) cones, in linear
# light: Viénot, Brettel and Mollon (1999).
PROTAN = ((0.11238, 0.88762, 0.0), (0.11238, 0.88762, 0.0), (0.00401, -0.00401, 1.0))
DEUTAN = ((0.29275, 0.70725, 0.0), (0.29275, 0.70725, 0.0), (-0.02234, 0.02234, 1.0))
Matrix = tuple[tuple[float, float, float], ...]


def seen(colour: str, matrix: Matrix) -> tuple[float, float, float]:
    linear = [(int(colour[place : place + 2], 16) / 255) ** 2.2 for place in (1, 3, 5)]
    red, green, blue = (sum(a * b for a, b in zip(row, linear, strict=True)) for row in matrix)
    return max(red, 0) ** (1 / 2.2), max(green, 0) ** (1 / 2.2), max(blue, 0) ** (1 / 2.2)


@pytest.mark.parametrize("matrix", [PROTAN, DEUTAN])
@pytest.mark.parametrize("number", [2, 3, 4])
def test_lines_stay_apart_without_red_or_green_cones(matrix: Matrix, number: int) -> None:
    colours = [seen(colour, matrix) for colour in theme.line_colours(number)]
    for place, one in enumerate(colours):
        for other in colours[place + 1 :]:
            assert sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5 > 0.2
