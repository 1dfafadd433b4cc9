"""What the API answers about places and their areas, for its description."""

from __future__ import annotations

from api.operations import in_path, operation, refusals, response
from api.schemas import NUMBER_OR_NOTHING, TEXT, TRUTH, Schema, listed, record, words
from outcomes.areas import areas
from outcomes.patch import AUTHORITY, DISTRICT, MOST_LETTERS, POLICE_AREA


def patch_paths() -> dict[str, Schema]:
    """The look-up of places, and the weekly text of an area."""
    return {"/api/v1/my-patch": _my_patch(), "/areas/{area}/weekly.txt": _weekly()}


def patch_parameters() -> dict[str, Schema]:
    """Parameters that only these paths take, by name."""
    place = {"type": "string", "minLength": 1, "maxLength": MOST_LETTERS}
    day = {"type": "string", "format": "date"}
    asked = "A postcode district or postcode, a local authority, or a police force area."
    since = "Tell what came since this day; left out, since the edition before."
    return {
        "q": {"name": "q", "in": "query", "description": asked, "required": True, "schema": place},
        "since": {
            "name": "since", "in": "query", "description": since, "required": False, "schema": day
        },
    }  # fmt: skip


def _my_patch() -> Schema:
    texts = ("area", "name", "area_code", "page", "story", "feed", "weekly")
    numbers = {"postcodes": {"type": ["integer", "null"]}, "share": NUMBER_OR_NOTHING}
    part = record({**dict.fromkeys(texts, TEXT), **numbers})
    kinds = words(DISTRICT, AUTHORITY, POLICE_AREA)
    place = record({"name": TEXT, "kind": kinds, "areas": listed(part)})
    schema = record(
        {
            "edition": TEXT,
            "demonstration": TRUTH,
            "query": record({"q": TEXT}),
            "whole_name": TRUTH,
            "places": listed(place),
            "sources": listed(TEXT),
        }
    )
    answers = {
        "200": response("Places of this name, each with its areas.", "application/json", schema),
        **refusals("NotModified", "Refused", "NoEdition"),
    }
    return operation("my_patch", "The police force areas that a place lies in.", answers, "q")


def _weekly() -> Schema:
    answers = {
        "200": response("The text.", "text/plain", TEXT),
        **refusals("NotModified", "Refused", "Missing", "NoEdition"),
    }
    summary = "What is new for an area, as plain text for an e-mail."
    described = operation("weekly", summary, answers, "since")
    area = {**in_path("area", "An area."), "schema": words(*areas())}
    offence: Schema = {
        "name": "offence", "in": "query", "required": False, "schema": TEXT,
        "description": "One family or offence; left out, breach of protective orders.",
    }  # fmt: skip
    described["get"]["parameters"] += [area, offence]
    return described
