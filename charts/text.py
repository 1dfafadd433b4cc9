"""How wide text is, where it breaks, and how it is escaped for a figure."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape as escape_html

# Advance widths of Helvetica and Arial, in thousandths of the type size, from blank to tilde.
_ADVANCES = (
    "278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 "
    "556 556 556 556 556 556 556 556 556 556 278 278 584 584 584 556 "
    "1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 "
    "667 778 722 667 611 722 667 944 667 667 611 278 278 278 469 556 "
    "333 556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 "
    "556 556 333 500 278 556 500 722 500 500 500 334 260 334 584"
)
_WIDTHS = dict(zip(map(chr, range(32, 127)), map(int, _ADVANCES.split()), strict=True))
_USUAL_WIDTH = 556
_BOLD = 1.08
_TAG = re.compile(r"<[^>]+>")

# Names of areas, years and rounded numbers come again on every chart.
_KEPT_WIDTHS = 8_192


@lru_cache(maxsize=_KEPT_WIDTHS)
def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Width of one line in pixels, in Arial or Helvetica."""
    thousandths = sum(_WIDTHS.get(letter, _USUAL_WIDTH) for letter in text)
    return thousandths / 1000 * size * (_BOLD if bold else 1)


def wrap(text: str, size: float, width: float, *, bold: bool = False) -> list[str]:
    """Break text between words so that no line is wider than so many pixels.

    A single word that is wider stays whole. Empty text gives no line.
    """
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size, bold=bold) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def widest(texts: list[str], size: float, *, bold: bool = False) -> float:
    """Width of the widest of some lines; 0 for none."""
    return max((text_width(text, size, bold=bold) for text in texts), default=0.0)


def escape(text: str) -> str:
    """Text as a figure takes it, where ``<``, ``>`` and ``&`` would be markup."""
    return escape_html(text, quote=False)


def joined(lines: list[str]) -> str:
    """Lines, escaped, as one text of a figure."""
    return "<br>".join(escape(line) for line in lines)


def plain(text: str) -> str:
    """A figure's text without its markup."""
    return _TAG.sub("", text.replace("<br>", " "))
