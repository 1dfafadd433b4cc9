"""What to say of an expected release that did not come, and when none is expected."""

from __future__ import annotations

from datetime import datetime, timedelta

from etl.fetching.documents import Documents
from etl.fetching.govuk import ANNOUNCEMENTS, Announcement, Release
from outcomes.errors import NetworkError, Problem
from outcomes.release_days import ReleaseDay, days_ended

REMEMBERED_FOR = timedelta(days=120)


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


def ended_warning(days: tuple[ReleaseDay, ...], now: datetime) -> Problem | None:
    """What is to be said when no later release is expected in the table; None while one is."""
    message = days_ended(days, now)
    if message is None:
        return None
    hint = "Add the days that the Ministry announces to data/reference/release_days.csv"
    return Problem("RELEASE_DAYS_ENDED", message, "warning", hint=hint)


def _words(day: ReleaseDay, said: Announcement | None) -> tuple[str, str]:
    expected = f"{day.period}, {'' if day.certain else 'provisionally '}expected {day},"
    if said is None:
        return "RELEASE_LATE", f"{expected} is not published"
    reason = f": {said.reason}" if said.reason else ""
    if said.state == "cancelled":
        return "RELEASE_CANCELLED", f"{expected} was cancelled{reason}"
    return "RELEASE_POSTPONED", f"{expected} is now announced for {said.expected}{reason}"
