"""Sentences with gaps, in newspaper English, and what each one says: true ones and altered ones."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tests.stories.west_midlands import Row

COUNT, PERCENT = "count", "percent"
AREAS = {
    "the West Midlands": "West Midlands",
    "Greater Manchester": "Greater Manchester",
    "Kent": "Kent",
    "England and Wales": None,
    "Surrey": "Surrey",
    "Dyfed-Powys": "Dyfed-Powys",
    "Scotland": "Scotland",
    "Birmingham": "Birmingham",
}
# Words for a measure; those of None are of things that these figures do not count.
VERBS = {
    "prosecuted": "prosecutions",
    "taken to court": "prosecutions",
    "convicted": "convictions",
    "found guilty": "convictions",
    "sentenced": "sentenced",
    "jailed": "custody",
    "fined": "fine",
    "arrested": None,
    "charged": None,
    "cautioned": None,
    "acquitted": None,
    "deported": None,
    "released": None,
}
UNITS = ("people", "crimes", "offences", "reports", "victims", "incidents", "police officers")
SUFFIXES = ("", "%", " per cent", " months", " years", " per cent of")


@dataclass(frozen=True)
class Sentence:
    """One sentence and what it says.

    Attributes:
        frame: text with the gaps ``number``, ``unit``, ``area``, ``year`` and ``verb``.
        kind: ``count`` or ``percent``.
        number: as stated.
        area: as stated.
        year: as stated.
        verb: as stated.
        sex: ``male``, ``female`` or None.
        older: whether only those aged 25 and over are meant.
        unit: the noun after a count.
        suffix: what stands after the number.
    """

    frame: str
    kind: str
    number: str
    area: str
    year: int
    verb: str
    sex: str | None = None
    older: bool = False
    unit: str = "people"
    suffix: str = ""

    @property
    def text(self) -> str:
        """The sentence."""
        return self.frame.format(
            number=self.number + self.suffix, area=self.area, year=self.year, verb=self.verb,
            unit=self.unit,
        )  # fmt: skip

    @property
    def stated(self) -> float:
        """The number as stated."""
        return float(self.number.replace(",", ""))

    def is_right(self, rows: Sequence[Row]) -> bool:
        """Whether the rows say the same, by plain addition; what they do not have is not."""
        measure = VERBS[self.verb]
        percent = self.suffix in ("%", " per cent", " per cent of")
        if measure is None or self.unit != "people" or self.suffix in (" months", " years"):
            return False
        if percent != (self.kind == PERCENT):
            return False
        part = self._sum(rows, measure, self.sex)
        if not percent:
            return part is not None and abs(part - self.stated) <= 0.005 * self.stated
        whole = self._sum(rows, measure if self.sex else "prosecutions", None)
        return bool(whole and part is not None and abs(100 * part / whole - self.stated) <= 0.5)

    def _sum(self, rows: Sequence[Row], measure: str, sex: str | None) -> int | None:
        area = AREAS[self.area]
        column = measure if measure in ("prosecutions", "convictions") else "sentenced"
        outcome = {"custody": "immediate custody", "fine": "fine"}.get(measure)
        found = [
            row
            for row in rows
            if row.get(column) is not None
            and row["year"] == self.year
            and (area is None or row["police_force_area"] == area)
        ]
        if not found:
            return None
        return sum(
            row[column]
            for row in found
            if (sex is None or row.get("sex", "male") == sex)
            and (outcome is None or row["sentence_outcome"] == outcome)
            and (not self.older or row["age_range"] == "25 and over")
        )


COUNTS = (
    "{number} {unit} were {verb} for breaching protective orders in {area} in {year}.",
    "In {year}, {number} {unit} were {verb} for breach of a protective order in {area}.",
    "Across {area}, {number} {unit} were {verb} for breaching a protective order in {year}.",
    (
        "Figures from the Ministry of Justice show {number} {unit} were {verb} in {area} in {year} "
        "for breaching protective orders."
    ),
    "Breaches of protective orders: {number} {unit} were {verb} in {area} during {year}.",
)
TRUE = (
    *(Sentence(frame, COUNT, "991", "the West Midlands", 2017, "prosecuted") for frame in COUNTS),
    *(Sentence(frame, COUNT, "1,005", "the West Midlands", 2016, "taken to court")
      for frame in COUNTS[:3]),
    *(Sentence(frame, COUNT, "859", "the West Midlands", 2017, "convicted") for frame in COUNTS),
    *(Sentence(frame, COUNT, "14,523", "England and Wales", 2017, "prosecuted")
      for frame in COUNTS[:3]),
    *(Sentence(frame, COUNT, "3,451", "England and Wales", 2017, "jailed")
      for frame in COUNTS[:3]),
    *(Sentence(frame, COUNT, "2,095", "England and Wales", 2017, "fined")
      for frame in COUNTS[:2]),
    Sentence(
        "Of those prosecuted for breaching protective orders in {area} in {year}, {number} were "
        "{verb}.", PERCENT, "87", "the West Midlands", 2017, "convicted", suffix="%",
    ),
    Sentence(
        "Men made up {number} of those {verb} of breaching protective orders in {area} in {year}.",
        PERCENT, "94", "the West Midlands", 2017, "convicted", "male", suffix=" per cent",
    ),
    Sentence(
        "In {area}, {number} men were {verb} for breaching protective orders in {year}.",
        COUNT, "811", "the West Midlands", 2017, "convicted", "male",
    ),
    Sentence(
        "Of the defendants {verb} for breaching protective orders in {area} in {year}, {number} "
        "were aged 25 and over.", COUNT, "695", "the West Midlands", 2017, "convicted", None, True,
    ),
    Sentence(
        "There were 859 convictions in {area} in {year} for breaching protective orders, and "
        "{number} women were {verb}.", COUNT, "48", "the West Midlands", 2017, "convicted",
        "female",
    ),
)  # fmt: skip


def altered(seed: int = 1) -> Iterator[tuple[str, Sentence]]:
    """Every true sentence with one thing swapped: what was swapped, and the sentence."""
    chance = random.Random(seed)
    for one in TRUE:
        for _ in range(5):
            yield "number", replace(one, number=_other_number(one, chance))
        for year in (2007, 2009, 2011, 2014, 2016, 2017, 2018, 2023):
            yield "year", replace(one, year=year)
        for area in AREAS:
            yield "area", replace(one, area=area)
        for verb in VERBS:
            yield "measure", replace(one, verb=verb)
        for suffix in SUFFIXES:
            yield "unit", replace(one, suffix=suffix)
        if "{unit}" in one.frame:
            for unit in UNITS:
                yield "unit", replace(one, unit=unit)


def _other_number(one: Sentence, chance: random.Random) -> str:
    """Another number at least 2% (or two points) away, as one finger might mistype it."""
    while True:
        digits = str(int(one.stated))
        swapped = "".join(chance.sample(digits, len(digits)))
        near = one.stated + chance.randint(-90, 90)
        ways = (one.stated * chance.uniform(0.3, 3), near, float(swapped))
        other = int(chance.choice(ways))
        if other > 0 and abs(other - one.stated) >= max(2, one.stated * 0.02):
            return f"{other:,}"
