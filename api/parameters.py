"""The query parameters of the API, with the words that each takes, from the registries."""

from __future__ import annotations

from api.schemas import Schema
from api.selecting import MAX_ROWS
from outcomes.addressed import PER, RESIDENTS
from outcomes.areas import areas
from outcomes.editions import EDITION_ID
from outcomes.measures import MEASURES
from outcomes.offences import ALL_OFFENCES, families, offences
from outcomes.parameters import MAX_VALUES
from outcomes.selection import AGES, BREAKDOWNS
from outcomes.vocabulary import PERIOD_BASES, SEXES, slugify

ADDED = "added up unless the breakdown tells them apart."


def parameters() -> dict[str, Schema]:
    """Every query parameter by name, with the words that it takes."""
    known_offences = [ALL_OFFENCES, *families(), *offences()]
    several = {
        "offence": (f"Offences or families, {MAX_VALUES} at most; {ADDED}", known_offences),
        "area": (f"Areas, {MAX_VALUES} at most; {ADDED}", list(areas())),
        "by": (
            "Breakdown; left out: year, and area or offence where several are given.",
            list(BREAKDOWNS),
        ),
    }
    one = {
        "measure": ("What is counted.", list(MEASURES)),
        "basis": ("Calendar years or years to March.", list(PERIOD_BASES)),
        "sex": ("One sex only.", [slugify(word) for word in SEXES]),
        "age": ("One age band or group only.", list(dict.fromkeys(slugify(word) for word in AGES))),
        PER: ("Counts for each 100,000 residents of the same area and year.", [RESIDENTS]),
        "heading": ("Whether title, source and notes stand above the rows.", ["no", "yes"]),
    }
    return {
        **{name: _parameter(name, text, _list(known)) for name, (text, known) in several.items()},
        **{name: _parameter(name, text, _one(known)) for name, (text, known) in one.items()},
        **{name: _parameter(name, text, schema) for name, (text, schema) in _free().items()},
    }


def _free() -> dict[str, tuple[str, Schema]]:
    """Parameters that take no listed word: what each says, and what it may be."""
    return {
        "from": ("The first year.", _whole(1900, 2099)),
        "to": ("The last year.", _whole(1900, 2099)),
        "edition": (
            "The edition to ask, by name.", {"type": "string", "pattern": EDITION_ID.pattern}
        ),
        "limit": ("At most so many rows.", _whole(1, MAX_ROWS)),
        "offset": ("Rows to leave out first.", _whole(0, 999_999_999)),
    }  # fmt: skip


def _whole(least: int, most: int) -> Schema:
    return {"type": "integer", "minimum": least, "maximum": most}


def _parameter(name: str, text: str, schema: Schema) -> Schema:
    return {"name": name, "in": "query", "description": text, "required": False, "schema": schema}


def _one(words: list[str]) -> Schema:
    return {"type": "string", "enum": words}


def _list(words: list[str]) -> Schema:
    return {"type": "array", "items": {"type": "string", "enum": words}}
