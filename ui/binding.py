"""Binds a page: its layout from an address, and its one callback from the controls.

This is the only place that writes callbacks. A control changes: the callback reads all controls
again as untrusted and gives a new panel, while the browser pushes the new address. Back and
Forward set the controls, and the same callback answers. Nothing else is built again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import dash
from dash import ClientsideFunction, Input, Output, html, no_update
from dash.development.base_component import Component

from outcomes import areas
from outcomes.boundaries import boundaries_mark
from outcomes.errors import EditionUnavailable
from outcomes.selection import Selection
from outcomes.shelf import Shelf
from outcomes.since import revised_since
from outcomes.store import LoadedEdition
from ui.context import Accepted, Asked, current_store, pinned_edition, read_asked, requested_path
from ui.nearest import nearest_published
from ui.panel import Panel
from ui.routes import PLACE, PLACE_PREFIX, PLACE_TEMPLATE, place_of
from ui.selection_form import Field, SelectionForm
from ui.sharing import share
from ui.shell import SITE
from ui.slots import Slots
from ui.titles import chosen_title

PANELS = 32
# The panels that were drawn last, whoever asked.
_panels = Shelf(PANELS)
_bound: dict[str, Page] = {}

NO_EDITION = "There is no edition to answer from at this moment. Try again in a minute."


@dataclass(frozen=True)
class Page:
    """A page with controls.

    Attributes:
        name: its word in ids and in the navigation.
        path: its address.
        title: its heading.
        intro: one sentence under the heading.
        fields: the controls, for an edition and what was asked.
        render: the panel for what was asked.
        defaults: the selection of the bare address; its breakdown is the page's own.
        measures: the measures that the page shows; its default one alone when empty.
        sections: names of the page's parts, each a chart with its table.
        options: each option of drawing with its accepted values, the default one first.
        of_place: whether the page is about the area that its path names.
    """

    name: str
    path: str
    title: str
    intro: str
    fields: Callable[[Asked], Sequence[Field]]
    render: Callable[[Asked], Panel]
    defaults: Selection
    sections: tuple[str, ...]
    measures: tuple[str, ...] = ()
    options: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    of_place: bool = False

    def ask(self, params: Mapping[str, Any]) -> Asked:
        """Read an address or the controls' value.

        Raises:
            EditionUnavailable: when there is no edition.
        """
        known = {name: value for name, value in params.items() if name not in {"by", PLACE}}
        accepted = Accepted(self.defaults, self.measures, self.options)
        return read_asked(known, accepted)

    def show(self, asked: Asked) -> Panel:
        """The panel for what was asked, with what those need who take it away."""
        panel = self._render_once(asked)
        written = {**asked.selection.to_params(), **asked.options}
        drawn = {name: text for name, text in written.items() if name != "by"}
        usual = {name: accepted[0] for name, accepted in self.options.items()}
        if len(self.measures) < 2:
            usual["measure"] = self.defaults.measure
        query = {name: text for name, text in drawn.items() if usual.get(name) != text}
        path = f"{PLACE_PREFIX}{asked.selection.areas[0]}" if self.of_place else self.path
        revised = revised_since(asked.loaded, pinned_edition(), panel.queries)
        shown = replace(panel, view=self.name, path=path, query=query, revised=revised)
        return replace(
            shown, title=panel.title or self._title(asked), instead=self._instead(asked, shown)
        )

    def _render_once(self, asked: Asked) -> Panel:
        """The panel, drawn once for the document, for Dash's start on it, and for the controls."""
        options = tuple(sorted(asked.options.items()))
        made_from = (asked.loaded.edition.id, boundaries_mark(current_store().data_dir))
        key = (self.name, made_from, asked.selection, options, asked.explicit)
        return _panels.take(key, lambda: self.render(asked), lambda _: 1)

    def _title(self, asked: Asked) -> str:
        place = self.of_place and areas.areas()[asked.selection.areas[0]].name
        return chosen_title(place or self.title, asked.selection, of_place=self.of_place)

    def _instead(self, asked: Asked, panel: Panel) -> tuple[str, str] | None:
        found = (
            nearest_published(asked.loaded, panel.selection, of_place=self.of_place)
            if panel.of_courts
            else None
        )
        return (found.words, panel.address_of({**panel.query, **found.changes})) if found else None


