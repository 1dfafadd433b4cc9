"""Counts and ratios behind a statement, asked through the queries."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from outcomes import vocabulary
from outcomes.queries import answer
from outcomes.result import NOT_MEANINGFUL, PUBLISHED, Notice, Result
from outcomes.selection import Selection
from outcomes.store import LoadedEdition
from stories.claims import Rows
from stories.reading.bases import Cue
from stories.reading.cues import OPEN_ENDED
from stories.reading.people import People
from stories.reading.periods import Period
from stories.reading.quantities import COUNT, MONTHS

CHANGE, SHARE, RATIO = "change", "share", "ratio"
NOT_PUBLISHED = "nothing is published for it in the loaded edition"
NOT_SPLIT = "these rows are not split so far"
NOTHING = "there is nothing to divide by"
MAGISTRATES = "the loaded figures are of magistrates’ courts only"
ALL_COURTS = "the loaded figures are of all courts"
MEANINGLESS = "the figure exists but does not mean what its name says"
EVERYBODY = People()


class NotHere(Exception):
    """The data do not answer a statement; the message says why."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the data say.

    Attributes:
        kind: ``count``, ``share``, ``ratio``, ``months`` or ``change`` (with its sign).
        value: unrounded.
        numerator: what is divided (of a change, the later count); None for counts.
        denominator: what is divided by (of a change, the earlier count); None for counts.
        rows: the rows that give it, or its numerator.
        divided_by: the rows of the denominator, where ``rows`` do not carry it.
        notices: remarks that apply to it.
    """

    kind: str
    value: Fraction
    numerator: int | float | None
    denominator: int | None
    rows: Rows
    divided_by: Rows | None
    notices: tuple[Notice, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """One edition asked about the area, offences and period of a statement.

    Attributes:
        loaded: the edition.
        area: slug of the area.
        offences: slugs that are added up.
        period: with its years known.
        magistrates: whether the sentence speaks of magistrates' courts only.
    """

    loaded: LoadedEdition
    area: str
    offences: tuple[str, ...]
    period: Period
    magistrates: bool

    def in_year(self, year: int) -> Asked:
        """The same for one year."""
        return replace(self, period=Period(year, year, self.period.basis))

    def count(self, cue: Cue, people: People = EVERYBODY) -> Evidence:
        """How many were prosecuted, convicted or sentenced.

        Raises:
            NotHere: when it is not published, or not split so.
        """
        by, words = self._breakdown(cue[1], people)
        result = self._answer(cue[0], by, people)
        if words is None:
            rows = Rows(result.selection)
            seen = result.observations
        else:
            seen = tuple(one for one in result.observations if one.keys[-1] in words)
            rows = Rows(result.selection, tuple(one.keys for one in seen))
        value = sum(int(one.value or 0) for one in seen)
        if people.lengths is not None:
            self._require_closed(people.lengths, result)
        return Evidence(COUNT, Fraction(value), None, None, rows, None, result.notices)

    def divided(self, measure: str, people: People = EVERYBODY) -> Evidence:
        """The conviction ratio, or the average length in months.

        Raises:
            NotHere: when it is not published, or means nothing.
        """
        if people.lengths is not None or len(people.ages) > 1:
            raise NotHere(NOT_SPLIT)
        result = self._answer(measure, (self._period_name,), people)
        one = result.observations[0]
        if not one.denominator or one.numerator is None:
            raise NotHere(NOTHING)
        kind = MONTHS if measure == "acsl_months" else RATIO
        value = Fraction(one.numerator) / one.denominator
        rows = Rows(result.selection)
        return Evidence(kind, value, one.numerator, one.denominator, rows, None, result.notices)

    @property
    def _period_name(self) -> str:
        """The breakdown that gives one row for the period: several years are added up."""
        return "year" if self.period.first == self.period.last else "area"

    def _breakdown(
        self, outcome: str | None, people: People
    ) -> tuple[tuple[str, ...], tuple[str, ...] | None]:
        """How the rows are split, and the words of the last breakdown that are meant."""
        first, several = self._period_name, len(people.ages) > 1
        if several and (outcome is not None or people.lengths is not None):
            raise NotHere(NOT_SPLIT)
        if people.lengths is not None:
            return (first, "custodial_length"), people.lengths
        if outcome is not None:
            return (first, "sentence_outcome"), (outcome,)
        return ((first, "age_range"), people.ages) if several else ((first,), None)

    def _answer(self, measure: str, by: tuple[str, ...], people: People) -> Result:
        selection = Selection(
            measure=measure,
            offences=self.offences,
            areas=(self.area,),
            from_year=self.period.first,
            to_year=self.period.last,
            basis=self.period.basis,
            sex=people.sex,
            age=people.ages[0] if len(people.ages) == 1 else None,
            by=by,
        )
        result = answer(self.loaded, selection)
        statuses = {one.status for one in result.observations}
        if NOT_MEANINGFUL in statuses:
            raise NotHere(MEANINGLESS)
        if statuses != {PUBLISHED}:
            raise NotHere(NOT_PUBLISHED)
        limited = any(notice.code == "magistrates-only" for notice in result.notices)
        if measure != "prosecutions" and limited != self.magistrates:
            raise NotHere(MAGISTRATES if limited else ALL_COURTS)
        return result

    def _require_closed(self, lengths: tuple[str, ...], result: Result) -> None:
        """Refuse a limit that a label of the source runs across."""
        words = vocabulary.CUSTODIAL_LENGTHS
        for label, limit in OPEN_ENDED.items():
            parted = (label in lengths) != (words[words.index(label) + 1] in lengths)
            if parted and any(one.value for one in result.observations if one.keys[-1] == label):
                raise NotHere(f"the source does not part the lengths at {limit} months")
