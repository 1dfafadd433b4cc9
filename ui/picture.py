"""A chart that fits its screen: given the wide and the narrow figure, it draws one of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ui.component import OwnComponent
from ui.statics import library_address

CONFIG = {
    "displayModeBar": False,
    "showSendToCloud": False,
    "plotlyServerURL": "",
}


class Picture(OwnComponent):
    """A chart in two widths; the browser takes the one that fits (``assets/picture.js``).

    ``stills`` makes both as SVG text. Only pages written as HTML use it: readers without
    JavaScript, and everybody until Dash has started.
    """

    _type = "Picture"
    _prop_names: list[str] = ["id", "wide", "narrow", "config", "leads", "library"]  # noqa: RUF012 (Dash reads them so)
    available_properties = _prop_names

    def __init__(
        self,
        id: str,  # noqa: A002 (Dash's name for it)
        wide: dict[str, Any],
        narrow: dict[str, Any],
        *,
        leads: str = "",
        stills: Callable[[], tuple[str, str]],
    ) -> None:
        """A chart.

        Args:
            id: its name on the page.
            wide: the figure for screens of 900 pixels and more.
            narrow: the figure for narrower ones.
            leads: path to which a click leads, with the clicked mark's key after it.
            stills: makes both as SVG text, the wide one first.
        """
        self.stills = stills
        super().__init__(
            id=id, wide=wide, narrow=narrow, config=CONFIG, leads=leads, library=library_address()
        )


def picture_html(picture: Picture) -> str:
    """Both stills; the style sheet shows the one that fits the screen."""
    return "".join(
        f'<div class="graph still {name}" style="height:{_height(picture, name)}px" '
        f'data-library="{library_address()}">{still}</div>'
        for name, still in zip(("wide", "narrow"), picture.stills(), strict=True)
    )


def _height(picture: Picture, name: str) -> int:
    return int(getattr(picture, name)["layout"]["height"])
