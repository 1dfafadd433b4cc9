"""Several editions in one load: one source supplies each figure, and bases stay apart."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from etl.build import build
from etl.comparing.cells import read_cells
from etl.publishing.publish import publish
from outcomes.editions import edition_directory
from outcomes.errors import SourceError
from outcomes.offences import UNSTATED, families, offences
from outcomes.queries import answer
from outcomes.result import Key, Result
from outcomes.selection import Selection
from outcomes.series import Series
from outcomes.store import LoadedEdition, Store
from tests.etl.builders import (
    Row,
    a_row,
    c_row,
    csv_text,
    csv_zip,
    d_row,
    e_row,
    h_row,
    outcome_row,
    refused,
    zip_file,
)

ORDER = ("breach-of-a-restraining-order",)
ACQUITTAL = "breach-of-a-restraining-order-issued-on-acquittal"
PROTECTION = "breach-of-a-domestic-abuse-protection-order"
OTHER_ORDER = "other-offence-against-the-state-or-public-order-triable-either-way"
OTHER_LABEL = "66.9 Other Offence against the State or Public Order - triable either way"
HERE, EVERYWHERE = ("west-midlands",), ("england-and-wales",)


def load(data_dir: Path, *files: Path) -> LoadedEdition:
    publish(build(files), data_dir / "data")
    return Store(data_dir / "data").edition()


def values(result: Result) -> dict[Key, float | None]:
    return {one.keys[0]: one.value for one in result.observations}


def formats_used(loaded: LoadedEdition, result: Result) -> list[str]:
    return [loaded.edition.source_by_id[source].format for source in result.sources]


CROWN = "01: Crown Court"


@pytest.fixture
def mixed(tmp_path: Path) -> LoadedEdition:
    """A to 2017 by area, C to 2019 for the whole, H of the year ending March 2026."""
    early: list[Row] = [
        a_row(Year_of_Appearance=year, Count=count, Police_Force_Area=area)
        for year in (2016, 2017)
        for area, count in (("West Midlands", 10), ("Kent", 30))
    ]
    not_yet = {
        "Convicted_Not_Convicted": "Not convicted",
        "Sentenced_Not_Sentenced": "Not sentenced",
    }
    life = "17: Over 10 years and less than life"
    custody = {"Outcome": "15: Immediate custody", "Custodial_Sentence_Length": life}
    early.append(a_row(Count=5, Outcome="06: Committed for trial", **not_yet))
    early.append(a_row(Count=5, Court_Type=CROWN, **custody))
    national = [c_row(Year_of_Appearance=year, Count=50) for year in (2016, 2017, 2018, 2019)]
    march = [
        h_row(Year_ending_March=f"Year ending March {year}", Convicted=count, Proceeded_against=40)
        for year, count in ((2017, 21), (2025, 22), (2026, 23))
    ]
    march.append(h_row(Offence=OTHER_LABEL, HO_Offence_Code="06638 - On acquittal",
                       Convicted=11, Proceeded_against=12))  # fmt: skip
    march.append(h_row(Offence=OTHER_LABEL, HO_Offence_Code="06699", Convicted=4,
                       Proceeded_against=5))  # fmt: skip
    return load(
        tmp_path,
        csv_zip(tmp_path, early, "a.zip"),
        csv_zip(tmp_path, national, "c.zip"),
        csv_zip(tmp_path, march, "h.zip"),
    )


def test_the_newest_edition_that_covers_a_year_and_area_supplies_it(mixed: LoadedEdition) -> None:
    whole = answer(mixed, Selection("sentenced", ORDER, EVERYWHERE))
    assert values(whole) == {2016: 50, 2017: 50, 2018: 50, 2019: 50}
    assert formats_used(mixed, whole) == ["C"]
    here = answer(mixed, Selection("sentenced", ORDER, HERE))
    assert values(here) == {2016: 10, 2017: 15}
    assert formats_used(mixed, here) == ["A"]


def test_rows_of_two_editions_are_never_added(mixed: LoadedEdition) -> None:
    both = (*HERE, *EVERYWHERE)
    found = answer(mixed, Selection("sentenced", ORDER, both, by=("year", "area")))
    side_by_side = {one.keys: one.value for one in found.observations}
    assert side_by_side[2017, "England and Wales"] == 45
    assert side_by_side[2017, "West Midlands"] == 15
    assert side_by_side[2019, "England and Wales"] == 50
    assert side_by_side[2019, "West Midlands"] is None


def test_calendar_years_and_years_to_march_stay_apart(mixed: LoadedEdition) -> None:
    newest = answer(mixed, Selection("convictions", ORDER, HERE))
    assert newest.selection.basis == "march"
    assert values(newest)[2017] == 21
    assert values(newest)[2026] == 23
    assert values(newest)[2020] is None
    calendar = answer(mixed, Selection("convictions", ORDER, HERE, basis="calendar"))
    assert values(calendar) == {2016: 10, 2017: 15}
    assert formats_used(mixed, calendar) == ["A"]


def test_gaps_between_editions_are_not_published_and_never_zero(mixed: LoadedEdition) -> None:
    found = answer(mixed, Selection("convictions", ORDER, HERE, from_year=2017, to_year=2026))
    statuses = {one.keys[0]: one.status for one in found.observations}
    assert {year for year in statuses if statuses[year] == "published"} == {2017, 2025, 2026}


def test_offences_inside_others_are_apart_only_where_codes_tell(mixed: LoadedEdition) -> None:
    alone = answer(mixed, Selection("convictions", (ACQUITTAL,), HERE))
    assert values(alone) == {2017: 0, **dict.fromkeys(range(2018, 2025)), 2025: 0, 2026: 11}
    containing = answer(mixed, Selection("convictions", (OTHER_ORDER,), HERE, from_year=2026))
    assert values(containing) == {2026: 15}
    calendar = Selection("convictions", (ACQUITTAL, *ORDER), HERE, basis="calendar")
    assert answer(mixed, calendar).is_empty


def test_an_offence_that_the_codes_do_not_show_once_is_a_true_zero(mixed: LoadedEdition) -> None:
    found = answer(mixed, Selection("convictions", (PROTECTION,), HERE, from_year=2026))
    assert values(found) == {2026: 0}


def test_years_to_march_have_no_sentences(mixed: LoadedEdition) -> None:
    assert answer(mixed, Selection("sentenced", ORDER, HERE, basis="march")).is_empty
    assert answer(mixed, Selection("custody_rate", ORDER, HERE, basis="march")).is_empty


def test_custody_rate_by_area_counts_coarse_lengths(mixed: LoadedEdition) -> None:
    rate = answer(mixed, Selection("custody_rate", ORDER, HERE))
    (last,) = (one for one in rate.observations if one.keys == (2017,))
    assert (last.numerator, last.denominator) == (5, 15)
    lengths = Selection("sentenced", ORDER, HERE, from_year=2017, by=("custodial_length",))
    found = values(answer(mixed, lengths))
    assert found["over 10 years and less than life"] == 5


# --- groups of offences beside offences


@pytest.fixture
def grouped(tmp_path: Path) -> LoadedEdition:
    """E of 2021 by group and area, beside C of 2019 by offence."""
    groups = [
        e_row(Year=year, Sentenced=count, Offence_group=group)
        for year in (2019, 2021)
        for group, count in (("01: Violence against the person", 7), ("03: Robbery", 2))
    ]
    national = [c_row(Year_of_Appearance=2019, Count=50), c_row(Offence="1 Murder")]
    return load(tmp_path, csv_zip(tmp_path, groups, "e.zip"), csv_zip(tmp_path, national, "c.zip"))


@pytest.mark.parametrize("chosen", [ORDER[0], *families()])
def test_groups_never_answer_an_offence_or_a_family(grouped: LoadedEdition, chosen: str) -> None:
    for areas in (HERE, EVERYWHERE):
        found = answer(grouped, Selection("sentenced", (chosen,), areas))
        assert "E" not in formats_used(grouped, found)
        later = [one.value for one in found.observations if one.keys[0] == 2021]
        assert set(later) <= {None}


def test_groups_never_answer_any_offence_that_can_be_chosen(grouped: LoadedEdition) -> None:
    found = (answer(grouped, Selection("sentenced", (slug,), HERE)) for slug in offences())
    assert all(one.is_empty for one in found)


def test_groups_answer_all_offences_together(grouped: LoadedEdition) -> None:
    found = answer(grouped, Selection("sentenced", areas=HERE))
    assert values(found) == {2019: 9, 2020: None, 2021: 9}
    whole = answer(grouped, Selection("sentenced", areas=EVERYWHERE))
    assert values(whole) == {2019: 9, 2020: None, 2021: 9}
    by_outcome = Selection("sentenced", areas=HERE, from_year=2021, by=("sentence_outcome",))
    assert values(answer(grouped, by_outcome)) == {"fine": 9}


def test_all_offences_one_by_one_come_from_the_file_that_tells_them(
    grouped: LoadedEdition,
) -> None:
    found = answer(grouped, Selection("sentenced", areas=EVERYWHERE, by=("year", "offence")))
    assert formats_used(grouped, found) == ["C"]
    assert {one.keys: one.value for one in found.observations} == {
        (2019, "Murder"): 1,
        (2019, "Breach of a restraining order"): 50,
    }


def test_what_is_published_says_that_groups_are_all_offences_together(
    grouped: LoadedEdition,
) -> None:
    (notice, *_) = answer(grouped, Selection("sentenced", ORDER, HERE)).notices
    assert notice.code == "not-published"
    assert "2019 to 2021, by police force area, all offences together only" in notice.text


def test_editions_are_compared_by_the_file_that_tells_offences(tmp_path: Path) -> None:
    offences_told = [a_row(Year_of_Appearance=year, Count=4) for year in (2019, 2020)]
    groups = [e_row(Year=year, Sentenced=5) for year in (2019, 2020, 2021)]
    files = csv_zip(tmp_path, offences_told, "a.zip"), csv_zip(tmp_path, groups, "e.zip")
    loaded = load(tmp_path, *files)
    directory = edition_directory(tmp_path / "data", loaded.edition.id)
    cells = read_cells(loaded.edition, directory)
    found = cells[Series("sentenced", "calendar", "all courts", by_area=True)]
    assert found.years == (2019, 2020, 2021)
    sums = {label: found.values[:, :, at].sum(1).tolist()
            for at, label in enumerate(found.offences)}  # fmt: skip
    assert sums == {"Breach of a restraining order": [4, 4, 0], UNSTATED: [0, 0, 5]}


# --- editions of one format


def test_two_editions_of_one_format_are_two_sources(tmp_path: Path) -> None:
    def rows(years: Sequence[int], count: int) -> list[Row]:
        return [e_row(Year=year, Sentenced=count) for year in years]

    built = build(
        [
            csv_zip(tmp_path, rows(range(2017, 2022), 5), "of-2021.zip"),
            csv_zip(tmp_path, rows(range(2010, 2016), 7), "of-2022-early.zip"),
            csv_zip(tmp_path, rows(range(2016, 2023), 7), "of-2022-late.zip"),
        ]
    )
    assert {one.file: one.vintage for one in built.sources} == {
        "of-2021.zip": 2021,
        "of-2022-early.zip": 2022,
        "of-2022-late.zip": 2022,
    }
    (note,) = (one for one in built.problems if one.code == "EDITIONS_OVERLAP")
    assert note.severity == "note"
    publish(built, tmp_path / "data")
    loaded = Store(tmp_path / "data").edition()
    found = answer(loaded, Selection("sentenced", areas=HERE))
    assert values(found) == dict.fromkeys(range(2010, 2023), 7)


def test_years_twice_in_one_file_are_refused_however_far_they_go(tmp_path: Path) -> None:
    members = {
        "early.csv": csv_text([e_row(Year=2016), e_row(Year=2017)]),
        "late.csv": csv_text([e_row(Year=2017), e_row(Year=2018)]),
    }
    (problem,) = refused(zip_file(tmp_path, members), error=SourceError)
    assert problem.code == "YEAR_OVERLAP"


def test_every_format_in_one_load(tmp_path: Path) -> None:
    files = [
        csv_zip(tmp_path, [a_row()], "a.zip"),
        csv_zip(tmp_path, [c_row()], "c.zip"),
        csv_zip(tmp_path, [d_row({"Fine": 2})], "d.zip"),
        csv_zip(tmp_path, [e_row()], "e.zip"),
        csv_zip(tmp_path, [outcome_row()], "g.zip"),
        csv_zip(tmp_path, [h_row()], "h.zip"),
    ]
    loaded = load(tmp_path, *files)
    assert [one.format for one in loaded.edition.sources] == ["H", "G", "E", "D", "C", "A"]
    found = answer(loaded, Selection("sentenced", ORDER, EVERYWHERE))
    assert values(found) == {2017: 1, 2018: None, 2019: 1, 2020: 2} | dict.fromkeys(
        (2021, 2022, 2023)
    ) | {2024: 1}


# --- the published figures of the West Midlands, year ending March 2026


FILE = Path("moj") / "west_midlands_convictions_year_ending_march_2026.json"
QUARTERS = ("Apr-Jun", "Jul-Sep", "Oct-Dec", "Jan-Mar")


@pytest.fixture
def published(real_data: Path) -> list[dict[str, Any]]:
    path = real_data / FILE
    if not path.is_file():
        pytest.skip(f"no {path}")
    records: list[dict[str, Any]] = json.loads(path.read_text("utf-8"))["records"]
    return records


def slug_of(record: dict[str, Any]) -> str:
    """The offence of a record, by its Home Office code or else by the longest label it ends in."""
    code, label = record["code"][:5], record["offence"].casefold()
    fitting = [one for one in offences().values() if label.endswith(one.label.casefold())]
    coded = [one for one in offences().values() if one.parent and code in one.home_office_codes]
    return (coded or sorted(fitting, key=lambda one: len(one.label)))[-1].slug


def rows_of_record(record: dict[str, Any]) -> list[Row]:
    """Rows that give a record's quarters, sexes and ages; one column of each is told at a time."""
    shared = {
        "Offence": record["offence"],
        "HO_Offence_Code": record["code"],
        "Offence_Group": record["group"],
        "Offence_Type": record["type"],
    }
    females = record["female"]
    ages = [age for age, number in record.get("age", {}).items() for _ in range(number)]
    ages += ["Age not known"] * (record["total"] - len(ages))
    quarters = [quarter for quarter in QUARTERS for _ in range(record["Q"].get(quarter, 0))]
    return [
        without_prosecutions(
            h_row(
                **shared,
                Quarter=quarter,
                Age_Range=ages[place],
                Sex="02: Female" if place < females else "01: Male",
            )
        )
        for place, quarter in enumerate(quarters)
    ]


