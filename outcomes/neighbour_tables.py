"""The tables of neighbours in an edition: their columns, and their rows as they are asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from outcomes.neighbours import (
    RECORDED_CRIME,
    RESIDENTS,
    NeighbourCoverage,
    Neighbours,
    RecordedRow,
)
from outcomes.schema import WORD, Column

_SOURCE = Column("source", WORD, "Identifier of the source file that supplies the row.")
NEIGHBOUR_TABLES: dict[str, tuple[Column, ...]] = {
    RESIDENTS: (
        _SOURCE,
        Column("year", pa.int16(), "The year at whose middle (30 June) the residents are counted."),
        Column("police_force_area", WORD, "The area that they live in."),
        Column("residents", pa.int64(), "Usual residents, estimated."),
    ),
    RECORDED_CRIME: (
        _SOURCE,
        Column("year", pa.int16(), "The year in which the financial year (April to March) ends."),
        Column(
            "police_force_area",
            WORD,
            "Area of the police force, or the name of a body that has no area.",
        ),
        Column("offence_code", WORD, "The Home Office's code for recorded crime."),
        Column(
            "outcome",
            WORD,
            "What became of the crime so far; 'not split' where the file does not say.",
        ),
        Column(
            "offences_recorded",
            pa.int64(),
            "Crimes recorded in the year, by the outcome that they have so far.",
        ),
        Column(
            "outcomes_recorded",
            pa.int64(),
            "Outcomes given in the year, whenever the crime was recorded; null when not carried.",
        ),
    ),
}
NEIGHBOUR_MEASURES = {
    RESIDENTS: ("residents",),
    RECORDED_CRIME: ("offences_recorded", "outcomes_recorded"),
}


def neighbour_schema(table: str) -> pa.Schema:
    """The Arrow schema of a table of neighbours, columns in order."""
    return pa.schema([pa.field(one.name, one.type) for one in NEIGHBOUR_TABLES[table]])


def open_neighbours(
    coverage: tuple[NeighbourCoverage, ...], contents: Mapping[str, bytes]
) -> Neighbours:
    """The neighbours of an edition.

    Args:
        coverage: what each source covers, newest first.
        contents: the bytes of each table's Parquet file.

    Raises:
        pa.ArrowInvalid: when the bytes are not such a file.
    """
    residents: dict[tuple[str, int], tuple[int, str]] = {}
    rank = {one.source: place for place, one in enumerate(coverage)}
    rows = sorted(_rows(contents, RESIDENTS), key=lambda row: rank[row["source"]])
    for row in rows:
        key = row["police_force_area"], row["year"]
        residents.setdefault(key, (row["residents"], row["source"]))
    recorded: dict[tuple[str, int], list[RecordedRow]] = {}
    for row in _rows(contents, RECORDED_CRIME):
        one = RecordedRow(
            row["source"],
            row["offence_code"],
            row["outcome"],
            row["offences_recorded"],
            row["outcomes_recorded"],
        )
        recorded.setdefault((row["police_force_area"], row["year"]), []).append(one)
    return Neighbours(coverage, residents, {key: tuple(rows) for key, rows in recorded.items()})


def _rows(contents: Mapping[str, bytes], table: str) -> Iterator[dict[str, Any]]:
    if table in contents:
        yield from pq.read_table(pa.BufferReader(contents[table])).to_pylist()
