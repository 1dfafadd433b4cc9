"""Sentences of one year as stacked rows, one an area; for one area, one bar a sentence."""

from __future__ import annotations

from charts.bars import LEAST_ROWS, THICKNESS, Bar, bar_plot
from charts.canvas import Canvas, Plot
from charts.keyline import key_rows
from charts.keys import key_label
from charts.shares import SENTENCE_COLOURS, SENTENCES, Whole
from charts.text import escape, text_width, widest
from charts.theme import BACKGROUND, INK, Part, axis, ink_on
from outcomes import numbers
from outcomes.result import Result


def rows_plot(result: Result, drawn: list[Whole], canvas: Canvas, *, shares: bool) -> Plot:
    """Stacked rows, or plain bars where there is one whole only."""
    if len(drawn) == 1:
        return _single(drawn[0], canvas)
    names = [_name(result, one) for one in drawn]
    size = canvas.text_size
    left = widest(names, size) + 14
    highest = 1.0 if shares else float(max(one.total for one in drawn))
    width = canvas.width - left - 16
    key, head = key_rows([(SENTENCE_COLOURS[part], part) for part in SENTENCES], left, canvas)
    spare = max(0.0, (LEAST_ROWS - len(drawn)) / 2)
    return Plot(
        traces=[_trace(drawn, names, part, shares=shares) for part in SENTENCES],
        xaxis={**axis(), "visible": False, "range": [0, highest]},
        yaxis={
            **axis(),
            "range": [len(drawn) - 0.5 + spare, -0.5 - spare],
            "tickmode": "array",
            "tickvals": list(range(len(drawn))),
            "ticktext": [escape(name) for name in names],
            "tickfont": {**axis()["tickfont"], "size": size, "color": INK},
        },
        annotations=[*key, *_inside(drawn, width / highest, size, shares=shares)],
        left=left,
        head=head,
        foot=10,
        rows=max(len(drawn), LEAST_ROWS),
        extra={"barmode": "stack", "hovermode": "closest"},
    )


def _single(one: Whole, canvas: Canvas) -> Plot:
    bars = [
        Bar(
            name=part,
            value=one.length(part) / one.total,
            text=one.hidden.get(part) or f"{one.share(part)} ({numbers.count(count)})",
            key=part,
            hover=f"<b>{part}</b><br>{one.told(part)}",
            colour=SENTENCE_COLOURS[part],
        )
        for part, count in one.counts.items()
    ]
    return bar_plot(bars, max(bar.value or 0 for bar in bars), canvas)


def _name(result: Result, one: Whole) -> str:
    names = [name for name in result.by if name != "sentence_outcome"]
    return ", ".join(key_label(name, key) for name, key in zip(names, one.name, strict=True))


def _trace(drawn: list[Whole], names: list[str], part: str, *, shares: bool) -> Part:
    return {
        "type": "bar",
        "orientation": "h",
        "name": part,
        "x": [one.length(part) / (one.total if shares else 1) for one in drawn],
        "y": list(range(len(drawn))),
        "width": THICKNESS,
        "marker": {"color": SENTENCE_COLOURS[part], "line": {"color": BACKGROUND, "width": 1}},
        "hovertext": [
            f"<b>{escape(name)}</b>, {part.lower()}<br>{one.told(part, ' sentenced')}"
            for name, one in zip(names, drawn, strict=True)
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _inside(drawn: list[Whole], per_unit: float, size: int, *, shares: bool) -> list[Part]:
    """Percentages inside the parts that have room for them."""
    found = []
    for place, one in enumerate(drawn):
        start = 0.0
        for part in one.counts:
            length = one.length(part) / (one.total if shares else 1)
            text = one.share(part)
            if length * per_unit > text_width(text, size) + 8:
                colour = ink_on(SENTENCE_COLOURS[part])
                found.append(_text(start + length / 2, place, text, colour, size))
            start += length
    return found


def _text(x: float, place: int, text: str, colour: str, size: int) -> Part:
    return {
        "text": text,
        "x": x,
        "y": place,
        "xanchor": "center",
        "yanchor": "middle",
        "showarrow": False,
        "borderpad": 0,
        "font": {"size": size, "color": colour},
    }
