"""A comparison of two editions as Markdown, for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from outcomes.revisions import CAME, AreaChange, Change, Piece, Revision, Series
from outcomes.vocabulary import PERIOD_BASIS_LABELS

ROWS_SHOWN = 20
NAMES_SHOWN = 30
GRAIN_TITLES = {
    "national": "England and Wales, all offences",
    "family": "Offence families",
    "offence": "Offences",
    "area and family": "Areas and offence families",
    "area and offence": "Areas and offences",
}


def markdown(revision: Revision) -> str:
    """The whole report."""
    return "\n".join(_lines(revision)) + "\n"


def _lines(revision: Revision) -> Iterator[str]:
    yield f"# From {revision.before} to {revision.after}"
    yield ""
    yield f"{revision.before_label} to {revision.after_label}. {verdict(revision)}"
    if revision.demonstration:
        yield ""
        yield "**Demonstration data. These figures are made up.**"
    yield from _counts(revision)
    if revision.areas:
        yield from _areas(revision.areas)
    yield from _pieces(revision.pieces)
    for grain, title in GRAIN_TITLES.items():
        changes = [one for one in revision.changes if one.grain == grain]
        if changes:
            yield from _changes(title, changes)


def verdict(revision: Revision) -> str:
    """One sentence: how much changed, and of what kind."""
    if revision.level == "none":
        return "No figure changed."
    return f"A {revision.level} change: {', '.join(revision.classes)}."


def _counts(revision: Revision) -> Iterator[str]:
    yield from ("", "## How many figures of the years that both have", "")
    rows = [
        (name, *(f"{found[kind]:,}" for kind in ("same", "changed", "came", "went")))
        for name, found in revision.counts.items()
    ]
    yield from _table(("by", "same", "changed", "came", "went"), rows)


def _areas(areas: Sequence[AreaChange]) -> Iterator[str]:
    yield from ("", "## Areas that moved most", "")
    yield "Each area by its most moved year, all offences, beside what it is part of."
    yield ""
    rows = [
        (
            one.change.area,
            series_text(one.change.series),
            str(one.change.year),
            *change_texts(one.change),
            f"{one.whole} {per_cent_text(_per_cent(one.whole_before, one.whole_after))}",
            f"{one.years}",
        )
        for one in areas[: 2 * ROWS_SHOWN]
    ]
    headers = ("area", "measure", "year", *_FIGURES, "meanwhile", "years moved")
    yield from _table(headers, rows)
    if len(areas) > len(rows):
        yield f"\n… and {len(areas) - len(rows):,} more."


def _pieces(pieces: Sequence[Piece]) -> Iterator[str]:
    for kind in ("came", "went"):
        found = [one for one in pieces if one.kind == kind]
        if not found:
            continue
        yield from ("", f"## What {kind}", "")
        for series, what in dict.fromkeys((one.series, one.what) for one in found):
            here = [one for one in found if (one.series, one.what) == (series, what)]
            yield f"- {series_text(series)}: {piece_names(here)}"


def piece_names(pieces: Sequence[Piece]) -> str:
    """Pieces of one kind in words: ``year 2020 (1,234)``."""
    named = [
        f"{one.name} ({number(one.amount)}{_now(one)})"
        for one in sorted(pieces, key=lambda one: -one.amount)[:NAMES_SHOWN]
    ]
    more = f", and {len(pieces) - len(named):,} more" if len(pieces) > len(named) else ""
    noun = pieces[0].what
    plural = noun if len(pieces) == 1 or noun == "series" else f"{noun}s"
    return f"{plural} {', '.join(named)}{more}"


def _now(piece: Piece) -> str:
    if not piece.other:
        return ""
    return f", until now “{piece.other}”" if piece.kind == CAME else f", now “{piece.other}”"


def _changes(title: str, changes: Sequence[Change]) -> Iterator[str]:
    yield from ("", f"## {title}", "")
    rows = [
        (
            one.offence,
            one.area,
            series_text(one.series),
            str(one.year),
            *change_texts(one),
            one.revision_class,
        )
        for one in changes[:ROWS_SHOWN]
    ]
    yield from _table(("offence", "area", "measure", "year", *_FIGURES, "class"), rows)


_FIGURES = ("before", "after", "change", "per cent")


def change_texts(change: Change) -> tuple[str, str, str, str]:
    """Before, after, difference and per cent as text."""
    return (
        number(change.before),
        number(change.after),
        f"{change.difference:+,.0f}",
        per_cent_text(change.per_cent),
    )


def number(amount: float | None) -> str:
    """A figure, or a dash where there was none."""
    return "–" if amount is None else f"{amount:,.0f}"


def per_cent_text(per_cent: float | None) -> str:
    """``+12.3%``; ``[z]`` where there was nothing to divide by."""
    return "[z]" if per_cent is None else f"{per_cent:+.1f}%"


def _per_cent(before: float, after: float) -> float | None:
    return 100 * (after - before) / before if before else None


def series_text(series: Series) -> str:
    """A series in a few words."""
    measure = series.measure.replace("_", " ")
    where = "by area" if series.by_area else "national"
    return f"{measure}, {where}, {series.courts}, {PERIOD_BASIS_LABELS[series.basis]}"


def _table(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(headers)} |"
    yield f"|{' --- |' * len(headers)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', '/') for cell in row)} |"
