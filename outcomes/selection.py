"""What is counted: a selection, with one reader and one writer of its address form."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from outcomes import areas, offences
from outcomes.errors import ParameterProblem
from outcomes.measures import MEASURES
from outcomes.parameters import MAX_LENGTH, Parameters, Reading, by_slug, near_words
from outcomes.vocabulary import (
    AGE_GROUPS,
    AGE_RANGES,
    NOT_APPLICABLE,
    PERIOD_BASES,
    SEXES,
    slugify,
)

BREAKDOWNS = (
    "year",
    "area",
    "offence",
    "sex",
    "age_group",
    "age_range",
    "ethnicity",
    "court",
    "sentence_outcome",
    "custodial_length",
)
SENTENCES_ONLY = ("court", "sentence_outcome", "custodial_length")
AGES = tuple(word for word in (*AGE_RANGES, *AGE_GROUPS) if word != NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class Selection:
    """What is counted.

    Attributes:
        measure: a name in ``MEASURES``.
        offences: slugs of families or single offences, summed unless ``by`` has offence.
        areas: slugs, in the order given.
        from_year: first year, or None for the first that is published.
        to_year: last year, or None for the last that is published.
        basis: ``calendar``, ``march``, or None for that of the newest covering source.
        sex: a sex, or None for all.
        age: an age band or age group, or None for all.
        by: the keys of the answer's rows.
        edition: the edition asked for, or None for the one that is served.
    """

    measure: str = "prosecutions"
    offences: tuple[str, ...] = (offences.ALL_OFFENCES,)
    areas: tuple[str, ...] = (areas.ENGLAND_AND_WALES,)
    from_year: int | None = None
    to_year: int | None = None
    basis: str | None = None
    sex: str | None = None
    age: str | None = None
    by: tuple[str, ...] = ("year",)
    edition: str | None = None

    def to_params(self) -> dict[str, str]:
        """The address form; reading it back gives an equal selection."""
        written = {
            "measure": self.measure,
            "offence": ",".join(self.offences),
            "area": ",".join(self.areas),
            "from": str(self.from_year or ""),
            "to": str(self.to_year or ""),
            "basis": self.basis or "",
            "sex": slugify(self.sex or ""),
            "age": slugify(self.age or ""),
            "by": ",".join(self.by),
            "edition": self.edition or "",
        }
        return {name: value for name, value in written.items() if value}

    def but(self, **changes: object) -> Selection:
        """The same selection with some parts changed."""
        return replace(self, **changes)  # type: ignore[arg-type]

    @classmethod
    def from_params(cls, params: Parameters, defaults: Selection | None = None) -> Selection:
        """The selection of an address; what cannot be read falls back to the default."""
        return read_selection(params, defaults)[0]


def read_selection(
    params: Parameters, defaults: Selection | None = None
) -> tuple[Selection, tuple[ParameterProblem, ...]]:
    """Read an address, never raising.

    Args:
        params: parameters by name; values repeated or joined by commas. Names that are not a
            selection's are passed over.
        defaults: the selection to fall back on, value by value.

    Returns:
        The selection, and a problem for each value that could not be read.
    """
    reading = Reading(params)
    default = defaults or Selection()
    selection = Selection(
        measure=reading.one("measure", by_slug(MEASURES), default.measure) or default.measure,
        offences=reading.several("offence", _offence_slugs(), default.offences),
        areas=reading.several("area", by_slug(areas.areas()), default.areas),
        basis=reading.one("basis", by_slug(PERIOD_BASES), default.basis),
        sex=reading.one("sex", by_slug(SEXES), default.sex),
        age=reading.one("age", by_slug(AGES), default.age),
        by=reading.several("by", by_slug(BREAKDOWNS), default.by),
        edition=reading.edition(default.edition),
    )
    first, last = reading.years(default.from_year, default.to_year)
    return selection.but(from_year=first, to_year=last), tuple(reading.problems)


PARAMETERS = ("measure", "offence", "area", "from", "to", "basis", "sex", "age", "by", "edition")


def unknown_parameters(
    params: Parameters, allowed: Iterable[str] = PARAMETERS
) -> tuple[ParameterProblem, ...]:
    """A problem for each name that is not among those allowed."""
    known = {name: name for name in allowed}
    return tuple(
        ParameterProblem(
            str(name)[:MAX_LENGTH], "", "There is no such parameter.", near_words(str(name), known)
        )
        for name in params
        if name not in known
    )


@cache
def _offence_slugs() -> dict[str, str]:
    known = (offences.ALL_OFFENCES, *offences.families(), *offences.offences())
    return {slug: slug for slug in known}
