"""When releases are expected, as ``data/reference/release_days.csv`` has it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from zoneinfo import ZoneInfo

from outcomes.reference import read_reference

LONDON = ZoneInfo("Europe/London")
PUBLISHED_AT = time(9, 30)
# Of the days whose date is certain, all were Thursdays.
USUAL_WEEKDAY = 3


@dataclass(frozen=True, slots=True)
class ReleaseDay:
    """When a release is expected.

    Attributes:
        period: ``June 2026``.
        first_day: the day, or the first of those it may be.
        last_day: the last of those.
        certain: whether the Ministry confirmed it.
    """

    period: str
    first_day: date
    last_day: date
    certain: bool

    def includes(self, day: date) -> bool:
        """Whether the release may come on this day: never on a Saturday or Sunday."""
        return self.first_day <= day <= self.last_day and day.weekday() < 5

    def is_over(self, now: datetime) -> bool:
        """Whether the last moment has passed."""
        return now >= datetime.combine(self.last_day, PUBLISHED_AT, LONDON)

    def __str__(self) -> str:
        last = f"{self.last_day.day} {self.last_day:%B %Y}"
        return last if self.first_day == self.last_day else f"by {last}"


@cache
def release_days() -> tuple[ReleaseDay, ...]:
    """The expected days of ``data/reference/release_days.csv``, oldest first."""
    rows = read_reference("release_days")
    days = [
        ReleaseDay(
            row["period"],
            date.fromisoformat(row["first_day"]),
            date.fromisoformat(row["last_day"]),
            row["certain"] == "yes",
        )
        for row in rows
    ]
    return tuple(sorted(days, key=lambda one: one.first_day))


def next_release(now: datetime) -> ReleaseDay | None:
    """The release that is expected next; None when no later day is in the table."""
    return next((one for one in release_days() if not one.is_over(now)), None)


def is_watched(day: date, days: Sequence[ReleaseDay]) -> bool:
    """Whether a release may come on a day: as expected, or on a Thursday after all expected days.

    A table that nobody has continued must not make the watch less attentive.
    """
    if any(one.last_day >= day for one in days):
        return any(one.includes(day) for one in days)
    return day.weekday() == USUAL_WEEKDAY


def days_ended(days: Sequence[ReleaseDay], now: datetime) -> str | None:
    """What to say when the last expected day has passed; None while another is to come."""
    if not days or not all(one.is_over(now) for one in days):
        return None
    last = max(one.last_day for one in days)
    return (
        f"no release day after {last.day} {last:%B %Y} is known; until one is, every Thursday "
        "around 9:30 is watched"
    )
