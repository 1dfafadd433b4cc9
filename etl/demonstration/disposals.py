"""What the courts of the demonstration release decide: outcomes and custodial lengths.

A *slot* is one outcome with its length; slots are numbered from the heaviest to the lightest.
"""

from __future__ import annotations

from math import erf, inf, log, sqrt

import numpy as np
from numpy.typing import NDArray

from etl.demonstration.offences import DISPOSALS, DemoOffence
from etl.demonstration.people import ADULT, AGE_BREAK_YEAR, CHILD, COMPANY

# Length labels of the two halves of the release, and the upper limit in months. A round sentence
# (6 or 12 months, 4 years) has a band of its own, here a narrow one around it.
_LENGTHS: tuple[tuple[str, str, float], ...] = (
    ("Up to and including 1 month", "Up to and including 1 month", 1),
    ("Over 1 month and up to and including 2 months",) * 2 + (2,),
    ("Over 2 months and up to and including 3 months",) * 2 + (3,),
    ("Over 3 months to less than 6 months", "More than 3 months and under 6 months", 5.7),
    ("6 months", "6 months", 6.3),
    ("Over 6 months and up to and including 9 months", "More than 6 months and up to 9 months", 9),
    ("Over 9 months to less than 12 months", "More than 9 months and under 12 months", 11.4),
    ("12 months", "12 months", 12.6),
    (
        "Over 12 months and up to and including 18 months",
        "More than 12 months and up to 18 months",
        18,
    ),
    ("Over 18 months and up to and including 2 years", "More than 18 months and up to 2 years", 24),
    ("Over 2 years and up to and including 3 years", "More than 2 years and up to 3 years", 36),
    ("Over 3 years to less than 4 years", "More than 3 years and under 4 years", 46.5),
    ("4 Years", "4 years", 49.5),
    ("Over 4 years and up to and including 5 years", "More than 4 years and up to 5 years", 60),
    ("Over 5 years and up to and including 6 years", "More than 5 years and up to 6 years", 72),
    ("Over 6 years and up to and including 7 years", "More than 6 years and up to 7 years", 84),
    ("Over 7 years and up to and including 8 years", "More than 7 years and up to 8 years", 96),
    ("Over 8 years and up to and including 9 years", "More than 8 years and up to 9 years", 108),
    ("Over 9 years and up to and including 10 years", "More than 9 years and up to 10 years", 120),
    (
        "Over 10 years and up to and including 15 years",
        "More than 10 years and up to 15 years",
        180,
    ),
    ("Over 15 years and less than life", "More than 15 years and less than life", inf),
    ("Life sentence", "Life", inf),
)
_LIMITS = np.array([limit for _, _, limit in _LENGTHS[:-1]])
_SPREAD = 0.85
_SUMMARY_LIMIT = 6.3
"""Months: a magistrates' court can pass no more for a summary offence."""

_CUSTODY = ("01: Immediate Custody", "06: Total Immediate Custody")
# In the order of DISPOSALS, without custody.
_OTHERS = (
    ("02: Suspended Sentence", "05: Suspended sentence"),
    ("03: Community Sentence", "04: Total Community sentence"),
    ("04: Fine", "03: Fine"),
    ("05: Absolute Discharge", "01: Absolute Discharge"),
    ("06: Conditional Discharge", "02: Conditional Discharge"),
    ("07: Compensation", "07: Compensation"),
    ("08: Otherwise dealt with", "08: Otherwise dealt with"),
)
_SUSPENDED, _COMMUNITY, _FINE = 1, 2, 3
_COMPANY_MIX = (0, 0, 0, 0.95, 0.005, 0.03, 0.005, 0.01)


def disposal_shares(offence: DemoOffence, *, summary: bool) -> NDArray[np.float64]:
    """Share of each slot among those sentenced: one row a kind of defendant, each adding up to 1.

    Children are jailed less, never given suspended sentences and seldom fined; companies are
    fined.
    """
    adult = np.array(DISPOSALS[offence.disposals], dtype=float)
    adult /= adult.sum()
    child = adult.copy()
    child[0], child[_SUSPENDED], child[_FINE] = adult[0] ** 2, 0, adult[_FINE] * 0.3
    child[_COMMUNITY] += 1 - child.sum()
    lengths = _length_shares(offence, summary=summary)[::-1]
    mixes = {ADULT: adult, CHILD: child, COMPANY: np.array(_COMPANY_MIX)}
    return np.stack([np.append(mixes[k][0] * lengths, mixes[k][1:]) for k in sorted(mixes)])


def _length_shares(offence: DemoOffence, *, summary: bool) -> NDArray[np.float64]:
    """Share of each length, shortest first and life last: log-normal around the median."""
    limits = np.minimum(_LIMITS, _SUMMARY_LIMIT) if summary else _LIMITS
    below = np.array([_normal((log(limit) - log(offence.months)) / _SPREAD) for limit in limits])
    shares = np.diff(below / below[-1], prepend=0.0)
    return np.append(shares * (1 - offence.life), offence.life)


def _normal(x: float) -> float:
    return (1 + erf(x / sqrt(2))) / 2


def slot_labels(year: int) -> list[tuple[str, str]]:
    """Of each slot: Sentence Outcome and Custodial Sentence Length as a file of that year writes.

    The length is empty for every outcome but custody.
    """
    half = 0 if year < AGE_BREAK_YEAR else 1
    lengths = [
        f"{number:02}: {'Custody - ' if half else ''}{labels[half]}"
        for number, labels in enumerate(_LENGTHS, start=1)
    ]
    custody = [(_CUSTODY[half], length) for length in reversed(lengths)]
    return [*custody, *((labels[half], "") for labels in _OTHERS)]
