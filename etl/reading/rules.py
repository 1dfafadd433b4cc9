"""What a rule of a format can say: where a measure comes from, and which rows belong to a table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from outcomes.vocabulary import ALL_COURTS, CALENDAR


@dataclass(frozen=True)
class Measure:
    """Where a published measure comes from: a column, and the rows that count in it.

    Attributes:
        column: the column of the source that holds the numbers.
        where: column and word of the rows that count; None when all do.
    """

    column: str
    where: tuple[str, str] | None = None


@dataclass(frozen=True)
class TableRule:
    """How the rows of a member become rows of a published table.

    Attributes:
        measures: for each published measure, where it comes from.
        court_coverage: the courts that the figures cover.
        where: column and word of the rows that belong to the table; None when all do.
        court: the word for every row where the file has no column for the court.
        keys: for a published key, the column of the source that holds it under another name.
        wide: whether a row holds a column for each disposal and length, to be unfolded into rows;
            the measure's own column then is the total that they must give.
    """

    measures: Mapping[str, Measure]
    court_coverage: str = ALL_COURTS
    where: tuple[str, str] | None = None
    court: str = ALL_COURTS
    keys: Mapping[str, str] = field(default_factory=dict)
    wide: bool = False

    @property
    def columns(self) -> frozenset[str]:
        """The columns of the source that the rule names."""
        tests = [self.where, *(measure.where for measure in self.measures.values())]
        return frozenset(
            {
                *(measure.column for measure in self.measures.values()),
                *(test[0] for test in tests if test),
                *self.keys.values(),
            }
        )


@dataclass(frozen=True)
class FormatRule:
    """What code knows of a format.

    Attributes:
        title: what its files are called in source lines, before the year.
        tables: the published tables that its members can feed.
        basis: ``calendar`` or ``march``.
        remarks: for a column that is left out although it has figures, why.
    """

    title: str
    tables: Mapping[str, TableRule]
    basis: str = CALENDAR
    remarks: Mapping[str, str] = field(default_factory=dict)
