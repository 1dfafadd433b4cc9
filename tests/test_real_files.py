"""The loaded edition of the Ministry's own files equals plain sums over their text.

The second reader is the csv module and ``Counter``; it shares no code, label map or library
with the product.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from outcomes.offences import offences
from outcomes.queries import answer
from outcomes.result import Result
from outcomes.selection import Selection
from outcomes.store import LoadedEdition, Store

SENTENCED_ZIP, MAGISTRATES_ZIP = (
    "outcomes-by-offence-2019.zip",
    "remands-magistrates-court-2018.zip",
)
SEXES = {"Male": "male", "Males": "male", "Female": "female", "Females": "female",
         "Not known": "not known"}  # fmt: skip
OUTCOMES = {
    "01": "immediate custody",
    "02": "suspended sentence",
    "03": "community sentence",
    "04": "fine",
    "05": "absolute discharge",
    "06": "conditional discharge",
    "07": "compensation",
    "08": "otherwise dealt with",
}
AGES = {"01": "10-11", "02": "12-14", "03": "15-17", "04": "18-20", "05": "21-24"}
OFFENCES = (
    ("8.10 Breach of a restraining order", "breach-of-a-restraining-order"),
    ("66.4 Breach of a non-molestation order", "breach-of-a-non-molestation-order"),
    ("1 Murder", "murder"),
    ("105 Common assault and battery", "common-assault-and-battery"),
    ("34 Robbery", "robbery"),
)
AREAS = ("West Midlands", "Kent", "Dyfed-Powys", "Metropolitan Police", "Devon and Cornwall")
Key = tuple[Any, ...]


def read_rows(path: Path) -> Iterator[dict[str, str]]:
    with zipfile.ZipFile(path) as archive, archive.open(archive.namelist()[0]) as member:
        yield from csv.DictReader(io.TextIOWrapper(member, encoding="latin-1", newline=""))


def after_prefix(label: str) -> str:
    return label.split(": ", 1)[-1]


@pytest.fixture(scope="module")
def sentenced(real_data: Path) -> dict[str, Counter[Key]]:
    """Sums of the 2019 file: all rows and measures, and persons by offence and one other key."""
    sums: dict[str, Counter[Key]] = {name: Counter() for name in ("total", "slice")}
    for row in read_rows(real_data / "moj" / SENTENCED_ZIP):
        count, year = int(row["Count"]), int(row["Year of Appearance"])
        sums["total"]["rows",] += 1
        sums["total"]["sentenced", year] += count
        sums["total"]["acsl_persons", year] += int(row["ascl_persons"] or 0)
        sums["total"]["acsl_months", year] += round(float(row["acsl_months"] or 0) * 1_000_000)
        if row["Type of Offender"] == "01: Person":
            place = (row["Offence"], year)
            sums["slice"][*place, "sex", after_prefix(row["Sex"])] += count
            sums["slice"][*place, "outcome", row["Sentence Outcome"][:2]] += count
            sums["slice"][*place, "age", row["Age Range"][:2]] += count
    return sums


@pytest.fixture(scope="module")
def magistrates(real_data: Path) -> dict[str, Counter[Key]]:
    """Sums of the 2018 magistrates' file, likewise, by police force area."""
    sums: dict[str, Counter[Key]] = {name: Counter() for name in ("total", "slice")}
    for row in read_rows(real_data / "moj" / MAGISTRATES_ZIP):
        count = int(row["Count"])
        convicted = count if row["Convicted/Not Convicted"].startswith("01") else 0
        sums["total"]["rows",] += 1
        sums["total"]["prosecutions",] += count
        sums["total"]["convictions",] += convicted
        if row["Type of Defendant"] == "01: Person":
            place = (row["Offence"], row["Police Force Area"])
            sex = SEXES[after_prefix(row["Sex"])]
            for measure, amount in (("prosecutions", count), ("convictions", convicted)):
                sums["slice"][*place, measure, "sex", sex] += amount
                sums["slice"][*place, measure, "age", row["Age Range"][:2]] += amount
    return sums


@pytest.fixture(scope="module")
def loaded(real_edition: Path) -> LoadedEdition:
    return Store(real_edition).edition()


