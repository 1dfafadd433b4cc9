"""Results made by hand, so that a test states only what matters to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from outcomes.editions import Coverage, Edition, SourceFile
from outcomes.measures import MEASURES
from outcomes.result import NOT_APPLICABLE, NOT_PUBLISHED, PUBLISHED, Key, Observation, Result
from outcomes.selection import Selection

SOURCE = "2019-c-1a2b3c4d"
Amount = int | float | tuple[float, int] | None


def edition(*, demonstration: bool = False, courts: str = "all courts") -> Edition:
    name = "demonstration-2019-1a2b3c4d5e6f" if demonstration else "2019-1a2b3c4d5e6f"
    source = SourceFile(
        id=SOURCE, title="Outcomes by offence 2019", format="C", vintage=2019, published="",
        url="", file="outcomes-by-offence-2019.zip", sha256="0" * 64, size=1, members=(),
    )  # fmt: skip
    coverage = tuple(
        Coverage(
            source=SOURCE,
            table=table,
            basis="calendar",
            years=tuple(range(2007, 2020)),
            national=False,
            areas=(),
            courts=courts,
            keys=("sex", "age_range"),
            age_ranges={},
            measures=(),
        )
        for table in ("proceedings", "sentences")
    )
    label = "Demonstration edition 2019" if demonstration else "2019 edition"
    return Edition(name, label, demonstration, 1, (source,), coverage, ())


def observation(keys: tuple[Key, ...], amount: Amount, **changes: Any) -> Observation:
    """A count, a pair (numerator, denominator), or None for what is not published."""
    value: float | int | None
    if isinstance(amount, tuple):
        above, below = amount
        value = above / below if below else None
        status = PUBLISHED if below else NOT_APPLICABLE
        made: dict[str, Any] = {"numerator": above, "denominator": below}
    else:
        value, status = amount, PUBLISHED if amount is not None else NOT_PUBLISHED
        made = {"numerator": None, "denominator": None}
    made |= {"value": value, "status": status, "source": SOURCE if value is not None else None}
    return Observation(keys, **{**made, **changes})


def result(
    amounts: Mapping[Any, Amount],
    *,
    by: tuple[str, ...] = ("year",),
    measure: str = "prosecutions",
    areas: Sequence[str] = ("west-midlands",),
    offences: Sequence[str] = ("breach-of-protective-order",),
    breaks: tuple[int, ...] = (),
    provisional: Sequence[int] = (),
    demonstration: bool = False,
    courts: str = "all courts",
    **selected: Any,
) -> Result:
    """A result from amounts by key; a key that is not a tuple stands for one of one key."""
    keyed = {key if isinstance(key, tuple) else (key,): one for key, one in amounts.items()}
    years = [key[by.index("year")] for key in keyed] if "year" in by else []
    selection = Selection(
        measure=measure, offences=tuple(offences), areas=tuple(areas), by=by,
        from_year=selected.pop("from_year", min(years, default=2018)),
        to_year=selected.pop("to_year", max(years, default=2018)),
        basis=selected.pop("basis", "calendar"), **selected,
    )  # fmt: skip
    observations = tuple(
        observation(key, one, provisional="year" in by and key[by.index("year")] in provisional)
        for key, one in keyed.items()
    )
    return Result(
        selection=selection, measure=MEASURES[measure], by=by, observations=observations,
        notices=(), edition=edition(demonstration=demonstration, courts=courts),
        sources=(SOURCE,), breaks=breaks,
    )  # fmt: skip


def with_status(made: Result, status: str) -> Result:
    """The same result with every published observation of another status."""
    changed = tuple(
        replace(one, status=status) if one.value is not None else one for one in made.observations
    )
    return replace(made, observations=changed)


# Prosecutions for breach of protective orders in the West Midlands, shaped like the published.
WEST_MIDLANDS = {
    2007: 25, 2008: 47, 2009: 253, 2010: 341, 2011: 402, 2012: 455, 2013: 520, 2014: 690,
    2015: 861, 2016: 1005, 2017: 991,
}  # fmt: skip
