"""Orders made, and breaches for each 100 of them, as bars: one for each year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from charts.bars import Bar, bar_plot
from charts.canvas import PAGE, Canvas, Caption
from charts.empty import quiet
from charts.furniture import draw
from charts.order_words import WHERE, OrderWords, newest_first, per_100, reasons
from charts.theme import DARK_BLUE, SEQUENTIAL, Figure
from charts.words import capital
from outcomes import numbers
from outcomes.addressed import query_of
from outcomes.breaches import NOT_SHARE, Breaches
from outcomes.receipts import issue
from outcomes.result import Result

PLAIN = SEQUENTIAL[3]


def ratio_bars(
    found: Sequence[Breaches],
    words: OrderWords,
    *,
    rows: Sequence[Result] = (),
    canvas: Canvas = PAGE,
) -> Figure:
    """Breaches for each 100 orders of the same year, newest year first."""
    told = "; ".join(f"{one.made.year}: {per_100(one)}" for one in newest_first(found))
    title = f"Breaches in a year for every 100 {words.kind} made in that year"
    caption = _caption(title, "breaches per 100 orders", told, words, rows, canvas)
    caption = replace(caption, notes=(NOT_SHARE,))
    if not any(one.per_100 for one in found):
        return quiet("\n".join(reasons(found)), caption, canvas)
    bars = [
        Bar(
            name=str(one.made.year),
            value=one.per_100,
            text=per_100(one),
            key=str(one.made.year),
            hover=_hover(one),
            colour=DARK_BLUE,
        )
        for one in newest_first(found)
    ]
    return draw(bar_plot(bars, max(bar.value or 0 for bar in bars), canvas), caption, canvas)


def made_bars(
    found: Sequence[Breaches],
    words: OrderWords,
    *,
    rows: Sequence[Result] = (),
    canvas: Canvas = PAGE,
) -> Figure:
    """Orders made in each year, newest first."""
    told = "; ".join(
        f"{one.made.year}: {numbers.count(one.made.orders or 0)}" for one in newest_first(found)
    )
    title = f"{capital(words.kind)} made"
    caption = _caption(title, "orders made", told, words, rows, canvas)
    if not told:
        return quiet(f"No figure of {words.kind} is held here.", caption, canvas)
    bars = [
        Bar(
            name=str(one.made.year),
            value=float(one.made.orders or 0),
            text=numbers.count(one.made.orders or 0),
            key=str(one.made.year),
            hover=f"<b>{one.made.year}</b><br>{numbers.count(one.made.orders or 0)} orders made",
            colour=PLAIN,
        )
        for one in newest_first(found)
    ]
    return draw(bar_plot(bars, max(bar.value or 0 for bar in bars), canvas), caption, canvas)


def _hover(one: Breaches) -> str:
    if one.breaches is None:
        return f"<b>{one.made.year}</b><br>{one.refused}"
    orders, breaches = numbers.count(one.made.orders or 0), numbers.count(one.breaches)
    return f"<b>{one.made.year}</b><br>{breaches} {one.counted}<br>{orders} orders made"


def _caption(  # noqa: PLR0913, PLR0917 (the words of a figure, and what they are written for)
    title: str,
    unit: str,
    told: str,
    words: OrderWords,
    rows: Sequence[Result],
    canvas: Canvas,
) -> Caption:
    return Caption(
        title=title,
        subtitle=f"{capital(words.kind)}, {WHERE}, {unit}",
        notes=(),
        source=words.source,
        description=f"{title}, {WHERE}. {told or 'No figure'}.",
        demonstration=words.demonstration,
        queries=tuple(query_of(one) for one in rows),
        receipts=tuple(issue(one) for one in rows) if canvas.receipted else (),
    )
