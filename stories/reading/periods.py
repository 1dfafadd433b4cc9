"""Years as newspapers write them, and the periods that no yearly table can answer."""

from __future__ import annotations

import re
from dataclasses import dataclass

from outcomes.vocabulary import CALENDAR, MARCH
from stories.reading.mentions import Rule, rule
from stories.reading.number_words import read_number
from stories.wording import MONTHS

PARTIAL = "it is about a part of a year, or a period that does not begin and end with a year"
UNKNOWN_YEAR = "the sentence does not say which year"


@dataclass(frozen=True, slots=True)
class Period:
    """A period that a sentence names.

    Attributes:
        first: first year; None when relative or not answerable.
        last: last year.
        basis: ``calendar`` or ``march``.
        offset: years after the year last spoken of (``the year before`` is -1), or None.
        trouble: why it cannot be answered, or None.
        since: the year that a change is counted from, up to the year last spoken of, or None.
    """

    first: int | None = None
    last: int | None = None
    basis: str = CALENDAR
    offset: int | None = None
    trouble: str | None = None
    since: int | None = None


_MONTH = (
    "|".join(month.lower() for month in MONTHS) + "|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
)
_YEAR = r"((?:19|20)\d\d)"
_COUNTED = r"(?! (?:people|persons|defendants|offenders|men|women|prosecutions|convictions))"
_PLAIN = rf"{_YEAR}{_COUNTED}(?![\d,.]\d|%| per ?cent)"


def _year_to(match: re.Match[str]) -> Period:
    year = int(match[2])
    if match[1].startswith("mar"):
        return Period(year, year, MARCH)
    return Period(year, year) if match[1].startswith("dec") else Period(trouble=PARTIAL)


def _range(match: re.Match[str]) -> Period:
    first, last = int(match[1]), int(match[2])
    return Period(first, last) if first <= last else Period(trouble=PARTIAL)


def _split_year(match: re.Match[str]) -> Period | None:
    year = int(match[1])
    return Period(year + 1, year + 1, MARCH) if (year + 1) % 100 == int(match[2]) else None


def _ago(match: re.Match[str]) -> Period:
    words = match[1]
    number = int(words) if words.isdigit() else read_number(words)
    return Period(offset=-(number or 0)) if number else Period(trouble=UNKNOWN_YEAR)


def _year(match: re.Match[str]) -> Period:
    return Period(int(match[1]), int(match[1]))


def _on_year(match: re.Match[str]) -> Period | None:
    """The year that a number moved from: “up 13% on 2018”; other words are read later."""
    if not _MOVED.search(match.string, 0, match.start()):
        return None
    return Period(since=int(match[1])) if match[1] else Period(offset=0)


def _later_first(match: re.Match[str]) -> Period:
    """Two years that are compared: “in 2017 than in 2016”."""
    last, first = int(match[1]), int(match[2])
    return Period(first, last) if first < last else Period(trouble=PARTIAL)


def _march_range(match: re.Match[str]) -> Period:
    return Period(int(match[1]), int(match[2]), MARCH)


