"""The other ways to read source files, each in a process of its own: ``python -m bench.others``.

``pandas`` does the same work as the loader, without its checks: read, map labels, sum, sort, write.
``pyarrow`` and ``duckdb`` read every field of the extracted CSV and do nothing with it; ``inflate``
does not even look at the bytes.
"""

from __future__ import annotations

import io
import os
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

BLOCK = 1 << 20
IN_A_READING = 16 << 20


def members(paths: Sequence[Path]) -> Iterator[tuple[Path, str]]:
    """Each CSV of some zips."""
    for path in paths:
        with zipfile.ZipFile(path) as archive:
            yield from ((path, name) for name in archive.namelist() if name.endswith(".csv"))


def extract(paths: Sequence[Path], directory: Path) -> list[Path]:
    """Unpack every CSV; what the scans read."""
    directory.mkdir(parents=True, exist_ok=True)
    found = []
    for number, (path, name) in enumerate(members(paths)):
        target = directory / f"{number}.csv"
        with zipfile.ZipFile(path) as archive, archive.open(name) as source:
            target.write_bytes(source.read())
        found.append(target)
    return found


def inflate(paths: Sequence[Path]) -> None:
    """Inflate every CSV of some zips, one after the other."""
    for path, name in members(paths):
        with zipfile.ZipFile(path) as archive, archive.open(name) as source:
            while source.read(BLOCK):
                pass


def duckdb(paths: Sequence[Path]) -> None:
    """Scan extracted CSVs with DuckDB: every field of every line is looked at, and no more."""
    import duckdb

    for path in paths:
        read = f"read_csv('{path}', all_varchar=true, encoding='{_encoding(path)}')"
        columns = duckdb.execute(f"describe select * from {read}").fetchall()
        lengths = ", ".join(f'sum(length("{column[0]}"))' for column in columns)
        duckdb.execute(f"select {lengths} from {read}").fetchall()


def pyarrow(paths: Sequence[Path]) -> None:
    """Scan extracted CSVs with pyarrow into dictionaries, block by block."""
    import pyarrow as pa
    from pyarrow import csv

    words = pa.dictionary(pa.int32(), pa.binary())
    for path in paths:
        with path.open("rb") as source:
            names = source.readline().decode("latin-1").strip().replace('"', "").split(",")
        reader = csv.open_csv(
            path,
            read_options=csv.ReadOptions(
                column_names=names, skip_rows=1, block_size=IN_A_READING, encoding="latin-1"
            ),
            convert_options=csv.ConvertOptions(column_types=dict.fromkeys(names, words)),
        )
        for _ in reader:
            pass


def pandas(paths: Sequence[Path]) -> None:
    """Do with pandas what the loader does, without checking anything."""
    import pandas as pd

    from bench.with_pandas import tables_of

    frames: dict[str, list[pd.DataFrame]] = {}
    for path, name in members(paths):
        with zipfile.ZipFile(path) as archive, archive.open(name) as source:
            frame = pd.read_csv(
                io.TextIOWrapper(source, _encoding_in(path, name)), dtype="category"
            )
        for table, rows in tables_of(frame, path.stem).items():
            frames.setdefault(table, []).append(rows)
        del frame
    with tempfile.TemporaryDirectory() as directory:
        for table, parts in frames.items():
            whole = pd.concat([part.astype(_plain(part)) for part in parts], ignore_index=True)
            order = ["offence", "source", "police_force_area", "year"]
            whole = whole.sort_values([name for name in order if name in whole])
            whole.to_parquet(Path(directory) / f"{table}.parquet", compression="zstd")


def _plain(frame: object) -> dict[str, str]:
    """Categories of parts differ, so that pandas wants them as text before they are joined."""
    types = frame.dtypes.items()  # type: ignore[attr-defined]
    return {name: "str" for name, kind in types if str(kind) == "category"}


def _encoding(path: Path) -> str:
    with path.open("rb") as source:
        return _tell(source.read(IN_A_READING))


def _encoding_in(path: Path, name: str) -> str:
    with zipfile.ZipFile(path) as archive, archive.open(name) as source:
        return _tell(source.read(IN_A_READING))


def _tell(start: bytes) -> str:
    try:
        start[: start.rfind(b"\n")].decode("utf-8")
    except UnicodeDecodeError:
        return "latin-1"
    return "utf-8"


WAYS: dict[str, Callable[[Sequence[Path]], None]] = {
    "pandas": pandas,
    "pyarrow": pyarrow,
    "duckdb": duckdb,
    "inflate": inflate,
}

if __name__ == "__main__":
    WAYS[sys.argv[1]]([Path(argument) for argument in sys.argv[2:]])
    # What a library does at its end is not part of the work.
    os._exit(0)
