"""Recorded crime as bars: what became of it in one area, and how much there is in each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from charts.bars import Bar, bar_plot
from charts.canvas import PAGE, Canvas, Caption
from charts.empty import quiet
from charts.furniture import draw
from charts.tables import Table
from charts.theme import DARK_BLUE, SEQUENTIAL, Figure
from outcomes import numbers
from outcomes.addressed import query_of
from outcomes.areas import police_force_areas
from outcomes.neighbours import CHARGED
from outcomes.receipts import issue
from outcomes.recorded import Recorded
from outcomes.result import Result

PLAIN = SEQUENTIAL[3]
NOTHING = "Recorded crime is not published in the loaded edition for this area and year."


@dataclass(frozen=True, slots=True)
class RecordedWords:
    """The words around recorded crime.

    Attributes:
        what: the offences, as in a heading.
        where: the area's name.
        when: the period.
        source: the source line.
        demonstration: whether the data are made up.
    """

    what: str
    where: str
    when: str
    source: str
    demonstration: bool


def recorded_finding(found: Recorded | None, words: RecordedWords) -> str:
    """One sentence: how many crimes were recorded, and how many led to a charge so far."""
    what = words.what[:1].lower() + words.what[1:]
    if found is None:
        return f"Recorded crime ({what}) is not published here for {words.where}, {words.when}."
    crimes = "crime" if found.offences == 1 else "crimes"
    said = (
        f"The police recorded {numbers.count(found.offences)} {crimes} of {what} in {words.where} "
        f"in the {words.when}"
    )
    if found.charged is None or not found.offences:
        return f"{said}."
    share = _share(found.charged, found.offences)
    return f"{said}; {numbers.count(found.charged)} of them ({share}) had led to a charge so far."


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
    caption = _rowed(_caption(found, words, _outcomes_said(found, words)), rows, canvas)
    if found is None or not found.by_outcome or not found.offences:
        return quiet(NOTHING, caption, canvas)
    bars = [
        Bar(
            name=word[:1].upper() + word[1:],
            value=max(0.0, number / found.offences),
            text=f"{_share(number, found.offences)} ({numbers.count(number)})",
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
    caption = _rowed(_caption(None, words, said or NOTHING), rows, canvas)
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
        (word[:1].upper() + word[1:], numbers.count(number), _share(number, found.offences))
        for word, number in found.by_outcome.items()
    ]
    rows.append(("All crimes recorded", numbers.count(found.offences), "100%"))
    return Table(caption, ("Outcome so far", "Crimes", "Share"), tuple(rows))


def areas_table(found: Mapping[str, Recorded], words: RecordedWords) -> Table:
    """Crimes recorded and charges by area, by the areas' names."""
    headers = (
        "Police force area", "Crimes recorded", "Of these, charged so far", "Charges in the year",
    )  # fmt: skip
    rows = [
        (
            area.name,
            *(_cell(found.get(area.slug), name) for name in ("offences", "charged", "charges")),
        )
        for area in police_force_areas()
    ]
    return Table(f"Crimes recorded: {words.what}, {words.when}", headers, tuple(rows))


def _cell(found: Recorded | None, name: str) -> str:
    number = getattr(found, name) if found else None
    return numbers.NOT_AVAILABLE if number is None else numbers.count(number)


def _said(found: Recorded, *, brief: bool = False) -> str:
    crimes = numbers.count(found.offences)
    if found.charged is None or not found.offences or brief:
        return crimes
    return f"{crimes} ({_share(found.charged, found.offences)} charged)"


def _share(part: int, whole: int) -> str:
    """A percentage; a correction can leave an outcome below zero."""
    if part < 0 or not whole:
        return "–"
    written = numbers.percent_of(part, whole)
    return "under 1%" if written == numbers.LOW else written


def _outcomes_said(found: Recorded | None, words: RecordedWords) -> str:
    if found is None:
        return NOTHING
    parts: Sequence[str] = [
        f"{word}: {numbers.count(number)}" for word, number in found.by_outcome.items()
    ]
    return f"{recorded_finding(found, words)} {'; '.join(parts)}."


def _rowed(caption: Caption, rows: Sequence[Result], canvas: Canvas) -> Caption:
    """A caption that names its rows, with their receipts where the canvas wants them."""
    return replace(
        caption,
        queries=tuple(query_of(one) for one in rows),
        receipts=tuple(issue(one) for one in rows) if canvas.receipted else (),
    )


def _caption(found: Recorded | None, words: RecordedWords, description: str) -> Caption:
    return Caption(
        title=recorded_finding(found, words) if found else f"Crimes recorded: {words.what}",
        subtitle=f"{words.what}, {words.where}, {words.when}, crimes",
        notes=(),
        source=words.source,
        description=description,
        demonstration=words.demonstration,
    )
