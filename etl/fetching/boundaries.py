"""Asks the ONS for the boundaries of areas now and then, for the second map.

No figure depends on them, so nothing here fails a refresh: what goes wrong is a warning, and the
boundaries that are there stay.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from etl.fetching.answer import Answer
from etl.fetching.hosts import ONS, Hosts, boundary_hosts
from etl.fetching.web import Timing, Web
from etl.neighbours.boundaries import keep_boundaries, make_boundaries
from etl.publishing.clock import moment_of, text_of
from etl.publishing.durable import host_errors, replace_file
from etl.publishing.lock import Lock
from outcomes.boundaries import Boundaries, read_boundaries
from outcomes.errors import HostError, NetworkError, Problem, ProblemsError, SourceError

# The newest ultra-generalised boundaries (500 m), clipped to the coast, that the ONS serves.
VINTAGE = 2023
SERVICE = f"Police_Force_Areas_December_{VINTAGE}_EW_BUC"
LAYER = f"{ONS}/ESMARspQHYMw9BZ9/arcgis/rest/services/{SERVICE}/FeatureServer/0/query"
QUERY = {"where": "1=1", "outFields": "*", "outSR": "4326", "f": "geojson"}
ADDRESS = f"{LAYER}?{urlencode(QUERY)}"
NAME = f"{SERVICE}.geojson"

MOST_BYTES = 8_000_000
SECONDS = 60.0
ASKED_AGAIN = timedelta(days=30)
ASKED_AGAIN_AFTER_TROUBLE = timedelta(days=1)
ASKED_FILE = Path("raw") / "boundaries-asked.json"


@dataclass(frozen=True, slots=True)
class BoundaryAsking:
    """How the ONS is asked.

    Attributes:
        hosts: what may be asked; None for what the environment says.
        timing: clocks and patience.
        seconds: that the whole may take.
    """

    hosts: Hosts | None = None
    timing: Timing = field(default_factory=Timing)
    seconds: float = SECONDS


@dataclass(frozen=True, slots=True)
class BoundariesTold:
    """What came of it.

    Attributes:
        made: new boundaries that were put beside the editions; None when nothing changed.
        trouble: why they could not be had, as a warning; also from earlier, until they can.
    """

    made: Boundaries | None = None
    trouble: Problem | None = None


def refresh_boundaries(lock: Lock, asking: BoundaryAsking | None = None) -> BoundariesTold:
    """Take the boundaries of areas from the ONS, when they are missing or a month old.

    After trouble the ONS is left alone for a day. Boundaries that were loaded by hand stay, unless
    those of the ONS are of a later year.
    """
    asking = asking or BoundaryAsking()
    now = asking.timing.now()
    try:
        hosts = asking.hosts or boundary_hosts()
        before = _read_asked(lock.data_dir)
        if hosts is None or not _is_due(lock.data_dir, before, now):
            return BoundariesTold(trouble=before.trouble if before else None)
        made = _ask(hosts, asking)
        with host_errors(lock.data_dir):
            new = keep_boundaries(made, lock.data_dir)
        told = BoundariesTold(made if new else None)
    except (NetworkError, SourceError, HostError) as error:
        told = BoundariesTold(trouble=_warning(error))
    return _noted(lock.data_dir, _Asked(text_of(now), told.trouble), told)


@dataclass(frozen=True, slots=True)
class _Asked:
    """The last time that the ONS was asked, and what was wrong then."""

    when: str
    trouble: Problem | None


def _is_due(data_dir: Path, before: _Asked | None, now: datetime) -> bool:
    shapes = read_boundaries(data_dir)
    if shapes is not None and shapes.source != NAME and shapes.vintage >= VINTAGE:
        return False
    if before is None or (shapes is None and before.trouble is None):
        return True
    pause = ASKED_AGAIN_AFTER_TROUBLE if before.trouble else ASKED_AGAIN
    return not timedelta(0) <= now - moment_of(before.when) < pause


def _ask(hosts: Hosts, asking: BoundaryAsking) -> Boundaries:
    web = Web(hosts, asking.timing)
    try:
        content = web.get(ADDRESS, web.deadline(asking.seconds), _read)
    finally:
        web.close()
    return make_boundaries(content, NAME)


def _read(answer: Answer) -> bytes:
    return b"".join(answer.chunks(MOST_BYTES))


def _warning(error: ProblemsError) -> Problem:
    cause = error.problems[0]
    return Problem(
        "BOUNDARIES_NOT_TAKEN",
        f"the boundaries of areas could not be taken: {cause.code}: {cause.message}",
        severity="warning",
        file=cause.file,
        hint="The map stays as it was; the ONS is asked again after a day",
    )


def _read_asked(data_dir: Path) -> _Asked | None:
    try:
        raw: dict[str, Any] = json.loads((data_dir / ASKED_FILE).read_text("utf-8"))
        moment_of(raw["when"])
        trouble = Problem(**raw["trouble"]) if raw["trouble"] else None
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None
    return _Asked(raw["when"], trouble)


def _noted(data_dir: Path, asked: _Asked, told: BoundariesTold) -> BoundariesTold:
    """Remember that the ONS was asked; where that cannot be written, that is the trouble."""
    trouble = asked.trouble.to_dict() if asked.trouble else None
    content = json.dumps({"when": asked.when, "trouble": trouble}).encode()
    try:
        replace_file(data_dir / ASKED_FILE, content)
    except HostError as error:
        return BoundariesTold(told.made, told.trouble or _warning(error))
    return told
