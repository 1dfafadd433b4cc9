"""Words as bits of one number: each key has its own, in the order in which rows are sorted."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.reading import keys
from etl.reading.keys import MOST_BITS, STRETCH_BITS, digits, stretches
from outcomes.schema import TABLES

of_each_table = pytest.mark.parametrize("table", sorted(TABLES))


@of_each_table
def test_the_digits_lie_side_by_side_and_hold_every_word(table: str) -> None:
    found = digits(table)
    assert found[-1].shift == 0
    assert all(one.shift == after.shift + after.bits for one, after in pairwise(found))
    assert all(2 ** (one.bits - 1) < one.size <= 2**one.bits for one in found)
    assert found[0].shift + found[0].bits <= MOST_BITS


@of_each_table
def test_stretches_are_all_digits_in_order_and_short(table: str) -> None:
    found = stretches(table)
    assert tuple(one for stretch in found for one in stretch) == digits(table)
    bits = [sum(one.bits for one in stretch) for stretch in found]
    assert 0 < min(bits) <= max(bits) <= STRETCH_BITS
    assert all(
        one + after[0].bits > STRETCH_BITS for one, after in zip(bits, found[1:], strict=False)
    )


@of_each_table
@given(data=st.data())
def test_a_place_is_read_by_division_and_remainder(table: str, data: st.DataObject) -> None:
    highest = 2 ** sum(one.bits for one in digits(table)) - 1
    packed = data.draw(st.lists(st.integers(0, highest) | st.just(highest), max_size=20))
    for one in digits(table):
        found = one.of(np.array(packed, np.int64))
        assert found.tolist() == [key // one.stride % 2**one.bits for key in packed]
        assert (np.array(packed, np.int64) & ~one.mask).tolist() == [
            key - place * one.stride for key, place in zip(packed, found.tolist(), strict=True)
        ]


@of_each_table
@given(data=st.data())
def test_packed_keys_ascend_as_their_places_do(table: str, data: st.DataObject) -> None:
    places = st.tuples(*(st.integers(0, one.size - 1) for one in digits(table)))
    rows = data.draw(st.lists(places, max_size=10))
    packed = [
        sum(place * one.stride for place, one in zip(row, digits(table), strict=True))
        for row in rows
    ]
    assert [row for _, row in sorted(zip(packed, rows, strict=True))] == sorted(rows)
    for at, one in enumerate(digits(table)):
        assert one.of(np.array(packed, np.int64)).tolist() == [row[at] for row in rows]


def test_keys_that_take_too_many_bits_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """No key is as large as the end of the last range of keys, which is left out of it."""
    monkeypatch.setattr(keys, "size_of", lambda name: 2**53 + 1 if name == "year" else 2)
    with pytest.raises(OverflowError, match="proceedings"):
        digits.__wrapped__("proceedings")
    monkeypatch.setattr(keys, "size_of", lambda name: 2**53 if name == "year" else 2)
    highest = sum(one.mask for one in digits.__wrapped__("proceedings"))
    assert highest < np.iinfo(np.int64).max
