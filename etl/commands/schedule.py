"""``schedule``: refreshes from time to time, until it is told to stop."""

from __future__ import annotations

import logging
import os
import sys

from etl.commands.options import DataDir
from etl.fetching.refresher import Refresher, refresh_command
from etl.fetching.schedule import run_schedule
from outcomes.editions import data_directory

BEHIND_READERS = 10


def schedule(data_dir: DataDir = None) -> None:
    """Refresh at once, then every hour, and every minute around 9:30 on release days.

    Release days are those of data/reference/release_days.csv; after the last of them, Thursdays.

    Runs until it is told to stop (SIGTERM or Ctrl-C), which ends a refresh under way cleanly. It
    writes a line when there is news: an edition, a failure, its end. Refreshes stand behind whoever
    reads the site on the same machine.
    """
    os.nice(BEHIND_READERS)
    logging.basicConfig(
        level=logging.INFO, stream=sys.stderr, format="%(asctime)s %(levelname)s %(message)s"
    )
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    run_schedule(Refresher(refresh_command(data_directory(data_dir))))
