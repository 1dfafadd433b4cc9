"""``/api/v1/docs``: how to ask the API, made from its own description."""

from __future__ import annotations

from typing import Any

from flask import Response

from api.context import public_root
from api.documents import page
from api.examples import EXAMPLES
from api.neighbour_paths import SUMMARIES, neighbour_parameters
from api.openapi import document
from api.parameters import parameters
from api.selecting import MAX_ROWS, given_parameters, require_known
from outcomes.neighbour_measures import AROUND_TABLES, NeighbourTable
from outcomes.neighbour_selection import parameters_of
from outcomes.size import MAX_TOTAL_ROWS

TITLE = "API"
DESCRIPTION = "How to take figures from this site with a program: addresses, parameters, examples."
MOST_WORDS = 40
LONG_LISTS = {"offence": "/api/v1/offences", "area": "/api/v1/areas"}


def get_docs() -> Response:
    """The page."""
    require_known(given_parameters(), ())
    root = public_root()
    return page(
        "docs",
        TITLE,
        DESCRIPTION,
        paths=_paths(),
        parameters=[_parameter(one) for one in parameters().values()],
        around=[_table(one) for one in AROUND_TABLES.values()],
        examples=[{"name": one.name, "code": one.at(root)} for one in EXAMPLES],
        max_rows=f"{MAX_ROWS:,}",
        max_total=f"{MAX_TOTAL_ROWS:,}",
    )


def _paths() -> list[dict[str, str]]:
    described: dict[str, Any] = document()["paths"]
    return [
        {"path": path, "method": method.upper(), "summary": one["summary"]}
        for path, methods in described.items()
        for method, one in methods.items()
    ]


def _table(table: NeighbourTable) -> dict[str, Any]:
    known = {**parameters(), **neighbour_parameters()}
    taken = [known.get(f"{table.name}_{one}") or known[one] for one in parameters_of(table)]
    return {
        "path": f"/api/v1/{table.path}",
        "text": SUMMARIES[table.name],
        "parameters": [_parameter(one) for one in taken],
    }


def _parameter(one: dict[str, Any]) -> dict[str, Any]:
    schema = one["schema"]
    words = schema.get("enum") or schema.get("items", {}).get("enum") or []
    name = one["name"]
    return {
        "name": name,
        "text": one["description"],
        "several": schema["type"] == "array",
        "words": [] if len(words) > MOST_WORDS else words,
        "list": LONG_LISTS.get(name, "") if len(words) > MOST_WORDS else "",
        "bounds": _bounds(schema),
    }


def _bounds(schema: dict[str, Any]) -> str:
    if "minimum" not in schema:
        return ""
    return f"a whole number from {schema['minimum']} to {schema['maximum']}"
