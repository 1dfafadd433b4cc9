"""Asks an edition what its pages ask, beside DuckDB and pandas on the same rows.

``python -m bench.questions DATA_DIRECTORY`` prints the times as JSON.
"""

from __future__ import annotations

import json
import random
import sys
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from bench.measure import milliseconds
from outcomes import areas, offences
from outcomes.measures import MEASURES
from outcomes.plan import make_plan
from outcomes.queries import work_out
from outcomes.result import Result
from outcomes.selection import Selection
from outcomes.store import LoadedEdition, load_edition, open_store

QUESTIONS, SEED, ROUNDS, ASKERS = 48, 5, 5, 16
EVERY_AREA = tuple(area.slug for area in areas.police_force_areas())

Ask = Callable[[Selection], object]


def questions(loaded: LoadedEdition, number: int = QUESTIONS) -> list[Selection]:
    """Selections as the pages make them, offences and areas drawn by lot, the same each time."""
    choose = random.Random(SEED)
    single = [slug for slug in offences.offences() if _stands(loaded, slug)]
    chosen: list[Selection] = []
    while len(chosen) < number:
        family = choose.choice((*offences.families(), offences.ALL_OFFENCES))
        offence = choose.choice((family, choose.choice(single)))
        place = choose.choice((areas.ENGLAND_AND_WALES, choose.choice(EVERY_AREA)))
        chosen.append(_form(choose, offence, place))
    return chosen


def _stands(loaded: LoadedEdition, slug: str) -> bool:
    label = offences.offences()[slug].label
    source = loaded.edition.coverage[0].source
    return loaded.tables["sentences"].has(label, source)


def _form(choose: random.Random, offence: str, place: str) -> Selection:
    """One of the pages' ways of asking."""
    asked = Selection(offences=(offence,), areas=(place,))
    several = tuple(dict.fromkeys((place, *choose.sample(EVERY_AREA, 3))))
    return choose.choice(
        (
            asked,
            asked.but(areas=several, by=("year", "area")),
            asked.but(measure="conviction_ratio"),
            asked.but(measure="sentenced", by=("year", "sentence_outcome")),
            asked.but(measure="custody_rate"),
            asked.but(
                measure="sentenced", by=("year", "custodial_length"), from_year=2019, to_year=2019
            ),
            asked.but(by=("sex", "age_range"), from_year=2019, to_year=2019),
            asked.but(areas=EVERY_AREA, by=("area",), from_year=2019, to_year=2019),
        )
    )


def statement(selection: Selection, loaded: LoadedEdition) -> str:
    """The sums of a selection as SQL over a view of the table; which source supplies is planned."""
    measure = MEASURES[selection.measure]
    plan = make_plan(loaded.edition, selection, loaded.tables[measure.table])
    top = measure.numerator
    if measure.numerator_outcome:
        top = f"case when sentence_outcome = '{measure.numerator_outcome}' then {top} else 0 end"
    sums = [f"sum({top}) as top"]
    sums += [f"sum({measure.denominator}) as bottom"] if measure.denominator else []
    names = {"area": "police_force_area"}
    keys = [names.get(name, name) for name in selection.by]
    where = " and ".join(_conditions(selection, plan.years))
    grouped = ", ".join(keys)
    return (
        f"select {grouped}, {', '.join(sums)} from {measure.table} where {where} group by {grouped}"
    )


def _conditions(selection: Selection, years: Sequence[int]) -> list[str]:
    found = ["defendant_kind = 'person'", f"year between {years[0]} and {years[-1]}"]
    if offences.ALL_OFFENCES not in selection.offences:
        slugs = [slug for one in selection.offences for slug in offences.expand(one)]
        found.append(_among("offence", [offences.offences()[slug].label for slug in slugs]))
    if areas.ENGLAND_AND_WALES not in selection.areas or "area" in selection.by:
        names = [name for slug in selection.areas for name in areas.members(slug)]
        found.append(_among("police_force_area", names))
    return found


def _among(column: str, words: Sequence[str]) -> str:
    quoted = ", ".join("'" + word.replace("'", "''") + "'" for word in dict.fromkeys(words))
    return f"{column} in ({quoted})"


def sum_of(result: Result) -> float:
    """What all numerators of an answer come to, so that two ways of asking can be compared."""
    found = [one.value if one.numerator is None else one.numerator for one in result.observations]
    return float(sum(value for value in found if value is not None))


def times(ask: Ask, asked: Sequence[Selection], rounds: int) -> list[float]:
    """Milliseconds of every question, in several rounds."""
    return [milliseconds(partial(ask, one)) for _ in range(rounds) for one in asked]


def times_cold(data_dir: Path, asked: Sequence[Selection], rounds: int) -> list[float]:
    """The same, each question the first that its edition is asked."""
    identifier = open_store(data_dir).edition().edition.id
    found = []
    for one in list(asked) * rounds:
        loaded = load_edition(data_dir, identifier)
        found.append(milliseconds(partial(work_out, loaded, one)))
    return found


def times_of_many(ask: Ask, asked: Sequence[Selection], rounds: int) -> list[float]:
    """The same with many threads that ask at the same moment."""
    together = threading.Barrier(ASKERS)

    def one_asker(number: int) -> list[float]:
        order = random.Random(number).sample(list(asked), len(asked))
        together.wait()
        return times(ask, order, rounds)

    with ThreadPoolExecutor(ASKERS) as pool:
        return [value for part in pool.map(one_asker, range(ASKERS)) for value in part]


def main(data_dir: Path, rounds: int, *, others: bool) -> None:
    """Print the times of every way as JSON."""
    loaded = open_store(data_dir).edition()
    asked = questions(loaded)
    ask = partial(work_out, loaded)
    fresh = open_store(data_dir).edition()
    found = {
        "cold": times_cold(data_dir, asked, rounds),
        "warm": times(ask, asked, rounds + 1)[len(asked) :],
        "16 threads, cold": times_of_many(partial(work_out, fresh), asked, 1),
        "16 threads, warm": times_of_many(ask, asked, rounds),
    }
    if others:
        from bench.other_engines import ask_others

        found |= ask_others(data_dir, loaded, asked, rounds)
    print(json.dumps(found))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), others=sys.argv[3] == "others")
