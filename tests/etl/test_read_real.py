"""The two real files through ``build``: every sum by every key equals plain sums over the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from etl.build import Build, build
from tests.builders import arrow_of
from tests.etl.oracle import Key, billionths, evenly, sum_file

pytestmark = [pytest.mark.real, pytest.mark.slow]

PEOPLE = {
    "Sex": "sex",
    "Age Group": "age_group",
    "Age Range": "age_range",
    "Ethnicity": "ethnicity",
    "Offence Type": "offence_type",
    "Offence Group": "offence_group",
    "Offence": "offence",
}
LENGTH = {"Custodial Sentence Length": "custodial_length"}
SENTENCES = {
    "Year of Appearance": "year",
    "Courts": "court",
    "Type of Offender": "defendant_kind",
    "Sentence Outcome": "sentence_outcome",
    **PEOPLE,
    **LENGTH,
}
PROCEEDINGS = {"Police Force Area": "police_force_area", "Type of Defendant": "defendant_kind"}
PROCEEDINGS |= PEOPLE
DISPOSALS = {**PROCEEDINGS, "Outcome": "sentence_outcome", **LENGTH}


@pytest.fixture(scope="module")
def moj(real_data: Path) -> Path:
    return real_data / "moj"


@pytest.fixture(scope="module")
def built(moj: Path) -> Build:
    return build(sorted(moj.glob("*.zip")))


def published(table: pa.Table, source: str, keys: Iterable[str], measure: str) -> Counter[Key]:
    """Sums of a measure of one source by keys, offences written as the oracle does."""
    mine = pc.equal(table.column("source").cast(pa.string()), source)
    rows = table.filter(mine).unify_dictionaries().combine_chunks()
    columns = [_texts(rows.column(key), key) for key in keys]
    numbers = rows.column(measure).to_pylist()
    return Counter(dict(zip(zip(*columns, strict=True), numbers, strict=True)))


def _texts(column: pa.ChunkedArray, key: str) -> list[str]:
    texts = column.cast(pa.string()).to_pylist()
    return [evenly(text) for text in texts] if key == "offence" else texts


def source_id(built: Build, letter: str) -> str:
    return next(source.id for source in built.sources if source.format == letter)


def test_rows_read(built: Build) -> None:
    rows = {source.format: source.members[0]["rows"] for source in built.sources}
    assert rows == {"C": 986_497, "B": 435_402}


def test_totals(built: Build) -> None:
    stated = {(one.table, one.courts): one.totals for one in built.coverage}
    sentenced = stated["sentences", "all courts"]["sentenced"]
    prosecutions = stated["proceedings", "magistrates' courts"]["prosecutions"]
    assert sum(sentenced.values()) == 13_799_928
    assert sum(prosecutions.values()) == 1_442_617


def test_encodings_are_told_from_the_bytes(built: Build) -> None:
    encodings = {source.format: source.members[0]["encoding"] for source in built.sources}
    assert encodings == {"C": "latin-1", "B": "ascii"}


def test_every_label_of_the_map_stands_in_the_files(built: Build) -> None:
    assert [problem for problem in built.problems if problem.code == "LABEL_UNUSED"] == []


def test_every_sum_of_the_sentences_file(built: Build, moj: Path) -> None:
    expected = sum_file(
        moj / "outcomes-by-offence-2019.zip",
        list(SENTENCES),
        {
            "sentenced": lambda row: int(row["Count"]),
            "acsl_persons": lambda row: int(row["ascl_persons"] or 0),
            "acsl_months": lambda row: billionths(row["acsl_months"]),
        },
    )
    table, source = arrow_of(built.tables["sentences"]), source_id(built, "C")
    for measure in ("sentenced", "acsl_persons"):
        found = published(table, source, SENTENCES.values(), measure)
        assert len(found) > 300_000
        assert differences(found, expected[measure]) == {}
    months = published(table, source, SENTENCES.values(), "acsl_months")
    found = Counter({key: round(value * 1e9) for key, value in months.items()})
    assert differences(found, expected["acsl_months"]) == {}


def test_every_sum_of_the_magistrates_file(built: Build, moj: Path) -> None:
    path, source = moj / "remands-magistrates-court-2018.zip", source_id(built, "B")
    expected = sum_file(
        path,
        list(PROCEEDINGS),
        {
            "prosecutions": lambda row: int(row["Count"]),
            "convictions": lambda row: (
                int(row["Count"]) * row["Convicted/Not Convicted"][1:2].count("1")
            ),
        },
    )
    for measure in ("prosecutions", "convictions"):
        found = published(
            arrow_of(built.tables["proceedings"]), source, PROCEEDINGS.values(), measure
        )
        assert len(found) > 80_000
        assert differences(found, expected[measure]) == {}


def test_every_sentence_of_the_magistrates_file(built: Build, moj: Path) -> None:
    path, source = moj / "remands-magistrates-court-2018.zip", source_id(built, "B")
    expected = sum_file(
        path,
        list(DISPOSALS),
        {"sentenced": lambda row: int(row["Count"]) if row["Outcome"][:2] >= "08" else None},
    )
    found = published(arrow_of(built.tables["sentences"]), source, DISPOSALS.values(), "sentenced")
    assert len(found) > 100_000
    assert differences(found, expected["sentenced"]) == {}


def differences(found: Counter[Key], expected: Counter[Key]) -> dict[Key, tuple[int, int]]:
    """The first keys whose sums are not equal; shorter to print than two counters."""
    keys = [key for key in {**found, **expected} if found[key] != expected[key]]
    return {key: (found[key], expected[key]) for key in keys[:5]}
