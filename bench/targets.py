"""The targets, what was measured for each, and why one that is missed is missed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bench.ingest import OURS, Compared
from bench.measure import Spread
from bench.results import Results

MOST_SHIFT = 0.05
SCAN, PANDAS = "DuckDB, bare scan", "pandas, the same work"
REASONS = {
    "scan": (
        "A bare scan in DuckDB uses every core and looks at nothing; loading also maps, sums, "
        "sorts, checks, writes and reads back. More cores help the scan more than the loader."
    ),
    "pandas": (
        "Loading Python and its libraries, checking and publishing take a second or two whatever "
        "the rows, and pandas does not do the latter; the larger the release, the less that is."
    ),
    "peak": "Blocks being read, sums being merged and row groups being written: fewer at a time.",
    "load": "Readers, workers, refresh and generator share the cores: more cores, or a proxy.",
    "shift": "Something on the page moves after it was shown: look at the page's row.",
    "machine": "The machine was not idle; on an idle one it is less.",
}


@dataclass(frozen=True)
class Verdict:
    """One target and what was measured.

    Attributes:
        what: it is about.
        target: in words.
        measured: in words.
        met: whether it is met.
        reason: why not, where it is not.
    """

    what: str
    target: str
    measured: str
    met: bool
    reason: str = ""


def _at_most(what: str, found: float, limit: float, unit: str, reason: str) -> Verdict:
    digits = 0 if found >= 20 else 1
    measured = f"{found:,.{digits}f} {unit}"
    return Verdict(what, f"≤ {limit:,g} {unit}", measured, found <= limit, REASONS[reason])


def _at_least(what: str, found: Spread, limit: float, unit: str, reason: str) -> Verdict:
    met = found.middle >= limit
    return Verdict(what, f"≥ {limit:g} {unit}", f"{found.text()} {unit}", met, REASONS[reason])


def judge(found: Results) -> Iterator[Verdict]:
    """Every target that was measured."""
    for one in found.ingest:
        yield from _loading(one)
    yield _at_most(
        "refresh with nothing new", found.unchanged.middle, 1, "s of processor", "machine"
    )
    yield from _asking(found)
    yield from _serving(found)
    for crowd in found.crowds:
        limit = 150 if crowd.readers <= 200 else 400
        behind = " behind nginx" if crowd.proxied else ""
        name = (
            f"{crowd.readers:,} readers{behind}, through refreshes, a killed worker and a rollback"
        )
        yield _at_most(f"{name}: p95", crowd.p95, limit, "ms", "load")
        yield _at_most(f"{name}: errors", crowd.errors, 0, "errors", "load")
    yield from _growing(found)


def _loading(one: Compared) -> Iterator[Verdict]:
    ours = one.seconds(OURS)
    ratio = ours.over(one.seconds(SCAN))
    met = ratio.middle <= 3
    words = f"{ratio.text()} ×"
    yield Verdict(
        f"{one.name}: loader over a bare DuckDB scan", "≤ 3 ×", words, met, REASONS["scan"]
    )
    faster = one.seconds(PANDAS).over(ours)
    yield _at_least(f"{one.name}: faster than pandas", faster, 3, "×", "pandas")
    yield _at_most(f"{one.name}: most memory of the loader", one.peak(OURS), 800, "MB", "peak")


def _asking(found: Results) -> Iterator[Verdict]:
    cold = Spread(tuple(found.questions["cold"]))
    crowd = Spread(tuple(found.questions["16 threads, warm"]))
    yield _at_most(
        "a page's question, nothing decoded yet: p95", cold.percentile(95), 50, "ms", "machine"
    )
    yield _at_most("16 threads asking: p95", crowd.percentile(95), 150, "ms", "machine")
    worked = Spread(tuple(found.site["callback"]))
    size = max(found.site["callback bytes"]) / 1e3
    yield _at_most("change of a control to bytes: p95", worked.percentile(95), 60, "ms", "machine")
    yield _at_most("change of a control, compressed, largest", size, 25, "kB", "machine")
    figure = Spread(tuple(found.site["plotly.express"])).over(Spread(tuple(found.site["figure"])))
    yield _at_least("figure as dictionary, faster than plotly.express", figure, 10, "×", "machine")
    limits = {
        "CSV of a page": 100,
        "story pack with pictures": 150,
        "SVG of a chart": 100,
        "PNG of a chart": 500,
    }
    for name, limit in limits.items():
        middle = Spread(tuple(found.site[name])).middle
        yield _at_most(f"{name}: median", middle, limit, "ms", "machine")
    yield _at_most("all 44 story packs, by the command", found.packs.middle, 10, "s", "machine")


def _serving(found: Results) -> Iterator[Verdict]:
    yield _at_most(
        "worker ready after the start of gunicorn", found.ready.middle, 3, "s", "machine"
    )
    yield _at_most(
        "memory of a worker that drew every page", found.memory["rss"], 250, "MB", "machine"
    )
    for path, one in found.weight.items():
        yield _at_most(f"{path}: until it can be read", one["readable"], 60, "kB", "machine")
        yield _at_most(f"{path}: with its charts", one["whole"], 550, "kB", "machine")
    yield from _painting(found)


def _painting(found: Results) -> Iterator[Verdict]:
    """Layout shift has a target; paint and blocking are of this machine and are only told."""
    if found.paint:
        worst = max(found.paint, key=lambda page: found.paint[page]["shift"])
        shift = found.paint[worst]["shift"]
        met = shift < MOST_SHIFT
        what = f"layout shift of {len(found.paint)} pages and screens, worst: {worst}"
        yield Verdict(what, f"< {MOST_SHIFT}", f"{shift:.3f}", met, REASONS["shift"])


def _growing(found: Results) -> Iterator[Verdict]:
    rows, editions = found.rows, found.editions
    if len(rows) > 1:
        more = rows[-1]["rows"] / rows[0]["rows"]
        seconds = rows[-1]["seconds"] / rows[0]["seconds"]
        yield _at_most(f"rows × {more:.0f}: loading takes", seconds, more, "× as long", "machine")
        full = rows[1 if len(rows) > 2 else 0]
        larger = rows[-1]["peak"] / full["peak"]
        yield _at_most("2 to 8 million rows: most memory of the loader", larger, 1.25, "×", "peak")
        slower = rows[-1]["warm p50"] / full["warm p50"]
        yield _at_most(
            "1 or 2 to 8 million rows: questions take", slower, 2, "× as long", "machine"
        )
    if len(editions) > 1:
        slower = editions[-1]["warm p50"] / editions[0]["warm p50"]
        kept = (
            f"{editions[-1]['editions']:.0f} editions kept instead of {editions[0]['editions']:.0f}"
        )
        yield _at_most(f"{kept}: questions take", slower, 1.5, "× as long", "machine")
        later = editions[-1]["ready"] / editions[0]["ready"]
        yield _at_most(f"{kept}: the start takes", later, 1.5, "× as long", "machine")
