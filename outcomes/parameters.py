"""Reads parameters of an address, never raising: what cannot be read is a problem."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from outcomes.editions import EDITION_ID
from outcomes.errors import ParameterProblem
from outcomes.vocabulary import slugify

MAX_VALUES = 60
MAX_LENGTH = 200

Parameters = Mapping[str, str | Sequence[str] | None]


def by_slug(words: Iterable[str]) -> dict[str, str]:
    """Words by the form in which addresses have them."""
    return {slugify(word): word for word in words}


def near_words(value: str, accepted: Mapping[str, str]) -> tuple[str, ...]:
    """Words that resemble a value that is not accepted, the nearest first; three at most."""
    asked = slugify(value[:MAX_LENGTH])
    begun = [slug for slug in accepted if asked and slug.startswith(f"{asked}-")]
    alike = get_close_matches(asked, list(accepted), n=3, cutoff=0.6)
    return tuple(accepted[slug] for slug in list(dict.fromkeys([*begun, *alike]))[:3])


@dataclass(slots=True)
class Reading:
    """Parameters of an address.

    Attributes:
        params: values by name, repeated or joined by commas.
        problems: what could not be read so far.
    """

    params: Parameters
    problems: list[ParameterProblem] = field(default_factory=list)

    def values(self, name: str) -> tuple[str, ...]:
        """Every value of a parameter, once each."""
        given = self.params.get(name)
        listed: Iterable[object] = [given] if isinstance(given, str) else (given or ())
        parts = (part.strip() for value in listed for part in str(value).split(","))
        return tuple(dict.fromkeys(part for part in parts if part))

    def several(
        self, name: str, accepted: Mapping[str, str], default: tuple[str, ...]
    ) -> tuple[str, ...]:
        """The accepted words among a parameter's values, or else the default."""
        values = self.values(name)
        if len(values) > MAX_VALUES:
            self.refuse(name, str(len(values)), f"At most {MAX_VALUES} values can be given.")
        chosen = [self.pick(name, value, accepted) for value in values[:MAX_VALUES]]
        return tuple(dict.fromkeys(word for word in chosen if word is not None)) or default

    def one(self, name: str, accepted: Mapping[str, str], default: str | None) -> str | None:
        """The one accepted word of a parameter, or else the default."""
        values = self.values(name)
        if len(values) > 1:
            self.refuse(name, ",".join(values), "Only one value can be given.")
        return (self.pick(name, values[0], accepted) if values else None) or default

    def pick(self, name: str, value: str, accepted: Mapping[str, str]) -> str | None:
        """The accepted word of a value; None and a problem when there is none."""
        word = accepted.get(slugify(value[:MAX_LENGTH]))
        if word is None:
            self.refuse(name, value, "There is no such value.", near_words(value, accepted))
        return word

    def years(self, first: int | None, last: int | None) -> tuple[int | None, int | None]:
        """The years of ``from`` and ``to``, or else the defaults; in order, whatever was given."""
        first, last = self.year("from", first), self.year("to", last)
        if first is None or last is None or first <= last:
            return first, last
        self.refuse("from", str(first), f"The first year is after the last year, {last}.")
        return last, first

    def year(self, name: str, default: int | None) -> int | None:
        """A year of four digits, or else the default."""
        values = self.values(name)
        if not values:
            return default
        if len(values) == 1 and re.fullmatch(r"(19|20)[0-9]{2}", values[0]):
            return int(values[0])
        self.refuse(name, ",".join(values), "A year is four digits, for example 2018.")
        return default

    def edition(self, default: str | None) -> str | None:
        """The name of an edition, or else the default."""
        values = self.values("edition")
        if not values:
            return default
        if len(values) == 1 and EDITION_ID.fullmatch(values[0]):
            return values[0]
        self.refuse("edition", ",".join(values), "This is not the name of an edition.")
        return default

    def refuse(self, name: str, value: str, reason: str, near: tuple[str, ...] = ()) -> None:
        """Note a problem."""
        self.problems.append(ParameterProblem(name, value[:MAX_LENGTH], reason, near))
