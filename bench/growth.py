"""What grows with rows, with areas that are compared, and with editions that are kept."""

from __future__ import annotations

import json
import sys
from functools import partial
from pathlib import Path
from typing import Any

from bench.measure import Spread, in_child, milliseconds, python, run
from bench.serving import memory, serve

ROWS = (500_000, 2_000_000, 8_000_000)
AREAS = (1, 11, 22, 43)
EDITIONS = (1, 10, 50)
TINY_ROWS = 12_000
STARTS = 5


def by_rows(scratch: Path, rounds: int, rows: tuple[int, ...] = ROWS) -> list[dict[str, float]]:
    """Loading and asking releases of growing size."""
    from etl.demonstration.release import write_release

    found = []
    for number in rows:
        zips = write_release(scratch / f"rows-{number}", number, 1)
        data_dir = scratch / f"rows-{number}-data"
        command = python("-m", "etl", "ingest", *map(str, zips), "--data-dir", str(data_dir))
        runs = [run(command) for _ in range(rounds)]
        asked = in_child("questions", str(data_dir), "2", "alone")
        found.append(
            {
                "rows": number,
                "seconds": Spread(tuple(one.wall for one in runs)).middle,
                "peak": max(one.peak for one in runs) / 1e6,
                **_percentiles(asked),
            }
        )
    return found


def _percentiles(asked: dict[str, list[float]]) -> dict[str, float]:
    found: dict[str, float] = {}
    for way in ("cold", "warm"):
        spread = Spread(tuple(asked[way]))
        found |= {f"{way} p50": spread.middle, f"{way} p95": spread.percentile(95)}
    return found


def by_areas(data_dir: Path, rounds: int) -> list[dict[str, float]]:
    """Comparing more and more areas, in the query and in the page."""
    return list(in_child("growth", "areas", str(rounds), OUTCOMES_DATA_DIR=str(data_dir)))


def _compare_areas(rounds: int) -> list[dict[str, float]]:
    from bench.site import Client
    from outcomes import areas
    from outcomes.editions import data_directory
    from outcomes.queries import work_out
    from outcomes.selection import Selection
    from outcomes.store import open_store

    client, found = Client(), []
    loaded = open_store(data_directory()).edition()
    every = [area.slug for area in areas.police_force_areas()]
    for number in AREAS:
        chosen = every[:number]
        asked = Selection(offences=("stalking",), areas=tuple(chosen), by=("year", "area"))
        value = {"offence": "stalking", "area": ",".join(chosen)}
        ask, change = (
            partial(work_out, loaded, asked),
            partial(client.change, "prosecutions", value),
        )
        ask(), change()
        times = {
            name: Spread(tuple(milliseconds(task) for _ in range(rounds))).middle
            for name, task in (("query", ask), ("callback", change))
        }
        found.append({"areas": number, **times})
    return found


def by_editions(scratch: Path, numbers: tuple[int, ...] = EDITIONS) -> list[dict[str, float]]:
    """Start, memory and questions with more and more editions kept."""
    data_dir, found, kept = scratch / "kept", [], 0
    for number in numbers:
        in_child("growth", "publish", str(data_dir), str(kept), str(number))
        kept = number
        ready = []
        for _ in range(STARTS):
            with serve(data_dir, 1) as served:
                ready.append(served.ready)
                held = memory(served)["pss"]
        asked = [in_child("questions", str(data_dir), "2", "alone") for _ in range(STARTS)]
        times = {way: [time for each in asked for time in each[way]] for way in asked[0]}
        start = Spread(tuple(ready)).middle
        found.append({"editions": number, "ready": start, "pss": held, **_percentiles(times)})
    return found


def _publish(data_dir: Path, first: int, end: int) -> None:
    from etl.build import build
    from etl.demonstration.release import write_release
    from etl.publishing.publish import publish

    for seed in range(first, end):
        publish(build(write_release(data_dir.parent / "tiny", TINY_ROWS, seed)), data_dir)


def main(arguments: list[str]) -> Any:
    """What a process of its own is for."""
    if arguments[0] == "areas":
        return _compare_areas(int(arguments[1]))
    _publish(Path(arguments[1]), int(arguments[2]), int(arguments[3]))
    return None


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1:])))
