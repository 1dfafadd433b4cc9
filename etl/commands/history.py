"""``history``: every switch from one edition to another."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from etl.commands.options import AsJson, DataDir
from etl.commands.report import reporting
from etl.publishing.history import Switch, kept_editions, rolled_back, served_pointer, switches

SERVED = {
    True: "",
    False: "  (never served: the run ended before the switch)",
    None: "  (nobody can tell whether it was served: the entry after it is lost)",
}


def history(data_dir: DataDir = None, as_json: AsJson = False) -> None:
    """List every switch of the edition that is served, oldest first, with its reason.

    The edition that is served is marked with an arrow. Editions that clean-up removed since are
    listed too; those that are kept can be served again with rollback.
    """
    with reporting(data_dir, as_json) as report:
        entries = switches(report.data_dir)
        facts = list(_facts(report.data_dir, entries))
        pointer = served_pointer(report.data_dir)
        report.facts = {"edition": pointer.edition if pointer else None, "switches": facts}
        report.lines = [_line(entry) for entry in facts] or ["Nothing has been published yet."]


def _facts(data_dir: Path, entries: tuple[Switch, ...]) -> Iterator[dict[str, Any]]:
    kept, blocked = kept_editions(data_dir), rolled_back(data_dir)
    current = served_pointer(data_dir)
    for entry in entries:
        pointer = entry.pointer
        yield {
            "sequence": pointer.sequence,
            "edition": pointer.edition,
            "switched": pointer.switched,
            "reason": pointer.reason,
            "previous": pointer.previous,
            "served": entry.served,
            "current": current is not None and current.sequence == pointer.sequence,
            "kept": pointer.edition in kept,
            "rolled_back": pointer.edition in blocked,
        }


def _line(entry: dict[str, Any]) -> str:
    mark = "→" if entry["current"] else " "
    removed = "" if entry["kept"] else "  (removed)"
    moment, edition, reason = entry["switched"], entry["edition"], entry["reason"]
    tail = f"{removed}{SERVED[entry['served']]}"
    return f"{mark} {entry['sequence']:>5}  {moment}  {edition}  {reason}{tail}"
