"""The table of people by sex and age, with the sums of both and what share of all they are."""

from __future__ import annotations

from charts.pyramid import AGES, EVERYBODY, Pyramid, pyramid
from charts.small_cells import FEWER_THAN_5, NOT_SHOWN
from charts.subtitle import subtitle
from charts.tables import HEADERS, Table, table
from charts.values import count_with_share
from outcomes import numbers
from outcomes.inference import LOW_BASE
from outcomes.result import Result

UNIT = "{} (sums: per cent of all, rounded)"


def people_table(result: Result) -> Table:
    """A row an age, a column a sex, and the sums of both; small cells hidden as in the chart.

    Each sum stands with its share of everybody where there are 50 or more.

    Args:
        result: counts by ``sex`` and ``age_range`` or ``age_group``; its last year is shown.
    """
    found = pyramid(result)
    age = next((name for name in AGES if name in result.by), None)
    if age is None or EVERYBODY in found.heads or not found.total:
        return table(result)
    zero = numbers.count(0)
    rows = [
        (
            _whole_line(row.label),
            *(row.texts.get(sex, zero) for sex in found.heads),
            _sum(found, row.told, row.count),
        )
        for row in found.rows
    ]
    sums = (_sum(found, told, found.by_sex[sex]) for sex, told in found.heads.items())
    heads = (HEADERS[age], *(sex[:1].upper() + sex[1:] for sex in found.heads), "All")
    return Table(
        _caption(result, found), heads, (*rows, (_whole_line("All ages"), *sums, found.told))
    )


def _whole_line(label: str) -> str:
    """A label that a phone does not break."""
    return label.replace(" ", "\N{NO-BREAK SPACE}")


def _sum(found: Pyramid, told: str, count: int) -> str:
    plain = told in {FEWER_THAN_5, NOT_SHOWN} or not _has_shares(found)
    return told if plain or not count else count_with_share(count, found.total)


def _has_shares(found: Pyramid) -> bool:
    return found.total >= LOW_BASE and found.told not in {FEWER_THAN_5, NOT_SHOWN}


def _caption(result: Result, found: Pyramid) -> str:
    unit = UNIT.format(result.measure.unit) if _has_shares(found) else None
    return subtitle(result, unit=unit)