def without_prosecutions(row: Row) -> Row:
    """The file's figures of prosecutions are not known."""
    return {header: text for header, text in row.items() if header != "Proceeded against"}


@pytest.fixture
def west_midlands(tmp_path: Path, published: list[dict[str, Any]]) -> LoadedEdition:
    rows = [row for record in published for row in rows_of_record(record)]
    injunction = "8.08 Breach of the conditions of an injunction against harassment"
    elsewhere = h_row(
        Police_Force_Area="Kent", Offence=injunction, HO_Offence_Code="00829", Convicted=3
    )
    company = h_row(Person_Other="02: Other", Sex="03: Not known", Age_Range="Age not known")
    rows += [without_prosecutions(elsewhere), without_prosecutions(company)]
    content = csv_text(rows).encode("utf-8-sig")
    return load(tmp_path, zip_file(tmp_path, {"obo_pros_conv_sent.csv": content}))


@pytest.mark.real
def test_west_midlands_convictions_are_those_published(
    west_midlands: LoadedEdition, published: list[dict[str, Any]]
) -> None:
    expected: dict[str, int] = {}
    for record in published:
        slug = slug_of(record)
        expected[slug] = expected.get(slug, 0) + record["total"]
    for slug, total in expected.items():
        found = answer(west_midlands, Selection("convictions", (slug,), HERE, basis="march"))
        assert values(found) == {2026: total}, slug
    assert expected["breach-of-a-restraining-order"] == 293
    assert expected[ACQUITTAL] == 11
    assert expected[PROTECTION] == 2
    assert expected["stalking-section-4a"] == 79


