"""The loader beside other ways to read the same files."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.measure import Spent, Spread, in_turn, python, run
from bench.others import extract

OURS = "this loader"
SCANS = {"DuckDB, bare scan": "duckdb", "pyarrow, bare scan": "pyarrow"}
FROM_ZIPS = {"raw inflation": "inflate", "pandas, the same work": "pandas"}


@dataclass(frozen=True)
class Compared:
    """Several runs of every way to read some files, made in turn."""

    name: str
    rows: int
    runs: dict[str, list[Spent]]

    def seconds(self, way: str) -> Spread:
        """How long a way took."""
        return Spread(tuple(one.wall for one in self.runs[way]))

    def peak(self, way: str) -> float:
        """The most megabytes that a way held in any run."""
        return max(one.peak for one in self.runs[way]) / 1e6


def compare(name: str, zips: Sequence[Path], scratch: Path, rounds: int) -> Compared:
    """Read the same zips every way, in turn."""
    csvs = [str(path) for path in extract(zips, scratch / f"{name}-csv")]
    paths = [str(path) for path in zips]
    numbers = itertools.count()

    def ours() -> Spent:
        data_dir = scratch / f"{name}-{next(numbers)}"
        return run(python("-m", "etl", "ingest", *paths, "--data-dir", str(data_dir)))

    def other(way: str, files: Sequence[str]) -> Callable[[], Spent]:
        return lambda: run(python("-m", "bench.others", way, *files))

    ways = {OURS: ours}
    ways |= {label: other(way, csvs) for label, way in SCANS.items()}
    ways |= {label: other(way, paths) for label, way in FROM_ZIPS.items()}
    found = in_turn(ways, rounds)
    return Compared(name, _lines(csvs), found)


def _lines(csvs: Sequence[str]) -> int:
    total = 0
    for name in csvs:
        with Path(name).open("rb") as source:
            total += (
                sum(block.count(b"\n") for block in iter(lambda: source.read(1 << 24), b"")) - 1
            )
    return total


def nothing_new(scratch: Path, rounds: int) -> tuple[Spread, Spread]:
    """Seconds of processor, and in all, of a refresh that finds what it found before."""
    from tests.etl.fault_server import FaultServer
    from tests.etl.govuk_builders import GovUk
    from tests.etl.refreshing import source_zip

    with FaultServer() as server:
        GovUk(server).add_release("December 2024", {"obo_2010_2024.zip": source_zip(2024, 10)})
        told = {"GOVUK_URL": server.url, "OUTCOMES_DATA_DIR": str(scratch / "refreshed")}
        command = python("-m", "etl", "refresh")
        run(command, told)
        runs = [run(command, told) for _ in range(rounds)]
    processor = Spread(tuple(one.processor for one in runs))
    return processor, Spread(tuple(one.wall for one in runs))
