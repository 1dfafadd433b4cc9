"""What a crowd of readers met, and how it is told."""

from __future__ import annotations

from dataclasses import dataclass, field

from bench.measure import Spread
from bench.readers import Tally

KINDS = (
    "page", "start of Dash", "page by Dash", "change of a control", "download", "spreadsheet",
    "picture", "API",
)  # fmt: skip


@dataclass
class Run:
    """One crowd and what it met.

    Attributes:
        readers: how many.
        seconds: how long they read.
        proxied: whether nginx was before the site.
        tally: what they met.
        events: what happened meanwhile: seconds from the start, and what.
        memory: megabytes of all processes of the site (shared counted once), by second.
        cores: that the site, the readers' program and all other programs took.
    """

    readers: int
    seconds: float
    proxied: bool = False
    tally: Tally = field(default_factory=Tally)
    events: list[tuple[float, str]] = field(default_factory=list)
    memory: list[tuple[float, float]] = field(default_factory=list)
    cores: dict[str, float] = field(default_factory=dict)

    @property
    def slope(self) -> float:
        """Megabytes an hour by which memory grew over the second half."""
        half = self.memory[len(self.memory) // 2 :]
        if len(half) < 3:
            return 0.0
        times, sizes = zip(*half, strict=True)
        middle, mean = sum(times) / len(times), sum(sizes) / len(sizes)
        above = sum((at - middle) * (size - mean) for at, size in half)
        return float(above / sum((at - middle) ** 2 for at in times) * 3_600)


def summary(run: Run) -> str:
    """One line: how many, how fast, what was wrong."""
    tally, behind = run.tally, " behind nginx" if run.proxied else ""
    return (
        f"{run.readers:,} readers{behind}, {run.seconds:.0f} s: {tally.asked:,} answers "
        f"({tally.asked / run.seconds:.0f} a second), {sum(tally.wrong.values())} errors, "
        f"{tally.again} asked again on a new connection, "
        f"{tally.refused} costly files refused (429)."
    )


def text(run: Run) -> str:
    """What a run came to, as a table in Markdown."""
    tally = run.tally
    every = [value for values in tally.seconds.values() for value in values]
    lines = [
        summary(run),
        "",
        "| ms | answers | p50 | p95 | p99 | highest |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for kind in (*KINDS, "all"):
        values = every if kind == "all" else tally.seconds.get(kind, [])
        if values:
            spread = Spread(tuple(value * 1_000 for value in values))
            cells = [spread.percentile(share) for share in (50, 95, 99)]
            numbers = " | ".join(f"{cell:,.0f}" for cell in (*cells, max(spread.values)))
            lines.append(f"| {kind} | {len(values):,} | {numbers} |")
    done = ", ".join(f"{what} at {at:.0f} s" for at, what in run.events)
    first, last = run.memory[0][1], run.memory[-1][1]
    lines += ["", f"Meanwhile: {done or 'nothing else'}.",
              f"Memory of all processes: {first:,.0f} MB, at the end {last:,.0f} MB."]  # fmt: skip
    lines += _cores(run)
    lines += [f"ERROR {reason}: {times}" for reason, times in tally.wrong.items()]
    return "\n".join(lines)


def _cores(run: Run) -> list[str]:
    """Who took the processor, and what an answer cost of it."""
    if not run.cores:
        return []
    took = run.cores
    each = took["site"] * run.seconds / max(1, run.tally.asked) * 1_000
    said = (
        f"Cores taken: {took['site']:.1f} by the site ({each:.1f} ms an answer), "
        f"{took['readers']:.1f} by the readers, {took['others']:.1f} by refreshes and whatever "
        "else ran on the machine."
    )
    return ["", said]
