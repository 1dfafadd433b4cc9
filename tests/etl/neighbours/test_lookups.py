"""Look-ups of places: recognised by their headers, read strictly, refused with code and place."""

from __future__ import annotations

import hashlib
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from outcomes.areas import area_named
from outcomes.errors import Problem
from tests.etl.neighbours.builders import read, text_of, write
from tests.etl.neighbours.lookup_builders import (
    LOOKUP,
    NEWER,
    authority,
    opened,
    postcode,
    renamed,
)


def only_error(path: Path) -> Problem:
    (problem,) = read(path).problems.errors
    assert problem.file == path.name
    return problem


def test_a_look_up_of_authorities_is_told_by_its_headers(tmp_path: Path) -> None:
    built = read(write(tmp_path / "any name.csv", [authority()]))
    (one,) = opened(built).authorities
    assert (one.name, one.partnership, one.area) == ("Ambridge", "Safer Borsetshire", "Kent")
    (covered,) = built.coverage
    assert (covered.table, covered.basis, covered.years) == ("authorities", "as of", (2023,))
    assert covered.publisher == "Office for National Statistics"


@pytest.mark.parametrize("year", ["19", "22", "24", "31"])
def test_the_year_in_the_headers_is_that_of_the_look_up(tmp_path: Path, year: str) -> None:
    names = {name: name.replace("23", year) for name in LOOKUP}
    built = read(write(tmp_path / "r.csv", renamed([authority()], names)))
    assert built.coverage[0].years == (2000 + int(year),)


def test_case_order_and_the_portals_own_columns_do_not_matter(tmp_path: Path) -> None:
    shuffled = dict(reversed(list(authority().items())))
    rows = renamed([shuffled], {"ObjectId": "FID", "LAD23CD": "lad23cd", "PFA23NM": "pfa23nm"})
    assert opened(read(write(tmp_path / "r.csv", rows))).authorities[0].area == "Kent"


def test_a_look_up_without_partnerships_is_enough(tmp_path: Path) -> None:
    row = {name: text for name, text in authority().items() if not name.startswith("CSP")}
    assert opened(read(write(tmp_path / "r.csv", [row]))).authorities[0].partnership == ""


def test_an_authority_of_two_partnerships_stands_once_for_each(tmp_path: Path) -> None:
    rows = [authority(), authority(CSP23CD="E98000002", CSP23NM="Felpersham Together")]
    found = opened(read(write(tmp_path / "r.csv", rows))).authorities
    assert [one.partnership for one in found] == ["Felpersham Together", "Safer Borsetshire"]


def test_an_authority_in_two_areas_is_remarked_and_kept(tmp_path: Path) -> None:
    built = read(write(tmp_path / "r.csv", [authority(), authority(PFA23NM="Sussex")]))
    assert {one.area for one in opened(built).authorities} == {"Kent", "Sussex"}
    warned = [one for one in built.problems.remarks if one.code == "AUTHORITY_SPLIT"]
    assert "Ambridge lies in Kent and Sussex" in warned[0].message


@pytest.mark.parametrize("label", ["Devon & Cornwall", "London, City of", "Dyfed-Powys"])
def test_areas_under_the_names_of_the_statistics_office(tmp_path: Path, label: str) -> None:
    name = {"Devon & Cornwall": "Devon and Cornwall", "London, City of": "City of London"}
    area = name.get(label, label)
    row = authority(PFA23NM=label, PFA23CD=area_named(area).code)
    assert opened(read(write(tmp_path / "r.csv", [row]))).authorities[0].area == area


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"PFA23NM": "Wessex"}, "LABEL_UNKNOWN"),
        ({"PFA23NM": ""}, "LABEL_UNKNOWN"),
        ({"PFA23CD": "E23000014"}, "AREA_CODE"),
        ({"LAD23CD": "E9900001"}, "AUTHORITY_CODE"),
        ({"LAD23CD": "S12000033"}, "AUTHORITY_CODE"),
        ({"LAD23CD": ""}, "AUTHORITY_CODE"),
        ({"LAD23NM": ""}, "LABEL_EMPTY"),
    ],
)
def test_a_bad_value_of_a_look_up_is_named_with_its_line(
    tmp_path: Path, change: dict[str, str], code: str
) -> None:
    good = authority(LAD23CD="E99000002", LAD23NM="Borchester")
    problem = only_error(write(tmp_path / "r.csv", [good, authority(**change)]))
    column = next(iter(change)).replace("23", "##")
    assert (problem.code, problem.line, problem.column) == (code, 3, column)
    assert problem.value == next(iter(change.values()))


