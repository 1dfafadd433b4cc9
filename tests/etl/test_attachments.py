"""The zips of outcomes by offence are found by rule, and never guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.fetching.attachments import Attachment, ambiguous, detailed_zips, parse_attachment
from etl.fetching.network import code_of
from outcomes.errors import NetworkError
from tests.etl.govuk_builders import Item, attachment, page_of, refusal

URL = "/api/content/page"


@pytest.mark.parametrize(
    "changes",
    [
        {"filename": "obo_sent_pivot_2010_2015.zip", "title": "Pivot data"},
        {"filename": "csv.zip", "title": "Outcomes by offence data tool: CSV"},
        {"filename": "outcome-by-offence-csvs.zip", "title": ""},
        {"filename": None, "title": None, "url": "https://x/media/1/obo_2017_2024.zip"},
        {
            "filename": "Outcomes%20by%20Offence.zip",
            "url": "https://x/1/Outcomes%20by%20Offence.zip",
        },
    ],
)
def test_detailed_zips_are_known_by_title_name_or_address(changes: Item) -> None:
    plain = {"filename": "x.zip", "title": "", "url": "https://x/media/1/x.zip"}
    assert parse_attachment({**attachment(), **plain, **changes}, URL).is_detailed


@pytest.mark.parametrize(
    "changes",
    [
        {"content_type": "text/csv"},
        {"content_type": None},
        {"attachment_type": "external"},
        {"filename": "remands.zip", "title": "Remands", "url": "https://x/1/remands.zip"},
        {"filename": "knobo_2010.zip", "title": "Knobo", "url": "https://x/1/knobo_2010.zip"},
    ],
)
def test_other_attachments_are_not_detailed(changes: Item) -> None:
    assert not parse_attachment({**attachment(), **changes}, URL).is_detailed


def attached(*names: str) -> tuple[Attachment, ...]:
    return tuple(parse_attachment(attachment(name), URL) for name in names)


def test_the_years_in_a_name_are_read() -> None:
    years = [
        one.first_year for one in attached("obo_2010_2016.zip", "obo_2017-2024.zip", "obo.zip")
    ]
    assert years == [2010, 2017, None]


def test_three_detailed_zips_are_refused_and_all_named() -> None:
    names = ("obo_1.zip", "obo_2.zip", "obo_3.zip")
    with pytest.raises(NetworkError) as caught:
        detailed_zips(attached(*names), page_of("March 2024"))
    assert code_of(caught.value) == "SRC_ATTACHMENT_AMBIGUOUS"
    assert all("Outcomes by offence data" in str(caught.value) for _ in names)
    assert page_of("March 2024") in str(caught.value)


def test_the_refusal_to_guess_lists_what_was_seen() -> None:
    other = parse_attachment(attachment("a.zip", title="Data behind the tools"), URL)
    words = str(ambiguous("nothing looks like it", "/page", (other,)))
    assert "Data behind the tools" in words
    assert "seen: nothing" in str(ambiguous("nothing looks like it", "/page", ()))


@given(
    st.lists(
        st.builds(
            lambda title, kind, form: attachment("f.zip", title=title, content_type=kind, **form),
            st.sampled_from(["Outcomes by offence", "outcome-by_offence", "Remands", "", None]),
            st.sampled_from(["application/zip", "text/csv", None]),
            st.sampled_from([{}, {"filename": None}, {"attachment_type": "html"}]),
        ),
        max_size=6,
    )
)
def test_never_the_first_of_many(raw: list[Item]) -> None:
    """However attachments are mixed, all that match are taken, or none with a reason."""
    parsed = tuple(
        parse_attachment({**one, "url": f"https://x/{number}/f.zip"}, URL)
        for number, one in enumerate(raw)
    )
    matching = [one for one in parsed if one.is_detailed]
    if len(matching) > 2:
        assert refusal(detailed_zips, parsed, "/page") == "SRC_ATTACHMENT_AMBIGUOUS"
    else:
        assert list(detailed_zips(parsed, "/page")) == matching
