"""What every file says of itself: title, source, edition, licence, notes, demonstration mark."""

from __future__ import annotations

from charts.notes import notes, sign_notes
from outcomes.areas import areas
from outcomes.editions import Edition
from outcomes.offences import label_of
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
}


def title_of(result: Result) -> str:
    """What the figures are, in one line.

    For example ``Conviction ratio, breach of protective order, West Midlands, 2010 to 2024, by
    year``.
    """
    chosen = result.selection
    parts = [
        result.measure.label.capitalize(),
        _listed([_uncapitalised(label_of(slug)) for slug in chosen.offences], "offences"),
        _listed([areas()[slug].name for slug in chosen.areas], "areas"),
        *(word for word in (chosen.sex, chosen.age) if word),
        period_of(chosen),
        f"by {_joined([BREAKDOWN_LABELS[name] for name in result.by])}",
    ]
    return ", ".join(part for part in parts if part)


def _uncapitalised(label: str) -> str:
    plain = label[:1].isupper() and not label[1:2].isupper()
    return label[:1].lower() + label[1:] if plain else label


def _listed(names: list[str], noun: str) -> str:
    return f"{len(names)} {noun}" if len(names) > MORE_THAN else _joined(names)


def _joined(names: list[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]


def period_of(selection: Selection) -> str:
    """The years of a selection in words; empty when none is published."""
    first, last = selection.from_year, selection.to_year
    years = f"{first}" if first == last else f"{first} to {last}"
    if first is None or last is None:
        return ""
    return f"years ending March {years}" if selection.basis == "march" else years


def unit_of(result: Result) -> str:
    """The counting unit and basis: ``defendants, calendar year``."""
    basis = PERIOD_BASIS_LABELS.get(result.selection.basis or "", "")
    return ", ".join(part for part in (result.measure.unit, basis) if part)


def source_of(result: Result) -> str:
    """Publisher and titles of the sources used; says so when nothing is published."""
    by_id = result.edition.source_by_id
    titles = [by_id[name].title for name in result.sources]
    if not titles:
        return "No source in this edition covers the selection."
    return f"{publisher_of(result.edition)}: {'; '.join(titles)}"


def publisher_of(edition: Edition) -> str:
    """Who published the edition's sources."""
    return "Demonstration generator" if edition.demonstration else _collection()["publisher"]


def licence_of(edition: Edition) -> str:
    """The licence under which the figures may be used."""
    if edition.demonstration:
        return "None needed: the figures are made up."
    return f"{_collection()['licence']} ({_collection()['licence_url']})"


def attribution_of(edition: Edition) -> str:
    """The sentence that the licence asks for."""
    return "" if edition.demonstration else _collection()["licence_text"]


def notes_of(result: Result) -> tuple[str, ...]:
    """The notes that apply to these figures: the measure's own, then those of the pages.

    What the signs in a page's table mean is left out: files explain their own.
    """
    own = (result.measure.definition, result.measure.caveat)
    signs = set(sign_notes(result))
    return tuple(dict.fromkeys((*own, *(text for text in notes(result) if text not in signs))))


def _collection() -> dict[str, str]:
    return read_reference("publishers")[0]
