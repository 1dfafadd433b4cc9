"""``boundaries``: put the boundaries of areas beside the editions, for the second map."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from etl.commands.options import AsJson, DataDir
from etl.commands.report import reporting
from etl.neighbours.boundaries import keep_boundaries, make_boundaries


def boundaries(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", exists=True, dir_okay=False, help="GeoJSON of the ONS."),
    ],
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Take the boundaries of police force areas from a GeoJSON file of the ONS.

    They are simplified and kept beside the editions. Without them the site shows the map of equal
    squares only.
    """
    with reporting(data_dir, as_json) as report:
        made = make_boundaries(file.read_bytes(), file.name)
        new = keep_boundaries(made, report.data_dir)
        corners = sum(len(ring) for rings in made.rings.values() for ring in rings)
        report.facts = {"source": made.source, "sha256": made.sha256, "new": new}
        said = "Kept" if new else "Unchanged"
        report.say(f"{said}: boundaries of {len(made.rings)} areas, {corners:,} corners.")
