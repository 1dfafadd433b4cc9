"""Refreshes by the clock: hourly, and every minute around 9:30 in London on release days.

After the last release day that is known, every Thursday counts as one.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta

from apscheduler.schedulers.blocking import BlockingScheduler
from apscheduler.triggers.base import BaseTrigger

from etl.fetching.refresher import Refresher
from etl.stopping import Stopped, stoppable
from outcomes.release_days import LONDON, ReleaseDay, is_watched, release_days

OFTEN_FROM, OFTEN_UNTIL = time(9, 25), time(10, 0)
# Shortly after 9:30, so that a release on a day that nobody expected is found soon, too.
HOURLY_AT = 35
MINUTE = timedelta(minutes=1)

log = logging.getLogger(__name__)


def next_check(after: datetime, days: Sequence[ReleaseDay]) -> datetime:
    """The next moment to refresh, strictly later than another, on a full minute, in UTC."""
    moment = after.astimezone(UTC).replace(second=0, microsecond=0) + MINUTE
    while not _is_due(moment, days):
        moment += MINUTE
    return moment


def _is_due(moment: datetime, days: Sequence[ReleaseDay]) -> bool:
    local = moment.astimezone(LONDON)
    if moment.minute == HOURLY_AT:
        return True
    around = OFTEN_FROM <= local.time() <= OFTEN_UNTIL
    return around and is_watched(local.date(), days)


class ReleaseTrigger(BaseTrigger):  # type: ignore[misc]  # APScheduler has no types
    """At once, and then whenever ``next_check`` says."""

    def __init__(self, days: Sequence[ReleaseDay]) -> None:
        self._days = days

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime:
        """When to refresh next; what was missed meanwhile is not made up for."""
        return now if previous_fire_time is None else next_check(now, self._days)


def run_schedule(refresher: Refresher, days: Sequence[ReleaseDay] | None = None) -> None:
    """Refresh until SIGTERM or Ctrl-C; a refresh that is under way is ended cleanly.

    Args:
        refresher: runs one refresh.
        days: when releases are expected; None for those of the reference table.
    """
    scheduler = BlockingScheduler(timezone=UTC)
    trigger = ReleaseTrigger(release_days() if days is None else days)
    scheduler.add_job(
        refresher.run, trigger, max_instances=1, coalesce=True, misfire_grace_time=None
    )
    with stoppable():
        try:
            scheduler.start()
        except Stopped:
            log.info("Told to stop.")
        finally:
            refresher.stop()
            scheduler.shutdown()
