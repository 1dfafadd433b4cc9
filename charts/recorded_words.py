"""The words around charts of recorded crime: finding, shares, and the rows to take away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from charts.canvas import Canvas, Caption
from charts.source import LICENCE
from outcomes import numbers
from outcomes.addressed import query_of
from outcomes.areas import areas
from outcomes.inference import LOW_BASE
from outcomes.neighbours import RECORDED_CRIME
from outcomes.rates import estimate_year
from outcomes.receipts import issue
from outcomes.recorded import Recorded, RecordedOffence
from outcomes.result import Result
from outcomes.store import LoadedEdition
from outcomes.vocabulary import MARCH

NO_RATE = "no rate"


@dataclass(frozen=True, slots=True)
class RecordedWords:
    """The words around recorded crime.

    Attributes:
        what: the offences, as in a heading.
        where: the area's name.
        when: the period.
        estimated: when the residents of the period are estimated, for example ``mid-2018``.
        source: the source line.
        demonstration: whether the data are made up.
    """

    what: str
    where: str
    when: str
    estimated: str
    source: str
    demonstration: bool


def recorded_words(
    loaded: LoadedEdition, offence: RecordedOffence, slug: str, year: int | None
) -> RecordedWords:
    """The words of one recorded offence, area and year of an edition."""
    when = f"year ending March {year}" if year else "any year"
    edition = loaded.edition
    covered = loaded.neighbours.of(RECORDED_CRIME)
    titles = [f"{one.publisher}, {edition.source_by_id[one.source].title}" for one in covered]
    source = f"Source: {'; '.join(titles) or 'none loaded'}. Edition {edition.id}. {LICENCE}"
    if edition.demonstration:
        source = (
            "Source: demonstration data, made up by a generator; not official statistics. "
            f"Edition {edition.id}."
        )
    middle = f"mid-{estimate_year(year, MARCH)}" if year else ""
    where = areas()[slug].name
    return RecordedWords(offence.label, where, when, middle, source, edition.demonstration)


def recorded_finding(found: Recorded | None, words: RecordedWords) -> str:
    """One sentence: how many crimes were recorded, and how many led to a charge so far."""
    what = words.what[:1].lower() + words.what[1:]
    if found is None:
        return f"Recorded crime ({what}) is not published here for {words.where}, {words.when}."
    crimes = "crime" if found.offences == 1 else "crimes"
    said = (
        f"The police recorded {numbers.count(found.offences)} {crimes} of {what} in {words.where} "
        f"in the {words.when}"
    )
    if found.charged is None or not found.offences:
        return f"{said}."
    charged = numbers.count(found.charged)
    share = f" ({share_text(found.charged, found.offences)})" if speaks_of_share(found) else ""
    return f"{said}; {charged} of them{share} had led to a charge so far."


def speaks_of_share(found: Recorded) -> bool:
    """Whether there are enough crimes for a percentage of them in words."""
    return found.offences >= LOW_BASE


def crimes_per_residents(words: RecordedWords, rate: float | None) -> str:
    """One line: the crimes of the area for each 100,000 residents; empty without a rate."""
    if rate is None:
        return ""
    return (
        f"In {words.where}, {rate_text(rate)} crimes were recorded for every 100,000 residents in "
        f"the {words.when} (residents estimated for {words.estimated})."
    )


def rate_text(rate: float) -> str:
    """A rate at one decimal: ``34.2``."""
    return f"{numbers.round_half_away(rate, 1):,}"


def share_text(part: int, whole: int) -> str:
    """A percentage; a correction can leave an outcome below zero."""
    if part < 0 or not whole:
        return "–"
    written = numbers.percent_of(part, whole)
    return "under 1%" if written == numbers.LOW else written


def with_rows(caption: Caption, rows: Sequence[Result], canvas: Canvas) -> Caption:
    """A caption that names its rows, with their receipts where the canvas wants them."""
    return replace(
        caption,
        queries=tuple(query_of(one) for one in rows),
        receipts=tuple(issue(one) for one in rows) if canvas.receipted else (),
    )
