"""Counts by sex and age put together for drawing and telling, small cells grouped."""

from __future__ import annotations

from dataclasses import dataclass

from charts.series import published_years, year_of
from charts.small_cells import DRAWN_AT, FEWER_THAN_5, is_few
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
        texts: each sex's count, or ``fewer than 5``.
    """

    label: str
    lengths: dict[str, float]
    texts: dict[str, str]


@dataclass(frozen=True, slots=True)
class Pyramid:
    """People by sex and age.

    Attributes:
        rows: youngest first.
        by_sex: counts by sex; ``all`` where sexes are not split.
        by_age: counts by age; ``all`` where ages are not split.
        total: everybody.
    """

    rows: tuple[Row, ...]
    by_sex: dict[str, int]
    by_age: dict[str, int]
    total: int


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
    by_sex: dict[str, int] = {}
    for row in cells.values():
        for sex, count in row.items():
            by_sex[sex] = by_sex.get(sex, 0) + count
    by_age = {age: sum(row.values()) for age, row in cells.items()}
    rows = tuple(_row(age, row) for age, row in cells.items())
    return Pyramid(rows, by_sex, by_age, sum(by_age.values()))


def _row(age: str, counts: dict[str, int]) -> Row:
    label = age.replace("-", " to ")
    return Row(
        label=label[:1].upper() + label[1:],
        lengths={sex: DRAWN_AT if is_few(count) else count for sex, count in counts.items()},
        texts={
            sex: FEWER_THAN_5 if is_few(count) else numbers.count(count)
            for sex, count in counts.items()
        },
    )
