"""``/areas/<area>/story``: the story pack as a page, to read, print and take away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from flask import Response, abort
from markupsafe import Markup

from api.context import public_root
from api.documents import page, share_card
from api.problems import Refused
from api.rows_page import shown_rows
from api.selecting import Given, given_parameters, wanted_edition
from api.stills import still_of
from api.stories import TAKEN, Wanted, wanted_story
from api.story_packs import views_of
from api.views import PlainView
from outcomes.areas import areas
from outcomes.errors import ParameterProblem
from outcomes.offences import ALL_OFFENCES, families, label_of, offences
from outcomes.problem_words import SERVED_ANSWERS, problem_words, set_to
from outcomes.queries import published_years
from outcomes.selection import Selection
from outcomes.since import revised_since
from outcomes.store import LoadedEdition
from stories import formats
from stories.story import Story

DESCRIPTION = "The figures of one area, offence and year as sentences, charts and rows."
LINKS = (
    ("Everything as a zip", "zip"),
    ("Text", "text"),
    ("Markdown", "markdown"),
    ("HTML", "html"),
    ("JSON", "json"),
)


def get_story_page(area: str) -> Response:
    """The page of an area's story; what of the address cannot be read falls back, and is said."""
    if area not in areas():
        abort(404)
    given = {name: values for name, values in given_parameters().items() if name in TAKEN}
    wanted, problems = _wanted({**given, "area": [area]})
    try:
        loaded = wanted_edition(Selection(edition=wanted.edition))
    except Refused as error:
        wanted, problems = replace(wanted, edition=None), (*problems, *error.parameters)
        loaded = _served()
    story = wanted.build(loaded)
    views = views_of(story, loaded)
    share_card(_picture_address(views[0], "png", "card") if views else "")
    facts = _facts(story, wanted, loaded)
    notices = [*_told(problems, wanted, story), *facts.pop("warnings")]
    charts = [_chart(view) for view in views]
    return page(
        "story", formats.subject(story), _headline(story), charts=charts, notices=notices, **facts
    )


def _served() -> LoadedEdition:
    try:
        return wanted_edition(Selection())
    except Refused:
        abort(503)


def _wanted(given: Given) -> tuple[Wanted, tuple[ParameterProblem, ...]]:
    """What is wanted without what cannot be read, and what that is."""
    try:
        return wanted_story(given), ()
    except Refused as error:
        unread = {one.parameter for one in error.parameters}
        kept = {name: values for name, values in given.items() if name not in unread}
        return wanted_story(kept), error.parameters


def _told(problems: Sequence[ParameterProblem], wanted: Wanted, story: Story) -> list[str]:
    """What could not be read, in the names of the page's controls, once each."""
    offence_labels = {slug: label for _, options in _offence_groups() for slug, label in options}
    instead = {
        "offence": set_to("Offence", label_of(wanted.offence)),
        "year": set_to("Year", str(story.year or "")),
        "edition": SERVED_ANSWERS,
    }
    told = [
        problem_words(
            problem,
            offence_labels if problem.parameter == "offence" else {},
            instead.get(problem.parameter, ""),
        )
        for problem in problems
    ]
    return list(dict.fromkeys(told))


def _headline(story: Story) -> str:
    return story.headline.text if story.headline else formats.NO_HEADLINE


def _facts(story: Story, wanted: Wanted, loaded: LoadedEdition) -> dict[str, Any]:
    root = public_root()
    warnings = [*_since(story, loaded), *_texts(story, "warning")]
    notes = _texts(story, "note")
    return {
        "headline": _headline(story),
        "place": areas()[wanted.area].name,
        "area": wanted.area,
        "offence": wanted.offence,
        "year": story.year,
        "edition": wanted.edition or "",
        "groups": _offence_groups(),
        "years": _years(loaded, wanted),
        "sentences": [_sentence(claim) for claim in story.claims],
        "warnings": warnings,
        "notes": [*notes, *formats.interval_lines(story)],
        "source": formats.source_line(story),
        "copies": (
            ("Text", "text", formats.to_text(story)),
            ("Markdown", "markdown", formats.to_markdown(story, root)),
            ("HTML", "html", formats.to_html(story, root)),
        ),
        "links": [(label, _file_address(story, form)) for label, form in LINKS],
        "weekly": f"/areas/{wanted.area}/weekly.txt?{urlencode({'offence': wanted.offence})}",
        "feed": f"/feed.atom?{urlencode({'area': wanted.area, 'offence': wanted.offence})}",
        "address": f"{root}/areas/{wanted.area}/story?{urlencode(_pinned(story))}",
    }


def _texts(story: Story, level: str) -> list[str]:
    return [notice.text for notice in story.notices if notice.level == level]


def _since(story: Story, loaded: LoadedEdition) -> tuple[str, ...]:
    return revised_since(loaded, _served(), [one.to_params() for one in story.results])


def _sentence(claim: Any) -> dict[str, Any]:
    linked = Markup(shown_rows(formats.claim_html(claim)))  # noqa: S704 (every part is escaped)
    return {"html": linked, "text": claim.text, "receipt": claim.receipt}


def _pinned(story: Story) -> dict[str, str | int]:
    return {"offence": story.offence, "year": story.year, "edition": story.edition.id}


def _file_address(story: Story, form: str) -> str:
    query = {"area": story.area, **_pinned(story), "basis": story.basis, "format": form}
    return f"/api/v1/story?{urlencode(query)}"


def _years(loaded: LoadedEdition, wanted: Wanted) -> list[int]:
    asked = ("prosecutions", "sentenced")
    found = {year for one in asked for year in published_years(loaded, one, wanted.area)}
    return sorted(found | ({wanted.year} if wanted.year else set()), reverse=True)


def _offence_groups() -> list[tuple[str, list[tuple[str, str]]]]:
    together = [(one.slug, one.label) for one in families().values()]
    together.append((ALL_OFFENCES, label_of(ALL_OFFENCES)))
    single = sorted((one.label, slug) for slug, one in offences().items())
    return [
        ("Offences taken together", together),
        ("One by one", [(slug, label) for label, slug in single]),
    ]


def _chart(view: PlainView) -> dict[str, Any]:
    still = still_of(view)
    return {
        "wide": Markup(still.wide),  # noqa: S704 (drawn here; its texts are escaped)
        "narrow": Markup(still.narrow),  # noqa: S704 (the same)
        "words": still.words,
        "rows": f"/rows?{urlencode(view.selection.to_params(), safe=',')}",
        "pictures": [
            ("SVG", _picture_address(view, "svg", "web")),
            ("PNG", _picture_address(view, "png", "web")),
            ("PNG for print", _picture_address(view, "png", "print")),
        ],
    }


def _picture_address(view: PlainView, suffix: str, size: str) -> str:
    query = {name: text for name, text in view.selection.to_params().items() if name != "by"}
    sized = query if size == "web" else {**query, "size": size}
    return f"/charts/{view.name}.{suffix}?{urlencode(sized, safe=',')}"
