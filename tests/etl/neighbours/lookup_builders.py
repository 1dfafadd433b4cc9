"""Tiny look-ups of places: state only what matters."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa
import pyarrow.parquet as pq

from etl.neighbours.build import NeighbourBuild
from outcomes.areas import area_named, police_force_areas
from outcomes.neighbour_tables import open_neighbours
from outcomes.neighbours import Neighbours
from tests.etl.neighbours.builders import Row

LOOKUP: Row = {
    "LAD23CD": "E99000001",
    "LAD23NM": "Ambridge",
    "CSP23CD": "E98000001",
    "CSP23NM": "Safer Borsetshire",
    "PFA23CD": "E23000032",
    "PFA23NM": "Kent",
    "ObjectId": "1",
}
# The headers of February 2008 to 2024, of which four are read, and those since 2025.
DIRECTORY: Row = {
    "pcd": "ZZ1 1AA",
    "pcd2": "ZZ1  1AA",
    "pcds": "ZZ1 1AA",
    "dointr": "198001",
    "doterm": "",
    "oslaua": "E99000001",
    "pfa": "E23000032",
    "lat": "51.2",
}
NEWER = {"pcd": "pcd7", "pcd2": "pcd8", "oslaua": "lad25cd", "pfa": "pfa23cd"}


def authority(**changes: str) -> Row:
    """A row of the look-up; the area's code is its own."""
    row = {**LOOKUP, **changes}
    return {**row, "PFA23CD": changes.get("PFA23CD", _code(row["PFA23NM"]))}


def _code(name: str) -> str:
    known = {area.name: area.code for area in police_force_areas()}
    return known.get(name, LOOKUP["PFA23CD"])


def postcode(text: str, area: str = "Kent", **changes: str) -> Row:
    """A live postcode in an area."""
    return {**DIRECTORY, "pcds": text, "pfa": area_named(area).code, **changes}


def opened(built: NeighbourBuild) -> Neighbours:
    """The tables as a site reads them."""
    tables = {name: _parquet(table) for name, table in built.tables.items()}
    return open_neighbours(built.coverage, tables)


def _parquet(table: pa.Table) -> bytes:
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink)
    return bytes(sink.getvalue())


def renamed(rows: Sequence[Row], names: dict[str, str]) -> list[Row]:
    """The same rows under other headers."""
    return [{names.get(name, name): value for name, value in row.items()} for row in rows]
