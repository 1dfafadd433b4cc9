"""What a page is: its address, its controls, and the panel for what was asked of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from outcomes import areas
from outcomes.boundaries import boundaries_mark
from outcomes.selection import Selection
from outcomes.shelf import Shelf
from outcomes.since import revised_since
from ui.accepted import Accepted
from ui.address import address_notices
from ui.context import Asked, current_store, pinned_edition, read_asked
from ui.nearest import nearest_published
from ui.panel import Panel
from ui.routes import PLACE, PLACE_PREFIX
from ui.selection_form import Field
from ui.titles import around_title, chosen_title

PANELS = 32
# The panels that were drawn last, whoever asked.
_panels = Shelf(PANELS)


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
        places: the areas that the page can show; every one when empty.
        instead_of: parameters of a selection that the page has no figures for, with the option
            that stands in their place.
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
    places: frozenset[str] = frozenset()
    instead_of: Mapping[str, str] = field(default_factory=dict)
    of_place: bool = False

    def ask(self, params: Mapping[str, Any]) -> Asked:
        """Read an address or the controls' value.

        Raises:
            EditionUnavailable: when there is no edition.
        """
        known = {name: value for name, value in params.items() if name not in {"by", PLACE}}
        accepted = Accepted(
            self.defaults, self.measures, self.options, self.places, self.instead_of
        )
        return read_asked(known, accepted)

    def told(self, asked: Asked) -> list[str]:
        """What readers are told of an address that could not be read whole."""
        return address_notices(asked, self.fields(asked), self.instead_of) if asked.problems else []

    def show(self, asked: Asked) -> Panel:
        """The panel for what was asked, with what those need who take it away."""
        panel = self._render_once(asked)
        written = {**asked.selection.to_params(), **asked.options}
        drawn = {
            name: text for name, text in written.items() if name not in {"by", *self.instead_of}
        }
        usual = {name: accepted[0] for name, accepted in self.options.items()}
        if len(self.measures) < 2:
            usual["measure"] = self.defaults.measure
        query = {name: text for name, text in drawn.items() if usual.get(name) != text}
        path = f"{PLACE_PREFIX}{asked.selection.areas[0]}" if self.of_place else self.path
        revised = revised_since(asked.loaded, pinned_edition(), panel.queries)
        shown = replace(panel, view=self.name, path=path, query=query, revised=revised)
        return replace(
            shown,
            title=panel.title or self._title(asked, panel),
            instead=self._instead(asked, shown),
        )

    def _render_once(self, asked: Asked) -> Panel:
        """The panel, drawn once for the document, for Dash's start on it, and for the controls."""
        options = tuple(sorted(asked.options.items()))
        made_from = (asked.loaded.edition.id, boundaries_mark(current_store().data_dir))
        key = (self.name, made_from, asked.selection, options, asked.explicit)
        return _panels.take(key, lambda: self.render(asked), lambda _: 1)

    def _title(self, asked: Asked, panel: Panel) -> str:
        if not panel.of_courts:
            return around_title(self.title, panel.words.chosen)
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
