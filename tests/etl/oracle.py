"""A second reader of source files: the csv module and ``Counter``, nothing of the product.

Labels are mapped by hand here, for the real files of formats B and C.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

Key = tuple[str, ...]
Amounts = Mapping[str, Callable[[Mapping[str, str]], int | None]]

SEX = {
    "male": "male",
    "males": "male",
    "female": "female",
    "females": "female",
    "not known": "not known",
    "companies, public bodies etc.": "other",
    "other (companies, public bodies, etc)": "other",
}
KIND = {"person": "person", "compan": "company", "companies, public bodies etc.": "company"}
AGE_GROUP = {
    "children": "children",
    "juveniles": "children",
    "young adults": "young adults",
    "adults": "adults",
    "companies, public bodies etc.": "not applicable",
    "not known": "not known",
}
AGE_RANGE = {
    "70+": "70 and over",
    "60+": "60 and over",
    "25+": "25 and over",
    "companies, public bodies etc.": "not applicable",
    "not known": "not known",
}
OUTCOME = {
    "conditional dischar": "conditional discharge",
    "otherwise dealt wit": "otherwise dealt with",
}
GROUP = {"miscellaneous crimes agains": "miscellaneous crimes against society"}
COURT = {"magistrates court": "magistrates' courts", "crown court": "crown court"}
LENGTH = {"": "not applicable", "n/a": "not applicable"}
AREA = {
    "Metropolitan": "Metropolitan Police",
    "Special/miscellaneous and unknown police forces": "Area not known",
}
BY_HAND = {
    "Ethnicity": {"n/a": "not known"},
    "Sex": SEX,
    "Type of Offender": KIND,
    "Type of Defendant": KIND,
    "Age Group": AGE_GROUP,
    "Age Range": AGE_RANGE,
    "Offence Group": GROUP,
    "Courts": COURT,
    "Sentence Outcome": OUTCOME,
    "Custodial Sentence Length": LENGTH,
}
# Spelled otherwise in the 2018 edition than in the 2019 edition.
OFFENCE = {
    "firearms offences anti social behaviour, crime and policing act 2014"
    " prohibited weapons/ammunition triable either way": "firearms offences"
    " anti social behaviour, crime and policing act 2014 prohibited weapons/ammunition",
    "other firearms offences triable either way": "other firearms offences",
    "other offence against revenue law": "other offences (against revenue laws)",
}


def read_rows(path: Path) -> Iterator[list[str]]:
    """Rows of the first CSV of a zip, as text; the first one holds the headers."""
    with zipfile.ZipFile(path) as archive, archive.open(archive.namelist()[0]) as member:
        yield from csv.reader(io.TextIOWrapper(member, encoding="latin-1", newline=""))


def plain(label: str) -> str:
    """A label without its prefix and without its remark in brackets on years."""
    text = re.sub(r"^\d\d: ", "", label).lower()
    return re.sub(r" \((2017 onwards|prior to 2017|adult|children|juvenile)\)$", "", text)


@cache
def evenly(text: str) -> str:
    """An offence in small letters, hyphens and runs of blanks as one blank."""
    return re.sub(r"[\s-]+", " ", text).lower().strip()


@cache
def word(column: str, label: str) -> str:
    """The word of a label: stated by hand, or else the label itself."""
    if column == "Offence":
        text = evenly(re.sub(r"^\d\S* ", "", label))
        return OFFENCE.get(text, text)
    if column == "Police Force Area":
        return AREA.get(label, label)
    text = plain(label)
    return BY_HAND.get(column, {}).get(text, text)


def sum_file(path: Path, keys: Sequence[str], amounts: Amounts) -> dict[str, Counter[Key]]:
    """Every sum of a file by the words of some of its columns.

    Args:
        path: a zip of one CSV.
        keys: headers.
        amounts: for each measure, what a row counts; None leaves the row out.
    """
    rows = read_rows(path)
    headers = next(rows)
    places = [headers.index(key) for key in keys]
    raw: dict[str, Counter[Key]] = {measure: Counter() for measure in amounts}
    for row in rows:
        named = dict(zip(headers, row, strict=True))
        labels = tuple(row[place] for place in places)
        for measure, amount in amounts.items():
            number = amount(named)
            if number is not None:
                raw[measure][labels] += number
    return {measure: _by_words(sums, keys) for measure, sums in raw.items()}


def _by_words(sums: Counter[Key], keys: Sequence[str]) -> Counter[Key]:
    found: Counter[Key] = Counter()
    for labels, number in sums.items():
        found[tuple(map(word, keys, labels))] += number
    return found


def billionths(months: str) -> int:
    """Months as billionths of a month."""
    whole, _, part = months.partition(".")
    return int(whole) * 10**9 + int(part.ljust(9, "0")) if months else 0
