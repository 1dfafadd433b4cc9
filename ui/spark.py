"""Small lines without axes, as pictures that stand in the page itself."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from urllib.parse import quote

WIDTH, HEIGHT, MARGIN = 260, 56, 5
COLOUR = "#12436D"


def spark(values: Sequence[float | None], breaks: Collection[int] = ()) -> str:
    """A small line as the address of a picture; gaps where a value is missing, zero at the foot.

    Args:
        values: heights from left to right, none below zero; at least one is not missing.
        breaks: places before which the line is broken, since what is counted changed.
    """
    highest = max(value for value in values if value is not None) or 1.0
    step = (WIDTH - 2 * MARGIN) / max(1, len(values) - 1)
    points = [
        None
        if value is None
        else (MARGIN + place * step, HEIGHT - MARGIN - value / highest * (HEIGHT - 2 * MARGIN))
        for place, value in enumerate(values)
    ]
    last = next(point for point in reversed(points) if point is not None)
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f'<path d="{_path(points, breaks)}" fill="none" stroke="{COLOUR}" stroke-width="2.5" '
        'stroke-linejoin="round" stroke-linecap="round"/>'
        f'<circle cx="{last[0]:.1f}" cy="{last[1]:.1f}" r="4" fill="{COLOUR}"/></svg>'
    )
    return f"data:image/svg+xml,{quote(drawing)}"


def _path(points: Sequence[tuple[float, float] | None], breaks: Collection[int]) -> str:
    parts, pen_up = [], True
    for place, point in enumerate(points):
        if point is not None:
            moved = pen_up or place in breaks
            parts.append(f"{'M' if moved else 'L'}{point[0]:.1f} {point[1]:.1f}")
        pen_up = point is None
    return "".join(parts)
