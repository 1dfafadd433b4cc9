"""What the API answers for pictures, embeds, stories and the fact check, for its description."""

from __future__ import annotations

from api.operations import in_path, operation, refusals, response
from api.pictures import KINDS, SIZES
from api.schemas import TEXT, TRUTH, WHOLE, Schema, listed, record, words
from api.stories import FORMS, TAKEN
from api.views import PLAIN
from outcomes.selection import PARAMETERS
from stories.answers import VERDICTS

OBJECT: Schema = {"type": "object"}
OBJECT_OR_NOTHING: Schema = {"type": ["object", "null"]}


def taking_paths() -> dict[str, Schema]:
    """The paths of all that a journalist takes away."""
    return {
        **_pictures(),
        "/oembed": _oembed(),
        "/api/v1/story": _story(),
        "/api/v1/fact-check": _fact_check(),
    }


def taking_parameters() -> dict[str, Schema]:
    """Parameters that only these paths take, by name."""
    sizes = "; ".join(f"{name} {size.text}" for name, size in SIZES.items())
    year = {"type": "integer", "minimum": 1900, "maximum": 2099}
    pixels = {"type": "integer", "minimum": 1, "maximum": 9999}
    texts: dict[str, tuple[str, Schema]] = {
        "size": (f"Size of the picture: {sizes}.", words(*SIZES)),
        "year": ("The story's year; the last published one, if left out.", year),
        "format": ("Form of the story.", words(*FORMS)),
        "url": ("The address of a page of this site.", {**TEXT, "minLength": 1}),
        "maxwidth": ("At most so many pixels wide.", pixels),
        "maxheight": ("At most so many pixels high.", pixels),
    }
    return {
        name: {"name": name, "in": "query", "description": text, "required": name == "url",
               "schema": schema}
        for name, (text, schema) in texts.items()
    }  # fmt: skip


def _pictures() -> dict[str, Schema]:
    text = "The chart's name: that of a page, as prosecutions, sentencing-lengths, areas-funnel, or"
    name = {
        **in_path("view", f"{text} that of a story's chart: {', '.join(PLAIN)}."),
        "schema": {"type": "string", "pattern": "^[a-z-]+$"},
    }
    found = {}
    for suffix, kind in KINDS.items():
        answers = {
            "200": response("The picture.", kind, TEXT),
            **refusals("NotModified", "Refused", "Missing", "NoEdition"),
            **(refusals("TooMany") if suffix == "png" else {}),
        }
        taken = [one for one in PARAMETERS if one != "by"]
        summary = f"A chart of a page as {suffix.upper()}, with all its words."
        described = operation(f"picture_{suffix}", summary, answers, *taken, "size")
        described["get"]["parameters"].append(name)
        found[f"/charts/{{view}}.{suffix}"] = described
    return found


def _oembed() -> Schema:
    whole = dict.fromkeys(("width", "height", "thumbnail_width", "thumbnail_height"), WHOLE)
    names = ("version", "type", "provider_name", "provider_url", "title", "html", "thumbnail_url")
    optional = ("thumbnail_url", "thumbnail_width", "thumbnail_height")
    schema = record({**dict.fromkeys(names, TEXT), **whole}, optional)
    content = {"application/json": {"schema": schema}, "text/xml": {"schema": TEXT}}
    answers = {
        "200": {"description": "How to embed it.", "content": content},
        **refusals("Refused", "Missing", "NoEdition"),
    }
    # Another format than JSON or XML is 501, as oEmbed has it, and so no parameter described here.
    summary = "How a page of this site is embedded in another (oEmbed); format=xml gives XML."
    return operation("oembed", summary, answers, "url", "maxwidth", "maxheight")


def _story() -> Schema:
    names = ("edition", "area", "offence", "basis", "source")
    schema = record(
        {
            **dict.fromkeys(names, TEXT),
            "demonstration": TRUTH,
            "year": {"type": "integer"},
            "headline": OBJECT_OR_NOTHING,
            "claims": listed(OBJECT),
            "charts": listed(OBJECT),
            "notices": listed(OBJECT),
        }
    )
    content = {kind: {"schema": TEXT} for kind, _ in FORMS.values()}
    content["application/json"] = {"schema": schema}
    answers = {
        "200": {"description": "The story.", "content": content},
        **refusals("NotModified", "Refused", "TooMany", "NoEdition"),
    }
    summary = "One area, offence and year in sentences; every number has its rows."
    return operation("story", summary, answers, *TAKEN, "format")


def _fact_check() -> Schema:
    schema = record(
        {
            "edition": TEXT,
            "demonstration": TRUTH,
            "whole": TRUTH,
            "text": TEXT,
            "answers": listed(_answer()),
        }
    )
    answers = {
        "200": response("An answer for each figure.", "application/json", schema),
        **refusals("Refused", "TooLong", "NoEdition"),
    }
    summary = "The figures of a text, each answered with the rows behind it."
    described = operation("fact_check", summary, answers)["get"]
    described["requestBody"] = {
        "required": True,
        "content": {
            "text/plain": {"schema": TEXT},
            "application/json": {"schema": record({"text": TEXT})},
        },
    }
    return {"post": described}


def _answer() -> Schema:
    number: Schema = {"type": ["number", "null"]}
    text: Schema = {"type": ["string", "null"]}
    return record(
        {
            "text": TEXT,
            "start": WHOLE,
            "end": WHOLE,
            "verdict": words(*VERDICTS),
            "message": TEXT,
            **dict.fromkeys(("taken_as", "data", "edition"), text),
            **dict.fromkeys(("value", "numerator", "denominator"), number),
            **dict.fromkeys(("rows", "divided_by"), OBJECT_OR_NOTHING),
            "notices": listed(TEXT),
        }
    )
