"""Words for change and difference: only past a test, and otherwise "little changed"."""

from __future__ import annotations

from outcomes import inference, numbers
from outcomes.result import Observation, Result
from stories.claims import Figure, Phrase, fill
from stories.templates import PIECES

UP, DOWN, LITTLE_CHANGED = "up from", "down from", "little changed from"
SAME, SAME_ROUNDED = "the same as", "the same when rounded as"
COMPARED = "compared with"
ABOVE, BELOW, SIMILAR = "above the", "below the", "similar to the"
ALIKE = "matching the"
# Years that a series needs before one may be called its highest or lowest.
SERIES_YEARS = 5


def counts_change(now: int, before: int) -> str:
    """``up from``, ``down from``, ``little changed from`` or ``the same as``, of two counts."""
    if now == before:
        return SAME
    if not inference.counts_differ(before, now):
        return LITTLE_CHANGED
    return UP if now > before else DOWN


def shares_change(now: Figure, before: Figure) -> str:
    """The same of two shares; ratios over one are not tested, so not called changed.

    Two that are written alike are the same, or are so when rounded where the test tells them
    apart.
    """
    differ = _shares_differ(_pair(now), _pair(before))
    if now.text == before.text:
        return SAME_ROUNDED if differ else SAME
    if not differ:
        return LITTLE_CHANGED
    return UP if (now.value or 0) > (before.value or 0) else DOWN


def against_national(here: Figure, national: Figure) -> str:
    """``above the``, ``below the``, ``similar to the`` or ``matching the``, as written.

    The area is tested against all others together.
    """
    part, whole = _pair(here)
    all_part, all_whole = _pair(national)
    others = (all_part - part, all_whole - whole)
    if here.text == national.text:
        return ALIKE
    if others[1] <= 0 or not _shares_differ((part, whole), others):
        return SIMILAR
    return ABOVE if (here.value or 0) > (national.value or 0) else BELOW


def beside_national(here: Figure, national: Figure) -> Phrase:
    """``, below the 86% across England and Wales``; empty where either is no percentage."""
    if "all" in (here.text, national.text):
        return Phrase("")
    words = against_national(here, national)
    return fill(PIECES["compared-share"], {"compared": words, "national": national})


def _pair(figure: Figure) -> tuple[int, int]:
    return int(figure.numerator or 0), int(figure.denominator or 0)


def _shares_differ(one: tuple[int, int], other: tuple[int, int]) -> bool:
    if any(not 0 <= part <= whole for part, whole in (one, other)):
        return False
    return inference.shares_differ(one, other)


def percent_change(now: Figure, before: Figure) -> Figure | None:
    """How far a count moved, in per cent of the earlier one; None from fewer than 50."""
    if now.value is None or (before.value or 0) < inference.LOW_BASE or now.value == before.value:
        return None
    later, earlier = int(now.value), int(before.value or 0)
    return Figure(
        "change",
        numbers.percent_change(earlier, later),
        abs(later - earlier) / earlier,
        later,
        earlier,
        now.unit,
        now.rows,
        before.rows,
    )


def existing(result: Result, begins: int | None) -> tuple[Observation, ...]:
    """The years of a count in which the offence existed, as far as is known.

    Args:
        result: an answer by year.
        begins: the first full year of the offence, or None where the law does not say.

    Returns:
        Rows from that year on, or from the first that is not zero; none when a year between is
        not published.
    """
    rows = [one for one in result.observations if int(one.keys[0]) >= (begins or 0)]
    while rows and not rows[0].value:
        rows.pop(0)
    return tuple(rows) if all(one.value is not None for one in rows) else ()


def extreme(rows: tuple[Observation, ...]) -> str | None:
    """``highest`` or ``lowest`` when the last year is so past the test, else None.

    Args:
        rows: counts of consecutive years, at least five, without a break.
    """
    if len(rows) < SERIES_YEARS:
        return None
    *earlier, now = [int(one.value or 0) for one in rows]
    if now > max(earlier) and inference.counts_differ(max(earlier), now):
        return "highest"
    if now < min(earlier) and inference.counts_differ(min(earlier), now):
        return "lowest"
    return None
