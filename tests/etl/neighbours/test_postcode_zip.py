"""The zip of a postcode directory as it is published: the one CSV is read, the rest is left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from etl.neighbours.build import NeighbourBuild
from outcomes.errors import Problem
from tests.etl.neighbours.builders import Row, read, text_of
from tests.etl.neighbours.lookup_builders import opened, postcode, renamed

MAIN = "Data/NSPL_MAY_2025_UK.csv"
PART = "Data/multi_csv/NSPL_MAY_2025_UK_{}.csv"
ROWS = {"ZZ": [postcode("ZZ1 1AA"), postcode("ZZ2 1AA")], "ZY": [postcode("ZY1 1AA")]}
ALL = [row for rows in ROWS.values() for row in rows]
# What lies beside, as it does in the zips of 2017 to 2026.
BESIDE = {
    "Data/NSPL_MAY_2025_UK.txt": "the same again",
    "Documents/LA_UA names and codes UK as at 04_23.csv": "LAD23CD,LAD23NM\nE06000001,Hartlepool\n",
    "Documents/LA_UA names and codes UK as at 04_23.xlsx": "no CSV",
    "Documents/PFA names and codes GB as at 12_15.csv": "PFA15CD,PFA15NM\nE23000032,Kent\n",
    "Documents/2001 Census OAC names.zip": "PK",
    "User Guide/NSPL User Guide May 2025.pdf": "%PDF-1.4",
}
# Headers as the Office for National Statistics wrote them (first lines quoted by programs that
# read the files), and the columns that are read of each.
NSPL_2020 = (
    "pcd,pcd2,pcds,dointr,doterm,usertype,oseast1m,osnrth1m,osgrdind,oa11,cty,ced,laua,ward,hlthau,"
    "nhser,ctry,rgn,pcon,eer,teclec,ttwa,pct,nuts,park,lsoa11,msoa11,wz11,ccg,bua11,buasd11,"
    "ru11ind,oac11,lat,long,lep1,lep2,pfa,imd,calncv,stp"
)
ONSPD_2023 = (
    "pcd,pcd2,pcds,dointr,doterm,oscty,ced,oslaua,osward,parish,usertype,oseast1m,osnrth1m,"
    "osgrdind,oshlthau,nhser,ctry,rgn,streg,pcon,eer,teclec,ttwa,pct,itl,statsward,oa01,casward,"
    "park,lsoa01,msoa01,ur01ind,oac01,oa11,lsoa11,msoa11,wz11,sicbl,bua11,buasd11,ru11ind,oac11,"
    "lat,long,lep1,lep2,pfa,imd,calncv,icb,oa21,lsoa21,msoa21"
)
NSPL_MAY_2025 = (
    "pcd,pcd2,pcds,dointr,doterm,usertype,oseast1m,osnrth1m,osgrdind,oa21,cty,ced,laua,ward,nhser,"
    "ctry,rgn,pcon,ttwa,itl,park,lsoa21,msoa21,wz11,sicbl,bua24,ruc21,oac11,lat,long,lep1,lep2,pfa,"
    "imd,icb"
)
NSPL_LATE_2025 = (
    "pcd7,pcd8,pcds,dointr,doterm,usrtypind,east1m,north1m,gridind,oa21cd,cty25cd,ced25cd,lad25cd,"
    "wd25cd,nhser24cd,ctry25cd,rgn25cd,pcon24cd,ttwa15cd,itl25cd,npark16cd,lsoa21cd,msoa21cd,"
    "wz11cd,sicbl24cd,bua24cd,ruc21ind,oac11ind,lat,long,lep21cd1,lep21cd2,pfa23cd,imd20ind,icb23cd"
)
NSPL_2026 = (
    "pcd7,pcd8,pcds,dointr,doterm,usrtypind,east1m,north1m,gridind,oa21cd,cty26cd,ced25cd,lad26cd,"
    "wd26cd,nhser24cd,ctry26cd,rgn26cd,pcon24cd,ttwa15cd,itl25cd,npark16cd,lsoa21cd,msoa21cd,"
    "wz11cd,sicbl26cd,bua24cd,ruc21ind,oac21ind,lat,long,lep21cd1,lep21cd2,pfa23cd,imd25ind,icb26cd"
)


def directory(path: Path, members: Mapping[str, str]) -> Path:
    """A zip of these members and of what lies beside them."""
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, text in {**members, **BESIDE}.items():
            archive.writestr(name, text)
    return path


def parts() -> dict[str, str]:
    return {PART.format(area): text_of(rows) for area, rows in ROWS.items()}


def districts(built: NeighbourBuild) -> set[str]:
    return set(opened(built).districts)


def only_error(path: Path) -> Problem:
    (problem,) = read(path).problems.errors
    assert problem.file == path.name
    return problem


def test_the_whole_is_read_and_its_parts_are_left(tmp_path: Path) -> None:
    built = read(directory(tmp_path / "p.zip", {**parts(), MAIN: text_of(ALL)}))
    assert built.problems.errors == ()
    assert opened(built).districts == {"ZZ1": {"Kent": 1}, "ZZ2": {"Kent": 1}, "ZY1": {"Kent": 1}}
    assert built.sources[0].members[0]["rows"] == len(ALL)


def test_parts_alone_are_the_whole(tmp_path: Path) -> None:
    assert districts(read(directory(tmp_path / "p.zip", parts()))) == {"ZZ1", "ZZ2", "ZY1"}


def test_a_postcode_in_two_parts_is_refused(tmp_path: Path) -> None:
    twice = {**parts(), PART.format("ZX"): text_of(ROWS["ZY"])}
    problem = only_error(directory(tmp_path / "p.zip", twice))
    assert (problem.code, problem.value) == ("ROW_REPEATED", "ZY11AA")


def test_a_folder_above_changes_nothing(tmp_path: Path) -> None:
    members = {f"ONSPD_MAY_2025/{name}": text for name, text in parts().items()}
    members["ONSPD_MAY_2025/Data/any name.CSV"] = text_of(ALL)
    assert districts(read(directory(tmp_path / "p.zip", members))) == {"ZZ1", "ZZ2", "ZY1"}


def test_more_members_than_a_release_of_the_courts_may_have(tmp_path: Path) -> None:
    many = {f"Documents/names {number}.xlsx": "no CSV" for number in range(300)}
    path = directory(tmp_path / "p.zip", {**many, **parts(), MAIN: text_of(ALL)})
    assert districts(read(path)) == {"ZZ1", "ZZ2", "ZY1"}


@pytest.mark.parametrize("other", ["Data/ONSPD_MAY_2025_UK.csv", "Data/NSPL_FEB_2025_UK.csv"])
def test_two_that_may_be_the_whole_are_refused_by_name(tmp_path: Path, other: str) -> None:
    members = {MAIN: text_of(ALL), other: text_of(ALL), **parts()}
    problem = only_error(directory(tmp_path / "p.zip", members))
    assert problem.code == "MEMBER_AMBIGUOUS"
    assert problem.value == ", ".join(sorted([MAIN, other]))


def test_a_table_with_some_of_the_headers_is_no_second_whole(tmp_path: Path) -> None:
    table = "pcds,dointr\nZZ9 1AA,198001\n"
    path = directory(tmp_path / "p.zip", {"Documents/changed.csv": table, MAIN: text_of(ALL)})
    assert districts(read(path)) == {"ZZ1", "ZZ2", "ZY1"}


def test_a_changed_header_of_the_whole_is_named_though_the_parts_are_right(tmp_path: Path) -> None:
    changed = text_of(renamed(ALL, {"pfa": "police"}))
    problem = only_error(directory(tmp_path / "p.zip", {**parts(), MAIN: changed}))
    assert (problem.code, problem.column, problem.member) == ("HEADER_CHANGED", "pfa", MAIN)


def test_a_bad_value_is_named_with_its_member(tmp_path: Path) -> None:
    bad = text_of([*ALL, postcode("ZZ1 1AB", doterm="soon")])
    problem = only_error(directory(tmp_path / "p.zip", {**parts(), MAIN: bad}))
    assert (problem.code, problem.member, problem.line) == ("MONTH", MAIN, len(ALL) + 2)


def test_a_whole_that_is_damaged_is_refused(tmp_path: Path) -> None:
    units = [f"{digit}{letter}A" for digit in range(10) for letter in "ABDEFGH"]
    rows: Sequence[Row] = [postcode(f"ZZ{one} {unit}") for one in range(99) for unit in units]
    path = directory(tmp_path / "p.zip", {MAIN: text_of(rows)})
    with ZipFile(path) as archive:
        entry = archive.getinfo(MAIN)
    content = bytearray(path.read_bytes())
    content[entry.header_offset + entry.compress_size] ^= 0xFF
    (path := tmp_path / "damaged.zip").write_bytes(content)
    problem = only_error(path)
    assert (problem.code, problem.member) == ("ZIP_CORRUPT", MAIN)


@pytest.mark.parametrize(
    "headers", [NSPL_2020, ONSPD_2023, NSPL_MAY_2025, NSPL_LATE_2025, NSPL_2026]
)
@pytest.mark.parametrize("quoted", [False, True])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_headers_of_each_time_are_read(
    tmp_path: Path, headers: str, quoted: bool, mark: str
) -> None:
    names = headers.split(",")
    given = postcode("ZZ1 1AA") | {"pfa23cd": postcode("ZZ1 1AA")["pfa"]}
    cells = [given.get(name, "") if name != "lat" else "51.2" for name in names]
    sign = '"' if quoted else ""
    lines = [",".join(f"{sign}{one}{sign}" for one in line) for line in (names, cells)]
    path = directory(tmp_path / "p.zip", {MAIN: mark + "\r\n".join(lines) + "\r\n"})
    assert opened(read(path)).districts == {"ZZ1": {"Kent": 1}}
