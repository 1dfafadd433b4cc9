"""What the figures mean: made from the registries that the code itself uses."""

from __future__ import annotations

from datetime import date

from dash.development.base_component import Component

from charts.values import SYMBOLS
from outcomes import offences
from outcomes.inference import CONFIDENCE, LOW_BASE, SIGNIFICANCE
from outcomes.measures import MEASURES, Measure
from outcomes.offences import Family
from outcomes.reference import read_reference
from outcomes.store import LoadedEdition
from outcomes.vocabulary import LENGTH_BANDS, NOT_KNOWN, SENTENCE_OUTCOMES
from ui import elements as html
from ui.binding import bind_plain
from ui.page import PlainPage
from ui.tables import listing
from ui.words import contents, part

PARTS = (
    ("measures", "What is counted"),
    ("offences", "Offences taken together"),
    ("law", "The law and its dates"),
    ("limits", "What the figures do not say"),
    ("rules", "How figures are worked out"),
    ("signs", "Signs"),
    ("words", "Sentences and lengths"),
    ("sources", "Sources"),
)

RULES = (
    (
        "One figure, one source: a value never adds rows of two files. The newest file that covers "
        "the whole selection supplies it."
    ),
    "Absent, zero, not published and not known are four things, and shown as four.",
    (
        "Ratios and shares are divided after summing, from unrounded counts, and rounded half away "
        "from zero."
    ),
    f"Shares of fewer than 1,000 have a {CONFIDENCE:.0%} interval (Wilson).",
    (
        "A change between two counts is called a change when an exact conditional test gives p "
        f"under {SIGNIFICANCE:.2f}, and otherwise “little changed”. Shares are compared with "
        "Fisher’s exact test."
    ),
    (
        "In breakdowns of people, counts from 1 to 4 are shown as “fewer than 5”, and a larger one "
        "that would give such a count away is not shown. The source’s own rows can be downloaded "
        "as published."
    ),
    (
        f"Percentages of fewer than {LOW_BASE} stand in no sentence and no ranking; tables mark "
        "them [u] and give their interval."
    ),
    "The limits of a funnel hold 95 and 99.8 per cent of areas if only chance made them differ.",
)


def content(_: LoadedEdition) -> list[Component]:
    """The parts of the page; they are the same for every edition."""
    made: tuple[list[Component], ...] = (
        [html.Dl([one for measure in MEASURES.values() for one in _measure(measure)])],
        [_family(family) for family in offences.families().values()],
        _law(),
        [html.Ul([html.Li(row["text"]) for row in read_reference("notes")])],
        _rules(),
        [_signs()],
        _words(),
        [_publishers()],
    )
    parts = [
        part(heading, name, *inner) for (name, heading), inner in zip(PARTS, made, strict=True)
    ]
    return [contents(PARTS), *parts]


def _measure(measure: Measure) -> tuple[Component, Component]:
    label = measure.label[:1].upper() + measure.label[1:]
    words = [html.P(measure.definition), html.P(measure.caveat)]
    return html.Dt(label), html.Dd([*words, html.P(f"Unit: {measure.unit}.")])


def _family(family: Family) -> Component:
    rows = [row for row in read_reference("offence_families") if row["family"] == family.slug]
    known = offences.offences()
    items = [html.Li(_offence(known[row["offence"]], row["reason"])) for row in rows]
    return html.Section([html.H3(family.label), html.Ul(items)])


def _offence(offence: offences.Offence, reason: str) -> str:
    codes = [code for code in (offence.moj_code, *offence.home_office_codes) if code]
    coded = f" ({', '.join(codes)})" if codes else ""
    left_out = f". Not in the family: {reason[:1].lower()}{reason[1:]}." if reason else ""
    return f"{offence.label}{coded}{left_out}"


def _law() -> list[Component]:
    items = []
    for row in read_reference("law"):
        day = date.fromisoformat(row["date"])
        heading = html.Dt(f"{day.day} {day:%B %Y}: {row['title']}")
        source = html.A("Source", href=row["source"])
        items += [heading, html.Dd([html.P(row["what"]), html.P(source)])]
    words = (
        "Charts mark these dates with a number. A mark does not say that the law caused a change."
    )
    return [html.P(words), html.Dl(items)]


def _rules() -> list[Component]:
    return [html.Ul([html.Li(rule) for rule in RULES])]


def _signs() -> Component:
    return listing("Signs in tables", ("Sign", "Meaning"), tuple(SYMBOLS.items()))


def _words() -> list[Component]:
    bands = [
        (band, "; ".join(labels)) for band, labels in LENGTH_BANDS.items() if band != NOT_KNOWN
    ]
    return [
        html.P(f"Sentences, as rows name them: {', '.join(SENTENCE_OUTCOMES)}."),
        listing("Bands of custodial length", ("Band", "Lengths in the source"), bands),
    ]


def _publishers() -> Component:
    items = [
        html.Li(
            [
                f"{row['publisher']}, ",
                html.A(row["title"], href=row["page"]),
                f". {row['licence']}.",
            ]
        )
        for row in read_reference("publishers")
    ]
    return html.Ul(items)


PAGE = PlainPage(
    "methods",
    "/methods",
    "Methods",
    "What is counted, where it comes from, what the law says, and what the figures cannot tell.",
)

layout = bind_plain(PAGE, __name__, content)
