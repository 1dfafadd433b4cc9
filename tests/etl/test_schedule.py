"""When a refresh runs, what is told of it, and how it ends."""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.fetching.refresher import Refresher, Seen, news, refresh_command
from etl.fetching.release_days import ended_warning, overdue
from etl.fetching.schedule import ReleaseTrigger, next_check
from outcomes.release_days import LONDON, USUAL_WEEKDAY, ReleaseDay, release_days
from tests.etl.govuk_builders import day

RELEASE = date(2026, 4, 30)
DAYS = (day("December 2025", "2026-04-30"),)
moments = st.datetimes(datetime(2016, 1, 1), datetime(2036, 1, 1)).map(  # noqa: DTZ001
    lambda moment: moment.replace(tzinfo=UTC)
)


def checks(on: date, days: tuple[ReleaseDay, ...] = DAYS) -> list[datetime]:
    """Every check of one day in London."""
    start = datetime(on.year, on.month, on.day, tzinfo=LONDON)
    found, moment = [], next_check(start - timedelta(minutes=1), days).astimezone(LONDON)
    while moment.date() == on:
        found.append(moment)
        moment = next_check(moment, days).astimezone(LONDON)
    return found


def test_around_half_past_nine_of_a_release_day_every_minute() -> None:
    often = [one for one in checks(RELEASE) if 9 <= one.hour <= 10]
    around = [one.strftime("%H:%M") for one in often]
    assert around == [f"09:{minute:02}" for minute in range(25, 60)] + ["10:00", "10:35"]


def test_otherwise_hourly() -> None:
    for on in (RELEASE - timedelta(days=1), RELEASE + timedelta(days=1)):
        assert [one.strftime("%H:%M") for one in checks(on)] == [f"{h:02}:35" for h in range(24)]


@pytest.mark.parametrize(("on", "hours"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25)])
def test_when_the_clocks_change_no_hour_is_left_out_or_doubled(on: date, hours: int) -> None:
    utc = [one.astimezone(UTC) for one in checks(on)]
    assert len(utc) == hours
    assert {after - before for before, after in pairwise(utc)} == {timedelta(hours=1)}


@pytest.mark.parametrize(("on", "utc_hour"), [(date(2026, 1, 29), 9), (date(2026, 7, 30), 8)])
def test_half_past_nine_is_that_of_london(on: date, utc_hour: int) -> None:
    days = (ReleaseDay("any", on, on, certain=True),)
    found = next_check(datetime(on.year, on.month, on.day, utc_hour, 29, tzinfo=UTC), days)
    assert (found.hour, found.minute) == (utc_hour, 30)


def test_an_uncertain_release_is_looked_for_on_every_working_day_of_its_span() -> None:
    days = (day("March 2026", "2026-07-20", "2026-07-31"),)
    often = [on for on in range(18, 32) if len(checks(date(2026, 7, on), days)) > 24]
    assert often == [20, 21, 22, 23, 24, 27, 28, 29, 30, 31]


@given(moments)
def test_the_next_check_is_soon_and_on_a_full_minute(moment: datetime) -> None:
    found = next_check(moment, DAYS)
    assert timedelta(0) < found - moment <= timedelta(hours=1)
    assert (found.second, found.microsecond) == (0, 0)


def test_a_release_is_found_within_a_quarter_of_an_hour_on_any_day() -> None:
    for on in (RELEASE, date(2026, 5, 1)):
        published = datetime(on.year, on.month, on.day, 9, 30, tzinfo=LONDON)
        assert next_check(published, DAYS) - published <= timedelta(minutes=15)


def test_the_first_refresh_is_at_once_and_missed_ones_are_not_made_up_for() -> None:
    trigger, now = ReleaseTrigger(DAYS), datetime(2026, 5, 1, 12, 0, tzinfo=UTC)
    assert trigger.get_next_fire_time(None, now) == now
    long_ago = now - timedelta(days=3)
    assert trigger.get_next_fire_time(long_ago, now) == now + timedelta(minutes=35)


def test_the_table_of_release_days_is_in_order_and_on_working_days() -> None:
    days = release_days()
    assert days
    assert [one.period for one in days] == [one.period for one in sorted(days, key=_first)]
    for one in days:
        assert one.first_day <= one.last_day
        assert one.includes(one.first_day)
        assert one.period.split()[0] in ("March", "June", "September", "December")


def test_after_the_last_day_that_is_known_every_thursday_counts_as_one() -> None:
    after = [RELEASE + timedelta(days=days) for days in range(1, 22)]
    often = [on for on in after if len(checks(on)) > 24]
    assert often == [date(2026, 5, 7), date(2026, 5, 14), date(2026, 5, 21)]
    around = [one.strftime("%H:%M") for one in checks(often[0]) if one.hour == 9]
    assert around == [f"09:{minute:02}" for minute in range(25, 60)]
    assert [len(checks(on, ())) > 24 for on in often] == [True] * 3


