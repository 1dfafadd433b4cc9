"""Story packs with their pictures, for the site and for ``python -m etl stories``."""

from __future__ import annotations

from api.pictures import SIZES, svg_text
from api.png.files import png_bytes
from api.views import PlainView
from outcomes.store import LoadedEdition
from stories.pack import write_pack
from stories.story import Story


def views_of(story: Story, loaded: LoadedEdition) -> list[PlainView]:
    """The charts of a story, of its own edition."""
    return [
        PlainView(chart.view, chart.selection.but(edition=story.edition.id), loaded)
        for chart in story.charts
    ]


def whole_pack(story: Story, loaded: LoadedEdition, root: str) -> bytes:
    """The zip of a story with its charts as SVG and PNG.

    Args:
        story: the story.
        loaded: the edition that it was written from.
        root: goes before the addresses of rows, for example ``https://example.org``.
    """
    return write_pack(story, _pictures(story, loaded), root)


def _pictures(story: Story, loaded: LoadedEdition) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    for view in views_of(story, loaded):
        drawn = svg_text(view, SIZES["web"])
        files[f"{view.name}.svg"] = drawn.encode()
        files[f"{view.name}.png"] = png_bytes(drawn, SIZES["web"].scale)
    return files
