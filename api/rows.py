"""A result as rows: the same columns and values in every format that leaves the site."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from outcomes.areas import Area, area_named, areas
from outcomes.neighbour_measures import NeighbourTable, table_of
from outcomes.offences import label_of, offence_labelled, offences
from outcomes.order_rows import order_name
from outcomes.recorded import recorded_offences
from outcomes.result import Key, Observation, Result

Cell = str | int | float | bool | None
Row = tuple[Cell, ...]
Reader = Callable[[Observation], Cell]

MEANINGS: dict[str, str] = {
    "measure": "The measure, by its name in addresses.",
    "unit": "What the value counts: defendants, offenders, crimes; ratio and share are fractions.",
    "basis": "calendar: years to December; march: years to March; mid-year: on 30 June.",
    "year": "The year, or the year in which the year to March ends.",
    "from_year": "The first year that the row adds up.",
    "to_year": "The last year that the row adds up.",
    "area": "The area where the case was dealt with, by its usual name.",
    "area_code": "The area's code of the Office for National Statistics; empty where it has none.",
    "offence": "The offence or offence family, by principal offence.",
    "offence_code": "The Ministry's code of the offence; empty for a family or where unknown.",
    "sex": "Sex of the defendant.",
    "age": "Age band of the defendant.",
    "age_group": "Children 10 to 17, young adults 18 to 20, adults 21 and over.",
    "age_range": "Age band; bands over 25 exist from 2017 only.",
    "ethnicity": "Ethnicity as the police or the court recorded it.",
    "court": "The court that passed the sentence; all courts where the source does not split.",
    "sentence_outcome": "The main disposal.",
    "custodial_length": "Length of immediate custody; not applicable for other outcomes.",
    "outcome": "What had become of a recorded crime when the source was published.",
    "order": "The kind of order.",
    "value": "The figure; no value where the status is not published.",
    "numerator": "For a ratio or an average, the sum that is divided.",
    "denominator": "For a ratio or an average, the sum that it is divided by.",
    "status": (
        "published (zero is a true zero), not published, not applicable (nothing to divide by), "
        "or not meaningful (see the notes)."
    ),
    "provisional": "Whether the publisher marks the period as provisional.",
    "source": "The source file that supplies the value.",
    "edition": "The edition that the file was made from.",
    "receipt": "The code that /verify answers.",
}


def columns_of(result: Result) -> dict[str, Reader]:
    """For each column of a result's rows, in order, how an observation's cell is read.

    A breakdown varies from row to row; area, offence and whatever else was chosen stand in every
    row too, so that a row still says what it is when it is taken out.
    """
    columns = {**_period(result), **_places(result), **_offences(result)}
    for name in ("sex", "age"):
        chosen = getattr(result.selection, name)
        if chosen is not None:
            columns[name] = _constant(chosen)
    for name in result.by:
        if name not in columns:
            columns[name] = _key(result, name)
    return {**columns, **_values(result)}


def rows_of(result: Result, readers: dict[str, Reader]) -> list[Row]:
    """The rows of a result, one for each observation, in the result's order."""
    cells = tuple(readers.values())
    return [tuple(read(seen) for read in cells) for seen in result.observations]


def _constant(cell: Cell) -> Reader:
    return lambda _: cell


def _key(result: Result, name: str) -> Reader:
    position = result.by.index(name)
    return lambda seen: seen.keys[position]


def _mapped(result: Result, name: str, words: Callable[[Key], Cell]) -> Reader:
    position = result.by.index(name)
    return lambda seen: words(seen.keys[position])


def _period(result: Result) -> dict[str, Reader]:
    if "year" in result.by:
        return {"year": _key(result, "year")}
    chosen = result.selection
    return {"from_year": _constant(chosen.from_year), "to_year": _constant(chosen.to_year)}


def _places(result: Result) -> dict[str, Reader]:
    if "area" in result.by:
        return {
            "area": _mapped(result, "area", lambda key: _area(key).name),
            "area_code": _mapped(result, "area", lambda key: _area(key).code),
        }
    chosen = [areas()[slug] for slug in result.selection.areas]
    return {
        "area": _constant(" + ".join(area.name for area in chosen)),
        "area_code": _constant(";".join(area.code for area in chosen)),
    }


def _offences(result: Result) -> dict[str, Reader]:
    table = table_of(result.measure.name)
    if table is not None:
        return _kinds(result, table)
    if "offence" in result.by:
        return {
            "offence": _mapped(result, "offence", offence_label),
            "offence_code": _mapped(result, "offence", offence_code),
        }
    chosen = result.selection.offences
    return {
        "offence": _constant(" + ".join(offence_label(slug) for slug in chosen)),
        "offence_code": _constant(";".join(offence_code(slug) for slug in chosen)),
    }


def _kinds(result: Result, table: NeighbourTable) -> dict[str, Reader]:
    """Columns of the kinds of recorded offences or orders; none where there are no kinds."""
    if table.kind == "order":
        return {"order": _mapped(result, "order", lambda key: order_name(str(key)))}
    if not table.kind:
        return {}
    known = recorded_offences()
    return {
        "offence": _mapped(result, "offence", lambda key: known[str(key)].label),
        "offence_code": _mapped(result, "offence", lambda key: ";".join(known[str(key)].codes)),
    }


def _values(result: Result) -> dict[str, Reader]:
    titles = {source.id: source.title for source in result.edition.sources}
    columns: dict[str, Reader] = {"value": lambda seen: seen.value}
    if result.measure.is_ratio:
        columns["numerator"] = lambda seen: seen.numerator
        columns["denominator"] = lambda seen: seen.denominator
    columns["status"] = lambda seen: seen.status
    columns["provisional"] = lambda seen: seen.provisional
    columns["source"] = lambda seen: titles.get(seen.source or "", seen.source or "")
    return columns


@cache
def _area(key: Key) -> Area:
    return areas().get(str(key)) or area_named(str(key))


@cache
def offence_label(key: Key) -> str:
    """How an offence or family is called, by its slug or its label."""
    try:
        return label_of(str(key))
    except KeyError:
        return offence_labelled(str(key)).label


@cache
def offence_code(key: Key) -> str:
    """The Ministry's code of an offence by its slug or label; empty for a family."""
    known = offences().get(str(key))
    if known is not None:
        return known.moj_code
    try:
        return offence_labelled(str(key)).moj_code
    except KeyError:
        return ""