@dataclass(frozen=True)
class PlainPage:
    """A page without controls: its word, address, heading and one sentence about it."""

    name: str
    path: str
    title: str
    intro: str


def bound_pages() -> Mapping[str, Page]:
    """The pages with controls that were bound, by their word."""
    return _bound


def bind(page: Page, module: str) -> Callable[..., Component]:
    """Write a page's callback, put the page in its place, and give its layout function."""
    _bound[page.name] = page
    form, status = f"{page.name}-selection", f"{page.name}-status"
    slots = Slots(page.name, page.sections)

    @dash.callback(
        Output(status, "children"),
        *slots.outputs(),
        Input(form, "value"),
        prevent_initial_call=True,
    )
    def answer(value: object) -> list[Any]:
        try:
            asked = page.ask(value if isinstance(value, dict) else {})
        except EditionUnavailable:
            return [NO_EDITION, *([no_update] * len(slots.outputs()))]
        shown = page.show(asked)
        return [shown.words.finding, *slots.values(shown, asked.problems)]

    dash.clientside_callback(
        ClientsideFunction("outcomes", "push_address"),
        Input(form, "value"),
        prevent_initial_call=True,
    )

    def layout(**query: Any) -> Component:
        place = place_of(requested_path()) if page.of_place else None
        asked = page.ask(query | {"area": place.slug} if place else query)
        fields = showing(asked, page.fields(asked))
        action = f"{PLACE_PREFIX}{place.slug}" if place else page.path
        shown = page.show(asked)
        share(shown)
        return html.Div(
            [
                html.H1(place.name if place else page.title),
                html.P(page.intro, className="intro"),
                SelectionForm(form, action, fields, chosen_values(asked, fields)),
                html.Div(id=status, role="status", className="visually-hidden"),
                html.Div(slots.layout(shown, asked.problems), className="panel"),
            ],
            className=f"page page-{page.name}",
        )

    register(module, page, layout)
    return layout


def bind_plain(
    page: PlainPage, module: str, content: Callable[[LoadedEdition], list[Component]]
) -> Callable[..., Component]:
    """Put a page without controls in its place, and give its layout function."""

    def layout(**_: Any) -> Component:
        heading = [html.H1(page.title), html.P(page.intro, className="intro")]
        shown = [*heading, *content(pinned_edition())]
        return html.Div(shown, className=f"page page-{page.name}")

    register(module, page, layout)
    return layout


def register(module: str, page: Page | PlainPage, layout: Callable[..., Component]) -> None:
    """Give Dash's router a page."""
    of_place = isinstance(page, Page) and page.of_place
    dash.register_page(  # type: ignore[no-untyped-call]
        module,
        None if of_place else page.path,
        path_template=PLACE_TEMPLATE if of_place else None,
        name=page.name,
        title=_place_title if of_place else f"{page.title} – {SITE}",
        description=page.intro,
        layout=layout,
    )


def _place_title(**variables: str) -> str:
    place = place_of(f"{PLACE_PREFIX}{variables.get(PLACE, '')}")
    return f"{place.name} – {SITE}" if place else SITE


def showing(asked: Asked, fields: Sequence[Field]) -> tuple[Field, ...]:
    """The controls, each able to show what was asked even where it does not offer it."""
    chosen = chosen_values(asked, fields)
    return tuple(one.showing(chosen[one.name]) for one in fields)


def chosen_values(asked: Asked, fields: Sequence[Field]) -> dict[str, str]:
    """What each control shows for what was asked."""
    known = {**asked.selection.to_params(), **asked.options}
    return {one.name: known.get(one.name, one.default) for one in fields}
