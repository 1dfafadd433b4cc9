"""People by sex and age: a pyramid, men at the left, women at the right."""

from __future__ import annotations

from collections.abc import Sequence

from charts.bars import Bar, bar_plot, base_line
from charts.canvas import PAGE, Canvas, Plot
from charts.describe import caption
from charts.empty import empty
from charts.furniture import draw
from charts.pyramid import EVERYBODY, Pyramid, Row, pyramid
from charts.small_cells import FEWER_THAN_5, NOT_SHOWN
from charts.text import escape, text_width, widest
from charts.theme import BACKGROUND, DARK_BLUE, INK, ORANGE, Figure, Part, axis, text_colour
from outcomes import numbers
from outcomes.result import Result

SIDES = {"male": (-1, DARK_BLUE, "Male"), "female": (1, ORANGE, "Female")}
THICKNESS = 0.78
BRIEF = "<5"


def people(result: Result, *, canvas: Canvas = PAGE) -> Figure:
    """A pyramid of counts by age and sex; plain bars where only one of the two is split.

    Counts from 1 to 4 are hollow bars of one length, written ``fewer than 5``; those that would
    give one away have no bar.

    Args:
        result: counts by ``sex``, ``age_range`` or ``age_group``; its last year is drawn.
        canvas: the space and title.
    """
    found = pyramid(result)
    if not found.total:
        return empty(result, canvas=canvas)
    both = len(found.by_age) > 1 and EVERYBODY not in found.by_sex
    plot = _pyramid_plot(found, canvas) if both else _bars(found, canvas)
    words = caption(result, canvas, more=_left_out(found) if both else [])
    return draw(plot, words, canvas)


def _left_out(found: Pyramid) -> list[str]:
    others = {sex: count for sex, count in found.by_sex.items() if sex not in SIDES and count}
    if not others:
        return []
    told = {found.heads[sex] for sex in others}
    if told & {FEWER_THAN_5, NOT_SHOWN}:
        return ["Not drawn: people of other or unknown sex."]
    return [f"Not drawn: {numbers.count(sum(others.values()))} of other or unknown sex."]


def _pyramid_plot(found: Pyramid, canvas: Canvas) -> Plot:
    size = canvas.text_size
    rows = found.rows
    left = widest([row.label for row in rows], size) + 16
    reaches = _reaches(found, canvas, canvas.width - left - 16)
    return Plot(
        traces=[_side(rows, sex) for sex in SIDES],
        xaxis={**axis(), "visible": False, "range": [-reaches[0], reaches[1]]},
        yaxis={
            **axis(),
            "range": [-0.5, len(rows) - 0.5],
            "tickmode": "array",
            "tickvals": list(range(len(rows))),
            "ticktext": [escape(row.label) for row in rows],
            "tickfont": {**axis()["tickfont"], "size": size, "color": INK},
        },
        annotations=[
            *(_text(row, place, sex, canvas) for place, row in enumerate(rows) for sex in SIDES),
            *(_head(sex, found, canvas) for sex in SIDES),
        ],
        left=left,
        head=size * 1.3 + 10,
        foot=10,
        rows=len(rows),
        shapes=[base_line()],
        extra={"barmode": "relative", "hovermode": "closest"},
    )


def _reaches(found: Pyramid, canvas: Canvas, width: float) -> tuple[float, float]:
    """How far the axis goes to either side, in people, with room for the texts at the bars."""
    texts = [[_written(row, sex, canvas) for row in found.rows] for sex in SIDES]
    heads = [text_width(_head_text(sex, found), canvas.text_size, bold=True) + 10 for sex in SIDES]
    highest = [max(row.lengths.get(sex, 0) for row in found.rows) for sex in SIDES]
    rooms = [widest(written, canvas.text_size) + 14 for written in texts]
    unit = _unit(highest, rooms, width)
    # A head stands over its side from the middle outwards: over the longest bar and its text.
    rooms = [
        max(room, head - high / unit)
        for room, head, high in zip(rooms, heads, highest, strict=True)
    ]
    unit = _unit(highest, rooms, width)
    return highest[0] + rooms[0] * unit, highest[1] + rooms[1] * unit


def _unit(highest: Sequence[float], rooms: Sequence[float], width: float) -> float:
    """People for each pixel, where so many pixels beside the longest bars are kept free."""
    return max(1.0, sum(highest)) / max(60.0, width - sum(rooms))


def _side(rows: tuple[Row, ...], sex: str) -> Part:
    sign, colour, name = SIDES[sex]
    small = [row.texts.get(sex) == FEWER_THAN_5 for row in rows]
    return {
        "type": "bar",
        "orientation": "h",
        "name": name,
        "x": [sign * row.lengths.get(sex, 0) for row in rows],
        "y": list(range(len(rows))),
        "width": THICKNESS,
        "marker": {
            "color": [BACKGROUND if few else colour for few in small],
            "line": {"color": [colour] * len(rows), "width": [2 * few for few in small]},
        },
        "hovertext": [
            f"<b>{name}, {escape(row.label)}</b><br>{row.texts.get(sex, '0')}" for row in rows
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _written(row: Row, sex: str, canvas: Canvas) -> str:
    text = row.texts.get(sex, "0")
    return BRIEF if canvas.narrow and text == FEWER_THAN_5 else text


def _text(row: Row, place: int, sex: str, canvas: Canvas) -> Part:
    sign, _, _ = SIDES[sex]
    return {
        "text": escape(_written(row, sex, canvas)),
        "x": sign * row.lengths.get(sex, 0),
        "y": place,
        "xanchor": "left" if sign > 0 else "right",
        "yanchor": "middle",
        "xshift": 6 * sign,
        "showarrow": False,
        "borderpad": 0,
        "font": {"size": canvas.text_size, "color": INK},
    }


def _head(sex: str, found: Pyramid, canvas: Canvas) -> Part:
    sign, colour, _ = SIDES[sex]
    return {
        "text": f"<b>{escape(_head_text(sex, found))}</b>",
        "xref": "x",
        "yref": "paper",
        "x": 0,
        "y": 1,
        "xanchor": "left" if sign > 0 else "right",
        "yanchor": "bottom",
        "xshift": 6 * sign,
        "showarrow": False,
        "borderpad": 0,
        "font": {"size": canvas.text_size, "color": text_colour(colour)},
    }


def _head_text(sex: str, found: Pyramid) -> str:
    return f"{SIDES[sex][2]} {found.heads.get(sex, '0')}"


def _bars(found: Pyramid, canvas: Canvas) -> Plot:
    pairs = [(row, sex) for row in found.rows for sex in row.texts]
    by_age = EVERYBODY in found.by_sex
    bars = [
        Bar(
            name=row.label if by_age else sex[:1].upper() + sex[1:],
            value=row.lengths[sex],
            text=row.texts[sex],
            key=row.label if by_age else sex,
            hover=f"<b>{escape(row.label if by_age else sex)}</b><br>{escape(row.texts[sex])}",
            hollow=row.texts[sex] == FEWER_THAN_5,
        )
        for row, sex in pairs
    ]
    plot = bar_plot(bars, max(bar.value or 0 for bar in bars), canvas)
    plot.right = max(plot.right, text_width(FEWER_THAN_5, canvas.text_size))
    return plot
