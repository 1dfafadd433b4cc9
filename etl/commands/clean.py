"""``clean``: editions that nobody needs any more are removed."""

from __future__ import annotations

from etl.commands.options import AsJson, DataDir
from etl.commands.report import reporting
from etl.publishing.cleanup import clean_up
from etl.publishing.history import kept_editions
from etl.publishing.lock import hold_lock


def clean(data_dir: DataDir = None, as_json: AsJson = False) -> None:
    """Move editions that nobody needs any more to the trash; delete what lay there a week.

    Kept are: what is served, the eight editions before it, everything served in the last ninety
    days, editions that were rolled back, and each edition with a file of its name in pins.
    """
    with reporting(data_dir, as_json) as report, hold_lock(report.data_dir) as lock:
        cleaned = clean_up(lock)
        report.facts = {
            "moved": list(cleaned.moved),
            "deleted": list(cleaned.deleted),
            "receipts": cleaned.receipts,
        }
        for name in cleaned.moved:
            report.say(f"Moved to the trash: {name}")
        for name in cleaned.deleted:
            report.say(f"Deleted: {name}")
        kept = len(kept_editions(report.data_dir))
        report.say(f"Kept: {kept} edition{'' if kept == 1 else 's'}.")
