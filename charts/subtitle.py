"""The subtitle of a chart and the caption of its table: measure, offence, area, years, unit."""

from __future__ import annotations

from collections.abc import Sequence

from charts.series import many, published_years
from charts.words import areas_name, filter_name, offence_name, year_name, years_name
from outcomes import areas as area_register
from outcomes.measures import PER_RESIDENTS
from outcomes.result import Result

# The label of a rate says its unit.
UNITS = {"ratio": "per cent", "share": "per cent", PER_RESIDENTS: ""}


def subtitle(result: Result, *, measure: str | None = None, unit: str | None = None) -> str:
    """Measure, offence, people, area, years and unit of a result.

    Args:
        result: what is shown.
        measure: what is shown, when it is not the measure itself.
        unit: the unit, when it is not the measure's.
    """
    chosen = result.selection
    name = (measure or result.measure.label)[:1].upper() + (measure or result.measure.label)[1:]
    parts = [
        f"{name}: {offence_name(chosen.offences)}",
        filter_name(chosen),
        _place(result),
        years_name(chosen.from_year, chosen.to_year, chosen.basis),
        unit or UNITS.get(result.measure.unit, result.measure.unit),
    ]
    return ", ".join(part for part in parts if part)


def by_year(name: str, results: Result | Sequence[Result]) -> str:
    """A heading: ``Prosecutions by year``; of a single published year ``Prosecutions, 2018``."""
    years = {year for one in many(results) for year in published_years(one)}
    if len(years) != 1:
        return f"{name} by year"
    return f"{name}, {year_name(years.pop(), many(results)[0].selection.basis)}"


def _place(result: Result) -> str:
    chosen: Sequence[str] = result.selection.areas
    if len(chosen) > 4 and len(chosen) >= len(area_register.police_force_areas()):
        return "police force areas"
    return areas_name(chosen)
