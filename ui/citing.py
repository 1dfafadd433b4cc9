"""How figures are cited: a reference list's style, a newspaper's source line, BibTeX."""

from __future__ import annotations

from dataclasses import dataclass

from outcomes.editions import Edition
from outcomes.publishers import publisher_of
from outcomes.receipts import issue
from outcomes.reference import read_reference
from outcomes.result import Result

SITE = "Protective orders in court"
MADE_UP = "Demonstration data: made-up figures, not official statistics"
BRACES = str.maketrans({mark: f"\\{mark}" for mark in "&%$#_{}"})


@dataclass(frozen=True)
class Cited:
    """What a citation names.

    Attributes:
        title: what is shown: measure, offence, area, years, unit.
        result: the figures.
        address: that gives them again, with the edition.
    """

    title: str
    result: Result
    address: str

    @property
    def edition(self) -> Edition:
        """The edition of the figures."""
        return self.result.edition

    @property
    def author(self) -> str:
        """Who published the figures; who publishes the courts' where each has its own citation."""
        if self.edition.demonstration:
            return MADE_UP
        return publisher_of(self.result) or read_reference("publishers")[0]["publisher"]

    @property
    def year(self) -> str:
        """The year in which the newest source was published; ``n.d.`` when not known."""
        by_id = self.edition.source_by_id
        days = [by_id[name].published for name in self.result.sources if name in by_id]
        return max((day[:4] for day in days if day), default="n.d.")

    @property
    def sources(self) -> str:
        """Titles of the sources; a figure that was read elsewhere is named by its citation."""
        titles = {name: one.title for name, one in self.edition.source_by_id.items()}
        return "; ".join(dict.fromkeys(titles.get(name, name) for name in self.result.sources))


def citations(cited: Cited) -> tuple[tuple[str, str], ...]:
    """The styles with their texts."""
    return (
        ("Harvard style", harvard(cited)),
        ("Newspaper source line", newspaper(cited)),
        ("BibTeX", bibtex(cited)),
    )


def harvard(cited: Cited) -> str:
    """For a list of references; the address names the edition, so no day of access is needed."""
    source = f" From: {cited.sources}." if cited.sources else ""
    return (
        f"{cited.author} ({cited.year}) {cited.title}.{source} {SITE}, "
        f"edition {cited.edition.id}. Available at: {cited.address}"
    )


def newspaper(cited: Cited) -> str:
    """One line under a chart or at the end of an article."""
    source = f", {cited.sources}" if cited.sources and not cited.edition.demonstration else ""
    return (
        f"Source: {cited.author}{source} (edition {cited.edition.id}), via {SITE}. "
        f"Receipt {issue(cited.result)}"
    )


def bibtex(cited: Cited) -> str:
    """For LaTeX."""
    note = f"Edition {cited.edition.id}. {cited.sources}".rstrip(". ")
    key = f"outcomes-{cited.edition.id}-{cited.result.measure.name}".replace("_", "-")
    fields = {
        "author": f"{{{_plain(cited.author)}}}",
        "title": f"{{{_plain(cited.title)}}}",
        "year": cited.year,
        "howpublished": SITE,
        "note": _plain(note),
        "url": cited.address,
    }
    lines = "".join(f"  {name} = {{{text}}},\n" for name, text in fields.items())
    return f"@misc{{{key},\n{lines}}}"


def _plain(text: str) -> str:
    return text.translate(BRACES)
