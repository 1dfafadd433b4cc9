"""What every file says of itself: title, source, edition, licence, notes, demonstration mark."""

from __future__ import annotations

from charts.notes import notes, sign_notes
from outcomes import publishers
from outcomes.areas import areas
from outcomes.neighbour_measures import ORDERS, table_of
from outcomes.neighbours import MID_YEAR, RECORDED_CRIME
from outcomes.offences import label_of
from outcomes.order_rows import order_name
from outcomes.orders import orders_made
from outcomes.recorded import recorded_offences
from outcomes.reference import read_reference
from outcomes.result import Result
from outcomes.selection import Selection
from outcomes.vocabulary import PERIOD_BASIS_LABELS

DEMONSTRATION = "Demonstration data: made-up figures, not official statistics."
DEMONSTRATION_COLUMN = "demonstration_data_not_official_statistics"
MORE_THAN = 3

BREAKDOWN_LABELS = {
    "year": "year",
    "area": "area",
    "offence": "offence",
    "sex": "sex",
    "age_group": "age group",
    "age_range": "age",
    "ethnicity": "ethnicity",
    "court": "court",
    "sentence_outcome": "sentence outcome",
    "custodial_length": "custodial length",
    "outcome": "outcome",
    "order": "kind of order",
}
BASIS_LABELS = {**PERIOD_BASIS_LABELS, MID_YEAR: "30 June of the year"}
CITED_LICENCE = "As each source states it; see the citations."


def title_of(result: Result) -> str:
    """What the figures are, in one line.

    For example ``Conviction ratio, breach of protective order, West Midlands, 2010 to 2024, by
    year``.
    """
    chosen = result.selection
    parts = [
        result.measure.label.capitalize(),
        _listed([_uncapitalised(one) for one in kind_labels(result)], _kind_noun(result)),
        _listed([areas()[slug].name for slug in chosen.areas], "areas"),
        *(word for word in (chosen.sex, chosen.age) if word),
        period_of(chosen),
        f"by {_joined([BREAKDOWN_LABELS[name] for name in result.by])}",
    ]
    return ", ".join(part for part in parts if part)


def kind_labels(result: Result) -> list[str]:
    """What the offences, recorded offences or orders of a result are called."""
    table = table_of(result.measure.name)
    chosen = result.selection.offences
    if table is None:
        return [label_of(slug) for slug in chosen]
    if table.name == RECORDED_CRIME:
        return [recorded_offences()[slug].label for slug in chosen]
    return [order_name(slug) for slug in chosen]


def _kind_noun(result: Result) -> str:
    return "kinds of orders" if "order" in result.by else "offences"


def _uncapitalised(label: str) -> str:
    plain = label[:1].isupper() and not label[1:2].isupper()
    return label[:1].lower() + label[1:] if plain else label


def _listed(names: list[str], noun: str) -> str:
    return f"{len(names)} {noun}" if len(names) > MORE_THAN else _joined(names)


def _joined(names: list[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def period_of(selection: Selection) -> str:
    """The years of a selection in words; empty when none is published."""
    first, last = selection.from_year, selection.to_year
    if first is None or last is None:
        return ""
    noun, years = ("year", f"{first}") if first == last else ("years", f"{first} to {last}")
    return f"{noun} ending March {years}" if selection.basis == "march" else years


def unit_of(result: Result) -> str:
    """The counting unit and basis: ``defendants, calendar year``."""
    basis = BASIS_LABELS.get(result.selection.basis or "", "")
    return ", ".join(part for part in (result.measure.unit, basis) if part)


def source_of(result: Result) -> str:
    """Publisher and titles of the sources used; says so when nothing is published."""
    titles = [one["title"] for one in sources_of(result)]
    if not titles:
        return "No source in this edition covers the selection."
    publisher = publisher_of(result)
    return f"{publisher}: {'; '.join(titles)}" if publisher else "; ".join(titles)


def sources_of(result: Result) -> list[dict[str, str]]:
    """Title, time of publication and address of each source used; a citation is its own title."""
    by_id = result.edition.source_by_id
    cited = {made.citation: made.url for made in orders_made()}
    files = {name: (one.title, one.published, one.url) for name, one in by_id.items()}
    told = [files.get(name, (name, "", cited.get(name, ""))) for name in result.sources]
    return [{"title": title, "published": when, "url": url} for title, when, url in told]


def publisher_of(result: Result) -> str:
    """Who published the sources of a result; empty where each row has a citation of its own."""
    return (
        "Demonstration generator"
        if result.edition.demonstration
        else publishers.publisher_of(result)
    )


def licence_of(result: Result) -> str:
    """The licence under which the figures may be used."""
    if result.edition.demonstration:
        return "None needed: the figures are made up."
    if _is_cited(result):
        return CITED_LICENCE
    return f"{_collection()['licence']} ({_collection()['licence_url']})"


def attribution_of(result: Result) -> str:
    """The sentence that the licence asks for; empty where it asks for none."""
    free = result.edition.demonstration or _is_cited(result)
    return "" if free else _collection()["licence_text"]


def _is_cited(result: Result) -> bool:
    table = table_of(result.measure.name)
    return table is not None and table.name == ORDERS


def notes_of(result: Result) -> tuple[str, ...]:
    """The notes that apply to these figures: the measure's own, then those of the pages.

    What the signs in a page's table mean is left out: files explain their own.
    """
    own = (result.measure.definition, result.measure.caveat)
    if table_of(result.measure.name) is not None:
        return tuple(dict.fromkeys((*own, *(notice.text for notice in result.notices))))
    signs = set(sign_notes(result))
    return tuple(dict.fromkeys((*own, *(text for text in notes(result) if text not in signs))))


def _collection() -> dict[str, str]:
    return read_reference("publishers")[0]
