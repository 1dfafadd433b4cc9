"""What is said of recorded crime: a percentage only where there are fifty crimes."""

from __future__ import annotations

import pytest

from charts.recorded import area_bars, outcome_bars
from charts.recorded_words import RecordedWords, recorded_finding
from outcomes.neighbours import CHARGED
from outcomes.recorded import Recorded

WORDS = RecordedWords(
    what="Stalking",
    where="City of London",
    when="year ending March 2019",
    estimated="mid-2018",
    source="Source: Home Office.",
    demonstration=False,
)


def recorded(offences: int, charged: int) -> Recorded:
    outcomes = {CHARGED: charged, "no suspect identified": offences - charged}
    return Recorded(offences, outcomes, charged, "2019-home-office")


@pytest.mark.parametrize(
    ("offences", "charged", "said"),
    [
        (8, 1, "; 1 of them had led to a charge so far."),
        (49, 7, "; 7 of them had led to a charge so far."),
        (50, 7, "; 7 of them (14%) had led to a charge so far."),
    ],
)
def test_the_finding_gives_no_percentage_of_fewer_than_fifty(
    offences: int, charged: int, said: str
) -> None:
    assert recorded_finding(recorded(offences, charged), WORDS).endswith(said)


def test_bars_of_few_crimes_have_counts_alone() -> None:
    few, many = recorded(8, 1), recorded(706, 71)
    figure = area_bars({"city-of-london": few, "kent": many}, WORDS)
    texts = [text for trace in figure["data"] for text in trace.get("text", ())]
    texts += [one["text"] for one in figure["layout"]["annotations"]]
    assert "8 (1 charged)" in " ".join(texts)
    assert "706 (10% charged)" in " ".join(texts)
    assert "13%" not in " ".join(texts)
    parts = [bar for trace in outcome_bars(few, WORDS)["data"] for bar in trace.get("text", ())]
    parts += [one["text"] for one in outcome_bars(few, WORDS)["layout"]["annotations"]]
    assert not any("%" in part for part in parts)
