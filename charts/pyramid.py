"""Counts by sex and age put together for drawing and telling, small cells grouped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product

from charts.series import published_years, year_of
from charts.small_cells import DRAWN_AT, FEWER_THAN_5, NOT_SHOWN, Cell, untold
from outcomes import numbers
from outcomes.result import Result
from outcomes.vocabulary import NOT_APPLICABLE

EVERYBODY = "all"
AGES = ("age_range", "age_group")


@dataclass(frozen=True, slots=True)
class Row:
    """One age, or everybody where ages are not split.

    Attributes:
        label: the age as readers see it.
        lengths: how long each sex's bar is; small cells all the same.
        texts: each sex's count, ``fewer than 5``, or ``not shown``.
        count: everybody of this age.
        told: that count as it is told.
    """

    label: str
    lengths: dict[str, float]
    texts: dict[str, str]
    count: int
    told: str


@dataclass(frozen=True, slots=True)
class Pyramid:
    """People by sex and age.

    Attributes:
        rows: youngest first.
        by_sex: counts by sex; ``all`` where sexes are not split.
        heads: each sex's count as it is told.
        by_age: counts by age; ``all`` where ages are not split.
        total: everybody.
        told: that count as it is told.
    """

    rows: tuple[Row, ...]
    by_sex: dict[str, int]
    heads: dict[str, str]
    by_age: dict[str, int]
    total: int
    told: str


def pyramid(result: Result) -> Pyramid:
    """People of the last published year of a result, by sex, by age, or by both."""
    years = published_years(result)
    age_name = next((name for name in AGES if name in result.by), None)
    cells: dict[str, dict[str, int]] = {}
    for one in result.observations:
        if one.value is None or not years or year_of(result, one) != years[-1]:
            continue
        sex = str(result.key(one, "sex")) if "sex" in result.by else EVERYBODY
        age = str(result.key(one, age_name)) if age_name else EVERYBODY
        if age != NOT_APPLICABLE:
            row = cells.setdefault(age, {})
            row[sex] = row.get(sex, 0) + int(one.value)
    return _summed(cells)


def _summed(cells: dict[str, dict[str, int]]) -> Pyramid:
    counts = _with_sums(cells)
    hidden = untold(counts, (0, 1))
    texts = {key: hidden.get(key) or numbers.count(count) for key, count in counts.items()}
    sexes = dict.fromkeys(sex for row in cells.values() for sex in row)
    return Pyramid(
        rows=tuple(_row(age, row, texts) for age, row in cells.items()),
        by_sex={sex: counts[EVERYBODY, sex] for sex in sexes},
        heads={sex: texts[EVERYBODY, sex] for sex in sexes},
        by_age={age: counts[age, EVERYBODY] for age in cells},
        total=counts.get((EVERYBODY, EVERYBODY), 0),
        told=texts.get((EVERYBODY, EVERYBODY), numbers.count(0)),
    )


def _with_sums(cells: dict[str, dict[str, int]]) -> dict[Cell, int]:
    """Each count by age and sex, and the sums of each age, of each sex, and of everybody."""
    counts: dict[Cell, int] = {}
    for age, row in cells.items():
        for sex, count in row.items():
            for key in dict.fromkeys(product((age, EVERYBODY), (sex, EVERYBODY))):
                counts[key] = counts.get(key, 0) + count
    return counts


def _row(age: str, counts: Mapping[str, int], texts: Mapping[Cell, str]) -> Row:
    label = age.replace("-", " to ")
    drawn = {FEWER_THAN_5: DRAWN_AT, NOT_SHOWN: 0}
    return Row(
        label=label[:1].upper() + label[1:],
        lengths={sex: drawn.get(texts[age, sex], count) for sex, count in counts.items()},
        texts={sex: texts[age, sex] for sex in counts},
        count=sum(counts.values()),
        told=texts[age, EVERYBODY],
    )