def test_the_same_row_twice_is_refused(tmp_path: Path) -> None:
    problem = only_error(write(tmp_path / "r.csv", [authority(), authority(ObjectId="2")]))
    assert (problem.code, problem.value) == ("ROW_REPEATED", "E99000001")


def test_one_code_for_two_names_is_refused(tmp_path: Path) -> None:
    rows = [authority(), authority(LAD23NM="Borchester")]
    problem = only_error(write(tmp_path / "r.csv", rows))
    assert (problem.code, problem.value) == ("AUTHORITY_CODE", "E99000001")


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [("PFA23NM", "PFANM", {"PFA##NM", "PFANM"}), ("LAD23CD", "LTLA23CD", {"LAD##CD", "LTLA23CD"}),
     ("ObjectId", "Region", {"Region"})],
)  # fmt: skip
def test_a_changed_header_of_a_look_up_is_named(
    tmp_path: Path, old: str, new: str, named: set[str]
) -> None:
    problems = read(write(tmp_path / "r.csv", renamed([authority()], {old: new}))).problems.errors
    assert {one.code for one in problems} == {"HEADER_CHANGED"}
    assert {one.column for one in problems} == named


def test_a_row_that_is_too_wide_is_named(tmp_path: Path) -> None:
    text = f"{text_of([authority()])}E99000002,B,C,D,E23000032,Kent,2,more\n"
    (path := tmp_path / "r.csv").write_text(text)
    assert (only_error(path).code, only_error(path).line) == ("ROW_WIDTH", 3)


def test_a_look_up_without_rows_is_refused(tmp_path: Path) -> None:
    (path := tmp_path / "r.csv").write_text(",".join(LOOKUP) + "\n")
    assert only_error(path).code == "FILE_EMPTY"


def test_areas_without_any_authority_are_remarked(tmp_path: Path) -> None:
    remarks = read(write(tmp_path / "r.csv", [authority()])).problems.remarks
    assert [one.count for one in remarks if one.code == "AREAS_MISSING"] == [42]


@pytest.mark.parametrize("names", [{}, NEWER])
def test_live_postcodes_are_counted_by_district_and_area(
    tmp_path: Path, names: dict[str, str]
) -> None:
    rows = [postcode("ZZ1 1AA"), postcode("ZZ1 1AB"), postcode("ZZ1 2AA", "Sussex"),
            postcode("ZZ99 1AA"), postcode("Z1A 1AA", dointr="202508")]  # fmt: skip
    built = read(write(tmp_path / "p.csv", renamed(rows, names)))
    assert opened(built).districts == {
        "ZZ1": {"Kent": 2, "Sussex": 1}, "ZZ99": {"Kent": 1}, "Z1A": {"Kent": 1},
    }  # fmt: skip
    (covered,) = built.coverage
    assert (covered.years, covered.totals) == ((2025,), {"postcodes": {2025: 5}})
    assert built.sources[0].members[0] == {"name": "p.csv", "bytes": covered_size(tmp_path),
                                           "rows": 5, "kept": 5}  # fmt: skip


def covered_size(folder: Path) -> int:
    return (folder / "p.csv").stat().st_size


def test_ended_postcodes_and_those_of_elsewhere_are_passed_over(tmp_path: Path) -> None:
    elsewhere = [postcode("ZZ1 1AD", pfa=code) for code in ("S23000009", "N99999999", "L99999999")]
    rows = [postcode("ZZ1 1AA"), postcode("ZZ1 1AB", doterm="199606"), *elsewhere]
    built = read(write(tmp_path / "p.csv", rows))
    assert opened(built).districts == {"ZZ1": {"Kent": 1}}
    assert built.sources[0].members[0]["rows"] == 5


def test_live_postcodes_without_an_area_are_remarked(tmp_path: Path) -> None:
    built = read(write(tmp_path / "p.csv", [postcode("ZZ1 1AA"), postcode("ZZ1 1AB", pfa="")]))
    (blank,) = (one for one in built.problems.remarks if one.code == "AREA_BLANK")
    assert blank.count == 1


