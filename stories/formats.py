"""A story as JSON, text, Markdown and HTML: the same words and numbers in each."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any

import orjson

from outcomes import numbers
from outcomes.offences import label_of
from outcomes.reference import read_reference
from stories.claims import Claim, Figure
from stories.story import Story
from stories.wording import place_name, year_name

DEMONSTRATION = "Demonstration data: made-up figures, not official statistics."
# Writes a text, as a link where an address is given.
Link = Callable[[str, str | None], str]
NO_HEADLINE = "No story: nothing is published for this area, offence and year"


def to_dict(story: Story) -> dict[str, Any]:
    """Everything about a story, for JSON."""
    return {
        "edition": story.edition.id,
        "demonstration": story.edition.demonstration,
        "area": story.area,
        "offence": story.offence,
        "year": story.year,
        "basis": story.basis,
        "headline": story.headline.to_dict() if story.headline else None,
        "claims": [claim.to_dict() for claim in story.claims],
        "charts": [
            {"view": chart.view, "title": chart.title, "query": chart.selection.to_params()}
            for chart in story.charts
        ],
        "notices": [
            {"code": notice.code, "level": notice.level, "text": notice.text}
            for notice in story.notices
        ],
        "source": source_line(story),
    }


def to_json(story: Story) -> str:
    """The story as one JSON object."""
    return f"{orjson.dumps(to_dict(story), option=orjson.OPT_INDENT_2).decode()}\n"


def source_line(story: Story) -> str:
    """Publisher, titles of the sources, edition and licence."""
    if story.edition.demonstration:
        return f"{DEMONSTRATION} Edition {story.edition.id}."
    by_id = story.edition.source_by_id
    titles = "; ".join(by_id[source].title for source in story.sources)
    publisher = read_reference("publishers")[0]
    named = f"{publisher['publisher']}, {titles}" if titles else publisher["publisher"]
    return f"Source: {named}. Edition {story.edition.id}. {publisher['licence']}."


def subject(story: Story) -> str:
    """What the story is about, in one line."""
    year = year_name(story.year, story.basis)
    return f"{label_of(story.offence)}, {place_name(story.area)}, {year}"


def to_text(story: Story) -> str:
    """The story as plain text."""
    lines = [DEMONSTRATION, ""] if story.edition.demonstration else []
    lines += [_headline(story), ""]
    lines += [line for claim in story.claims for line in (claim.text, "")]
    lines += [f"Note: {text}" for text in _note_texts(story)]
    lines += ["", source_line(story), _receipts(story)]
    return "\n".join(lines).rstrip() + "\n"


def _headline(story: Story) -> str:
    return story.headline.text if story.headline else NO_HEADLINE


def _receipts(story: Story) -> str:
    codes = [claim.receipt for claim in story.claims if claim.receipt]
    return f"Receipts: {' '.join(dict.fromkeys(codes))}" if codes else ""


def interval_lines(story: Story) -> tuple[str, ...]:
    """Wilson 95% intervals of the shares of fewer than 1,000, once each."""
    figures = [figure for claim in story.claims for figure in claim.figures]
    return tuple(dict.fromkeys(_interval(one) for one in figures if one.interval))


def _interval(figure: Figure) -> str:
    low, high = figure.interval or (0.0, 0.0)
    top, bottom = f"{figure.numerator:,}", f"{figure.denominator:,}"
    return f"{figure.text} ({top} of {bottom}): 95% interval {_percent(low)} to {_percent(high)}."


def _percent(fraction: float) -> str:
    return f"{numbers.round_half_away(fraction * 100)}%"


def to_markdown(story: Story, base: str = "") -> str:
    """The story as Markdown, each number a link to its rows; ``base`` goes before addresses."""
    lines = [f"**{DEMONSTRATION}**", ""] if story.edition.demonstration else []
    lines += [f"# {_headline(story)}", ""]
    for claim in story.claims:
        lines += [_linked(claim, base, _markdown_link), ""]
    lines += [f"- {_plain_markdown(text)}" for text in _note_texts(story)]
    lines += ["", _plain_markdown(source_line(story)), "", _receipts(story)]
    return "\n".join(lines).rstrip() + "\n"


def _note_texts(story: Story) -> tuple[str, ...]:
    return (*(notice.text for notice in story.notices), *interval_lines(story))


def to_html(story: Story, base: str = "") -> str:
    """The story as an HTML article, each number a link to its rows."""
    mark = f'<p class="demonstration">{escape(DEMONSTRATION)}</p>\n'
    sentences = "\n".join(
        f'<p id="claim-{place}" data-template="{escape(claim.template)}" '
        f'data-receipt="{escape(claim.receipt or "")}">{_linked(claim, base, _html_link)}</p>'
        for place, claim in enumerate(story.claims, start=1)
    )
    notes = "\n".join(f"<li>{escape(text)}</li>" for text in _note_texts(story))
    return (
        '<article class="story" lang="en-GB">\n'
        f"{mark if story.edition.demonstration else ''}"
        f"<h1>{escape(_headline(story))}</h1>\n{sentences}\n"
        f'<ul class="notes">\n{notes}\n</ul>\n'
        f'<p class="source">{escape(source_line(story))}</p>\n</article>\n'
    )


def claim_html(claim: Claim, base: str = "") -> str:
    """One sentence as HTML, each number a link to its rows."""
    return _linked(claim, base, _html_link)


def _linked(claim: Claim, base: str, link: Link) -> str:
    pieces: list[str] = []
    read = 0
    for figure in claim.figures:
        pieces.append(link(claim.text[read : figure.start], None))
        pieces.append(link(figure.text, f"{base}{figure.rows.address(claim.edition)}"))
        read = figure.end
    return "".join([*pieces, link(claim.text[read:], None)])


def _html_link(text: str, address: str | None) -> str:
    if address is None:
        return escape(text)
    return f'<a href="{escape(address)}">{escape(text)}</a>'


def _markdown_link(text: str, address: str | None) -> str:
    return _plain_markdown(text) if address is None else f"[{_plain_markdown(text)}]({address})"


_MARKDOWN = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_[]<>#|"})


def _plain_markdown(text: str) -> str:
    return text.translate(_MARKDOWN)
