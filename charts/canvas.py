"""The space for a figure, the words that go with it, and the plot before it is framed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from charts.theme import SMALL_SIZE, TEXT_SIZE, Part

NARROW = 600


@dataclass(frozen=True, slots=True)
class Caption:
    """The words that go with a figure.

    Attributes:
        title: the finding.
        subtitle: measure, area, years, unit.
        notes: numbered and other remarks, one line each before wrapping.
        source: the source line.
        description: text alternative.
        demonstration: whether the data are made up.
        queries: the selections drawn, in their address form.
        receipts: their receipt codes, where the canvas wants them.
    """

    title: str
    subtitle: str
    notes: tuple[str, ...]
    source: str
    description: str
    demonstration: bool
    queries: tuple[Mapping[str, str], ...] = ()
    receipts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Canvas:
    """The space for one figure.

    Attributes:
        width: pixels.
        height: pixels, of the whole figure; it grows where the plot would be under 260.
        furniture: whether title, subtitle, notes and source stand inside the picture. Pages
            that say them in HTML leave them out; pictures that go away carry them.
        title: the finding; None lets ``charts.describe`` make it.
        receipted: whether the picture's last line has the receipt codes of its figures.
        words: those of the same chart on another canvas; None where they are still to be made.
    """

    width: int = 1100
    height: int = 520
    furniture: bool = True
    title: str | None = None
    receipted: bool = False
    words: Caption | None = None

    @property
    def narrow(self) -> bool:
        """Whether this is a phone's width."""
        return self.width < NARROW

    @property
    def text_size(self) -> int:
        """Type size of ticks and labels."""
        return SMALL_SIZE if self.narrow else TEXT_SIZE


PAGE = Canvas()
PHONE = Canvas(width=360)


@dataclass(slots=True)
class Plot:
    """What is drawn, before its picture is put around it.

    Attributes:
        traces: scatter and bar traces.
        xaxis: layout of the x axis.
        yaxis: layout of the y axis.
        shapes: rectangles and lines.
        annotations: texts inside and beside the plot.
        left: pixels left of the plot, for tick labels.
        right: pixels right of it, for labels at line ends.
        head: pixels above it, for law numbers and column heads.
        foot: pixels below it, for tick labels.
        rows: number of rows, for charts of rows: these take no more height than they need.
        row_height: pixels that a row needs at least.
        extra: other parts of the layout.
    """

    traces: list[Part]
    xaxis: Part
    yaxis: Part
    shapes: list[Part] = field(default_factory=list)
    annotations: list[Part] = field(default_factory=list)
    left: float = 56
    right: float = 16
    head: float = 12
    foot: float = 34
    rows: int | None = None
    row_height: float = 24
    extra: Part = field(default_factory=dict)
