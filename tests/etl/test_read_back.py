"""What is compared of a written table, against plain Python."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import given
from hypothesis import strategies as st

from etl.publishing.parquet import encode_table
from etl.publishing.profile import Profile, combine, profile_of_part
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


def profile(table: pa.Table, name: str) -> Profile:
    """The profile of a table, taken two rows at a time."""
    parts = [table.slice(start, 2) for start in range(0, table.num_rows, 2)]
    return combine(profile_of_part(part.unify_dictionaries(), name) for part in parts)


@given(ROWS)
def test_totals_and_words_are_those_of_plain_python(rows: list[dict[str, Any]]) -> None:
    table = table_of("sentences", [{**DEFAULTS["sentences"], **row} for row in rows])
    found = profile(table, "sentences")
    assert found["rows"] == len(rows)
    assert found["sex"] == Counter(row["sex"] for row in rows)
    assert found["year"] == Counter(row["year"] for row in rows)
    values: dict[tuple[str, int], list[int]] = defaultdict(list)
    for row in rows:
        present = [] if row["sentenced"] is None else [row["sentenced"]]
        values[row["source"], row["year"]] += present
    assert found["sentenced"] == {
        key: (sum(some) if some else None, len(some)) for key, some in values.items()
    }


@given(ROWS)
def test_what_was_encoded_has_the_same_profile_however_it_was_cut(
    rows: list[dict[str, Any]],
) -> None:
    packed = packed_of("sentences", [{**DEFAULTS["sentences"], **row} for row in rows])
    encoded, table = encode_table(packed), arrow_of(packed)
    whole = pq.ParquetFile(encoded.content).read()
    assert encoded.profile == profile(table, "sentences")
    cut = pa.concat_tables([table.slice(0, table.num_rows // 2), table.slice(table.num_rows // 2)])
    assert profile(whole, "sentences") == profile(cut, "sentences") == profile(table, "sentences")
    assert whole.equals(table) or whole.to_pylist() == table.to_pylist()


def test_one_changed_number_is_noticed() -> None:
    rows = [{**DEFAULTS["sentences"], "year": year, "sentenced": 5} for year in (2018, 2019)]
    changed = [rows[0], {**rows[1], "sentenced": 6}]
    before, after = (profile(table_of("sentences", some), "sentences") for some in (rows, changed))
    assert [name for name in before if before[name] != after[name]] == ["sentenced"]