@pytest.mark.parametrize(
    ("change", "code", "column"),
    [
        ({"pcds": "ZZ1"}, "POSTCODE", "pcds"),
        ({"pcds": "1ZZ 1AA"}, "POSTCODE", "pcds"),
        ({"pcds": ""}, "POSTCODE", "pcds"),
        ({"dointr": "1980"}, "MONTH", "dointr"),
        ({"dointr": "198013"}, "MONTH", "dointr"),
        ({"doterm": "soon"}, "MONTH", "doterm"),
        ({"pfa": "E23000099"}, "AREA_CODE", "pfa"),
        ({"pfa": "W15000009"}, "AREA_CODE", "pfa"),
        ({"pfa": "Kent"}, "AREA_CODE", "pfa"),
    ],
)
def test_a_bad_value_of_a_postcode_is_named_with_its_line(
    tmp_path: Path, change: dict[str, str], code: str, column: str
) -> None:
    path = write(tmp_path / "p.csv", [postcode("ZZ1 1AA"), postcode("ZZ1 1AB", **change)])
    problem = only_error(path)
    assert (problem.code, problem.column, problem.line) == (code, column, 3)
    assert problem.value == next(iter(change.values()))


def test_a_postcode_that_is_live_twice_is_refused(tmp_path: Path) -> None:
    problem = only_error(write(tmp_path / "p.csv", [postcode("ZZ1 1AA")] * 3))
    assert (problem.code, problem.value, problem.count) == ("ROW_REPEATED", "ZZ11AA", 2)


@pytest.mark.parametrize(
    ("old", "new", "code", "column"),
    [("pfa", "police", "HEADER_CHANGED", "pfa"), ("dointr", "began", "HEADER_CHANGED", "dointr"),
     ("doterm", "ended", "HEADER_CHANGED", "doterm"), ("oslaua", "pfa23cd", "HEADER_DUPLICATE",
     "pfa")],
)  # fmt: skip
def test_a_changed_header_of_postcodes_is_named(
    tmp_path: Path, old: str, new: str, code: str, column: str
) -> None:
    path = write(tmp_path / "p.csv", renamed([postcode("ZZ1 1AA")], {old: new}))
    assert (only_error(path).code, only_error(path).column) == (code, column)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b"ZZ1 1AB,,ZZ1 1AB,198001\n", "ROW_WIDTH"),
        (b'"ZZ1 1AB,,ZZ1 1AB,198001\n', "ROW_UNREADABLE"),
        (b"ZZ1 1AB,,ZZ1 1AB,198001,,\xff,E23000032,1\n", "ENCODING"),
    ],
)
def test_a_broken_line_of_postcodes_is_refused(tmp_path: Path, line: bytes, code: str) -> None:
    path = write(tmp_path / "p.csv", [postcode("ZZ1 1AA")])
    path.write_bytes(path.read_bytes() + line)
    problem = only_error(path)
    assert problem.code == code
    assert problem.line is not None


def test_postcodes_without_a_live_one_are_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "p.csv", [postcode("ZZ1 1AA", doterm="200001")])
    assert only_error(path).code == "FILE_EMPTY"


def test_a_damaged_zip_of_postcodes_is_refused(tmp_path: Path) -> None:
    units = [f"{digit}{letter}A" for digit in range(10) for letter in "ABD"]
    rows = [postcode(f"ZZ{number} {unit}") for number in range(99) for unit in units]
    with ZipFile(path := tmp_path / "p.zip", "w", ZIP_DEFLATED) as archive:
        archive.writestr("p.csv", text_of(rows))
    assert len(opened(read(path)).districts) == 99
    whole = bytearray(path.read_bytes())
    whole[-200] ^= 0xFF
    (path := tmp_path / "damaged.zip").write_bytes(whole)
    problem = only_error(path)
    assert (problem.code, problem.member) == ("ZIP_CORRUPT", "p.csv")


def test_the_newest_look_up_supplies_all(tmp_path: Path) -> None:
    older = renamed([authority(), authority(LAD23CD="E99000002", LAD23NM="Borchester")],
                    {name: name.replace("23", "22") for name in LOOKUP})  # fmt: skip
    newer = authority(PFA23NM="Sussex")
    built = read(write(tmp_path / "o.csv", older), write(tmp_path / "n.csv", [newer]))
    assert [(one.name, one.area) for one in opened(built).authorities] == [("Ambridge", "Sussex")]


def test_the_source_of_a_look_up_is_known_by_its_bytes(tmp_path: Path) -> None:
    path = write(tmp_path / "p.csv", [postcode("ZZ1 1AA")])
    (source,) = read(path).sources
    assert source.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert source.title == "Postcode directory, 1980"
