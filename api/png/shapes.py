"""Reads the shapes and moves of our own SVG."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from xml.etree.ElementTree import Element

import celiagg

_MOVE = re.compile(r"(\w+)\(([^)]*)\)")
_STEP = re.compile(r"[A-Za-z]|-?[\d.]+(?:e-?\d+)?")
STEPS = {"M", "L", "l", "z"}
SPACE = "{http://www.w3.org/2000/svg}"


@dataclass(slots=True)
class Run:
    """Straight steps from corner to corner, and whether the last is joined to the first."""

    corners: list[tuple[float, float]]
    closed: bool = False


def moved(placed: celiagg.Transform, moves: str) -> celiagg.Transform:
    """A place after the moves of a ``transform``.

    Raises:
        ValueError: for a move that our pictures do not make.
    """
    placed = placed.copy()
    for name, numbers in _MOVE.findall(moves):
        if name not in MOVES:
            raise ValueError(f"a move that pictures do not have: {name}")
        placed.premultiply(MOVES[name](*(float(number) for number in numbers.split())))
    return placed


def _translation(x: float, y: float) -> celiagg.Transform:
    return celiagg.Transform(tx=x, ty=y)


def _scaling(factor: float) -> celiagg.Transform:
    return celiagg.Transform(sx=factor, sy=factor)


def _rotation(degrees: float, x: float, y: float) -> celiagg.Transform:
    turn = math.radians(degrees)
    cos, sin = math.cos(turn), math.sin(turn)
    return celiagg.Transform(cos, sin, -sin, cos, x - cos * x + sin * y, y - sin * x - cos * y)


MOVES: dict[str, Callable[..., celiagg.Transform]] = {
    "translate": _translation,
    "scale": _scaling,
    "rotate": _rotation,
}


def numbers_of(element: Element, *names: str) -> list[float]:
    """Attributes as numbers; 0 where they are left out."""
    return [float(element.get(name, 0)) for name in names]


def runs_of(element: Element) -> list[Run]:
    """The corners of a rectangle, line, polygon or path.

    Raises:
        ValueError: for a step of a path that our pictures do not take.
    """
    return RUNS[element.tag.removeprefix(SPACE)](element)


def _rectangle(element: Element) -> list[Run]:
    x, y, wide, high = numbers_of(element, "x", "y", "width", "height")
    return [Run([(x, y), (x + wide, y), (x + wide, y + high), (x, y + high)], closed=True)]


def _line(element: Element) -> list[Run]:
    x1, y1, x2, y2 = numbers_of(element, "x1", "y1", "x2", "y2")
    return [Run([(x1, y1), (x2, y2)])]


def _polygon(element: Element) -> list[Run]:
    pairs = (pair.split(",") for pair in element.attrib["points"].split())
    return [Run([(float(x), float(y)) for x, y in pairs], closed=True)]


def _path(element: Element) -> list[Run]:
    """A path of M, L, l and z, each letter before any number of pairs."""
    runs, step = list[Run](), ""
    parts = iter(_STEP.findall(element.attrib["d"]))
    for part in parts:
        if part.isalpha():
            step = _begun(part, runs)
            continue
        across, down = float(part), float(next(parts))
        if step == "l":
            x, y = runs[-1].corners[-1]
            across, down = x + across, y + down
        runs[-1].corners.append((across, down))
    return runs


def _begun(step: str, runs: list[Run]) -> str:
    if step not in STEPS:
        raise ValueError(f"a step that paths of pictures do not take: {step}")
    if step == "M":
        runs.append(Run([]))
    runs[-1].closed |= step == "z"
    return step


# By the element's name.
RUNS: dict[str, Callable[[Element], list[Run]]] = {
    "rect": _rectangle,
    "line": _line,
    "polygon": _polygon,
    "path": _path,
}
