"""Who published the figures of a result."""

from __future__ import annotations

from outcomes.neighbour_measures import table_of
from outcomes.reference import read_reference
from outcomes.result import Result


def publisher_of(result: Result) -> str:
    """Who published the sources of official figures; empty where each has a citation of its own."""
    table = table_of(result.measure.name)
    if table is None:
        return read_reference("publishers")[0]["publisher"]
    covered = (one for one in result.edition.neighbours if one.source in result.sources)
    return "; ".join(dict.fromkeys(one.publisher for one in covered if one.table == table.name))
