"""Draws growth as small lines beside each other, as SVG in a file of its own."""

from __future__ import annotations

from collections.abc import Sequence
from math import log2
from pathlib import Path

from bench.measure import ROOT
from bench.results import Results

FILE = Path("docs") / "performance-growth.svg"
WIDTH, HEIGHT, MARGIN, GAP = 210, 130, 34, 30
INK, LINE = "#0b0c0c", "#12436D"


def growth_plot(found: Results) -> str:
    """Draw the growth and give the Markdown that shows it."""
    panels = [
        ("loading, s", found.rows, "rows", "seconds"),
        ("loader's memory, MB", found.rows, "rows", "peak"),
        ("question, warm, ms", found.rows, "rows", "warm p50"),
        ("page of so many areas, ms", found.areas, "areas", "callback"),
        ("question by editions kept, ms", found.editions, "editions", "warm p50"),
    ]
    drawn = [
        _panel(number, name, [(row[key], row[value]) for row in rows])
        for number, (name, rows, key, value) in enumerate(panels)
        if len(rows) > 1
    ]
    width = len(drawn) * (WIDTH + GAP)
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{HEIGHT + 50}" '
        f'font-family="Arial, Helvetica, sans-serif" font-size="12" fill="{INK}">'
        f'<rect width="100%" height="100%" fill="#ffffff"/>{"".join(drawn)}</svg>\n'
    )
    (ROOT / FILE).write_text(svg, "utf-8")
    return f"![Each measure against what grows]({FILE.name})"


def _panel(number: int, name: str, points: Sequence[tuple[float, float]]) -> str:
    """One line from zero; what grows is on a scale of doublings."""
    left, top = number * (WIDTH + GAP) + MARGIN, 28
    places = [log2(x) for x, _ in points]
    first, span = places[0], (places[-1] - places[0]) or 1
    highest = max(y for _, y in points) or 1
    spots = [
        (left + (place - first) / span * (WIDTH - MARGIN), top + HEIGHT - y / highest * HEIGHT)
        for place, (_, y) in zip(places, points, strict=True)
    ]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in spots)
    texts = [
        f'<text x="{left - 4}" y="16" font-weight="bold">{name}</text>',
        f'<text x="{left - 6}" y="{top + 8}" text-anchor="end">{highest:,.0f}</text>',
        f'<text x="{left - 6}" y="{top + HEIGHT}" text-anchor="end">0</text>',
        *(
            f'<text x="{x:.1f}" y="{top + HEIGHT + 16}" text-anchor="middle">{_short(value)}</text>'
            for (x, _), (value, _) in zip(spots, points, strict=True)
        ),
    ]
    dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{LINE}"/>' for x, y in spots)
    base, right = top + HEIGHT, left + WIDTH - MARGIN
    axis = f'<line x1="{left}" y1="{base}" x2="{right}" y2="{base}" stroke="#d9dcde"/>'
    drawn = f'<polyline points="{line}" fill="none" stroke="{LINE}" stroke-width="2"/>'
    return f"{axis}{drawn}{dots}{''.join(texts)}"


def _short(value: float) -> str:
    return f"{value / 1e6:g}m" if value >= 100_000 else f"{value:g}"
