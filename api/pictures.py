"""``/charts/<view>.svg`` and ``.png``: the charts of the pages as files, with all their words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Response

from api.caching import not_modified, tag_of, tagged
from api.context import current_store
from api.limits import costly
from api.png.files import png_bytes
from api.problems import Refused, refuse_parameters
from api.selecting import Given, given_parameters
from api.views import View, wanted_view
from charts.canvas import Canvas
from charts.svg import render
from charts.theme import BACKGROUND
from outcomes.boundaries import boundaries_mark
from outcomes.errors import ParameterProblem

SVG, PNG = "image/svg+xml", "image/png"
# White around a drawing, so that its words do not touch the edge where it is put.
MARGIN = 20
KINDS = {"svg": SVG, "png": PNG}


@dataclass(frozen=True, slots=True)
class Size:
    """One size of pictures.

    Attributes:
        width: of the figure, in its own units.
        height: at least; charts of many rows, and those with many notes, are higher.
        scale: pixels of a PNG for each unit.
        exact: whether the picture has exactly this height, made smaller if it must be.
        text: what it is for.
    """

    width: int
    height: int
    scale: float
    exact: bool
    text: str


SIZES: dict[str, Size] = {
    "web": Size(1200, 675, 1, False, "for web pages: 1,200 pixels wide"),
    "print": Size(1200, 675, 3, False, "for print: 3,600 pixels wide"),
    "card": Size(1200, 630, 1, True, "for links that are shared: 1,200 by 630 pixels"),
}


def get_picture(view: str, suffix: str) -> Response:
    """The picture of a view.

    Raises:
        Refused: for a view, suffix, parameter or edition that is not known, and 429 when too
            many are asked for.
    """
    if suffix not in KINDS:
        raise Refused(404, "Pictures are given as svg and png.")
    given = given_parameters()
    size = wanted_size(given)
    rest = {name: values for name, values in given.items() if name != "size"}
    found = wanted_view(view, rest)
    edition, pinned = found.edition, "edition" in rest
    shapes = boundaries_mark(current_store().data_dir)
    tag = tag_of("picture", edition.id, shapes, view, suffix, size, sorted(rest.items()))
    unchanged = not_modified(tag)
    if unchanged is not None:
        return tagged(unchanged, tag, pinned=pinned)
    response = Response(_body(found, size, suffix), mimetype=KINDS[suffix])
    name = f"{view}_{edition.id}.{suffix}"
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return tagged(response, tag, pinned=pinned)


def wanted_size(given: Given, names: Mapping[str, Size] = SIZES) -> Size:
    """The size that an address names; ``web`` when it names none.

    Raises:
        Refused: when it is not known.
    """
    values = given.get("size", ["web"])
    if len(values) != 1 or values[0] not in names:
        shown = ",".join(values)[:80]
        problem = ParameterProblem("size", shown, "There is no such size.", tuple(names))
        raise refuse_parameters([problem])
    return names[values[0]]


def _body(view: View, size: Size, suffix: str) -> bytes:
    if suffix == "svg":
        return svg_text(view, size).encode()
    with costly("for SVG"):
        return view_png(view, size)


def view_png(view: View, size: Size) -> bytes:
    """A view as PNG."""
    return png_bytes(svg_text(view, size), size.scale)


def svg_text(view: View, size: Size) -> str:
    """A view as SVG with title, notes, source, edition and receipt."""
    inside = size.width - 2 * MARGIN
    figure = view.draw(Canvas(inside, size.height - 2 * MARGIN, receipted=True))
    height = figure["layout"]["meta"]["height"]
    sheet = size.height if size.exact else height + 2 * MARGIN
    return _fitted(render(figure), (inside, height), (size.width, sheet))


def _fitted(drawn: str, whole: tuple[int, int], sheet: tuple[int, int]) -> str:
    """A drawing in the middle of a white sheet with a margin, made smaller until it fits."""
    (width, height), (room, high) = whole, sheet
    shrunk = min((room - 2 * MARGIN) / width, (high - 2 * MARGIN) / height)
    left, top = (room - width * shrunk) / 2, (high - height * shrunk) / 2
    # A drawing inside another is cut off at its edge unless told not to be: nothing of ours goes
    # beyond it, and the renderer needs a second sheet and a mask to cut (a third of its time).
    drawn = drawn.replace("<svg ", '<svg overflow="visible" ', 1)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {room} {high}" '
        f'width="{room}" height="{high}">'
        f'<rect width="{room}" height="{high}" fill="{BACKGROUND}"/>'
        f'<g transform="translate({left:.1f} {top:.1f}) scale({shrunk:.4f})">{drawn}</g></svg>'
    )
