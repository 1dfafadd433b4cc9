"""The demonstration release, read back line by line with nothing but the standard library."""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

import pytest

from etl.demonstration.offences import family_offences, other_offences, rare_offences
from etl.demonstration.release import MARKER, write_release
from outcomes.areas import AREA_NOT_KNOWN, areas, police_force_areas
from outcomes.offences import families, offences
from outcomes.reference import read_reference
from outcomes.vocabulary import OFFENCE_GROUPS, normalise_label

ROWS = 60_000
KEYS = [
    "Year",
    "Sex",
    "Age Group",
    "Age Range",
    "Ethnicity",
    "Police Force Area",
    "Offence Type",
    "Offence Group",
    "Offence",
]
PROSECUTIONS_HEADER = [*KEYS, "Proceeded against", "Convicted", "Sentenced"]
SENTENCES_HEADER = [*KEYS, "Sentence Outcome", "Custodial Sentence Length", "Sentenced"]
BREACH = {offences()[slug].label for slug in families()["breach-of-protective-order"].offences}

Row = dict[str, str]


@dataclass(frozen=True)
class Member:
    header: list[str]
    rows: list[Row]


@dataclass(frozen=True)
class Release:
    paths: tuple[Path, ...]
    members: dict[str, Member]

    def rows(self, kind: str) -> list[Row]:
        return [row for name, member in self.members.items() if kind in name for row in member.rows]


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    return read_release(write_release(tmp_path_factory.mktemp("release"), ROWS))


def read_release(paths: tuple[Path, ...]) -> Release:
    members = {}
    for path in paths:
        with ZipFile(path) as archive:
            for name in archive.namelist():
                if name.endswith(".csv"):
                    members[name] = read_member(archive.read(name))
    return Release(paths, members)


def read_member(content: bytes) -> Member:
    lines = csv.reader(io.StringIO(content.decode("ascii"), newline=""))
    header = next(lines)
    return Member(header, [dict(zip(header, line, strict=True)) for line in lines])


def word(column: str, label: str) -> str:
    """Our word for a label, which must be known to stand in format G or in one like it."""
    known = {row["label"]: row["word"] for row in read_reference(f"labels/{column}")}
    return known[normalise_label(label)]


def total(rows: list[Row], measure: str, **chosen: str) -> int:
    return sum(int(row[measure]) for row in rows if all(row[k] == v for k, v in chosen.items()))


def by(rows: list[Row], measure: str, *columns: str) -> Counter[tuple[str, ...]]:
    sums: Counter[tuple[str, ...]] = Counter()
    for row in rows:
        sums[tuple(row[column] for column in columns)] += int(row[measure])
    return +sums


def test_the_same_rows_and_seed_give_the_same_bytes(tmp_path: Path) -> None:
    first = write_release(tmp_path / "first", 15_000, 7)
    again = write_release(tmp_path / "again", 15_000, 7)
    other = write_release(tmp_path / "other", 15_000, 8)

    assert [path.name for path in first] == ["obo_2010_2016.zip", "obo_2017_2024.zip"]
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in again]
    assert [path.read_bytes() for path in first] != [path.read_bytes() for path in other]


def test_each_zip_has_both_members_and_says_that_it_is_made_up(release: Release) -> None:
    for path, span in zip(release.paths, ("2010_2016", "2017_2024"), strict=True):
        with ZipFile(path) as archive:
            assert archive.testzip() is None
            assert archive.namelist() == [
                MARKER,
                f"sentence_outcomes_{span}.csv",
                f"prosecutions_convictions_{span}.csv",
            ]
            marker = archive.read(MARKER).decode()
        assert MARKER == "DEMONSTRATION.txt"
        title = marker.splitlines()[0]
        assert title == "DEMONSTRATION: MADE-UP FIGURES, NOT OFFICIAL STATISTICS"


def test_headers_are_those_of_format_g(release: Release) -> None:
    for name, member in release.members.items():
        expected = SENTENCES_HEADER if "sentence_outcomes" in name else PROSECUTIONS_HEADER
        assert member.header == expected


