"""Sentences before they are claims, and the people that they are about."""

from __future__ import annotations

from dataclasses import dataclass, replace

from stories.claims import Figure, Part, Phrase
from stories.wording import initial_capital

PEOPLE = {"prosecutions": "defendants", "convictions": "defendants", "sentenced": "offenders"}
VERBS = {"prosecutions": "prosecuted", "convictions": "convicted", "sentenced": "sentenced"}
COUNTED = {"prosecutions": "prosecutions", "sentenced": "offenders sentenced"}


@dataclass(frozen=True, slots=True)
class Draft:
    """A sentence that could be written: its template, words and measures.

    Attributes:
        template: name of the template.
        phrase: the words and numbers.
        measures: what it speaks of.
        first_year: the first year that it speaks of, or None for the story's.
        area: slug of the area that it is about, or None for the story's.
        law: slug of the law that it speaks of.
    """

    template: str
    phrase: Phrase
    measures: tuple[str, ...]
    first_year: int | None = None
    area: str | None = None
    law: str | None = None


@dataclass(frozen=True, slots=True)
class Lead:
    """What a story is about first: a measure and the area that it is published for."""

    measure: str
    area: str

    @property
    def words(self) -> dict[str, Part]:
        """The people counted and what was done to them."""
        return {"people": PEOPLE[self.measure], "verb": VERBS[self.measure]}


def opening(figure: Figure) -> dict[str, Part]:
    """A number that begins a sentence: never a numeral first."""
    if figure.value:
        return {"total": "A total of ", "now": figure}
    text = initial_capital(before_noun(figure).text)
    return {"total": "", "now": replace(figure, text=text)}


def before_noun(figure: Figure) -> Figure:
    """A number with its noun after it: ``no defendants``, not ``none defendants``."""
    return replace(figure, text="no") if figure.value == 0 else figure
