"""Views: the charts that are given as pictures and embeds, found by name.

The site's pages bring theirs (``Find``); the charts of stories stand here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol
from urllib.parse import urlencode

from flask import Flask, current_app

from api.problems import Refused, refuse_parameters
from api.selecting import (
    Given,
    no_edition,
    require_edition,
    wanted_edition,
    wanted_selection,
)
from charts.canvas import Canvas
from charts.mix import mix
from charts.ratio import ratio
from charts.theme import Figure
from charts.trend import trend
from outcomes.editions import Edition
from outcomes.errors import EditionUnavailable, ParameterProblem
from outcomes.queries import answer
from outcomes.reference import read_reference
from outcomes.result import Result
from outcomes.selection import Selection
from outcomes.store import LoadedEdition

EXTENSION = "outcomes-views"


class View(Protocol):
    """One chart as an address asks for it; what cannot be read is among the problems."""

    @property
    def edition(self) -> Edition:
        """The edition that supplies it; raises EditionUnavailable."""

    @property
    def problems(self) -> tuple[ParameterProblem, ...]:
        """What of the address cannot be read."""

    @property
    def address(self) -> str:
        """Path and query of a page that shows the same figures."""

    def draw(self, canvas: Canvas) -> Figure:
        """The chart on a canvas; ``layout.meta`` has its words."""


Find = Callable[[str, Given], Any]


def _trend(result: Result, canvas: Canvas) -> Figure:
    return trend(result, law=read_reference("law"), canvas=canvas)


def _ratio(result: Result, canvas: Canvas) -> Figure:
    return ratio(result, law=read_reference("law"), canvas=canvas)


def _mix(result: Result, canvas: Canvas) -> Figure:
    return mix(result, law=read_reference("law"), canvas=canvas)


@dataclass(frozen=True)
class Plain:
    """How a chart of a story is drawn.

    Attributes:
        figure: draws it.
        by: the breakdown that it draws.
        measures: those that it can draw, the usual one first.
        page: path of the page that shows such figures.
    """

    figure: Callable[[Result, Canvas], Figure]
    by: tuple[str, ...]
    measures: tuple[str, ...]
    page: str


COUNTS = ("prosecutions", "convictions", "sentenced")
RATIOS = ("conviction_ratio", "custody_rate", "acsl_months")
PLAIN = {
    "trend": Plain(_trend, ("year",), COUNTS, "/prosecutions"),
    "ratio": Plain(_ratio, ("year",), RATIOS, "/convictions"),
    "mix": Plain(_mix, ("year", "sentence_outcome"), ("sentenced",), "/sentencing"),
}


@dataclass(frozen=True)
class PlainView:
    """A chart of a story, for any selection that it can draw.

    Attributes:
        name: which of ``PLAIN``.
        selection: what it draws.
        loaded: the edition that supplies it, or None for the one that the request is of.
    """

    name: str
    selection: Selection
    loaded: LoadedEdition | None = None

    problems = ()

    @cached_property
    def result(self) -> Result:
        """The selection answered."""
        return answer(self._loaded, self.selection)

    @property
    def edition(self) -> Edition:
        """The edition that supplies it."""
        return self._loaded.edition

    @property
    def _loaded(self) -> LoadedEdition:
        return self.loaded or wanted_edition(self.selection)

    @property
    def address(self) -> str:
        """The page that shows such figures."""
        query = {name: text for name, text in self.selection.to_params().items() if name != "by"}
        return f"{PLAIN[self.name].page}?{urlencode(query, safe=',')}"

    def draw(self, canvas: Canvas) -> Figure:
        """The chart on a canvas."""
        return PLAIN[self.name].figure(self.result, canvas)


def keep_views(server: Flask, find: Find | None) -> None:
    """Let the routes of this server find the views of pages."""
    server.extensions[EXTENSION] = find


def wanted_view(name: str, given: Given) -> View:
    """The view of a name and the parameters of an address.

    Raises:
        Refused: 404 for a name, 400 for a parameter that is not known, 503 without an edition.
    """
    find: Find | None = current_app.extensions[EXTENSION]
    require_edition(given)
    view: View | None = find(name, given) if find else None
    if view is None and name in PLAIN:
        view = PlainView(name, _plain_selection(PLAIN[name], given))
    if view is None:
        raise Refused(404, f"There is no picture named {name[:80]!r}.")
    try:
        problems = view.problems
    except EditionUnavailable as error:
        raise no_edition() from error
    if problems:
        raise refuse_parameters(problems)
    return view


def _plain_selection(plain: Plain, given: Given) -> Selection:
    """A selection broken down as a plain view draws it: by area too, where it has several."""
    selection = wanted_selection(given)
    if "measure" not in given:
        selection = selection.but(measure=plain.measures[0])
    if selection.measure not in plain.measures:
        reason = "This picture does not show that measure."
        problem = ParameterProblem("measure", selection.measure, reason, plain.measures)
        raise refuse_parameters([problem])
    several = len(selection.areas) > 1 and plain.by == ("year",)
    return selection.but(by=(*plain.by, "area") if several else plain.by)