@pytest.mark.real
def test_west_midlands_family_without_the_orders_inside_others(
    west_midlands: LoadedEdition,
) -> None:
    family = Selection("convictions", ("breach-of-protective-order",), HERE)
    assert values(answer(west_midlands, family)) == {2026: 293 + 133}
    injunction = "breach-of-the-conditions-of-an-injunction-against-harassment"
    alone = answer(west_midlands, Selection("convictions", (injunction,), HERE))
    assert values(alone) == {2026: 0}
    inside = answer(west_midlands, Selection("convictions", (OTHER_ORDER,), HERE))
    assert values(inside) == {2026: 11 + 2}


@pytest.mark.real
def test_west_midlands_by_sex_and_age(west_midlands: LoadedEdition) -> None:
    by_sex = answer(west_midlands, Selection("convictions", ORDER, HERE, by=("sex",)))
    assert values(by_sex) == {"male": 266, "female": 27}
    by_age = answer(west_midlands, Selection("convictions", ORDER, HERE, by=("age_range",)))
    assert values(by_age) == {
        "18-20": 2,
        "21-24": 18,
        "25-29": 34,
        "30-39": 114,
        "40-49": 78,
        "50-59": 37,
        "60-69": 10,
    }
    young = answer(west_midlands, Selection("convictions", ORDER, HERE, age="young adults"))
    assert values(young) == {2026: 2}
