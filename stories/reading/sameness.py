"""“The same as in 2016”: another year or the whole country, of which a number is said too."""

from __future__ import annotations

import re

from outcomes.areas import ENGLAND_AND_WALES
from outcomes.vocabulary import MARCH
from stories.reading.mentions import Rule, rule
from stories.reading.names import NATIONAL_WORDS
from stories.reading.periods import Period

_SAME = (
    r"(?:(?:exactly |precisely )?the same(?: (?:share|ratio|percentage|proportion|number|figure"
    r"|level))?(?: when rounded)? as|unchanged (?:from|on|since)|identical to|level with)"
)
_YEAR = r"((?:19|20)\d\d)(?![\d,]|%| per ?cent)"


def _year(match: re.Match[str]) -> Period:
    return Period(int(match[1]), int(match[1]))


def _march(match: re.Match[str]) -> Period:
    return Period(int(match[1]), int(match[1]), MARCH)


SAME_RULES: tuple[Rule, ...] = (
    rule("same", rf"{_SAME} (?:in |for )?the year (?:ending|to) march {_YEAR}", _march),
    rule("same", rf"{_SAME} (?:in |for |during |that of )?{_YEAR}", _year),
    rule(
        "same",
        rf"{_SAME} (?:in |for |during )?the (?:year (?:before|earlier)"
        r"|(?:previous|preceding) year)",
        Period(offset=-1),
    ),
    rule(
        "same",
        rf"{_SAME} (?:(?:in|across|for|throughout) )?(?:{NATIONAL_WORDS})",
        ENGLAND_AND_WALES,
    ),
)
