"""Results by their address: which rows of the API they are, and the same asked again.

One door for all that a chart can draw: the courts' figures, these for each 100,000 residents,
and the figures around them.
"""

from __future__ import annotations

from collections.abc import Mapping

from outcomes.neighbour_answers import answer_around
from outcomes.neighbour_measures import AROUND_MEASURES, table_of
from outcomes.neighbour_selection import parameters_of, read_around
from outcomes.queries import answer
from outcomes.rates import per_residents
from outcomes.result import Result
from outcomes.selection import Selection
from outcomes.store import LoadedEdition

PER, RESIDENTS = "per", "residents"
OBSERVATIONS = "observations"


def query_of(result: Result) -> dict[str, str]:
    """The address form of a result, its edition left out unless it was asked for."""
    params = result.selection.to_params()
    table = table_of(result.measure.name)
    if table is None:
        return params | ({PER: RESIDENTS} if result.measure.is_rate else {})
    kinds = ",".join(result.selection.offences)
    more = ",".join(name for name in result.by if name == table.more)
    written = {**params, table.kind: kinds, "by": more}
    taken = parameters_of(table)
    return {name: text for name, text in written.items() if text and name in taken}


def rows_path(measure: str, suffix: str) -> str:
    """Path of the API that gives the rows of a measure in a format."""
    table = table_of(measure)
    return f"/api/v1/{table.path if table else OBSERVATIONS}.{suffix}"


def answer_query(
    loaded: LoadedEdition, query: Mapping[str, str], most: int | None = None
) -> Result:
    """Answer again what ``query_of`` wrote, from any edition.

    Raises:
        TooManyRows: when there would be more observations than ``most``.
    """
    table = table_of(query.get("measure", ""))
    if table is not None:
        selection, _ = read_around(query, table)
        return answer_around(loaded, selection.but(edition=None), most)
    selection = Selection.from_params(query).but(edition=None)
    return answer_any(loaded, selection, most, rate=query.get(PER) == RESIDENTS)


def answer_any(
    loaded: LoadedEdition, selection: Selection, most: int | None = None, *, rate: bool = False
) -> Result:
    """Answer a selection of any measure.

    Args:
        loaded: the edition to ask.
        selection: what is counted.
        most: the most observations that are wanted, or None for any number.
        rate: whether counts of the courts are divided by residents.

    Raises:
        TooManyRows: when there would be more observations than ``most``.
    """
    if selection.measure in AROUND_MEASURES:
        return answer_around(loaded, selection, most)
    result = answer(loaded, selection, most)
    return per_residents(loaded, result) if rate else result
