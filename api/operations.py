"""Parts of the API's description: an operation, its answers, its parameters."""

from __future__ import annotations

from api.schemas import Schema


def response(text: str, media_type: str, schema: Schema) -> Schema:
    """A response with a body of one kind."""
    return {"description": text, "content": {media_type: {"schema": schema}}}


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
