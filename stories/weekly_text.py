"""The weekly text of an area: plain text that reads well in an e-mail."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import fill
from urllib.parse import urlencode

from outcomes.offences import label_of
from outcomes.reference import read_reference
from outcomes.release_days import ReleaseDay
from outcomes.revision_words import change_texts, per_cent_text, series_text
from outcomes.revisions import AreaChange
from stories.claims import Claim
from stories.formats import DEMONSTRATION, NO_HEADLINE, source_line
from stories.weekly import FIRST, MADE_UP, NOT_KEPT, Weekly
from stories.wording import place_name

WIDTH = 72
MOST_FIGURES = 12
_UNCOMPARED = {
    FIRST: "This is the first edition here, so there is none to compare it with.",
    NOT_KEPT: "Edition {before} is no longer kept here, so its figures cannot be compared.",
    MADE_UP: "Edition {before} and this one are not both official, so they are not compared.",
}
HOW_TO_CHECK = (
    "Every sentence has a receipt. Its address says whether the figures still stand: current, "
    "revised and to what, or unknown. Any other receipt of this site can be typed in at {verify}."
)
NO_DAY = "No date of the next release is known here; the Ministry of Justice announces it on GOV.UK"


def subject_of(weekly: Weekly) -> str:
    """The line that an e-mail is known by; it says when the figures are made up."""
    story = weekly.story
    mark = "[DEMONSTRATION, made-up figures] " if story.edition.demonstration else ""
    news = "new figures" if weekly.is_news else "nothing new"
    return f"{mark}{place_name(story.area)}, {_offence(weekly)}: {news}"


def text_of(weekly: Weekly, root: str, upcoming: ReleaseDay | None) -> str:
    """The whole text, lines of at most 72 letters but for addresses.

    Args:
        weekly: what is told.
        root: goes before the addresses.
        upcoming: the release that is expected next; None where none is known.
    """
    demonstration = weekly.story.edition.demonstration
    parts = [
        *([DEMONSTRATION] if demonstration else []),
        *(_news(weekly, root) if weekly.is_news else [_nothing(weekly)]),
        _wrapped(f"{_next_words(upcoming)}."),
        "\n".join(_end(weekly, root)),
    ]
    return "\n\n".join(parts) + "\n"


def _nothing(weekly: Weekly) -> str:
    """One line, however long: nobody reads a second one."""
    place, edition = place_name(weekly.story.area), weekly.story.edition.id
    since = "" if weekly.before in {"", edition} else f" since edition {weekly.before}"
    return f"Nothing new for {place} on {_offence(weekly)}{since}: edition {edition} is served."


def _news(weekly: Weekly, root: str) -> Iterator[str]:
    story = weekly.story
    yield _wrapped(f"{place_name(story.area)}: {_offence(weekly)}")
    yield _wrapped(story.headline.text if story.headline else NO_HEADLINE)
    yield "\n".join(_changes(weekly, root))
    if weekly.sentences:
        told = [_sentence(number, one, root) for number, one in enumerate(weekly.sentences, 1)]
        yield "\n\n".join(["Sentences to start from:", *told])
    warnings = [one.text for one in story.notices if one.level == "warning"]
    if warnings:
        yield "\n".join(_wrapped(f"Note: {text}") for text in warnings)
    query = urlencode({"offence": story.offence, "year": story.year, "edition": story.edition.id})
    yield f"The story in full, with charts:\n{root}/areas/{story.area}/story?{query}"
    yield _wrapped(HOW_TO_CHECK.format(verify=f"{root}/verify"))


def _changes(weekly: Weekly, root: str) -> Iterator[str]:
    if weekly.uncompared:
        yield _wrapped(_UNCOMPARED[weekly.uncompared].format(before=weekly.before))
        return
    yield f"New since edition {weekly.before}:"
    shown = weekly.figures[:MOST_FIGURES]
    yield from (_wrapped(text, "- ") for text in shown)
    more = len(weekly.figures) - len(shown)
    if more:
        yield f"- and {more:,} more"
    yield from (_wrapped(_moved(one), "- ") for one in weekly.moved)
    yield f"What changed everywhere: {root}/data"


def _moved(one: AreaChange) -> str:
    """How an area moved over all offences, beside what it is part of."""
    before, after, _, per_cent = change_texts(one.change)
    whole = (
        100 * (one.whole_after - one.whole_before) / one.whole_before if one.whole_before else None
    )
    return (
        f"All offences, {series_text(one.change.series)}, {one.change.year}: {after}; it was "
        f"{before} ({per_cent}; {one.whole} {per_cent_text(whole)})."
    )


def _sentence(number: int, claim: Claim, root: str) -> str:
    rows = claim.figures[0].rows.address(claim.edition)
    return "\n".join(
        (
            _wrapped(claim.text, f"{number}. "),
            f"   Receipt {claim.receipt}",
            f"   {root}/verify/{claim.receipt}",
            f"   Rows (CSV): {root}{rows}",
        )
    )


def _next_words(upcoming: ReleaseDay | None) -> str:
    if upcoming is None:
        return NO_DAY
    when = str(upcoming) if str(upcoming).startswith("by ") else f"on {upcoming}"
    sure = "" if upcoming.certain else "; the date is provisional"
    return f"The next official release, {upcoming.period}, is expected {when}{sure}"


def _end(weekly: Weekly, root: str) -> Iterator[str]:
    story = weekly.story
    yield _wrapped(source_line(story))
    if not story.edition.demonstration:
        publisher = read_reference("publishers")[0]
        yield _wrapped(publisher["licence_text"])
        yield publisher["licence_url"]
    query = urlencode({"area": story.area, "offence": story.offence})
    yield f"As a feed: {root}/feed.atom?{query}"


def _offence(weekly: Weekly) -> str:
    label = label_of(weekly.story.offence)
    return label[:1].lower() + label[1:] if not label[:2].isupper() else label


def _wrapped(text: str, mark: str = "") -> str:
    return fill(
        f"{mark}{text}", WIDTH, subsequent_indent=" " * len(mark), break_long_words=False,
        break_on_hyphens=False,
    )  # fmt: skip
