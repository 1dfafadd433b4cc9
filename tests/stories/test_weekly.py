"""The weekly text of an area: what came, what changed, nothing at all; and the mail around it."""

from __future__ import annotations

import email
import email.policy
from dataclasses import replace
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from outcomes.editions import Edition
from outcomes.release_days import ReleaseDay, next_release
from outcomes.store import LoadedEdition, open_store
from stories.mail import Envelope, mail_bytes
from stories.weekly import Before, Weekly, build_weekly
from stories.weekly_text import WIDTH, subject_of, text_of
from tests.builders import make_edition

FAMILY = "breach-of-protective-order"
ROOT = "https://figures.example.org"
NOON = datetime(2026, 10, 15, 12, tzinfo=UTC)
OLD = [{"year": 2018, "prosecutions": 1005, "convictions": 871},
       {"year": 2019, "prosecutions": 991, "convictions": 860}]  # fmt: skip
NEW = [*OLD[:1], {"year": 2019, "prosecutions": 994, "convictions": 862},
       {"year": 2020, "prosecutions": 900, "convictions": 780}]  # fmt: skip
KENT = {"police_force_area": "Kent", "year": 2018, "prosecutions": 7, "convictions": 6}


def loaded(place: Path, rows: list[dict[str, Any]], **more: Any) -> LoadedEdition:
    make_edition(place, rows, **more)
    return open_store(place).edition()


@pytest.fixture
def editions(tmp_path: Path) -> tuple[LoadedEdition, LoadedEdition]:
    return loaded(tmp_path / "old", [*OLD, KENT]), loaded(tmp_path / "new", [*NEW, KENT])


def told(editions: tuple[LoadedEdition, LoadedEdition], area: str = "west-midlands") -> Weekly:
    old, new = editions
    return build_weekly(new, Before(old.edition.id, old), area, FAMILY)


def text(weekly: Weekly, upcoming: ReleaseDay | None = None) -> str:
    return text_of(weekly, ROOT, upcoming)


def read_mail(weekly: Weekly, **envelope: Any) -> EmailMessage:
    content = mail_bytes(weekly, text(weekly), Envelope(NOON, **envelope))
    message = email.message_from_bytes(content, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def test_what_came_and_what_changed_is_told_newest_year_first(
    editions: tuple[LoadedEdition, LoadedEdition],
) -> None:
    assert told(editions).figures == (
        "Prosecutions, 2020: 900; new.",
        "Convictions, 2020: 780; new.",
        "Conviction ratio, 2020: 87%; new.",
        "Prosecutions, 2019: 994; it was 991.",
        "Convictions, 2019: 862; it was 860.",
    )


def test_the_text_has_headline_sentences_receipts_and_addresses(
    editions: tuple[LoadedEdition, LoadedEdition],
) -> None:
    weekly = told(editions)
    shown = text(weekly)
    assert shown.startswith("West Midlands: breach of protective order\n\n900 defendants")
    assert f"New since edition {editions[0].edition.id}:\n- Prosecutions, 2020: 900; new." in shown
    assert 1 <= len(weekly.sentences) <= 3
    for claim in weekly.sentences:
        assert f"{ROOT}/verify/{claim.receipt}" in shown
        assert f"{ROOT}/api/v1/observations.csv?" in shown
    assert f"{ROOT}/areas/west-midlands/story?offence={FAMILY}&year=2020&edition=" in shown
    assert "Open Government Licence" in shown
    assert f"{ROOT}/feed.atom?area=west-midlands&offence={FAMILY}" in shown


def test_what_changes_the_meaning_of_a_figure_is_said(tmp_path: Path) -> None:
    only = loaded(tmp_path, NEW, coverage={"courts": "magistrates' courts"})
    weekly = build_weekly(only, Before(), "west-midlands", FAMILY)
    warnings = [one.text for one in weekly.story.notices if one.level == "warning"]
    assert warnings
    assert all(f"Note: {one}" in " ".join(text(weekly).split()) for one in warnings)


def test_lines_are_short_but_for_addresses(
    editions: tuple[LoadedEdition, LoadedEdition],
) -> None:
    long = [line for line in text(told(editions)).splitlines() if len(line) > WIDTH]
    assert long
    assert [line for line in long if "https://" not in line] == []


def test_nothing_new_is_one_line(tmp_path: Path) -> None:
    revised = [OLD[0], {**OLD[1], "prosecutions": 1_200}, KENT]
    editions = (
        loaded(tmp_path / "old", [*OLD, KENT]), loaded(tmp_path / "new", revised),
    )  # fmt: skip
    assert told(editions).is_news
    weekly = told(editions, "kent")
    assert not weekly.is_news
    first, second = text(weekly).splitlines()[:2]
    old, new = (one.edition.id for one in editions)
    assert first == (
        f"Nothing new for Kent on breach of protective order since edition {old}: "
        f"edition {new} is served."
    )
    assert second == ""
    assert "receipt" not in text(weekly)
    assert subject_of(weekly) == "Kent, breach of protective order: nothing new"


def test_the_same_edition_is_nothing_new(editions: tuple[LoadedEdition, LoadedEdition]) -> None:
    _, new = editions
    weekly = build_weekly(new, Before(new.edition.id, new), "west-midlands", FAMILY)
    assert not weekly.is_news
    assert text(weekly).startswith("Nothing new for West Midlands")


@pytest.mark.parametrize(
    ("before", "words"),
    [
        (Before(), "This is the first edition here"),
        (Before("2018-000000000000"), "Edition 2018-000000000000 is no longer kept here"),
    ],
)
def test_without_an_edition_to_compare_with_the_story_is_told(
    editions: tuple[LoadedEdition, LoadedEdition], before: Before, words: str
) -> None:
    weekly = build_weekly(editions[1], before, "west-midlands", FAMILY)
    assert weekly.is_news
    assert words in text(weekly)
    assert weekly.sentences


def test_made_up_figures_are_marked_first_and_never_compared_with_official_ones(
    tmp_path: Path, editions: tuple[LoadedEdition, LoadedEdition]
) -> None:
    made_up = loaded(tmp_path / "demo", NEW, demonstration=True)
    weekly = build_weekly(
        made_up, Before(editions[0].edition.id, editions[0]), "west-midlands", FAMILY
    )
    shown = text(weekly)
    first = "Demonstration data: made-up figures, not official statistics."
    assert shown.splitlines()[0] == first
    assert "are not both official" in shown
    assert "it was" not in shown
    assert subject_of(weekly).startswith("[DEMONSTRATION, made-up figures] ")
    assert "Open Government Licence" not in shown
    nothing = build_weekly(made_up, Before(made_up.edition.id, made_up), "kent", FAMILY)
    assert text(nothing).splitlines()[0] == first


def test_an_area_without_figures_is_told_so(
    editions: tuple[LoadedEdition, LoadedEdition],
) -> None:
    weekly = build_weekly(editions[1], Before(), "gwent", FAMILY)
    assert "No story: nothing is published" in text(weekly) or weekly.sentences
    assert "None" not in text(weekly)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (ReleaseDay("June 2026", NOON.date(), NOON.date(), certain=True),
         "The next official release, June 2026, is expected on 15 October 2026."),
        (ReleaseDay("June 2026", datetime(2026, 10, 1, tzinfo=UTC).date(), NOON.date(),
                    certain=False), "is expected by 15 October 2026; the date is provisional."),
        (None, "No date of the next release is known here"),
    ],
)  # fmt: skip
def test_the_next_release_is_named_as_surely_as_it_is_known(
    editions: tuple[LoadedEdition, LoadedEdition], day: ReleaseDay | None, words: str
) -> None:
    assert words in " ".join(text(told(editions), day).split())


