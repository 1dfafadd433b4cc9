"""Rates beside counts: in words and in tables, and what they say where there is none."""

from __future__ import annotations

from dataclasses import replace

from charts.describe import table
from charts.rate_tables import rate_table, with_rate
from charts.rates import (
    divided_by,
    earlier_year,
    notes_beside,
    rate_beside,
    rate_hint,
    rate_line,
)
from outcomes.rates import NO_RESIDENTS, rate_of
from outcomes.result import (
    NOT_MEANINGFUL,
    NOT_PUBLISHED,
    PUBLISHED,
    Notice,
    Observation,
    Result,
)
from tests.charts.builders import Amount, result

Divided = dict[object, tuple[int, int | None]]


def rate(
    divided: Divided, *, by: tuple[str, ...] = ("year",), status: str = "", **given: object
) -> tuple[Result, Result]:
    """Counts and their rates, from the count and the residents of each key."""
    counted: dict[object, Amount] = {key: count for key, (count, _) in divided.items()}
    counts = result(counted, by=by, **given)  # type: ignore[arg-type]
    pairs = zip(counts.observations, divided.values(), strict=True)
    rates = tuple(_divided(one, *parts, status) for one, parts in pairs)
    return counts, replace(counts, measure=rate_of(counts.measure), observations=rates)


def _divided(one: Observation, count: int, residents: int | None, status: str) -> Observation:
    missing = NOT_PUBLISHED if residents is None else status
    value = None if missing or residents is None else count / residents * 100_000
    return replace(
        one,
        value=value,
        numerator=count,
        denominator=residents,
        status=missing or PUBLISHED,
    )


def test_a_key_figure_has_its_rate_with_the_year_of_the_estimate() -> None:
    _, rates = rate({2017: (9, 100_000), 2018: (280, 1_000_000)})
    assert rate_beside(rates) == "28.0 per 100,000 residents (mid-2018)"
    assert rate_line(rates).endswith("in 2018 (residents estimated for mid-2018).")


def test_a_year_to_march_names_the_middle_of_its_own_twelve_months() -> None:
    _, rates = rate({2019: (280, 1_000_000)}, basis="march")
    assert rate_beside(rates) == "28.0 per 100,000 residents (mid-2018)"


def test_a_year_without_an_estimate_has_no_rate_and_names_the_last_that_has() -> None:
    counts, rates = rate({2017: (9, 100_000), 2018: (8, None)})
    said = "No rate for 2018: residents are not estimated for mid-2018; 9.0 per 100,000 residents"
    assert rate_beside(rates) == f"{said} in 2017"
    assert with_rate(table(counts), rates).rows == (
        ("2018", "8", "[x]", "[x]"),
        ("2017", "9", "9.0", "100,000"),
    )


def test_an_area_where_a_rate_means_nothing_says_so_and_has_no_column_of_it() -> None:
    counts, rates = rate(
        {2018: (9, 8_706), 2019: (4, 8_800)}, status=NOT_MEANINGFUL, areas=("city-of-london",)
    )
    assert rate_beside(rates) == "No rate: too few people live there for one to mean anything"
    assert rate_line(rates).startswith("No rate: too few people live there")
    assert with_rate(table(counts), rates) == table(counts)


def test_without_estimates_the_counts_stay_and_the_line_says_what_is_missing() -> None:
    counts, rates = rate({2018: (9, None)})
    missing = replace(rates, notices=(Notice(NO_RESIDENTS, "Nothing is loaded.", "warning"),))
    assert rate_line(missing) == "No rate: no estimates of residents are loaded."
    assert with_rate(table(counts), missing) == table(counts)
    assert notes_beside([missing]) == ("Nothing is loaded.",)


def test_several_areas_are_told_in_the_last_year_that_has_rates() -> None:
    _, rates = rate(
        {
            (2018, "Kent"): (10, 100_000),
            (2018, "City of London"): (5, None),
            (2019, "Kent"): (11, None),
            (2019, "City of London"): (6, None),
        },
        by=("year", "area"),
        areas=("kent", "city-of-london"),
    )
    assert rate_line(rates) == (
        "Per 100,000 residents in 2018, residents estimated for mid-2018: Kent 10.0, "
        "City of London no rate."
    )


def test_more_areas_than_a_line_can_list_are_hinted_at_and_not_told() -> None:
    areas = ("kent", "essex", "surrey", "sussex", "norfolk")
    _, rates = rate(
        {(2018, name.capitalize()): (10, 100_000) for name in areas},
        by=("year", "area"),
        areas=areas,
    )
    assert not rate_line(rates)
    assert rate_hint(rates) == "For rates, choose “Per 100,000 residents” above."
    _, few = rate({(2018, "Kent"): (10, 100_000)}, by=("year", "area"), areas=("kent",))
    assert not rate_hint(few)


def test_a_table_of_areas_names_the_one_year_of_its_residents() -> None:
    counts, rates = rate(
        {"Kent": (10, 100_000), "Essex": (30, 200_000)}, by=("area",), areas=("kent", "essex")
    )
    shown = with_rate(table(counts), rates)
    assert shown.headers[-2:] == ("Per 100,000 residents", "Residents, mid-2018")
    assert shown.rows == (("Kent", "10", "10.0", "100,000"), ("Essex", "30", "15.0", "200,000"))
    assert rate_table(rates).headers[-1] == "Residents, mid-2018"
    assert divided_by(rates).endswith("estimated for mid-2018.")


def test_years_to_march_have_the_estimate_s_year_in_every_row() -> None:
    counts, rates = rate({2018: (10, 100_000), 2019: (12, 100_000)}, basis="march")
    residents = [row[-1] for row in with_rate(table(counts), rates).rows]
    assert residents == ["100,000 (mid-2018)", "100,000 (mid-2017)"]


def test_an_earlier_year_than_that_of_the_counts_is_said() -> None:
    counts, _ = rate({2019: (10, None)})
    _, rates = rate({2018: (10, 100_000)})
    (told,) = earlier_year(rates, counts)
    assert told == (
        "2018 is shown, the last year for which residents are estimated. The numbers themselves "
        "go to 2019."
    )
    assert list(earlier_year(counts, counts)) == []
