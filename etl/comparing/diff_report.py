"""A comparison of two editions as Markdown, for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from outcomes.revision_words import (
    AREA_HEADERS,
    CHANGE_HEADERS,
    MOVE_HEADERS,
    MOVES_TOLD,
    PIECE_HEADERS,
    area_rows,
    change_rows,
    move_rows,
    piece_rows,
    summary,
)
from outcomes.revisions import Revision

ROWS_SHOWN = 40
GRAIN_TITLES = {
    "national": "England and Wales, all offences",
    "family": "Offence families",
    "offence": "Offences",
    "area and family": "Areas and offence families",
    "area and offence": "Areas and offences",
}
MOVE_TITLES = {
    "national": "England and Wales, all offences",
    "area": "Areas, all offences",
    "offence": "Offences",
    "area and offence": "Areas and offences",
}
KINDS = ("same", "changed", "came", "went")


def markdown(revision: Revision) -> str:
    """The whole report: areas that moved most, what came and went, then figure by figure."""
    return "\n".join(_lines(revision)) + "\n"


def _lines(revision: Revision) -> Iterator[str]:
    yield f"# From {revision.before} to {revision.after}"
    yield from ("", f"{revision.before_label} to {revision.after_label}. {summary(revision)}")
    if revision.demonstration:
        yield from ("", "**Demonstration data. These figures are made up.**")
    if revision.areas:
        yield from ("", "## Areas that moved most", "")
        yield "Each area by its most moved year, all offences, beside what it is part of."
        yield from _table(AREA_HEADERS, area_rows(revision))
    if revision.pieces:
        yield from ("", "## What came and went as a whole")
        yield from _table(PIECE_HEADERS, piece_rows(revision))
    for grain, title in GRAIN_TITLES.items():
        rows = change_rows(revision, grain)
        if rows:
            yield from ("", f"## {title}")
            yield from _table(CHANGE_HEADERS, rows)
    yield from _inside(revision)
    yield from ("", "## How many figures, in years that both have")
    counts = [
        (name, *(f"{found[kind]:,}" for kind in KINDS)) for name, found in revision.counts.items()
    ]
    yield from _table(("by", *KINDS), counts)


def _inside(revision: Revision) -> Iterator[str]:
    if revision.moves:
        yield from ("", "## What moved inside figures", "", MOVES_TOLD)
    for grain, title in MOVE_TITLES.items():
        rows = move_rows(revision, grain)
        if rows:
            yield from ("", f"### {title}")
            yield from _table(MOVE_HEADERS, rows)


def _table(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield from ("", f"| {' | '.join(headers)} |", f"|{' --- |' * len(headers)}")
    for row in rows[:ROWS_SHOWN]:
        yield f"| {' | '.join(cell.replace('|', '/') for cell in row)} |"
    if len(rows) > ROWS_SHOWN:
        yield from ("", f"… and {len(rows) - ROWS_SHOWN:,} more.")
