"""Writes how long loading took, side by side with other ways."""

from __future__ import annotations

from bench.ingest import OURS, Compared
from bench.markdown import table
from bench.measure import Spread
from bench.results import Results
from bench.targets import SCAN


def ingest_part(one: Compared) -> str:
    """One release, read in every way."""
    scan = one.seconds(SCAN)
    rows = [
        (
            f"**{way}**" if way == OURS else way,
            one.seconds(way).over(scan).text(2),
            one.seconds(way).text(),
            f"{one.peak(way):,.0f}",
        )
        for way in one.runs
    ]
    head = ("way", "× a bare DuckDB scan", "seconds", "most MB")
    words = f"## Loading: {one.name}, {one.rows:,} rows\n\n"
    words += "This loader reads the zips, maps, sums, sorts, checks, writes and reads back. pandas "
    words += "does the same without checks. The scans read CSVs that were extracted before.\n\n"
    return words + table(head, rows)


def neighbours_part(found: Results) -> str:
    """The files that stand beside the courts'; empty where they were not read."""
    if not found.neighbours:
        return ""
    rows = []
    for name, ways in found.neighbours.items():
        ours, bare = (Spread(tuple(ways[way])) for way in ("ours", "pandas"))
        rows.append((name, ours.over(bare).text(2), ours.text(), bare.text()))
    words = (
        "## Loading: the figures around the courts'\n\nOurs recognises a file by its headers, "
        "maps, sums and checks it; pandas only reads it. Files with a number for a name are those "
        "of the demonstration, and `postcodes.csv` is made up too, as long and wide as the real "
        "directory of postcodes.\n\n"
    )
    head = ("file", "× a bare reading with pandas", "ours, ms", "pandas, ms")
    return words + table(head, rows)