@pytest.mark.parametrize("rows", [20_000, ROWS])
def test_there_are_about_as_many_rows_as_asked_for(rows: int, tmp_path: Path) -> None:
    release = read_release(write_release(tmp_path, rows))

    made = sum(len(member.rows) for member in release.members.values())

    assert made == pytest.approx(rows, rel=0.05)


def test_counts_do_not_depend_on_the_rows(release: Release, tmp_path: Path) -> None:
    smaller = read_release(write_release(tmp_path, 20_000))
    columns = ("Year", "Police Force Area", "Offence")

    for kind, measure in [("prosecutions", "Convicted"), ("sentence_outcomes", "Sentenced")]:
        fine = by(release.rows(kind), measure, *columns)
        coarse = by(smaller.rows(kind), measure, *columns)
        assert set(coarse) < set(fine)
        assert coarse == {key: fine[key] for key in coarse}


def test_both_members_say_the_same_of_those_sentenced(release: Release) -> None:
    prosecutions, sentences = release.rows("prosecutions"), release.rows("sentence_outcomes")

    assert by(prosecutions, "Sentenced", *KEYS) == by(sentences, "Sentenced", *KEYS)
    assert min(int(row["Sentenced"]) for row in sentences) == 1


def test_a_length_stands_with_custody_and_with_nothing_else(release: Release) -> None:
    for row in release.rows("sentence_outcomes"):
        in_custody = word("sentence_outcome", row["Sentence Outcome"]) == "immediate custody"
        assert in_custody == bool(row["Custodial Sentence Length"])


def test_summary_offences_bring_no_more_than_six_months(release: Release) -> None:
    lengths = {
        word("custodial_length", row["Custodial Sentence Length"])
        for row in release.rows("sentence_outcomes")
        if "Summary" in row["Offence Type"] and row["Custodial Sentence Length"]
    }

    assert "6 months" in lengths
    assert not [length for length in lengths if "year" in length or "over 6" in length]


def test_every_label_is_known(release: Release) -> None:
    columns = {
        "Sex": "sex",
        "Age Group": "age_group",
        "Age Range": "age_range",
        "Ethnicity": "ethnicity",
        "Offence Type": "offence_type",
        "Offence Group": "offence_group",
        "Sentence Outcome": "sentence_outcome",
        "Custodial Sentence Length": "custodial_length",
    }
    for column, ours in columns.items():
        rows = release.rows("") if column in KEYS else release.rows("sentence_outcomes")
        for label in {row[column] for row in rows}:
            assert word(ours, label), label


def test_offences_are_named_as_format_g_names_them() -> None:
    named = {
        (row["label"], row["slug"])
        for row in read_reference("offence_labels")
        if "G" in row["formats"]
    }
    for offence in (*family_offences(), *other_offences(), *rare_offences()):
        label = offences()[offence.slug].label
        assert (normalise_label(label), offence.slug) in named


def test_every_family_and_every_offence_group_is_there() -> None:
    counted = {slug for family in families().values() for slug in family.offences}
    common = [offences()[offence.slug] for offence in other_offences()]

    assert {offence.slug for offence in family_offences()} == counted
    first = [*(offences()[slug] for slug in counted), *common[:12]]
    assert {offence.offence_group for offence in first} == set(OFFENCE_GROUPS) - {"not known"}
    assert not {offence.slug for offence in rare_offences()} & {one.slug for one in common}


def test_all_43_areas_and_the_unknown_one_stand_in_every_year(release: Release) -> None:
    slugs = {row["label"]: row["slug"] for row in read_reference("area_labels")}
    expected = {area.slug for area in police_force_areas()} | {areas()[AREA_NOT_KNOWN].slug}
    labels = by(release.rows("prosecutions"), "Proceeded against", "Year", "Police Force Area")

    assert {year for year, _ in labels} == {str(year) for year in range(2010, 2025)}
    for year in range(2010, 2025):
        here = {slugs[normalise_label(label)] for found, label in labels if found == str(year)}
        assert here == expected
    assert {"Metropolitan", "Dyfed Powys", "Not known"} <= {label for _, label in labels}


