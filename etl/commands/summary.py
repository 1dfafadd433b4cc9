"""What an edition holds, and what a load came to: lines for people and facts for JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from etl.commands.report import Report
from outcomes.areas import AREA_NOT_KNOWN, ENGLAND_AND_WALES, areas
from outcomes.editions import Coverage, Edition
from outcomes.neighbours import NeighbourCoverage
from outcomes.vocabulary import PERIOD_BASIS_LABELS

if TYPE_CHECKING:
    from etl.publishing.publish import Published

MEGABYTE = 1_000_000
NOTES_SHOWN = 20
UNUSED = "LABEL_UNUSED"


def edition_facts(edition: Edition) -> dict[str, Any]:
    """An edition for JSON: what it is, its sources, tables, coverage and remarks."""
    return {
        "edition": edition.id,
        "label": edition.label,
        "demonstration": edition.demonstration,
        "sources": [
            {
                "id": source.id,
                "title": source.title,
                "format": source.format,
                "vintage": source.vintage,
                "file": source.file,
                "size": source.size,
                "sha256": source.sha256,
                "url": source.url,
                "published": source.published,
            }
            for source in edition.sources
        ],
        "tables": [
            {"name": table.name, "rows": table.rows, "size": table.size} for table in edition.tables
        ],
        "coverage": [_coverage_facts(coverage) for coverage in edition.coverage],
        "neighbours": [_neighbour_facts(one) for one in edition.neighbours],
        "checks": list(edition.checks),
    }


def _coverage_facts(coverage: Coverage) -> dict[str, Any]:
    return {
        "source": coverage.source,
        "table": coverage.table,
        "basis": coverage.basis,
        "years": list(coverage.years),
        "national": coverage.national,
        **_area_facts(coverage.areas),
        "courts": coverage.courts,
        "totals": _totals(coverage),
    }


def _neighbour_facts(one: NeighbourCoverage) -> dict[str, Any]:
    return {
        "source": one.source,
        "table": one.table,
        "basis": one.basis,
        "years": list(one.years),
        **_area_facts(one.areas),
        "totals": one.totals,
    }


def edition_lines(edition: Edition) -> Iterator[str]:
    """An edition for people: sources, tables, and for each source what it covers, with totals."""
    yield f"{edition.label} ({edition.id})"
    for source in edition.sources:
        size = f"{source.size / MEGABYTE:,.1f} MB"
        yield f"  source  {source.title}: {source.file}, format {source.format}, {size}"
    for table in edition.tables:
        yield f"  table   {table.name}: {table.rows:,} rows, {table.size / MEGABYTE:,.1f} MB"
    for coverage in edition.coverage:
        yield from _coverage_lines(coverage)
    for neighbour in edition.neighbours:
        yield _neighbour_line(neighbour)


def _totals(coverage: Coverage) -> dict[str, float]:
    carried = [name for name in coverage.measures if name in coverage.totals]
    return {name: sum(coverage.totals[name].values()) for name in carried}


def _coverage_lines(coverage: Coverage) -> Iterator[str]:
    first, last = min(coverage.years), max(coverage.years)
    years = f"{first}" if first == last else f"{first} to {last}"
    where = "England and Wales" if coverage.national else _areas(coverage.areas)
    basis = PERIOD_BASIS_LABELS[coverage.basis]
    yield f"  covers  {coverage.table}: {years} ({basis}), {where}, {coverage.courts}"
    if totals := _totals(coverage):
        yield "          " + ", ".join(f"{total:,.0f} {name}" for name, total in totals.items())


def _neighbour_line(one: NeighbourCoverage) -> str:
    first, last = min(one.years), max(one.years)
    years = f"{first}" if first == last else f"{first} to {last}"
    said = [
        f"{totals[last]:,} {measure.replace('_', ' ')} in {last}"
        for measure, totals in one.totals.items()
    ]
    name = one.table.replace("_", " ")
    return ", ".join([f"  beside  {name}: {years} ({one.basis})", _areas(one.areas), *said[:1]])


def _area_facts(names: Sequence[str]) -> dict[str, Any]:
    known = _known_areas(names)
    return {"areas": known, "area_not_known": known < len(names)}


def _areas(names: Sequence[str]) -> str:
    if tuple(names) == (areas()[ENGLAND_AND_WALES].name,):
        return names[0]
    known = _known_areas(names)
    said = _counted(known, "area")
    return said if known == len(names) else f"{said} and area not known"


def _known_areas(names: Sequence[str]) -> int:
    return len(set(names) - {areas()[AREA_NOT_KNOWN].name})


def _counted(number: int, noun: str) -> str:
    """A number with its noun: ``1 area``, ``42 areas``."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def remark_lines(edition: Edition) -> Iterator[str]:
    """The warnings and notes of the checks, the first twenty of them; unused labels in one line."""
    told = [check for check in edition.checks if check["code"] != UNUSED]
    for check in told[:NOTES_SHOWN]:
        place = ", ".join(str(check[name]) for name in ("file", "column") if check.get(name))
        yield f"  {check['severity']:<7} {check['message']}" + (f" [{place}]" if place else "")
    if len(told) > NOTES_SHOWN:
        yield f"  … and {_counted(len(told) - NOTES_SHOWN, 'more remark')}"
    unused = sum(int(check["count"]) for check in edition.checks if check["code"] == UNUSED)
    if unused:
        stand = "stands" if unused == 1 else "stand"
        yield (
            f"  note    {_counted(unused, 'known label')} {stand} in none of these files, "
            "which is normal for smaller ones"
        )


def tell(report: Report, published: Published) -> None:
    """Say what a load came to: for ``ingest``, ``demo`` and ``refresh`` alike."""
    edition = published.edition
    report.facts.update(edition_facts(edition))
    for line in (*edition_lines(edition), *remark_lines(edition)):
        report.say(line)
    if published.repaired:
        report.say(f"Put right on disk: {', '.join(published.repaired)}.")
    if published.released:
        report.say("This content had been rolled back; it is served again because you asked.")
    if published.switched:
        report.say(f"Served now, as switch {published.pointer.sequence}.")
    else:
        report.say("Nothing to do: this very edition is served already.")
