"""When releases are expected, and what to say of one that did not come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from etl.fetching.documents import Documents
from etl.fetching.govuk import ANNOUNCEMENTS, Announcement, Release
from outcomes.errors import NetworkError, Problem
from outcomes.reference import read_reference

LONDON = ZoneInfo("Europe/London")
PUBLISHED_AT = time(9, 30)
REMEMBERED_FOR = timedelta(days=120)


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


def overdue(
    releases: tuple[Release, ...], days: tuple[ReleaseDay, ...], now: datetime
) -> ReleaseDay | None:
    """The last release whose day has passed though it is not listed; None when all came."""
    passed = [one for one in days if one.is_over(now)]
    if not passed or passed[-1].period in {release.period for release in releases}:
        return None
    recent = now.date() - passed[-1].last_day <= REMEMBERED_FOR
    return passed[-1] if recent else None


def absence_note(day: ReleaseDay, documents: Documents) -> Problem:
    """What is to be said of a release that did not come: no error, the day may have changed."""
    path = ANNOUNCEMENTS + day.period.lower().replace(" ", "-")
    try:
        announcement = documents.announcement(path)
    except NetworkError:
        announcement = None
    code, message = _words(day, announcement)
    return Problem(code, message, "note", file=path)


def _words(day: ReleaseDay, said: Announcement | None) -> tuple[str, str]:
    expected = f"{day.period}, {'' if day.certain else 'provisionally '}expected {day},"
    if said is None:
        return "RELEASE_LATE", f"{expected} is not published"
    reason = f": {said.reason}" if said.reason else ""
    if said.state == "cancelled":
        return "RELEASE_CANCELLED", f"{expected} was cancelled{reason}"
    return "RELEASE_POSTPONED", f"{expected} is now announced for {said.expected}{reason}"
