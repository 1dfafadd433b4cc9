"""What a story asks of an edition: answers kept, so that each query is made once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from outcomes import areas, numbers
from outcomes.inference import INTERVAL_BELOW, LOW_BASE, wilson_interval
from outcomes.queries import answer
from outcomes.result import NOT_APPLICABLE, PUBLISHED, Key, Observation, Result
from outcomes.selection import Selection
from outcomes.small_numbers import is_few
from outcomes.store import LoadedEdition
from stories.claims import FEWER, Figure, Rows
from stories.wording import where_again

# Averages of fewer are not written at all.
AVERAGE_FLOOR = 10
NATIONAL = areas.ENGLAND_AND_WALES


@dataclass(slots=True)
class Facts:
    """One edition asked about one area, offence, year and basis.

    Attributes:
        loaded: the edition.
        area: slug of the area.
        offence: slug of the family or offence.
        year: the year of the story.
        basis: ``calendar`` or ``march``.
        asked: every query made since the list was last emptied.
    """

    loaded: LoadedEdition
    area: str
    offence: str
    year: int
    basis: str
    asked: list[Selection] = field(default_factory=list)
    answers: dict[Selection, Result] = field(default_factory=dict)

    def ask(self, measure: str, area: str | None = None, **changes: Any) -> Result:
        """The answer for this story's offence and year, unless told otherwise."""
        selection = Selection(
            measure=measure,
            offences=(self.offence,),
            areas=(area or self.area,),
            from_year=self.year,
            to_year=self.year,
            basis=self.basis,
        ).but(**changes)
        if selection not in self.answers:
            self.answers[selection] = answer(self.loaded, selection)
        result = self.answers[selection]
        if result.selection not in self.asked:
            self.asked.append(result.selection)
        return result

    def series(self, measure: str, area: str | None = None) -> Result:
        """All years up to the story's."""
        return self.ask(measure, area, from_year=None)

    def has(self, measure: str, area: str) -> bool:
        """Whether a measure is published for an area in the story's year."""
        return known(self.ask(measure, area), self.year) is not None

    def count(self, measure: str, area: str | None = None, **changes: Any) -> Figure | None:
        """A count of the story's year, or of ``year`` in ``changes``."""
        year = changes.pop("year", self.year)
        result = self.ask(measure, area, from_year=year, to_year=year, **changes)
        return counted(result, (year,))

    def ratio(
        self, measure: str, area: str | None, first: int, last: int | None = None
    ) -> Figure | None:
        """A ratio of one year, or of years taken together; None where it means nothing."""
        result = self.ask(measure, area, from_year=first, to_year=last or first, by=("area",))
        one = result.observations[0] if result.observations else None
        misleading = any(
            notice.code in ("no-acquittals", "magistrates-only") for notice in result.notices
        )
        if one is None or one.status != PUBLISHED or misleading or not one.denominator:
            return None
        if measure == "acsl_months":
            return months_figure(result, one)
        return divided("ratio", measure, (_whole(one), one.denominator), Rows(result.selection))

    def magistrates_only(self, measure: str, area: str) -> bool:
        """Whether the year's convictions or sentences are those of magistrates' courts alone."""
        if measure == "prosecutions":
            return False
        notices = self.ask(measure, area).notices
        return any(notice.code == "magistrates-only" for notice in notices)

    def where(self, measure: str, area: str) -> str:
        """The area for a second mention, with the courts where they are not all."""
        courts = "at magistrates’ courts " if self.magistrates_only(measure, area) else ""
        return f"{courts}{where_again(area)}"


def known(result: Result, *keys: Key) -> Observation | None:
    """The published row with these keys, or None."""
    found = (one for one in result.observations if one.keys == keys)
    return next((one for one in found if one.status == PUBLISHED), None)


def counted(result: Result, keys: tuple[Key, ...]) -> Figure | None:
    """The count of one row of an answer; a word without rows in a published year is zero."""
    one = known(result, *keys)
    if one is None or one.value is None:
        return None
    return count_figure(int(one.value), Rows(result.selection, (keys,)), result.measure.unit)


def count_figure(value: int, rows: Rows, unit: str) -> Figure:
    """A count as it is written; 1 to 4 are grouped."""
    if is_few(value):
        return Figure("count", FEWER, None, None, None, unit, rows, grouped=True)
    text = numbers.count(value) if value else "none"
    return Figure("count", text, value, None, None, unit, rows)


def divided(
    kind: str, unit: str, counts: tuple[int, int], rows: Rows, divided_by: Rows | None = None
) -> Figure | None:
    """A percentage from its two counts; None where one is too small to say it."""
    top, bottom = counts
    if bottom < LOW_BASE or is_few(top) or (kind == "share" and is_few(bottom - top)):
        return None
    text = numbers.percent_words(top, bottom) if kind == "share" else ratio_text(top, bottom)
    interval = None
    if bottom < INTERVAL_BELOW and top <= bottom:
        interval = wilson_interval(top, bottom)
    return Figure(kind, text, top / bottom, top, bottom, unit, rows, divided_by, interval)


def ratio_text(top: int, bottom: int) -> str:
    """A ratio as a percentage; ``less than 1%`` where it would be none."""
    written = numbers.percent_of(top, bottom)
    return "less than 1%" if written == numbers.LOW else written


def share(part: Figure, whole: Figure) -> Figure | None:
    """What part of a count another is, as a percentage."""
    if part.value is None or not whole.value:
        return None
    counts = (int(part.value), int(whole.value))
    return divided("share", part.unit, counts, part.rows, whole.rows)


def months_figure(result: Result, one: Observation) -> Figure | None:
    """An average length in months, where enough offenders stand behind it."""
    if one.value is None or not one.denominator or one.denominator < AVERAGE_FLOOR:
        return None
    text = f"{numbers.months(float(one.value))} months"
    rows = Rows(result.selection, (one.keys,))
    return Figure("months", text, one.value, one.numerator, one.denominator, "months", rows)


def words_of(result: Result, name: str) -> dict[str, int]:
    """Counts of a one-year answer by the words of one breakdown; empty where not published."""
    if any(one.status not in (PUBLISHED, NOT_APPLICABLE) for one in result.observations):
        return {}
    place = result.by.index(name)
    return {str(one.keys[place]): int(one.value or 0) for one in result.observations}


def _whole(one: Observation) -> int:
    return int(one.numerator or 0)
