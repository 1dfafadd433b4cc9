"""Tiny editions for tests: state only what matters, the rest has defaults.

``make_edition(data_dir, proceedings_rows=[{"year": 2019, "prosecutions": 10}])`` publishes one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from etl.build import Build
from etl.publishing.publish import publish
from etl.reading.columns import published_rows
from etl.reading.decode import MONTH_UNIT
from etl.reading.keys import FIRST_YEAR, Digit, digits
from etl.reading.labels import words_of
from etl.reading.packed import PackedTable, TableSource
from etl.reading.spill import Spill
from etl.reading.sums import sum_rows
from etl.reading.tables import make_table
from outcomes.editions import Coverage, Edition, SourceFile
from outcomes.errors import Problem
from outcomes.schema import KEY_COLUMNS, MEASURE_COLUMNS, SORT_ORDER, WORD, arrow_schema
from outcomes.vocabulary import AGE_RANGES

Row = Mapping[str, Any]

SOURCE = "2019-g-00000000"
COMMON: dict[str, Any] = {
    "source": SOURCE,
    "period_basis": "calendar",
    "year": 2019,
    "police_force_area": "West Midlands",
    "court_coverage": "all courts",
    "offence": "Breach of a restraining order",
    "offence_code": "8.10",
    "offence_group": "violence against the person",
    "offence_type": "triable either way",
    "defendant_kind": "person",
    "sex": "male",
    "age_group": "adults",
    "age_range": "25-29",
    "ethnicity": "not known",
}
DEFAULTS: dict[str, dict[str, Any]] = {
    "proceedings": COMMON,
    "sentences": {
        **COMMON,
        "court": "all courts",
        "sentence_outcome": "fine",
        "custodial_length": "not applicable",
    },
}
SPLIT_KEYS = (
    "sex", "age_group", "age_range", "ethnicity", "court", "defendant_kind", "offence",
    "custodial_length",
)  # fmt: skip


def build_of(
    proceedings_rows: Iterable[Row] = (),
    sentences_rows: Iterable[Row] = (),
    *,
    sources: Mapping[str, Mapping[str, Any]] | None = None,
    coverage: Mapping[str, Any] | None = None,
    problems: Sequence[Problem] = (),
    demonstration: bool = False,
) -> Build:
    """A build of rows given as dictionaries; equal keys are not summed, so give none twice.

    Args:
        proceedings_rows: rows of proceedings; a key left out has its default, a measure left
            out is null.
        sentences_rows: rows of sentences, likewise.
        sources: for a source's id, fields of its ``SourceFile`` to state otherwise, for example
            ``{"2018-b-11111111": {"vintage": 2018}}``.
        coverage: fields of every ``Coverage`` to state otherwise, for example
            ``{"keys": ("sex",), "provisional": (2019,)}``.
        problems: warnings and notes of the checks.
        demonstration: whether it is made up.
    """
    rows = {"proceedings": list(proceedings_rows), "sentences": list(sentences_rows)}
    full = {name: [{**DEFAULTS[name], **row} for row in rows[name]] for name in rows}
    covered = tuple(
        _coverage(name, source, of_source, coverage or {})
        for name, of_table in full.items()
        for source, of_source in _by_source(of_table).items()
    )
    named = dict.fromkeys(one.source for one in covered)
    files = tuple(_source(source, covered, (sources or {}).get(source, {})) for source in named)
    tables = {name: packed_of(name, rows) for name, rows in full.items() if rows}
    return Build(files, covered, tables, tuple(problems), demonstration)


def make_edition(
    data_dir: Path,
    proceedings_rows: Iterable[Row] = (),
    sentences_rows: Iterable[Row] = (),
    *,
    reason: str = "publish",
    **build: Any,
) -> Edition:
    """Publish a tiny edition in a data directory and serve it; arguments as for ``build_of``."""
    return publish(build_of(proceedings_rows, sentences_rows, **build), data_dir, reason=reason)


def packed_of(name: str, rows: Sequence[Row]) -> PackedTable:
    """Rows with every key stated as what the loader makes of a published table.

    The offence's code follows from its label. A measure that any row of a source states is carried
    by the source, and 0 where a row does not state it.
    """
    by_source = sorted(_by_source(rows).items())
    return make_table(name, [_table_source(name, *one) for one in by_source], Spill())


def _table_source(name: str, source: str, rows: Sequence[Row]) -> TableSource:
    carried = _carried(name, rows)
    keys = [sum(_place(one, row) * one.stride for one in digits(name)) for row in rows]
    values = [
        [
            round((row.get(measure) or 0) * (MONTH_UNIT if measure == "acsl_months" else 1))
            for row in rows
        ]
        for measure in carried
    ]
    return TableSource(
        source,
        {one: rows[0][one] for one in ("period_basis", "court_coverage")},
        carried,
        (sum_rows(np.array(keys, np.int64), [np.array(one, np.int64) for one in values]),),
        national=_is_national(rows),
    )


def _place(one: Digit, row: Row) -> int:
    if one.name == "year":
        return int(row["year"]) - FIRST_YEAR
    return words_of(one.name).index(row[one.name])


def _carried(name: str, rows: Sequence[Row]) -> tuple[str, ...]:
    measures = MEASURE_COLUMNS[name]
    return tuple(one for one in measures if any(row.get(one) is not None for row in rows))


def _is_national(rows: Sequence[Row]) -> bool:
    return {row["police_force_area"] for row in rows} == {"England and Wales"}


def arrow_of(table: PackedTable) -> pa.Table:
    """All rows of a table as they are published."""
    return published_rows(table, table.pieces())


def table_of(name: str, rows: Sequence[Row]) -> pa.Table:
    """Rows with every key stated as a table of the published schema, sorted."""
    order = (*SORT_ORDER, *(key for key in KEY_COLUMNS[name] if key not in SORT_ORDER))
    arranged = sorted(rows, key=lambda row: tuple(row[key] for key in order))
    schema = arrow_schema(name)
    return pa.table(
        [_array([row.get(field.name) for row in arranged], field.type) for field in schema],
        schema=schema,
    )


def _array(values: list[Any], type_: pa.DataType) -> pa.Array:
    if type_ != WORD:
        return pa.array(values, type_)
    return pa.array(values, pa.string()).dictionary_encode().cast(WORD)


def _by_source(rows: Sequence[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["source"], []).append(row)
    return found


def _coverage(table: str, source: str, rows: Sequence[Row], stated: Mapping[str, Any]) -> Coverage:
    years = tuple(sorted({row["year"] for row in rows}))
    areas = {row["police_force_area"] for row in rows}
    national, carried = _is_national(rows), _carried(table, rows)
    fields: dict[str, Any] = {
        "source": source,
        "table": table,
        "basis": rows[0]["period_basis"],
        "years": years,
        "national": national,
        "areas": () if national else tuple(sorted(areas)),
        "courts": rows[0]["court_coverage"],
        "keys": tuple(key for key in SPLIT_KEYS if key in rows[0]),
        "age_ranges": {year: _age_ranges(rows, year) for year in years},
        "measures": carried,
        "totals": {measure: _totals(rows, measure, years) for measure in carried},
    }
    return Coverage(**{**fields, **stated})


def _age_ranges(rows: Sequence[Row], year: int) -> tuple[str, ...]:
    seen = {row["age_range"] for row in rows if row["year"] == year}
    return tuple(band for band in AGE_RANGES if band in seen)


def _totals(rows: Sequence[Row], measure: str, years: tuple[int, ...]) -> dict[int, float]:
    return {
        year: sum(row.get(measure) or 0 for row in rows if row["year"] == year) for year in years
    }


def _source(source: str, covered: tuple[Coverage, ...], stated: Mapping[str, Any]) -> SourceFile:
    last = max(year for one in covered if one.source == source for year in one.years)
    fields: dict[str, Any] = {
        "id": source,
        "title": f"Outcomes by offence {last}",
        "format": "G",
        "vintage": last,
        "published": f"{last + 1}-05-15T08:30:00Z",
        "url": "",
        "file": f"{source}.zip",
        "sha256": hashlib.sha256(source.encode()).hexdigest(),
        "size": 1_000,
        "members": ({"name": f"{source}.csv", "bytes": 1_000, "rows": 1, "encoding": "utf-8"},),
    }
    return SourceFile(**{**fields, **stated})
