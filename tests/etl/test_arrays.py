"""Columns of Arrow as numbers, wherever in their memory they begin."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.reading.arrays import array_of, is_known, numbers, single

NUMBERS = st.lists(st.none() | st.integers(-(2**15), 2**15 - 1), max_size=40)
kinds = pytest.mark.parametrize("kind", [pa.int16(), pa.int64(), pa.float64()])


@kinds
@given(values=NUMBERS, start=st.integers(0, 40), length=st.integers(0, 40))
def test_a_slice_has_its_own_numbers_and_blanks(
    kind: pa.DataType, values: list[Any], start: int, length: int
) -> None:
    expected = values[start : start + length]
    found = pa.array(values, kind)[start : start + length]
    known = is_known(found)
    assert known.tolist() == [value is not None for value in expected]
    assert len(numbers(found)) == len(expected)
    assert numbers(found)[known].tolist() == [value for value in expected if value is not None]


@kinds
@given(values=NUMBERS)
def test_numbers_come_back_with_their_blanks(kind: pa.DataType, values: list[Any]) -> None:
    known = np.array([value is not None for value in values], np.bool_)
    stated = np.array([value or 0 for value in values], kind.to_pandas_dtype())
    found = array_of(stated, kind, known)
    found.validate(full=True)
    assert found.to_pylist() == values
    assert array_of(stated, kind).to_pylist() == stated.tolist()


@given(values=NUMBERS, cut=st.integers(0, 40))
def test_a_column_in_pieces_is_one(values: list[Any], cut: int) -> None:
    whole = pa.array(values, pa.int64())
    assert single(pa.chunked_array([whole[:cut], whole[cut:]])).equals(whole)
    assert single(pa.chunked_array([whole])).equals(whole)
