"""PNG of a picture that is drawn as SVG, without a browser.

vl-convert brings its renderer and Liberation Sans, which has the widths of Arial and Helvetica. It
is kept from the machine's own fonts: of those it opens the file anew for every letter, which took
half of its time, and pictures would differ between machines. A worker grows by some 20 MB with the
first picture.
"""

from __future__ import annotations

import os
import struct
import threading
import zlib
from functools import lru_cache
from pathlib import Path

import vl_convert

# Share cards are asked for again and again; each kept picture is some hundred kB.
KEPT = 24
SIGNATURE = 8
# The renderer hardly compresses: this makes its files three times smaller, and is still quick.
LEVEL = 3
FONTS_VARIABLE, NO_FONTS = "FONTCONFIG_FILE", Path(__file__).with_name("fonts.conf")
FIRST = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>1</text></svg>'
_fonts_lock = threading.Lock()


@lru_cache(KEPT)
def png_bytes(svg: str, scale: float) -> bytes:
    """The whole file; ``scale`` is pixels for each unit of the SVG."""
    with _fonts_lock:
        _find_fonts()
    return _packed(bytes(vl_convert.svg_to_png(svg, scale=scale)))


@lru_cache(1)
def _find_fonts() -> None:
    """Draw something once while the renderer, which then looks for fonts, finds its own only."""
    before = os.environ.get(FONTS_VARIABLE)
    os.environ[FONTS_VARIABLE] = str(NO_FONTS)
    try:
        vl_convert.svg_to_png(FIRST)
    finally:
        os.environ.pop(FONTS_VARIABLE)
        if before is not None:
            os.environ[FONTS_VARIABLE] = before


def _packed(png: bytes) -> bytes:
    """The same picture with its points compressed again."""
    before, points, place = [png[:SIGNATURE]], b"", SIGNATURE
    while place < len(png):
        length, kind = struct.unpack(">I4s", png[place : place + 8])
        end = place + length + 12
        if kind == b"IDAT":
            points += png[place + 8 : end - 4]
        elif kind == b"IEND":
            before.append(_chunk(b"IDAT", zlib.compress(zlib.decompress(points), LEVEL)))
            before.append(png[place:end])
        else:
            before.append(png[place:end])
        place = end
    return b"".join(before)


def _chunk(kind: bytes, content: bytes) -> bytes:
    check = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", check)
