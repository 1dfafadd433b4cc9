"""Runs commands of packages that the loader may not import: they write words and pictures."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def run_beside(module: str, options: Mapping[str, object], *, quiet: bool) -> int:
    """Run a module's command line in a process of its own; its exit code.

    Args:
        module: its name, ``api.write_stories``.
        options: with their values; those without one are left out.
        quiet: whether what it prints to standard output is dropped.
    """
    given = [text for name, value in options.items() if value for text in (name, str(value))]
    command = [sys.executable, "-m", module, *given]
    said = subprocess.DEVNULL if quiet else None
    return subprocess.run(command, env=_environment(), stdout=said, check=False).returncode  # noqa: S603


def _environment() -> dict[str, str]:
    """This process's environment, in which the packages are found from any directory."""
    known = [str(ROOT), os.environ.get("PYTHONPATH", "")]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, known))}
