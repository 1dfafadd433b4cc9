"""Finds what only one of two editions has as a whole: series, years, areas, offences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from etl.comparing.cells import Cells
from etl.comparing.movements import plain
from outcomes.revisions import CAME, LABEL_ONLY, NEW_PERIOD, STRUCTURAL, WENT, Piece
from outcomes.series import Series


def find_pieces(had: Mapping[Series, Cells], has: Mapping[Series, Cells]) -> Iterator[Piece]:
    """What came and went, series by series.

    Args:
        had: the figures of the edition before.
        has: those of the edition after.
    """
    for series in [*had, *(one for one in has if one not in had)]:
        if series not in has:
            yield _whole(series, had[series], WENT)
        elif series not in had:
            yield _whole(series, has[series], CAME)
        else:
            yield from _parts(series, had[series], has[series])


def _whole(series: Series, cells: Cells, kind: str) -> Piece:
    years = f"{min(cells.years)} to {max(cells.years)}" if len(cells.years) > 1 else ""
    name = years or str(cells.years[0])
    return Piece(series, kind, "series", name, plain(cells.values.sum()), STRUCTURAL)


def _parts(series: Series, before: Cells, after: Cells) -> Iterator[Piece]:
    for kind, one, other in ((CAME, after, before), (WENT, before, after)):
        for year in one.years:
            if year not in other.years:
                is_new = kind == CAME and year > max(other.years)
                amount = one.values[one.years.index(year)].sum()
                of_class = NEW_PERIOD if is_new else STRUCTURAL
                yield Piece(series, kind, "year", str(year), plain(amount), of_class)
        for name in one.areas:
            if name not in other.areas:
                amount = one.values[:, one.areas.index(name)].sum()
                yield Piece(series, kind, "area", name, plain(amount), STRUCTURAL)
    yield from _offences(series, before, after)


def _offences(series: Series, before: Cells, after: Cells) -> Iterator[Piece]:
    """Offences of one edition only; two with the same figures in all years are one, renamed."""
    gone = [label for label in before.offences if label not in after.offences]
    new = [label for label in after.offences if label not in before.offences]
    years = [year for year in before.years if year in after.years]
    old_figures = {label: _figures(before, label, years) for label in gone}
    new_name: dict[str, str] = {}
    for label in new:
        figures = _figures(after, label, years)
        same = [one for one in gone if any(figures) and old_figures[one] == figures]
        if len(same) == 1 and same[0] not in new_name.values():
            new_name[label] = same[0]
    old_name = {old: label for label, old in new_name.items()}
    for kind, cells, labels, names in (
        (CAME, after, new, new_name),
        (WENT, before, gone, old_name),
    ):
        for label in labels:
            amount = plain(cells.values[:, :, cells.offences.index(label)].sum())
            piece = Piece(series, kind, "offence", label, amount, STRUCTURAL)
            if label in names:
                piece = replace(piece, revision_class=LABEL_ONLY, other=names[label])
            yield piece


def _figures(cells: Cells, label: str, years: Sequence[int]) -> tuple[float, ...]:
    places = [cells.years.index(year) for year in years]
    column = cells.values[places, :, cells.offences.index(label)]
    return tuple(np.round(column.sum(1), 6).tolist())


def renamed(pieces: Sequence[Piece], series: Series) -> set[str]:
    """Labels of offences of a series that only go by another name now."""
    return {one.name for one in pieces if one.series == series and one.revision_class == LABEL_ONLY}
