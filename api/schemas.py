"""JSON schemas of what the API answers, from the registries."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from api.dictionary import STATUSES
from api.rows import MEANINGS
from outcomes.measures import MEASURES
from outcomes.neighbour_measures import AROUND_MEASURES
from outcomes.rates import rate_of

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
TRUTH: Schema = {"type": "boolean"}
NUMBER_OR_NOTHING: Schema = {"type": ["number", "null"]}
WHOLE: Schema = {"type": "integer", "minimum": 0}
KINDS: dict[str, Schema] = {
    "year": {"type": "integer"},
    "from_year": {"type": ["integer", "null"]},
    "to_year": {"type": ["integer", "null"]},
    "value": NUMBER_OR_NOTHING,
    "numerator": NUMBER_OR_NOTHING,
    "denominator": {"type": ["integer", "null"]},
    "provisional": TRUTH,
    "status": {"type": "string", "enum": list(STATUSES)},
}
# Columns that stand in files only: JSON says them once, beside the rows.
ALWAYS = {"area", "area_code", "value", "status", "provisional", "source"}
FILES_ONLY = ("measure", "unit", "basis", "edition", "receipt")


def listed(items: Schema) -> Schema:
    """A list of things of one kind."""
    return {"type": "array", "items": items}


def record(properties: dict[str, Schema], optional: tuple[str, ...] = ()) -> Schema:
    """An object with these properties and no others."""
    required = [name for name in properties if name not in optional]
    return {
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def named(name: str) -> Schema:
    """A reference to one of ``schemas``."""
    return {"$ref": f"#/components/schemas/{name}"}


def schemas() -> dict[str, Schema]:
    """Every named schema."""
    return {
        "Row": _row({*ALWAYS, "offence", "offence_code"}),
        "NeighbourRow": _row(ALWAYS),
        "Notice": record({"code": TEXT, "text": TEXT, "level": words("warning", "note")}),
        "Observations": _observations("Row", (*MEASURES, *_rates())),
        "NeighbourRows": _observations("NeighbourRow", tuple(AROUND_MEASURES)),
        "Problem": _problem(),
        "Verdict": _verdict(),
    }


def words(*accepted: str) -> Schema:
    """One of these words."""
    return {"type": "string", "enum": list(accepted)}


def _rates() -> list[str]:
    """Names of the counts that can be divided by residents, as rates."""
    return [rate_of(one).name for one in MEASURES.values() if not one.is_ratio]


def _row(always: set[str]) -> Schema:
    properties = {
        name: {**KINDS.get(name, TEXT), "description": meaning}
        for name, meaning in MEANINGS.items()
        if name not in FILES_ONLY
    }
    optional = tuple(name for name in properties if name not in always)
    return record(properties, optional)


def _observations(row: str, measures: Sequence[str]) -> Schema:
    source = record({"title": TEXT, "published": TEXT, "url": TEXT})
    return record(
        {
            "edition": TEXT,
            "demonstration": TRUTH,
            "title": TEXT,
            "query": {"type": "object", "additionalProperties": TEXT},
            "measure": words(*measures),
            "unit": TEXT,
            "notices": listed(named("Notice")),
            "breaks": listed({"type": "integer"}),
            "sources": listed(source),
            "publisher": TEXT,
            "licence": TEXT,
            "columns": listed(TEXT),
            "rows": listed(named(row)),
            "total_rows": WHOLE,
            "receipt": TEXT,
        }
    )


def _problem() -> Schema:
    parameter = record({"parameter": TEXT, "value": TEXT, "reason": TEXT, "near": listed(TEXT)})
    return record(
        {
            "type": TEXT,
            "title": TEXT,
            "status": {"type": "integer", "minimum": 400, "maximum": 599},
            "detail": TEXT,
            "instance": TEXT,
            "parameters": listed(parameter),
        },
        optional=("parameters", "type", "instance"),
    )


def _verdict() -> Schema:
    properties: dict[str, Schema] = {
        "receipt": TEXT,
        "status": words("current", "revised", "unknown"),
        "reason": TEXT,
        "issued_under": {"type": ["string", "null"]},
        "edition": TEXT,
        "demonstration": TRUTH,
        "title": TEXT,
        "query": {"type": "object", "additionalProperties": TEXT},
        "measure": words(*MEASURES, *_rates(), *AROUND_MEASURES),
        "unit": TEXT,
        "rows": TEXT,
        "newest": {"type": ["object", "null"]},
        "changes": listed({"type": "object"}),
    }
    of_result = ("title", "query", "measure", "unit", "rows", "newest", "changes")
    return record(properties, optional=of_result)
