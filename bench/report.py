"""Writes what was measured as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bench import machine
from bench.loading_report import ingest_part, neighbours_part
from bench.markdown import table
from bench.measure import Spread
from bench.painting import WORDS
from bench.plot import growth_plot
from bench.results import Results
from bench.targets import judge

HEAD = """# Performance

Measured by `make bench`, which writes this page. Nothing here is set by hand.

The machine is shared and noisy: what counts are ratios of runs that were made in turn, not
seconds. A figure in brackets is the lowest and the highest of several runs. "p95" is what 95 in a
hundred did not exceed. No answer is computed ahead for what is asked here, and no check is left
out: offences and areas are drawn by lot, and every sum is compared with DuckDB's.
"""

GROWN = (
    "Seconds are of the loader, megabytes its most or a worker's share, the rest milliseconds. "
    "Loading is linear in rows. Its memory is that of the blocks that are read at once, which a "
    "small release does not fill, and of the rows that are written at once. A question reads one "
    "offence, whose rows grow far slower than the release; sums over everything are small tables "
    "of their own. Only the edition that is served is opened, whatever is kept beside it."
)


def write(found: Results) -> str:
    """The whole page."""
    parts = [
        HEAD,
        _machine(found),
        "## Targets\n\n" + _targets(found),
        *(ingest_part(one) for one in found.ingest),
        neighbours_part(found),
        _questions(found),
        _site(found),
        _serving(found),
        _painting(found),
        *(["## Many readers at once\n\n" + _load_words()] if found.crowds else []),
        *(crowd.text for crowd in found.crowds),
        _growth(found),
    ]
    return "\n\n".join(part.strip("\n") for part in parts if part) + "\n"


def _machine(found: Results) -> str:
    stated = ", ".join(f"{name} {value}" for name, value in machine.facts().items())
    wanted = f"{found.load[0]:.1f} at the beginning and {found.load[-1]:.1f} at the end"
    quick = "\n\n**A quick run**: small releases and few rounds." if found.quick else ""
    return f"Machine: {stated}. Processes that wanted a core: {wanted}.{quick}"


def _targets(found: Results) -> str:
    verdicts = list(judge(found))
    met = sum(one.met for one in verdicts)
    rows = [
        (one.what, one.target, one.measured, "met" if one.met else f"**not met**: {one.reason}")
        for one in verdicts
    ]
    return f"{met} of {len(rows)} met.\n\n" + table(("what", "target", "measured", ""), rows)


def _milliseconds(values: Sequence[float]) -> tuple[str, ...]:
    spread = Spread(tuple(values))
    middle, most = spread.middle, spread.percentile(95)
    return tuple(f"{one:,.{1 if one >= 0.05 else 4}f}" for one in (middle, most, max(values)))


def _questions(found: Results) -> str:
    if not found.questions:
        return ""
    names = {"cold": "**ours, nothing decoded yet**", "warm": "**ours, warm**"}
    names |= {name: f"**ours, {name}**" for name in found.questions if name.startswith("16")}
    warm = Spread(tuple(found.questions["warm"])).middle
    rows = [
        (
            names.get(way, way),
            *_milliseconds(values),
            f"{Spread(tuple(values)).middle / warm:,.3g}",
        )
        for way, values in found.questions.items()
    ]
    words = (
        "## Questions\n\nSelections as the pages make them, over offences, families, all offences, "
        "areas and all areas drawn by lot, put to the full-size edition. Ours include the plan of "
        "sources, ratios and notices; the others only add up, and the least is one access to a "
        "dictionary that has the answer.\n\n"
    )
    return words + table(("way of asking", "p50 ms", "p95 ms", "highest", "× ours, warm"), rows)


def _site(found: Results) -> str:
    if not found.site:
        return ""
    times = {name: values for name, values in found.site.items() if "bytes" not in name}
    rows = [(name, *_milliseconds(values)) for name, values in times.items()]
    words = (
        "## Inside one process\n\nA change of controls from request to compressed bytes on every "
        "page, worked out anew of rows that another area's question has read, or kept from "
        "before; files made anew; one line chart made both ways.\n\n"
    )
    return words + table(("", "p50 ms", "p95 ms", "highest"), rows)


def _serving(found: Results) -> str:
    if not found.memory:
        return ""
    held = found.memory
    words = (
        "## As served\n\n"
        f"The first page comes {found.ready.text(2)} s after the start of gunicorn. After a tour "
        f"of all pages the largest worker holds {held['rss']:,.0f} MB; with what is shared divided "
        f"among the sharers, a worker has {held['pss']:,.0f} MB, {held['own']:,.0f} MB of it its "
        f"own, and all processes together {held['all']:,.0f} MB.\n\n"
    )
    rows = [
        (path, f"{one['readable']:,.0f}", f"{one['whole']:,.0f}", f"{one['requests']:.0f}")
        for path, one in found.weight.items()
    ]
    head = ("page", "kB until it can be read", "kB with its charts", "requests")
    return words + table(head, rows)


def _painting(found: Results) -> str:
    if not found.paint:
        return ""
    words = f"## As seen\n\n{WORDS}\n\n"
    rows = [
        (
            page,
            *(f"{one[name]:,.0f}" for name in ("first", "largest", "blocked")),
            f"{one['shift']:.3f}",
        )
        for page, one in found.paint.items()
    ]
    head = ("page (screen)", "first paint, ms", "largest paint, ms", "blocking, ms", "layout shift")
    return words + table(head, rows)


def _load_words() -> str:
    return (
        "Each reader opens a page as a browser does (document, Dash's two lists, the page again "
        "from Dash's router), changes a control four times, takes a CSV, and sometimes a picture, "
        "a spreadsheet or JSON; then comes the next page. Before each of these are "
        "2 to 8 seconds of thought. Half of the readers want the usual offence, the rest any. "
        "The generator, the workers and the refreshes share the cores."
    )


def _growth(found: Results) -> str:
    if not found.rows:
        return ""
    parts = [
        "## Growth",
        growth_plot(found),
        _plain_table("rows", found.rows),
        _plain_table("areas compared", found.areas),
        _plain_table("editions kept", found.editions),
        GROWN,
    ]
    return "\n\n".join(parts)


def _plain_table(name: str, rows: Sequence[Mapping[str, Any]]) -> str:
    if not rows:
        return ""
    return table([name, *list(rows[0])[1:]], list(_cells(rows)))


def _cells(rows: Sequence[Mapping[str, float]]) -> Iterator[list[str]]:
    for row in rows:
        first, *rest = row.values()
        yield [f"{first:,.0f}", *(f"{value:,.1f}" for value in rest)]
