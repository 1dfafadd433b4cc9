"""Minutes of fuzzing, led by the branches taken: ``python -m tests.fuzz [TARGET] [--seconds N]``.

Each target runs in a process of its own, which may use a gigabyte and five seconds an input, or it
fails. What is found is kept in ``.hypothesis/fuzz``, to be tried again the next time.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

import atheris

FOUND = Path(__file__).resolve().parents[2] / ".hypothesis" / "fuzz"
MOST_MEGABYTES, MOST_SECONDS_EACH, MOST_BYTES = 1_024, 5, 20_000

with atheris.instrument_imports(include=["etl", "outcomes", "zipfile"]):
    from tests.fuzz.targets import TARGETS, seeds


def fuzz_one(name: str, seconds: int) -> None:
    """Fuzz one target in this process, which ends with it."""
    corpus = FOUND / name
    corpus.mkdir(parents=True, exist_ok=True)
    for number, content in enumerate(seeds(name)):
        (corpus / f"seed-{number}").write_bytes(content)
        TARGETS[name](content)  # what is loaded only once is no input's fault
    limits = {
        "max_total_time": seconds,
        "rss_limit_mb": MOST_MEGABYTES,
        "timeout": MOST_SECONDS_EACH,
        "max_len": MOST_BYTES,
        "print_final_stats": 1,
        "verbosity": 0,
        "artifact_prefix": f"{FOUND}/{name}-",
    }
    options = [f"-{option}={value}" for option, value in limits.items()]
    atheris.Setup([sys.argv[0], *options, str(corpus)], TARGETS[name])
    atheris.Fuzz()


def main() -> int:
    """The command line; 1 when a target failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", nargs="?", choices=TARGETS)
    parser.add_argument("--seconds", type=int, default=60, help="for each target")
    chosen = parser.parse_args()
    if chosen.target:
        fuzz_one(chosen.target, chosen.seconds)
    failed = []
    for name in TARGETS:
        sys.stdout.write(f"{name}: {chosen.seconds} seconds\n")
        sys.stdout.flush()
        command = [sys.executable, "-m", "tests.fuzz", name, "--seconds", str(chosen.seconds)]
        if subprocess.run(command, check=False).returncode:
            failed.append(name)
    if failed:
        sys.stderr.write(f"failed: {', '.join(failed)}; the inputs are in {FOUND}\n")
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
