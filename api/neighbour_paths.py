"""What the API answers for the figures around the courts', for its description."""

from __future__ import annotations

from api.formats import FORMATS
from api.operations import file_response, operation, refusals
from api.schemas import Schema, named
from outcomes.areas import areas
from outcomes.neighbour_answers import kinds_of
from outcomes.neighbour_measures import AROUND_TABLES, NeighbourTable
from outcomes.neighbour_selection import measures_of, parameters_of
from outcomes.parameters import MAX_VALUES

SUMMARIES = {
    "recorded_crime": "Crimes that the police recorded, and charges, by area, offence and year.",
    "residents": "Residents by area and year.",
    "orders": "Orders made by kind and year, and breaches for each 100 of them.",
}
TOLD_APART = f"{MAX_VALUES} at most; each has rows of its own."


def neighbour_paths() -> dict[str, Schema]:
    """A path for each table and format; without a format it is JSON."""
    found = {}
    for table in AROUND_TABLES.values():
        for suffix in ("", *FORMATS):
            path = f"/api/v1/{table.path}{f'.{suffix}' if suffix else ''}"
            found[path] = _path(table, suffix)
    return found


def _path(table: NeighbourTable, suffix: str) -> Schema:
    format_ = FORMATS[suffix or "json"]
    answers = {
        "200": file_response(format_, named("NeighbourRows")),
        **refusals("NotModified", "Refused", "NoEdition"),
        **(refusals("TooMany") if format_.costly else {}),
    }
    name = f"{table.name}_{suffix or 'default'}"
    own = [f"{table.name}_{one}" for one in _own(table)]
    shared = [one for one in parameters_of(table) if one not in _own(table)]
    summary = f"{SUMMARIES[table.name][:-1]}, as {format_.label}."
    return operation(name, summary, answers, *own, *shared, *format_.parameters)


def _own(table: NeighbourTable) -> tuple[str, ...]:
    """Parameters that take other words here than for the courts' figures."""
    own = ("measure", table.kind, "area", "by")
    return tuple(one for one in parameters_of(table) if one in own)


def neighbour_parameters() -> dict[str, Schema]:
    """The parameters of the tables whose words are their own, by table and name."""
    found = {}
    for table in AROUND_TABLES.values():
        known = {
            "measure": ("What is counted.", measures_of(table.name)),
            table.kind: (f"Kinds; {TOLD_APART}", kinds_of(table)),
            "area": (f"Areas; {TOLD_APART}", tuple(areas())),
            "by": ("A further breakdown.", (*table.by, table.more)),
        }
        for name in _own(table):
            text, words = known[name]
            found[f"{table.name}_{name}"] = _parameter(name, text, words)
    return found


def _parameter(name: str, text: str, words: tuple[str, ...]) -> Schema:
    several: Schema = {"type": "array", "items": {"type": "string", "enum": list(words)}}
    schema = {"type": "string", "enum": list(words)} if name == "measure" else several
    return {"name": name, "in": "query", "description": text, "required": False, "schema": schema}
