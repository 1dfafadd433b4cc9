"""The API's description (OpenAPI 3.1), made from the registries that answer it."""

from __future__ import annotations

from functools import cache
from typing import Any

from flask import Response

from api.caching import not_modified, tag_of, tagged
from api.json_answers import json_response
from api.neighbour_paths import neighbour_parameters
from api.operations import response
from api.parameters import parameters
from api.patch_paths import patch_parameters
from api.paths import paths
from api.schemas import named, schemas
from api.selecting import given_parameters, require_known
from api.taking_paths import taking_parameters

VERSION = "1.0.0"
LICENCE = {
    "name": "Open Government Licence v3.0 (figures)",
    "url": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
}
PROBLEM = "application/problem+json"
DESCRIPTION = (
    "Prosecutions, convictions and sentences in England and Wales, from the Ministry of Justice's "
    "outcomes-by-offence tables. Every answer names its edition; ratios are fractions; a figure "
    "that is not published has no value and a status, never a zero."
)


def get_openapi() -> Response:
    """The description as JSON."""
    require_known(given_parameters(), ())
    tag = tag_of("openapi", VERSION, document())
    return tagged(not_modified(tag) or json_response(document()), tag, pinned=False)


@cache
def document() -> dict[str, Any]:
    """The whole description."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Prosecutions, convictions and sentences in England and Wales",
            "version": VERSION,
            "description": DESCRIPTION,
            "license": LICENCE,
        },
        "servers": [{"url": "/"}],
        "paths": paths(),
        "components": {
            "schemas": schemas(),
            "parameters": {
                **parameters(),
                **neighbour_parameters(),
                **taking_parameters(),
                **patch_parameters(),
            },
            "responses": _responses(),
        },
    }


def _responses() -> dict[str, Any]:
    return {
        "NotModified": {"description": "What the reader has is still right."},
        "Refused": _problem("A parameter or value is not known."),
        "Missing": _problem("There is no such edition, file or picture."),
        "TooLong": _problem("The text is too long."),
        "TooMany": _problem("Too many costly files at once."),
        "NoEdition": _problem("No edition is loaded."),
    }


def _problem(text: str) -> dict[str, Any]:
    return response(text, PROBLEM, named("Problem"))
