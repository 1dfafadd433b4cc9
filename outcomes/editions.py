"""Editions: what one states of itself, and where its files lie.

An edition is an immutable directory with ``edition.json`` and one Parquet file a table. One
pointer, ``current.json``, names the edition that is served; it is replaced atomically.
"""

from __future__ import annotations

import json
import os
import re
from dataclasses import asdict, dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from outcomes.errors import EditionUnavailable
from outcomes.neighbours import NeighbourCoverage

DATA_DIR_VARIABLE = "OUTCOMES_DATA_DIR"
EDITION_FILE = "edition.json"
EDITION_ID = re.compile(r"^[0-9a-z][0-9a-z.-]{0,63}$")


def data_directory(chosen: Path | str | None = None) -> Path:
    """The directory of editions: the one chosen, else ``OUTCOMES_DATA_DIR``, else ``data``."""
    return Path(chosen or os.environ.get(DATA_DIR_VARIABLE) or "data")


@dataclass(frozen=True)
class Coverage:
    """What one source file covers of one table: the ground of the one-source rule.

    Attributes:
        source: identifier of the source (``SourceFile.id``).
        table: ``proceedings`` or ``sentences``.
        basis: ``calendar`` or ``march``.
        years: years with at least one row, ascending.
        national: True when the file gives England and Wales only, without areas.
        areas: names of the police force areas that have at least one row (empty when national);
            ``Area not known`` is among them where the file has such rows.
        courts: ``all courts``, ``magistrates' courts`` or ``crown court``.
        keys: the breakdowns that the file really splits, of sex, age_group, age_range,
            ethnicity, court, defendant_kind, offence, home_office_code, custodial_length.
        age_ranges: for each year, the age bands that stand in the file, in vocabulary order.
        measures: the measure columns that the file carries; others are null in its rows.
        totals: for each measure column, for each year, the sum of the source's raw counts.
        provisional: years that the publisher marks as provisional.
    """

    source: str
    table: str
    basis: str
    years: tuple[int, ...]
    national: bool
    areas: tuple[str, ...]
    courts: str
    keys: tuple[str, ...]
    age_ranges: dict[int, tuple[str, ...]]
    measures: tuple[str, ...]
    totals: dict[str, dict[int, float]] = field(default_factory=dict)
    provisional: tuple[int, ...] = ()


@dataclass(frozen=True)
class SourceFile:
    """One source file as it was published at one moment.

    Attributes:
        id: identifier in the tables' ``source`` column, for example ``2019-c-1a2b3c4d``.
        title: what readers see in a source line, for example ``Outcomes by offence 2019``.
        format: the letter of its format.
        vintage: rank of newness: the last year of the release that the file belongs to.
        published: publication time (ISO 8601, UTC), or empty where not known.
        url: where it was fetched from, or empty.
        file: its name.
        sha256: of the file as received.
        size: bytes.
        members: for each member read: name, bytes, rows, encoding, format.
    """

    id: str
    title: str
    format: str
    vintage: int
    published: str
    url: str
    file: str
    sha256: str
    size: int
    members: tuple[dict[str, Any], ...]


@dataclass(frozen=True)
class TableFile:
    """One Parquet file of an edition: name, rows, bytes, hash."""

    name: str
    path: str
    rows: int
    size: int
    sha256: str


@dataclass(frozen=True)
class Edition:
    """What ``edition.json`` says.

    Attributes:
        id: name of the edition; also of its directory.
        label: for readers, for example ``2019 edition`` or ``Demonstration edition 2024``.
        demonstration: True when any source was made by the demonstration generator.
        schema_version: version of the published tables.
        sources: newest first.
        coverage: one entry a source and table.
        tables: the Parquet files.
        checks: every warning and note of the checks, as ``Problem.to_dict`` gives them.
        code: version of the software that built it.
        summaries: the Parquet files of sums over everything, each named for its table and for
            one of ``outcomes.schema.SUMMARIES``: ``sentences-all-offences``.
        neighbours: what each source of residents or of recorded crime covers, newest first.
        neighbour_tables: the Parquet files of ``outcomes.neighbour_tables``.
    """

    id: str
    label: str
    demonstration: bool
    schema_version: int
    sources: tuple[SourceFile, ...]
    coverage: tuple[Coverage, ...]
    tables: tuple[TableFile, ...]
    checks: tuple[dict[str, Any], ...] = ()
    code: str = ""
    summaries: tuple[TableFile, ...] = ()
    neighbours: tuple[NeighbourCoverage, ...] = ()
    neighbour_tables: tuple[TableFile, ...] = ()

    @property
    def files(self) -> tuple[TableFile, ...]:
        """Every Parquet file of the edition."""
        return (*self.tables, *self.summaries, *self.neighbour_tables)

    @cached_property
    def source_by_id(self) -> dict[str, SourceFile]:
        """Sources by identifier."""
        return {source.id: source for source in self.sources}

    def to_json(self) -> str:
        """The text of ``edition.json``, the same for the same edition."""
        return json.dumps(asdict(self), indent=1, sort_keys=True, ensure_ascii=False) + "\n"

    @classmethod
    def from_json(cls, text: str | bytes) -> Edition:
        """Read ``edition.json``; EditionUnavailable when it is not one."""
        try:
            return _edition_from_dict(json.loads(text))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise EditionUnavailable(f"edition.json cannot be read: {error}") from error


def _edition_from_dict(raw: dict[str, Any]) -> Edition:
    return Edition(
        **{
            **raw,
            "sources": tuple(
                SourceFile(**{**source, "members": tuple(source["members"])})
                for source in raw["sources"]
            ),
            "coverage": tuple(_coverage_from_dict(coverage) for coverage in raw["coverage"]),
            "tables": tuple(TableFile(**table) for table in raw["tables"]),
            "checks": tuple(raw.get("checks", ())),
            "summaries": tuple(TableFile(**table) for table in raw.get("summaries", ())),
            "neighbours": tuple(map(NeighbourCoverage.from_dict, raw.get("neighbours", ()))),
            "neighbour_tables": tuple(
                TableFile(**table) for table in raw.get("neighbour_tables", ())
            ),
        }
    )


def _coverage_from_dict(raw: dict[str, Any]) -> Coverage:
    tuples = {name: tuple(raw[name]) for name in ("years", "areas", "keys", "measures")}
    by_year = {int(year): tuple(bands) for year, bands in raw["age_ranges"].items()}
    totals = {
        measure: {int(year): value for year, value in years.items()}
        for measure, years in raw["totals"].items()
    }
    provisional = tuple(raw.get("provisional", ()))
    return Coverage(
        **{**raw, **tuples, "age_ranges": by_year, "totals": totals, "provisional": provisional}
    )


def edition_directory(data_dir: Path, edition: str) -> Path:
    """Where an edition's files lie; EditionUnavailable when the identifier is not one."""
    if not EDITION_ID.match(edition):
        raise EditionUnavailable(f"not an edition identifier: {edition!r}")
    return data_dir / "editions" / edition
