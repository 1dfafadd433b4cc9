"""Parquet of an answer, for programs: the file's rows, and what they are among its metadata."""

from __future__ import annotations

import io

import pyarrow as pa
import pyarrow.parquet as pq

from api.answers import Answer
from api.heading import heading_of
from api.provenance import DEMONSTRATION_COLUMN

TYPES = {
    "year": pa.int16(),
    "from_year": pa.int16(),
    "to_year": pa.int16(),
    "denominator": pa.int64(),
    "provisional": pa.bool_(),
    DEMONSTRATION_COLUMN: pa.bool_(),
}


def parquet_bytes(answer: Answer) -> bytes:
    """The whole file; text is written as it is, since no program runs it."""
    columns = list(zip(*answer.file_rows, strict=True)) or [()] * len(answer.file_columns)
    is_ratio = answer.result.measure.is_ratio
    amount = pa.float64() if is_ratio else pa.int64()
    types = {"value": amount, "numerator": pa.float64(), **TYPES}
    fields = [pa.field(name, types.get(name, pa.string())) for name in answer.file_columns]
    facts = {f"outcomes:{name}": text for name, text in heading_of(answer)}
    schema = pa.schema(fields, metadata=facts)
    table = pa.table(
        [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)],
        schema=schema,
    )
    out = io.BytesIO()
    pq.write_table(table, out, compression="zstd")
    return out.getvalue()
