"""What is told of the figures around the courts': residents, recorded crime, look-ups."""

from __future__ import annotations

from dash.development.base_component import Component

from outcomes.editions import Edition
from outcomes.neighbours import (
    AS_OF,
    AUTHORITIES,
    FAMILY_ORDERS,
    MID_YEAR,
    POSTCODE_DISTRICTS,
    RECORDED_CRIME,
    RESIDENTS,
)
from outcomes.vocabulary import CALENDAR, MARCH
from ui import elements as html
from ui.tables import listing
from ui.words import years_text

NAMES = {
    RESIDENTS: "residents",
    RECORDED_CRIME: "recorded crime",
    FAMILY_ORDERS: "family courts\u2019 orders",
    AUTHORITIES: "local authorities",
    POSTCODE_DISTRICTS: "postcode districts",
}
BASES = {
    MID_YEAR: "30 June of the year",
    MARCH: "year ending March",
    CALENDAR: "calendar year",
    AS_OF: "areas of the year",
}


def neighbours_told(edition: Edition) -> list[Component]:
    """What each source of the neighbours covers, and which are missing."""
    held = {one.table for one in edition.neighbours}
    missing = [name for table, name in NAMES.items() if table not in held]
    words = "Other figures stand beside the courts\u2019 and are never added to them."
    if missing:
        words = f"{words} This edition has no file of {' and none of '.join(missing)}."
    rows = [
        (
            edition.source_by_id[one.source].title,
            one.publisher,
            NAMES[one.table],
            f"{years_text(one.years)}, {BASES[one.basis]}",
            one.areas[0] if len(one.areas) == 1 else f"{len(one.areas)} areas",
        )
        for one in edition.neighbours
    ]
    headers = ("Source", "Publisher", "Table", "Years", "Areas")
    listed = [listing("Figures around the courts\u2019 figures", headers, rows)] if rows else []
    return [html.P(words), *listed]
