"""What is new for one area since an edition: what a newsroom is told once a week."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from outcomes import areas
from outcomes.queries import answer
from outcomes.revisions import AreaChange, Revision
from outcomes.selection import Selection
from outcomes.since import change_words
from outcomes.store import LoadedEdition
from outcomes.verification import changes_between
from stories.claims import Claim
from stories.story import Story, build_story

MEASURES = ("prosecutions", "convictions", "conviction_ratio", "sentenced", "custody_rate")
SENTENCES = 3
# Why there is nothing to compare with.
FIRST, NOT_KEPT, MADE_UP = "first", "not kept", "made up"


@dataclass(frozen=True, slots=True)
class Before:
    """What was served before.

    Attributes:
        name: identifier of that edition; empty for none.
        loaded: the edition; None where there is none or it is no longer kept.
        revision: what the loader found to differ over all offences; None where it kept nothing.
    """

    name: str = ""
    loaded: LoadedEdition | None = None
    revision: Revision | None = None


@dataclass(frozen=True)
class Weekly:
    """What is told.

    Attributes:
        story: of the area, offence and the last published year.
        before: identifier of the edition that it is compared with; empty for none.
        figures: a sentence for each figure that came or changed, newest year first.
        moved: how the area moved over all offences, one entry a series.
        uncompared: why nothing was compared; empty when it was.
    """

    story: Story
    before: str
    figures: tuple[str, ...]
    moved: tuple[AreaChange, ...]
    uncompared: str

    @property
    def is_news(self) -> bool:
        """Whether anything came or changed, or might have."""
        return bool(self.figures or self.moved or self.uncompared)

    @property
    def sentences(self) -> tuple[Claim, ...]:
        """The first sentences of the story that have a receipt."""
        return tuple(claim for claim in self.story.claims if claim.receipt)[:SENTENCES]


def build_weekly(loaded: LoadedEdition, before: Before, area: str, offence: str) -> Weekly:
    """Compare an area's figures on an offence with the edition before.

    Args:
        loaded: the edition that is told of.
        before: what was served before.
        area: slug of an area.
        offence: slug of a family or an offence.

    Raises:
        KeyError: the area or offence is not known.
    """
    story = build_story(loaded, area, offence)
    uncompared = _why_not(loaded, before)
    if uncompared or before.loaded is None or before.name == loaded.edition.id:
        return Weekly(story, before.name, (), (), uncompared)
    figures = sorted(_figures(before.loaded, loaded, area, offence), key=lambda one: -one[0])
    name = areas.areas()[area].name
    listed = before.revision.areas if before.revision else ()
    moved = tuple(one for one in listed if one.change.area == name)
    return Weekly(story, before.name, tuple(text for _, text in figures), moved, "")


def _why_not(loaded: LoadedEdition, before: Before) -> str:
    if not before.name:
        return FIRST
    if before.loaded is None:
        return NOT_KEPT
    return MADE_UP if before.loaded.edition.demonstration != loaded.edition.demonstration else ""


def _figures(
    earlier: LoadedEdition, loaded: LoadedEdition, area: str, offence: str
) -> Iterator[tuple[int, str]]:
    """The year of each figure that came or changed, and a sentence about it."""
    for measure in MEASURES:
        chosen = Selection(measure, offences=(offence,), areas=(area,), by=("year",))
        old, new = answer(earlier, chosen), answer(loaded, chosen)
        if old.selection.basis != new.selection.basis:
            told = f"{new.measure.label.capitalize()}: now counted by another kind of year."
            yield new.selection.to_year or 0, told
            continue
        for change in changes_between(old, new):
            if words := change_words(new.measure, change):
                yield int(change.keys["year"]), words
