"""States what a source covers of a table: years, areas, breakdowns, and the source's own totals."""

from __future__ import annotations

from collections.abc import Sequence

from etl.reading.decode import MONTH_UNIT
from etl.reading.formats import Recognised
from etl.reading.keys import FIRST_YEAR
from etl.reading.labels import words_of
from etl.reading.members import MemberSums
from etl.reading.tallies import TableView
from etl.reading.totals import Totals
from outcomes.areas import ENGLAND_AND_WALES, areas
from outcomes.editions import Coverage
from outcomes.schema import MEASURE_COLUMNS
from outcomes.vocabulary import ALL_COURTS, COMPANY, NOT_APPLICABLE, NOT_KNOWN, WORDS

BREAKDOWNS = (
    "sex",
    "age_group",
    "age_range",
    "ethnicity",
    "court",
    "defendant_kind",
    "offence",
    "home_office_code",
    "custodial_length",
)
_WHOLE = (NOT_KNOWN, NOT_APPLICABLE, ALL_COURTS)


def cover(table: str, source: str, members: Sequence[MemberSums], view: TableView) -> Coverage:
    """What one source covers of one table.

    Args:
        table: ``proceedings`` or ``sentences``.
        source: identifier of the source.
        members: its members that feed the table, at least one.
        view: its rows in the table.
    """
    layouts = [member.recognised for member in members if member.recognised is not None]
    rule = layouts[0].layout.tables[table]
    national = is_national(layouts)
    present = view.words("police_force_area")
    totals = add_totals([member.totals for member in members])
    carried = measures_of(table, layouts)
    return Coverage(
        source=source,
        table=table,
        basis=layouts[0].rule.basis,
        years=view.years(),
        national=national,
        areas=() if national else tuple(name for name in _area_names() if name in present),
        courts=rule.court_coverage,
        keys=tuple(key for key in BREAKDOWNS if _splits(key, table, layouts, view)),
        age_ranges=_age_ranges(layouts, view),
        measures=carried,
        totals={measure: totals_by_year(totals, table, measure) for measure in carried},
    )


def is_national(members: Sequence[Recognised]) -> bool:
    """Whether members tell no areas: their rows are of England and Wales."""
    return not any("police_force_area" in one.places for one in members)


def measures_of(table: str, members: Sequence[Recognised]) -> tuple[str, ...]:
    """The measures that every one of these members carries, in the table's order."""
    carried = [one.measures(table) for one in members]
    return tuple(
        measure for measure in MEASURE_COLUMNS[table] if all(measure in one for one in carried)
    )


def add_totals(each: Sequence[Totals]) -> Totals:
    """The source's own totals over several members."""
    added: Totals = {}
    for totals in each:
        for key, total in totals.items():
            added[key] = added.get(key, 0) + total
    return added


def totals_by_year(totals: Totals, table: str, measure: str) -> dict[int, float]:
    """The totals of one measure; months are no longer billionths."""
    unit = MONTH_UNIT if measure == "acsl_months" else 1
    return {
        year: total / unit if unit > 1 else total
        for (name, one, year), total in sorted(totals.items())
        if (name, one) == (table, measure)
    }


def _area_names() -> list[str]:
    return [area.name for slug, area in areas().items() if slug != ENGLAND_AND_WALES]


def _splits(key: str, table: str, members: Sequence[Recognised], view: TableView) -> bool:
    """Whether the rows really differ in a key: it has a column, and words that tell apart."""
    has_column = all(member.tells(table, key) for member in members)
    if key not in WORDS:
        return has_column
    if key == "defendant_kind":
        return has_column or COMPANY in view.words(key)
    if key not in ("court", "custodial_length") or table == "sentences":
        return has_column and any(word not in _WHOLE for word in view.words(key))
    return False


def _age_ranges(members: Sequence[Recognised], view: TableView) -> dict[int, tuple[str, ...]]:
    if not all("age_range" in member.places for member in members):
        return dict.fromkeys(view.years(), ())
    present = view.stand(["year", "age_range"])
    words = words_of("age_range")
    return {
        year: tuple(
            word for word, stands in zip(words, present[year - FIRST_YEAR], strict=True) if stands
        )
        for year in view.years()
    }
