"""An edition made from the published story of the West Midlands.

Typed in from “Nearly 1,000 people in the West Midlands were taken to court for breaching
restraining orders” (a regional newspaper, from Ministry of Justice figures to 2017), rows F001 to
F028 of the published figures. What the story does not say (other years, how the rest of the people
divide) is filled in here, and marked so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from outcomes.store import LoadedEdition, Store
from tests.builders import make_edition

AREA, FAMILY = "west-midlands", "breach-of-protective-order"
HERE, OTHER, THIRD = "West Midlands", "Greater Manchester", "Kent"
SOURCE = "2017-a-00000000"
RESTRAINING, MOLESTATION = "Breach of a restraining order", "Breach of a non-molestation order"
Row = dict[str, Any]

# Prosecutions, convictions. 2007 to 2009, 2016 and 2017 prosecutions, 2017 convictions, the ratio
# of 65% before September 2009 and of 79% in 2010 to 2014 are published; the rest is filled in.
YEARS: dict[int, tuple[int, int]] = {
    2007: (25, 16),
    2008: (47, 31),
    2009: (253, 180),
    2010: (341, 262),
    2011: (402, 315),
    2012: (455, 362),
    2013: (520, 409),
    2014: (690, 554),
    2015: (861, 707),
    2016: (1005, 851),
}
# Convicted in 2017 by sex and age band: 859, of whom 811 male, 695 aged 25 and over, one girl of
# 12 to 14 and three boys of 15 to 17 are published; 18 to 24 is filled in.
CONVICTED_HERE: dict[tuple[str, str], int] = {
    ("male", "25 and over"): 660,
    ("female", "25 and over"): 35,
    ("male", "21-24"): 110,
    ("female", "21-24"): 9,
    ("male", "18-20"): 38,
    ("female", "18-20"): 3,
    ("male", "15-17"): 3,
    ("female", "12-14"): 1,
}
# The rest of England and Wales: 14,523 prosecuted and 12,326 convicted in all, 94% of them male;
# 6 boys and one girl of 12 to 14, 44 boys and 8 girls of 15 to 17.
CONVICTED_ELSEWHERE: dict[tuple[str, str], int] = {
    ("male", "25 and over"): 8_700,
    ("female", "25 and over"): 560,
    ("male", "21-24"): 1_400,
    ("female", "21-24"): 90,
    ("male", "18-20"): 625,
    ("female", "18-20"): 37,
    ("male", "15-17"): 41,
    ("female", "15-17"): 8,
    ("male", "12-14"): 6,
}
PROSECUTED_HERE, PROSECUTED_IN_ALL = 991, 14_523
# 12,326 sentenced across England and Wales: 28%, 23%, 17%, 14% published; the rest filled in.
OUTCOMES: dict[str, int] = {
    "community sentence": 2_835,
    "fine": 2_095,
    "suspended sentence": 1_726,
    "conditional discharge": 1_150,
    "otherwise dealt with": 1_069,
}
# 3,451 given immediate custody: 98% less than 12 months, most often over 3 to 6 months.
LENGTHS: dict[str, int] = {
    "up to and including 1 month": 420,
    "over 1 month and up to and including 2 months": 510,
    "over 2 months and up to and including 3 months": 440,
    "over 3 months and up to and including 6 months": 1_700,
    "over 6 months and up to and including 9 months": 240,
    "over 9 months to less than 12 months": 72,
    "12 months": 39,
    "over 12 months and up to and including 18 months": 30,
}
GROUPS = {"15-17": "children", "12-14": "children", "18-20": "young adults"}


def proceedings() -> Iterator[Row]:
    """Rows of proceedings of three areas, 2007 to 2017."""
    for year, (prosecuted, convicted) in YEARS.items():
        yield from _split(HERE, year, prosecuted, convicted)
        yield from _split(OTHER, year, prosecuted * 5 + year - 2000, convicted * 5)
        yield from _split(THIRD, year, prosecuted * 3 + 7, convicted * 3 - 5)
    yield from _convicted(HERE, CONVICTED_HERE)
    yield _row(HERE, 2017, prosecutions=PROSECUTED_HERE - 859, convictions=0)
    yield from _convicted(OTHER, CONVICTED_ELSEWHERE)
    rest = PROSECUTED_IN_ALL - PROSECUTED_HERE - sum(CONVICTED_ELSEWHERE.values())
    yield _row(OTHER, 2017, prosecutions=rest - 40, convictions=0)
    yield _row(THIRD, 2017, prosecutions=40, convictions=0)


def _split(area: str, year: int, prosecuted: int, convicted: int) -> Iterator[Row]:
    """A tenth of the cases under another of the family's offences."""
    part, convicted_part = prosecuted // 10, convicted // 10
    yield _row(area, year, prosecutions=prosecuted - part, convictions=convicted - convicted_part)
    other = {"offence": MOLESTATION, "offence_code": "66.4"}
    yield _row(area, year, prosecutions=part, convictions=convicted_part, **other)


def _convicted(area: str, people: Mapping[tuple[str, str], int]) -> Iterator[Row]:
    for (sex, age), number in people.items():
        group = GROUPS.get(age, "adults")
        yield _row(
            area, 2017, prosecutions=number, convictions=number, sex=sex, age_range=age,
            age_group=group, ethnicity="white",
        )  # fmt: skip


def _row(area: str, year: int, **changed: Any) -> Row:
    return {
        "source": SOURCE, "police_force_area": area, "year": year, "offence": RESTRAINING,
        "age_range": "25 and over", **changed,
    }  # fmt: skip


def sentences() -> Iterator[Row]:
    """Rows of sentences, England and Wales only, 2016 and 2017."""
    for year in (2016, 2017):
        more = 0 if year == 2017 else 31
        for outcome, number in OUTCOMES.items():
            yield _sentenced(year, number + more, sentence_outcome=outcome)
        for length, number in LENGTHS.items():
            yield _sentenced(
                year, number + more, sentence_outcome="immediate custody", custodial_length=length
            )


def _sentenced(year: int, number: int, **changed: Any) -> Row:
    return _row("England and Wales", year, sentenced=number, **changed)


def load(data_dir: Path, **rows: list[Row]) -> LoadedEdition:
    """The edition, published in a directory and opened; other rows may be given."""
    tables = {"proceedings_rows": list(proceedings()), "sentences_rows": list(sentences()), **rows}
    titles = {"title": "Court outcomes by police force area 2017", "format": "A"}
    make_edition(data_dir, **tables, sources={SOURCE: titles})
    return Store(data_dir).edition()
