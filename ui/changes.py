"""What changed in an edition against the one before it."""

from __future__ import annotations

from pathlib import Path

from dash.development.base_component import Component

from outcomes.revision_files import latest_revision
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
from ui import elements as html
from ui.tables import listing

MOST_SHOWN = 20
INSIDE = {
    "area": "inside areas, all offences",
    "area and offence": "inside areas and offences",
    "offence": "inside offences, England and Wales",
}


def what_changed(data_dir: Path, edition: str) -> list[Component]:
    """What came, went and moved when an edition was published, most moved first.

    Args:
        data_dir: the directory of editions.
        edition: identifier of the edition.
    """
    revision = latest_revision(data_dir, edition)
    if revision is None:
        return [html.P("No comparison with an edition before this one is kept.")]
    path = f"/api/v1/editions/{revision.before}/diff/{revision.after}"
    shown: list[Component] = [
        html.P(summary(revision)),
        html.P(["All of it as JSON: ", html.A(path, href=path)]),
    ]
    if revision.pieces:
        rows = piece_rows(revision)[:MOST_SHOWN]
        shown.append(listing("What only one of the two editions has", PIECE_HEADERS, rows))
    if revision.areas:
        words = (
            "Each area by its most moved year, all offences, persons and companies, ranked by the "
            "change within the area: a total can stand still while areas move."
        )
        rows = area_rows(revision)[:MOST_SHOWN]
        shown += [html.P(words), listing("Areas that moved most", AREA_HEADERS, rows)]
    elif revision.changes:
        rows = change_rows(revision)[:MOST_SHOWN]
        shown.append(listing("Figures that moved most", CHANGE_HEADERS, rows))
    return [*shown, *_inside(revision)]


def _inside(revision: Revision) -> list[Component]:
    """What moved between sexes, ages and outcomes; nothing where no figure changed inside."""
    tables = [
        listing(f"Moved {caption}", MOVE_HEADERS, rows[:MOST_SHOWN])
        for grain, caption in INSIDE.items()
        if (rows := move_rows(revision, grain))
    ]
    return [html.P(MOVES_TOLD), *tables] if tables else []
