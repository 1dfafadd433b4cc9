"""``python -m bench``: measures everything and writes ``docs/performance.md``."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench import growth, ingest, load, machine, painting, postcodes, report, serving, site, wire
from bench.measure import ROOT, Spread, in_child
from bench.others import extract
from bench.proxy import NGINX
from bench.results import Crowd, Results
from bench.runs import text

PAGE = ROOT / "docs" / "performance.md"
REAL = Path(os.environ.get("OUTCOMES_REAL_DATA", ROOT.parent / "shared" / "data")) / "moj"
FULL_ROWS, QUICK_ROWS = 8_200_000, 500_000
WEIGHED = ("/", "/prosecutions", "/areas")


def main() -> int:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small releases, few rounds")
    parser.add_argument("--rounds", type=int, help="runs of the loader and the other ways")
    parser.add_argument("--no-load", action="store_true", help="without crowds of readers")
    parser.add_argument("--print", action="store_true", help="print the page instead of writing it")
    options = parser.parse_args()
    rounds = options.rounds or (1 if options.quick else 3)
    with tempfile.TemporaryDirectory(prefix="outcomes-bench-") as scratch:
        found = measure(Path(scratch), rounds, quick=options.quick, crowds=not options.no_load)
    page = report.write(found)
    if options.print or options.quick:
        print(page)
    else:
        PAGE.write_text(page, "utf-8")
    return 0


def measure(scratch: Path, rounds: int, *, quick: bool, crowds: bool) -> Results:
    """Measure everything, one part after the other."""
    from etl.demonstration.neighbours import write_neighbours
    from etl.demonstration.release import write_release

    found = Results(quick, load=[machine.load()])
    zips = write_release(scratch / "release", QUICK_ROWS if quick else FULL_ROWS)
    real = sorted(REAL.glob("*.zip"))
    for name, files in (("the two real files", real), ("a full-size release", zips)):
        if files:
            _say(f"loading {name}")
            found.ingest.append(ingest.compare(name, files, scratch, rounds))
    beside = [
        *_neighbours(),
        *extract(write_neighbours(scratch / "neighbours"), scratch / "beside"),
        postcodes.write_postcodes(
            scratch / "postcodes.csv", postcodes.QUICK_ROWS if quick else postcodes.FULL_ROWS
        ),
    ]
    found.neighbours = in_child("neighbours", str(2 * rounds + 1), *map(str, beside))
    found.unchanged = ingest.nothing_new(scratch, rounds + 2)[0]
    data_dir = max(scratch.glob("a full-size release-[0-9]"))
    _ask(found, data_dir, rounds)
    _serve(found, data_dir, rounds)
    if crowds:
        _say("many readers")
        found.crowds = _crowds((100,) if quick else (200, 1_000), 30.0 if quick else 90.0)
    _grow(found, data_dir, scratch, quick=quick)
    found.load.append(machine.load())
    return found


def _neighbours() -> list[Path]:
    """The real files of residents and recorded crime, where they are."""
    found = [*REAL.parent.glob("geography/*.csv"), *REAL.parent.glob("home-office/*.csv.gz")]
    return sorted(found)


def _ask(found: Results, data_dir: Path, rounds: int) -> None:
    _say("questions")
    found.questions = in_child("questions", str(data_dir), str(rounds + 1), "others")
    _say("the site in one process")
    told = {"OUTCOMES_DATA_DIR": str(data_dir), **serving.UNLIMITED}
    found.site = in_child("site", str(4 * rounds + 4), **told)
    found.packs = site.all_packs(data_dir, data_dir.parent / "packs", rounds)


def _serve(found: Results, data_dir: Path, rounds: int) -> None:
    _say("the site as served")
    found.ready = serving.starts(data_dir, rounds + 2)
    with serving.serve(data_dir, None) as served:
        serving.tour(served)
        found.memory = serving.memory(served)
        chromium = os.environ.get("CHROMIUM") or "/usr/bin/chromium"
        if Path(chromium).exists():
            found.weight = wire.weigh(served, WEIGHED, chromium)
            found.paint = painting.paint(served, painting.SEEN, chromium, rounds)


def _crowds(readers: Sequence[int], seconds: float) -> list[Crowd]:
    runs = load.measure(readers, seconds)
    if NGINX:
        runs += load.measure(readers[-1:], seconds, proxied=True)
    crowds = []
    for run in runs:
        every = tuple(value * 1_000 for values in run.tally.seconds.values() for value in values)
        errors = sum(run.tally.wrong.values())
        p95 = Spread(every).percentile(95)
        crowds.append(Crowd(run.readers, run.proxied, p95, errors, text(run)))
    return crowds


def _grow(found: Results, data_dir: Path, scratch: Path, *, quick: bool) -> None:
    _say("growth")
    rows = (50_000, 200_000) if quick else growth.ROWS
    found.rows = growth.by_rows(scratch, 1, rows)
    found.areas = growth.by_areas(data_dir, 5)
    found.editions = growth.by_editions(scratch, (1, 4) if quick else growth.EDITIONS)


def _say(what: str) -> None:
    print(f"measuring: {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
