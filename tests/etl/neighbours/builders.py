"""Tiny files of residents and of recorded crime: state only what matters."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from etl.neighbours.build import NeighbourBuild, set_apart
from etl.publishing.publish import publish
from outcomes.areas import area_named, police_force_areas
from tests.builders import build_of

Row = dict[str, str]
OUTCOME: Row = {
    "financial_year": "2018/19",
    "financial_quarter": "1",
    "force_name": "West Midlands",
    "offence_description": "Stalking",
    "offence_group": "Violence against the person",
    "offence_subgroup": "Harassment",
    "offence_code": "8Q",
    "offence_code_expired": "FALSE",
    "outcome_description": "Charged/Summonsed",
    "outcome_group": "Charged/Summonsed",
    "outcome_type": "1",
    "force_outcomes_for_offences_recorded_in_quarter": "3",
    "force_outcomes_recorded_in_quarter": "2",
}


def residents_row(area: str = "West Midlands", year: int = 2018, number: object = 100) -> Row:
    """A row of residents; the code is the area's own."""
    return {
        "police_force_area_code": area_named(area).code,
        "police_force_area": area,
        "year": str(year),
        "population": str(number),
    }


def outcome_row(**changes: object) -> Row:
    """A row of recorded crime outcomes."""
    assert set(changes) <= set(OUTCOME)
    return {**OUTCOME, **{name: str(value) for name, value in changes.items()}}


def quarters(**changes: object) -> list[Row]:
    """A whole year of one kind of row: the same in each quarter."""
    return [outcome_row(financial_quarter=quarter, **changes) for quarter in (1, 2, 3, 4)]


def text_of(rows: Sequence[Row]) -> str:
    """Rows as CSV."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def write(path: Path, rows: Sequence[Row]) -> Path:
    """Rows as a CSV, packed where its name ends ``.gz``."""
    content = text_of(rows).encode()
    path.write_bytes(gzip.compress(content) if path.suffix == ".gz" else content)
    return path


def read(*files: Path) -> NeighbourBuild:
    """What is made of files, all of which are neighbours'."""
    others, built = set_apart(files)
    assert others == []
    return built


def publish_around(here: Path, sentences: Sequence[Mapping[str, object]] = ()) -> Path:
    """An edition with courts' rows, residents and recorded crime of every area, in ``here/data``.

    Args:
        here: a directory of its own.
        sentences: rows of that table, to which the area is added.
    """
    names = [area.name for area in police_force_areas()]
    files = [
        write(here / "residents.csv", [residents_row(name, 2018, 50_000) for name in names]),
        write(here / "outcomes.csv", quarters()),
    ]
    counts = {"year": 2018, "prosecutions": 30, "convictions": 20}
    rows = [{**counts, "police_force_area": name} for name in names]
    given = [{**row, "police_force_area": name} for row in sentences for name in names]
    publish(replace(build_of(rows, given), neighbours=set_apart(files)[1]), here / "data")
    return here / "data"
