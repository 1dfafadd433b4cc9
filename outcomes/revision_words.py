"""What changed between two editions, as words and rows for tables."""

from __future__ import annotations

from outcomes.moves import COMBINATION, Move
from outcomes.revisions import CAME, Change, Revision
from outcomes.series import Series
from outcomes.vocabulary import PERIOD_BASIS_LABELS

FIGURES = ("before", "after", "change", "per cent")
AREA_HEADERS = ("area", "measure", "year", *FIGURES, "meanwhile")
CHANGE_HEADERS = ("offence", "area", "measure", "year", *FIGURES, "class")
MOVE_HEADERS = ("area", "offence", "measure", "year", "total", "moved", "inside it")
PARTS_TOLD = 3
MOVES_TOLD = (
    "What some words of a breakdown lost and others gained inside one figure, also where the "
    "figure itself is unchanged; ranked by the share of the figure that moved."
)
PIECE_HEADERS = ("what", "name", "measure", "came or went", "figure", "class")
GRAINS = (
    "national", "country", "area", "family", "offence", "area and family", "area and offence",
)  # fmt: skip


def summary(revision: Revision) -> str:
    """What kind of change it is, and how many figures of shared years it touches."""
    if revision.level == "none":
        return f"No figure differs from edition {revision.before}, nor what is inside figures."
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
    return (
        f"Against edition {revision.before}: a {revision.level} change ({classes}).{touched}"
        f"{_divided(revision)}"
    )


def _divided(revision: Revision) -> str:
    if not revision.divided:
        return ""
    said = ", ".join(
        f"{_breakdown_text(name)} ({count:,})"
        for name, count in sorted(revision.divided.items(), key=lambda one: -one[1])
    )
    return f" Cases moved inside this many figures by year, area and offence: by {said}."


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


def move_rows(revision: Revision, grain: str | None = None) -> list[tuple[str, ...]]:
    """A row for each figure inside which cases moved, of one grain or of all, most moved first."""
    return [
        (
            one.area,
            one.offence,
            series_text(one.series),
            str(one.year),
            _total_text(one),
            number(one.moved),
            move_text(one),
        )
        for one in revision.moves
        if grain in (None, one.grain)
    ]


def move_text(move: Move) -> str:
    """What moved, in words: ``sex: 12 from female to not known``."""
    if move.breakdown == COMBINATION:
        return (
            f"{number(move.moved)} stand under other combinations of sex, age and the rest; "
            "each of these alone is as before"
        )
    lost = [part for part in move.parts if part.difference < 0]
    gained = [part for part in move.parts if part.difference > 0]
    name = _breakdown_text(move.breakdown)
    if len(lost) == len(gained) == 1:
        return f"{name}: {number(move.moved)} from {lost[0].word} to {gained[0].word}"
    told = [*lost[:PARTS_TOLD], *gained[-PARTS_TOLD:]]
    parts = ", ".join(f"{part.word} {part.difference:+,.0f}" for part in told)
    others = len(move.parts) - len(told)
    return f"{name}: {parts}" + (f", and {others} smaller" if others else "")


def _total_text(move: Move) -> str:
    if move.before == move.after:
        return f"{number(move.before)}, unchanged"
    return f"{number(move.before)} → {number(move.after)}"


def _breakdown_text(name: str) -> str:
    return "combinations alone" if name == COMBINATION else name.replace("_", " ")


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
