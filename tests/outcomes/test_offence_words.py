"""How offences stand in sentences: every one has words, and no two of them the same."""

from __future__ import annotations

import re

import pytest

from outcomes import offences
from outcomes.offence_words import offence_phrase
from outcomes.vocabulary import LENGTH_BANDS, band_phrase


@pytest.mark.parametrize(
    ("slug", "phrase"),
    [
        ("all-offences", "offences of all kinds"),
        ("theft-from-shops", "theft from shops"),
        ("dangerous-driving-mot", "dangerous driving"),
        ("arson-endangering-life", "arson endangering life"),
        ("affray", "affray"),
        ("perverting-the-course-of-justice-indictable-only",
         "perverting the course of justice (indictable only)"),
        ("computer-misuse-act-1990-s-1", "‘Computer Misuse Act 1990 S.1’"),
        ("animal-cruelty-under-sections-4-8-under-animal-welfare-act-2006",
         "‘Animal Cruelty under sections 4-8 under Animal Welfare Act 2006’"),
    ],
)  # fmt: skip
def test_labels_become_words(slug: str, phrase: str) -> None:
    assert offence_phrase(slug) == phrase


def test_every_offence_has_words_of_its_own() -> None:
    phrases = [offence_phrase(slug) for slug in offences.offences()]
    assert len(set(phrases)) == len(phrases)
    assert not [one for one in phrases if "(MOT)" in one or one != one.strip() or "  " in one]
    small = [one for one in phrases if not one.startswith("‘")]
    assert not [one for one in small if re.search(r"\b[A-Z][a-z]", one)]


def test_bands_of_length_are_said_without_a_gap() -> None:
    assert band_phrase("over 6 to 12 months") == "more than 6 and up to 12 months"
    assert band_phrase("3 months or less") == "3 months or less"
    assert not any(band_phrase(band).startswith("over 1 ") for band in LENGTH_BANDS)