_AMOUNT = r"[\d.,]+(?: ?%| ?per ?cent| ?pc)?"
# "Up 13 per cent", "a rise of 46", "128 more" right before the year that it moved from.
_MOVED = re.compile(
    r"(?:\b(?:up|down|rose|risen|rise|fell|fallen|fall|increased?|decreased?|grew|growth|dropped"
    rf"|drop|jump(?:ed)?|reduction|decline[d]?)(?: by| of)?(?: [a-z]+){{0,2}} {_AMOUNT}"
    rf"|\b{_AMOUNT} (?:more|fewer|higher|lower|up|down|increase|rise|fall|drop|jump|decrease"
    r"|reduction)) $"
)
# ", most of them men," says of the number only what no number says.
_ASIDE = re.compile(
    r", (?:most|many|some|nearly all|almost all|the (?:vast |great )?majority|mostly|mainly"
    r"|predominantly|largely)\b[^,\d]{0,60},"
)
_NOTE_MARK = re.compile(r"\[(?:(?:note )?\d{1,3}|[a-z])\]")
PERIOD_RULES: tuple[Rule, ...] = (
    ("aside", _ASIDE, lambda _: ()),
    ("aside", _NOTE_MARK, lambda _: ()),
    rule("quote", r'"[^"\d]{0,200}"', ()),
    rule("aside", r"(?:\d+|\w+) years after", ()),
    rule("law", rf"\bact(?: of)? {_YEAR}", ()),
    rule(
        "date",
        rf"(?:\d{{1,2}}(?:st|nd|rd|th)? (?:{_MONTH})|(?:{_MONTH}) \d{{1,2}}(?:st|nd|rd"
        rf"|th)?)(?:,? {_YEAR})?",
        (),
    ),
    rule(
        "period",
        rf"years ending march {_YEAR} (?:to|and)(?: march)? {_YEAR}(?: together)?",
        _march_range,
    ),
    rule(
        "period",
        rf"(?:the )?(?:year|12 months|twelve months) (?:to|ending|ended|up to)(?: the end of"
        rf"| in)?(?: 31)? ({_MONTH}),? {_YEAR}",
        _year_to,
    ),
    rule("period", rf"{_YEAR}[/-](\d\d)(?!\d)", _split_year),
    rule(
        "period",
        rf"(?:(?:first|second|third|fourth|final|last) (?:quarter|half|three months|six months"
        rf"|nine months) of|q[1-4]|early|mid|late|so far in|part of"
        rf"|(?:{_MONTH})(?:,)?(?: of)?)[ -]{_YEAR}",
        Period(trouble=PARTIAL),
    ),
    rule(
        "period",
        rf"(?:before|after|until|prior to|up to|by)(?: the end of)?(?: (?:{_MONTH}))? {_YEAR}",
        Period(trouble=PARTIAL),
    ),
    rule(
        "period",
        rf"(?:from |between )?{_PLAIN}(?: to | and | until | through |-"
        rf"| - ){_YEAR}(?: (?:together|combined|inclusive))?",
        _range,
    ),
    rule(
        "since",
        rf"(?:since|from)(?: the start of)? {_YEAR}(?: onwards)(?! (?:to|until))"
        rf"|since(?: records began in)? {_YEAR}",
        (),
    ),
    rule(
        "period",
        rf"(?:on|than(?: in)?|compared (?:with|to)) (?:{_PLAIN}"
        r"|the (?:previous year|year before|year earlier))",
        _on_year,
    ),
    rule("period", rf"{_YEAR} (?:than|compared with|compared to) (?:in )?{_YEAR}", _later_first),
    rule("period", _PLAIN, _year),
    rule(
        "period",
        r"(?:the|a|12 months|twelve months) ?(?:previous|preceding|prior) (?:year|12 months)"
        r"|(?:the|a) year (?:before|earlier|previously|prior)|(?:12|twelve) months (?:before"
        r"|earlier)|(?:the )?previous year's",
        Period(offset=-1),
    ),
    rule("period", r"(?:the )?(?:following|next) year|a year later", Period(offset=1)),
    rule("period", r"a decade (?:before|earlier)", Period(offset=-10)),
    rule("period", r"(\d+|\w+) years (?:before|earlier)", _ago),
    rule(
        "period",
        r"(?:over|within|in) (?:(?:the|a) )?(?:decade|(?:two|three|four|five|six|seven|eight|nine"
        r"|ten|\d+)[- ]years?)(?: period)?",
        Period(trouble=PARTIAL),
    ),
    rule("period", r"(?:in )?(?:that|the same) year|over the same period", Period(offset=0)),
    rule(
        "period",
        r"(?:last|this|the current|the latest|the past|the most recent) (?:year|12 months)"
        r"|(?:\w+ )?years? ago|in recent years|(?:over|in|during) the (?:past|last) \w+ years",
        Period(trouble=UNKNOWN_YEAR),
    ),
)  # fmt: skip
