"""The tables of neighbours in an edition: their columns, and their rows as they are asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from outcomes.family_tables import FAMILY_COLUMNS, open_family_orders
from outcomes.neighbours import (
    AUTHORITIES,
    FAMILY_ORDERS,
    POSTCODE_DISTRICTS,
    RECORDED_CRIME,
    RESIDENTS,
    Authority,
    NeighbourCoverage,
    Neighbours,
    RecordedRow,
)
from outcomes.schema import WORD, Column

_SOURCE = Column("source", WORD, "Identifier of the source file that supplies the row.")
_AS_OF = Column("year", pa.int16(), "The year whose areas the look-up has.")
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
    AUTHORITIES: (
        _SOURCE,
        _AS_OF,
        Column("police_force_area", WORD, "The area in which the authority lies."),
        Column("authority_code", WORD, "Code of the Office for National Statistics."),
        Column("authority", WORD, "The local authority's name."),
        Column("partnership", WORD, "Its community safety partnership; empty when not carried."),
    ),
    POSTCODE_DISTRICTS: (
        _SOURCE,
        _AS_OF,
        Column("police_force_area", WORD, "An area in which postcodes of the district lie."),
        Column("postcode_district", WORD, "The first part of a postcode: B15."),
        Column("postcodes", pa.int64(), "Live postcodes of the district in the area."),
    ),
    FAMILY_ORDERS: (_SOURCE, *FAMILY_COLUMNS),
}
NEIGHBOUR_MEASURES = {
    RESIDENTS: ("residents",),
    RECORDED_CRIME: ("offences_recorded", "outcomes_recorded"),
    AUTHORITIES: (),
    POSTCODE_DISTRICTS: ("postcodes",),
    FAMILY_ORDERS: ("orders_made", "orders_applied_for"),
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
    return Neighbours(
        coverage,
        residents,
        {key: tuple(rows) for key, rows in recorded.items()},
        tuple(_authorities(coverage, contents)),
        _districts(coverage, contents),
        open_family_orders(_rows(contents, FAMILY_ORDERS), rank),
    )


def _authorities(
    coverage: tuple[NeighbourCoverage, ...], contents: Mapping[str, bytes]
) -> Iterator[Authority]:
    for row in _newest(coverage, contents, AUTHORITIES):
        yield Authority(
            row["authority_code"], row["authority"], row["partnership"], row["police_force_area"]
        )


def _districts(
    coverage: tuple[NeighbourCoverage, ...], contents: Mapping[str, bytes]
) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for row in _newest(coverage, contents, POSTCODE_DISTRICTS):
        areas = found.setdefault(row["postcode_district"], {})
        areas[row["police_force_area"]] = row["postcodes"]
    return found


def _newest(
    coverage: tuple[NeighbourCoverage, ...], contents: Mapping[str, bytes], table: str
) -> Iterator[dict[str, Any]]:
    """The rows of a look-up from its newest source."""
    source = next((one.source for one in coverage if one.table == table), None)
    return (row for row in _rows(contents, table) if row["source"] == source)


def _rows(contents: Mapping[str, bytes], table: str) -> Iterator[dict[str, Any]]:
    if table in contents:
        # Not ``read_table``: it loads the reader of datasets and, where it is there, pandas.
        yield from pq.ParquetFile(pa.BufferReader(contents[table])).read().to_pylist()
