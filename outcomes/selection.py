"""What is counted: a selection, with one reader and one writer of its address form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import cache

from outcomes import areas, offences
from outcomes.editions import EDITION_ID
from outcomes.errors import ParameterProblem
from outcomes.measures import MEASURES
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
MAX_VALUES = 60
MAX_LENGTH = 200

Parameters = Mapping[str, str | Sequence[str] | None]


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
    reading = _Reading(params, defaults or Selection())
    default = reading.defaults
    selection = Selection(
        measure=reading.one("measure", _by_slug(MEASURES), default.measure) or default.measure,
        offences=reading.several("offence", _offence_slugs(), default.offences),
        areas=reading.several("area", _by_slug(areas.areas()), default.areas),
        from_year=reading.year("from", default.from_year),
        to_year=reading.year("to", default.to_year),
        basis=reading.one("basis", _by_slug(PERIOD_BASES), default.basis),
        sex=reading.one("sex", _by_slug(SEXES), default.sex),
        age=reading.one("age", _by_slug(AGES), default.age),
        by=reading.several("by", _by_slug(BREAKDOWNS), default.by),
        edition=reading.edition(default.edition),
    )
    return reading.ordered(selection), tuple(reading.problems)


PARAMETERS = ("measure", "offence", "area", "from", "to", "basis", "sex", "age", "by", "edition")


def unknown_parameters(
    params: Parameters, allowed: Iterable[str] = PARAMETERS
) -> tuple[ParameterProblem, ...]:
    """A problem for each name that is not among those allowed."""
    known = {name: name for name in allowed}
    return tuple(
        ParameterProblem(
            str(name)[:MAX_LENGTH], "", "There is no such parameter.", _near(str(name), known)
        )
        for name in params
        if name not in known
    )


def _by_slug(words: Iterable[str]) -> dict[str, str]:
    return {slugify(word): word for word in words}


@cache
def _offence_slugs() -> dict[str, str]:
    known = (offences.ALL_OFFENCES, *offences.families(), *offences.offences())
    return {slug: slug for slug in known}


def _near(value: str, accepted: Mapping[str, str]) -> tuple[str, ...]:
    slugs = get_close_matches(slugify(value[:MAX_LENGTH]), list(accepted), n=3, cutoff=0.5)
    return tuple(accepted[slug] for slug in slugs)


@dataclass(slots=True)
class _Reading:
    """The parameters being read, and the problems met so far."""

    params: Parameters
    defaults: Selection
    problems: list[ParameterProblem] = field(default_factory=list)

    def values(self, name: str) -> tuple[str, ...]:
        given = self.params.get(name)
        listed: Iterable[object] = [given] if isinstance(given, str) else (given or ())
        parts = (part.strip() for value in listed for part in str(value).split(","))
        return tuple(dict.fromkeys(part for part in parts if part))

    def several(
        self, name: str, accepted: Mapping[str, str], default: tuple[str, ...]
    ) -> tuple[str, ...]:
        values = self.values(name)
        if len(values) > MAX_VALUES:
            self.refuse(name, str(len(values)), f"At most {MAX_VALUES} values can be given.")
        chosen = [self.pick(name, value, accepted) for value in values[:MAX_VALUES]]
        return tuple(dict.fromkeys(word for word in chosen if word is not None)) or default

    def one(self, name: str, accepted: Mapping[str, str], default: str | None) -> str | None:
        values = self.values(name)
        if len(values) > 1:
            self.refuse(name, ",".join(values), "Only one value can be given.")
        return (self.pick(name, values[0], accepted) if values else None) or default

    def pick(self, name: str, value: str, accepted: Mapping[str, str]) -> str | None:
        word = accepted.get(slugify(value[:MAX_LENGTH]))
        if word is None:
            self.refuse(name, value, "There is no such value.", _near(value, accepted))
        return word

    def year(self, name: str, default: int | None) -> int | None:
        values = self.values(name)
        if not values:
            return default
        if len(values) == 1 and re.fullmatch(r"(19|20)[0-9]{2}", values[0]):
            return int(values[0])
        self.refuse(name, ",".join(values), "A year is four digits, for example 2018.")
        return default

    def edition(self, default: str | None) -> str | None:
        values = self.values("edition")
        if not values:
            return default
        if len(values) == 1 and EDITION_ID.fullmatch(values[0]):
            return values[0]
        self.refuse("edition", ",".join(values), "This is not the name of an edition.")
        return default

    def ordered(self, selection: Selection) -> Selection:
        first, last = selection.from_year, selection.to_year
        if first is None or last is None or first <= last:
            return selection
        self.refuse("from", str(first), f"The first year is after the last year, {last}.")
        return selection.but(from_year=last, to_year=first)

    def refuse(self, name: str, value: str, reason: str, near: tuple[str, ...] = ()) -> None:
        self.problems.append(ParameterProblem(name, value[:MAX_LENGTH], reason, near))