@pytest.mark.parametrize(
    ("slug", "first"),
    [
        ("stalking-section-4a", 2012),
        (
            "pursue-course-of-conduct-in-breach-of-prohibition-of-harassment-which-amounts-to-stalking",
            2012,
        ),
        ("racially-or-religiously-aggravated-stalking-without-violence", 2013),
        ("racially-or-religiously-aggravated-stalking-with-fear-of-violence", 2013),
        ("stalking-breach-of-stalking-order-interim-stalking-order", 2020),
        ("engage-in-controlling-coercive-behaviour-in-an-intimate-family-relationship", 2016),
        ("intentional-strangulation-or-suffocation", 2022),
    ],
)
def test_no_offence_is_older_than_its_law(release: Release, slug: str, first: int) -> None:
    label = offences()[slug].label
    years = [row["Year"] for row in release.rows("") if row["Offence"] == label]

    assert int(min(years)) == first


def test_rare_offences_are_not_older_than_the_act_they_name() -> None:
    first = {offence.slug: min(offence.cases) for offence in rare_offences()}

    assert first["modern-slavery"] == 2015
    assert first["air-navigation-order-2016"] == 2016
    assert first["copyright-designs-patents-act-1988"] == 2010


def test_breach_of_protective_orders_looks_like_the_real_thing(release: Release) -> None:
    rows = [row for row in release.rows("prosecutions") if row["Offence"] in BREACH]
    prosecuted = {year: total(rows, "Proceeded against", Year=str(year)) for year in (2010, 2017)}
    convicted = total(rows, "Convicted", Year="2017")
    there = {"Year": "2017", "Police Force Area": "West Midlands"}

    assert prosecuted[2017] == pytest.approx(14_500, rel=0.05)
    assert prosecuted[2010] < prosecuted[2017] * 0.6
    assert total(rows, "Proceeded against", **there) == pytest.approx(0.07 * 14_500, rel=0.1)
    assert 0.8 < convicted / prosecuted[2017] < 0.87
    assert total(rows, "Sentenced", Year="2017") < convicted
    assert 0.92 < total(rows, "Convicted", Year="2017", Sex="01: Male") / convicted < 0.96


def test_a_third_of_breaches_end_in_custody_mostly_short(release: Release) -> None:
    rows = [row for row in release.rows("sentence_outcomes") if row["Offence"] in BREACH]
    jailed = [row for row in rows if row["Custodial Sentence Length"]]
    long = [row for row in jailed if "year" in row["Custodial Sentence Length"]]

    assert 0.28 < total(jailed, "Sentenced") / total(rows, "Sentenced") < 0.38
    assert total(long, "Sentenced") < 0.06 * total(jailed, "Sentenced")


def test_courts_were_closed_in_2020(release: Release) -> None:
    years = by(release.rows("prosecutions"), "Proceeded against", "Year")

    assert years["2020",] < 0.85 * years["2019",]
    assert years["2020",] < years["2021",] < years["2023",]


def test_ages_above_25_are_split_from_2017_only(release: Release) -> None:
    ages = {(row["Year"] < "2017", word("age_range", row["Age Range"])) for row in release.rows("")}

    assert (True, "25 and over") in ages
    assert (False, "25 and over") not in ages
    assert {(True, "30-39"), (False, "30-39")} & ages == {(False, "30-39")}


def test_numeric_prefixes_differ_between_the_two_zips(release: Release) -> None:
    sexes = {(row["Year"] < "2017", row["Sex"]) for row in release.rows("prosecutions")}

    assert {(True, "02: Male"), (False, "01: Male")} <= sexes
    assert not {(True, "01: Male"), (False, "02: Male")} & sexes


def test_companies_stand_beside_persons_and_are_never_jailed(release: Release) -> None:
    companies = [
        row for row in release.rows("sentence_outcomes") if "Companies" in row["Age Range"]
    ]

    assert companies
    assert {word("age_group", row["Age Group"]) for row in companies} == {"not applicable"}
    assert {word("sex", row["Sex"]) for row in companies} == {"other"}
    assert not [row for row in companies if row["Custodial Sentence Length"]]
