"""Sums over everything hold what the table holds, and answer the same."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.publishing.verify import find_damage
from etl.reading import spill, sums, tables
from outcomes.areas import members
from outcomes.editions import edition_directory
from outcomes.offences import offence_labelled
from outcomes.queries import answer
from outcomes.schema import KEY_COLUMNS, MEASURE_COLUMNS, SUMMED_WORDS
from outcomes.selection import Selection
from outcomes.store import open_store
from tests.builders import DEFAULTS, arrow_of, make_edition, packed_of

LOCAL, NATIONAL = "2019-g-00000000", "2018-c-11111111"
WORDS: dict[str, tuple[Any, ...]] = {
    "year": (2017, 2018),
    "police_force_area": ("West Midlands", "Kent", "Area not known"),
    "offence": ("Breach of a restraining order", "Stalking", "Common assault and battery"),
    "sex": ("male", "female"),
    "sentence_outcome": ("fine", "immediate custody"),
}

SUMMED = (
    ("all-offences", ("offence",), (LOCAL, NATIONAL)),
    ("all-areas", ("police_force_area",), (LOCAL,)),
    ("all", ("offence", "police_force_area"), (LOCAL,)),
)


def random_rows(seed: int, most: int = 200) -> list[dict[str, Any]]:
    choose = random.Random(seed)
    rows: dict[tuple[Any, ...], dict[str, Any]] = {}
    for _ in range(most):
        row = {**DEFAULTS["sentences"], "source": LOCAL, "acsl_persons": 2, "acsl_months": 1.25}
        row |= {name: choose.choice(words) for name, words in WORDS.items()}
        row["offence_code"] = offence_labelled(row["offence"]).moj_code
        if choose.random() < 0.3:
            row |= {"source": NATIONAL, "police_force_area": "England and Wales"}
        rows[tuple(row[name] for name in KEY_COLUMNS["sentences"])] = row
    return [{**row, "sentenced": choose.randrange(9)} for row in rows.values()]


def summed(rows: list[dict[str, Any]], away: tuple[str, ...]) -> Counter[tuple[Any, ...]]:
    words = {name: word for key in away for name, word in SUMMED_WORDS[key].items()}
    sums: Counter[tuple[Any, ...]] = Counter()
    for row in rows:
        key = tuple(words.get(name, row[name]) for name in KEY_COLUMNS["sentences"])
        for name in MEASURE_COLUMNS["sentences"]:
            sums[*key, name] += row[name]
    return sums


@pytest.mark.parametrize(("summary", "away", "sources"), SUMMED)
def test_a_summary_has_the_sums_of_the_table(
    tmp_path: Path, summary: str, away: tuple[str, ...], sources: tuple[str, ...]
) -> None:
    rows = random_rows(1)
    edition = make_edition(tmp_path, sentences_rows=rows)
    path = edition_directory(tmp_path, edition.id) / f"sentences-{summary}.parquet"
    found = pq.read_table(path).to_pylist()
    expected = summed([row for row in rows if row["source"] in sources], away)
    assert summed(found, ()) == expected
    assert len(found) * len(MEASURE_COLUMNS["sentences"]) == len(expected)


@pytest.fixture
def small_parts() -> Iterator[None]:
    """Every run goes to the file; a range of keys has about two rows."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(spill, "IN_MEMORY", 0)
        patch.setattr(tables, "PART_ROWS", 2 * sums.SIGN_EVERY)
        for module in (sums, spill):
            patch.setattr(module, "SIGN_EVERY", 1)
        yield


@pytest.mark.usefixtures("small_parts")
@given(seed=st.integers(0, 9_999), most=st.integers(1, 30))
def test_summaries_are_the_same_sums_however_the_table_is_parted(seed: int, most: int) -> None:
    rows = random_rows(seed, most)
    made = packed_of("sentences", rows).summaries
    assert set(made) == {summary for summary, *_ in SUMMED}
    for summary, away, sources in SUMMED:
        expected = summed([row for row in rows if row["source"] in sources], away)
        found = arrow_of(made[summary]).to_pylist() if expected else []
        assert summed(found, ()) == expected
        assert made[summary].rows == len(found) == len(expected) // 3


SELECTIONS = (
    Selection("sentenced", ("all-offences",), ("kent",), by=("year", "sex")),
    Selection("sentenced", ("stalking",), by=("year", "sentence_outcome")),
    Selection("custody_rate", ("all-offences",), by=("year",), sex="male"),
    Selection("acsl_months", ("all-offences",), ("england-and-wales", "kent"), by=("area",)),
)


@pytest.mark.parametrize("selection", SELECTIONS)
def test_an_edition_without_summaries_answers_the_same(
    tmp_path: Path, selection: Selection
) -> None:
    make_edition(tmp_path, sentences_rows=random_rows(2))
    loaded = open_store(tmp_path).edition()
    assert loaded.tables["sentences"].summaries
    found = answer(loaded, selection)
    loaded.tables["sentences"].summaries.clear()
    assert answer(loaded, selection) == found
    assert not found.is_empty


def test_england_and_wales_is_all_areas_together(tmp_path: Path) -> None:
    rows = [row for row in random_rows(3) if row["source"] == LOCAL]
    make_edition(tmp_path, sentences_rows=rows)
    result = answer(open_store(tmp_path).edition(), Selection("sentenced", ("stalking",)))
    for one in result.observations:
        same = [
            row["sentenced"]
            for row in rows
            if row["year"] == one.keys[0] and row["offence"] == "Stalking"
        ]
        assert one.value == sum(same)
    assert {row["police_force_area"] for row in rows} <= set(members("england-and-wales"))


def test_a_damaged_summary_is_found(tmp_path: Path) -> None:
    edition = make_edition(tmp_path, sentences_rows=random_rows(4))
    assert not find_damage(tmp_path)
    path = edition_directory(tmp_path, edition.id) / "sentences-all.parquet"
    path.chmod(0o644)
    path.write_bytes(path.read_bytes()[:-1])
    (problem,) = find_damage(tmp_path)
    assert problem.code == "EDITION_DAMAGED"
    assert problem.file == f"{edition.id}/sentences-all.parquet"
