"""What can be counted around the courts' figures: recorded crime, residents, orders made.

These measures stand beside those of ``outcomes.measures`` and are never added to them: each has
its own table, basis and counting unit.
"""

from __future__ import annotations

from dataclasses import dataclass

from outcomes.measures import PER_RESIDENTS, Measure
from outcomes.neighbours import MID_YEAR, RECORDED_CRIME, RESIDENTS
from outcomes.vocabulary import CALENDAR, MARCH

ORDERS = "orders"
PER_100_ORDERS = "per 100 orders"


@dataclass(frozen=True, slots=True)
class NeighbourTable:
    """One kind of figures around the courts'.

    Attributes:
        name: ``recorded_crime``, ``residents`` or ``orders``.
        path: its word in addresses.
        basis: how its years are counted.
        by: the keys of every row.
        more: a further key that can be asked for; empty for none.
        kind: the parameter that chooses kinds of offences or orders; empty for none.
        of_areas: whether areas can be chosen; otherwise England and Wales alone.
    """

    name: str
    path: str
    basis: str
    by: tuple[str, ...]
    more: str = ""
    kind: str = ""
    of_areas: bool = True


AROUND_TABLES = {
    one.name: one
    for one in (
        NeighbourTable(
            RECORDED_CRIME, "recorded-crime", MARCH, ("area", "offence", "year"), "outcome",
            kind="offence",
        ),
        NeighbourTable(RESIDENTS, "residents", MID_YEAR, ("area", "year")),
        NeighbourTable(ORDERS, "orders", CALENDAR, ("order", "year"), kind="order", of_areas=False),
    )
}  # fmt: skip

AROUND_MEASURES: dict[str, Measure] = {
    one.name: one
    for one in (
        Measure(
            name="offences_recorded",
            label="crimes recorded by the police",
            table=RECORDED_CRIME,
            numerator="offences_recorded",
            unit="crimes",
            counted="crimes recorded",
            definition=(
                "Crimes that the police recorded in the year; by outcome, what had become of them "
                "when the source was published."
            ),
            caveat=(
                "A crime is counted where and when the police recorded it, and is no defendant: "
                "never add these to the courts' figures."
            ),
        ),
        Measure(
            name="charges",
            label="outcomes charged or summonsed",
            table=RECORDED_CRIME,
            numerator="outcomes_recorded",
            unit="outcomes",
            counted="outcomes charged or summonsed",
            definition=(
                "Outcomes 'charged or summonsed' given in the year, whenever the crime was "
                "recorded."
            ),
            caveat="Not a share of the crimes recorded in the same year.",
        ),
        Measure(
            name="residents",
            label="residents",
            table=RESIDENTS,
            numerator="residents",
            unit="residents",
            counted="usual residents",
            definition="Usual residents of the area at the middle of the year, estimated.",
            caveat="Cases are counted where they were dealt with, whoever lives there.",
        ),
        Measure(
            name="orders_made",
            label="orders made",
            table=ORDERS,
            numerator="orders_made",
            unit="orders",
            counted="orders made",
            definition="Orders of one kind that courts in England and Wales made in the year.",
            caveat=(
                "From the family courts' table where the edition has it; otherwise published "
                "figures, each with its citation, which are not revised with the edition."
            ),
        ),
        Measure(
            name="breaches_per_100_orders",
            label="breaches per 100 orders",
            table=ORDERS,
            numerator="breaches",
            denominator="orders_made",
            unit=PER_100_ORDERS,
            counted="breaches",
            definition="Breaches of a year divided by the orders made in that year, times 100.",
            caveat="Not the share of orders that were breached.",
        ),
    )
}


def table_of(measure: str) -> NeighbourTable | None:
    """The neighbours' table that carries a measure; None for a measure of the courts."""
    known = AROUND_MEASURES.get(measure)
    return AROUND_TABLES[known.table] if known else None


def is_courts(measure: Measure) -> bool:
    """Whether a result's measure is one of the courts' own, and not divided by residents."""
    return measure.name not in AROUND_MEASURES and measure.unit != PER_RESIDENTS
