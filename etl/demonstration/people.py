"""Who stands before the courts of the demonstration release: sex, age and ethnicity.

A *profile* is one combination of the three, or a company; profiles are numbered.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from etl.demonstration.offences import DemoOffence

AGE_BREAK_YEAR = 2017
"""First year in which ages above 25 are split."""

# Sex stands with other numbers in front in each half of the release, as in real editions.
_SEXES_BEFORE = ("02: Male", "01: Female", "04: Not known")
_SEXES = ("01: Male", "02: Female", "04: Not known")
_COMPANY = "Other (companies, public bodies, etc)"
_AGES = (
    ("01: Children", "01: 10-11"),
    ("01: Children", "02: 12-14"),
    ("01: Children", "03: 15-17"),
    ("02: Young adults", "04: 18-20"),
    ("03: Adults", "05: 21-24"),
    ("03: Adults", "07: 25-29 (2017 onwards)"),
    ("03: Adults", "08: 30-39 (2017 onwards)"),
    ("03: Adults", "09: 40-49 (2017 onwards)"),
    ("03: Adults", "10: 50-59 (2017 onwards)"),
    ("03: Adults", "11: 60-69 (2017 onwards)"),
    ("03: Adults", "12: 70+ (2017 onwards)"),
    ("03: Adults", "14: Not known (Adult)"),
)
_CHILD_AGES, _SPLIT_AGES = 3, slice(5, 11)
_OVER_25 = ("03: Adults", "06: 25+ (prior to 2017)")
_ETHNICITIES = (
    "01: White",
    "02: Black",
    "03: Asian",
    "04: Mixed",
    "05: Chinese and other",
    "06: Not stated",
    "N/A",
)

AGE_MIXES: dict[str, tuple[float, ...]] = {
    "partners": (0, 0.0008, 0.006, 0.035, 0.095, 0.19, 0.355, 0.2, 0.085, 0.022, 0.007, 0.004),
    "young": (0.001, 0.04, 0.16, 0.15, 0.15, 0.15, 0.21, 0.09, 0.03, 0.006, 0.002, 0.007),
    "adults": (0.0002, 0.008, 0.022, 0.05, 0.09, 0.16, 0.34, 0.2, 0.095, 0.024, 0.006, 0.005),
    "drivers": (0, 0.0003, 0.01, 0.07, 0.12, 0.16, 0.26, 0.18, 0.11, 0.045, 0.015, 0.03),
    "older": (0.0005, 0.02, 0.06, 0.07, 0.1, 0.13, 0.24, 0.18, 0.12, 0.05, 0.02, 0.006),
}
_ETHNICITY_MIX = (0.7, 0.07, 0.065, 0.03, 0.012, 0.123, 0)
_ETHNICITY_NOT_ASKED = (0, 0, 0, 0, 0, 0, 1)
_SEX_NOT_KNOWN, _SEX_NOT_KNOWN_SUMMARY = 0.007, 0.05

_SHAPE = (len(_SEXES), len(_AGES), len(_ETHNICITIES))
PROFILES = int(np.prod(_SHAPE)) + 1
COMPANY_PROFILE = PROFILES - 1

_SEX_OF, _AGE_OF, _ = np.unravel_index(np.arange(COMPANY_PROFILE), _SHAPE)
IS_FEMALE: NDArray[np.bool_] = np.append(_SEX_OF == 1, False)
ADULT, CHILD, COMPANY = 0, 1, 2
AS_RECORDED_BEFORE: NDArray[np.int64] = np.arange(PROFILES)
"""Of each profile: the one that stands for it before ages above 25 were split."""
_OLDER = np.flatnonzero((_SPLIT_AGES.start <= _AGE_OF) & (_SPLIT_AGES.stop > _AGE_OF))
AS_RECORDED_BEFORE[_OLDER] -= (_AGE_OF[_OLDER] - _SPLIT_AGES.start) * len(_ETHNICITIES)
KIND: NDArray[np.int64] = np.append(np.where(_AGE_OF < _CHILD_AGES, CHILD, ADULT), COMPANY)
"""Of each profile: who it is, as far as it decides the outcomes that are possible."""


def profile_shares(offence: DemoOffence, *, summary: bool) -> NDArray[np.float64]:
    """Share of each profile among the defendants of an offence; they add up to 1.

    Ethnicity is recorded only for offences that are not summary ones.
    """
    not_known = _SEX_NOT_KNOWN_SUMMARY if summary else _SEX_NOT_KNOWN
    sexes = np.array([offence.male, 1 - offence.male, 0.0]) * (1 - not_known)
    sexes[2] = not_known
    ages = np.array(AGE_MIXES[offence.ages])
    ethnicities = np.array(_ETHNICITY_NOT_ASKED if summary else _ETHNICITY_MIX)
    persons = np.einsum("i,j,k->ijk", sexes, ages / ages.sum(), ethnicities).ravel()
    persons *= (1 - offence.companies) / persons.sum()
    return np.append(persons, offence.companies)


def profile_labels(year: int) -> list[tuple[str, str, str, str]]:
    """Of each profile: Sex, Age Group, Age Range and Ethnicity as a file of that year writes."""
    before = year < AGE_BREAK_YEAR
    sexes = _SEXES_BEFORE if before else _SEXES
    ages = list(_AGES)
    if before:
        ages[_SPLIT_AGES] = [_OVER_25] * len(ages[_SPLIT_AGES])
    persons = [
        (sex, *age, ethnicity) for sex in sexes for age in ages for ethnicity in _ETHNICITIES
    ]
    bodies = "Companies, public bodies etc."
    return [*persons, (f"03: {_COMPANY}", f"04: {bodies}", f"15: {bodies}", "N/A")]
