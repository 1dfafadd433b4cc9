"""Binds a page: its layout from an address, and its one callback from the controls.

This is the only place that writes callbacks. A control changes: the callback reads all controls
again as untrusted and gives a new panel, while the browser pushes the new address. Back and
Forward set the controls, and the same callback answers. Nothing else is built again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import dash
from dash import ClientsideFunction, Input, Output, no_update
from dash.development.base_component import Component
from flask import request

from outcomes.errors import EditionUnavailable
from outcomes.store import LoadedEdition
from ui import elements as html
from ui.component import plain
from ui.context import Asked, pinned_edition, requested_path
from ui.page import Page, PlainPage
from ui.routes import PLACE, PLACE_PREFIX, PLACE_TEMPLATE, place_of
from ui.selection_form import Field, SelectionForm
from ui.sharing import share
from ui.shell import SITE
from ui.slots import Slots

_bound: dict[str, Page] = {}

NO_EDITION = "There is no edition to answer from at this moment. Try again in a minute."


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
        return [shown.words.finding, *plain(slots.values(shown, page.told(asked)))]

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
                html.Div(slots.layout(shown, page.told(asked)), className="panel"),
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

    def answered(**query: Any) -> Any:
        """The page for the document; for Dash's router the same, ready to be sent."""
        shown = layout(**query)
        return plain(shown) if request.method == "POST" else shown

    dash.register_page(  # type: ignore[no-untyped-call]
        module,
        None if of_place else page.path,
        path_template=PLACE_TEMPLATE if of_place else None,
        name=page.name,
        title=_place_title if of_place else f"{page.title} – {SITE}",
        description=page.intro,
        layout=answered,
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
