"""Numbers as newspapers write them: figures, words, percentages, fractions, and hedges."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from stories.reading.hedges import find_hedge
from stories.reading.mentions import MASK, Scan
from stories.reading.number_words import PATTERN as WORDS
from stories.reading.number_words import WORD, read_number

COUNT, PERCENT, FRACTION, MONTHS, OTHER = "count", "percent", "fraction", "months", "other"


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number of a sentence.

    Attributes:
        kind: ``count``, ``percent``, ``fraction``, ``months`` or ``other`` (money, days, points).
        value: as stated; percentages in per cent, fractions as such, months in months.
        places: decimals written.
        hedge: how it is hedged, or None.
        start: where the number begins.
        end: where it ends.
        step: what it was rounded to, where it says so ("13.3k", "13 thousand"), else 0.
    """

    kind: str
    value: Fraction
    places: int
    hedge: str | None
    start: int
    end: int
    step: Fraction = Fraction(0)


LARGEST_PART = 20
_START = r"(?<![\w.,/-])[£$€]?"
_DIGITS = re.compile(
    rf"(?:{_START}\d{{1,3}}(?:,\d{{3}}){{1,3}}(?:\.\d{{1,6}})?(?!,?\d)"
    rf"|{_START}\d{{1,3}}(?: \d{{3}}){{1,3}}(?![\d,])"
    rf"|{_START}\d{{1,9}}(?:\.\d{{1,6}})?(?!\w*\d))(?!(?!pc\b|k\b)[a-z])"
)
_PER_CENT = r"(?:\s?%|[ -]?per ?cent(?:age)?(?! points)|\s?pc\b)"
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
          "ninth": 9, "tenth": 10}  # fmt: skip
_SMALL = rf"(?:\d+|{WORD})"
_COUNTED = r"(?:(?:people|persons|defendants|offenders|men|women|adults) )?"
_ONE_IN = re.compile(
    rf"(?<![\w-])({_SMALL}) {_COUNTED}(?:in|out of)(?: every)? ({_SMALL}[\d,]*)(?![\w.]\w)"
)
_PART = re.compile(
    rf"(?<![\w-])(?:an? |({_SMALL})[ -])?({'|'.join(_PARTS)})s?(?![\w-])"
    r"(?=$|[ ,.;:)(]*(?:$|of|were|was|are|had|got|have|ended|resulted|led|\(|the|in|a\b))"
)
_NONE = re.compile(
    r"(?<![\w-])(?:no(?= (?:defendants?|offenders?|people|persons?|men|women|boys?|girls?"
    rf"|prosecutions?|convictions?|{MASK}))|none(?= (?:were|was|of|in|had)\b))"
)
_AFTER_ONE = (
    r" (?:person|defendant|offender|man|woman|boy|girl|child|\u0001|was|prosecution|conviction"
    r"|in \d|per ?cent)"
)
_AFTER = re.compile(r"[ -](hundred|thousand|million)\b|(k)\b")
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "k": 1_000}


def read_quantities(scan: Scan) -> tuple[Quantity, ...]:
    """Every number that is left in a sentence; each is masked, with its hedge."""
    found = [
        *_read(scan, _ONE_IN, _one_in),
        *_read(scan, _DIGITS, _digits),
        *_read(scan, _PART, _part),
        *_read(scan, WORDS, _words),
        *_read(scan, _NONE, _none),
    ]
    return tuple(sorted(found, key=lambda one: one.start))


def _read(
    scan: Scan, pattern: re.Pattern[str], read: Callable[[Scan, re.Match[str]], Quantity | None]
) -> Iterator[Quantity]:
    for match in list(pattern.finditer(scan.rest)):
        quantity = read(scan, match)
        if quantity is not None:
            hedge = find_hedge(scan.rest, quantity.start)
            scan.take("quantity", hedge[1] if hedge else quantity.start, quantity.end, quantity)
            yield quantity


def _one_in(scan: Scan, match: re.Match[str]) -> Quantity | None:
    part, whole = _value(match[1]), _value(match[2])
    if not part or not whole or part >= whole:
        return None
    if whole > LARGEST_PART:
        return _quantity(scan, OTHER, Fraction(part, whole), match.span())
    return _quantity(scan, FRACTION, Fraction(part, whole), match.span())


def _value(text: str) -> int | None:
    text = text.replace(",", "")
    return int(text) if text.isdigit() else read_number(text)


def _part(scan: Scan, match: re.Match[str]) -> Quantity | None:
    top = _value(match[1]) if match[1] else 1
    bottom = _PARTS[match[2]]
    if not top or top >= bottom or (match[0][:2] != "a " and not match[1] and bottom != 2):
        return None
    return _quantity(scan, FRACTION, Fraction(top, bottom), match.span())


def _digits(scan: Scan, match: re.Match[str]) -> Quantity | None:
    written = match[0].replace(",", "").replace(" ", "")
    text = written.lstrip("£$€")
    value, end = Fraction(text), match.end()
    if text != written:
        return _quantity(scan, OTHER, value, (match.start(), end))
    places, scaled = len(text.partition(".")[2]), _AFTER.match(scan.rest, end)
    if not scaled:
        return _with_unit(scan, value, places, (match.start(), end))
    scale = _SCALES[scaled[1] or scaled[2]]
    found = _with_unit(scan, value * scale, places, (match.start(), scaled.end()))
    return replace(found, step=Fraction(scale, 10**places)) if found else None


def _words(scan: Scan, match: re.Match[str]) -> Quantity | None:
    value = read_number(match[0])
    lone = match[0] in ("one", "zero") and not _followed(scan, match.end(), _AFTER_ONE)
    if value is None or lone:
        return None
    return _with_unit(scan, Fraction(value), 0, (match.start(), match.end()))


def _none(scan: Scan, match: re.Match[str]) -> Quantity:
    return _quantity(scan, COUNT, Fraction(0), match.span())


def _with_unit(scan: Scan, value: Fraction, places: int, span: tuple[int, int]) -> Quantity | None:
    start, end = span
    unit = re.compile(_PER_CENT).match(scan.rest, end)
    if unit:
        return _quantity(scan, PERCENT, value, (start, unit.end()), places)
    if _followed(scan, end, r"(?:st|nd|rd|th)\b|[- ](?:th|st)\b"):
        return None
    if _followed(scan, end, r"[ -]months?\b"):
        return _quantity(
            scan,
            MONTHS,
            value,
            (start, _end_of_word(scan.rest, scan.rest.index("month", end))),
            places,
        )
    if _followed(
        scan, end, r"[ -](?:years?|days?|weeks?|hours?|points?|percentage|pounds|p\b|m\b|bn)"
    ):
        return _quantity(scan, OTHER, value, span, places)
    return _quantity(scan, COUNT, value, span, places)


def _end_of_word(text: str, start: int) -> int:
    word = re.compile(r"[a-z]+").match(text, start)
    return word.end() if word else start


def _followed(scan: Scan, end: int, pattern: str) -> bool:
    return re.compile(pattern).match(scan.rest, end) is not None


def _quantity(
    scan: Scan, kind: str, value: Fraction, span: tuple[int, int], places: int = 0
) -> Quantity:
    hedge = find_hedge(scan.rest, span[0])
    return Quantity(kind, value, places, hedge[0] if hedge else None, *span)
