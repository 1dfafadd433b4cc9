"""What a publication leaves on disk, and when it changes nothing."""

from __future__ import annotations

import hashlib
import itertools
import json
import tomllib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from etl.build import Build
from etl.publishing import parquet
from etl.publishing.identity import identify
from etl.publishing.lock import hold_lock
from etl.publishing.publish import Published, Terms, publish, publish_build
from etl.publishing.verify import find_damage
from etl.reading.labels import words_of
from etl.reading.packed import PackedTable
from outcomes.editions import Edition, edition_directory
from outcomes.errors import CheckError, Problem
from outcomes.pointer import read_pointer
from outcomes.schema import arrow_schema
from outcomes.store import open_store
from outcomes.vocabulary import AGE_RANGES
from tests.builders import DEFAULTS, arrow_of, build_of, make_edition, packed_of
from tests.etl.onlooker import look

BREACH, STALKING = "Breach of a restraining order", "Stalking"


def a_build(prosecutions: int = 10) -> Build:
    return build_of(
        [{"prosecutions": prosecutions}, {"sex": "female", "prosecutions": 2}], [{"sentenced": 5}]
    )


def publish_locked(build: Build, data_dir: Path, **terms: Any) -> Published:
    with hold_lock(data_dir) as lock:
        return publish_build(build, lock, Terms(**terms))


def all_bytes(directory: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(directory)): path.read_bytes()
        for path in directory.rglob("*")
        if path.is_file()
    }


def test_an_edition_is_served_with_the_hashes_of_its_files(tmp_path: Path) -> None:
    edition = publish(a_build(), tmp_path)
    directory = edition_directory(tmp_path, edition.id)
    written = {table.path: directory / table.path for table in edition.tables}
    assert sorted(written) == ["proceedings.parquet", "sentences.parquet"]
    for table in edition.tables:
        content = written[table.path].read_bytes()
        assert (table.size, table.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    pointer = read_pointer(tmp_path)
    stated = (directory / "edition.json").read_bytes()
    assert (pointer.edition, pointer.sha256) == (edition.id, hashlib.sha256(stated).hexdigest())
    assert (pointer.sequence, pointer.reason, pointer.previous) == (1, "publish", None)
    assert Edition.from_json(stated.decode()) == edition
    assert look(tmp_path) == open_store(tmp_path).edition().edition.id == edition.id
    assert find_damage(tmp_path, every=True) == ()


def test_the_identifier_comes_from_year_and_content_only(tmp_path: Path) -> None:
    edition = publish(a_build(), tmp_path / "a")
    assert publish(a_build(), tmp_path / "b") == edition
    assert edition.id == identify(edition) == f"2019-{edition.id[5:]}"
    assert publish(a_build(11), tmp_path / "c").id != edition.id
    assert edition.label == "2019 edition"


def test_a_demonstration_says_so_in_label_and_identifier(tmp_path: Path) -> None:
    edition = make_edition(tmp_path, [{"year": 2024, "prosecutions": 1}], demonstration=True)
    assert edition.demonstration
    assert edition.label == "Demonstration edition 2024"
    assert edition.id.startswith("demonstration-2024-")


def test_the_same_build_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = publish(a_build(), tmp_path / "a"), publish(a_build(), tmp_path / "b")
    one = all_bytes(edition_directory(tmp_path / "a", first.id))
    assert one == all_bytes(edition_directory(tmp_path / "b", second.id))


def test_what_is_served_already_changes_no_byte(tmp_path: Path) -> None:
    first = publish_locked(a_build(), tmp_path)
    before = all_bytes(tmp_path)
    again = publish_locked(a_build(), tmp_path)
    assert (first.switched, again.switched) == (True, False)
    assert again.pointer == first.pointer
    assert all_bytes(tmp_path) == before


def test_an_edition_that_is_kept_is_served_again_without_being_written(tmp_path: Path) -> None:
    first = publish(a_build(1), tmp_path)
    publish(a_build(2), tmp_path)
    path = edition_directory(tmp_path, first.id) / "proceedings.parquet"
    written = path.stat().st_ino
    assert publish_locked(a_build(1), tmp_path).switched
    assert path.stat().st_ino == written
    assert look(tmp_path) == first.id


@pytest.mark.parametrize("name", ["proceedings.parquet", "edition.json"])
@pytest.mark.parametrize("harm", ["cut", "gone"])
def test_a_damaged_edition_that_is_served_is_put_right(
    name: str, harm: str, tmp_path: Path
) -> None:
    edition = publish(a_build(), tmp_path)
    path = edition_directory(tmp_path, edition.id) / name
    if harm == "cut":
        path.write_bytes(path.read_bytes()[:20])
    else:
        path.unlink()
    assert find_damage(tmp_path)
    published = publish_locked(a_build(), tmp_path)
    assert (published.repaired, published.switched) == ((name,), True)
    assert look(tmp_path) == edition.id
    assert find_damage(tmp_path, every=True) == ()


def test_a_lost_pointer_is_made_again_with_a_number_of_its_own(tmp_path: Path) -> None:
    publish(a_build(1), tmp_path)
    edition = publish(a_build(2), tmp_path)
    (tmp_path / "current.json").write_text("{")
    assert publish(a_build(2), tmp_path) == edition
    assert read_pointer(tmp_path).sequence == 3
    assert look(tmp_path) == edition.id


def test_a_table_without_rows_is_left_out(tmp_path: Path) -> None:
    edition = make_edition(tmp_path, sentences_rows=[{"sentenced": 4}])
    assert [table.name for table in edition.tables] == ["sentences"]


def test_a_build_without_rows_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CheckError, match="EDITION_EMPTY"):
        publish(build_of(), tmp_path)
    assert look(tmp_path) is None


