"""A slow, obvious second computation of answers, from rows as dictionaries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from outcomes.areas import areas, members
from outcomes.measures import MEASURES
from outcomes.offences import expand, offences
from outcomes.selection import Selection

ADULT_BANDS = ("25-29", "30-39", "40-49", "50-59", "60-69", "70 and over", "25 and over")


def add_up(
    rows: Iterable[Mapping[str, Any]], selection: Selection, source: str
) -> dict[tuple[Any, ...], tuple[float, float]]:
    """Numerator and denominator by (year, area slug, *other breakdowns) of one source's rows."""
    measure = MEASURES[selection.measure]
    labels = {offences()[slug].label for one in selection.offences for slug in expand(one)}
    others = [name for name in selection.by if name not in ("year", "area")]
    sums: dict[tuple[Any, ...], tuple[float, float]] = {}
    for row in rows:
        if row["source"] != source or row["offence"] not in labels:
            continue
        if row["defendant_kind"] != "person" or not _chosen(row, selection):
            continue
        for slug in selection.areas:
            if not _inside(row["police_force_area"], slug):
                continue
            key = (row["year"], areas()[slug].name, *(row[name] for name in others))
            top, bottom = sums.get(key, (0.0, 0.0))
            hit = measure.numerator_outcome in (None, row.get("sentence_outcome"))
            top += (row[measure.numerator] or 0) if hit else 0
            bottom += (row[measure.denominator] or 0) if measure.denominator else 0
            sums[key] = (top, bottom)
    return sums


def _chosen(row: Mapping[str, Any], selection: Selection) -> bool:
    if selection.sex and row["sex"] != selection.sex:
        return False
    if selection.age == "25 and over":
        return row["age_range"] in ADULT_BANDS
    return selection.age is None or selection.age in (row["age_range"], row["age_group"])


def _inside(name: str, slug: str) -> bool:
    return name in members(slug) or (name == "England and Wales" == areas()[slug].name)
