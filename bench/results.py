"""Everything that one run measured."""

from __future__ import annotations

from dataclasses import dataclass, field

from bench.ingest import Compared
from bench.measure import Spread


@dataclass(frozen=True)
class Crowd:
    """What a crowd of readers met.

    Attributes:
        readers: how many.
        proxied: whether nginx was before the site.
        p95: milliseconds that 95 in a hundred answers did not exceed.
        errors: answers that were no good.
        text: the whole account, in Markdown.
    """

    readers: int
    proxied: bool
    p95: float
    errors: int
    text: str


@dataclass
class Results:
    """What was measured; what was left out is empty.

    Attributes:
        quick: whether small releases and few rounds stood in for the real ones.
        ingest: the loader beside other ways, by release.
        neighbours: milliseconds of reading the figures around the courts', by file and way.
        unchanged: seconds of processor of a refresh with nothing new.
        questions: milliseconds by way of asking.
        site: milliseconds inside one process, and bytes.
        packs: seconds of the command that writes the story packs of all areas.
        ready: seconds from the start of gunicorn to the first page.
        memory: megabytes of workers after a tour of all pages.
        weight: kilobytes by page.
        paint: what a reader sees of each page on each screen: milliseconds, and layout shift.
        crowds: readers at once.
        rows: growth by rows.
        areas: growth by areas compared.
        editions: growth by editions kept.
        load: what the machine was doing besides, before and after.
    """

    quick: bool
    ingest: list[Compared] = field(default_factory=list)
    neighbours: dict[str, dict[str, list[float]]] = field(default_factory=dict)
    unchanged: Spread = field(default_factory=lambda: Spread((0.0,)))
    questions: dict[str, list[float]] = field(default_factory=dict)
    site: dict[str, list[float]] = field(default_factory=dict)
    packs: Spread = field(default_factory=lambda: Spread((0.0,)))
    ready: Spread = field(default_factory=lambda: Spread((0.0,)))
    memory: dict[str, float] = field(default_factory=dict)
    weight: dict[str, dict[str, float]] = field(default_factory=dict)
    paint: dict[str, dict[str, float]] = field(default_factory=dict)
    crowds: list[Crowd] = field(default_factory=list)
    rows: list[dict[str, float]] = field(default_factory=list)
    areas: list[dict[str, float]] = field(default_factory=list)
    editions: list[dict[str, float]] = field(default_factory=list)
    load: list[float] = field(default_factory=list)
