"""``/api/v1/story``: the story of an area, offence and year, in five forms."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from flask import Response

from api.caching import not_modified, tag_of, tagged
from api.context import public_root
from api.limits import costly
from api.problems import refuse_parameters
from api.selecting import Given, given_parameters, require_known, wanted_edition
from api.story_packs import whole_pack
from outcomes.areas import ENGLAND_AND_WALES
from outcomes.errors import ParameterProblem
from outcomes.selection import Selection, read_selection
from outcomes.store import LoadedEdition
from stories import formats
from stories.pack import pack_name
from stories.story import Story, build_story

FAMILY = "breach-of-protective-order"
TAKEN = ("area", "offence", "year", "basis", "edition")
DEFAULT = Selection(offences=(FAMILY,), areas=(ENGLAND_AND_WALES,))
PICTURES = "for the story as text"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which story is wanted; year and basis may be left to the data."""

    area: str
    offence: str
    year: int | None
    basis: str | None
    edition: str | None

    def build(self, loaded: LoadedEdition) -> Story:
        """Write it."""
        return build_story(loaded, self.area, self.offence, self.year, self.basis)


def _json(story: Story, _: LoadedEdition) -> bytes:
    return formats.to_json(story).encode()


def _text(story: Story, _: LoadedEdition) -> bytes:
    return formats.to_text(story).encode()


def _markdown(story: Story, _: LoadedEdition) -> bytes:
    return formats.to_markdown(story, public_root()).encode()


def _html(story: Story, _: LoadedEdition) -> bytes:
    return formats.to_html(story, public_root()).encode()


def _zip(story: Story, loaded: LoadedEdition) -> bytes:
    with costly(PICTURES):
        return whole_pack(story, loaded, public_root())


Writer = Callable[[Story, LoadedEdition], bytes]
FORMS: dict[str, tuple[str, Writer]] = {
    "json": ("application/json", _json),
    "text": ("text/plain", _text),
    "markdown": ("text/markdown", _markdown),
    "html": ("text/html", _html),
    "zip": ("application/zip", _zip),
}


def get_story() -> Response:
    """The story in the form that ``format`` names, JSON if none.

    Raises:
        Refused: for a parameter, value or edition that is not known; 429 for too many zips.
    """
    given = given_parameters()
    require_known(given, (*TAKEN, "format"))
    form = _wanted_form(given)
    wanted = wanted_story({name: values for name, values in given.items() if name != "format"})
    loaded = wanted_edition(Selection(edition=wanted.edition))
    tag = tag_of("story", loaded.edition.id, wanted, form, public_root())
    pinned = wanted.edition is not None
    unchanged = not_modified(tag)
    if unchanged is not None:
        return tagged(unchanged, tag, pinned=pinned)
    return tagged(_response(wanted.build(loaded), loaded, form), tag, pinned=pinned)


def _wanted_form(given: Given) -> str:
    values = given.get("format", ["json"])
    if len(values) != 1 or values[0] not in FORMS:
        shown = ",".join(values)[:80]
        problem = ParameterProblem("format", shown, "There is no such format.", tuple(FORMS))
        raise refuse_parameters([problem])
    return values[0]


def _response(story: Story, loaded: LoadedEdition, form: str) -> Response:
    media_type, write = FORMS[form]
    body = write(story, loaded)
    response = Response(body, mimetype=media_type)
    response.headers["X-Content-SHA256"] = hashlib.sha256(body).hexdigest()
    if form == "zip":
        response.headers["Content-Disposition"] = f'attachment; filename="{pack_name(story)}"'
    return response


def wanted_story(given: Given) -> Wanted:
    """The story that an address asks for; England and Wales, and the usual family, if left out.

    Raises:
        Refused: 400 for a name or value that is not known, or several areas or offences.
    """
    require_known(given, TAKEN)
    years = {"from": given["year"], "to": given["year"]} if "year" in given else {}
    rest = {name: values for name, values in given.items() if name != "year"}
    chosen, problems = read_selection({**rest, **years}, DEFAULT)
    named = [_of_year(problem) for problem in problems if problem.parameter != "to"]
    several = {"area": chosen.areas, "offence": chosen.offences}
    named += [
        ParameterProblem(name, ",".join(slugs)[:80], "A story is about one.", slugs[:3])
        for name, slugs in several.items()
        if len(slugs) > 1
    ]
    if named:
        raise refuse_parameters(named)
    area, offence = chosen.areas[0], chosen.offences[0]
    return Wanted(area, offence, chosen.to_year, chosen.basis, chosen.edition)


def _of_year(problem: ParameterProblem) -> ParameterProblem:
    if problem.parameter != "from":
        return problem
    return ParameterProblem("year", problem.value, problem.reason, problem.near)
