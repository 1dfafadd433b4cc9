"""``/my-patch`` and ``/api/v1/my-patch``: from a place to the police force area it lies in."""

from __future__ import annotations

from typing import Any

from flask import Response, request

from api.caching import not_modified, tag_of, tagged
from api.context import pinned_edition
from api.documents import page
from api.json_answers import edition_json, json_response
from api.problems import refuse_parameters
from api.selecting import given_parameters, require_known, wanted_edition
from outcomes import numbers
from outcomes.areas import Area, police_force_areas
from outcomes.editions import Edition
from outcomes.errors import EditionUnavailable, ParameterProblem
from outcomes.neighbours import AUTHORITIES, POSTCODE_DISTRICTS, Neighbours
from outcomes.patch import MOST_LETTERS, Part, Patch, Place, find_patch
from outcomes.reference import read_reference
from outcomes.selection import Selection

TITLE = "My patch"
DESCRIPTION = "From a postcode district or a council to the police force area whose figures it has."
TABLES = {AUTHORITIES: "local authorities", POSTCODE_DISTRICTS: "postcode districts"}
LICENCES = {
    AUTHORITIES: "authorities-to-police-force-areas",
    POSTCODE_DISTRICTS: "postcode-directory",
}
MADE_UP = "The look-ups of this edition are made up: they name no real place."


def get_my_patch_page() -> Response:
    """The page with its form, and with the areas of the place that was asked for."""
    asked = request.args.get("q", "")
    try:
        loaded = pinned_edition()
        neighbours, edition = loaded.neighbours, loaded.edition
    except EditionUnavailable:
        neighbours, edition = Neighbours(), None
    found = find_patch(neighbours, asked)
    return page(
        "my_patch",
        TITLE,
        DESCRIPTION,
        asked=found.asked,
        most=MOST_LETTERS,
        places=[_shown(place) for place in found.places],
        whole=found.whole,
        near=found.near,
        missing=[TABLES[table] for table in found.missing],
        lacking=[name for table, name in TABLES.items() if not neighbours.of(table)],
        example=_example(neighbours),
        sources=_source_lines(edition, neighbours) if edition else [],
        every=[(area.name, _addresses(area)["page"]) for area in police_force_areas()],
    )


def get_my_patch() -> Response:
    """The areas of the place that ``q`` names, as JSON.

    Raises:
        Refused: 400 where it names none, with near names; 503 without an edition.
    """
    given = given_parameters()
    require_known(given, ("q",))
    loaded = wanted_edition(Selection())
    asked = _only(given.get("q", []))
    found = find_patch(loaded.neighbours, asked)
    if not found.places:
        raise refuse_parameters([_unknown(found)])
    tag = tag_of("my-patch", loaded.edition.id, found.asked)
    body = {
        **edition_json(loaded.edition),
        "query": {"q": found.asked},
        "whole_name": found.whole,
        "places": [_place(place) for place in found.places],
        "sources": _source_lines(loaded.edition, loaded.neighbours),
    }
    return tagged(not_modified(tag) or json_response(body), tag, pinned=False)


def _only(values: list[str]) -> str:
    if len(values) == 1 and values[0].strip() and len(values[0]) <= MOST_LETTERS:
        return values[0]
    reason = f"Name one place in at most {MOST_LETTERS} letters."
    raise refuse_parameters([ParameterProblem("q", ",".join(values)[:MOST_LETTERS], reason)])


def _unknown(found: Patch) -> ParameterProblem:
    reason = "Nothing here has this name."
    if found.missing:
        lacks = " or ".join(TABLES[table] for table in found.missing)
        reason = f"{reason} This edition has no look-up of {lacks}."
    return ParameterProblem("q", found.asked, reason, found.near)


def _place(place: Place) -> dict[str, Any]:
    return {"name": place.name, "kind": place.kind, "areas": [_part(one) for one in place.parts]}


def _part(part: Part) -> dict[str, Any]:
    return {
        "area": part.area.slug,
        "name": part.area.name,
        "area_code": part.area.code,
        "postcodes": part.postcodes,
        "share": part.share,
        **_addresses(part.area),
    }


def _addresses(area: Area) -> dict[str, str]:
    path = f"/areas/{area.slug}"
    return {
        "page": path,
        "story": f"{path}/story",
        "feed": f"/feed.atom?area={area.slug}",
        "weekly": f"{path}/weekly.txt",
    }


def _shown(place: Place) -> dict[str, Any]:
    total = sum(part.postcodes or 0 for part in place.parts)
    return {
        "name": place.name,
        "kind": place.kind,
        "parts": [
            {"name": part.area.name, "share": _share(part, total), **_addresses(part.area)}
            for part in place.parts
        ],
    }


def _share(part: Part, total: int) -> str:
    """How much of a district lies in an area, in words; empty for a place of another kind."""
    if part.postcodes is None:
        return ""
    if part.postcodes == total:
        return f"all of its {numbers.count(total)} live postcodes"
    share = numbers.percent_of(part.postcodes, total)
    share = "less than 1%" if share == numbers.LOW else share
    return f"{share} of its {numbers.count(total)} live postcodes ({numbers.count(part.postcodes)})"


def _example(neighbours: Neighbours) -> str:
    """A postcode district that can be looked up; empty where none can."""
    usual = "B15"
    known = neighbours.districts
    return usual if usual in known else next(iter(known), "")


def _source_lines(edition: Edition, neighbours: Neighbours) -> list[str]:
    """A line for each look-up that answers, with what its licence asks for."""
    newest = [next(iter(neighbours.of(table)), None) for table in TABLES]
    held = [one for one in newest if one is not None]
    if edition.demonstration:
        return [MADE_UP] if held else []
    licences = {row["slug"]: row["licence_text"] for row in read_reference("publishers")}
    return [
        f"{one.publisher}: {edition.source_by_id[one.source].title}. "
        f"{licences[LICENCES[one.table]]}"
        for one in held
    ]
