"""What the API answers at which path, for its description."""

from __future__ import annotations

from api.formats import FORMATS
from api.list_schemas import health_schema, registry_schemas
from api.neighbour_paths import neighbour_paths
from api.operations import file_response, in_path, operation, refusals, response
from api.patch_paths import patch_paths
from api.revision_schemas import revision_schema
from api.schemas import TEXT, Schema, listed, named, record
from api.taking_paths import taking_paths
from outcomes.addressed import PER
from outcomes.schema import TABLES
from outcomes.selection import PARAMETERS


def paths() -> dict[str, Schema]:
    """Every path with its operation."""
    return {
        **_observation_paths(),
        **neighbour_paths(),
        **_registry_paths(),
        **_bulk_paths(),
        **taking_paths(),
        **patch_paths(),
        **_other_paths(),
    }


def _observation_paths() -> dict[str, Schema]:
    return {
        f"/api/v1/observations.{format_.suffix}": operation(
            f"observations_{format_.suffix}",
            f"A selection answered, as {format_.label}.",
            {
                "200": file_response(format_, named("Observations")),
                **refusals("NotModified", "Refused", "NoEdition"),
                **(refusals("TooMany") if format_.costly else {}),
            },
            *PARAMETERS,
            PER,
            *format_.parameters,
        )
        for format_ in FORMATS.values()
    }


def _registry_paths() -> dict[str, Schema]:
    summaries = {
        "measures": "What can be counted.",
        "offences": "Offences and families that can be chosen.",
        "areas": "Areas that can be chosen.",
    }
    known = registry_schemas()
    lists = {
        f"/api/v1/{name}": operation(
            name,
            summary,
            {
                "200": response(summary, "application/json", record({name: listed(known[name])})),
                **refusals("NotModified", "Refused"),
            },
        )
        for name, summary in summaries.items()
    }
    return {**lists, "/api/v1/editions": _editions(known["editions"])}


def _editions(edition: Schema) -> Schema:
    body = record(
        {"edition": TEXT, "demonstration": {"type": "boolean"}, "editions": listed(edition)}
    )
    answers = {"200": response("Editions that are kept.", "application/json", body)}
    return operation(
        "editions", "Editions and what they cover.", {**answers, **refusals("Refused", "NoEdition")}
    )


def _bulk_paths() -> dict[str, Schema]:
    """Whole tables, a path for each format."""
    edition = {**in_path("edition", "The edition, by name."), "schema": {"type": "string"}}
    table = {
        **in_path("table", "The published table."),
        "schema": {"type": "string", "enum": list(TABLES)},
    }
    missing = {"404": {"$ref": "#/components/responses/Missing"}}
    found = {}
    for suffix, kind in (("parquet", FORMATS["parquet"].media_type), ("csv", "text/csv")):
        answers = {
            "200": response("Every row.", kind, TEXT),
            **refusals("NotModified", "Refused", "TooMany"),
            **missing,
        }
        described = operation(
            f"table_{suffix}",
            f"A whole table as {'CSV' if suffix == 'csv' else 'Parquet'}.",
            answers,
        )
        described["get"]["parameters"] = [edition, table]
        found[f"/api/v1/editions/{{edition}}/{{table}}.{suffix}"] = described
    return found


def _revision() -> Schema:
    summary = "What changed from one edition to the next, most moved first."
    answers = {
        "200": response("Both compared.", "application/json", revision_schema()),
        **refusals("NotModified", "Refused"),
        "404": {"$ref": "#/components/responses/Missing"},
    }
    described = operation("revision", summary, answers)
    described["get"]["parameters"] = [
        {**in_path(name, "An edition, by name."), "schema": {"type": "string"}}
        for name in ("before", "after")
    ]
    return described


def _other_paths() -> dict[str, Schema]:
    entries = record({"entries": listed({"type": "object"})})
    return {
        "/api/v1/editions/{before}/diff/{after}": _revision(),
        "/api/v1/verify/{code}": _verify(),
        "/api/v1/dictionary.json": _document("dictionary_json", "application/json", entries),
        "/api/v1/dictionary.csv": _document("dictionary_csv", "text/csv", TEXT),
        "/feed.atom": _feed(),
        "/health": _health(),
    }


def _verify() -> Schema:
    text = "Whether the figures that a receipt is for still stand."
    answers = {
        "200": response("The answer.", "application/json", named("Verdict")),
        **refusals("Refused", "NoEdition"),
    }
    described = operation("verify", text, answers)
    code = {**in_path("code", "A receipt code."), "schema": {"type": "string", "minLength": 1}}
    described["get"]["parameters"] = [code]
    return described


def _document(name: str, kind: str, schema: Schema) -> Schema:
    answers = {
        "200": response("The entries.", kind, schema),
        **refusals("NotModified", "Refused"),
    }
    return operation(name, "The data dictionary: every column and measure.", answers)


def _feed() -> Schema:
    answers = {
        "200": response("The feed.", "application/atom+xml", TEXT),
        **refusals("NotModified", "Refused", "NoEdition"),
    }
    return operation(
        "feed", "An entry for every edition that came to be served.", answers, "area", "offence"
    )


def _health() -> Schema:
    answers = {
        "200": response("It can.", "application/json", health_schema()),
        "503": response("It has no edition.", "application/json", health_schema()),
    }
    return operation("health", "Whether the site can serve.", answers)
