"""What changed between two editions, as words and rows for tables."""

from __future__ import annotations

from outcomes.revisions import CAME, Change, Revision, Series
from outcomes.vocabulary import PERIOD_BASIS_LABELS

FIGURES = ("before", "after", "change", "per cent")
AREA_HEADERS = ("area", "measure", "year", *FIGURES, "meanwhile")
CHANGE_HEADERS = ("offence", "area", "measure", "year", *FIGURES, "class")
PIECE_HEADERS = ("what", "name", "measure", "came or went", "figure", "class")
GRAINS = (
    "national", "country", "area", "family", "offence", "area and family", "area and offence",
)  # fmt: skip


def summary(revision: Revision) -> str:
    """What kind of change it is, and how many figures of shared years it touches."""
    if revision.level == "none":
        return f"No figure differs from edition {revision.before}."
    finest = next((name for name in reversed(GRAINS) if name in revision.counts), None)
    touched = ""
    if finest:
        found = revision.counts[finest]
        differ = sum(found.values()) - found["same"]
        touched = (
            f" Of {sum(found.values()):,} figures by year and {finest} that both can have,"
            f" {differ:,} differ."
        )
    classes = ", ".join(revision.classes)
    return f"Against edition {revision.before}: a {revision.level} change ({classes}).{touched}"


def area_rows(revision: Revision) -> list[tuple[str, ...]]:
    """A row for each area and series that moved, most moved first."""
    return [
        (
            one.change.area,
            series_text(one.change.series),
            str(one.change.year),
            *change_texts(one.change),
            f"{one.whole} {per_cent_text(_per_cent(one.whole_before, one.whole_after))}",
        )
        for one in revision.areas
    ]


def change_rows(revision: Revision, grain: str | None = None) -> list[tuple[str, ...]]:
    """A row for each listed figure, of one grain or of all, most moved first within a grain."""
    return [
        (
            one.offence,
            one.area,
            series_text(one.series),
            str(one.year),
            *change_texts(one),
            one.revision_class,
        )
        for one in revision.changes
        if grain in (None, one.grain)
    ]


def piece_rows(revision: Revision) -> list[tuple[str, ...]]:
    """A row for each series, year, area and offence that only one of the editions has."""
    return [
        (
            one.what,
            one.name,
            series_text(one.series),
            f"{one.kind}{_renamed(one.kind, one.other)}",
            number(one.amount),
            one.revision_class,
        )
        for one in revision.pieces
    ]


def _renamed(kind: str, other: str) -> str:
    if not other:
        return ""
    return f" (until now “{other}”)" if kind == CAME else f" (now “{other}”)"


def change_texts(change: Change) -> tuple[str, str, str, str]:
    """Before, after, difference and per cent as text."""
    return (
        number(change.before),
        number(change.after),
        f"{change.difference:+,.0f}",
        per_cent_text(change.per_cent),
    )


def number(amount: float | None) -> str:
    """A figure, or a dash where there was none."""
    return "–" if amount is None else f"{amount:,.0f}"


def per_cent_text(per_cent: float | None) -> str:
    """``+12.3%``; ``[z]`` where there was nothing to divide by."""
    # Adding nothing makes a zero of what would round to minus zero.
    return "[z]" if per_cent is None else f"{round(per_cent, 1) + 0.0:+.1f}%"


def _per_cent(before: float, after: float) -> float | None:
    return 100 * (after - before) / before if before else None


def series_text(series: Series) -> str:
    """A series in a few words."""
    measure = series.measure.replace("_", " ")
    where = "by area" if series.by_area else "national"
    return f"{measure}, {where}, {series.courts}, {PERIOD_BASIS_LABELS[series.basis]}"
