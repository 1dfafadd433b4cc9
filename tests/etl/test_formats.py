"""Formats A, D, E (with F) and H: how their rows become figures, trap by trap."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.build import Build, build
from outcomes.errors import CheckError, SourceError
from outcomes.offences import UNSTATED, families, offences
from outcomes.vocabulary import CUSTODIAL_LENGTHS, LENGTH_BANDS
from tests.etl.builders import (
    Row,
    a_row,
    build_rows,
    coverage_of,
    csv_text,
    csv_zip,
    d_row,
    e_row,
    h_row,
    only_row,
    refused,
    rows_of,
    zip_file,
)


def summed(built: Build, table: str, measure: str) -> int:
    return sum(row[measure] for row in rows_of(built, table))


# --- A: court outcomes by area, both courts in one file


CROWN = {"Court_Type": "01: Crown Court"}
COMMITTED_FOR_TRIAL = {
    "Convicted_Not_Convicted": "02: Not convicted",
    "Sentenced_Not_Sentenced": "02: Not sentenced",
    "Outcome": "06: Committed for trial",
}


def test_format_a_prosecutions_are_those_of_magistrates_courts(tmp_path: Path) -> None:
    rows = [a_row(Count=5), a_row(Count=3, **COMMITTED_FOR_TRIAL), a_row(Count=2, **CROWN)]
    built = build_rows(tmp_path, rows)
    assert summed(built, "proceedings", "prosecutions") == 8
    assert summed(built, "proceedings", "convictions") == 7
    assert summed(built, "sentences", "sentenced") == 7
    assert {row["court"]: row["sentenced"] for row in rows_of(built, "sentences")} == {
        "magistrates' courts": 5,
        "crown court": 2,
    }
    assert {one.courts for one in built.coverage} == {"all courts"}
    assert coverage_of(built, "sentences").totals == {"sentenced": {2017: 7}}


def test_format_a_convicted_is_not_sentenced(tmp_path: Path) -> None:
    waiting = {
        "Sentenced_Not_Sentenced": "02: Not sentenced",
        "Outcome": "07: Committed for sentence",
    }
    built = build_rows(tmp_path, [a_row(Count=4, **waiting)])
    assert only_row(built, "proceedings")["convictions"] == 4
    assert "sentences" not in built.tables


def test_format_a_flag_and_outcome_must_agree(tmp_path: Path) -> None:
    path = csv_zip(tmp_path, [a_row(Outcome="04: Withdrawn"), a_row()])
    problems = refused(path, error=CheckError)
    assert {one.code for one in problems} == {"N6_SENTENCED", "FLAGS_DISAGREE"}
    assert any(one.value == "convicted / sentenced / not convicted" for one in problems)


@pytest.mark.parametrize(
    ("label", "word", "band"),
    [
        ("15: Over 5 years and up to and including 7 years", None, "over 4 to 10 years"),
        ("16: Over 7 years and up to and including 10 years", None, "over 4 to 10 years"),
        ("17: Over 10 years and less than life", None, "over 10 years"),
        (
            "18: Imprisonment for public protection",
            "imprisonment for public protection",
            "life or indeterminate",
        ),
        ("19: Life sentence", "life sentence", "life or indeterminate"),
    ],
)
def test_format_a_lengths_are_coarser(
    tmp_path: Path, label: str, word: str | None, band: str
) -> None:
    row = a_row(Outcome="15: Immediate custody", Custodial_Sentence_Length=label)
    found = only_row(build_rows(tmp_path, [row]), "sentences")
    assert found["sentence_outcome"] == "immediate custody"
    assert found["custodial_length"] == (word or label.split(": ")[1].lower())
    assert found["custodial_length"] in LENGTH_BANDS[band]


def test_format_a_header_of_2020_and_quarters_are_summed_away(tmp_path: Path) -> None:
    rows = [a_row(Quarter=quarter, Year_of_Appearance=2020) for quarter in (1, 2, 3, 4)]
    renamed = [
        {("Offence" if header == "offence" else header): row[header] for header in row}
        for row in rows
    ]
    built = build_rows(tmp_path, renamed)
    assert only_row(built, "proceedings")["prosecutions"] == 4
    assert built.sources[0].id.startswith("2020-a-")


def test_format_a_does_not_split_ages_over_25(tmp_path: Path) -> None:
    coverage = coverage_of(build_rows(tmp_path, [a_row()]), "proceedings")
    assert coverage.age_ranges == {2017: ("25 and over",)}


def test_format_a_companies_and_unknown_areas_are_kept(tmp_path: Path) -> None:
    unknown = "Special/miscellaneous and unknown police forces"
    rows = [a_row(), a_row(Type_of_Defendant="02: Compan"), a_row(Police_Force_Area=unknown)]
    found = rows_of(build_rows(tmp_path, rows), "proceedings")
    assert {row["defendant_kind"] for row in found} == {"person", "company"}
    assert {row["police_force_area"] for row in found} == {"West Midlands", "Area not known"}


def test_several_stalking_labels_stay_apart_in_format_a(tmp_path: Path) -> None:
    labels = ["8.Q Stalking", "8.10 Breach of a restraining order"]
    built = build_rows(tmp_path, [a_row(offence=label) for label in labels])
    codes = {row["offence_code"] for row in rows_of(built, "proceedings")}
    assert codes == {"8.Q", "8.10"}


# --- D: a column for each disposal and length


SHORT, SIX = "Custody - Up to and including 1 month", "Custody - 6 months"


def test_format_d_is_unfolded(tmp_path: Path) -> None:
    cells = {SHORT: 2, SIX: 3, "Custody - Life": 1, "Total Community Sentence": 4, "Fine": 5}
    rows = [d_row(cells, Proceeded_against=20, Convicted=16), d_row({"Fine": 1})]
    built = build_rows(tmp_path, rows)
    found = {
        (row["sentence_outcome"], row["custodial_length"]): row["sentenced"]
        for row in rows_of(built, "sentences")
    }
    assert found == {
        ("immediate custody", "up to and including 1 month"): 2,
        ("immediate custody", "6 months"): 3,
        ("immediate custody", "life sentence"): 1,
        ("community sentence", "not applicable"): 4,
        ("fine", "not applicable"): 6,
    }
    proceeding = only_row(built, "proceedings")
    assert (proceeding["prosecutions"], proceeding["convictions"]) == (21, 17)
    assert summed(built, "sentences", "sentenced") == 16


def test_format_d_is_national_and_splits_outcomes_and_lengths(tmp_path: Path) -> None:
    coverage = coverage_of(build_rows(tmp_path, [d_row({SIX: 1})]), "sentences")
    assert coverage.national
    assert {"offence", "custodial_length", "defendant_kind", "age_group"} <= set(coverage.keys)
    assert "age_range" not in coverage.keys
    assert coverage.totals == {"sentenced": {2020: 1}}


def test_format_d_total_custody_is_not_counted_again(tmp_path: Path) -> None:
    row = d_row({SHORT: 2, SIX: 3})
    assert row["Total Immediate Custody"] == "5"
    assert summed(build_rows(tmp_path, [row]), "sentences", "sentenced") == 5


def test_format_d_disposals_must_give_the_files_own_total(tmp_path: Path) -> None:
    path = csv_zip(tmp_path, [d_row({"Fine": 2}, Sentenced=3)])
    (problem,) = refused(path, error=CheckError)
    assert (problem.code, problem.column, problem.value) == ("TOTAL_DIFFERS", "sentenced", "2020")


def test_format_d_without_its_disposals_is_refused(tmp_path: Path) -> None:
    row = {h: v for h, v in d_row({"Fine": 2}).items() if h != "Fine"}
    (problem,) = refused(csv_zip(tmp_path, [row]), error=CheckError)
    assert problem.code == "TOTAL_DIFFERS"


def test_format_d_unknown_disposal_is_an_unknown_header(tmp_path: Path) -> None:
    row = {**d_row(), "Custody - 5 months": "0"}
    (problem,) = refused(csv_zip(tmp_path, [row]), error=SourceError)
    assert (problem.code, problem.column) == ("HEADER_CHANGED", "Custody - 5 months")


def test_format_d_disposal_twice_under_two_headers_is_refused(tmp_path: Path) -> None:
    row = {**d_row(), "Compensation": "0"}
    (problem,) = refused(csv_zip(tmp_path, [row]), error=SourceError)
    assert problem.code == "HEADER_DUPLICATE"


def test_format_d_cell_that_is_no_count_is_named(tmp_path: Path) -> None:
    (problem,) = refused(csv_zip(tmp_path, [{**d_row(), SIX: "-"}]), error=SourceError)
    assert (problem.code, problem.column, problem.line) == ("VALUE_NOT_COUNT", SIX, 2)


def test_format_d_other_defendants_are_not_persons(tmp_path: Path) -> None:
    built = build_rows(tmp_path, [d_row(Person_other="02: Other"), d_row()])
    kinds = {row["defendant_kind"] for row in rows_of(built, "sentences")}
    assert kinds == {"person", "company"}


# --- E, and the edition of 2022 that is called F: groups of offences only


def test_format_e_rows_state_no_offence(tmp_path: Path) -> None:
    built = build_rows(tmp_path, [e_row(Sentenced=3), e_row(Offence_group="03: Robbery")])
    found = {row["offence_group"]: row["sentenced"] for row in rows_of(built, "sentences")}
    assert found == {"violence against the person": 3, "robbery": 1}
    assert {row["offence"] for row in rows_of(built, "sentences")} == {UNSTATED}
    assert {row["offence_code"] for row in rows_of(built, "sentences")} == {""}
    coverage = coverage_of(built, "sentences")
    assert "offence" not in coverage.keys
    assert coverage.areas == ("West Midlands",)


def test_no_offence_stated_is_no_offence_and_in_no_family() -> None:
    assert UNSTATED not in {one.label for one in offences().values()}
    members = {slug for family in families().values() for slug in family.offences}
    assert members <= set(offences())


CUSTODY_LABELS = [
    ("07: Total Immediate custody", "23: Custody - Life", "life sentence"),
    ("06: Total Immediate Custody", "05: Custody - 6 months", "6 months"),
    (
        " 06: Total Immediate Custody",
        "  04: Custody - More than 3 months and under 6 months",
        "over 3 months to less than 6 months",
    ),
    (
        "07: Total Immediate custody",
        "22: Custody - Indeterminate Sentence",
        "imprisonment for public protection",
    ),
]


@pytest.mark.parametrize(("outcome", "length", "word"), CUSTODY_LABELS)
def test_format_e_and_f_labels_of_custody(
    tmp_path: Path, outcome: str, length: str, word: str
) -> None:
    row = e_row(Sentence_Outcome=outcome, Custodial_Sentence_Length=length)
    found = only_row(build_rows(tmp_path, [row]), "sentences")
    assert (found["sentence_outcome"], found["custodial_length"]) == ("immediate custody", word)
    assert word in CUSTODIAL_LENGTHS


@pytest.mark.parametrize(
    ("label", "sex"), [("01: Female", "female"), ("02: Male", "male"), ("  02: Male", "male")]
)
def test_format_e_sexes_have_the_other_numbers(tmp_path: Path, label: str, sex: str) -> None:
    assert only_row(build_rows(tmp_path, [e_row(Sex=label)]), "sentences")["sex"] == sex


def test_format_f_is_not_utf_8_and_its_values_begin_with_blanks(tmp_path: Path) -> None:
    row = e_row(
        Year=2022,
        Sentence_Outcome=" 04: Total Community sentence",
        Police_Force_Area=" Metropolitan Police",
        Offence_group="\u00a001: Violence against the person",
    )
    built = build([zip_file(tmp_path, {"a.csv": csv_text([row]).encode("latin-1")})])
    found = only_row(built, "sentences")
    assert found["sentence_outcome"] == "community sentence"
    assert found["police_force_area"] == "Metropolitan Police"
    assert built.sources[0].members[0]["encoding"] == "latin-1"


# --- H: years ending March, Home Office codes


def test_format_h_year_ends_in_march_and_quarters_are_summed_away(tmp_path: Path) -> None:
    rows = [h_row(Quarter=quarter) for quarter in ("Apr-Jun", "Jul-Sep", "Oct-Dec", "Jan-Mar")]
    content = csv_text(rows).encode("utf-8-sig")
    built = build([zip_file(tmp_path, {"a.csv": content})])
    found = only_row(built, "proceedings")
    assert (found["year"], found["period_basis"]) == (2026, "march")
    assert (found["prosecutions"], found["convictions"]) == (4, 4)
    assert coverage_of(built, "proceedings").basis == "march"
    assert built.sources[0].members[0]["encoding"] == "utf-8 with byte order mark"


@pytest.mark.parametrize("year", ["2026", "Year ending June 2026", "Year ending March 26"])
def test_format_h_other_periods_are_refused(tmp_path: Path, year: str) -> None:
    path = csv_zip(tmp_path, [h_row(Year_ending_March=year)])
    (problem,) = refused(path, error=SourceError)
    assert (problem.code, problem.value) == ("YEAR_BAD", year)


@pytest.mark.parametrize("header", ["Proceeded against", "Prosecuted"])
def test_format_h_accepts_both_names_of_prosecutions(tmp_path: Path, header: str) -> None:
    row = {(header if h == "Proceeded against" else h): v for h, v in h_row().items()}
    row[header] = "9"
    assert only_row(build_rows(tmp_path, [row]), "proceedings")["prosecutions"] == 9


def test_format_h_with_convictions_alone_has_no_prosecutions(tmp_path: Path) -> None:
    row = {h: v for h, v in h_row().items() if h not in ("Proceeded against", "Sentenced")}
    built = build_rows(tmp_path, [row])
    assert only_row(built, "proceedings")["prosecutions"] is None
    assert coverage_of(built, "proceedings").measures == ("convictions",)
    assert not [one for one in built.problems if one.code == "COLUMN_LEFT_OUT"]


def test_format_h_sentences_without_outcome_are_left_out_and_it_says_so(tmp_path: Path) -> None:
    built = build_rows(tmp_path, [h_row()])
    assert set(built.tables) == {"proceedings"}
    (note,) = (one for one in built.problems if one.code == "COLUMN_LEFT_OUT")
    assert (note.column, note.severity) == ("Sentenced", "note")


AGES = [
    ("01: 10 to 11", "10-11", "children"),
    ("03: 15 to 17", "15-17", "children"),
    ("04: 18 to 20", "18-20", "young adults"),
    ("05: 21 to 24", "21-24", "adults"),
    ("12: 70+ (2017 onwards)", "70 and over", "adults"),
    ("06: 25+ (prior to 2017)", "25 and over", "adults"),
    ("13: Age not known", "not known", "not known"),
]


@pytest.mark.parametrize(("label", "band", "group"), AGES)
def test_format_h_age_groups_follow_from_ages(
    tmp_path: Path, label: str, band: str, group: str
) -> None:
    built = build_rows(tmp_path, [h_row(Age_Range=label)])
    found = only_row(built, "proceedings")
    assert (found["age_range"], found["age_group"]) == (band, group)


def test_format_h_splits_age_groups_that_it_does_not_state(tmp_path: Path) -> None:
    keys = coverage_of(build_rows(tmp_path, [h_row()]), "proceedings").keys
    assert {"age_group", "age_range", "home_office_code", "defendant_kind"} <= set(keys)


OTHER_ORDER = "66.9 Other Offence against the State or Public Order - triable either way"
ACQUITTAL = "06638 - Breach of a Restraining Order issued on acquittal"
CODES = [
    (ACQUITTAL, "Breach of a restraining order issued on acquittal"),
    ("06638", "Breach of a restraining order issued on acquittal"),
    (
        "06819 - Breach of a Domesic Abuse Protection Order",
        "Breach of a domestic abuse protection order",
    ),
    (
        "06699 - Something else",
        "Other Offence against the State or Public Order - triable either way",
    ),
]


@pytest.mark.parametrize(("code", "label"), CODES)
def test_format_h_codes_show_offences_inside_others(tmp_path: Path, code: str, label: str) -> None:
    row = h_row(Offence=OTHER_ORDER, HO_Offence_Code=code)
    assert only_row(build_rows(tmp_path, [row]), "proceedings")["offence"] == label


def test_format_h_two_codes_of_one_offence_are_summed(tmp_path: Path) -> None:
    rows = [
        h_row(Offence="8.Q Stalking", HO_Offence_Code=code, Convicted=count, Proceeded_against=90)
        for code, count in (("00865 - Stalking involving fear of violence", 25), ("00866", 54))
    ]
    assert only_row(build_rows(tmp_path, rows), "proceedings")["convictions"] == 79


def test_format_h_code_under_another_offence_stops_the_load(tmp_path: Path) -> None:
    rows: list[Row] = [h_row(), h_row(HO_Offence_Code=ACQUITTAL)]
    (problem,) = refused(csv_zip(tmp_path, rows), error=SourceError)
    assert (problem.code, problem.line, problem.value) == ("CODE_ELSEWHERE", 3, ACQUITTAL)


def test_format_h_code_that_is_none_is_named(tmp_path: Path) -> None:
    path = csv_zip(tmp_path, [h_row(HO_Offence_Code="8.10")])
    (problem,) = refused(path, error=SourceError)
    assert (problem.code, problem.column) == ("CODE_BAD", "HO Offence Code")


def test_format_h_area_without_rows_is_not_covered(tmp_path: Path) -> None:
    areas = ["West Midlands", "Not known", "Dyfed-Powys"]
    built = build_rows(tmp_path, [h_row(Police_Force_Area=area) for area in areas])
    found = coverage_of(built, "proceedings").areas
    assert set(found) == {"West Midlands", "Area not known", "Dyfed-Powys"}
    assert "City of London" not in found
