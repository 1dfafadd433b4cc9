"""Maximum penalties: each with its section, of known offences, and none where none is held."""

from __future__ import annotations

from outcomes import offences
from outcomes.penalties import penalties, penalties_of
from outcomes.reference import read_reference


def test_every_maximum_is_of_a_known_offence_and_cites_the_law() -> None:
    for slug, one in penalties().items():
        assert slug in offences.offences()
        assert one.section.startswith("Section ")
        assert one.source.startswith("https://www.legislation.gov.uk/ukpga/")
        section = one.section.split()[1].split("(")[0]
        assert one.source.endswith(f"/section/{section}"), slug


def test_a_family_has_the_maxima_of_the_offences_that_it_counts() -> None:
    found = penalties_of(["breach-of-protective-order"])
    counted = offences.families()["breach-of-protective-order"].offences
    assert tuple(one.offence for one in found) == counted
    assert {one.longest for one in found} == {"five years"}


def test_offences_of_magistrates_courts_alone_say_so() -> None:
    (one,) = penalties_of(
        [
            "pursue-course-of-conduct-in-breach-of-prohibition-of-harassment-which-amounts-to-stalking"
        ]
    )
    assert (one.longest, one.on_indictment) == ("six months", False)


def test_what_is_not_held_is_not_made_up() -> None:
    assert penalties_of(["theft-from-shops"]) == ()
    assert penalties_of([offences.ALL_OFFENCES]) == ()


def test_a_longer_maximum_names_the_day_that_the_law_s_clock_has() -> None:
    days = {row["slug"]: row["date"] for row in read_reference("law")}
    assert days["maximum-sentence-doubled"] == "2017-04-03"
    raised = [one for one in penalties().values() if one.earlier]
    assert raised
    assert all(one.earlier.endswith("before 3 April 2017") for one in raised)
