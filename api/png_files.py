"""PNG of a picture that is drawn as SVG, without a browser.

vl-convert brings its renderer and the fonts it falls back on; a worker grows by some 20 MB with
the first picture.
"""

from __future__ import annotations

import struct
import zlib
from functools import lru_cache

import vl_convert

# Share cards are asked for again and again; each kept picture is some hundred kB.
KEPT = 24
SIGNATURE = 8
# The renderer hardly compresses: this makes its files three times smaller, and is still quick.
LEVEL = 4


@lru_cache(KEPT)
def png_bytes(svg: str, scale: float) -> bytes:
    """The whole file; ``scale`` is pixels for each unit of the SVG."""
    return _packed(bytes(vl_convert.svg_to_png(svg, scale=scale)))


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
