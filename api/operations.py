"""Parts of the API's description: an operation, its answers, its parameters."""

from __future__ import annotations

from api.formats import Format
from api.schemas import TEXT, Schema


def response(text: str, media_type: str, schema: Schema) -> Schema:
    """A response with a body of one kind."""
    return {"description": text, "content": {media_type: {"schema": schema}}}


def file_response(format_: Format, rows: Schema) -> Schema:
    """The answer with rows in one format; ``rows`` is the schema of its JSON."""
    schema = rows if format_.suffix == "json" else TEXT
    headers = {
        "X-Rows": {"description": "Rows in this answer.", "schema": {"type": "string"}},
        "X-Total-Rows": {
            "description": "Rows of the whole selection.",
            "schema": {"type": "string"},
        },
        "X-Content-SHA256": {"description": "Of the body before compression.", "schema": TEXT},
        "ETag": {"description": "Of edition and selection.", "schema": TEXT},
    }
    described = response(f"The rows as {format_.label}.", format_.media_type, schema)
    return {**described, "headers": headers}


def operation(name: str, summary: str, responses: dict[str, Schema], *taken: str) -> Schema:
    """A path with one operation, GET; ``taken`` are names of described parameters."""
    return {
        "get": {
            "operationId": name,
            "summary": summary,
            "parameters": [{"$ref": f"#/components/parameters/{one}"} for one in taken],
            "responses": responses,
        }
    }


def refusals(*names: str) -> dict[str, Schema]:
    """The described refusals by their status."""
    statuses = {
        "NotModified": "304",
        "Refused": "400",
        "Missing": "404",
        "TooLong": "413",
        "TooMany": "429",
        "NoEdition": "503",
    }
    return {statuses[name]: {"$ref": f"#/components/responses/{name}"} for name in names}


def in_path(name: str, text: str) -> Schema:
    """A parameter that stands in the path."""
    return {"name": name, "in": "path", "required": True, "description": text}
