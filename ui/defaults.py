"""What a page shows at its bare address."""

from __future__ import annotations

from outcomes import areas
from outcomes.selection import Selection

OFFENCE = "breach-of-protective-order"


def usual(measure: str, by: tuple[str, ...] = ("year",)) -> Selection:
    """The usual offence family in England and Wales, all published years."""
    return Selection(measure=measure, offences=(OFFENCE,), areas=(areas.ENGLAND_AND_WALES,), by=by)


def with_area(selection: Selection) -> Selection:
    """The selection broken down by area too, where it has several."""
    by = tuple(name for name in selection.by if name != "area")
    return selection.but(by=(*by, "area") if len(selection.areas) > 1 else by)
