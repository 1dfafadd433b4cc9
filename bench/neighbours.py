"""Times the readers of the figures around the courts' beside a bare reading with pandas.

``python -m bench.neighbours ROUNDS FILE...`` prints JSON: for each file, milliseconds of both.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from bench.measure import milliseconds


def compare(files: Sequence[Path], rounds: int) -> dict[str, dict[str, list[float]]]:
    """Milliseconds of each way, by the name of the file.

    Ours recognises the file by its headers, maps, sums and checks it; pandas only reads it.
    """
    found: dict[str, dict[str, list[float]]] = {}
    for path in files:
        ways = {"ours": partial(_ours, path), "pandas": partial(_pandas, path)}
        for way in ways.values():
            way()  # imports, and tables of labels
        times = found.setdefault(path.name, {name: [] for name in ways})
        for _ in range(rounds):
            for name, way in ways.items():
                times[name].append(milliseconds(way))
    return found


def _ours(path: Path) -> None:
    from etl.neighbours.build import set_apart

    others, made = set_apart([path])
    if others or made.problems.errors:
        raise ValueError(f"{path.name} was not read: {made.problems.errors}")


def _pandas(path: Path) -> None:
    import pandas as pd

    pd.read_csv(path)


if __name__ == "__main__":
    print(json.dumps(compare([Path(name) for name in sys.argv[2:]], int(sys.argv[1]))))
