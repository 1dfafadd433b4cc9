"""Areas in two years: what there is to compare, in words and as a table."""

from __future__ import annotations

from dataclasses import dataclass

from charts.changes import change_words
from charts.places import Place, places, ranked, reliable
from charts.small_cells import hidden_text
from charts.tables import Table
from charts.values import value_text
from charts.words import capital, offence_name, year_name
from outcomes import numbers
from outcomes.result import Observation, Result

NOTHING = "No area has enough cases in both years to be compared."
CHANGED = ("up", "down")
# Words that go on to a year in a sentence, where none follows.
ALONE = {"the same as": "the same", "as in": "the same", "the same when rounded as": "the same"}


@dataclass(frozen=True, slots=True)
class Pair:
    """One area in two years."""

    before: Place
    after: Place
    change: str

    @property
    def changed(self) -> bool:
        """Whether a test tells the two from chance."""
        return self.change.startswith(CHANGED)


def pairs(earlier: Result, later: Result) -> list[Pair]:
    """Areas that may be compared, by their later value, highest first.

    Shares are compared where enough stands below the line in both years.
    """
    before = {one.area.slug: one for one in reliable(earlier, places(earlier))}
    after = [one for one in reliable(later, ranked(places(later))) if one.area.slug in before]
    return [
        Pair(before[one.area.slug], one, _words(later, before[one.area.slug], one)) for one in after
    ]


def _words(later: Result, before: Place, after: Place) -> str:
    return change_words(later, before.observation, after.observation)


def written(result: Result, observation: Observation) -> str:
    """The value as it may be told."""
    return hidden_text(result, observation, value_text(result.measure, observation))


def two_years_table(earlier: Result, later: Result) -> Table:
    """Every area with both values and how the later stands to the earlier."""
    before = {one.area.slug: one for one in places(earlier)}
    rows = [
        (
            one.area.name,
            written(earlier, before[one.area.slug].observation),
            written(later, one.observation),
            _change(later, before[one.area.slug], one),
        )
        for one in places(later)
        if one.area.slug in before
    ]
    heads = ("Area", capital(period(earlier)), capital(period(later)), "Change")
    label = f"{capital(later.measure.label)} in {period(earlier)} and {period(later)}"
    return Table(f"{label}: {offence_name(later.selection.offences)}", heads, tuple(rows))


def _change(later: Result, before: Place, after: Place) -> str:
    """The change as a cell says it, beside both values."""
    words = _words(later, before, after)
    if words:
        return ALONE.get(words, words)
    both = before.observation.value is not None and after.observation.value is not None
    return "not compared" if both else numbers.NOT_AVAILABLE


def period(result: Result) -> str:
    """The year of a result, as a heading and a sentence name it."""
    chosen = result.selection
    year = chosen.to_year or chosen.from_year
    return year_name(year, chosen.basis) if year else "no year"


def two_years_finding(earlier: Result, later: Result) -> str:
    """How many areas went up, down, or neither."""
    found = pairs(earlier, later)
    if not found:
        return same_or_missing(earlier, later) or NOTHING
    up = sum(one.change.startswith("up") for one in found)
    down = sum(one.change.startswith("down") for one in found)
    rest = len(found) - up - down
    label = capital(later.measure.label)
    return (
        f"{label} between {period(earlier)} and {period(later)}: up in {up} "
        f"{'area' if up == 1 else 'areas'}, down in {down}, little changed or not told in {rest}."
    )


def same_or_missing(earlier: Result, later: Result) -> str:
    """Why two years do not stand side by side, in a sentence; empty where they can."""
    if earlier.is_empty or later.is_empty:
        return f"There are no two years to compare: {_missing(earlier, later)}."
    if period(earlier) == period(later):
        return f"There are no two years to compare: both are {period(later)}."
    return ""


def _missing(earlier: Result, later: Result) -> str:
    missing = earlier if earlier.is_empty else later
    return f"no figures of {period(missing)} are published"


def describe_two_years(earlier: Result, later: Result) -> str:
    """Text alternative: every area with both values and its change."""
    said = [
        f"{one.after.area.name}: {written(earlier, one.before.observation)} in "
        f"{period(earlier)}, {written(later, one.after.observation)} in {period(later)}"
        f"{', ' + one.change.split(' ')[0] if one.changed else ''}"
        for one in pairs(earlier, later)
    ]
    return f"{two_years_finding(earlier, later)} {'; '.join(said)}".strip()