def test_remarks_of_the_checks_stay_with_the_edition(tmp_path: Path) -> None:
    remark = Problem("AREA_UNKNOWN", "some rows name no area", "note", count=3)
    edition = make_edition(tmp_path, [{"prosecutions": 1}], problems=[remark])
    assert edition.checks == (remark.to_dict(),)


def test_sources_are_newest_first_whatever_the_order_of_the_files(tmp_path: Path) -> None:
    rows = [
        {"source": "2018-b-1", "year": 2018, "prosecutions": 5},
        {"source": "2019-c-1", "year": 2019, "prosecutions": 6},
    ]
    build = build_of(rows)
    turned = replace(build, sources=build.sources[::-1], coverage=build.coverage[::-1])
    edition = publish(build, tmp_path)
    assert [source.id for source in edition.sources] == ["2019-c-1", "2018-b-1"]
    assert publish(turned, tmp_path) == edition


def test_figures_that_are_not_the_sources_are_refused(tmp_path: Path) -> None:
    before = publish(a_build(), tmp_path)
    build = build_of(
        [{"prosecutions": 10}], coverage={"totals": {"prosecutions": {2019: 11, 2018: 2}}}
    )
    with pytest.raises(CheckError) as caught:
        publish(build, tmp_path)
    assert [problem.code for problem in caught.value.problems] == ["TOTAL_DIFFERS"] * 2
    assert "10 prosecutions in 2019" in str(caught.value)
    assert "expected 11" in str(caught.value)
    assert look(tmp_path) == before.id


def test_a_table_that_is_read_back_otherwise_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = publish(a_build(), tmp_path)

    def encode_less(table: PackedTable, *_: object) -> parquet.Encoded:
        stream = pa.BufferOutputStream()
        pq.write_table(arrow_of(table).slice(1), stream)
        return replace(parquet.encode_table(table), content=stream.getvalue())

    monkeypatch.setattr("etl.publishing.edition_files.encode_table", encode_less)
    with pytest.raises(CheckError, match="READ_BACK"):
        publish(a_build(7), tmp_path)
    assert look(tmp_path) == before.id
    assert not list((tmp_path / "staging").glob("*"))


def test_a_table_that_cannot_be_read_back_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def encode_rubbish(table: PackedTable, *_: object) -> parquet.Encoded:
        return replace(parquet.encode_table(table), content=pa.py_buffer(b"PAR1"))

    monkeypatch.setattr("etl.publishing.edition_files.encode_table", encode_rubbish)
    with pytest.raises(CheckError, match="cannot be read"):
        publish(a_build(), tmp_path)
    assert look(tmp_path) is None


OFFENCES = list(words_of("offence")[:7])


def many_rows(counts: Sequence[int]) -> PackedTable:
    """Proceedings with so many rows of each of the first offences."""
    kinds = itertools.product(range(2000, 2010), ("male", "female", "not known"), AGE_RANGES)
    several = list(kinds)
    rows = [
        {"offence": offence, "year": year, "sex": sex, "age_range": ages}
        for offence, count in zip(OFFENCES, counts, strict=False)
        for year, sex, ages in several[:count]
    ]
    return packed_of("proceedings", [DEFAULTS["proceedings"] | row for row in rows])


def test_small_offences_share_a_group_and_a_large_one_has_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(parquet, "GROUP_ROWS", 100)
    table = many_rows([40, 50, 30, 250, 5, 95, 1])
    file = pq.ParquetFile(parquet.encode_table(table).content)
    groups = [file.read_row_group(group) for group in range(file.num_row_groups)]
    assert [list(dict.fromkeys(group["offence"].to_pylist())) for group in groups] == [
        OFFENCES[:2], [OFFENCES[2]], [OFFENCES[3]], OFFENCES[4:6], [OFFENCES[6]],
    ]  # fmt: skip
    assert [group.num_rows for group in groups] == [90, 30, 250, 100, 1]
    assert groups[2]["offence"].chunk(0).dictionary.to_pylist() == [OFFENCES[3]]
    whole = pa.concat_tables(groups).unify_dictionaries()
    assert whole.to_pylist() == arrow_of(table).to_pylist()
    assert file.schema_arrow.equals(arrow_schema("proceedings"))


def test_a_very_large_offence_has_several_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "GROUP_ROWS", 50)
    monkeypatch.setattr(parquet, "LARGEST_GROUP", 100)
    table = many_rows([40, 100, 201, 30])
    file = pq.ParquetFile(parquet.encode_table(table).content)
    groups = [file.read_row_group(group) for group in range(file.num_row_groups)]
    assert [group.num_rows for group in groups] == [40, 100, 100, 100, 31]
    whole = pa.concat_tables(groups).unify_dictionaries()
    assert whole.to_pylist() == arrow_of(table).to_pylist()


def test_edition_json_holds_no_time_and_no_place(tmp_path: Path) -> None:
    edition = publish(a_build(), tmp_path)
    stated = json.loads(
        (edition_directory(tmp_path, edition.id) / "edition.json").read_text("utf-8")
    )
    assert str(tmp_path) not in json.dumps(stated)
    assert stated["code"]
    assert set(stated) == {
        "id", "label", "demonstration", "schema_version", "sources", "coverage", "tables",
        "checks", "code", "summaries", "neighbours", "neighbour_tables",
    }  # fmt: skip


def test_the_version_in_editions_is_the_projects(repository: Path, tmp_path: Path) -> None:
    project = tomllib.loads((repository / "pyproject.toml").read_text("utf-8"))["project"]
    assert publish(a_build(), tmp_path).code == project["version"]