def test_the_next_release_is_the_first_that_is_not_over() -> None:
    found = next_release(datetime(2026, 8, 1, tzinfo=UTC))
    assert found is not None
    assert found.period == "June 2026"
    assert next_release(datetime(2050, 1, 1, tzinfo=UTC)) is None


def test_the_mail_is_plain_text_with_what_was_given_and_no_more(
    editions: tuple[LoadedEdition, LoadedEdition],
) -> None:
    message = read_mail(told(editions))
    assert message["From"] is None
    assert message["To"] is None
    assert message.get_content_type() == "text/plain"
    assert message.get_content_charset() == "utf-8"
    assert message["Subject"] == "West Midlands, breach of protective order: new figures"
    assert message["Date"].datetime == NOON
    assert message.get_content().splitlines() == text(told(editions)).splitlines()


def test_sender_and_recipient_are_those_given(
    editions: tuple[LoadedEdition, LoadedEdition],
) -> None:
    message = read_mail(told(editions), sender="Ann Ö <ann@example.org>", recipient="b@example.org")
    assert message["From"].addresses[0].display_name == "Ann Ö"
    assert message["From"].addresses[0].addr_spec == "ann@example.org"
    assert message["To"] == "b@example.org"
    assert message["Message-ID"].endswith("@example.org>")


@pytest.mark.parametrize(
    "sender", ["ann", "ann@", "@example.org", "Ann <ann@example.org", "a@b.c\nBcc: d@e.f", "<>"]
)
def test_what_is_no_address_is_refused(
    editions: tuple[LoadedEdition, LoadedEdition], sender: str
) -> None:
    with pytest.raises(ValueError, match="no e-mail address"):
        read_mail(told(editions), sender=sender)


def test_a_mail_keeps_its_identity_and_another_edition_has_another(
    editions: tuple[LoadedEdition, LoadedEdition],
) -> None:
    weekly = told(editions)
    one = read_mail(weekly, root=ROOT)["Message-ID"]
    assert one == read_mail(weekly, root=ROOT)["Message-ID"]
    assert one.endswith("@figures.example.org>")
    assert one != read_mail(told(editions, "kent"), root=ROOT)["Message-ID"]
    edition: Edition = replace(weekly.story.edition, id="2021-000000000000")
    later = replace(weekly, story=replace(weekly.story, edition=edition))
    assert one != read_mail(later, root=ROOT)["Message-ID"]
