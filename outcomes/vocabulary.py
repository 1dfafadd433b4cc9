"""The closed sets of words that stand in rows, in the order in which they are shown."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

NOT_KNOWN = "not known"
NOT_APPLICABLE = "not applicable"

CALENDAR, MARCH = "calendar", "march"
PERIOD_BASES = (CALENDAR, MARCH)
PERIOD_BASIS_LABELS = {CALENDAR: "calendar year", MARCH: "year ending March"}

SEXES = ("male", "female", "other", NOT_KNOWN)
PERSON, COMPANY = "person", "company"
DEFENDANT_KINDS = (PERSON, COMPANY, NOT_KNOWN)
AGE_GROUPS = ("children", "young adults", "adults", NOT_APPLICABLE, NOT_KNOWN)
# Bands that every edition can be brought to: ages split above 25 only from 2017, and one
# edition stops at 60 and over.
AGE_25_AND_OVER = "25 and over"
_FROM_25 = (
    "25-29",
    "30-39",
    "40-49",
    "50-59",
    "60-69",
    "70 and over",
    "60 and over",
    AGE_25_AND_OVER,
)
AGES_WITHIN = {
    AGE_25_AND_OVER: _FROM_25,
    "60 and over": ("60-69", "70 and over", "60 and over"),
}
AGE_RANGES = (
    "10-11",
    "12-14",
    "15-17",
    "18-20",
    "21-24",
    *_FROM_25,
    NOT_APPLICABLE,
    NOT_KNOWN,
)
ETHNICITIES = ("white", "black", "asian", "mixed", "chinese and other", "not stated", NOT_KNOWN)
MAGISTRATES, CROWN, ALL_COURTS = "magistrates' courts", "crown court", "all courts"
COURTS = (MAGISTRATES, CROWN, ALL_COURTS)
OFFENCE_TYPES = (
    "indictable only",
    "triable either way",
    "summary non-motoring",
    "summary motoring",
    NOT_KNOWN,
)
OFFENCE_GROUPS = (
    "violence against the person",
    "sexual offences",
    "robbery",
    "theft offences",
    "criminal damage and arson",
    "drug offences",
    "possession of weapons",
    "public order offences",
    "miscellaneous crimes against society",
    "fraud offences",
    "summary non-motoring",
    "summary motoring",
    NOT_KNOWN,
)
IMMEDIATE_CUSTODY = "immediate custody"
SENTENCE_OUTCOMES = (
    IMMEDIATE_CUSTODY,
    "suspended sentence",
    "community sentence",
    "fine",
    "absolute discharge",
    "conditional discharge",
    "compensation",
    "otherwise dealt with",
    NOT_KNOWN,
)
# Custodial lengths as the editions' labels tell them, in the bands in which they are drawn: each
# length lies in exactly one. Older editions part long sentences more coarsely.
_BANDED_LENGTHS: dict[str, tuple[str, ...]] = {
    "3 months or less": (
        "up to and including 1 month",
        "over 1 month and up to and including 2 months",
        "over 2 months and up to and including 3 months",
    ),
    "over 3 to 6 months": (
        "over 3 months to less than 6 months",
        "over 3 months and up to and including 6 months",
        "6 months",
    ),
    "over 6 to 12 months": (
        "over 6 months and up to and including 9 months",
        "over 9 months to less than 12 months",
        "over 9 months and up to and including 12 months",
        "12 months",
    ),
    "over 1 to 2 years": (
        "over 12 months and up to and including 18 months",
        "over 18 months and up to and including 2 years",
    ),
    "over 2 to 4 years": (
        "over 2 years and up to and including 3 years",
        "over 3 years to less than 4 years",
        "over 3 years and up to and including 4 years",
        "4 years",
    ),
    "over 4 to 10 years": (
        "over 4 years and up to and including 5 years",
        "over 5 years and up to and including 6 years",
        "over 5 years and up to and including 7 years",
        "over 6 years and up to and including 7 years",
        "over 7 years and up to and including 8 years",
        "over 7 years and up to and including 10 years",
        "over 8 years and up to and including 9 years",
        "over 9 years and up to and including 10 years",
    ),
    "over 10 years": (
        "over 10 years and up to and including 15 years",
        "over 10 years and less than life",
        "over 15 years and less than life",
    ),
    "life or indeterminate": ("life sentence", "imprisonment for public protection"),
}
CUSTODIAL_LENGTHS = (
    *(length for lengths in _BANDED_LENGTHS.values() for length in lengths),
    NOT_APPLICABLE,
    NOT_KNOWN,
)
INDETERMINATE_LENGTHS = _BANDED_LENGTHS["life or indeterminate"]


def band_phrase(band: str) -> str:
    """A band as a sentence has it: ``more than 6 and up to 12 months``."""
    return re.sub(r"\bover (.+) to (.+)", r"more than \1 and up to \2", band)


# The bands in which custodial lengths are drawn: each label of the source lies in exactly one.
LENGTH_BANDS: dict[str, tuple[str, ...]] = {**_BANDED_LENGTHS, NOT_KNOWN: (NOT_KNOWN,)}

WORDS: dict[str, tuple[str, ...]] = {
    "sex": SEXES,
    "defendant_kind": DEFENDANT_KINDS,
    "age_group": AGE_GROUPS,
    "age_range": AGE_RANGES,
    "ethnicity": ETHNICITIES,
    "court": COURTS,
    "offence_type": OFFENCE_TYPES,
    "offence_group": OFFENCE_GROUPS,
    "sentence_outcome": SENTENCE_OUTCOMES,
    "custodial_length": CUSTODIAL_LENGTHS,
}

_PREFIX = re.compile(r"^\d{1,2}:\s*")
_LEADING = re.compile(r"^(total\s+)?(custody\s*-\s*)?", re.IGNORECASE)
_GAPS = re.compile(r"[\s\-\u2010-\u2015]+")
_OFFENCE_CODE = re.compile(r"^(\d[0-9A-Za-z.\-]*)\s+(?=\S)")


def normalise_label(text: str) -> str:
    """Bring a label of any edition to the form in which label maps hold it.

    Numeric prefixes mean nothing and change between editions; letter case, blanks, hyphens,
    and the words ``Total`` and ``Custody -`` in front vary too.
    """
    text = unicodedata.normalize("NFC", text).replace("\u00a0", " ").strip()
    text = _LEADING.sub("", _PREFIX.sub("", text))
    return _GAPS.sub(" ", text).casefold().strip()


def split_offence_code(text: str) -> tuple[str | None, str]:
    """Split ``8.10 Breach of a restraining order`` into its Ministry code and its label."""
    text = text.replace("\u00a0", " ").strip()
    match = _OFFENCE_CODE.match(text)
    return (match[1], text[match.end() :]) if match else (None, text)


@lru_cache(1024)
def slugify(label: str) -> str:
    """The address form of a label: lower case, words joined by single hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", label.casefold().replace("'", "")).strip("-")
