"""JSON schemas of health and of the lists of what can be asked for."""

from __future__ import annotations

from api.schemas import TEXT, TRUTH, Schema, listed, record, words
from outcomes.vocabulary import PERIOD_BASES

MEASURE_FACTS = ("measure", "label", "unit", "counted", "definition", "caveat", "table")
# A family has members, a single offence the others.
OFFENCE_FACTS = (
    "members", "code", "home_office_codes", "parent", "offence_group", "offence_type",
)  # fmt: skip


def health_schema() -> Schema:
    """What ``/health`` says; the keys that only a served edition has are optional."""
    run = _or_nothing(outcome=TEXT, finished=TEXT, command=TEXT, problems=listed(TEXT))
    return record(
        {
            "status": words("ok", "degraded", "unavailable"),
            "edition": {"type": ["string", "null"]},
            "label": TEXT,
            "demonstration": TRUTH,
            "served_since": {"type": ["string", "null"]},
            "age_seconds": {"type": ["integer", "null"]},
            "last_attempt": run,
            "last_success": run,
            "waiting": _or_nothing(since=TEXT, checks=listed(TEXT), command=TEXT),
            "refused": _or_nothing(since=TEXT, problems=listed(TEXT), command=TEXT),
            "warnings": listed(TEXT),
            "stale": TRUTH,
            "reason": {"type": ["string", "null"]},
        },
        optional=("label", "demonstration", "served_since", "age_seconds"),
    )


def _or_nothing(**properties: Schema) -> Schema:
    return {"type": ["object", "null"], "properties": properties}


def registry_schemas() -> dict[str, Schema]:
    """For each list of what can be asked for, the schema of one entry."""
    return {
        "measures": record(
            dict.fromkeys(MEASURE_FACTS, TEXT)
            | {"is_ratio": TRUTH}
        ),
        "offences": record(
            {"offence": TEXT, "label": TEXT, "kind": words("all", "family", "offence"),
             "members": listed(TEXT), "code": TEXT, "home_office_codes": listed(TEXT),
             "parent": {"type": ["string", "null"]}, "offence_group": TEXT, "offence_type": TEXT},
            optional=OFFENCE_FACTS,
        ),
        "areas": record(
            {"area": TEXT, "name": TEXT, "code": TEXT, "country": TEXT,
             "kind": words("police force area", "aggregate")}
        ),
        "editions": record(
            {"edition": TEXT, "label": TEXT, "demonstration": TRUTH, "current": TRUTH,
             "sources": listed({"type": "object"}), "coverage": listed(_coverage()),
             "tables": {"type": "object"}, "checks": listed({"type": "object"})}
        ),
    }  # fmt: skip


def _coverage() -> Schema:
    years = listed({"type": "integer"})
    return record(
        {
            "source": TEXT,
            "table": words("proceedings", "sentences"),
            "basis": words(*PERIOD_BASES),
            "years": years,
            "national": TRUTH,
            "areas": listed(TEXT),
            "courts": TEXT,
            "keys": listed(TEXT),
            "measures": listed(TEXT),
            "provisional": years,
        }
    )
