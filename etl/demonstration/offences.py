"""What the demonstration release contains: offences, how often, against whom, with what outcome.

Every figure here is made up: round numbers of a believable size, chosen by hand.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from math import exp, log
from pathlib import Path

import numpy as np

from outcomes.offences import Offence, offences
from outcomes.reference import read_reference
from outcomes.vocabulary import NOT_KNOWN, normalise_label

FIRST_YEAR, LAST_YEAR = 2010, 2024
YEARS = tuple(range(FIRST_YEAR, LAST_YEAR + 1))
# Courts closed in spring 2020 and worked off their backlog for years.
COURT_CAPACITY = {2020: 0.76, 2021: 0.92, 2022: 0.96}

# Outcomes in this order: immediate custody, suspended sentence, community sentence, fine,
# absolute discharge, conditional discharge, compensation, otherwise dealt with.
DISPOSALS: dict[str, tuple[float, ...]] = {
    "restraining": (0.38, 0.15, 0.22, 0.16, 0.004, 0.055, 0.001, 0.03),
    "civil order": (0.19, 0.11, 0.33, 0.23, 0.005, 0.115, 0.001, 0.019),
    "stalking": (0.40, 0.31, 0.20, 0.03, 0.002, 0.02, 0.001, 0.037),
    "harassment": (0.08, 0.09, 0.30, 0.40, 0.003, 0.07, 0.003, 0.054),
    "life": (0.98, 0, 0, 0, 0, 0, 0, 0.02),
    "grave": (0.78, 0.11, 0.07, 0, 0, 0.004, 0, 0.036),
    "violence": (0.36, 0.30, 0.25, 0.04, 0.002, 0.025, 0.008, 0.015),
    "assault": (0.15, 0.10, 0.34, 0.25, 0.003, 0.10, 0.02, 0.037),
    "theft": (0.23, 0.10, 0.23, 0.19, 0.004, 0.19, 0.03, 0.026),
    "possession": (0.04, 0.03, 0.10, 0.57, 0.01, 0.20, 0, 0.05),
    "weapons": (0.36, 0.24, 0.26, 0.07, 0.002, 0.05, 0, 0.018),
    "fraud": (0.24, 0.27, 0.27, 0.13, 0.002, 0.07, 0.008, 0.01),
    "disorder": (0.07, 0.05, 0.12, 0.55, 0.01, 0.15, 0.02, 0.03),
    "drink": (0.02, 0.04, 0.13, 0.79, 0.001, 0.005, 0, 0.014),
    "fine": (0, 0, 0.004, 0.965, 0.006, 0.015, 0, 0.01),
}

_TABLE = Path(__file__).with_suffix(".csv")
_SHARES = ("months", "ratio", "male", "companies", "life", "weight")
# Mix of outcomes and median months of custody by mode of trial or offence group.
_RARE_MIXES = {
    "summary motoring": ("fine", 1.0),
    "summary non-motoring": ("disorder", 1.5),
    "sexual offences": ("grave", 24.0),
    "theft offences": ("theft", 4.0),
    "drug offences": ("possession", 4.0),
    "fraud offences": ("fraud", 8.0),
    "possession of weapons": ("weapons", 9.0),
    "public order offences": ("weapons", 4.0),
    "miscellaneous crimes against society": ("fraud", 7.0),
}
# Offences younger than the release whose labels do not say so.
_FIRST_YEARS = {
    "care-provider-ill-treat-wilfully-neglect-an-individual-or-breach-duty-of-care": 2015,
    "cause-serious-injury-by-driving-whilst-disqualified": 2015,
    "causing-serious-injury-by-dangerous-driving-mot": 2013,
    "disclose-private-sexual-photographs-and-films-with-intent-to-cause-distress": 2015,
    "forced-marriage": 2014,
    "breach-of-a-forced-marriage-protection-order": 2014,
    "modern-slavery": 2015,
    "human-trafficking-for-non-sexual-exploitation": 2015,
}


@dataclass(frozen=True, slots=True)
class DemoOffence:
    """One offence of the demonstration release.

    Attributes:
        slug: the offence in ``data/reference/offences.csv``.
        cases: defendants prosecuted in England and Wales by year; between the years given the
            line is straight, before the first there are none (the offence did not exist).
        disposals: name of its mix of outcomes in ``DISPOSALS``.
        months: median length of immediate custody.
        ratio: convictions as a share of prosecutions in 2017.
        male: share of men among persons.
        ages: name of its age mix in ``etl.demonstration.people``.
        companies: share of companies and public bodies among defendants.
        life: share of life sentences among sentences of immediate custody.
        weight: how finely it is split into rows, against others of its size.
    """

    slug: str
    cases: dict[int, int]
    disposals: str
    months: float
    ratio: float = 0.85
    male: float = 0.88
    ages: str = "adults"
    companies: float = 0.0
    life: float = 0.0
    weight: float = 1.0


@cache
def family_offences() -> tuple[DemoOffence, ...]:
    """The offences of the families; those of them that came with a law start in its year."""
    return tuple(_offence(row) for row in _rows() if row["kind"] == "family")


@cache
def other_offences() -> tuple[DemoOffence, ...]:
    """Other common offences; with the families, the first dozen reach over every group."""
    return tuple(_offence(row) for row in _rows() if row["kind"] == "other")


def _rows() -> list[dict[str, str]]:
    with _TABLE.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _offence(row: dict[str, str]) -> DemoOffence:
    cases = (pair.split(":") for pair in row["cases"].split())
    return DemoOffence(
        slug=row["offence"],
        cases={int(year): int(count) for year, count in cases},
        disposals=row["disposals"],
        ages=row["ages"],
        **{name: float(row[name]) for name in _SHARES},
    )


@cache
def rare_offences() -> tuple[DemoOffence, ...]:
    """Every other offence that format G names as we do: as many as a full-size file has.

    Their cases are drawn, some dozens to some thousands a year, the same in every release; an
    offence whose label names the year of its act is not older than that.
    """
    listed = {offence.slug for offence in (*family_offences(), *other_offences())}
    labels = read_reference("offence_labels")
    named = {(row["slug"], row["label"]) for row in labels if "G" in row["formats"]}
    random = np.random.default_rng(1)
    return tuple(
        _rare_offence(known, random.uniform(log(60), log(14_000)))
        for known in offences().values()
        if (known.slug, normalise_label(known.label)) in named
        and known.slug not in listed
        and known.offence_type != NOT_KNOWN
    )


def _rare_offence(known: Offence, log_cases: float) -> DemoOffence:
    acts = [int(year) for year in re.findall(r"\b(?:19|20)\d\d\b", known.label)]
    first = max([FIRST_YEAR, *acts, _FIRST_YEARS.get(known.slug, FIRST_YEAR)])
    summary = known.offence_type.startswith("summary")
    mix = known.offence_type if summary else known.offence_group
    disposals, months = _RARE_MIXES.get(mix, ("violence", 8.0))
    cases = round(exp(log_cases))
    return DemoOffence(known.slug, {first: cases, LAST_YEAR: cases}, disposals, months)
