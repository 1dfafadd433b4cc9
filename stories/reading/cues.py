"""What is counted: measures, outcomes, lengths, people, and words that mean something else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from outcomes import vocabulary
from stories.reading.mentions import Rule, rule
from stories.reading.number_words import WORD, read_number

CHILDREN = ("10-11", "12-14", "15-17")
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


def _age(match: re.Match[str]) -> tuple[str, ...] | None:
    """The bands between two ages; None where no bands add up to them."""
    first, last = int(match[1]), int(match[2])
    edges = {"10-11": (10, 11), "12-14": (12, 14), "15-17": (15, 17), "18-20": (18, 20),
             "21-24": (21, 24), "25-29": (25, 29), "30-39": (30, 39), "40-49": (40, 49),
             "50-59": (50, 59), "60-69": (60, 69)}  # fmt: skip
    inside = [band for band, (low, high) in edges.items() if first <= low and high <= last]
    if inside and edges[inside[0]][0] == first and edges[inside[-1]][1] == last:
        return ("children",) if tuple(inside) == CHILDREN else tuple(inside)
    return ("?",)


def _over(match: re.Match[str]) -> tuple[str, ...]:
    known = {"25": ("25 and over",), "60": ("60 and over",), "70": ("70 and over",)}
    return known.get(match[1] or match[2] or match[3], ("?",))


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
AGE_RULES: tuple[Rule, ...] = (
    rule("age", r"(?:children )?aged (?:between )?10 (?:to|and|-) 17", ("children",)),
    rule(
        "age",
        r"(?:aged? )?(?:between |from )?(\d\d?)(?:-year-olds?)? ?(?:to|-"
        r"|and) ?(\d\d?)(?:[- ]years?(?:[- ]olds?)?| years of age)",
        _age,
    ),
    rule(
        "age",
        r"(?:aged?|ages) (?:between |from )?(\d\d?) ?(?:to|-|and) ?(\d\d?)(?! (?:people|or))",
        _age,
    ),
    rule(
        "age",
        r"(?:aged )?(?:over[- ](\d\d)s?|(\d\d) (?:and|or) (?:over|older|above)"
        r"|at least (\d\d))(?! (?:people|defendants|offenders|prosecut\w+|convict\w+"
        r"|were))(?: years old)?",
        _over,
    ),
    rule(
        "age",
        r"under[- ]18s?|children|juveniles|under the age of 18|aged under 18",
        ("children",),
    ),
    rule(
        "age",
        r"(?:under|over)[- ]?\d\d'?s|(?:under|over) the age of \d\d|aged (?:under |over )?\d\d"
        r"|teenagers?|teenage|pensioners?|adults?|\d\d?-year-olds?|young(?:er)? (?:people|men"
        r"|women|offenders|adults)|elderly|middle-aged",
        ("?",),
    ),
)  # fmt: skip


SEX_RULES: tuple[Rule, ...] = (
    rule("boys", r"boys?", ("male",)),
    rule("boys", r"girls?", ("female",)),
    rule("sex", r"females?|women|woman", "female"),
    rule("sex", r"males?|men|man", "male"),
)


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
        rf"|faced (?:a )?court|proceeded against|(?:court )?proceedings",
        _cue("prosecutions"),
    ),
    rule("measure", r"sentenced", _cue("sentenced")),
    rule("magistrates", r"(?:(?:at|in|before) )?(?:the )?magistrates'(?: courts?)?", ()),
)  # fmt: skip
WRONG_RULES: tuple[Rule, ...] = (rule("wrong", WRONG, "these figures count defendants in court"),)
DIRECTION_RULES: tuple[Rule, ...] = (
    rule("neutral", r"ma(?:de|ke|kes|king) up|up to|takes? up|taken up", ()),
    rule(
        "direction",
        r"up|rose|risen|rise|rises|rising|increased?|increases|increasing|grew|grown|growth"
        r"|jump(?:ed)?|surged?|climb(?:ed)?|soared|higher|more than (?=the year)|greater",
        1,
    ),
    rule(
        "direction",
        r"down|fell|fallen|fall|falls|falling|dropped|drop|decreased?|declined?|reduced"
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
    r"|suspected|companies|businesses|domestic"
)
BLOCK_RULES: tuple[Rule, ...] = (
    rule("block", r"\w+n't", "the sentence denies something"),
    rule("block", BLOCK, "the sentence narrows what is counted in a way that these rows do not"),
)
