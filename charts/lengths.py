"""Lengths of immediate custody as a distribution in fixed bands."""

from __future__ import annotations

from collections.abc import Mapping

from charts.bars import Bar, bar_plot
from charts.canvas import PAGE, Canvas, Plot
from charts.describe import caption
from charts.empty import empty
from charts.furniture import draw
from charts.keyline import key_rows
from charts.keys import key_label
from charts.shares import ALL, LENGTHS, Whole, wholes
from charts.small_cells import NOT_SHOWN, Cell, untold
from charts.subtitle import subtitle
from charts.tables import HEADERS, Table, cell
from charts.text import escape
from charts.theme import BACKGROUND, DARK_BLUE, ORANGE, Figure, Part
from charts.values import drawn_percent
from charts.words import year_name
from outcomes import numbers
from outcomes.result import Key, Result
from outcomes.small_numbers import describes_people
from outcomes.vocabulary import NOT_APPLICABLE, NOT_KNOWN

PART = "custodial_length"
EVERYBODY = "all given immediate custody"


def lengths(result: Result, *, canvas: Canvas = PAGE) -> Figure:
    """Bars of shares in each band; with a second year or area, that one as hollow diamonds.

    Args:
        result: offenders sentenced by ``custodial_length``, and by year or by area. The last
            year is drawn as bars and the first as diamonds; or the first area as bars and the
            second as diamonds.
        canvas: the space and title.
    """
    counted = [one for one in wholes(result, PART, LENGTHS) if one.total]
    found = [one for one in counted if ALL not in one.hidden]
    if not found:
        return empty(result, few=bool(counted), canvas=canvas)
    main, other = _chosen(result, found)
    bands = [band for band in LENGTHS if band.lower() != NOT_KNOWN or main.counts[band]]
    highest = max(_share(one, band) for one in (main, other or main) for band in bands)
    plot = bar_plot([_bar(main, band) for band in bands], highest, canvas)
    if other is not None:
        _move_values(plot, main, other, bands)
        plot.traces.append(_diamonds(result, other, bands))
        entries = [(DARK_BLUE, _name(result, main)), (ORANGE, _name(result, other))]
        key, plot.head = key_rows(entries, plot.left, canvas, signs="■◊")
        plot.annotations += key
    shown = subtitle(
        result,
        measure="length of immediate custody",
        unit="per cent of offenders given immediate custody (number)",
    )
    return draw(plot, caption(result, canvas, shown=shown), canvas)


def lengths_table(result: Result) -> Table:
    """Offenders given immediate custody by the source's own lengths, with their share of all.

    Offenders without custody have no length and are left out.

    Args:
        result: offenders sentenced in one year and area, by ``custodial_length``.
    """
    given = [one for one in result.observations if result.key(one, PART) != NOT_APPLICABLE]
    total = sum(int(one.value or 0) for one in given)
    counts: dict[Cell, float | None] = {(result.key(one, PART),): one.value for one in given}
    counts[EVERYBODY,] = total
    hidden = untold(counts, (0,)) if describes_people(result.selection) else {}
    rows = [
        (
            key_label(PART, result.key(one, PART)),
            hidden.get((result.key(one, PART),)) or cell(result, one),
            _table_share(hidden, result.key(one, PART), int(one.value), total),
        )
        for one in given
        if one.value is not None and total
    ]
    if rows:
        whole = hidden.get((EVERYBODY,)) or numbers.count(total)
        rows.append((key_label(PART, EVERYBODY), whole, "100%"))
    said = subtitle(result, measure="length of immediate custody", unit="offenders")
    return Table(said, (HEADERS[PART], "Offenders", "Share"), tuple(rows))


def _table_share(hidden: Mapping[Cell, str], key: Key, count: int, total: int) -> str:
    untold_here = {(key,), (EVERYBODY,)} & set(hidden)
    return NOT_SHOWN if untold_here else drawn_percent(count, total)


def _chosen(result: Result, found: list[Whole]) -> tuple[Whole, Whole | None]:
    if len(found) == 1:
        return found[0], None
    if result.by[0] == "year":
        return found[-1], found[0]
    return found[0], found[1]


def _share(whole: Whole, band: str) -> float:
    return whole.length(band) / whole.total


def _said(whole: Whole, band: str) -> str:
    return whole.hidden.get(band) or f"{whole.share(band)} ({numbers.count(whole.counts[band])})"


def _bar(whole: Whole, band: str) -> Bar:
    return Bar(
        name=band,
        value=_share(whole, band),
        text=_said(whole, band),
        key=band,
        hover=f"<b>{escape(band)}</b><br>{whole.told(band)}",
    )


def _name(result: Result, whole: Whole) -> str:
    names = [name for name in result.by if name != PART]
    return ", ".join(_key(result, name, key) for name, key in zip(names, whole.name, strict=True))


def _key(result: Result, name: str, key: Key) -> str:
    if name == "year":
        text = year_name(int(str(key)), result.selection.basis)
        return text[:1].upper() + text[1:]
    return key_label(name, key)


def _move_values(plot: Plot, main: Whole, other: Whole, bands: list[str]) -> None:
    """Write the values right of the diamonds, where these reach further than the bars."""
    for band, text in zip(bands, plot.annotations, strict=True):
        text["x"] = max(_share(main, band), _share(other, band))
        text["xshift"] = 14
    plot.right += 8


def _diamonds(result: Result, whole: Whole, bands: list[str]) -> Part:
    name = _name(result, whole)
    return {
        "type": "scatter",
        "mode": "markers",
        "name": escape(name),
        "x": [_share(whole, band) for band in bands],
        "y": list(range(len(bands))),
        "cliponaxis": False,
        "marker": {
            "symbol": "diamond",
            "size": 12,
            "color": BACKGROUND,
            "line": {"color": ORANGE, "width": 2.5},
        },
        "text": [
            f"<b>{escape(name)}</b>, {escape(band.lower())}<br>{_said(whole, band)}"
            for band in bands
        ],
        "hovertemplate": "%{text}<extra></extra>",
    }
