"""Sex and age as newspapers say them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from stories.reading.mentions import Rule, rule

CHILDREN = ("10-11", "12-14", "15-17")


@dataclass(frozen=True, slots=True)
class People:
    """Whom a number counts.

    Attributes:
        sex: ``male``, ``female`` or None.
        ages: bands or a group; empty for all.
        lengths: custodial lengths; None for all.
    """

    sex: str | None = None
    ages: tuple[str, ...] = ()
    lengths: tuple[str, ...] | None = None


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
        r"(?:people|persons|men|women|defendants|offenders|those) (?:aged )?(?:under|over|below"
        r"|above) \d\d(?!\d)",
        ("?",),
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
    rule("boys", r"boys?", "male"),
    rule("boys", r"girls?", "female"),
    rule("sex", r"females?|women|woman", "female"),
    rule("sex", r"males?|men|man", "male"),
)
