"""Recorded crime as bars: what became of it in one area, and how much there is in each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from charts.bars import Bar, bar_plot
from charts.canvas import PAGE, Canvas, Caption
from charts.empty import quiet
from charts.furniture import draw
from charts.recorded_words import (
    NO_RATE,
    RecordedWords,
    rate_text,
    recorded_finding,
    share_text,
    speaks_of_share,
    with_rows,
)
from charts.tables import Table
from charts.theme import DARK_BLUE, SEQUENTIAL, Figure
from outcomes import numbers
from outcomes.areas import police_force_areas
from outcomes.neighbours import CHARGED
from outcomes.recorded import Recorded
from outcomes.result import Result

PLAIN = SEQUENTIAL[3]
NOTHING = "Recorded crime is not published in the loaded edition for this area and year."


def outcome_bars(
    found: Recorded | None,
    words: RecordedWords,
    *,
    rows: Sequence[Result] = (),
    canvas: Canvas = PAGE,
) -> Figure:
    """One bar for each thing that became of the crimes recorded in one area and year.

    ``rows`` are the same figures as rows to take away.
    """
    caption = with_rows(_caption(found, words, _outcomes_said(found, words)), rows, canvas)
    if found is None or not found.by_outcome or not found.offences:
        return quiet(NOTHING, caption, canvas)
    bars = [
        Bar(
            name=word[:1].upper() + word[1:],
            value=max(0.0, number / found.offences),
            text=f"{share_text(number, found.offences)} ({numbers.count(number)})"
            if speaks_of_share(found)
            else numbers.count(number),
            key=word,
            hover=f"<b>{word}</b><br>{numbers.count(number)} of {numbers.count(found.offences)}",
            colour=DARK_BLUE if word == CHARGED else PLAIN,
            strong=word == CHARGED,
        )
        for word, number in found.by_outcome.items()
    ]
    return draw(bar_plot(bars, max(bar.value or 0 for bar in bars), canvas), caption, canvas)


def area_bars(
    found: Mapping[str, Recorded],
    words: RecordedWords,
    focus: str | None = None,
    *,
    rows: Sequence[Result] = (),
    canvas: Canvas = PAGE,
) -> Figure:
    """One bar an area, most crimes first, with the share charged so far.

    ``found`` is by slug; ``rows`` are the same figures as rows to take away.
    """
    known = [area for area in police_force_areas() if area.slug in found]
    order = sorted(known, key=lambda area: (-found[area.slug].offences, area.name))
    said = "; ".join(f"{area.name}: {_said(found[area.slug])}" for area in order)
    caption = with_rows(_caption(None, words, said or NOTHING), rows, canvas)
    if not order:
        return quiet(NOTHING, caption, canvas)
    bars = [
        Bar(
            name=area.name,
            value=float(found[area.slug].offences),
            text=_said(found[area.slug], brief=canvas.narrow),
            key=area.slug,
            hover=f"<b>{area.name}</b><br>{_said(found[area.slug])}",
            colour=DARK_BLUE if area.slug == focus else PLAIN,
            strong=area.slug == focus,
        )
        for area in order
    ]
    return draw(bar_plot(bars, bars[0].value or 1.0, canvas), caption, canvas)


def outcomes_table(found: Recorded | None, words: RecordedWords) -> Table:
    """What became of the crimes, as a table."""
    caption = f"What became of crimes recorded: {words.what}, {words.where}, {words.when}"
    if found is None:
        return Table(caption, ("Outcome so far", "Crimes", "Share"), ())
    rows = [
        (word[:1].upper() + word[1:], numbers.count(number), share_text(number, found.offences))
        for word, number in found.by_outcome.items()
    ]
    rows.append(("All crimes recorded", numbers.count(found.offences), "100%"))
    return Table(caption, ("Outcome so far", "Crimes", "Share"), tuple(rows))


def areas_table(
    found: Mapping[str, Recorded],
    words: RecordedWords,
    rates: Mapping[str, float | None],
) -> Table:
    """Crimes recorded and charges by area, by the areas' names.

    Args:
        found: by slug.
        words: what and when.
        rates: crimes for each 100,000 residents by slug, None where there is no rate; empty where
            no residents are estimated for the year, and then there is no such column.
    """
    parts = ("offences", "charged", "charges")
    rows = [
        (
            area.name,
            *(_cell(found.get(area.slug), name) for name in parts),
            *([_rate(rates.get(area.slug))] if rates else []),
        )
        for area in police_force_areas()
    ]
    headers = (
        "Police force area", "Crimes recorded", "Of these, charged so far", "Charges in the year",
        *([f"Crimes per 100,000 residents ({words.estimated})"] if rates else []),
    )  # fmt: skip
    return Table(f"Crimes recorded: {words.what}, {words.when}", headers, tuple(rows))


def _rate(rate: float | None) -> str:
    return NO_RATE if rate is None else rate_text(rate)


def _cell(found: Recorded | None, name: str) -> str:
    number = getattr(found, name) if found else None
    return numbers.NOT_AVAILABLE if number is None else numbers.count(number)


def _said(found: Recorded, *, brief: bool = False) -> str:
    crimes = numbers.count(found.offences)
    if found.charged is None or not found.offences or brief:
        return crimes
    if not speaks_of_share(found):
        return f"{crimes} ({numbers.count(found.charged)} charged)"
    return f"{crimes} ({share_text(found.charged, found.offences)} charged)"


def _outcomes_said(found: Recorded | None, words: RecordedWords) -> str:
    if found is None:
        return NOTHING
    parts: Sequence[str] = [
        f"{word}: {numbers.count(number)}" for word, number in found.by_outcome.items()
    ]
    return f"{recorded_finding(found, words)} {'; '.join(parts)}."


def _caption(found: Recorded | None, words: RecordedWords, description: str) -> Caption:
    return Caption(
        title=recorded_finding(found, words) if found else f"Crimes recorded: {words.what}",
        subtitle=f"{words.what}, {words.where}, {words.when}, crimes",
        notes=(),
        source=words.source,
        description=description,
        demonstration=words.demonstration,
    )