def test_while_another_day_is_known_a_thursday_is_a_day_like_others() -> None:
    days = (*DAYS, day("March 2026", "2026-07-20", "2026-07-31"))
    assert len(checks(date(2026, 5, 7), days)) == 24


def test_the_certain_days_of_the_table_are_on_the_weekday_that_is_watched_after_it() -> None:
    certain = [one.first_day.weekday() for one in release_days() if one.certain]
    assert set(certain) == {USUAL_WEEKDAY}


@pytest.mark.parametrize(
    ("now", "is_told"), [("2026-04-30T08:29", False), ("2026-04-30T08:30", True)]
)
def test_it_is_told_when_no_later_day_is_known(now: str, is_told: bool) -> None:
    moment = datetime.fromisoformat(now).replace(tzinfo=UTC)
    found = ended_warning(DAYS, moment)
    assert (found is not None) is is_told
    if found is not None:
        assert (found.code, found.severity) == ("RELEASE_DAYS_ENDED", "warning")
        assert "no release day after 30 April 2026 is known" in found.message
    assert ended_warning((), moment) is None


def _first(one: ReleaseDay) -> date:
    return one.first_day


def test_without_expected_days_nothing_is_overdue() -> None:
    assert overdue((), (), datetime(2026, 5, 1, tzinfo=UTC)) is None


FINE = Seen(0, "unchanged", "2024-a", ())
NEW = Seen(0, "published", "2024-b", ())
NOTED = Seen(0, "unchanged", "2024-a", ("RELEASE_LATE: June 2026 is not published",))
FAILED = Seen(4, "failed", "2024-a", ("NET_DNS: the name cannot be resolved",))
OTHER = Seen(3, "refused", "2024-a", ("ROW_WIDTH: a field is missing",))


@pytest.mark.parametrize(
    ("before", "now", "level", "words"),
    [
        (None, FINE, logging.INFO, "Nothing new; edition 2024-a is served."),
        (FINE, FINE, None, ""),
        (FINE, NEW, logging.INFO, "Edition 2024-b is served now."),
        (None, NEW, logging.INFO, "Edition 2024-b is served now."),
        (FINE, NOTED, logging.INFO, "RELEASE_LATE: June 2026 is not published"),
        (NOTED, NOTED, None, ""),
        (NOTED, FINE, logging.INFO, "What was remarked is over."),
        (FINE, FAILED, logging.WARNING, "exit code 4): NET_DNS: the name cannot be resolved"),
        (FAILED, FAILED, None, ""),
        (FAILED, OTHER, logging.WARNING, "exit code 3): ROW_WIDTH"),
        (FAILED, FINE, logging.INFO, "Refreshes succeed again."),
        (FAILED, NEW, logging.INFO, "Edition 2024-b is served now."),
    ],
)
def test_only_news_is_told(before: Seen | None, now: Seen, level: int | None, words: str) -> None:
    found = news(before, now)
    if level is None:
        assert found is None
    else:
        assert found is not None
        assert found[0] == level
        assert words in found[1]


@pytest.mark.parametrize("output", ["", "[]", "nonsense", '{"problems": [7]}', '{"problems": 7}'])
def test_a_refresh_that_says_nothing_sensible_is_judged_by_its_exit_code(output: str) -> None:
    assert Seen.of(1, output).exit_code == 1
    assert Seen.of(1, output).causes == ("it said nothing that can be read",)


def test_a_refresh_is_a_process_and_its_end_is_told_once(caplog: pytest.LogCaptureFixture) -> None:
    facts = {"outcome": "failed", "problems": [{"code": "NET_DNS", "message": "no name"}]}
    script = f"import sys; print({json.dumps(json.dumps(facts))}); sys.exit(4)"
    refresher = Refresher((sys.executable, "-c", script))
    with caplog.at_level(logging.INFO):
        refresher.run()
        refresher.run()
    assert caplog.messages == ["Refresh failed (exit code 4): NET_DNS: no name."]


def test_another_run_that_is_on_is_no_news(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        Refresher((sys.executable, "-c", "import sys; sys.exit(6)")).run()
    assert caplog.messages == []


def test_once_stopped_nothing_begins() -> None:
    refresher = Refresher(("/nonexistent",))
    refresher.stop()
    refresher.run()


def test_the_command_is_that_of_the_command_line(tmp_path: Path) -> None:
    command = refresh_command(tmp_path)
    assert command[:4] == (sys.executable, "-m", "etl", "refresh")
    assert command[-2:] == ("--data-dir", str(tmp_path))
