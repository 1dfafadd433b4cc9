"""When releases are expected, as ``data/reference/release_days.csv`` has it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from zoneinfo import ZoneInfo

from outcomes.reference import read_reference

LONDON = ZoneInfo("Europe/London")
PUBLISHED_AT = time(9, 30)


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