def values(result: Result) -> dict[Key, Any]:
    return {one.keys: one.value for one in result.observations}


def test_rows_and_totals_of_every_measure_and_year(
    sentenced: dict[str, Counter[Key]],
    magistrates: dict[str, Counter[Key]],
    loaded: LoadedEdition,
    real_edition: Path,
) -> None:
    total = sentenced["total"]
    assert total["rows",] == 986_497
    assert sum(total["sentenced", year] for year in range(2009, 2020)) == 13_799_928
    assert magistrates["total"]["rows",] == 435_402
    assert magistrates["total"]["prosecutions",] == 1_442_617
    directory = real_edition / "editions" / loaded.edition.id
    rows = pq.read_table(directory / "sentences.parquet").to_pylist()
    newest = loaded.edition.sources[0].id
    found: Counter[Key] = Counter()
    for row in rows:
        if row["source"] == newest:
            found["sentenced", row["year"]] += row["sentenced"]
            found["acsl_persons", row["year"]] += row["acsl_persons"] or 0
            found["acsl_months", row["year"]] += round((row["acsl_months"] or 0) * 1_000_000)
    for key, expected in total.items():
        if key[0] == "acsl_months":
            assert found[key] == pytest.approx(expected, abs=1_000_000)
        elif key[0] != "rows":
            assert found[key] == expected
    proceedings = pq.read_table(directory / "proceedings.parquet").to_pylist()
    for measure in ("prosecutions", "convictions"):
        assert sum(row[measure] for row in proceedings) == magistrates["total"][measure,]


@pytest.mark.parametrize(("label", "slug"), OFFENCES)
def test_national_slices_by_year_sex_outcome_and_age(
    sentenced: dict[str, Counter[Key]], loaded: LoadedEdition, label: str, slug: str
) -> None:
    asked = Selection("sentenced", (slug,))
    sums = sentenced["slice"]
    by_outcome = values(answer(loaded, asked.but(by=("year", "sentence_outcome"))))
    by_age = values(answer(loaded, asked.but(by=("year", "age_range"))))
    for year in range(2009, 2020):
        for sex in ("male", "female"):
            found = values(answer(loaded, asked.but(sex=sex, from_year=year, to_year=year)))
            assert found[year,] == sums[label, year, "sex", sex.capitalize()]
        for prefix, outcome in OUTCOMES.items():
            assert by_outcome.get((year, outcome), 0) == sums[label, year, "outcome", prefix]
        for prefix, age in AGES.items():
            assert by_age.get((year, age), 0) == sums[label, year, "age", prefix]


@pytest.mark.parametrize(("label", "slug"), OFFENCES)
@pytest.mark.parametrize("measure", ["prosecutions", "convictions"])
def test_local_slices_by_area_sex_and_age(
    magistrates: dict[str, Counter[Key]],
    loaded: LoadedEdition,
    measure: str,
    label: str,
    slug: str,
) -> None:
    asked = Selection(measure, (slug,), AREA_SLUGS, by=("area", "sex"))
    by_sex = values(answer(loaded, asked))
    by_age = values(answer(loaded, asked.but(by=("area", "age_range"))))
    for area in AREAS:
        place = (label, area.removesuffix(" Police"), measure)
        for sex in ("male", "female", "not known"):
            assert by_sex.get((area, sex), 0) == magistrates["slice"][*place, "sex", sex]
        for prefix, age in AGES.items():
            assert by_age.get((area, age), 0) == magistrates["slice"][*place, "age", prefix]


AREA_SLUGS = tuple(area.lower().replace(" ", "-") for area in AREAS)


def test_every_offence_of_england_and_wales_by_area_adds_up(
    magistrates: dict[str, Counter[Key]], loaded: LoadedEdition
) -> None:
    expected = sum(
        amount
        for key, amount in magistrates["slice"].items()
        if key[2] == "prosecutions" and key[3] == "sex"
    )
    assert values(answer(loaded, Selection("prosecutions"))) == {(2018,): expected}
    alone = Selection("prosecutions", tuple(offences())[:1])
    assert values(answer(loaded, alone))[2018,] < expected
