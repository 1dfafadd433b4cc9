"""Writes made-up residents, crimes, orders and look-ups beside the demonstration release.

They follow the layouts of the Office for National Statistics' estimates and look-ups and of the
Home Office's outcomes table, and are marked as demonstration like the release itself; the orders
of family courts are made in ``orders.py``. No real place is put anywhere: an authority carries the
name of its police force area, and the postcode districts begin with ZZ, which no real one does.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import numpy as np

from etl.demonstration.cells import AREA_WEIGHTS
from etl.demonstration.offences import FIRST_YEAR, LAST_YEAR
from etl.demonstration.orders import ORDERS_HEADER, family_orders
from etl.demonstration.release import DEFAULT_SEED, MARKER, MARKER_TEXT
from etl.neighbours.labels import area_names
from outcomes.areas import area_named, police_force_areas
from outcomes.reference import read_reference
from outcomes.vocabulary import normalise_label

RESIDENTS_HEADER = "police_force_area_code,police_force_area,year,population"
OUTCOMES_HEADER = (
    "financial_year,financial_quarter,force_name,offence_description,offence_group,"
    "offence_subgroup,offence_code,offence_code_expired,outcome_description,outcome_group,"
    "outcome_type,force_outcomes_for_offences_recorded_in_quarter,"
    "force_outcomes_recorded_in_quarter"
)
AUTHORITIES_HEADER = "LAD24CD,LAD24NM,CSP24CD,CSP24NM,PFA24CD,PFA24NM,ObjectId"
POSTCODES_HEADER = "pcd7,pcd8,pcds,dointr,doterm,lad24cd,pfa23cd"
_POSTCODES_A_DISTRICT, _LETTERS = 20, "ABDEFGHJLNPQRSTUWXYZ"
# Residents for each unit of a court's work, and their growth in a year.
_RESIDENTS_A_UNIT, _GROWTH, _CITY = 950_000, 1.006, 9_000
# Crimes recorded in a quarter for each unit of a court's work, by code, in the first year, and
# how often so many times more in each later year.
_RECORDED = {"8Q": 18.0, "8L": 520.0, "8M": 9.0, "8R": 430.0}
_FIRST_RECORDED, _RECORDED_GROWTH = 2016, 1.09
# What becomes of a crime; the rest is not yet known.
_OUTCOMES = {
    "Charged/Summonsed": 0.09,
    "Caution – adults": 0.02,
    "Community Resolution": 0.03,
    "Evidential difficulties: suspect identified; victim supports action": 0.27,
    "Evidential difficulties: suspect identified; victim does not support further action": 0.38,
    "Investigation complete – no suspect identified": 0.16,
    "Not yet assigned an outcome": 0.05,
}
_OUTSIDE = "British Transport Police"


def write_neighbours(directory: Path, seed: int = DEFAULT_SEED) -> tuple[Path, ...]:
    """Write a zip each of residents, recorded outcomes, orders and look-ups; give the paths.

    The same seed gives the same bytes. Residents end a year before the release does, so that a
    year without an estimate can be seen too.
    """
    directory.mkdir(parents=True, exist_ok=True)
    random = np.random.default_rng([seed, 7])
    files = {
        "residents": [RESIDENTS_HEADER, *_residents(random)],
        "recorded_outcomes": [OUTCOMES_HEADER, *_recorded(random)],
        "family_orders": [ORDERS_HEADER, *family_orders(random)],
        "authorities": [AUTHORITIES_HEADER, *_authorities()],
        "postcodes": [POSTCODES_HEADER, *_postcodes()],
    }
    return tuple(_write(directory / f"{name}.zip", lines) for name, lines in files.items())


def _write(path: Path, lines: list[str]) -> Path:
    with ZipFile(path, "w", ZIP_DEFLATED, compresslevel=1) as target:
        for name, text in ((MARKER, MARKER_TEXT), (f"{path.stem}.csv", "\n".join(lines) + "\n")):
            with target.open(name, "w") as member:
                member.write(text.encode())
    return path


def _residents(random: np.random.Generator) -> Iterator[str]:
    for area, weight in _areas():
        name = f'"{area}"' if "," in area else area
        now = weight * _RESIDENTS_A_UNIT * random.uniform(0.85, 1.15)
        now = _CITY if area == "City of London" else now
        for year in range(FIRST_YEAR, LAST_YEAR):
            yield f"{area_named(area).code},{name},{year},{round(now)}"
            now *= _GROWTH


def _authorities() -> Iterator[str]:
    """One authority an area, of the area's own name."""
    for number, area in enumerate(police_force_areas(), start=1):
        name = f"{area.name} (made-up authority)"
        place = f"{area.country[0]}99{number:06},{name},{area.country[0]}98{number:06},{name}"
        yield f"{place},{area.code},{area.name},{number}"


def _postcodes() -> Iterator[str]:
    """A district an area, of which every fourth postcode lies in the next area."""
    places = police_force_areas()
    for number, area in enumerate(places, start=1):
        for place in range(_POSTCODES_A_DISTRICT):
            inward = f"{place // len(_LETTERS)}{_LETTERS[place % len(_LETTERS)]}A"
            where = area if place % 4 else places[number % len(places)]
            district = f"ZZ{number}"
            forms = f"{district:<4}{inward},{district:<4} {inward},{district} {inward}"
            yield f"{forms},202401,,{where.country[0]}99{number:06},{where.code}"


def _areas() -> list[tuple[str, float]]:
    """Usual names of the 43 areas, each with the weight of its courts."""
    names = area_names()
    known = ((names.get(normalise_label(label)), weight) for label, weight in AREA_WEIGHTS.items())
    return [(name, weight) for name, weight in known if name is not None]


def _recorded(random: np.random.Generator) -> Iterator[str]:
    descriptions = {row["code"]: row["name"] for row in read_reference("recorded_offences")}
    for year in range(_FIRST_RECORDED, LAST_YEAR + 1):
        growth = _RECORDED_GROWTH ** (year - _FIRST_RECORDED)
        for quarter in (1, 2, 3, 4):
            for area, weight in (*_areas(), (_OUTSIDE, 0.1)):
                for code, often in _RECORDED.items():
                    crimes = int(random.poisson(often * weight * growth))
                    key = f"{year - 1}/{year % 100:02},{quarter},{area},{descriptions[code]}"
                    key = f"{key},Violence against the person,Harassment,{code},FALSE"
                    split = random.multinomial(crimes, list(_OUTCOMES.values()))
                    for outcome, number in zip(_OUTCOMES, split.tolist(), strict=True):
                        given = int(random.poisson(number)) if number else 0
                        yield f"{key},{outcome},,,{number},{given}"
