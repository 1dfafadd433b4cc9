"""The formats of source files: how published figures arise from their rows.

Headers are a table, ``data/reference/columns.csv``; a format is recognised by them alone
(``etl.reading.layouts``). Code knows one short rule a format: ``RULES``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from etl.reading.labels import CONVICTED, SENTENCED
from etl.reading.rules import FormatRule, Measure, TableRule
from outcomes.vocabulary import MAGISTRATES, MARCH

__all__ = ["RULES", "FormatRule", "Layout", "Measure", "Recognised", "TableRule"]

IGNORED = "ignored:"
BOTH = "both"
# Columns of a wide file: ``wide:<key>:<word>``, one for each word of a key that it spreads out.
WIDE = "wide:"
WIDE_KEYS = ("sentence_outcome", "custodial_length")

_CONVICTED = Measure("count", where=("convicted", CONVICTED))
_PROSECUTIONS, _CONVICTIONS = Measure("prosecutions"), Measure("convictions")
_PROCEEDINGS = TableRule({"prosecutions": _PROSECUTIONS, "convictions": _CONVICTIONS})
_SENTENCED = Measure("sentenced")
_SENTENCES = TableRule(
    {
        "sentenced": _SENTENCED,
        "acsl_persons": Measure("acsl_persons"),
        "acsl_months": Measure("acsl_months"),
    }
)
_NO_OUTCOME = "sentences are left out: the file does not say which, so no share could be told"
RULES: Mapping[str, FormatRule] = {
    "A": FormatRule(
        "Court outcomes by police force area",
        {
            "proceedings": TableRule(
                {
                    "prosecutions": Measure("count", where=("court", MAGISTRATES)),
                    "convictions": _CONVICTED,
                }
            ),
            "sentences": TableRule(
                {"sentenced": Measure("count")},
                where=("sentenced_flag", SENTENCED),
                keys={"sentence_outcome": "outcome"},
            ),
        },
    ),
    "B": FormatRule(
        "Magistrates' court proceedings",
        {
            "proceedings": TableRule(
                {"prosecutions": Measure("count"), "convictions": _CONVICTED},
                court_coverage=MAGISTRATES,
            ),
            "sentences": TableRule(
                {"sentenced": Measure("count")},
                court_coverage=MAGISTRATES,
                where=("sentenced_flag", SENTENCED),
                court=MAGISTRATES,
                keys={"sentence_outcome": "outcome"},
            ),
        },
    ),
    "C": FormatRule("Outcomes by offence", {"sentences": _SENTENCES}),
    "D": FormatRule(
        "Prosecutions, convictions and sentences, all courts",
        {
            "proceedings": _PROCEEDINGS,
            "sentences": TableRule({"sentenced": _SENTENCED}, wide=True),
        },
    ),
    "E": FormatRule("Sentencing by offence group", {"sentences": _SENTENCES}),
    "G": FormatRule("Outcomes by offence", {"proceedings": _PROCEEDINGS, "sentences": _SENTENCES}),
    "H": FormatRule(
        "Outcomes by offence, year ending March",
        {"proceedings": _PROCEEDINGS},
        basis=MARCH,
        remarks={"ignored:sentenced": _NO_OUTCOME},
    ),
}


@dataclass(frozen=True)
class Layout:
    """The headers of one kind of member in one format.

    Attributes:
        letter: of the format.
        kind: ``proceedings``, ``sentences``, or ``both`` when one member feeds every table.
        columns: for each accepted header, in the form of ``normalise_header``, our column.
        spelled: the headers as the publisher writes them, in the same form to spelling.
        required: columns that may not be missing.
    """

    letter: str
    kind: str
    columns: Mapping[str, str]
    spelled: Mapping[str, str]
    required: frozenset[str]

    def __str__(self) -> str:
        kind = "" if self.kind == BOTH else f", {self.kind} member"
        return f"format {self.letter}{kind}"

    @property
    def tables(self) -> dict[str, TableRule]:
        """The published tables that such a member feeds, with their rules."""
        tables = RULES[self.letter].tables
        return {name: tables[name] for name in tables if self.kind in (name, BOTH)}


@dataclass(frozen=True)
class Recognised:
    """A member whose headers are understood.

    Attributes:
        layout: the layout that its headers follow.
        headers: its headers as they stand, in order.
        places: for each of our columns that is wanted, the place of its header.
    """

    layout: Layout
    headers: tuple[str, ...]
    places: Mapping[str, int]

    @property
    def rule(self) -> FormatRule:
        """The rule of the format."""
        return RULES[self.layout.letter]

    def measures(self, table: str) -> dict[str, Measure]:
        """The measures of a table that this member carries."""
        known = self.layout.tables[table].measures
        return {name: known[name] for name in known if known[name].column in self.places}

    def key_column(self, table: str, key: str) -> str | None:
        """The column that holds a published key, once rows are unfolded; None when none does."""
        rule = self.layout.tables[table]
        if rule.wide and key in WIDE_KEYS:
            return key
        column = rule.keys.get(key, key)
        return column if column in self.places else None

    def tells(self, table: str, key: str) -> bool:
        """Whether its rows tell a published key, by a column or through another."""
        through = {"age_group": "age_range"}.get(key, key)
        return self.key_column(table, key) is not None or through in self.places
