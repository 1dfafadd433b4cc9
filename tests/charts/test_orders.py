"""Orders and breaches for each 100 of them: bars, tables, and the sentence above."""

from __future__ import annotations

import pytest

from charts.order_words import (
    OrderWords,
    counted_words,
    made_table,
    orders_finding,
    ratio_table,
    reasons,
    years_said,
)
from charts.orders import made_bars, ratio_bars
from charts.screens import NARROW, WIDE
from outcomes.breaches import Breaches
from outcomes.orders import OrdersMade

WORDS = OrderWords("restraining orders", "Source: somewhere.", demonstration=False)
SENTENCED = "offenders sentenced for a breach"


def made(year: int | None, orders: int | None) -> OrdersMade:
    return OrdersMade("restraining orders", year, orders, "an-offence", "An answer", "https://x.y")


def found(year: int, orders: int, breaches: int | None, refused: str = "") -> Breaches:
    counted = SENTENCED if breaches is not None else ""
    return Breaches(made(year, orders), breaches, counted, "A source" * bool(counted), refused)


BOTH = [found(2014, 21_508, 7_083), found(2015, 23_057, 8_194)]


def test_the_sentence_gives_both_numbers_and_the_newest_ratio() -> None:
    assert orders_finding(BOTH, WORDS) == (
        "In 2015, 23,057 restraining orders were made in England and Wales, and 8,194 offenders "
        "were sentenced for a breach in the same year: 35.5 for every 100 orders made."
    )


def test_a_newer_year_without_a_ratio_does_not_hide_the_newest_with_one() -> None:
    newer = found(2016, 24_000, None, "Not there.")
    assert orders_finding([*BOTH, newer], WORDS).startswith("In 2015, 23,057")
    assert orders_finding([newer], WORDS) == (
        "24,000 restraining orders were made in England and Wales in 2016."
    )
    nothing = Breaches(made(None, None), None, "", "", "No figure.")
    assert orders_finding([nothing], WORDS) == "No figure of restraining orders is held here."


def test_the_table_has_what_is_divided_newest_first() -> None:
    rows = ratio_table([*BOTH, found(2016, 24_000, None, "Not there.")], WORDS).rows
    assert rows == (
        ("2016", "24,000", "[x]", "[x]"),
        ("2015", "23,057", "8,194", "35.5"),
        ("2014", "21,508", "7,083", "32.9"),
    )
    assert made_table(BOTH, WORDS).rows == (("2015", "23,057"), ("2014", "21,508"))


@pytest.mark.parametrize("canvas", [WIDE, NARROW])
def test_bars_are_as_long_as_their_values(canvas: object) -> None:
    figure = ratio_bars([*BOTH, found(2016, 24_000, None, "Not there.")], WORDS, canvas=canvas)  # type: ignore[arg-type]
    lengths = figure["data"][0]["x"]
    assert lengths[0] is None or lengths[0] == 0
    assert lengths[1:] == pytest.approx([8_194 / 230.57, 7_083 / 215.08])
    assert made_bars(BOTH, WORDS, canvas=canvas)["data"][0]["x"] == [23_057, 21_508]  # type: ignore[arg-type]
    assert "2016: [x]; 2015: 35.5; 2014: 32.9" in figure["layout"]["meta"]["description"]


def test_nothing_to_divide_is_said_and_not_drawn() -> None:
    figure = ratio_bars([found(2020, 456, None, "Interim orders may be among them.")], WORDS)
    assert not any(trace.get("x") for trace in figure["data"])
    said = " ".join(one["text"] for one in figure["layout"]["annotations"])
    assert "Interim orders may be among them." in said.replace("<br>", " ")


def test_reasons_and_sources_name_years_only_where_they_differ() -> None:
    gone = [found(year, 10, None, "Not there.") for year in (2010, 2011, 2012)]
    assert reasons(gone) == ("Not there.",)
    assert reasons([*gone, *BOTH]) == ("2010 to 2012: Not there.",)
    assert counted_words(BOTH) == (f"Breaches: {SENTENCED}, from A source.",)
    other = Breaches(made(2016, 10), 3, SENTENCED, "Another")
    assert counted_words([*BOTH, other]) == (
        f"Breaches of 2014, 2015: {SENTENCED}, from A source.",
        f"Breaches of 2016: {SENTENCED}, from Another.",
    )
    assert years_said([2012, 2010, 2013]) == "2010, 2012, 2013"
