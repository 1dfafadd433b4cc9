"""From crimes recorded to people jailed: one area's figures, each from its own source.

The rungs stand beside each other and are not a funnel: they count different things, in different
periods. A rung that nobody publishes for the area says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from outcomes.queries import answer, published_years
from outcomes.recorded import Recorded, RecordedOffence, recorded_in
from outcomes.result import Result
from outcomes.selection import Selection
from outcomes.store import LoadedEdition
from outcomes.vocabulary import CALENDAR, MAGISTRATES, MARCH, PERIOD_BASIS_LABELS

NOT_FUNNEL = (
    "The rungs are not a funnel. A crime has a victim and may have no suspect; one defendant may "
    "answer for many crimes, and is counted once a case, under the heaviest offence. A charge may "
    "come in a later year than the crime, the trial later still, and on another offence than was "
    "recorded. So no rung is a share of the one above it."
)


@dataclass(frozen=True, slots=True)
class Rung:
    """One rung of the ladder.

    Attributes:
        name: what happened.
        value: how many; None where it is not published.
        counts: the counting unit.
        period: the period, with its basis.
        source: publisher and title; why there is no figure where there is none.
    """

    name: str
    value: int | None
    counts: str
    period: str
    source: str


def ladder(
    loaded: LoadedEdition, offence: RecordedOffence, slug: str, year: int
) -> tuple[Rung, ...]:
    """Recorded, charged, prosecuted, convicted, jailed.

    Args:
        loaded: the edition; recorded crime may be missing from it.
        offence: as the police record it; the courts' rungs are of the nearest offences.
        slug: the area.
        year: in whose March the police's year ends.
    """
    recorded = recorded_in(loaded.neighbours, offence, slug, year)
    police = _police_rungs(loaded, recorded, year)
    return (*police, *_court_rungs(loaded, offence, slug, year))


def _police_rungs(loaded: LoadedEdition, found: Recorded | None, year: int) -> Iterator[Rung]:
    period = f"{PERIOD_BASIS_LABELS[MARCH]} {year}"
    missing = "Not published in the loaded edition for this area and year."
    source = _title(loaded, found.source) if found else missing
    offences = found.offences if found else None
    yield Rung("Recorded by the police", offences, "crimes", period, source)
    charges = found.charges if found else None
    charged = _title(loaded, found.charges_source) if found and found.charges_source else missing
    yield Rung("Charged or summonsed", charges, "outcomes given in the period", period, charged)


def _title(loaded: LoadedEdition, identifier: str) -> str:
    source = loaded.edition.source_by_id[identifier]
    covered = next(one for one in loaded.neighbours.coverage if one.source == identifier)
    return f"{covered.publisher}, {source.title}"


def _court_rungs(
    loaded: LoadedEdition, offence: RecordedOffence, slug: str, year: int
) -> Iterator[Rung]:
    rungs = (
        ("Prosecuted", "prosecutions", "defendants, once a case"),
        ("Convicted", "convictions", "defendants, once a case"),
        ("Jailed", "custody_rate", "offenders given immediate custody"),
    )
    for name, measure, counts in rungs:
        if not offence.court:
            why = "The courts' offences do not match this group."
            yield Rung(name, None, counts, "", why)
            continue
        chosen = Selection(measure=measure, offences=offence.court, areas=(slug,), by=("year",))
        basis, when = _period(loaded, chosen, year)
        result = answer(loaded, chosen.but(basis=basis, from_year=when, to_year=when))
        yield _court_rung(result, name, counts, f"{PERIOD_BASIS_LABELS[basis]} {when}")


def _period(loaded: LoadedEdition, chosen: Selection, year: int) -> tuple[str, int]:
    """The same year ending March where the courts have it; else the year with most of it."""
    if year in published_years(loaded, chosen.measure, chosen.areas[0], MARCH):
        return MARCH, year
    return CALENDAR, year - 1


def _court_rung(result: Result, name: str, counts: str, period: str) -> Rung:
    one = result.observations[0] if result.observations else None
    if one is None or one.value is None:
        why = "Not published in the loaded edition for this area and period."
        if one is not None and one.status == "not applicable":
            return Rung(name, 0, counts, period, _court_title(result, one.source))
        return Rung(name, None, counts, period, why)
    amount = one.numerator if result.measure.is_ratio else one.value
    return Rung(name, int(amount or 0), counts, period, _court_title(result, one.source))


def _court_title(result: Result, source: str | None) -> str:
    if source is None:
        return ""
    covered = (
        one
        for one in result.edition.coverage
        if one.source == source and one.table == result.measure.table
    )
    only = " (magistrates' courts only)" if next(covered).courts == MAGISTRATES else ""
    publisher = "Demonstration" if result.edition.demonstration else "Ministry of Justice"
    return f"{publisher}, {result.edition.source_by_id[source].title}{only}"
