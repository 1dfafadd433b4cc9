"""The loader's work on one CSV as one would write it with pandas."""

from __future__ import annotations

import pandas as pd

from etl.reading.formats import Recognised, TableRule
from etl.reading.labels import label_map
from etl.reading.recognise import recognise
from outcomes.schema import KEY_COLUMNS


def tables_of(frame: pd.DataFrame, source: str) -> dict[str, pd.DataFrame]:
    """The rows that a CSV gives to each published table, with the published words, summed."""
    known = recognise(list(frame.columns))
    names = {frame.columns[place]: column for column, place in known.places.items()}
    wanted = frame[list(names)].rename(columns=names)
    letter = known.layout.letter
    numbers = {
        one.column for rule in known.layout.tables.values() for one in rule.measures.values()
    }
    for column in wanted.columns:
        if column in numbers:
            wanted[column] = pd.to_numeric(wanted[column].astype("str"), errors="coerce").fillna(0)
        elif column == "year":
            wanted[column] = wanted[column].astype("str").str[-4:].astype("int16")
        else:
            wanted[column] = _mapped(wanted[column], column, letter)
    tables = known.layout.tables.items()
    return {name: _summed(name, rule, wanted, known, source) for name, rule in tables}


def _mapped(values: pd.Series, column: str, letter: str) -> pd.Series:
    """Labels as words, each different label looked up once."""
    labels = label_map(column, letter)
    words = {
        text: labels.words[labels.codes[labels.normalise(text)]] for text in values.cat.categories
    }
    return values.map(words).astype("category")


def _summed(
    table: str, rule: TableRule, rows: pd.DataFrame, known: Recognised, source: str
) -> pd.DataFrame:
    if rule.where:
        rows = rows[rows[rule.where[0]] == rule.where[1]]
    measures = {}
    for name, measure in known.measures(table).items():
        counted = rows[measure.column]
        if measure.where:
            counted = counted.where(rows[measure.where[0]] == measure.where[1], 0)
        measures[name] = counted
    columns = {key: known.key_column(table, key) for key in KEY_COLUMNS[table]}
    keys = {key: rows[column] for key, column in columns.items() if column in rows}
    whole = pd.DataFrame({**keys, **measures})
    summed = whole.groupby(list(keys), observed=True, sort=False)[list(measures)].sum()
    return summed.reset_index().assign(source=source)
