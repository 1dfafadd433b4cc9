"""What an edition says of itself, made from what was built: the same for the same content."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, replace
from typing import TYPE_CHECKING

from etl import __version__
from outcomes.editions import Edition, SourceFile, TableFile
from outcomes.errors import CheckError, Problem
from outcomes.schema import SCHEMA_VERSION

if TYPE_CHECKING:
    from etl.build import Build


def describe_build(
    build: Build,
    tables: tuple[TableFile, ...],
    summaries: tuple[TableFile, ...] = (),
    neighbour_tables: tuple[TableFile, ...] = (),
) -> Edition:
    """The edition that a build makes, with its identifier.

    No clock and no place enters it, so that the same files and code give the same edition.

    Raises:
        CheckError: ``EDITION_EMPTY`` when no source gives any year.
    """
    years = [year for coverage in build.coverage for year in coverage.years]
    if not years or not tables:
        message = "the files hold no rows of any year: there is nothing to publish"
        raise CheckError((Problem("EDITION_EMPTY", message),))
    sources = tuple(sorted((*build.sources, *build.neighbours.sources), key=_newness, reverse=True))
    order = {source.id: place for place, source in enumerate(sources)}
    coverage = sorted(build.coverage, key=lambda one: (order[one.source], one.table))
    name = "Demonstration edition {}" if build.demonstration else "{} edition"
    edition = Edition(
        id="",
        label=name.format(max(years)),
        demonstration=build.demonstration,
        schema_version=SCHEMA_VERSION,
        sources=sources,
        coverage=tuple(coverage),
        tables=tables,
        summaries=summaries,
        neighbours=build.neighbours.coverage,
        neighbour_tables=neighbour_tables,
        checks=tuple(problem.to_dict() for problem in build.problems),
        code=__version__,
    )
    return replace(edition, id=identify(edition, max(years)))


def _newness(source: SourceFile) -> tuple[int, str, str]:
    return source.vintage, source.published, source.id


def identify(edition: Edition, last_year: int | None = None) -> str:
    """The identifier that belongs to an edition's content, whatever identifier it carries.

    Checks against the edition before do not enter it: the same files give the same edition,
    whatever was served when they came.
    """
    content = {name: value for name, value in asdict(edition).items() if name != "id"}
    content["checks"] = [check for check in edition.checks if "against" not in check]
    text = json.dumps(content, sort_keys=True, ensure_ascii=False)
    if last_year is None:
        last_year = max(year for coverage in edition.coverage for year in coverage.years)
    name = f"{last_year}-{hashlib.sha256(text.encode()).hexdigest()[:12]}"
    return f"demonstration-{name}" if edition.demonstration else name
