"""What is counted: measures, outcomes, lengths, and words that mean something else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from outcomes import vocabulary
from stories.reading.mentions import Rule, rule
from stories.reading.number_words import WORD, read_number

COURT = r"(?:before|in|into|to|at) (?:the |a )?(?:magistrates' )?courts?"
CUSTODY = (
    r"(?:sentenced )?to immediate custody|(?:given|handed|received|get|got|getting|receiving)"
    r" (?:an )?(?:immediate )?(?:custody|custodial sentences?|jail (?:terms?|sentences?)"
    r"|prison (?:terms?|sentences?))|immediate custody|immediate custodial sentences?"
    r"|(?:sent|sentenced|went|go|going) to (?:prison|jail)|jailed|imprisoned|locked up"
    r"|(?:put )?behind bars|custodial sentences?|(?:jail|prison) (?:terms?|sentences?)"
    r"|terms of imprisonment|custody"
)
_SUSPENDED = r"suspended (?:custodial |jail |prison )?(?:sentences?|terms?)"
_COMMUNITY = r"community (?:sentences?|orders?|penalt(?:y|ies)|punishments?)"
WRONG = (
    r"recorded|reported|reports|logged|arrest(?:s|ed)?|charged|cautions|cautioned|acquitt(?:ed|als?)"
    r"|cleared|not guilty|walked free|victims?|incidents?|complaints?|complained|calls"
    r"|investigat(?:ed|ions?)|appeal(?:s|ed)|remanded|bailed|issued|imposed|granted"
)


@dataclass(frozen=True, slots=True)
class Length:
    """Custodial lengths that a sentence names: the words of rows that add up to it."""

    words: tuple[str, ...]


_NUMBER = rf"(\d+|{WORD})"
_UNIT = r"(?: |-)(months?|years?)"


def _months(number: str, unit: str) -> int:
    value = int(number) if number.isdigit() else read_number(number) or 0
    return value * (12 if unit.startswith("year") else 1)


_BOUNDS = {
    3: vocabulary.CUSTODIAL_LENGTHS[:3],
    6: vocabulary.CUSTODIAL_LENGTHS[:6],
    12: vocabulary.CUSTODIAL_LENGTHS[:10],
    24: vocabulary.CUSTODIAL_LENGTHS[:12],
    48: vocabulary.CUSTODIAL_LENGTHS[:16],
}
_BELOW = {
    6: vocabulary.CUSTODIAL_LENGTHS[:4],
    12: vocabulary.CUSTODIAL_LENGTHS[:8],
    48: vocabulary.CUSTODIAL_LENGTHS[:14],
}
# Labels that end where a limit lies, so that "less than" the limit cannot be told.
OPEN_ENDED = {"over 3 months and up to and including 6 months": 6,
              "over 9 months and up to and including 12 months": 12,
              "over 3 years and up to and including 4 years": 48}  # fmt: skip


def _below(match: re.Match[str]) -> Length:
    return Length(_BELOW.get(_months(match[1], match[2]), ()))


def _up_to(match: re.Match[str]) -> Length:
    return Length(_BOUNDS.get(_months(match[1], match[2]), ()))


def _between(match: re.Match[str]) -> Length:
    unit = match[4]
    low, high = _months(match[1], match[2] or unit), _months(match[3], unit)
    upper, lower = _BOUNDS.get(high), _BOUNDS.get(low)
    if upper is None or lower is None:
        return Length(())
    return Length(tuple(word for word in upper if word not in lower))


LENGTH_RULES: tuple[Rule, ...] = (
    rule(
        "length",
        rf"(?:over|more than|from) {_NUMBER}(?: (months?"
        rf"|years?))?(?: (?:and )?up)?(?: and including)?(?: to| and) {_NUMBER}{_UNIT}",
        _between,
    ),
    rule("length", rf"(?:less than|under|below|fewer than|shorter than) {_NUMBER}{_UNIT}", _below),
    rule("length", rf"(?:up to|no more than|at most) {_NUMBER}{_UNIT}", _up_to),
    rule("length", rf"{_NUMBER}{_UNIT} or (?:less|under|fewer)", _up_to),
)  # fmt: skip


def _cue(measure: str, outcome: str | None = None) -> Any:
    return (measure, outcome)


MEASURE_RULES: tuple[Rule, ...] = (
    rule(
        "average",
        r"average (?:custodial |prison |jail )?(?:sentences?|terms?)(?: lengths?)?"
        r"|average (?:length|custody)(?: of (?:a |the )?(?:custodial|prison|jail) sentences?)?"
        r"|average time",
        (),
    ),
    rule(
        "measure",
        r"convictions divided by prosecutions(?: in the same (?:period|year))?",
        _cue("conviction_ratio"),
    ),
    rule(
        "measure",
        r"conviction (?:ratio|rate)s?|(?:ratio|rate) of convictions?(?: to prosecutions)?",
        _cue("conviction_ratio"),
    ),
    rule("measure", r"custody rates?", _cue("custody_rate")),
    rule("measure", _SUSPENDED, _cue("sentenced", "suspended sentence")),
    rule("measure", _COMMUNITY, _cue("sentenced", "community sentence")),
    rule("measure", r"absolute(?:ly)? discharged?s?", _cue("sentenced", "absolute discharge")),
    rule(
        "measure",
        r"conditional(?:ly)? discharged?s?",
        _cue("sentenced", "conditional discharge"),
    ),
    rule("measure", r"(?:a )?fined?|fines", _cue("sentenced", "fine")),
    rule("measure", r"otherwise dealt with", _cue("sentenced", "otherwise dealt with")),
    rule("measure", CUSTODY, _cue("sentenced", "immediate custody")),
    rule("measure", r"convict(?:ed|ions?)|found guilty|guilty verdicts?", _cue("convictions")),
    rule(
        "measure",
        rf"prosecut(?:ed|ions?)|(?:taken|brought|hauled|put|went|going|appeared) {COURT}"
        rf"|faced (?:a )?court|proceeded against|(?:court )?proceedings|to court",
        _cue("prosecutions"),
    ),
    rule("measure", r"sentenced", _cue("sentenced")),
    rule(
        "magistrates",
        r"(?:(?:at|in|before) )?(?:the )?magistrates'(?: courts?)?|by magistrates",
        (),
    ),
)  # fmt: skip
WRONG_RULES: tuple[Rule, ...] = (rule("wrong", WRONG, "these figures count defendants in court"),)
DIRECTION_RULES: tuple[Rule, ...] = (
    rule("neutral", r"ma(?:de|ke|kes|king) up|up to|takes? up|taken up", ()),
    rule(
        "direction",
        r"up|doubled?|doubling|trebled?|tripled?|rose|risen|rise|rises|rising|increased?|increases|increasing|grew|grown|growth"
        r"|jump(?:ed)?|surged?|climb(?:ed)?|soared|higher|more than (?=the year)|greater",
        1,
    ),
    rule(
        "direction",
        r"down|halved?|fell|fallen|fall|falls|falling|dropped|drop|decreased?|declined?|reduced"
        r"|reduction|slumped?|lower|fewer than (?=the year)",
        -1,
    ),
)  # fmt: skip
BLOCK = (
    r"crown courts?|pleaded|pleas?|bail|remand|white|black|asian|ethnic\w*|first[- ]time|repeat"
    r"|reoffend\w*|previous convictions?|could|would|might|may|expected|forecasts?|targets?"
    r"|projected|per 100,000|per head|per capita|each|every|on average|an average of"
    r"|a (?:day|week|month)|per (?:day|week|month|year)|a year|daily|weekly|monthly|quarterly"
    r"|not|never|nobody|without|except|excluding|apart from|other than|attempted|respectively"
    r"|suspected|companies|businesses|domestic|collapsed|failed|withdrawn|discontinued|abandoned"
    r"|overturned|quashed|unpaid|avoid(?:ed)?|spared|pending|unsuccessful|outside|beyond|if|whether"
    r"|rest of|(?:north|south|east|west|centre|parts?) of (?=\x01)"
)
NARROWED = "the sentence narrows what is counted in a way that these rows do not"
# Before numbers are read, for it has one.
PER_RULES: tuple[Rule, ...] = (
    rule(
        "block",
        r"(?:per|for every|out of every) (?:100,000|10,000|1,000|100|million|\d+)",
        NARROWED,
    ),
)
BLOCK_RULES: tuple[Rule, ...] = (
    rule("block", r"\w+n't", "the sentence denies something"),
    rule("block", BLOCK, NARROWED),
)
