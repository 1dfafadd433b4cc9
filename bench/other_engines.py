"""The same questions put to DuckDB and to pandas, whose sums must be the same."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

import duckdb
import pandas as pd

from bench.questions import statement, sum_of, times, times_of_many
from outcomes import areas, offences
from outcomes.editions import edition_directory
from outcomes.measures import MEASURES
from outcomes.plan import make_plan
from outcomes.queries import work_out
from outcomes.selection import Selection
from outcomes.store import LoadedEdition

CLOSE = 1e-6


def ask_others(
    data_dir: Path, loaded: LoadedEdition, asked: Sequence[Selection], rounds: int
) -> dict[str, list[float]]:
    """Milliseconds of every question, by way of asking.

    Raises:
        ValueError: another engine's sums are not ours.
    """
    directory = edition_directory(data_dir, loaded.edition.id)
    over_file, in_memory = duckdb.connect(), duckdb.connect()
    for table in loaded.tables:
        source = f"read_parquet('{directory / table}.parquet')"
        over_file.execute(f"create view {table} as select * from {source}")
        in_memory.execute(f"create table {table} as select * from {source}")
    for one in asked:
        _compare(loaded, over_file, one)
    ask = partial(_ask_duckdb, loaded, over_file)
    found = {
        "DuckDB over the file": times(ask, asked, rounds),
        "DuckDB in memory": times(partial(_ask_duckdb, loaded, in_memory), asked, rounds),
        "DuckDB over the file, 16 threads": times_of_many(ask, asked, 1),
    }
    in_memory.close()
    ready = {one: work_out(loaded, one) for one in asked}
    found["the least: looked up, worked out before"] = times(ready.__getitem__, asked, rounds)
    frames = {table: pd.read_parquet(directory / f"{table}.parquet") for table in loaded.tables}
    ask_pandas = partial(_ask_pandas, loaded, frames)
    return found | {"pandas in memory": times(ask_pandas, asked, 1)}


def _ask_duckdb(
    loaded: LoadedEdition, connection: duckdb.DuckDBPyConnection, one: Selection
) -> list[tuple[float, ...]]:
    rows: list[tuple[float, ...]] = connection.cursor().execute(statement(one, loaded)).fetchall()
    return rows


def _compare(loaded: LoadedEdition, connection: duckdb.DuckDBPyConnection, one: Selection) -> None:
    place = len(one.by)
    theirs = sum(float(row[place] or 0) for row in _ask_duckdb(loaded, connection, one))
    if areas.ENGLAND_AND_WALES in one.areas and "area" in one.by:
        return  # areas that lie in each other: each row would have to count twice in SQL
    ours = sum_of(work_out(loaded, one))
    if abs(ours - theirs) > CLOSE * max(1.0, abs(theirs)):
        raise ValueError(f"{ours} is not {theirs}: {one}")


def _ask_pandas(
    loaded: LoadedEdition, frames: dict[str, pd.DataFrame], one: Selection
) -> pd.DataFrame:
    measure = MEASURES[one.measure]
    frame = frames[measure.table]
    years = make_plan(loaded.edition, one, loaded.tables[measure.table]).years
    mask = (frame["defendant_kind"] == "person") & frame["year"].between(years[0], years[-1])
    if offences.ALL_OFFENCES not in one.offences:
        slugs = [slug for chosen in one.offences for slug in offences.expand(chosen)]
        mask &= frame["offence"].isin([offences.offences()[slug].label for slug in slugs])
    if areas.ENGLAND_AND_WALES not in one.areas:
        names = [name for slug in one.areas for name in areas.members(slug)]
        mask &= frame["police_force_area"].isin(names)
    keys = ["police_force_area" if name == "area" else name for name in one.by]
    columns = list(dict.fromkeys((measure.numerator, measure.denominator or measure.numerator)))
    return frame[mask].groupby(keys, observed=True)[columns].sum()
