"""What has changed since an edition that an address names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from outcomes import areas, numbers
from outcomes.addressed import answer_query
from outcomes.errors import TooManyRows
from outcomes.measures import Measure
from outcomes.result import Observation
from outcomes.store import LoadedEdition
from outcomes.verification import Change, changes_between

MOST_SHOWN = 6
Query = Mapping[str, str]


def revised_since(
    asked: LoadedEdition, served: LoadedEdition, queries: Iterable[Query]
) -> tuple[str, ...]:
    """Sentences about an old edition; none when it is the one that is served.

    Args:
        asked: the edition that the address names.
        served: the edition that is served now.
        queries: the selections that the page shows, in their address form.
    """
    old, new = asked.edition.id, served.edition.id
    if old == new:
        return ()
    told = list(_told(asked, served, queries))
    if not told:
        return (f"This is edition {old}. Edition {new} is served now; it has the same figures.",)
    more = len(told) - MOST_SHOWN
    rest = (f"And {more:,} more.",) if more > 0 else ()
    counted = "1 figure" if len(told) == 1 else f"{len(told):,} figures"
    head = f"Revised since: this is edition {old}. In edition {new}, served now, {counted} differ"
    return (f"{head.removesuffix('differ')}{_verb(len(told))}.", *told[:MOST_SHOWN], *rest)


def _verb(number: int) -> str:
    return "differs" if number == 1 else "differ"


def _told(asked: LoadedEdition, served: LoadedEdition, queries: Iterable[Query]) -> Iterator[str]:
    """A sentence for each figure that differs, newest year first."""
    for items in dict.fromkeys(tuple(sorted(query.items())) for query in queries):
        try:
            before, after = answer_query(asked, dict(items)), answer_query(served, dict(items))
        except TooManyRows:
            continue
        found = changes_between(before, after)
        for change in sorted(found, key=lambda one: -int(one.keys.get("year", 0))):
            yield _sentence(before.measure, change)


def change_words(measure: Measure, change: Change) -> str:
    """A figure that came, went or changed, for those who knew it; empty where it reads the same."""
    before, after = _words(measure, change.before), _words(measure, change.after)
    if before == after:
        return ""
    came = change.before is None or change.before.value is None
    then = "new" if came else f"it was {before}"
    return f"{_name(measure, change)}: {after}; {then}."


def _sentence(measure: Measure, change: Change) -> str:
    before, after = _words(measure, change.before), _words(measure, change.after)
    return f"{_name(measure, change)}: {before} here, {after} now."


def _name(measure: Measure, change: Change) -> str:
    named = ", ".join(_key_words(key) for key in change.keys.values())
    return f"{measure.label[:1].upper()}{measure.label[1:]}, {named}"


def _key_words(key: object) -> str:
    known = areas.areas().get(str(key))
    return known.name if known else str(key)


def _words(measure: Measure, seen: Observation | None) -> str:
    """A figure as tables write it."""
    if seen is None or seen.value is None:
        return "not published"
    if measure.is_share:
        return numbers.percent_of(int(seen.numerator or 0), seen.denominator or 0)
    if measure.is_ratio:
        return f"{numbers.months(float(seen.value))} {measure.unit}"
    return numbers.count(int(seen.value))
