"""What is compared of a written table, against plain Python."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.publishing.checksums import Checksums, checksums, unequal
from etl.publishing.parquet import encode_table
from etl.publishing.read_back import read_back
from etl.publishing.year_totals import year_totals
from etl.reading.decode import MONTH_UNIT
from outcomes.errors import CheckError
from outcomes.schema import MEASURE_COLUMNS
from tests.builders import DEFAULTS, arrow_of, packed_of, table_of

ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "source": st.sampled_from(["2018-b-1", "2019-c-1", "2024-g-1"]),
            "year": st.integers(2009, 2024),
            "offence": st.sampled_from(["Murder", "Stalking"]),
            "sex": st.sampled_from(["male", "female"]),
            "sentenced": st.none() | st.integers(0, 10**9),
            "acsl_months": st.none() | st.floats(0, 1e6),
        }
    ),
    min_size=1,
    max_size=30,
)
Row = dict[str, Any]


def sentences(rows: Sequence[Row]) -> pa.Table:
    """Rows of sentences, in the order in which they are published."""
    return table_of("sentences", [{**DEFAULTS["sentences"], **row} for row in rows])


@given(ROWS)
def test_totals_are_those_of_plain_python(rows: list[Row]) -> None:
    found = year_totals(sentences(rows), MEASURE_COLUMNS["sentences"])
    expected: Counter[tuple[str, str, int]] = Counter()
    for row in rows:
        expected["sentenced", row["source"], row["year"]] += row["sentenced"] or 0
        months = round((row["acsl_months"] or 0) * MONTH_UNIT)
        expected["acsl_months", row["source"], row["year"]] += months
    assert found == expected


@given(ROWS, ROWS)
def test_checksums_are_equal_where_the_cells_of_a_column_are(
    rows: list[Row], others: list[Row]
) -> None:
    one, other = sentences(rows), sentences(others)
    differing = [
        name for name in one.column_names if one[name].to_pylist() != other[name].to_pylist()
    ]
    assert list(unequal([checksums(one)], [checksums(other)])) == differing


@given(ROWS)
def test_what_is_read_has_the_checksums_of_what_was_encoded(rows: list[Row]) -> None:
    packed = packed_of("sentences", [{**DEFAULTS["sentences"], **row} for row in rows])
    encoded, table = encode_table(packed), arrow_of(packed)
    whole = pq.ParquetFile(encoded.content).read()
    assert encoded.checksums == (checksums(table),) == (checksums(whole),)
    assert whole.to_pylist() == table.to_pylist()


def test_a_blank_is_not_zero() -> None:
    blank, zero = (sentences([{"sentenced": value}]) for value in (None, 0))
    assert unequal([checksums(blank)], [checksums(zero)]) == ("sentenced",)


def test_a_missing_row_group_is_noticed() -> None:
    one = checksums(sentences([{"sentenced": 5}]))
    assert unequal([one, one], [one]) == unequal([one], [one, one]) == tuple(one)


def read(content: bytes, expected: Sequence[Checksums]) -> int:
    """How many rows of sentences are read back of these bytes."""
    with TemporaryDirectory() as place:
        path = Path(place) / "sentences.parquet"
        path.write_bytes(content)
        return read_back(path, expected, ()).rows


@pytest.mark.parametrize("name", ["source", "sex", "year", "sentenced", "acsl_months"])
def test_a_column_of_another_name_is_refused(name: str) -> None:
    encoded = encode_table(packed_of("sentences", [DEFAULTS["sentences"]]))
    content = encoded.content.to_pybytes()
    assert read(content, encoded.checksums) == 1
    with pytest.raises(CheckError, match="READ_BACK"):
        read(content.replace(name.encode(), name[::-1].encode()), encoded.checksums)


@pytest.mark.parametrize("wrong", [b"\xff", b"X"])
def test_a_word_of_other_letters_is_refused(wrong: bytes) -> None:
    encoded = encode_table(packed_of("sentences", [DEFAULTS["sentences"]]))
    content, word = encoded.content.to_pybytes(), DEFAULTS["sentences"]["sex"].encode()
    assert word in content
    with pytest.raises(CheckError, match="READ_BACK"):
        read(content.replace(word, wrong * len(word)), encoded.checksums)


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@given(rows=ROWS, place=st.integers(0), bit=st.integers(0, 7))
def test_a_bit_that_fell_over_is_refused_or_changes_nothing(
    rows: list[Row], place: int, bit: int
) -> None:
    packed = packed_of("sentences", [{**DEFAULTS["sentences"], **row} for row in rows])
    encoded = encode_table(packed)
    content = bytearray(encoded.content.to_pybytes())
    content[place % len(content)] ^= 1 << bit
    with suppress(CheckError):
        assert read(bytes(content), encoded.checksums) == packed.rows
        found = pq.read_table(pa.BufferReader(bytes(content)))
        assert found.to_pylist() == arrow_of(packed).to_pylist()
