"""Tiny source files through the whole reading side, trap by trap."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from etl.build import FileFacts, build
from outcomes.schema import arrow_schema
from tests.builders import arrow_of
from tests.etl.builders import (
    Row,
    b_row,
    build_rows,
    c_row,
    coverage_of,
    csv_text,
    csv_zip,
    only_row,
    outcome_row,
    prosecuted_row,
    rows_of,
    zip_file,
)

# --- how measures arise in each format


def test_format_b_row_is_a_proceeding_and_where_sentenced_a_sentence(tmp_path: Path) -> None:
    built = build_rows(tmp_path, [b_row(Count=7)])
    proceeding, sentence = only_row(built, "proceedings"), only_row(built, "sentences")
    assert (proceeding["prosecutions"], proceeding["convictions"]) == (7, 7)
    assert proceeding["court_coverage"] == "magistrates' courts"
    assert (sentence["sentenced"], sentence["sentence_outcome"]) == (7, "fine")
    assert (sentence["court"], sentence["custodial_length"]) == (
        "magistrates' courts",
        "not applicable",
    )
    assert (sentence["acsl_persons"], sentence["acsl_months"]) == (None, None)


NOT_CONVICTED = {
    "Convicted_Not_Convicted": "02: Not convicted at the magistrates court",
    "Sentenced_Not_Sentenced": "02: Not sentenced",
    "Outcome": "04: Withdrawn",
}
COMMITTED = {
    "Sentenced_Not_Sentenced": "02: Not sentenced",
    "Outcome": "07: Committed for sentence",
}


def test_format_b_acquittal_is_a_prosecution_with_no_conviction(tmp_path: Path) -> None:
    built = build_rows(tmp_path, [b_row(Count=2), b_row(Count=5, **NOT_CONVICTED)])
    proceeding = only_row(built, "proceedings")
    assert (proceeding["prosecutions"], proceeding["convictions"]) == (7, 2)
    assert only_row(built, "sentences")["sentenced"] == 2


def test_format_b_committal_is_convicted_and_not_sentenced(tmp_path: Path) -> None:
    built = build_rows(tmp_path, [b_row(Count=3, **COMMITTED)])
    assert only_row(built, "proceedings")["convictions"] == 3
    assert "sentences" not in built.tables
    assert [one.table for one in built.coverage] == ["proceedings"]


def test_format_c_row_is_a_sentence_for_england_and_wales(tmp_path: Path) -> None:
    built = build_rows(tmp_path, [c_row(Count=4, Courts="Crown Court")])
    row = only_row(built, "sentences")
    assert row["police_force_area"] == "England and Wales"
    assert (row["court"], row["court_coverage"]) == ("crown court", "all courts")
    assert (row["sentenced"], row["acsl_persons"], row["acsl_months"]) == (4, 0, 0.0)
    assert "proceedings" not in built.tables
    assert coverage_of(built, "sentences").national


CUSTODY = {
    "Sentence_Outcome": "01: Immediate Custody",
    "Custodial_Sentence_Length": "05: 6 months",
}


def test_format_c_months_are_added_exactly(tmp_path: Path) -> None:
    third = c_row(Count=1, ascl_persons=1, acsl_months="1.866666667", **CUSTODY)
    row = only_row(build_rows(tmp_path, [third] * 3), "sentences")
    assert (row["acsl_persons"], row["acsl_months"]) == (3, 5.600000001)


def test_format_g_members_of_both_kinds_in_one_zip(tmp_path: Path) -> None:
    path = zip_file(
        tmp_path,
        {
            "any name.CSV": csv_text([prosecuted_row(Proceeded_against=9, Convicted=8)]),
            "folder/other.csv": csv_text([outcome_row(Sentenced=7)]),
        },
    )
    built = build([path])
    proceeding = only_row(built, "proceedings")
    assert (proceeding["prosecutions"], proceeding["convictions"]) == (9, 8)
    assert only_row(built, "sentences")["sentenced"] == 7
    assert {one.courts for one in built.coverage} == {"all courts"}
    assert len(built.sources) == 1


def test_format_g_without_convictions_has_none_rather_than_zero(tmp_path: Path) -> None:
    row = prosecuted_row(Proceeded_against=9)
    del row["Convicted"], row["Sentenced"]
    built = build_rows(tmp_path, [row])
    assert only_row(built, "proceedings")["convictions"] is None
    assert coverage_of(built, "proceedings").measures == ("prosecutions",)
    assert set(coverage_of(built, "proceedings").totals) == {"prosecutions"}


def test_format_g_without_ages_and_ethnicity(tmp_path: Path) -> None:
    row = outcome_row()
    del row["Age Range"], row["Ethnicity"]
    built = build_rows(tmp_path, [row])
    found = only_row(built, "sentences")
    assert (found["age_range"], found["ethnicity"]) == ("not known", "not known")
    coverage = coverage_of(built, "sentences")
    assert coverage.keys == ("sex", "age_group", "offence")
    assert coverage.age_ranges == {2024: ()}


def test_format_g_company_is_told_by_its_age(tmp_path: Path) -> None:
    companies = "04: Companies, public bodies etc."
    built = build_rows(
        tmp_path, [outcome_row(), outcome_row(Age_Group=companies, Sex="03: Not known")]
    )
    kinds = {row["age_group"]: row["defendant_kind"] for row in rows_of(built, "sentences")}
    assert kinds == {"adults": "person", "not applicable": "company"}
    assert "defendant_kind" in coverage_of(built, "sentences").keys


# --- traps


@pytest.mark.parametrize(
    ("label", "sex"),
    [("01: Male", "male"), ("02: Male", "male"), ("01: Female", "female"), ("Female", "female")],
)
def test_numeric_prefixes_mean_nothing(tmp_path: Path, label: str, sex: str) -> None:
    assert only_row(build_rows(tmp_path, [c_row(Sex=label)]), "sentences")["sex"] == sex


@pytest.mark.parametrize(
    ("label", "word"),
    [
        ("01: Immediate Custody", "immediate custody"),
        ("06: Total Immediate Custody", "immediate custody"),
        ("15: immediate  custody", "immediate custody"),
        ("Total Community sentence", "community sentence"),
        ("06: Conditional Dischar", "conditional discharge"),
        ("08: Otherwise Dealt Wit", "otherwise dealt with"),
        (" 05: Absolute Discharge", "absolute discharge"),
    ],
)
def test_labels_of_outcomes_are_read_after_their_prefix(
    tmp_path: Path, label: str, word: str
) -> None:
    length = "05: 6 months" if word == "immediate custody" else ""
    row = outcome_row(Sentence_Outcome=label, Custodial_Sentence_Length=length)
    assert only_row(build_rows(tmp_path, [row]), "sentences")["sentence_outcome"] == word


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("Metropolitan", "Metropolitan Police"),
        ("Metropolitan Police", "Metropolitan Police"),
        ("Dyfed Powys", "Dyfed-Powys"),
        ("Dyfed-Powys", "Dyfed-Powys"),
        ("Special/miscellaneous and unknown police forces", "Area not known"),
        ("Not known", "Area not known"),
    ],
)
def test_areas_have_their_usual_names(tmp_path: Path, label: str, name: str) -> None:
    row = only_row(build_rows(tmp_path, [outcome_row(Police_Force_Area=label)]), "sentences")
    assert row["police_force_area"] == name


def test_offence_without_code_gets_it(tmp_path: Path) -> None:
    with_code, without = c_row(), outcome_row()
    first = only_row(build([csv_zip(tmp_path, [with_code], "c.zip")]), "sentences")
    second = only_row(build([csv_zip(tmp_path, [without], "g.zip")]), "sentences")
    assert first["offence"] == second["offence"] == "Breach of a restraining order"
    assert first["offence_code"] == second["offence_code"] == "8.10"


def test_the_two_stalkings_stay_apart(tmp_path: Path) -> None:
    order = "Stalking (Breach of stalking order / interim stalking order)"
    built = build_rows(tmp_path, [outcome_row(Offence="Stalking"), outcome_row(Offence=order)])
    assert len({row["offence"] for row in rows_of(built, "sentences")}) == 2


def test_rows_keep_their_own_group_and_type(tmp_path: Path) -> None:
    other = c_row(Offence_Group="08: Public order offences", Offence_Type="01: Indictable only")
    groups = {
        row["offence_group"] for row in rows_of(build_rows(tmp_path, [c_row(), other]), "sentences")
    }
    assert groups == {"violence against the person", "public order offences"}


def test_equal_keys_are_summed_and_never_dropped(tmp_path: Path) -> None:
    rows = [c_row(Count=2), c_row(Count=2), c_row(Count=2, Fine_Amount="N/A")]
    assert only_row(build_rows(tmp_path, rows), "sentences")["sentenced"] == 6


def test_a_key_that_is_absent_is_no_row(tmp_path: Path) -> None:
    rows = [c_row(Sex="01: Male"), c_row(Sex="02: Female", Year_of_Appearance=2018)]
    found = {(row["year"], row["sex"]) for row in rows_of(build_rows(tmp_path, rows), "sentences")}
    assert found == {(2019, "male"), (2018, "female")}


def test_a_zero_stays_a_zero(tmp_path: Path) -> None:
    row = only_row(
        build_rows(tmp_path, [prosecuted_row(Proceeded_against=4, Convicted=0)]), "proceedings"
    )
    assert row["convictions"] == 0


# --- how the text is written


@pytest.mark.parametrize(
    ("newline", "end"), list(itertools.product(["\n", "\r\n"], ["", "x", "xx"]))
)
def test_line_ends(tmp_path: Path, newline: str, end: str) -> None:
    text = csv_text([c_row(Count=1), c_row(Count=2)], newline=newline).rstrip("\r\n")
    built = build([zip_file(tmp_path, {"a.csv": text + newline * len(end)})])
    assert only_row(built, "sentences")["sentenced"] == 3


ENCODINGS = [
    ("utf-8", "£", "utf-8"),
    ("utf-8-sig", "£", "utf-8 with byte order mark"),
    ("utf-8-sig", "", "utf-8 with byte order mark"),
    ("latin-1", "£", "latin-1"),
    ("cp1252", "£", "latin-1"),
    ("cp1252", "‘£’", "windows-1252"),
    ("ascii", "", "ascii"),
]


@pytest.mark.parametrize(("encoding", "text", "told"), ENCODINGS)
def test_the_encoding_is_told_from_the_bytes(
    tmp_path: Path, encoding: str, text: str, told: str
) -> None:
    content = csv_text([c_row(Fine_Amount=text)]).encode(encoding)
    built = build([zip_file(tmp_path, {"a.csv": content})])
    assert built.sources[0].members[0]["encoding"] == told
    assert only_row(built, "sentences")["sentenced"] == 1


def test_headers_in_another_order_with_quotes(tmp_path: Path) -> None:
    names = sorted(c_row(), reverse=True)
    lines = [names, [c_row(Count=8)[name] for name in names]]
    text = "\n".join(",".join(f'"{value}"' for value in line) for line in lines)
    built = build([zip_file(tmp_path, {"a.csv": text})])
    assert only_row(built, "sentences")["sentenced"] == 8


def test_no_break_spaces_are_blanks(tmp_path: Path) -> None:
    row = c_row(
        Sentence_Outcome="04:\u00a0Fine", Offence="8.10\u00a0Breach of a restraining\u00a0order"
    )
    assert only_row(build_rows(tmp_path, [row]), "sentences")["offence_code"] == "8.10"


def test_a_csv_by_itself(tmp_path: Path) -> None:
    path = tmp_path / "sentences.csv"
    path.write_text(csv_text([c_row(Count=5)]), encoding="utf-8")
    built = build([path])
    assert only_row(built, "sentences")["sentenced"] == 5
    assert built.sources[0].members[0]["name"] == "sentences.csv"


# --- what a build states


def test_source_file(tmp_path: Path) -> None:
    path = csv_zip(tmp_path, [c_row(), c_row(Year_of_Appearance=2018)])
    facts = FileFacts("https://example.org/a.zip", "2020-05-21T08:30:00Z", "December 2019")
    (source,) = build([path], facts={path: facts}).sources
    assert source.id == f"2019-c-{source.sha256[:8]}"
    assert (source.vintage, source.format, source.size) == (2019, "C", path.stat().st_size)
    assert source.title == "Outcomes by offence 2019 (December 2019)"
    assert (source.url, source.published) == (facts.url, facts.published)
    assert source.members[0]["rows"] == 2


def test_files_of_a_format_are_one_release(tmp_path: Path) -> None:
    early = csv_zip(tmp_path, [outcome_row(Year=2016)], "early.zip")
    late = csv_zip(tmp_path, [outcome_row(Year=2017)], "late.zip")
    other = csv_zip(tmp_path, [c_row(Year_of_Appearance=2015)], "other.zip")
    built = build([other, early, late])
    assert [(one.format, one.vintage) for one in built.sources] == [
        ("G", 2017),
        ("G", 2017),
        ("C", 2015),
    ]


def test_newest_source_first_and_wider_courts_before_narrower(tmp_path: Path) -> None:
    narrow = csv_zip(tmp_path, [b_row(Year_of_Appearance=2019)], "b.zip")
    wide = csv_zip(tmp_path, [c_row(Year_of_Appearance=2019)], "c.zip")
    built = build([narrow, wide])
    assert [one.format for one in built.sources] == ["C", "B"]


def test_the_order_of_files_does_not_matter(tmp_path: Path) -> None:
    files = [
        csv_zip(tmp_path, [b_row(Count=2)], "b.zip"),
        csv_zip(tmp_path, [c_row(Count=3)], "c.zip"),
        csv_zip(tmp_path, [outcome_row(Sentenced=4)], "g.zip"),
    ]
    one, other = build(files), build(files[::-1])
    assert one.sources == other.sources
    for name, table in one.tables.items():
        assert arrow_of(table).equals(arrow_of(other.tables[name]))


def test_rows_are_sorted_by_offence_source_area_and_year(tmp_path: Path) -> None:
    offences = ["Breach of a restraining order", "Murder", "Stalking"]
    areas = ["West Midlands", "Kent", "Not known"]
    cases = list(itertools.product(offences, areas, [2024, 2023]))
    rows = [
        outcome_row(Offence=one, Police_Force_Area=area, Year=year) for one, area, year in cases
    ]
    files = [
        csv_zip(tmp_path, rows, "g.zip"),
        csv_zip(tmp_path, [c_row(Offence="1 Murder"), c_row()], "c.zip"),
    ]
    table = arrow_of(build(files).tables["sentences"])
    order = [
        (row["offence"], row["source"], row["police_force_area"], row["year"])
        for row in table.to_pylist()
    ]
    assert order == sorted(order)
    assert len(order) == 20


def test_tables_have_the_published_schema(tmp_path: Path) -> None:
    built = build_rows(tmp_path, [b_row()])
    for name, packed in built.tables.items():
        table = arrow_of(packed)
        assert table.schema.equals(arrow_schema(name))
        table.validate(full=True)


def test_coverage_of_areas_years_and_ages(tmp_path: Path) -> None:
    rows = [
        outcome_row(Year=2016, Age_Range="06: 25+", Police_Force_Area="Kent"),
        outcome_row(Year=2017, Police_Force_Area="Not known"),
        outcome_row(Year=2017, Police_Force_Area="Avon and Somerset", Sentenced=5),
    ]
    coverage = coverage_of(build_rows(tmp_path, rows), "sentences")
    assert coverage.areas == ("Avon and Somerset", "Kent", "Area not known")
    assert coverage.years == (2016, 2017)
    assert coverage.age_ranges == {2016: ("25 and over",), 2017: ("25-29",)}
    assert coverage.totals == {"sentenced": {2016: 1, 2017: 6}}
    assert not coverage.national


def test_a_breakdown_that_says_only_not_known_is_none(tmp_path: Path) -> None:
    coverage = coverage_of(build_rows(tmp_path, [outcome_row(Ethnicity="N/A")]), "sentences")
    assert "ethnicity" not in coverage.keys


def test_demonstration_is_told_by_its_member(tmp_path: Path) -> None:
    content = {"DEMONSTRATION.txt": "made up", "a.csv": csv_text([outcome_row()])}
    built = build([zip_file(tmp_path, content)])
    assert built.demonstration
    assert "made-up" in built.sources[0].title
    assert not build_rows(tmp_path, [outcome_row()]).demonstration


def test_labels_that_are_not_used_are_one_note_a_column(tmp_path: Path) -> None:
    notes = [one for one in build_rows(tmp_path, [c_row()]).problems if one.code == "LABEL_UNUSED"]
    by_column = {one.column: one for one in notes}
    assert by_column["sex"].count == 3
    assert by_column["sex"].severity == "note"
    assert "defendant_kind" in by_column
    assert len(by_column) == len(notes)


def test_other_members_are_passed_over_with_a_note(tmp_path: Path) -> None:
    built = build([zip_file(tmp_path, {"a.csv": csv_text([c_row()]), "read me.txt": "hello"})])
    ignored = [one.member for one in built.problems if one.code == "MEMBER_IGNORED"]
    assert ignored == ["read me.txt"]


class Told:
    """Keeps what a load tells of its progress."""

    def __init__(self) -> None:
        self.total, self.done, self.finished = 0, 0, False

    def start(self, title: str, total_bytes: int) -> None:
        self.total = total_bytes

    def advance(self, size: int) -> None:
        self.done += size

    def note(self, text: str) -> None:
        raise AssertionError(text)

    def finish(self) -> None:
        self.finished = True


def test_progress_counts_every_byte(tmp_path: Path) -> None:
    rows: list[Row] = [c_row()] * 500
    told = Told()
    build([csv_zip(tmp_path, rows)], progress=told)
    assert told.total == told.done == len(csv_text(rows).encode())
    assert told.finished
