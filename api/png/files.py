"""PNG of a picture that is drawn as SVG, without a browser."""

from __future__ import annotations

import struct
import zlib
from functools import lru_cache

import numpy as np
from isal import isal_zlib

from api.png.cover import Points
from api.png.drawing import points_of

# Share cards are asked for again and again; each kept picture is some hundred kB.
KEPT = 24
SIGNATURE = b"\x89PNG\r\n\x1a\n"
# Red, green and blue of a byte each, rows from top to bottom.
KIND = (8, 2, 0, 0, 0)
# Of ISA-L: the third level takes four times as long for one hundredth less.
LEVEL = 1


@lru_cache(KEPT)
def png_bytes(svg: str, scale: float) -> bytes:
    """The whole file; ``scale`` is pixels for each unit of the SVG.

    Raises:
        ValueError: for an element that our pictures do not have.
    """
    points = points_of(svg, scale)
    high, wide, _ = points.shape
    return b"".join(
        [
            SIGNATURE,
            _chunk(b"IHDR", struct.pack(">IIBBBBB", wide, high, *KIND)),
            _chunk(b"IDAT", isal_zlib.compress(_lines(points), LEVEL)),
            _chunk(b"IEND", b""),
        ]
    )


def _lines(points: Points) -> Points:
    """Each row behind a zero, which says that it stands as it is: charts pack best so."""
    high, wide, parts = points.shape
    lines = np.zeros((high, 1 + wide * parts), np.uint8)
    lines[:, 1:] = points.reshape(high, wide * parts)
    return lines


def _chunk(kind: bytes, content: bytes) -> bytes:
    check = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", check)
