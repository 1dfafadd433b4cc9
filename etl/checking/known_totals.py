"""Totals of source files that are known from elsewhere, held against what was read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from etl.reading.keys import FIRST_YEAR
from etl.reading.labels import words_of
from etl.reading.tallies import TableView
from outcomes.areas import areas, members
from outcomes.errors import Problem
from outcomes.reference import read_reference

TABLE = "expected_totals"
FILTERS = ("court", "sentence_outcome", "area", "defendant_kind")


@dataclass(frozen=True, slots=True)
class KnownTotal:
    """One total of one file.

    Attributes:
        sha256: of the file.
        table: ``proceedings`` or ``sentences``.
        measure: a measure column; ``acsl_months`` is the average, months over persons.
        year: or None for all years.
        words: for each key that restricts it, the words that count.
        where: those words for a person.
        expected: the total, with as many decimals as are to agree.
        citation: where it is from.
    """

    sha256: str
    table: str
    measure: str
    year: int | None
    words: Mapping[str, Sequence[str]]
    where: str
    expected: Decimal
    citation: str

    def found(self, view: TableView) -> Decimal:
        """The same total of what was read, rounded to the decimals of the one expected."""
        total = self._sum(view, self.measure)
        if self.measure == "acsl_months":
            total /= self._sum(view, "acsl_persons") or 1
        return total.quantize(self.expected, ROUND_HALF_UP)

    def _sum(self, view: TableView, measure: str) -> Decimal:
        sums = view.cross(("year", *self.words), measure)
        for axis, (key, wanted) in enumerate(self.words.items(), start=1):
            places = [words_of(key).index(word) for word in wanted]
            sums = sums.take(places, axis).sum(axis, keepdims=True)
        of_years = sums.reshape(len(sums), -1).sum(1)
        chosen = of_years.sum() if self.year is None else of_years[self.year - FIRST_YEAR]
        return Decimal(repr(float(chosen)))

    def __str__(self) -> str:
        name = f"{self.measure} of {self.year or 'all years'}"
        return f"{name} ({self.where})" if self.where else name


def known_totals(rows: Sequence[Mapping[str, str]] | None = None) -> tuple[KnownTotal, ...]:
    """Every known total; ValueError where one has no citation."""
    return tuple(_known_total(row) for row in (read_reference(TABLE) if rows is None else rows))


def _known_total(row: Mapping[str, str]) -> KnownTotal:
    if not row["citation"].strip():
        raise ValueError(f"{TABLE}: {row['file']}, {row['measure']}: no citation")
    return KnownTotal(
        sha256=row["sha256"],
        table=row["table"],
        measure=row["measure"],
        year=int(row["year"]) if row["year"] else None,
        words=dict(_restricted(key, row[key]) for key in FILTERS if row[key]),
        where=", ".join(row[key] for key in FILTERS if row[key]),
        expected=Decimal(row["expected"]),
        citation=row["citation"],
    )


def _restricted(key: str, word: str) -> tuple[str, tuple[str, ...]]:
    if key != "area":
        return key, (word,)
    slug = next(slug for slug, area in areas().items() if area.name == word)
    return "police_force_area", members(slug)


def known_total_problems(
    sha256: str,
    table: str,
    view: TableView,
    known: Sequence[KnownTotal] | None = None,
) -> Iterator[Problem]:
    """An error for each known total of a file that what was read does not give.

    Args:
        sha256: of the file.
        table: the table that it feeds.
        view: its rows there.
        known: the totals; left out, those of ``data/reference``.
    """
    for total in known_totals() if known is None else known:
        if (total.sha256, total.table) != (sha256, table):
            continue
        found = total.found(view)
        if found != total.expected:
            yield Problem(
                "TOTAL_UNEXPECTED",
                f"{total}: {found:,} and not {total.expected:,}",
                column=total.measure,
                expected=f"{total.expected:,} ({total.citation})",
            )
